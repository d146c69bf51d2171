//! Comparing two reviews of a request: what the new text has mended, what it brought in, what is still open.

use crate::engine::Finding;
use crate::rule::Verdict;
use crate::submission::Submission;

use super::Review;

/// What changed from one text to the next. Every finding of the earlier review is fixed or open, every one of the later is open or
/// new.
#[derive(Debug, Clone)]
pub struct Comparison<'r> {
    /// Findings of the earlier review that are gone.
    pub fixed: Vec<Finding<'r>>,
    /// Findings of both, as they stand in the later one.
    pub open: Vec<Finding<'r>>,
    /// Findings of the later review that the earlier one did not have.
    pub new: Vec<Finding<'r>>,
    /// Score and verdict of the earlier review.
    pub before: (u32, Verdict),
    /// Score and verdict of the later one.
    pub after: (u32, Verdict),
}

impl Comparison<'_> {
    /// Points won, negative where the later text is worse.
    pub fn difference(&self) -> i64 {
        i64::from(self.after.0) - i64::from(self.before.0)
    }
}

/// Compares the reviews of two texts, `was` and `is`, made by the same rules.
///
/// Findings of a rule that quote the same words are the same; what is left of a rule's findings is paired in order of place, for
/// words that were changed but not mended.
pub fn compare<'r>(before: &Review<'r>, was: &Submission, after: &Review<'r>, is: &Submission) -> Comparison<'r> {
    let mut gone: Vec<&Finding<'r>> = before.findings.iter().collect();
    let mut left: Vec<&Finding<'r>> = after.findings.iter().collect();
    let mut open: Vec<&Finding<'r>> = Vec::new();
    let same_words = |old: &Finding<'_>, new: &Finding<'_>| words(old, was) == words(new, is);
    let any_words = |_: &Finding<'_>, _: &Finding<'_>| true;
    pair(&mut gone, &mut left, &mut open, same_words);
    pair(&mut gone, &mut left, &mut open, any_words);
    // In the later review's own order, worst first.
    let place = |finding: &Finding<'_>| after.findings.iter().position(|other| std::ptr::eq(other, finding));
    open.sort_by_key(|finding| place(finding));
    let owned = |findings: Vec<&Finding<'r>>| findings.into_iter().cloned().collect();
    Comparison {
        fixed: owned(gone),
        open: owned(open),
        new: owned(left),
        before: (before.score, before.verdict),
        after: (after.score, after.verdict),
    }
}

/// Moves pairs of findings of the same rule and input that are `alike` from `gone` and `left` to `open`.
fn pair<'f, 'r>(
    gone: &mut Vec<&'f Finding<'r>>,
    left: &mut Vec<&'f Finding<'r>>,
    open: &mut Vec<&'f Finding<'r>>,
    alike: impl Fn(&Finding<'r>, &Finding<'r>) -> bool,
) {
    gone.retain(|old| {
        let same = |new: &&Finding<'r>| new.rule.id == old.rule.id && new.input == old.input && alike(old, new);
        let Some(at) = left.iter().position(same) else { return true };
        open.push(left.remove(at));
        false
    });
}

/// The words a finding is about, without regard to case and white space; empty for an absence.
fn words(finding: &Finding<'_>, submission: &Submission) -> String {
    let quote = finding.span.map(|span| span.quote(submission.get(finding.input).unwrap_or_default())).unwrap_or_default();
    quote.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::review::review;
    use crate::rule::{RuleFile, RuleSet, compile};

    fn rules() -> RuleSet {
        let rule = |id: &str, says: &str, severity: &str| {
            format!(
                "[[rule]]\nid = \"{id}\"\nsays = [\"{says}\"]\nseverity = \"{severity}\"\nmessage = \"m\"\nfix = \"f \\\"x\\\"\"\n\
                 bad = [\"It {says} now.\"]\ngood = [\"A sheet.\"]\n"
            )
        };
        let text = rule("applies", "apply", "reject") + &rule("spies", "spy", "question") + &rule("naps", "nap", "advice");
        let file = RuleFile::new("botting.toml", text);
        compile("demo", &[file]).expect("the rules are right")
    }

    fn names(findings: &[Finding<'_>]) -> Vec<String> {
        findings.iter().map(|finding| finding.rule.id.as_str().trim_start_matches("botting/").to_owned()).collect()
    }

    /// What is fixed, open and new from one description to the next.
    fn compared(was: &str, is: &str) -> (Vec<String>, Vec<String>, Vec<String>, i64) {
        let (rules, was, is) = (rules(), Submission::new(was), Submission::new(is));
        let comparison = compare(&review(&rules, &was), &was, &review(&rules, &is), &is);
        (names(&comparison.fixed), names(&comparison.open), names(&comparison.new), comparison.difference())
    }

    #[test]
    fn what_is_fixed_open_and_new() {
        let (fixed, open, new, difference) = compared("It applies. It spies.", "It spies, and it naps.");
        assert_eq!((fixed, open, new), (vec!["applies".into()], vec!["spies".into()], vec!["naps".into()]));
        assert!(difference > 0);
    }

    #[test]
    fn of_two_places_one_is_fixed_and_a_changed_one_is_still_open() {
        let (fixed, open, new, _) = compared("It applies here. It APPLIES there.", "It  applies.");
        assert_eq!((fixed.len(), open.len(), new.len()), (1, 1, 0));
        let (fixed, open, new, _) = compared("It applies.", "It applied.");
        assert_eq!((fixed.len(), open.len(), new.len()), (0, 1, 0), "other words of the same rule");
    }

    proptest! {
        #[test]
        fn every_finding_has_one_place_and_the_way_back_is_the_mirror(
            was in prop::collection::vec(prop::sample::select(vec!["It applies.", "It spies.", "It naps.", "A sheet."]), 0..5),
            is in prop::collection::vec(prop::sample::select(vec!["It applies.", "It spied.", "It naps.", "A sheet."]), 0..5),
        ) {
            let (was, is) = (was.join(" "), is.join(" "));
            let (fixed, open, new, difference) = compared(&was, &is);
            let (lost, still, won, back) = compared(&is, &was);
            prop_assert_eq!((fixed.len(), open.len(), new.len(), difference), (won.len(), still.len(), lost.len(), -back));
            prop_assert_eq!(open.len() + fixed.len(), review(&rules(), &Submission::new(was.clone())).findings.len());
            let (fixed, _, new, difference) = compared(&was, &was);
            prop_assert!(fixed.is_empty() && new.is_empty() && difference == 0);
        }
    }
}
