//! Delivering the mails that are due.
//!
//! A mail is taken under a lease, sent, and noted as sent. Should the process die in between, the lease runs out and
//! the mail is sent once more, with the same Message-ID: nothing is lost, and a repetition can be told.

use chrono::{DateTime, Duration, TimeZone, Utc};
use tokio::task::JoinSet;

use crate::app::App;
use crate::mail::{Letterhead, Queued, SendError, envelope};
use crate::store::outbox::{self, QueuedMail};
use crate::store::{Connection, StoreError, programmes};

/// What became of the mails that were due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Delivered {
    pub sent: usize,
    pub to_try_again: usize,
    pub failed: usize,
}

impl Delivered {
    /// How many were due.
    #[must_use]
    pub const fn taken(self) -> usize {
        self.sent + self.to_try_again + self.failed
    }
}

/// Longer than it takes to send a whole batch, each mail under the transport's own limit.
const LEASE: Duration = Duration::minutes(10);
/// A mail is tried for this long.
const GIVE_UP_AFTER: Duration = Duration::hours(72);
/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::hours(4);

/// How many mails are taken at a time: few enough to be sent within their lease.
#[must_use]
pub fn batch(app: &App) -> usize {
    app.settings().mail.parallel * 8
}

/// Delivers the mails that are due now, at most one [`batch`]. Once `stopping` is true no more are begun, and those
/// that were taken go back to the queue.
///
/// # Errors
/// Those of the database. A mail that does not go is no error here: it is noted, and tried again or given up.
pub async fn due(app: &App, stopping: impl Fn() -> bool) -> Result<Delivered, StoreError> {
    let limit = i64::try_from(batch(app)).unwrap_or(i64::MAX);
    let now = app.now();
    let mails = write(app, move |c| outbox::claim(c, limit, LEASE, now)).await?;
    let mut delivered = Delivered::default();
    let mut waiting = mails.into_iter();
    let mut sending = JoinSet::new();
    loop {
        while sending.len() < app.settings().mail.parallel && !stopping() {
            let Some(mail) = waiting.next() else { break };
            let app = app.clone();
            sending.spawn(async move {
                // A task of its own: should one mail make the code panic, the others still go.
                let attempt = tokio::spawn({
                    let (app, mail) = (app.clone(), mail.clone());
                    async move { send(&app, &mail).await }
                });
                let result = attempt.await.unwrap_or_else(|_| Err(SendError::Temporary("an error of ours".to_owned())));
                (mail, result)
            });
        }
        let Some(done) = sending.join_next().await else { break };
        let Ok((mail, result)) = done else { continue };
        note(app, mail, result, &mut delivered).await?;
    }
    let untried: Vec<QueuedMail> = waiting.collect();
    if !untried.is_empty() {
        write(app, move |c| untried.iter().try_for_each(|mail| outbox::hand_back(c, mail, now))).await?;
    }
    if delivered.sent > 0 {
        // Their links are nowhere any more but in mailboxes.
        app.blocking(|app| app.store().forget_removed()).await?;
    }
    Ok(delivered)
}

/// A transaction that does not ring for mail, as [`App::write`] does: the worker would wake itself for ever.
async fn write<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    app.blocking(move |app| app.store().write(work)).await
}

async fn send(app: &App, mail: &QueuedMail) -> Result<(), SendError> {
    let ours = |e: String| SendError::Temporary(e);
    let queued: Queued =
        serde_json::from_str(&mail.payload).map_err(|e| ours(format!("unreadable in the queue: {e}")))?;
    let id = mail.programme_id;
    let programme = app.read(move |c| programmes::by_id(c, id)).await.map_err(|e| ours(e.to_string()))?;
    let contact = programme.contact.clone();
    let head = Letterhead::new(app.base_url(), programme.name(mail.locale), app.mail_from().clone(), contact);
    let letter = queued.letter(mail.locale, &head);
    let envelope = envelope::Envelope {
        to: &mail.recipient,
        name: &mail.recipient_name,
        message_id: &mail.message_id,
        date: Utc.from_utc_datetime(&mail.created_at),
    };
    app.transport().send(envelope::seal(&letter, &head, &envelope).map_err(SendError::RecipientRefused)?).await
}

async fn note(
    app: &App,
    mail: QueuedMail,
    result: Result<(), SendError>,
    delivered: &mut Delivered,
) -> Result<(), StoreError> {
    let now = app.now();
    let to = mail.recipient.masked();
    match result {
        Ok(()) => {
            delivered.sent += 1;
            tracing::info!(mail = mail.id, to, "mail sent");
            write(app, move |c| outbox::sent(c, &mail, now)).await
        }
        Err(error) => {
            let again = next_try(&mail, &error, now);
            if again.is_some() {
                delivered.to_try_again += 1;
            } else {
                delivered.failed += 1;
            }
            tracing::warn!(mail = mail.id, to, attempts = mail.attempts, %error, ?again, "mail not sent");
            write(app, move |c| outbox::not_sent(c, &mail, &error.to_string(), again)).await
        }
    }
}

/// When to try again: after 1, 2, 4 … minutes, at most 4 hours apart, for 72 hours. A recipient that was refused is
/// not tried again; with settings that do not work every mail waits until they are mended.
fn next_try(mail: &QueuedMail, error: &SendError, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let doublings = u32::try_from(mail.attempts - 1).unwrap_or(0).min(16);
    let next = now + Duration::minutes(1 << doublings).min(LONGEST_WAIT);
    let given_up = Utc.from_utc_datetime(&mail.created_at) + GIVE_UP_AFTER;
    let refused = matches!(error, SendError::RecipientRefused(_));
    (!refused && next < given_up).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[tokio::test]
    async fn a_worker_with_nothing_to_do_does_not_wake_itself() {
        let directory = tempfile::tempdir().unwrap();
        let mut settings = Settings::load().unwrap();
        settings.database.url = format!("sqlite:{}", directory.path().join("t.sqlite3").display());
        settings.mail.directory = directory.path().join("mail");
        let app = App::open(settings, "http://127.0.0.1").unwrap();
        assert_eq!(due(&app, || false).await.unwrap(), Delivered::default());
        let rung = tokio::time::timeout(std::time::Duration::from_millis(100), app.mail_queued().notified()).await;
        assert!(rung.is_err(), "the bell rang");
    }
}
