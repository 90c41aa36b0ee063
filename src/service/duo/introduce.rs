//! Telling the members of a duo about each other.

use crate::service::links;
use std::collections::{HashMap, HashSet};

use super::trio::Three;
use crate::domain::{Catalogue, DuoId, ProfessionalId, Profile, Side};
use crate::mail::letters::contact::Contact;
use crate::mail::{About, ContactDetails, Introduction, Message, NoDuoWhy, Part, Person, SharedTopic, Together};
use crate::matching::{self, Unmatched};
use crate::service::Context;
use crate::service::mail::enqueue::{Letterbox, enqueue_each, enqueue_mail_about};
use crate::store::duo::duos;
use crate::store::duo::duos::Duo;
use crate::store::person::professionals;
use crate::store::person::professionals::{Professional, Standing};
use crate::store::programme::programmes;
use crate::store::round::rounds;
use crate::store::round::rounds::Round;
use crate::store::{Connection, Result, StoreError};

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
        let ids: HashSet<ProfessionalId> =
            duos.iter().flat_map(|d| [d.learner.professional_id, d.guide.professional_id]).collect();
        let people = professionals::by_ids(c, &Vec::from_iter(ids))?;
        let people: HashMap<ProfessionalId, Professional> = people.into_iter().map(|p| (p.id, p)).collect();
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

/// What two people can learn from each other, with the topics' labels, best first. It is for coordinators: a member reads
/// [`told_topics`].
#[must_use]
pub fn shared_topics(catalogue: &Catalogue, learner: &Profile, guide: &Profile) -> Vec<SharedTopic> {
    let named = |m: matching::TopicMatch| {
        let learns = if m.learns == Side::Learner { learner } else { guide };
        let need = learns.learning_needs().iter().find(|need| need.topic == m.topic)?;
        Some(SharedTopic::new(catalogue.get(&m.topic)?, m.learns, need, m.level))
    };
    matching::shared_topics(learner, guide).into_iter().filter_map(named).collect()
}

/// The same without what is the other's to tell, and whether there may be any: as seen from `you`, with the other.
///
/// That there may be more goes by what the reader knows about, and not only by what is left out: else a reader who knows one
/// sensitive topic could tell by that sentence what the other needs.
#[must_use]
pub fn told_topics(catalogue: &Catalogue, members: &Members, you: Side) -> (Vec<SharedTopic>, bool) {
    let all = shared_topics(catalogue, &members.learner.profile, &members.guide.profile);
    let count = all.len();
    let told: Vec<SharedTopic> = all.into_iter().filter(|topic| topic.is_told || topic.learns == you).collect();
    let knows = members.at(you).profile.expertise();
    let knows_sensitive = knows.iter().any(|one| catalogue.get(&one.topic).is_some_and(|topic| topic.is_sensitive));
    let other_learns = !members.at(you.other()).profile.learning_needs().is_empty();
    let may_be_more = told.len() < count || (knows_sensitive && other_learns);
    (told, may_be_more)
}

/// Queues the introductions of these duos to their members: one mail a person, whatever the number of their duos. People
/// are read once, not duo by duo.
pub(crate) fn all(cx: &mut Context<'_>, catalogue: &Catalogue, round: &Round, duos: &[Duo]) -> Result<()> {
    let three = Three::of(cx.c, round)?;
    let members: HashMap<DuoId, Members> = duos.iter().map(|duo| duo.id).zip(Members::of_each(cx.c, duos)?).collect();
    let mut boxes = Vec::new();
    for (you, theirs) in by_member(duos.iter().map(|duo| (duo, duo.members()))) {
        let mut parts = Vec::with_capacity(theirs.len());
        for (duo, side) in &theirs {
            let Some(members) = members.get(&duo.id) else { continue };
            let token = links::duo_link(cx, duo, you)?;
            let message = message((catalogue, round, three.as_ref()), (duo, members, *side), token);
            parts.push(Part { message, about: Some(About::professional(you).duo(round.id, duo.id)) });
        }
        let to = theirs.first().and_then(|(duo, side)| Some(members.get(&duo.id)?.at(*side).clone()));
        boxes.extend(to.map(|to| Letterbox { to, parts, leaves_at: None }));
    }
    enqueue_each(cx, boxes)
}

/// Of duos with their learner and guide, those of each member, who come in the order of the duos.
pub(crate) fn by_member<D: Copy>(
    duos: impl IntoIterator<Item = (D, [ProfessionalId; 2])>,
) -> Vec<(ProfessionalId, Vec<(D, Side)>)> {
    let mut members: Vec<(ProfessionalId, Vec<(D, Side)>)> = Vec::new();
    let mut place: HashMap<ProfessionalId, usize> = HashMap::new();
    for (duo, [learner, guide]) in duos {
        for (member, side) in [(learner, Side::Learner), (guide, Side::Guide)] {
            let at = *place.entry(member).or_insert(members.len());
            if at == members.len() {
                members.push((member, Vec::new()));
            }
            members[at].1.push((duo, side));
        }
    }
    members
}

/// Queues the introduction to the member on one side.
pub(crate) fn one(
    cx: &mut Context<'_>,
    of: (&Catalogue, &Round, Option<&Three>),
    (duo, members, side): (&Duo, &Members, Side),
) -> Result<()> {
    let you = members.at(side);
    let token = links::duo_link(cx, duo, you.id)?;
    let message = message(of, (duo, members, side), token);
    enqueue_mail_about(cx, you, message, About::professional(you.id).duo(duo.round_id, duo.id))
}

/// The introduction to one member as it would be told now.
pub(crate) fn message_now(
    c: &mut Connection,
    round: &Round,
    to: (&Duo, &Members, Side),
    token: String,
) -> Result<Message> {
    let catalogue = programmes::catalogue(c, round.programme_id)?;
    let three = Three::of(c, round)?;
    Ok(message((&catalogue, round, three.as_ref()), to, token))
}

/// The introduction to one member, whose link bears this token.
pub(crate) fn message(
    (catalogue, round, three): (&Catalogue, &Round, Option<&Three>),
    (duo, members, side): (&Duo, &Members, Side),
    token: String,
) -> Message {
    let (you, other) = (members.at(side), members.at(side.other()));
    let (topics, may_be_more) = told_topics(catalogue, members, side);
    Message::Introduction(Introduction {
        first_name: you.profile.first_name().to_owned(),
        you: side,
        both_learn: round.settings.kind.both_learn(),
        instead_of: duo.member(side).instead_of.clone(),
        third: three.and_then(|three| three.third(duo)).map(str::to_owned),
        other: Person::of(&other.profile),
        topics,
        may_be_more,
        together: Together::of(&you.profile, &other.profile),
        token,
        answer_by: round.answer_by,
    })
}

/// Queues the other's contact details to the member on one side.
pub(crate) fn release_contact(
    cx: &mut Context<'_>,
    round: &Round,
    (duo, members, side): (&Duo, &Members, Side),
) -> Result<()> {
    let you = members.at(side);
    let page = links::duo_link(cx, duo, you.id)?;
    let details = ContactDetails { duo: Some(page), ..contact_now(cx.c, round, members, side)? };
    enqueue_mail_about(cx, you, Message::ContactDetails(details), About::professional(you.id).duo(round.id, duo.id))
}

/// The other's contact details as they are now, for the member on one side.
pub(crate) fn contact_now(c: &mut Connection, round: &Round, members: &Members, side: Side) -> Result<ContactDetails> {
    let catalogue = programmes::catalogue(c, round.programme_id)?;
    let (topics, _) = told_topics(&catalogue, members, side);
    let (you, other) = (members.at(side), members.at(side.other()));
    Ok(ContactDetails {
        first_name: you.profile.first_name().to_owned(),
        other: Contact::of(&other.profile),
        together: Together::of(&you.profile, &other.profile),
        element: SharedTopic::common_element(&topics),
        meeting: None,
        // As it was queued; the page of the duo has a link of its own in each mail.
        duo: None,
    })
}

/// Queues to whoever took part in a round and is in none of its duos why that is.
pub(crate) fn tell_unmatched(cx: &mut Context<'_>, round: &Round) -> Result<()> {
    let with: HashSet<ProfessionalId> = duos::of_round(cx.c, round.id)?
        .iter()
        .flat_map(|duo| [duo.learner.professional_id, duo.guide.professional_id])
        .collect();
    let mut told = HashSet::new();
    for one in rounds::unmatched(cx.c, round.id)? {
        // Whoever takes part on both sides is told once.
        if with.contains(&one.professional_id) || !told.insert(one.professional_id) {
            continue;
        }
        let why: Unmatched = serde_json::from_str(&one.why)
            .map_err(|e| StoreError::Corrupt(format!("why there is no duo in round {}: {e}", round.id)))?;
        let you = professionals::by_id(cx.c, one.professional_id)?;
        // Who paused since knows that they get no duo.
        if you.standing != Standing::Active {
            continue;
        }
        tell_without(cx, round, &you, (&why).into())?;
    }
    Ok(())
}

/// Queues to somebody that there is no duo for them in a round, and why.
pub(crate) fn tell_without(cx: &mut Context<'_>, round: &Round, you: &Professional, why: NoDuoWhy) -> Result<()> {
    let token = links::profile_link(cx, you.id)?.to_hex();
    let first_name = you.profile.first_name().to_owned();
    let message = Message::NoDuo { first_name, round: round.name.clone(), why, token };
    enqueue_mail_about(cx, you, message, About::professional(you.id).round(round.id))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Factor;
    use crate::matching::Rule;

    #[test]
    fn why_there_is_no_duo_is_the_same_whichever_rule_it_was() {
        let public = [Rule::Banned, Rule::NoCommonLanguage, Rule::Must(Factor::Learning)];
        let private = [Rule::Avoids, Rule::Authority];
        for rules in [&public[..], &private, &[Rule::Avoids, Rule::NoWayToMeet]] {
            let binding: Vec<_> = rules.iter().map(|rule| (*rule, 1)).collect();
            let guide = Unmatched::NoEligibleGuide { binding: binding.clone() };
            let learner = Unmatched::NoEligibleLearner { binding };
            assert_eq!([NoDuoWhy::from(&guide), NoDuoWhy::from(&learner)], [NoDuoWhy::Nobody; 2], "{rules:?}");
        }
    }
}
