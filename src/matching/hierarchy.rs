//! Who has authority over whom, directly or through others who take part.

use std::collections::{HashMap, HashSet};

use crate::domain::{EmailAddress, Profile};

/// For each participant those to whom they report, and those who report to them, by index, as far as these take part.
///
/// Lines are followed when somebody asks: kept for everybody, they would take the square of the longest line.
#[derive(Debug, Clone)]
pub(crate) struct Hierarchy {
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
}

impl Hierarchy {
    pub(crate) fn new(participants: &[Profile], index: &HashMap<&EmailAddress, usize>) -> Self {
        let reports_to = |p: &Profile| p.reports_to().iter().filter_map(|email| index.get(email).copied()).collect();
        let above: Vec<Vec<usize>> = participants.iter().map(reports_to).collect();
        let mut below = vec![Vec::new(); above.len()];
        for (one, bosses) in above.iter().enumerate() {
            for boss in bosses {
                below[*boss].push(one);
            }
        }
        Self { above, below }
    }

    /// Whether one of these two has authority over the other. People who report to each other have it both.
    pub(crate) fn between(&self, one: usize, other: usize) -> bool {
        self.is_above(one, other) || self.is_above(other, one)
    }

    fn is_above(&self, one: usize, other: usize) -> bool {
        all_along(&self.above, other).contains(&one)
    }

    /// Everybody who has authority over this one, or over whom this one has authority.
    pub(crate) fn around(&self, one: usize) -> impl Iterator<Item = usize> {
        all_along(&self.above, one).into_iter().chain(all_along(&self.below, one))
    }
}

/// Everybody along the lines from somebody; nobody twice, so that a line that leads back to itself has an end.
fn all_along(lines: &[Vec<usize>], from: usize) -> Vec<usize> {
    let mut found = lines[from].clone();
    // Most people have nobody above them, or hardly anybody.
    if found.iter().all(|next| lines[*next].is_empty()) {
        return found;
    }
    let mut seen: HashSet<usize> = found.iter().copied().collect();
    let mut place = 0;
    while let Some(&next) = found.get(place) {
        found.extend(lines[next].iter().copied().filter(|further| seen.insert(*further)));
        place += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::testing::{address, anybody, profile};

    fn hierarchy(people: &[Profile]) -> Hierarchy {
        Hierarchy::new(people, &people.iter().enumerate().map(|(i, p)| (p.email(), i)).collect())
    }

    #[test]
    fn a_line_of_thousands_and_one_that_leads_back_to_itself() {
        let mut inputs: Vec<_> = (0..3000).map(anybody).collect();
        for (number, input) in inputs.iter_mut().enumerate().skip(1) {
            input.reports_to = vec![address(number - 1)];
        }
        let mut people: Vec<Profile> = inputs.iter().map(profile).collect();
        let line = hierarchy(&people);
        assert!(line.between(0, 2999) && line.between(2999, 0) && line.between(7, 8));

        inputs[0].reports_to = vec![address(1500)];
        people[0] = profile(&inputs[0]);
        let round = hierarchy(&people);
        assert!(round.between(3, 1400) && round.between(2000, 0));
        assert!(!hierarchy(&people[..1]).between(0, 0));
    }
}
