//! The rules of the field, held against what the database says, step by step. They are written from what pages, mails and
//! documents promise, and know nothing of the code that keeps them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDateTime, TimeDelta};

use super::acts::Act;
use super::facts::{Duo, Facts, LogLine};
use super::figures::History;
use super::table::Table;
use super::world::{Answer, Body, Sent};

/// A rule that did not hold: its name, and what was seen.
pub(super) type Broken = (&'static str, String);

/// A mail that was queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Queued {
    pub(super) id: i64,
    pub(super) kind: String,
    /// Whether it tells that there is no duo, perhaps among other things.
    pub(super) of_no_duo: bool,
    pub(super) to: String,
    pub(super) created_at: String,
}

/// What was written in a step, beside the facts.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) lines: Vec<LogLine>,
    pub(super) mails: Vec<Queued>,
}

/// A step: what was done, and what was there before and after.
pub(super) struct Step<'a> {
    /// Nothing when it was the clock.
    pub(super) act: Option<&'a Act>,
    pub(super) sent: &'a [Sent],
    pub(super) answers: &'a [Answer],
    pub(super) before: &'a Facts,
    pub(super) after: &'a Facts,
    pub(super) written: &'a Written,
    pub(super) now: NaiveDateTime,
    /// Whether it is the request before it, once more, with nothing in between.
    pub(super) again: bool,
}

struct Publication {
    at: NaiveDateTime,
    participants: BTreeSet<i64>,
}

/// The checker, with what it remembers of the history.
pub(super) struct Checker {
    table: Table,
    published: BTreeMap<i64, Publication>,
    /// Who was ever introduced in a round.
    introduced: BTreeSet<(i64, i64)>,
    /// In which rounds two people were introduced.
    pairs: BTreeMap<(i64, i64), BTreeSet<i64>>,
    /// Whoever was told that there is no duo: address and time.
    no_duo: Vec<(String, String)>,
    /// The reminder that arrived last and when, by address.
    pub(super) reminders: BTreeMap<String, (i64, NaiveDateTime)>,
    /// What became of every duo that was ever introduced.
    pub(super) history: BTreeMap<i64, History>,
    pub(super) broken: Vec<Broken>,
}

impl Checker {
    pub(super) fn new() -> Self {
        Self {
            table: Table::read(),
            published: BTreeMap::new(),
            introduced: BTreeSet::new(),
            pairs: BTreeMap::new(),
            no_duo: Vec::new(),
            reminders: BTreeMap::new(),
            history: BTreeMap::new(),
            broken: Vec::new(),
        }
    }

    pub(super) fn fail(&mut self, rule: &'static str, what: String) {
        self.broken.push((rule, what));
    }

    /// Holds all rules against a step.
    pub(super) fn look(&mut self, step: &Step<'_>) {
        self.forget(step);
        self.answers(step);
        self.states(step);
        self.new_duos(step);
        self.publications(step);
        self.accounted(step);
        self.remember(step);
        self.log(step);
    }

    /// The rounds whose publication was called back in a step.
    pub(super) fn called_back(step: &Step<'_>) -> Vec<i64> {
        let was_live = |id: &i64| step.before.rounds.get(id).is_some_and(super::facts::Round::is_live);
        step.after.rounds.iter().filter(|(id, round)| !round.is_live() && was_live(id)).map(|(id, _)| *id).collect()
    }

    /// A publication that was called back never was.
    fn forget(&mut self, step: &Step<'_>) {
        for round in Self::called_back(step) {
            self.published.remove(&round);
            self.introduced.retain(|(of, _)| *of != round);
            for rounds in self.pairs.values_mut() {
                rounds.remove(&round);
            }
        }
    }

    /// A request that is refused, or only asks, changes nothing; nothing breaks; and twice is as once.
    fn answers(&mut self, step: &Step<'_>) {
        let unchanged = step.before == step.after;
        for (sent, answer) in step.sent.iter().zip(step.answers) {
            if answer.status >= 500 {
                let body: String = answer.body.chars().take(300).collect();
                self.fail("no_request_fails", format!("{} {}: {} {body}", sent.method, sent.path, answer.status));
            }
            let alone = step.sent.len() == 1;
            // An act that is not let in tries nothing.
            if sent.by.is_some() && matches!(answer.status, 401 | 403) {
                self.fail("coordinators_are_let_in", format!("{} {}: {}", sent.method, sent.path, answer.status));
            }
            if alone && answer.status >= 400 && !unchanged {
                self.fail("refused_changes_nothing", format!("{} {}: {}", sent.method, sent.path, answer.status));
            }
            if alone && sent.method == reqwest::Method::GET && !unchanged {
                self.fail("a_get_changes_nothing", sent.path.clone());
            }
            // It asks for all that is possible; only while introductions wait there is nothing to be done.
            let is_repair = matches!(step.act, Some(Act::Repair { .. }));
            if alone && is_repair && answer.status == 409 && !answer.body.contains("Call them back") {
                self.fail("a_repair_does_what_it_shows", answer.body.clone());
            }
            let asks_for_mail = sent.path == "/me/link" || sent.path.ends_with("/sign-ups");
            let makes = sent.path.ends_with("/rounds") || sent.path.ends_with("/imports");
            if alone && step.again && !asks_for_mail && !makes && !unchanged {
                let what = difference(step.before, step.after);
                let body = if let Body::Json(json) = &sent.body { json.to_string() } else { String::new() };
                self.fail("twice_is_once", format!("{} {} {body}: {what}", sent.method, sent.path));
            }
        }
    }

    /// Duos go where the table says, and by whom it says.
    fn states(&mut self, step: &Step<'_>) {
        let by = initiators(step.act);
        for (id, old) in &step.before.duos {
            match step.after.duos.get(id) {
                Some(new) if new.place() != old.place() => {
                    if !self.table.leads(old.place(), new.place(), &by) {
                        self.fail("state_table", format!("duo {id}: {} to {} by {by:?}", old.place(), new.place()));
                    }
                }
                Some(_) => {}
                None => {
                    let gone = old.members.iter().any(|member| !step.after.people.contains_key(&member.person))
                        || Self::called_back(step).contains(&old.round);
                    if old.state != "proposed" && !gone {
                        self.fail("no_duo_vanishes", format!("duo {id} was {} and is gone", old.place()));
                    }
                }
            }
        }
        for (id, new) in step.after.duos.iter().filter(|(id, _)| !step.before.duos.contains_key(id)) {
            if new.state != "proposed" && !self.table.leads("proposed", new.place(), &by) {
                self.fail("state_table", format!("duo {id} begins as {} by {by:?}", new.place()));
            }
        }
    }

    /// Seats, rules and earlier duos, for each duo that is introduced.
    fn new_duos(&mut self, step: &Step<'_>) {
        let (before, after) = (step.before, step.after);
        let fresh: Vec<(&i64, &Duo)> = after
            .duos
            .iter()
            .filter(|(id, duo)| duo.stands() && before.duos.get(id).is_none_or(|old| old.state == "proposed"))
            .collect();
        for (id, duo) in &fresh {
            let round = &after.rounds[&duo.round];
            let [learner, guide] = [duo.members[0].person, duo.members[1].person];
            let standing = || after.duos.values().filter(|other| other.stands());
            if round.kind() == "guidance" {
                // A duo in which both learn takes a seat as well.
                let takes_seat = |o: &&Duo| match after.rounds[&o.round].kind() {
                    "guidance" => o.members[1].person == guide,
                    _ => o.has(guide),
                };
                let guides = standing().filter(takes_seat).count();
                let capacity = after.people.get(&guide).map_or(0, |person| person.capacity);
                if i64::try_from(guides).unwrap() > capacity {
                    self.fail(
                        "seats",
                        format!("{guide} offers {capacity} and stands in {guides} duos as a guide, now duo {id}"),
                    );
                }
            }
            let learns = |other: &Duo, person: i64| {
                after.rounds[&other.round].kind() != "guidance" && other.has(person)
                    || other.members[0].person == person
            };
            for person in [learner, guide].into_iter().filter(|person| learns(duo, *person)) {
                // Of two rounds that are published at once it is not known which was first: the second may allow it.
                let may_be_later = |o: &Duo| {
                    after.rounds[&o.round].has("allow_second_duos") && fresh.iter().any(|(_, one)| one.round == o.round)
                };
                let stands: Vec<i64> = standing()
                    .filter(|o| o.round != duo.round && learns(o, person) && !may_be_later(o))
                    .map(|o| o.round)
                    .collect();
                if !stands.is_empty() && !round.has("allow_second_duos") {
                    self.fail(
                        "one_duo_to_learn",
                        format!("{person} learns in rounds {stands:?} and now in {} too", duo.round),
                    );
                }
            }
            let twice = after
                .duos
                .iter()
                .any(|(other, o)| other != *id && o.round == duo.round && o.stands() && o.pair() == duo.pair());
            if twice && !round.has("allow_both_ways") {
                self.fail("two_people_one_duo", format!("{:?} twice in round {}", duo.pair(), duo.round));
            }
            let earlier = self.pairs.get(&duo.pair()).into_iter().flatten().any(|other| *other != duo.round);
            if earlier && !round.has("allow_earlier_duos") {
                self.fail("earlier_duos", format!("{:?} again, in round {}", duo.pair(), duo.round));
            }
            for (one, other) in [(learner, guide), (guide, learner)] {
                let Some(person) = after.people.get(&other) else { continue };
                if after.private.contains(&(one, person.email.clone())) {
                    self.fail("private_rules", format!("{one} asked not to meet {other}, duo {id}"));
                }
                if person.standing != "active" && !moved_at_once(step) {
                    self.fail(
                        "only_who_takes_part",
                        format!("{other} is {} and is introduced in duo {id}", person.standing),
                    );
                }
                if !after.participants.get(&duo.round).is_some_and(|all| all.contains(&other)) {
                    self.fail("only_who_takes_part", format!("{other} does not take part in round {}", duo.round));
                }
            }
        }
        for (_, duo) in fresh {
            self.pairs.entry(duo.pair()).or_default().insert(duo.round);
            self.introduced.extend(duo.members.iter().map(|member| (duo.round, member.person)));
        }
    }

    /// Whoever takes part and has no duo goes first next time.
    fn publications(&mut self, step: &Step<'_>) {
        let (before, after) = (step.before, step.after);
        for (id, round) in &after.rounds {
            if !round.is_live() || before.rounds.get(id).is_some_and(super::facts::Round::is_live) {
                continue;
            }
            let active = |person: &i64| after.people.get(person).is_some_and(|person| person.standing == "active");
            let participants: BTreeSet<i64> =
                after.participants.get(id).into_iter().flatten().copied().filter(active).collect();
            for person in &participants {
                let without = !self.introduced.contains(&(*id, *person));
                let waited = |facts: &Facts| facts.people.get(person).map_or(0, |person| person.waited);
                // Whoever stands in a duo already is left out, and not let down.
                let stands = after.duos.values().any(|duo| duo.stands() && duo.has(*person));
                if without && !stands && waited(after) <= waited(before) && step.sent.len() == 1 {
                    self.fail(
                        "first_next_time",
                        format!("{person} got no duo in round {id} and waited {}", waited(after)),
                    );
                }
            }
            self.published.insert(*id, Publication { at: step.now, participants });
        }
    }

    /// Every participant of a published round is in a duo, was told that there is none, or is gone by their own act.
    fn accounted(&mut self, step: &Step<'_>) {
        let told = step.written.mails.iter().filter(|mail| mail.of_no_duo);
        self.no_duo.extend(told.map(|mail| (mail.to.clone(), mail.created_at.clone())));
        for (id, round) in &step.after.rounds {
            let newly =
                round.no_duo_at.is_some() && step.before.rounds.get(id).is_none_or(|old| old.no_duo_at.is_none());
            let Some(publication) = self.published.get(id).filter(|_| newly) else { continue };
            // What is long overdue is not mailed; the coordinator reads it on the board.
            if step.now > publication.at + TimeDelta::days(2) {
                continue;
            }
            let at = publication.at.format("%Y-%m-%d %H:%M:%S").to_string();
            let missed: Vec<i64> = publication
                .participants
                .iter()
                .filter(|person| {
                    let Some(who) = step.after.people.get(person) else { return false };
                    let told = self.no_duo.iter().any(|(to, when)| *to == who.email && *when >= at);
                    who.standing == "active" && !told && !self.introduced.contains(&(*id, **person))
                })
                .copied()
                .collect();
            if !missed.is_empty() {
                let duos = |person: &i64| -> Vec<(i64, String)> {
                    let theirs = step.after.duos.values().filter(|duo| duo.has(*person));
                    theirs.map(|duo| (duo.round, duo.place().to_owned())).collect()
                };
                let missed: Vec<_> = missed.iter().map(|person| (person, duos(person))).collect();
                self.fail("everybody_is_accounted_for", format!("round {id}: nobody told {missed:?}"));
            }
        }
    }
}

/// Whether two things happened at the same moment, so that one may have come after the other.
fn moved_at_once(step: &Step<'_>) -> bool {
    step.sent.len() > 1
}

/// By whom a duo may move in a step, in the words of the table.
fn initiators(act: Option<&Act>) -> Vec<&'static str> {
    match act {
        None => vec!["clock", "mail server"],
        Some(Act::Race { one, other }) => [initiators(Some(one)), initiators(Some(other))].concat(),
        Some(Act::Repeat) => vec!["member", "coordinator"],
        Some(Act::Restart { .. }) => vec!["member", "coordinator", "clock", "mail server"],
        Some(
            Act::Publish { .. }
            | Act::Repair { .. }
            | Act::Close { .. }
            | Act::Remind { .. }
            | Act::Extend { .. }
            | Act::ByHand { .. }
            | Act::CallBack { .. },
        ) => vec!["coordinator"],
        Some(
            Act::Answer { .. }
            | Act::CheckIn { .. }
            | Act::Closing { .. }
            | Act::End { .. }
            | Act::Pause { .. }
            | Act::Leave { .. }
            | Act::Unsubscribe { .. },
        ) => vec!["member"],
        Some(_) => Vec::new(),
    }
}

fn difference(before: &Facts, after: &Facts) -> String {
    let mut what = Vec::new();
    what.extend((before.people != after.people).then_some("people"));
    what.extend((before.rounds != after.rounds).then_some("rounds"));
    what.extend((before.participants != after.participants).then_some("participants"));
    what.extend((before.duos != after.duos).then_some("duos"));
    what.extend((before.check_ins != after.check_ins || before.help != after.help).then_some("check-ins"));
    what.extend((before.last_line != after.last_line).then_some("log"));
    what.extend((before.last_mail != after.last_mail).then_some("mails"));
    what.join(", ")
}
