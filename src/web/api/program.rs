//! A coordinator's program, by the key that it was given.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};

use super::problem_document::ProblemDocument;
use crate::app::App;
use crate::domain::programme::access::{Scope, Scopes};
use crate::domain::{CoordinatorId, RoundId, Token};
use crate::service::programme::activity::Actor;
use crate::service::programme::keys::{self, Refused};
use crate::service::programme::security::Event;
use crate::store::programme::api_keys;
use crate::store::programme::programmes::{self, Programme};
use crate::store::programme::security_log::Whom;
use crate::store::round::rounds::{self, Round};
use crate::store::{Connection, StoreError};
use crate::web::security::place::{Access, Place};
use crate::web::security::{audit, refusals, session};

/// In whose name a program comes. A handler that takes one is for programs only, and for those whose key is for what the
/// table of routes says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ApiClient {
    coordinator: CoordinatorId,
    scopes: Scopes,
}

impl ApiClient {
    /// In whose name it comes.
    pub(crate) const fn coordinator(self) -> CoordinatorId {
        self.coordinator
    }

    /// Passes if its key is for this.
    pub(crate) fn needs(self, scope: Scope) -> Result<(), ProblemDocument> {
        if self.scopes.allow(scope) { Ok(()) } else { Err(ProblemDocument::of(StatusCode::FORBIDDEN)) }
    }

    /// Who did what the program does, for the log.
    pub(crate) const fn actor(self) -> Actor {
        Actor::Coordinator(self.coordinator)
    }

    /// The programme with this slug, if it is this coordinator's. To others it is not there.
    pub(crate) fn programme(self, c: &mut Connection, slug: &str) -> Result<Programme, ProblemDocument> {
        let programme = programmes::by_slug(c, slug)?.ok_or_else(nothing)?;
        session::own(c, self.coordinator, programme.id)?;
        Ok(programme)
    }

    /// The round with this identifier, if it is in one of this coordinator's programmes.
    pub(crate) fn round(self, c: &mut Connection, id: RoundId) -> Result<Round, ProblemDocument> {
        let round = rounds::by_id(c, id)?.ok_or_else(nothing)?;
        session::own(c, self.coordinator, round.programme_id)?;
        Ok(round)
    }
}

/// There is nothing here, or nothing for this program: the same words, so that they do not tell which.
pub(crate) fn nothing() -> ProblemDocument {
    ProblemDocument::of(StatusCode::NOT_FOUND)
}

impl FromRequest for ApiClient {
    type Error = ProblemDocument;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.extensions().get::<Self>().copied();
        let (token, place) = (token(request), Place::of(request));
        let access = Access::to(request);
        let asked = (request.method().to_string(), request.match_pattern().unwrap_or_default());
        let who = refusals::who(request);
        let app = request.app_data::<web::Data<App>>().cloned();
        Box::pin(async move {
            if let Some(found) = found {
                return Ok(found);
            }
            let internal = || ProblemDocument::of(StatusCode::INTERNAL_SERVER_ERROR);
            let refused = || ProblemDocument::of(StatusCode::UNAUTHORIZED);
            let needed = match access {
                Some(Access::ApiClient(scope)) => Some(scope),
                Some(Access::ApiClientThatActs) => None,
                _ => return Err(internal()),
            };
            let app = app.ok_or_else(internal)?;
            let token = token.ok_or_else(refused)?;
            let now = app.now();
            let found = app.read::<_, StoreError>(move |c| {
                let Some((key, is_to_note)) = keys::resolve(c, &token, now)? else { return Ok(None) };
                let programme = place.map(|place| place.programme(c)).transpose()?.flatten();
                let may = match programme {
                    Some(programme) => keys::may(c, &key, programme, needed)?,
                    None => Err(Refused::NotThere),
                };
                Ok(Some((key, is_to_note, may, programme)))
            });
            let (key, is_to_note, may, programme) = found.await?.ok_or_else(refused)?;
            let (coordinator, scopes) = (key.coordinator_id, key.scopes);
            who.is(coordinator);
            let whom = Whom { coordinator: Some(coordinator), programme, ..Whom::default() };
            let is_first_today = key.used_at.is_none_or(|used| used.date() < now.date_naive());
            if may.is_ok() && is_first_today {
                audit::note(&app, Event::KeyUsed { label: key.label.clone() }, whom).await;
            }
            if is_to_note {
                audit::note_used(&app, "key", move |c| api_keys::note_used(c, &key.hash, now)).await;
            }
            if let Some(programme) = programme.filter(|_| may.is_err()) {
                audit::note_refused(&app, asked, coordinator, programme).await;
            }
            match may {
                Ok(()) => Ok(Self { coordinator, scopes }),
                Err(Refused::NotThere) => Err(nothing()),
                Err(Refused::NotAllowed) => Err(ProblemDocument::of(StatusCode::FORBIDDEN)),
            }
        })
    }
}

/// The key in `Authorization: Bearer …`.
fn token(request: &HttpRequest) -> Option<Token> {
    let (scheme, token) = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") { Token::parse(token.trim()) } else { None }
}
