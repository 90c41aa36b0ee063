//! What an act would mail to whom: the act itself is done in a transaction of which nothing is kept, so that what is told is
//! what would happen.

use super::enqueue;
use crate::domain::ProgrammeId;
use crate::mail::Queued;
use crate::service::Context;
use crate::store::Result;
use crate::store::mail::outbox::{self, FreshMail};

/// How many mails of one kind, and one of them to look at.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct MailsOfKind {
    pub kind: String,
    pub mails: usize,
    pub first: FreshMail,
    /// What the first says. Its links lead nowhere.
    pub says: Queued,
}

/// Does an act and gives what it mails, the kind with the most mails first. Call it in a rehearsal.
///
/// # Errors
/// Those of the act, and those of the database.
pub fn mails_of<E: From<crate::store::StoreError>>(
    cx: &mut Context<'_>,
    programme: ProgrammeId,
    act: impl FnOnce(&mut Context<'_>) -> std::result::Result<(), E>,
) -> std::result::Result<Vec<MailsOfKind>, E> {
    let newest = outbox::newest(cx.c)?;
    act(cx)?;
    Ok(by_kind(outbox::queued_after(cx.c, programme, newest, cx.now)?)?)
}

fn by_kind(mails: Vec<FreshMail>) -> Result<Vec<MailsOfKind>> {
    let mut kinds: Vec<MailsOfKind> = Vec::new();
    for mail in mails {
        if let Some(known) = kinds.iter_mut().find(|known| known.kind == mail.kind) {
            known.mails += 1;
        } else {
            let says = enqueue::read(&mail.payload)?;
            kinds.push(MailsOfKind { kind: mail.kind.clone(), mails: 1, first: mail, says });
        }
    }
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.mails));
    Ok(kinds)
}
