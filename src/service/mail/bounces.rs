//! Mails that did not reach their reader: the address is marked, and nobody is left waiting for them.

use crate::domain::{EmailAddress, ProfessionalId, Token};
use crate::mail::{MailStatus, Message};
use crate::service::Context;
use crate::store::mail::outbox::{self, QueuedMail};
use crate::store::person::{professionals, undeliverable};
use crate::store::{Result, tokens};

/// What a mail server or a relay tells of a mail of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// The Message-ID of our mail, without brackets.
    pub message_id: String,
    /// Whether it came back for good, or is late.
    pub kind: BounceKind,
    /// The server's words, without addresses, with the status that they tell of.
    pub words: String,
}

/// Whether a mail came back for good (RFC 3463).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BounceKind {
    /// Status 5.x.x.
    Hard,
    /// Status 4.x.x.
    Soft,
}

/// What a bounce led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// No mail of ours has this Message-ID.
    Unknown,
    /// The mail is late, and that stands beside it.
    Late,
    /// The mail came back, and its address is marked if there is no such mailbox.
    Returned,
}

/// Takes in what a mail server or a relay tells of a mail that it had taken. Twice is as once.
///
/// # Errors
/// Those of the database.
pub fn note(cx: &mut Context<'_>, bounce: &Bounce) -> Result<Noted> {
    let Some(mail) = outbox::original(cx.c, &bounce.message_id)? else { return Ok(Noted::Unknown) };
    match bounce.kind {
        BounceKind::Soft => {
            outbox::note_soft(cx.c, mail.id, &bounce.words)?;
            Ok(Noted::Late)
        }
        BounceKind::Hard => {
            outbox::returned(cx.c, mail.id, &bounce.words, cx.now)?;
            if MailStatus::in_words(&bounce.words).is_some_and(MailStatus::is_no_mailbox) {
                mark(cx, (&mail.recipient, &mail.kind), &bounce.words)?;
            }
            Ok(Noted::Returned)
        }
    }
}

/// Takes in that to a mail server there is no such mailbox as that of the recipient of a mail.
///
/// # Errors
/// Those of the database.
pub fn refused(cx: &mut Context<'_>, mail: &QueuedMail, words: &str) -> Result<()> {
    mark(cx, (mail.recipient.as_str(), &mail.kind), words)
}

/// Marks an address wherever it takes part: it is one mailbox, whatever the programme. A mail that anybody can ask for marks
/// nothing: they would choose a moment at which a server is wrong, and the mark ends duos.
fn mark(cx: &mut Context<'_>, (address, kind): (&str, &str), words: &str) -> Result<()> {
    if Message::anybody_asks(kind) {
        return Ok(());
    }
    // A coordinator's address is in no profile; they see it in the list of mails.
    let Ok(address) = EmailAddress::parse(address) else { return Ok(()) };
    for professional in professionals::ids_by_email(cx.c, &address)? {
        undeliverable::mark(cx.c, professional, words, cx.now)?;
    }
    Ok(())
}

/// Takes in that somebody used a link that was mailed to them: if it was mailed after mail came back, mail arrives
/// again, and the mark goes.
///
/// # Errors
/// Those of the database.
pub fn link_used(cx: &mut Context<'_>, professional: ProfessionalId, token: &Token) -> Result<()> {
    match tokens::issued_at(cx.c, token)? {
        Some(issued) => undeliverable::clear(cx.c, professional, issued),
        None => Ok(()),
    }
}
