//! Who may be in a programme twice, and that a coordinator looked and found them to be two people.

use crate::domain::{ProfessionalId, ProgrammeId};
use crate::service::Context;
use crate::service::programme::activity::Activity;
use crate::store::Result;
use crate::store::person::{doubles, professionals};

/// Remembers that two who may be one person are two. Twice is as once. False when they are not two professionals of the
/// programme.
///
/// # Errors
/// Those of the database.
pub fn find_distinct(
    cx: &mut Context<'_>,
    programme: ProgrammeId,
    (one, other): (ProfessionalId, ProfessionalId),
) -> Result<bool> {
    cx.authorise(programme)?;
    let both = professionals::by_ids(cx.c, &[one, other])?;
    if both.len() != 2 || both.iter().any(|person| person.programme_id != programme) {
        return Ok(false);
    }
    if doubles::note_distinct(cx.c, (one, other), cx.actor.coordinator(), cx.now)? {
        let (one, other) = (one.min(other), one.max(other));
        cx.note(programme, &Activity::FoundDistinct { one, other })?;
    }
    Ok(true)
}
