//! A member's call for help: the coordinators are mailed at once, and it stands on the board until one of them dealt with it.

use super::introduce::Members;
use crate::domain::duo::check_in::HelpRequest;
use crate::domain::{DuoId, Locale, RoundId, Side};
use crate::mail::{HelpAsked, Message, Queued};
use crate::service::Context;
use crate::service::mail::enqueue::{Reader, queue};
use crate::service::programme::activity::Activity;
use crate::service::round::RoundError;
use crate::store::Result;
use crate::store::duo::duos::Duo;
use crate::store::duo::{check_ins, duos};
use crate::store::programme::{coordinators, programmes};
use crate::store::round::rounds::Round;

/// What a member asks of the coordinator.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wish<'a> {
    /// Help, told with whether the two met if that was asked.
    Help(&'a HelpRequest, Option<bool>),
    /// Somebody else: they ended the duo, because they had not met.
    SomebodyElse,
}

/// Mails every coordinator of the programme that a member asks something of them; without a coordinator, the address that
/// the programme gives for questions.
pub(crate) fn mail_coordinators(
    cx: &mut Context<'_>,
    round: &Round,
    (duo, side): (&Duo, Side),
    wish: Wish<'_>,
) -> Result<()> {
    let members = Members::of(cx.c, duo)?;
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
    let coordinators = coordinators::of_programme(cx.c, round.programme_id)?;
    for coordinator in &coordinators {
        let reader = Reader { name: "", email: &coordinator.email, locale: coordinator.locale };
        queue(cx, round.programme_id, &reader, &queued)?;
    }
    if coordinators.is_empty() {
        let contact = programmes::by_id(cx.c, round.programme_id)?.contact;
        let reader = Reader { name: "", email: &contact, locale: Locale::default() };
        queue(cx, round.programme_id, &reader, &queued)?;
    }
    Ok(())
}

/// Notes that a coordinator dealt with the calls for help in a duo. Idempotent.
///
/// # Errors
/// [`RoundError::NotFound`] when the round has no such duo.
pub fn deal_with(cx: &mut Context<'_>, round: RoundId, duo: DuoId) -> std::result::Result<(), RoundError> {
    let round = cx.round(round, None)?;
    let duo = duos::lock(cx.c, duo)?.filter(|duo| duo.round_id == round.id).ok_or(RoundError::NotFound)?;
    if check_ins::deal_with_help(cx.c, duo.id, cx.now)? > 0 {
        cx.note(round.programme_id, &Activity::HelpGiven { duo: duo.id })?;
    }
    Ok(())
}
