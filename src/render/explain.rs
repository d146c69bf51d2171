//! A rule as a page: one text for the command line and for Discord.

use std::fmt::Write as _;

use crate::rule::{Effect, Expectation, Rule};

/// What a rule looks for, what it says, why, and its examples.
pub fn rule(rule: &Rule) -> String {
    let teaching = &rule.teaching;
    let mut text = format!("{}\n", rule.id);
    let _ = match rule.effect {
        Effect::Finding { category, severity, points } => {
            writeln!(
                text,
                "{}: {}, costs {points} points. Looks at: {}.",
                category.title(),
                severity.title().to_lowercase(),
                rule.part.name()
            )
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
    if let Some(credit) = &teaching.credit {
        let _ = write!(text, "\nWhere it is denied\n  {credit}\n");
    }
    for (title, expect) in [("Fires", Expectation::Fires), ("Stays silent", Expectation::Silent), ("Found and denied", Expectation::Denied)]
    {
        let examples: Vec<&str> =
            rule.examples.iter().filter(|example| example.expect == expect).map(|example| example.text.as_str()).collect();
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
