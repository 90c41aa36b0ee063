//! Errors for programs: RFC 9457 problem documents. The sentences are for people; nothing internal is in them.

use actix_web::error::QueryPayloadError;
use actix_web::http::{StatusCode, header};
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::domain::person::import::{ImportError, ImportErrorKind};
use crate::domain::round::MAX_PAIRS;
use crate::domain::validation::shortened;
use crate::domain::{Field, FieldError, Locale};
use crate::locale::Texts;
use crate::matching::ProposeError;
use crate::service::round::RoundError;
use crate::store::StoreError;
use crate::web::errors::WebError;
use crate::web::{matching_copy, page};

/// The media type of a problem document.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemDocument {
    /// Always `about:blank`: the status says which kind of problem it is.
    #[schema(value_type = String, example = "about:blank")]
    r#type: &'static str,
    /// The name of the status.
    #[schema(value_type = String, example = "Unprocessable Entity")]
    title: &'static str,
    /// The status.
    #[schema(example = 422)]
    status: u16,
    /// One sentence that says what to do.
    detail: String,
    /// What is wrong with the fields that were sent: all of it, not only the first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// The field, with a dot between the steps: `learning_needs.0.topic`. Absent when it is none in particular.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// One sentence that says what to do.
    detail: String,
    /// The line in the file that was sent, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
}

impl FieldProblem {
    /// A problem of one field; of none in particular when its name is empty.
    pub(crate) fn new(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { field: Some(field.into()).filter(|f| !f.is_empty()), detail: detail.into(), line: None }
    }

    /// A problem of a field of a profile, in the reader's words.
    pub(crate) fn of_profile(error: &FieldError, texts: Texts) -> Self {
        Self::new(error.field.as_str(), texts.field_error(error))
    }

    /// A problem in a people file, in the reader's words.
    pub(crate) fn of_file(error: &ImportError, texts: Texts) -> Self {
        let field = match &error.kind {
            ImportErrorKind::NotUtf8 | ImportErrorKind::FieldCount { .. } => "",
            ImportErrorKind::UnknownColumn(name) => name,
            ImportErrorKind::SameAddress { .. } => Field::Email.as_str(),
            ImportErrorKind::MissingColumn(field)
            | ImportErrorKind::RepeatedColumn(field)
            | ImportErrorKind::Field(field, _) => field.as_str(),
        };
        Self { line: Some(error.line), ..Self::new(field, texts.import_error(error)) }
    }
}

impl ProblemDocument {
    /// A problem with a sentence of its own.
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            r#type: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
        }
    }

    /// The problem that a status tells of by itself.
    pub(crate) fn of(status: StatusCode) -> Self {
        Self::new(status, sentence(status))
    }

    /// What was sent can be read, and cannot be used.
    pub(crate) fn fields(errors: Vec<FieldProblem>) -> Self {
        Self { errors, ..Self::of(StatusCode::UNPROCESSABLE_ENTITY) }
    }

    /// One field cannot be used.
    pub(crate) fn field(name: &str, detail: &str) -> Self {
        Self::fields(vec![FieldProblem::new(name, detail)])
    }

    /// It cannot be done as things stand.
    pub(crate) fn conflict(detail: &str) -> Self {
        Self::new(StatusCode::CONFLICT, detail)
    }

    /// Something in the address cannot be used.
    pub(crate) fn parameter(name: &str, detail: &str) -> Self {
        let errors = vec![FieldProblem::new(name, detail)];
        Self { errors, ..Self::new(StatusCode::BAD_REQUEST, "Correct the address: errors lists what is wrong.") }
    }

    fn response(&self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        HttpResponse::build(status).content_type(MEDIA_TYPE).json(self)
    }
}

fn sentence(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "Send a token that works: Authorization: Bearer TOKEN. A coordinator gives it out.",
        403 => "Use a key that is for this: its scopes, or the role of whoever made it, do not reach so far.",
        404 => "There is nothing here, or nothing for you.",
        405 => "Use one of the methods that the header Allow names.",
        408 => "Send it again: it took too long to arrive.",
        409 => "Get it again and look: somebody changed it since, or it is past this step.",
        413 => "Send less at once: the body is too large.",
        415 => "Send the body uncompressed, in the type that the document names, and say so in Content-Type.",
        422 => "Correct what errors lists; nothing was kept.",
        429 => "Wait a minute: there were too many requests.",
        500.. => "Try again later: this is our fault, and it has been noted.",
        _ => "Correct the request: it cannot be read.",
    }
}

/// The document for an error that has no words of its own.
pub(crate) fn of_status(status: StatusCode) -> HttpResponse {
    ProblemDocument::of(status).response()
}

/// What actix-web says of a query that it could not read. For people it becomes a page later.
pub(crate) fn of_query(error: QueryPayloadError, request: &HttpRequest) -> Error {
    if !request.path().starts_with("/api/") {
        return WebError::BadRequest.into();
    }
    // "unknown field `x`, expected …" is the only way in which our queries, all of optional texts, go wrong.
    let QueryPayloadError::Deserialize(error) = error else { return WebError::BadRequest.into() };
    let error = error.to_string();
    let name = error.split('`').nth(1).map(shortened).unwrap_or_default();
    ProblemDocument::parameter(&name, "Leave this parameter out, or name it once: it is unknown, or there twice.")
        .into()
}

/// The language of the sentences about fields: English, unless Dutch is asked for.
pub(crate) fn texts(request: &HttpRequest) -> Texts {
    Texts::of(page::wish(request).unwrap_or(Locale::En))
}

impl std::fmt::Display for ProblemDocument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

impl ResponseError for ProblemDocument {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = self.response();
        let header = match self.status {
            401 => Some((header::WWW_AUTHENTICATE, "Bearer")),
            429 => Some((header::RETRY_AFTER, "60")),
            _ => None,
        };
        if let Some((name, value)) = header {
            response.headers_mut().insert(name, header::HeaderValue::from_static(value));
        }
        response
    }
}

impl From<WebError> for ProblemDocument {
    fn from(error: WebError) -> Self {
        Self::of(error.status_code())
    }
}

impl From<StoreError> for ProblemDocument {
    fn from(error: StoreError) -> Self {
        WebError::from(error).into()
    }
}

impl From<RoundError> for ProblemDocument {
    fn from(error: RoundError) -> Self {
        match error {
            RoundError::Store(error) => error.into(),
            RoundError::NotFound => Self::of(StatusCode::NOT_FOUND),
            RoundError::Changed => Self::of(StatusCode::CONFLICT),
            RoundError::Outdated(duos) => {
                Self::new(StatusCode::CONFLICT, matching_copy::outdated(Texts::of(Locale::En), &duos))
            }
            RoundError::Joined(names) => {
                Self::new(StatusCode::CONFLICT, matching_copy::joined(Texts::of(Locale::En), &names))
            }
            RoundError::PlaceTaken(taken) => {
                Self::field("settings.locked", &matching_copy::taken(Texts::of(Locale::En), &taken))
            }
            RoundError::TooManyPairs => {
                Self::field("change", &format!("There are {MAX_PAIRS} of these already: take some away first."))
            }
            RoundError::Stranger => Self::field("people", "Give two professionals who take part in the round."),
            RoundError::Obstacles(list) => {
                let texts = Texts::of(Locale::En);
                let why =
                    list.into_iter().map(|(two, why)| matching_copy::obstacle(texts, two, why, |id| id.to_string()));
                Self::new(StatusCode::CONFLICT, why.collect::<Vec<_>>().join(" "))
            }
            RoundError::ClosedTooLong => Self::new(
                StatusCode::CONFLICT,
                "A round can be opened again for two weeks after it was closed.".to_owned(),
            ),
            RoundError::Held(until) => Self::new(
                StatusCode::CONFLICT,
                format!(
                    "The introductions of this round leave at {}. Call them back, or do this afterwards.",
                    until.format("%Y-%m-%dT%H:%M:%SZ")
                ),
            ),
            RoundError::NothingToUndo => Self::new(StatusCode::CONFLICT, "There is nothing to undo.".to_owned()),
            RoundError::AnswerBy => Self::field("answer_by", "Choose a day from tomorrow up to a year from now."),
            RoundError::Propose(ProposeError::NoGroups) => {
                Self::field("settings.groups", "Give a first group: an exchange needs one.")
            }
            RoundError::Propose(ProposeError::Lock(error)) => {
                Self::field("settings.locked", &matching_copy::lock(Texts::of(Locale::En), &error))
            }
            RoundError::Propose(error @ ProposeError::TooManyPairs) => Self::field("settings.kind", &error.to_string()),
            RoundError::Propose(other) => {
                tracing::error!(error = %other, "a round could not be matched");
                Self::of(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }
}

/// The answer when somebody else was first, or the round is past this step.
pub(crate) struct Changed;

impl IntoResponses for Changed {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        [response_of(StatusCode::CONFLICT)].into()
    }
}

/// The answer with this status, as the document has it.
pub(crate) fn response_of(status: StatusCode) -> (String, RefOr<Response>) {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let response = ResponseBuilder::new()
        .description(status.canonical_reason().unwrap_or("Error"))
        .content(MEDIA_TYPE, content)
        .build();
    (status.as_str().to_owned(), response.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ValidationError as Wrong;
    use actix_web::body::to_bytes;

    #[actix_web::test]
    async fn a_status_becomes_a_document() {
        let response = of_status(StatusCode::NOT_FOUND);
        assert_eq!(response.headers().get(header::CONTENT_TYPE).unwrap(), MEDIA_TYPE);
        let body: serde_json::Value = serde_json::from_slice(&to_bytes(response.into_body()).await.unwrap()).unwrap();
        assert_eq!(
            body,
            serde_json::json!({
                "type": "about:blank", "title": "Not Found", "status": 404,
                "detail": "There is nothing here, or nothing for you.",
            })
        );
    }

    #[test]
    fn every_status_has_a_sentence() {
        for status in (400..600).filter_map(|s| StatusCode::from_u16(s).ok()) {
            assert!(ProblemDocument::of(status).detail.ends_with('.'));
        }
    }

    #[test]
    fn errors_of_fields_have_the_reader_s_words() {
        let error = FieldError { field: Field::Capacity, problem: Wrong::OutOfRange { min: 1, max: 20 } };
        let of = |locale| FieldProblem::of_profile(&error, Texts::of(locale));
        assert_eq!(of(Locale::En).field.as_deref(), Some("capacity"));
        assert!(of(Locale::En).detail.starts_with("Enter a number from 1 to 20"));
        assert_ne!(of(Locale::En), of(Locale::Nl));
    }

    #[test]
    fn what_failed_inside_stays_inside() {
        let problem = ProblemDocument::from(StoreError::Corrupt("duos.state 'x'".to_owned()));
        assert_eq!(problem, ProblemDocument::of(StatusCode::INTERNAL_SERVER_ERROR));
    }

    #[test]
    fn nobody_gets_in_without_being_told_how() {
        let response = ProblemDocument::of(StatusCode::UNAUTHORIZED).error_response();
        assert_eq!(response.headers().get(header::WWW_AUTHENTICATE).unwrap(), "Bearer");
    }
}
