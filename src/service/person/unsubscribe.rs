//! A way out of the mails: in the header of each that does not answer what its reader just did.

use chrono::{DateTime, Utc};

use super::invitations;
use crate::domain::{LinkPurpose, Token};
use crate::service::Context;
use crate::service::programme::activity::Activity;
use crate::store::person::professionals::{self, Professional, Standing};
use crate::store::programme::coordinators::{self, Coordinator};
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result};

/// Whose mails a link stops, and how they stand.
#[derive(Debug)]
pub enum Reader {
    /// Somebody who takes part in rounds.
    Professional(Box<Professional>),
    /// Somebody who was invited and has not answered, and whether they said no.
    Invited(Box<Professional>, bool),
    /// Somebody who runs them, and whether they are mailed how these are doing.
    Coordinator(Coordinator, bool),
}

/// Whose mails a link stops; nothing when it does not work, or no longer.
///
/// # Errors
/// Those of the database.
pub fn look(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Reader>> {
    let grant = tokens::resolve(c, token, LinkPurpose::Unsubscribe, now)?;
    reader(c, grant)
}

fn reader(c: &mut Connection, grant: Option<Grant>) -> Result<Option<Reader>> {
    Ok(match grant {
        Some(Grant::Unsubscribe { professional }) => {
            let professional = Box::new(professionals::by_id(c, professional)?);
            Some(if professional.standing == Standing::Unconfirmed {
                let declined = invitations::is_declined(c, professional.id)?;
                Reader::Invited(professional, declined)
            } else {
                Reader::Professional(professional)
            })
        }
        Some(Grant::StopDigests { coordinator }) => {
            let (coordinator, wanted) = coordinators::with_digests(c, coordinator)?;
            Some(Reader::Coordinator(coordinator, wanted))
        }
        _ => None,
    })
}

/// Lets a professional take part in no more rounds, until they come back, or sends a coordinator no more digests. Twice
/// is as once. Duos that somebody is in stay.
///
/// # Errors
/// Those of the database.
pub fn leave(cx: &mut Context<'_>, token: &Token) -> Result<Option<Reader>> {
    let grant = cx.granted(token, LinkPurpose::Unsubscribe)?;
    match reader(cx.c, grant)? {
        Some(Reader::Professional(professional)) => sign_off(cx, &professional)?,
        Some(Reader::Invited(professional, _)) => invitations::decline(cx, &professional)?,
        Some(Reader::Coordinator(coordinator, _)) => coordinators::set_digests(cx.c, coordinator.id, false)?,
        None => {}
    }
    reader(cx.c, grant)
}

fn sign_off(cx: &mut Context<'_>, professional: &Professional) -> Result<()> {
    if professionals::pause(cx.c, professional.id)? {
        cx.note(professional.programme_id, &Activity::Paused)?;
    }
    Ok(())
}

/// Has a coordinator be mailed digests again. A professional comes back on their own page.
///
/// # Errors
/// Those of the database.
pub fn digests_again(cx: &mut Context<'_>, token: &Token) -> Result<Option<Reader>> {
    let grant = cx.granted(token, LinkPurpose::Unsubscribe)?;
    if let Some(Reader::Coordinator(coordinator, _)) = reader(cx.c, grant)? {
        coordinators::set_digests(cx.c, coordinator.id, true)?;
    }
    reader(cx.c, grant)
}
