//! The operator's page, on a loopback port: `/metrics`, `/healthz` (the process runs), `/readyz` (events reach the bot).

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};

use super::Bot;

/// Connections served at once; more wait.
const CONNECTIONS: usize = 8;
/// Time for one connection: a request, its answer.
const CONNECTION_WITHIN: Duration = Duration::from_secs(10);
/// Pause after a connection could not be taken (no file handles left).
const PAUSE: Duration = Duration::from_millis(200);

/// Listens on `address`, and serves as long as the runtime lives.
///
/// # Errors
/// The address cannot be listened on.
pub(super) async fn start(address: SocketAddr, bot: Arc<Bot>) -> std::io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "serving metrics and health");
    }
    drop(tokio::spawn(serve(listener, bot)));
    Ok(())
}

async fn serve(listener: TcpListener, bot: Arc<Bot>) {
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(permit) = Arc::clone(&free).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let bot = Arc::clone(&bot);
        drop(tokio::spawn(async move {
            // A client that is slow or goes away is no concern of ours.
            let _ = timeout(CONNECTION_WITHIN, connection(stream, &bot)).await;
            drop(permit);
        }));
    }
}

async fn connection(stream: TcpStream, bot: &Bot) -> hyper::Result<()> {
    let service = service_fn(|request: Request<Incoming>| std::future::ready(Ok::<_, Infallible>(answer(&request, bot))));
    http1::Builder::new().keep_alive(false).serve_connection(TokioIo::new(stream), service).await
}

fn answer(request: &Request<Incoming>, bot: &Bot) -> Response<String> {
    let (status, text) = match (request.method(), request.uri().path()) {
        (&Method::GET, "/metrics") => match bot.metrics.text(&bot.rules.current().version(), &bot.health) {
            Ok(text) => (StatusCode::OK, text),
            Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "the figures cannot be written\n".to_owned()),
        },
        (&Method::GET, "/healthz") => (StatusCode::OK, "the process runs\n".to_owned()),
        (&Method::GET, "/readyz") if bot.health.is_ready(Instant::now()) => (StatusCode::OK, "events reach the bot\n".to_owned()),
        (&Method::GET, "/readyz") => {
            (StatusCode::SERVICE_UNAVAILABLE, format!("no living connection to Discord: {}\n", bot.health.state().name()))
        }
        (&Method::GET, _) => (StatusCode::NOT_FOUND, "here are /metrics, /healthz and /readyz\n".to_owned()),
        _ => (StatusCode::METHOD_NOT_ALLOWED, "only GET\n".to_owned()),
    };
    let mut response = Response::new(text);
    *response.status_mut() = status;
    let kind = hyper::header::HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}
