//! A thousand interactions a second: time to the first response, processor time and memory; and memory at rest. It measures and prints,
//! for a machine that does nothing else; what is asserted is that every member gets the critique, once:
//! `REDRAFT_LOAD_SECONDS=10 cargo test --release --test bot load -- --ignored --nocapture`

use std::time::{Duration, Instant};

use super::finish;
use super::loopback::events::{by, review};
use super::loopback::{Bot, Loopback};

/// Interactions a second, and members among whom they are spread.
const A_SECOND: u64 = 1_000;
const MEMBERS: u64 = 5_000;
/// How often some are sent.
const TICK: Duration = Duration::from_millis(5);

/// The shipped rules, in a folder.
const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");
/// Time in which the rules folder was looked at a few times.
const A_WHILE: Duration = Duration::from_secs(3);

/// A description that is like no other, of 500 to 1,500 characters.
fn draft(number: u64) -> String {
    let sentences = [
        "We are building an internal dashboard for our three project managers.",
        "It reads our own contracts and weekly hours each morning, so that we see which contracts end soon.",
        "The app makes about {n} requests a day and keeps answers for an hour.",
        "It never sends proposals by itself: a person reads and sends each one.",
        "Later we want to test the API with a script that applies automatically to job {n}.",
        "Our accountant compares invoice {n} with the hours worked, and corrects them by hand.",
        "We do not share data with anybody outside of our team of {n} people.",
    ];
    let count = 7 + number % 14;
    (0..count)
        .map(|at| sentences[usize::try_from((number + at * 3) % 7).unwrap_or_default()].replace("{n}", &(number + at).to_string()))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::print_stdout, reason = "the figures are its result")]
#[ignore = "it measures, on a machine that does nothing else"]
async fn a_thousand_interactions_a_second() {
    let seconds: u64 = std::env::var("REDRAFT_LOAD_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(10);
    let discord = Loopback::start().await;
    let bot = Bot::start_with(&discord, &[("REDRAFT_RULES", RULES), ("RUST_LOG", "info")]);
    discord.ready().await;
    let rest = bot.resident_kib();
    let (mut sent, mut ticks) = (Vec::new(), tokio::time::interval(TICK));
    let (began, used) = (Instant::now(), bot.processor_ticks());
    let total = usize::try_from(A_SECOND * seconds).expect("a small number");
    let mut warm = 0;
    while sent.len() < total {
        ticks.tick().await;
        // As many as are due by now: a tick that came late is made up for.
        let due = usize::try_from(began.elapsed().as_millis() * u128::from(A_SECOND) / 1_000).expect("a small number").min(total);
        for number in sent.len()..due {
            let number = u64::try_from(number).expect("a small number");
            let (id, event) = review(&discord, &draft(number));
            discord.dispatch("INTERACTION_CREATE", &by(event, &(800_000_000_000_000_000 + number % MEMBERS).to_string()));
            sent.push((id, Instant::now()));
        }
        if warm == 0 && sent.len() > total / 10 {
            warm = bot.resident_kib();
        }
    }
    discord.until("all are answered", |discord| discord.answered() == total).await;
    let took = began.elapsed();
    let answers: std::collections::HashMap<String, _> = discord
        .requests()
        .into_iter()
        .filter(|request| request.path.ends_with("/callback"))
        .map(|request| (request.path.split('/').nth(4).unwrap_or_default().to_owned(), request))
        .collect();
    let mut times: Vec<Duration> = Vec::new();
    for (id, dispatched) in &sent {
        let answer = &answers[id];
        assert!(answer.body["data"]["embeds"][0]["fields"].is_array(), "a critique: {}", answer.body);
        times.push(answer.at.saturating_duration_since(*dispatched));
    }
    times.sort();
    let percentile = |share: usize| times[(times.len() * share / 1_000).min(times.len() - 1)];
    println!(
        "{total} interactions in {took:?}: p50 {:?}, p99 {:?}, p99.9 {:?}, longest {:?}; the bot used {} ms of processor time a second; \
         KiB at rest {rest}, after a tenth {warm}, in the end {}",
        percentile(500),
        percentile(990),
        percentile(999),
        percentile(1_000),
        u128::from(bot.processor_ticks() - used) * 10_000 / took.as_millis(),
        bot.resident_kib()
    );
    finish(discord, bot).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::print_stdout, reason = "the figures are its result")]
#[ignore = "it measures a release build"]
async fn memory_at_rest() {
    for (rules, whence) in [("", "the binary"), (RULES, "a folder")] {
        let discord = Loopback::start().await;
        let bot = Bot::start_with(&discord, &[("REDRAFT_RULES", rules), ("RUST_LOG", "info")]);
        discord.ready().await;
        tokio::time::sleep(A_WHILE).await;
        let [all, own, binary] = ["VmRSS:", "RssAnon:", "RssFile:"].map(|name| bot.status_kib(name));
        println!(
            "with the rules of {whence}: {all} KiB, of which {own} its own and {binary} pages of the binary and the system's libraries"
        );
        finish(discord, bot).await;
    }
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::print_stdout, reason = "the figures are its result")]
#[ignore = "it measures a release build"]
async fn memory_after_an_edit() {
    /// As in `examples/deploy/`.
    const DEPLOYED: [(&str, &str); 3] =
        [("MALLOC_ARENA_MAX", "1"), ("MALLOC_MMAP_THRESHOLD_", "131072"), ("MALLOC_TRIM_THRESHOLD_", "131072")];
    for allocator in [&[][..], &DEPLOYED] {
        let folder = std::env::temp_dir().join(format!("redraft-edit-{}", std::process::id()));
        let copied = std::process::Command::new("cp").args(["-r", RULES]).arg(&folder).status().expect("cp is there");
        assert!(copied.success());
        let discord = Loopback::start().await;
        let rules = [("REDRAFT_RULES", folder.to_str().expect("a path")), ("RUST_LOG", "info")];
        let bot = Bot::start_with(&discord, &[&rules, allocator].concat());
        discord.ready().await;
        tokio::time::sleep(A_WHILE).await;
        let (rest, ticks) = (bot.resident_kib(), bot.processor_ticks());
        std::fs::write(folder.join("upwork/examples/new.toml"), "nothing = [\"A sheet of hours for my printer.\"]\n").expect("a file");
        let (began, mut last) = (Instant::now(), ticks);
        // It learns for seconds; whoever only looks at the folder uses a hundredth of that.
        let took = loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let now = bot.processor_ticks();
            if now - ticks > 200 && now - last < 20 {
                break last - ticks;
            }
            last = now;
        };
        println!(
            "{allocator:?}: {rest} KiB at rest, {} after an edit, {} at the most; {} ms of processor time within {:?}",
            bot.resident_kib(),
            bot.status_kib("VmHWM:"),
            took * 10,
            began.elapsed()
        );
        finish(discord, bot).await;
        std::fs::remove_dir_all(folder).expect("it can be removed");
    }
}
