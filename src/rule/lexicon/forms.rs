//! Written forms of the words of phrases, each with what it may mean.

use rustc_hash::{FxHashMap, FxHashSet};

use super::build::LexiconBuilder;
use super::sets::Sets;
use super::words::SomeWords;
use super::{Form, Lexicon, SetId};
use crate::rule::WordHash;
use crate::rule::map::Map;
use crate::rule::phrase::Word;
use crate::text::inflect::Forms;
use crate::text::stem_into;

impl LexiconBuilder {
    /// Forms, prefixes and the sign for figures.
    pub(super) fn read_words(&self, lexicon: &mut Lexicon, sets: &mut Sets) {
        let mut words: Vec<(u32, &Word)> = self.words.iter().map(|(word, number)| (*number, word)).collect();
        words.sort_unstable();
        // What is no form: forms may begin with any prefix.
        for (number, word) in &words {
            match word {
                Word::Figure => lexicon.figure = Some(*number),
                Word::Prefix(prefix) => {
                    lexicon.prefixes.insert((&**prefix).into(), *number);
                    lexicon.prefix_lengths.push(prefix.len());
                }
                Word::Forms(_) | Word::Exact(_) => {}
            }
        }
        lexicon.prefix_lengths.sort_unstable();
        lexicon.prefix_lengths.dedup();
        let written = WrittenForms::of(&words, &Prefixes::of(lexicon));
        let (mut numbers, mut alone) = (Vec::new(), Vec::new());
        let meanings = written.forms.into_iter().map(|form| {
            numbers.clear();
            written.links.follow(form.last_word, &mut numbers);
            let words = numbers.len();
            written.links.follow(form.last_prefix, &mut numbers);
            (form.hash.number(), add_form(lexicon, sets, &numbers, words, form.stem, &mut alone))
        });
        let meanings: Vec<(u64, Form)> = meanings.collect();
        lexicon.forms = Map::new(&meanings);
    }
}

/// What forms may begin with.
struct Prefixes<'l> {
    /// Bytes of the shortest prefix.
    shortest: usize,
    /// So many bytes of each prefix: most forms begin with none of them, and are done with after one look.
    starts: FxHashSet<&'l [u8]>,
    lexicon: &'l Lexicon,
}

impl<'l> Prefixes<'l> {
    fn of(lexicon: &'l Lexicon) -> Self {
        let shortest = lexicon.prefix_lengths.first().copied().unwrap_or_default();
        let starts = lexicon.prefixes.keys().filter_map(|prefix| prefix.as_bytes().get(..shortest)).collect();
        Self { shortest, starts, lexicon }
    }

    /// The numbers of the prefixes that a form begins with, the shortest first.
    fn of_form(&self, form: &str) -> impl Iterator<Item = u32> {
        let begins = form.as_bytes().get(..self.shortest).is_some_and(|begin| self.starts.contains(begin));
        begins.then(|| self.lexicon.prefixes_of(form)).into_iter().flatten()
    }
}

/// Adds what a form means to a lexicon: the numbers of its words, of which so many are words and the rest prefixes.
fn add_form(lexicon: &mut Lexicon, sets: &mut Sets, numbers: &[u32], words: usize, stem: WordHash, alone: &mut Vec<SetId>) -> Form {
    let count = |numbers: usize| u16::try_from(numbers).unwrap_or(u16::MAX);
    let start = u32::try_from(lexicon.numbers.len()).unwrap_or(u32::MAX);
    let mut form = Form { start, words: count(words), prefixes: count(numbers.len() - words), stem, ..Form::default() };
    alone.clear();
    for number in numbers {
        lexicon.numbers.push(*number);
        form.is = form.is.or(SomeWords::of_number(*number as usize));
        if let Some((_, node)) = lexicon.trie.root(*number) {
            form.next = form.next.or(node.next);
            alone.push(node.set);
        }
    }
    form.set = sets.together(alone);
    form
}

/// A written form.
struct WrittenForm {
    hash: WordHash,
    stem: WordHash,
    /// The last link of the chain of words that it is a form of.
    last_word: usize,
    /// The same of the prefixes that it begins with.
    last_prefix: usize,
}

/// Written forms, each with what it may mean.
#[derive(Default)]
struct WrittenForms {
    /// In the order in which they were made first.
    forms: Vec<WrittenForm>,
    /// By the hash of a form, its place among them: no two words of a language share 64 bits.
    known: FxHashMap<WordHash, usize>,
    links: Links,
}

/// Chains of numbers, each link with the one before it.
#[derive(Default)]
struct Links(Vec<(u32, usize)>);

/// Stands before the first link of a chain.
const NO_LINK: usize = usize::MAX;

impl WrittenForms {
    /// The forms of all these words, which are in the order of their numbers.
    fn of(words: &[(u32, &Word)], prefixes: &Prefixes<'_>) -> Self {
        let mut written = Self::default();
        let mut forms = Forms::default();
        let mut stem = String::new();
        for (number, word) in words {
            match word {
                Word::Forms(word) => {
                    forms.read(word);
                    forms.iter().for_each(|form| written.add(form, *number, prefixes, &mut stem));
                }
                Word::Exact(word) => written.add(word, *number, prefixes, &mut stem),
                Word::Figure | Word::Prefix(_) => {}
            }
        }
        written
    }

    fn add(&mut self, form: &str, number: u32, prefixes: &Prefixes<'_>, stem: &mut String) {
        let Self { forms, known, links } = self;
        let hash = WordHash::of(form);
        let at = *known.entry(hash).or_insert_with(|| {
            stem.clear();
            stem_into(form, stem);
            let last_prefix = prefixes.of_form(form).fold(NO_LINK, |last, prefix| links.add(prefix, last));
            forms.push(WrittenForm { hash, stem: WordHash::of(stem), last_word: NO_LINK, last_prefix });
            forms.len() - 1
        });
        forms.get_mut(at).into_iter().for_each(|form| form.last_word = links.add(number, form.last_word));
    }
}

impl Links {
    /// Adds a link behind another; gives its place.
    fn add(&mut self, number: u32, before: usize) -> usize {
        self.0.push((number, before));
        self.0.len() - 1
    }

    /// Adds the numbers of the chain that ends with a link, in the order in which they were linked.
    fn follow(&self, mut last: usize, numbers: &mut Vec<u32>) {
        let start = numbers.len();
        while let Some((number, before)) = self.0.get(last) {
            numbers.push(*number);
            last = *before;
        }
        numbers.get_mut(start..).into_iter().for_each(<[u32]>::reverse);
    }
}
