//! What came of a round: its duos, and who has none.

use actix_web::web::{Data, Json, Path, Query};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::paging::{Page, Paging};
use super::problem_document::ProblemDocument;
use super::program::ApiClient;
use crate::app::App;
use crate::domain::{Answer, DuoId, DuoState, Factor, Kind, ProfessionalId, RoundId, Side};
use crate::matching::{Rule, Unmatched};
use crate::store::StoreError;
use crate::store::duo::duos;
use crate::store::round::rounds::{self, WithoutDuo};

/// Two professionals paired in a round.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Duo {
    #[schema(value_type = i64)]
    id: DuoId,
    state: DuoState,
    /// How good they are for each other: the sum of the reasons.
    score: i64,
    /// Why they are a duo: points for each factor that scored.
    #[schema(value_type = BTreeMap<Factor, i64>, example = json!({"learning": 660, "organisation": 500}))]
    reasons: serde_json::Value,
    /// The learner, then the guide. In an exchange one of the first and one of the second group; both learn.
    members: [Member; 2],
}

/// One of the two.
#[derive(Debug, Serialize, ToSchema)]
struct Member {
    /// The professional's identifier.
    #[schema(value_type = i64)]
    professional: ProfessionalId,
    #[schema(required)]
    side: Option<Place>,
    #[schema(required)]
    answer: Option<Answer>,
    /// What they said with it, for the coordinator only.
    #[schema(required)]
    reason: Option<String>,
    #[schema(required)]
    answered_at: Option<DateTime<Utc>>,
}

/// Where somebody stands in a duo. Nobody has a place in a mutual round, in which both are the same.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Place {
    /// Learns, in a guidance round.
    Learner,
    /// Guides, in a guidance round.
    Guide,
    /// Of the first group of an exchange.
    FirstGroup,
    /// Of the second group of an exchange.
    SecondGroup,
}

impl Place {
    const fn of(kind: Kind, side: Side) -> Option<Self> {
        match (kind, side) {
            (Kind::Guidance, Side::Learner) => Some(Self::Learner),
            (Kind::Guidance, Side::Guide) => Some(Self::Guide),
            (Kind::Exchange, Side::Learner) => Some(Self::FirstGroup),
            (Kind::Exchange, Side::Guide) => Some(Self::SecondGroup),
            (Kind::Mutual, _) => None,
        }
    }
}

/// Somebody who takes part on a side and has no duo there.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WithoutADuo {
    /// The professional's identifier.
    #[schema(value_type = i64)]
    professional: ProfessionalId,
    #[schema(required)]
    side: Option<Place>,
    why: Why,
}

/// Why somebody has no duo.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Why {
    /// `no_eligible_guide`, `guides_full`, `nothing_gained`, `no_eligible_learner`, `not_needed`, or `other_way`: whoever
    /// fits and is still free is in a duo with them already, the other way round. Where both learn:
    /// `nobody_eligible`, `others_taken`, `nothing_gained` or `in_neither_group`. In any round `stands_elsewhere`: they
    /// are in a duo of another round.
    #[schema(value_type = String)]
    reason: &'static str,
    /// How many could be their duo, by the rules.
    eligible: usize,
    /// What stands between them and the others, most frequent first; each of the others counts once.
    rules: Vec<Against>,
}

/// A rule, and how many it shuts out.
#[derive(Debug, Serialize, ToSchema)]
struct Against {
    /// `private` for what people told in confidence, where it shuts out five or more; else `sides`, `stands_elsewhere`, `same_person`, `banned`, `earlier_duo`, `no_common_language`,
    /// `no_way_to_meet`, or `must` with a factor.
    #[schema(value_type = String)]
    rule: &'static str,
    /// The factor that the round demands.
    #[schema(required)]
    factor: Option<Factor>,
    people: usize,
}

impl Duo {
    fn of(kept: &duos::Duo, kind: Kind) -> Result<Self, StoreError> {
        let reasons = serde_json::from_str(&kept.reasons)
            .map_err(|e| StoreError::Corrupt(format!("reasons of duo {}: {e}", kept.id)))?;
        let members = [Side::Learner, Side::Guide].map(|side| {
            let member = kept.member(side);
            Member {
                professional: member.professional_id,
                side: Place::of(kind, side),
                answer: member.answer,
                reason: member.answer_reason.clone(),
                answered_at: member.answered_at.map(|t| t.and_utc()),
            }
        });
        Ok(Self { id: kept.id, state: kept.state, score: kept.score, reasons, members })
    }
}

impl WithoutADuo {
    fn of(kept: &WithoutDuo, kind: Kind) -> Result<Self, StoreError> {
        let why: Unmatched =
            serde_json::from_str(&kept.why).map_err(|e| StoreError::Corrupt(format!("why there is no duo: {e}")))?;
        let side = if why == Unmatched::InNeitherGroup { None } else { Place::of(kind, kept.side) };
        Ok(Self { professional: kept.professional_id, side, why: Why::of(&why, kind) })
    }
}

impl Why {
    fn of(why: &Unmatched, kind: Kind) -> Self {
        let either = |guidance, both_learn| if kind.both_learn() { both_learn } else { guidance };
        let among = |reason, eligible: &usize| Self { reason, eligible: *eligible, rules: Vec::new() };
        match why {
            Unmatched::NoEligibleGuide { binding } => {
                Self::ruled_out(either("no_eligible_guide", "nobody_eligible"), binding)
            }
            Unmatched::NoEligibleLearner { binding } => {
                Self::ruled_out(either("no_eligible_learner", "nobody_eligible"), binding)
            }
            Unmatched::GuidesFull { eligible } => among(either("guides_full", "others_taken"), eligible),
            Unmatched::NotNeeded { eligible } => among(either("not_needed", "others_taken"), eligible),
            Unmatched::NothingGained { eligible } => among("nothing_gained", eligible),
            Unmatched::OtherWay { eligible } => among("other_way", eligible),
            Unmatched::InNeitherGroup => among("in_neither_group", &0),
            Unmatched::StandsElsewhere => among("stands_elsewhere", &0),
        }
    }

    /// What was told in confidence is not told on, nor whether it was one thing or another; and of few people not at all.
    fn ruled_out(reason: &'static str, binding: &[(Rule, usize)]) -> Self {
        let against = |(rule, people): &(Rule, usize)| {
            let factor = if let Rule::Must(factor) = rule { Some(*factor) } else { None };
            Against { rule: rule.as_str(), factor, people: *people }
        };
        let public = binding.iter().filter(|(rule, _)| !rule.is_private()).map(against);
        let private = Rule::shut_out_privately(binding);
        let private = private.map(|people| Against { rule: "private", factor: None, people });
        let mut rules: Vec<Against> = public.chain(private).collect();
        rules.sort_by_key(|r| std::cmp::Reverse(r.people));
        Self { reason, eligible: 0, rules }
    }
}

/// List the duos of a round
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}/duos",
    operation_id = "list_duos",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier."), Paging),
    responses((status = 200, description = "A page of the duos, best first.", body = Page<Duo>))
)]
pub(crate) async fn list(
    app: Data<App>,
    program: ApiClient,
    id: Path<RoundId>,
    paging: Query<Paging>,
) -> Result<Json<Page<Duo>>, ProblemDocument> {
    let found = app.read(move |c| {
        let kind = program.round(c, *id)?.settings.kind;
        duos::of_round(c, *id)?
            .iter()
            .map(|duo| Ok::<_, ProblemDocument>(Duo::of(duo, kind)?))
            .collect::<Result<Vec<_>, _>>()
    });
    Ok(Json(paging.cut(found.await?, |duo| duo.id.to_string())?))
}

/// List who has no duo in a round
///
/// Whoever takes part on both sides can be there twice, or have a duo on the other side.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}/unmatched",
    operation_id = "list_unmatched",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier."), Paging),
    responses((status = 200, description = "A page of them, by identifier.", body = Page<WithoutADuo>))
)]
pub(crate) async fn unmatched(
    app: Data<App>,
    program: ApiClient,
    id: Path<RoundId>,
    paging: Query<Paging>,
) -> Result<Json<Page<WithoutADuo>>, ProblemDocument> {
    let found = app.read(move |c| {
        let kind = program.round(c, *id)?.settings.kind;
        rounds::unmatched(c, *id)?
            .iter()
            .map(|one| {
                Ok::<_, ProblemDocument>((format!("{}-{}", one.professional_id, one.side), WithoutADuo::of(one, kind)?))
            })
            .collect::<Result<Vec<_>, _>>()
    });
    Ok(Json(paging.cut(found.await?, |(key, _)| key.clone())?.map(|(_, one)| one)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_in_confidence_is_not_told_on() {
        let binding =
            vec![(Rule::NoWayToMeet, 4), (Rule::Authority, 3), (Rule::Avoids, 2), (Rule::Must(Factor::Learning), 1)];
        let why = Why::of(&Unmatched::NoEligibleGuide { binding }, Kind::Guidance);
        let rules: Vec<_> = why.rules.iter().map(|r| (r.rule, r.people)).collect();
        assert_eq!(rules, [("private", 5), ("no_way_to_meet", 4), ("must", 1)]);
        assert_eq!(why.rules[2].factor, Some(Factor::Learning));
        let few = Unmatched::NoEligibleGuide { binding: vec![(Rule::Authority, 2), (Rule::Avoids, 2)] };
        assert!(Why::of(&few, Kind::Guidance).rules.is_empty());
    }
}
