//! A wall clock that is set back, set forward, or wrong.

use std::time::{Duration, UNIX_EPOCH};

use super::super::{Change, Generations, Keeper};
use super::{PACK, Temp, entry, put, rule, served};

#[test]
fn a_clock_that_jumps_changes_neither_the_order_of_the_history_nor_what_is_served() {
    let temp = Temp::with_rule("old");
    let clocks = [
        || UNIX_EPOCH + Duration::from_secs(2_000_000_000),
        || UNIX_EPOCH + Duration::from_secs(1_000_000_000),
        || UNIX_EPOCH - Duration::from_secs(1),
        || UNIX_EPOCH + Duration::from_secs(9_000_000_000_000),
    ];
    for (at, clock) in clocks.into_iter().enumerate() {
        let mut generations = Generations::open(&temp.data(), PACK).expect("a history");
        generations.clock = clock;
        let keeper = Keeper::open_with(temp.rules(), PACK, Some(generations)).expect("a keeper");
        let base = keeper.served().number;
        keeper.publish(base, &put("vague.toml", &rule(&format!("number-{at}"))), entry()).expect("it is published");
        assert_eq!(served(&keeper), ["botting/old".to_owned(), format!("vague/number-{at}")]);
    }
    let keeper = temp.open();
    assert_eq!(served(&keeper), ["botting/old", "vague/number-3"]);
    let (listed, _) = keeper.generations().expect("a history").list(keeper.served().number, 10);
    let told: Vec<(u32, u64)> = listed.iter().map(|manifest| (manifest.number, manifest.time)).collect();
    assert_eq!(told, [(5, 9_000_000_000_000), (4, 0), (3, 1_000_000_000), (2, 2_000_000_000), (1, 2_000_000_000)]);
    keeper.publish(5, &Change::Restore { number: 2 }, entry()).expect("it is brought back");
    assert_eq!(served(&keeper), ["botting/old", "vague/number-0"]);
}
