//! The pairs between free lefts and seats, as a solver asks for them: of an index, or of a table where all fit.

use super::index::{CandidateGraph, CompiledWeights, Index, Table, Weigh, Weighed};
use assign::{ByScore, Candidate, Candidates, ImplicitInstance, PricedCandidates, WeightFunction};

/// So many lefts times rights are few enough that all pairs can be at hand: 5,000 by 5,000 hold some 6 million of them.
const AT_HAND: usize = 25_000_000;

/// They, under the weights of a round.
pub(crate) struct Market<'a> {
    index: &'a Index,
    measure: CompiledWeights,
    /// For each left who it is.
    lefts: &'a [usize],
    /// For each right who it is, and for each participant their place among the rights.
    rights: &'a [usize],
    right_of: &'a [u32],
    seats: Vec<usize>,
    /// Lefts and rights that may not be a pair, by who they are and in order.
    barred: Vec<(usize, usize)>,
    table: Option<Table>,
}

impl<'a> Market<'a> {
    pub(crate) fn new(
        index: &'a Index,
        measure: CompiledWeights,
        lefts: &'a [usize],
        (rights, right_of): (&'a [usize], &'a [u32]),
        seats: Vec<usize>,
        barred: Vec<(usize, usize)>,
    ) -> Self {
        let mut market = Self { index, measure, lefts, rights, right_of, seats, barred, table: None };
        if lefts.len().saturating_mul(rights.len()) <= AT_HAND {
            market.table = Some(Table::new(&market.candidates(WeightFunction::total())));
        }
        market
    }

    fn candidates(&self, weigh: impl Into<Weigh>) -> CandidateGraph<'_> {
        CandidateGraph::new(self.index, self.measure, weigh, self.lefts, (self.rights, self.right_of), &self.seats)
            .without(&self.barred)
    }
}

impl ImplicitInstance for Market<'_> {
    type Candidates<'a>
        = Source<'a>
    where
        Self: 'a;

    fn greatest(&self) -> i64 {
        self.measure.greatest()
    }

    fn lefts(&self) -> usize {
        self.lefts.len()
    }

    fn seats(&self) -> &[usize] {
        &self.seats
    }

    fn offers(&self, weighing: WeightFunction) -> Source<'_> {
        match &self.table {
            Some(table) => Source::Table(Weighed { table, weigh: weighing.into(), seats: &self.seats }),
            None => Source::Index(self.candidates(weighing)),
        }
    }

    fn by_score(&self) -> Option<ByScore> {
        let table = self.table.as_ref()?;
        let pairs_of = |left| table.of(left).iter().map(|(right, score)| (*right as usize, (*score).into()));
        Some(ByScore::new(self.lefts.len(), self.seats.iter().copied(), pairs_of))
    }

    fn score(&self, left: usize, right: usize) -> i64 {
        self.index.score(self.lefts[left], self.rights[right], &self.measure)
    }
}

/// Where pairs come from.
pub(crate) enum Source<'a> {
    Index(CandidateGraph<'a>),
    Table(Weighed<'a>),
}

impl Candidates<i64> for Source<'_> {
    type PricedCandidates<'a>
        = AtPrices<'a>
    where
        Self: 'a;

    fn lefts(&self) -> usize {
        match self {
            Self::Index(index) => index.lefts(),
            Self::Table(table) => table.lefts(),
        }
    }

    fn seats(&self) -> &[usize] {
        match self {
            Self::Index(index) => index.seats(),
            Self::Table(table) => table.seats(),
        }
    }

    fn at<'a>(&'a self, prices: &'a [i64]) -> AtPrices<'a> {
        match self {
            Self::Index(index) => AtPrices::Index(Box::new(index.at(prices))),
            Self::Table(table) => AtPrices::Table(table.at(prices)),
        }
    }

    fn few(&self) -> usize {
        match self {
            Self::Index(index) => index.few(),
            Self::Table(table) => table.few(),
        }
    }

    fn only<'a>(&'a self, rights: &[u32], prices: &'a [i64]) -> AtPrices<'a> {
        match self {
            Self::Index(index) => AtPrices::Index(Box::new(index.only(rights, prices))),
            Self::Table(table) => AtPrices::Table(table.only(rights, prices)),
        }
    }
}

/// The same at certain prices.
pub(crate) enum AtPrices<'a> {
    Index(Box<<CandidateGraph<'a> as Candidates<i64>>::PricedCandidates<'a>>),
    Table(<Weighed<'a> as Candidates<i64>>::PricedCandidates<'a>),
}

/// What one search after the other can use again.
pub(crate) enum Space<'a> {
    Index(Box<<<CandidateGraph<'a> as Candidates<i64>>::PricedCandidates<'a> as PricedCandidates<i64>>::Memo>),
    Table(Vec<Candidate<i64>>),
}

impl<'a> PricedCandidates<i64> for AtPrices<'a> {
    type Memo = Space<'a>;

    fn memo(&self) -> Space<'a> {
        match self {
            Self::Index(index) => Space::Index(Box::new(index.memo())),
            Self::Table(table) => Space::Table(table.memo()),
        }
    }

    fn best(
        &self,
        memo: &mut Space<'a>,
        left: usize,
        count_above: (usize, i64),
        into: &mut Vec<Candidate<i64>>,
    ) -> i64 {
        match (self, memo) {
            (Self::Index(index), Space::Index(memo)) => index.best(memo, left, count_above, into),
            (Self::Table(table), Space::Table(memo)) => table.best(memo, left, count_above, into),
            _ => i64::MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Kind, Preference, Profile, RoundSettings};
    use crate::matching::Direction;
    use crate::matching::history::History;
    use crate::matching::rules::Rules;
    use crate::matching::testing::{settings, worth};
    use crate::sample::{self, Spec};
    use assign::{Assignment, assign_implicit, to_u32};

    /// Solves a round of these people, of whom only the first so many guide, by asking the index and by the table.
    fn both_ways(people: &[Profile], settings: &RoundSettings, guides: usize) -> [Assignment; 2] {
        let earlier = History::default();
        let rules = Rules::new(people, settings, &earlier);
        let lefts: Vec<usize> = rules.sides().lefts().collect();
        let rights: Vec<usize> = rules.sides().rights().take(guides).collect();
        let seats: Vec<usize> = rights.iter().map(|right| rules.sides().seats(*right) as usize).collect();
        let mut right_of = vec![u32::MAX; people.len()];
        rights.iter().enumerate().for_each(|(place, right)| right_of[*right] = to_u32(place));
        let index = Index::new(rules.people(), rules.apart(), lefts.clone(), &rights);
        [false, true].map(|at_hand| {
            let measure = CompiledWeights::new(&settings.weights, Direction::OneWay, false);
            let mut market = Market::new(&index, measure, &lefts, (&rights, &right_of), seats.clone(), Vec::new());
            market.table = market.table.filter(|_| at_hand);
            assign_implicit(&market, None, settings.prefer.into())
        })
    }

    fn hold_against_each_other(people: &[Profile], settings: &RoundSettings, guides: usize) {
        let [asked, at_hand] = both_ways(people, settings, guides);
        let worth_of = |found: &Assignment| {
            let scores: Vec<i64> = found.edges().iter().map(|edge| edge.score).collect();
            worth(settings.prefer, &scores)
        };
        assert_eq!(worth_of(&asked), worth_of(&at_hand));
        assert!(asked.optimal() && at_hand.optimal(), "no proof");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        /// From a guide for ten learners to more than enough, and few topics for all or many.
        #[test]
        fn asking_is_as_good_as_all_pairs_at_hand(
            seed: u64, count in 33..=400_usize, topics in 1..=60_usize, regions in 1..=6_usize, most in 1..=3_u8,
            share in 1..=10_usize, settings in settings(),
        ) {
            let people = sample::people(&Spec { people: count, seed, topics, regions, capacity: 1..=most }).unwrap();
            let settings = RoundSettings { kind: Kind::Guidance, groups: None, ..settings };
            hold_against_each_other(&people, &settings, (count * share).div_ceil(10));
        }
    }

    #[test]
    fn a_round_of_a_thousand_by_asking() {
        for (most, share) in [(1, 2), (1, 1), (3, 1)] {
            let spec = Spec { people: 1_000, seed: 4, topics: 60, regions: 12, capacity: 1..=most };
            let people = sample::people(&spec).unwrap();
            for prefer in [Preference::Quality, Preference::Coverage] {
                hold_against_each_other(&people, &RoundSettings { prefer, ..RoundSettings::default() }, 1_000 / share);
            }
        }
    }
}
