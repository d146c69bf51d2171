//! How hard a text is to read.
//!
//! Two published measures: the Flesch-Kincaid grade (J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, "Derivation of new
//! readability formulas for Navy enlisted personnel", Research Branch Report 8-75, 1975), and the words of a sentence, of which plain
//! language guides allow 25 at most (UK Government Digital Service, "Content design: writing for GOV.UK").

/// Words a sentence may have.
pub(crate) const SENTENCE_WORDS: usize = 25;
/// Most that one text may ask of a reader: years of school.
pub(crate) const GRADE: f64 = 8.0;

/// The sentences of a text. A colon or semicolon before an example or a list ends one, as a reader pauses there.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        let ends = matches!(ch, '.' | '!' | '?' | ':' | ';' | '…')
            && chars.peek().is_none_or(|next| next.is_whitespace() || "\"”'’)*".contains(*next));
        if ends || ch == '\n' {
            sentences.push(String::new());
        } else if let Some(last) = sentences.last_mut() {
            last.push(ch);
        }
    }
    sentences.retain(|sentence| words(sentence).next().is_some());
    sentences
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|ch: char| !(ch.is_alphanumeric() || matches!(ch, '\'' | '’' | '-' | ',' | '.' | '/')))
        .map(|word| word.trim_matches(|ch: char| !ch.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Syllables by groups of vowels; a silent e at the end counts none.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |ch: char| "aeiouy".contains(ch);
    let mut groups = 0;
    let mut before = false;
    for ch in word.chars() {
        groups += usize::from(is_vowel(ch) && !before);
        before = is_vowel(ch);
    }
    let silent = word.ends_with('e') && !word.ends_with("le") || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    groups.saturating_sub(usize::from(silent && groups > 1)).max(1)
}

/// The longest sentence, in words, and that sentence.
pub(crate) fn longest_sentence(text: &str) -> (usize, String) {
    sentences(text).into_iter().map(|sentence| (words(&sentence).count(), sentence)).max().unwrap_or_default()
}

/// The Flesch-Kincaid grade: years of school in English that a reader needs.
#[allow(clippy::cast_precision_loss, reason = "a text has few words")]
pub(crate) fn grade(text: &str) -> f64 {
    let sentences = sentences(text);
    let words: Vec<&str> = sentences.iter().flat_map(|sentence| words(sentence)).collect();
    if words.is_empty() {
        return 0.0;
    }
    let (count, syllables) = (words.len() as f64, words.iter().map(|word| syllables(word)).sum::<usize>() as f64);
    0.39 * count / sentences.len() as f64 + 11.8 * syllables / count - 15.59
}
