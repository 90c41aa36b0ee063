//! Every kind of mail with made-up people, for whoever writes them. Only there where mail goes to a directory.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::mailbox;
use crate::app::App;
use crate::domain::Locale;
use crate::locale::Texts;
use crate::mail::letters::samples::{self, Sample};
use crate::mail::{MailContext, Preview, preview};
use crate::web::errors::WebError;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "web/templates/letters.html")]
struct LettersPage {
    page: Page,
    /// The name of each, and its subject in every language.
    rows: Vec<(&'static str, Vec<(Locale, String)>)>,
}

#[derive(Template)]
#[template(path = "web/templates/letter.html")]
struct LetterPage {
    page: Page,
    name: String,
    locale: Locale,
    letter: Preview,
}

fn all() -> Vec<Sample> {
    samples::all("Zoë", "Daan")
}

fn shown(app: &App, sample: &Sample, locale: Locale) -> Result<Preview, WebError> {
    let programme = Texts::of(locale).text("letters-programme");
    let head =
        MailContext::new(app.base_url(), (&programme, "jeugd"), app.mail_from().clone(), app.mail_from().clone());
    Ok(preview(&sample.queued(None), locale, &head)?)
}

fn find(app: &App, (name, locale): &(String, String)) -> Result<(Preview, Locale), WebError> {
    let locale = locale.parse().map_err(|_| WebError::NotFound)?;
    let sample = all().into_iter().find(|sample| sample.name == name).ok_or(WebError::NotFound)?;
    Ok((shown(app, &sample, locale)?, locale))
}

/// Lists them, with their subjects.
pub(crate) async fn list(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let mut rows = Vec::new();
    for sample in all() {
        let subject = |&locale| Ok((locale, shown(&app, &sample, locale)?.subject));
        rows.push((sample.name, Locale::ALL.iter().map(subject).collect::<Result<_, WebError>>()?));
    }
    let shown = LettersPage { page: Page::of(&request), rows };
    shown.page.ok(&shown)
}

/// Shows one, as text and as HTML in a frame.
pub(crate) async fn open(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (letter, locale) = find(&app, &path)?;
    let shown = LetterPage { page: Page::of(&request), name: path.into_inner().0, locale, letter };
    let mut response = shown.page.ok(&shown)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, mailbox::WITH_FRAME);
    Ok(response)
}

/// The HTML of one, as a mail program would show it.
pub(crate) async fn html(app: web::Data<App>, path: web::Path<(String, String)>) -> Result<HttpResponse, WebError> {
    Ok(mailbox::framed(find(&app, &path)?.0.html))
}
