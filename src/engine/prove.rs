//! Proving rules: each example goes through [`run`] itself, the path that applicants' texts take.

use rayon::prelude::*;

use super::{Answer, Hold, run, tried};
use crate::rule::{Diagnostic, Effect, Example, Expectation, Input, Part, Rule, RuleSet, Trigger};
use crate::submission::Submission;
use crate::text::Span;

/// Proves every rule by its examples; gives what failed, in order of place.
pub fn prove(rules: &RuleSet) -> Vec<Diagnostic> {
    rules.rules.par_iter().flat_map_iter(|rule| rule.examples.iter().filter_map(move |example| prove_one(rules, rule, example))).collect()
}

/// What one example shows of its rule.
struct Shown {
    /// Places where it fired.
    fired: Vec<Option<Span>>,
    /// Whether its words were found and denied.
    denied: bool,
}

fn prove_one(rules: &RuleSet, rule: &Rule, example: &Example) -> Option<Diagnostic> {
    let submission = placed(rule, &example.text);
    let shown = shown(rules, rule, &submission);
    let fail = |title: &str, label: String| Some(Diagnostic::new(example.place.clone(), format!("{}: {title}", rule.id), label));
    match example.expect {
        Expectation::Fires if shown.fired.is_empty() && shown.denied => {
            fail("has to fire on this text, and is silent", "the words were found, but judged denied".to_owned())
        }
        Expectation::Fires if shown.fired.is_empty() => {
            fail("has to fire on this text, and is silent", why_silent(rules, rule, &submission))
        }
        Expectation::Fires => {
            let read = submission.get(input_of(rule)).unwrap_or_default();
            let marked = marked_in(read, &example.text, example.marked?).map(|marked| words_of(marked, read));
            let covers = |span: &Option<Span>| span.zip(marked).is_some_and(|(span, marked)| span.covers(marked));
            if shown.fired.iter().any(covers) {
                return None;
            }
            let quotes: Vec<String> = shown.fired.iter().map(|span| quote(&submission, rule, *span)).collect();
            fail("fires on this text, but not on the marked words", format!("it quotes: {}", quotes.join(" · ")))
        }
        Expectation::Silent if shown.fired.is_empty() => None,
        Expectation::Silent => {
            let quotes: Vec<String> = shown.fired.iter().map(|span| quote(&submission, rule, *span)).collect();
            fail("has to be silent on this text, and fires", format!("it fires on: {}", quotes.join(" · ")))
        }
        Expectation::Denied if !shown.fired.is_empty() => {
            fail("has to see this text as a denial, and fires", "no denial was found before or after the words".to_owned())
        }
        Expectation::Denied if shown.denied => None,
        Expectation::Denied => fail(
            "has to see this text as a denial, and does not know it",
            "the rule's words were not found at all, so nothing is denied".to_owned(),
        ),
    }
}

/// What keeps a rule silent on a text, in a few words; `rules try` tells more.
fn why_silent(rules: &RuleSet, rule: &Rule, submission: &Submission) -> String {
    let mut answers = tried(rules, submission, |tried| tried.id == rule.id).traces.into_iter().map(|trace| trace.answer);
    let told = |answer: Answer| match answer {
        Answer::Held { by, .. } => by.into_iter().next().map(|hold| match &hold {
            Hold::Said { key, input, words: Some(words) } => {
                format!("its words are there, but `{key}` finds \"{}\"", words.quote(submission.get(*input).unwrap_or_default()))
            }
            _ => format!("its words are there, but `{}` holds it back", hold.key()),
        }),
        Answer::Partly { phrase, .. } => Some(format!("only a part of `{phrase}` is said")),
        Answer::Under { has, wanted, .. } => Some(format!("it reaches {has:.2} of the {wanted:.2} that it asks for")),
        Answer::Fired(_) | Answer::Denied { .. } => None,
    };
    answers.find_map(told).unwrap_or_else(|| "none of the rule's words were found".to_owned())
}

fn quote(submission: &Submission, rule: &Rule, span: Option<Span>) -> String {
    let text = submission.get(input_of(rule)).unwrap_or_default();
    span.map_or_else(|| "an absence".to_owned(), |span| format!("\"{}\"", span.quote(text)))
}

fn input_of(rule: &Rule) -> Input {
    match rule.part {
        Part::Description | Part::Anywhere => Input::Description,
        Part::Input(input) => input,
        Part::Field(_) => Input::Profile,
    }
}

/// The example as a submission.
///
/// An example may carry sections (`Profile:`, `Form:`). For a rule about a profile field it is that field's value, unless the
/// rule asks for the field's state: then it is the whole profile.
fn placed(rule: &Rule, text: &str) -> Submission {
    let sections = Submission::from_sections(text);
    if sections.description != text {
        return sections;
    }
    match (rule.part, &rule.trigger) {
        (Part::Description | Part::Anywhere | Part::Input(Input::Description), _) => sections,
        (Part::Input(Input::Title), _) => Submission { title: Some(text.to_owned()), ..Submission::default() },
        (Part::Input(Input::Form), _) => Submission { form: Some(text.to_owned()), ..Submission::default() },
        (Part::Input(Input::Profile), _) | (Part::Field(_), Trigger::State(_)) => {
            Submission { profile: Some(text.to_owned()), ..Submission::default() }
        }
        (Part::Field(field), _) => Submission { profile: Some(format!("{}: {text}", field.name())), ..Submission::default() },
    }
}

/// Where the marked words of an example stand in the text that is read: it is the example, holds it behind a key, or is a section of it.
/// `None` where they stand in another section.
fn marked_in(read: &str, example: &str, marked: Span) -> Option<Span> {
    if let Some(key) = read.strip_suffix(example) {
        return Some(marked.behind(key.len()));
    }
    // Sections follow the title, which may say the same.
    let section = example.rfind(read)?;
    let inside = Span { start: section, end: section + read.len() }.covers(marked);
    inside.then(|| Span { start: marked.start - section, end: marked.end - section })
}

fn shown(rules: &RuleSet, rule: &Rule, submission: &Submission) -> Shown {
    let outcome = run(rules, submission);
    let of_rule = |id: &crate::rule::RuleId| *id == rule.id;
    let mut fired: Vec<Option<Span>> =
        outcome.findings.iter().filter(|finding| of_rule(&finding.rule.id)).map(|finding| finding.span).collect();
    let credits = outcome.credits.iter().filter(|credit| of_rule(&credit.rule.id));
    match rule.effect {
        Effect::Finding { .. } => {}
        Effect::Evidence { statement, .. } => fired.extend(
            outcome.evidence.iter().filter(|found| found.statement == statement && found.rule == rule.id).map(|found| Some(found.span)),
        ),
        Effect::Credit => fired.extend(credits.clone().map(|credit| Some(credit.span))),
    }
    let denied = outcome.denied.iter().any(of_rule);
    Shown { fired, denied }
}

/// A marked span without the spaces and punctuation at its ends: a quote covers words.
fn words_of(marked: Span, text: &str) -> Span {
    let written = marked.quote(text);
    let start = marked.start + (written.len() - written.trim_start_matches(|ch: char| !ch.is_alphanumeric()).len());
    let end = marked.end - (written.len() - written.trim_end_matches(|ch: char| !ch.is_alphanumeric()).len());
    if start < end { Span { start, end } } else { marked }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn marked_words_are_found_where_the_rule_reads_them() {
        let quoted = |read: &'static str, example: &str, words: &str| {
            let start = example.find(words).expect("the words");
            marked_in(read, example, Span { start, end: start + words.len() }).map(|span| span.quote(read))
        };
        assert_eq!(quoted("It bids.", "It bids.", "bids"), Some("bids"));
        assert_eq!(quoted("name: Acme", "Acme", "Acme"), Some("Acme"));
        assert_eq!(quoted("name: na", "na", "na"), Some("na"));
        assert_eq!(quoted("It bids.", "Title: Bids\nDescription: It bids.", "bids"), Some("bids"));
        assert_eq!(quoted("It bids.", "Title: Bids\nDescription: It bids.", "Bids"), None);
    }
}
