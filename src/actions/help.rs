//! A member's call for help: the coordinators are mailed at once, and it stands on the board until one of them dealt with it.

use chrono::{DateTime, Utc};

use super::activity::{self, Activity, Actor};
use super::introduce::Members;
use super::rounds::RoundError;
use super::{Reader, queue};
use crate::domain::check_in::HelpRequest;
use crate::domain::{CoordinatorId, DuoId, Locale, RoundId, Side};
use crate::mail::{HelpAsked, Message, Queued};
use crate::store::duos::Duo;
use crate::store::rounds::Round;
use crate::store::{Connection, Result, check_ins, coordinators, duos, programmes, rounds};

/// What a member asks of the coordinator.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wish<'a> {
    /// Help, told with whether the two met if that was asked.
    Help(&'a HelpRequest, Option<bool>),
    /// Somebody else: they ended the duo, because they had not met.
    SomebodyElse,
}

/// Mails every coordinator of the programme that a member asks something of them; without a coordinator, the address that
/// the programme gives for questions.
pub(super) fn mail_coordinators(
    c: &mut Connection,
    round: &Round,
    (duo, side): (&Duo, Side),
    wish: Wish<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let members = Members::of(c, duo)?;
    let (asker, other) = (&members.at(side).profile, &members.at(side.other()).profile);
    let (about, met) = match wish {
        Wish::Help(request, met) => (request.about.clone(), met),
        Wish::SomebodyElse => (None, Some(false)),
    };
    let message = Message::HelpAsked(HelpAsked {
        duo: duo.id,
        round: round.name.clone(),
        name: asker.name().to_owned(),
        first_name: asker.first_name().to_owned(),
        email: asker.email().to_string(),
        other: other.name().to_owned(),
        wants_another: matches!(wish, Wish::SomebodyElse),
        about,
        met,
        path: format!("/coordinator/rounds/{}/board#help", round.id),
    });
    let queued = Queued::new(message, None);
    let coordinators = coordinators::of_programme(c, round.programme_id)?;
    for coordinator in &coordinators {
        let reader = Reader { name: "", email: &coordinator.email, locale: coordinator.locale };
        queue(c, round.programme_id, &reader, &queued, now)?;
    }
    if coordinators.is_empty() {
        let contact = programmes::by_id(c, round.programme_id)?.contact;
        let reader = Reader { name: "", email: &contact, locale: Locale::default() };
        queue(c, round.programme_id, &reader, &queued, now)?;
    }
    Ok(())
}

/// Notes that a coordinator dealt with the calls for help in a duo. Idempotent.
///
/// # Errors
/// [`RoundError::NotFound`] when the round has no such duo.
pub fn deal_with(
    c: &mut Connection,
    round: RoundId,
    duo: DuoId,
    by: Option<CoordinatorId>,
    now: DateTime<Utc>,
) -> std::result::Result<(), RoundError> {
    let round = rounds::by_id(c, round)?.ok_or(RoundError::NotFound)?;
    let duo = duos::lock(c, duo)?.filter(|duo| duo.round_id == round.id).ok_or(RoundError::NotFound)?;
    if check_ins::deal_with_help(c, duo.id, now)? > 0 {
        activity::note(c, round.programme_id, Actor::from(by), &Activity::HelpGiven { duo: duo.id }, now)?;
    }
    Ok(())
}
