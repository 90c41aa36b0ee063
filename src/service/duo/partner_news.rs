//! Telling one member of a duo what the other did, without a mail for every keystroke.

use chrono::Duration;

use crate::domain::{DuoId, Side};
use crate::mail::Message;
use crate::service::Context;
use crate::service::mail::enqueue::enqueue_mail_at;
use crate::store::duo::duo_notices;
use crate::store::mail::outbox;
use crate::store::person::professionals::Professional;
use crate::store::{Connection, Result};

/// Queues a mail to the member on one side of a duo. Of one kind at most one leaves in `life.changes_minutes`: a change
/// in that time takes the place of the one that waits.
pub(crate) fn tell_change(
    cx: &mut Context<'_>,
    (duo, side, to): (DuoId, Side, &Professional),
    message: Message,
) -> Result<()> {
    let kind = message.kind();
    let replaces = withdraw_news(cx.c, duo, to, &[kind])?;
    let last = duo_notices::leaves_at(cx.c, duo, side, kind)?;
    let pause = Duration::minutes(cx.policy.life.changes_minutes.into());
    let leaves_at = last.map_or(cx.now, |last| if replaces { last } else { last + pause }).max(cx.now);
    duo_notices::set(cx.c, duo, side, kind, leaves_at)?;
    enqueue_mail_at(cx, to, message, leaves_at)
}

/// Removes mails of these kinds about a duo that have not begun to leave for a member: they are no longer true. Says
/// whether there were any.
pub(crate) fn withdraw_news(c: &mut Connection, duo: DuoId, to: &Professional, kinds: &[&str]) -> Result<bool> {
    Ok(outbox::remove_unsent(c, to.programme_id, to.profile.email(), kinds, duo)? > 0)
}
