//! The ways a mail can leave.

pub mod bounce;
pub mod directory;
pub mod envelope;
pub(crate) mod send_error;
pub(crate) mod smtp;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::Message;

use super::{SendError, Smtp};
use crate::domain::EmailAddress;

/// Where mails go.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To a mail server.
    Smtp(Smtp),
    /// Into a directory, each mail a file.
    Directory(PathBuf),
    /// Into memory, for tests.
    Memory(Memory),
}

impl Transport {
    /// The mail server that `smtp_url` names, or `directory` when there is none. A server is given at most `limit` for
    /// one mail, from connecting to its last answer.
    ///
    /// # Errors
    /// One clear sentence, without the password, when the URL is not one of a mail server.
    pub fn from_settings(smtp_url: Option<&str>, directory: &Path, limit: Duration) -> Result<Self, String> {
        match smtp_url.filter(|url| !url.is_empty()) {
            Some(url) => Smtp::from_url(url, limit).map(Self::Smtp),
            None => Ok(Self::Directory(directory.to_owned())),
        }
    }

    /// Whether a password goes to the mail server without TLS, or may.
    #[must_use]
    pub fn tells_password(&self) -> bool {
        matches!(self, Self::Smtp(smtp) if smtp.tells_password())
    }

    /// The directory, when mails go to one.
    #[must_use]
    pub fn directory(&self) -> Option<&Path> {
        match self {
            Self::Directory(path) => Some(path),
            Self::Smtp(_) | Self::Memory(_) => None,
        }
    }

    /// Sends a mail, if a server takes its recipient within `patience`, where there is one. It has left when this returns `Ok`; after an error it may have, too, where a connection broke
    /// after the server took it: a second try bears the same Message-ID.
    ///
    /// # Errors
    /// Why not, and whether trying again may help.
    pub async fn send(&self, message: Message, patience: Option<Duration>) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(&message, patience).await,
            Self::Directory(directory) => {
                let directory = directory.clone();
                let written = tokio::task::spawn_blocking(move || directory::put(&directory, &message)).await;
                // What went wrong with a disk may be mended: it is full, or was not mounted.
                let error = match written {
                    Ok(Ok(())) => return Ok(()),
                    Ok(Err(error)) => error.to_string(),
                    Err(error) => error.to_string(),
                };
                Err(SendError::Temporary(format!("the mail could not be written to a file: {error}")))
            }
            Self::Memory(memory) => {
                memory.0.lock().unwrap_or_else(PoisonError::into_inner).push(message.formatted());
                Ok(())
            }
        }
    }

    /// Asks whether mails from this sender would be taken, without a mail and without a recipient.
    ///
    /// # Errors
    /// Why not.
    pub async fn probe(&self, from: &EmailAddress) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => {
                let from = from
                    .as_str()
                    .parse()
                    .map_err(|_| SendError::Configuration("mail.from cannot be written as a sender".to_owned()))?;
                smtp.probe(&from).await
            }
            Self::Directory(_) | Self::Memory(_) => Ok(()),
        }
    }

    /// There is no mail for now: connections that were kept are closed.
    pub async fn rest(&self) {
        if let Self::Smtp(smtp) = self {
            smtp.rest().await;
        }
    }
}

/// Mails kept in memory, in the order they were sent.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Vec<Vec<u8>>>>);

impl Memory {
    /// The mails sent so far, as RFC 5322 text.
    #[must_use]
    pub fn sent(&self) -> Vec<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
