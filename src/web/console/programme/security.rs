//! The security log: who came in or was refused, and who looked at whom.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::{CoordinatorId, ProfessionalId, SecurityLineId};
use crate::locale::Texts;
use crate::service::programme::security::{self, Event, Noted};
use crate::store::person::professional_search;
use crate::store::programme::coordinators;
use crate::store::programme::programmes::Programme;
use crate::web::console::frame::Section;
use crate::web::console::older::Before;
use crate::web::errors::WebError;
use crate::web::page::Page;
use crate::web::security::session::SignedIn;

/// How many stand on one page.
const A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "web/templates/coordinator/security.html")]
struct SecurityPage {
    page: Page,
    programme: Programme,
    /// When, who, and what.
    lines: Vec<(String, String, String)>,
    is_first: bool,
    /// Before which line the next page begins, if there is one.
    next: Option<SecurityLineId>,
}

/// What happened, in words.
fn what(t: Texts, event: &Event, person: &str) -> String {
    match event {
        Event::LinkAsked => t.text("security-link-asked"),
        Event::SignedOutEverywhere => t.text("security-signed-out-everywhere"),
        Event::SessionClosed => t.text("security-session-closed"),
        Event::SignedIn => t.text("security-signed-in"),
        Event::SignedInElsewhere { issuer } => t.with("security-signed-in-elsewhere", &[("issuer", issuer)]),
        Event::AccountRefused { issuer } => t.with("security-account-refused", &[("issuer", issuer)]),
        Event::SignedOut => t.text("security-signed-out"),
        Event::SignInRefused => t.text("security-sign-in-refused"),
        Event::CodeGiven => t.text("security-code-given"),
        Event::CodeWrong => t.text("security-code-wrong"),
        Event::SessionEnded => t.text("security-session-ended"),
        Event::KeyUsed { label } => t.with("security-key-used", &[("label", label)]),
        Event::Refused { method, route } => t.with("security-refused", &[("method", method), ("route", route)]),
        Event::ProfileSeen => t.with("security-profile-seen", &[("name", person)]),
        Event::ProfilesRead => t.text("security-profiles-read"),
        Event::ListSeen { path } => t.with("security-list-seen", &[("path", path)]),
        Event::DataFetched => t.text("security-data-fetched"),
    }
}

/// Shows the log, newest first.
pub(crate) async fn list(
    app: web::Data<App>,
    slug: web::Path<String>,
    before: web::Query<Before<SecurityLineId>>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let page = Page::of(&request);
    let shown = app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let read = |before, limit| security::page(c, programme.id, before, limit);
        let (noted, next) = before.page((A_PAGE, SecurityLineId(i64::MAX)), read, |line| line.id)?;
        let people: Vec<ProfessionalId> = noted.iter().filter_map(|line| line.whom.professional).collect();
        let coordinators: Vec<CoordinatorId> = noted.iter().filter_map(|line| line.whom.coordinator).collect();
        let people = professional_search::names(c, &people)?;
        let coordinators = coordinators::addresses(c, &coordinators)?;
        let page = page.in_console(&programme, Section::Activity);
        let lines = noted.iter().map(|line| words(page.t, line, &people, &coordinators)).collect();
        Ok::<_, WebError>(SecurityPage { page, programme, lines, is_first: before.is_first(), next })
    });
    let shown = shown.await?;
    shown.page.ok(&shown)
}

/// A line in words: when, who, and what.
fn words(
    t: Texts,
    line: &Noted,
    people: &HashMap<ProfessionalId, String>,
    coordinators: &HashMap<CoordinatorId, String>,
) -> (String, String, String) {
    let gone = || t.text("activity-gone");
    let person = line.whom.professional.map(|id| people.get(&id).cloned().unwrap_or_else(gone)).unwrap_or_default();
    let who = match line.whom.coordinator {
        Some(id) => coordinators.get(&id).cloned().unwrap_or_else(gone),
        None => person.clone(),
    };
    (t.moment(line.happened_at), who, what(t, &line.event, &person))
}
