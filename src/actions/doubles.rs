//! Who may be in a programme twice, and that a coordinator looked and found them to be two people.

use chrono::{DateTime, Utc};

use super::activity::{self, Activity, Actor};
use crate::domain::{ProfessionalId, ProgrammeId};
use crate::store::{Connection, Result, doubles, professionals};

/// Remembers that two who may be one person are two. Twice is as once. False when they are not two professionals of the
/// programme.
///
/// # Errors
/// Those of the database.
pub fn find_distinct(
    c: &mut Connection,
    programme: ProgrammeId,
    (one, other): (ProfessionalId, ProfessionalId),
    actor: Actor,
    now: DateTime<Utc>,
) -> Result<bool> {
    let both = professionals::by_ids(c, &[one, other])?;
    if both.len() != 2 || both.iter().any(|person| person.programme_id != programme) {
        return Ok(false);
    }
    let coordinator = if let Actor::Coordinator(id) = actor { Some(id) } else { None };
    if doubles::note_distinct(c, (one, other), coordinator, now)? {
        let (one, other) = (one.min(other), one.max(other));
        activity::note(c, programme, actor, &Activity::FoundDistinct { one, other }, now)?;
    }
    Ok(true)
}
