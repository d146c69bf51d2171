//! A rule as a page: one text for the command line and for Discord.

use std::fmt::Write as _;

use super::strip;
use crate::locale::Locale;
use crate::rule::source::{KEYS, Key, Question, Shape, Written};
use crate::rule::{Effect, Expectation, Rule};

/// Values of one key that are read aloud; the rest is counted.
const VALUES: usize = 12;

/// What a rule looks for, what it says, why, and its examples.
pub fn rule(rule: &Rule) -> String {
    let teaching = &rule.teaching;
    let mut text = format!("{}\n", rule.id);
    let _ = match rule.effect {
        Effect::Finding { category, severity, points } => {
            let category = strip::category(category, Locale::English);
            writeln!(text, "{category}: {severity}, costs {points} points. Looks at: {}.", rule.part.name())
        }
        Effect::Evidence { statement, .. } => {
            writeln!(text, "Evidence: {}. Looks at: {}.", statement.title().to_lowercase(), rule.part.name())
        }
        Effect::Credit => writeln!(text, "Speaks for the applicant. Looks at: {}.", rule.part.name()),
    };
    for (title, words) in [("What it says", &teaching.message), ("Why it matters", &teaching.why), ("How to fix it", &teaching.fix)] {
        if !words.is_empty() {
            let _ = write!(text, "\n{title}\n  {words}\n");
        }
    }
    text.push_str(&aloud(rule));
    if let Some(credit) = &teaching.credit {
        let _ = write!(text, "\nWhere it is denied\n  {credit}\n");
    }
    for (title, expect) in [("Fires", Expectation::Fires), ("Stays silent", Expectation::Silent), ("Found and denied", Expectation::Denied)]
    {
        let examples: Vec<&str> = rule.examples.iter().filter(|example| example.expect == expect).map(|example| &*example.text).collect();
        if !examples.is_empty() {
            let _ = write!(text, "\n{title}\n");
        }
        for example in examples {
            let _ = writeln!(text, "  - {}", super::one_line(example));
        }
    }
    if let Some(source) = &teaching.source {
        let url = source.url.as_deref().map(|url| format!(" <{url}>")).unwrap_or_default();
        let _ = write!(text, "\nSource\n  {}{url}\n", source.text);
    }
    let _ = write!(text, "\nWritten in {}, line {}.\n", rule.place.file, rule.place.line);
    text
}

/// Its keys read aloud: what fires it, what holds it back.
fn aloud(rule: &Rule) -> String {
    let mut text = "\nWhen it fires\n".to_owned();
    for written in &rule.keys {
        if let Some(key) = KEYS.iter().find(|key| key.name == written.key && key.question > Question::Where) {
            let _ = writeln!(text, "  {}", sentence(key, written));
        }
    }
    text
}

/// A key and its values as a sentence: `Not if the same sentence says one of: “draft”, “i send”.`
fn sentence(key: &Key, written: &Written) -> String {
    if matches!(key.shape, Shape::Flag) {
        return format!("{}.", key.says);
    }
    let mut values: Vec<String> = written.values.iter().take(VALUES).map(|value| format!("“{}”", super::one_line(value))).collect();
    if written.values.len() > VALUES {
        values.push(format!("and {} more", written.values.len() - VALUES));
    }
    format!("{}: {}.", key.says, values.join(", "))
}
