//! Delivering the mails that are due.
//!
//! A mail is taken under a lease, sent, and noted as sent. Should the process die in between, the lease runs out and
//! the mail is sent once more, with the same Message-ID: nothing is lost, and a repetition can be told. Of those that
//! have begun to leave and are not noted yet there are never more than `mail.parallel`; which of them begin first is in
//! `lanes`.

mod lanes;
mod refusals;
mod retry;
mod send;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry as MapEntry;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use tokio::task::JoinSet;

use lanes::Lanes;
use refusals::Refusals;
use send::{Done, Outcome};

use crate::app::{App, again_if_beaten};
use crate::domain::ProgrammeId;
use crate::mail::{Message, SendError};
use crate::service::Context;
use crate::service::mail::bounces;
use crate::service::programme::activity::Actor;
use crate::store::mail::outbox::{self, Claimed, QueuedMail, Take};
use crate::store::programme::programmes::{self, Programme};
use crate::store::{Connection, StoreError, if_readable};

/// What became of the mails that were due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Delivered {
    pub sent: usize,
    /// What they say was no longer so.
    pub withdrawn: usize,
    pub to_try_again: usize,
    pub failed: usize,
    /// Whether there may be more that are due now.
    pub more: bool,
}

/// What is left of a lease when the last of a batch may begin to leave, beside the limit on that one.
const SPARE: Duration = Duration::minutes(2);
/// How long the content of a failed mail is kept, so that it can be sent after all.
const KEEP_FAILED: Duration = Duration::days(30);

/// How many mails are taken at a time.
fn batch(app: &App) -> usize {
    app.settings().mail.parallel * 16
}

/// How long it is waited for a mail to leave, before others are taken from the queue for the connections that are free.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// Delivers the mails that are due now, a batch, and more while one of these takes its time. Once `stopping` is true no more are
/// begun, and those that were taken go back to the queue. So they do when the settings turn out not to work: then the queue
/// is paused.
///
/// # Errors
/// Those of the database. A mail that does not go is no error here: it is noted, and tried again or given up.
pub async fn due(app: &App, stopping: impl Fn() -> bool) -> Result<Delivered, StoreError> {
    let (claimed, mut programmes, began) = claim(app, true).await?;
    if claimed.probe {
        return Ok(Delivered { more: probed(app).await?, ..Delivered::default() });
    }
    let mut delivered = Delivered { more: claimed.more, ..Delivered::default() };
    let mut lanes = Lanes::new(app.settings().mail.parallel);
    add(app, &mut lanes, claimed.mails, began).await?;
    let mut refusals = Refusals::default();
    let mut sending = JoinSet::new();
    let mut works = true;
    let mut is_asked = false;
    loop {
        while works && !stopping() {
            // Who begins later than this might still be sending when the lease is over.
            let since = app.now() - SPARE;
            let Some((mail, patience)) = lanes.next(since, app.mail_server()) else { break };
            let programme = programmes.get(&mail.programme_id).cloned();
            sending.spawn(send::one(app.clone(), mail, programme, patience));
        }
        let first = match tokio::time::timeout(PATIENCE, sending.join_next()).await {
            Ok(None) => break,
            Ok(Some(first)) => first,
            Err(_) => {
                lanes.note_long(app.mail_server());
                note(app, refusals.settle(app.mail_server()), &mut delivered).await?;
                if works && !stopping() && lanes.has_room(batch(app), app.mail_server()) {
                    delivered.more |= take_more(app, &mut lanes, &mut programmes).await;
                }
                continue;
            }
        };
        // Those that are done by now are noted together.
        let mut done = Vec::from_iter(first.ok());
        while let Some(next) = sending.try_join_next() {
            done.extend(next.ok());
        }
        for (mail, result) in &done {
            lanes.done(mail, matches!(result, Ok(Outcome::Sent)), app.mail_server());
        }
        let (ours, done): (Vec<Done>, Vec<Done>) = done.into_iter().partition(is_about_settings);
        let done = refusals.sift(done, delivered.sent > 0, app.mail_server());
        note(app, done, &mut delivered).await?;
        works = works && settings_work(app, &ours, &mut is_asked).await?;
        note(app, if works { not_settings(ours) } else { ours }, &mut delivered).await?;
    }
    note(app, refusals.settle(app.mail_server()), &mut delivered).await?;
    let untried = lanes.rest();
    delivered.more |= works && !untried.is_empty();
    if !untried.is_empty() {
        app.write_quietly(move |c| untried.iter().try_for_each(|mail| outbox::hand_back(c, mail, began))).await?;
    }
    if delivered.sent + delivered.withdrawn + delivered.failed > 0 {
        // Their links, and whom a farewell was to, are nowhere any more but in mailboxes.
        app.forget_removed().await?;
    }
    if !delivered.more {
        app.transport().rest().await;
    }
    Ok(delivered)
}

/// Takes mails from the queue, with the programmes they come from, and tells at which moment.
async fn claim(
    app: &App,
    tried_too: bool,
) -> Result<(Claimed, HashMap<ProgrammeId, Programme>, DateTime<Utc>), StoreError> {
    let mail = &app.settings().mail;
    let lease = Duration::seconds(mail.limit_seconds.into()) + SPARE;
    let (take, now) = (Take { limit: batch(app), tried_too, lease, per_minute: mail.per_minute }, app.now());
    let (claimed, programmes) = again_if_beaten(|| app.write_quietly(move |c| taken(c, take, now))).await?;
    Ok((claimed, programmes, now))
}

/// Adds mails that are due to those that wait, and tells whether there may be more. Others are leaving meanwhile, so that an error
/// of the database waits for the next time.
async fn take_more(app: &App, lanes: &mut Lanes, programmes: &mut HashMap<ProgrammeId, Programme>) -> bool {
    let taken = match claim(app, lanes.has_room_for_tried(batch(app))).await {
        Ok((claimed, more, now)) => {
            programmes.extend(more);
            add(app, lanes, claimed.mails, now).await.map(|()| claimed.more)
        }
        Err(error) => Err(error),
    };
    taken.unwrap_or_else(|error| {
        tracing::warn!(%error, "no more mails could be taken while others leave");
        true
    })
}

/// Adds mails to those that wait. Where too many wait for slow domains the others go back to the queue for a while.
async fn add(app: &App, lanes: &mut Lanes, mails: Vec<QueuedMail>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let given_back = lanes.add(mails, now, batch(app), app.mail_server());
    if given_back.is_empty() {
        return Ok(());
    }
    app.write_quietly(move |c| given_back.iter().try_for_each(|mail| outbox::hand_back(c, mail, now + SPARE))).await
}

/// Whether the server said something that may be about our settings.
fn is_about_settings((_, result): &Done) -> bool {
    matches!(result, Err(SendError::Configuration(_) | SendError::NotSignedIn(_)))
}

/// Asks the server, where it said something of our settings, whether it takes mails from us as far as it says before it knows
/// to whom. Only its no pauses the queue: a stranger may have chosen the recipients of whom it said so. That it wants a sign-in
/// is asked once in a batch, for a recipient can make it say so again and again.
async fn settings_work(app: &App, ours: &[Done], is_asked: &mut bool) -> Result<bool, StoreError> {
    let is_sure = |(_, result): &Done| matches!(result, Err(SendError::Configuration(_)));
    let said = ours.iter().find_map(|(_, result)| result.as_ref().err()).map(|error| error.words().to_owned());
    let Some(words) = said.filter(|_| ours.iter().any(is_sure) || !*is_asked) else { return Ok(true) };
    *is_asked = true;
    if !matches!(app.transport().probe(app.mail_from()).await, Err(SendError::Configuration(_))) {
        return Ok(true);
    }
    let (now, told) = (app.now(), words.clone());
    if app.write_quietly(move |c| outbox::pause(c, &words, now)).await? {
        tracing::error!(why = told, "no mail leaves: the mail settings do not work");
    }
    Ok(false)
}

/// As what is no fault of the settings: these mails have lost a try.
fn not_settings(done: Vec<Done>) -> Vec<Done> {
    let tried = |(mail, result)| match result {
        Err(SendError::Configuration(words)) => (mail, Err(SendError::Temporary(words))),
        result => (mail, result),
    };
    done.into_iter().map(tried).collect()
}

/// Asks the server whether it would take mails now, and ends the pause if it would. No mail is tried for that: one that the
/// server does not like would keep all others waiting.
async fn probed(app: &App) -> Result<bool, StoreError> {
    let answer = app.transport().probe(app.mail_from()).await;
    let now = app.now();
    match answer {
        Ok(()) => {
            if app.write_quietly(outbox::resume).await? {
                tracing::info!("mail leaves again");
            }
            Ok(true)
        }
        Err(error) => {
            tracing::warn!(%error, "mail is still paused");
            if let SendError::Configuration(why) = error {
                app.write_quietly(move |c| outbox::pause(c, &why, now)).await?;
            }
            Ok(false)
        }
    }
}

/// Removes the content of mails that failed long ago.
///
/// # Errors
/// Those of the database.
pub async fn forget_failed(app: &App) -> Result<(), StoreError> {
    let before = app.now() - KEEP_FAILED;
    if app.write_quietly(move |c| outbox::forget_failed(c, before)).await? > 0 {
        app.forget_removed().await?;
    }
    Ok(())
}

/// Whatever paused the queue may be mended: the server is asked at once.
///
/// # Errors
/// Those of the database.
pub async fn try_soon(app: &App) -> Result<(), StoreError> {
    let now = app.now();
    app.write_quietly(move |c| outbox::try_soon(c, now)).await
}

/// The mails that are due, and the programmes they come from.
fn taken(
    c: &mut Connection,
    take: Take,
    now: DateTime<Utc>,
) -> Result<(Claimed, HashMap<ProgrammeId, Programme>), StoreError> {
    let claimed = outbox::take(c, take, now)?;
    let mut from = HashMap::new();
    for mail in &claimed.mails {
        if let MapEntry::Vacant(place) = from.entry(mail.programme_id) {
            // A mail whose programme cannot be read fails by itself.
            if let Some(programme) = if_readable(programmes::by_id(c, mail.programme_id))? {
                place.insert(programme);
            }
        }
    }
    Ok((claimed, from))
}

async fn note(app: &App, mut done: Vec<Done>, delivered: &mut Delivered) -> Result<(), StoreError> {
    if done.is_empty() {
        return Ok(());
    }
    let now = app.now();
    // In one order, so that two who write about several mails do not wait for each other.
    done.sort_by_key(|(mail, _)| mail.id);
    for (mail, result) in &done {
        let to = mail.recipient.masked();
        match result {
            Ok(Outcome::Sent) => {
                delivered.sent += 1;
                tracing::info!(mail = %mail.id, to, "mail sent");
            }
            Ok(Outcome::Withdrawn(why)) => {
                delivered.withdrawn += 1;
                tracing::info!(mail = %mail.id, to, %why, "mail withdrawn");
            }
            Ok(Outcome::PutOff(until)) => tracing::info!(mail = %mail.id, to, %until, "mail put off"),
            Err(error) => {
                let again = retry::after(mail, error, now);
                if again.is_some() {
                    delivered.to_try_again += 1;
                } else {
                    delivered.failed += 1;
                }
                tracing::warn!(mail = %mail.id, to, attempts = mail.attempts, %error, ?again, "mail not sent");
            }
        }
    }
    let done = Arc::new(done);
    let noted = move |cx: &mut Context<'_>| {
        for (mail, result) in done.iter() {
            match result {
                Ok(Outcome::Sent) => outbox::sent(cx.c, mail, now)?,
                Ok(Outcome::Withdrawn(why)) => outbox::withdraw(cx.c, mail, *why, now)?,
                Ok(Outcome::PutOff(until)) => outbox::hand_back(cx.c, mail, *until)?,
                Err(SendError::Configuration(_)) => outbox::hand_back(cx.c, mail, now)?,
                Err(error) => {
                    let counts = outbox::not_sent(cx.c, mail, error.words(), retry::after(mail, error, now), now)?;
                    if counts && matches!(error, SendError::RecipientRefused(_)) {
                        bounces::refused(cx, mail, error.words())?;
                    }
                }
            }
            let is_settled = match result {
                Ok(Outcome::Sent | Outcome::Withdrawn(_)) => true,
                Ok(Outcome::PutOff(_)) => false,
                Err(error) => retry::after(mail, error, now).is_none(),
            };
            if is_settled && mail.kind == Message::REMOVED {
                outbox::remove(cx.c, mail)?;
            }
        }
        if done.iter().any(|(_, result)| matches!(result, Ok(Outcome::Sent))) && outbox::resume(cx.c)? {
            tracing::info!("mail leaves again");
        }
        Ok(())
    };
    // What left must not be forgotten because somebody was first: it would leave once more.
    again_if_beaten(|| app.act_quietly(Actor::Clock, noted.clone())).await
}
