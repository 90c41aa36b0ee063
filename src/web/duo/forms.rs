//! The forms on the page of a confirmed duo: its agreement, and its meeting.

use std::borrow::Borrow;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDateTime;

use super::{DuoPage, page};
use crate::app::App;
use crate::domain::duo::agreement::{Agreement, AgreementField};
use crate::domain::duo::meeting::{Agreed, MAX_MOMENTS, MeetingField, MeetingProblem, Proposal, moment};
use crate::domain::local_time;
use crate::locale::Texts;
use crate::mail::MailContext;
use crate::service::duo::agreements::{self, TogetherError};
use crate::service::duo::answer;
use crate::service::duo::meetings::{self, MeetingError};
use crate::service::programme::activity::Actor;
use crate::store::StoreError;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::see_other;
use crate::web::security::opened_links::Link;

/// The fields of the agreement, and those of a meeting as they are called on the page.
const AGREEMENT: [&str; 4] = ["expectations", "how_often", "place", "check_in_weeks"];
const MEETING: [&str; 3] = ["moments", "minutes", "meeting_place"];
/// How long a meeting takes unless somebody says otherwise.
const MINUTES: &str = "60";

impl DuoPage {
    /// What a field shows: what was typed, or what is kept.
    pub(crate) fn value(&self, field: &str) -> String {
        if let Some((_, typed)) = self.typed.iter().find(|(name, _)| name == field) {
            return typed.clone();
        }
        let agreement = self.arranged.agreement.as_ref();
        match field {
            "expectations" => agreement.map(Agreement::expectations).unwrap_or_default().to_owned(),
            "how_often" => agreement.map(Agreement::how_often).unwrap_or_default().to_owned(),
            "place" => agreement.map(Agreement::place).unwrap_or_default().to_owned(),
            "check_in_weeks" => agreement.map_or(self.check_in_weeks.into(), |agreed| self.weeks(agreed)).to_string(),
            "minutes" => MINUTES.to_owned(),
            _ => String::new(),
        }
    }

    /// In how many weeks they are asked how it goes. The settings may allow fewer than when they chose.
    pub(crate) fn weeks(&self, agreement: &Agreement) -> usize {
        agreement.check_in_weeks().min(self.most_weeks).into()
    }

    pub(crate) fn problem_at(&self, field: &str) -> Option<String> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, words)| words.clone())
    }

    pub(crate) fn stale(&self, section: &str) -> bool {
        self.stale == Some(section)
    }

    /// Whether the form of a section stands open.
    pub(crate) fn opens(&self, section: &str) -> bool {
        let fields: &[&str] = if section == "agreement" { &AGREEMENT } else { &MEETING };
        let typed = self.typed.iter().any(|(name, _)| fields.contains(&name.as_str()));
        typed || self.problems.iter().any(|(name, _)| fields.contains(&name.as_str()))
    }

    /// A moment in words.
    pub(crate) fn moment(&self, moment: impl Borrow<NaiveDateTime>) -> String {
        self.page.t.local_moment(moment)
    }

    /// The meeting that they agreed on, while it is to come or goes on.
    pub(crate) fn planned(&self) -> Option<&Agreed> {
        self.agreed().filter(|agreed| agreed.goes_ahead && agreed.ends_at() > self.now)
    }

    /// Whether it has begun, so that it cannot be cancelled any more.
    pub(crate) fn has_begun(&self, agreed: &Agreed) -> bool {
        agreed.starts_at() <= self.now
    }

    /// The meeting that they agreed on, once its time has passed.
    pub(crate) fn past(&self) -> Option<&Agreed> {
        self.agreed().filter(|agreed| agreed.goes_ahead && agreed.ends_at() <= self.now)
    }

    /// A meeting that was cancelled, until its time has passed.
    pub(crate) fn called_off(&self) -> Option<&Agreed> {
        self.agreed().filter(|agreed| !agreed.goes_ahead && agreed.ends_at() > self.now)
    }

    fn agreed(&self) -> Option<&Agreed> {
        self.arranged.meeting.agreed.as_ref()
    }

    /// What was proposed, with those of its times that have not passed.
    pub(crate) fn proposal(&self) -> Option<(&Proposal, Vec<NaiveDateTime>)> {
        let proposal = self.arranged.meeting.proposal.as_ref()?;
        Some((proposal, proposal.open_moments(self.now)))
    }

    /// Pages on which the reader puts the meeting into a calendar on the web: what each is called, and where it is.
    pub(crate) fn calendars(&self) -> Vec<(String, String)> {
        let Some(calendar) = &self.calendar else { return Vec::new() };
        let (t, other) = (self.page.t, self.other().first_name());
        vec![
            (t.text("meeting-google"), calendar.google_url(t, other)),
            (t.text("meeting-outlook"), calendar.outlook_url(t, other)),
        ]
    }

    fn typed_moments(&self) -> impl Iterator<Item = &str> {
        self.typed.iter().filter(|(name, _)| name == "moment").map(|(_, typed)| typed.as_str())
    }

    pub(crate) fn ticked(&self, suggestion: impl Borrow<NaiveDateTime>) -> bool {
        let suggestion = *suggestion.borrow();
        self.typed_moments().any(|typed| moment(typed) == Some(suggestion))
    }

    /// The fields for moments that are not among the suggestions, with their numbers.
    pub(crate) fn other_moments(&self) -> Vec<(usize, String)> {
        let own = self.typed_moments().filter(|typed| moment(typed).is_none_or(|m| !self.suggestions.contains(&m)));
        let own = own.map(str::to_owned).chain(std::iter::repeat_with(String::new));
        (1..).zip(own.take(MAX_MOMENTS)).collect()
    }
}

/// What did not work together, on the page: what was typed is kept.
async fn shown_again(
    app: &App,
    request: &HttpRequest,
    link: &Link,
    (section, typed): (&'static str, Vec<(String, String)>),
    error: TogetherError,
) -> Result<HttpResponse, WebError> {
    match error {
        TogetherError::Store(StoreError::Conflict) => {
            let mut shown = page(app, request, link).await?;
            shown.stale = Some(section);
            shown.typed = typed;
            shown.page.show(StatusCode::CONFLICT, &shown)
        }
        TogetherError::Store(error) => Err(error.into()),
        TogetherError::DeadLink => Err(WebError::DeadLink),
        // The page says in which state the duo is, and that this was not done.
        TogetherError::NotNow => Ok(see_other(&format!("/duo/{link}?{section}-too-late"))),
    }
}

fn version(fields: &Fields) -> Result<i32, WebError> {
    fields.one("version").parse().map_err(|_| WebError::BadRequest)
}

/// Keeps the agreement.
pub(crate) async fn agree(
    app: web::Data<App>,
    link: Link,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (token, seen) = (link.token(), version(&fields)?);
    let typed: Vec<_> = AGREEMENT.iter().map(|name| ((*name).to_owned(), fields.one(name).to_owned())).collect();
    let of = |field: AgreementField| fields.one(field.as_str());
    let parsed = Agreement::parse(
        of(AgreementField::Expectations),
        of(AgreementField::HowOften),
        of(AgreementField::Place),
        (of(AgreementField::CheckInWeeks), app.policy().life.most_check_in_weeks()),
    );
    match parsed {
        Ok(agreement) => match app.act(Actor::Visitor, move |cx| agreements::agree(cx, &token, &agreement, seen)).await
        {
            Ok(()) => Ok(see_other(&format!("/duo/{link}?agreement#agreement"))),
            Err(error) => shown_again(&app, &request, &link, ("agreement", typed), error).await,
        },
        Err(problems) => {
            let mut shown = page(&app, &request, &link).await?;
            let t = shown.page.t;
            let words = |(field, problem): (AgreementField, _)| {
                let label = t.word("agreement", field.as_str());
                (field.as_str().to_owned(), t.problem_of(&label, &problem))
            };
            shown.problems = problems.into_iter().map(words).collect();
            shown.typed = typed;
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// Proposes times, withdraws them, picks one, or cancels.
pub(crate) async fn arrange(
    app: web::Data<App>,
    link: Link,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (token, now, seen) = (link.token(), app.now(), version(&fields)?);
    let mut typed = Vec::new();
    let done = match fields.one("then") {
        "cancel" => match app.act(Actor::Visitor, move |cx| meetings::cancel(cx, &token, seen)).await {
            Ok(()) => Ok(()),
            Err(MeetingError::Together(error)) => Err(error),
            Err(MeetingError::Passed) => {
                return has_passed(&app, &request, &link, |t| t.text("meeting-cancel-passed")).await;
            }
        },
        "withdraw" => app.act(Actor::Visitor, move |cx| meetings::withdraw(cx, &token, seen)).await,
        "pick" => {
            let start = moment(fields.one("moment")).ok_or(WebError::BadRequest)?;
            match app.act(Actor::Visitor, move |cx| meetings::pick(cx, &token, start, seen)).await {
                Ok(()) => Ok(()),
                Err(MeetingError::Together(error)) => Err(error),
                Err(MeetingError::Passed) => {
                    let words = |t: Texts| t.with("meeting-pick-passed", &[("time", &t.local_moment(start))]);
                    return has_passed(&app, &request, &link, words).await;
                }
            }
        }
        "propose" => {
            let moments = fields.all("moment");
            typed.extend(moments.iter().map(|typed| ("moment".to_owned(), typed.clone())));
            typed.extend(["minutes", "meeting_place"].map(|name| (name.to_owned(), fields.one(name).to_owned())));
            let mut shown = page(&app, &request, &link).await?;
            let (minutes, place) = (fields.one("minutes"), fields.one("meeting_place"));
            match Proposal::parse(shown.invitation.you, &moments, minutes, place, local_time::from_utc(now)) {
                Ok(proposal) => app.act(Actor::Visitor, move |cx| meetings::propose(cx, &token, proposal, seen)).await,
                Err(problems) => {
                    let t = shown.page.t;
                    shown.problems = problems.iter().map(|(field, problem)| in_place(t, *field, problem)).collect();
                    shown.typed = typed;
                    return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
                }
            }
        }
        _ => return Err(WebError::BadRequest),
    };
    match done {
        Ok(()) => Ok(see_other(&format!("/duo/{link}#meeting"))),
        Err(error) => shown_again(&app, &request, &link, ("meeting", typed), error).await,
    }
}

/// The page as it is now, which says that it was too late for what somebody wanted of a meeting.
async fn has_passed(
    app: &App,
    request: &HttpRequest,
    link: &Link,
    words: impl FnOnce(Texts) -> String,
) -> Result<HttpResponse, WebError> {
    let mut shown = page(app, request, link).await?;
    shown.problems = vec![("meeting".to_owned(), words(shown.page.t))];
    shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// What is wrong with a field, and what that is called on the page.
fn in_place(t: Texts, field: MeetingField, problem: &MeetingProblem) -> (String, String) {
    let name = if field == MeetingField::Place { "meeting_place" } else { field.as_str() };
    let words = match problem {
        MeetingProblem::HowMany => t.text("meeting-how-many"),
        MeetingProblem::When(value) => t.with("meeting-when-wrong", &[("value", value)]),
        MeetingProblem::Passed(value) => t.with("meeting-when-passed", &[("value", value)]),
        MeetingProblem::Skipped(value) => t.with("meeting-when-skipped", &[("value", value)]),
        MeetingProblem::Twice(value) => t.with("meeting-when-twice", &[("value", value)]),
        MeetingProblem::Other(problem) => t.problem_of(&t.word("meeting", field.as_str()), problem),
    };
    (name.to_owned(), words)
}

/// The meeting as a file for a calendar.
pub(crate) async fn calendar(app: web::Data<App>, link: Link) -> Result<HttpResponse, WebError> {
    let (token, now) = (link.token(), app.now());
    let found = app
        .read(move |c| {
            let Some(invitation) = answer::look(c, &token, now)? else { return Err(WebError::DeadLink) };
            let calendar = meetings::calendar(c, invitation.duo.id)?.ok_or(WebError::NotFound)?;
            Ok((invitation, calendar))
        })
        .await;
    let (invitation, calendar) = found?;
    let (programme, locale) = (&invitation.programme, invitation.locale());
    let head = MailContext::new(
        app.base_url(),
        (programme.name(locale), programme.slug.as_str()),
        app.mail_from().clone(),
        programme.contact.clone(),
    );
    let you = &invitation.members.at(invitation.you).profile;
    let other = &invitation.members.at(invitation.you.other()).profile;
    let file = calendar.download(Texts::of(locale), &head, (you.email(), you.name()), other.first_name(), now);
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/calendar; charset=utf-8"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"tweespan.ics\""))
        .body(file))
}
