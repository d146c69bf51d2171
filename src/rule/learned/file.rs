//! A model as the text of its file.

use std::fmt::Write as _;

use super::{FeatureId, Label, Model, Weight};

impl Model {
    /// A model that was learned here as the text of its file; `key` is the hash of what it was learned from.
    /// `None` for one that was read, or that has forgotten its names.
    ///
    /// A line for the key, a line a label with its bias, then a line a feature: its name, and for each label its place and weight.
    pub fn to_file(&self, key: &str) -> Option<String> {
        if self.names.is_empty() && self.features() > 0 {
            return None;
        }
        let mut text = format!("{key}\n");
        for (label, bias) in self.labels.iter().zip(&self.bias) {
            let _ = writeln!(text, "{label} {bias}");
        }
        for name in &self.names {
            let weights = self.feature(FeatureId::of(name)).into_iter().flat_map(|feature| self.weights(feature));
            let weights: Vec<String> = weights.map(|(place, weight)| format!("{place}:{weight}")).collect();
            let _ = writeln!(text, "{name} {}", weights.join(" "));
        }
        Some(text)
    }

    /// Reads the text of a file; `None` where it is no model, or one of other examples: then it has to be learned anew.
    pub(crate) fn from_file(text: &str, key: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next().filter(|line| *line == key)?;
        let mut model = Self::default();
        let mut features = Vec::new();
        let mut weights = Vec::new();
        for line in lines {
            let (name, numbers) = line.split_at_checked(line.bytes().position(|byte| byte == b' ')?)?;
            let numbers = numbers.get(1..)?;
            if features.is_empty()
                && let (Some(label), Ok(number)) = (Label::from_name(name), numbers.parse())
            {
                model.labels.push(label);
                model.bias.push(number);
                continue;
            }
            weights.clear();
            let mut numbers = numbers.as_bytes();
            while let Some((weight, rest)) = read_weight(numbers) {
                weights.push(weight);
                numbers = rest;
            }
            if weights.is_empty() || !numbers.is_empty() {
                return None;
            }
            features.push(model.entry(name, weights.iter().copied()));
        }
        model.keep(&features);
        Some(model)
    }
}

/// The weight that is written first, as in `3:-120`, and what follows its space.
fn read_weight(text: &[u8]) -> Option<(Weight, &[u8])> {
    let (place, rest) = read_number(text)?;
    let (weight, rest) = read_number(rest.strip_prefix(b":")?)?;
    let rest = match rest {
        [b' ', next @ ..] if !next.is_empty() => next,
        [] => rest,
        _ => return None,
    };
    Some(((place.try_into().ok()?, weight.try_into().ok()?), rest))
}

/// The whole number at the start, and what follows it. A model has hundreds of thousands: digit by digit they are read fastest.
fn read_number(text: &[u8]) -> Option<(i32, &[u8])> {
    let (negative, digits) = text.strip_prefix(b"-").map_or((false, text), |digits| (true, digits));
    let count = digits.iter().take_while(|digit| digit.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at_checked(count).filter(|_| (1..=9).contains(&count))?;
    let number = digits.iter().fold(0, |number, digit| number * 10 + i32::from(digit - b'0'));
    Some((if negative { -number } else { number }, rest))
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::rule::learned::LabelWeights;
    use crate::rule::{Category, Statement};

    #[test]
    fn a_file_gives_the_model_back_and_only_for_its_key() {
        let labels = [Label::Reason(Category::Botting), Label::States(Statement::Build)];
        let weights = [[-0.25, 0.5, 0.001], [0.75, 0.0, -1.0]];
        let parts = labels.into_iter().zip(weights).map(|(label, weights)| LabelWeights::new(label, &weights)).collect();
        let mut model = Model::new(&["bot_send", "@send"], parts);
        let file = model.to_file("1f").expect("it was learned here");
        let read = Model::from_file(&file, "1f").expect("its file");
        model.forget_names();
        assert_eq!(read, model);
        assert_eq!(read.to_file("1f"), None);
        assert_eq!(Model::from_file(&file, "2f"), None);
        assert_eq!(model.scores([FeatureId::of("bot_send")].into_iter()), [751, 750]);
        let send = model.feature(FeatureId::of("@send")).expect("a feature");
        assert_eq!([0, 1].map(|label| model.weight(send, label)), [500, 0]);
    }
    #[test]
    fn what_is_no_model_is_refused() {
        let of_line = |line: &str| Model::from_file(&format!("1f\nbuild -5\n{line}"), "1f");
        for wrong in [
            "bot",
            "bot ",
            "bot 0",
            "bot 0:",
            "bot 0:5 ",
            "bot 0:5  1:5",
            "bot 0:5x",
            "bot :5",
            "bot 300:5",
            "bot 0:40000",
            "bot 0:9999999999",
        ] {
            assert_eq!(of_line(wrong), None, "{wrong:?}");
        }
        let model = of_line("bot 0:-5 1:7").expect("a model");
        let bot = model.feature(FeatureId::of("bot")).expect("a feature");
        assert_eq!([0, 1].map(|label| model.weight(bot, label)), [-5, 7]);
    }
}
