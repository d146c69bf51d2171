//! Every phrase of a pack by itself: for finding those that no text ever says.

use super::{Files, WrittenRule};
use crate::rule::lexicon::{Lexicon, LexiconBuilder};
use crate::rule::phrase::{Phrase, Piece};
use crate::rule::{Place, RuleFile, TermId};

/// A phrase that is looked for by itself.
#[derive(Debug, Clone)]
pub struct Probe {
    /// As written.
    pub phrase: String,
    /// Where.
    pub place: Place,
    /// Whether it stands in a rule: not in a word list, not in a profile's field.
    pub in_rule: bool,
    /// Where it is found in [`Probes::lexicon`].
    pub term: TermId,
}

/// All phrases of a pack's lists, rules and profile fields.
#[derive(Debug, Clone)]
pub struct Probes {
    /// Finds them.
    pub lexicon: Lexicon,
    /// The phrases; those that only name a list are left out.
    pub phrases: Vec<Probe>,
}

/// Splits the files of a pack, which must load without mistakes, into their phrases.
pub fn probes(files: &[RuleFile]) -> Probes {
    let files = Files::read(files);
    let mut builder = LexiconBuilder::default();
    for name in files.lists.keys() {
        builder.declare(name);
    }
    for (name, (_, entries)) in &files.lists {
        if let Some(term) = builder.list(name) {
            let phrases: Vec<Phrase> = entries.iter().filter_map(|(phrase, _)| Phrase::parse(phrase).ok()).collect();
            builder.fill(term, &phrases);
        }
    }
    let of_rule = |rule: &WrittenRule<'_>| {
        let texts = rule.phrases().into_iter().flat_map(|(_, texts)| &texts.value);
        texts.map(|at| (at.value.clone(), rule.lines.place(at.span.clone()))).collect::<Vec<_>>()
    };
    let lists = files.lists.values().flat_map(|(_, entries)| entries.iter().cloned());
    let others = lists.chain(files.fields.iter().cloned()).map(|entry| (entry, false));
    let mut phrases = Vec::new();
    for ((written, place), in_rule) in files.rules.iter().flat_map(of_rule).map(|entry| (entry, true)).chain(others) {
        let Ok(phrase) = Phrase::parse(&written) else { continue };
        if !matches!(phrase.pieces.as_slice(), [(Piece::List(_), _)]) {
            let term = builder.term(&[phrase]);
            phrases.push(Probe { phrase: written, place, in_rule, term });
        }
    }
    Probes { lexicon: builder.build(), phrases }
}
