//! What a coordinator does by hand to the duos of a round that runs: told before it is done.

use std::collections::HashMap;
use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::{CoordinatorRound, changed, round_messages, version};
use crate::app::App;
use crate::domain::{CoordinatorId, DuoId, ProfessionalId, RoundId, Side, SingleLine};
use crate::service::round::progress::NewPair;
use crate::service::round::progress::by_hand::{self, ByHand, Outcome};
use crate::service::round::{Obstacle, RoundError};
use crate::store::duo::duos;
use crate::store::person::professional_search;
use crate::store::{Connection, StoreError};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::matching_copy;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// How many partners, and how many exchanges, are offered.
const FEW: usize = 30;

/// An act in the address of its page. Which of these are there says which it is.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    duo: Option<DuoId>,
    with: Option<DuoId>,
    stays: Option<ProfessionalId>,
    partner: Option<ProfessionalId>,
    one: Option<ProfessionalId>,
    other: Option<ProfessionalId>,
}

impl Asked {
    fn act(self) -> Result<ByHand, WebError> {
        Ok(match self {
            Self { duo: Some(duo), with: Some(other), .. } => ByHand::Exchange { duo, other },
            Self { duo: Some(duo), stays: Some(stays), partner: Some(partner), .. } => {
                ByHand::Replace { duo, stays, partner }
            }
            Self { duo: Some(duo), .. } => ByHand::Stop { duo },
            Self { one: Some(one), other: Some(other), .. } => ByHand::Add { one, other },
            _ => return Err(WebError::NotFound),
        })
    }

    /// The same from a form.
    fn posted(fields: &Fields) -> Self {
        fn number<T: FromStr>(fields: &Fields, name: &str) -> Option<T> {
            fields.one(name).parse().ok()
        }
        Self {
            duo: number(fields, "duo"),
            with: number(fields, "with"),
            stays: number(fields, "stays"),
            partner: number(fields, "partner"),
            one: number(fields, "one"),
            other: number(fields, "other"),
        }
    }

    fn fields(self) -> Vec<(&'static str, String)> {
        let person = |id: ProfessionalId| id.to_string();
        let duo = |id: DuoId| id.to_string();
        let all = [
            ("duo", self.duo.map(duo)),
            ("with", self.with.map(duo)),
            ("stays", self.stays.map(person)),
            ("partner", self.partner.map(person)),
            ("one", self.one.map(person)),
            ("other", self.other.map(person)),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/by_hand.html")]
struct ByHandPage {
    page: Page,
    own: CoordinatorRound,
    asked: Asked,
    act: ByHand,
    outcome: Outcome,
    names: HashMap<ProfessionalId, String>,
    /// What was typed as the reason, and what is wrong with it.
    reason: String,
    problem: Option<String>,
}

impl ByHandPage {
    fn name(&self, id: ProfessionalId) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    fn names(&self, ids: &[ProfessionalId]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.name(*id)).collect();
        self.page.t.list(&names)
    }

    fn title(&self) -> String {
        self.page.t.text(match self.act {
            ByHand::Stop { .. } => "by-hand-stop",
            ByHand::Add { .. } => "by-hand-add",
            ByHand::Replace { .. } => "by-hand-replace",
            ByHand::Exchange { .. } => "by-hand-exchange",
        })
    }

    fn stopped(&self) -> Vec<String> {
        let stopped = self.outcome.stop.iter();
        let name = |id| self.name(id);
        stopped.map(|duo| two(&name(duo.learner.professional_id), &name(duo.guide.professional_id))).collect()
    }

    fn made(&self) -> Vec<String> {
        let line =
            |pair: &NewPair| format!("{} ({})", self.pair(pair), round_messages::points(self.page.t, pair.score));
        self.outcome.new.iter().map(line).collect()
    }

    fn pair(&self, pair: &NewPair) -> String {
        two(&self.name(pair.learner), &self.name(pair.guide))
    }

    fn obstacles(&self) -> Vec<String> {
        let line = |(two, why): &((ProfessionalId, ProfessionalId), Obstacle)| {
            matching_copy::obstacle(self.page.t, *two, *why, |id| self.name(id))
        };
        self.outcome.obstacles.iter().map(line).collect()
    }

    /// Whom what is told, and what else follows: a line each.
    fn consequences(&self) -> Vec<String> {
        let t = self.page.t;
        let outcome = &self.outcome;
        let introduced: Vec<ProfessionalId> = outcome.new.iter().flat_map(|pair| [pair.learner, pair.guide]).collect();
        let lines = [
            ("by-hand-said-yes", &outcome.said_yes),
            ("by-hand-refused", &outcome.refused),
            ("by-hand-introduced", &introduced),
            ("by-hand-let-down", &outcome.let_down),
            ("by-hand-keep-another", &outcome.keep_another),
        ];
        let some = lines.into_iter().filter(|(_, ids)| !ids.is_empty());
        some.map(|(key, ids)| t.with(key, &[("names", &self.names(ids))])).collect()
    }
}

fn two(one: &str, other: &str) -> String {
    format!("{one} – {other}")
}

fn names_of(c: &mut Connection, own: &CoordinatorRound) -> Result<HashMap<ProfessionalId, String>, StoreError> {
    let duos = duos::of_round(c, own.round.id)?;
    let members = duos.iter().flat_map(|duo| [duo.learner.professional_id, duo.guide.professional_id]);
    let mut ids: Vec<ProfessionalId> =
        members.chain(crate::store::round::rounds::participants(c, own.round.id)?).collect();
    ids.sort_unstable();
    ids.dedup();
    professional_search::names(c, &ids)
}

async fn built(
    app: &App,
    request: &HttpRequest,
    id: RoundId,
    by: CoordinatorId,
    asked: Asked,
) -> Result<ByHandPage, WebError> {
    let (act, now) = (asked.act()?, app.now());
    let (own, outcome, names) = app
        .read(move |c| {
            let own = CoordinatorRound::read(c, id, by)?;
            let outcome = by_hand::preview(c, id, act, now)?;
            let names = names_of(c, &own)?;
            Ok::<_, WebError>((own, outcome, names))
        })
        .await?;
    let page = own.page(request);
    Ok(ByHandPage { page, own, asked, act, outcome, names, reason: String::new(), problem: None })
}

/// Tells what would come of an act.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    asked: web::Query<Asked>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let shown = built(&app, &request, *id, signed_in.0.id, asked.into_inner()).await?;
    let status = if shown.outcome.obstacles.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    shown.page.show(status, &shown)
}

/// Does it. The same form twice is as once.
pub(crate) async fn make(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, by, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let asked = Asked::posted(&fields);
    let act = asked.act()?;
    let typed = fields.one("reason").trim().to_owned();
    let reason = if typed.is_empty() { Ok(None) } else { SingleLine::<500>::parse(&typed).map(Some) };
    let Ok(reason) = reason else {
        let mut shown = built(&app, &request, id, by, asked).await?;
        shown.problem = Some(shown.page.t.text("by-hand-reason-problem"));
        shown.reason = typed;
        return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    };
    let own = app.read(move |c| CoordinatorRound::read(c, id, by)).await?;
    let done = app.act(signed_in.actor(), move |cx| by_hand::act(cx, (id, Some(seen)), act, reason.as_ref())).await;
    match done {
        Ok(()) => Ok(see_other(&own.href(&format!("board?changed={}", act.change())))),
        Err(RoundError::Changed) => {
            if app.read(move |c| by_hand::is_done(c, id, act)).await? {
                return Ok(see_other(&own.href("board")));
            }
            changed(&app, &request, id, by, seen).await
        }
        // Somebody's profile or duo changed since: the page says what stands in the way now.
        Err(RoundError::Obstacles(_)) => {
            let shown = built(&app, &request, id, by, asked).await?;
            shown.page.show(StatusCode::CONFLICT, &shown)
        }
        Err(error) => Err(error.into()),
    }
}

/// Whose partner is looked for, and the duo that they leave for it.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Looked {
    person: ProfessionalId,
    #[serde(default)]
    duo: Option<DuoId>,
}

/// Somebody who could be the partner.
struct Partner {
    name: String,
    points: String,
    href: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/by_hand_partner.html")]
struct PartnerPage {
    page: Page,
    own: CoordinatorRound,
    name: String,
    partners: Vec<Partner>,
    /// Duos with which the two could exchange partners.
    exchanges: Vec<Partner>,
}

/// Shows whom somebody could be a duo with now.
pub(crate) async fn partners(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    looked: web::Query<Looked>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (id, by, Looked { person, duo }) = (id.into_inner(), signed_in.0.id, looked.into_inner());
    let (own, found, exchanges, names) = app
        .read(move |c| {
            let own = CoordinatorRound::read(c, id, by)?;
            let sides = match duo {
                // In a guidance round somebody stays on the side on which they are in the duo.
                Some(duo) => {
                    let duo = duos::by_id(c, duo)?.filter(|duo| duo.round_id == id).ok_or(WebError::NotFound)?;
                    vec![duo.side_of(person).ok_or(WebError::NotFound)?]
                }
                None if own.both_learn() => vec![Side::Learner],
                None => Side::ALL.to_vec(),
            };
            let mut found = Vec::new();
            for side in sides {
                found.extend(by_hand::partners(c, id, (person, side), duo, FEW)?);
            }
            let exchanges = match duo {
                Some(duo) => by_hand::exchanges(c, id, duo, FEW)?,
                None => Vec::new(),
            };
            let names = names_of(c, &own)?;
            Ok::<_, WebError>((own, found, exchanges, names))
        })
        .await?;
    let page = own.page(&request);
    let name = |id: ProfessionalId| names.get(&id).cloned().unwrap_or_else(|| id.to_string());
    if !names.contains_key(&person) {
        return Err(WebError::NotFound);
    }
    let partner = |pair: &NewPair| {
        let other = if pair.learner == person { pair.guide } else { pair.learner };
        let href = match duo {
            Some(duo) => format!("by-hand?duo={duo}&stays={person}&partner={other}"),
            None => format!("by-hand?one={}&other={}", pair.learner, pair.guide),
        };
        Partner { name: name(other), points: round_messages::points(page.t, pair.score), href: own.href(&href) }
    };
    let partners = found.iter().map(partner).collect();
    let its = duo.map_or_else(String::new, |duo| duo.to_string());
    let exchange = |(other, pairs): &(DuoId, [NewPair; 2])| Partner {
        name: page.t.list(&pairs.each_ref().map(|pair| two(&name(pair.learner), &name(pair.guide)))),
        points: round_messages::points(page.t, pairs[0].score + pairs[1].score),
        href: own.href(&format!("by-hand?duo={its}&with={other}")),
    };
    let exchanges = exchanges.iter().map(exchange).collect();
    let shown = PartnerPage { name: name(person), page, own, partners, exchanges };
    shown.page.ok(&shown)
}
