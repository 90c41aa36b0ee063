//! A member's page about their duo: who, why you two, and the answer.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::super::errors::WebError;
use super::super::fields::Fields;
use super::super::page::{Page, see_other};
use super::links;
use crate::actions::answer::{self, Given, Invitation};
use crate::actions::introduce::shared_topics;
use crate::app::App;
use crate::domain::{Answer, DuoState, Line, Profile, Side};
use crate::mail::{SharedTopic, Together, openers};

#[derive(Template)]
#[template(path = "web/templates/duo.html")]
struct DuoPage {
    page: Page,
    invitation: Invitation,
    topics: Vec<SharedTopic>,
    openers: Vec<String>,
    link: String,
    problem: Option<String>,
    reason: String,
}

impl DuoPage {
    fn new(page: Page, invitation: Invitation, link: String) -> Self {
        let page = page.or(invitation.locale());
        let (learner, guide) = (&invitation.members.learner.profile, &invitation.members.guide.profile);
        let topics = shared_topics(&invitation.catalogue, learner, guide);
        let other = &invitation.members.at(invitation.you.other()).profile;
        let own = &invitation.members.at(invitation.you).profile;
        let openers = openers::choose(page.t, topics.first().map(|t| t.element), own.first_name(), other.first_name());
        Self { page, invitation, topics, openers, link, problem: None, reason: String::new() }
    }

    fn other(&self) -> &Profile {
        &self.invitation.members.at(self.invitation.you.other()).profile
    }

    /// Why these two, as sentences to the reader.
    fn reasons(&self) -> Vec<String> {
        let own = &self.invitation.members.at(self.invitation.you).profile;
        let topics = self.topics.iter().map(|t| t.reason(self.page.t, self.invitation.you, self.other().first_name()));
        topics.chain(Together::of(own, self.other()).reasons(self.page.t)).collect()
    }

    fn answer(&self) -> Option<Answer> {
        self.invitation.duo.member(self.invitation.you).answer
    }

    fn accepted(&self) -> bool {
        self.answer() == Some(Answer::Accepted)
    }

    fn declined(&self) -> bool {
        self.answer() == Some(Answer::Declined)
    }

    fn other_declined(&self) -> bool {
        self.invitation.duo.member(self.invitation.you.other()).answer == Some(Answer::Declined)
    }

    fn confirmed(&self) -> bool {
        self.invitation.duo.state == DuoState::Confirmed
    }

    fn open(&self) -> bool {
        matches!(self.invitation.duo.state, DuoState::Introduced | DuoState::Declined)
    }

    fn both_learn(&self) -> bool {
        self.invitation.round.settings.kind.both_learn()
    }

    fn you_learn(&self) -> bool {
        self.invitation.you == Side::Learner
    }

    fn answer_by(&self) -> String {
        self.page.t.date(self.invitation.round.answer_by)
    }
}

/// Shows the duo. However often it is opened, and by whichever scanner, nothing changes.
pub(crate) async fn show(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    let invitation = app.read(move |c| answer::look(c, &token, now)).await?.ok_or(WebError::DeadLink)?;
    let shown = DuoPage::new(Page::of(&request), invitation, link.into_inner());
    shown.page.ok(&shown)
}

/// Takes the answer.
pub(crate) async fn answer(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    let given: Answer = fields.one("answer").parse().map_err(|_| WebError::BadRequest)?;
    let typed = fields.one("reason").split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = match (typed.is_empty() || given == Answer::Accepted, Line::<500>::parse(&typed)) {
        (true, _) => None,
        (false, Ok(reason)) => Some(reason),
        (false, Err(problem)) => {
            let invitation = app.read(move |c| answer::look(c, &token, now)).await?.ok_or(WebError::DeadLink)?;
            let mut shown = DuoPage::new(Page::of(&request), invitation, link.into_inner());
            shown.problem = Some(shown.page.t.problem_of(&shown.page.t.text("duo-reason-label"), &problem));
            shown.reason = typed;
            return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let policy = app.policy().clone();
    let outcome = app.write(move |c| answer::give(c, &policy, &token, given, reason.as_ref(), now)).await?;
    match outcome.ok_or(WebError::DeadLink)? {
        // The page says itself in which state the duo is, also when the answer came too late.
        Given::Counted | Given::TooLate => Ok(see_other(&format!("/duo/{link}"))),
    }
}
