//! What texts copied out of web pages bring along: tags inside words, and characters by name or number.

/// What stands at the start of a text: so many bytes, that mean a character or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Markup {
    pub(super) length: usize,
    pub(super) meant: Option<char>,
}

/// Bytes that a tag, a remark or a reference has at most.
const LONGEST: usize = 256;
/// Tags that may stand inside a word, and change its looks only.
const INLINE: [&str; 16] = ["a", "b", "big", "em", "font", "i", "ins", "mark", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"];
/// Characters by name (HTML Living Standard, 13.5): those that editors write; a hidden one means nothing.
const NAMED: [(&str, char); 18] = [
    ("NoBreak", '\u{2060}'),
    ("ZeroWidthSpace", '\u{200b}'),
    ("amp", '&'),
    ("apos", '\''),
    ("gt", '>'),
    ("hellip", '…'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("quot", '"'),
    ("rdquo", '”'),
    ("rsquo", '’'),
    ("shy", '\u{ad}'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

/// Reads a tag that may stand inside a word, a remark, or a character reference.
pub(super) fn read(text: &str) -> Option<Markup> {
    let near = text.as_bytes().get(..LONGEST.min(text.len()))?;
    let until = |sign: u8| near.iter().position(|byte| *byte == sign);
    if text.starts_with("<!--") {
        let end = near.windows(3).position(|three| three == b"-->")?;
        return Some(Markup { length: end + 3, meant: None });
    }
    if let Some(tag) = text.strip_prefix('<') {
        let tag = tag.trim_start_matches('/');
        let name = tag.get(..tag.bytes().take_while(u8::is_ascii_alphanumeric).count())?;
        let ends = |behind: Option<&u8>| matches!(behind, Some(b' ' | b'/' | b'>'));
        let known = INLINE.iter().any(|known| name.eq_ignore_ascii_case(known)) && ends(tag.as_bytes().get(name.len()));
        return until(b'>').filter(|_| known).map(|end| Markup { length: end + 1, meant: None });
    }
    let end = until(b';')?;
    let reference = text.strip_prefix('&')?.get(..end - 1)?;
    let number = reference.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16).ok(),
        None => number.parse().ok(),
    });
    let named = || NAMED.iter().find(|(name, _)| *name == reference).map(|(_, ch)| *ch);
    Some(Markup { length: end + 1, meant: Some(number.and_then(char::from_u32).or_else(named)?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_inside_words_and_references_are_told_from_signs() {
        let read = |text| read(text).map(|Markup { length, meant }| (length, meant));
        assert_eq!(read("<b>old"), Some((3, None)));
        assert_eq!(read("</span> x"), Some((7, None)));
        assert_eq!(read("<font color=\"red\">x"), Some((18, None)));
        assert_eq!(read("&#112;ro"), Some((6, Some('p'))));
        assert_eq!(read("&#x70;ro"), Some((6, Some('p'))));
        assert_eq!(read("&rsquo;s"), Some((7, Some('’'))));
        assert_eq!(read("<!-- a > b -->c"), Some((14, None)));
        assert_eq!(read("<I\n>"), None);
        for sign in [
            "<",
            "<p>",
            "<!--",
            "<//",
            "<bold>",
            "<3 you>",
            "< b>",
            "a < b > c",
            "&",
            "& more;",
            "&#;",
            "&#x110000;",
            "&;",
            "<>",
            "R&D; and",
            "",
        ] {
            assert_eq!(read(sign), None, "{sign}");
        }
    }
}
