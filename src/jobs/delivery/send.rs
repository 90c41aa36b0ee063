//! Sending one mail. At the last moment it is held against the database, and its words are chosen.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use chrono::{DateTime, TimeZone, Utc};
use futures_util::FutureExt;

use crate::app::App;
use crate::domain::Locale;
use crate::mail::transport::envelope;
use crate::mail::{MailContext, Queued, SendError};
use crate::service::mail::facts::{self, Current, Links, Verdict};
use crate::service::person::fresh_links;
use crate::service::programme::activity::Actor;
use crate::store::mail::outbox::{QueuedMail, WithdrawnWhy};
use crate::store::programme::programmes::Programme;
use crate::store::{Connection, StoreError};

/// What became of a mail that nothing went wrong with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A server took it.
    Sent,
    /// What it says is no longer so.
    Withdrawn(WithdrawnWhy),
    /// It waits until this moment.
    PutOff(DateTime<Utc>),
}

/// A mail, and what became of it.
pub(crate) type Done = (QueuedMail, Result<Outcome, SendError>);

/// Sends a mail of this programme, if it is still so, and if the server takes its recipient within `patience`. Should one mail
/// make the code panic, the others still go.
pub(crate) async fn one(app: App, mail: QueuedMail, programme: Option<Programme>, patience: Option<Duration>) -> Done {
    let result = AssertUnwindSafe(send(&app, &mail, programme, patience)).catch_unwind().await;
    let result = result.unwrap_or_else(|_| Err(SendError::Unmade("the program failed on this mail".to_owned())));
    (mail, result)
}

async fn send(
    app: &App,
    mail: &QueuedMail,
    programme: Option<Programme>,
    patience: Option<Duration>,
) -> Result<Outcome, SendError> {
    let mut current = match checked(app, mail).await? {
        Verdict::Leaves(current) => current,
        Verdict::Withdrawn(why) => return Ok(Outcome::Withdrawn(why)),
        Verdict::NotBefore(time) => return Ok(Outcome::PutOff(time)),
        Verdict::NeedsLink => return Err(SendError::Unmade("a link in it works no longer".to_owned())),
    };
    if let Some(renewed) = renewed(app, &current.queued).await.map_err(unknown)? {
        current.queued = renewed;
    }
    app.transport().send(made(app, mail, &current, programme)?, patience).await?;
    Ok(Outcome::Sent)
}

/// Holds a mail against the database of this moment. Only a mail whose link works no longer costs a transaction that
/// writes.
async fn checked(app: &App, mail: &QueuedMail) -> Result<Verdict, SendError> {
    let (asked, its) = (app.clone(), mail.clone());
    let check = move |c: &mut Connection| facts::check(&mut asked.by(Actor::Clock).on(c), &its, Links::AsTheyAre);
    let verdict = app.read(check).await.map_err(unknown)?;
    if !matches!(verdict, Verdict::NeedsLink) {
        return Ok(verdict);
    }
    let its = mail.clone();
    // Not [`App::act`], which would wake the worker that this is.
    app.act_quietly(Actor::Clock, move |cx| facts::check(cx, &its, Links::CanBeMade)).await.map_err(unknown)
}

/// A mail whose links were replaced while it waited, with fresh ones: nobody gets a mail with a dead link.
async fn renewed(app: &App, queued: &Queued) -> Result<Option<Queued>, StoreError> {
    let (tokens, now) = (fresh_links::tokens_of(queued)?, app.now());
    let is_replaced = move |c: &mut Connection| {
        for token in &tokens {
            if fresh_links::is_replaced(c, token, now)? {
                return Ok::<_, StoreError>(true);
            }
        }
        Ok(false)
    };
    if !app.read(is_replaced).await? {
        return Ok(None);
    }
    let queued = queued.clone();
    app.act_quietly(Actor::Clock, move |cx| fresh_links::renew_queued(cx, &queued)).await
}

fn unknown(error: StoreError) -> SendError {
    match error {
        StoreError::Corrupt(_) => SendError::Unmade("the content cannot be read in the queue".to_owned()),
        error => SendError::Temporary(format!("whether it is still so could not be seen: {error}")),
    }
}

fn made(
    app: &App,
    mail: &QueuedMail,
    current: &Current,
    programme: Option<Programme>,
) -> Result<lettre::Message, SendError> {
    let programme = programme.ok_or_else(|| SendError::Unmade("its programme is not there".to_owned()))?;
    let (name, locale): (&str, Locale) = match &current.reader {
        Some((name, locale)) => (name, *locale),
        None => (&mail.recipient_name, mail.locale),
    };
    let contact = programme.contact.clone();
    let head = MailContext::new(
        app.base_url(),
        (programme.name(locale), programme.slug.as_str()),
        app.mail_from().clone(),
        contact,
    );
    let letter = current.queued.letter(locale, &head);
    let envelope = envelope::Envelope {
        to: &mail.recipient,
        name,
        message_id: &mail.message_id,
        date: Utc.from_utc_datetime(&mail.created_at),
    };
    envelope::seal(&letter, &head, &envelope).map_err(SendError::Unmade)
}
