//! Telling the members of a duo about each other.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::rounds::Three;
use super::{Policy, profiles, steps, tell};
use crate::domain::{Catalogue, Profile, Side};
use crate::mail::contact::Contact;
use crate::mail::{ContactDetails, Introduction, Message, NoDuoWhy, Person, SharedTopic, Together};
use crate::matching::{self, Unmatched};
use crate::store::duos::Duo;
use crate::store::professionals::{Professional, Standing};
use crate::store::rounds::Round;
use crate::store::{Connection, Result, StoreError, duos, professionals, programmes, rounds};

/// The two members of a duo, with their profiles.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Members {
    pub learner: Professional,
    pub guide: Professional,
}

impl Members {
    /// Reads them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(c: &mut Connection, duo: &Duo) -> Result<Self> {
        Ok(Self {
            learner: professionals::by_id(c, duo.learner.professional_id)?,
            guide: professionals::by_id(c, duo.guide.professional_id)?,
        })
    }

    /// Reads those of several duos, each person once; in the order of the duos.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of_each(c: &mut Connection, duos: &[Duo]) -> Result<Vec<Self>> {
        let ids: HashSet<i64> =
            duos.iter().flat_map(|d| [d.learner.professional_id, d.guide.professional_id]).collect();
        let people = professionals::by_ids(c, &Vec::from_iter(ids))?;
        let people: HashMap<i64, Professional> = people.into_iter().map(|p| (p.id, p)).collect();
        let member = |id| {
            let found: Option<&Professional> = people.get(&id);
            found.cloned().ok_or_else(|| StoreError::Corrupt(format!("professional {id} is in a duo and not there")))
        };
        let both = |duo: &Duo| {
            Ok(Self { learner: member(duo.learner.professional_id)?, guide: member(duo.guide.professional_id)? })
        };
        duos.iter().map(both).collect()
    }

    /// The member on one side.
    #[must_use]
    pub const fn at(&self, side: Side) -> &Professional {
        match side {
            Side::Learner => &self.learner,
            Side::Guide => &self.guide,
        }
    }
}

/// What two people can learn from each other, with the topics' labels, best first.
#[must_use]
pub fn shared_topics(catalogue: &Catalogue, learner: &Profile, guide: &Profile) -> Vec<SharedTopic> {
    matching::shared_topics(learner, guide)
        .into_iter()
        .filter_map(|m| catalogue.get(&m.topic).map(|topic| SharedTopic::new(topic, m.learns, m.priority, m.level)))
        .collect()
}

/// Queues the introduction to both members of each of these duos. People are read once, not duo by duo.
pub(super) fn all(
    c: &mut Connection,
    policy: &Policy,
    catalogue: &Catalogue,
    round: &Round,
    duos: &[Duo],
    now: DateTime<Utc>,
) -> Result<()> {
    let three = Three::of(c, round)?;
    for (duo, members) in duos.iter().zip(Members::of_each(c, duos)?) {
        for side in [Side::Learner, Side::Guide] {
            one(c, policy, (catalogue, round, three.as_ref()), (duo, &members, side), now)?;
        }
    }
    Ok(())
}

/// Queues the introduction to one member once more, with a fresh link.
pub(super) fn again(
    c: &mut Connection,
    policy: &Policy,
    round: &Round,
    duo: &Duo,
    professional: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(side) = duo.side_of(professional) else { return Ok(()) };
    let catalogue = programmes::catalogue(c, round.programme_id)?;
    let members = Members::of(c, duo)?;
    let three = Three::of(c, round)?;
    one(c, policy, (&catalogue, round, three.as_ref()), (duo, &members, side), now)
}

/// Queues the introduction to the member on one side.
pub(super) fn one(
    c: &mut Connection,
    policy: &Policy,
    of: (&Catalogue, &Round, Option<&Three>),
    (duo, members, side): (&Duo, &Members, Side),
    now: DateTime<Utc>,
) -> Result<()> {
    let you = members.at(side);
    let token = steps::duo_link(c, policy, duo, you.id, now)?;
    let message = message(of, (duo, members, side), token);
    tell(c, you, message, now)
}

/// The introduction to one member, whose link bears this token.
pub(super) fn message(
    (catalogue, round, three): (&Catalogue, &Round, Option<&Three>),
    (duo, members, side): (&Duo, &Members, Side),
    token: String,
) -> Message {
    let (you, other) = (members.at(side), members.at(side.other()));
    Message::Introduction(Introduction {
        first_name: you.profile.first_name().to_owned(),
        you: side,
        both_learn: round.settings.kind.both_learn(),
        instead_of: duo.member(side).instead_of.clone(),
        third: three.and_then(|three| three.third(duo)).map(str::to_owned),
        other: Person::of(&other.profile),
        topics: shared_topics(catalogue, &members.learner.profile, &members.guide.profile),
        together: Together::of(&you.profile, &other.profile),
        token,
        answer_by: round.answer_by,
    })
}

/// Queues the other's contact details to the member on one side.
pub(super) fn release_contact(
    c: &mut Connection,
    catalogue: &Catalogue,
    members: &Members,
    side: Side,
    now: DateTime<Utc>,
) -> Result<()> {
    let topics = shared_topics(catalogue, &members.learner.profile, &members.guide.profile);
    let (you, other) = (members.at(side), members.at(side.other()));
    let details = ContactDetails {
        first_name: you.profile.first_name().to_owned(),
        other: Contact::of(&other.profile),
        together: Together::of(&you.profile, &other.profile),
        element: topics.first().map(|t| t.element),
        meeting: None,
    };
    tell(c, you, Message::ContactDetails(details), now)
}

/// Queues to whoever took part in a round and is in none of its duos why that is.
pub(super) fn tell_unmatched(c: &mut Connection, policy: &Policy, round: &Round, now: DateTime<Utc>) -> Result<()> {
    let with: HashSet<i64> = duos::of_round(c, round.id)?
        .iter()
        .flat_map(|duo| [duo.learner.professional_id, duo.guide.professional_id])
        .collect();
    let mut told = HashSet::new();
    for one in rounds::unmatched(c, round.id)? {
        // Whoever takes part on both sides is told once.
        if with.contains(&one.professional_id) || !told.insert(one.professional_id) {
            continue;
        }
        let why: Unmatched = serde_json::from_str(&one.why)
            .map_err(|e| StoreError::Corrupt(format!("why there is no duo in round {}: {e}", round.id)))?;
        let you = professionals::by_id(c, one.professional_id)?;
        // Who paused since knows that they get no duo.
        if you.standing != Standing::Active {
            continue;
        }
        let token = profiles::profile_link(c, policy, you.id, now)?.to_hex();
        let first_name = you.profile.first_name().to_owned();
        tell(c, &you, Message::NoDuo { first_name, round: round.name.clone(), why: (&why).into(), token }, now)?;
    }
    Ok(())
}

/// What somebody without a duo is told: a rule may have been told in confidence, so none is named.
impl From<&Unmatched> for NoDuoWhy {
    fn from(why: &Unmatched) -> Self {
        match why {
            Unmatched::NoEligibleGuide { .. } | Unmatched::NoEligibleLearner { .. } => Self::Nobody,
            Unmatched::GuidesFull { .. } | Unmatched::OtherWay { .. } => Self::Taken,
            Unmatched::NothingGained { .. } => Self::LittleToLearn,
            Unmatched::NotNeeded { .. } => Self::NotNeeded,
            Unmatched::InNeitherGroup => Self::InNeitherGroup,
            Unmatched::StandsElsewhere => Self::StandsElsewhere,
        }
    }
}
