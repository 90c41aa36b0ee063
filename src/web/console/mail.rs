//! The mails of a programme, by where they are, with the servers' own words.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::{MailId, MailingId};
use crate::locale::Texts;
use crate::service::mail::mailings::{self, CallBackError};
use crate::service::mail::mails::{self as action, ResendError};
use crate::store::mail::mailings::Mailing;
use crate::store::mail::outbox::{self, Entry, MailState, Pause};
use crate::store::programme::programmes::Programme;
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// What can come of sending a mail again.
const DONE: [&str; 6] = ["queued", "not-failed", "forgotten", "called-back", "too-late", "changed"];

/// How many stand on one page.
const A_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "web/templates/coordinator/mail.html")]
struct MailPage {
    page: Page,
    programme: Programme,
    state: MailState,
    counts: outbox::Counts,
    mails: Vec<Entry>,
    /// Why no mail leaves, while that is so.
    paused: Option<Pause>,
    is_first: bool,
    /// What can be called back now.
    held: Vec<Held>,
    /// What came of sending one again: a key of `mail-again`.
    done: Option<&'static str>,
    /// Before which mail the next page begins, if there is one.
    next: Option<MailId>,
}

/// An act whose mails wait, and can be called back.
struct Held {
    id: MailingId,
    /// What was done, and how many mails wait until when.
    words: String,
}

/// What was done, how many mails wait for it and until when.
pub(crate) fn held_in_words(t: Texts, mailing: &Mailing) -> String {
    let moment = t.moment(mailing.leaves_at);
    let mails = usize::try_from(mailing.mails).unwrap_or_default();
    let kind = t.word("mailing", mailing.kind.as_str());
    t.count("mailing-waits", mails, &[("what", &kind), ("moment", &moment)])
}

impl MailPage {
    fn tabs(&self) -> Vec<(MailState, i64)> {
        MailState::ALL.iter().copied().zip(self.counts).collect()
    }

    fn can_resend(&self) -> bool {
        self.mails.iter().any(|mail| mail.can_be_resent)
    }

    /// Whether some of them say why they did not leave: in our words, or in a server's.
    fn has_errors(&self) -> bool {
        self.mails.iter().any(|mail| mail.last_error.is_some() || mail.withdrawn_why.is_some())
    }
}

/// Which mails; those that failed, if nothing is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    state: Option<String>,
    before: Option<MailId>,
    /// What came of sending one again.
    done: Option<String>,
}

/// Lists the mails in one state, newest first.
pub(crate) async fn list(
    app: web::Data<App>,
    slug: web::Path<String>,
    which: web::Query<Which>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let page = Page::of(&request);
    let wanted: Option<MailState> = which.state.as_deref().and_then(|word| word.parse().ok());
    let before = which.before;
    let now = app.now();
    let done = which.done.as_deref().and_then(|word| DONE.into_iter().find(|known| *known == word));
    let shown = app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let counts = outbox::counts(c, programme.id)?;
        // What needs looking at comes first.
        let failed = counts[2] > 0;
        let state = wanted.unwrap_or(if failed { MailState::Failed } else { MailState::Sent });
        let limit = i64::try_from(A_PAGE + 1).unwrap_or(i64::MAX);
        let mut mails = action::list(c, programme.id, Some(state), before, limit)?;
        let more = mails.len() > A_PAGE;
        mails.truncate(A_PAGE);
        let next = mails.last().map(|mail| mail.id).filter(|_| more);
        let held = mailings::open(c, programme.id, now)?;
        let held = held.iter().map(|one| Held { id: one.id, words: held_in_words(page.t, one) }).collect();
        let page = page.in_console(&programme, Section::Mail);
        let (paused, is_first) = (outbox::paused(c)?, before.is_none());
        Ok::<_, WebError>(MailPage { page, programme, state, counts, mails, paused, is_first, held, done, next })
    });
    let shown = shown.await?;
    shown.page.ok(&shown)
}

/// Puts a mail that failed back in the queue.
pub(crate) async fn resend(
    app: web::Data<App>,
    path: web::Path<(String, MailId)>,
    signed_in: SignedIn,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, mail) = path.into_inner();
    let resend = app.act(signed_in.actor(), move |cx| {
        let programme = signed_in.programme(cx.c, &slug)?;
        let done = match action::resend(cx, programme.id, mail) {
            Ok(_) => "queued",
            Err(ResendError::NotFailed) => "not-failed",
            Err(ResendError::Forgotten) => "forgotten",
            Err(ResendError::NotFound) => return Err(WebError::NotFound),
            Err(ResendError::Store(error)) => return Err(error.into()),
        };
        Ok((programme.slug, done))
    });
    let (slug, done) = resend.await?;
    Ok(see_other(&format!("/coordinator/{slug}/mail?state=failed&done={done}")))
}

/// Calls an act back: none of its mails leaves, and what it did is undone.
pub(crate) async fn call_back(
    app: web::Data<App>,
    path: web::Path<(String, MailingId)>,
    signed_in: SignedIn,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    let ((slug, id), actor) = (path.into_inner(), signed_in.actor());
    let programme = app.read(move |c| signed_in.programme(c, &slug)).await?;
    let of = programme.id;
    let made = app.act(actor, move |cx| mailings::call_back(cx, (of, id))).await;
    let done = match made {
        Ok(_) => "called-back",
        Err(CallBackError::TooLate) => "too-late",
        Err(CallBackError::Changed) => "changed",
        Err(CallBackError::NotFound) => return Err(WebError::NotFound),
        Err(CallBackError::Store(error)) => return Err(error.into()),
    };
    Ok(see_other(&format!("/coordinator/{}/mail?state=withdrawn&done={done}", programme.slug)))
}
