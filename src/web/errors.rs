//! What goes wrong, said to people on a page and to programs as RFC 9457. Internal text never leaves.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError};

use super::api::problem;
use super::page::Page;
use crate::store::StoreError;

/// Why a request was not carried out.
#[derive(Debug)]
pub enum WebError {
    /// There is nothing here, or nothing for this reader.
    NotFound,
    /// The link does not work, or no longer.
    DeadLink,
    /// A form from another site, or from a page that was open too long.
    Stale,
    /// The reader is not signed in.
    SignIn,
    /// Too many requests.
    TooMany,
    /// Something was read that makes no sense.
    BadRequest,
    /// The body is too large.
    TooLarge,
    /// Somebody else changed it first.
    Changed,
    /// Our fault. It has been logged.
    Internal,
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Changed,
            StoreError::Database(diesel::result::Error::NotFound) => Self::NotFound,
            other => {
                tracing::error!(error = %other, "a request failed");
                Self::Internal
            }
        }
    }
}

impl From<askama::Error> for WebError {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be written");
        Self::Internal
    }
}

impl std::fmt::Display for WebError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::DeadLink => StatusCode::NOT_FOUND,
            Self::Stale => StatusCode::FORBIDDEN,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Changed => StatusCode::CONFLICT,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Without a body: [`rendered`] writes it in the reader's form and language.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if matches!(self, Self::TooMany) {
            response.insert_header((header::RETRY_AFTER, "60"));
        }
        let mut response = response.finish();
        if matches!(self, Self::DeadLink) {
            response.extensions_mut().insert(Dead);
        }
        response
    }
}

/// Marks the answer to a link that does not work, which gets a page of its own.
struct Dead;

/// What actix-web says of a form that it could not read.
#[expect(clippy::needless_pass_by_value, reason = "actix-web's signature")]
pub(super) fn of_form(error: actix_web::error::UrlencodedError, _: &HttpRequest) -> Error {
    use actix_web::error::UrlencodedError::{Overflow, UnknownLength};
    match error {
        Overflow { .. } | UnknownLength => WebError::TooLarge.into(),
        _ => WebError::BadRequest.into(),
    }
}

/// Gives every error without a body one: a page in the reader's language, or a problem document for a program.
pub(super) async fn rendered(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    if status.as_u16() < 400 || response.headers().contains_key(header::CONTENT_TYPE) {
        return Ok(response);
    }
    let dead = response.response().extensions().get::<Dead>().is_some();
    let headers = response.headers().clone();
    let request = response.request().clone();
    let mut body = if request.path().starts_with("/api/") {
        problem::of_status(status)
    } else {
        let kind = if dead { "link" } else { page_of(status) };
        Page::of(&request).error(status, kind)
    };
    for (name, value) in headers {
        body.headers_mut().append(name, value);
    }
    Ok(ServiceResponse::new(request, body))
}

/// The page for a status: which of the texts `error-…-title` and `error-…-text`.
fn page_of(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "sign-in",
        403 => "stale",
        404 => "not-found",
        405 => "method",
        409 => "changed",
        413 => "too-large",
        429 => "too-many",
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
        for status in 400..600 {
            let kind = page_of(StatusCode::from_u16(status).unwrap());
            for locale in Locale::ALL {
                for part in ["title", "text"] {
                    let key = format!("error-{kind}-{part}");
                    assert_ne!(Texts::of(*locale).text(&key), key);
                }
            }
        }
    }
}
