//! The log of a programme: who did what to what, when. A line is written in the transaction of what it tells.
//!
//! It holds identifiers, numbers and the names of things, never what somebody told in confidence: no address, no reason,
//! nobody whom somebody reports to or avoids.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::programme::access::Role;
use crate::domain::{ActivityId, Change, CoordinatorId, DuoId, ProfessionalId, ProgrammeId, RoundId};
use crate::store::programme::activity;
use crate::store::{Connection, Result, StoreError, readable};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A coordinator, on a page or through a program of theirs.
    Coordinator(CoordinatorId),
    /// A professional, by a private link.
    Professional(ProfessionalId),
    /// Whoever runs the server, on its command line.
    Operator,
    /// Nobody: the day came.
    Clock,
    /// Whoever came by no sign-in. Their link says who they are, and without one they are nobody: the log names no visitor.
    Visitor,
}

impl Actor {
    /// The coordinator that it is, if it is one.
    #[must_use]
    pub const fn coordinator(self) -> Option<CoordinatorId> {
        if let Self::Coordinator(id) = self { Some(id) } else { None }
    }

    const fn columns(self) -> Option<(&'static str, Option<i64>)> {
        Some(match self {
            Self::Coordinator(id) => ("coordinator", Some(id.0)),
            Self::Professional(id) => ("professional", Some(id.0)),
            Self::Operator => ("operator", None),
            Self::Clock => ("clock", None),
            Self::Visitor => return None,
        })
    }

    fn of(word: &str, id: Option<i64>) -> Option<Self> {
        Some(match (word, id) {
            ("coordinator", Some(id)) => Self::Coordinator(CoordinatorId(id)),
            ("professional", Some(id)) => Self::Professional(ProfessionalId(id)),
            ("operator", None) => Self::Operator,
            ("clock", None) => Self::Clock,
            _ => return None,
        })
    }
}

/// What was done. Rounds, duos and people are named by their identifiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Activity {
    SignedUp,
    Confirmed,
    ProfileChanged,
    /// A professional agreed to a text that says something else than the one before.
    Agreed,
    Left,
    /// A professional takes part in no rounds for now.
    Paused,
    CameBack,
    /// The day came that ends a pause.
    PauseEnded {
        professional: ProfessionalId,
    },
    PeopleImported {
        added: usize,
        known: usize,
        #[serde(default)]
        again: usize,
        #[serde(default)]
        left: usize,
    },
    /// People who had not answered were invited once more.
    InvitedAgain {
        people: usize,
    },
    InvitationReminded {
        person: ProfessionalId,
    },
    InvitationDeclined,
    /// Somebody who did not answer was removed.
    InvitationExpired,
    /// Somebody who signed up and did not confirm was removed.
    SignUpExpired,
    /// Somebody who long did nothing was asked whether they want to stay.
    AskedToStay {
        person: ProfessionalId,
    },
    WantsToStay,
    /// Somebody who was asked whether they want to stay, and did nothing, was removed.
    RemovedAsInactive,
    /// A coordinator removed somebody.
    Removed,
    /// What the duos of an old round were proposed from was removed.
    RoundForgotten {
        round: RoundId,
    },
    /// Two who might be one person are two.
    FoundDistinct {
        one: ProfessionalId,
        other: ProfessionalId,
    },
    RoundMade {
        round: RoundId,
    },
    /// A step in the life of a round.
    RoundStep {
        round: RoundId,
        step: Change,
    },
    DuoAnswered {
        duo: DuoId,
    },
    DuoConfirmed {
        duo: DuoId,
    },
    DuoDeclined {
        duo: DuoId,
    },
    DuoLapsed {
        duo: DuoId,
    },
    DuoEnded {
        duo: DuoId,
    },
    HelpAsked {
        duo: DuoId,
    },
    /// A member wrote or changed what the two expect of each other.
    AgreementChanged {
        duo: DuoId,
    },
    MeetingProposed {
        duo: DuoId,
    },
    ProposalWithdrawn {
        duo: DuoId,
    },
    MeetingAgreed {
        duo: DuoId,
    },
    MeetingCancelled {
        duo: DuoId,
    },
    /// A coordinator dealt with the calls for help in a duo.
    HelpGiven {
        duo: DuoId,
    },
    MailSentAgain {
        mails: usize,
    },
    MailsResumed,
    /// Invitations were called back before they left, and these people are on no list any more.
    InvitationsCalledBack {
        people: usize,
    },
    /// A professional was mailed a link to what is kept about them.
    DataSent,
    /// A professional made all their links useless, because somebody else had one.
    LinksReplaced,
    SettingsChanged,
    ProgrammeOpened,
    ProgrammeClosed,
    TopicAdded {
        topic: String,
    },
    TopicRenamed {
        topic: String,
    },
    TopicRetired {
        topic: String,
    },
    TopicReturned {
        topic: String,
    },
    TopicMadeSensitive {
        topic: String,
    },
    TopicMadePlain {
        topic: String,
    },
    CoordinatorInvited {
        coordinator: CoordinatorId,
    },
    CoordinatorRemoved {
        coordinator: CoordinatorId,
    },
    /// A coordinator went who long did not sign in.
    CoordinatorExpired,
    RoleChanged {
        coordinator: CoordinatorId,
        role: Role,
    },
    /// A coordinator set up an app that gives codes.
    SecondFactorSet,
    RecoveryCodeUsed,
    /// Whoever runs the server had the account of a coordinator forgotten, at their organisation's sign-in: the next one with
    /// their address is theirs.
    AccountForgotten {
        coordinator: CoordinatorId,
    },
    /// Whoever runs the server removed a coordinator's second factor.
    SecondFactorReset {
        coordinator: CoordinatorId,
    },
    /// A coordinator gave a program access to the API, under this label.
    KeyMade {
        label: String,
    },
    KeyRevoked {
        label: String,
    },
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Noted {
    pub id: ActivityId,
    pub actor: Actor,
    pub what: Activity,
    pub happened_at: NaiveDateTime,
}

/// A line as it is told in the log of the server, where the database that it is kept in is not the only one to know.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    programme: ProgrammeId,
    actor: (&'static str, Option<i64>),
    what: String,
}

impl Told {
    /// Tells it. Call this once what it tells of is kept.
    pub(crate) fn tell(&self) {
        let (programme, (actor, id)) = (self.programme.0, self.actor);
        tracing::info!(target: "tweespan::activity", programme, actor, id, "{}", self.what);
    }
}

/// Notes in the log of a programme that `actor` did `what`. Actions call it through their context.
pub(crate) fn note(
    c: &mut Connection,
    programme: ProgrammeId,
    actor: Actor,
    what: &Activity,
    now: DateTime<Utc>,
) -> Result<Told> {
    let what = json(what)?;
    let actor = actor.columns().ok_or_else(|| StoreError::Corrupt(format!("a visitor stands in no log: {what}")))?;
    activity::add(c, programme, actor, &what, now)?;
    Ok(Told { programme, actor, what })
}

/// At most `limit` lines of a programme's log that are older than the line `before`, newest first.
///
/// # Errors
/// Those of the database.
pub fn page(c: &mut Connection, programme: ProgrammeId, before: ActivityId, limit: i64) -> Result<Vec<Noted>> {
    let lines = activity::page(c, programme, before, limit)?;
    readable(lines.iter().map(noted).collect())
}

/// What coordinators, whoever runs the server and the clock did about a professional, newest first: when, and the kind of it. Of
/// the duos it names those that are given, once they had come to an end.
///
/// # Errors
/// Those of the database.
pub fn about(
    c: &mut Connection,
    programme: ProgrammeId,
    person: ProfessionalId,
    duos: &[DuoId],
) -> Result<Vec<(NaiveDateTime, Value)>> {
    let theirs = [
        Activity::PauseEnded { professional: person },
        Activity::InvitationReminded { person },
        Activity::AskedToStay { person },
    ];
    let ends = duos.iter().flat_map(|duo| [Activity::DuoLapsed { duo: *duo }, Activity::DuoEnded { duo: *duo }]);
    let exactly: Vec<String> = theirs.into_iter().chain(ends).map(|what| json(&what)).collect::<Result<_>>()?;
    // Of two who might be one, the other is nobody's business.
    let distinct = |one: &str, other: &str| format!("{{\"kind\":\"found_distinct\",\"one\":{one},\"other\":{other}}}");
    let like = [distinct(&person.to_string(), "%"), distinct("%", &person.to_string())];
    let lines = activity::of_others(c, programme, &exactly, &like)?;
    let kind = |(at, what): (NaiveDateTime, String)| {
        let mut what: Value = serde_json::from_str(&what).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        Ok((at, what.get_mut("kind").map(Value::take).unwrap_or_default()))
    };
    lines.into_iter().map(kind).collect()
}

fn json(what: &Activity) -> Result<String> {
    serde_json::to_string(what).map_err(|e| StoreError::Corrupt(e.to_string()))
}

fn noted(line: &activity::Line) -> Result<Noted> {
    let corrupt = || StoreError::Corrupt(format!("activity {}", line.id));
    Ok(Noted {
        id: line.id,
        actor: Actor::of(&line.actor, line.actor_id).ok_or_else(corrupt)?,
        what: serde_json::from_str(&line.what).map_err(|_| corrupt())?,
        happened_at: line.happened_at,
    })
}
