//! What was changed in a round and by whom: the way back, and what to tell the other coordinator.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::{RoundError, load_expecting_version};
use crate::domain::{AddressPair, Change, Factor, Kind, Preference, ProfessionalId, RoundId, Weight};
use crate::service::Context;
use crate::service::programme::activity::Activity;
use crate::store::person::professionals;
use crate::store::round::round_changes::{self, Before, Entry, NewEntry};
use crate::store::round::rounds;
use crate::store::round::rounds::Round;
use crate::store::{Connection, StoreError};

/// The round as it is.
fn snapshot(c: &mut Connection, round: &Round) -> Result<Before, StoreError> {
    Ok(Before {
        name: round.name.clone(),
        state: round.state,
        settings: round.settings.clone(),
        answer_by: round.answer_by,
        participants: rounds::participants(c, round.id)?,
    })
}

/// Notes a change that is about to be made, with how the round is now.
pub(crate) fn record_undoable(cx: &mut Context<'_>, round: &Round, change: Change) -> Result<(), StoreError> {
    let before = snapshot(cx.c, round)?;
    remember(cx, round, round.version + 1, change, Some(&before))
}

/// Notes a step that there is no way back from, or that changes nothing to go back to.
pub(crate) fn record(cx: &mut Context<'_>, round: &Round, change: Change) -> Result<(), StoreError> {
    remember(cx, round, round.version + 1, change, None)
}

/// Notes what was done to a published round, at the version that it led to.
pub(crate) fn record_applied(cx: &mut Context<'_>, id: RoundId, change: Change) -> Result<(), RoundError> {
    let round = load_expecting_version(cx.c, id, None)?;
    Ok(remember(cx, &round, round.version, change, None)?)
}

/// Notes a step in the log of the programme, and in the round with the version that it leads to.
fn remember(
    cx: &mut Context<'_>,
    round: &Round,
    version: i32,
    change: Change,
    before: Option<&Before>,
) -> Result<(), StoreError> {
    cx.note(round.programme_id, &Activity::RoundStep { round: round.id, step: change })?;
    let entry = NewEntry { round: round.id, version, change, by: cx.actor.coordinator(), before };
    round_changes::note(cx.c, &entry, cx.now)
}

/// The changes of a round that it remembers, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_round(c: &mut Connection, round: RoundId) -> Result<Vec<Entry>, StoreError> {
    round_changes::since(c, round, 0)
}

/// The change that would be taken back, if there is one.
#[must_use]
pub fn last_to_undo(entries: &[Entry]) -> Option<&Entry> {
    entries.iter().find(|e| !e.undone && e.before.is_some() && e.change != Change::Undo)
}

/// What is different between a version that somebody saw and the round of now.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Difference {
    /// The version of now.
    pub version: i32,
    /// Who did what since, newest first.
    pub entries: Vec<Entry>,
    pub name: Option<(String, String)>,
    pub answer_by: Option<(NaiveDate, NaiveDate)>,
    pub kind: Option<(Kind, Kind)>,
    pub prefer: Option<(Preference, Preference)>,
    pub weights: Vec<(Factor, Weight, Weight)>,
    /// Whether people who met before may be a duo, if that is another.
    pub allow_earlier_duos: Option<bool>,
    pub allow_second_duos: Option<bool>,
    /// Whether two people may guide each other, if that is another.
    pub allow_both_ways: Option<bool>,
    /// Whether somebody left over joins a duo, if that is another.
    pub trio: Option<bool>,
    pub groups: bool,
    pub fixed: Pairs,
    pub excluded: Pairs,
    /// Names of people.
    pub people_added: Vec<String>,
    pub people_removed: Vec<String>,
}

/// Pairs that came onto a list, and that went, in the names of the two.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Pairs {
    pub added: Vec<[String; 2]>,
    pub removed: Vec<[String; 2]>,
}

/// What changed in a round since `version`.
///
/// # Errors
/// [`RoundError::NotFound`], and those of the database.
pub fn since(c: &mut Connection, id: RoundId, version: i32) -> Result<Difference, RoundError> {
    let round = load_expecting_version(c, id, None)?;
    let entries = round_changes::since(c, id, version)?;
    let mut found = Difference { version: round.version, ..Difference::default() };
    // The oldest that knows how it was: those before it changed nothing of what is compared.
    if let Some(before) = entries.iter().rev().find_map(|e| e.before.clone()) {
        let after = snapshot(c, &round)?;
        let everybody: Vec<ProfessionalId> = before.participants.iter().chain(&after.participants).copied().collect();
        let people = professionals::by_ids(c, &everybody)?;
        found.compare(&before, &after, &people);
    }
    found.entries = entries;
    Ok(found)
}

impl Difference {
    fn compare(&mut self, before: &Before, after: &Before, people: &[professionals::Professional]) {
        fn changed<T: PartialEq + Clone>(before: &T, after: &T) -> Option<(T, T)> {
            (before != after).then(|| (before.clone(), after.clone()))
        }
        let (old, new) = (&before.settings, &after.settings);
        self.name = changed(&before.name, &after.name);
        self.answer_by = changed(&before.answer_by, &after.answer_by);
        self.kind = changed(&old.kind, &new.kind);
        self.prefer = changed(&old.prefer, &new.prefer);
        let weights = Factor::ALL.iter().map(|f| (*f, old.weights.of(*f), new.weights.of(*f)));
        self.weights = weights.filter(|(_, before, after)| before != after).collect();
        self.allow_earlier_duos = changed(&old.allow_earlier_duos, &new.allow_earlier_duos).map(|(_, now)| now);
        self.allow_second_duos = changed(&old.allow_second_duos, &new.allow_second_duos).map(|(_, now)| now);
        self.allow_both_ways = changed(&old.allow_both_ways, &new.allow_both_ways).map(|(_, now)| now);
        self.trio = changed(&old.trio, &new.trio).map(|(_, now)| now);
        self.groups = old.groups != new.groups;
        let name: HashMap<&str, &str> = people.iter().map(|p| (p.profile.email().as_str(), p.profile.name())).collect();
        let pairs = |of: &[AddressPair], other: &[AddressPair]| -> Vec<[String; 2]> {
            let named = |email: &str| name.get(email).map_or(email, |name| name).to_owned();
            let only = of.iter().filter(|couple| !other.iter().any(|c| c.same_as(couple)));
            only.map(|c| [named(c.one().as_str()), named(c.other().as_str())]).collect()
        };
        let both =
            |old: &[AddressPair], new: &[AddressPair]| Pairs { added: pairs(new, old), removed: pairs(old, new) };
        self.fixed = both(&old.locked, &new.locked);
        self.excluded = both(&old.banned, &new.banned);
        let (was, is): (BTreeSet<ProfessionalId>, BTreeSet<ProfessionalId>) =
            (before.participants.iter().copied().collect(), after.participants.iter().copied().collect());
        let names = |ids: Vec<ProfessionalId>| {
            let found = people.iter().filter(|p| ids.contains(&p.id));
            found.map(|p| p.profile.name().to_owned()).collect()
        };
        self.people_added = names(is.difference(&was).copied().collect());
        self.people_removed = names(was.difference(&is).copied().collect());
    }
}
