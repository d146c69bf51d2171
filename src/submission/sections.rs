//! Sections of one text: `Title:`, `Description:`, `Profile:`, `Form:`.

use super::Submission;
use crate::rule::Input;

/// Headings by which people begin a section, in lower case.
const HEADINGS: &[(&str, Input)] = &[
    ("title", Input::Title),
    ("app title", Input::Title),
    ("description", Input::Description),
    ("usage description", Input::Description),
    ("profile", Input::Profile),
    ("profile summary", Input::Profile),
    ("form", Input::Form),
];

/// Reads sections; a text without any is the description.
pub(super) fn read(text: &str) -> Submission {
    let mut before = String::new();
    let mut parts: Vec<(Input, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some((input, rest)) = heading(line).filter(|(input, _)| parts.iter().all(|(seen, _)| seen != input)) {
            parts.push((input, rest.to_owned()));
        } else if let Some((_, part)) = parts.last_mut() {
            part.push_str(line);
        } else {
            before.push_str(line);
        }
    }
    if parts.is_empty() {
        return Submission::new(text);
    }
    // A title is one line: what follows it under no heading of its own is the description.
    let untitled = parts.iter().all(|(input, _)| *input != Input::Description);
    if let Some((_, title)) = parts.iter_mut().find(|(input, _)| untitled && *input == Input::Title)
        && let Some((line, rest)) = title.trim().split_once('\n').map(|(line, rest)| (line.to_owned(), rest.to_owned()))
    {
        *title = line;
        before.push_str(&rest);
    }
    // Text before the first heading belongs to the description.
    match parts.iter_mut().find(|(input, _)| *input == Input::Description) {
        Some((_, description)) => description.insert_str(0, &before),
        None => parts.push((Input::Description, before)),
    }
    let mut submission = Submission::default();
    for (input, part) in parts {
        let part = part.trim().to_owned();
        match input {
            Input::Description => submission.description = part,
            Input::Title => submission.title = Some(part),
            Input::Profile => submission.profile = Some(part),
            Input::Form => submission.form = Some(part),
        }
    }
    submission
}

/// Characters of a message at which Discord's limit cut it off, perhaps within a word.
const CUT_OFF: usize = 2_000;

/// Joins the parts of a text that was sent in several messages. A sentence goes on in the next part; where one ends, or a section
/// begins, there is a line's end.
pub fn join<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut text = String::new();
    let mut cut_off = false;
    for part in parts {
        let begins_section = part.lines().next().is_some_and(|line| heading(line).is_some());
        let ends = text.trim_end().ends_with(['.', '!', '?', ':', ';', ')', '"', '”']);
        let within_word = !begins_section && cut_off && text.ends_with(char::is_alphanumeric) && part.starts_with(char::is_lowercase);
        if !text.is_empty() && !within_word {
            text.push(if ends || begins_section { '\n' } else { ' ' });
        }
        text.push_str(part);
        cut_off = part.chars().count() >= CUT_OFF;
    }
    text
}

/// Writes sections such that [`read`] gives the same texts again, up to white space at their ends.
///
/// A heading counts once: a part with a line that reads like the heading of another comes after that one. Texts that hold each
/// other's headings, which [`read`] never gives, are parted anew.
pub(super) fn write(submission: &Submission) -> String {
    let part = |input: Input| submission.get(input).unwrap_or_default().trim();
    let holds = |input: Input, other: Input| {
        let mut lines = part(input).lines().skip(usize::from(beside_heading(part(input))));
        input != other && lines.any(|line| heading(line).is_some_and(|(found, _)| found == other))
    };
    let mut text = String::new();
    let mut left = Input::ALL.to_vec();
    while !left.is_empty() {
        let first = left.iter().position(|input| !left.iter().any(|other| holds(*input, *other))).unwrap_or_default();
        let input = left.remove(first);
        let needed = input == Input::Description || left.iter().any(|other| holds(*other, input));
        if part(input).is_empty() && !needed {
            continue;
        }
        let (heading, _) = HEADINGS.iter().find(|(_, of)| *of == input).unwrap_or(&HEADINGS[0]);
        let mut letters = heading.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        text.extend(first.into_iter().chain(letters));
        text.push_str(if beside_heading(part(input)) { ": " } else { ":\n" });
        text.push_str(part(input));
        text.push_str("\n\n");
    }
    text
}

/// Whether a part begins on the line of its heading: where its first line reads like a heading itself, it is not taken for one there.
/// Marks at its beginning would be taken off there.
fn beside_heading(part: &str) -> bool {
    !part.starts_with('*') && part.lines().next().is_some_and(|line| heading(line).is_some())
}

/// The section a line begins, and what follows on the same line. Markdown's headings (`## Profile`) do without a colon.
fn heading(line: &str) -> Option<(Input, &str)> {
    let (name, rest) = line.split_once(':').or_else(|| line.trim_start().starts_with('#').then_some((line, "")))?;
    let name = name.trim().trim_matches(['*', '#', '_', ' ']).to_lowercase();
    let (_, input) = HEADINGS.iter().find(|(heading, _)| *heading == name)?;
    Some((*input, rest.trim_start_matches(|ch: char| ch == '*' || ch.is_whitespace())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_in_any_order_and_case() {
        let submission = read("PROFILE: Name: Ann\nID: ok\n**Description:** A script.\nIt reads: hours.\nform:\nName: Ann");
        assert_eq!(submission.profile.as_deref(), Some("Name: Ann\nID: ok"));
        assert_eq!(submission.description, "A script.\nIt reads: hours.");
        assert_eq!(submission.form.as_deref(), Some("Name: Ann"));
    }

    #[test]
    fn headings_of_markdown() {
        let submission = read("# Title\nLedger\n\n## Description\nA script for me.\n\n## Profile ##\nName: Ann");
        assert_eq!(submission.title.as_deref(), Some("Ledger"));
        assert_eq!(submission.description, "A script for me.");
        assert_eq!(submission.profile.as_deref(), Some("Name: Ann"));
        assert_eq!(read("Profile\nA page of #profile").profile, None);
    }

    #[test]
    fn a_title_is_one_line() {
        let submission = read("Title: Ledger\nA script for me.\nProfile: Name: Ann");
        assert_eq!(submission.title.as_deref(), Some("Ledger"));
        assert_eq!(submission.description, "A script for me.");
        assert_eq!(submission.profile.as_deref(), Some("Name: Ann"));
    }

    #[test]
    fn what_stands_before_the_first_heading_belongs_to_the_description() {
        let submission = read("Hello!\nTitle: Ledger\nDescription: A script for me.\nProfile: Name: Ann");
        assert_eq!(submission.description, "Hello!\nA script for me.");
        assert_eq!((submission.title.as_deref(), submission.profile.as_deref()), (Some("Ledger"), Some("Name: Ann")));
        assert_eq!(read("A script for me.\nTitle: Ledger").description, "A script for me.");
    }

    #[test]
    fn parts_are_joined_where_they_were_cut() {
        assert_eq!(join(["A script for", "our team.", "It reads hours."]), "A script for our team.\nIt reads hours.");
        assert_eq!(join(["A script for us", "profile: Name: Ann"]), "A script for us\nprofile: Name: Ann");
        let cut_off = "a".repeat(CUT_OFF);
        assert_eq!(join([cut_off.as_str(), "bc it."]), format!("{cut_off}bc it."));
        assert_eq!(join([]), "");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let submission = Submission {
            description: "A script.\nIt reads: hours.".to_owned(),
            title: Some("Ledger".to_owned()),
            profile: None,
            form: Some("Name: Ann".to_owned()),
        };
        assert_eq!(read(&write(&submission)), submission);
    }

    #[test]
    fn a_heading_inside_a_part_stays_there_when_it_is_written() {
        for text in [
            "Form:\nCity: Lima\nProfile: ID: ok\nForm: again",
            "Title: Ledger\nthe second\nDescription:",
            "Form:\nTitle: x\nForm: y",
            "Title: Form: x\nTitle: y",
            "Form:\n# Title\nx",
            "Title: # Form\nDescription: x\n## Profile",
        ] {
            let submission = read(text);
            let again = read(&write(&submission));
            let said =
                |submission: &Submission| Input::ALL.iter().map(|input| submission.get(*input).unwrap_or_default().to_owned()).collect();
            let (one, other): (Vec<String>, Vec<String>) = (said(&submission), said(&again));
            assert_eq!(one, other, "{text}");
        }
    }

    #[test]
    fn without_a_section_the_text_is_untouched() {
        assert_eq!(read(" A script: mine.\n").description, " A script: mine.\n");
    }
}
