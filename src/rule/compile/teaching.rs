//! What a rule says, and how it proves itself: from its keys to [`Teaching`] and [`Example`]s.

use std::sync::Arc;

use super::rule::RuleCompiler;
use crate::rule::Teaching;
use crate::rule::example::{Example, Expectation};
use crate::rule::kind::RuleKind;
use crate::rule::pack::{Pack, Source};
use crate::rule::source::{At, SourceRef};

/// Characters that may be told at once: a reply on Discord holds several findings.
pub(crate) const TOLD_CHARS: usize = 600;
/// Characters an example may have.
const EXAMPLE_CHARS: usize = 8_000;
/// Placeholders a message may hold.
const PLACEHOLDERS: &[&str] = &["{quote}", "{per-day}", "{sum}", "{words}"];

impl RuleCompiler<'_, '_> {
    pub(super) fn teaching(&mut self, pack: &Pack) -> Teaching {
        let source = self.source;
        let kind = self.kind;
        let needed = |key: &str| match kind {
            RuleKind::Finding(_) => key != "why",
            RuleKind::Credit => key == "message",
            RuleKind::Evidence => false,
        };
        let wanted = [
            ("message", &source.message, "one line that tells the applicant what is wrong"),
            ("why", &source.why, "one or two sentences on why it matters"),
            ("fix", &source.fix, "what the applicant should write, with an example sentence"),
        ];
        for (key, written, hint) in wanted {
            match written {
                None if needed(key) => self.missing(key, hint),
                Some(at) if at.value.trim().is_empty() => {
                    self.error(at.span.clone(), format!("`{key}` is empty"), format!("write {hint}"));
                }
                _ => {}
            }
        }
        let told = [("message", &source.message), ("why", &source.why), ("fix", &source.fix), ("credit", &source.credit)];
        for (key, at) in told.into_iter().filter_map(|(key, written)| Some((key, written.as_ref()?))) {
            let chars = at.value.chars().count();
            if chars > TOLD_CHARS {
                self.error(
                    at.span.clone(),
                    format!("`{key}` is too long"),
                    format!("it has {chars} characters; write at most {TOLD_CHARS}"),
                );
            }
        }
        let text = |at: &Option<At<String>>| at.as_ref().map(|at| at.value.as_str().into());
        let mut teaching = Teaching {
            message: text(&source.message).unwrap_or_default(),
            why: text(&source.why).unwrap_or_default(),
            fix: text(&source.fix).unwrap_or_default(),
            credit: text(&source.credit),
            source: None,
        };
        if let Some(message) = &source.message {
            self.placeholders(message);
        }
        teaching.source = source.source.as_ref().and_then(|written| self.source_of(written, pack));
        teaching
    }

    /// Keys that are known and belong to rules of other files: they would mean nothing here.
    pub(super) fn foreign_keys(&mut self) {
        let whose = match self.kind {
            RuleKind::Finding(_) => "rules of a category, which prove themselves by `bad` and `good`",
            RuleKind::Evidence => "rules that find evidence, which prove themselves by `found` and `not-found`",
            RuleKind::Credit => "rules that find credits, which prove themselves by `found` and `not-found`",
        };
        for key in self.kind.file().foreign_keys().iter().filter(|key| !self.source.values(key).is_empty()) {
            let span = self.source.place(key).unwrap_or_else(|| self.own_span());
            self.error(span, format!("`{key}` does not belong here"), format!("this file holds {whose}"));
        }
    }

    pub(super) fn placeholders(&mut self, message: &At<String>) {
        let mut rest = message.value.clone();
        for placeholder in PLACEHOLDERS {
            rest = rest.replace(placeholder, "");
        }
        if let Some((_, after)) = rest.split_once('{') {
            let name = after.split('}').next().unwrap_or_default();
            self.error(
                message.span.clone(),
                format!("`message` has an unknown blank `{{{name}}}`"),
                format!("there are: {}", PLACEHOLDERS.join(", ")),
            );
            return;
        }
        // A blank that nothing fills would be read as it is written.
        let source = self.source;
        let amounts = source.more_than.is_some() || source.less_than.is_some();
        let fillers = [
            ("{per-day}", amounts, "`more-than` or `less-than`"),
            ("{sum}", amounts, "`more-than` or `less-than`"),
            ("{words}", source.learned.is_some(), "`learned`"),
        ];
        for (blank, _, filler) in fillers.into_iter().filter(|(blank, filled, _)| !filled && message.value.contains(blank)) {
            self.error(message.span.clone(), format!("nothing fills the blank `{blank}`"), format!("it belongs to rules with {filler}"));
        }
    }

    pub(super) fn source_of(&mut self, written: &SourceRef, pack: &Pack) -> Option<Arc<Source>> {
        if let Some(url) = written.url.as_deref().filter(|url| !is_address(url)) {
            let title = format!("`{url}` is no address of a page");
            self.error(written.text.span.clone(), title, "an address begins with https:// and has no spaces, quotes or brackets");
        }
        let text = written.text.value.trim();
        if written.url.is_none()
            && let Some(source) = pack.sources.get(text)
        {
            return Some(Arc::clone(source));
        }
        // One small word is the name of a source, not its title.
        if written.url.is_none()
            && !pack.sources.is_empty()
            && !text.contains(' ')
            && text.chars().all(|ch| ch.is_ascii_lowercase() || ch == '-')
        {
            let known: Vec<&str> = pack.sources.keys().map(String::as_str).collect();
            return self.unknown(&written.text, "source", &known);
        }
        Some(Arc::new(Source { text: text.to_owned(), url: written.url.clone() }))
    }

    pub(super) fn examples(&mut self) -> Vec<Example> {
        let source = self.source;
        let is_finding = matches!(self.kind, RuleKind::Finding(_));
        let (fires, silent) = if is_finding { ("bad", "good") } else { ("found", "not-found") };
        let mut examples = Vec::new();
        for (key, texts, expect) in [
            ("bad", &source.bad, Expectation::Fires),
            ("found", &source.found, Expectation::Fires),
            ("good", &source.good, Expectation::Silent),
            ("not-found", &source.not_found, Expectation::Silent),
            ("denies", &source.denies, Expectation::Denied),
        ] {
            let Some(texts) = texts else {
                let hint = if key == fires { "texts in which the rule fires" } else { "texts in which it stays silent" };
                if (key == fires || key == silent) && !source.unreadable.contains(key) {
                    let title = format!("this rule has no proof: `{key}` is missing");
                    self.error(self.own_span(), title, format!("add `{key} = [\"…\"]` with {hint}"));
                }
                continue;
            };
            for text in &texts.value {
                let chars = text.value.chars().count();
                if chars > EXAMPLE_CHARS {
                    let label = format!("it has {chars} characters; write at most {EXAMPLE_CHARS}");
                    self.error(text.span.clone(), "this example is too long", label);
                    continue;
                }
                // Nothing is no proof of silence.
                if expect == Expectation::Silent && !text.value.contains(char::is_alphanumeric) {
                    self.error(text.span.clone(), "this example has no words", "write a text in which the rule stays silent");
                    continue;
                }
                let place = self.place(text.span.clone());
                match Example::parse(&text.value, expect, place) {
                    Ok(example) => examples.push(example),
                    Err(wrong) => self.error(text.span.clone(), "this example cannot be read", wrong),
                }
            }
        }
        if source.credit.is_some() && source.denies.is_none() {
            self.error(self.own_span(), "`credit` needs `denies`", "add `denies = [\"…\"]` with texts that deny it and so earn the credit");
        }
        examples
    }
}

/// Whether a text is the address of a page, and nothing that could hide another.
pub(super) fn is_address(url: &str) -> bool {
    let plain = |ch: char| !ch.is_whitespace() && !ch.is_control() && !matches!(ch, '<' | '>' | '"' | '`' | '(' | ')' | '[' | ']' | '\\');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    host.is_some_and(|host| host.starts_with(|ch: char| ch.is_ascii_alphanumeric()) && host.chars().all(plain))
}
