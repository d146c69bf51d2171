//! Time to the first response with many interactions in flight. It measures and prints; a figure that a busy machine could break is
//! asserted nowhere:
//! `cargo test --release --test bot latency -- --ignored --nocapture`

use std::time::{Duration, Instant};

use super::finish;
use super::loopback::events::{by, review};
use super::loopback::{Bot, Loopback};

/// Interactions in flight, and how many times.
const IN_FLIGHT: u64 = 50;
const ROUNDS: u64 = 20;

#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::print_stdout, reason = "the figures are its result")]
#[ignore = "it measures, on a machine that does nothing else"]
async fn first_responses_with_fifty_in_flight() {
    let discord = Loopback::start().await;
    let bot = Bot::start_with(&discord, &[("REDRAFT_RULES", concat!(env!("CARGO_MANIFEST_DIR"), "/rules")), ("RUST_LOG", "info")]);
    discord.ready().await;
    let draft = "We are building an internal dashboard for our three project managers. It reads our own contracts and weekly hours each \
                 morning, so that we see which contracts end in the next two weeks. It makes about 200 requests a day. It never sends \
                 proposals by itself: a person reads and sends each one. We do not share data with anybody. "
        .repeat(4);
    let mut times: Vec<Duration> = Vec::new();
    for round in 0..ROUNDS {
        let mut sent = Vec::new();
        for at in 0..IN_FLIGHT {
            let (id, event) = review(&discord, &draft);
            discord.dispatch("INTERACTION_CREATE", &by(event, &(800_000_000_000_000_000 + round * IN_FLIGHT + at).to_string()));
            sent.push((id, Instant::now()));
        }
        // Looking for the answers would take the time that is measured.
        tokio::time::sleep(Duration::from_secs(1)).await;
        let all = usize::try_from((round + 1) * IN_FLIGHT).expect("a small number");
        let answers = discord.wait(all, |request| request.path.ends_with("/callback")).await;
        for (id, dispatched) in sent {
            let answer = answers.iter().find(|answer| answer.path.contains(&id)).expect("an answer");
            assert_eq!(answer.body["type"], 4);
            times.push(answer.at.saturating_duration_since(dispatched));
        }
    }
    times.sort();
    let percentile = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!(
        "{} responses, {IN_FLIGHT} in flight: p50 {:?}, p99 {:?}, longest {:?}",
        times.len(),
        percentile(50),
        percentile(99),
        percentile(100)
    );
    finish(discord, bot).await;
}
