//! Word to the supervisor: systemd's notification socket, where the environment names one.
//!
//! Source: the manual page `sd_notify(3)`. Nothing is sent, and nothing fails, where there is no supervisor that listens.

use std::time::Duration;

/// The supervisor.
#[derive(Debug, Default)]
pub(super) struct Notify {
    #[cfg(unix)]
    socket: Option<std::os::unix::net::UnixDatagram>,
    watchdog: Option<Duration>,
}

impl Notify {
    /// The supervisor that `NOTIFY_SOCKET` names, and how often `WATCHDOG_USEC` wants to hear from the bot.
    pub(super) fn from_environment() -> Self {
        let micros = std::env::var("WATCHDOG_USEC").ok().and_then(|micros| micros.parse().ok()).filter(|micros| *micros > 0);
        Self {
            #[cfg(unix)]
            socket: std::env::var("NOTIFY_SOCKET").ok().and_then(|address| connect(&address)),
            watchdog: micros.map(Duration::from_micros),
        }
    }

    /// How often to say `WATCHDOG=1`: three times in the time after which the supervisor acts.
    pub(super) fn every(&self) -> Option<Duration> {
        self.watchdog.map(|watchdog| (watchdog / 3).max(Duration::from_millis(10)))
    }

    /// Sends assignments, one a line. A supervisor that does not read loses them.
    pub(super) fn send(&self, state: &str) {
        #[cfg(unix)]
        if let Some(socket) = &self.socket {
            let _ = socket.send(state.as_bytes());
        }
        #[cfg(not(unix))]
        let _ = state;
    }
}

/// Connects to a path or, with `@` in front, to a name without a file.
#[cfg(unix)]
fn connect(address: &str) -> Option<std::os::unix::net::UnixDatagram> {
    let socket = std::os::unix::net::UnixDatagram::unbound().ok()?;
    socket.set_nonblocking(true).ok()?;
    match address.strip_prefix('@') {
        #[cfg(target_os = "linux")]
        Some(name) => {
            use std::os::linux::net::SocketAddrExt as _;
            socket.connect_addr(&std::os::unix::net::SocketAddr::from_abstract_name(name).ok()?).ok()?;
        }
        #[cfg(not(target_os = "linux"))]
        Some(_) => return None,
        None => socket.connect(address).ok()?,
    }
    Some(socket)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::os::linux::net::SocketAddrExt as _;
    use std::os::unix::net::{SocketAddr, UnixDatagram};

    use super::*;

    #[test]
    fn a_name_without_a_file_is_reached() {
        let name = format!("redraft-test-{}", std::process::id());
        let listener = UnixDatagram::bind_addr(&SocketAddr::from_abstract_name(&name).expect("a name")).expect("a socket");
        let notify = Notify { socket: connect(&format!("@{name}")), watchdog: Some(Duration::from_secs(30)) };
        notify.send("READY=1");
        let mut heard = [0; 32];
        let bytes = listener.recv(&mut heard).expect("a message");
        assert_eq!((&heard[..bytes], notify.every()), (b"READY=1".as_slice(), Some(Duration::from_secs(10))));
    }

    #[test]
    fn nobody_listening_is_no_failure() {
        assert!(connect("/no/such/socket").is_none());
        Notify::default().send("READY=1");
    }
}
