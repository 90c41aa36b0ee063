//! Why a request was not carried out. The words for it are chosen in `error_pages`; internal text never leaves.

use actix_web::http::{StatusCode, header};
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError};

use super::url_query::query;
use crate::store::StoreError;

/// Why a request was not carried out.
#[derive(Debug)]
pub enum WebError {
    /// There is nothing here, or nothing for this reader.
    NotFound,
    /// The link does not work, or no longer.
    DeadLink,
    /// The page is reached by the link in a mail, and not open in this browser.
    NotOpened,
    /// A form from another site, or from a page that was open too long.
    Stale,
    /// The reader is not signed in.
    SignIn,
    /// The reader has to give their second factor, and then goes on there.
    SecondFactor {
        /// Where they go on.
        back: String,
    },
    /// The reader has to prove again that it is them, and then goes on there.
    ProveAgain {
        /// Where they go on.
        back: String,
    },
    /// The reader's role does not reach so far.
    Forbidden,
    /// Too many requests.
    TooMany,
    /// More people are invited than a day has left.
    TooManyPeople,
    /// Something was read that makes no sense.
    BadRequest,
    /// The request took too long to come in.
    TooSlow,
    /// The body is too large.
    TooLarge,
    /// The body has a coding, such as gzip.
    Coded,
    /// Somebody else changed it first.
    Changed,
    /// The database is busy, or away. It has been logged.
    Busy,
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
                if matches!(other, StoreError::Unavailable(_)) { Self::Busy } else { Self::Internal }
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
            Self::NotFound | Self::DeadLink | Self::NotOpened => StatusCode::NOT_FOUND,
            Self::SecondFactor { .. } | Self::ProveAgain { .. } => StatusCode::SEE_OTHER,
            Self::Stale | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::TooMany | Self::TooManyPeople => StatusCode::TOO_MANY_REQUESTS,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Coded => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Changed => StatusCode::CONFLICT,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Without a body: `error_pages` writes it in the reader's form and language.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Self::SecondFactor { back } | Self::ProveAgain { back } = self {
            let page = if matches!(self, Self::ProveAgain { .. }) { "sign-in/again" } else { "second-factor" };
            response.insert_header((header::LOCATION, format!("/coordinator/{page}{}", query(&[("to", back)]))));
        }
        if matches!(self, Self::TooMany | Self::Busy) {
            response.insert_header((header::RETRY_AFTER, "60"));
        }
        if matches!(self, Self::TooManyPeople) {
            response.insert_header((header::RETRY_AFTER, "86400"));
        }
        if matches!(self, Self::Coded) {
            // What is taken instead (RFC 9110, section 15.5.16).
            response.insert_header((header::ACCEPT_ENCODING, "identity"));
        }
        let mut response = response.finish();
        if matches!(self, Self::DeadLink) {
            response.extensions_mut().insert(DeadLink);
        }
        let kind = match self {
            Self::Forbidden => Some(PageKind("forbidden")),
            Self::NotOpened => Some(PageKind("not-opened")),
            Self::TooManyPeople => Some(PageKind("too-many-people")),
            _ => None,
        };
        if let Some(kind) = kind {
            response.extensions_mut().insert(kind);
        }
        response
    }
}

/// Marks the answer to a link that does not work, which gets a page of its own.
pub(crate) struct DeadLink;

/// Marks an answer whose status tells too little: it has a page of its own.
#[derive(Clone, Copy)]
pub(crate) struct PageKind(pub(crate) &'static str);

/// What actix-web says of a form that it could not read.
#[expect(clippy::needless_pass_by_value, reason = "actix-web's signature")]
pub(crate) fn of_form(error: actix_web::error::UrlencodedError, _: &HttpRequest) -> Error {
    use actix_web::error::UrlencodedError::{Overflow, UnknownLength};
    match error {
        Overflow { .. } | UnknownLength => WebError::TooLarge.into(),
        _ => WebError::BadRequest.into(),
    }
}
