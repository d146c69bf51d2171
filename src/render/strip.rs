//! What every form of a critique says alike: the verdict in words, the bar, the evidence strip, the next change.

use std::borrow::Cow;

use crate::engine::{Evidence, Finding};
use crate::locale::Locale;
use crate::review::Review;
use crate::rule::{Category, Field, State, Statement, Trigger, Verdict};
use crate::submission::Shown;

/// Findings shown in a reply; the rest is counted and stands in the report.
pub const SHOWN: usize = 5;
/// Bytes of the longest pronoun ("myself" is one, "our" another).
const LONGEST_PRONOUN: usize = 6;
/// Cells of the score bar.
const BAR_CELLS: u32 = 10;

/// `Needs work: 62 of 100`.
pub fn headline(review: &Review<'_>, locale: Locale) -> String {
    let verdict = locale.say(&format!("verdict-{}", review.verdict));
    locale.say_with("score", &[("verdict", verdict.into()), ("score", review.score.into())])
}

/// The verdict as a sentence.
pub fn gist(review: &Review<'_>, locale: Locale) -> Cow<'static, str> {
    locale.say(&format!("gist-{}", review.verdict))
}

/// The score as ten cells, readable without colour.
pub fn bar(score: u32) -> String {
    let full = (score.min(100) + BAR_CELLS / 2) * BAR_CELLS / 100;
    (0..BAR_CELLS).map(|cell| if cell < full { '■' } else { '□' }).collect()
}

/// One statement that every description has to make, and the words found for it.
pub struct EvidenceLine<'s> {
    /// What has to be stated.
    pub title: Cow<'static, str>,
    /// The words found, the first place; `None` where nothing was found.
    pub quote: Option<&'s str>,
    /// Internal, external or both, for who uses it.
    pub stance: Option<Cow<'static, str>>,
}

impl EvidenceLine<'_> {
    /// The statement as a line, its quote made fit by `shown`.
    pub fn line(&self, locale: Locale, shown: impl Fn(&str) -> String) -> String {
        let stance = self.stance.as_ref().map(|stance| format!(" ({stance})")).unwrap_or_default();
        self.quote.map_or_else(|| format!("? {}", locale.say("evidence-missing")), |quote| format!("✓ “{}”{stance}", shown(quote)))
    }
}

/// What is built, who uses it, what it is for: each with the first words found.
pub fn evidence<'s>(review: &Review<'_>, submission: &'s Shown, locale: Locale) -> [EvidenceLine<'s>; 3] {
    let first = |statements: &[Statement]| best(review, statements).map(|found| whole_words(words(found, submission)));
    let has = |statement| best(review, &[statement]).is_some();
    let stance = match (has(Statement::Internal), has(Statement::External)) {
        (true, true) => Some("stance-both"),
        (true, false) => Some("stance-internal"),
        (false, true) => Some("stance-external"),
        (false, false) => None,
    };
    let stance = stance.map(|key| locale.say(key));
    [
        EvidenceLine { title: locale.say("evidence-build"), quote: first(&[Statement::Build]), stance: None },
        EvidenceLine { title: locale.say("evidence-audience"), quote: first(&[Statement::Internal, Statement::External]), stance },
        EvidenceLine { title: locale.say("evidence-purpose"), quote: first(&[Statement::Purpose]), stance: None },
    ]
}

/// The first place where one of these is stated; a plain statement says more than a slight one. Words that are called vague state nothing.
pub(super) fn best<'r>(review: &'r Review<'_>, statements: &[Statement]) -> Option<&'r Evidence> {
    let vague = |found: &Evidence| {
        let mut findings = review.findings.iter().filter(|finding| finding.category == Category::Vague && finding.input == found.input);
        findings.any(|finding| finding.span.is_some_and(|span| span.overlaps(found.span)))
    };
    let stated = review.evidence.iter().filter(|found| statements.contains(&found.statement) && !vague(found));
    // "Our two accountants" says more than the "we" before it.
    let pronoun = |found: &Evidence| found.span.end - found.span.start <= LONGEST_PRONOUN;
    stated.min_by_key(|found| (found.weak, pronoun(found)))
}

/// Words without the rest of a contraction ("I'd") that they begin with.
fn whole_words(words: &str) -> &str {
    match words.strip_prefix(['\'', '’']).and_then(|rest| rest.split_once(' ')) {
        Some((_, rest)) => rest,
        None => words,
    }
}

/// The words of a statement.
pub(super) fn words<'s>(found: &Evidence, submission: &'s Shown) -> &'s str {
    found.span.quote(submission.get(found.input).unwrap_or_default())
}

/// The sentence on the one change that helps most; `None` where nothing is wrong.
pub fn next(review: &Review<'_>, locale: Locale) -> Option<String> {
    let next = review.next.as_ref()?;
    let finding = review.findings.iter().find(|finding| finding.rule.id == *next.rule)?;
    let change = change(finding, locale);
    // What was not read is not promised to be right.
    if matches!(finding.rule.trigger, Trigger::NotEnglish) {
        return Some(locale.say_with("next-unread", &[("change", change.into())]));
    }
    // A change mends all findings of a category; others are found, or come to light once it is mended.
    let others = next.verdict < Verdict::Ready || review.findings.iter().any(|other| other.category != finding.category);
    let with_others = |said: String| if others { format!("{said} {}", locale.say("next-others")) } else { said };
    if next.score == review.score && next.verdict == review.verdict {
        return Some(with_others(locale.say_with("next-start", &[("change", change.into())])));
    }
    if next.verdict == review.verdict {
        return Some(with_others(locale.say_with("next-score", &[("change", change.into()), ("score", next.score.into())])));
    }
    let verdict = locale.say(&format!("verdict-{}", next.verdict));
    Some(locale.say_with("next", &[("change", change.into()), ("score", next.score.into()), ("verdict", verdict.into())]))
}

/// The change that mends a finding, as an order: that of its rule, else that of its category.
fn change(finding: &Finding<'_>, locale: Locale) -> Cow<'static, str> {
    let category = format!("change-{}", finding.category);
    let rule = finding.rule.id.as_str().rsplit('/').next().unwrap_or_default();
    locale.find(&format!("{category}.{rule}"), None).unwrap_or_else(|| locale.say(&category))
}

/// The heading of a finding: its category, and how much it weighs.
pub fn heading(finding: &Finding<'_>, locale: Locale) -> String {
    let severity = locale.say(&format!("severity-{}", finding.severity));
    format!("{} ({severity})", category(finding.category, locale))
}

/// The name of a category.
pub fn category(category: Category, locale: Locale) -> Cow<'static, str> {
    locale.say(&format!("category-{category}"))
}

/// A sign and a word for a state of the checklist.
pub fn state(state: State, locale: Locale) -> (&'static str, Cow<'static, str>) {
    let sign = match state {
        State::Met => "✓",
        State::Failed | State::Pending => "✗",
        State::Unstated => "?",
    };
    (sign, locale.say(&format!("state-{state}")))
}

/// The name of a requirement.
pub fn field(field: Field, locale: Locale) -> Cow<'static, str> {
    locale.say(&format!("field-{field}"))
}

/// What a profile would have told, where none was given: "No profile was given, so these were not looked at: …".
pub fn unread(locale: Locale) -> String {
    let fields: Vec<String> = Field::REQUIRED.iter().map(|required| within_sentence(&field(*required, locale))).collect();
    locale.say_with("account-unread", &[("fields", fields.join(", ").into())])
}

/// A title as it stands within a sentence: "real name", but "ID verification".
fn within_sentence(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(title.chars().skip(1)).collect(),
        _ => title.to_owned(),
    }
}

/// The version of the rules that a review was made by.
pub fn rules(review: &Review<'_>, locale: Locale) -> String {
    locale.say_with("rules-version", &[("version", review.rules.version().into())])
}
