//! What a route says of who may use it, and what its address is about.

use actix_web::HttpRequest;

use crate::domain::programme::access::{Role, Scope};
use crate::domain::{ProgrammeId, RoundId};
use crate::store::programme::programmes;
use crate::store::round::rounds;
use crate::store::{Connection, StoreError};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Anybody,
    /// Whoever has the link: its secret is part of the address, or in a cookie once its page was opened.
    Link,
    /// A coordinator who is signed in, also one who still has to give their second factor.
    HalfSignedIn,
    /// A coordinator who is signed in.
    SignedIn,
    /// Whoever has at least this role in the programme that the address names.
    Has(Role),
    /// The same, if they proved a short time ago that it is them.
    Proven(Role),
    /// A program whose key is for this, in the programme that the address names.
    ApiClient(Scope),
    /// A program whose key is for people or for rounds: which of them, the handler tells by what it is about.
    ApiClientThatActs,
    /// A mail server, by its signature.
    Signature,
    /// Whoever develops, on their own machine.
    Developer,
}

/// What an address names, of which one is let in or not.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// A programme, by its name in addresses.
    Programme(String),
    /// A round.
    Round(RoundId),
}

impl Place {
    /// What the address of a request names.
    pub(crate) fn of(request: &HttpRequest) -> Option<Self> {
        let named = request.match_info();
        if let Some(slug) = named.get("programme").or_else(|| named.get("slug")) {
            return Some(Self::Programme(slug.to_owned()));
        }
        named.get("id").and_then(|id| id.parse().ok()).map(Self::Round)
    }

    /// The programme that it is, or is in.
    pub(crate) fn programme(&self, c: &mut Connection) -> Result<Option<ProgrammeId>, StoreError> {
        Ok(match self {
            Self::Programme(slug) => programmes::by_slug(c, slug)?.map(|programme| programme.id),
            Self::Round(id) => rounds::by_id(c, *id)?.map(|round| round.programme_id),
        })
    }
}
