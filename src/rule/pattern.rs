//! A regular expression of a rule, and what a text has to hold before it is worth a search.
//!
//! An expression reads the whole text, and most texts hold nothing of what it cannot do without: an opening bracket, a character beyond
//! ASCII. That is looked for first. The expression itself is made when the first text holds it.

use std::cmp::Reverse;
use std::ops::Range;
use std::slice;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};
use serde::{Deserialize, Serialize};

/// Size in bytes up to which a moderator's regular expression may compile.
const REGEX_BYTES: usize = 256 << 10;
/// Letters that are looked for at most: with more of them, the expression itself is as quick.
const LETTERS: usize = 6;

/// A regular expression of a rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pattern {
    written: Box<str>,
    needs: Needs,
    #[serde(skip)]
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Reads an expression, within the size that one may have.
    pub(super) fn new(written: &str) -> Result<Self, regex::Error> {
        let regex = regular_expression(written)?;
        let needs = regex_syntax::parse(written).map(|parsed| Needs::of(&parsed)).unwrap_or_default();
        Ok(Self { written: written.into(), needs, regex: OnceLock::from(Some(regex)) })
    }

    /// The places of a text that match, in order, none overlapping another.
    pub fn find_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let regex = if self.needs.met_by(text) { self.regex() } else { None };
        regex.into_iter().flat_map(|regex| regex.find_iter(text)).map(|found| found.range())
    }

    /// The expression; `None` for one that [`Self::new`] has not read.
    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| regular_expression(&self.written).ok()).as_ref()
    }
}

fn regular_expression(written: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(written).size_limit(REGEX_BYTES).build()
}

/// What every match of an expression holds: one of these things. Nothing is known where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Needs {
    /// A character beyond ASCII.
    beyond_ascii: bool,
    /// These letters, one after the other, whatever their capitals in ASCII; written here without.
    letters: Vec<Box<str>>,
}

impl Needs {
    fn of(expression: &Hir) -> Self {
        match expression.kind() {
            HirKind::Literal(_) => Self::of_run(slice::from_ref(expression)),
            HirKind::Class(Class::Unicode(class)) if class.iter().all(|range| !range.start().is_ascii()) => {
                Self { beyond_ascii: true, letters: Vec::new() }
            }
            HirKind::Capture(group) => Self::of(&group.sub),
            HirKind::Repetition(repeated) if repeated.min > 0 => Self::of(&repeated.sub),
            // All parts are needed: the one that is found in the fewest texts is enough.
            HirKind::Concat(parts) => {
                let runs = parts.chunk_by(|one, next| letters(one).is_some() && letters(next).is_some());
                runs.map(Self::of_run).filter(Self::is_known).min_by_key(Self::breadth).unwrap_or_default()
            }
            HirKind::Alternation(parts) => Self::of_either(parts),
            HirKind::Class(_) | HirKind::Repetition(_) | HirKind::Empty | HirKind::Look(_) => Self::default(),
        }
    }

    /// Of parts that are all letters, or of a single part.
    fn of_run(run: &[Hir]) -> Self {
        match (run.iter().map(letters).collect::<Option<String>>(), run) {
            (Some(letters), _) => Self { beyond_ascii: false, letters: vec![letters.into()] },
            (None, [part]) => Self::of(part),
            (None, _) => Self::default(),
        }
    }

    /// Of parts of which one is enough.
    fn of_either(parts: &[Hir]) -> Self {
        let parts: Vec<Self> = parts.iter().map(Self::of).collect();
        let all: Vec<&str> = parts.iter().flat_map(|part| &part.letters).map(|letters| &**letters).collect();
        // Where longer letters stand, shorter ones within them stand as well.
        let shortest = |letters: &&str| !all.iter().any(|other| other != letters && letters.contains(other));
        let mut letters: Vec<Box<str>> = all.iter().copied().filter(shortest).map(Box::from).collect();
        letters.sort_unstable();
        letters.dedup();
        if parts.iter().all(Self::is_known) && letters.len() <= LETTERS {
            Self { beyond_ascii: parts.iter().any(|part| part.beyond_ascii), letters }
        } else {
            Self::default()
        }
    }

    fn is_known(&self) -> bool {
        self.beyond_ascii || !self.letters.is_empty()
    }

    /// The less, the fewer texts hold it.
    fn breadth(&self) -> (usize, Reverse<usize>) {
        let shortest = self.letters.iter().map(|letters| letters.len()).min();
        (self.letters.len(), Reverse(shortest.unwrap_or(usize::MAX)))
    }

    /// Whether an expression may match in a text.
    fn met_by(&self, text: &str) -> bool {
        if !self.is_known() || self.beyond_ascii && !text.is_ascii() {
            return true;
        }
        let text = if self.letters.is_empty() { String::new() } else { text.to_ascii_lowercase() };
        self.letters.iter().any(|letters| text.contains(&**letters))
    }
}

/// The letters that a part stands for, whatever their capitals; `None` where it is anything else.
fn letters(part: &Hir) -> Option<String> {
    match part.kind() {
        HirKind::Literal(literal) => str::from_utf8(&literal.0).ok().map(str::to_ascii_lowercase),
        // A letter that is written in any case: `k` is one of three, with the sign for Kelvin.
        HirKind::Class(Class::Unicode(class)) => {
            let letter = class.ranges().first()?.start().to_ascii_lowercase();
            let same = |range: &ClassUnicodeRange| {
                range.start() == range.end() && range.start().is_ascii() && range.start().to_ascii_lowercase() == letter
            };
            class.iter().all(same).then(|| letter.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// What expressions are made of, one part behind another.
    const PARTS: &[&str] =
        &["a", "k", "(?:s|t)", "[aA]", "[ab]", "(?i:ks)", "é", "(?i:É)", "[^a]", "a*", "(?:bé)+", r"\+", "(?:ka)?", r"\b", "|", "(?-u:b)"];

    fn needs(written: &str) -> (bool, Vec<String>) {
        let Needs { beyond_ascii, letters } = Pattern::new(written).expect("an expression").needs;
        (beyond_ascii, letters.into_iter().map(String::from).collect())
    }

    #[test]
    fn what_an_expression_cannot_do_without() {
        let known = |letters: &[&str]| (false, letters.iter().map(|letters| (*letters).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            needs(r"(?i)\[\s*(?:your|app)[^\]]{0,60}\]|<\s*(?:your|app)>|\b(?:lorem ipsum|XXXX+)\b"),
            known(&["<", "[", "lorem ip", "xxx"])
        );
        assert_eq!(needs(r"[\x{200b}-\x{200f}\x{feff}]+"), (true, vec![]));
        assert_eq!(needs(r"(?i)upw[o0]rk|\bup[-_.]w[o0]rk"), known(&["up"]));
        assert_eq!(needs("®|(TM)"), known(&["tm", "®"]));
        assert_eq!(needs(r"\S*[0-9]+"), known(&[]));
        assert_eq!(needs("(?:word)?x*"), known(&[]));
        assert_eq!(needs("a|b|c1|d1|e1|f1|g1|h1"), known(&[]));
    }

    proptest! {
        #[test]
        fn a_pattern_finds_what_its_expression_finds(
            parts in prop::collection::vec(select(PARTS), 1..6).prop_map(|parts| parts.concat()),
            text in "[aAbkK\u{212a}sSſtéÉ+ ]{0,12}",
        ) {
            let pattern = Pattern::new(&parts).expect("an expression");
            let expression = Regex::new(&parts).expect("an expression");
            let found: Vec<_> = expression.find_iter(&text).map(|found| found.range()).collect();
            prop_assert_eq!(pattern.find_in(&text).collect::<Vec<_>>(), found);
        }
    }
}
