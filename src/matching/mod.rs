//! Profiles in, duos with reasons out.
//!
//! Pure: no SQL, no HTTP, no clock, no files. The way through, for [`propose`]:
//!
//! - [`rules`]: what forbids a pair;
//! - [`score`]: how good two people are for each other, and why;
//! - [`pairs`]: every pair that no rule forbids, with its score;
//! - [`order`]: one order for the same people, so that their rows do not decide;
//! - [`assign`]: which of the pairs become duos, with a proof that it cannot be done better;
//! - [`explain`]: why somebody has no duo, and why not that one;
//! - [`repair`]: after declines, who is free is matched again.

pub mod assign;
pub mod explain;
pub mod order;
pub mod pairs;
pub mod repair;
pub mod rules;
pub mod score;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::domain::{EmailAddress, Kind, Profile, RoundSettings};

use assign::{AssignError, Edge};
pub use explain::{Unmatched, Unpaired};
pub use pairs::Pair;
pub use rules::{EarlierDuos, Rule, Rules};
pub use score::{Reasons, TopicMatch, shared_topics};

/// What a round would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    duos: Vec<Pair>,
    unpaired: Vec<Unpaired>,
    total: i128,
    bound: i128,
    optimal: bool,
    solver: &'static str,
}

impl Proposal {
    /// The duos, by the learner's and then the guide's place among the participants.
    #[must_use]
    pub fn duos(&self) -> &[Pair] {
        &self.duos
    }

    /// Every learner without a guide, then every guide without a learner, and why.
    #[must_use]
    pub fn unpaired(&self) -> &[Unpaired] {
        &self.unpaired
    }

    /// The sum of the scores; 0 without duos.
    #[must_use]
    pub const fn total(&self) -> i128 {
        self.total
    }

    /// The lowest score of a duo, if there is one.
    #[must_use]
    pub fn lowest(&self) -> Option<i64> {
        self.duos.iter().map(|d| d.reasons.score()).min()
    }

    /// No pairing has a greater total, among those that the preference allows: see [`assign::Assignment::bound`].
    #[must_use]
    pub const fn bound(&self) -> i128 {
        self.bound
    }

    /// Whether it is proved that it cannot be done better: the total equals the bound.
    #[must_use]
    pub const fn optimal(&self) -> bool {
        self.optimal
    }

    /// The name of the solver.
    #[must_use]
    pub const fn solver(&self) -> &'static str {
        self.solver
    }
}

/// Why a round cannot be matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProposeError {
    /// This kind of round is not there yet.
    KindNotThere(Kind),
    /// Two participants have one e-mail address.
    SameAddress(EmailAddress),
    /// The solver refused.
    Assign(AssignError),
}

impl fmt::Display for ProposeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KindNotThere(kind) => write!(f, "{kind} rounds are not there yet"),
            Self::SameAddress(email) => write!(f, "two participants have the e-mail address {email}"),
            Self::Assign(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ProposeError {}

/// Proposes the duos of a round, the same for the same participants in whatever order.
///
/// # Errors
/// [`ProposeError`].
pub fn propose(
    participants: &[Profile],
    settings: &RoundSettings,
    earlier: &EarlierDuos,
) -> Result<Proposal, ProposeError> {
    let (pairs, rules) = prepare(participants, settings, earlier)?;
    let learners: Vec<usize> = pairs::learners(participants).collect();
    let guides: Vec<usize> = pairs::guides(participants).collect();
    let (learner_at, guide_at) = (places(&learners), places(&guides));
    let edges: Vec<Edge> = pairs
        .iter()
        .map(|p| Edge { left: learner_at[&p.learner], right: guide_at[&p.guide], score: p.reasons.score() })
        .collect();
    let name = |i: &usize| participants[*i].email().as_str();
    let lefts: Vec<_> = learners.iter().map(name).collect();
    let rights: Vec<_> =
        guides.iter().map(|i| (name(i), u32::from(participants[*i].takes_part().capacity()))).collect();
    let assignment =
        order::assign_named(&lefts, &rights, &edges, settings.seed, settings.prefer).map_err(ProposeError::Assign)?;

    let chosen: HashSet<_> = assignment.edges().iter().map(|e| (learners[e.left], guides[e.right])).collect();
    Ok(Proposal {
        unpaired: explain::unpaired(participants, &pairs, &chosen, &rules),
        duos: pairs.into_iter().filter(|p| chosen.contains(&(p.learner, p.guide))).collect(),
        total: assignment.total(),
        bound: assignment.bound(),
        optimal: assignment.optimal(),
        solver: assignment.solver(),
    })
}

/// Every pair that may become a duo in this round, sorted by the learner's and then the guide's place among the
/// participants.
///
/// # Errors
/// [`ProposeError::KindNotThere`] and [`ProposeError::SameAddress`].
pub fn eligible_pairs(
    participants: &[Profile],
    settings: &RoundSettings,
    earlier: &EarlierDuos,
) -> Result<Vec<Pair>, ProposeError> {
    prepare(participants, settings, earlier).map(|(pairs, _)| pairs)
}

fn prepare<'a>(
    participants: &'a [Profile],
    settings: &'a RoundSettings,
    earlier: &'a EarlierDuos,
) -> Result<(Vec<Pair>, Rules<'a>), ProposeError> {
    if settings.kind != Kind::Guidance {
        return Err(ProposeError::KindNotThere(settings.kind));
    }
    let mut seen = HashSet::new();
    if let Some(twice) = participants.iter().find(|p| !seen.insert(p.email())) {
        return Err(ProposeError::SameAddress(twice.email().clone()));
    }
    let rules = Rules::new(participants, settings, earlier);
    Ok((pairs::eligible(participants, &settings.weights, &rules), rules))
}

fn places(indices: &[usize]) -> HashMap<usize, usize> {
    indices.iter().enumerate().map(|(place, &index)| (index, place)).collect()
}
