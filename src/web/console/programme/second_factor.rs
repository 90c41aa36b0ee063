//! The second factor: giving a code, and setting up the app that makes them.

use std::fmt::Write;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use qrcodegen::{QrCode, QrCodeEcc};

use super::open_id;
use crate::app::App;
use crate::domain::TokenHash;
use crate::service::programme::activity::Actor;
use crate::service::programme::second_factor::{self as action, CodeOutcome, Offer, SetUp};
use crate::store::programme::coordinators::OpenSession;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, own_path, see_other};
use crate::web::security::rate_limits;
use crate::web::security::session::{self, Session, SignedIn};
use crate::web::url_query::query;

const ADDRESS: &str = "/coordinator/second-factor";

#[derive(Template)]
#[template(path = "web/templates/coordinator/second_factor.html")]
struct AskPage {
    page: Page,
    to: String,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/second_factor_new.html")]
struct OfferPage {
    page: Page,
    to: String,
    offer: Offer,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/second_factor_codes.html")]
struct CodesPage {
    page: Page,
    to: String,
    codes: Vec<String>,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/prove.html")]
struct AgainPage {
    page: Page,
    email: String,
    /// What the organisation's own sign-in is called, if there is one, and where it leads to.
    elsewhere: Option<String>,
    to: String,
}

impl OfferPage {
    /// The picture that an app reads: a path of squares, and how many there are on a side with the margin.
    fn picture(&self) -> (String, i32) {
        const MARGIN: i32 = 4;
        let Ok(code) = QrCode::encode_text(&self.offer.address, QrCodeEcc::Medium) else { return (String::new(), 1) };
        let size = code.size();
        let mut path = String::new();
        for (x, y) in (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y)) {
            // Writing to a string does not fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
        (path, size + 2 * MARGIN)
    }

    /// The secret in groups of four, as it is read from a screen.
    fn groups(&self) -> String {
        let letters: Vec<char> = self.offer.secret.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join(" ")
    }
}

/// Where the reader goes on.
fn to(text: &str) -> String {
    own_path(text).filter(|path| path.starts_with("/coordinator")).unwrap_or("/coordinator").to_owned()
}

fn asked_to(request: &HttpRequest) -> String {
    let asked: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).unwrap_or_default();
    to(asked.iter().find(|(name, _)| name == "to").map_or("", |(_, path)| path))
}

fn hash_of(request: &HttpRequest) -> Result<TokenHash, WebError> {
    session::secret(request).map(|secret| secret.hash()).ok_or(WebError::SignIn)
}

/// Where whoever may not set up an app now proves first that it is them: by the code of the one that they have, or by another
/// link.
fn prove_first(app: &App, open: &OpenSession) -> Result<HttpResponse, WebError> {
    let back = format!("{ADDRESS}/new");
    if open.second_factor.is_set_up() {
        return Ok(with_to(ADDRESS, &back));
    }
    Err(if app.requires_second_factor() && !open.vouched { WebError::SignIn } else { WebError::ProveAgain { back } })
}

fn with_to(address: &str, to: &str) -> HttpResponse {
    see_other(&format!("{address}{}", query(&[("to", to)])))
}

/// Asks for a code; whoever has no app yet sets one up.
pub(crate) async fn ask(request: HttpRequest, session: Session) -> Result<HttpResponse, WebError> {
    let to = asked_to(&request);
    if !session.0.second_factor.is_set_up() {
        return Ok(with_to(&format!("{ADDRESS}/new"), &to));
    }
    let shown = AskPage { page: Page::of(&request), to, problem: None };
    shown.page.ok(&shown)
}

/// Takes a code.
pub(crate) async fn give(
    app: web::Data<App>,
    request: HttpRequest,
    session: Session,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    rate_limits::count_code(&request, session.0.coordinator.id)?;
    let (hash, to) = (hash_of(&request)?, to(fields.one("to")));
    let code = fields.one("code").to_owned();
    let actor = Actor::Coordinator(session.0.coordinator.id);
    match app.act(actor, move |cx| action::give(cx, &hash, &code)).await? {
        CodeOutcome::Right(secret) => session::kept(&app, &request, &secret, see_other(&to)),
        CodeOutcome::Ended => Err(WebError::SignIn),
        CodeOutcome::Wrong => {
            let page = Page::of(&request);
            let problem = Some(page.t.text("second-factor-wrong"));
            let shown = AskPage { page, to, problem };
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// Shows a secret to an app.
pub(crate) async fn offer(
    app: web::Data<App>,
    request: HttpRequest,
    session: Session,
) -> Result<HttpResponse, WebError> {
    let to = asked_to(&request);
    if !action::may_set_up(app.policy(), &session.0, app.now()) {
        return prove_first(&app, &session.0);
    }
    let offer = action::offer(&session.0.coordinator.email)?;
    let shown = OfferPage { page: Page::of(&request), to, offer, problem: None };
    shown.page.ok(&shown)
}

/// Takes the app, once it gives the right code, and shows the recovery codes this once.
pub(crate) async fn set_up(
    app: web::Data<App>,
    request: HttpRequest,
    session: Session,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (open, hash, to) = (session.0, hash_of(&request)?, to(fields.one("to")));
    rate_limits::count_code(&request, open.coordinator.id)?;
    let secret = fields.one("secret").to_owned();
    let offer = action::offered(&secret, &open.coordinator.email).map_err(|_| WebError::BadRequest)?;
    let code = fields.one("code").to_owned();
    let actor = Actor::Coordinator(open.coordinator.id);
    let page = Page::of(&request);
    match app.act(actor, move |cx| action::set_up(cx, &hash, &secret, &code)).await? {
        SetUp::Done(codes, secret) => {
            let shown = CodesPage { page, to, codes };
            session::kept(&app, &request, &secret, shown.page.ok(&shown)?)
        }
        SetUp::NotAllowed => prove_first(&app, &open),
        SetUp::Wrong => {
            let problem = Some(page.t.text("second-factor-wrong"));
            let shown = OfferPage { page, to, offer, problem };
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        SetUp::Ended => Err(WebError::SignIn),
    }
}

/// Has whoever is signed in prove again that it is them: by a code, or by another link where they have no app.
pub(crate) async fn again(
    request: HttpRequest,
    session: Session,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    if session.0.second_factor.is_set_up() {
        return Ok(with_to(ADDRESS, &asked_to(&request)));
    }
    let (elsewhere, to) = (open_id::name(&request), asked_to(&request));
    let shown = AgainPage { page: Page::of(&request), email: signed_in.0.email.to_string(), elsewhere, to };
    shown.page.ok(&shown)
}
