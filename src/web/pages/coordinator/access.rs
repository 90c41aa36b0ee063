//! Access for a coordinator's own programs: API tokens, shown once.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::super::super::errors::WebError;
use super::super::super::fields::Fields;
use super::super::super::page::{Page, see_other};
use super::super::super::session::SignedIn;
use crate::actions::coordinators;
use crate::app::App;
use crate::domain::{Line, Problem};
use crate::store::tokens;

#[derive(Template)]
#[template(path = "web/templates/coordinator/access.html")]
struct AccessPage {
    page: Page,
    /// Hash, label, day.
    tokens: Vec<(String, String, String)>,
    new: Option<String>,
    problem: Option<String>,
}

async fn shown(app: &App, request: &HttpRequest, coordinator: i64) -> Result<AccessPage, WebError> {
    let (now, page) = (app.now(), Page::of(request));
    let tokens = app.read(move |c| tokens::api_tokens(c, coordinator, now)).await?;
    let tokens = tokens.into_iter().map(|(hash, label, made)| (hash, label, page.t.date(made.date()))).collect();
    Ok(AccessPage { page, tokens, new: None, problem: None })
}

/// Lists the tokens that work.
pub(crate) async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let shown = shown(&app, &request, signed_in.0.id).await?;
    shown.page.ok(&shown)
}

/// Makes a token and shows it this once.
pub(crate) async fn give(
    app: web::Data<App>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let coordinator = signed_in.0.id;
    let label: Result<Line<60>, Problem> = Line::parse(fields.one("label"));
    let label = match label {
        Ok(label) => label,
        Err(problem) => {
            let mut shown = shown(&app, &request, coordinator).await?;
            shown.problem = Some(shown.page.t.problem_of(&shown.page.t.text("access-label"), &problem));
            return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let (now, policy) = (app.now(), app.policy().clone());
    let token = app.write(move |c| coordinators::give_api_access(c, &policy, coordinator, label.as_str(), now)).await?;
    let mut shown = shown(&app, &request, coordinator).await?;
    shown.new = Some(token.to_hex());
    shown.page.ok(&shown)
}

/// Makes a token useless.
pub(crate) async fn revoke(
    app: web::Data<App>,
    hash: web::Path<String>,
    signed_in: SignedIn,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    let now = app.now();
    app.write(move |c| coordinators::take_api_access(c, signed_in.0.id, &hash, now)).await?;
    Ok(see_other("/coordinator/access"))
}
