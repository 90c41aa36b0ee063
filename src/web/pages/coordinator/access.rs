//! Access for a coordinator's own programs: API tokens, shown once.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};

use super::super::super::console::Section;
use super::super::super::errors::WebError;
use super::super::super::fields::Fields;
use super::super::super::page::{Page, see_other};
use super::super::super::session::{self, SignedIn};
use crate::actions::coordinators;
use crate::app::App;
use crate::domain::{Line, Problem, TokenHash};
use crate::store::coordinators::Session;
use crate::store::programmes::Programme;
use crate::store::{Connection, coordinators as kept, tokens};

#[derive(Template)]
#[template(path = "web/templates/coordinator/access.html")]
struct AccessPage {
    page: Page,
    programme: Programme,
    /// Hash, label, day.
    tokens: Vec<(String, String, String)>,
    /// Its hash, since when, last used, and whether it is this one.
    sessions: Vec<(String, String, String, bool)>,
    new: Option<String>,
    problem: Option<String>,
}

impl AccessPage {
    fn action(&self) -> String {
        address(&self.programme.slug)
    }
}

/// The page, and the session that it is asked with.
fn reader_of(request: &HttpRequest) -> (Page, Option<TokenHash>) {
    (Page::of(request), session::secret(request).map(|secret| secret.hash()))
}

fn address(slug: impl std::fmt::Display) -> String {
    format!("/coordinator/{slug}/settings/access")
}

/// The page within the settings of a programme. Tokens are the coordinator's own, for whatever they coordinate.
fn built(
    c: &mut Connection,
    (page, own): (Page, Option<TokenHash>),
    slug: &str,
    reader: &SignedIn,
    now: DateTime<Utc>,
) -> Result<AccessPage, WebError> {
    let programme = reader.programme(c, slug)?;
    let page = page.in_console(&programme, Section::Settings);
    let tokens = tokens::api_tokens(c, reader.0.id, now)?;
    let tokens = tokens.into_iter().map(|(hash, label, made)| (hash, label, page.t.date(made.date()))).collect();
    let is_own = |hash: &str| own.as_ref().is_some_and(|own| own.as_str() == hash);
    let sessions = kept::sessions(c, reader.0.id, now)?;
    let shown = |one: Session| {
        let is_own = is_own(&one.hash);
        (one.hash, page.t.moment(one.began_at), page.t.moment(one.used_at), is_own)
    };
    let sessions = sessions.into_iter().map(shown).collect();
    Ok(AccessPage { page, programme, tokens, sessions, new: None, problem: None })
}

/// Lists the tokens that work.
pub(crate) async fn list(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (now, page) = (app.now(), reader_of(&request));
    let shown = app.read(move |c| built(c, page, &slug, &signed_in, now)).await?;
    shown.page.ok(&shown)
}

/// Makes a token and shows it this once.
pub(crate) async fn give(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (now, page) = (app.now(), reader_of(&request));
    let label: Result<Line<60>, Problem> = Line::parse(fields.one("label"));
    let label = match label {
        Ok(label) => label,
        Err(problem) => {
            let mut shown = app.read(move |c| built(c, page, &slug, &signed_in, now)).await?;
            shown.problem = Some(shown.page.t.problem_of(&shown.page.t.text("access-label"), &problem));
            return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let shown = app.act(signed_in.actor(), move |cx| {
        let token = coordinators::give_api_access(cx, label.as_str())?;
        let shown = built(cx.c, page, &slug, &signed_in, now)?;
        Ok::<_, WebError>(AccessPage { new: Some(token.to_hex()), ..shown })
    });
    let shown = shown.await?;
    shown.page.ok(&shown)
}

/// Ends one of the reader's sessions.
pub(crate) async fn end_session(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    signed_in: SignedIn,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, hash) = path.into_inner();
    app.act(signed_in.actor(), move |cx| coordinators::end_session(cx, &hash)).await?;
    Ok(see_other(&address(slug)))
}

/// Makes a token useless.
pub(crate) async fn revoke(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    signed_in: SignedIn,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, hash) = path.into_inner();
    app.act(signed_in.actor(), move |cx| coordinators::take_api_access(cx, &hash)).await?;
    Ok(see_other(&address(slug)))
}
