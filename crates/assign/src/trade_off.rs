//! Total against coverage, in numbers.
//!
//! Let `T(k)` be the greatest total of exactly `k` pairs. It is concave: each pair more adds at most what the one before
//! added. For lay the best `k − 1` and the best `k + 1` pairs over each other: they form paths and cycles in which the two
//! choices alternate, and on one of the paths the second has a pair more. Exchanged there, both have `k` pairs, and
//! together as many points as before. That holds between two sides and in one pool. So with a whole **premium** for each pair that is high enough, and not too high, the heaviest choice
//! shows `T(k)`: it is the least, over all premiums, of `heaviest(premium) − k · premium`. The premium is found by
//! bisection. Nothing here depends on how the solver works, only on its being exact.

use std::cmp::Ordering;
use std::convert::Infallible;

use crate::bipartite::{Solution, solve};
use crate::{Assignment, Edge, Instance, Objective, PoolInstance, WeightFunction, assign, assign_pool, general};

/// So many pairs at so many points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// How many pairs.
    pub duos: usize,
    /// The greatest total of so many pairs.
    pub total: i128,
}

/// What more pairs cost in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TradeOff {
    /// The greatest total there is.
    pub quality: Point,
    /// One pair more than that, if there is room for it.
    pub one_more: Option<Point>,
    /// The most pairs there are.
    pub coverage: Point,
}

impl TradeOff {
    /// Weighs quality against coverage. Solves the problem some tens of times: as often as the premium has binary
    /// digits.
    ///
    /// ```
    /// use assign::Objective;
    /// use assign::{Edge, Instance};
    /// use assign::trade_off::TradeOff;
    ///
    /// let edge = |left, right, score| Edge { left, right, score };
    /// let problem = Instance::new(2, vec![1, 1], vec![edge(0, 0, 9), edge(0, 1, 1), edge(1, 0, 2)])?;
    /// let trade_off = TradeOff::of(&problem);
    /// assert_eq!((trade_off.quality.duos, trade_off.quality.total), (1, 9));
    /// assert_eq!((trade_off.coverage.duos, trade_off.coverage.total), (2, 3));
    /// # Ok::<(), assign::AssignError>(())
    /// ```
    #[must_use]
    pub fn of(problem: &Instance) -> Self {
        let solved = |preference| Point::of(&assign(problem, preference));
        let enough = WeightFunction::enough(problem.edges(), problem.max_edges());
        let heaviest = |weighing| Ok::<_, Infallible>(heaviest(problem, weighing));
        let Ok(found) = Self::between(solved(Objective::Total), solved(Objective::Cardinality), enough, heaviest);
        found
    }

    /// The same for one pool. `None` if it is so hard that a search was stopped before its end.
    #[must_use]
    pub fn of_pool(problem: &PoolInstance) -> Option<Self> {
        let solved = |preference| {
            let found = assign_pool(problem, preference);
            found.optimal().then(|| Point::of(&found))
        };
        let enough = WeightFunction::enough(problem.edges(), problem.max_edges());
        let heaviest = |weighing| heaviest_of_pool(problem, weighing);
        Self::between(solved(Objective::Total)?, solved(Objective::Cardinality)?, enough, heaviest).ok()
    }

    /// Finds what lies between.
    fn between<E>(
        quality: Point,
        coverage: Point,
        enough: i128,
        heaviest: impl Fn(WeightFunction) -> Result<(usize, i128), E>,
    ) -> Result<Self, E> {
        let duos = quality.duos + 1;
        let one_more = match duos.cmp(&coverage.duos) {
            Ordering::Less => Some(Point { duos, total: greatest_total(duos, enough, heaviest)? }),
            Ordering::Equal => Some(coverage),
            Ordering::Greater => None,
        };
        Ok(Self { quality, one_more, coverage })
    }
}

impl Point {
    fn of(found: &Assignment) -> Self {
        Self { duos: found.edges().len(), total: found.total() }
    }
}

/// `T(duos)`, for a number from that of the greatest total to the most there are, which a premium of `enough` has.
fn greatest_total<E>(
    duos: usize,
    mut enough: i128,
    heaviest: impl Fn(WeightFunction) -> Result<(usize, i128), E>,
) -> Result<i128, E> {
    // As many pairs as there are at this premium; at the one before, fewer.
    let mut too_low = -1;
    while enough - too_low > 1 {
        let middle = too_low + (enough - too_low) / 2;
        if heaviest(WeightFunction::with_premium(middle))?.0 < duos { too_low = middle } else { enough = middle }
    }
    // The totals are whole, so that what the right premium is lies between the two, on one of them.
    let below = |premium: i128| {
        let weighing = WeightFunction::with_premium(premium);
        Ok(heaviest(weighing)?.1 - weighing.premiums(duos))
    };
    Ok(if too_low < 0 { below(enough)? } else { below(too_low)?.min(below(enough)?) })
}

/// How many pairs are heaviest, and their weight.
fn heaviest(problem: &Instance, weighing: WeightFunction) -> (usize, i128) {
    let Solution { right_of, .. } = solve(problem, weighing);
    weigh(problem.edges().iter().filter(|e| right_of[e.left] == Some(e.right)), weighing)
}

/// A search was stopped before its end.
#[derive(Debug)]
struct Stopped;

/// The same in a pool.
fn heaviest_of_pool(problem: &PoolInstance, weighing: WeightFunction) -> Result<(usize, i128), Stopped> {
    let chosen = general::heaviest(problem, weighing).ok_or(Stopped)?;
    Ok(weigh(chosen.iter(), weighing))
}

fn weigh<'a>(chosen: impl Iterator<Item = &'a Edge>, weighing: WeightFunction) -> (usize, i128) {
    chosen.filter_map(|e| weighing.weight(e.score)).fold((0, 0), |(duos, sum), weight| (duos + 1, sum + weight))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use crate::testing::{pools, problems, problems_up_to};

    use super::*;

    /// `T` by trying everything.
    fn totals(problem: &Instance) -> BTreeMap<usize, i128> {
        fn from(
            left: usize,
            seats: &mut [u32],
            so_far: (usize, i128),
            problem: &Instance,
            all: &mut BTreeMap<usize, i128>,
        ) {
            if left == problem.lefts() {
                let best = all.entry(so_far.0).or_insert(so_far.1);
                *best = so_far.1.max(*best);
                return;
            }
            from(left + 1, seats, so_far, problem, all);
            for edge in problem.edges().iter().filter(|e| e.left == left) {
                if seats[edge.right] > 0 {
                    seats[edge.right] -= 1;
                    from(left + 1, seats, (so_far.0 + 1, so_far.1 + i128::from(edge.score)), problem, all);
                    seats[edge.right] += 1;
                }
            }
        }
        let mut all = BTreeMap::new();
        from(0, &mut problem.capacities().to_vec(), (0, 0), problem, &mut all);
        all
    }

    fn check(problem: &Instance) -> Result<(), TestCaseError> {
        let totals = totals(problem);
        let found = TradeOff::of(problem);
        let most = *totals.keys().max().unwrap();
        prop_assert_eq!(found.quality.total, *totals.values().max().unwrap());
        prop_assert_eq!(totals[&found.quality.duos], found.quality.total);
        prop_assert_eq!(found.coverage, Point { duos: most, total: totals[&most] });
        let more = found.quality.duos + 1;
        prop_assert_eq!(found.one_more, totals.get(&more).map(|total| Point { duos: more, total: *total }));
        for duos in found.quality.duos..=most {
            let enough = WeightFunction::enough(problem.edges(), problem.max_edges());
            let heaviest = |weighing| Ok::<_, Infallible>(heaviest(problem, weighing));
            let Ok(total) = greatest_total(duos, enough, heaviest);
            prop_assert_eq!(total, totals[&duos], "{} pairs", duos);
        }
        Ok(())
    }

    /// The same in a pool.
    fn totals_of_pool(problem: &PoolInstance) -> BTreeMap<usize, i128> {
        fn from(edges: &[Edge], paired: &mut [bool], so_far: (usize, i128), all: &mut BTreeMap<usize, i128>) {
            let best = all.entry(so_far.0).or_insert(so_far.1);
            *best = so_far.1.max(*best);
            for (at, edge) in edges.iter().enumerate() {
                if !paired[edge.left] && !paired[edge.right] {
                    (paired[edge.left], paired[edge.right]) = (true, true);
                    from(&edges[at + 1..], paired, (so_far.0 + 1, so_far.1 + i128::from(edge.score)), all);
                    (paired[edge.left], paired[edge.right]) = (false, false);
                }
            }
        }
        let mut all = BTreeMap::new();
        from(problem.edges(), &mut vec![false; problem.people()], (0, 0), &mut all);
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn in_one_pool(problem in pools(7, prop_oneof![-3..=3_i64, -30..=-1_i64], 0.7)) {
            let totals = totals_of_pool(&problem);
            let most = *totals.keys().max().unwrap();
            let found = TradeOff::of_pool(&problem).unwrap();
            prop_assert_eq!(found.quality.total, *totals.values().max().unwrap());
            prop_assert_eq!(totals[&found.quality.duos], found.quality.total);
            prop_assert_eq!(found.coverage, Point { duos: most, total: totals[&most] });
            let more = found.quality.duos + 1;
            prop_assert_eq!(found.one_more, totals.get(&more).map(|total| Point { duos: more, total: *total }));
            for duos in found.quality.duos..=most {
                let enough = WeightFunction::enough(problem.edges(), problem.max_edges());
                let total = greatest_total(duos, enough, |weighing| heaviest_of_pool(&problem, weighing)).unwrap();
                prop_assert_eq!(total, totals[&duos], "{} pairs", duos);
            }
        }

        #[test]
        fn the_totals_are_the_greatest_by_trying_everything(problem in problems(-9..=9_i64)) {
            check(&problem)?;
        }

        #[test]
        fn among_ties(problem in problems(-1..=1_i64)) {
            check(&problem)?;
        }

        #[test]
        fn with_many_steps_between(problem in problems_up_to(7, 6, prop_oneof![1..=3_i64, -30..=-1_i64])) {
            check(&problem)?;
        }

        #[test]
        fn at_the_ends_of_64_bits(
            problem in problems(prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), any::<i64>()]),
        ) {
            check(&problem)?;
        }
    }
}
