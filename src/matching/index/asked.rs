//! Prices that those on offer ask at least.

use super::blocks::{Set, WIDTH};

/// In how many steps of price the people of a block are told apart.
const STEPS: usize = 8;

/// What each person asks, and each block.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// For each slot.
    pub(super) slots: Vec<i64>,
    pub(super) blocks: Vec<OfBlock>,
}

/// What the people of a block ask: in steps, each with what nobody in it is below.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct OfBlock([(i64, Set); STEPS]);

impl Asked {
    /// Takes these prices, by slot, in place of those before.
    pub(super) fn set(&mut self, prices: impl Iterator<Item = i64>) {
        self.slots.clear();
        self.slots.extend(prices);
        self.blocks.clear();
        self.blocks.extend(self.slots.chunks(WIDTH).map(OfBlock::new));
    }
}

impl OfBlock {
    fn new(prices: &[i64]) -> Self {
        let mut order: [(i64, u32); WIDTH] = [(i64::MAX, 0); WIDTH];
        for ((place, bit), price) in order.iter_mut().zip(0..).zip(prices) {
            *place = (*price, bit);
        }
        let order = &mut order[..prices.len()];
        if prices.iter().any(|price| *price != prices[0]) {
            order.sort_unstable();
        }
        let mut steps = [(0, 0); STEPS];
        let mut step = 0;
        for (place, (price, bit)) in order.iter().enumerate() {
            // A step is an eighth of the people, and whoever asks the same is in the same.
            if place >= (step + 1) * WIDTH / STEPS && place > 0 && order[place - 1].0 < *price {
                step = place * STEPS / WIDTH;
            }
            let (floor, set) = &mut steps[step];
            *floor = if *set == 0 { *price } else { *floor };
            *set |= 1 << bit;
        }
        Self(steps)
    }

    /// What nobody in the block is below.
    pub(super) fn floor(&self) -> i64 {
        self.0[0].0
    }

    /// The steps that have anybody, lowest first.
    pub(super) fn steps(&self) -> impl Iterator<Item = (i64, Set)> {
        self.0.into_iter().filter(|(_, set)| *set != 0)
    }
}
