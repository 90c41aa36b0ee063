//! The settings of a programme, and its coordinators.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::programme::access::Role;
use crate::domain::{CoordinatorId, EmailAddress, Field, SingleLine, ValidationError};
use crate::service::programme::programmes as action;
use crate::store::StoreError;
use crate::store::programme::coordinators;
use crate::store::programme::coordinators::Coordinator;
use crate::store::programme::programmes::{Programme, Wording};
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::form::{Fields, Posted};
use crate::web::page::{Page, see_other};
use crate::web::security::rate_limits;
use crate::web::security::session::SignedIn;

/// The longest text about a programme, in characters.
const ABOUT: usize = 1000;

#[derive(Template)]
#[template(path = "web/templates/coordinator/settings.html")]
struct SettingsPage {
    page: Page,
    programme: Programme,
    coordinators: Vec<(Coordinator, Role)>,
    /// Who reads.
    you: CoordinatorId,
    form: Form,
    problems: Vec<(&'static str, String)>,
    /// What went well, or what stands in the way: the key of a text.
    done: Option<&'static str>,
    notice: Option<&'static str>,
}

impl SettingsPage {
    fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(name, _)| *name == field).map(|(_, words)| words.as_str())
    }

    /// The roles, the one that may most first.
    #[expect(clippy::unused_self, reason = "templates ask the page")]
    fn roles(&self) -> impl Iterator<Item = &'static Role> {
        Role::ALL.iter().rev()
    }

    #[expect(
        clippy::unused_self,
        clippy::trivially_copy_pass_by_ref,
        reason = "templates ask the page, and pass references"
    )]
    fn explained(&self, role: &Role) -> String {
        format!("role-{role}-explained")
    }
}

/// What stands in the fields.
struct Form {
    name_nl: String,
    name_en: String,
    about_nl: String,
    about_en: String,
    contact: String,
    responsible: String,
    privacy_contact: String,
    version: i32,
    /// The address of somebody to invite.
    email: String,
}

impl Form {
    fn of(programme: &Programme) -> Self {
        Self {
            name_nl: programme.name_nl.clone(),
            name_en: programme.name_en.clone(),
            about_nl: programme.about_nl.clone(),
            about_en: programme.about_en.clone(),
            contact: programme.contact.to_string(),
            responsible: programme.responsible.clone(),
            privacy_contact: programme.privacy_contact.clone(),
            version: programme.version,
            email: String::new(),
        }
    }

    fn posted(fields: &Fields) -> Self {
        let one = |name| fields.one(name).to_owned();
        Self {
            name_nl: one("name_nl"),
            name_en: one("name_en"),
            about_nl: one("about_nl"),
            about_en: one("about_en"),
            contact: one("contact"),
            responsible: one("responsible"),
            privacy_contact: one("privacy_contact"),
            version: fields.one("version").parse().unwrap_or(0),
            email: String::new(),
        }
    }

    /// The words, or what is wrong with each field.
    fn parse(&self, page: &Page) -> Result<Wording, Vec<(&'static str, String)>> {
        let mut problems = Vec::new();
        let wrong = |name: &'static str, problem: &ValidationError| {
            (name, page.t.problem_of(&page.t.word("settings", name), problem))
        };
        let name_nl = SingleLine::parse(&self.name_nl).map_err(|p| problems.push(wrong("name_nl", &p))).ok();
        let name_en = SingleLine::parse(&self.name_en).map_err(|p| problems.push(wrong("name_en", &p))).ok();
        let about_nl = about(&self.about_nl).map_err(|p| problems.push(wrong("about_nl", &p))).ok();
        let about_en = about(&self.about_en).map_err(|p| problems.push(wrong("about_en", &p))).ok();
        let contact = EmailAddress::parse(&self.contact).map_err(|p| problems.push(wrong("contact", &p))).ok();
        let responsible = about(&self.responsible).map_err(|p| problems.push(wrong("responsible", &p))).ok();
        let privacy_contact = match self.privacy_contact.trim() {
            "" => Ok(String::new()),
            text => EmailAddress::parse(text).map(|email| email.to_string()),
        };
        let privacy_contact = privacy_contact.map_err(|p| problems.push(wrong("privacy_contact", &p))).ok();
        let wording = (|| {
            Some(Wording {
                name_nl: name_nl?,
                name_en: name_en?,
                about_nl: about_nl?,
                about_en: about_en?,
                contact: contact?,
                responsible: responsible?,
                privacy_contact: privacy_contact?,
            })
        })();
        wording.ok_or(problems)
    }
}

/// A text about the programme; it may be empty. Lines that were broken are joined.
fn about(text: &str) -> Result<String, ValidationError> {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.is_empty() { Ok(joined) } else { SingleLine::<ABOUT>::parse(&joined).map(|line| line.to_string()) }
}

async fn built(app: &App, request: &HttpRequest, slug: String, signed_in: SignedIn) -> Result<SettingsPage, WebError> {
    let page = Page::of(request);
    app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let coordinators = coordinators::members(c, programme.id)?;
        let page = page.in_console(&programme, Section::Settings);
        let form = Form::of(&programme);
        let you = signed_in.0.id;
        Ok(SettingsPage { page, programme, coordinators, you, form, problems: Vec::new(), done: None, notice: None })
    })
    .await
}

/// Shows the settings.
pub(crate) async fn show(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let mut shown = built(&app, &request, slug.into_inner(), signed_in).await?;
    shown.done = match request.query_string() {
        "saved" => Some("settings-saved"),
        "invited" => Some("settings-invited"),
        "removed" => Some("settings-removed"),
        "role" => Some("settings-role-changed"),
        _ => None,
    };
    shown.page.ok(&shown)
}

/// Changes the words of the programme. What was typed is never lost: not by a slip, nor because somebody else was first.
pub(crate) async fn change(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let mut shown = built(&app, &request, slug.into_inner(), signed_in).await?;
    let (fields, genuine) = posted.into_parts();
    let form = Form::posted(&fields);
    let parsed = form.parse(&shown.page);
    let newest = shown.form.version;
    shown.form = form;
    if !genuine {
        shown.notice = Some("form-stale");
        return shown.page.show(StatusCode::FORBIDDEN, &shown);
    }
    let wording = match parsed {
        Ok(wording) => wording,
        Err(problems) => {
            shown.problems = problems;
            return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let (id, seen) = (shown.programme.id, shown.form.version);
    match app.act(actor, move |cx| action::change(cx, id, seen, &wording)).await {
        Ok(()) => Ok(see_other(&format!("/coordinator/{}/settings?saved", shown.programme.slug))),
        Err(StoreError::Conflict) => {
            // Saving once more goes over what the other did, knowingly: it is told beside each field.
            shown.notice = Some("settings-changed-meanwhile");
            shown.form.version = newest;
            shown.page.show(StatusCode::CONFLICT, &shown)
        }
        Err(error) => Err(error.into()),
    }
}

/// Opens the programme for sign-ups, or closes it.
pub(crate) async fn open(
    app: web::Data<App>,
    slug: web::Path<String>,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let open = match fields.one("open") {
        "yes" => true,
        "no" => false,
        _ => return Err(WebError::BadRequest),
    };
    let change = app.act(signed_in.actor(), move |cx| {
        let programme = signed_in.programme(cx.c, &slug)?;
        action::set_open(cx, programme.id, open)?;
        Ok::<_, WebError>(programme.slug)
    });
    let slug = change.await?;
    Ok(see_other(&format!("/coordinator/{slug}/settings?saved")))
}

/// Invites another coordinator by mail.
pub(crate) async fn invite(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    rate_limits::count_act(&request, signed_in.0.id)?;
    let actor = signed_in.actor();
    let mut shown = built(&app, &request, slug.into_inner(), signed_in).await?;
    let email = match EmailAddress::parse(fields.one("email")) {
        Ok(email) => email,
        Err(problem) => {
            shown.problems.push(("email", shown.page.t.problem(Field::Email, &problem)));
            fields.one("email").clone_into(&mut shown.form.email);
            return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let programme = shown.programme.clone();
    let role: Role = fields.one("role").parse().map_err(|_| WebError::BadRequest)?;
    if !app.act(actor, move |cx| action::invite(cx, &programme, &email, role)).await? {
        shown.notice = Some("settings-has-a-role");
        return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    Ok(see_other(&format!("/coordinator/{}/settings?invited", shown.programme.slug)))
}

/// Ends somebody's work as a coordinator of this programme.
pub(crate) async fn dismiss(
    app: web::Data<App>,
    path: web::Path<(String, CoordinatorId)>,
    request: HttpRequest,
    signed_in: SignedIn,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, coordinator) = path.into_inner();
    let (you, actor) = (signed_in.0.id, signed_in.actor());
    let mut shown = built(&app, &request, slug, signed_in).await?;
    let id = shown.programme.id;
    let done = app.act(actor, move |cx| action::dismiss(cx, id, coordinator)).await?;
    if !done && shown.coordinators.iter().any(|(one, _)| one.id == coordinator) {
        shown.notice = Some("settings-last-coordinator");
        return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    // Whoever removed themselves has nothing to look at here any more.
    let to = if coordinator == you {
        "/coordinator".to_owned()
    } else {
        format!("/coordinator/{}/settings?removed", shown.programme.slug)
    };
    Ok(see_other(&to))
}

/// Gives somebody who has a role another one.
pub(crate) async fn set_role(
    app: web::Data<App>,
    path: web::Path<(String, CoordinatorId)>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, coordinator) = path.into_inner();
    let role: Role = fields.one("role").parse().map_err(|_| WebError::BadRequest)?;
    let actor = signed_in.actor();
    let mut shown = built(&app, &request, slug, signed_in).await?;
    let id = shown.programme.id;
    let done = app.act(actor, move |cx| action::set_role(cx, id, coordinator, role)).await?;
    if !done && shown.coordinators.iter().any(|(one, kept)| one.id == coordinator && *kept != role) {
        shown.notice = Some("settings-last-coordinator");
        return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    Ok(see_other(&format!("/coordinator/{}/settings?role", shown.programme.slug)))
}
