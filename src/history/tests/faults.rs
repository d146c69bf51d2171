//! Publishing on a disk that fails, or dies, at each of its steps.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::disk::{Disk, System};
use super::super::generations::KEPT;
use super::super::{Generations, HistoryError, KeepError, Keeper, Look};
use super::{PACK, Temp, entry, put, rule, served};
use crate::rule::RuleFile;

/// A disk that carries out some steps and then none: the process was killed there, or the disk is full from there on. The step at
/// which it fails leaves half of what it was to write.
#[derive(Debug)]
struct Failing {
    left: Arc<AtomicUsize>,
}

impl Failing {
    fn step(&self) -> io::Result<()> {
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        left.map(drop).map_err(|_| io::Error::from(io::ErrorKind::StorageFull))
    }
}

impl Disk for Failing {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        System.create_folder(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.step() {
            drop(System.write(path, bytes.get(..bytes.len() / 2).unwrap_or_default()));
            return Err(error);
        }
        System.write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        System.rename(from, to)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        System.sync_folder(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        System.remove(path)
    }
}

fn on_failing_disk(temp: &Temp, steps: usize) -> Result<Keeper, KeepError> {
    on_disk(temp, &Arc::new(AtomicUsize::new(steps)))
}

/// A keeper on a disk that carries out as many steps more as are left.
fn on_disk(temp: &Temp, left: &Arc<AtomicUsize>) -> Result<Keeper, KeepError> {
    let disk = Box::new(Failing { left: Arc::clone(left) });
    Keeper::open_with(temp.rules(), PACK, Some(Generations::open_on(disk, &temp.data(), PACK)?))
}

#[test]
fn an_edit_that_met_a_full_disk_is_taken_over_when_there_is_room() {
    let temp = Temp::with_rule("old");
    let left = Arc::new(AtomicUsize::new(usize::MAX));
    let keeper = on_disk(&temp, &left).expect("room");
    left.store(0, Ordering::SeqCst);
    temp.write("botting.toml", &rule("new"));
    let looks: Vec<Look> = (0..200).map(|_| keeper.look()).collect();
    assert_eq!(looks.iter().filter(|look| matches!(look, Look::Refused(_))).count(), 1, "it is told once");
    assert_eq!(served(&keeper), ["botting/old"]);
    left.store(usize::MAX, Ordering::SeqCst);
    assert!((0..200).any(|_| matches!(keeper.look(), Look::Taken { .. })));
    assert_eq!(served(&keeper), ["botting/new"]);
}

/// Fails publishing at each step; gives the number of steps.
fn at_each_step(publish: impl Fn(&Temp, usize) -> bool, check: impl Fn(&Temp, bool)) -> usize {
    for steps in 0..200 {
        let temp = Temp::with_rule("old");
        let done = publish(&temp, steps);
        check(&temp, done);
        if done {
            return steps;
        }
    }
    panic!("publishing takes a bounded number of steps");
}

#[test]
fn wherever_publishing_dies_the_old_set_or_the_new_one_is_served_wholly() {
    let publish = |temp: &Temp, steps| {
        drop(temp.open());
        // Opening takes three steps where everything is there.
        let Ok(keeper) = on_failing_disk(temp, steps) else { return false };
        let published = keeper.publish(1, &put("vague.toml", &rule("new")), entry());
        let now = if published.is_ok() { vec!["botting/old", "vague/new"] } else { vec!["botting/old"] };
        assert_eq!(served(&keeper), now, "what is served goes with what was reported");
        published.is_ok()
    };
    let check = |temp: &Temp, done: bool| {
        let keeper = temp.open();
        let (number, rules) = (keeper.served().number, served(&keeper));
        if done {
            assert_eq!(rules, ["botting/old", "vague/new"]);
            return;
        }
        assert_eq!((number, rules), (1, vec!["botting/old".to_owned()]));
        let again = keeper.publish(1, &put("vague.toml", &rule("new")), entry()).expect("the next try gets through");
        let (listed, _) = keeper.generations().expect("a history").list(again.number, 10);
        assert_eq!(listed.iter().map(|manifest| manifest.number).collect::<Vec<_>>(), [again.number, 1]);
        assert_eq!(served(&temp.open()), ["botting/old", "vague/new"]);
    };
    assert!(at_each_step(publish, check) > 10);
}

#[test]
fn wherever_the_first_start_dies_the_next_one_is_a_first_start_again_or_whole() {
    let publish = |temp: &Temp, steps| on_failing_disk(temp, steps).is_ok();
    let check = |temp: &Temp, _done: bool| {
        let keeper = temp.open();
        assert_eq!(served(&keeper), ["botting/old"]);
        let number = keeper.served().number;
        drop(keeper);
        assert_eq!(temp.open().served().number, number, "a later start makes no new generation");
    };
    assert!(at_each_step(publish, check) > 10);
}

#[test]
fn wherever_an_edit_on_disk_dies_it_is_taken_over_once() {
    let publish = |temp: &Temp, steps| {
        drop(temp.open());
        temp.write("vague.toml", &rule("new"));
        on_failing_disk(temp, steps).is_ok()
    };
    let check = |temp: &Temp, _done: bool| {
        let keeper = temp.open();
        assert_eq!(served(&keeper), ["botting/old", "vague/new"]);
        let (listed, _) = keeper.generations().expect("a history").list(keeper.served().number, 10);
        assert_eq!(listed.len(), 2);
    };
    assert!(at_each_step(publish, check) > 10);
}

#[test]
fn wherever_the_removal_of_old_generations_dies_those_that_are_left_are_whole() {
    let files = [RuleFile::new("botting.toml", rule("old"))];
    let publish = |generations: &Generations| generations.publish(generations.current()?, entry(), "demo@0", &files);
    let full = |temp: &Temp| {
        let generations = Generations::open(&temp.data(), PACK).expect("a history");
        (0..KEPT).for_each(|_| drop(publish(&generations).expect("room")));
        generations
    };
    let whole = |generations: &Generations| {
        let (listed, next) = generations.list(generations.current().expect("a pointer").expect("a number"), 2 * KEPT);
        assert!(next.is_none() && listed.iter().all(|manifest| generations.files(manifest.number).is_ok()));
        listed.len()
    };
    for steps in 0..200 {
        let temp = Temp::new();
        let generations = full(&temp);
        assert_eq!(whole(&generations), KEPT);
        let failing = Box::new(Failing { left: Arc::new(AtomicUsize::new(steps)) });
        drop(Generations::open_on(failing, &temp.data(), PACK).map(|failing| publish(&failing)));
        let left = whole(&generations);
        publish(&generations).expect("room");
        // A folder that was numbered and never served counts until it is one of the oldest.
        assert!(matches!(KEPT - whole(&generations), 0 | 1), "the next one removes what was left, after {steps} steps");
        assert!(!temp.data().join("rules").join(PACK).join("1").exists());
        let published = generations.current().expect("a pointer") == Some(u32::try_from(KEPT + 2).expect("small"));
        if published && left == KEPT {
            return;
        }
    }
    panic!("publishing takes a bounded number of steps");
}

#[test]
fn two_publishers_are_told_apart() {
    let temp = Temp::with_rule("old");
    let (one, other) = (temp.open(), temp.open());
    one.publish(1, &put("vague.toml", &rule("new")), entry()).expect("the first one");
    let late = one.publish(1, &put("terms.toml", &rule("late")), entry());
    assert!(matches!(late, Err(KeepError::History(HistoryError::Moved { now: Some(2) }))), "{late:?}");
    // Another process that still serves the first generation.
    let late = other.publish(1, &put("terms.toml", &rule("late")), entry());
    assert!(matches!(late, Err(KeepError::History(HistoryError::Moved { now: Some(2) }))), "{late:?}");
    assert_eq!(served(&temp.open()), ["botting/old", "vague/new"]);
}

#[test]
fn a_generation_that_was_tampered_with_is_not_served() {
    let temp = Temp::with_rule("old");
    drop(temp.open());
    super::write(&temp.data().join("rules/demo/1/demo/botting.toml"), &rule("other"));
    let error = Keeper::open(temp.rules(), PACK, Some(&temp.data())).expect_err("a refusal").to_string();
    assert!(error.contains("generation 1 of the rules is damaged: botting.toml is not as it was published"), "{error}");
    super::write(&temp.data().join("rules/demo/current"), "one");
    let error = Keeper::open(temp.rules(), PACK, Some(&temp.data())).expect_err("a refusal").to_string();
    assert!(error.contains("write into it the number of the one to serve (the newest is 1)"), "{error}");
}
