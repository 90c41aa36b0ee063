//! Who is signed in. The session is in the database; the cookie holds its secret and nothing else.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::csrf;
use super::errors::WebError;
use crate::actions::activity::Actor;
use crate::actions::coordinators;
use crate::app::App;
use crate::domain::{CoordinatorId, ProgrammeId, Token};
use crate::store::coordinators::Coordinator;
use crate::store::programmes::Programme;
use crate::store::{Connection, StoreError, coordinators as kept, programmes};

/// The session cookie's name.
pub(super) const COOKIE: &str = "session";

/// The coordinator who is signed in. A handler that takes one is for coordinators only.
pub(super) struct SignedIn(pub(super) Coordinator);

impl FromRequest for SignedIn {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = request.app_data::<web::Data<App>>().ok_or(WebError::Internal)?;
            let secret = secret(&request).ok_or(WebError::SignIn)?;
            let (now, policy, hash) = (app.now(), app.policy().clone(), secret.hash());
            let found = app.read(move |c| coordinators::of_session(c, &policy, &secret, now)).await?;
            let (coordinator, is_to_note) = found.ok_or(WebError::SignIn)?;
            if is_to_note {
                let noted = app.write_quietly::<_, StoreError>(move |c| kept::note_used(c, &hash, now)).await;
                // A page is not refused because a database that is busy could not note that it was looked at.
                if let Err(error) = noted {
                    tracing::warn!(%error, "that a session is used could not be noted");
                }
            }
            Ok(Self(coordinator))
        })
    }
}

/// The secret of the reader's session, if their cookie has one.
pub(super) fn secret(request: &HttpRequest) -> Option<Token> {
    csrf::value(request, COOKIE).and_then(|text| Token::parse(&text))
}

impl SignedIn {
    /// Who does what the reader does.
    pub(super) const fn actor(&self) -> Actor {
        Actor::Coordinator(self.0.id)
    }

    /// The programme with this slug, if it is this coordinator's. To others it is not there.
    pub(super) fn programme(&self, c: &mut Connection, slug: &str) -> Result<Programme, WebError> {
        let programme = programmes::by_slug(c, slug)?.ok_or(WebError::NotFound)?;
        own(c, self.0.id, programme.id)?;
        Ok(programme)
    }
}

/// Passes if this coordinator coordinates this programme.
pub(super) fn own(c: &mut Connection, coordinator: CoordinatorId, programme: ProgrammeId) -> Result<(), WebError> {
    if kept::coordinates(c, coordinator, programme)? { Ok(()) } else { Err(WebError::NotFound) }
}
