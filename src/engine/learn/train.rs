//! Training one label: a linear support vector machine with squared hinge loss, by dual coordinate descent.

/// How much an example that is on the wrong side costs against large weights; found by leaving out authors.
const COST: f64 = 0.06;
/// How large the bias is, against the rarest feature: kept small, so that few words can outweigh it.
const BIAS_SCALE: f64 = 0.3;
/// Times all examples are gone through; the weights hardly move after half as many.
const ROUNDS: usize = 24;
/// What the dual of an example adds to its gradient.
const SLACK: f64 = 1.0 / (2.0 * COST);

/// The weights of all features and, last, the bias. `rows` hold the features of each example, `scales` how large each feature is where it
/// occurs, `shows` whether an example is one of the label.
pub(super) fn train(rows: &[&[u32]], scales: &[f64], shows: &[bool]) -> Vec<f64> {
    let mut trained = Trained::new(scales);
    let mut examples: Vec<Example<'_>> = (rows.iter().zip(shows))
        .map(|(features, shows)| Example { features, side: if *shows { 1.0 } else { -1.0 }, dual: 0.0, length: trained.length(features) })
        .collect();
    let mut order: Vec<u32> = (0..).take(rows.len()).collect();
    for round in 0..ROUNDS {
        shuffle(&mut order, round);
        for at in &order {
            if let Some(example) = examples.get_mut(*at as usize) {
                trained.step(example);
            }
        }
    }
    trained.values
}

/// An example, and how far it has been learned.
struct Example<'r> {
    features: &'r [u32],
    /// 1 where it is one of the label, else -1.
    side: f64,
    dual: f64,
    /// The square of its length, with [`SLACK`].
    length: f64,
}

/// What has been learned. The bias is a feature that every example has, the last one.
struct Trained {
    /// How large each feature is, and its weight.
    features: Vec<(f64, f64)>,
    /// The product of both: all that most steps look at.
    values: Vec<f64>,
}

impl Trained {
    fn new(scales: &[f64]) -> Self {
        let features: Vec<(f64, f64)> = scales.iter().copied().chain([BIAS_SCALE]).map(|scale| (scale, 0.0)).collect();
        Self { values: vec![0.0; features.len()], features }
    }

    fn length(&self, features: &[u32]) -> f64 {
        let scales = features.iter().filter_map(|at| self.features.get(*at as usize)).chain(self.features.last()).map(|(scale, _)| scale);
        scales.map(|scale| scale * scale).sum::<f64>() + SLACK
    }

    /// One step of coordinate descent.
    fn step(&mut self, example: &mut Example<'_>) {
        let sum = example.features.iter().filter_map(|at| self.values.get(*at as usize)).sum::<f64>() + self.values.last().unwrap_or(&0.0);
        let gradient = example.side * sum - 1.0 + SLACK * example.dual;
        let next = (example.dual - gradient / example.length).max(0.0);
        let change = (next - example.dual) * example.side;
        if change == 0.0 {
            return;
        }
        example.dual = next;
        let bias = self.values.len().saturating_sub(1);
        for at in example.features.iter().map(|at| *at as usize).chain([bias]) {
            if let (Some((scale, weight)), Some(value)) = (self.features.get_mut(at), self.values.get_mut(at)) {
                *weight += change * *scale;
                *value = *weight * *scale;
            }
        }
    }
}

/// Another order each round, the same on every machine: a linear congruential generator (Knuth's MMIX) drives Fisher and Yates.
fn shuffle(order: &mut [u32], round: usize) {
    let mut state = round as u64 + 1;
    for at in (1..order.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        #[allow(clippy::cast_possible_truncation, reason = "a remainder by a length is a place")]
        let other = ((state >> 33) % (at as u64 + 1)) as usize;
        order.swap(at, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sets_examples_apart_gets_the_weight() {
        // bot 0, person 1, sends 2, bid 3, letter 4
        let rows = [&[0, 2, 3][..], &[0, 2, 4], &[1, 2, 3], &[1, 2, 4]];
        let weights = train(&rows, &[1.0; 5], &[true, true, false, false]);
        assert!(weights[0] > 0.0 && weights[1] < 0.0);
        assert!(weights[2].abs() < weights[0]);
        assert_eq!(train(&rows, &[1.0; 5], &[true, true, false, false]), weights);
    }
}
