//! Who acts, and what an act happens in: every action that writes is given this, and needs nothing else to authorise, to act,
//! and to write its own line in the log.

use chrono::{DateTime, Utc};

use super::Policy;
use super::activity::{self, Activity, Actor};
use super::rounds::{RoundError, at, seen};
use crate::domain::{CoordinatorId, ProfessionalId, ProgrammeId, Purpose, RoundId, Token};
use crate::store::rounds::Round;
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, Store, StoreError, coordinators};

/// Who acts, when, and under which settings.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names say it")]
pub struct By<'a> {
    pub policy: &'a Policy,
    pub actor: Actor,
    pub now: DateTime<Utc>,
}

impl By<'_> {
    /// What an act in this transaction happens in.
    pub fn on<'b>(&'b self, c: &'b mut Connection) -> Context<'b> {
        Context { c, policy: self.policy, actor: self.actor, now: self.now }
    }

    /// Acts in a transaction of its own.
    ///
    /// # Errors
    /// Those of `act`.
    pub fn write<T, E: From<StoreError>>(
        &self,
        store: &Store,
        act: impl FnOnce(&mut Context<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        store.write(|c| act(&mut self.on(c)))
    }
}

/// What an act happens in: a transaction, and who acts in it, when, and under which settings.
#[expect(missing_docs, reason = "the names say it")]
pub struct Context<'a> {
    pub c: &'a mut Connection,
    pub policy: &'a Policy,
    pub actor: Actor,
    pub now: DateTime<Utc>,
}

impl Context<'_> {
    /// Notes in the log of a programme that the actor did this.
    pub(super) fn note(&mut self, programme: ProgrammeId, what: &Activity) -> Result<()> {
        activity::note(self.c, programme, self.actor, what, self.now)
    }

    /// Passes if the actor may do in a programme what its coordinators do, which whoever runs the server may, and the clock.
    /// To others the programme is not there.
    pub(super) fn authorise(&mut self, programme: ProgrammeId) -> Result<()> {
        let may = match self.actor {
            Actor::Coordinator(id) => coordinators::coordinates(self.c, id, programme)?,
            Actor::Operator | Actor::Clock => true,
            Actor::Professional(_) | Actor::Visitor => false,
        };
        if may { Ok(()) } else { Err(not_there()) }
    }

    /// The round, if the actor may act in its programme and nobody changed it since `version`.
    pub(super) fn round(&mut self, id: RoundId, version: Option<i32>) -> std::result::Result<Round, RoundError> {
        let round = seen(self.c, id, None)?;
        self.authorise(round.programme_id)?;
        at(round, version)
    }

    /// The coordinator who acts; others are not there.
    pub(super) fn coordinator(&self) -> Result<CoordinatorId> {
        self.actor.coordinator().ok_or_else(not_there)
    }

    /// The professional who acts; others are not there.
    pub(super) fn professional(&self) -> Result<ProfessionalId> {
        if let Actor::Professional(id) = self.actor { Ok(id) } else { Err(not_there()) }
    }

    /// What a link grants, if it works. From here on whoever it was mailed to acts.
    pub(super) fn granted(&mut self, token: &Token, purpose: Purpose) -> Result<Option<Grant>> {
        let grant = tokens::look_up(self.c, token, purpose, self.now)?;
        if let Some(grant) = grant {
            self.actor = holder(grant);
        }
        Ok(grant)
    }
}

const fn not_there() -> StoreError {
    StoreError::Database(diesel::result::Error::NotFound)
}

const fn holder(grant: Grant) -> Actor {
    match grant {
        Grant::VerifyAddress { professional }
        | Grant::Profile { professional }
        | Grant::Duo { professional, .. }
        | Grant::OptIn { professional, .. }
        | Grant::AskAgain { professional, .. }
        | Grant::Unsubscribe { professional } => Actor::Professional(professional),
        Grant::StopDigests { coordinator } | Grant::SignIn { coordinator } | Grant::Api { coordinator } => {
            Actor::Coordinator(coordinator)
        }
    }
}
