//! Two rule sets on the same cases: which come out differently, and which of these changes the labels call better or worse.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Case, Flag, Judged, Mistake};
use crate::render::one_line;
use crate::review::review;
use crate::rule::{Input, RuleSet};

/// A case that comes out differently.
#[derive(Debug, Clone)]
pub struct Change {
    /// The case.
    pub case: Case,
    /// What the old rules say of it.
    pub before: Judged,
    /// What the new rules say of it.
    pub after: Judged,
}

/// What a change is worth, by the label of its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// Something that was right is wrong now, whatever else has been mended.
    Worse,
    /// Something that was wrong is right now, and nothing became wrong.
    Better,
    /// The label says nothing about it: other words, another rule of the same category, advice.
    Neither,
}

impl Change {
    /// Mistakes of the old rules that the new ones do not make.
    pub fn mended(&self) -> BTreeSet<Mistake> {
        &self.before.mistakes - &self.after.mistakes
    }

    /// Mistakes that only the new rules make.
    pub fn broken(&self) -> BTreeSet<Mistake> {
        &self.after.mistakes - &self.before.mistakes
    }

    /// What the change is worth.
    pub fn worth(&self) -> Worth {
        match (self.broken().is_empty(), self.mended().is_empty()) {
            (false, _) => Worth::Worse,
            (true, false) => Worth::Better,
            (true, true) => Worth::Neither,
        }
    }

    /// Findings of the old rules that the new ones do not make.
    pub fn gone(&self) -> impl Iterator<Item = &Flag> {
        self.before.flags.iter().filter(|flag| !self.after.flags.contains(flag))
    }

    /// Findings that only the new rules make.
    pub fn added(&self) -> impl Iterator<Item = &Flag> {
        self.after.flags.iter().filter(|flag| !self.before.flags.contains(flag))
    }
}

/// How two rule sets differ on cases.
#[derive(Debug, Clone, Default)]
pub struct Diff {
    /// Cases compared.
    pub cases: usize,
    /// Those that come out differently, worse ones first, else in the order of the cases.
    pub changes: Vec<Change>,
}

impl Diff {
    /// Number of changes of one worth.
    pub fn count(&self, worth: Worth) -> usize {
        self.changes.iter().filter(|change| change.worth() == worth).count()
    }

    /// Whether a labelled case that was right, or partly right, is worse now.
    pub fn breaks_a_label(&self) -> bool {
        self.count(Worth::Worse) > 0
    }

    /// `3 of 40 cases change: 1 better, 2 worse.`
    pub fn summary(&self) -> String {
        let cases = if self.cases == 1 { "1 case".to_owned() } else { format!("{} cases", self.cases) };
        if self.changes.is_empty() {
            return format!("None of {cases} changes.");
        }
        let mut parts = vec![format!("{} better", self.count(Worth::Better)), format!("{} worse", self.count(Worth::Worse))];
        let neither = self.count(Worth::Neither);
        if neither > 0 {
            parts.push(format!("{neither} neither"));
        }
        let verb = if self.changes.len() == 1 { "changes" } else { "change" };
        format!("{} of {cases} {verb}: {}.", self.changes.len(), parts.join(", "))
    }

    /// The summary and every change, as text for a terminal or a file.
    pub fn report(&self) -> String {
        let mut text = String::new();
        for change in &self.changes {
            let _ = write!(text, "{}\n\n", change.report());
        }
        text + &self.summary() + "\n"
    }
}

impl Change {
    /// The change as a few lines: the text, the verdict, what is new, what is gone, what the label says of it.
    pub fn report(&self) -> String {
        let worth = match self.worth() {
            Worth::Better => "better",
            Worth::Worse => "worse",
            Worth::Neither => "neither better nor worse",
        };
        let mut text = format!(
            "{}: {worth}\n  {}\n",
            one_line(&self.case.id),
            one_line(self.case.submission().shown().get(Input::Description).unwrap_or_default())
        );
        let (before, after) = (&self.before, &self.after);
        if before.verdict == after.verdict && before.score != after.score {
            let _ = writeln!(text, "  verdict: {}, {} -> {} points", after.verdict, before.score, after.score);
        } else if before.verdict != after.verdict {
            let _ = writeln!(
                text,
                "  verdict: {} -> {}{}",
                before.verdict,
                after.verdict,
                if after.wrong_verdict() { format!(" ({} expected)", self.case.expect.verdict) } else { String::new() }
            );
        }
        for (sign, flags) in [("-", self.gone().collect::<Vec<_>>()), ("+", self.added().collect())] {
            for flag in flags {
                let quote = flag.quote.as_deref().map_or_else(|| "an absence".to_owned(), |quote| format!("“{}”", one_line(quote)));
                let _ = writeln!(text, "  {sign} {} by {}: {quote}", flag.severity, flag.rule);
            }
        }
        for (title, mistakes) in [("mended", self.mended()), ("broken", self.broken())] {
            if !mistakes.is_empty() {
                let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
                let _ = writeln!(text, "  {title}: {}", all.join(", "));
            }
        }
        text.trim_end().to_owned()
    }
}

/// Compares two rule sets on cases: `old` before, `new` after.
pub fn diff<'c>(old: &RuleSet, new: &RuleSet, cases: impl IntoIterator<Item = &'c Case>) -> Diff {
    let mut diff = Diff::default();
    for case in cases {
        let submission = case.submission();
        let [before, after] = [old, new].map(|rules| Judged::new(case, &review(rules, &submission)));
        diff.cases += 1;
        if before != after {
            diff.changes.push(Change { case: case.clone(), before, after });
        }
    }
    diff.changes.sort_by_key(Change::worth);
    diff
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{RuleFile, compile};

    fn rules(says: &str) -> RuleSet {
        let text = format!(
            "[[rule]]\nid = \"a\"\nsays = [{says}]\nseverity = \"reject\"\nmessage = \"m\"\nfix = \"f\"\nbad = [\"bot\"]\ngood = [\"x\"]"
        );
        let file = RuleFile::new("botting.toml", text);
        compile("demo", &[file]).expect("the rules are right")
    }

    fn case(id: &str, description: &str, verdict: &str, must: &str) -> Case {
        let line = format!(r#"{{"id":"{id}","description":"{description}","expect":{{"verdict":"{verdict}","must":[{must}]}}}}"#);
        Case::parse(&line).expect("a case")
    }

    #[test]
    fn changes_are_counted_against_the_labels() {
        let cases = [
            case("mended", "a robot", "likely-rejected", r#""botting""#),
            case("broken", "a robot arm", "ready", ""),
            case("same", "a bot", "likely-rejected", r#""botting""#),
        ];
        let diff = diff(&rules(r#""bot""#), &rules(r#""bot", "robot""#), &cases);
        assert_eq!(diff.summary(), "2 of 3 cases change: 1 better, 1 worse.");
        assert!(diff.breaks_a_label());
        let worse = diff.changes.first().expect("worse ones come first");
        assert_eq!((worse.case.id.as_str(), worse.worth()), ("broken", Worth::Worse));
        assert_eq!(
            worse.report(),
            "broken: worse\n  a robot arm\n  verdict: ready -> likely-rejected (ready expected)\n  + reject by botting/a: “robot”\n  \
             broken: wrong verdict, botting is a false alarm"
        );
    }

    #[test]
    fn other_words_are_neither_better_nor_worse() {
        let cases = [case("words", "a bot that bids", "likely-rejected", r#""botting""#)];
        let diff = diff(&rules(r#""bot""#), &rules(r#""bot that bids""#), &cases);
        assert_eq!(diff.summary(), "1 of 1 case changes: 0 better, 0 worse, 1 neither.");
        assert!(super::diff(&rules(r#""bot""#), &rules(r#""bot""#), &cases).changes.is_empty());
    }
}
