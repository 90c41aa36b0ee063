//! The forms on the page of a confirmed duo: its agreement, and its meeting.

use std::borrow::Borrow;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDateTime;

use super::super::super::errors::WebError;
use super::super::super::fields::Fields;
use super::super::super::page::see_other;
use super::super::links;
use super::{DuoPage, page};
use crate::actions::answer;
use crate::actions::together::{self, TogetherError};
use crate::app::App;
use crate::domain::agreement::{Agreement, AgreementField};
use crate::domain::meeting::{MOST_MOMENTS, MeetingField, MeetingProblem, Proposal, moment};
use crate::locale::Texts;
use crate::mail::Letterhead;
use crate::store::StoreError;

/// The fields of the agreement, and those of a meeting as they are called on the page.
const AGREEMENT: [&str; 4] = ["expectations", "how_often", "place", "check_in_weeks"];
const MEETING: [&str; 3] = ["moments", "minutes", "meeting_place"];
/// How long a meeting takes unless somebody says otherwise.
const MINUTES: &str = "60";

impl DuoPage {
    /// What a field shows: what was typed, or what is kept.
    pub(super) fn value(&self, field: &str) -> String {
        if let Some((_, typed)) = self.typed.iter().find(|(name, _)| name == field) {
            return typed.clone();
        }
        let agreement = self.arranged.agreement.as_ref();
        match field {
            "expectations" => agreement.map(Agreement::expectations).unwrap_or_default().to_owned(),
            "how_often" => agreement.map(Agreement::how_often).unwrap_or_default().to_owned(),
            "place" => agreement.map(Agreement::place).unwrap_or_default().to_owned(),
            "check_in_weeks" => agreement.map_or(self.check_in_weeks, Agreement::check_in_weeks).to_string(),
            "minutes" => MINUTES.to_owned(),
            _ => String::new(),
        }
    }

    pub(super) fn problem_at(&self, field: &str) -> Option<String> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, words)| words.clone())
    }

    pub(super) fn stale(&self, section: &str) -> bool {
        self.stale == Some(section)
    }

    /// Whether the form of a section stands open.
    pub(super) fn opens(&self, section: &str) -> bool {
        let fields: &[&str] = if section == "agreement" { &AGREEMENT } else { &MEETING };
        let typed = self.typed.iter().any(|(name, _)| fields.contains(&name.as_str()));
        typed || self.problems.iter().any(|(name, _)| fields.contains(&name.as_str()))
    }

    /// A moment in words.
    pub(super) fn moment(&self, moment: impl Borrow<NaiveDateTime>) -> String {
        in_words(self.page.t, *moment.borrow())
    }

    fn typed_moments(&self) -> impl Iterator<Item = &str> {
        self.typed.iter().filter(|(name, _)| name == "moment").map(|(_, typed)| typed.as_str())
    }

    pub(super) fn ticked(&self, suggestion: impl Borrow<NaiveDateTime>) -> bool {
        let suggestion = *suggestion.borrow();
        self.typed_moments().any(|typed| moment(typed) == Some(suggestion))
    }

    /// The fields for moments that are not among the suggestions, with their numbers.
    pub(super) fn other_moments(&self) -> Vec<(usize, String)> {
        let own = self.typed_moments().filter(|typed| moment(typed).is_none_or(|m| !self.suggestions.contains(&m)));
        let own = own.map(str::to_owned).chain(std::iter::repeat_with(String::new));
        (1..).zip(own.take(MOST_MOMENTS)).collect()
    }
}

fn in_words(t: Texts, moment: NaiveDateTime) -> String {
    t.with("moment", &[("date", &t.date(moment.date())), ("time", &moment.format("%H:%M").to_string())])
}

/// What did not work together, on the page: what was typed is kept.
async fn shown_again(
    app: &App,
    request: &HttpRequest,
    link: String,
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
        // The page says in which state the duo is.
        TogetherError::NotNow => Ok(see_other(&format!("/duo/{link}"))),
    }
}

fn version(fields: &Fields) -> Result<i32, WebError> {
    fields.one("version").parse().map_err(|_| WebError::BadRequest)
}

/// Keeps the agreement.
pub(crate) async fn agree(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (token, now, seen) = (links::token(&link)?, app.now(), version(&fields)?);
    let typed: Vec<_> = AGREEMENT.iter().map(|name| ((*name).to_owned(), fields.one(name).to_owned())).collect();
    let of = |field: AgreementField| fields.one(field.as_str());
    let parsed = Agreement::parse(
        of(AgreementField::Expectations),
        of(AgreementField::HowOften),
        of(AgreementField::Place),
        of(AgreementField::CheckInWeeks),
    );
    match parsed {
        Ok(agreement) => match app.write(move |c| together::agree(c, &token, &agreement, seen, now)).await {
            Ok(()) => Ok(see_other(&format!("/duo/{link}?agreement#agreement"))),
            Err(error) => shown_again(&app, &request, link.into_inner(), ("agreement", typed), error).await,
        },
        Err(problems) => {
            let mut shown = page(&app, &request, link.into_inner()).await?;
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

/// Proposes moments, picks one, or cancels.
pub(crate) async fn arrange(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (token, now, seen) = (links::token(&link)?, app.now(), version(&fields)?);
    let mut typed = Vec::new();
    let done = match fields.one("then") {
        "cancel" => app.write(move |c| together::cancel(c, &token, seen, now)).await,
        "pick" => {
            let start = moment(fields.one("moment")).ok_or(WebError::BadRequest)?;
            app.write(move |c| together::pick(c, &token, start, seen, now)).await
        }
        "propose" => {
            let moments = fields.all("moment");
            typed.extend(moments.iter().map(|typed| ("moment".to_owned(), typed.clone())));
            typed.extend(["minutes", "meeting_place"].map(|name| (name.to_owned(), fields.one(name).to_owned())));
            let mut shown = page(&app, &request, link.clone()).await?;
            let (minutes, place) = (fields.one("minutes"), fields.one("meeting_place"));
            match Proposal::parse(shown.invitation.you, &moments, minutes, place, together::local(now)) {
                Ok(proposal) => app.write(move |c| together::propose(c, &token, proposal, seen, now)).await,
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
        Err(error) => shown_again(&app, &request, link.into_inner(), ("meeting", typed), error).await,
    }
}

/// What is wrong with a field, and what that is called on the page.
fn in_place(t: Texts, field: MeetingField, problem: &MeetingProblem) -> (String, String) {
    let name = if field == MeetingField::Place { "meeting_place" } else { field.as_str() };
    let words = match problem {
        MeetingProblem::HowMany => t.text("meeting-how-many"),
        MeetingProblem::When(value) => t.with("meeting-when-wrong", &[("value", value)]),
        MeetingProblem::Other(problem) => t.problem_of(&t.word("meeting", field.as_str()), problem),
    };
    (name.to_owned(), words)
}

/// The meeting as a file for a calendar.
pub(crate) async fn calendar(app: web::Data<App>, link: web::Path<String>) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    let found = app
        .read(move |c| {
            let Some(invitation) = answer::look(c, &token, now)? else { return Err(WebError::DeadLink) };
            let calendar = together::calendar(c, invitation.duo.id)?.ok_or(WebError::NotFound)?;
            Ok((invitation, calendar))
        })
        .await;
    let (invitation, calendar) = found?;
    let (programme, locale) = (&invitation.programme, invitation.locale());
    let head =
        Letterhead::new(app.base_url(), programme.name(locale), app.mail_from().clone(), programme.contact.clone());
    let you = &invitation.members.at(invitation.you).profile;
    let other = &invitation.members.at(invitation.you.other()).profile;
    let file = calendar.download(Texts::of(locale), &head, (you.email(), you.name()), other.first_name(), now);
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/calendar; charset=utf-8"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"tweespan.ics\""))
        .body(file))
}
