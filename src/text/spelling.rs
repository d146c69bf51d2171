//! Words that are known to be misspelt, and what they are meant for.
//!
//! Only slips that people are known to make count: a word one letter away from another is more often a rarer word than a slip.

/// Lines of a misspelt word, a space and the word that is meant, in order; what begins with `#` is a remark.
static MISSPELT: &str = include_str!("misspelt.txt");
/// Bytes that a misspelt word has at least: shorter ones are names, abbreviations, words of other languages.
const LEAST: usize = 4;

/// What a word in lower case is meant for, where that is known to be misspelt.
pub(super) fn meant_for(word: &str) -> Option<&'static str> {
    if word.len() < LEAST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let mut lines = MISSPELT;
    while !lines.is_empty() {
        let (before, behind) = lines.split_at_checked(lines.len() / 2)?;
        let (before, first) = before.split_at_checked(before.rfind('\n').map_or(0, |end| end + 1))?;
        let (second, behind) = behind.split_at_checked(behind.find('\n')?)?;
        let line = lines.get(before.len()..before.len() + first.len() + second.len())?;
        let (misspelt, meant) = line.split_once(' ')?;
        lines = match word.cmp(misspelt) {
            std::cmp::Ordering::Equal => return Some(meant),
            std::cmp::Ordering::Less => before,
            std::cmp::Ordering::Greater => behind.get(1..)?,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_the_table_is_found_and_no_other() {
        let pairs: Vec<(&str, &str)> =
            MISSPELT.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect();
        assert!(pairs.len() > 20_000);
        assert!(pairs.is_sorted_by(|(one, _), (other, _)| one < other), "in order, each once");
        for (misspelt, meant) in pairs {
            assert_eq!(meant_for(misspelt), Some(meant));
            assert_eq!(meant_for(&format!("{misspelt}zz")), None);
            assert_eq!(meant_for(meant), None, "{meant} is a word");
        }
        for word in ["", "a", "proposal", "zzzzzz", "#####", "aaaaaaa", "Mesages", "mésages"] {
            assert_eq!(meant_for(word), None, "{word}");
        }
    }
}
