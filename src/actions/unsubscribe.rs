//! A way out of the mails: in the header of each that does not answer what its reader just did.

use chrono::{DateTime, Duration, Utc};

use crate::domain::{Purpose, Token};
use crate::store::professionals::Professional;
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, professionals};

/// A mail may be found again long after; its way out is still one.
const LASTS: Duration = Duration::days(2 * 365);

/// A fresh token for one mail to this professional.
pub(super) fn token(c: &mut Connection, professional: i64, now: DateTime<Utc>) -> Result<Token> {
    tokens::issue(c, Grant::Unsubscribe { professional }, LASTS, None, now)
}

/// Whose mails a link stops; nothing when it does not work, or no longer.
///
/// # Errors
/// Those of the database.
pub fn look(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Professional>> {
    match tokens::look_up(c, token, Purpose::Unsubscribe, now)? {
        Some(Grant::Unsubscribe { professional }) => professionals::by_id(c, professional).map(Some),
        _ => Ok(None),
    }
}

/// Lets a professional take part in no more rounds, until they come back. Twice is as once. Duos that they are in stay.
///
/// # Errors
/// Those of the database.
pub fn leave(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Professional>> {
    let Some(professional) = look(c, token, now)? else { return Ok(None) };
    professionals::pause(c, professional.id)?;
    professionals::by_id(c, professional.id).map(Some)
}
