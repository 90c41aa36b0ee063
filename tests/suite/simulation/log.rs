//! The log of a programme: a line for each fact, and a fact for each line.

use serde_json::Value;

use super::acts::Act;
use super::facts::{Duo, Person};
use super::rules::{Checker, Step};

impl Checker {
    /// Each fact has one line in the log, and each line has a fact.
    pub(super) fn log(&mut self, step: &Step<'_>) {
        let mut expected = facts_to_log(step);
        let mut extra = Vec::new();
        for line in &step.written.lines {
            let found = expected.iter().position(|fact| fact.is_told_by(&line.what));
            match found {
                Some(at) => drop(expected.swap_remove(at)),
                None if Fact::is_known(&line.what) => extra.push(line),
                None => {}
            }
        }
        expected.retain(|fact| fact.must);
        if !expected.is_empty() {
            let facts: Vec<&String> = expected.iter().map(|fact| &fact.what).collect();
            let lines: Vec<String> = step.written.lines.iter().map(|line| line.what.to_string()).collect();
            self.fail("no_fact_without_its_line", format!("{facts:?} after {:?}; the log has {lines:?}", step.act));
        }
        // Of two at the same time, one may have undone what the other did.
        if !extra.is_empty() && step.sent.len() < 2 {
            let lines: Vec<String> = extra.iter().map(|line| line.what.to_string()).collect();
            self.fail("no_line_without_its_fact", format!("{lines:?} after {:?}", step.act));
        }
    }
}

/// Something that happened and that the log has to tell.
struct Fact {
    what: String,
    /// The kinds of line that tell it, with the identifier in a field, if the line has one.
    lines: Vec<(&'static str, Option<(&'static str, i64)>)>,
    /// Whether a line must be there; else it may.
    must: bool,
}

impl Fact {
    fn new(what: String, lines: Vec<(&'static str, Option<(&'static str, i64)>)>) -> Self {
        Self { what, lines, must: true }
    }

    fn optional(self) -> Self {
        Self { must: false, ..self }
    }

    fn is_told_by(&self, line: &Value) -> bool {
        self.lines
            .iter()
            .any(|(kind, id)| line["kind"] == *kind && id.is_none_or(|(field, id)| line[field].as_i64() == Some(id)))
    }

    /// Whether a line is of a kind whose facts are known here.
    fn is_known(line: &Value) -> bool {
        let kind = line["kind"].as_str().unwrap_or_default();
        kind.starts_with("duo_") || KNOWN.contains(&kind)
    }
}

/// Kinds of lines, beside those of duos, whose facts are known here.
const KNOWN: [&str; 7] = ["signed_up", "confirmed", "left", "round_made", "paused", "came_back", "pause_ended"];

/// What a step changed that the log has to tell.
fn facts_to_log(step: &Step<'_>) -> Vec<Fact> {
    let (before, after) = (step.before, step.after);
    let mut facts = Vec::new();
    for (id, person) in &after.people {
        match before.people.get(id) {
            None if imports(step) => {}
            None => facts.push(Fact::new(format!("{id} signed up"), vec![("signed_up", None)])),
            Some(old) => facts.extend(facts_of_person(*id, old, person)),
        }
    }
    for id in before.people.keys().filter(|id| !after.people.contains_key(id)) {
        let lines = vec![("left", None), ("invitation_expired", None), ("sign_up_expired", None)];
        let fact = Fact::new(format!("{id} left"), lines);
        // Whose invitation was called back was never there: one line tells of all of them.
        facts.push(if matches!(step.act, Some(Act::CallBack { .. })) { fact.optional() } else { fact });
    }
    for (id, round) in &after.rounds {
        match before.rounds.get(id) {
            None => facts.push(Fact::new(format!("round {id} made"), vec![("round_made", Some(("round", *id)))])),
            Some(old) if old.state != round.state || old.answer_by != round.answer_by => {
                let what = format!("round {id}: {} to {}", old.state, round.state);
                facts.push(Fact::new(what, vec![("round_step", Some(("round", *id)))]));
            }
            Some(_) => {}
        }
    }
    for (id, duo) in &after.duos {
        let Some(old) = before.duos.get(id) else { continue };
        facts.extend(fact_of_duo(*id, old, duo));
    }
    // Duos that went with somebody who left.
    for (id, old) in before.duos.iter().filter(|(id, old)| !after.duos.contains_key(id) && old.stands()) {
        facts.push(
            Fact::new(format!("duo {id} went, {}", old.place()), vec![("duo_ended", Some(("duo", *id)))]).optional(),
        );
    }
    // Who ends a duo to be given another asks with that, in one line.
    let ended = |duo: &i64| after.duos.get(duo).is_some_and(|duo| duo.ending.as_deref() == Some("not_met"));
    for (duo, side) in after.help.difference(&before.help).filter(|(duo, _)| !ended(duo)) {
        facts.push(Fact::new(
            format!("the {side} of duo {duo} asked for help"),
            vec![("help_asked", Some(("duo", *duo)))],
        ));
    }
    facts
}

fn facts_of_person(id: i64, old: &Person, new: &Person) -> Vec<Fact> {
    let mut facts = Vec::new();
    let standing = (old.standing.as_str(), new.standing.as_str());
    if old.profile != new.profile || old.capacity != new.capacity {
        let fact = Fact::new(format!("{id} changed their profile"), vec![("profile_changed", None)]);
        // Whoever signs up again before they confirmed begins anew.
        facts.push(if old.standing == "unconfirmed" { fact.optional() } else { fact });
    }
    if standing == ("unconfirmed", "active") {
        facts.push(Fact::new(format!("{id} confirmed"), vec![("confirmed", None)]));
    }
    if standing == ("paused", "active") {
        let lines = vec![("came_back", None), ("pause_ended", Some(("professional", id)))];
        facts.push(Fact::new(format!("{id} came back"), lines));
    }
    if new.standing == "paused" && (old.standing != "paused" || old.paused_until != new.paused_until) {
        facts.push(Fact::new(format!("{id} paused"), vec![("paused", None)]));
    }
    facts
}

fn imports(step: &Step<'_>) -> bool {
    step.sent.iter().any(|sent| sent.path.ends_with("/imports"))
}

fn fact_of_duo(id: i64, old: &Duo, new: &Duo) -> Option<Fact> {
    let line = |kind| vec![(kind, Some(("duo", id)))];
    let what = format!("duo {id}: {} to {}", old.place(), new.place());
    let answered = (0..2).any(|side| old.members[side].answer != new.members[side].answer);
    let fact = match (old.place(), new.place()) {
        ("proposed", _) => return None,
        (from, to) if from == to => {
            return answered.then(|| Fact {
                what,
                lines: ["duo_answered", "duo_declined"].into_iter().flat_map(line).collect(),
                must: true,
            });
        }
        (_, "confirmed") => Fact::new(what, line("duo_confirmed")),
        ("introduced", "declined") => Fact::new(what, line("duo_declined")),
        ("declined", "introduced") => Fact::new(what, line("duo_answered")),
        // Told with the no, or with what the coordinator did.
        (_, "declined for good") => Fact::new(what, line("duo_declined")).optional(),
        (_, "lapsed") if old.closed_at.is_none() => Fact::new(what, line("duo_lapsed")).optional(),
        (_, "ended") => Fact::new(what, line("duo_ended")).optional(),
        _ => return None,
    };
    Some(fact)
}
