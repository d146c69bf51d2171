//! Denial by answers: what is asked and answered with no ("Automatic proposals? No.", "Scraping: none", a cell of a table), what "none of
//! these" takes back, risks that are countered, boxes left open, and what is struck out.

use std::ops::Range;

use super::heading::{Covered, line_start};
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
const NOT: &[&str] = &["applicable", "planned", "included", "used", "done", "wanted", "needed", "allowed", "intended", "relevant"];
/// The same behind a question.
const NOT_US: &[&str] = &["us", "me", "here"];
/// What may stand before such an answer: "God no", "of course not".
const BEFORE_NO: &[&str] = &["god", "hell", "oh", "well", "of", "course", "certainly", "absolutely", "definitely", "surely"];
/// The same of an answer that is told: "I told him no", "my answer was no".
const TOLD: &[&str] = &["i", "we", "told", "said", "say", "answered", "him", "her", "them", "my", "our", "the", "answer", "is", "was"];
/// Words that may stand before it, at most.
const BEFORE_NO_WORDS: usize = 3;
/// Questions that "no" and "none" answer without denying what they are about.
const WH: &[&str] = &["who", "what", "which", "how", "when", "where", "why", "whose"];
/// Words with which a line goes on in the next.
const GOES_ON: &[&str] = &["or", "and", "for", "to", "is", "are", "of", "with", "by", "the", "a", "an", "me", "us", "in", "on", "than"];
/// Words over a column that tells what a person does.
const APPROVAL: &[&str] = &["approval", "approve", "approved", "review", "reviewed", "manual", "manually", "hand", "human", "person"];
/// Spaces with which columns are kept apart, at least.
const WIDE: &str = "   ";
/// What is done about a risk.
const COUNTERS: &[&str] = &["measure", "countermeasure", "mitigation"];
/// What "none of these" has to do with where it takes something back, and what is said where it does not.
const HERE: &[&str] = &["api", "key", "platform", "upwork", "scope", "application"];
const BY_PEOPLE: &[&str] = &["hand", "person", "human", "read", "reads", "checked", "reviewed", "written", "approved", "seen"];
/// Signs of a box that is ticked.
const TICKED: &[&str] = &["☑", "☒", "✔", "✅", "[x]", "[X]"];
/// Signs of a box that is not.
const UNTICKED: &[&str] = &["☐", "[ ]"];
/// What stands around words that are struck out.
const STRUCK: &str = "~~";
/// Words that are struck out at once, at most.
const STRUCK_WORDS: usize = 40;

/// What answers deny, with the words that do.
pub(super) fn answered<'t>(document: &'t Document<'_>) -> impl Iterator<Item = Covered> + 't {
    // Told first by what stands before a token: few words begin a clause, and in few texts a line or a column.
    let laid_out = document.source().bytes().any(|byte| matches!(byte, b'\n' | b'|' | b'\t')) || document.source().contains(WIDE);
    let begins = move |at: usize| laid_out && (document.begins_line(at) || is_column(document.gap_before(at)));
    let clauses = document.tokens().iter().map(|token| token.before).enumerate().skip(1);
    let clauses = clauses.filter(move |(at, before)| *before >= Break::Clause || *before == Break::Space && begins(*at)).map(|(at, _)| at);
    let tables = !asks_for_people(document);
    let answer = move |at| no_to(document, at).filter(|_| tables || !document.gap_before(at).contains('|'));
    let of_clause = move |at| answer(at).or_else(|| none_of(document, at)).or_else(|| countered(document, at));
    clauses.filter_map(of_clause).chain(unticked(document)).chain(struck_out(document))
}

/// The "no" of an answer that begins with a token.
fn no_at(document: &Document<'_>, at: usize) -> Option<Range<usize>> {
    let before = |at: &usize| BEFORE_NO.contains(&document.word(*at)) || TOLD.contains(&document.word(*at));
    let no = (at..=at + BEFORE_NO_WORDS).find(|at| !before(at))?;
    let asked = || document.gap_before(at).contains('?');
    let end = match (document.word(no), document.word(no + 1)) {
        ("not", word) if NOT.contains(&word) || NOT_US.contains(&word) && asked() => no + 2,
        ("n", "a") if document.gap_before(no + 1) == "/" => no + 2,
        ("not", _) if no > at => no + 1,
        (word, next) if NO.contains(&word) => no + 1 + usize::from(BEHIND_NO.contains(&next)),
        // "Declined, accepted or new ones alike" is a list.
        (word, _) if TURNED_DOWN.contains(&word) && !document.gap_before(no + 1).starts_with(',') => no + 1,
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
        let asked = document.sentence_of(last);
        // "How many are read by a person? None."
        let denies = !WH.contains(&document.word(asked.start));
        return denies.then_some((asked, no));
    }
    if gap.contains('\n') {
        return below(document, at, &no).then_some((line_start(document, at - 1, ASKED_ABOVE_WORDS)?..at, no));
    }
    let asked = line_start(document, at - 1, ASKED_WORDS)?..at;
    ends_key(gap).then_some((asked, no))
}

/// Whether the first line of a text's tables asks what a person does: under "needs my approval", "no" denies nothing.
fn asks_for_people(document: &Document<'_>) -> bool {
    let cell = |at: &usize| document.gap_before(*at).contains('|');
    let first = if document.source().contains('|') { (0..document.tokens().len()).find(cell) } else { None };
    let Some(first) = first else { return false };
    let mut line = (first..document.tokens().len()).take_while(|at| *at == first || !document.begins_line(*at));
    line.any(|at| APPROVAL.contains(&document.word(at)))
}

/// Whether an answer is a line of its own, right below one that is no sentence and does not go on.
fn below(document: &Document<'_>, at: usize, no: &Range<usize>) -> bool {
    let gap = document.gap_before(at);
    let plain = gap.matches('\n').count() == 1 && !gap.contains(['.', '!', ';', ',', '#', '*']);
    let ends = document.tokens().get(no.end).is_none_or(|token| token.before == Break::Sentence);
    let mut line = (no.end..document.tokens().len()).take_while(|at| !document.begins_line(*at));
    let whole = ends || line.all(|at| NO.contains(&document.word(at)));
    plain && whole && !matches!(document.word(no.start), "off" | "nothing") && !GOES_ON.contains(&document.word(at - 1))
}

/// Whether a key ends in this gap, before what it is answered with: with a colon or dash, a cell of a table, an arrow.
fn ends_key(gap: &str) -> bool {
    gap.contains([':', '–', '—', '→', '⇒']) || gap.contains(" - ") || is_column(gap)
}

/// Whether a column begins behind this gap.
fn is_column(gap: &str) -> bool {
    gap.contains(['|', '\t']) || gap.contains(WIDE)
}

/// "None of these activities is directed at your platform": the sentence before. "None of these is read by a person" takes nothing back.
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
    let figures = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = label.strip_prefix(['r', 't']).is_some_and(figures);
    (numbered || matches!(label, "risk" | "threat")).then_some((before, at..at + 1))
}

/// "☐ Automated bidding", in a form with boxes that are ticked: what stands up to the next box or line.
fn unticked<'t>(document: &'t Document<'_>) -> impl Iterator<Item = Covered> + 't {
    let holds = |text: &str, signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    let is_form = holds(document.source(), UNTICKED) && holds(document.source(), TICKED);
    let count = if is_form { document.tokens().len() } else { 0 };
    let boxed = move |at: &usize| holds(document.gap_before(*at), UNTICKED);
    (0..count).filter(boxed).map(move |at| {
        let ends = |at: &usize| document.begins_line(*at) || holds(document.gap_before(*at), TICKED) || boxed(at);
        (at..(at + 1..count).find(ends).unwrap_or(count), at..at + 1)
    })
}

/// "~~Invite everybody~~": what is struck out within a line.
fn struck_out<'t>(document: &'t Document<'_>) -> impl Iterator<Item = Covered> + 't {
    let count = if document.source().contains(STRUCK) { document.tokens().len() } else { 0 };
    let opens = |at: &usize| document.gap_before(*at).ends_with(STRUCK) && !document.gap_before(*at).ends_with("~~~");
    (0..count).filter(opens).filter_map(move |start| {
        let mut line = (start + 1..=count.min(start + STRUCK_WORDS)).take_while(|at| *at == start + 1 || !document.begins_line(*at - 1));
        let closes = |at: &usize| document.gap_before(*at).trim_start_matches(['.', '!', '?', ')', '*']).starts_with(STRUCK);
        let end = line.find(closes)?;
        Some((start..end, start..start + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::super::heading::tests::denied_by;

    fn denied(text: &str) -> Vec<String> {
        denied_by("denial = [\"not\", \"never\", \"no\"]", text)
    }

    fn nothing_is_denied(texts: &[&str]) {
        for text in texts {
            assert_eq!(denied(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn answers_deny_what_was_asked() {
        assert_eq!(denied("Automatic bids? No. Scraping: none\nDrafts: no more than ten"), ["Automatic bids", "Scraping"]);
        assert_eq!(denied("Does it bid by itself? No, a person does."), ["Does it bid by itself"]);
        assert_eq!(denied("Automatic bids? God no. Mass mail? Of course not, we write."), ["Automatic bids", "Mass mail"]);
        assert_eq!(denied("Could it bid by itself? I told him no, and we do not build it."), ["Could it bid by itself"]);
        nothing_is_denied(&["Is it free? Of course."]);
        assert_eq!(denied("Q: Does it bid by itself? A: No."), ["Q: Does it bid by itself"]);
        assert_eq!(denied("Q: Does it bid by itself?\nA: No."), ["Q: Does it bid by itself"]);
        nothing_is_denied(&["Is it slow? No problem. Users: nobody else"]);
        assert_eq!(denied("*Bulk mail* — not applicable\nResale: n/a"), ["Bulk mail", "Resale"]);
        nothing_is_denied(&[
            "How many of the bids are read by a person? None.",
            "AI replies to clients — not me.",
            "Replies to invitations — declined, accepted or new ones alike.",
            "**The bot bids.** Nothing, not even the price, is checked by me.",
        ]);
    }

    #[test]
    fn answers_in_the_line_below() {
        assert_eq!(
            denied("10. Automatic bids\nNone\n\n11. Selling of data, training\nNone, none."),
            ["Automatic bids", "Selling of data, training"]
        );
        let long = "11. Copying of profiles, selling of data, training of models";
        assert_eq!(denied(&format!("{long}\nNone, none, none\n\n12. Users")), ["Copying of profiles, selling of data, training of models"]);
        nothing_is_denied(&["It sends bids.\nNo, never mind."]);
        nothing_is_denied(&[
            "It sends bids\nNo scraping",
            "It invites all freelancers on the list and asks me for\nnothing.",
            "It bids on each job, whether my laptop is on or\noff. Each bid is written by a model.",
        ]);
    }

    #[test]
    fn none_of_these_takes_back_the_sentence_before() {
        assert_eq!(denied("We sell bots. None of these is for your platform."), ["We sell bots"]);
        nothing_is_denied(&[
            "We sell bots. None of our bots is idle here.",
            "It bids. None of these is read by a person here.",
            "It bids. None of them is short.",
        ]);
    }

    #[test]
    fn cells_and_keys_of_files() {
        assert_eq!(denied("| Item | Answer |\n|---|---|\n| Automatic bids | No |\n| Resale | N/A, we buy |"), ["Automatic bids", "Resale"]);
        assert_eq!(denied("Reads its own hours      Y\nBids by itself      N\nScrapes      N"), ["Bids by itself", "Scrapes"]);
        assert_eq!(denied("R6: Bulk mail to people. Measure: there is no function."), ["R6: Bulk mail to people"]);
        nothing_is_denied(&["It sends bids. Measure: I look at them each week."]);
        nothing_is_denied(&["Who looks at the bids? Nobody."]);
        nothing_is_denied(&["| Action | Needs my approval |\n|---|---|\n| Send bids | No |"]);
        assert_eq!(denied("auto_bid: false\nusers: four"), ["auto_bid"]);
        assert_eq!(denied("WILL IT BID: NO SIR\nWILL IT READ: YES"), ["WILL IT BID"]);
        assert_eq!(denied("Somebody asks for bids → refused\nUsers: four"), ["Somebody asks for bids"]);
        assert_eq!(denied("It reads hours. ~~It bids.~~ ~~It scrapes.~~"), ["It bids", "It scrapes"]);
        nothing_is_denied(&["~~\nThe bot bids.\n~~", "~~~\nThe bot bids.\n~~~", "Every ~~10 minutes the bot bids, ~~30 a day."]);
    }

    #[test]
    fn boxes_deny_where_others_are_ticked() {
        assert_eq!(denied("☑ Reports\n☐ Bids\n- [ ] Scraping"), ["Bids", "Scraping"]);
        nothing_is_denied(&["☐ Reports\n☐ Bids"]);
        assert_eq!(denied("Mode: ☐ I send each bid ☑ the bot sends bids"), ["I send each bid"]);
    }
}
