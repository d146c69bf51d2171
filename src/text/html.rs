//! What texts copied out of web pages bring along: tags inside words, and characters by name or number.

/// What stands at the start of a text: so many bytes, that mean a character or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Markup {
    pub(super) length: usize,
    pub(super) meant: Option<char>,
}

/// Bytes that a tag or a reference has at most.
const LONGEST: usize = 64;
/// Tags that may stand inside a word, and change its looks only.
const INLINE: [&str; 16] = ["a", "b", "big", "em", "font", "i", "ins", "mark", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"];
/// Characters by name (HTML Living Standard, 13.5): those that editors write; a hidden one means nothing.
const NAMED: [(&str, char); 15] = [
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
    ("zwnj", '\u{200c}'),
];

/// Reads a tag that may stand inside a word, or a character reference.
pub(super) fn read(text: &str) -> Option<Markup> {
    let markup = |end: usize, meant| Some(Markup { length: end + 1, meant });
    let until = |sign: u8| text.bytes().take(LONGEST).position(|byte| byte == sign);
    if let Some(tag) = text.strip_prefix('<') {
        let end = until(b'>')?;
        let tag = tag.get(..end - 1)?.trim_start_matches('/');
        let name = tag.split([' ', '/']).next()?;
        return INLINE.iter().any(|known| name.eq_ignore_ascii_case(known)).then(|| markup(end, None))?;
    }
    let end = until(b';')?;
    let reference = text.strip_prefix('&')?.get(..end - 1)?;
    let number = reference.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16).ok(),
        None => number.parse().ok(),
    });
    let named = || NAMED.iter().find(|(name, _)| *name == reference).map(|(_, ch)| *ch);
    markup(end, Some(number.and_then(char::from_u32).or_else(named)?))
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
        for sign in ["<", "<p>", "<3 you>", "< b>", "a < b > c", "&", "& more;", "&#;", "&#x110000;", "&;", "<>", "R&D; and", ""] {
            assert_eq!(read(sign), None, "{sign}");
        }
    }
}
