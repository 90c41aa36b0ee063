//! The lines of the log in words.

use std::collections::HashMap;

use crate::domain::{CoordinatorId, DuoId, ProfessionalId, RoundId};
use crate::locale::Texts;
use crate::service::programme::activity::{Activity, Actor, Noted};
use crate::store::duo::duos;
use crate::store::person::professional_search;
use crate::store::programme::coordinators;
use crate::store::programme::programmes::Programme;
use crate::store::round::rounds;
use crate::store::{Connection, StoreError};

/// A line as it is shown.
pub(crate) struct Sentence {
    pub(crate) when: String,
    pub(crate) who: String,
    pub(crate) what: String,
    /// Where it happened, if there is a page of it.
    pub(crate) href: Option<String>,
}

/// What those are called that a page of the log names. Who is gone, has no name any more.
pub(crate) struct Names {
    slug: String,
    people: HashMap<ProfessionalId, String>,
    coordinators: HashMap<CoordinatorId, String>,
    rounds: HashMap<RoundId, String>,
    duos: HashMap<DuoId, [ProfessionalId; 2]>,
}

impl Names {
    /// Reads the names for these lines.
    pub(crate) fn of(c: &mut Connection, programme: &Programme, lines: &[Noted]) -> Result<Self, StoreError> {
        let named: Vec<DuoId> = lines.iter().filter_map(|line| duo(&line.what)).collect();
        let duos = duos::members(c, &named)?;
        let mut people: Vec<ProfessionalId> = duos.values().flatten().copied().collect();
        let mut coordinators = Vec::new();
        for line in lines {
            match line.actor {
                Actor::Professional(id) => people.push(id),
                Actor::Coordinator(id) => coordinators.push(id),
                Actor::Operator | Actor::Clock | Actor::Visitor => {}
            }
            match &line.what {
                Activity::InvitationReminded { person } | Activity::AskedToStay { person } => people.push(*person),
                Activity::FoundDistinct { one, other } => people.extend([*one, *other]),
                Activity::PauseEnded { professional } => people.push(*professional),
                _ => {}
            }
            if let Activity::CoordinatorInvited { coordinator }
            | Activity::CoordinatorRemoved { coordinator }
            | Activity::RoleChanged { coordinator, .. }
            | Activity::AccountForgotten { coordinator }
            | Activity::SecondFactorReset { coordinator } = &line.what
            {
                coordinators.push(*coordinator);
            }
        }
        people.sort_unstable();
        people.dedup();
        coordinators.sort_unstable();
        coordinators.dedup();
        Ok(Self {
            slug: programme.slug.to_string(),
            people: professional_search::names(c, &people)?,
            coordinators: coordinators::addresses(c, &coordinators)?,
            rounds: rounds::names(c, programme.id)?,
            duos,
        })
    }

    /// A line in words.
    pub(crate) fn sentence(&self, t: Texts, line: &Noted) -> Sentence {
        let who = match line.actor {
            Actor::Coordinator(id) => self.coordinator(t, id),
            Actor::Professional(id) => self.person(t, id),
            Actor::Operator => t.text("activity-operator"),
            Actor::Clock => t.text("activity-clock"),
            // No line is written by one.
            Actor::Visitor => String::new(),
        };
        Sentence { when: t.moment(line.happened_at), who, what: self.what(t, &line.what), href: self.href(line) }
    }

    fn person(&self, t: Texts, id: ProfessionalId) -> String {
        self.people.get(&id).cloned().unwrap_or_else(|| t.text("activity-gone"))
    }

    fn coordinator(&self, t: Texts, id: CoordinatorId) -> String {
        self.coordinators.get(&id).cloned().unwrap_or_else(|| t.text("activity-gone"))
    }

    fn round(&self, t: Texts, id: RoundId) -> String {
        self.rounds.get(&id).cloned().unwrap_or_else(|| t.text("activity-gone-round"))
    }

    fn two(&self, t: Texts, [one, other]: [ProfessionalId; 2]) -> String {
        t.list(&[self.person(t, one), self.person(t, other)])
    }

    fn duo(&self, t: Texts, id: DuoId) -> String {
        self.duos.get(&id).map_or_else(|| t.text("activity-gone-duo"), |members| self.two(t, *members))
    }

    /// Where it happened.
    fn href(&self, line: &Noted) -> Option<String> {
        if let Some(round) = round(&line.what).filter(|round| self.rounds.contains_key(round)) {
            return Some(format!("/coordinator/rounds/{round}"));
        }
        match line.actor {
            Actor::Professional(id) if self.people.contains_key(&id) => {
                Some(format!("/coordinator/{}/professionals/{id}", self.slug))
            }
            _ => None,
        }
    }

    fn what(&self, t: Texts, what: &Activity) -> String {
        let of_round = |key: &str, round: &RoundId| t.with(key, &[("round", &self.round(t, *round))]);
        let of_duo = |key: &str, duo: &DuoId| t.with(key, &[("duo", &self.duo(t, *duo))]);
        let of_key = |key: &str, label: &str| t.with(key, &[("label", label)]);
        let of_topic = |key: &str, topic: &str| t.with(key, &[("topic", topic)]);
        match what {
            Activity::SignedUp => t.text("activity-signed-up"),
            Activity::Confirmed => t.text("activity-confirmed"),
            Activity::ProfileChanged => t.text("activity-profile-changed"),
            Activity::Agreed => t.text("activity-agreed"),
            Activity::Left => t.text("activity-left"),
            Activity::Paused => t.text("activity-paused"),
            Activity::CameBack => t.text("activity-came-back"),
            Activity::PauseEnded { professional } => {
                t.with("activity-pause-ended", &[("name", &self.person(t, *professional))])
            }
            Activity::PeopleImported { added, known, again, left } => {
                let numbers = [("known", t.number(known)), ("again", t.number(again)), ("left", t.number(left))];
                t.count("activity-imported", added, &numbers.each_ref().map(|(name, number)| (*name, number.as_str())))
            }
            Activity::InvitedAgain { people } => t.count("activity-invited-again", people, &[]),
            Activity::InvitationReminded { person } => {
                t.with("activity-invitation-reminded", &[("name", &self.person(t, *person))])
            }
            Activity::InvitationDeclined => t.text("activity-invitation-declined"),
            Activity::InvitationExpired => t.text("activity-invitation-expired"),
            Activity::SignUpExpired => t.text("activity-sign-up-expired"),
            Activity::AskedToStay { person } => t.with("activity-asked-to-stay", &[("name", &self.person(t, *person))]),
            Activity::WantsToStay => t.text("activity-wants-to-stay"),
            Activity::RemovedAsInactive => t.text("activity-removed-as-inactive"),
            Activity::Removed => t.text("activity-removed"),
            Activity::RoundForgotten { round } => of_round("activity-round-forgotten", round),
            Activity::FoundDistinct { one, other } => {
                t.with("activity-found-distinct", &[("two", &self.two(t, [*one, *other]))])
            }
            Activity::RoundMade { round } => of_round("activity-round-made", round),
            Activity::RoundStep { round, step } => of_round(&format!("activity-step-{step}"), round),
            Activity::DuoAnswered { duo } => of_duo("activity-duo-answered", duo),
            Activity::DuoConfirmed { duo } => of_duo("activity-duo-confirmed", duo),
            Activity::DuoDeclined { duo } => of_duo("activity-duo-declined", duo),
            Activity::DuoLapsed { duo } => of_duo("activity-duo-lapsed", duo),
            Activity::DuoEnded { duo } => of_duo("activity-duo-ended", duo),
            Activity::HelpAsked { duo } => of_duo("activity-help-asked", duo),
            Activity::AgreementChanged { duo } => of_duo("activity-agreement-changed", duo),
            Activity::MeetingProposed { duo } => of_duo("activity-meeting-proposed", duo),
            Activity::ProposalWithdrawn { duo } => of_duo("activity-proposal-withdrawn", duo),
            Activity::MeetingAgreed { duo } => of_duo("activity-meeting-agreed", duo),
            Activity::MeetingCancelled { duo } => of_duo("activity-meeting-cancelled", duo),
            Activity::HelpGiven { duo } => of_duo("activity-help-given", duo),
            Activity::MailSentAgain { mails } => t.count("activity-mail-again", mails, &[]),
            Activity::DataSent => t.text("activity-data-sent"),
            Activity::InvitationsCalledBack { people } => t.count("activity-invitations-called-back", people, &[]),
            Activity::LinksReplaced => t.text("activity-links-replaced"),
            Activity::MailsResumed => t.text("activity-mails-resumed"),
            Activity::SettingsChanged => t.text("activity-settings-changed"),
            Activity::ProgrammeOpened => t.text("activity-programme-opened"),
            Activity::ProgrammeClosed => t.text("activity-programme-closed"),
            Activity::TopicAdded { topic } => of_topic("activity-topic-added", topic),
            Activity::TopicRenamed { topic } => of_topic("activity-topic-renamed", topic),
            Activity::TopicRetired { topic } => of_topic("activity-topic-retired", topic),
            Activity::TopicReturned { topic } => of_topic("activity-topic-returned", topic),
            Activity::TopicMadeSensitive { topic } => of_topic("activity-topic-made-sensitive", topic),
            Activity::TopicMadePlain { topic } => of_topic("activity-topic-made-plain", topic),
            Activity::KeyMade { label } => of_key("activity-key-made", label),
            Activity::KeyRevoked { label } => of_key("activity-key-revoked", label),
            Activity::CoordinatorInvited { coordinator } => {
                t.with("activity-coordinator-invited", &[("email", &self.coordinator(t, *coordinator))])
            }
            Activity::CoordinatorRemoved { coordinator } => {
                t.with("activity-coordinator-removed", &[("email", &self.coordinator(t, *coordinator))])
            }
            Activity::CoordinatorExpired => t.text("activity-coordinator-expired"),
            Activity::RoleChanged { coordinator, role } => {
                let role = t.word("role", role.as_str());
                t.with("activity-role-changed", &[("email", &self.coordinator(t, *coordinator)), ("role", &role)])
            }
            Activity::SecondFactorSet => t.text("activity-second-factor-set"),
            Activity::RecoveryCodeUsed => t.text("activity-recovery-code-used"),
            Activity::AccountForgotten { coordinator } => {
                t.with("activity-account-forgotten", &[("email", &self.coordinator(t, *coordinator))])
            }
            Activity::SecondFactorReset { coordinator } => {
                t.with("activity-second-factor-reset", &[("email", &self.coordinator(t, *coordinator))])
            }
        }
    }
}

/// The round that it happened in.
const fn round(what: &Activity) -> Option<RoundId> {
    match what {
        Activity::RoundMade { round } | Activity::RoundStep { round, .. } | Activity::RoundForgotten { round } => {
            Some(*round)
        }
        _ => None,
    }
}

/// The duo that it happened to.
const fn duo(what: &Activity) -> Option<DuoId> {
    match what {
        Activity::DuoAnswered { duo }
        | Activity::DuoConfirmed { duo }
        | Activity::DuoDeclined { duo }
        | Activity::DuoLapsed { duo }
        | Activity::DuoEnded { duo }
        | Activity::HelpAsked { duo }
        | Activity::AgreementChanged { duo }
        | Activity::MeetingProposed { duo }
        | Activity::ProposalWithdrawn { duo }
        | Activity::MeetingAgreed { duo }
        | Activity::MeetingCancelled { duo }
        | Activity::HelpGiven { duo } => Some(*duo),
        _ => None,
    }
}
