//! Access to a programme: keys for programs, which are shown once, and the reader's own second factor and sessions.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};

use super::sign_in::signed_out;
use crate::app::App;
use crate::domain::programme::access::{Role, Scopes};
use crate::domain::{ProgrammeId, SingleLine, TokenHash, ValidationError};
use crate::service::programme::keys::{self, NewKey};
use crate::service::programme::{coordinators, second_factor};
use crate::store::Connection;
use crate::store::programme::coordinators as kept;
use crate::store::programme::coordinators::Session;
use crate::store::programme::programmes::Programme;
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::{self, SignedIn};

#[derive(Template)]
#[template(path = "web/templates/coordinator/access.html")]
struct AccessPage {
    page: Page,
    programme: Programme,
    keys: Vec<ShownKey>,
    /// The programmes that a key can be for, and whether it is for this one.
    programmes: Vec<(ProgrammeId, String, bool)>,
    scopes: Scopes,
    /// Its hash, since when, last used, and whether it is this one.
    sessions: Vec<(String, String, String, bool)>,
    /// How many recovery codes are left, if there is a second factor.
    recovery_left: Option<i64>,
    typed_label: String,
    new: Option<String>,
    problem: Option<String>,
    programmes_problem: Option<String>,
}

/// A key as it is shown.
struct ShownKey {
    hash: String,
    label: String,
    by: String,
    scopes: Scopes,
    made: String,
    until: String,
    used: Option<String>,
    /// Whether the reader may take it away, and whether they made it.
    is_revocable: bool,
    is_own: bool,
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

/// The page within the settings of a programme.
fn built(
    c: &mut Connection,
    (page, own): (Page, Option<TokenHash>),
    slug: &str,
    reader: &SignedIn,
    now: DateTime<Utc>,
) -> Result<AccessPage, WebError> {
    let programme = reader.programme(c, slug)?;
    let page = page.in_console(&programme, Section::Settings);
    let (you, is_owner) = (reader.0.id, page.is_for_owner());
    let keys = keys::of_programme(c, programme.id, now)?.into_iter().map(|(key, by)| ShownKey {
        is_revocable: is_owner || key.coordinator_id == you,
        is_own: key.coordinator_id == you,
        by,
        scopes: key.scopes,
        made: page.t.date(key.created_at.date()),
        until: page.t.moment(key.expires_at),
        used: key.used_at.map(|used| page.t.moment(used)),
        hash: key.hash,
        label: key.label,
    });
    let keys = keys.collect();
    let mut programmes = Vec::new();
    for one in kept::programmes(c, you)? {
        if kept::role(c, you, one.id)? >= Some(Role::Coordinator) {
            programmes.push((one.id, one.name(page.t.locale()).to_owned(), one.id == programme.id));
        }
    }
    let is_own = |hash: &str| own.as_ref().is_some_and(|own| own.as_str() == hash);
    let sessions = kept::sessions(c, you, now)?;
    let shown = |one: Session| {
        let is_own = is_own(&one.hash);
        (one.hash, page.t.moment(one.began_at), page.t.moment(one.used_at), is_own)
    };
    let sessions = sessions.into_iter().map(shown).collect();
    Ok(AccessPage {
        recovery_left: second_factor::recovery_left(c, you)?,
        page,
        programme,
        keys,
        programmes,
        scopes: Scopes::ALL,
        sessions,
        typed_label: String::new(),
        new: None,
        problem: None,
        programmes_problem: None,
    })
}

/// Lists the keys that work.
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

/// Makes a key and shows it this once.
pub(crate) async fn give(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (now, page) = (app.now(), reader_of(&request));
    let label: Result<SingleLine<60>, ValidationError> = SingleLine::parse(fields.one("label"));
    let scopes: Scopes = fields.all("scope").join(" ").parse().map_err(|_| WebError::BadRequest)?;
    let programmes: Vec<ProgrammeId> = fields.all("programme").iter().filter_map(|id| id.parse().ok()).collect();
    let label = match label {
        Ok(label) if !programmes.is_empty() => label,
        slip => {
            let mut shown = app.read(move |c| built(c, page, &slug, &signed_in, now)).await?;
            let t = &shown.page.t;
            let problem = slip.err().map(|problem| t.problem_of(&t.text("access-label"), &problem));
            shown.programmes_problem = programmes.is_empty().then(|| t.text("access-programmes-missing"));
            shown.problem = problem;
            shown.scopes = scopes;
            fields.one("label").clone_into(&mut shown.typed_label);
            for (id, _, is_for) in &mut shown.programmes {
                *is_for = programmes.contains(id);
            }
            return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let shown = app.act(signed_in.actor(), move |cx| {
        let new = NewKey { label: label.to_string(), scopes, programmes };
        let key = keys::give(cx, &new)?;
        let shown = built(cx.c, page, &slug, &signed_in, now)?;
        Ok::<_, WebError>(AccessPage { new: Some(key.to_hex()), ..shown })
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

/// Ends every session of the reader, this one as well.
pub(crate) async fn sign_out_everywhere(
    app: web::Data<App>,
    request: HttpRequest,
    signed_in: SignedIn,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    app.act(signed_in.actor(), coordinators::sign_out_everywhere).await?;
    signed_out(&request)
}

/// Takes a key away.
pub(crate) async fn revoke(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    signed_in: SignedIn,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, hash) = path.into_inner();
    let back = address(&slug);
    let revoke = app.act(signed_in.actor(), move |cx| {
        let programme = signed_in.programme(cx.c, &slug)?;
        Ok::<_, WebError>(keys::revoke(cx, programme.id, &hash)?)
    });
    revoke.await?;
    Ok(see_other(&back))
}
