//! By what one sees that somebody changed, without reading them in full.

use crate::domain::{ProfessionalId, RoundId};
use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::doubles;
use crate::store::duo::duos;
use crate::store::duo::standing::{self, StandingDuo};
use crate::store::round::rounds::Round;
use crate::store::schema::{professional_rules, professionals, round_participants};
use crate::store::{Connection, LoadReadable, Result};

/// Everything about the participants of a round that can change, or a time that changes with it. Equal if nothing of it
/// changed, except within one second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participants {
    /// Identifier, standing, rounds without a duo, tags, and the time of the last change.
    people: Vec<(ProfessionalId, String, i32, String, NaiveDateTime)>,
    /// What they said when they were asked whether they take part.
    said: Vec<Option<bool>>,
    rules: Vec<(ProfessionalId, String, String)>,
    earlier: Vec<(ProfessionalId, ProfessionalId, RoundId)>,
    standing: Vec<StandingDuo>,
    /// Who may be one person and was found to be two.
    distinct: Vec<(ProfessionalId, ProfessionalId)>,
}

impl Participants {
    /// The time of the last change to a profile.
    #[must_use]
    pub fn newest(&self) -> Option<NaiveDateTime> {
        self.people.iter().map(|one| one.4).max()
    }
}

/// Reads it.
///
/// # Errors
/// Those of the database.
pub fn of_participants(c: &mut Connection, round: &Round) -> Result<Participants> {
    let people = professionals::table
        .inner_join(round_participants::table)
        .filter(round_participants::round_id.eq(round.id))
        .order(professionals::id)
        .select((
            professionals::id,
            professionals::standing,
            professionals::waited,
            professionals::tags,
            professionals::updated_at,
        ))
        .load_readable(c)?;
    let said = round_participants::table
        .filter(round_participants::round_id.eq(round.id))
        .order(round_participants::professional_id)
        .select(round_participants::takes_part)
        .load_readable(c)?;
    let rules = professional_rules::table
        .inner_join(professionals::table)
        .filter(professionals::programme_id.eq(round.programme_id))
        .order((professional_rules::professional_id, professional_rules::rule, professional_rules::email))
        .select((professional_rules::professional_id, professional_rules::rule, professional_rules::email))
        .load_readable(c)?;
    let mut earlier = duos::earlier_pairs(c, round.programme_id)?;
    earlier.sort_unstable();
    let standing = standing::of_programme(c, round.programme_id, Some(round.id))?;
    let distinct = doubles::distinct(c, round.programme_id)?;
    Ok(Participants { people, said, rules, earlier, standing, distinct })
}
