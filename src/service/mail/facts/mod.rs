//! Mails at the moment of sending: each message says against which facts it holds. What is no longer so does not leave;
//! what leaves tells the names, days and addresses of that moment.
//!
//! The one `match` in `current` has an arm for every message: a new kind does not compile without saying its facts.

mod duo;
mod moment;

use crate::service::links;
use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::enqueue;
use crate::domain::duo::lifecycle::{DuoLifecycle, Ending};
use crate::domain::programme::access::Role;
use crate::domain::{LinkPurpose, Locale, RoundState, Token, local_time};
use crate::mail::calendar::{CancelledBy, Status};
use crate::mail::{Calendar, ContactDetails, FreshLinks, Message, NoDuoWhy, Part, Queued};
use crate::service::Context;
use crate::service::duo::{due_transitions, introduce, meetings, reminders, transition};
use crate::service::person::retention;
use crate::service::round::progress::second_chance;
use crate::store::duo::{check_ins, duos};
use crate::store::mail::outbox::{QueuedMail, WithdrawnWhy};
use crate::store::person::invitations;
use crate::store::person::professionals::{self, Professional, Standing};
use crate::store::programme::coordinators;
use crate::store::round::{opt_ins, rounds};
use crate::store::{self, Result, tokens};
pub use moment::Links;

use duo::DuoFacts;
use moment::{Fact, Moment};

/// What becomes of a mail whose turn it is.
#[derive(Debug)]
pub enum Verdict {
    /// It leaves, as it is now.
    Leaves(Box<Current>),
    /// It is not sent any more.
    Withdrawn(WithdrawnWhy),
    /// Whether it is still so will be known then.
    NotBefore(DateTime<Utc>),
    /// A link in it works no longer, and it needs another: ask again where a link can be made.
    NeedsLink,
}

/// A mail with the words, names and days of this moment.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Current {
    pub queued: Queued,
    /// Name and language of the reader, if they are a professional.
    pub reader: Option<(String, Locale)>,
}

/// Holds a queued mail against the database of this moment. Of several messages in one mail those that still hold leave.
///
/// # Errors
/// Those of the database.
pub fn check(cx: &mut Context<'_>, mail: &QueuedMail, links: Links) -> Result<Verdict> {
    let queued = enqueue::read(&mail.payload)?;
    let reader = match queued.parts().find_map(|part| part.about?.professional) {
        None => None,
        Some(id) => match professionals::by_ids(cx.c, &[id])?.pop() {
            None => return Ok(Verdict::Withdrawn(WithdrawnWhy::ReaderLeft)),
            reader => reader,
        },
    };
    let mut left = Vec::new();
    let mut void = None;
    for part in queued.parts() {
        let Some(about) = part.about else {
            left.push(part.clone());
            continue;
        };
        let moment = Moment { cx, about, reader: reader.as_ref(), links };
        match current(moment, part.message.clone())? {
            Fact::Holds(message) => left.push(Part { message: *message, about: part.about }),
            Fact::Void(why) => void = void.or(Some(why)),
            Fact::NotBefore(time) => return Ok(Verdict::NotBefore(time)),
            Fact::NeedsLink => return Ok(Verdict::NeedsLink),
        }
    }
    Ok(match (queued.with_parts(left), void) {
        (Some(queued), _) => {
            // Nobody has confirmed yet that this name belongs to that address.
            let is_stranger = queued.parts().any(|part| matches!(part.message, Message::VerifyAddress { .. }));
            let name =
                |reader: &Professional| if is_stranger { String::new() } else { reader.profile.name().to_owned() };
            let reader = reader.map(|reader| (name(&reader), reader.locale));
            Verdict::Leaves(Box::new(Current { queued, reader }))
        }
        (None, why) => Verdict::Withdrawn(why.unwrap_or(WithdrawnWhy::Superseded)),
    })
}

/// Each kind of mail, and against which facts it holds.
#[expect(clippy::too_many_lines, reason = "an arm for every message, so that a new kind says its facts")]
fn current(mut moment: Moment<'_, '_>, message: Message) -> Result<Fact> {
    let m = &mut moment;
    match message {
        Message::VerifyAddress { token, .. } => {
            m.address_to_confirm(token, |_, token| Message::VerifyAddress { token })
        }
        Message::Invitation { token, again, .. } => m.invitation(token, again),
        Message::AlreadyKnown { token, .. } => {
            m.own_page(token, |first_name, token| Message::AlreadyKnown { first_name, token })
        }
        Message::ProfileLink { token, .. } => {
            m.own_page(token, |first_name, token| Message::ProfileLink { first_name, token })
        }
        Message::ExportReady { token, .. } => {
            m.own_page(token, |first_name, token| Message::ExportReady { first_name, token })
        }
        Message::FreshLinks(links) => m.fresh_links(links),
        Message::KeyEnds { label, until, programme } => {
            if m.key_works(&label)? {
                Ok(Fact::holds(Message::KeyEnds { label, until, programme }))
            } else {
                Ok(Fact::Void(WithdrawnWhy::NotWanted))
            }
        }
        Message::CoordinatorEnds { remove_on } => m.coordinator_goes(remove_on),
        Message::SignIn { token, minutes } => {
            if m.works(&token, LinkPurpose::SignIn)? {
                Ok(Fact::holds(Message::SignIn { token, minutes }))
            } else {
                Ok(Fact::Void(WithdrawnWhy::LinkReplaced))
            }
        }
        Message::OptIn { token, .. } => m.opt_in(token),
        Message::Introduction(introduction) => m.open_duo(introduction.token, |c, facts, token| {
            introduce::message_now(c, &facts.round, (&facts.duo, &facts.members, facts.side), token)
        }),
        Message::Reminder { token, .. } => m.once_a_day(token, |now, facts, token| Message::Reminder {
            first_name: facts.first_name(),
            other: facts.other(),
            both_learn: facts.round.settings.kind.both_learn(),
            answer_by: facts.round.answer_by,
            last: reminders::is_last(facts.round.answer_by, now),
            token,
        }),
        Message::LaterDay { token, .. } => m.once_a_day(token, |_, facts, token| Message::LaterDay {
            first_name: facts.first_name(),
            other: facts.other(),
            both_learn: facts.round.settings.kind.both_learn(),
            answer_by: facts.round.answer_by,
            token,
        }),
        Message::ContactDetails(details) => m.duo(
            |life| life == DuoLifecycle::Confirmed,
            |c, facts| {
                let meeting = if details.meeting.is_some() { meetings::calendar(c, facts.duo.id)? } else { None };
                let now = introduce::contact_now(c, &facts.round, &facts.members, facts.side)?;
                Ok(Message::ContactDetails(ContactDetails { meeting, duo: details.duo, ..now }))
            },
        ),
        Message::PartnerDeclined { token, duo, .. } => m.news(
            token,
            |life| life == DuoLifecycle::Declined,
            |facts, token| Message::PartnerDeclined {
                first_name: facts.first_name(),
                other: facts.other(),
                token,
                duo,
            },
        ),
        Message::Lapsed { token, duo, .. } => m.news(
            token,
            |life| life == DuoLifecycle::Lapsed,
            |facts, token| {
                let you_answered = facts.duo.member(facts.side).answer.is_some();
                Message::Lapsed { first_name: facts.first_name(), other: facts.other(), you_answered, token, duo }
            },
        ),
        Message::PartnerUnreachable { token, duo, .. } => m.news(
            token,
            |life| matches!(life, DuoLifecycle::Confirmed | DuoLifecycle::Ended(Ending::Unreachable)),
            |facts, token| Message::PartnerUnreachable {
                first_name: facts.first_name(),
                other: facts.other(),
                token,
                duo,
            },
        ),
        Message::DuoStopped { why, after, token, duo, .. } => m.news(token, DuoLifecycle::is_over, |facts, token| {
            Message::DuoStopped { first_name: facts.first_name(), other: facts.other(), why, after, token, duo }
        }),
        Message::NoDuo { why, token, .. } => m.no_duo(why, token),
        Message::AskAgain { token, .. } => m.ask_again(token),
        Message::CheckIn { weeks, token, .. } => m.check_in(weeks, token),
        Message::Closing { token, .. } => m.closing(token),
        ended @ Message::DuoEnded { .. } => m.ended(ended),
        Message::Meeting { calendar, cancelled_by, duo, first_name, other } => {
            let Some(facts) = m.facts()? else {
                // Whoever left took the duo along; the other still has the meeting in their calendar.
                if calendar.status == Status::Cancelled {
                    let cancelled_by = CancelledBy::DuoOver;
                    return Ok(Fact::holds(Message::Meeting { first_name, other, calendar, cancelled_by, duo: None }));
                }
                return Ok(Fact::Void(WithdrawnWhy::DuoGone));
            };
            match meetings::calendar(m.cx.c, facts.duo.id)? {
                Some(now) if is_same(&now, &calendar) => {
                    let (first_name, other) = (facts.first_name(), facts.other());
                    // Nobody suggests another time in a duo that is over.
                    let is_over = now.status == Status::Cancelled && facts.duo.life != DuoLifecycle::Confirmed;
                    let (cancelled_by, duo) = if is_over { (CancelledBy::DuoOver, None) } else { (cancelled_by, duo) };
                    Ok(Fact::holds(Message::Meeting { first_name, other, calendar: now, cancelled_by, duo }))
                }
                _ => Ok(Fact::Void(WithdrawnWhy::Superseded)),
            }
        }
        Message::MeetingReminder { calendar, token, .. } => {
            let now = m.cx.now;
            m.confirmed_duo(token, |c, facts, token| {
                let agreed = meetings::calendar(c, facts.duo.id)?.filter(|now| is_same(now, &calendar));
                let to_come = agreed
                    .filter(|a| a.status == Status::Requested && a.start > crate::domain::local_time::from_utc(now));
                let (first_name, other) = (facts.first_name(), facts.other());
                Ok(to_come.map(|calendar| Message::MeetingReminder { first_name, other, calendar, token }))
            })
        }
        Message::MeetingProposed { token, .. } => {
            let now = m.cx.now;
            m.confirmed_duo(token, |c, facts, token| {
                let kept = store::duo::meetings::of(c, facts.duo.id)?.and_then(|kept| kept.meeting.proposal);
                let stands = kept.filter(|proposal| proposal.by() != facts.side);
                Ok(stands
                    .map(|proposal| (proposal.open_moments(now), proposal))
                    .filter(|(open, _)| !open.is_empty())
                    .map(|(moments, proposal)| Message::MeetingProposed {
                        first_name: facts.first_name(),
                        other: facts.other(),
                        moments,
                        minutes: proposal.minutes(),
                        place: proposal.place().to_owned(),
                        token,
                    }))
            })
        }
        Message::ProposalWithdrawn { token, .. } => m.confirmed_duo(token, |c, facts, token| {
            let stands = store::duo::meetings::of(c, facts.duo.id)?.is_some_and(|kept| kept.meeting.proposal.is_some());
            let (first_name, other) = (facts.first_name(), facts.other());
            Ok((!stands).then_some(Message::ProposalWithdrawn { first_name, other, token }))
        }),
        Message::AgreementChanged { token, .. } => m.confirmed_duo(token, |_, facts, token| {
            let (first_name, other) = (facts.first_name(), facts.other());
            Ok(Some(Message::AgreementChanged { first_name, other, token }))
        }),
        Message::StillThere { token, .. } => m.still_there(token),
        // Of whoever is gone there is nothing that it could be held against.
        gone @ Message::Removed { .. } => Ok(Fact::holds(gone)),
        // What a member asked, and when, stays so.
        asked @ Message::HelpAsked(_) => Ok(Fact::holds(asked)),
        Message::Digest(digest) => m.digest(digest),
    }
}

/// Whether two are the same meeting, and no change of it.
fn is_same(one: &Calendar, other: &Calendar) -> bool {
    one.uid == other.uid && one.sequence == other.sequence
}

impl Moment<'_, '_> {
    fn works(&mut self, token: &str, purpose: LinkPurpose) -> Result<bool> {
        let Some(token) = Token::parse(token) else { return Ok(false) };
        Ok(tokens::resolve(self.cx.c, &token, purpose, self.cx.now)?.is_some())
    }

    fn first_name(&self) -> String {
        self.reader.map(|reader| reader.profile.first_name().to_owned()).unwrap_or_default()
    }

    /// A link to the reader's own page that works: this one, or another in its place.
    fn own_link(&mut self, token: String) -> Result<std::result::Result<String, Fact>> {
        if self.works(&token, LinkPurpose::Profile)? {
            return Ok(Ok(token));
        }
        match (self.reader, self.links) {
            (Some(reader), Links::CanBeMade) => Ok(Ok(links::profile_link(self.cx, reader.id)?.to_hex())),
            _ => Ok(Err(Fact::NeedsLink)),
        }
    }

    /// As [`Self::own_link`], to the page of a duo.
    fn duo_link(&mut self, facts: &DuoFacts, token: String) -> Result<std::result::Result<String, Fact>> {
        if self.works(&token, LinkPurpose::Duo)? {
            return Ok(Ok(token));
        }
        match (self.reader, self.links) {
            (Some(reader), Links::CanBeMade) => Ok(Ok(links::duo_link(self.cx, &facts.duo, reader.id)?)),
            _ => Ok(Err(Fact::NeedsLink)),
        }
    }

    /// Holds while the address waits to be confirmed, with this link.
    fn address_to_confirm(&mut self, token: String, message: impl FnOnce(String, String) -> Message) -> Result<Fact> {
        if self.reader.is_some_and(|reader| reader.standing != Standing::Unconfirmed) {
            return Ok(Fact::Void(WithdrawnWhy::Confirmed));
        }
        if !self.works(&token, LinkPurpose::VerifyAddress)? {
            return Ok(Fact::Void(WithdrawnWhy::LinkReplaced));
        }
        Ok(Fact::holds(message(self.first_name(), token)))
    }

    /// As [`Self::address_to_confirm`], while they did not say that they want no more of it.
    fn invitation(&mut self, token: String, again: bool) -> Result<Fact> {
        let (mut until, mut remove_on) = (None, None);
        if let Some(reader) = self.reader
            && let Some(stands) = invitations::of(self.cx.c, &[reader.id])?.get(&reader.id)
        {
            if stands.declined_at.is_some() {
                return Ok(Fact::Void(WithdrawnWhy::NotWanted));
            }
            until = Some(stands.ends_at);
            remove_on = stands.remove_at.map(|time| local_time::from_utc(time.and_utc()).date());
        }
        self.address_to_confirm(token, |first_name, token| Message::Invitation {
            first_name,
            token,
            again,
            until,
            remove_on,
        })
    }

    /// Holds until there are newer ones.
    fn fresh_links(&mut self, links: FreshLinks) -> Result<Fact> {
        let Some(reader) = self.reader else { return Ok(Fact::Void(WithdrawnWhy::ReaderLeft)) };
        if !self.works(&links.token, LinkPurpose::Profile)? {
            return Ok(Fact::Void(WithdrawnWhy::LinkReplaced));
        }
        let links =
            crate::service::person::fresh_links::as_they_are(self.cx.c, self.cx.policy, reader, links, self.cx.now)?;
        Ok(Fact::holds(Message::FreshLinks(links)))
    }

    /// Holds while the link opens the reader's own page.
    fn own_page(&mut self, token: String, message: impl FnOnce(String, String) -> Message) -> Result<Fact> {
        if !self.works(&token, LinkPurpose::Profile)? {
            return Ok(Fact::Void(WithdrawnWhy::LinkReplaced));
        }
        Ok(Fact::holds(message(self.first_name(), token)))
    }

    /// Holds while the reader's removal is ahead. They have all the days from when it leaves.
    fn still_there(&mut self, token: String) -> Result<Fact> {
        if self.reader.is_none_or(|reader| reader.remove_at.is_none()) {
            return Ok(Fact::Void(WithdrawnWhy::Answered));
        }
        let remove_on = Some(local_time::from_utc(self.cx.now + retention::warned_before(self.cx.policy)).date());
        match self.own_link(token)? {
            Ok(token) => Ok(Fact::holds(Message::StillThere { first_name: self.first_name(), token, remove_on })),
            Err(fact) => Ok(fact),
        }
    }

    /// Holds while the round asks, and the reader takes part in it and has not answered.
    fn opt_in(&mut self, token: String) -> Result<Fact> {
        let (Some(round), Some(reader)) = (self.about.round, self.reader) else {
            return Ok(Fact::Void(WithdrawnWhy::RoundPast));
        };
        let round = rounds::by_id(self.cx.c, round)?;
        let Some(round) = round.filter(|r| matches!(r.state, RoundState::Draft | RoundState::Proposed)) else {
            return Ok(Fact::Void(WithdrawnWhy::RoundPast));
        };
        let asked = opt_ins::of_round(self.cx.c, round.id)?.into_iter().find(|one| one.professional_id == reader.id);
        let Some(asked) = asked.filter(|one| one.asked && reader.standing == Standing::Active) else {
            return Ok(Fact::Void(WithdrawnWhy::NotInRound));
        };
        if asked.takes_part.is_some() {
            return Ok(Fact::Void(WithdrawnWhy::Answered));
        }
        let Some(answer_by) = round.opt_in_by.filter(|by| *by >= self.cx.now.date_naive()) else {
            return Ok(Fact::Void(WithdrawnWhy::TooLate));
        };
        if !self.works(&token, LinkPurpose::OptIn)? {
            return Ok(Fact::Void(WithdrawnWhy::LinkReplaced));
        }
        Ok(Fact::holds(Message::OptIn { first_name: self.first_name(), round: round.name, answer_by, token }))
    }

    /// Holds while the reader has no duo in the round that stands or is asked about.
    fn no_duo(&mut self, why: NoDuoWhy, token: String) -> Result<Fact> {
        let (Some(round), Some(reader)) = (self.about.round, self.reader) else {
            return Ok(Fact::Void(WithdrawnWhy::RoundPast));
        };
        let Some(round) = rounds::by_id(self.cx.c, round)?.filter(|r| r.published_at.is_some()) else {
            return Ok(Fact::Void(WithdrawnWhy::RoundPast));
        };
        let stands = |duo: &duos::Duo| {
            duo.round_id == round.id && matches!(duo.life, DuoLifecycle::AwaitingAnswers(_) | DuoLifecycle::Confirmed)
        };
        if duos::of_professional(self.cx.c, reader.id)?.iter().any(stands) {
            return Ok(Fact::Void(WithdrawnWhy::HasDuo));
        }
        match self.own_link(token)? {
            Ok(token) => {
                Ok(Fact::holds(Message::NoDuo { first_name: self.first_name(), round: round.name, why, token }))
            }
            Err(fact) => Ok(fact),
        }
    }

    /// Holds while the duo is confirmed and the reader has not said how it goes.
    fn check_in(&mut self, weeks: u8, token: String) -> Result<Fact> {
        let Some(facts) = self.facts()? else { return Ok(Fact::Void(WithdrawnWhy::DuoGone)) };
        if facts.duo.life != DuoLifecycle::Confirmed {
            return Ok(Fact::Void(WithdrawnWhy::DuoChanged));
        }
        if check_ins::check_in(self.cx.c, facts.duo.id, facts.side)?.is_some() {
            return Ok(Fact::Void(WithdrawnWhy::Answered));
        }
        let weeks = facts.duo.confirmed_at.map_or(weeks, |at| transition::weeks_since(at.and_utc(), self.cx.now));
        match self.duo_link(&facts, token)? {
            Ok(token) => {
                let (first_name, other) = (facts.first_name(), facts.other());
                Ok(Fact::holds(Message::CheckIn { first_name, other, weeks, token }))
            }
            Err(fact) => Ok(fact),
        }
    }

    /// Holds while the duo is confirmed and the reader has not looked back.
    fn closing(&mut self, token: String) -> Result<Fact> {
        let Some(facts) = self.facts()? else { return Ok(Fact::Void(WithdrawnWhy::DuoGone)) };
        if facts.duo.life != DuoLifecycle::Confirmed {
            return Ok(Fact::Void(WithdrawnWhy::DuoChanged));
        }
        if check_ins::closing(self.cx.c, facts.duo.id, facts.side)?.is_some() {
            return Ok(Fact::Void(WithdrawnWhy::Answered));
        }
        match self.duo_link(&facts, token)? {
            Ok(token) => {
                let (first_name, other) = (facts.first_name(), facts.other());
                Ok(Fact::holds(Message::Closing { first_name, other, token }))
            }
            Err(fact) => Ok(fact),
        }
    }

    /// Holds once the duo has ended. Where a member left there is no duo any more, and the first name is what is left.
    fn ended(&mut self, message: Message) -> Result<Fact> {
        let Message::DuoEnded { first_name, other, by_you, token, duo } = message else {
            return Ok(Fact::holds(message));
        };
        let (first_name, other) = match self.facts()? {
            Some(facts) if !matches!(facts.duo.life, DuoLifecycle::Ended(_)) => {
                return Ok(Fact::Void(WithdrawnWhy::DuoChanged));
            }
            Some(facts) => (facts.first_name(), facts.other()),
            None => (if self.reader.is_some() { self.first_name() } else { first_name }, other),
        };
        match self.own_link(token)? {
            Ok(token) => Ok(Fact::holds(Message::DuoEnded { first_name, other, by_you, token, duo })),
            Err(fact) => Ok(fact),
        }
    }

    /// Holds while the round runs, and the reader has nobody in it and has not answered.
    fn ask_again(&mut self, token: String) -> Result<Fact> {
        let Some(link) = Token::parse(&token) else { return Ok(Fact::Void(WithdrawnWhy::LinkReplaced)) };
        let Some(asked) = second_chance::look(self.cx.c, &link, self.cx.now)? else {
            return Ok(Fact::Void(WithdrawnWhy::LinkReplaced));
        };
        if asked.wants.is_some() {
            return Ok(Fact::Void(WithdrawnWhy::Answered));
        }
        if !asked.is_open {
            return Ok(Fact::Void(WithdrawnWhy::RoundPast));
        }
        let (round, answer_by) = (asked.round.name, asked.until);
        Ok(Fact::holds(Message::AskAgain { first_name: self.first_name(), round, answer_by, token }))
    }

    /// Whether a key of the coordinator with this label works.
    fn key_works(&mut self, label: &str) -> Result<bool> {
        let Some(coordinator) = self.about.coordinator else { return Ok(false) };
        let keys = store::programme::api_keys::of_coordinator(self.cx.c, coordinator, self.cx.now)?;
        Ok(keys.iter().any(|key| key.label == label))
    }

    /// Holds as long as they did not sign in.
    fn coordinator_goes(&mut self, remove_on: NaiveDate) -> Result<Fact> {
        let Some(id) = self.about.coordinator else { return Ok(Fact::Void(WithdrawnWhy::NotWanted)) };
        let goes = store::programme::inactive_coordinators::removal(self.cx.c, id)?.is_some();
        let message = Message::CoordinatorEnds { remove_on };
        Ok(if goes { Fact::holds(message) } else { Fact::Void(WithdrawnWhy::NotWanted) })
    }

    /// Holds for a coordinator who wants to hear of it, with the numbers of this moment.
    fn digest(&mut self, _written: crate::mail::Digest) -> Result<Fact> {
        let (Some(id), Some(coordinator)) = (self.about.round, self.about.coordinator) else {
            return Ok(Fact::Void(WithdrawnWhy::RoundPast));
        };
        let Some(round) = rounds::by_id(self.cx.c, id)?.filter(|round| round.published_at.is_some()) else {
            return Ok(Fact::Void(WithdrawnWhy::RoundPast));
        };
        let role = coordinators::role(self.cx.c, coordinator, round.programme_id)?;
        if role.is_none_or(|role| role < Role::Coordinator) || !coordinators::with_digests(self.cx.c, coordinator)?.1 {
            return Ok(Fact::Void(WithdrawnWhy::NotWanted));
        }
        Ok(Fact::holds(Message::Digest(due_transitions::digest_of(self.cx.c, id)?)))
    }

    /// When it is known whether a no that can be taken back stands.
    fn no_is_final(&self, said_at: Option<DateTime<Utc>>) -> DateTime<Utc> {
        let minutes = Duration::minutes(i64::from(self.cx.policy.life.reconsider_minutes) + 1);
        said_at.map_or(self.cx.now, |at| at + minutes).max(self.cx.now + Duration::seconds(5))
    }
}
