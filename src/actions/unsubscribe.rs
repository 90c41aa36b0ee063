//! A way out of the mails: in the header of each that does not answer what its reader just did.

use chrono::{DateTime, Duration, Utc};

use super::activity::{self, Activity, Actor};
use super::invitations;
use crate::domain::{CoordinatorId, ProfessionalId, Purpose, Token};
use crate::store::coordinators::{self, Coordinator};
use crate::store::professionals::{self, Professional, Standing};
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result};

/// A mail may be found again long after; its way out is still one.
const LASTS: Duration = Duration::days(2 * 365);

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

/// A fresh token for one mail to this professional.
pub(super) fn token(c: &mut Connection, professional: ProfessionalId, now: DateTime<Utc>) -> Result<Token> {
    tokens::issue(c, Grant::Unsubscribe { professional }, LASTS, None, now)
}

/// A fresh token for one digest to this coordinator.
pub(super) fn of_digests(c: &mut Connection, coordinator: CoordinatorId, now: DateTime<Utc>) -> Result<Token> {
    tokens::issue(c, Grant::StopDigests { coordinator }, LASTS, None, now)
}

/// Whose mails a link stops; nothing when it does not work, or no longer.
///
/// # Errors
/// Those of the database.
pub fn look(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Reader>> {
    Ok(match tokens::look_up(c, token, Purpose::Unsubscribe, now)? {
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
pub fn leave(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Reader>> {
    match look(c, token, now)? {
        Some(Reader::Professional(professional)) => sign_off(c, &professional, now)?,
        Some(Reader::Invited(professional, _)) => invitations::decline(c, &professional, now)?,
        Some(Reader::Coordinator(coordinator, _)) => coordinators::set_digests(c, coordinator.id, false)?,
        None => {}
    }
    look(c, token, now)
}

fn sign_off(c: &mut Connection, professional: &Professional, now: DateTime<Utc>) -> Result<()> {
    if professionals::pause(c, professional.id)? {
        let (programme, actor) = (professional.programme_id, Actor::Professional(professional.id));
        activity::note(c, programme, actor, &Activity::Paused, now)?;
    }
    Ok(())
}

/// Has a coordinator be mailed digests again. A professional comes back on their own page.
///
/// # Errors
/// Those of the database.
pub fn digests_again(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Reader>> {
    if let Some(Reader::Coordinator(coordinator, _)) = look(c, token, now)? {
        coordinators::set_digests(c, coordinator.id, true)?;
    }
    look(c, token, now)
}
