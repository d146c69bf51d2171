//! What a new text changed, in a few lines for Discord: the score then and now, what is fixed, still open, new.

use std::fmt::Write as _;

use super::markdown::escape;
use super::{clip, quote, strip};
use crate::engine::Finding;
use crate::locale::Locale;
use crate::review::Comparison;
use crate::submission::Shown;

/// Findings named of each kind; the rest is counted.
const NAMED: usize = 4;
/// Characters of a quote, and its units once escaped.
const QUOTE: usize = 48;
const QUOTE_UNITS: usize = 60;

/// The lines, in the reader's language; `was` and `is` are the two texts. At most 1,600 UTF-16 units: a message's content may have 2,000.
pub fn comparison(comparison: &Comparison<'_>, was: &Shown, is: &Shown, locale: Locale) -> String {
    let mut text = headline(comparison, locale);
    for (sign, key, findings, texts) in
        [("✓", "since-fixed", &comparison.fixed, was), ("!", "since-new", &comparison.new, is), ("•", "since-open", &comparison.open, is)]
    {
        let title = locale.say(key);
        for finding in findings.iter().take(NAMED) {
            let _ = write!(text, "\n{sign} {title}: {}", name(finding, texts, locale));
        }
        if findings.len() > NAMED {
            let _ = write!(text, "\n{sign} {title}: {}", locale.say_with("list-more", &[("count", (findings.len() - NAMED).into())]));
        }
    }
    text
}

fn headline(comparison: &Comparison<'_>, locale: Locale) -> String {
    let ((before, old), (after, verdict)) = (comparison.before, comparison.after);
    let changed = match comparison.difference() {
        0 => locale.say_with("since-same-score", &[("score", after.into())]),
        difference => {
            let difference = format!("{difference:+}");
            locale.say_with("since-score", &[("before", before.into()), ("score", after.into()), ("difference", difference.into())])
        }
    };
    let name = locale.say(&format!("verdict-{verdict}")).to_lowercase();
    let key = if old == verdict { "since-still" } else { "since-now" };
    let verdict = locale.say_with(key, &[("verdict", name.into())]);
    let nothing = comparison.fixed.is_empty() && comparison.new.is_empty() && !comparison.open.is_empty();
    let note = if nothing { format!("\n{}", locale.say("since-nothing")) } else { String::new() };
    format!("**{}:** {changed}, {verdict}.{note}", locale.say("since"))
}

/// A finding in a few words: what it is about, and the words it quotes.
fn name(finding: &Finding<'_>, texts: &Shown, locale: Locale) -> String {
    let quoted = quote(finding, texts).map(|quote| format!(" (“{}”)", escape(&clip(quote, QUOTE), QUOTE_UNITS))).unwrap_or_default();
    format!("{}{quoted}", strip::category(finding.category, locale))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::markdown::units;
    use super::*;
    use crate::review::{compare, review};
    use crate::rule::{RuleFile, RuleSet, compile};
    use crate::submission::Submission;

    /// Rules of several categories that quote whatever stands between two words.
    fn rules() -> RuleSet {
        let file = |category: &str| {
            let text = format!(
                "[[rule]]\nid = \"one\"\nmatches = '(?s)\\b{category}\\b.*?\\bend\\b'\nseverity = \"reject\"\nmessage = \"m\"\nfix = 'f \"x\"'\n\
                 bad = [\"It {category} to the end.\"]\ngood = [\"A sheet.\"]\n"
            );
            RuleFile { path: format!("{category}.toml"), shown: category.into(), text: text.into() }
        };
        compile("demo", &["botting", "scraping", "terms", "commercial"].map(file)).expect("the rules are right")
    }

    fn compared(was: &str, is: &str) -> String {
        let (rules, was, is) = (rules(), Submission::new(was), Submission::new(is));
        comparison(&compare(&review(&rules, &was), &was, &review(&rules, &is), &is), &was.shown(), &is.shown(), Locale::English)
    }

    #[test]
    fn what_has_changed_in_a_few_lines() {
        let was = "It botting to the end, scraping this end.";
        assert_eq!(
            compared(was, "A scraping that end; terms @everyone end."),
            "**Since your last text:** The score is still 0 of 100, still likely rejected.\n✓ Fixed: Acts by itself (“botting to the end”)\n\
             ! New: Breaks the terms (“terms \\@everyone end”)\n• Still open: Collects data (“scraping that end”)"
        );
        assert!(compared(was, was).contains("The same points are open as before."));
        assert!(
            compared(was, "A sheet.").starts_with("**Since your last text:** The score went from 0 to 100 (+100), now ready.\n✓ Fixed")
        );
    }

    proptest! {
        #[test]
        fn it_always_fits(parts in prop::collection::vec(("botting|scraping|terms|commercial", any::<String>()), 0..30), more in any::<String>()) {
            let joined = |more: &str| parts.iter().map(|(word, text)| format!("{word} {text}{more} end.")).collect::<Vec<_>>().join(" ");
            let text = compared(&joined(""), &joined(&more));
            prop_assert!(units(&text) <= 1_600, "{} units", units(&text));
            prop_assert!(!text.contains("```") && !text.contains("@everyone"));
        }
    }
}
