//! The duos that stand: introduced, confirmed, or declined by somebody who may still change their mind.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::domain::{DuoId, DuoState, Kind, ProfessionalId, ProgrammeId, RoundId, RoundSettings, Side, StandingDuos};
use crate::store::schema::{duo_members, duos, rounds};
use crate::store::{Connection, LoadReadable, Result, StoreError};

/// A duo that stands: identifiers of professionals, and the round it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub struct StandingDuo {
    pub duo: DuoId,
    pub round: RoundId,
    pub learner: ProfessionalId,
    pub guide: ProfessionalId,
    pub both_learn: bool,
}

/// The states of a duo that stands, where nothing in it is final.
const STATES: [DuoState; 3] = [DuoState::Introduced, DuoState::Declined, DuoState::Confirmed];

/// The duos that stand in a programme, by identifier: in all rounds, or in all but one.
///
/// # Errors
/// Those of the database.
pub fn of_programme(c: &mut Connection, programme: ProgrammeId, but: Option<RoundId>) -> Result<Vec<StandingDuo>> {
    let (learners, guides) = diesel::alias!(duo_members as learners, duo_members as guides);
    let rows: Vec<(DuoId, RoundId, ProfessionalId, ProfessionalId)> = duos::table
        .inner_join(rounds::table)
        .inner_join(learners.on(learners.field(duo_members::duo_id).eq(duos::id)))
        .inner_join(guides.on(guides.field(duo_members::duo_id).eq(duos::id)))
        .filter(duos::state.eq_any(STATES.map(DuoState::as_str)).and(duos::closed_at.is_null()))
        .filter(rounds::programme_id.eq(programme).and(rounds::id.ne(but.unwrap_or(RoundId(0)))))
        .filter(learners.field(duo_members::side).eq(Side::Learner.as_str()))
        .filter(guides.field(duo_members::side).eq(Side::Guide.as_str()))
        .order(duos::id)
        .select((
            duos::id,
            duos::round_id,
            learners.field(duo_members::professional_id),
            guides.field(duo_members::professional_id),
        ))
        .load_readable(c)?;
    let mut kinds = HashMap::new();
    for (_, round, ..) in &rows {
        if !kinds.contains_key(round) {
            kinds.extend(crate::store::if_readable(kind(c, *round))?.map(|kind| (*round, kind)));
        }
    }
    let standing = |(duo, round, learner, guide)| {
        let both_learn = kinds.get(&round).is_some_and(|kind: &Kind| kind.both_learn());
        StandingDuo { duo, round, learner, guide, both_learn }
    };
    Ok(rows.into_iter().map(standing).collect())
}

fn kind(c: &mut Connection, round: RoundId) -> Result<Kind> {
    let settings: String = rounds::table.find(round).select(rounds::settings).first(c)?;
    let settings: RoundSettings =
        serde_json::from_str(&settings).map_err(|e| StoreError::Corrupt(format!("settings of round {round}: {e}")))?;
    Ok(settings.kind)
}

/// How many of these duos each person stands in, and as what.
#[must_use]
pub fn by_person(duos: &[StandingDuo]) -> HashMap<ProfessionalId, StandingDuos> {
    let mut counts: HashMap<ProfessionalId, StandingDuos> = HashMap::new();
    for duo in duos {
        for (side, person) in [(Side::Learner, duo.learner), (Side::Guide, duo.guide)] {
            let count = counts.entry(person).or_default();
            match side {
                _ if duo.both_learn => count.both_learn += 1,
                Side::Learner => count.as_learner += 1,
                Side::Guide => count.as_guide += 1,
            }
        }
    }
    counts
}
