//! Edits in the rules folder, while the bot runs and while it does not.

use std::fs;

use super::super::{Author, Change, KeepError, Keeper, Look};
use super::{PACK, Temp, entry, put, rule, served};
use crate::rule::FileText;
use crate::store::{DEFAULT_PACK, Location};

/// Looks until something is decided.
fn settle(keeper: &Keeper) -> Look {
    match keeper.look() {
        Look::Unsettled => keeper.look(),
        look => look,
    }
}

#[test]
fn an_edit_is_taken_over_when_it_has_settled() {
    let temp = Temp::with_rule("old");
    let keeper = temp.open();
    assert!(matches!(keeper.look(), Look::Same));
    temp.write("botting.toml", "[[rule]]\nid = \"hal");
    assert!(matches!(keeper.look(), Look::Unsettled));
    temp.write("botting.toml", &rule("new"));
    assert!(matches!(keeper.look(), Look::Unsettled), "it has changed once more");
    let before = keeper.current();
    let Look::Taken { served: taken, what, overridden } = keeper.look() else { panic!("it has settled") };
    assert_eq!((taken.number, what.as_str(), overridden.len()), (2, "botting.toml", 0));
    assert_eq!(served(&keeper), ["botting/new"]);
    assert!(before.rule("botting/old").is_some(), "a review keeps the set it began with");
    let manifest = keeper.generations().expect("a history").manifest(2).expect("a manifest");
    assert_eq!((manifest.author, manifest.parent), (Author::Disk, Some(1)));
    assert!(matches!(keeper.look(), Look::Same));
}

#[test]
fn a_mistake_is_told_once_and_the_last_good_set_stays() {
    let temp = Temp::with_rule("old");
    let keeper = temp.open();
    temp.write("botting.toml", "[[rule]]\nid = \"half\"\n");
    let Look::Refused(error) = settle(&keeper) else { panic!("it is broken") };
    assert!(error.mistakes().expect("mistakes").contains("botting.toml:2"), "{error}");
    assert!(matches!(keeper.look(), Look::Same), "it is told once");
    assert_eq!(served(&keeper), ["botting/old"]);
    assert!(matches!(keeper.reload(), Look::Refused(_)), "who asks is told again");
    temp.write("botting.toml", &rule("old"));
    assert!(matches!(settle(&keeper), Look::Same), "mended: nothing is new");
    fs::remove_dir_all(temp.file("")).expect("the folder");
    assert!(matches!(settle(&keeper), Look::Refused(KeepError::Rules(_))));
    assert_eq!(served(&keeper), ["botting/old"]);
}

#[test]
fn editors_that_replace_files_and_new_and_removed_files_are_seen() {
    let temp = Temp::with_rule("old");
    let keeper = temp.open();
    fs::write(temp.file(".botting.toml.tmp"), rule("one")).expect("a file");
    fs::rename(temp.file(".botting.toml.tmp"), temp.file("botting.toml")).expect("a rename");
    temp.write("lists/words.toml", "words = [\"bot\"]\n");
    temp.write("vague.toml", &rule("two"));
    assert!(matches!(settle(&keeper), Look::Taken { .. }));
    assert_eq!(served(&keeper), ["botting/one", "vague/two"]);
    fs::remove_file(temp.file("vague.toml")).expect("a file");
    let Look::Taken { what, .. } = settle(&keeper) else { panic!("a file was removed") };
    assert_eq!(what, "vague.toml removed");
    assert_eq!(served(&temp.open()), ["botting/one"]);
}

#[test]
fn what_was_published_survives_edits_of_other_files_and_restarts() {
    let temp = Temp::with_rule("old");
    let keeper = temp.open();
    keeper.publish(1, &put("vague.toml", &rule("published")), entry()).expect("it is published");
    temp.write("terms.toml", &rule("edited"));
    assert!(matches!(settle(&keeper), Look::Taken { .. }));
    let all = ["botting/old", "terms/edited", "vague/published"];
    assert_eq!(served(&keeper), all);
    drop(keeper);
    let keeper = temp.open();
    assert_eq!((served(&keeper), keeper.served().number), (all.map(str::to_owned).to_vec(), 3));
    drop(keeper);
    // Edited while nothing runs, in the file that was published: the folder wins.
    temp.write("vague.toml", &rule("by-hand"));
    let keeper = temp.open();
    assert_eq!(served(&keeper), ["botting/old", "terms/edited", "vague/by-hand"]);
    assert_eq!(keeper.served().number, 4);
}

#[test]
fn a_start_with_broken_rules_is_refused_with_all_mistakes() {
    let temp = Temp::with_rule("old");
    drop(temp.open());
    temp.write("botting.toml", "[[rule]]\nid = \"half\"\n");
    temp.write("vague.toml", "[[rule]]\nsays = 1\n");
    let error = Keeper::open(temp.rules(), PACK, Some(&temp.data())).expect_err("a refusal").to_string();
    assert!(error.contains("botting.toml:2") && error.contains("vague.toml:1"), "{error}");
}

#[test]
fn a_generation_is_restored_as_a_new_one() {
    let temp = Temp::with_rule("old");
    let keeper = temp.open();
    keeper.publish(1, &put("botting.toml", &rule("new")), entry()).expect("it is published");
    assert!(matches!(keeper.propose(&Change::Restore { number: 2 }), Err(KeepError::Nothing)));
    assert!(keeper.propose(&Change::Restore { number: 9 }).is_err());
    let (before, after) = keeper.propose(&Change::Restore { number: 1 }).expect("a proposal");
    assert!(before.rules.rule("botting/new").is_some() && after.rules.rule("botting/old").is_some());
    keeper.publish(2, &Change::Restore { number: 1 }, entry()).expect("it is published");
    assert_eq!((served(&keeper), keeper.served().number), (vec!["botting/old".to_owned()], 3));
    let (listed, next) = keeper.generations().expect("a history").list(3, 2);
    assert_eq!((listed.len(), next), (2, Some(1)));
    assert!(matches!(keeper.look(), Look::Same), "the folder was not edited");
}

#[test]
fn the_number_in_current_is_followed() {
    let temp = Temp::with_rule("old");
    let keeper = temp.open();
    keeper.publish(1, &put("botting.toml", &rule("new")), entry()).expect("it is published");
    super::write(&temp.data().join("rules/demo/current"), "1\n");
    assert!(matches!(keeper.look(), Look::Taken { .. }));
    assert_eq!((served(&keeper), keeper.served().number), (vec!["botting/old".to_owned()], 1));
    let published = keeper.publish(1, &put("botting.toml", &rule("third")), entry()).expect("it is published");
    assert_eq!(published.number, 3, "no generation is ever written over");
    super::write(&temp.data().join("rules/demo/current"), "2\n");
    assert!(matches!(keeper.look(), Look::Taken { .. }));
    super::write(&temp.data().join("rules/demo/current"), "8\n");
    assert!(matches!(keeper.look(), Look::Refused(_)));
    assert!(matches!(keeper.look(), Look::Same), "it is told once");
}

#[test]
fn without_a_data_folder_edits_are_live_and_nothing_is_published() {
    let temp = Temp::with_rule("old");
    let keeper = Keeper::open(temp.rules(), PACK, None).expect("a keeper");
    temp.write("botting.toml", &rule("new"));
    assert!(matches!(settle(&keeper), Look::Taken { .. }));
    assert_eq!(served(&keeper), ["botting/new"]);
    assert!(matches!(keeper.publish(2, &put("botting.toml", &rule("x")), entry()), Err(KeepError::NoData)));
}

#[test]
fn what_was_learned_is_part_of_a_generation() {
    let temp = Temp::with_rule("old");
    temp.write("examples/ann.toml", "botting = [\"It bids by itself.\", \"It bids for me.\"]\nnothing = [\"A sheet of hours.\"]\n");
    let keeper = temp.open();
    assert!(keeper.current().examples.is_empty(), "nobody learns from what is served");
    let model = keeper.current().model.clone().expect("it has learned");
    assert!(model.features() > 0 && model.to_file("").is_none(), "its names are in its file");
    let files = keeper.generations().expect("a history").files(1).expect("files");
    let set = crate::rule::compile(PACK, &files).expect("the rules are right");
    assert_eq!(set.model, Some(model), "nothing has to be learned again");
    assert!(matches!(keeper.look(), Look::Same));
}

/// Their texts are most of what a bot would hold.
#[test]
fn files_that_are_built_in_are_held_once() {
    let folder = Location::Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/rules").into());
    let keeper = Keeper::open(folder, DEFAULT_PACK, None).expect("a keeper");
    let served = keeper.served();
    assert!(served.files.iter().all(|file| matches!(file.text, FileText::BuiltIn(_))));
    let own = format!("{}\n", &*served.files[0].text);
    let (before, after) = keeper.propose(&put(&served.files[0].path, &own)).expect("another text");
    assert!(matches!(before.files[0].text, FileText::BuiltIn(_)) && *after.files[0].text == own);
    assert!(after.files.iter().skip(1).all(|file| matches!(file.text, FileText::BuiltIn(_))));
}
