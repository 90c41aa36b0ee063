//! `tweespan serve`, and what the other commands need to open the application.

use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_appender::non_blocking::NonBlockingBuilder;
use tracing_subscriber::EnvFilter;

use super::Failure;
use crate::app::App;
use crate::config::{LogFormat, Settings};
use crate::{jobs, web};

/// Runs `work` with the settings and a runtime, and logs to the standard error (`RUST_LOG` says how much).
pub(crate) fn with_settings<F: Future<Output = Result<(), Failure>>>(
    work: impl FnOnce(Settings) -> F,
) -> Result<(), Failure> {
    let settings = Settings::load().map_err(Failure::new)?;
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,actix_server=warn,actix_http=off"));
    // The last lines are written when this goes.
    let (writer, _written) = NonBlockingBuilder::default()
        .buffered_lines_limit(LINES_THAT_WAIT)
        .thread_name("log")
        .finish(Log(std::io::stderr()));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    let log = log.log_internal_errors(false);
    // A second subscriber is no reason not to work.
    let _ = match settings.log.format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).try_init(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Failure::new(format!("the runtime cannot start: {e}")))?;
    let result = runtime.block_on(work(settings));
    // A thread may wait for a database that went silent.
    runtime.shutdown_timeout(PATIENCE_AT_END);
    result
}

/// How long threads and jobs that are still at work have, once the process was told to stop.
const PATIENCE_AT_END: Duration = Duration::from_secs(5);

/// So many lines wait for a reader of the log that reads nothing; further ones are lost, and nothing else waits.
const LINES_THAT_WAIT: usize = 10_000;

/// The standard error, of which it is no matter whether anybody reads it: what cannot be written is lost, and nothing else.
struct Log(std::io::Stderr);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(self.0.write(bytes).unwrap_or(bytes.len()))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let _ = self.0.flush();
        Ok(())
    }
}

/// Opens the application; links begin as those of `serve` would.
pub(crate) fn open(settings: Settings) -> Result<App, Failure> {
    let url = format!("http://{}", settings.server.listen);
    App::open(settings, &url).map_err(Failure::new)
}

/// Takes the address to listen on, so that links can name it.
pub(crate) fn listen(settings: &Settings) -> Result<(TcpListener, String), Failure> {
    let address = settings.server.listen;
    let failed = |e: std::io::Error| Failure::new(format!("cannot listen on {address}: {e}"));
    let listener = TcpListener::bind(address).map_err(failed)?;
    let local = listener.local_addr().map_err(failed)?;
    Ok((listener, format!("http://{local}")))
}

/// Serves until told to stop (SIGINT or SIGTERM); requests and mails under way are finished first.
pub(crate) async fn until_stopped(app: App, listener: TcpListener, url: &str) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Failure::new(format!("the web server cannot start: {e}"));
    warn_of_open_mailbox(&app);
    if app.transport().tells_password() {
        tracing::warn!(
            "SMTP_URL has a password and does not ask for TLS: everybody on the way to the mail server can read it. Write \
             smtps://… or ?tls=required"
        );
    }
    if app.is_open_without_tls() {
        tracing::warn!(
            "the server listens on more than this machine, and BASE_URL does not begin with https://: what people and \
             coordinators send, links and cookies, can be read on the way. Put a proxy with TLS in front, and set BASE_URL to \
             its https:// address"
        );
    }
    #[cfg(unix)]
    warn_of_open_files(app.settings());
    let server = web::serve(&app, listener).map_err(failed)?;
    let handle = server.handle();
    // A task of its own, which goes on while it is being stopped.
    let mut server = tokio::spawn(server);
    let (stop, stopped) = watch::channel(false);
    let patience = Duration::from_secs(app.settings().mail.limit_seconds.into()) + PATIENCE_AT_END;
    let worker = tokio::spawn(jobs::run(app, stopped));
    if say(&format!("listening on {url}")).is_err() {
        // Whoever read that line is gone, and those who use the server are not.
        tracing::warn!(url, "listening; the standard output cannot be written");
    }
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    tokio::select! {
        result = &mut server => return result.unwrap_or_else(|e| Err(std::io::Error::other(e))).map_err(failed),
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    // Nobody listens any more if the worker has ended.
    let _ = stop.send(true);
    handle.stop(true).await;
    if tokio::time::timeout(patience, worker).await.is_err() {
        tracing::error!(
            "a job was not done in time, and is cut short: what it did not finish is done after the next start"
        );
    }
    server.await.unwrap_or_else(|e| Err(std::io::Error::other(e))).map_err(failed)
}

/// What is kept is for the owner of the process only: says where others of this machine can read it. They were made wider by
/// an older version, or by hand.
#[cfg(unix)]
fn warn_of_open_files(settings: &Settings) {
    use std::os::unix::fs::PermissionsExt;

    let database = settings.database_url().ok().and_then(|url| url.file().map(Path::to_owned));
    let beside = |end: &str| database.as_ref().map(|file| PathBuf::from(format!("{}{end}", file.display())));
    let folder = settings.database.url.is_empty().then(|| PathBuf::from("data"));
    let mails = settings.mail.smtp_url.is_empty().then(|| settings.mail.directory.clone());
    for path in [folder, database.clone(), beside("-wal"), beside("-shm"), mails].into_iter().flatten() {
        let Ok(found) = std::fs::metadata(&path) else { continue };
        let mode = found.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            let should = if found.is_dir() { "700" } else { "600" };
            let path = path.display();
            tracing::warn!("{path} can be read by others of this machine (mode {mode:o}): chmod {should} {path}");
        }
    }
}

/// Where the settings say so, whoever reaches the pages can read all mail.
fn warn_of_open_mailbox(app: &App) {
    if app.settings().server.dev_pages && app.has_dev_pages() {
        tracing::warn!(
            "server.dev_pages is on: whoever reaches this server can read every mail at /dev/mailbox, links to sign in as \
             well"
        );
    }
}

/// A line to the standard output, at once.
pub(crate) fn say(line: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|e| match e.kind() {
        std::io::ErrorKind::BrokenPipe => Failure::ReaderGone,
        _ => Failure::new(format!("the standard output: {e}")),
    })
}

pub(crate) fn run() -> Result<(), Failure> {
    with_settings(|settings| async move {
        settings.with_mail_server().map_err(Failure::new)?;
        let (listener, url) = listen(&settings)?;
        let app = App::open(settings, &url).map_err(Failure::new)?;
        until_stopped(app, listener, &url).await
    })
}
