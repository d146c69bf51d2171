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

/// Looks a word up, in whole lines: byte by byte, as they are short.
fn search(word: &[u8]) -> Option<&'static str> {
    let mut lines = MISSPELT.as_bytes();
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
