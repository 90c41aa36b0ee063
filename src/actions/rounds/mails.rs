//! The mails that a publication would send: to look at before they leave, and one to oneself.

use chrono::{DateTime, Utc};

use super::super::introduce::{self, Members};
use super::super::{Reader, queue};
use super::{RoundError, Three, seen};
use crate::domain::{RoundState, Side};
use crate::mail::{Message, Queued};
use crate::store::coordinators::Coordinator;
use crate::store::duos::Duo;
use crate::store::professionals::Professional;
use crate::store::{Connection, duos, programmes};

/// Stands in links where the token will be: nobody has one yet.
const NO_TOKEN: &str = "…";

/// A mail that is not queued yet.
pub struct Planned {
    /// To whom.
    pub to: Professional,
    /// What it says.
    pub message: Message,
}

/// The mails that publishing a proposed round would send, from `skip`, at most `few`; and how many there are.
///
/// # Errors
/// [`RoundError::NotFound`], and those of the database.
pub fn planned(c: &mut Connection, id: i64, skip: usize, few: usize) -> Result<(Vec<Planned>, usize), RoundError> {
    let round = seen(c, id, None)?;
    if round.state != RoundState::Proposed {
        return Ok((Vec::new(), 0));
    }
    let catalogue = programmes::catalogue(c, round.programme_id)?;
    // Two mails for each duo.
    let sides = Side::ALL.len();
    let (duos, all) = duos::some_of_round(c, id, skip / sides, few.div_ceil(sides) + 1)?;
    let members = Members::of_each(c, &duos)?;
    let both =
        duos.iter().zip(&members).flat_map(|(duo, members)| Side::ALL.iter().map(move |side| (duo, members, *side)));
    let three = Three::of(c, &round)?;
    let planned = |(duo, members, side): (&Duo, &Members, Side)| {
        let of = (&catalogue, &round, three.as_ref());
        let message = introduce::message(of, (duo, members, side), NO_TOKEN.to_owned());
        Planned { to: members.at(side).clone(), message }
    };
    Ok((both.skip(skip % sides).take(few).map(planned).collect(), all * sides))
}

/// Queues one of these mails to a coordinator, marked as a test. Its link leads nowhere.
///
/// # Errors
/// [`RoundError::NotFound`] when there is no such mail, and those of the database.
pub fn send_test(
    c: &mut Connection,
    id: i64,
    which: usize,
    to: &Coordinator,
    now: DateTime<Utc>,
) -> Result<(), RoundError> {
    let mail = planned(c, id, which, 1)?.0.pop().ok_or(RoundError::NotFound)?;
    // In the language of its reader: that is what is to be looked at.
    let reader = Reader { name: "", email: &to.email, locale: mail.to.locale };
    queue(c, mail.to.programme_id, &reader, &Queued::test(mail.message), now)?;
    Ok(())
}
