//! The gateway: one shard's way through its connections, for as long as the bot runs.
//!
//! The protocol is spoken here, not by serenity. Its client spins on some closes, drops a session (and the events missed
//! meanwhile) when acknowledgements fail, may end without an error, logs frames it cannot read with all they hold, and its shard
//! alone cannot be driven from outside. What the bot needs of the protocol is small: open, greet, beat, resume.
//!
//! | what happens | what is done |
//! |---|---|
//! | op 7, op 9 for a session that can go on, a broken connection, most closes | connect anew, resume: Discord replays what was missed |
//! | a heartbeat not acknowledged before the next is due, no session within 30 seconds of a greeting | the same |
//! | any other op 9, closes 4003, 4006, 4007, 4009, resumes that fail three times | a new session |
//! | closes 4010, 4011 | Discord is asked for the number of shards anew |
//! | closes 4004, 4012 to 4014 | the bot ends |
//! | anything that cannot be read | skipped, and never logged |
//!
//! A new session begins with `GET /gateway/bot`: it proves the token, and gives the address and how many sessions may be opened.
//! Between attempts there is a pause that doubles up to two minutes, so that no outage spins a core or uses the sessions up.

mod connection;
mod frame;
mod pace;
mod serve;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use self::connection::Connection;
use self::frame::Ended;
pub(super) use self::frame::data;
use self::pace::{millis, pause};
use super::Bot;
use super::health::GatewayState;
use super::rest::RestError;
use super::session::End;

/// Time for one attempt to connect, its requests included: the longest that a shard shows no sign of life while connecting.
const ATTEMPT_WITHIN: Duration = Duration::from_secs(120);
/// Time between two sessions opened: Discord's limit for all shards of a bot.
const BETWEEN_SESSIONS: Duration = Duration::from_secs(5);
/// A connection that held this long was a good one: the next pause is short again.
const GOOD: Duration = Duration::from_secs(60);
/// Resumes that fail in a row before a new session is opened.
const MOST_RESUMES: u32 = 3;

/// A session that can be resumed.
struct Session {
    id: String,
    url: String,
}

/// Why a shard left for good.
#[derive(Debug)]
pub(super) enum Left {
    /// The bot was told to stop.
    Stopped,
    /// The number of shards does not fit any more.
    Shards,
    /// No new attempt can mend it.
    Final(End),
}

/// When a session was last opened. Shards take turns.
#[derive(Debug, Default)]
pub(super) struct Turn(tokio::sync::Mutex<Option<Instant>>);

/// One shard.
pub(super) struct Shard {
    bot: Arc<Bot>,
    /// Its number, and how many there are.
    place: (u32, u32),
    turn: Arc<Turn>,
    stop: watch::Receiver<bool>,
    session: Option<Session>,
    /// The number of the last event seen in the session.
    number: Option<u64>,
    failed_resumes: u32,
}

impl Shard {
    pub(super) fn new(bot: Arc<Bot>, place: (u32, u32), turn: Arc<Turn>, stop: watch::Receiver<bool>) -> Self {
        Self { bot, place, turn, stop, session: None, number: None, failed_resumes: 0 }
    }

    /// Keeps a connection until the bot stops or nothing can be mended.
    pub(super) async fn run(mut self) -> Left {
        let (mut stop, mut failures) = (self.stop.clone(), 0);
        loop {
            let began = Instant::now();
            let ended = self.connection(&mut stop).await;
            if began.elapsed() > GOOD {
                failures = 0;
            }
            match ended {
                Ended::Resume => {}
                Ended::Identify => self.session = None,
                Ended::Stopped => return Left::Stopped,
                Ended::Shards => return Left::Shards,
                Ended::Final(end) => return Left::Final(end),
            }
            let pause = pause(failures);
            failures = failures.saturating_add(1);
            self.health(GatewayState::Connecting, pause + ATTEMPT_WITHIN);
            let resumes = self.session.is_some();
            tracing::warn!(shard = self.place.0, resumes, millis = millis(pause), "the connection ended; connecting anew after a pause");
            tokio::select! {
                () = sleep(pause) => {}
                () = stopped(&mut stop) => return Left::Stopped,
            }
        }
    }

    /// One connection, from its opening to its end.
    async fn connection(&mut self, stop: &mut watch::Receiver<bool>) -> Ended {
        let opened = tokio::select! {
            opened = self.open() => opened,
            () = stopped(stop) => return Ended::Stopped,
        };
        match opened {
            Ok(connection) => self.serve(connection, stop).await,
            Err(ended) => ended,
        }
    }

    /// Opens a connection and asks for the session to go on, or for a new one.
    async fn open(&mut self) -> Result<Connection, Ended> {
        self.health(GatewayState::Connecting, ATTEMPT_WITHIN);
        if self.failed_resumes >= MOST_RESUMES {
            self.session = None;
        }
        let bot = Arc::clone(&self.bot);
        let token = bot.rest.token().reveal();
        if let Some(session) = &self.session {
            self.failed_resumes += 1;
            let mut connection = Connection::open(&session.url).await.ok_or(Ended::Resume)?;
            let sent = connection.send(frame::resume(token, &session.id, self.number.unwrap_or_default())).await;
            return if sent { Ok(connection) } else { Err(Ended::Resume) };
        }
        (self.failed_resumes, self.number) = (0, None);
        let turn = Arc::clone(&self.turn);
        let mut last = self.in_turn(turn.0.lock()).await;
        if let Some(last) = *last {
            self.wait_until(last + BETWEEN_SESSIONS).await;
        }
        self.health(GatewayState::Connecting, ATTEMPT_WITHIN);
        let gateway = self.bot.rest.gateway().await.map_err(|error| match error {
            RestError::Unauthorized => Ended::Final(End::Token),
            RestError::Refused { .. } | RestError::Unreachable => Ended::Identify,
        })?;
        if gateway.session_start_limit.remaining == 0 {
            let wait = Duration::from_millis(gateway.session_start_limit.reset_after);
            tracing::warn!(seconds = wait.as_secs(), "no more sessions may be opened today; waiting as long as Discord says");
            self.wait_until(Instant::now() + wait).await;
        }
        let mut connection = Connection::open(&gateway.url).await.ok_or(Ended::Identify)?;
        *last = Some(Instant::now());
        let sent = connection.send(frame::identify(token, self.place)).await;
        if sent { Ok(connection) } else { Err(Ended::Identify) }
    }

    /// Waits until the shards before this one have opened their sessions. That may take long: whoever is at it has to show signs of life,
    /// and this one stands in the queue all the while.
    async fn in_turn<T>(&self, turn: impl Future<Output = T>) -> T {
        let mut turn = std::pin::pin!(turn);
        loop {
            tokio::select! {
                turn = &mut turn => return turn,
                () = sleep(ATTEMPT_WITHIN / 4) => self.health(GatewayState::Connecting, ATTEMPT_WITHIN),
            }
        }
    }

    /// A wait that the watchdog knows of.
    async fn wait_until(&self, until: Instant) {
        self.health(GatewayState::Connecting, until.saturating_duration_since(Instant::now()) + ATTEMPT_WITHIN);
        sleep_until(until).await;
    }

    fn health(&self, state: GatewayState, within: Duration) {
        self.bot.health.set_state(self.place.0, state, Instant::now() + within);
    }
}

/// Waits until the bot is told to stop.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    // A sender that is gone is a session that ended.
    let _ = stop.wait_for(|stop| *stop).await;
}
