//! A member's page about their duo: who, why you two, and the answer.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use crate::app::App;
use crate::domain::duo::lifecycle::{DuoLifecycle, Ending};
use crate::domain::duo::{meeting, schedule};
use crate::domain::{Answer, DuoState, Profile, Side, SingleLine, Token, local_time};
use crate::mail::letters::conversation_starters;
use crate::mail::{Calendar, SharedTopic, Together, topic_reasons};
use crate::service::Policy;
use crate::service::duo::agreements::{self, Arranged};
use crate::service::duo::answer::{self, AnswerOutcome, Invitation};
use crate::service::duo::introduce::told_topics;
use crate::service::duo::meetings;
use crate::service::programme::activity::Actor;
use crate::store::{Connection, StoreError};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::opened_links::Link;

pub(crate) mod check_in;
pub(crate) mod end;
mod forms;

pub(crate) use forms::{agree, arrange, calendar};

#[derive(Template)]
#[template(path = "web/templates/duo.html")]
struct DuoPage {
    page: Page,
    invitation: Invitation,
    topics: Vec<SharedTopic>,
    /// Whether the other may want to learn something that is theirs to tell.
    may_be_more: bool,
    openers: Vec<String>,
    link: String,
    problem: Option<String>,
    reason: String,
    arranged: Arranged,
    /// The meeting that they agreed on, as it goes into calendars.
    calendar: Option<Calendar>,
    suggestions: Vec<NaiveDateTime>,
    now: DateTime<Utc>,
    /// Until when the reader's answer counts, if the duo is open.
    answers_until: DateTime<Utc>,
    /// The last day on which answers count, with the days of grace.
    last_day: NaiveDate,
    /// After how many weeks a duo is asked how it goes, unless they choose.
    check_in_weeks: u8,
    /// In how many weeks at the latest they may choose to be asked.
    most_weeks: u8,
    /// What was just done: the name of the section that says so.
    note: String,
    /// The section in which somebody else was first.
    stale: Option<&'static str>,
    /// What was typed into the forms of a confirmed duo, by field; else what is kept is shown.
    typed: Vec<(String, String)>,
    /// What is wrong with it, by field, in the order of the form.
    problems: Vec<(String, String)>,
}

/// What a page about a duo is made of.
pub(crate) struct Shown {
    invitation: Invitation,
    arranged: Arranged,
    calendar: Option<Calendar>,
}

/// Reads it; nothing when the link does not work.
pub(crate) fn read(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Shown>, StoreError> {
    let Some(invitation) = answer::look(c, token, now)? else { return Ok(None) };
    let arranged = agreements::arranged(c, invitation.duo.id)?;
    let calendar = meetings::calendar(c, invitation.duo.id)?;
    Ok(Some(Shown { invitation, arranged, calendar }))
}

impl DuoPage {
    fn new(page: Page, policy: &Policy, shown: Shown, link: String, now: DateTime<Utc>) -> Self {
        let Shown { invitation, arranged, calendar } = shown;
        let answers_until = answer::answers_until(policy, &invitation.round, &invitation.duo, invitation.you);
        let last_day = schedule::last_day(invitation.round.answer_by, policy.links.duo_grace_days);
        let page = page.or(invitation.locale()).of_programme(&invitation.programme);
        let (topics, may_be_more) = told_topics(&invitation.catalogue, &invitation.members, invitation.you);
        let other = &invitation.members.at(invitation.you.other()).profile;
        let own = &invitation.members.at(invitation.you).profile;
        let openers = conversation_starters::choose(
            page.t,
            SharedTopic::common_element(&topics),
            own.first_name(),
            other.first_name(),
        );
        let shared = own.availability().shared_with(other.availability());
        let suggestions = meeting::suggestions(shared, local_time::from_utc(now).date(), 6);
        Self {
            page,
            invitation,
            topics,
            may_be_more,
            openers,
            link,
            problem: None,
            reason: String::new(),
            arranged,
            calendar,
            suggestions,
            now,
            answers_until,
            last_day,
            check_in_weeks: policy.life.check_in_weeks,
            most_weeks: policy.life.most_check_in_weeks(),
            note: String::new(),
            stale: None,
            typed: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Where to say that somebody else has this link.
    fn report_to(&self) -> String {
        format!("/duo/{}/links", self.link)
    }

    fn own_address(&self) -> &str {
        self.invitation.members.at(self.invitation.you).profile.email().as_str()
    }

    fn other(&self) -> &Profile {
        &self.invitation.members.at(self.invitation.you.other()).profile
    }

    /// Why these two, as sentences to the reader.
    fn reasons(&self) -> Vec<String> {
        let own = &self.invitation.members.at(self.invitation.you).profile;
        let (place, told) = ((self.invitation.you, self.both_learn()), (self.topics.as_slice(), self.may_be_more));
        let topics = topic_reasons(self.page.t, place, self.other().first_name(), told);
        topics.into_iter().chain(Together::of(own, self.other()).reasons(self.page.t)).collect()
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

    fn confirmed(&self) -> bool {
        self.invitation.duo.state == DuoState::Confirmed
    }

    /// Whether it waits for answers, as far as the reader may know.
    fn open(&self) -> bool {
        matches!(self.invitation.duo.life, DuoLifecycle::AwaitingAnswers(_))
    }

    /// Whether the reader can answer, or change their answer.
    fn can_answer(&self) -> bool {
        self.open() && self.now < self.answers_until
    }

    /// The time until which the reader can take back their no, on a clock in Amsterdam.
    fn change_until(&self) -> String {
        let until = local_time::from_utc(self.answers_until);
        let time = until.format("%H:%M").to_string();
        if until.date() == local_time::from_utc(self.now).date() {
            return time;
        }
        format!("{}, {time}", self.page.t.date(until.date()))
    }

    fn thinking(&self) -> bool {
        self.answer().is_none() && self.invitation.duo.member(self.invitation.you).seen_at.is_some()
    }

    fn title(&self) -> String {
        let key = if self.open() { "duo-title" } else { "duo-title-later" };
        self.page.t.with(key, &[("name", self.other().first_name())])
    }

    /// Why it takes no answers.
    fn over(&self) -> String {
        let (t, name) = (self.page.t, self.other().first_name());
        let other = self.invitation.duo.member(self.invitation.you.other()).answer;
        let key = match self.invitation.duo.life {
            // Final, and the other not told yet; or nobody looked since the last day.
            DuoLifecycle::AwaitingAnswers(_) if self.declined() => "duo-final-soon",
            DuoLifecycle::AwaitingAnswers(_) => "duo-too-late",
            DuoLifecycle::Declined if self.declined() && other == Some(Answer::Declined) => "duo-final-both",
            DuoLifecycle::Declined if self.declined() => "duo-final",
            DuoLifecycle::Declined if self.accepted() => "duo-other-declined",
            DuoLifecycle::Declined => "duo-other-declined-unanswered",
            DuoLifecycle::Lapsed if self.now < self.answers_until => "duo-lapsed-closed",
            DuoLifecycle::Lapsed => "duo-lapsed",
            DuoLifecycle::Ended(Ending::Repaired) => "duo-ended-repaired",
            DuoLifecycle::Ended(Ending::Stopped) => "duo-ended-stopped",
            DuoLifecycle::Ended(Ending::Unreachable) => "duo-ended-unreachable",
            DuoLifecycle::Ended(_) => "duo-ended",
            _ => "duo-closed",
        };
        t.with(key, &[("name", name)])
    }

    /// What could not be done, because the duo is no longer confirmed: `note` says what was tried.
    fn not_done(&self) -> Option<String> {
        let key = match self.note.as_str() {
            _ if self.confirmed() => return None,
            "agreement-too-late" => "not-done-agreement",
            "meeting-too-late" => "not-done-meeting",
            "check-in-too-late" => "not-done-check-in",
            "closing-too-late" => "not-done-closing",
            _ => return None,
        };
        Some(self.page.t.text(key))
    }

    fn both_learn(&self) -> bool {
        self.invitation.round.settings.kind.both_learn()
    }

    fn you_learn(&self) -> bool {
        self.invitation.you == Side::Learner
    }

    /// The last day on which answers are asked for; once it has passed, the last on which they count.
    fn answer_by(&self) -> String {
        self.page.t.date(if self.in_grace() { self.last_day } else { self.invitation.round.answer_by })
    }

    /// Whether the day to answer by has passed, and answers still count.
    fn in_grace(&self) -> bool {
        self.now.date_naive() > self.invitation.round.answer_by
    }
}

/// Shows the duo. However often it is opened, and by whichever scanner, nothing changes.
pub(crate) async fn show(app: web::Data<App>, link: Link, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let mut shown = page(&app, &request, &link).await?;
    request.query_string().clone_into(&mut shown.note);
    shown.page.ok(&shown)
}

/// The page as it is now.
async fn page(app: &App, request: &HttpRequest, link: &Link) -> Result<DuoPage, WebError> {
    let (token, now) = (link.token(), app.now());
    let found = app.read(move |c| read(c, &token, now)).await?.ok_or(WebError::DeadLink)?;
    Ok(DuoPage::new(Page::of(request), app.policy(), found, link.to_string(), now))
}

/// Takes the answer.
pub(crate) async fn answer(
    app: web::Data<App>,
    link: Link,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let token = link.token();
    if fields.one("answer") == "thinking" {
        app.act(Actor::Visitor, move |cx| answer::think(cx, &token)).await?.ok_or(WebError::DeadLink)?;
        return Ok(see_other(&format!("/duo/{link}")));
    }
    let given: Answer = fields.one("answer").parse().map_err(|_| WebError::BadRequest)?;
    let typed = fields.one("reason").split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = match (typed.is_empty() || given == Answer::Accepted, SingleLine::<500>::parse(&typed)) {
        (true, _) => None,
        (false, Ok(reason)) => Some(reason),
        (false, Err(problem)) => {
            let mut shown = page(&app, &request, &link).await?;
            shown.problem = Some(shown.page.t.problem_of(&shown.page.t.text("duo-reason-label"), &problem));
            shown.reason = typed;
            return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let outcome = app.act(Actor::Visitor, move |cx| answer::give(cx, &token, given, reason.as_ref())).await?;
    match outcome.ok_or(WebError::DeadLink)? {
        // The page says itself in which state the duo is, also when the answer came too late.
        AnswerOutcome::Counted | AnswerOutcome::TooLate => Ok(see_other(&format!("/duo/{link}"))),
    }
}
