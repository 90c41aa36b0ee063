//! Sending to a mail server.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::runtime::Handle;

use super::SendError;

/// A mail server. Connections are kept and used again.
#[derive(Clone)]
pub struct Smtp {
    builder: Arc<AsyncSmtpTransportBuilder>,
    pool: Arc<OnceLock<Pool>>,
    limit: Duration,
}

impl Smtp {
    /// The server at an URL in the form lettre reads, given at most `limit` for a mail. Nothing is connected yet.
    ///
    /// # Errors
    /// One clear sentence, without the password.
    pub fn from_url(url: &str, limit: Duration) -> Result<Self, String> {
        if !["smtp://", "smtps://"].iter().any(|scheme| url.starts_with(scheme)) {
            return Err("SMTP_URL does not begin with smtp:// or smtps://".to_owned());
        }
        // What lettre says is left out: it may quote the URL, and a password with it.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            "SMTP_URL is not understood; its form is smtp://user:password@host:587?tls=required".to_owned()
        })?;
        Ok(Self { builder: Arc::new(builder), pool: Arc::default(), limit })
    }

    pub(super) async fn send(&self, message: Message) -> Result<(), SendError> {
        let pool = self.pool.get_or_init(|| Pool::new(&self.builder));
        let Some(transport) = &pool.transport else { return Err(SendError::Temporary("shutting down".to_owned())) };
        let plain =
            message.envelope().to().iter().all(|address| address.user().is_ascii() && address.domain().is_ascii());
        // lettre's own time limit covers connecting only; a server that falls silent later would hold us for ever.
        match tokio::time::timeout(self.limit, transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            // Servers may take ASCII addresses only, and lettre then refuses by itself: that is this mail's affair.
            Ok(Err(error)) if error.is_client() && !plain => Err(SendError::RecipientRefused(error.to_string())),
            Ok(Err(error)) => Err(SendError::from_smtp(&error)),
            Err(_) => {
                Err(SendError::Temporary(format!("the server did not answer within {} s", self.limit.as_secs_f32())))
            }
        }
    }
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Smtp(…)")
    }
}

/// lettre's pool starts a task when it is made and another when it is dropped, and panics outside a runtime. So it is
/// made by the first send, and dropped in that runtime, wherever the last handle happens to go.
struct Pool {
    transport: Option<AsyncSmtpTransport<Tokio1Executor>>,
    runtime: Handle,
}

impl Pool {
    /// Called from a send, and so in a runtime.
    fn new(builder: &AsyncSmtpTransportBuilder) -> Self {
        Self { transport: Some(builder.clone().build()), runtime: Handle::current() }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let _inside = self.runtime.enter();
        self.transport = None;
    }
}
