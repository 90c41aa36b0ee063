//! A choice with its prices, while rivals are told apart.

use super::network::{NONE, Network};
use super::search::Start;

/// A link that is out of the question weighs this.
const BARRED: i64 = i64::MIN / 4;

/// Who sits where, at which prices, and what has been settled about couples of rivals.
///
/// Each couple has a penalty of 0 or more: each of its links weighs as much less, and the whole as much more. Since one of
/// them may be chosen at most, no choice that is allowed weighs less for that. So what the prices prove of the links with
/// penalties is true of all that is allowed (Lagrangian relaxation: Fisher 1981).
#[derive(Debug, Clone)]
pub(crate) struct State {
    link_of: Vec<u32>,
    place_of: Vec<u32>,
    taken: Vec<u32>,
    places: Vec<u32>,
    pub(crate) prices: Vec<i64>,
    pub(crate) gains: Vec<i64>,
    penalties: Vec<i64>,
    /// For each couple a bit for each of its links that is out of the question.
    barred: Vec<u8>,
    all_penalties: i64,
}

impl State {
    /// Nobody sits.
    pub(crate) fn new(network: &Network, prices: Vec<i64>) -> Self {
        let couples = network.couples().len();
        Self {
            link_of: vec![NONE; network.lefts()],
            place_of: vec![0; network.lefts()],
            taken: vec![0; network.rights()],
            places: vec![NONE; network.all_places()],
            prices,
            gains: vec![0; network.lefts()],
            penalties: vec![0; couples],
            barred: vec![0; couples],
            all_penalties: 0,
        }
    }

    /// What a link weighs with its penalty.
    pub(crate) fn weight(&self, network: &Network, number: u32) -> i64 {
        let link = network.link(number);
        match link.couple() {
            None => link.weight,
            Some((couple, which)) if self.barred[couple] >> which & 1 == 0 => link.weight - self.penalties[couple],
            Some(_) => BARRED,
        }
    }

    /// The link by which a left sits, or [`NONE`].
    pub(crate) fn link_of(&self, left: u32) -> u32 {
        self.link_of[left as usize]
    }

    pub(crate) fn right_of(&self, network: &Network, left: u32) -> Option<usize> {
        let number = self.link_of(left);
        (number != NONE).then(|| network.link(number).right as usize)
    }

    pub(crate) fn is_chosen(&self, network: &Network, number: u32) -> bool {
        self.link_of(network.link(number).left) == number
    }

    /// Those who sit at a right.
    pub(crate) fn at(&self, network: &Network, right: usize) -> &[u32] {
        let first = network.first_place(right);
        &self.places[first..first + self.taken[right] as usize]
    }

    pub(crate) fn has_room(&self, network: &Network, right: usize) -> bool {
        self.taken[right] < network.seats(right)
    }

    /// Whether a right asks a price for a seat that is free.
    pub(crate) fn is_dear(&self, network: &Network, right: usize) -> bool {
        self.prices[right] > 0 && self.has_room(network, right)
    }

    /// Has a left give up its seat. Returns where that was.
    pub(crate) fn stand(&mut self, network: &Network, left: u32) -> Option<usize> {
        let right = self.right_of(network, left)?;
        self.taken[right] -= 1;
        let (place, last) = (self.place_of[left as usize], network.first_place(right) + self.taken[right] as usize);
        let moved = self.places[last];
        self.places[place as usize] = moved;
        self.place_of[moved as usize] = place;
        self.link_of[left as usize] = NONE;
        Some(right)
    }

    /// Has a left that stands sit down by a link.
    pub(crate) fn take(&mut self, network: &Network, left: u32, number: u32) {
        let right = network.link(number).right as usize;
        let place = network.first_place(right) + self.taken[right] as usize;
        self.places[place] = left;
        self.place_of[left as usize] = crate::candidates::to_u32(place);
        self.taken[right] += 1;
        self.link_of[left as usize] = number;
    }

    /// Sets the price of a right, and with it what those gain who sit there.
    pub(crate) fn reprice(&mut self, network: &Network, right: usize, price: i64) {
        self.prices[right] = price;
        let first = network.first_place(right);
        for place in first..first + self.taken[right] as usize {
            let left = self.places[place];
            self.gains[left as usize] = self.weight(network, self.link_of(left)) - price;
        }
    }

    /// How much less a link leaves its left than what it gains.
    pub(crate) fn slack(&self, network: &Network, number: u32) -> i64 {
        let link = network.link(number);
        self.gains[link.left as usize] + self.prices[link.right as usize] - self.weight(network, number)
    }

    pub(crate) fn penalty(&self, couple: usize) -> i64 {
        self.penalties[couple]
    }

    /// Changes the penalty of a couple, and what those gain who sit by its links.
    pub(crate) fn add_penalty(&mut self, network: &Network, couple: usize, more: i64) {
        self.penalties[couple] += more;
        self.all_penalties += more;
        for number in network.couples()[couple] {
            if self.is_chosen(network, number) {
                self.gains[network.link(number).left as usize] -= more;
            }
        }
    }

    pub(crate) fn bar(&mut self, couple: usize, which: usize) {
        self.barred[couple] |= 1 << which;
    }

    pub(crate) fn allow(&mut self, couple: usize, which: usize) {
        self.barred[couple] &= !(1 << which);
    }

    /// How many links of a couple are chosen.
    pub(crate) fn chosen_of(&self, network: &Network, couple: usize) -> usize {
        network.couples()[couple].iter().filter(|number| self.is_chosen(network, **number)).count()
    }

    /// What no choice that is allowed exceeds: gains, prices and penalties.
    pub(crate) fn bound(&self, network: &Network) -> i64 {
        let prices = self.prices.iter().enumerate();
        let paid: i64 = prices.map(|(right, price)| price * i64::from(network.seats(right))).sum();
        self.gains.iter().sum::<i64>() + paid + self.all_penalties
    }

    /// What is chosen weighs, without penalties.
    pub(crate) fn total(&self, network: &Network) -> i64 {
        let chosen = self.link_of.iter().filter(|number| **number != NONE);
        chosen.map(|number| network.link(*number).weight).sum()
    }

    /// A start at this state, in whatever network.
    pub(crate) fn start(&self, network: &Network) -> Start {
        let links = network.couples().iter().map(|[first, _]| network.link(*first));
        let penalties = links.zip(&self.penalties).filter(|(_, penalty)| **penalty > 0);
        Start {
            rights: self.rights(network),
            prices: self.prices.clone(),
            penalties: penalties.map(|(link, penalty)| ((link.left, link.right), *penalty)).collect(),
        }
    }

    /// For each left its right.
    pub(crate) fn rights(&self, network: &Network) -> Vec<Option<usize>> {
        (0..).zip(&self.link_of).map(|(left, _)| self.right_of(network, left)).collect()
    }
}
