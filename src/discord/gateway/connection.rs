//! One connection to the gateway, from its opening to its end.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::frame::Frame;

/// Time to connect, TLS and upgrade included.
const CONNECT_WITHIN: Duration = Duration::from_secs(15);
/// Time for Discord's first frame.
const HELLO_WITHIN: Duration = Duration::from_secs(15);
/// Time for anything to be written: a peer that takes nothing any more is gone.
const SEND_WITHIN: Duration = Duration::from_secs(10);
/// Time for a close to be answered.
const CLOSE_WITHIN: Duration = Duration::from_secs(1);
/// Bytes read at once: most messages have a few thousand. The buffer is held, and filled with zeros before each read.
const READ: usize = 16 << 10;
/// Bytes of the largest message taken. READY of a bot in 2,500 servers has 150 KB.
const LARGEST: usize = 8 << 20;

/// What was received.
pub(super) enum Received {
    Text(Utf8Bytes),
    /// Closed by Discord, with its code, or broken.
    Closed(Option<u16>),
}

/// An open connection.
pub(super) struct Connection {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Interval of heartbeats, as Discord wants it.
    pub(super) interval: Duration,
}

impl Connection {
    /// Connects and waits for Discord's greeting; `None` if that fails, whatever the reason.
    pub(super) async fn open(url: &str) -> Option<Self> {
        let url = format!("{}/?v=10&encoding=json", url.trim_end_matches('/'));
        let config = WebSocketConfig::default().read_buffer_size(READ).max_message_size(Some(LARGEST)).max_frame_size(Some(LARGEST));
        let (socket, _) = timeout(CONNECT_WITHIN, connect_async_with_config(url, Some(config), true)).await.ok()?.ok()?;
        let mut connection = Self { socket, interval: Duration::MAX };
        let Received::Text(text) = timeout(HELLO_WITHIN, connection.receive()).await.ok()? else { return None };
        let Frame::Hello(interval) = Frame::read(&text)? else { return None };
        connection.interval = interval;
        Some(connection)
    }

    /// The next text. Can be dropped while it waits.
    pub(super) async fn receive(&mut self) -> Received {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => return Received::Text(text),
                Some(Ok(Message::Close(frame))) => return Received::Closed(frame.map(|frame| frame.code.into())),
                // Pings are answered by the library; binary frames come with compression only, which is not asked for.
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Received::Closed(None),
            }
        }
    }

    /// Sends a frame; `false` if the connection is broken.
    pub(super) async fn send(&mut self, frame: String) -> bool {
        matches!(timeout(SEND_WITHIN, self.socket.send(Message::Text(frame.into()))).await, Ok(Ok(())))
    }

    /// Closes it. After 1000 Discord forgets the session; after any other code it can be resumed.
    pub(super) async fn close(mut self, code: u16) {
        let frame = CloseFrame { code: CloseCode::from(code), reason: Utf8Bytes::from_static("") };
        let until = Instant::now() + CLOSE_WITHIN;
        let closing = async {
            if self.socket.close(Some(frame)).await.is_ok() {
                while let Received::Text(_) = self.receive().await {}
            }
        };
        tokio::select! {
            () = closing => {}
            () = sleep_until(until) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn a_secure_address_is_spoken_to_in_tls() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let url = format!("wss://localhost:{}", listener.local_addr().expect("an address").port());
        let server = async {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let mut first = [0; 3];
            stream.read_exact(&mut first).await.expect("a greeting");
            first
        };
        let (connection, first) = tokio::join!(Connection::open(&url), server);
        assert!(connection.is_none());
        assert_eq!(first, [0x16, 3, 1], "a TLS record with a client's greeting");
    }

    #[tokio::test]
    async fn a_message_longer_than_what_is_read_at_once_is_taken() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let url = format!("ws://{}", listener.local_addr().expect("an address"));
        let hello = format!(r#"{{"op":10,"d":{{"heartbeat_interval":41250}},"t":null,"more":"{}"}}"#, "x".repeat(10 * READ));
        let server = async {
            let (stream, _) = listener.accept().await.expect("a connection");
            let mut socket = tokio_tungstenite::accept_async(stream).await.expect("a handshake");
            socket.send(Message::Text(hello.into())).await.expect("it is sent");
            socket
        };
        let (connection, _open) = tokio::join!(Connection::open(&url), server);
        assert_eq!(connection.expect("it greets").interval, Duration::from_millis(41_250));
    }

    #[tokio::test]
    async fn nothing_there_is_no_connection() {
        for url in ["ws://127.0.0.1:1", "http://127.0.0.1:1", "", "ws://"] {
            assert!(Connection::open(url).await.is_none(), "{url}");
        }
    }
}
