//! Mails that came back, handed in by a mail server or a relay's webhook: signed, because no coordinator stands behind
//! them.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Data, Json, Payload};
use actix_web::{HttpMessage, HttpRequest};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use utoipa::ToSchema;

use super::body;
use super::problem_document::ProblemDocument;
use crate::app::App;
use crate::mail::transport::bounce;
use crate::service::mail::bounces::{self as action, Noted};
use crate::service::programme::activity::Actor;
use crate::store::StoreError;
use crate::web::security::rate_limits;

/// A report may bring the whole mail back.
const MOST: usize = 256 * 1024;
/// So long it may take to come in.
const LONGEST: Duration = Duration::from_secs(10);
/// Enough for a report that is nothing but messages within messages: what reads and drops it goes as deep as they do.
const STACK: usize = 64 * 1024 * 1024;
/// A signature is good for so many seconds, before and after.
const GOOD_FOR: i64 = 300;
const TIMESTAMP: &str = "tweespan-timestamp";
const SIGNATURE: &str = "tweespan-signature";
const REPORT: &str = "message/rfc822";

/// A mail of ours that was not delivered, or not yet.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bounce {
    /// The Message-ID of our mail, with or without brackets.
    #[schema(example = "5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a@tweespan")]
    message_id: String,
    /// The enhanced status code (RFC 3463): 5.x.x when it came back for good, 4.x.x when it is late.
    #[schema(example = "5.1.1", pattern = "^[45]\\.[0-9]{1,3}\\.[0-9]{1,3}$")]
    status: String,
    /// What the mail server said.
    #[serde(default)]
    reason: String,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Outcome {
    outcome: Word,
}

/// What came of a bounce.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Word {
    /// The mail is marked as returned, and its address too where the status says that it does not exist.
    Returned,
    /// That the mail is late is noted.
    Late,
    /// No mail of ours has this Message-ID.
    Unknown,
    /// It tells of nothing that went wrong.
    NoBounce,
}

/// Hand in a bounce
///
/// Either one message as RFC 3464 has it (`message/rfc822`), or JSON. `Tweespan-Timestamp` is the time in seconds since
/// 1970, at most five minutes off; `Tweespan-Signature` is the HMAC-SHA256 of the timestamp, a dot and the body, under
/// the secret that the settings name (`mail.bounce_secret`), in hexadecimal. Twice is as once.
#[utoipa::path(
    post,
    path = "/api/v1/bounces",
    operation_id = "hand_in_bounce",
    tag = "mail server",
    security(("signature" = [])),
    params(
        ("Tweespan-Timestamp" = i64, Header, description = "Seconds since 1970."),
        ("Tweespan-Signature" = String, Header, description = "64 hexadecimal digits."),
    ),
    request_body(content((Bounce = "application/json"), (String = "message/rfc822"))),
    responses((status = 200, description = "What came of it.", body = Outcome))
)]
pub(crate) async fn create(
    app: Data<App>,
    request: HttpRequest,
    payload: Payload,
) -> Result<Json<Outcome>, ProblemDocument> {
    let now = app.now();
    let secret = app.settings().mail.bounce_secret.as_str();
    // Nothing is read of who brings no signature that could be right.
    let (timestamp, signature) = claimed(secret, &request, now.timestamp())?;
    let is_report = matches!(request.mime_type(), Ok(Some(mime)) if mime.essence_str() == REPORT);
    let place = rate_limits::place_for_report(&request)?;
    let kind = if is_report { REPORT } else { "application/json" };
    let body = tokio::time::timeout(LONGEST, body::bytes(&request, payload, kind, MOST)).await;
    let body = body.map_err(|_| ProblemDocument::of(StatusCode::REQUEST_TIMEOUT))??;
    drop(place);
    if !is_signature(secret, timestamp, &body, signature) {
        return Err(unsigned());
    }
    let report = if is_report { app.blocking(move |_| parsed(body)).await? } else { Some(of_json(&body)?) };
    let Some(report) = report else { return Ok(Json(Outcome { outcome: Word::NoBounce })) };
    let kind = if report.status.is_hard() { action::BounceKind::Hard } else { action::BounceKind::Soft };
    let bounce = action::Bounce { message_id: report.message_id, kind, words: report.words };
    let noted = app.act::<_, ProblemDocument>(Actor::Visitor, move |cx| Ok(action::note(cx, &bounce)?)).await?;
    let outcome = match noted {
        Noted::Unknown => Word::Unknown,
        Noted::Late => Word::Late,
        Noted::Returned => Word::Returned,
    };
    Ok(Json(Outcome { outcome }))
}

/// Reads a report on a stack that is deep enough for it.
fn parsed(body: Bytes) -> Result<Option<bounce::Report>, StoreError> {
    let reader = std::thread::Builder::new().stack_size(STACK).spawn(move || bounce::parse(&body));
    let reader = reader.map_err(|error| StoreError::Unavailable(format!("no thread could be had: {error}")))?;
    reader.join().map_err(|_| StoreError::Unavailable("a report could not be read".to_owned()))
}

fn of_json(body: &[u8]) -> Result<bounce::Report, ProblemDocument> {
    let Bounce { message_id, status: code, reason } = body::parse(body)?;
    let message_id = message_id.trim_start_matches('<').trim_end_matches('>').to_owned();
    let status = bounce::Status::parse(&code).filter(|status| status.is_hard() || status.is_soft());
    let status =
        status.ok_or_else(|| ProblemDocument::field("status", "Give a status as 5.1.1 or 4.2.2 (RFC 3463)."))?;
    let words = bounce::words(&format!("{code} {reason}"));
    Ok(bounce::Report { message_id, status, words })
}

/// The time and the signature that a request claims, if it was made just now and there is a secret to sign with.
fn claimed<'a>(secret: &str, request: &'a HttpRequest, now: i64) -> Result<(&'a str, &'a str), ProblemDocument> {
    if secret.is_empty() {
        return Err(ProblemDocument::new(
            StatusCode::FORBIDDEN,
            "Set mail.bounce_secret first: without it nothing is taken in.",
        ));
    }
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let is_fresh = |time: &str| time.parse().is_ok_and(|time: i64| time.abs_diff(now) <= GOOD_FOR.unsigned_abs());
    header(TIMESTAMP).zip(header(SIGNATURE)).filter(|(time, _)| is_fresh(time)).ok_or_else(unsigned)
}

fn unsigned() -> ProblemDocument {
    ProblemDocument::new(
        StatusCode::UNAUTHORIZED,
        "Sign the body: Tweespan-Timestamp with the time, and Tweespan-Signature with the HMAC-SHA256 of the \
         timestamp, a dot and the body.",
    )
}

fn is_signature(secret: &str, timestamp: &str, body: &[u8], signature: &str) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return false };
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    bytes(signature).is_some_and(|signature| mac.verify_slice(&signature).is_ok())
}

/// The bytes that hexadecimal digits stand for.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_of_the_time_and_the_body_under_the_secret() {
        // printf '1764061200.{}' | openssl dgst -sha256 -hmac 'a secret of some length'
        let good = SIGNED;
        assert!(is_signature("a secret of some length", "1764061200", b"{}", good));
        for (secret, time, body, signature) in [
            ("another secret", "1764061200", "{}", good),
            ("a secret of some length", "1764061201", "{}", good),
            ("a secret of some length", "1764061200", "{ }", good),
            ("a secret of some length", "1764061200", "{}", &good[1..]),
            ("a secret of some length", "1764061200", "{}", &good[2..]),
            ("a secret of some length", "1764061200", "{}", ""),
            ("a secret of some length", "1764061200", "{}", "é"),
        ] {
            assert!(!is_signature(secret, time, body.as_bytes(), signature), "{secret} {time} {body} {signature}");
        }
    }

    const SIGNED: &str = "51a277a7b592ef1471a75208e580c94c40abca080c188e8ff207632d75f0aca7";
}
