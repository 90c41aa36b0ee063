//! Branch and bound: which link of each couple of rivals is given up.
//!
//! First penalties, couple by couple, as high as it takes until one of the two links is given up (dual ascent). Where they
//! prove the choice the best, that was all. Else there is a couple whose penalty gave up both, or that is chosen both ways
//! still: one of its links is barred, and in another branch the other. What looks best goes on first. Work is counted in
//! links looked at and not in time, so that the same is found on every machine.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::network::{NONE, Network};
use super::paths::Paths;
use super::state::State;

/// A penalty is raised no further than this beyond what it takes.
const FURTHER: i64 = 200;

/// So many times a couple is chosen both ways again before its penalty rises no faster.
const MOST_TIMES: u8 = 12;

/// What it costs to copy a state, in links looked at for each left and right.
const COPYING: u64 = 8;

/// A choice without two ways between the same two people.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// For each left its right.
    pub(crate) rights: Vec<Option<usize>>,
    pub(crate) total: i64,
}

/// Where a search begins: at a choice with its prices, and with penalties of the couples that these links belong to.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub(crate) rights: Vec<Option<usize>>,
    pub(crate) prices: Vec<i64>,
    pub(crate) penalties: Vec<((u32, u32), i64)>,
}

/// A search on a network.
pub(crate) struct Search<'a> {
    network: &'a Network,
    paths: Paths,
    /// How often each couple was told apart since penalties were last raised.
    times: Vec<u8>,
    /// It is given up when so many links were looked at.
    most_work: u64,
    pub(crate) best: Option<Found>,
}

/// A branch that is not looked into yet.
struct Branch {
    bound: i64,
    /// The earlier of equals goes first.
    number: Reverse<u64>,
    state: Box<State>,
}

impl PartialEq for Branch {
    fn eq(&self, other: &Self) -> bool {
        (self.bound, self.number) == (other.bound, other.number)
    }
}

impl Eq for Branch {}

impl PartialOrd for Branch {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Branch {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.bound, self.number).cmp(&(other.bound, other.number))
    }
}

impl<'a> Search<'a> {
    pub(crate) fn new(network: &'a Network, most_work: u64, best: Option<Found>) -> Self {
        Self { network, paths: Paths::new(network.rights()), times: vec![0; network.couples().len()], most_work, best }
    }

    /// What the best so far weighs.
    pub(crate) fn total(&self) -> i64 {
        self.best.as_ref().map_or(0, |best| best.total)
    }

    pub(crate) const fn work(&self) -> u64 {
        self.paths.work
    }

    /// Seats everybody as near to a start as can be: what that proves is found in no time.
    pub(crate) fn seated(&mut self, start: &Start) -> State {
        let network = self.network;
        let mut state = State::new(network, start.prices.clone());
        for ((left, right), penalty) in &start.penalties {
            let number = network.find(*left, *right);
            if let Some((couple, _)) = number.and_then(|number| network.link(number).couple()) {
                state.add_penalty(network, couple, *penalty);
            }
        }
        let mut waiting = Vec::new();
        for (left, right) in (0..).zip(&start.rights) {
            let net = |number| state.weight(network, number) - state.prices[network.link(number).right as usize];
            let most = network.of_left(left).map(net).max().unwrap_or(0).max(0);
            state.gains[left as usize] = most;
            let link = right.and_then(|right| network.find(left, crate::to_u32(right)));
            let fits = |number: &u32| {
                state.slack(network, *number) == 0 && state.has_room(network, network.link(*number).right as usize)
            };
            match link.filter(fits) {
                Some(number) => state.take(network, left, number),
                None if most > 0 => waiting.push(left),
                None => {}
            }
        }
        for left in waiting {
            self.paths.seat_anew(network, &mut state, left);
        }
        for right in 0..network.rights() {
            self.paths.fill(network, &mut state, right);
        }
        state
    }

    /// Settles what can be settled by penalties, and takes what comes of it for the best, if it is better.
    pub(crate) fn settle(&mut self, state: &mut State) {
        self.paths.moved.clear();
        self.paths.moved.extend((0..crate::to_u32(state.gains.len())).rev());
        self.raise(state);
        self.consider(state);
    }

    /// Looks for the best from here on. What no choice exceeds.
    pub(crate) fn branch(&mut self, root: State) -> i64 {
        let mut open = BinaryHeap::new();
        let mut number = 0;
        open.push(Branch { bound: root.bound(self.network), number: Reverse(number), state: Box::new(root) });
        while let Some(Branch { bound, state, .. }) = open.pop() {
            let least = self.best.as_ref().map_or(i64::MIN, |best| best.total);
            if bound <= least {
                return least;
            }
            let Some(couple) = self.undecided(&state).filter(|_| self.paths.work < self.most_work) else {
                return bound;
            };
            for which in 0..2 {
                let mut child = state.clone();
                self.copied();
                self.give_up(&mut child, couple, which);
                self.raise(&mut child);
                self.consider(&child);
                let bound = child.bound(self.network);
                if self.best.as_ref().is_none_or(|best| best.total < bound) {
                    number += 1;
                    open.push(Branch { bound, number: Reverse(number), state: child });
                }
            }
        }
        self.best.as_ref().map_or(0, |best| best.total)
    }

    fn copied(&mut self) {
        self.paths.work += COPYING * (self.network.lefts() + self.network.rights()) as u64;
    }

    /// Raises penalties until no couple is chosen both ways, or that takes too long; then lowers those that were too high.
    fn raise(&mut self, state: &mut State) {
        let network = self.network;
        let mut turns = 64 + 8 * network.couples().len();
        self.times.fill(0);
        while let Some(left) = self.paths.moved.pop() {
            let Some(couple) = self.both_ways(state, left) else { continue };
            if turns == 0 || self.paths.work > self.most_work {
                break;
            }
            turns -= 1;
            self.tell_apart(state, couple);
        }
        for couple in 0..network.couples().len() {
            self.lower(state, couple);
        }
    }

    /// The couple by a link of which this left sits, if both are chosen.
    fn both_ways(&self, state: &State, left: u32) -> Option<usize> {
        let number = state.link_of(left);
        if number == NONE {
            return None;
        }
        let (couple, _) = self.network.link(number).couple()?;
        (state.chosen_of(self.network, couple) == 2).then_some(couple)
    }

    /// Raises the penalty of a couple until one of its two links is given up, and on to half of what it takes until both
    /// are: so that what was given up does not come back as soon as others move.
    fn tell_apart(&mut self, state: &mut State, couple: usize) {
        let network = self.network;
        let which = self.easier_to_give_up(state, couple);
        let links = network.couples()[couple];
        let [given, other] = [links[which], links[1 - which]];
        let cost_of_one = self.give_up_for_now(state, couple, which);
        let cost_of_both = self.give_up_for_now(state, couple, 1 - which);
        let more = (cost_of_both - cost_of_one).max(0) / 2;
        let penalty = if cost_of_both < cost_of_one {
            (cost_of_one + cost_of_both + 1) / 2
        } else {
            cost_of_one + more.min(FURTHER)
        };
        state.add_penalty(network, couple, penalty.max(self.insist(couple)));
        for number in [other, given] {
            state.allow(couple, usize::from(number == links[1]));
            if state.slack(network, number) < 0 {
                self.paths.seat_anew(network, state, network.link(number).left);
            }
        }
        self.paths.moved.extend([network.link(given).left, network.link(other).left]);
    }

    /// What a penalty rises by at least: twice as much each time that a couple is chosen both ways again, so that no others
    /// take turns with it for ever.
    fn insist(&mut self, couple: usize) -> i64 {
        let times = self.times[couple];
        self.times[couple] = (times + 1).min(MOST_TIMES);
        if times == 0 { 0 } else { 1 << times }
    }

    /// Bars a link, and returns what that costs.
    fn give_up_for_now(&mut self, state: &mut State, couple: usize, which: usize) -> i64 {
        let network = self.network;
        let number = network.couples()[couple][which];
        let weight = state.weight(network, number);
        let was_chosen = state.is_chosen(network, number);
        state.bar(couple, which);
        if !was_chosen {
            return 0;
        }
        self.paths.seat_anew(network, state, network.link(number).left);
        let link = network.link(number);
        (weight - state.gains[link.left as usize] - state.prices[link.right as usize]).max(0)
    }

    /// Whose left has the better pair besides.
    fn easier_to_give_up(&mut self, state: &State, couple: usize) -> usize {
        let network = self.network;
        let regret = |number: u32| {
            let left = network.link(number).left;
            let others = network.of_left(left).filter(|other| *other != number);
            let best = others.map(|other| state.gains[left as usize] - state.slack(network, other)).max();
            state.gains[left as usize] - best.unwrap_or(0).max(0)
        };
        let [first, second] = network.couples()[couple];
        usize::from(regret(second) < regret(first))
    }

    /// Lowers a penalty for which both links were given up, as far as nothing changes by that.
    fn lower(&self, state: &mut State, couple: usize) {
        let penalty = state.penalty(couple);
        if penalty > 0 && state.chosen_of(self.network, couple) == 0 {
            let slack = self.network.couples()[couple].map(|number| state.slack(self.network, number));
            let less = penalty.min(slack[0]).min(slack[1]).max(0);
            state.add_penalty(self.network, couple, -less);
        }
    }

    /// Bars one link of a couple. The other needs no penalty any more.
    fn give_up(&mut self, state: &mut State, couple: usize, which: usize) {
        let network = self.network;
        let links = network.couples()[couple];
        let [given, other] = [links[which], links[1 - which]];
        let was_chosen = state.is_chosen(network, given);
        state.bar(couple, which);
        self.paths.moved.clear();
        if was_chosen {
            self.paths.seat_anew(network, state, network.link(given).left);
        }
        state.add_penalty(network, couple, -state.penalty(couple));
        if !state.is_chosen(network, other) && state.slack(network, other) < 0 {
            self.paths.seat_anew(network, state, network.link(other).left);
        }
        // Those of couples that were left both ways.
        let both: Vec<u32> = (0..network.couples().len())
            .filter(|couple| state.chosen_of(network, *couple) == 2)
            .map(|couple| network.link(network.couples()[couple][0]).left)
            .collect();
        self.paths.moved.extend(both);
    }

    /// The couple to decide next: one that is chosen both ways, or the one whose penalty gave up both and is greatest.
    fn undecided(&self, state: &State) -> Option<usize> {
        let couples = 0..self.network.couples().len();
        let key = |couple: usize| match state.chosen_of(self.network, couple) {
            2 => Some(i64::MAX),
            0 => Some(state.penalty(couple)).filter(|penalty| *penalty > 0),
            _ => None,
        };
        couples.filter_map(|couple| Some((key(couple)?, Reverse(couple)))).max().map(|(_, Reverse(couple))| couple)
    }

    /// Takes a choice for the best so far if it is better. What is chosen both ways in it is given up one way first.
    fn consider(&mut self, state: &State) {
        let network = self.network;
        let couples = 0..network.couples().len();
        let both = |state: &State| couples.clone().find(|couple| state.chosen_of(network, *couple) == 2);
        let least = self.best.as_ref().map_or(i64::MIN, |best| best.total);
        let Some(mut couple) = both(state) else {
            let total = state.total(network);
            if total > least {
                self.best = Some(Found { rights: state.rights(network), total });
            }
            return;
        };
        // To give up one after the other takes long where others are as good.
        if self.best.is_some() && self.paths.work > self.most_work {
            return;
        }
        let mut state = state.clone();
        self.copied();
        loop {
            let which = self.easier_to_give_up(&state, couple);
            self.give_up(&mut state, couple, which);
            match both(&state) {
                Some(next) => couple = next,
                None => break,
            }
        }
        let total = state.total(network);
        if total > least {
            self.best = Some(Found { rights: state.rights(network), total });
        }
    }
}
