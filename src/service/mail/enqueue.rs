//! Putting mails in the queue: what there is to tell somebody at one moment is one mail.

use crate::service::links;
use chrono::{DateTime, Utc};

use crate::domain::{DuoId, EmailAddress, Locale, ProfessionalId, ProgrammeId, Token};
use crate::mail::{About, Message, Part, Queued};
use crate::service::Context;
use crate::store::mail::outbox;
use crate::store::person::professionals::Professional;
use crate::store::{Connection, Result, StoreError, tokens};

/// Who reads a mail.
pub(crate) struct Reader<'a> {
    pub(crate) name: &'a str,
    pub(crate) email: &'a EmailAddress,
    pub(crate) locale: Locale,
}

/// Queues a mail to a professional, about what its links lead to. One that does not answer what they just did has a way
/// out in its header.
pub(crate) fn enqueue_mail(cx: &mut Context<'_>, to: &Professional, message: Message) -> Result<()> {
    let about = about(cx.c, to, &message)?;
    enqueue_mail_about(cx, to, message, about)
}

/// As [`tell`], in a mail of its own that does not leave before a moment.
pub(crate) fn enqueue_mail_at(
    cx: &mut Context<'_>,
    to: &Professional,
    message: Message,
    leaves_at: DateTime<Utc>,
) -> Result<()> {
    let part = Part { about: Some(about(cx.c, to, &message)?), message };
    enqueue_each(cx, vec![Letterbox { to: to.clone(), parts: vec![part], leaves_at: Some(leaves_at) }])
}

/// What a message is about by the links in it: a duo, a round, or its reader only.
fn about(c: &mut Connection, to: &Professional, message: &Message) -> Result<About> {
    let content = serde_json::to_value(message).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let mut about = About::professional(to.id);
    for token in ["token", "duo"].iter().filter_map(|name| Token::parse(content[*name].as_str()?)) {
        let (round, duo) = tokens::leads_to(c, &token)?;
        about.round = about.round.or(round);
        about.duo = about.duo.or(duo);
    }
    Ok(about)
}

/// As [`tell`], with the facts that the mail is held against when it leaves. What can share a mail joins the one that was
/// queued for the same reader at the same moment.
pub(crate) fn enqueue_mail_about(
    cx: &mut Context<'_>,
    to: &Professional,
    message: Message,
    about: About,
) -> Result<()> {
    let part = Part { message, about: Some(about) };
    if part.message.shares_a_mail()
        && let Some(waiting) = outbox::queued_at(cx.c, to.id, cx.now)?
    {
        let mut queued = read(&waiting.payload)?;
        if queued.parts().all(|known| known.message.shares_a_mail()) {
            queued.add(part.clone());
            if outbox::replace(cx.c, waiting.id, queued.kind(), &write(&queued)?)? {
                return Ok(());
            }
        }
    }
    enqueue_each(cx, vec![Letterbox { to: to.clone(), parts: vec![part], leaves_at: None }])
}

/// What there is to tell one professional at one moment.
pub(crate) struct Letterbox {
    pub(crate) to: Professional,
    /// Never empty.
    pub(crate) parts: Vec<Part>,
    /// Not before this moment; nothing is at once.
    pub(crate) leaves_at: Option<DateTime<Utc>>,
}

/// Queues one mail for each of these, in few statements.
pub(crate) fn enqueue_each(cx: &mut Context<'_>, boxes: Vec<Letterbox>) -> Result<()> {
    let mut ready = Vec::with_capacity(boxes.len());
    for Letterbox { to, parts, leaves_at } in boxes {
        let way_out = if parts.iter().all(|part| part.message.is_direct_answer()) {
            None
        } else {
            Some(links::way_out(cx, to.id)?.to_hex())
        };
        if let Some(queued) = Queued::of(parts, way_out) {
            ready.push((to, write(&queued)?, queued, leaves_at));
        }
    }
    let mails: Vec<outbox::NewMail<'_>> = ready
        .iter()
        .map(|(to, payload, queued, leaves_at)| outbox::NewMail {
            programme_id: to.programme_id,
            recipient_name: to.profile.name(),
            recipient: to.profile.email(),
            locale: to.locale,
            kind: queued.kind(),
            payload: payload.clone(),
            professional: Some(to.id),
            round: queued.first.about.and_then(|about| about.round),
            leaves_at: *leaves_at,
        })
        .collect();
    outbox::queue_all(cx.c, &mails, cx.now)
}

/// Queues a mail to somebody who is no professional.
pub(crate) fn queue(cx: &mut Context<'_>, programme: ProgrammeId, to: &Reader<'_>, queued: &Queued) -> Result<()> {
    queue_at(cx, programme, to, queued, None)
}

/// As [`queue`], not before a moment, if there is one.
pub(crate) fn queue_at(
    cx: &mut Context<'_>,
    programme: ProgrammeId,
    to: &Reader<'_>,
    queued: &Queued,
    leaves_at: Option<DateTime<Utc>>,
) -> Result<()> {
    let mail = outbox::NewMail {
        programme_id: programme,
        recipient_name: to.name,
        recipient: to.email,
        locale: to.locale,
        kind: queued.kind(),
        payload: write(queued)?,
        professional: None,
        round: queued.first.about.and_then(|about| about.round),
        leaves_at,
    };
    outbox::queue(cx.c, &mail, cx.now)
}

/// Whether a mail that waits will tell somebody about this duo when it leaves: an introduction, a reminder, or the news
/// of a later day. From here to the end of the transaction nobody claims it.
pub(crate) fn will_be_told(cx: &mut Context<'_>, professional: ProfessionalId, duo: DuoId) -> Result<bool> {
    for mail in outbox::waiting_for(cx.c, professional, cx.now)? {
        let tells = |part: &Part| {
            let asks =
                matches!(part.message, Message::Introduction(_) | Message::Reminder { .. } | Message::LaterDay { .. });
            asks && part.about.is_some_and(|about| about.duo == Some(duo))
        };
        if read(&mail.payload).is_ok_and(|queued| queued.parts().any(tells))
            && outbox::hold_still(cx.c, mail.id, cx.now)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A queued mail as it was written.
pub(crate) fn read(payload: &str) -> Result<Queued> {
    // What serde says may quote a token.
    serde_json::from_str(payload).map_err(|_| StoreError::Corrupt("a mail in the queue".to_owned()))
}

pub(crate) fn write(queued: &Queued) -> Result<String> {
    serde_json::to_string(queued).map_err(|e| StoreError::Corrupt(e.to_string()))
}
