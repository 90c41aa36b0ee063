//! Which pairs come into the core, and what is known of the others.
//!
//! When a left is asked, it tells what any pair that it did not name leaves it at most. That stays true while prices
//! rise, and goes up no more than the price that fell most since. So only those are asked again who may have something.

use super::super::graph::Weight;
use super::super::offers::{Offers, number};
use super::super::proof;
use super::auction::Market;

/// Asks for pairs, at the prices of a market.
pub(super) struct Asking<'a, N, O> {
    offers: &'a O,
    /// The prices, each time that pairs were asked for.
    times: Vec<Vec<N>>,
    /// For each left what pairs outside the core left it at most when it was last asked, and at which time that was.
    rests: Vec<(N, u32)>,
}

impl<'a, N: Weight, O> Asking<'a, N, O> {
    pub(super) fn new<W: Weight>(offers: &'a O) -> Self
    where
        O: Offers<W>,
    {
        Self { offers, times: Vec::new(), rests: vec![(N::default(), 0); offers.lefts()] }
    }

    /// Everybody for so many of the best.
    pub(super) fn for_best<W: Weight>(&mut self, market: &mut Market<'_, N>, count: usize)
    where
        O: Offers<W>,
    {
        self.ask(market, count, |_, _| Some(N::default()));
    }

    /// For pairs that leave at most so much less than what a left gains, whoever may have one that leaves more. Returns
    /// how much more any does.
    pub(super) fn for_more<W: Weight>(&mut self, market: &mut Market<'_, N>, count: usize, margin: N) -> N
    where
        O: Offers<W>,
    {
        self.ask(market, count, |gain, rest| (rest > gain).then(|| (gain - margin).max(N::default()))).1
    }

    /// Everybody for pairs that leave more than what they gain. If nobody has any, returns a weight that no choice exceeds.
    pub(super) fn for_proof<W: Weight>(&mut self, market: &mut Market<'_, N>, count: usize) -> Option<i128>
    where
        O: Offers<W>,
    {
        self.ask(market, count, |gain, _| Some(gain)).0
    }

    /// Asks those for whom `above` tells, of what they gain and what others leave at most, more than what a pair must
    /// leave. Returns a bound, if nobody has such a pair and everybody was asked; and how much more than it gains any pair
    /// leaves a left.
    fn ask<W: Weight>(
        &mut self,
        market: &mut Market<'_, N>,
        count: usize,
        above: impl Fn(N, N) -> Option<N> + Sync,
    ) -> (Option<i128>, N)
    where
        O: Offers<W>,
    {
        let prices: Vec<W> = market.whole_prices();
        let scale = market.core.scale();
        let scaled = |whole: W| N::narrow(whole.into()) * scale;
        let now: Vec<N> = prices.iter().map(|price| scaled(*price)).collect();
        let fall = |then: &Vec<N>| {
            let falls = then.iter().zip(&now).map(|(then, now)| *then - *now);
            falls.max().unwrap_or_default().max(N::default())
        };
        let falls: Vec<N> = self.times.iter().map(fall).collect();
        let time = number(self.times.len());
        self.times.push(now);

        let rest = |left: usize| {
            let (rest, time) = self.rests[left];
            falls.get(time as usize).map_or(rest, |fall| rest + *fall)
        };
        let whole = |claim: N| W::narrow((claim / scale).into());
        let claimed = |left: usize| above(market.gains[left], rest(left)).map(whole);
        let answers = proof::ask(self.offers, &prices, count, claimed);

        for (known, rest) in self.rests.iter_mut().zip(answers.rests()) {
            if let Some(rest) = rest {
                *known = (scaled(rest), time);
            }
        }
        let best = answers.by_left().zip(&market.gains).filter_map(|(found, gain)| {
            let (right, weight) = found.first()?;
            Some(scaled(*weight) - market.prices[*right as usize] - *gain)
        });
        let more = best.max().unwrap_or_default();
        let Market { core, seats, .. } = market;
        core.add(&answers, |left, from, to| seats.renumber(left, from, to));
        (answers.bound.filter(|_| answers.is_empty()), more)
    }
}
