//! Which pairs come into the core, and what is known of the others.
//!
//! When a left is asked, it tells what any pair that it did not name leaves it at most. While prices rise, that stays
//! true; where they fall, it goes up as much. Few prices fall far: pairs with those **few** are asked for by themselves,
//! which takes little, and what all the others may leave goes up no more than the others fell. So only those are asked for
//! everything again who may have something. And when nobody can have anything, that is a proof.

use super::answers;
use super::bidding::Market;
use crate::candidates::Candidates;
use crate::graph::Weight;

/// Asks for pairs, at the prices of a market.
pub(crate) struct Asking<'a, O, W> {
    offers: &'a O,
    /// The prices when pairs were last asked for.
    prices: Vec<W>,
    /// For each left what pairs outside the core left it at most then.
    rests: Vec<W>,
}

/// What was found that leaves a left more than it gains.
pub(crate) struct More<N> {
    /// How many lefts have such a pair.
    pub(crate) lefts: usize,
    /// How much more any leaves.
    pub(crate) most: N,
}

/// The rights whose prices fell since pairs were last asked for.
struct Fallen<W> {
    /// Those that fell furthest.
    few: Vec<u32>,
    /// How far any of the others fell, and any at all.
    others: W,
    furthest: W,
}

impl<W: Weight> Fallen<W> {
    fn new(then: &[W], now: &[W], few: usize) -> Self {
        let falls = then.iter().zip(now).map(|(then, now)| *then - *now);
        let mut fell: Vec<(W, u32)> = falls.zip(0..).filter(|(fall, _)| *fall > W::default()).collect();
        let furthest = fell.iter().map(|(fall, _)| *fall).max().unwrap_or_default();
        let mut others = W::default();
        if fell.len() > few {
            fell.select_nth_unstable_by(few, |one, other| other.cmp(one));
            others = fell[few].0;
            fell.truncate(few);
        }
        Self { few: fell.into_iter().map(|(_, right)| right).collect(), others, furthest }
    }
}

/// Of whom a left is asked for pairs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Nobody,
    Few,
    All,
}

impl<'a, O: Candidates<W>, W: Weight> Asking<'a, O, W> {
    /// Everybody for so many of the best.
    pub(crate) fn for_best<N: Weight>(offers: &'a O, market: &mut Market<'_, N>, count: usize) -> Self {
        let prices: Vec<W> = market.whole_prices();
        let all = offers.at(&prices);
        let answers = answers::ask(offers.lefts(), count, |_| Some((&all, W::default())));
        market.widen(&answers);
        let rests = answers.rests().map(Option::unwrap_or_default).collect();
        drop(all);
        Self { offers, prices, rests }
    }

    /// For pairs that leave at most so much less than what a left gains, whoever may have one that leaves more.
    pub(crate) fn for_more<N: Weight>(&mut self, market: &mut Market<'_, N>, count: usize, margin: N) -> More<N> {
        let scale = market.core.scale();
        let scaled = |whole: W| N::narrow(whole.into()) * scale;
        let prices: Vec<W> = market.whole_prices();
        let Fallen { few, others, furthest } = Fallen::new(&self.prices, &prices, self.offers.few());
        let lefts = self.rests.iter().zip(&market.gains);
        let of: Vec<Of> = lefts
            .map(|(rest, gain)| match scaled(*rest) {
                rest if rest + scaled(furthest) <= *gain => Of::Nobody,
                rest if rest + scaled(others) <= *gain => Of::Few,
                _ => Of::All,
            })
            .collect();
        let (all, few) = (
            of.contains(&Of::All).then(|| self.offers.at(&prices)),
            of.contains(&Of::Few).then(|| self.offers.only(&few, &prices)),
        );
        let question = |left: usize| {
            let offers = match of[left] {
                Of::Nobody => None,
                Of::Few => few.as_ref(),
                Of::All => all.as_ref(),
            };
            offers.map(|offers| (offers, W::narrow(((market.gains[left] - margin).max(N::default()) / scale).into())))
        };
        let answers = answers::ask(self.offers.lefts(), count, question);

        for ((rest, of), answer) in self.rests.iter_mut().zip(&of).zip(answers.rests()) {
            *rest = match (of, answer) {
                (Of::All, Some(answer)) => answer,
                (Of::Few, Some(answer)) => answer.max(*rest + others),
                _ => *rest + furthest,
            };
        }
        let mut more = More { lefts: 0, most: N::default() };
        for (found, gain) in answers.by_left().zip(&market.gains) {
            let Some((right, weight)) = found.first() else { continue };
            let beyond = scaled(*weight) - market.prices[*right as usize] - *gain;
            if beyond > N::default() {
                more = More { lefts: more.lefts + 1, most: more.most.max(beyond) };
            }
        }
        market.widen(&answers);
        drop((all, few));
        self.prices = prices;
        more
    }

    /// Has lefts take no seat that leaves them so much less than pairs outside the core may.
    pub(crate) fn reserve<N: Weight>(&self, market: &mut Market<'_, N>, patience: N) {
        let scale = market.core.scale();
        for (reserve, rest) in market.reserves.iter_mut().zip(&self.rests) {
            *reserve = (N::narrow((*rest).into()) * scale - patience).max(N::default());
        }
    }

    /// A weight that no choice exceeds, at the prices at which pairs were last asked for. By the gains of the core, and by
    /// what was told of all other pairs.
    pub(crate) fn bound<N: Weight>(&self, market: &Market<'_, N>) -> i128 {
        let gain = |(left, rest): (usize, &W)| {
            let of_core: i128 = (market.most(left) / market.core.scale()).into();
            of_core.max((*rest).into())
        };
        let gains = self.rests.iter().enumerate().map(gain);
        let seats = self.offers.seats().iter().zip(&self.prices);
        let paid = seats.map(|(seats, price)| (*price).into().saturating_mul(*seats as i128));
        gains.chain(paid).fold(0, i128::saturating_add)
    }
}
