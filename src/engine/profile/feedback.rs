//! Lines of a page that tell of work done and what clients said of it, where words of states are those of others: "Fix suspended jobs –
//! 5.0 – $1,200".

use std::ops::Range;

use super::whole;
use crate::submission::Entry;

/// Such lines that are looked for: enough for any honest text, a bound for hostile ones.
const LINES: usize = 64;

/// Leaves out what clients say: entries within it, and the end of an entry that it follows ("288 jobs. Reviews: "She warned us early"").
pub(super) fn without_feedback(text: &str, entries: &mut Vec<Entry>) {
    let feedback = feedback(text);
    entries.retain(|entry| !feedback.iter().any(|said| said.contains(&whole(entry).start) || said.contains(&entry.value.start)));
    for entry in entries {
        let said = feedback.iter().find(|said| entry.value.start < said.start && said.start < entry.value.end);
        let reaches_end =
            |said: &&Range<usize>| text.get(said.end..entry.value.end).is_none_or(|rest| !rest.contains(char::is_alphanumeric));
        entry.value.end = said.filter(reaches_end).map_or(entry.value.end, |said| said.start);
    }
}

/// Where lines stand that are feedback, and what clients are quoted with behind a word that says so, in bytes.
fn feedback(text: &str) -> Vec<Range<usize>> {
    let mut end = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = end;
        end += line.len();
        (start..end, line)
    });
    let told = |(place, line): (Range<usize>, &str)| {
        if is_feedback(line) {
            return Some(place);
        }
        quoted(line).map(|quote| place.start + quote.start..place.start + quote.end)
    };
    lines.filter_map(told).take(LINES).collect()
}

/// Words before a colon or dash and a quotation that say whose words follow.
const SAID_BY: &[&str] =
    &["says", "say", "said", "wrote", "writes", "review", "reviews", "feedback", "testimonial", "testimonials", "quote"];

/// What is quoted in a line behind such a word, with its marks: Client says: "She found the failed payment".
fn quoted(line: &str) -> Option<Range<usize>> {
    let start = line.find(OPENS)?;
    let lead = line.get(..start)?.trim_end_matches(|ch: char| ch.is_whitespace() || matches!(ch, ':' | '-' | '–' | '—' | ','));
    let last = lead.rsplit(|ch: char| !ch.is_alphanumeric()).next()?.to_lowercase();
    let first = line.get(start..)?.chars().next()?.len_utf8();
    let length = line.get(start + first..)?.find(CLOSES).map_or(line.len() - start - first, |at| at + 1);
    SAID_BY.contains(&last.as_str()).then_some(start..start + first + length)
}

/// Whether a line is one of them: it names the stars or the sum that a contract got, or quotes a client.
fn is_feedback(line: &str) -> bool {
    let mut parts = line.split(['–', '—', '|', '·', '★', '\t']).map(str::trim);
    let is_rated =
        parts.any(|part| matches!(part.as_bytes(), [b'1'..=b'5', b'.', b'0'..=b'9'] | [b'1'..=b'5', b'.', b'0'..=b'9', b'0'..=b'9']));
    is_rated || quotes_a_client(line)
}

/// Whether a line is a quotation with who said it behind: "She delivered" - client, May 2024.
fn quotes_a_client(line: &str) -> bool {
    let line = line.trim_start_matches(|ch: char| !ch.is_alphanumeric() && !OPENS.contains(&ch));
    let Some((_, behind)) = line.strip_prefix(OPENS).and_then(|quoted| quoted.split_once(CLOSES)) else { return false };
    let said_by = behind.trim_start_matches(|ch: char| ch.is_whitespace() || matches!(ch, '-' | '–' | '—' | ',' | '('));
    ["client", "a client", "feedback", "review"].iter().any(|who| said_by.to_lowercase().starts_with(who))
}

/// Quotation marks that open, and that close.
const OPENS: &[char] = &['"', '“', '„', '«'];
const CLOSES: &[char] = &['"', '”', '“', '»'];

#[cfg(test)]
mod tests {
    use super::{feedback, is_feedback};

    #[test]
    fn what_clients_are_quoted_with() {
        let text = "Ann Lee, no warnings.\nID ok. Client says: \"She warned us early\"\nName: \"Ann\"";
        let found: Vec<&str> = feedback(text).into_iter().filter_map(|range| text.get(range)).collect();
        assert_eq!(found, ["\"She warned us early\""]);
    }

    #[test]
    fn lines_of_work_done_and_of_what_clients_said() {
        for line in [
            "Fix suspended jobs in Sidekiq – 5.0 – $1,200",
            "Logo, expired brief | 4.85 | fixed price",
            "\"Restricted timeframe, she delivered anyway\" - client, Jan 2025",
            "* “Was banned from nothing” (client)",
        ] {
            assert!(is_feedback(line), "{line}");
        }
        for line in
            ["Account: suspended", "Rating 5.0, account suspended", "\"Your account is suspended\" - Upwork, May 2024", "Visa – expired"]
        {
            assert!(!is_feedback(line), "{line}");
        }
    }
}
