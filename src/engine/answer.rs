//! Denial by answers: what is asked and answered with no ("Automatic proposals? No.", "Scraping: none"), what "none of these" takes back, and
//! what is left unticked.

use std::ops::Range;

use super::heading::{Covered, ends_heading, line_start};
use crate::text::{Break, Document};

/// Words of what is asked in a line of its own, at most: "mass invitations to freelancers: no".
const ASKED_WORDS: usize = 8;
/// Words of what is asked in the line above, at most: "11. Copying of profiles, selling of data, training of models".
const ASKED_ABOVE_WORDS: usize = 16;
/// What answers with no.
const NO: &[&str] = &["no", "none", "never", "nope", "nothing", "off", "disabled", "excluded", "nil", "nowhere", "false"];
/// What answers so in a column: "Who sends it? Nobody" says the opposite.
const NO_IN_COLUMNS: &[&str] = &["n", "nobody"];
/// The same of what somebody wished or feared.
const TURNED_DOWN: &[&str] =
    &["refused", "rejected", "declined", "withdrawn", "prohibited", "forbidden", "blocked", "banned", "impossible"];
/// What may stand behind a "no" that is all of an answer: "no sir".
const BEHIND_NO: &[&str] = &["sir", "madam", "thanks", "way", "chance", "ever", "please"];
/// What answers so behind "not".
const NOT: &[&str] = &[
    "applicable",
    "planned",
    "included",
    "used",
    "done",
    "foreseen",
    "wanted",
    "needed",
    "allowed",
    "intended",
    "relevant",
    "us",
    "me",
    "here",
];
/// What may stand before such an answer: "God no", "of course not".
const BEFORE_NO: &[&str] = &["god", "hell", "oh", "well", "of", "course", "certainly", "absolutely", "definitely", "surely"];
/// The same of an answer that is told: "I told him no", "my answer was no".
const TOLD: &[&str] = &["i", "we", "told", "said", "say", "answered", "him", "her", "them", "my", "our", "the", "answer", "is", "was"];
/// Words that may stand before it, at most.
const BEFORE_NO_WORDS: usize = 3;
/// What is done about a risk.
const COUNTERS: &[&str] = &["measure", "countermeasure", "mitigation"];
/// What "none of these" has to do with, and whom, where it takes something back.
const HERE: &[&str] = &["api", "key", "platform", "upwork", "you", "here", "scope", "application"];
const BY_PEOPLE: &[&str] = &["hand", "person", "human", "read", "reads", "checked", "reviewed", "written", "approved", "seen"];
/// Signs of a box that is ticked.
const TICKED: &[&str] = &["☑", "☒", "✔", "✅", "[x]", "[X]"];
/// Signs of a box that is not.
const UNTICKED: &[&str] = &["☐", "[ ]"];
/// What stands around words that are struck out.
const STRUCK: &str = "~~";

/// What answers deny, with the words that do.
pub(super) fn answered<'t>(document: &'t Document<'_>) -> impl Iterator<Item = Covered> + 't {
    // Told first by what stands before a token: few words begin a clause.
    let answers = |at: usize| NO.contains(&document.word(at)) || NO_IN_COLUMNS.contains(&document.word(at));
    let begins = move |at: usize| (document.begins_line(at) || is_column(document.gap_before(at))) && answers(at);
    let clauses = document.tokens().iter().map(|token| token.before).enumerate().skip(1);
    let clauses = clauses.filter(move |(at, before)| *before >= Break::Clause || *before == Break::Space && begins(*at)).map(|(at, _)| at);
    let of_clause = move |at| {
        no_to(document, at).or_else(|| none_of(document, at)).or_else(|| countered(document, at)).or_else(|| unticked(document, at))
    };
    clauses.filter_map(of_clause).chain(struck_out(document))
}

/// The "no" of an answer that begins with a token.
fn no_at(document: &Document<'_>, at: usize) -> Option<Range<usize>> {
    let before = |at: &usize| BEFORE_NO.contains(&document.word(*at)) || TOLD.contains(&document.word(*at));
    let no = (at..=at + BEFORE_NO_WORDS).find(|at| !before(at))?;
    let end = match (document.word(no), document.word(no + 1)) {
        ("not", word) if NOT.contains(&word) => no + 2,
        ("n", "a") if document.gap_before(no + 1) == "/" => no + 2,
        ("not", _) if no > at => no + 1,
        (word, next) if NO.contains(&word) => no + 1 + usize::from(BEHIND_NO.contains(&next)),
        (word, _) if TURNED_DOWN.contains(&word) => no + 1,
        (word, _) if NO_IN_COLUMNS.contains(&word) && is_column(document.gap_before(at)) => no + 1,
        _ => return None,
    };
    (document.is_parted(end) || document.begins_line(end)).then_some(no..end)
}

/// "Automatic bids? No.", "Scraping: none", and the same in the line below.
fn no_to(document: &Document<'_>, at: usize) -> Option<Covered> {
    let no = no_at(document, at)?;
    let gap = document.gap_before(at);
    // "Q: Does it bid? A: No."
    let label = matches!(document.word(at - 1), "a" | "answer") && gap.contains(':');
    let last = if label { at.checked_sub(2)? } else { at - 1 };
    if document.gap_before(last + 1).contains('?') {
        return Some((document.sentence_of(last), no));
    }
    if let Some((before, behind)) = gap.split_once('\n') {
        let above = line_start(document, at - 1, ASKED_ABOVE_WORDS)?..at;
        // "Not included" may be a heading as well.
        return (!before.contains(['.', '!', ';']) && !behind.contains(['#', '*'])).then_some((above, no));
    }
    let asked = line_start(document, at - 1, ASKED_WORDS)?..at;
    ends_key(gap).then_some((asked, no))
}

/// Whether a key ends in this gap, before what it is answered with: with a colon or dash, a cell of a table, an arrow.
fn ends_key(gap: &str) -> bool {
    ends_heading(gap) || gap.contains(['→', '⇒']) || gap.contains("->") || gap.contains("=>") || is_column(gap)
}

/// Whether a column begins behind this gap.
fn is_column(gap: &str) -> bool {
    gap.contains(['|', '\t']) || gap.contains("   ")
}

/// "None of these activities is directed at you": the sentence before. "None of these is read by a person" takes nothing back.
fn none_of(document: &Document<'_>, at: usize) -> Option<Covered> {
    let sentence = document.sentence_of(at);
    let says = at == sentence.start && document.word(at) == "none" && document.word(at + 1) == "of";
    let these = matches!(document.word(at + 2), "these" | "this" | "those" | "that" | "them");
    let mut words = sentence.clone().map(|at| document.word(at));
    let elsewhere = says && these && words.clone().any(|word| HERE.contains(&word)) && !words.any(|word| BY_PEOPLE.contains(&word));
    let before = sentence.start.checked_sub(1).filter(|_| elsewhere)?;
    Some((document.sentence_of(before), at..at + 1))
}

/// "R6: Mass mail. Countermeasure: the scope isn't requested": the sentence before, where that is one of a register of risks.
fn countered(document: &Document<'_>, at: usize) -> Option<Covered> {
    let sentence = document.sentence_of(at);
    let counters = at == sentence.start && COUNTERS.contains(&document.word(at)) && ends_key(document.gap_before(at + 1));
    let before = document.sentence_of(sentence.start.checked_sub(1).filter(|_| counters)?);
    let label = document.word(before.start);
    let numbered =
        label.strip_prefix(['r', 't']).is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    (numbered || matches!(label, "risk" | "threat")).then_some((before, at..at + 1))
}

/// "☐ Automated bidding", in a form with boxes that are ticked: the rest of the line.
fn unticked(document: &Document<'_>, at: usize) -> Option<Covered> {
    let gap = document.gap_before(at);
    if !UNTICKED.iter().any(|sign| gap.contains(sign)) || !TICKED.iter().any(|sign| document.source().contains(sign)) {
        return None;
    }
    let count = document.tokens().len();
    let end = (at + 1..count).find(|at| document.begins_line(*at)).unwrap_or(count);
    Some((at..end, at..at + 1))
}

/// "~~Invite everybody~~": what is struck out.
fn struck_out<'t>(document: &'t Document<'_>) -> impl Iterator<Item = Covered> + 't {
    let struck = document.source().contains(STRUCK);
    let signs_in = |at: usize| document.gap_before(at).matches(STRUCK).map(move |_| at);
    let mut signs = (0..=document.tokens().len()).filter(move |_| struck).flat_map(signs_in);
    std::iter::from_fn(move || {
        let start = signs.next()?;
        Some((start..signs.next()?, start..start + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::super::heading::tests::denied_by;

    fn denied(text: &str) -> Vec<String> {
        denied_by("denial = [\"not\", \"never\", \"no\"]", text)
    }

    #[test]
    fn answers_deny_what_was_asked() {
        assert_eq!(denied("Automatic bids? No. Scraping: none\nDrafts: no more than ten"), ["Automatic bids", "Scraping"]);
        assert_eq!(denied("Does it bid by itself? No, a person does."), ["Does it bid by itself"]);
        assert_eq!(denied("Automatic bids? God no. Mass mail? Of course not, we write."), ["Automatic bids", "Mass mail"]);
        assert_eq!(denied("Could it bid by itself? I told him no, and we do not build it."), ["Could it bid by itself"]);
        assert_eq!(denied("Is it free? Of course."), Vec::<String>::new());
        assert_eq!(denied("Q: Does it bid by itself? A: No."), ["Q: Does it bid by itself"]);
        assert_eq!(denied("Q: Does it bid by itself?\nA: No."), ["Q: Does it bid by itself"]);
        assert_eq!(denied("Is it slow? No problem. Users: nobody else"), Vec::<String>::new());
        assert_eq!(denied("*Bulk mail* — not applicable\nResale: n/a"), ["Bulk mail", "Resale"]);
    }

    #[test]
    fn answers_in_the_line_below() {
        assert_eq!(
            denied("10. Automatic bids\nNone\n\n11. Selling of data, training\nNone, none."),
            ["Automatic bids", "Selling of data, training"]
        );
        let long = "11. Copying of profiles, selling of data, training of models";
        assert_eq!(denied(&format!("{long}\nNone, none, none\n\n12. Users")), ["Copying of profiles, selling of data, training of models"]);
        assert_eq!(denied("It sends bids.\nNo, never mind."), Vec::<String>::new());
        assert_eq!(denied("It sends bids\nNo scraping"), Vec::<String>::new());
    }

    #[test]
    fn none_of_these_takes_back_the_sentence_before() {
        assert_eq!(denied("We sell bots. None of these is for you."), ["We sell bots"]);
        for text in [
            "We sell bots. None of our bots is idle here.",
            "It bids. None of these is read by a person here.",
            "It bids. None of them is short.",
        ] {
            assert_eq!(denied(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn cells_and_keys_of_files() {
        assert_eq!(denied("| Item | Answer |\n|---|---|\n| Automatic bids | No |\n| Resale | N/A, we buy |"), ["Automatic bids", "Resale"]);
        assert_eq!(denied("Reads its own hours      Y\nBids by itself      N\nScrapes      N"), ["Bids by itself", "Scrapes"]);
        assert_eq!(denied("R6: Bulk mail to people. Measure: there is no function."), ["R6: Bulk mail to people"]);
        assert_eq!(denied("It sends bids. Measure: I look at them each week."), Vec::<String>::new());
        assert_eq!(denied("Who looks at the bids? Nobody."), Vec::<String>::new());
        assert_eq!(denied("auto_bid: false\nusers: four"), ["auto_bid"]);
        assert_eq!(denied("WILL IT BID: NO SIR\nWILL IT READ: YES"), ["WILL IT BID"]);
        assert_eq!(denied("Somebody asks for bids → refused, twice"), ["Somebody asks for bids"]);
        assert_eq!(denied("It reads hours. ~~It bids.~~ ~~It scrapes.~~"), ["It bids", "It scrapes"]);
    }

    #[test]
    fn boxes_deny_where_others_are_ticked() {
        assert_eq!(denied("☑ Reports\n☐ Bids\n- [ ] Scraping"), ["Bids", "Scraping"]);
        assert_eq!(denied("☐ Reports\n☐ Bids"), Vec::<String>::new());
    }
}
