//! One conversation with a mail server.

use std::fmt::Display;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, Tls};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt, Rset};
use tokio::net::{TcpStream, lookup_host};

use super::content::Mail;
use super::server::Server;
use crate::mail::SendError;
use crate::mail::transport::send_error::Step;

/// A host may have several addresses, and one of them be out of reach.
const REACH: Duration = Duration::from_secs(10);
/// Servers grow tired of a connection; most allow at least this many mails.
const MAX_MAILS: u32 = 100;

/// A connection to a mail server that has said who we are.
pub(crate) struct Connection {
    smtp: AsyncSmtpConnection,
    mails: u32,
    is_broken: bool,
    /// Whether it refused a recipient: some servers count these, and refuse whatever comes after them.
    has_refused: bool,
}

/// A mail was not taken.
pub(crate) struct Stopped {
    pub(crate) error: SendError,
    /// Whether it may be the connection, if it was used before: it hung up, or said no before it knew to whom the mail is.
    /// Never once it may have all of the mail, for then nobody knows what became of it.
    pub(crate) is_of_connection: bool,
}

impl Stopped {
    const fn of_mail(error: SendError) -> Self {
        Self { error, is_of_connection: false }
    }
}

impl Connection {
    /// Connects, encrypts and signs in, as far as the settings ask for it.
    pub(crate) async fn open(server: &Server) -> Result<Self, SendError> {
        let connecting = |e: smtp::Error| SendError::of(Step::Connect, &e);
        let mut smtp = match &server.tls {
            Tls::Wrapper(parameters) => {
                let address = (server.host.as_str(), server.port);
                let tls = Some(parameters.clone());
                AsyncSmtpConnection::connect_tokio1(address, Some(REACH), &server.hello, tls, None).await
            }
            _ => AsyncSmtpConnection::connect_with_transport(Box::new(reach(server).await?), &server.hello).await,
        }
        .map_err(connecting)?;
        match &server.tls {
            Tls::Required(tls) => smtp.starttls(tls.clone(), &server.hello).await.map_err(connecting)?,
            Tls::Opportunistic(tls) if smtp.can_starttls() => {
                smtp.starttls(tls.clone(), &server.hello).await.map_err(connecting)?;
            }
            _ => {}
        }
        if let Some(credentials) = &server.credentials {
            smtp.auth(DEFAULT_MECHANISMS, credentials).await.map_err(|e| SendError::of(Step::SignIn, &e))?;
        }
        Ok(Self { smtp, mails: 0, is_broken: false, has_refused: false })
    }

    /// Whether another mail can go over it.
    pub(crate) const fn is_usable(&self) -> bool {
        !self.is_broken && !self.has_refused && self.mails < MAX_MAILS
    }

    /// Hands a mail over. `handed_over` turns true once the server may have all of it.
    pub(crate) async fn send(&mut self, mail: &Mail<'_>, handed_over: &AtomicBool) -> Result<(), Stopped> {
        self.mails += 1;
        match mail.patience {
            Some(patience) => {
                let announced = tokio::time::timeout(patience, self.announce(mail)).await;
                announced.unwrap_or_else(|_| Err(self.lose_patience(patience)))?;
            }
            None => self.announce(mail).await?,
        }
        handed_over.store(true, Ordering::Relaxed);
        self.say(Step::Content, mail.content()).await.map_err(Stopped::of_mail)
    }

    /// What the server says late would be taken for an answer to the next mail.
    fn lose_patience(&mut self, patience: Duration) -> Stopped {
        self.is_broken = true;
        let after = patience.as_secs_f32();
        Stopped::of_mail(SendError::Temporary(format!("the server did not take the recipient within {after} s")))
    }

    /// Says from whom and to whom a mail is, up to its content.
    async fn announce(&mut self, mail: &Mail<'_>) -> Result<(), Stopped> {
        let parameters = mail.parameters(self.smtp.server_info()).map_err(Stopped::of_mail)?;
        // What is asked for a recipient's sake is refused for a recipient's sake.
        let step = if mail.asks_for_recipient() { Step::SenderForRecipient } else { Step::Sender };
        let begun = self.say(step, MailFrom::new(mail.from.cloned(), parameters)).await;
        begun.map_err(|error| Stopped { error, is_of_connection: true })?;
        for to in mail.to {
            let taken = self.say(Step::Recipient, Rcpt::new(to.clone(), Vec::new())).await;
            taken.map_err(|error| Stopped { error, is_of_connection: self.is_broken })?;
        }
        let awaited = self.say(Step::Data, Data).await;
        awaited.map_err(|error| Stopped { error, is_of_connection: self.is_broken })
    }

    /// Begins a mail from this sender, and leaves it at that.
    pub(crate) async fn probe(&mut self, from: &Address) -> Result<(), SendError> {
        self.say(Step::Sender, MailFrom::new(Some(from.clone()), Vec::new())).await?;
        self.is_broken |= self.smtp.command(Rset).await.is_err();
        Ok(())
    }

    /// Says something and waits for yes. After a no the server is told to forget the mail, so that the next one can go.
    async fn say(&mut self, step: Step, words: impl Display + Send) -> Result<(), SendError> {
        let Err(error) = self.smtp.command(words).await else { return Ok(()) };
        let code = error.status().map(u16::from);
        self.has_refused |= step == Step::Recipient && code.is_some_and(|code| code >= 500);
        self.is_broken = code.is_none_or(|code| code == 421) || self.smtp.command(Rset).await.is_err();
        Err(SendError::of(step, &error))
    }

    pub(crate) async fn quit(mut self) {
        // Best effort: nothing hangs on it.
        let _ = self.smtp.quit().await;
    }
}

/// A connection that sends each packet at once, to the first of the host's addresses that answers.
async fn reach(server: &Server) -> Result<TcpStream, SendError> {
    let away = |e: std::io::Error| SendError::Temporary(format!("the mail server cannot be reached: {e}"));
    let mut last = std::io::Error::other("its name has no address");
    for address in lookup_host((server.host.as_str(), server.port)).await.map_err(away)? {
        match tokio::time::timeout(REACH, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                stream.set_nodelay(true).map_err(away)?;
                return Ok(stream);
            }
            Ok(Err(error)) => last = error,
            Err(_) => last = std::io::ErrorKind::TimedOut.into(),
        }
    }
    Err(away(last))
}
