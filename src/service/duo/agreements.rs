//! What the two of a confirmed duo arrange: an agreement, how it goes, and an end. When they meet is in `meetings`.

pub use super::by_link::TogetherError;
use super::by_link::{granted, side, take};
use super::help::{self, Wish};
use super::introduce::Members;
use super::partner_news::tell_change;
use super::transition;
use crate::domain::duo::agreement::Agreement;
use crate::domain::duo::check_in::{CheckIn, Closing};
use crate::domain::duo::lifecycle::{DuoLifecycle, Event};
use crate::domain::duo::meeting::Meeting;
use crate::domain::{DuoId, Side, Token};
use crate::mail::Message;
use crate::service::programme::activity::Activity;
use crate::service::{Context, links};
use crate::store::duo::duos::Duo;
use crate::store::duo::one_time_steps::{self, OneTimeStep};
use crate::store::duo::{agreements, check_ins, duos, meetings};
use crate::store::person::departures;
use crate::store::round::rounds;
use crate::store::{Connection, Result, StoreError};

/// What a confirmed duo has arranged.
#[derive(Debug, Clone, Default)]
pub struct Arranged {
    /// Their agreement; none where they wrote nothing.
    pub agreement: Option<Agreement>,
    /// Its version; 0 where there is none.
    pub agreement_version: i32,
    /// Their meeting.
    pub meeting: Meeting,
    /// Its version; 0 where there is none.
    pub meeting_version: i32,
    /// Whether they were asked what it brought.
    pub is_asked_to_close: bool,
}

/// What a duo has arranged.
///
/// # Errors
/// Those of the database.
pub fn arranged(c: &mut Connection, duo: DuoId) -> Result<Arranged> {
    let (agreement, agreement_version) = agreements::of(c, duo)?.map_or((None, 0), |(a, version)| (Some(a), version));
    let (meeting, meeting_version) = meetings::of(c, duo)?.map_or_else(Default::default, |k| (k.meeting, k.version));
    let is_asked_to_close = one_time_steps::done_at(c, duo, OneTimeStep::Closing)?.is_some();
    Ok(Arranged { agreement, agreement_version, meeting, meeting_version, is_asked_to_close })
}

type Done = std::result::Result<(), TogetherError>;

/// Writes down what they expect of each other, in place of the version that was seen, and tells the other. The same words
/// once more change nothing.
///
/// # Errors
/// [`TogetherError`]; [`StoreError::Conflict`] in it when somebody wrote meanwhile.
pub fn agree(cx: &mut Context<'_>, token: &Token, agreement: &Agreement, seen: i32) -> Done {
    let (duo, side) = take(cx, token)?;
    if agreements::of(cx.c, duo.id)?.is_some_and(|(written, _)| written == *agreement) {
        return Ok(());
    }
    agreements::set(cx.c, duo.id, agreement, seen, cx.now)?;
    let members = Members::of(cx.c, &duo)?;
    let (you, to) = (members.at(side), members.at(side.other()));
    cx.note(you.programme_id, &Activity::AgreementChanged { duo: duo.id })?;
    let message = Message::AgreementChanged {
        first_name: to.profile.first_name().to_owned(),
        other: you.profile.first_name().to_owned(),
        token: links::duo_link(cx, &duo, to.id)?,
    };
    Ok(tell_change(cx, (duo.id, side.other(), to), message)?)
}

/// How somebody ends their duo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowItEnds {
    /// It is over.
    Kindly,
    /// They have not met, and ask for somebody else.
    NotMet,
}

/// Ends a confirmed duo; both are told. Whoever would rather not be a duo with this person again never will be, and only
/// they know.
///
/// # Errors
/// As [`agree`].
pub fn end(cx: &mut Context<'_>, token: &Token, (how, not_again): (HowItEnds, bool)) -> Done {
    let (duo, side) = take(cx, token)?;
    if not_again {
        avoid_the_other(cx.c, &duo, side)?;
    }
    let round = rounds::by_id(cx.c, duo.round_id)?.ok_or(StoreError::Conflict)?;
    let event = match how {
        HowItEnds::Kindly => Event::EndedBy(side),
        HowItEnds::NotMet => Event::NotMet(side),
    };
    transition::apply(cx, &round, &duo, event)?;
    if how == HowItEnds::NotMet {
        check_ins::ask_for_another(cx.c, duo.id, side, cx.now)?;
        help::mail_coordinators(cx, &round, (&duo, side), Wish::SomebodyElse)?;
    }
    Ok(())
}

fn avoid_the_other(c: &mut Connection, duo: &Duo, side: Side) -> Result<()> {
    let members = Members::of(c, duo)?;
    departures::avoid(c, members.at(side).id, members.at(side.other()).profile.email())
}

/// Keeps what a member says at the check-in, in place of what they said before.
///
/// # Errors
/// As [`agree`].
pub fn check_in(cx: &mut Context<'_>, token: &Token, said: &CheckIn) -> Done {
    let (duo, side) = take(cx, token)?;
    let is_new = check_ins::set_check_in(cx.c, duo.id, side, said, cx.now)?;
    if let Some(request) = said.help.as_ref().filter(|_| is_new) {
        ask_for_help(cx, (&duo, side), Wish::Help(request, Some(said.met)))?;
    }
    Ok(())
}

/// Tells the log and the coordinators: once for each call, and again only when they dealt with the one before.
fn ask_for_help(cx: &mut Context<'_>, (duo, side): (&Duo, Side), wish: Wish<'_>) -> Result<()> {
    let round = rounds::by_id(cx.c, duo.round_id)?.ok_or(StoreError::Conflict)?;
    cx.note(round.programme_id, &Activity::HelpAsked { duo: duo.id })?;
    help::mail_coordinators(cx, &round, (duo, side), wish)
}

/// Keeps what a member says at the closing check-in, in place of what they said before. It can be said after the duo has
/// ended as well.
///
/// # Errors
/// As [`agree`].
pub fn close(cx: &mut Context<'_>, token: &Token, said: &Closing, not_again: bool) -> Done {
    let (professional, id) = granted(cx, token)?.ok_or(TogetherError::DeadLink)?;
    let duo = duos::lock(cx.c, id)?.ok_or(TogetherError::DeadLink)?;
    let side = side(&duo, professional)?;
    if !can_close(&duo) {
        return Err(TogetherError::NotNow);
    }
    if not_again {
        avoid_the_other(cx.c, &duo, side)?;
    }
    let is_new = check_ins::set_closing(cx.c, duo.id, side, said, cx.now)?;
    if let Some(request) = said.help.as_ref().filter(|_| is_new) {
        ask_for_help(cx, (&duo, side), Wish::Help(request, None))?;
    }
    Ok(())
}

/// Whether the closing check-in can be answered: both said yes once.
#[must_use]
pub const fn can_close(duo: &Duo) -> bool {
    duo.confirmed_at.is_some() && matches!(duo.life, DuoLifecycle::Confirmed | DuoLifecycle::Ended(_))
}

/// What a member said at the check-in, and at the closing one.
///
/// # Errors
/// Those of the database.
pub fn said(c: &mut Connection, duo: DuoId, side: Side) -> Result<(Option<CheckIn>, Option<Closing>)> {
    Ok((check_ins::check_in(c, duo, side)?, check_ins::closing(c, duo, side)?))
}
