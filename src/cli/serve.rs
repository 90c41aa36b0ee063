//! `tweespan serve`, and what the other commands need to open the application.

use std::io::Write;
use std::net::TcpListener;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use super::Failure;
use crate::app::App;
use crate::config::Settings;
use crate::{jobs, web};

/// Runs `work` with the settings and a runtime, and logs to the standard error (`RUST_LOG` says how much).
pub(super) fn with_settings<F: Future<Output = Result<(), Failure>>>(
    work: impl FnOnce(Settings) -> F,
) -> Result<(), Failure> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,actix_server=warn"));
    // A second subscriber is no reason not to work.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    let settings = Settings::load().map_err(Failure::new)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Failure::new(format!("the runtime cannot start: {e}")))?;
    runtime.block_on(work(settings))
}

/// Takes the address to listen on, so that links can name it.
pub(super) fn listen(settings: &Settings) -> Result<(TcpListener, String), Failure> {
    let address = settings.server.listen;
    let failed = |e: std::io::Error| Failure::new(format!("cannot listen on {address}: {e}"));
    let listener = TcpListener::bind(address).map_err(failed)?;
    let local = listener.local_addr().map_err(failed)?;
    Ok((listener, format!("http://{local}")))
}

/// Serves until told to stop (SIGINT or SIGTERM); requests and mails under way are finished first.
pub(super) async fn until_stopped(app: App, listener: TcpListener, url: &str) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Failure::new(format!("the web server cannot start: {e}"));
    let server = web::serve(&app, listener).map_err(failed)?;
    let handle = server.handle();
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(jobs::run(app, stopped));
    say(&format!("listening on {url}"))?;
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let result = tokio::select! {
        result = server => result.map_err(failed),
        _ = tokio::signal::ctrl_c() => Ok(()),
        _ = terminate.recv() => Ok(()),
    };
    // Nobody listens any more if the worker has ended.
    let _ = stop.send(true);
    handle.stop(true).await;
    let _ = worker.await;
    result
}

/// A line to the standard output, at once.
pub(super) fn say(line: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|_| Failure::ReaderGone)
}

pub(super) fn run() -> Result<(), Failure> {
    with_settings(|settings| async move {
        let (listener, url) = listen(&settings)?;
        let app = App::open(settings, &url).map_err(Failure::new)?;
        until_stopped(app, listener, &url).await
    })
}
