//! Whom else two people of a round could have, and what that would cost.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::pair::Two;
use super::{CoordinatorRound, round_messages};
use crate::app::App;
use crate::domain::{Kind, ProfessionalId, Side};
use crate::locale::Texts;
use crate::service::round::RoundError;
use crate::service::round::explain::{self, Another, Answer};
use crate::service::round::prepared_cache::ExplainFailure;
use crate::store::person::professionals;
use crate::web::errors::WebError;
use crate::web::page::Page;
use crate::web::security::session::SignedIn;

/// How many alternatives are told of each of the two.
const FEW: usize = 5;

/// Other duos of one of the two.
struct Others {
    of: String,
    /// With the name of the other, and the cost in words.
    list: Vec<(Another, String, String)>,
    /// The page that finds any other.
    more: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/alternatives.html")]
struct AlternativesPage {
    page: Page,
    own: CoordinatorRound,
    others: Vec<Others>,
    /// Why there are none to tell.
    notice: Option<String>,
    back: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/alternatives_part.html")]
struct AlternativesPart<'a> {
    page: &'a Page,
    own: &'a CoordinatorRound,
    others: &'a [Others],
    notice: &'a Option<String>,
}

/// Why alternatives are not told, in words.
pub(crate) fn not_told(page: &Page, failure: ExplainFailure) -> Result<String, WebError> {
    match failure {
        ExplainFailure::NotProved => Ok(page.t.text("alternatives-not-proved")),
        ExplainFailure::TooLarge => Ok(page.t.text("alternatives-too-large")),
        ExplainFailure::Round(RoundError::Propose(error)) => Ok(round_messages::propose_error(page.t, &error)),
        ExplainFailure::Round(error) => Err(error.into()),
    }
}

/// Shows whom else the two could have, and what that would cost.
pub(crate) async fn show(
    app: web::Data<App>,
    two: web::Path<Two>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (id, one, other) = two.into_inner();
    let (now, coordinator) = (app.now(), signed_in.0.id);
    let own = app.read(move |c| {
        let own = CoordinatorRound::read(c, id, coordinator)?;
        // Whoever is of another programme is nobody here.
        for person in [one, other] {
            professionals::in_programme(c, own.programme.id, person)?.ok_or(WebError::NotFound)?;
        }
        Ok::<_, WebError>(own)
    });
    let own = own.await?;
    let page = own.page(&request);
    let found = app.blocking(move |app| {
        let ask = |person, side| explain::alternatives(app.warm(), app.store(), id, (person, side), FEW, now);
        let answers = [ask(one, Side::Learner)?, ask(other, Side::Guide)?];
        Ok::<_, ExplainFailure>((answers, explain::is_exact(app.warm(), app.store(), id, now)?))
    });
    let (mut others, mut notice, mut is_exact) = (Vec::new(), None, true);
    match found.await {
        Ok((answers, exact)) => {
            is_exact = exact;
            for (person, side, answer) in
                [one, other].into_iter().zip(Side::ALL).zip(answers).map(|((p, s), a)| (p, s, a))
            {
                match answer {
                    Answer::Outdated => notice = Some(page.t.text("alternatives-outdated")),
                    Answer::Told(list) => others.push(named(&app, page.t, &own, (person, *side), list).await?),
                }
            }
        }
        Err(failure) => notice = Some(not_told(&page, failure)?),
    }
    if notice.is_none() && !is_exact {
        notice = Some(page.t.text("alternatives-one-way"));
    }
    if notice.is_none() && own.round.settings.kind == Kind::Mutual && own.round.settings.trio {
        notice = Some(page.t.text("alternatives-trio"));
    }
    let part = request.headers().contains_key("x-part");
    if part {
        let part = AlternativesPart { page: &page, own: &own, others: &others, notice: &notice };
        return page.ok(&part);
    }
    let back = own.href(&format!("pairs/{one}/{other}"));
    let shown = AlternativesPage { page, own, others, notice, back };
    shown.page.ok(&shown)
}

/// Alternatives with the name of the other.
async fn named(
    app: &App,
    t: Texts,
    own: &CoordinatorRound,
    (person, side): (ProfessionalId, Side),
    list: Vec<Another>,
) -> Result<Others, WebError> {
    let more = own.href(&format!("partners/{person}/{side}"));
    let who = |a: &Another| if a.learner == person { a.guide } else { a.learner };
    let mut ids: Vec<ProfessionalId> = list.iter().map(who).collect();
    ids.push(person);
    let people = app.read(move |c| professionals::by_ids(c, &ids)).await?;
    let name = |id| super::person(&people, id).map(|p| format!("{}, {}", p.profile.name(), p.profile.organisation()));
    let of = super::person(&people, person)?.profile.name().to_owned();
    let list = list
        .into_iter()
        .map(|a| Ok((a, name(who(&a))?, round_messages::cost(t, a.cost))))
        .collect::<Result<_, WebError>>()?;
    Ok(Others { of, list, more })
}
