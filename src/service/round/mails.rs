//! The mails that a publication would send: to look at before they leave, and one to oneself.

use std::collections::HashMap;

use super::{RoundError, Three, load_expecting_version};
use crate::domain::{DuoId, RoundId, RoundState, Side};
use crate::mail::{Part, Queued};
use crate::service::Context;
use crate::service::duo::introduce::{self, Members};
use crate::service::mail::enqueue::{Reader, queue};
use crate::store::Connection;
use crate::store::duo::duos;
use crate::store::duo::duos::Duo;
use crate::store::person::professionals::Professional;
use crate::store::programme::coordinators::Coordinator;
use crate::store::programme::programmes;

/// Stands in links where the token will be: nobody has one yet.
const NO_TOKEN: &str = "…";

/// A mail that is not queued yet.
pub struct Planned {
    /// To whom.
    pub to: Professional,
    /// What it says: of all duos of its reader.
    pub mail: Queued,
}

/// The mails that publishing a proposed round would send, from `skip`, at most `few`; and how many there are.
///
/// # Errors
/// [`RoundError::NotFound`], and those of the database.
pub fn planned(c: &mut Connection, id: RoundId, skip: usize, few: usize) -> Result<(Vec<Planned>, usize), RoundError> {
    let round = load_expecting_version(c, id, None)?;
    if round.state != RoundState::Proposed {
        return Ok((Vec::new(), 0));
    }
    let duos = duos::ids_of_round(c, id)?;
    let members = duos::members(c, &duos)?;
    let everybody = introduce::by_member(duos.iter().filter_map(|duo| Some((*duo, *members.get(duo)?))));
    let all = everybody.len();
    let page: Vec<Vec<(DuoId, Side)>> = everybody.into_iter().skip(skip).take(few).map(|(_, theirs)| theirs).collect();
    let shown: Vec<DuoId> = page.iter().flatten().map(|(duo, _)| *duo).collect();
    let shown: HashMap<DuoId, Duo> = duos::by_ids(c, &shown)?.into_iter().map(|duo| (duo.id, duo)).collect();
    let catalogue = programmes::catalogue(c, round.programme_id)?;
    let three = Three::of(c, &round)?;
    let mut planned = Vec::new();
    for theirs in page {
        let theirs: Vec<(Duo, Side)> =
            theirs.into_iter().filter_map(|(duo, side)| Some((shown.get(&duo)?.clone(), side))).collect();
        let own: Vec<Duo> = theirs.iter().map(|(duo, _)| duo.clone()).collect();
        let members = Members::of_each(c, &own)?;
        let part = |((duo, side), members): (&(Duo, Side), &Members)| {
            let of = (&catalogue, &round, three.as_ref());
            Part { message: introduce::message(of, (duo, members, *side), NO_TOKEN.to_owned()), about: None }
        };
        let mail = Queued::of(theirs.iter().zip(&members).map(part).collect(), None);
        let to = theirs.first().zip(members.first()).map(|((_, side), members)| members.at(*side).clone());
        planned.extend(to.zip(mail).map(|(to, mail)| Planned { to, mail }));
    }
    Ok((planned, all))
}

/// Queues one of these mails to a coordinator, marked as a test. Its link leads nowhere.
///
/// # Errors
/// [`RoundError::NotFound`] when there is no such mail, and those of the database.
pub fn send_test(cx: &mut Context<'_>, id: RoundId, which: usize, to: &Coordinator) -> Result<(), RoundError> {
    cx.round(id, None)?;
    let mail = planned(cx.c, id, which, 1)?.0.pop().ok_or(RoundError::NotFound)?;
    // In the language of its reader: that is what is to be looked at.
    let reader = Reader { name: "", email: &to.email, locale: mail.to.locale };
    queue(cx, mail.to.programme_id, &reader, &mail.mail.as_test())?;
    Ok(())
}
