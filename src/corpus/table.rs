//! A measurement as a table.

use std::fmt::Write as _;

use super::{Counts, Measurement, Wrong};
use crate::engine::{Answer, tried};
use crate::render::one_line;
use crate::render::trace::told;
use crate::rule::{Category, Effect, Input, Rule, RuleSet, Verdict};

/// Rules shown that came near to what was missed.
const NEAR: usize = 6;

/// The measurement as text: categories, rules, verdicts.
pub fn table(measurement: &Measurement) -> String {
    let mut text =
        format!("{:<32} {:>5} {:>5} {:>6}  {:>9} {:>6} {:>5}\n", "category", "right", "wrong", "missed", "precision", "recall", "F1");
    let used = |counts: &Counts| *counts != Counts::default();
    for (category, counts) in measurement.categories.iter().filter(|(_, counts)| used(counts)) {
        row(&mut text, category.name(), *counts);
    }
    row(&mut text, "all", measurement.total());
    let _ = writeln!(text, "\nrule (recall: share of its category's cases)");
    for (rule, counts) in measurement.rules.iter().filter(|(_, counts)| counts.right + counts.wrong > 0) {
        row(&mut text, rule.as_str(), *counts);
    }
    verdicts(&mut text, measurement);
    text
}

/// How much of its category each rule finds, with and without the cases that are among its own examples: a rule that finds little
/// but these is written from single texts.
pub fn unseen(measurement: &Measurement) -> String {
    let mut text = format!("{:<40} {:>6} {:>6}   {:>9} {:>6}\n", "rule", "cases", "recall", "not its", "recall");
    for (rule, all) in measurement.rules.iter().filter(|(_, counts)| counts.right + counts.wrong > 0) {
        let own = measurement.unseen.get(rule).copied().unwrap_or_default();
        let cases = |counts: &Counts| counts.right + counts.missed;
        let _ = writeln!(text, "{:<40} {:>6} {:>6.3}   {:>9} {:>6.3}", rule.as_str(), cases(all), all.recall(), cases(&own), own.recall());
    }
    text
}

/// All cases that came out wrong, each with the words that fired, and for what was missed the rules that came near it and what held
/// them back.
pub fn errors(measurement: &Measurement, rules: &RuleSet) -> String {
    let mut text = String::new();
    for wrong in &measurement.wrong {
        error(&mut text, wrong);
        let submission = wrong.case.submission();
        let missed: Vec<Category> = wrong.judged.missed().collect();
        let wanted = |rule: &Rule| matches!(rule.effect, Effect::Finding { category, .. } if missed.contains(&category));
        let shown = submission.shown();
        let near = tried(rules, &submission, wanted).traces;
        // What was found and held back says more than what is said in part.
        let (whole, part): (Vec<_>, Vec<_>) = near.iter().partition(|trace| !matches!(trace.answer, Answer::Partly { .. }));
        for trace in whole.into_iter().chain(part).take(NEAR) {
            let _ = writeln!(text, "  near:   {}: {}", trace.rule.id, told(trace, &shown));
        }
    }
    text
}

fn row(text: &mut String, name: &str, counts: Counts) {
    let Counts { right, wrong, missed } = counts;
    let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
    let _ = writeln!(text, "{name:<32} {right:>5} {wrong:>5} {missed:>6}  {precision:>9.3} {recall:>6.3} {f1:>5.3}");
}

fn verdicts(text: &mut String, measurement: &Measurement) {
    let _ = write!(text, "\n{:<24}", "expected \\ given");
    for given in Verdict::ALL {
        let _ = write!(text, " {:>15}", given.name());
    }
    for expected in Verdict::ALL {
        let _ = write!(text, "\n{:<24}", expected.name());
        for given in Verdict::ALL {
            let count = measurement.verdicts.get(&(*expected, *given)).copied().unwrap_or_default();
            let _ = write!(text, " {count:>15}");
        }
    }
    let (ready, alarmed) = measurement.ready;
    let _ = writeln!(
        text,
        "\n\n{} cases, {:.3} of verdicts right; false alarms on {alarmed} of {ready} ready texts.",
        measurement.cases,
        measurement.verdict_accuracy()
    );
}

fn error(text: &mut String, wrong: &Wrong) {
    let case = &wrong.case;
    let _ = write!(text, "\n{} [{}]\n", case.id, case.tags.join(", "));
    let submission = case.submission().shown();
    for input in [Input::Title, Input::Profile, Input::Form] {
        if let Some(part) = submission.get(input) {
            let _ = writeln!(text, "  {}: {}", input.name(), one_line(part));
        }
    }
    let _ = writeln!(text, "  {}", one_line(submission.get(Input::Description).unwrap_or_default()));
    let judged = &wrong.judged;
    if judged.wrong_verdict() {
        let _ = writeln!(text, "  verdict: {} expected, {} given", case.expect.verdict, judged.verdict);
    }
    for category in judged.missed() {
        let _ = writeln!(text, "  missed: {category}");
    }
    for flag in judged.false_alarms() {
        let quote = flag.quote.as_deref().map_or_else(|| "an absence".to_owned(), |quote| format!("“{}”", one_line(quote)));
        let _ = writeln!(text, "  wrong:  {} by {}: {quote}", flag.category, flag.rule);
    }
    if !wrong.evidence.is_empty() {
        let _ = writeln!(text, "  found:  {}", wrong.evidence.iter().map(|found| one_line(found)).collect::<Vec<_>>().join(" · "));
    }
}
