//! Mails about a duo that no worker has tried yet: what they tell may have changed meanwhile.

use diesel::prelude::*;

use super::MailState;
use crate::domain::{DuoId, EmailAddress, MailId, ProgrammeId, Token};
use crate::store::schema::{mails, tokens};
use crate::store::{Connection, LoadReadable, Result};

/// Removes the mails of these kinds to an address that lead to the page of a duo and have not begun to leave. Gives how
/// many there were.
///
/// # Errors
/// Those of the database.
pub fn remove_unsent(
    c: &mut Connection,
    programme: ProgrammeId,
    to: &EmailAddress,
    kinds: &[&str],
    duo: DuoId,
) -> Result<usize> {
    let waiting = mails::programme_id.eq(programme).and(mails::state.eq(MailState::Waiting.as_str()));
    let untried = mails::recipient_email.eq(to.as_str()).and(mails::claims.eq(0)).and(mails::kind.eq_any(kinds));
    let rows: Vec<(MailId, Option<String>)> =
        mails::table.filter(waiting.and(untried)).select((mails::id, mails::payload)).load_readable(c)?;
    let mut removed = 0;
    for (id, payload) in rows {
        let content: serde_json::Value = serde_json::from_str(&payload.unwrap_or_default()).unwrap_or_default();
        let Some(token) = content["token"].as_str().and_then(Token::parse) else { continue };
        let leads_to: Option<Option<DuoId>> =
            tokens::table.find(token.hash().as_str()).select(tokens::duo_id).first(c).optional()?;
        if leads_to.flatten() == Some(duo) {
            let still = mails::id.eq(id).and(mails::claims.eq(0));
            removed += diesel::delete(mails::table.filter(still)).execute(c)?;
        }
    }
    Ok(removed)
}
