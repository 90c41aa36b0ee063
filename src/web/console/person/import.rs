//! Putting a spreadsheet of people on the list.

use std::collections::HashMap;

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use futures_util::StreamExt;

use crate::app::App;
use crate::domain::person::import::{self, ImportRow, OPTIONAL, REQUIRED};
use crate::domain::{ProfessionalId, Topics};
use crate::service::mail::rehearsal;
use crate::service::person::invitations::{self, Imported, PossibleDouble, SamePerson};
use crate::store::person::professional_search;
use crate::store::programme::programmes::{self, Programme};
use crate::web::console::frame::Section;
use crate::web::console::round::before::{OneOfKind, one_of_each};
use crate::web::errors::WebError;
use crate::web::page::Page;
use crate::web::security::session::SignedIn;
use crate::web::security::{csrf, rate_limits};

/// As many errors, and as many hints, are shown; there may be more.
const MAX_ERRORS: usize = 200;
/// The file comes back from the page that was looked at, with line breaks as forms write them.
const LIST_LIMIT: usize = import::LARGEST + 64 * 1024;

#[derive(Template)]
#[template(path = "web/templates/coordinator/import.html")]
struct ImportPage {
    page: Page,
    programme: Programme,
    errors: Vec<String>,
    done: Option<Imported>,
    /// What the file would do, and the file, to be looked at before anything is sent.
    plan: Option<(Imported, String)>,
    /// The names of those who may be in the list twice, by identifier.
    names: HashMap<ProfessionalId, String>,
    /// The invitation that leaves, as the first of them reads it.
    kinds: Vec<OneOfKind>,
    missing: bool,
}

impl ImportPage {
    fn new(request: &HttpRequest, programme: Programme) -> Self {
        let page = Page::of(request).in_console(&programme, Section::Professionals);
        let (errors, names, kinds) = (Vec::new(), HashMap::new(), Vec::new());
        Self { page, programme, errors, done: None, plan: None, names, kinds, missing: false }
    }

    /// The lines of those who left by their own wish, in words.
    fn left(&self, imported: &Imported) -> String {
        let lines: Vec<String> = imported.left.iter().take(MAX_ERRORS).map(|line| self.page.t.number(line)).collect();
        self.page.t.count("import-left", imported.left.len(), &[("lines", &self.page.t.list(&lines))])
    }

    /// Those who may be somebody else too, in words.
    fn doubles(&self, imported: &Imported) -> Vec<String> {
        imported.doubles.iter().take(MAX_ERRORS).map(|double| self.double(double)).collect()
    }

    fn double(&self, double: &PossibleDouble) -> String {
        let (t, line) = (self.page.t, self.page.t.number(double.line));
        match &double.of {
            SamePerson::Line(earlier) => t.with(
                "import-double-line",
                &[("line", &line), ("name", &double.name), ("earlier", &t.number(earlier))],
            ),
            SamePerson::Professional(id) => {
                let other = self.names.get(id).map_or("", String::as_str);
                t.with("import-double-known", &[("line", &line), ("name", &double.name), ("other", other)])
            }
        }
    }
}

/// Shows the form and the format.
pub(crate) async fn form(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let programme = app.read(move |c| signed_in.programme(c, &slug)).await?;
    let shown = ImportPage::new(&request, programme);
    shown.page.ok(&shown)
}

/// Reads the file and shows what it would do; once that was looked at, invites everybody in it who is to be invited.
pub(crate) async fn upload(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
    parts: Multipart,
) -> Result<HttpResponse, WebError> {
    csrf::check_origin(&request)?;
    let (actor, coordinator) = (signed_in.actor(), signed_in.0.id);
    rate_limits::count_act(&request, coordinator)?;
    let (programme, catalogue) = app
        .read(move |c| {
            let programme = signed_in.programme(c, &slug)?;
            let catalogue = programmes::catalogue(c, programme.id)?;
            Ok::<_, WebError>((programme, catalogue))
        })
        .await?;
    let Sent { token, file, sure } = read(parts).await?;
    if !csrf::is_genuine(&request, &token) {
        return Err(WebError::Stale);
    }
    let mut shown = ImportPage::new(&request, programme);
    if file.is_empty() {
        shown.missing = true;
        return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    match import::parse_rows(&file, Topics::Of(&catalogue)) {
        Ok(rows) if sure => {
            let (locale, id) = (shown.page.t.locale(), shown.programme.id);
            let (now, policy, of) = (app.now(), app.policy().clone(), rows.clone());
            let plan = app.read(move |c| invitations::look(c, &policy, id, &of, now)).await?;
            rate_limits::count_invited(&request, coordinator, plan.added + plan.again)?;
            shown.done =
                Some(app.act_again_if_beaten(actor, move |cx| invitations::import(cx, id, &rows, locale)).await?);
            shown.page.ok(&shown)
        }
        Ok(rows) => {
            let (now, policy, id) = (app.now(), app.policy().clone(), shown.programme.id);
            let looked = app.read(move |c| {
                let plan = invitations::look(c, &policy, id, &rows, now)?;
                let known = plan.doubles.iter().filter_map(|double| match double.of {
                    SamePerson::Professional(id) => Some(id),
                    SamePerson::Line(_) => None,
                });
                let names = professional_search::names(c, &known.collect::<Vec<_>>())?;
                let first: Vec<ImportRow> =
                    rows.into_iter().filter(|row| plan.first_invited == Some(row.line)).collect();
                Ok::<_, WebError>((plan, names, first))
            });
            let (plan, names, first) = looked.await?;
            if !first.is_empty() {
                let locale = shown.page.t.locale();
                let mails = app.rehearse(actor, move |cx| {
                    rehearsal::mails_of(cx, id, |cx| invitations::import(cx, id, &first, locale).map(drop))
                });
                let mut mails = mails.await?;
                for kind in &mut mails {
                    kind.mails = plan.added + plan.again;
                }
                shown.kinds = one_of_each(&app, &shown.programme, &shown.page, &mails)?;
            }
            shown.plan = Some((plan, String::from_utf8_lossy(&file).into_owned()));
            shown.names = names;
            shown.page.ok(&shown)
        }
        Err(errors) => {
            shown.errors = errors.iter().take(MAX_ERRORS).map(|e| shown.page.t.import_error(e)).collect();
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// What a form sends.
struct Sent {
    token: String,
    /// The file, or what came back of it from the page that was looked at.
    file: Vec<u8>,
    /// Whether that page was looked at.
    sure: bool,
}

/// The parts of the form, which come in pieces.
async fn read(mut parts: Multipart) -> Result<Sent, WebError> {
    let (mut token, mut file, mut sure) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| WebError::BadRequest)?;
        let (into, limit) = match part.name() {
            Some(csrf::FIELD) => (&mut token, 100),
            Some("file") => (&mut file, import::LARGEST),
            Some("list") => (&mut file, LIST_LIMIT),
            Some("sure") => (&mut sure, 10),
            _ => return Err(WebError::BadRequest),
        };
        while let Some(piece) = part.next().await {
            into.extend_from_slice(&piece.map_err(|_| WebError::BadRequest)?);
            if into.len() > limit {
                return Err(WebError::TooLarge);
            }
        }
    }
    let token = String::from_utf8(token).map_err(|_| WebError::Stale)?;
    Ok(Sent { token, file, sure: sure == b"yes" })
}
