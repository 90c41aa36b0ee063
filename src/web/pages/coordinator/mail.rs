//! The mails of a programme, by where they are, with the servers' own words.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::super::super::console::Section;
use super::super::super::errors::WebError;
use super::super::super::page::Page;
use super::super::super::session::SignedIn;
use crate::app::App;
use crate::store::mail_list::{self, ListedMail};
use crate::store::outbox::{self, MailState};
use crate::store::programmes::Programme;

/// How many stand on one page.
const A_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "web/templates/coordinator/mail.html")]
struct MailPage {
    page: Page,
    programme: Programme,
    state: MailState,
    counts: [i64; 3],
    mails: Vec<ListedMail>,
    is_first: bool,
    /// Before which mail the next page begins, if there is one.
    next: Option<i64>,
}

impl MailPage {
    fn tabs(&self) -> Vec<(MailState, i64)> {
        MailState::ALL.iter().copied().zip(self.counts).collect()
    }

    fn has_errors(&self) -> bool {
        self.mails.iter().any(|mail| mail.last_error.is_some())
    }
}

/// Which mails; those that failed, if nothing is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    state: Option<String>,
    before: Option<i64>,
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
    let shown = app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let counts = outbox::counts(c, programme.id)?;
        // What needs looking at comes first.
        let failed = counts[2] > 0;
        let state = wanted.unwrap_or(if failed { MailState::Failed } else { MailState::Sent });
        let limit = i64::try_from(A_PAGE + 1).unwrap_or(i64::MAX);
        let mut mails = mail_list::in_state(c, programme.id, state, before.unwrap_or(i64::MAX), limit)?;
        let more = mails.len() > A_PAGE;
        mails.truncate(A_PAGE);
        let next = mails.last().map(|mail| mail.id).filter(|_| more);
        let page = page.in_console(&programme, Section::Mail);
        Ok::<_, WebError>(MailPage { page, programme, state, counts, mails, is_first: before.is_none(), next })
    });
    let shown = shown.await?;
    shown.page.ok(&shown)
}
