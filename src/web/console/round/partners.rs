//! Whom somebody could have: everybody on the other side, with what the two would score or what stands between them.

use std::cmp::Reverse;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::alternatives::not_told;
use super::unmatched::{reliefs, told_relief};
use super::{CoordinatorRound, round_messages};
use crate::app::App;
use crate::domain::{CoordinatorId, ProfessionalId, RoundId, Side};
use crate::matching::{Pair, Rule};
use crate::service::round::RoundInputs;
use crate::service::round::explain::Answer;
use crate::store::Connection;
use crate::store::person::professionals::{self, Professional};
use crate::store::round::rounds;
use crate::web::errors::WebError;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// How many are shown; whoever is not among them is found by name.
const MOST: usize = 50;

/// Whom to look for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    q: String,
}

struct Partner {
    person: Professional,
    score: i64,
    /// Why not, in words; empty if they may be a duo.
    against: String,
    href: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/partners.html")]
struct PartnersPage {
    page: Page,
    own: CoordinatorRound,
    person: Professional,
    q: String,
    partners: Vec<Partner>,
    found: usize,
    /// What would give them a duo, if they have none.
    reliefs: Vec<String>,
    notice: Option<String>,
}

struct Read {
    own: CoordinatorRound,
    person: Professional,
    /// With the score, and the rules against.
    partners: Vec<(ProfessionalId, i64, Vec<Rule>)>,
    people: Vec<Professional>,
    without: bool,
}

fn read(
    c: &mut Connection,
    (id, person, side): (RoundId, ProfessionalId, Side),
    coordinator: CoordinatorId,
) -> Result<Read, WebError> {
    let own = CoordinatorRound::read(c, id, coordinator)?;
    let material = RoundInputs::of(c, &own.round)?;
    let place = material.place(person).ok_or(WebError::NotFound)?;
    let rules = material.rules(&own.round.settings);
    let sides = rules.sides();
    let ends = |other: usize| match side {
        // In one pool the lesser goes first.
        _ if sides.one_pool() => (place.min(other), place.max(other)),
        Side::Learner => (place, other),
        Side::Guide => (other, place),
    };
    let others = (0..material.ids.len()).filter(|&other| other != place && sides.has(other, side.other()));
    let partner = |other: usize| {
        let (left, right) = ends(other);
        let against = Rule::told(rules.against(left, right));
        (material.ids[other], Pair::of(left, right, &rules).reasons.score(), against)
    };
    let partners: Vec<_> = others.map(partner).collect();
    let ids: Vec<ProfessionalId> = partners.iter().map(|p| p.0).chain([person]).collect();
    let people = professionals::by_ids(c, &ids)?;
    let without = rounds::unmatched(c, id)?.iter().any(|w| (w.professional_id, w.side) == (person, side));
    Ok(Read { person: super::person(&people, person)?.clone(), own, partners, people, without })
}

/// Shows whom somebody could have.
pub(crate) async fn show(
    app: web::Data<App>,
    path: web::Path<(RoundId, ProfessionalId, String)>,
    search: web::Query<Search>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (id, person, side) = path.into_inner();
    let side: Side = side.parse().map_err(|_| WebError::NotFound)?;
    let Read { own, person, mut partners, people, without } =
        app.read(move |c| read(c, (id, person, side), signed_in.0.id)).await?;
    if !own.has_proposals() {
        return Ok(see_other(&own.href("proposals")));
    }
    let page = own.page(&request);
    let (mut told_reliefs, mut notice) = (Vec::new(), None);
    if without {
        match reliefs(&app, id, vec![(person.id, side)]).await {
            Ok(Answer::Told(found)) => {
                told_reliefs = found.iter().flatten().map(|one| told_relief(&page, &people, one)).collect();
            }
            Ok(Answer::Outdated) => notice = Some(page.t.text("alternatives-outdated")),
            Err(failure) => notice = Some(not_told(&page, failure)?),
        }
    }
    let q = search.into_inner().q;
    let lower = q.to_lowercase();
    let fits = |p: &Professional| {
        let words = format!("{} {} {}", p.profile.name(), p.profile.organisation(), p.profile.role()).to_lowercase();
        lower.split_whitespace().all(|word| words.contains(word))
    };
    partners.retain(|(other, ..)| super::person(&people, *other).is_ok_and(fits));
    partners.sort_by_key(|(other, score, against)| (!against.is_empty(), Reverse(*score), *other));
    let found = partners.len();
    let one_pool = own.round.settings.kind == crate::domain::Kind::Mutual;
    let partners = partners.into_iter().take(MOST).map(|(other, score, against)| {
        let (left, right) = match side {
            _ if one_pool => (person.id.min(other), person.id.max(other)),
            Side::Learner => (person.id, other),
            Side::Guide => (other, person.id),
        };
        Ok(Partner {
            person: super::person(&people, other)?.clone(),
            score,
            against: round_messages::rules(page.t, &against),
            href: own.href(&format!("pairs/{left}/{right}")),
        })
    });
    let partners = partners.collect::<Result<_, WebError>>()?;
    let shown = PartnersPage { page, own, person, q, partners, found, reliefs: told_reliefs, notice };
    shown.page.ok(&shown)
}
