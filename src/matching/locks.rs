//! Pairs that must stand: they are taken out of the problem before it is solved.

use std::collections::{HashMap, HashSet};

use crate::domain::{AddressPair, EmailAddress, Profile, RoundSettings};

use super::pairs::Pair;
use super::rules::{Rule, Rules};

/// Why a pair cannot be locked.
///
/// Says which rule, a private one too: for whoever has the people file. Pages have words of their own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// This address is not that of a participant.
    #[error("locked: {0} does not take part")]
    Stranger(EmailAddress),
    /// A rule forbids this pair.
    #[error("locked: {} and {} cannot be a duo ({})", .0.one(), .0.other(), .1)]
    Forbidden(AddressPair, Rule),
    /// The pair is banned as well.
    #[error("locked: {} and {} are banned as well", .0.one(), .0.other())]
    Banned(AddressPair),
    /// Somebody is locked to two others, and can have one.
    #[error("locked: {0} is in two pairs, and can be in one")]
    Twice(EmailAddress),
    /// These two are locked both ways, and can be one duo.
    #[error(
        "locked: {} and {} would guide each other; they can be one duo, unless the round sets allow_both_ways",
        .0.one(),
        .0.other()
    )]
    BothWays(AddressPair),
    /// More learners are locked to this guide than they have seats.
    #[error("locked: more learners than the {seats} that {guide} offers to take")]
    Seats {
        /// The guide.
        guide: EmailAddress,
        /// How many they have.
        seats: u32,
    },
}

/// The locked pairs with their reasons, sorted by left, then right.
///
/// # Errors
/// The first lock that cannot stand.
pub(crate) fn locked(
    participants: &[Profile],
    settings: &RoundSettings,
    rules: &Rules<'_>,
) -> Result<Vec<Pair>, LockError> {
    let index: HashMap<&EmailAddress, usize> = participants.iter().enumerate().map(|(i, p)| (p.email(), i)).collect();
    let place = |email: &EmailAddress| index.get(email).copied().ok_or_else(|| LockError::Stranger(email.clone()));
    let mut pairs = Vec::with_capacity(settings.locked.len());
    for couple in &settings.locked {
        let (left, right) = oriented(place(couple.one())?, place(couple.other())?, rules);
        match rules.first_against(left, right) {
            None => pairs.push(Pair::of(left, right, rules)),
            Some(Rule::Banned) => return Err(LockError::Banned(couple.clone())),
            Some(rule) => return Err(LockError::Forbidden(couple.clone(), rule)),
        }
    }
    pairs.sort_unstable_by_key(|p| (p.learner, p.guide));
    once_each(&pairs, participants, rules)?;
    Ok(pairs)
}

/// As the pair is written, unless only the other way round has a left and a right. In one pool the lesser goes first.
fn oriented(one: usize, other: usize, rules: &Rules<'_>) -> (usize, usize) {
    let sides = rules.sides();
    let turned = if sides.one_pool() { other < one } else { !sides.allow(one, other) && sides.allow(other, one) };
    if turned { (other, one) } else { (one, other) }
}

/// Each left once, each right at most as often as they have seats; where both learn, everybody once.
fn once_each(pairs: &[Pair], participants: &[Profile], rules: &Rules<'_>) -> Result<(), LockError> {
    let both_learn = rules.sides().kind().both_learn();
    let email = |i: usize| participants[i].email().clone();
    let ends: HashSet<(usize, usize)> = pairs.iter().filter(|_| rules.is_one_way()).map(Pair::ends).collect();
    if let Some((one, other)) = pairs.iter().map(Pair::ends).find(|(one, other)| ends.contains(&(*other, *one))) {
        return Err(
            AddressPair::new(email(one), email(other)).map_or(LockError::Twice(email(one)), LockError::BothWays)
        );
    }
    let mut busy = HashSet::new();
    let mut taken: HashMap<usize, u32> = HashMap::new();
    for pair in pairs {
        let one_duo_each = std::iter::once(pair.learner).chain(both_learn.then_some(pair.guide));
        if let Some(twice) = one_duo_each.into_iter().find(|person| !busy.insert(*person)) {
            return Err(LockError::Twice(email(twice)));
        }
        let (seats, taken) = (rules.sides().seats(pair.guide), taken.entry(pair.guide).or_default());
        *taken += 1;
        if *taken > seats {
            return Err(LockError::Seats { guide: email(pair.guide), seats });
        }
    }
    Ok(())
}
