//! Words that are known to be misspelt, and what they are meant for.
//!
//! Only slips that people are known to make count: a word one letter away from another is more often a rarer word than a slip.

use std::cmp::Ordering;

/// Lines of a misspelt word, a space and the word that is meant, in order; what begins with `#` is a remark.
static MISSPELT: &str = include_str!("misspelt.txt");
/// Bytes that a misspelt word has at least: shorter ones are names, abbreviations, words of other languages.
const LEAST: usize = 4;

/// What a word in lower case is meant for, where that is known to be misspelt; nothing for one that is `known` as it is.
pub(super) fn meant_for(word: &str, known: impl Fn(&str) -> bool) -> Option<&'static str> {
    // Most words are known, and to ask that is quicker than the search.
    let candidate = word.len() >= LEAST && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !known(word);
    if candidate { search(word.as_bytes()) } else { None }
}

/// Letters that words are made of.
const LETTERS: usize = 26;
/// The beginnings of three letters that a word may have.
const BEGINNINGS: usize = LETTERS * LETTERS * LETTERS;
/// For each beginning, and behind the last one, where the lines of words with it or a later one begin: a search has a few lines left of
/// tens of thousands.
static STARTS: [u32; BEGINNINGS + 1] = starts();

/// The three letters that a word begins with, as a number.
fn beginning(word: &[u8]) -> Option<usize> {
    let letter = |at: usize| word.get(at)?.checked_sub(b'a').map(usize::from).filter(|letter| *letter < LETTERS);
    Some((letter(0)? * LETTERS + letter(1)?) * LETTERS + letter(2)?)
}

/// Finds [`STARTS`] in one pass over the lines, while the crate is compiled.
#[allow(
    clippy::cast_possible_truncation,
    clippy::large_stack_arrays,
    reason = "made while the crate is compiled; fewer bytes than numbers of 32 bits"
)]
const fn starts() -> [u32; BEGINNINGS + 1] {
    let text = MISSPELT.as_bytes();
    let mut starts = [text.len() as u32; BEGINNINGS + 1];
    let mut next = 0;
    let mut at = 0;
    while at < text.len() {
        // A remark begins with no letter.
        if text[at] >= b'a' {
            let letters = [text[at] - b'a', text[at + 1] - b'a', text[at + 2] - b'a'];
            let this = (letters[0] as usize * LETTERS + letters[1] as usize) * LETTERS + letters[2] as usize;
            while next <= this {
                starts[next] = at as u32;
                next += 1;
            }
        }
        // No line is as short as the shortest word.
        at += LEAST;
        while text[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
    starts
}

/// Looks a word up, in whole lines: byte by byte, as they are short.
fn search(word: &[u8]) -> Option<&'static str> {
    let beginning = beginning(word)?;
    let mut lines = MISSPELT.as_bytes().get(*STARTS.get(beginning)? as usize..*STARTS.get(beginning + 1)? as usize)?;
    while !lines.is_empty() {
        let (before, behind) = lines.split_at_checked(lines.len() / 2)?;
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let end = before.len() + behind.iter().position(|byte| *byte == b'\n')?;
        let line = lines.get(start..end)?;
        let (misspelt, meant) = line.split_at_checked(line.iter().position(|byte| *byte == b' ')?)?;
        lines = match word.cmp(misspelt) {
            Ordering::Equal => return str::from_utf8(meant.get(1..)?).ok(),
            Ordering::Less => lines.get(..start)?,
            Ordering::Greater => lines.get(end + 1..)?,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_the_table_is_found_and_no_other() {
        let found = |word: &str| meant_for(word, |_| false);
        let pairs: Vec<(&str, &str)> =
            MISSPELT.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect();
        assert!(pairs.len() > 20_000);
        assert!(pairs.is_sorted_by(|(one, _), (other, _)| one < other), "in order, each once");
        for (misspelt, meant) in pairs {
            assert_eq!(found(misspelt), Some(meant));
            assert_eq!(found(&format!("{misspelt}zz")), None);
            assert_eq!(found(meant), None, "{meant} is a word");
        }
        for word in ["", "a", "proposal", "zzzzzz", "#####", "aaaaaaa", "Mesages", "mésages"] {
            assert_eq!(found(word), None, "{word}");
        }
        assert_eq!(meant_for("mesages", |word| word == "mesages"), None);
    }
}
