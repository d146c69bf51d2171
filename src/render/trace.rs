//! Why each rule fired or kept silent on a text, as a page for authors: one text for the command line and for Discord.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{one_line, strip};
use crate::engine::{Answer, Hold, Measured, Trace, Tried, tried};
use crate::locale::Locale;
use crate::review::judge;
use crate::rule::{Effect, Input, Rule, RuleSet};
use crate::submission::{Shown, Submission};
use crate::text::Span;

/// Rules of which only a part is said that are shown where no rule is asked for by name.
const NEARLY: usize = 6;
/// Characters of a quote.
const QUOTE: usize = 70;
/// Words shown for a measure.
const WORDS: usize = 12;

/// Which rules of a trace are shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish<'n> {
    /// Only rules whose name begins with this.
    pub rule: Option<&'n str>,
    /// Rules that find evidence as well.
    pub evidence: bool,
    /// All rules of which a part is said, not only the nearest.
    pub all: bool,
}

impl Wish<'_> {
    fn wants(&self, rule: &Rule) -> bool {
        match self.rule {
            Some(name) => rule.id.as_str().starts_with(name),
            None => self.evidence || !matches!(rule.effect, Effect::Evidence { .. }),
        }
    }
}

/// Tries a text: the verdict, why each rule near it fired or kept silent, and what the description is measured by.
pub fn page(rules: &RuleSet, submission: &Submission, wish: Wish<'_>) -> String {
    let shown = submission.shown();
    let Tried { outcome, traces, measures } = tried(rules, submission, |rule| wish.wants(rule));
    let mut text = format!("{}\n", strip::headline(&judge(rules, outcome), Locale::English));
    let mut kinds: BTreeMap<Kind, Vec<&Trace<'_>>> = BTreeMap::new();
    for trace in &traces {
        kinds.entry(Kind::of(&trace.answer)).or_default().push(trace);
    }
    for (kind, mut list) in kinds {
        let most = if kind == Kind::Partly && !wish.all && wish.rule.is_none() { NEARLY } else { usize::MAX };
        list.sort_by_key(|trace| missing(&trace.answer));
        let _ = write!(text, "\n{}\n", kind.name());
        for trace in list.iter().take(most) {
            let _ = writeln!(text, "  {}: {}", trace.rule.id, told(trace, &shown));
        }
        if list.len() > most {
            let _ = writeln!(text, "  and {} more", list.len() - most);
        }
    }
    if traces.is_empty() {
        let _ = writeln!(
            text,
            "\nNothing that {} stands in this text.",
            wish.rule.map_or_else(|| "a rule looks for".to_owned(), |rule| format!("`{rule}` looks for"))
        );
    }
    text + "\n" + &measured(&measures, &shown)
}

/// The kinds of answers, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Fired,
    Held,
    Denied,
    Partly,
}

impl Kind {
    const fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Fired(_) => Self::Fired,
            Answer::Held { .. } => Self::Held,
            Answer::Denied { .. } => Self::Denied,
            Answer::Partly { .. } | Answer::Under { .. } => Self::Partly,
        }
    }

    /// The title of the answers of this kind.
    const fn name(self) -> &'static str {
        match self {
            Self::Fired => "Fired",
            Self::Held => "Found, and held back",
            Self::Denied => "Found, and denied",
            Self::Partly => "Said in part",
        }
    }
}

/// The nearest first: little is missing.
fn missing(answer: &Answer) -> (usize, usize) {
    match answer {
        Answer::Partly { said, missing, .. } => (missing.len(), usize::MAX - said.len()),
        _ => (0, 0),
    }
}

/// One answer in a line, with the words it is about.
pub fn told(trace: &Trace<'_>, submission: &Shown) -> String {
    let words = |span: Option<Span>| quote(submission, trace.input, span);
    match &trace.answer {
        Answer::Fired(span) => words(*span),
        Answer::Denied { words: found, by } => format!("{}, denied by {}", words(*found), words(*by)),
        Answer::Held { words: found, by } => {
            let holds: Vec<String> = by.iter().map(|hold| held(hold, trace.input, submission)).collect();
            format!("{}, but {}", words(*found), holds.join("; "))
        }
        Answer::Partly { phrase, said, missing } => {
            let said: Vec<String> = said.iter().map(|span| words(Some(*span))).collect();
            match missing.as_slice() {
                [] => format!("`{phrase}`: {} are said, but too far apart or in another order", said.join(" and ")),
                missing => format!("`{phrase}`: {} is said, `{}` is not", said.join(" and "), missing.join("`, `")),
            }
        }
        Answer::Under { has, wanted, words: sentence } => {
            format!("{} reaches {has:.2} of the {wanted:.2} it asks for", words(*sentence))
        }
    }
}

/// A condition in words.
fn held(hold: &Hold, own: Input, submission: &Shown) -> String {
    match hold {
        Hold::Said { key, input, words } => format!("`{key}` finds {}", quote(submission, *input, *words)),
        Hold::Lacks(key) => format!("nothing of `{key}` is said"),
        Hold::TooFew { found, wanted } if found.is_empty() => format!("none of the {wanted} signs of `any-of` is in the sentence"),
        Hold::TooFew { found, wanted } => {
            let found: Vec<String> = found.iter().map(|span| quote(submission, own, Some(*span))).collect();
            format!("`any-of` finds only {} and asks for {wanted}", found.join(", "))
        }
        Hold::Amount { has, limit } => {
            let has = (has * 10.0).round() / 10.0;
            format!("the text has {has} {}; `only-under` asks for less than {}", limit.measure.name(), limit.amount)
        }
        Hold::ExamplesAgainst { agree, least } => {
            format!("the examples speak against it: the sentence scores {agree:.2} (`examples-agree` asks for {least})")
        }
        Hold::NotAtStart => "the words do not open their sentence (`opens-sentence`)".to_owned(),
        Hold::GivesWay(rule) => format!("it gives way to {rule} (`unless-finding`)"),
    }
}

/// The measures, each with the words that count.
fn measured(measures: &[Measured], submission: &Shown) -> String {
    let mut text = "What the description is measured by\n".to_owned();
    for measured in measures {
        let mut words: Vec<String> = measured.words.iter().map(|span| quote(submission, Input::Description, Some(*span))).collect();
        let more = words.len().saturating_sub(WORDS);
        words.truncate(WORDS);
        if more > 0 {
            words.push(format!("and {more} more"));
        }
        let list = if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
        let name = measured.measure.name();
        let name = if (measured.amount - 1.0).abs() < f64::EPSILON { name.strip_suffix('s').unwrap_or(name) } else { name };
        let _ = writeln!(text, "  {} {name}{list}", (measured.amount * 10.0).round() / 10.0);
    }
    text
}

fn quote(submission: &Shown, input: Input, span: Option<Span>) -> String {
    let Some(span) = span else { return "something is absent".to_owned() };
    let words = one_line(span.quote(submission.get(input).unwrap_or_default()));
    match words.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("“{}…”", words.get(..end).unwrap_or_default()),
        None => format!("“{words}”"),
    }
}
