//! What a programme says of privacy, and of how its pages can be used by everybody.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::store::programme::programmes::{self, Programme};
use crate::web::consent;
use crate::web::errors::WebError;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "web/templates/privacy.html")]
struct PrivacyPage {
    page: Page,
    programme: Programme,
    version: String,
    consent: String,
    /// What is told of how long things are kept: the key of a text, and the number in it.
    kept: Vec<(&'static str, usize)>,
}

#[derive(Template)]
#[template(path = "web/templates/accessibility.html")]
struct AccessibilityPage {
    page: Page,
    programme: Programme,
}

impl PrivacyPage {
    /// A text about this programme.
    fn says(&self, key: &str) -> String {
        let (programme, page) = (&self.programme, &self.page);
        let name = programme.name(page.t.locale());
        let responsible = programme.responsible(page.t.locale());
        let contact = programme.contact.as_str();
        let asked = if programme.privacy_contact.is_empty() { contact } else { &programme.privacy_contact };
        let args = [
            ("programme", name),
            ("responsible", responsible),
            ("contact", contact),
            ("asked", asked),
            ("version", self.version.as_str()),
        ];
        page.t.with(key, &args)
    }
}

async fn of(app: &App, slug: String) -> Result<Programme, WebError> {
    app.read(move |c| programmes::by_slug(c, &slug)?.ok_or(WebError::NotFound)).await
}

/// What is kept of whom, why, for how long, and what people can ask. Mails lead here, also of a programme that takes no sign-ups
/// any more.
pub(crate) async fn privacy(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let programme = of(&app, slug.into_inner()).await?;
    let page = Page::of(&request);
    let policy = app.policy();
    let retention = &policy.retention;
    let kept = vec![
        ("privacy-kept-unconfirmed", usize::from(policy.links.confirm_days)),
        ("privacy-kept-inactive", usize::from(retention.inactive_months)),
        ("privacy-kept-mails", usize::from(retention.mail_days)),
        ("privacy-kept-log", usize::from(retention.log_days)),
        ("privacy-kept-rounds", usize::from(retention.round_months)),
    ];
    let version = consent::version(&programme, policy);
    let consent = consent::text(page.t, &programme, policy);
    let shown = PrivacyPage { page: page.of_programme(&programme), programme, version, consent, kept };
    shown.page.ok(&shown)
}

/// How the pages can be used by everybody, and whom to tell where they cannot.
pub(crate) async fn accessibility(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let programme = of(&app, slug.into_inner()).await?;
    let shown = AccessibilityPage { page: Page::of(&request).of_programme(&programme), programme };
    shown.page.ok(&shown)
}
