//! A drawing of who is paired with whom: groups of people as dots on a line, duos between them as arcs beside it, wider the
//! more there are. It is worked out here and drawn by a template.
//!
//! A line of names reads on a phone as on a wall, for 5 groups and for 25; where there are more, the smallest are one.

use std::collections::{BTreeMap, HashMap};

/// As many groups have a dot of their own.
pub(crate) const MOST: usize = 24;

/// The height of a line, the width of the names, and the room for arcs.
const LINE: usize = 30;
const NAMES: usize = 250;
const ROOM: usize = 230;

/// A group of people with its dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dot {
    pub(crate) name: String,
    /// The name, as far as there is room for it.
    pub(crate) label: String,
    /// How many duos have a member here.
    pub(crate) duos: usize,
    pub(crate) y: usize,
    /// The radius.
    pub(crate) r: usize,
}

/// The duos between two groups, or within one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arc {
    pub(crate) one: String,
    pub(crate) other: String,
    pub(crate) duos: usize,
    /// The path, as SVG has it.
    pub(crate) path: String,
    pub(crate) width: usize,
}

/// The drawing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Arcs {
    /// From the most duos to the least.
    pub(crate) dots: Vec<Dot>,
    /// In the same order; the widest first, so that they lie below.
    pub(crate) lines: Vec<Arc>,
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Where the line of dots is.
    pub(crate) x: usize,
    /// How many groups are together in the last dot.
    pub(crate) together: usize,
}

impl Arcs {
    /// Draws duos, each as the groups of its two members. Groups beyond [`MOST`] are one, called `rest`.
    pub(crate) fn of<'a>(duos: impl Iterator<Item = (&'a str, &'a str)> + Clone, rest: &str) -> Self {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for (one, other) in duos.clone() {
            *count.entry(one).or_default() += 1;
            if one != other {
                *count.entry(other).or_default() += 1;
            }
        }
        let mut groups: Vec<(&str, usize)> = count.into_iter().collect();
        groups.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
        let together = if groups.len() > MOST { groups.len() - (MOST - 1) } else { 0 };
        let own: HashMap<&str, usize> =
            groups.iter().take(groups.len() - together).enumerate().map(|(place, (name, _))| (*name, place)).collect();
        let last = own.len();

        let mut between: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (one, other) in duos {
            let place = |name| own.get(name).copied().unwrap_or(last);
            let (one, other) = (place(one), place(other));
            *between.entry((one.min(other), one.max(other))).or_default() += 1;
        }
        let mut names: Vec<&str> = groups.iter().take(last).map(|(name, _)| *name).collect();
        names.extend((together > 0).then_some(rest));
        let touching = |place: usize| {
            between.iter().filter(|((a, b), _)| *a == place || *b == place).map(|(_, duos)| duos).sum::<usize>()
        };
        let most = between.values().copied().max().unwrap_or(1);
        let y = |place: usize| LINE / 2 + LINE * place;
        let dots = names.iter().enumerate().map(|(place, name)| {
            let duos = touching(place);
            Dot { name: (*name).to_owned(), label: shortened(name), duos, y: y(place), r: (3 + duos / 3).min(9) }
        });
        let far = names.len().max(2) - 1;
        let mut lines: Vec<Arc> = between
            .iter()
            .map(|(&(one, other), &duos)| {
                let (top, bottom) = (y(one), y(other));
                let path = if one == other {
                    // A loop beside the dot.
                    format!("M{NAMES} {top} c 34 -13 34 13 0 0")
                } else {
                    // As wide as it is long, as far as there is room.
                    let reach = NAMES + 30 + (ROOM - 40) * (other - one) / far * 4 / 3;
                    format!("M{NAMES} {top} C{reach} {top} {reach} {bottom} {NAMES} {bottom}")
                };
                let width = 1 + 8 * duos / most.max(4);
                Arc { one: names[one].to_owned(), other: names[other].to_owned(), duos, path, width }
            })
            .collect();
        lines.sort_by(|a, b| b.duos.cmp(&a.duos).then_with(|| (&a.one, &a.other).cmp(&(&b.one, &b.other))));
        Self { dots: dots.collect(), lines, width: NAMES + ROOM, height: LINE * names.len(), x: NAMES, together }
    }
}

/// A name as far as there is room for it.
fn shortened(name: &str) -> String {
    const ROOM: usize = 28;
    if name.chars().count() <= ROOM { name.to_owned() } else { name.chars().take(ROOM - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_duo_is_in_one_arc() {
        let duos = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "c")];
        let drawn = Arcs::of(duos.into_iter(), "rest");
        let found: Vec<_> = drawn.lines.iter().map(|arc| (arc.one.as_str(), arc.other.as_str(), arc.duos)).collect();
        assert_eq!(found, [("b", "a", 2), ("b", "c", 1), ("c", "c", 1)]);
        let dots: Vec<_> = drawn.dots.iter().map(|dot| (dot.name.as_str(), dot.duos)).collect();
        assert_eq!(dots, [("b", 3), ("a", 2), ("c", 2)]);
        assert_eq!((drawn.together, drawn.height), (0, 3 * LINE));
    }

    #[test]
    fn beyond_the_most_the_smallest_are_one() {
        let names: Vec<String> = (0..100).map(|n| format!("g{n:02}")).collect();
        let duos = (0..100).flat_map(|n| (0..=n / 10).map(move |k| (n, (n + k + 1) % 100)));
        let duos: Vec<(&str, &str)> = duos.map(|(a, b)| (names[a].as_str(), names[b].as_str())).collect();
        let drawn = Arcs::of(duos.iter().copied(), "the others");
        assert_eq!((drawn.dots.len(), drawn.together), (MOST, 100 - MOST + 1));
        assert_eq!(drawn.dots.last().unwrap().name, "the others");
        assert_eq!(drawn.lines.iter().map(|arc| arc.duos).sum::<usize>(), duos.len());
        assert!(drawn.lines.iter().all(|arc| (1..=9).contains(&arc.width)));
    }

    #[test]
    fn a_round_without_duos_is_drawn_as_nothing() {
        assert_eq!(Arcs::of(std::iter::empty(), "rest").dots, []);
    }
}
