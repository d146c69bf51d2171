//! A measurement as a table.

use std::fmt::Write as _;

use super::{Counts, Measurement, Wrong};
use crate::render::one_line;
use crate::rule::{Input, Verdict};

/// The measurement as text: categories, verdicts; on wish every rule and every wrong case.
pub fn table(measurement: &Measurement, rules: bool, errors: bool) -> String {
    let mut text =
        format!("{:<32} {:>5} {:>5} {:>6}  {:>9} {:>6} {:>5}\n", "category", "right", "wrong", "missed", "precision", "recall", "F1");
    let used = |counts: &Counts| *counts != Counts::default();
    for (category, counts) in measurement.categories.iter().filter(|(_, counts)| used(counts)) {
        row(&mut text, category.name(), *counts);
    }
    row(&mut text, "all", measurement.total());
    if rules {
        let _ = writeln!(text, "\nrule (recall: share of its category's cases)");
        for (rule, counts) in measurement.rules.iter().filter(|(_, counts)| counts.right + counts.wrong > 0) {
            row(&mut text, rule.as_str(), *counts);
        }
    }
    verdicts(&mut text, measurement);
    if errors {
        measurement.wrong.iter().for_each(|wrong| error(&mut text, wrong));
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
