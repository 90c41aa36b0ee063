//! Looking back on a duo: the check-in, and the closing one. A link in a mail leads here; a button sends.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;

use crate::app::App;
use crate::domain::ValidationError;
use crate::domain::duo::check_in::{self, CheckIn, Closing, Collaboration, HelpRequest, Moment};
use crate::domain::duo::lifecycle::DuoLifecycle;
use crate::service::duo::agreements::{self, TogetherError};
use crate::service::duo::answer::{self, Invitation};
use crate::service::programme::activity::Actor;
use crate::store::StoreError;
use crate::store::duo::check_ins;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::opened_links::Link;

#[derive(Template)]
#[template(path = "web/templates/duo_check_in.html")]
struct CheckInPage {
    page: Page,
    /// The other's first name.
    other: String,
    link: String,
    saved: bool,
    /// "yes", "no" or nothing.
    met: String,
    learned: String,
    collaboration: String,
    help: HelpFields,
    problems: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "web/templates/duo_closing.html")]
struct ClosingPage {
    page: Page,
    /// The other's first name.
    other: String,
    link: String,
    saved: bool,
    success: String,
    shares: bool,
    help: HelpFields,
    problems: Vec<(String, String)>,
}

/// What is asked of the coordinator.
#[derive(Default)]
struct HelpFields {
    wanted: bool,
    about: String,
    /// The day on which the coordinator dealt with what was asked before.
    dealt_with: Option<NaiveDateTime>,
}

impl HelpFields {
    fn said(help: Option<HelpRequest>, dealt_with: Option<NaiveDateTime>) -> Self {
        let wanted = help.is_some();
        Self { wanted, about: help.and_then(|help| help.about).unwrap_or_default(), dealt_with }
    }

    fn typed(fields: &Fields) -> Self {
        Self { wanted: wants_help(fields), about: fields.one("help").to_owned(), dealt_with: None }
    }
}

fn wants_help(fields: &Fields) -> bool {
    fields.one("wants_help") == "yes"
}

/// What is asked of the coordinator, or what is wrong with it. What was written counts only with the tick.
fn help(fields: &Fields) -> Result<Option<HelpRequest>, ValidationError> {
    let about = check_in::text(fields.one("help"))?;
    Ok(wants_help(fields).then_some(HelpRequest { about }))
}

fn at<'a>(problems: &'a [(String, String)], field: &str) -> Option<&'a String> {
    problems.iter().find(|(name, _)| name == field).map(|(_, words)| words)
}

impl CheckInPage {
    fn problem_at(&self, field: &str) -> Option<&String> {
        at(&self.problems, field)
    }
}

impl ClosingPage {
    fn problem_at(&self, field: &str) -> Option<&String> {
        at(&self.problems, field)
    }
}

type Said = (Invitation, (Option<CheckIn>, Option<Closing>), Option<NaiveDateTime>);

/// The duo of a link, what its member said so far, and when the coordinator dealt with what they asked at this form.
async fn look(app: &App, link: &Link, form: Moment) -> Result<Said, WebError> {
    let (token, now) = (link.token(), app.now());
    let found = app
        .read(move |c| {
            let Some(invitation) = answer::look(c, &token, now)? else { return Ok(None) };
            let said = agreements::said(c, invitation.duo.id, invitation.you)?;
            let dealt_with = check_ins::help_dealt_at(c, invitation.duo.id, invitation.you, form)?;
            Ok::<_, StoreError>(Some((invitation, said, dealt_with)))
        })
        .await?;
    found.ok_or(WebError::DeadLink)
}

fn other(invitation: &Invitation) -> String {
    invitation.members.at(invitation.you.other()).profile.first_name().to_owned()
}

/// What an action did; where the duo is not confirmed any more its own page says so.
fn answered(result: Result<(), TogetherError>, link: &Link, section: &str) -> Result<HttpResponse, WebError> {
    match result {
        Ok(()) => Ok(see_other(&format!("/duo/{link}/{section}?saved"))),
        Err(TogetherError::NotNow) => Ok(too_late(link, section)),
        Err(TogetherError::DeadLink) => Err(WebError::DeadLink),
        Err(TogetherError::Store(error)) => Err(error.into()),
    }
}

/// To the page of a duo that is over, which says that this can no longer be answered.
fn too_late(link: &Link, section: &str) -> HttpResponse {
    see_other(&format!("/duo/{link}?{section}-too-late"))
}

/// Shows the check-in.
pub(crate) async fn check_in(app: web::Data<App>, link: Link, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let (invitation, (said, _), dealt_with) = look(&app, &link, Moment::CheckIn).await?;
    if invitation.duo.life != DuoLifecycle::Confirmed {
        return Ok(too_late(&link, "check-in"));
    }
    let word = |met| if met { "yes" } else { "no" };
    let shown = CheckInPage {
        page: Page::of(&request).or(invitation.locale()).of_programme(&invitation.programme),
        other: other(&invitation),
        link: link.to_string(),
        saved: said.is_some() && request.query_string() == "saved",
        met: said.as_ref().map(|said| word(said.met)).unwrap_or_default().to_owned(),
        learned: said.as_ref().and_then(|said| said.learned.clone()).unwrap_or_default(),
        collaboration: said.as_ref().and_then(|s| s.collaboration).map(|c| c.to_string()).unwrap_or_default(),
        help: HelpFields::said(said.and_then(|said| said.help), dealt_with),
        problems: Vec::new(),
    };
    shown.page.ok(&shown)
}

/// Keeps what was said at the check-in.
pub(crate) async fn say(
    app: web::Data<App>,
    link: Link,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let token = link.token();
    let (met, learned) = (fields.one("met"), check_in::text(fields.one("learned")));
    let collaboration = match fields.one("collaboration") {
        "" => None,
        word => Some(word.parse().map_err(|_| WebError::BadRequest)?),
    };
    let help = help(&fields);
    if let (Ok(learned), Ok(help), "yes" | "no") = (&learned, &help, met) {
        let said = CheckIn { met: met == "yes", learned: learned.clone(), collaboration, help: help.clone() };
        let result = app.act(Actor::Visitor, move |cx| agreements::check_in(cx, &token, &said)).await;
        return answered(result, &link, "check-in");
    }
    let (invitation, ..) = look(&app, &link, Moment::CheckIn).await?;
    let page = Page::of(&request).or(invitation.locale()).of_programme(&invitation.programme);
    let mut problems = Vec::new();
    if !matches!(met, "yes" | "no") {
        problems.push(("met".to_owned(), page.t.text("check-in-met-problem")));
    }
    if let Err(problem) = learned {
        problems.push(("learned".to_owned(), page.t.problem_of(&page.t.text("check-in-learned"), &problem)));
    }
    problems.extend(help.err().map(|problem| help_problem(&page, &problem)));
    let shown = CheckInPage {
        page,
        other: other(&invitation),
        link: link.to_string(),
        saved: false,
        met: met.to_owned(),
        learned: fields.one("learned").to_owned(),
        collaboration: fields.one("collaboration").to_owned(),
        help: HelpFields::typed(&fields),
        problems,
    };
    shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// Shows the closing check-in.
pub(crate) async fn closing(app: web::Data<App>, link: Link, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let (invitation, (_, said), dealt_with) = look(&app, &link, Moment::Closing).await?;
    if !agreements::can_close(&invitation.duo) {
        return Ok(too_late(&link, "closing"));
    }
    let shown = ClosingPage {
        page: Page::of(&request).or(invitation.locale()).of_programme(&invitation.programme),
        other: other(&invitation),
        link: link.to_string(),
        saved: said.is_some() && request.query_string() == "saved",
        success: said.as_ref().and_then(|said| said.success.clone()).unwrap_or_default(),
        shares: said.as_ref().is_some_and(|said| said.shares),
        help: HelpFields::said(said.and_then(|said| said.help), dealt_with),
        problems: Vec::new(),
    };
    shown.page.ok(&shown)
}

/// Keeps what was said at the closing check-in.
pub(crate) async fn close(
    app: web::Data<App>,
    link: Link,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let token = link.token();
    let success = check_in::text(fields.one("success"));
    let (shares, not_again) = (fields.one("shares") == "yes", fields.one("not_again") == "yes");
    let (has_success, help) = (matches!(success, Ok(Some(_))), help(&fields));
    if let (Ok(success), Ok(help), true) = (&success, &help, has_success || !shares) {
        let said = Closing { success: success.clone(), shares, help: help.clone() };
        let result = app.act(Actor::Visitor, move |cx| agreements::close(cx, &token, &said, not_again)).await;
        return answered(result, &link, "closing");
    }
    let (invitation, ..) = look(&app, &link, Moment::Closing).await?;
    let page = Page::of(&request).or(invitation.locale()).of_programme(&invitation.programme);
    let mut problems = Vec::new();
    match success {
        Err(problem) => {
            problems.push(("success".to_owned(), page.t.problem_of(&page.t.text("closing-success"), &problem)));
        }
        Ok(None) if shares => problems.push(("success".to_owned(), page.t.text("closing-shares-problem"))),
        Ok(_) => {}
    }
    problems.extend(help.err().map(|problem| help_problem(&page, &problem)));
    let shown = ClosingPage {
        page,
        other: other(&invitation),
        link: link.to_string(),
        saved: false,
        success: fields.one("success").to_owned(),
        shares,
        help: HelpFields::typed(&fields),
        problems,
    };
    shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// What is wrong with what somebody wants help with.
fn help_problem(page: &Page, problem: &ValidationError) -> (String, String) {
    ("help".to_owned(), page.t.problem_of(&page.t.text("check-in-help-about"), problem))
}
