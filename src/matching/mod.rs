//! Profiles in, duos with reasons out.
//!
//! Pure: no SQL, no HTTP, no clock, no files. The way through, for [`propose`]:
//!
//! - [`sides`]: who stands on which side of a round;
//! - [`rules`]: what forbids a pair;
//! - [`score`]: how good two people are for each other, and why;
//! - [`pairs`]: two people with their reasons;
//! - [`prepared`]: a round made ready, with an index of its people (`index`) in which good pairs are found;
//! - `market`: the pairs of free lefts and seats, as a solver asks for them;
//! - [`locks`]: pairs that must stand, taken out of the problem;
//! - [`order`]: one order for the same people, so that their rows do not decide;
//! - [`assign`]: which of the pairs become duos, with a proof that it cannot be done better;
//! - [`explain`]: why somebody has no duo, and why not that one;
//! - [`mod@trio`]: which duo the odd one out would fit best;
//! - [`repair`]: after declines, who is free is matched again;
//! - [`score_file`]: a problem that comes as a list of scores instead.

pub mod explain;
mod hierarchy;
mod history;
mod index;
pub mod locks;
mod market;
pub mod order;
pub mod pairs;
mod people;
pub mod prepared;
pub mod repair;
pub mod rules;
pub mod score;
pub mod score_file;
pub mod sides;
pub mod trio;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use crate::domain::{EmailAddress, Factor, Preference, Profile, RoundSettings};

use assign::{AssignError, Objective};
pub use explain::{Unmatched, Unpaired, UnpairedReason};
pub use history::History;
pub use locks::LockError;
pub use pairs::Pair;
pub use prepared::{Prepared, Preview};
pub use rules::{Rule, Rules};
pub use score::{Direction, Reasons, TopicMatch, shared_topics};
pub use sides::Sides;
pub use trio::{Trio, trio};

impl From<Preference> for Objective {
    fn from(preference: Preference) -> Self {
        match preference {
            Preference::Quality => Self::Total,
            Preference::Coverage => Self::Cardinality,
            Preference::Balance => Self::Bottleneck,
        }
    }
}

/// The number of this engine: raised when the same people and settings may lead to other duos than before. A new factor raises
/// it by itself.
pub const ENGINE: u32 = {
    const RAISED_TO: u32 = 6;
    let (mut newest, mut place) = (RAISED_TO, 0);
    while place < Factor::COUNT {
        let since = Factor::ALL[place].since_engine();
        newest = if since > newest { since } else { newest };
        place += 1;
    }
    newest
};

/// How many pairs one pool may have: all of them are held in memory, some 50 bytes each. Where nearly everybody can be with
/// everybody these are 7,000 people.
pub const MAX_POOL_PAIRS: usize = 25_000_000;

/// What a round would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    duos: Vec<Pair>,
    locked: Vec<Pair>,
    trio: Option<Trio>,
    unpaired: Vec<Unpaired>,
    total: i128,
    bound: i128,
    optimal: bool,
    solver: &'static str,
}

impl Proposal {
    /// The duos, by the left's and then the right's place among the participants: the learner and the guide in a
    /// guidance round.
    #[must_use]
    pub fn duos(&self) -> &[Pair] {
        &self.duos
    }

    /// Those of the duos that were locked, in the same order.
    #[must_use]
    pub fn locked(&self) -> &[Pair] {
        &self.locked
    }

    /// In a mutual round in which one person is left over: the duo that they would fit best as a third. Where the settings
    /// have it so they join it, and the three are three of the duos.
    #[must_use]
    pub const fn trio(&self) -> Option<Trio> {
        self.trio
    }

    /// Every left without a right, then every right without a left: learners and guides in a guidance round.
    #[must_use]
    pub fn unpaired(&self) -> &[Unpaired] {
        &self.unpaired
    }

    /// The sum of the scores, those of the locked pairs and of a trio too; 0 without duos.
    #[must_use]
    pub const fn total(&self) -> i128 {
        self.total
    }

    /// The lowest score of a duo, if there is one.
    #[must_use]
    pub fn lowest(&self) -> Option<i64> {
        self.duos.iter().map(|d| d.reasons.score()).min()
    }

    /// No pairing in which the locked pairs stand, and this trio, has a greater total, among those that the preference allows: see
    /// [`assign::Assignment::bound`].
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
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposeError {
    /// An exchange round without a first group.
    #[error("an exchange round needs its first group, as in [groups.first] with role = [\"jongerenwerker\"]")]
    NoGroups,
    /// A locked pair cannot stand.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// Two participants have one e-mail address.
    #[error("two participants have the e-mail address {0}")]
    SameAddress(EmailAddress),
    /// One pool has more possible pairs than [`MAX_POOL_PAIRS`].
    #[error(
        "a mutual round can have {} million possible pairs at most: demand more of a pair, or make several rounds",
        MAX_POOL_PAIRS / 1_000_000
    )]
    TooManyPairs,
    /// The solver refused.
    #[error(transparent)]
    Assign(#[from] AssignError),
}

/// Proposes the duos of a round, the same for the same participants in whatever order.
///
/// # Errors
/// [`ProposeError`].
pub fn propose(
    participants: &[Profile],
    settings: &RoundSettings,
    history: &History,
) -> Result<Proposal, ProposeError> {
    Prepared::new(participants, settings, history)?.propose()
}

impl Prepared<'_> {
    /// As [`propose`].
    ///
    /// # Errors
    /// [`ProposeError::Assign`] and [`ProposeError::TooManyPairs`].
    pub fn propose(&self) -> Result<Proposal, ProposeError> {
        let (rules, settings) = (self.rules(), self.rules().settings());
        let chosen = self.choose(&settings.weights, settings.prefer)?;
        let pair = |(left, right): (usize, usize)| Pair::of(left, right, rules);
        let locked: Vec<Pair> = self.locked().iter().copied().map(pair).collect();
        let ends = chosen.edges().iter().map(|e| (e.left, e.right));
        let mut duos: Vec<Pair> = ends.map(pair).chain(locked.iter().copied()).collect();
        duos.sort_unstable_by_key(Pair::ends);
        let mut unpaired = explain::unpaired(&duos, self);
        let trio = trio::odd_one_out(&mut duos, &mut unpaired, rules);
        let joined = trio.filter(|_| settings.trio).map_or(0, |trio| trio.score);
        let fixed: i128 = i128::from(joined) + locked.iter().map(|p| i128::from(p.reasons.score())).sum::<i128>();
        Ok(Proposal {
            trio,
            duos,
            locked,
            unpaired,
            total: chosen.total() + fixed,
            bound: chosen.bound().saturating_add(fixed),
            optimal: chosen.optimal(),
            solver: chosen.solver(),
        })
    }

    /// Why each of these has no duo, of whom a proposal of this round says that they have none.
    ///
    /// Looks at everybody on the other side for each of them.
    #[must_use]
    pub fn explain(&self, unpaired: &[Unpaired]) -> Vec<Unmatched> {
        explain::explain(unpaired, self)
    }
}

/// Every pair that may become a duo in this round, sorted by the left's and then the right's place among the
/// participants; in a mutual round each pair once, the lesser place first.
///
/// # Errors
/// [`ProposeError::NoGroups`] and [`ProposeError::SameAddress`].
pub fn eligible_pairs(
    participants: &[Profile],
    settings: &RoundSettings,
    history: &History,
) -> Result<Vec<Pair>, ProposeError> {
    // Locks leave pairs out of a proposal, and not out of what is possible.
    let settings = RoundSettings { locked: Vec::new(), ..settings.clone() };
    Prepared::new(participants, &settings, history).map(|round| round.pairs())
}
