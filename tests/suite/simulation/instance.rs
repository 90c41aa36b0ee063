//! An instance of the product in the process of the test: the server with all its routes, on a port of its own, and the
//! jobs when the test says so.

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Mutex, Once};

use actix_web::dev::ServerHandle;
use tokio::runtime::Runtime;
use tweespan::app::App;
use tweespan::config::Settings;
use tweespan::{jobs, web};

/// What links begin with: the same from every instance.
pub(super) const BASE_URL: &str = "http://twee.example";
/// What bounces are signed with.
pub(super) const BOUNCE_SECRET: &str = "a secret of some length, and more";

/// A running instance.
pub(super) struct Instance {
    pub(super) app: App,
    pub(super) url: String,
    handle: ServerHandle,
}

impl Instance {
    pub(super) fn start(runtime: &Runtime, settings: &Settings) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let app = App::open(settings.clone(), &url).unwrap();
        let _runtime = runtime.enter();
        let server = web::serve(&app, listener).unwrap();
        let handle = server.handle();
        runtime.spawn(server);
        Self { app, url, handle }
    }

    /// Ends it; what is under way is cut short.
    pub(super) fn stop(self, runtime: &Runtime) {
        runtime.block_on(self.handle.stop(false));
    }

    /// Sends the mails that are due.
    pub(super) async fn deliver(&self) {
        loop {
            match jobs::delivery::due(&self.app, || false).await {
                Ok(delivered) if delivered.more => {}
                Ok(_) => return,
                Err(error) => panic!("mails could not be delivered: {error}"),
            }
        }
    }
}

/// The settings of an instance in a home of its own.
pub(super) fn settings(home: &Path, database: &str, smtp: &str) -> Settings {
    let mut settings: Settings = toml::from_str(include_str!("../../../config/default.toml")).unwrap();
    BASE_URL.clone_into(&mut settings.server.base_url);
    settings.server.workers = 1;
    database.clone_into(&mut settings.database.url);
    smtp.clone_into(&mut settings.mail.smtp_url);
    settings.mail.limit_seconds = 10;
    BOUNCE_SECRET.clone_into(&mut settings.mail.bounce_secret);
    // The coordinators of a simulation stay signed in all year.
    settings.links.session_hours = u16::MAX;
    settings.links.session_idle_minutes = 0;
    settings.sign_in.fresh_minutes = 0;
    settings.links.api_token_days = u16::MAX;
    settings.limits.requests_per_minute = std::num::NonZeroU32::MAX;
    settings.limits.acts_per_hour = std::num::NonZeroU32::MAX;
    settings.limits.invitations_per_day = std::num::NonZeroU32::MAX;
    settings.limits.mails_per_address_per_hour = std::num::NonZeroU32::MAX;
    settings.clock.offset_file = home.join("clock");
    settings
}

/// What was logged as an error since it was asked last.
pub(super) fn logged_errors() -> String {
    static LOG: Log = Log(Mutex::new(Vec::new()));
    static LISTENS: Once = Once::new();
    LISTENS.call_once(|| {
        let errors = tracing_subscriber::fmt().with_max_level(tracing::Level::ERROR).with_ansi(false);
        let _ = errors.with_writer(|| &LOG).try_init();
    });
    String::from_utf8(std::mem::take(&mut *LOG.0.lock().unwrap())).unwrap()
}

struct Log(Mutex<Vec<u8>>);

impl Write for &Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
