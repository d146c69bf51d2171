//! What a person is told at once: findings of one kind with one cure are one entry, and the worst of every kind come first.

use super::quote;
use crate::engine::Finding;
use crate::review::Review;
use crate::rule::Severity;
use crate::submission::Shown;

/// A finding, and what else is to be said with it.
#[derive(Debug, Clone)]
pub struct Entry<'f, 'r> {
    /// The finding that is told in full.
    pub lead: &'f Finding<'r>,
    /// Others that the same change mends, in order.
    pub also: Vec<&'f Finding<'r>>,
}

impl<'f, 'r> Entry<'f, 'r> {
    fn takes(&self, finding: &Finding<'r>) -> bool {
        let same_cure = self.lead.rule.teaching.fix == finding.rule.teaching.fix;
        // Where something is absent besides, what leads shows best what to change.
        let alike = (self.lead.category, self.lead.severity, self.lead.input) == (finding.category, finding.severity, finding.input);
        alike && (same_cure || finding.span.is_none())
    }

    /// All findings of the entry.
    pub fn findings(&self) -> impl Iterator<Item = &'f Finding<'r>> + '_ {
        std::iter::once(self.lead).chain(self.also.iter().copied())
    }
}

/// Whether a finding is about words that one of those `told` before is about as well, or about the same words elsewhere.
pub fn says_again<'r>(finding: &Finding<'r>, told: &[&Finding<'r>], submission: &Shown) -> bool {
    let again = |other: &&Finding<'r>| match (other.span, finding.span) {
        (Some(one), Some(span)) => one.overlaps(span) || quote(other, submission) == quote(finding, submission),
        _ => false,
    };
    told.iter().any(again)
}

/// How to mend a finding, and why it matters, under the keys of the locale: nothing that was said in the same words of one of the
/// findings told `before`.
pub fn advice<'r>(finding: &Finding<'r>, before: &[&Finding<'r>]) -> Vec<(&'static str, &'r str)> {
    let teaching = &finding.rule.teaching;
    let said = |words: &str| before.iter().any(|other| *words == *other.rule.teaching.fix || *words == *other.rule.teaching.why);
    let advice = [("finding-fix", &*teaching.fix), ("finding-why", &*teaching.why)];
    advice.into_iter().filter(|(_, words)| !words.is_empty() && !said(words)).collect()
}

/// The findings of a review as entries: worst severity first, among equals one of each category before the second of any.
pub fn entries<'f, 'r>(review: &'f Review<'r>) -> Vec<Entry<'f, 'r>> {
    let (quoted, absent): (Vec<_>, Vec<_>) = review.findings.iter().partition(|finding| finding.span.is_some());
    let mut entries: Vec<Entry<'f, 'r>> = Vec::new();
    for finding in quoted.into_iter().chain(absent) {
        match entries.iter_mut().find(|entry| entry.takes(finding)) {
            Some(entry) => entry.also.push(finding),
            None => entries.push(Entry { lead: finding, also: Vec::new() }),
        }
    }
    // The order of the review, which is worst first, by each entry's first finding.
    let place = |entry: &Entry<'f, 'r>| {
        let is = |one: &Finding<'r>, other: &Finding<'r>| std::ptr::eq(one, other);
        review.findings.iter().position(|finding| entry.findings().any(|own| is(own, finding)))
    };
    entries.sort_by_key(place);
    let turn = |at: usize, entry: &Entry<'f, 'r>| {
        let same = |other: &&Entry<'f, 'r>| (other.lead.severity, other.lead.category) == (entry.lead.severity, entry.lead.category);
        entries.iter().take(at).filter(same).count()
    };
    let mut order: Vec<(std::cmp::Reverse<Severity>, usize, usize)> =
        entries.iter().enumerate().map(|(at, entry)| (std::cmp::Reverse(entry.lead.severity), turn(at, entry), at)).collect();
    order.sort_unstable();
    order.into_iter().filter_map(|(_, _, at)| entries.get(at).cloned()).collect()
}
