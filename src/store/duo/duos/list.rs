//! The list of a round's duos, with no more of each than a list needs.

use diesel::prelude::*;

use crate::domain::{DuoId, DuoState, ProfessionalId, RoundId, Side};
use crate::store::schema::{duo_members, duos};
use crate::store::{Connection, LoadReadable, Result, parse_column};

/// One line of the list of a round's duos, with no more than a list needs.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "as in `Duo`")]
pub struct Listed {
    pub id: DuoId,
    pub score: i64,
    pub state: DuoState,
    pub learner: ProfessionalId,
    pub guide: ProfessionalId,
}

/// The duos of a round, best first, as a list shows them.
///
/// # Errors
/// Those of the database.
pub fn list(c: &mut Connection, round: RoundId) -> Result<Vec<Listed>> {
    let (learners, guides) = diesel::alias!(duo_members as learners, duo_members as guides);
    let rows: Vec<(DuoId, i64, String, ProfessionalId, ProfessionalId)> = duos::table
        .inner_join(
            learners.on(learners
                .field(duo_members::side)
                .eq(Side::Learner.as_str())
                .and(learners.field(duo_members::duo_id).eq(duos::id))),
        )
        .inner_join(
            guides.on(guides
                .field(duo_members::side)
                .eq(Side::Guide.as_str())
                .and(guides.field(duo_members::duo_id).eq(duos::id))),
        )
        .filter(duos::round_id.eq(round))
        .order((duos::score.desc(), duos::id))
        .select((
            duos::id,
            duos::score,
            duos::state,
            learners.field(duo_members::professional_id),
            guides.field(duo_members::professional_id),
        ))
        .load_readable(c)?;
    let listed = |(id, score, state, learner, guide): (DuoId, i64, String, ProfessionalId, ProfessionalId)| {
        Ok(Listed { id, score, state: parse_column("duos.state", &state)?, learner, guide })
    };
    crate::store::readable(rows.into_iter().map(listed).collect())
}
