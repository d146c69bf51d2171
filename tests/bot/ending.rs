//! Ending well, word to the supervisor, and the check before a start.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use super::loopback::events::command_with_file;
use super::loopback::process::checked;
use super::loopback::{Bot, Loopback, TOKEN};
use super::{CANARY, start};

#[tokio::test(flavor = "multi_thread")]
async fn what_runs_is_answered_before_the_bot_ends() {
    for signal in ["TERM", "INT"] {
        let (discord, bot) = start().await;
        // It waits for its file for almost two seconds, and then says that it did not come.
        let (id, event) = command_with_file(&discord, "draft.txt", &discord.silent_file());
        discord.dispatch("INTERACTION_CREATE", &event);
        discord.wait(1, |request| request.path.contains("silent")).await;
        bot.signal(signal).await;
        let (code, log) = bot.end().await;
        assert_eq!(code, Some(0), "{log}");
        assert!(discord.requests().iter().any(|request| request.path.contains(&id)), "answered before the end: {log}");
        assert!(log.contains("stopping") && log.contains("stopped"), "{log}");
        discord.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_supervisor_hears_of_it() {
    let folder = std::env::temp_dir().join(format!("redraft-notify-{}", std::process::id()));
    let _ = std::fs::remove_file(&folder);
    let socket = UnixDatagram::bind(&folder).expect("a socket");
    socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    let discord = Loopback::start().await;
    let path = folder.to_str().expect("a path");
    let bot = Bot::start_with(&discord, &[("NOTIFY_SOCKET", path), ("WATCHDOG_USEC", "300000")]);
    let hear = |wanted: &str| {
        let mut heard = [0; 256];
        loop {
            let bytes = socket.recv(&mut heard).unwrap_or_else(|error| panic!("{wanted} was not said: {error}"));
            if String::from_utf8_lossy(&heard[..bytes]).lines().any(|line| line == wanted) {
                return;
            }
        }
    };
    for wanted in ["READY=1", "WATCHDOG=1", "WATCHDOG=1"] {
        tokio::task::block_in_place(|| hear(wanted));
    }
    let (code, log) = bot.stop().await;
    assert_eq!(code, Some(0), "{log}");
    tokio::task::block_in_place(|| hear("STOPPING=1"));
    discord.finish();
    std::fs::remove_file(&folder).expect("the socket's file is removed");
}

#[tokio::test(flavor = "multi_thread")]
async fn check_looks_at_everything_and_does_not_go_online() {
    let discord = Loopback::start().await;
    let (code, text) = checked(&discord.url(), &[("DISCORD_TOKEN", TOKEN)]).await;
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("token are good") && !text.contains(TOKEN), "{text}");
    assert_eq!(discord.sessions(), (0, 0));

    let folder = ("REDRAFT_RULES", CANARY);
    for (variables, expected) in [
        (vec![], "DISCORD_TOKEN is not set"),
        (vec![("DISCORD_TOKEN", TOKEN), ("REDRAFT_SHARDS", "8")], "REDRAFT_SHARDS has to be of the form from-to/total"),
        (vec![("DISCORD_TOKEN", TOKEN), folder], CANARY),
    ] {
        let (code, text) = checked(&discord.url(), &variables).await;
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(expected), "{text}");
    }
    discord.refuse_token();
    let (code, text) = checked(&discord.url(), &[("DISCORD_TOKEN", TOKEN)]).await;
    assert!(code == Some(2) && text.contains("refuses DISCORD_TOKEN"), "{text}");
    discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn check_says_that_discord_cannot_be_reached() {
    let (code, text) = checked("http://127.0.0.1:1", &[("DISCORD_TOKEN", TOKEN)]).await;
    assert!(code == Some(2) && text.contains("cannot be reached"), "{text}");
}
