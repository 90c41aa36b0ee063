//! What a coordinator does by hand to the duos of a round that runs: stop one, make one, give a member another partner, or let
//! two duos exchange partners. What comes of it is told before it is done.

use chrono::{DateTime, Utc};

use super::live::{Live, NewPair, Regroup, can_stop, ends, regroup, stands};
use super::not_held;
use crate::domain::duo::lifecycle::{DuoLifecycle, Ending};
use crate::domain::{Answer, Change, DuoId, ProfessionalId, RoundId, RoundState, Side, SingleLine};
use crate::service::Context;
use crate::service::round::{Obstacle, RoundError};
use crate::store::Connection;
use crate::store::duo::duos::Duo;

/// One act on the duos of a published round. Duos and people are identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByHand {
    /// A duo stops.
    Stop {
        /// Which.
        duo: DuoId,
    },
    /// Two people become a duo: in a guidance round the learner and then the guide.
    Add {
        /// The one.
        one: ProfessionalId,
        /// The other.
        other: ProfessionalId,
    },
    /// A duo stops, and one of its members becomes a duo with somebody else.
    Replace {
        /// Which.
        duo: DuoId,
        /// Who gets another partner.
        stays: ProfessionalId,
        /// Who that is.
        partner: ProfessionalId,
    },
    /// Two duos exchange partners.
    Exchange {
        /// The one.
        duo: DuoId,
        /// The other.
        other: DuoId,
    },
}

/// What would come of an act.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The version of the round that it was worked out for.
    pub version: i32,
    /// The duos that stop.
    pub stop: Vec<Duo>,
    /// Those that are made.
    pub new: Vec<NewPair>,
    /// What stands in the way.
    pub obstacles: Vec<((ProfessionalId, ProfessionalId), Obstacle)>,
    /// Who would have no duo of this round any more, and is told.
    pub let_down: Vec<ProfessionalId>,
    /// Who is in a duo that stops, and keeps another.
    pub keep_another: Vec<ProfessionalId>,
    /// Who said yes to a duo that stops.
    pub said_yes: Vec<ProfessionalId>,
    /// Who said no in this round, or nothing, and would be introduced to somebody all the same.
    pub refused: Vec<ProfessionalId>,
}

/// The duos that stop, and the pairs that are made.
type Plan = (Vec<DuoId>, Vec<(ProfessionalId, ProfessionalId)>);

impl ByHand {
    /// The step in the history of the round.
    #[must_use]
    pub const fn change(self) -> Change {
        match self {
            Self::Stop { .. } => Change::Stop,
            Self::Add { .. } => Change::Add,
            Self::Replace { .. } | Self::Exchange { .. } => Change::Swap,
        }
    }

    /// The duos that stop, and those that are made.
    fn plan(self, live: &Live) -> Result<Plan, RoundError> {
        let rules = live.rules();
        match self {
            Self::Stop { duo } => Ok((vec![live.duo(duo)?.id], Vec::new())),
            Self::Add { one, other } => Ok((Vec::new(), vec![live.in_order(&rules, (one, other))])),
            Self::Replace { duo, stays, partner } => {
                let duo = live.duo(duo)?;
                let new = match duo.side_of(stays).ok_or(RoundError::Stranger)? {
                    Side::Learner => (stays, partner),
                    Side::Guide => (partner, stays),
                };
                Ok((vec![duo.id], vec![live.in_order(&rules, new)]))
            }
            Self::Exchange { duo, other } => {
                let (one, other) = (live.duo(duo)?, live.duo(other)?);
                if one.id == other.id {
                    return Err(RoundError::NotFound);
                }
                let [a, b] = [one, other].map(|duo| (duo.learner.professional_id, duo.guide.professional_id));
                let new = [(a.0, b.1), (b.0, a.1)].map(|two| live.in_order(&rules, two));
                Ok((vec![one.id, other.id], new.to_vec()))
            }
        }
    }

    /// Whether it is done already: the same form came twice.
    fn is_done(self, live: &Live) -> Result<bool, RoundError> {
        let (stop, new) = self.plan(live)?;
        let stopped = |duo: &&Duo| stop.contains(&duo.id) && duo.life == DuoLifecycle::Ended(Ending::Stopped);
        let made = |(one, other): &(ProfessionalId, ProfessionalId)| {
            let is_this = |duo: &Duo| (duo.learner.professional_id, duo.guide.professional_id) == (*one, *other);
            live.duos.iter().any(|duo| duo.by_hand && stands(duo) && is_this(duo))
        };
        Ok(live.duos.iter().filter(stopped).count() == stop.len() && new.iter().all(made))
    }
}

/// What would come of an act. Nothing is changed.
///
/// # Errors
/// [`RoundError::NotFound`] when the round or one of its duos is not there; [`RoundError::Changed`] when the round does not run, or a
/// duo is over; [`RoundError::AnswerBy`] when a new duo could not be answered any more; [`RoundError::Stranger`].
pub fn preview(c: &mut Connection, id: RoundId, act: ByHand, now: DateTime<Utc>) -> Result<Outcome, RoundError> {
    let live = Live::read(c, id, None)?;
    not_held(c, id, now)?;
    let (stop, new) = act.plan(&live)?;
    if !new.is_empty() && live.round.state != RoundState::Published {
        return Err(RoundError::Changed);
    }
    if !new.is_empty() && live.round.answer_by <= now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    let stopped: Vec<Duo> = live.duos.iter().filter(|duo| stop.contains(&duo.id)).cloned().collect();
    if !stopped.iter().all(can_stop) {
        return Err(RoundError::Changed);
    }
    let rules = live.rules();
    let obstacles = new
        .iter()
        .enumerate()
        .filter_map(|(place, pair)| Some((*pair, live.obstacle(&rules, *pair, &stop, &new[..place])?)));
    let obstacles = obstacles.collect();
    let members: Vec<ProfessionalId> = new.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let left: Vec<ProfessionalId> =
        stopped.iter().flat_map(ends).map(|(_, id)| id).filter(|id| !members.contains(id)).collect();
    let has_another =
        |id: &ProfessionalId| live.duos.iter().any(|d| stands(d) && !stop.contains(&d.id) && d.side_of(*id).is_some());
    let (keep_another, let_down) = left.into_iter().partition(has_another);
    let answers = stopped.iter().flat_map(|duo| ends(duo).map(|(side, id)| (id, duo.member(side).answer)));
    let said_yes = answers.filter(|(_, answer)| *answer == Some(Answer::Accepted)).map(|(id, _)| id).collect();
    Ok(Outcome {
        version: live.round.version,
        new: new.iter().filter_map(|pair| live.pair(&rules, *pair, &stop)).collect(),
        obstacles,
        let_down,
        keep_another,
        said_yes,
        refused: members.into_iter().filter(|id| live.has_refused(*id)).collect(),
        stop: stopped,
    })
}

/// Whether it is done already.
///
/// # Errors
/// As [`preview`].
pub fn is_done(c: &mut Connection, id: RoundId, act: ByHand) -> Result<bool, RoundError> {
    act.is_done(&Live::read(c, id, None)?)
}

/// Does it, once: when it is done already nothing happens. The reason is for coordinators only.
///
/// # Errors
/// As [`preview`]; [`RoundError::Changed`] also when the round was changed since `version`; [`RoundError::Obstacles`].
pub fn act(
    cx: &mut Context<'_>,
    (id, version): (RoundId, Option<i32>),
    act: ByHand,
    reason: Option<&SingleLine<500>>,
) -> Result<(), RoundError> {
    let live = Live::read(cx.c, id, None)?;
    if act.is_done(&live)? {
        return Ok(());
    }
    let (stop, new) = act.plan(&live)?;
    let what = Regroup { change: act.change(), stop: &stop, new: &new, reason: reason.map(SingleLine::as_str) };
    regroup(cx, (id, version), &what)
}

/// Whom somebody could be a duo with now, best first: at most so many. `without` is the duo that they would leave for it.
///
/// # Errors
/// As [`preview`].
pub fn partners(
    c: &mut Connection,
    id: RoundId,
    (person, side): (ProfessionalId, Side),
    without: Option<DuoId>,
    most: usize,
) -> Result<Vec<NewPair>, RoundError> {
    let live = Live::read(c, id, None)?;
    if live.round.state != RoundState::Published {
        return Err(RoundError::Changed);
    }
    let rules = live.rules();
    let without: Vec<DuoId> = without.into_iter().collect();
    let two = |other: ProfessionalId| {
        live.in_order(&rules, if side == Side::Learner { (person, other) } else { (other, person) })
    };
    let possible = live.material.ids.iter().map(|other| two(*other));
    let possible = possible.filter(|pair| live.obstacle(&rules, *pair, &without, &[]).is_none());
    let mut pairs: Vec<NewPair> = possible.filter_map(|pair| live.pair(&rules, pair, &without)).collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.learner, pair.guide));
    pairs.truncate(most);
    Ok(pairs)
}

/// The duos with which a duo could exchange partners now, best first: at most so many, each with the two that it would make.
///
/// # Errors
/// As [`preview`].
pub fn exchanges(
    c: &mut Connection,
    id: RoundId,
    duo: DuoId,
    most: usize,
) -> Result<Vec<(DuoId, [NewPair; 2])>, RoundError> {
    let live = Live::read(c, id, None)?;
    let rules = live.rules();
    let mut found = Vec::new();
    for other in live.duos.iter().filter(|other| can_stop(other) && other.id != duo) {
        let (stop, new) = ByHand::Exchange { duo, other: other.id }.plan(&live)?;
        let is_free = |place: usize| live.obstacle(&rules, new[place], &stop, &new[..place]).is_none();
        if (0..new.len()).all(is_free) {
            let pairs: Vec<NewPair> = new.iter().filter_map(|pair| live.pair(&rules, *pair, &stop)).collect();
            found.extend(<[NewPair; 2]>::try_from(pairs).ok().map(|pairs| (other.id, pairs)));
        }
    }
    found.sort_by_key(|(id, pairs)| (std::cmp::Reverse(pairs[0].score + pairs[1].score), *id));
    found.truncate(most);
    Ok(found)
}
