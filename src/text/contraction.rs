//! Contractions spelled out: "doesn't" is does, not.

/// Auxiliaries that are written together with a following `not`, with and without apostrophe.
const NEGATED: &[(&str, &str)] = &[
    ("don't", "do"),
    ("dont", "do"),
    ("doesn't", "does"),
    ("doesnt", "does"),
    ("didn't", "did"),
    ("didnt", "did"),
    ("won't", "will"),
    ("wont", "will"),
    ("can't", "can"),
    ("cant", "can"),
    ("cannot", "can"),
    ("isn't", "is"),
    ("isnt", "is"),
    ("aren't", "are"),
    ("arent", "are"),
    ("wasn't", "was"),
    ("wasnt", "was"),
    ("weren't", "were"),
    ("hasn't", "has"),
    ("hasnt", "has"),
    ("haven't", "have"),
    ("havent", "have"),
    ("hadn't", "had"),
    ("wouldn't", "would"),
    ("wouldnt", "would"),
    ("couldn't", "could"),
    ("couldnt", "could"),
    ("shouldn't", "should"),
    ("shouldnt", "should"),
    ("mustn't", "must"),
    ("needn't", "need"),
    ("mightn't", "might"),
    ("shan't", "shall"),
    ("ain't", "is"),
];

/// Endings of contractions and the word they stand for.
const ENDINGS: &[(&str, &str)] = &[("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am"), ("'d", "would")];

/// Words after which `'s` stands for *is*, not for possession.
const BEFORE_IS: &[&str] = &["it", "that", "this", "he", "she", "what", "there", "here", "who", "where", "how"];

/// The two words of a contraction and the number of characters that belong to the first.
pub(super) fn split(word: &str) -> Option<(String, &'static str, usize)> {
    if !word.bytes().any(|byte| byte == b'\'') && !word.ends_with("nt") && !word.ends_with("not") {
        return None;
    }
    if let Some((written, head)) = NEGATED.iter().find(|(written, _)| *written == word) {
        return Some(((*head).to_owned(), "not", head.len().min(written.len())));
    }
    if let Some(head) = word.strip_suffix("'s").filter(|head| BEFORE_IS.contains(head)) {
        return Some((head.to_owned(), "is", head.len()));
    }
    ENDINGS.iter().find_map(|(ending, tail)| word.strip_suffix(ending).map(|head| (head.to_owned(), *tail, head.chars().count())))
}
