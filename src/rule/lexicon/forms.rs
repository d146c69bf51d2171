//! Written forms of the words of phrases, each with what it may mean.

use rustc_hash::{FxHashMap, FxHashSet};

use super::build::LexiconBuilder;
use super::sets::Sets;
use super::words::SomeWords;
use super::{Form, Lexicon, SetId};
use crate::rule::WordHash;
use crate::rule::map::Map;
use crate::rule::phrase::Word;
use crate::text::{inflect, stem_into};

impl LexiconBuilder {
    /// Forms, prefixes and the sign for figures.
    pub(super) fn read_words(&self, lexicon: &mut Lexicon, sets: &mut Sets) {
        let forms = self.forms(lexicon);
        lexicon.prefix_lengths.sort_unstable();
        lexicon.prefix_lengths.dedup();
        // What forms with a prefix begin with: most forms have none, and are done with after one look.
        let shortest = lexicon.prefix_lengths.first().copied().unwrap_or_default();
        let starts: FxHashSet<Box<[u8]>> =
            lexicon.prefixes.keys().filter_map(|prefix| prefix.as_bytes().get(..shortest)).map(Box::from).collect();
        let (mut numbers, mut alone, mut stem) = (Vec::new(), Vec::new(), String::new());
        // In whatever order: each form gets a range of its own.
        let meanings = forms.last.into_iter().map(|(form, last)| {
            numbers.clear();
            stem.clear();
            stem_into(&form, &mut stem);
            forms.links.follow(last, &mut numbers);
            let words = numbers.len();
            if form.as_bytes().get(..shortest).is_some_and(|begin| starts.contains(begin)) {
                let prefixes = lexicon.prefix_lengths.iter().filter_map(|length| form.get(..*length));
                numbers.extend(prefixes.filter_map(|prefix| lexicon.prefixes.get(prefix)));
            }
            (WordHash::of(&form).number(), add_form(lexicon, sets, &numbers, words, WordHash::of(&stem), &mut alone))
        });
        let meanings: Vec<(u64, Form)> = meanings.collect();
        lexicon.forms = Map::new(&meanings);
    }

    /// The forms of all words, in the order of their numbers; the lexicon gets what is no form.
    fn forms(&self, lexicon: &mut Lexicon) -> Forms {
        let mut forms = Forms::default();
        let mut words: Vec<(u32, &Word)> = self.words.iter().map(|(word, number)| (*number, word)).collect();
        words.sort_unstable();
        for (number, word) in words {
            match word {
                Word::Forms(word) => inflect::forms(word).into_iter().for_each(|form| forms.add(form.into_boxed_str(), number)),
                Word::Exact(word) => forms.add((&**word).into(), number),
                Word::Figure => lexicon.figure = Some(number),
                Word::Prefix(prefix) => {
                    lexicon.prefixes.insert((&**prefix).into(), number);
                    lexicon.prefix_lengths.push(prefix.len());
                }
            }
        }
        forms
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

/// Written forms, each with the numbers of the words that it is one of.
#[derive(Default)]
struct Forms {
    /// For each form, the last link of its chain.
    last: FxHashMap<Box<str>, usize>,
    links: Links,
}

/// Chains of numbers, each link with the one before it.
#[derive(Default)]
struct Links(Vec<(u32, usize)>);

impl Forms {
    fn add(&mut self, form: Box<str>, number: u32) {
        let last = self.last.entry(form).or_insert(usize::MAX);
        self.links.0.push((number, *last));
        *last = self.links.0.len() - 1;
    }
}

impl Links {
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
