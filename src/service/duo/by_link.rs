//! The duo to which a member has a link.

use crate::domain::duo::lifecycle::DuoLifecycle;
use crate::domain::{DuoId, LinkPurpose, ProfessionalId, Side, Token};
use crate::service::Context;
use crate::store::duo::duos::{self, Duo};
use crate::store::tokens::Grant;
use crate::store::{Result, StoreError};

/// What the two do together can be done only while their duo is confirmed.
#[derive(Debug)]
pub enum TogetherError {
    /// The database; a conflict means that the other was first.
    Store(StoreError),
    /// The link does not work.
    DeadLink,
    /// The duo is not confirmed, or no longer.
    NotNow,
}

impl From<StoreError> for TogetherError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Whose link to a duo this is, if it works: they act from here on.
pub(crate) fn granted(cx: &mut Context<'_>, token: &Token) -> Result<Option<(ProfessionalId, DuoId)>> {
    Ok(match cx.granted(token, LinkPurpose::Duo)? {
        Some(Grant::Duo { professional, duo }) => Some((professional, duo)),
        _ => None,
    })
}

pub(crate) fn side(duo: &Duo, professional: ProfessionalId) -> Result<Side> {
    duo.side_of(professional).ok_or_else(|| StoreError::Corrupt(format!("a token for a stranger to duo {}", duo.id)))
}

/// Takes the confirmed duo of a link for this transaction, with the side of whoever has the link.
pub(crate) fn take(cx: &mut Context<'_>, token: &Token) -> std::result::Result<(Duo, Side), TogetherError> {
    let (professional, id) = granted(cx, token)?.ok_or(TogetherError::DeadLink)?;
    let duo = duos::lock(cx.c, id)?.ok_or(TogetherError::DeadLink)?;
    let side = side(&duo, professional)?;
    if duo.life == DuoLifecycle::Confirmed { Ok((duo, side)) } else { Err(TogetherError::NotNow) }
}
