//! The list of a round's duos, with no more of each than a list needs.

use diesel::prelude::*;

use super::super::schema::{duo_members, duos};
use super::super::{Connection, Result, word};
use crate::domain::{DuoState, Side};

/// One line of the list of a round's duos, with no more than a list needs.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "as in `Duo`")]
pub struct Listed {
    pub id: i64,
    pub score: i64,
    pub state: DuoState,
    pub learner: i64,
    pub guide: i64,
}

/// The duos of a round, best first, as a list shows them.
///
/// # Errors
/// Those of the database.
pub fn list(c: &mut Connection, round: i64) -> Result<Vec<Listed>> {
    let (learners, guides) = diesel::alias!(duo_members as learners, duo_members as guides);
    let rows: Vec<(i64, i64, String, i64, i64)> = duos::table
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
        .load(c)?;
    let listed = |(id, score, state, learner, guide): (i64, i64, String, i64, i64)| {
        Ok(Listed { id, score, state: word("duos.state", &state)?, learner, guide })
    };
    rows.into_iter().map(listed).collect()
}
