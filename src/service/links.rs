//! The links that mails carry: what each lets its reader do, and how long it lasts.

use chrono::Duration;

use super::Policy;
use super::context::Context;
use crate::domain::{CoordinatorId, ProfessionalId, Token};
use crate::store::Result;
use crate::store::duo::duos::Duo;
use crate::store::tokens::{self, Grant};

/// A mail may be found again long after; its way out is still one.
const LASTS: Duration = Duration::days(2 * 365);

/// A fresh token for one mail to this professional.
pub(crate) fn way_out(cx: &mut Context<'_>, professional: ProfessionalId) -> Result<Token> {
    tokens::issue(cx.c, Grant::Unsubscribe { professional }, LASTS, cx.now)
}

/// A fresh token for one digest to this coordinator.
pub(crate) fn way_out_of_digests(cx: &mut Context<'_>, coordinator: CoordinatorId) -> Result<Token> {
    tokens::issue(cx.c, Grant::StopDigests { coordinator }, LASTS, cx.now)
}

/// A link to somebody's own page, which a mail about something else carries along.
pub(crate) fn profile_link(cx: &mut Context<'_>, professional: ProfessionalId) -> Result<Token> {
    tokens::issue(cx.c, Grant::Profile { professional }, profile_lasts(cx.policy), cx.now)
}

/// The same, where the link is what the mail is for: earlier ones work no more once it is used.
pub(crate) fn fresh_profile_link(cx: &mut Context<'_>, professional: ProfessionalId) -> Result<Token> {
    tokens::issue_fresh(cx.c, Grant::Profile { professional }, profile_lasts(cx.policy), cx.now)
}

fn profile_lasts(policy: &Policy) -> Duration {
    Duration::days(policy.links.profile_days.into())
}

/// A link to a member's page of a duo. It outlives the day to answer by: the page is for all that comes after as well.
pub(crate) fn duo_link(cx: &mut Context<'_>, duo: &Duo, professional: ProfessionalId) -> Result<String> {
    let grant = Grant::Duo { professional, duo: duo.id };
    Ok(tokens::issue(cx.c, grant, duo_lasts(cx.policy), cx.now)?.to_hex())
}

/// A link to a duo or to the question of a round, in a mail with fresh ones: earlier ones work no more once it is used.
pub(crate) fn fresh_link(cx: &mut Context<'_>, grant: Grant) -> Result<String> {
    Ok(tokens::issue_fresh(cx.c, grant, duo_lasts(cx.policy), cx.now)?.to_hex())
}

fn duo_lasts(policy: &Policy) -> Duration {
    Duration::days(policy.links.duo_days.into())
}
