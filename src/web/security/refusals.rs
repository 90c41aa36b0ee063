//! A line of the server's log for each request that is refused: why, and who asked where that is known. No table holds it, so
//! that strangers fill none. The span of the request has the rest: its number, method, route and network.

use std::sync::{Arc, OnceLock};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest};

use crate::domain::CoordinatorId;
use crate::web::errors::{DeadLink, WebError};

/// The coordinator who asks, by a session or by a key, once that is known.
#[derive(Clone, Default)]
pub(crate) struct Who(Arc<OnceLock<CoordinatorId>>);

impl Who {
    /// It is this one.
    pub(crate) fn is(&self, coordinator: CoordinatorId) {
        let _ = self.0.set(coordinator);
    }
}

/// Who asks, to be told once it is known.
pub(crate) fn who(request: &HttpRequest) -> Who {
    request.extensions().get::<Who>().cloned().unwrap_or_default()
}

/// Remembers who asks.
pub(crate) fn known(request: &HttpRequest, coordinator: CoordinatorId) {
    who(request).is(coordinator);
}

/// Lets requests through, and tells of those that are refused.
pub(crate) async fn told(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let who = Who::default();
    request.extensions_mut().insert(who.clone());
    let route = request.match_pattern().unwrap_or_default();
    let answer = next.call(request).await;
    let (status, is_dead_link) = match &answer {
        Ok(answer) => (answer.status(), answer.response().extensions().get::<DeadLink>().is_some()),
        Err(error) => {
            let is_dead_link = matches!(error.as_error::<WebError>(), Some(WebError::DeadLink));
            (error.as_response_error().status_code(), is_dead_link)
        }
    };
    let coordinator = who.0.get().map(|id| id.0);
    if let Some(why) = why(status, &route, is_dead_link, coordinator.is_some()) {
        let status = status.as_u16();
        tracing::info!(target: "tweespan::security", status, coordinator, why, "refused");
    }
    answer.map(ServiceResponse::map_into_boxed_body)
}

/// Why a request is refused; nothing where it is not, or where it is no matter of security.
fn why(status: StatusCode, route: &str, is_dead_link: bool, is_known: bool) -> Option<&'static str> {
    Some(match status.as_u16() {
        401 if route == "/api/v1/bounces" => "signature",
        401 if route.starts_with("/api/") => "key",
        401 => "session",
        403 => "rights",
        404 if is_dead_link => "link",
        // Who is signed in, or has a key, asks for what is not there, or not for them.
        404 if is_known => "nothing there",
        404 | 405 | 409 => return None,
        413 => "too large",
        415 => "coding",
        429 => "limit",
        400..=499 => "input",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_has_its_reason() {
        for (status, route, is_dead_link, is_known, expected) in [
            (401, "/api/v1/bounces", false, false, Some("signature")),
            (401, "/api/v1/programmes/{slug}/rounds", false, false, Some("key")),
            (401, "/coordinator/{programme}", false, false, Some("session")),
            (404, "/me/{token}", true, false, Some("link")),
            (404, "/coordinator/{programme}/mail", false, true, Some("nothing there")),
            (404, "", false, false, None),
            (422, "/{programme}", false, false, Some("input")),
            (200, "/{programme}", false, false, None),
            (303, "/{programme}", false, true, None),
            (503, "/{programme}", false, true, None),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(why(status, route, is_dead_link, is_known), expected, "{status} {route}");
        }
    }
}
