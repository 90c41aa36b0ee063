//! Sending one mail: its words are chosen here, at the last moment.

use std::panic::AssertUnwindSafe;

use chrono::{TimeZone, Utc};
use futures_util::FutureExt;

use crate::app::App;
use crate::mail::{Letterhead, Queued, SendError, envelope};
use crate::store::outbox::QueuedMail;
use crate::store::programmes::Programme;

/// Sends a mail of this programme. Should one mail make the code panic, the others still go.
pub(super) async fn one(
    app: App,
    mail: QueuedMail,
    programme: Option<Programme>,
) -> (QueuedMail, Result<(), SendError>) {
    let result = AssertUnwindSafe(send(&app, &mail, programme)).catch_unwind().await;
    let result = result.unwrap_or_else(|_| Err(SendError::Unmade("the program failed on this mail".to_owned())));
    (mail, result)
}

async fn send(app: &App, mail: &QueuedMail, programme: Option<Programme>) -> Result<(), SendError> {
    app.transport().send(made(app, mail, programme)?).await
}

fn made(app: &App, mail: &QueuedMail, programme: Option<Programme>) -> Result<lettre::Message, SendError> {
    // What serde says may quote a token.
    let queued: Queued = serde_json::from_str(&mail.payload)
        .map_err(|_| SendError::Unmade("the content cannot be read in the queue".to_owned()))?;
    let programme = programme.ok_or_else(|| SendError::Unmade("its programme is not there".to_owned()))?;
    let contact = programme.contact.clone();
    let head = Letterhead::new(app.base_url(), programme.name(mail.locale), app.mail_from().clone(), contact);
    let letter = queued.letter(mail.locale, &head);
    let envelope = envelope::Envelope {
        to: &mail.recipient,
        name: &mail.recipient_name,
        message_id: &mail.message_id,
        date: Utc.from_utc_datetime(&mail.created_at),
    };
    envelope::seal(&letter, &head, &envelope).map_err(SendError::Unmade)
}
