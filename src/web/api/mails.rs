//! The mails of a programme, and sending those that failed after all.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json, Path, Query};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::paging::{Page, Paging};
use super::problem_document::{Changed, ProblemDocument};
use super::program::{ApiClient, nothing};
use crate::app::App;
use crate::domain::MailId;
use crate::service::mail::mails::{self as action, ResendError};
use crate::store::mail::outbox::{Entry, MailState};

/// A mail. What it says is not here: there are links in it that are for its reader only.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Mail {
    #[schema(value_type = i64)]
    id: MailId,
    /// What it is about, such as `introduction`.
    kind: String,
    recipient: String,
    recipient_name: String,
    /// `waiting`, `sent`, `failed`, `bounced`, or `withdrawn`: what it says was no longer so before it left.
    #[schema(pattern = "^(waiting|sent|failed|bounced|withdrawn)$")]
    state: String,
    /// How often it was tried.
    attempts: i32,
    /// What went wrong the last time, in the mail server's words.
    #[schema(required)]
    last_error: Option<String>,
    created_at: DateTime<Utc>,
    /// When it is tried next, while it waits.
    #[schema(required)]
    next_attempt_at: Option<DateTime<Utc>>,
    #[schema(required)]
    sent_at: Option<DateTime<Utc>>,
    /// Why it was withdrawn, such as `answered`, `duo_changed` or `called_back`.
    #[schema(required)]
    withdrawn_why: Option<String>,
    /// When it was given up or withdrawn, or came back.
    #[schema(required)]
    failed_at: Option<DateTime<Utc>>,
    /// Whether it failed, and its content is still there to be sent.
    can_be_resent: bool,
}

impl Mail {
    fn of(entry: Entry) -> Self {
        let time = |time: Option<NaiveDateTime>| time.map(|t| t.and_utc());
        Self {
            id: entry.id,
            kind: entry.kind,
            recipient: entry.recipient,
            recipient_name: entry.recipient_name,
            state: entry.state.to_string(),
            attempts: entry.attempts,
            last_error: entry.last_error,
            created_at: entry.created_at.and_utc(),
            next_attempt_at: time(entry.next_attempt_at),
            sent_at: time(entry.sent_at),
            withdrawn_why: entry.withdrawn_why.map(|why| why.to_string()),
            failed_at: time(entry.failed_at),
            can_be_resent: entry.can_be_resent,
        }
    }
}

impl From<ResendError> for ProblemDocument {
    fn from(error: ResendError) -> Self {
        match error {
            ResendError::Store(error) => error.into(),
            ResendError::NotFound => nothing(),
            ResendError::NotFailed => Self::new(StatusCode::CONFLICT, "Leave this mail be: it has not failed."),
            ResendError::Forgotten => Self::new(
                StatusCode::CONFLICT,
                "Have a new mail made: this one failed more than 30 days ago, and its content was removed.",
            ),
        }
    }
}

/// Which mails, and which page of them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those in this state: `waiting`, `sent`, `failed`, `bounced` or `withdrawn`.
    state: Option<String>,
    /// `next` of the page before; the first page without.
    cursor: Option<String>,
    /// How many items at most.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 200, default = 50)]
    limit: Option<String>,
}

/// List the mails of a programme
#[utoipa::path(
    get,
    path = "/api/v1/programmes/{slug}/mails",
    operation_id = "list_mails",
    tag = "coordinator",
    security(("token" = [])),
    params(("slug" = String, Path, description = "The programme's name in addresses."), Which),
    responses((status = 200, description = "A page of the mails, newest first.", body = Page<Mail>))
)]
pub(crate) async fn list(
    app: Data<App>,
    program: ApiClient,
    slug: Path<String>,
    which: Query<Which>,
) -> Result<Json<Page<Mail>>, ProblemDocument> {
    let Which { state, cursor, limit } = which.into_inner();
    let state = state.map(|word| word.parse::<MailState>()).transpose();
    let state = state.map_err(|_| {
        ProblemDocument::parameter("state", "Choose one of waiting, sent, failed, bounced and withdrawn.")
    })?;
    let paging = Paging::new(cursor, limit);
    let (before, limit) = (paging.after()?, paging.limit()?);
    let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let found = app.read(move |c| {
        let programme = program.programme(c, &slug)?;
        Ok::<_, ProblemDocument>(action::list(c, programme.id, state, before, one_more)?)
    });
    Ok(Json(Page::of(found.await?, limit, |mail| mail.id.to_string()).map(Mail::of)))
}

/// Send a failed mail after all
///
/// It is the same mail with the same links, put back in the queue.
#[utoipa::path(
    post,
    path = "/api/v1/programmes/{slug}/mails/{id}/resending",
    operation_id = "resend_mail",
    tag = "coordinator",
    security(("token" = [])),
    params(
        ("slug" = String, Path, description = "The programme's name in addresses."),
        ("id" = i64, Path, description = "The mail's identifier."),
    ),
    responses((status = 200, description = "The mail, which waits again.", body = Mail), Changed)
)]
pub(crate) async fn resend(
    app: Data<App>,
    program: ApiClient,
    path: Path<(String, MailId)>,
) -> Result<Json<Mail>, ProblemDocument> {
    let (slug, id) = path.into_inner();
    let mail = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        let programme = program.programme(cx.c, &slug)?;
        Ok(action::resend(cx, programme.id, id)?)
    });
    Ok(Json(Mail::of(mail.await?)))
}
