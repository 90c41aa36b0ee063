//! What else could be, and what it would cost: asked of the solved round, by the identifiers of its people.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::prepared_cache::{ExplainFailure, Explained, Warm};
use crate::domain::{ProfessionalId, RoundId, Side};
use crate::matching::explain::{Cost, Other, Relaxation};
use crate::matching::{Pair, Rule};
use crate::store::Store;
use crate::store::duo::duos;
use assign::trade_off::TradeOff;

/// Another duo for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in `matching::explain::Other`")]
pub struct Another {
    pub learner: ProfessionalId,
    pub guide: ProfessionalId,
    pub score: i64,
    pub cost: Cost,
}

/// What would give somebody a duo; see [`Relaxation`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in `Relaxation`")]
pub enum Relief {
    Coverage,
    Seat { guide: ProfessionalId },
    Exception { learner: ProfessionalId, guide: ProfessionalId, rules: Vec<Rule> },
}

/// An answer, unless the duos that were proposed are not those that would be proposed now: a profile changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    /// As things stand.
    Told(T),
    /// Propose again first.
    Outdated,
}

/// Other duos for somebody on one side, those that cost least first, at most so many.
///
/// # Errors
/// [`ExplainFailure`].
pub fn alternatives(
    warm: &Warm,
    store: &Store,
    id: RoundId,
    (person, side): (ProfessionalId, Side),
    few: usize,
    now: DateTime<Utc>,
) -> Result<Answer<Vec<Another>>, ExplainFailure> {
    ask(warm, store, id, now, move |round| {
        let Some(place) = place(round, person) else { return Vec::new() };
        let another = |Other { pair: Pair { learner, guide, reasons }, cost }: Other| Another {
            learner: round.ids[learner],
            guide: round.ids[guide],
            score: reasons.score(),
            cost,
        };
        round.explainer.alternatives(place, side, few).into_iter().map(another).collect()
    })
}

/// Whether a cost is that of the best round there is, or only of those in which the other duos keep their direction.
///
/// # Errors
/// [`ExplainFailure`].
pub fn is_exact(warm: &Warm, store: &Store, id: RoundId, now: DateTime<Utc>) -> Result<bool, ExplainFailure> {
    warm.explain(store, id, now, |round| round.explainer.is_exact())
}

/// For each of these, who have no duo on a side, what would give them one: the smallest first, none if nothing would.
///
/// # Errors
/// [`ExplainFailure`].
pub fn reliefs(
    warm: &Warm,
    store: &Store,
    id: RoundId,
    of: &[(ProfessionalId, Side)],
    now: DateTime<Utc>,
) -> Result<Answer<Vec<Vec<Relief>>>, ExplainFailure> {
    let of = of.to_vec();
    ask(warm, store, id, now, move |round| {
        let relief = |relaxation| match relaxation {
            Relaxation::Coverage => Relief::Coverage,
            Relaxation::Seat { guide } => Relief::Seat { guide: round.ids[guide] },
            Relaxation::Exception { learner, guide, rules } => {
                Relief::Exception { learner: round.ids[learner], guide: round.ids[guide], rules }
            }
        };
        let all = |(person, side): &(ProfessionalId, Side)| {
            let found = place(round, *person).map(|place| round.explainer.relaxations(place, *side));
            found.unwrap_or_default().into_iter().map(relief).collect()
        };
        of.iter().map(all).collect()
    })
}

/// Quality against coverage, and what one duo more costs.
///
/// # Errors
/// [`ExplainFailure`].
pub fn trade_off(warm: &Warm, store: &Store, id: RoundId, now: DateTime<Utc>) -> Result<TradeOff, ExplainFailure> {
    Ok(warm.explain(store, id, now, |round| round.explainer.trade_off())??)
}

fn place(round: &Explained<'_>, person: ProfessionalId) -> Option<usize> {
    round.ids.binary_search(&person).ok()
}

fn ask<T: Send + 'static>(
    warm: &Warm,
    store: &Store,
    id: RoundId,
    now: DateTime<Utc>,
    question: impl Fn(&Explained<'_>) -> T + Send + Sync + 'static,
) -> Result<Answer<T>, ExplainFailure> {
    let proposed = store.read(|c| duos::of_round(c, id))?;
    let proposed: BTreeSet<(ProfessionalId, ProfessionalId)> =
        proposed.iter().map(|duo| (duo.learner.professional_id, duo.guide.professional_id)).collect();
    let answer = warm.explain(store, id, now, move |round| {
        let would_be = round.explainer.duos().iter().map(|duo| (round.ids[duo.learner], round.ids[duo.guide]));
        if would_be.collect::<BTreeSet<_>>() == proposed { Answer::Told(question(round)) } else { Answer::Outdated }
    })?;
    Ok(answer)
}
