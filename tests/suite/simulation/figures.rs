//! The figures that coordinators read, counted again from the history of the duos.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::facts::{Duo, Facts};
use super::rules::{Checker, Step};
use super::world::{Sent, World};

/// What became of a duo, also when it is gone with somebody who left.
#[derive(Debug, Clone)]
pub(super) struct History {
    round: i64,
    place: String,
    ending: Option<String>,
    was_confirmed: bool,
}

impl Checker {
    /// Remembers what became of duos.
    pub(super) fn remember(&mut self, step: &Step<'_>) {
        for (id, duo) in step.after.duos.iter().filter(|(_, duo)| duo.state != "proposed") {
            let known = self.history.get(id).is_some_and(|known| known.was_confirmed);
            let was_confirmed = known || duo.place() == "confirmed" || duo.confirmed_at.is_some();
            let (place, ending) = (duo.place().to_owned(), duo.ending.clone());
            self.history.insert(*id, History { round: duo.round, place, ending, was_confirmed });
        }
        for round in Self::called_back(step) {
            self.history.retain(|_, one| one.round != round);
        }
        for (id, duo) in step.before.duos.iter().filter(|(id, _)| !step.after.duos.contains_key(id)) {
            if let Some(known) = self.history.get_mut(id).filter(|_| duo.stands()) {
                "ended".clone_into(&mut known.place);
                known.ending = Some("left".to_owned());
            }
        }
    }

    /// Holds what the API tells of each published round against a recount.
    pub(super) fn figures(&mut self, facts: &Facts, world: &mut World) {
        let last = world.last.take();
        for (id, _) in facts.rounds.iter().filter(|(_, round)| round.is_live()) {
            let sent = Sent { by: Some(0), ..Sent::get(format!("/api/v1/rounds/{id}/status")) };
            let answer = world.send(&sent);
            let Ok(told) = serde_json::from_str::<Value>(&answer.body) else {
                self.fail("figures", format!("round {id}: {} {}", answer.status, answer.body));
                continue;
            };
            let told = &told["counts"];
            // Where results are kept for ever they are counted from the history; else from what is there.
            let counted = if told["running"].is_null() { present(facts, *id) } else { self.recounted(facts, *id) };
            for (name, counted) in counted {
                if told[name].as_u64() != u64::try_from(counted).ok() {
                    self.fail("figures", format!("round {id}: {name} is {}, and {counted} are", told[name]));
                }
            }
        }
        world.last = last;
    }

    fn recounted(&self, facts: &Facts, round: i64) -> BTreeMap<&'static str, usize> {
        let all: Vec<&History> = self.history.values().filter(|one| one.round == round).collect();
        let at = |places: &[&str]| all.iter().filter(|one| places.contains(&one.place.as_str())).count();
        let ended = |endings: &[&str]| {
            let by = |one: &&&History| one.ending.as_deref().is_some_and(|ending| endings.contains(&ending));
            all.iter().filter(|one| one.place == "ended").filter(by).count()
        };
        let introduced = facts.duos.values().filter(|duo| duo.round == round && duo.place() == "introduced");
        let silent: BTreeSet<i64> = introduced
            .flat_map(|duo| &duo.members)
            .filter(|member| member.answer.is_none())
            .map(|member| member.person)
            .collect();
        BTreeMap::from([
            ("introduced", all.len()),
            ("waiting", at(&["introduced"])),
            ("confirmed", all.iter().filter(|one| one.was_confirmed).count()),
            ("running", at(&["confirmed"])),
            ("declined", at(&["declined", "declined for good"])),
            ("lapsed", at(&["lapsed"])),
            ("ended", at(&["ended"])),
            ("finished", ended(&["finished"])),
            ("ended_early", ended(&["by_member", "not_met"])),
            ("left", ended(&["left"])),
            ("ended_unreachable", ended(&["unreachable"])),
            ("silent", silent.len()),
        ])
    }
}

/// How many are where now.
fn present(facts: &Facts, round: i64) -> BTreeMap<&'static str, usize> {
    let duos: Vec<&Duo> = facts.duos.values().filter(|duo| duo.round == round && duo.state != "proposed").collect();
    let at = |places: &[&str]| duos.iter().filter(|duo| places.contains(&duo.place())).count();
    let open = duos.iter().filter(|duo| matches!(duo.place(), "introduced" | "declined"));
    let silent = open.flat_map(|duo| &duo.members).filter(|member| member.answer.is_none()).count();
    BTreeMap::from([
        ("introduced", duos.len()),
        ("waiting", at(&["introduced"])),
        ("confirmed", at(&["confirmed"])),
        ("declined", at(&["declined", "declined for good"])),
        ("lapsed", at(&["lapsed"])),
        ("ended", at(&["ended"])),
        ("silent", silent),
    ])
}
