//! The fourth step: every mail that will go out, as its reader will see it; a test to oneself; and then out they go.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::{CoordinatorRound, changed, version};
use crate::app::App;
use crate::domain::{CoordinatorId, RoundId, RoundState};
use crate::mail::{MailContext, Preview, preview};
use crate::service::round::mails::{self, Planned};
use crate::service::round::{self as action, RoundError};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::matching_copy;
use crate::web::page::{Page, see_other};
use crate::web::security::rate_limits;
use crate::web::security::session::SignedIn;

/// How many mails stand on a page.
const A_PAGE: usize = 20;

/// Which page of the mails, from 0, and whether a test was just sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PublicationView {
    page: usize,
    sent: Option<String>,
}

/// A mail to look at.
struct Shown {
    /// Which, from 0.
    number: usize,
    to: String,
    lang: &'static str,
    mail: Preview,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/publication.html")]
struct PublicationPage {
    page: Page,
    own: CoordinatorRound,
    step: usize,
    mails: Vec<Shown>,
    all: usize,
    at: usize,
    coordinator: String,
    sent: bool,
    notice: Option<String>,
    /// Why it cannot be published as it was proposed.
    refused: Option<String>,
    /// For which duos what counts has changed since.
    edited: Option<String>,
    /// For how many minutes the mails can be called back.
    hold: usize,
}

impl PublicationPage {
    const fn more(&self) -> bool {
        self.at.saturating_add(1).saturating_mul(A_PAGE) < self.all
    }
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/mail.html")]
struct MailPage {
    page: Page,
    own: CoordinatorRound,
    shown: Shown,
    all: usize,
    coordinator: String,
}

fn looked_at(app: &App, own: &CoordinatorRound, number: usize, planned: &Planned) -> Result<Shown, WebError> {
    let locale = planned.to.locale;
    let contact = own.programme.contact.clone();
    let head = MailContext::new(
        app.base_url(),
        (own.programme.name(locale), own.programme.slug.as_str()),
        app.mail_from().clone(),
        contact,
    );
    let mail = preview(&planned.mail, locale, &head)?;
    let to = format!("{} <{}>", planned.to.profile.name(), planned.to.profile.email());
    Ok(Shown { number, to, lang: locale.as_str(), mail })
}

async fn read(
    app: &App,
    id: RoundId,
    coordinator: CoordinatorId,
    (skip, few): (usize, usize),
) -> Result<(CoordinatorRound, Vec<Shown>, usize), WebError> {
    let (own, planned, all) = app
        .read(move |c| {
            let own = CoordinatorRound::read(c, id, coordinator)?;
            let (planned, all) = mails::planned(c, id, skip, few)?;
            Ok::<_, WebError>((own, planned, all))
        })
        .await?;
    let shown = planned.iter().enumerate().map(|(n, mail)| looked_at(app, &own, skip + n, mail));
    let shown = shown.collect::<Result<_, _>>()?;
    Ok((own, shown, all))
}

async fn built(
    app: &App,
    request: &HttpRequest,
    id: RoundId,
    signed_in: &SignedIn,
    view: PublicationView,
) -> Result<PublicationPage, WebError> {
    let PublicationView { page: at, sent } = view;
    let (own, mails, all) = read(app, id, signed_in.0.id, (at.saturating_mul(A_PAGE), A_PAGE)).await?;
    let (page, coordinator) = (own.page(request), signed_in.0.email.to_string());
    let round = own.round.clone();
    let since = app.blocking(move |app| app.warm().since_proposed(app.store(), &round, app.now())).await?;
    let refused = matching_copy::refused(page.t, &since);
    let edited = (!since.edited.is_empty()).then(|| matching_copy::edited(page.t, &since.edited));
    let hold = app.policy().held_minutes(all).into();
    let (sent, notice) = (sent.is_some(), None);
    Ok(PublicationPage { page, own, step: 4, mails, all, at, coordinator, sent, notice, refused, edited, hold })
}

/// Shows the mails, with the button that sends them.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    view: web::Query<PublicationView>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let shown = built(&app, &request, *id, &signed_in, view.into_inner()).await?;
    match shown.own.round.state {
        RoundState::Draft => Ok(see_other(&shown.own.href("settings"))),
        RoundState::Proposed => shown.page.ok(&shown),
        RoundState::Published | RoundState::Closed => Ok(see_other(&shown.own.href("board"))),
    }
}

/// Shows one mail as a mail program would.
pub(crate) async fn mail(
    app: web::Data<App>,
    path: web::Path<(RoundId, usize)>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (id, number) = path.into_inner();
    let (own, mut mails, all) = read(&app, id, signed_in.0.id, (number, 1)).await?;
    let shown = mails.pop().ok_or(WebError::NotFound)?;
    let coordinator = signed_in.0.email.to_string();
    let shown = MailPage { page: own.page(&request), own, shown, all, coordinator };
    let mut response = shown.page.ok(&shown)?;
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                  form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(policy));
    Ok(response)
}

/// The HTML of one mail, for a frame: inline styles, and nothing else.
pub(crate) async fn html(
    app: web::Data<App>,
    path: web::Path<(RoundId, usize)>,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (id, number) = path.into_inner();
    let (_, mut mails, _) = read(&app, id, signed_in.0.id, (number, 1)).await?;
    let shown = mails.pop().ok_or(WebError::NotFound)?;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .body(shown.mail.html))
}

/// Queues one mail to the coordinator, marked as a test.
pub(crate) async fn test(
    app: web::Data<App>,
    path: web::Path<(RoundId, usize)>,
    request: HttpRequest,
    signed_in: SignedIn,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, number) = path.into_inner();
    rate_limits::count_act(&request, signed_in.0.id)?;
    let own = app
        .act(signed_in.actor(), move |cx| {
            let own = CoordinatorRound::read(cx.c, id, signed_in.0.id)?;
            mails::send_test(cx, id, number, &signed_in.0)?;
            Ok::<_, WebError>(own)
        })
        .await?;
    Ok(see_other(&own.href(&format!("publication?page={}&sent=test", number / A_PAGE))))
}

/// Publishes: the introductions go out. The same button twice is as once.
pub(crate) async fn publish(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
    let made = app.act(signed_in.actor(), move |cx| action::publish(cx, id, Some(seen))).await;
    let notice = match made {
        Ok(_) => return Ok(see_other(&own.href("board"))),
        Err(RoundError::Changed) => {
            let since = app.read(move |c| action::history::since(c, id, seen)).await?;
            let by_the_reader = since.entries.iter().all(|e| e.by_id == Some(coordinator));
            let published = since.entries.iter().any(|e| e.change == crate::domain::Change::Publish);
            if published && by_the_reader && since.entries.len() == 1 {
                return Ok(see_other(&own.href("board")));
            }
            return changed(&app, &request, id, coordinator, seen).await;
        }
        Err(RoundError::AnswerBy) => own.page(&request).t.text("round-answer-by-passed"),
        Err(RoundError::Outdated(duos)) => matching_copy::outdated(own.page(&request).t, &duos),
        Err(RoundError::Joined(names)) => matching_copy::joined(own.page(&request).t, &names),
        Err(error) => return Err(error.into()),
    };
    let mut shown = built(&app, &request, id, &signed_in, PublicationView::default()).await?;
    shown.notice = Some(notice);
    shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}
