//! Somebody left over in a mutual round, and the duo to offer them.

use super::Material;
use crate::domain::{Kind, RoundState};
use crate::matching;
use crate::store::rounds::Round;
use crate::store::{Connection, StoreError, duos, rounds};

/// Somebody who was left over in a mutual round, and the duo that they would fit best as a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OddOneOut {
    pub third: i64,
    pub duo: (i64, i64),
    /// The sum of the third's scores with the two.
    pub score: i64,
}

/// The trio to offer in a mutual round whose duos are proposed, if one person is left over and fits with a duo.
///
/// # Errors
/// Those of the database.
pub fn odd_one_out(c: &mut Connection, round: &Round) -> Result<Option<OddOneOut>, StoreError> {
    if round.settings.kind != Kind::Mutual || round.state != RoundState::Proposed {
        return Ok(None);
    }
    let unmatched = rounds::unmatched(c, round.id)?;
    let [left_over] = &unmatched[..] else { return Ok(None) };
    let material = Material::of(c, round)?;
    // A profile that is gone since has no place any more.
    let ends = duos::of_round(c, round.id)?.into_iter().filter_map(|duo| {
        Some((material.place(duo.learner.professional_id)?, material.place(duo.guide.professional_id)?))
    });
    let ends: Vec<(usize, usize)> = ends.collect();
    let Some(third) = material.place(left_over.professional_id) else { return Ok(None) };
    let offer = matching::trio(&ends, third, &material.rules(&round.settings));
    let ids = &material.ids;
    Ok(offer.map(|trio| OddOneOut {
        third: ids[trio.third],
        duo: (ids[ends[trio.duo].0], ids[ends[trio.duo].1]),
        score: trio.score,
    }))
}
