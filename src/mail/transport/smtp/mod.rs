//! Sending to a mail server, over a few connections that are kept while there is mail.
//!
//! lettre's own pool waits up to 40 ms between the two last packets of each mail, and its time limit covers connecting
//! only. Its commands, replies and TLS are used here; who says what when is ours.

mod connection;
mod content;
mod server;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::{Address, Message};

use self::connection::{Connection, Stopped};
use self::content::Mail;
use self::server::Server;
use crate::mail::SendError;

/// A mail server. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Smtp(Arc<Parts>);

struct Parts {
    server: Server,
    limit: Duration,
    idle: Mutex<Vec<Connection>>,
}

/// How long a server may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(2);

impl Smtp {
    /// The server at an URL in the form lettre reads, given at most `limit` for a mail. Nothing is connected yet.
    ///
    /// # Errors
    /// One clear sentence, without the password.
    pub fn from_url(url: &str, limit: Duration) -> Result<Self, String> {
        let server = Server::parse(url)?;
        if server.is_far_without_tls() {
            return Err(
                "SMTP_URL does not ask for TLS, and the mail server is not near: everybody on the way could read \
                        links and addresses. Write smtps://… or ?tls=required"
                    .to_owned(),
            );
        }
        Ok(Self(Arc::new(Parts { server, limit, idle: Mutex::default() })))
    }

    /// Whether a password may go over the wire for everybody to read.
    pub(crate) fn tells_password(&self) -> bool {
        self.0.server.tells_password()
    }

    /// Sends a mail; see [`crate::mail::Transport::send`].
    pub(crate) async fn send(&self, message: &Message, patience: Option<Duration>) -> Result<(), SendError> {
        let mail = Mail::of(message, patience)?;
        let handed_over = AtomicBool::new(false);
        let limited = tokio::time::timeout(self.0.limit, self.converse(&mail, &handed_over)).await;
        limited.unwrap_or_else(|_| {
            let after = self.0.limit.as_secs_f32();
            let and =
                if handed_over.load(Ordering::Relaxed) { "; it had the whole mail, which may arrive" } else { "" };
            Err(SendError::Temporary(format!("the server did not answer within {after} s{and}")))
        })
    }

    /// Whether the server takes us and our sender; see [`crate::mail::Transport::probe`].
    pub(crate) async fn probe(&self, from: &Address) -> Result<(), SendError> {
        let asked = async {
            // A connection of its own: one that was kept may have been opened before anything went wrong.
            let mut new = Connection::open(&self.0.server).await?;
            let taken = new.probe(from).await;
            new.quit().await;
            taken
        };
        let after = self.0.limit.as_secs_f32();
        let limited = tokio::time::timeout(self.0.limit, asked).await;
        limited.unwrap_or_else(|_| Err(SendError::Temporary(format!("the server did not answer within {after} s"))))
    }

    async fn converse(&self, mail: &Mail<'_>, handed_over: &AtomicBool) -> Result<(), SendError> {
        if let Some(mut kept) = self.take() {
            match kept.send(mail, handed_over).await {
                // It hung up in the meantime, or has had enough: that says nothing about this mail, nor about the settings.
                Err(Stopped { is_of_connection: true, .. }) => {}
                result => return self.keep(kept, result),
            }
        }
        let mut new = Connection::open(&self.0.server).await?;
        let result = new.send(mail, handed_over).await;
        self.keep(new, result)
    }

    fn take(&self) -> Option<Connection> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn keep(&self, connection: Connection, result: Result<(), Stopped>) -> Result<(), SendError> {
        if connection.is_usable() {
            self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        result.map_err(|stopped| stopped.error)
    }

    /// Says goodbye on all connections: there is no mail for now.
    pub(crate) async fn rest(&self) {
        let idle = std::mem::take(&mut *self.0.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in idle {
            // Without an answer it is closed all the same.
            let _ = tokio::time::timeout(GOODBYE, connection.quit()).await;
        }
    }
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Smtp(…)")
    }
}
