//! Training one label: a linear support vector machine with squared hinge loss, by dual coordinate descent.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

/// How much an example that is on the wrong side costs against large weights; found by leaving out authors.
const COST: f64 = 0.1;
/// Times all examples are gone through; the weights hardly move after half as many.
const ROUNDS: usize = 40;
/// Weights are kept in thousandths.
const UNIT: f64 = 1_000.0;
/// Sentences a feature stands in at least: what is said once teaches nothing.
const SEEN: usize = 2;

/// The examples as numbers: for each, those of its features that stand in several, ascending.
pub(super) struct Table {
    names: Vec<String>,
    rows: Vec<Vec<usize>>,
}

impl Table {
    pub(super) fn new(rows: &[BTreeSet<String>]) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for feature in rows.iter().flatten() {
            *counts.entry(feature).or_default() += 1;
        }
        let names: Vec<&str> = counts.into_iter().filter(|(_, count)| *count >= SEEN).map(|(name, _)| name).collect();
        let numbers: FxHashMap<&str, usize> = names.iter().enumerate().map(|(number, name)| (*name, number)).collect();
        // Names ascend in a row, and so do their numbers.
        let rows = rows.iter().map(|row| row.iter().filter_map(|name| numbers.get(name.as_str()).copied()).collect()).collect();
        Self { names: names.into_iter().map(str::to_owned).collect(), rows }
    }

    /// The bias and the weights of all features, in thousandths, for a label that some examples show.
    pub(super) fn train(&self, shows: &[bool]) -> (i32, BTreeMap<String, i32>) {
        // The last weight is the bias: a feature that every sentence has.
        let mut weights = vec![0.0_f64; self.names.len() + 1];
        let mut duals = vec![0.0_f64; self.rows.len()];
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        let slack = 1.0 / (2.0 * COST);
        for round in 0..ROUNDS {
            shuffle(&mut order, round);
            for at in &order {
                let (Some(features), Some(positive), Some(dual)) = (self.rows.get(*at), shows.get(*at), duals.get_mut(*at)) else {
                    continue;
                };
                let side = if *positive { 1.0 } else { -1.0 };
                step(features, side, slack, dual, &mut weights);
            }
        }
        let (bias, weights) = weights.split_last().map_or((0.0, [].as_slice()), |(bias, weights)| (*bias, weights));
        (thousandths(bias), self.names.iter().cloned().zip(weights.iter().map(|weight| thousandths(*weight))).collect())
    }
}

/// One step of coordinate descent on the example with these features.
fn step(features: &[usize], side: f64, slack: f64, dual: &mut f64, weights: &mut [f64]) {
    let bias = weights.len().saturating_sub(1);
    let all = || features.iter().copied().chain([bias]);
    let sum: f64 = all().filter_map(|at| weights.get(at)).sum();
    let gradient = side * sum - 1.0 + slack * *dual;
    #[allow(clippy::cast_precision_loss, reason = "a sentence has few features")]
    let length = (features.len() + 1) as f64 + slack;
    let next = (*dual - gradient / length).max(0.0);
    let change = (next - *dual) * side;
    *dual = next;
    // Most examples lie on the right side after some rounds, and change nothing.
    if change == 0.0 {
        return;
    }
    for at in all() {
        if let Some(weight) = weights.get_mut(at) {
            *weight += change;
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

#[allow(clippy::cast_possible_truncation, reason = "weights of a bounded problem are small")]
fn thousandths(weight: f64) -> i32 {
    (weight * UNIT).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(texts: &[&str]) -> Vec<BTreeSet<String>> {
        texts.iter().map(|text| text.split(' ').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn what_sets_examples_apart_gets_the_weight() {
        let rows = rows(&["bot sends bid", "bot sends letter", "person sends bid", "person sends letter"]);
        let table = Table::new(&rows);
        let (_, weights) = table.train(&[true, true, false, false]);
        assert!(weights["bot"] > 0 && weights["person"] < 0);
        assert!(weights["sends"].abs() < weights["bot"]);
        assert_eq!(table.train(&[true, true, false, false]).1, weights);
    }
}
