//! A phrase as its author writes it: words and five signs: `word*` any ending, `=word` this form only, `...` a gap, `@list` a word list,
//! `#` a figure.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::text::Document;

/// Words a gap (`...`) may cover at most.
pub(crate) const GAP_WORDS: usize = 5;
/// Longest phrase, in characters.
pub(crate) const PHRASE_CHARS: usize = 200;
/// Pieces a phrase may have: words, lists and gaps beyond that say nothing that two rules would not say better.
pub(crate) const PIECES: usize = 12;
/// Shortest stem before a `*`: a shorter one would match most of the language.
const STEM_CHARS: usize = 3;

/// One piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// Words one after the other.
    Words(Vec<Word>),
    /// The name of a word list.
    List(String),
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Word {
    /// This word in any inflection.
    Forms(Rc<str>),
    /// Any word that begins so.
    Prefix(Rc<str>),
    /// This form only.
    Exact(Rc<str>),
    /// Any figure.
    Figure,
}

/// A phrase: pieces, each with the number of words that may stand before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) pieces: Vec<(Piece, usize)>,
}

/// What was written in phrases read so far, and the words it stands for: the lists of a pack write the same few thousand again and again.
#[derive(Debug, Default)]
pub(crate) struct KnownWords(FxHashMap<Box<str>, Vec<Word>>);

impl KnownWords {
    fn words(&mut self, written: &str) -> Result<&[Word], String> {
        // Asked twice, since a borrow that is given back would last for both branches.
        if !self.0.contains_key(written) {
            self.0.insert(written.into(), words(written)?);
        }
        Ok(self.0.get(written).map(Vec::as_slice).unwrap_or_default())
    }
}

impl Phrase {
    /// Reads a phrase by itself: see [`Self::read`].
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        Self::read(text, &mut KnownWords::default())
    }

    /// Reads a phrase, or says what is wrong with it.
    pub(crate) fn read(text: &str, known: &mut KnownWords) -> Result<Self, String> {
        if text.chars().count() > PHRASE_CHARS {
            return Err(format!("a phrase has at most {PHRASE_CHARS} characters"));
        }
        let mut pieces: Vec<(Piece, usize)> = Vec::new();
        let mut gap = 0;
        for written in text.split_whitespace() {
            if matches!(written, "..." | "…") {
                if pieces.is_empty() {
                    return Err("a gap (`...`) stands between words, not at the start".to_owned());
                }
                gap = GAP_WORDS;
            } else if let Some(name) = written.strip_prefix('@') {
                pieces.push((Piece::List(name.to_owned()), gap));
                gap = 0;
            } else {
                let words = known.words(written)?;
                match pieces.last_mut() {
                    Some((Piece::Words(before), _)) if gap == 0 => before.extend_from_slice(words),
                    _ if !words.is_empty() => pieces.push((Piece::Words(words.to_vec()), gap)),
                    // A sign alone: what stands behind it still has the gap before it.
                    _ => continue,
                }
                gap = 0;
            }
        }
        match pieces.is_empty() {
            true => Err("a phrase needs at least one word".to_owned()),
            false if pieces.len() > PIECES => Err(format!("a phrase has at most {PIECES} parts; this one has {}", pieces.len())),
            false if gap > 0 => Err("a gap (`...`) stands between words, not at the end".to_owned()),
            false => Ok(Self { pieces }),
        }
    }
}

/// The words of one written word: hyphens part them, `*` at the end makes the last a prefix.
fn words(written: &str) -> Result<Vec<Word>, String> {
    if written == "#" {
        return Ok(vec![Word::Figure]);
    }
    let (written, exact) = written.strip_prefix('=').map_or((written, false), |word| (word, true));
    let (text, prefix) = written.strip_suffix('*').map_or((written, false), |stem| (stem, true));
    if text.contains('*') {
        return Err(format!("`*` stands at the end of a word, as in `automat*`, not inside `{written}`"));
    }
    let document = Document::new(text);
    let mut words: Vec<Word> =
        document.words().map(|word| if exact { Word::Exact(word.into()) } else { Word::Forms(word.into()) }).collect();
    // A sign such as `&` stands for nothing in texts either.
    if words.is_empty() && !matches!(written, "&" | "+" | "-" | "/") {
        return Err(format!("`{written}` holds no word: write letters or digits, or `#` for any figure"));
    }
    if prefix {
        match words.pop() {
            Some(Word::Forms(stem)) if stem.chars().count() >= STEM_CHARS => words.push(Word::Prefix(stem)),
            _ => return Err(format!("`{written}` would match too much: write at least {STEM_CHARS} letters before the `*`")),
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_gaps_and_lists() {
        let phrase = Phrase::parse("auto-apply ... @job automat*").expect("a phrase");
        assert_eq!(phrase.pieces.len(), 3);
        assert_eq!(phrase.pieces[0].0, Piece::Words(vec![Word::Forms("auto".into()), Word::Forms("apply".into())]));
        assert_eq!(phrase.pieces[1], (Piece::List("job".into()), GAP_WORDS));
        assert_eq!(phrase.pieces[2], (Piece::Words(vec![Word::Prefix("automat".into())]), 0));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for wrong in ["", "...", "... a", "a ...", "a*b", "ab*", "!!", "from $#"] {
            assert!(Phrase::parse(wrong).is_err(), "{wrong:?} should be refused");
        }
    }
}
