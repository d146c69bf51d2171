//! What holds a rule back: from its keys to [`Conditions`].

use super::rule::RuleCompiler;
use crate::rule::source::Texts;
use crate::rule::trigger::FindingName;
use crate::rule::{Category, Conditions, Near, RuleId};

/// Words that `near` reaches to either side.
const NEAR_WORDS: usize = 4;

impl RuleCompiler<'_, '_> {
    pub(super) fn conditions(&mut self) -> Conditions {
        let (source, lines) = (self.source, self.lines);
        let mut term = |texts: &Option<Texts>| self.compiler.term_if(lines, texts.as_ref());
        let mut conditions = Conditions {
            also: term(&source.also),
            unless: term(&source.unless),
            unless_anywhere: term(&source.unless_anywhere),
            near: term(&source.near).map(|term| Near { term, words: NEAR_WORDS }),
            not_after: term(&source.not_after),
            not_before: term(&source.not_before),
            even_denied: source.even_denied,
            opens_sentence: source.opens_sentence,
            examples_agree: source.examples_agree.as_ref().map(|least| least.value),
            ..Conditions::default()
        };
        if let Some(texts) = &source.any_of {
            let count = source.at_least.as_ref().map_or(1.0, |at| at.value);
            let signs: Vec<_> = texts.value.iter().map(|text| self.single(text)).collect();
            let count = (1..=signs.len()).find(|number| f64::from(u32::try_from(*number).unwrap_or(u32::MAX)) >= count);
            match count {
                Some(count) => conditions.any_of = Some((signs, count)),
                None => self.error(texts.span.clone(), "`any-of` has fewer signs than `at-least` asks for", "add signs, or ask for fewer"),
            }
        }
        conditions.also_states = source.also_states.as_ref().and_then(|name| self.statement(name));
        if let Some(text) = &source.only_under {
            conditions.only_under = self.threshold(text);
        }
        for name in source.unless_finding.iter().flat_map(|texts| &texts.value) {
            conditions.unless_finding.push(match (Category::from_name(&name.value), name.value.split_once('/')) {
                (Some(category), _) => FindingName::Category(category),
                (None, Some((file, id))) => FindingName::Rule(RuleId::new(file, id)),
                (None, None) => {
                    self.unknown::<Category>(name, "category", &Category::names());
                    continue;
                }
            });
        }
        conditions
    }
}
