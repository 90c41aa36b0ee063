//! Publishing a round: from then on both members of each duo know.

use chrono::{DateTime, Utc};

use super::super::{Policy, mailings, steps, waiting};
use super::history::note;
use super::{Material, RoundError, seen};
use crate::domain::{Change, RoundState};
use crate::store::mailings::{JustQueued, MailingKind};
use crate::store::rounds::Round;
use crate::store::{Connection, duos, programmes, round_changes, rounds};

/// Publishes a proposed round: every duo is introduced, and both its members are told.
///
/// The rules are held against the profiles and the earlier duos of this moment: whom somebody asked not to meet after
/// the proposal, they do not meet. `by` is the coordinator. Where the mails are many they wait, and can be called back.
///
/// # Errors
/// [`RoundError::Changed`] when it is not proposed or was changed since `version`; [`RoundError::AnswerBy`] when the
/// day to answer by has come; [`RoundError::Outdated`].
pub fn publish(
    c: &mut Connection,
    policy: &Policy,
    id: i64,
    version: Option<i32>,
    by: Option<i64>,
    now: DateTime<Utc>,
) -> Result<usize, RoundError> {
    let round = seen(c, id, version)?;
    note(c, &round, Change::Publish, by, now)?;
    round_changes::forget_before(c, id)?;
    rounds::advance(c, &round, RoundState::Published, now)?;
    if round.answer_by <= now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    // One publication at a time in a programme, so that two rounds do not introduce the same two people.
    programmes::lock(c, round.programme_id)?;
    let duos = duos::of_round(c, id)?;
    match outdated(c, &round, &duos)? {
        0 => {}
        count => return Err(RoundError::Outdated(count)),
    }
    steps::publish_all(c, policy, &round, &duos, now)?;
    let queued =
        JustQueued { programme: round.programme_id, kind: MailingKind::Publication, round: Some(id), people: &[] };
    mailings::hold(c, policy, queued, by, now)?;
    waiting::at_publication(c, &round, &duos)?;
    Ok(duos.len())
}

/// How many of the duos the rules no longer allow.
fn outdated(c: &mut Connection, round: &Round, duos: &[duos::Duo]) -> Result<usize, RoundError> {
    let material = Material::of(c, round)?;
    let rules = material.rules(&round.settings);
    // Each of a trio is in two duos.
    let more = u32::from(round.settings.trio && rules.sides().one_pool());
    let mut seats: Vec<u32> = (0..material.ids.len()).map(|i| rules.sides().seats(i) + more).collect();
    let mut count = 0;
    for duo in duos {
        let learner = material.place(duo.learner.professional_id);
        let guide = material.place(duo.guide.professional_id);
        let allowed = learner.zip(guide).is_some_and(|(learner, guide)| {
            let seat = seats.get_mut(guide).filter(|left| **left > 0);
            let has_seat = seat.is_some();
            if let Some(left) = seat {
                *left -= 1;
            }
            has_seat && rules.first_against(learner, guide).is_none()
        });
        count += usize::from(!allowed);
    }
    Ok(count)
}
