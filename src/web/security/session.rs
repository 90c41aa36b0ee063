//! Who is signed in. The session is in the database; the cookie holds its secret and nothing else.

use std::future::Future;
use std::pin::Pin;

use actix_web::cookie::time::Duration;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, web};

use super::place::{Access, Place};
use super::{audit, csrf, refusals};
use crate::app::App;
use crate::domain::programme::access::Role;
use crate::domain::{CoordinatorId, ProgrammeId, Token};
use crate::service::programme::activity::Actor;
use crate::service::programme::coordinators;
use crate::store::programme::coordinators::{Coordinator, OpenSession, SecondFactor};
use crate::store::programme::programmes::Programme;
use crate::store::programme::{coordinators as kept, programmes};
use crate::store::{Connection, StoreError};
use crate::web::errors::WebError;
use crate::web::page::own_path;

/// The session cookie's name.
pub(crate) const COOKIE: &str = "session";

/// The coordinator who is signed in. A handler that takes one is for coordinators only, and for those whom the table of
/// routes names.
#[derive(Clone)]
pub(crate) struct SignedIn(pub(crate) Coordinator);

impl FromRequest for SignedIn {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.extensions().get::<Self>().cloned();
        let session = Session::from_request(request, &mut Payload::None);
        let request = request.clone();
        Box::pin(async move {
            if let Some(found) = found {
                return Ok(found);
            }
            let Session(open) = session.await?;
            let app = request.app_data::<web::Data<App>>().ok_or(WebError::Internal)?;
            let access = Access::to(&request).ok_or(WebError::Internal)?;
            let is_asked = open.second_factor.is_set_up() || (app.requires_second_factor() && !open.vouched);
            if is_asked && open.second_factor != SecondFactor::Given {
                return Err(WebError::SecondFactor { back: back(&request) });
            }
            match access {
                // Where anybody may come, a handler that asks who is signed in is told so.
                Access::SignedIn | Access::Anybody => {}
                Access::Has(role) => let_in(app, &request, &open, role).await?,
                Access::Proven(role) => {
                    let_in(app, &request, &open, role).await?;
                    if !coordinators::is_fresh(app.policy(), &open, app.now()) {
                        return Err(WebError::ProveAgain { back: back(&request) });
                    }
                }
                Access::Link
                | Access::HalfSignedIn
                | Access::ApiClient(_)
                | Access::ApiClientThatActs
                | Access::Signature
                | Access::Developer => {
                    tracing::error!(?access, path = request.path(), "a page for coordinators is not for them");
                    return Err(WebError::Internal);
                }
            }
            Ok(Self(open.coordinator))
        })
    }
}

/// Passes if whoever is signed in has the role in the programme that the address names. To those without any it is not there.
async fn let_in(app: &App, request: &HttpRequest, open: &OpenSession, needed: Role) -> Result<(), WebError> {
    let place = Place::of(request).ok_or(WebError::NotFound)?;
    let id = open.coordinator.id;
    let role = app
        .read(move |c| {
            let Some(programme) = place.programme(c)? else { return Ok::<_, StoreError>((None, None)) };
            Ok((Some(programme), kept::role(c, id, programme)?))
        })
        .await?;
    let (programme, role) = role;
    if let Some(role) = role {
        request.extensions_mut().insert(role);
        if role >= needed {
            return Ok(());
        }
    }
    if let Some(programme) = programme {
        let asked = (request.method().to_string(), request.match_pattern().unwrap_or_default());
        audit::note_refused(app, asked, id, programme).await;
    }
    Err(if role.is_some() { WebError::Forbidden } else { WebError::NotFound })
}

/// Where to go on once whoever is signed in has proved that it is them: the page, or the one with the form that was sent.
fn back(request: &HttpRequest) -> String {
    let here = || request.uri().path_and_query().map(|here| here.as_str().to_owned());
    let from = || {
        let referer = request.headers().get(actix_web::http::header::REFERER)?.to_str().ok()?;
        let base = request.app_data::<web::Data<App>>()?.base_url().to_owned();
        referer.strip_prefix(&base).map(str::to_owned)
    };
    let back = if request.method().is_safe() { here() } else { from() };
    back.filter(|path| own_path(path).is_some()).unwrap_or_else(|| "/coordinator".to_owned())
}

/// A session, also one in which the second factor was not given yet.
pub(crate) struct Session(pub(crate) OpenSession);

impl FromRequest for Session {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = request.app_data::<web::Data<App>>().ok_or(WebError::Internal)?;
            let secret = secret(&request).ok_or(WebError::SignIn)?;
            let (now, policy, hash) = (app.now(), app.policy().clone(), secret.hash());
            let found = app.read(move |c| coordinators::of_session(c, &policy, &secret, now)).await?;
            let (open, is_to_note) = found.ok_or(WebError::SignIn)?;
            refusals::known(&request, open.coordinator.id);
            if is_to_note {
                audit::note_used(app, "session", move |c| kept::note_used(c, &hash, now)).await;
            }
            Ok(Self(open))
        })
    }
}

/// An answer that gives the reader the secret of a session.
pub(crate) fn kept(
    app: &App,
    request: &HttpRequest,
    secret: &Token,
    response: HttpResponse,
) -> Result<HttpResponse, WebError> {
    let lasts = Duration::hours(app.settings().links.session_hours.into());
    csrf::keeping(request, response, (COOKIE, secret.to_hex()), lasts)
}

/// The secret of the reader's session, if their cookie has one.
pub(crate) fn secret(request: &HttpRequest) -> Option<Token> {
    csrf::value(request, COOKIE).and_then(|text| Token::parse(&text))
}

impl SignedIn {
    /// Who does what the reader does.
    pub(crate) const fn actor(&self) -> Actor {
        Actor::Coordinator(self.0.id)
    }

    /// The programme with this slug, if it is this coordinator's. To others it is not there.
    pub(crate) fn programme(&self, c: &mut Connection, slug: &str) -> Result<Programme, WebError> {
        let programme = programmes::by_slug(c, slug)?.ok_or(WebError::NotFound)?;
        own(c, self.0.id, programme.id)?;
        Ok(programme)
    }
}

/// Passes if this coordinator has a role in this programme.
pub(crate) fn own(c: &mut Connection, coordinator: CoordinatorId, programme: ProgrammeId) -> Result<(), WebError> {
    if kept::role(c, coordinator, programme)?.is_some() { Ok(()) } else { Err(WebError::NotFound) }
}
