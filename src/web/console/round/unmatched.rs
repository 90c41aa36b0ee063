//! Who has no duo, why, and the least that would give them one.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::alternatives::not_told;
use super::pair::take_part;
use super::{CoordinatorRound, person, round_messages};
use crate::app::App;
use crate::domain::{Preference, ProfessionalId, RoundId, Side};
use crate::matching::explain::Cost;
use crate::service::round::explain::{self, Answer, Relief};
use crate::service::round::prepared_cache::ExplainFailure;
use crate::store::StoreError;
use crate::store::person::professionals::Professional;
use crate::store::round::rounds::{self, Round};
use crate::web::errors::WebError;
use crate::web::matching_copy;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;
use assign::trade_off::TradeOff;

/// How many stand on a page: each is a search of its own.
const A_PAGE: usize = 20;

/// Which page of them, from 0.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct UnmatchedView {
    page: usize,
}

struct UnmatchedRow {
    person: Professional,
    side: Side,
    why: String,
    /// The least that would help; empty if nothing would, none if that is not known.
    help: Option<String>,
    partners: String,
}

/// The addresses of the page before and the page after, if there are.
type Pager = (Option<String>, Option<String>);

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/unmatched.html")]
struct UnmatchedPage {
    page: Page,
    own: CoordinatorRound,
    left: Vec<UnmatchedRow>,
    pager: Pager,
    /// What one duo more would cost the round, in words.
    one_more: Option<String>,
    notice: Option<String>,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/unmatched_part.html")]
struct UnmatchedPart<'a> {
    page: &'a Page,
    own: &'a CoordinatorRound,
    left: &'a [UnmatchedRow],
    pager: &'a Pager,
    one_more: &'a Option<String>,
    notice: &'a Option<String>,
}

/// What would give each of these a duo.
pub(crate) async fn reliefs(
    app: &App,
    id: RoundId,
    of: Vec<(ProfessionalId, Side)>,
) -> Result<Answer<Vec<Vec<Relief>>>, ExplainFailure> {
    let now = app.now();
    app.blocking(move |app| explain::reliefs(app.warm(), app.store(), id, &of, now)).await
}

/// What one duo more would cost a round that prefers quality, in words, if there can be one more and it is known.
async fn one_more(app: &App, page: &Page, round: &Round) -> Result<Option<String>, WebError> {
    if round.settings.prefer != Preference::Quality {
        return Ok(None);
    }
    let (id, now) = (round.id, app.now());
    match app.blocking(move |app| explain::trade_off(app.warm(), app.store(), id, now)).await {
        Ok(TradeOff { quality, one_more, .. }) => Ok(one_more.map(|more| {
            let cost = round_messages::cost(page.t, Cost { duos: -1, points: quality.total - more.total });
            page.t.with("unmatched-one-more", &[("cost", &cost)])
        })),
        Err(failure) => not_told(page, failure).map(Some),
    }
}

/// A relief in words.
pub(crate) fn told_relief(page: &Page, people: &[Professional], relief: &Relief) -> String {
    let name =
        |id: &ProfessionalId| person(people, *id).map_or_else(|_| id.to_string(), |p| p.profile.name().to_owned());
    match relief {
        Relief::Coverage => page.t.text("relief-coverage"),
        Relief::Seat { guide } => page.t.with("relief-seat", &[("name", &name(guide))]),
        Relief::Exception { learner, guide, rules } => {
            let rules = round_messages::rules(page.t, rules);
            page.t.with("relief-exception", &[("one", &name(learner)), ("other", &name(guide)), ("rules", &rules)])
        }
    }
}

/// Shows who has no duo.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    view: web::Query<UnmatchedView>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (id, at, coordinator) = (id.into_inner(), view.page, signed_in.0.id);
    let (own, without, people) = app
        .read(move |c| {
            let own = CoordinatorRound::read(c, id, coordinator)?;
            Ok::<_, WebError>((own, rounds::unmatched(c, id)?, take_part(c, id)?))
        })
        .await?;
    if !own.has_proposals() {
        return Ok(see_other(&own.href("proposals")));
    }
    let page = own.page(&request);
    let all = without.len();
    let shown: Vec<_> = without.into_iter().skip(at.saturating_mul(A_PAGE)).take(A_PAGE).collect();
    let mut notice = None;
    let ask = shown.iter().map(|one| (one.professional_id, one.side)).collect();
    let found = match reliefs(&app, id, ask).await {
        Ok(Answer::Told(found)) => found.into_iter().map(Some).collect(),
        Ok(Answer::Outdated) => {
            notice = Some(page.t.text("alternatives-outdated"));
            vec![None; shown.len()]
        }
        Err(failure) => {
            notice = Some(not_told(&page, failure)?);
            vec![None; shown.len()]
        }
    };
    let one_more = if notice.is_none() { one_more(&app, &page, &own.round).await? } else { None };
    let known = shown.iter().zip(found).filter(|(one, _)| person(&people, one.professional_id).is_ok());
    let left = known.map(|(one, reliefs)| {
        let why = serde_json::from_str(&one.why).map_err(|e| StoreError::Corrupt(format!("unmatched: {e}")))?;
        let first = |list: Vec<Relief>| list.first().map(|r| told_relief(&page, &people, r)).unwrap_or_default();
        Ok(UnmatchedRow {
            person: person(&people, one.professional_id)?.clone(),
            side: one.side,
            why: matching_copy::why_nobody(page.t, own.round.settings.kind, &why),
            help: reliefs.map(first),
            partners: own.href(&format!("partners/{}/{}", one.professional_id, one.side)),
        })
    });
    let left = left.collect::<Result<Vec<_>, WebError>>()?;
    let to = |page: usize| own.href(&format!("unmatched?page={page}"));
    let next = at.saturating_add(1);
    let pager = (at.checked_sub(1).map(to), (next.saturating_mul(A_PAGE) < all).then(|| to(next)));
    if request.headers().contains_key("x-part") {
        return page.ok(&UnmatchedPart {
            page: &page,
            own: &own,
            left: &left,
            pager: &pager,
            one_more: &one_more,
            notice: &notice,
        });
    }
    let shown = UnmatchedPage { page, own, left, pager, one_more, notice };
    shown.page.ok(&shown)
}
