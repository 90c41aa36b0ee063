//! The facts of mails about a duo.

use chrono::{DateTime, Duration, Utc};

use super::moment::{Fact, Moment};
use crate::domain::duo::lifecycle::DuoLifecycle;
use crate::domain::duo::schedule::{self, REMINDER_GAP};
use crate::domain::{Answer, Side};
use crate::mail::Message;
use crate::service::duo::introduce::Members;
use crate::store::duo::duos::{self, Duo};
use crate::store::mail::outbox::{self, WithdrawnWhy};
use crate::store::round::rounds::{self, Round};
use crate::store::{Connection, Result};

/// A duo as it is now, seen by the reader of a mail about it.
pub(crate) struct DuoFacts {
    pub(crate) duo: Duo,
    pub(crate) round: Round,
    pub(crate) members: Members,
    /// The reader's place.
    pub(crate) side: Side,
}

impl DuoFacts {
    pub(crate) fn first_name(&self) -> String {
        self.members.at(self.side).profile.first_name().to_owned()
    }

    /// The first name of the other.
    pub(crate) fn other(&self) -> String {
        self.members.at(self.side.other()).profile.first_name().to_owned()
    }
}

impl Moment<'_, '_> {
    /// The duo that the mail is about; nothing when it is gone.
    pub(crate) fn facts(&mut self) -> Result<Option<DuoFacts>> {
        let (Some(id), Some(reader)) = (self.about.duo, self.reader) else { return Ok(None) };
        let Some(duo) = duos::by_id(self.cx.c, id)? else { return Ok(None) };
        let (Some(side), Some(round)) = (duo.side_of(reader.id), rounds::by_id(self.cx.c, duo.round_id)?) else {
            return Ok(None);
        };
        let members = Members::of(self.cx.c, &duo)?;
        Ok(Some(DuoFacts { duo, round, members, side }))
    }

    /// Holds while the duo is like this.
    pub(crate) fn duo(
        &mut self,
        is_so: impl FnOnce(DuoLifecycle) -> bool,
        message: impl FnOnce(&mut Connection, &DuoFacts) -> Result<Message>,
    ) -> Result<Fact> {
        let Some(facts) = self.facts()? else { return Ok(Fact::Void(WithdrawnWhy::DuoGone)) };
        if is_so(facts.duo.life) {
            Ok(Fact::holds(message(self.cx.c, &facts)?))
        } else {
            Ok(Fact::Void(WithdrawnWhy::DuoChanged))
        }
    }

    /// Holds while the duo is like this; leads to the reader's own page.
    pub(crate) fn news(
        &mut self,
        token: String,
        is_so: impl FnOnce(DuoLifecycle) -> bool,
        message: impl FnOnce(&DuoFacts, String) -> Message,
    ) -> Result<Fact> {
        let Some(facts) = self.facts()? else { return Ok(Fact::Void(WithdrawnWhy::DuoGone)) };
        if !is_so(facts.duo.life) {
            return Ok(Fact::Void(WithdrawnWhy::DuoChanged));
        }
        match self.own_link(token)? {
            Ok(token) => Ok(Fact::holds(message(&facts, token))),
            Err(fact) => Ok(fact),
        }
    }

    /// Holds while the duo is confirmed and there is something to tell of it; leads to its page.
    pub(crate) fn confirmed_duo(
        &mut self,
        token: String,
        message: impl FnOnce(&mut Connection, &DuoFacts, String) -> Result<Option<Message>>,
    ) -> Result<Fact> {
        let Some(facts) = self.facts()? else { return Ok(Fact::Void(WithdrawnWhy::DuoGone)) };
        if facts.duo.life != DuoLifecycle::Confirmed {
            return Ok(Fact::Void(WithdrawnWhy::DuoChanged));
        }
        let token = match self.duo_link(&facts, token)? {
            Ok(token) => token,
            Err(fact) => return Ok(fact),
        };
        Ok(match message(self.cx.c, &facts, token)? {
            Some(message) => Fact::holds(message),
            None => Fact::Void(WithdrawnWhy::Superseded),
        })
    }

    /// As [`Self::open_duo`], and not within a day after another that reminds the same reader left.
    pub(crate) fn once_a_day(
        &mut self,
        token: String,
        message: impl FnOnce(DateTime<Utc>, &DuoFacts, String) -> Message,
    ) -> Result<Fact> {
        let now = self.cx.now;
        let fact = self.open_duo(token, |_, facts, token| Ok(message(now, facts, token)))?;
        let (Fact::Holds(_), Some(reader)) = (&fact, self.reader) else { return Ok(fact) };
        let last = outbox::last_sent(self.cx.c, reader.id, &["reminder", "later_day"], now - REMINDER_GAP)?;
        Ok(last.map_or(fact, |last| Fact::NotBefore(last + REMINDER_GAP)))
    }

    /// Holds while the reader's answer is awaited. Who was not told of the duo yet is not told of it while the other's no can
    /// still be taken back: the mail waits. To whoever was, mails leave as ever, for one that stays away would tell.
    pub(crate) fn open_duo(
        &mut self,
        token: String,
        message: impl FnOnce(&mut Connection, &DuoFacts, String) -> Result<Message>,
    ) -> Result<Fact> {
        let Some(facts) = self.facts()? else { return Ok(Fact::Void(WithdrawnWhy::DuoGone)) };
        let DuoLifecycle::AwaitingAnswers(open) = facts.duo.life else {
            let answered = facts.duo.life == DuoLifecycle::Confirmed;
            let why = if answered { WithdrawnWhy::Answered } else { WithdrawnWhy::DuoChanged };
            return Ok(Fact::Void(why));
        };
        if open.at(facts.side).is_some() {
            return Ok(Fact::Void(WithdrawnWhy::Answered));
        }
        if self.cx.now >= schedule::answers_end(facts.round.answer_by, self.cx.policy.links.duo_grace_days) {
            return Ok(Fact::Void(WithdrawnWhy::TooLate));
        }
        let other = facts.duo.member(facts.side.other());
        if other.answer == Some(Answer::Declined) && !self.was_introduced(&facts)? {
            return Ok(Fact::NotBefore(self.no_is_final(other.answered_at.map(|at| at.and_utc()))));
        }
        match self.duo_link(&facts, token)? {
            Ok(token) => Ok(Fact::holds(message(self.cx.c, &facts, token)?)),
            Err(fact) => Ok(fact),
        }
    }

    /// Whether the reader was told of the duo.
    fn was_introduced(&mut self, facts: &DuoFacts) -> Result<bool> {
        let (Some(reader), Some(introduced)) = (self.reader, facts.duo.introduced_at) else { return Ok(false) };
        let before = introduced.and_utc() - Duration::seconds(1);
        Ok(outbox::last_sent(self.cx.c, reader.id, &["introduction"], before)?.is_some())
    }
}
