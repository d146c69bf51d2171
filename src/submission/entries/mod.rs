//! The entries of a profile or form: `Key: value` lines, bullets, lines parted by slashes, JSON-like pastes, prose.

mod entry;
mod headings;
mod json_like;
mod labels;
mod layout;
mod mark;
mod paired;
mod parts;

use crate::text::Span;
use entry::entry;
use headings::under_headings;
use json_like::json_like;
use layout::{segments, table_row};
pub use mark::Mark;
use mark::box_at;
pub(crate) use mark::is_mark;
use paired::{Paired, paired};
use parts::keyed_parts;

/// Characters a key has at most.
const KEY_CHARS: usize = 48;

/// One entry: a value with its key, or a line without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key, where there is one.
    pub key: Option<Span>,
    /// The value: bytes of the original.
    pub value: Span,
    /// The sign that it begins or ends with.
    pub mark: Option<Mark>,
}

/// What is known of keys: only who knows what they mean can tell "Payment: Visa, Status: active" from "ID: verified, Photo: me".
pub trait Keys {
    /// Whether a text is a key, though no colon need follow it: a dash, an arrow, dots or a tab may stand for one, as in "Photo - me",
    /// and so may the end of the line.
    fn is_key(&self, text: &str) -> bool;

    /// Whether a key behind the entry of another one, `current`, begins an entry of its own.
    fn begins_another(&self, current: &str, key: &str) -> bool;
}

/// The entries of a profile or form, in order of place. Every span lies within `text`.
///
/// ```
/// use redraft::submission::{Keys, entries};
///
/// struct Photo;
/// impl Keys for Photo {
///     fn is_key(&self, text: &str) -> bool {
///         text == "Photo"
///     }
///     fn begins_another(&self, current: &str, key: &str) -> bool {
///         current != key && self.is_key(key)
///     }
/// }
///
/// let text = "Name: Ann Lee\n- ID = verified\nPO box? none\nPhoto? me";
/// let read: Vec<_> = entries(text, &Photo).iter().map(|entry| (entry.key.map(|key| key.quote(text)), entry.value.quote(text))).collect();
/// assert_eq!(read, [(Some("Name"), "Ann Lee"), (Some("ID"), "verified"), (None, "PO box? none"), (Some("Photo"), "me")]);
/// ```
pub fn entries(text: &str, keys: &impl Keys) -> Vec<Entry> {
    let bracketed = text.trim_start().starts_with(['{', '[']) && text.trim_end().ends_with(['}', ']']);
    // "[My profile]", and the profile below it
    let title = text.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let titled = title.is_some_and(|(title, rest)| !title.contains([':', '"', '{', '\n']) && rest.starts_with(['\n', '\r']));
    if bracketed && !titled && text.contains(':') && box_at(text).is_none() {
        let found = json_like(text);
        if !found.is_empty() && !text.contains("] [") {
            return found;
        }
    }
    let mut found = Vec::new();
    let mut start = 0;
    let pair = |(key, value): (Span, Span)| Entry { key: Some(key), value, mark: Mark::of(value.quote(text)) };
    while let Some(line) = text.get(start..).and_then(|rest| rest.split_inclusive('\n').next()) {
        let mut end = start + line.len();
        if let Some(Paired { pairs, end: last }) = paired(text, start, keys) {
            found.extend(pairs.into_iter().map(pair));
            end = text.get(last..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| last + at + 1);
        } else if let Some((key, value)) = table_row(line, keys) {
            found.push(pair((key.behind(start), value.behind(start))));
        } else {
            for segment in segments(line, start, keys) {
                found.extend(keyed_parts(text, segment, keys).into_iter().filter_map(|part| entry(text, part, keys)));
            }
        }
        start = end;
    }
    under_headings(text, found, keys)
}

/// The span without the characters at both ends that `drop` names.
fn trim(text: &str, span: Span, drop: impl Fn(char) -> bool) -> Span {
    let written = span.quote(text);
    let start = span.start + (written.len() - written.trim_start_matches(&drop).len());
    let end = span.end - (written.len() - written.trim_end_matches(&drop).len());
    Span { start: start.min(end), end }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A few keys, each of which begins an entry.
    struct Few;

    impl Keys for Few {
        fn is_key(&self, text: &str) -> bool {
            ["id", "address", "photo"].contains(&text.to_lowercase().as_str())
        }

        fn begins_another(&self, _: &str, key: &str) -> bool {
            self.is_key(key)
        }
    }

    /// Whatever may be a key is one.
    struct Any;

    impl Keys for Any {
        fn is_key(&self, _: &str) -> bool {
            true
        }

        fn begins_another(&self, current: &str, key: &str) -> bool {
            current != key
        }
    }

    fn read(text: &str) -> Vec<(Option<&str>, &str)> {
        entries(text, &Few).into_iter().map(|entry| (entry.key.map(|key| key.quote(text)), entry.value.quote(text))).collect()
    }

    #[test]
    fn lines_bullets_and_slashes() {
        assert_eq!(
            read("* Ann Lee\n* ID: ok\nTom / 12 Main St / photo: me"),
            [(None, "Ann Lee"), (Some("ID"), "ok"), (None, "Tom"), (None, "12 Main St"), (Some("photo"), "me"),]
        );
    }

    #[test]
    fn keys_without_a_colon() {
        for text in [
            "ID - verified\nPhoto – me",
            "ID -> verified\nPhoto → me",
            "ID.....verified\nPhoto ...... me",
            "ID\tverified\nPhoto\tme",
            "ID (verified)\nPhoto (me)",
            "ID? verified\nPhoto? me",
            "| ID | verified |\n|----|----|\n| Photo | me |",
            "### ID\nverified\n### Photo\nme",
            "ID:\nverified\n\nPhoto:\nme",
            "ID - verified - photo - me",
            "1) ID: verified 2) photo: me",
            "(1) ID (verified) (2) photo (me)",
            "ID ✔\u{fe0f} verified\nphoto ✅ me",
        ] {
            let read: Vec<_> = read(text).into_iter().map(|(key, value)| (key.map(str::to_lowercase), value)).collect();
            assert_eq!(read, [(Some("id".to_owned()), "verified"), (Some("photo".to_owned()), "me")], "{text}");
        }
        for text in ["Ann - a developer", "I have a photo - me", "Sheet (mine)", "photo"] {
            assert_eq!(read(text), [(None, text)]);
        }
        assert_eq!(read("12) things"), [(None, "things")]);
        let any_key = |text: &str| entries(text, &Any).into_iter().map(|entry| entry.key.map(|key| key.quote(text).to_owned())).collect();
        let keys: [Vec<Option<String>>; 4] = ["… ", "| |\n", "?\n:", "|||\n|||"].map(any_key);
        assert!(keys.iter().flatten().all(Option::is_none), "{keys:?}");
        assert_eq!(read("Ann Lee - ID verified - 1 Main St"), [(None, "Ann Lee"), (None, "ID verified"), (None, "1 Main St")]);
    }

    #[test]
    fn headings_and_leads_before_a_colon() {
        assert_eq!(read("Account details: Ann Lee"), [(None, "Ann Lee")]);
        assert_eq!(read("My account: Ann Lee"), [(Some("My account"), "Ann Lee")]);
        assert_eq!(read("My account: ID - verified"), [(Some("ID"), "verified")]);
        assert_eq!(read("Here you go - photo: me"), [(Some("photo"), "me")]);
        assert_eq!(read("Here you go - face: me"), [(Some("Here you go - face"), "me")]);
    }

    #[test]
    fn boxes_that_are_ticked_or_not() {
        let text = "[x] ID: ok\n- [ ] Photo\n[ ] address (none)";
        let read: Vec<_> = entries(text, &Few).into_iter().map(|entry| (entry.value.quote(text), entry.mark)).collect();
        assert_eq!(read, [("ok", Some(Mark::Yes)), ("Photo", Some(Mark::No)), ("none", Some(Mark::No))]);
    }

    #[test]
    fn signs_in_place_of_words() {
        let marks =
            |text: &str| entries(text, &Few).into_iter().map(|entry| (entry.value.quote(text).to_owned(), entry.mark)).collect::<Vec<_>>();
        let entry = |value: &str, mark| (value.to_owned(), mark);
        assert_eq!(
            marks("ID ✅ | ✔\u{fe0f} Photo | Payment: Visa ❌, | Ann Lee | ID: 👍"),
            [
                entry("ID", Some(Mark::Yes)),
                entry("Photo", Some(Mark::Yes)),
                entry("Visa", Some(Mark::No)),
                entry("Ann Lee", None),
                entry("", Some(Mark::Yes))
            ]
        );
    }

    #[test]
    fn several_keys_of_a_line() {
        assert_eq!(
            read("Name: Ann Lee. ID: verified, Address: 1 Main St. 5, Oslo, Floor: 2, photo: me"),
            [
                (Some("Name"), "Ann Lee."),
                (Some("ID"), "verified"),
                (Some("Address"), "1 Main St. 5, Oslo, Floor: 2"),
                (Some("photo"), "me")
            ]
        );
        assert_eq!(read("I'm Ann. Address: 1 Main St. Photo: me."), [(None, "I'm Ann. Address: 1 Main St. Photo: me.")]);
        assert_eq!(read("Hey there :) Ann Lee here"), [(None, "Hey there :) Ann Lee here")]);
        assert_eq!(read("Id:- verified"), [(Some("Id"), "- verified")]);
        assert_eq!(read("[My profile]\nID: ok\n[end]"), [(None, "My profile"), (Some("ID"), "ok"), (None, "end")]);
        assert_eq!(read("Site: https://a.example, photo://b"), [(Some("Site"), "https://a.example, photo://b")]);
    }

    proptest! {
        #[test]
        fn spans_lie_on_boundaries(text in "[{}\\[\\]'\":,=a-zA-Z0-9é木 \n\t/|;.*()>?→x-]{0,80}") {
            for entry in entries(&text, &Any) {
                prop_assert!(text.get(entry.value.start..entry.value.end).is_some());
                if let Some(key) = entry.key {
                    prop_assert!(text.get(key.start..key.end).is_some());
                }
            }
        }
    }
}
