//! Contractions spelled out: "doesn't" is does, not.

use super::words::{Words, words};

/// Auxiliaries that are written together with a following `not`, with and without apostrophe.
static NEGATED: Words<&str> = words! {
    "don't" | "dont" => "do",
    "doesn't" | "doesnt" => "does",
    "didn't" | "didnt" => "did",
    "won't" | "wont" => "will",
    "can't" | "cant" | "cannot" => "can",
    "isn't" | "isnt" | "ain't" => "is",
    "aren't" | "arent" => "are",
    "wasn't" | "wasnt" => "was",
    "weren't" => "were",
    "hasn't" | "hasnt" => "has",
    "haven't" | "havent" => "have",
    "hadn't" => "had",
    "wouldn't" | "wouldnt" => "would",
    "couldn't" | "couldnt" => "could",
    "shouldn't" | "shouldnt" => "should",
    "mustn't" => "must",
    "needn't" => "need",
    "mightn't" => "might",
    "shan't" => "shall",
};

/// Endings of contractions and the word they stand for.
const ENDINGS: &[(&str, &str)] = &[("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am"), ("'d", "would")];

/// Words after which `'s` stands for *is*, not for possession.
const BEFORE_IS: &[&str] = &["it", "that", "this", "he", "she", "what", "there", "here", "who", "where", "how"];

/// The two words of a contraction and the number of characters that belong to the first.
#[inline]
pub(super) fn split(word: &str) -> Option<(&str, &'static str, usize)> {
    // Few words end as a contraction does.
    let may_be = matches!(word.as_bytes(), [.., b'n' | b'\'' | b'o', b't'] | [.., b'\'', _] | [.., b'\'', _, _]);
    if may_be { spelled_out(word) } else { None }
}

fn spelled_out(word: &str) -> Option<(&str, &'static str, usize)> {
    if let Some(head) = NEGATED.get(word) {
        return Some((head, "not", head.len().min(word.len())));
    }
    if let Some(head) = word.strip_suffix("'s").filter(|head| BEFORE_IS.contains(head)) {
        return Some((head, "is", head.len()));
    }
    ENDINGS.iter().find_map(|(ending, tail)| word.strip_suffix(ending).map(|head| (head, *tail, head.chars().count())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_listed_is_split() {
        assert!(NEGATED.names().all(|word| split(word).is_some_and(|(_, tail, _)| tail == "not")));
        assert!(ENDINGS.iter().all(|(ending, tail)| split(&format!("they{ending}")) == Some(("they", *tail, 4))));
        assert!(BEFORE_IS.iter().all(|head| split(&format!("{head}'s")) == Some((*head, "is", head.len()))));
        assert!(["not", "client", "client's", "o'clock", "'", "t", ""].into_iter().all(|word| split(word).is_none()));
    }
}
