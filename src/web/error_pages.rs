//! What is said when something goes wrong: a page to people, RFC 9457 to programs.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpRequest, HttpResponse};

use super::api::problem_document;
use super::errors::{DeadLink, PageKind};
use super::page::Page;
use super::security::opened_links;
use crate::app::App;
use crate::domain::Token;
use crate::service::person::fresh_links;

/// Gives every error without a body one: a page in the reader's language, or a problem document for a program.
pub(crate) async fn rendered(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Before the handler, which takes the request with it; an error from around a handler does not give it back.
    let reader = Reader::of(request.request());
    let app = request.app_data::<Data<App>>().cloned();
    let token = opened_links::token(request.request());
    match next.call(request).await {
        Ok(response) => {
            let (request, response) = response.map_into_boxed_body().into_parts();
            let why = why_dead(app.as_ref(), token.as_ref(), &response).await;
            Ok(ServiceResponse::new(request, reader.told(response, why)))
        }
        Err(error) => {
            let response = error.error_response();
            let why = why_dead(app.as_ref(), token.as_ref(), &response).await;
            let told = reader.told(response, why);
            Err(InternalError::from_response(error, told).into())
        }
    }
}

/// Why a link does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dead {
    /// It is too old, was used, or is not complete.
    Unknown,
    /// There is a newer mail with a link in its place.
    Replaced,
}

/// Why a link does not work, if that is what went wrong.
async fn why_dead(app: Option<&Data<App>>, token: Option<&Token>, response: &HttpResponse) -> Option<Dead> {
    response.extensions().get::<DeadLink>()?;
    let (Some(app), Some(token)) = (app, token.cloned()) else { return Some(Dead::Unknown) };
    let now = app.now();
    match app.read(move |c| fresh_links::is_replaced(c, &token, now)).await {
        Ok(true) => Some(Dead::Replaced),
        Ok(false) => Some(Dead::Unknown),
        Err(error) => {
            tracing::warn!(%error, "whether a link was replaced could not be seen");
            Some(Dead::Unknown)
        }
    }
}

/// Who reads an error.
enum Reader {
    Person(Box<Page>),
    ApiClient,
}

impl Reader {
    fn of(request: &HttpRequest) -> Self {
        if request.path().starts_with("/api/") { Self::ApiClient } else { Self::Person(Box::new(Page::of(request))) }
    }

    /// The answer with the words for what went wrong, if it is an error that has none.
    fn told(&self, response: HttpResponse, dead: Option<Dead>) -> HttpResponse {
        let status = response.status();
        if status.as_u16() < 400 || response.headers().contains_key(header::CONTENT_TYPE) {
            return response;
        }
        let mut told = match self {
            Self::ApiClient => problem_document::of_status(status),
            Self::Person(page) => {
                let own = response.extensions().get::<PageKind>().copied();
                page.error(status, own.map_or_else(|| page_of(status, dead, &page.here), |PageKind(kind)| kind))
            }
        };
        for (name, value) in response.headers() {
            told.headers_mut().append(name.clone(), value.clone());
        }
        told
    }
}

/// The page for a status: which of the texts `error-…-title` and `error-…-text`.
fn page_of(status: StatusCode, dead: Option<Dead>, path: &str) -> &'static str {
    match status.as_u16() {
        // Where to ask for a new one is not the same for everybody.
        404 => match (dead, path.starts_with("/coordinator/")) {
            (Some(Dead::Replaced), true) => "sign-in-link-replaced",
            (Some(Dead::Unknown), true) => "sign-in-link",
            (Some(Dead::Replaced), false) => "link-replaced",
            (Some(Dead::Unknown), false) => "link",
            (None, _) => "not-found",
        },
        401 => "sign-in",
        403 => "stale",
        408 => "too-slow",
        405 => "method",
        409 => "changed",
        413 => "too-large",
        429 => "too-many",
        503 => "busy",
        500.. => "internal",
        _ => "bad-request",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Locale;
    use crate::locale::Texts;

    #[test]
    fn every_error_page_has_its_words() {
        for (status, dead, path) in (400..600).flat_map(|s| {
            let dead = [Dead::Unknown, Dead::Replaced].map(Some);
            let links = dead.into_iter().flat_map(move |dead| [(s, dead, "/me/x"), (s, dead, "/coordinator/x")]);
            links.chain([(s, None, "/")])
        }) {
            let kind = page_of(StatusCode::from_u16(status).unwrap(), dead, path);
            for locale in Locale::ALL {
                for part in ["title", "text"] {
                    let key = format!("error-{kind}-{part}");
                    assert_ne!(Texts::of(*locale).text(&key), key);
                }
            }
        }
    }
}
