//! A professional's own pages: confirming the address, seeing and changing the profile.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::answers::{self, Part};
use super::profile_form::{AT_ONCE, ProfileForm, TopicSide};
use crate::app::App;
use crate::domain::{Catalogue, Element, HalfDay, Language, Locale};
use crate::service::mail::bounces;
use crate::service::person::{profiles, retention};
use crate::service::programme::activity::Actor;
use crate::store::StoreError;
use crate::store::person::consents::{self, Consent};
use crate::store::person::professionals::{Professional, Standing};
use crate::store::programme::programmes::{self, Programme};
use crate::web::consent;
use crate::web::errors::WebError;
use crate::web::form::{Fields, Posted};
use crate::web::page::{Page, see_other};
use crate::web::public::links;
use crate::web::security::opened_links::Link;
use crate::web::url_query::query;

#[derive(Template)]
#[template(path = "web/templates/confirm.html")]
struct ConfirmPage {
    page: Page,
    programme: Programme,
    catalogue: Catalogue,
    professional: Professional,
    /// What whoever confirms agrees to.
    consent: Consent,
}

#[derive(Template)]
#[template(path = "web/templates/confirmed.html")]
struct ConfirmedPage {
    page: Page,
    programme: Programme,
}

impl ConfirmPage {
    /// Every answer: nobody confirms what they do not see.
    fn parts(&self) -> Vec<Part> {
        answers::parts(self.page.t, &self.catalogue, &self.professional.profile)
    }
}

#[derive(Template)]
#[template(path = "web/templates/profile.html")]
struct ProfilePage {
    page: Page,
    programme: Programme,
    form: ProfileForm,
    action: String,
    saved: bool,
    stale: bool,
    /// The day on which they are removed unless they do something.
    removal: Option<NaiveDate>,
    /// Whether they just said that they want to stay.
    stays: bool,
    /// What they are asked to agree to, because it says something else than what they agreed to before.
    asked: Option<Asked>,
}

/// A text to agree to, and the one before it.
struct Asked {
    version: String,
    new: String,
    old: Option<String>,
}

impl ProfilePage {
    /// Where to say that somebody else has this link.
    fn report_to(&self) -> String {
        format!("{}/links", self.action)
    }

    fn own_address(&self) -> &str {
        &self.form.values.email
    }
}

/// Shows what somebody signed up with, and a button: a link that is only opened changes nothing. Once it was used there is
/// nothing to press, and it leads to the page that says so.
pub(crate) async fn to_confirm(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    let found = app
        .read(move |c| {
            let professional = profiles::to_confirm(c, &token, now)?.ok_or(WebError::DeadLink)?;
            let programme = programmes::by_id(c, professional.programme_id)?;
            let catalogue = programmes::catalogue(c, programme.id)?;
            Ok::<_, WebError>((programme, catalogue, professional))
        })
        .await?;
    let (programme, catalogue, professional) = found;
    if professional.standing != Standing::Unconfirmed {
        return Ok(to_confirmed(&programme, professional.locale));
    }
    let page = Page::of(&request).or(professional.locale).of_programme(&programme);
    let consent = consent::of(page.t, &programme, app.policy());
    let shown = ConfirmPage { page, programme, catalogue, professional, consent };
    shown.page.ok(&shown)
}

/// Leaves the address with the link's secret, in the language of the mail.
fn to_confirmed(programme: &Programme, locale: Locale) -> HttpResponse {
    see_other(&format!("/{}/confirmed{}", programme.slug, query(&[("in", locale.as_str())])))
}

/// In which language a page is shown to a reader who chose none.
#[derive(Deserialize)]
pub(crate) struct InLanguage {
    r#in: Option<String>,
}

/// Tells that somebody takes part. It tells nothing of who opens it, and everybody can.
pub(crate) async fn confirmed(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    language: web::Query<InLanguage>,
) -> Result<HttpResponse, WebError> {
    let slug = slug.into_inner();
    let programme = app.read(move |c| programmes::by_slug(c, &slug)?.ok_or(WebError::NotFound)).await?;
    let page = Page::of(&request).of_programme(&programme);
    let wished = language.r#in.as_ref().and_then(|text| text.parse().ok());
    let page = if let Some(locale) = wished { page.or(locale) } else { page };
    let shown = ConfirmedPage { page, programme };
    shown.page.ok(&shown)
}

/// Counts the professional in.
pub(crate) async fn confirm(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let token = links::token(&link)?;
    let (fields, genuine) = posted.into_parts();
    if !genuine {
        return Err(WebError::Stale);
    }
    if fields.one("then") == "refuse" {
        app.act(Actor::Visitor, move |cx| profiles::refuse(cx, &token)).await?.ok_or(WebError::DeadLink)?;
        app.forget_removed().await?;
        return Ok(see_other("/me/left"));
    }
    let here = format!("/me/verify/{link}");
    let (page, seen) = (Page::of(&request), fields.one("consent").to_owned());
    let confirmed = app.act(Actor::Visitor, move |cx| {
        let professional = profiles::to_confirm(cx.c, &token, cx.now)?.ok_or(WebError::DeadLink)?;
        let programme = programmes::by_id(cx.c, professional.programme_id)?;
        let consent = consent::of(page.or(professional.locale).t, &programme, cx.policy);
        if consent.version != seen {
            return Ok(None);
        }
        profiles::confirm(cx, &token, &consent)?.ok_or(WebError::DeadLink)?;
        Ok::<_, WebError>(Some((programme, professional.locale)))
    });
    // Where the text became another one since the page was opened, the page shows it.
    Ok(confirmed.await?.map_or_else(|| see_other(&here), |(programme, locale)| to_confirmed(&programme, locale)))
}

/// Notes that somebody agrees to a text that says something else than the one before.
pub(crate) async fn agree(
    app: web::Data<App>,
    link: Link,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (programme, _, professional) = known(&app, &link).await?;
    let consent = consent::of(Page::of(&request).or(professional.locale).t, &programme, app.policy());
    if consent.version == fields.one("consent") {
        let token = link.token();
        app.act(Actor::Visitor, move |cx| profiles::agree(cx, &token, &consent)).await?.ok_or(WebError::DeadLink)?;
    }
    Ok(see_other(&format!("/me/{link}")))
}

/// What somebody is asked to agree to, if what they agreed to says something else; and the day on which they are removed
/// unless they do something.
async fn open_questions(
    app: &App,
    page: &Page,
    programme: &Programme,
    professional: &Professional,
) -> Result<(Option<Asked>, Option<NaiveDate>), WebError> {
    let (policy, now, of) = (app.policy().clone(), app.now(), professional.clone());
    let (given, removal) = app
        .read::<_, StoreError>(move |c| Ok((consents::given(c, of.id)?, retention::removal_day(c, &policy, &of, now)?)))
        .await?;
    let Consent { version, text, .. } = consent::of(page.t, programme, app.policy());
    let is_other = given.version.as_ref() != Some(&version);
    Ok((is_other.then_some(Asked { version, new: text, old: given.text }), removal))
}

async fn known(app: &App, link: &Link) -> Result<(Programme, Catalogue, Professional), WebError> {
    let (token, now) = (link.token(), app.now());
    app.read(move |c| {
        let professional = profiles::of_link(c, &token, now)?.ok_or(WebError::DeadLink)?;
        let programme = programmes::by_id(c, professional.programme_id)?;
        let catalogue = programmes::catalogue(c, programme.id)?;
        Ok((programme, catalogue, professional))
    })
    .await
}

/// Shows the profile as a form.
pub(crate) async fn form(app: web::Data<App>, link: Link, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let (programme, catalogue, professional) = known(&app, &link).await?;
    let page = Page::of(&request).or(professional.locale).of_programme(&programme);
    let (asked, removal) = open_questions(&app, &page, &programme, &professional).await?;
    let form = ProfileForm::of(catalogue, &professional.profile);
    let saved = request.query_string() == "saved";
    let stays = removal.is_none() && request.query_string() == "stays";
    let shown = ProfilePage {
        page,
        programme,
        form,
        action: format!("/me/{link}"),
        saved,
        stale: false,
        removal,
        stays,
        asked,
    };
    shown.page.ok(&shown)
}

/// Changes the profile.
pub(crate) async fn change(
    app: web::Data<App>,
    link: Link,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (programme, catalogue, professional) = known(&app, &link).await?;
    let page = Page::of(&request).or(professional.locale).of_programme(&programme);
    let (fields, genuine) = posted.into_parts();
    let form = ProfileForm::known(catalogue, &fields, &professional.profile);
    let (asked, removal) = open_questions(&app, &page, &programme, &professional).await?;
    let parsed = if genuine { form.parse() } else { Err(Box::new(form)) };
    match parsed {
        Ok(profile) => {
            let locale = page.t.locale();
            let token = link.token();
            let changed = app.act(Actor::Professional(professional.id), move |cx| {
                profiles::change(cx, &professional, &profile, locale)?;
                // Whoever saves it has got the link by mail.
                bounces::link_used(cx, professional.id, &token)
            });
            changed.await?;
            Ok(see_other(&format!("/me/{link}?saved")))
        }
        Err(form) => {
            let status = if genuine { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::FORBIDDEN };
            let shown = ProfilePage {
                page,
                programme,
                form: *form,
                action: format!("/me/{link}"),
                saved: false,
                stale: !genuine,
                removal,
                stays: false,
                asked,
            };
            shown.page.show(status, &shown)
        }
    }
}

/// Lets somebody stay who was asked whether they want to.
pub(crate) async fn stay(app: web::Data<App>, link: Link, _checked: Fields) -> Result<HttpResponse, WebError> {
    let token = link.token();
    app.act(Actor::Visitor, move |cx| retention::stay(cx, &token)).await?.ok_or(WebError::DeadLink)?;
    Ok(see_other(&format!("/me/{link}?stays")))
}
