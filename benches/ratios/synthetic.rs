//! Packs of any size: half plain phrases, half phrases with gaps and word lists.

use std::fmt::Write as _;

use redraft::rule::{Category, RuleFile};

use crate::texts::{Dice, phrases};

/// The files of a pack of `count` rules.
pub(crate) fn files(count: usize) -> Vec<RuleFile> {
    let mut dice = Dice::new(11);
    let said = phrases(12, 400);
    let pick = |dice: &mut Dice| said.get(dice.below(said.len())).cloned().unwrap_or_default();
    let mut lists = String::new();
    for list in 0..50 {
        let entries: Vec<String> =
            (0..12).map(|_| format!("\"{}\"", if dice.below(3) == 0 { pick(&mut dice) } else { dice.word() })).collect();
        let _ = writeln!(lists, "list-{list} = [{}]", entries.join(", "));
    }
    // In as many files as there are categories, as a store would ask for.
    let mut rules = vec![String::new(); Category::ALL.len()];
    for rule in 0..count {
        // Most words of most rules stand in no text, as with real ones.
        let word = format!("{}{rule}", dice.word());
        let phrase = match rule % 4 {
            0 => format!("{word} {}", dice.word()),
            1 => format!("@list-{} ... {word}", dice.below(50)),
            2 => format!("@list-{} ... {}", dice.below(50), pick(&mut dice)),
            _ => format!("{} {word}", pick(&mut dice)),
        };
        let place = rule % rules.len();
        let file = rules.get_mut(place).expect("a file");
        let _ = writeln!(
            file,
            "[[rule]]\nid = \"r{rule}\"\nsays = [\"{phrase}\"]\nseverity = \"advice\"\nmessage = \"m\"\nfix = \"f\"\nbad = [\"b\"]\ngood = [\"g\"]"
        );
    }
    let file = |path: &str, text: String| RuleFile::new(path, text);
    let named = Category::ALL.iter().zip(rules).map(|(category, rules)| file(&format!("{}.toml", category.name()), rules));
    named.chain([file("lists.toml", lists)]).collect()
}
