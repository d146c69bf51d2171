//! A wire between the bot and Discord that can be cut: before a request got through, after it did, or for good.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Default)]
struct Faults {
    /// Requests to cut before they get through.
    before: AtomicU64,
    /// Answers to cut.
    after: AtomicU64,
    /// Milliseconds that each part of an answer takes.
    latency: AtomicU64,
    /// Whether nothing gets through, without a word.
    silent: AtomicBool,
}

/// The wire.
pub(crate) struct Relay {
    faults: Arc<Faults>,
    /// Counts resets: each connection ends when it changes.
    resets: watch::Sender<u64>,
    port: u16,
}

impl Relay {
    /// A wire to a port on loopback.
    pub(crate) async fn to(target: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (faults, resets) = (Arc::new(Faults::default()), watch::Sender::new(0));
        let (shared, reset) = (Arc::clone(&faults), resets.subscribe());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(("127.0.0.1", target)).await else { continue };
                tokio::spawn(carry(client, server, Arc::clone(&shared), reset.clone()));
            }
        });
        Self { faults, resets, port }
    }

    /// The port at the bot's end.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The address at the bot's end.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Resets the connection of each of the next `count` requests before they get through.
    pub(crate) fn cut_requests(&self, count: u64) {
        self.faults.before.store(count, Ordering::SeqCst);
    }

    /// Lets the next `count` requests through, and resets the connection when their answer comes.
    pub(crate) fn cut_answers(&self, count: u64) {
        self.faults.after.store(count, Ordering::SeqCst);
    }

    /// From now on answers take this long.
    pub(crate) fn slow_down(&self, latency: Duration) {
        self.faults.latency.store(u64::try_from(latency.as_millis()).expect("a short time"), Ordering::SeqCst);
    }

    /// From now on nothing gets through, or all does again.
    pub(crate) fn set_silent(&self, silent: bool) {
        self.faults.silent.store(silent, Ordering::SeqCst);
    }

    /// Resets every open connection.
    pub(crate) fn reset_all(&self) {
        self.resets.send_modify(|resets| *resets += 1);
    }
}

fn take_one(count: &AtomicU64) -> bool {
    count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| count.checked_sub(1)).is_ok()
}

/// Carries bytes both ways until one side ends or a fault cuts the wire.
async fn carry(mut client: TcpStream, mut server: TcpStream, faults: Arc<Faults>, mut reset: watch::Receiver<u64>) {
    // A connection made after a reset is a new one.
    reset.mark_unchanged();
    let (mut from_client, mut from_server) = (vec![0; 65_536], vec![0; 65_536]);
    loop {
        tokio::select! {
            read = client.read(&mut from_client) => {
                let Ok(bytes @ 1..) = read else { return };
                if take_one(&faults.before) {
                    break;
                }
                if faults.silent.load(Ordering::SeqCst) {
                    continue;
                }
                if server.write_all(&from_client[..bytes]).await.is_err() {
                    return;
                }
            }
            read = server.read(&mut from_server) => {
                let Ok(bytes @ 1..) = read else { return };
                if take_one(&faults.after) {
                    break;
                }
                if faults.silent.load(Ordering::SeqCst) {
                    continue;
                }
                tokio::time::sleep(Duration::from_millis(faults.latency.load(Ordering::SeqCst))).await;
                if client.write_all(&from_server[..bytes]).await.is_err() {
                    return;
                }
            }
            _ = reset.changed() => break,
        }
    }
    // With nothing to linger for, the kernel sends RST in place of FIN.
    let _ = client.set_zero_linger();
}
