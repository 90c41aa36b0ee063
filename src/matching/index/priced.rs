//! Those on offer, all or some of them, at certain prices.

use super::best_first::Order;
use super::blocks::{BlockRow, Blocks, Levels, WIDTH};
use super::measure::ExpertiseTable;
use super::plan::QueryBounds;
use super::search::Search;
use super::shortlist::Shortlist;
use super::{CandidateGraph, Index};
use assign::{Candidate, PricedCandidates, to_u32};

/// They, in blocks of those who ask about as much.
pub(crate) struct PricedIndex<'a> {
    pub(crate) of: &'a CandidateGraph<'a>,
    /// None where those of the index do.
    own: Option<Blocks>,
    /// For each slot which right that is, and what it asks.
    pub(crate) rights: Vec<u32>,
    pub(crate) asks: Vec<i64>,
    /// For each block what nobody in it is below.
    pub(crate) floors: Vec<i64>,
}

impl<'a> PricedIndex<'a> {
    pub(crate) fn all(of: &'a CandidateGraph<'a>, prices: &[i64]) -> Self {
        let same = prices.iter().all(|price| *price == prices[0]);
        Self::new(of, (!same).then(|| of.blocks(of.rights, prices)), prices)
    }

    pub(crate) fn only(of: &'a CandidateGraph<'a>, rights: &[u32], prices: &[i64]) -> Self {
        let few: Vec<usize> = rights.iter().map(|right| of.rights[*right as usize]).collect();
        Self::new(of, Some(of.blocks(&few, prices)), prices)
    }

    fn new(of: &'a CandidateGraph<'a>, own: Option<Blocks>, prices: &[i64]) -> Self {
        let numbers = own.as_ref().unwrap_or(&of.index.blocks).numbers();
        let rights: Vec<u32> = numbers.iter().map(|person| of.right_of[*person as usize]).collect();
        let asks: Vec<i64> = rights.iter().map(|right| prices[*right as usize]).collect();
        let floors = asks.chunks(WIDTH).map(|of_block| of_block.iter().copied().min().unwrap_or(0)).collect();
        Self { of, own, rights, asks, floors }
    }

    pub(crate) fn blocks(&self) -> &Blocks {
        self.own.as_ref().unwrap_or(&self.of.index.blocks)
    }

    /// Prepares a left to look; `want` gives what each block wants of a topic that they know.
    fn search<'s>(
        &'s self,
        memo: &'s mut Memo,
        left: usize,
        want: fn(&Blocks, u32) -> &BlockRow<Levels>,
    ) -> (Search<'s>, &'s mut Order, &'s mut Vec<i64>) {
        let (person, blocks) = (self.of.lefts[left], self.blocks());
        let Memo { knows, levels, wanted, order, most, .. } = memo;
        let Index { people, apart, .. } = self.of.index;
        knows.by(people, person);
        let (needs, expertise) = (people.needs(person), people.expertise(person));
        levels.resize_with(levels.len().max(needs.len()), Vec::new);
        wanted.resize_with(wanted.len().max(expertise.len()), Vec::new);
        let known = needs.iter().zip(levels).map(|n| blocks.known(n.0.topic).spread(n.1, blocks.len()));
        let wanted = expertise.iter().zip(wanted).map(|e| want(blocks, e.0.topic).spread(e.1, blocks.len()));
        let others = apart.from(person).chain(self.of.barred_from(person));
        let mut apart: Vec<_> = others.filter_map(|other| blocks.place(other)).collect();
        apart.sort_unstable();
        let search = Search {
            of: self,
            blocks,
            person,
            plan: QueryBounds::new(people, person, &self.of.measure),
            apart,
            known: known.collect(),
            wanted: wanted.collect(),
            knows,
        };
        (search, order, most)
    }

    /// All pairs of a left: which right, and the score.
    pub(crate) fn everybody(&self, memo: &mut Memo, left: usize, into: &mut Vec<(u32, i32)>) {
        let (search, ..) = self.search(memo, left, Blocks::wanted);
        for block in 0..self.blocks().len() {
            search.everybody(block, into);
        }
    }
}

impl CandidateGraph<'_> {
    /// Some rights in blocks.
    fn blocks(&self, rights: &[usize], prices: &[i64]) -> Blocks {
        Blocks::new(&self.index.people, rights, |person| prices[self.right_of[person] as usize])
    }
}

/// What one search after the other can use again.
pub(crate) struct Memo {
    knows: ExpertiseTable,
    levels: Vec<Vec<Levels>>,
    wanted: Vec<Vec<Levels>>,
    order: Order,
    /// What anybody in each block leaves at most.
    most: Vec<i64>,
    space: Vec<Candidate<i64>>,
}

impl PricedCandidates<i64> for PricedIndex<'_> {
    type Memo = Memo;

    fn memo(&self) -> Memo {
        Memo {
            knows: ExpertiseTable::new(self.of.index.people.topics()),
            levels: Vec::new(),
            wanted: Vec::new(),
            order: Order::default(),
            most: Vec::new(),
            space: Vec::new(),
        }
    }

    fn best(&self, memo: &mut Memo, left: usize, (count, above): (usize, i64), into: &mut Vec<Candidate<i64>>) -> i64 {
        let space = std::mem::take(&mut memo.space);
        let (search, order, most) = self.search(memo, left, Blocks::shares);
        let blocks = self.blocks().len();
        // Among equals everybody begins elsewhere, so that not all want the same.
        let turn = to_u32(left).wrapping_mul(0x9E37_79B1) as usize;
        let mut shortlist = Shortlist::new(space, count, above, turn, self.of.seats.len());
        let start = turn % blocks.max(1);
        let in_turn = (start..blocks).chain(0..start);
        search.at_most(most);
        order.set(in_turn.map(|block| (most[block], block)).filter(|(most, _)| *most > above));
        for &(most, block) in order.best_first() {
            if most > shortlist.above() {
                search.look_into(block, &mut shortlist);
            }
        }
        let rest;
        (rest, memo.space) = shortlist.finish(into);
        rest
    }
}
