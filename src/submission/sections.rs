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
    let mut parts: Vec<(Input, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some((input, rest)) = heading(line).filter(|(input, _)| parts.iter().all(|(seen, _)| seen != input)) {
            parts.push((input, rest.to_owned()));
        } else if let Some((_, part)) = parts.last_mut() {
            part.push_str(line);
        } else {
            // Text before the first heading belongs to the description.
            parts.push((Input::Description, line.to_owned()));
        }
    }
    let found_heading = text.lines().any(|line| heading(line).is_some());
    if !found_heading {
        return Submission::new(text);
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

/// The section a line begins, and what follows on the same line.
fn heading(line: &str) -> Option<(Input, &str)> {
    let (name, rest) = line.split_once(':')?;
    let name = name.trim().trim_matches(['*', '#', '_', ' ']).to_lowercase();
    let (_, input) = HEADINGS.iter().find(|(heading, _)| *heading == name)?;
    Some((*input, rest.trim_start_matches(['*', ' '])))
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
    fn without_a_section_the_text_is_untouched() {
        assert_eq!(read(" A script: mine.\n").description, " A script: mine.\n");
    }
}
