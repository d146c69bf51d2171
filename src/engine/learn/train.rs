//! Training one label: a linear support vector machine with squared hinge loss, by dual coordinate descent.

/// How much an example that is on the wrong side costs against large weights; found by leaving out authors.
const COST: f64 = 0.06;
/// How large the bias is, against the rarest feature: kept small, so that few words can outweigh it.
const BIAS_SCALE: f64 = 0.3;
/// Times all examples are gone through; the weights hardly move after half as many.
const ROUNDS: usize = 24;

/// The weights of all features and, last, the bias. `rows` hold the features of each example, `scales` how large each feature is where it
/// occurs, `shows` whether an example is one of the label.
pub(super) fn train(rows: &[&[u32]], scales: &[f64], shows: &[bool]) -> Vec<f64> {
    // The bias is a feature that every example has.
    let scales: Vec<f64> = scales.iter().copied().chain([BIAS_SCALE]).collect();
    let mut weights = vec![0.0_f64; scales.len()];
    let mut duals = vec![0.0_f64; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let slack = 1.0 / (2.0 * COST);
    for round in 0..ROUNDS {
        shuffle(&mut order, round);
        for at in &order {
            let (Some(features), Some(positive), Some(dual)) = (rows.get(*at), shows.get(*at), duals.get_mut(*at)) else { continue };
            step(features, &scales, if *positive { 1.0 } else { -1.0 }, slack, dual, &mut weights);
        }
    }
    weights.iter().zip(&scales).map(|(weight, scale)| weight * scale).collect()
}

/// One step of coordinate descent on the example with these features.
fn step(features: &[u32], scales: &[f64], side: f64, slack: f64, dual: &mut f64, weights: &mut [f64]) {
    let bias = weights.len().saturating_sub(1);
    let all = || features.iter().map(|at| *at as usize).chain([bias]).filter_map(|at| Some((at, *scales.get(at)?)));
    let sum: f64 = all().filter_map(|(at, scale)| Some(weights.get(at)? * scale)).sum();
    let gradient = side * sum - 1.0 + slack * *dual;
    let length = all().map(|(_, scale)| scale * scale).sum::<f64>() + slack;
    let next = (*dual - gradient / length).max(0.0);
    let change = (next - *dual) * side;
    if change == 0.0 {
        return;
    }
    *dual = next;
    for (at, scale) in all() {
        if let Some(weight) = weights.get_mut(at) {
            *weight += change * scale;
        }
    }
}

/// Another order each round, the same on every machine: a linear congruential generator (Knuth's MMIX) drives Fisher and Yates.
fn shuffle(order: &mut [usize], round: usize) {
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
