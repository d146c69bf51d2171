//! Text that Discord shows as it is: escaped, on one line, cut to a length.

use unicode_normalization::char::is_combining_mark;

use crate::text::is_hidden;

/// Length as Discord may count it: UTF-16 units, which are never fewer than characters.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// `text` on one line, with every sign that Discord could take for markup, a mention or a link escaped and invisible characters
/// left out, at most `most` units long; what is cut off is marked by `…`.
///
/// ```
/// use redraft::render::markdown::escape;
///
/// assert_eq!(escape("<@1> **hi**, you", 100), r"\<\@1\> \*\*hi\*\*, you");
/// assert_eq!(escape("see https://a.example.", 100), r"see https\:\/\/a\.example.");
/// assert_eq!(escape("auto-apply (yes)", 100), "auto-apply (yes)");
/// assert_eq!(escape("a longer text", 5), "a lo…");
/// assert_eq!(escape("e\u{301}\u{302}\u{303}\u{200b}\u{304}nd", 100), "e\u{301}\u{302}nd");
/// ```
pub fn escape(text: &str, most: usize) -> String {
    let mut escaped = String::new();
    let mut length = 0;
    let mut pending_space = false;
    let mut chars = shown(text).peekable();
    while let Some(ch) = chars.next() {
        if ch.is_whitespace() {
            pending_space = !escaped.is_empty();
            continue;
        }
        let at_start = length < LINE_START && is_joint(ch) || length == 0 && is_bullet(ch);
        let marked = is_markup(ch) || at_start || is_joint(ch) && chars.peek().is_some_and(|next| joins(*next));
        let needed = ch.len_utf16() + usize::from(marked) + usize::from(pending_space);
        // One unit is kept for the ellipsis.
        if length + needed > most.saturating_sub(1) {
            escaped.push('…');
            return escaped;
        }
        if pending_space {
            escaped.push(' ');
            pending_space = false;
        }
        if marked {
            escaped.push('\\');
        }
        escaped.push(ch);
        length += needed;
    }
    escaped
}

/// `text` as inline code on one line, at most `most` units long: names and paths, readable and unescaped.
///
/// ```
/// use redraft::render::markdown::code;
///
/// assert_eq!(code("lists/acts.toml", 100), "`lists/acts.toml`");
/// assert_eq!(code("a`b", 100), "`a'b`");
/// ```
pub fn code(text: &str, most: usize) -> String {
    let mut code = String::from("`");
    let mut length = 2;
    for ch in shown(&super::one_line(text)) {
        length += ch.len_utf16();
        if length >= most {
            code.push('…');
            break;
        }
        code.push(if ch == '`' { '\'' } else { ch });
    }
    if code.len() == 1 {
        code.push(' ');
    }
    code + "`"
}

/// `text` in a code block, its lines as they are, at most `most` units long with the block's own signs. What could end the block or hide
/// in it is left out or split; what is cut off, by whole lines where possible, is marked by `…`.
///
/// ```
/// use redraft::render::markdown::code_block;
///
/// assert_eq!(code_block("a\nb", 100), "```\na\nb\n```");
/// assert_eq!(code_block("first\nsecond", 18), "```\nfirst\n…\n```");
/// ```
pub fn code_block(text: &str, most: usize) -> String {
    let mut block = String::from("```\n");
    let room = most.saturating_sub(BLOCK_SIGNS);
    let mut length = 0;
    for line in block_lines(text) {
        let needed = units(&line) + 1;
        if length + needed > room {
            if length == 0 {
                let start: String = line.chars().take(room / 2).collect();
                block.push_str(&start);
            }
            block.push_str("…\n");
            break;
        }
        block.push_str(&line);
        block.push('\n');
        length += needed;
    }
    block + "```"
}

/// Whether [`code_block`] shows the whole of `text` in `most` units.
///
/// ```
/// use redraft::render::markdown::fits_block;
///
/// assert!(fits_block("first\nsecond", 24) && !fits_block("first\nsecond", 23));
/// ```
pub fn fits_block(text: &str, most: usize) -> bool {
    let needed: usize = block_lines(text).map(|line| units(&line) + 1).sum();
    needed <= most.saturating_sub(BLOCK_SIGNS)
}

/// The lines of `text` as a code block shows them.
fn block_lines(text: &str) -> impl Iterator<Item = String> {
    text.trim_end().lines().map(|line| {
        let line: String = shown(line).filter(|ch| *ch == '\t' || !is_invisible(*ch)).collect();
        line.replace("``", "`\u{200b}`")
    })
}

/// Lines one below the other, as far as they fit into `most` units; of those that do not, `more` says how many they are.
///
/// ```
/// use redraft::render::markdown::fitting;
///
/// let lines = ["first", "second", "third"].map(str::to_owned);
/// assert_eq!(fitting(&lines, 18, |_| "…".to_owned()), "first\nsecond\nthird");
/// assert_eq!(fitting(&lines, 17, |left| format!("{left} more")), "first\n2 more");
/// ```
pub fn fitting(lines: &[String], most: usize, more: impl Fn(usize) -> String) -> String {
    let all = lines.join("\n");
    if units(&all) <= most {
        return all;
    }
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let needed = units(line) + 1 + units(&more(lines.len() - at - 1));
        if units(&text) + needed > most {
            text.push_str(&more(lines.len() - at));
            break;
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Units kept for a code block's own signs: two fences and the ellipsis of a cut, each with a line end, and one to spare.
const BLOCK_SIGNS: usize = 4 + 4 + 2 + 1;

/// Units at the start of a line in which a list could begin (`- `, `12. `).
const LINE_START: usize = 5;

/// Signs of markup, mentions and emoji, wherever they stand.
fn is_markup(ch: char) -> bool {
    matches!(ch, '\\' | '`' | '*' | '_' | '~' | '|' | '<' | '>' | '#' | '[' | ']' | '@')
}

/// What may follow a joint in a link: "a.b", "https://", "<a.>".
fn joins(ch: char) -> bool {
    ch.is_alphanumeric() || is_markup(ch) || is_joint(ch) || is_invisible(ch)
}

/// Signs that join links and emoji, and are plain punctuation before a space.
fn is_joint(ch: char) -> bool {
    matches!(ch, '.' | ':' | '/')
}

/// Signs that begin a list or small print at the start of a line.
fn is_bullet(ch: char) -> bool {
    matches!(ch, '-' | '+' | '•')
}

/// Marks on one letter that any writing needs; more of them cover the lines above and below.
const MARKS: usize = 2;

/// The characters of a text that are shown: white space, and what is neither invisible nor a mark on a pile of marks.
pub(super) fn shown(text: &str) -> impl Iterator<Item = char> {
    let mut marks = 0;
    text.chars().filter(move |ch| {
        let visible = ch.is_whitespace() || !is_invisible(*ch);
        match (visible, is_combining_mark(*ch)) {
            (true, true) => marks += 1,
            (true, false) => marks = 0,
            (false, _) => {}
        }
        visible && marks <= MARKS
    })
}

/// Control and format characters: they could hide, reverse or break what stands around them.
pub fn is_invisible(ch: char) -> bool {
    ch.is_control() || is_hidden(ch) || matches!(ch, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_block_fits_and_holds_no_other_fence(text in ".*\\PC*(```|`|\n)*.*", most in 20_usize..300) {
            let block = code_block(&text, most);
            prop_assert!(units(&block) <= most, "{} units", units(&block));
            prop_assert_eq!(block.matches("```").count(), 2);
            if !text.contains('…') {
                prop_assert_eq!(fits_block(&text, most), !block.contains('…'));
            }
        }

        #[test]
        fn escaped_text_fits_and_holds_no_bare_markup(text in any::<String>(), most in 1_usize..200) {
            let escaped = escape(&text, most);
            prop_assert!(units(&escaped) <= most);
            let mut chars = escaped.chars().peekable();
            while let Some(ch) = chars.next() {
                prop_assert!(!ch.is_control());
                if ch == '\\' {
                    prop_assert!(chars.next().is_some_and(|next| is_markup(next) || is_joint(next) || is_bullet(next)));
                } else {
                    prop_assert!(!is_markup(ch));
                    prop_assert!(!is_joint(ch) || !chars.peek().is_some_and(|next| joins(*next)));
                }
            }
        }
    }
}
