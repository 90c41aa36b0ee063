//! What an act comes to: the request that somebody sends, as things are at that moment.

use chrono::Days;
use reqwest::Method;
use serde_json::{Value, json};

use super::acts::{Act, Said};
use super::facts::{Duo, Facts};
use super::mailbox::Link;
use super::people::{HEADER, ROLES, Told, email};
use super::world::{Body, Sent, World};

const SLUG: &str = "jeugd";

impl World {
    /// The request of an act; nothing when there is nothing to do it to.
    pub(super) fn request(&mut self, act: &Act, facts: &Facts) -> Option<Sent> {
        match act {
            Act::Import { by, people } | Act::Arrive { by, people } => Some(self.import(*by, people)),
            Act::SignUp { who, version } => {
                self.versions.insert(*who, *version);
                let body = self.told(*who).json(&self.consent);
                Some(Sent { by: None, ..Sent::api(0, format!("/api/v1/programmes/{SLUG}/sign-ups"), body) })
            }
            Act::Confirm { which } => {
                let waiting = facts.people.values().filter(|person| person.standing == "unconfirmed");
                let links: Vec<_> = waiting.filter_map(|person| self.newest(&person.email, "verify_address")).collect();
                let link = links.get(which % links.len().max(1))?;
                Some(Sent::form(format!("/me/verify/{}", link.token), &[("consent", &self.consent)]))
            }
            Act::Profile { who, version } => {
                self.versions.insert(*who, *version);
                self.profile(*who)
            }
            Act::Avoid { who, whom } => {
                if who != whom {
                    self.avoids.entry(*who).or_default().insert(*whom);
                }
                self.profile(*who)
            }
            Act::Pause { who, days } => {
                let until = days.map(|days| self.today_and(days)).unwrap_or_default();
                self.away(*who, &[("then", "pause"), ("until", &until)])
            }
            Act::Back { which } => {
                let paused: Vec<_> = facts.people.values().filter(|person| person.standing == "paused").collect();
                let link = self.newest(&paused.get(which % paused.len().max(1))?.email, "profile")?;
                Some(Sent::form(format!("/me/{}/away", link.token), &[("then", "back")]))
            }
            Act::Leave { who } => self.away(*who, &[("then", "leave"), ("sure", "yes")]),
            Act::Unsubscribe { who } => {
                let link = self.newest(&email(*who), "unsubscribe")?;
                let path = format!("/unsubscribe/{}", link.token);
                Some(Sent { method: Method::POST, path, body: Body::OneClick, by: None })
            }
            Act::AskLinks { who } => {
                self.asked_anew.insert(email(*who));
                Some(Sent::form("/me/link".to_owned(), &[("email", &email(*who))]))
            }
            Act::OptIn { .. } | Act::SayAgain { .. } | Act::OldLink { .. } => self.by_link(act, facts),
            Act::Helped { .. }
            | Act::Bounce { .. }
            | Act::Resend { .. }
            | Act::CallBack { .. }
            | Act::InviteAgain { .. } => self.of_a_programme(act, facts),
            Act::Repeat => self.last.clone(),
            Act::Answer { .. }
            | Act::Agree { .. }
            | Act::Meet { .. }
            | Act::CheckIn { .. }
            | Act::Closing { .. }
            | Act::End { .. } => self.of_a_duo(act, facts),
            _ => self.of_a_round(act, facts),
        }
    }

    /// What somebody does by a link in a mail that is about no duo.
    fn by_link(&self, act: &Act, facts: &Facts) -> Option<Sent> {
        match act {
            Act::OptIn { which, yes } => {
                let is_open = |link: &&Link| {
                    let grant = link.grant.as_ref().filter(|grant| grant.purpose == "opt_in");
                    let round = grant.and_then(|grant| facts.rounds.get(&grant.round?));
                    round.is_some_and(|round| !round.is_live())
                };
                let links: Vec<_> = self.links.iter().filter(is_open).collect();
                let link = links.get(which % links.len().max(1))?;
                let answer = if *yes { "yes" } else { "no" };
                Some(Sent::form(format!("/me/round/{}", link.token), &[("takes_part", answer)]))
            }
            Act::OldLink { which } => {
                let asked: Vec<_> = self.links.iter().filter(|link| self.asked_anew.contains(&link.to)).collect();
                let all: Vec<_> = self.links.iter().collect();
                let links = if asked.is_empty() || which.is_multiple_of(3) { all } else { asked };
                let link = links.get(which % links.len().max(1))?;
                Some(Sent::get(link.path.clone()))
            }
            Act::SayAgain { which, yes } => {
                let is_open = |link: &&Link| {
                    let grant = link.grant.as_ref().filter(|grant| grant.purpose == "ask_again");
                    let round = grant.and_then(|grant| facts.rounds.get(&grant.round?));
                    round.is_some_and(|round| round.state == "published")
                };
                let links: Vec<_> = self.links.iter().filter(is_open).collect();
                let link = links.get(which % links.len().max(1))?;
                Some(Sent::form(link.path.clone(), &[("again", if *yes { "yes" } else { "no" })]))
            }
            _ => None,
        }
    }

    /// What is done to a programme: by coordinators, and by mail servers.
    fn of_a_programme(&mut self, act: &Act, facts: &Facts) -> Option<Sent> {
        match act {
            Act::Helped { by, which } => {
                let asked: Vec<_> = facts.help.iter().collect();
                let (duo, _) = asked.get(which % asked.len().max(1))?;
                let round = facts.duos.get(duo)?.round;
                let form = Sent::form(format!("/coordinator/rounds/{round}/helped"), &[("duo", &duo.to_string())]);
                Some(Sent { by: Some(*by), ..form })
            }
            Act::CallBack { by, which } => {
                let mailings = self.ledger.rows("id", "mailings WHERE called_back_at IS NULL ORDER BY id DESC LIMIT 4");
                let mailing = mailings.get(which % mailings.len().max(1))?.int(0);
                let form = Sent::form(format!("/coordinator/{SLUG}/mail/mailings/{mailing}/call-back"), &[]);
                Some(Sent { by: Some(*by), ..form })
            }
            Act::InviteAgain { by } => {
                Some(Sent::api(*by, format!("/api/v1/programmes/{SLUG}/invitations"), json!({})))
            }
            Act::Bounce { which, hard } => self.bounce(*which, *hard),
            Act::Resend { by, which } => {
                let failed = self.ledger.rows("id", "mails WHERE state = 'failed' ORDER BY id");
                let mail = failed.get(which % failed.len().max(1))?.int(0);
                Some(Sent::api(*by, format!("/api/v1/programmes/{SLUG}/mails/{mail}/resending"), json!({})))
            }
            _ => None,
        }
    }

    fn told(&self, who: usize) -> Told {
        let avoid = self.avoids.get(&who).into_iter().flatten().map(|whom| email(*whom)).collect();
        Told::of(self.seed, who, self.versions.get(&who).copied().unwrap_or_default(), avoid)
    }

    fn import(&self, by: usize, people: &[usize]) -> Sent {
        let mut people = people.to_vec();
        people.sort_unstable();
        people.dedup();
        let rows: Vec<String> = people.iter().map(|who| self.told(*who).row()).collect();
        let body = Body::Csv(format!("{HEADER}\n{}\n", rows.join("\n")));
        Sent { method: Method::POST, path: format!("/api/v1/programmes/{SLUG}/imports"), body, by: Some(by) }
    }

    fn profile(&self, who: usize) -> Option<Sent> {
        let link = self.newest(&email(who), "profile")?;
        let body = Body::Form(self.told(who).fields());
        Some(Sent { method: Method::POST, path: format!("/me/{}", link.token), body, by: None })
    }

    fn away(&self, who: usize, fields: &[(&str, &str)]) -> Option<Sent> {
        let link = self.newest(&email(who), "profile")?;
        Some(Sent::form(format!("/me/{}/away", link.token), fields))
    }

    fn bounce(&mut self, which: usize, hard: bool) -> Option<Sent> {
        let sent = self.ledger.rows("message_id", "mails WHERE state = 'sent' ORDER BY id DESC LIMIT 40");
        let message_id = sent.get(which % sent.len().max(1))?.text(0);
        let status = if hard { "5.1.1" } else { "4.2.2" };
        let body = Body::Signed(json!({"message_id": message_id, "status": status, "reason": "mailbox"}));
        Some(Sent { method: Method::POST, path: "/api/v1/bounces".to_owned(), body, by: None })
    }

    /// What a member does on the page of a duo.
    fn of_a_duo(&mut self, act: &Act, facts: &Facts) -> Option<Sent> {
        let wants = |duo: &Duo| match act {
            Act::Answer { .. } => matches!(duo.place(), "introduced" | "declined"),
            _ => duo.place() == "confirmed",
        };
        let (Act::Answer { which, .. }
        | Act::Agree { which, .. }
        | Act::Meet { which, .. }
        | Act::CheckIn { which, .. }
        | Act::Closing { which, .. }
        | Act::End { which, .. }) = act
        else {
            return None;
        };
        let links = self.duo_links();
        let fits = |(duo, _): &(i64, &Link)| facts.duos.get(duo).is_some_and(wants);
        let fitting: Vec<(i64, &Link)> = links.iter().copied().filter(fits).collect();
        // Now and then somebody presses a button that is no longer there.
        let any = which.is_multiple_of(20) || fitting.is_empty() && which.is_multiple_of(8);
        let from = if any { &links } else { &fitting };
        let (duo, link) = *from.get(which % from.len().max(1))?;
        let token = link.token.clone();
        let path = format!("/duo/{token}");
        Some(match act {
            Act::Answer { answer: Said::Yes, .. } => Sent::form(path, &[("answer", "accepted")]),
            Act::Answer { answer: Said::No, .. } => Sent::form(path, &[("answer", "declined"), ("reason", "Te ver")]),
            Act::Answer { answer: Said::Thinking, .. } => Sent::form(path, &[("answer", "thinking")]),
            Act::Agree { weeks, .. } => {
                let version = self.version_of("agreements", duo);
                let fields = [
                    ("version", version.as_str()),
                    ("expectations", "We luisteren"),
                    ("how_often", "Elke maand"),
                    ("place", "Online"),
                    ("check_in_weeks", &weeks.to_string()),
                ];
                Sent::form(format!("{path}/agreement"), &fields)
            }
            Act::Meet { then, days, .. } => self.meet(&path, duo, *then, *days)?,
            Act::CheckIn { met, help, .. } => {
                let mut fields = vec![("met", if *met { "yes" } else { "no" }), ("learned", "Veel")];
                if *help {
                    fields.push(("wants_help", "yes"));
                }
                Sent::form(format!("{path}/check-in"), &fields)
            }
            Act::Closing { not_again, .. } => {
                let mut fields = vec![("success", "Het is gelukt"), ("shares", "yes")];
                if *not_again {
                    fields.push(("not_again", "yes"));
                }
                Sent::form(format!("{path}/closing"), &fields)
            }
            Act::End { not_met, .. } => {
                Sent::form(format!("{path}/end"), &[("how", if *not_met { "not-met" } else { "kindly" })])
            }
            _ => return None,
        })
    }

    fn version_of(&mut self, table: &str, duo: i64) -> String {
        let rows = self.ledger.rows("version", &format!("{table} WHERE duo_id = {duo}"));
        rows.first().map_or(0, |row| row.int(0)).to_string()
    }

    fn meet(&mut self, path: &str, duo: i64, then: usize, days: u64) -> Option<Sent> {
        let version = self.version_of("meetings", duo);
        let path = format!("{path}/meeting");
        let rows = self.ledger.rows("proposal", &format!("meetings WHERE duo_id = {duo}"));
        let proposal: Option<Value> = rows.first().and_then(|row| serde_json::from_str(&row.maybe(0)?).ok());
        match (then, proposal) {
            (0, Some(proposal)) => {
                let moment = proposal["moments"][0].as_str()?;
                Some(Sent::form(path, &[("version", &version), ("then", "pick"), ("moment", &moment[..16])]))
            }
            (1, _) => Some(Sent::form(path, &[("version", &version), ("then", "cancel")])),
            _ => {
                let moment = |days: u64| format!("{}T10:00", self.now().date_naive() + Days::new(days));
                let (one, other) = (moment(days), moment(days + 2));
                let fields = [
                    ("version", version.as_str()),
                    ("then", "propose"),
                    ("moment", &one),
                    ("moment", &other),
                    ("minutes", "60"),
                    ("meeting_place", "Ik bel je"),
                ];
                Some(Sent::form(path, &fields))
            }
        }
    }

    /// What a coordinator does to a round.
    fn of_a_round(&self, act: &Act, facts: &Facts) -> Option<Sent> {
        let of_state = |states: &[&str], round: usize| of_state(facts, states, round);
        let open = ["draft", "proposed"];
        let version = |id: i64, stale: bool| facts.rounds[&id].version - i64::from(stale);
        Some(match act {
            Act::NewRound { by, kind, variant, days } => {
                let number = facts.rounds.len() + 1;
                let body = json!({
                    "name": format!("Ronde {number}e"), "answer_by": self.today_and(*days),
                    "settings": settings(*kind, *variant),
                });
                Sent::api(*by, format!("/api/v1/programmes/{SLUG}/rounds"), body)
            }
            Act::People { by, round, drop } => {
                let id = of_state(&open, *round)?;
                let active = facts.people.iter().filter(|(_, person)| person.standing == "active");
                let gone: Vec<String> = drop.iter().map(|who| email(*who)).collect();
                let list: Vec<i64> = active.filter(|(_, p)| !gone.contains(&p.email)).map(|(id, _)| *id).collect();
                let body = json!({"version": version(id, false), "participants": list});
                Sent { method: Method::PATCH, ..Sent::api(*by, format!("/api/v1/rounds/{id}"), body) }
            }
            Act::Ask { by, round, days } => {
                let id = of_state(&open, *round)?;
                Sent::api(*by, at(id, "opt-ins"), json!({"version": version(id, false), "by": self.today_and(*days)}))
            }
            Act::Propose { by, round, stale } => {
                let id = of_state(&open, *round)?;
                Sent::api(*by, at(id, "proposals"), json!({"version": version(id, *stale)}))
            }
            Act::Preview { by, round } => Sent::api(*by, at(of_state(&open, *round)?, "previews"), json!({})),
            Act::PairChange { by, round, change, pick } => {
                let id = of_state(&open, *round)?;
                let word = ["fix", "free", "exclude", "allow", "leave_out", "fix"][change % 6];
                let duos: Vec<&Duo> = facts.duos.values().filter(|duo| duo.round == id).collect();
                let others: Vec<i64> = facts.participants.get(&id)?.iter().copied().collect();
                let people = match duos.get(pick % duos.len().max(1)) {
                    Some(duo) if *change != 5 => [duo.members[0].person, duo.members[1].person],
                    _ => [others[pick % others.len()], others[pick * 7 % others.len()]],
                };
                let body = json!({"version": version(id, false), "change": word, "people": people});
                Sent::api(*by, at(id, "pair-changes"), body)
            }
            Act::Undo { by, round } => {
                let id = of_state(&open, *round)?;
                Sent::api(*by, at(id, "undo"), json!({"version": version(id, false)}))
            }
            Act::Publish { by, round, stale } => {
                let id = of_state(&["proposed"], *round)?;
                Sent::api(*by, at(id, "publication"), json!({"version": version(id, *stale)}))
            }
            Act::Look { by, round } => {
                let path = match of_state(&["published", "closed"], *round) {
                    Some(id) if by % 2 == 0 => format!("/coordinator/rounds/{id}/board"),
                    Some(id) => at(id, "status"),
                    None => format!("/coordinator/{SLUG}"),
                };
                Sent { by: Some(*by), ..Sent::get(path) }
            }
            _ => return self.of_a_live_round(act, facts),
        })
    }

    /// What a coordinator does to a round that runs, or ran.
    fn of_a_live_round(&self, act: &Act, facts: &Facts) -> Option<Sent> {
        let of_state = |states: &[&str], round: usize| of_state(facts, states, round);
        Some(match act {
            Act::Remind { by, round, duo } => {
                let id = of_state(&["published"], *round)?;
                let open: Vec<i64> = facts
                    .duos
                    .iter()
                    .filter(|(_, duo)| duo.round == id && duo.state == "introduced")
                    .map(|(id, _)| *id)
                    .collect();
                let one = duo.and_then(|which| open.get(which % open.len().max(1)));
                Sent::api(*by, at(id, "reminders"), one.map_or(json!({}), |duo| json!({"duo": duo})))
            }
            Act::Extend { by, round, days } => {
                let id = of_state(&["published"], *round)?;
                let until = facts.rounds[&id].answer_by.parse::<chrono::NaiveDate>().ok()? + Days::new(*days);
                Sent::api(*by, at(id, "extension"), json!({"answer_by": until}))
            }
            Act::RepairPreview { by, round } => {
                Sent { by: Some(*by), ..Sent::get(at(of_state(&["published"], *round)?, "repair")) }
            }
            Act::Repair { by, round } => Sent::api(*by, at(of_state(&["published"], *round)?, "repair"), json!({})),
            Act::AskAgain { by, round } => {
                Sent::api(*by, at(of_state(&["published"], *round)?, "second-chances"), json!({}))
            }
            Act::ByHand { by, round, what, pick } => {
                let id = of_state(&["published"], *round)?;
                let act = by_hand(facts, id, *what, *pick)?;
                Sent::api(*by, at(id, "duo-changes"), json!({"act": act}))
            }
            Act::Latecomer { by, round, which } => {
                let id = of_state(&["published"], *round)?;
                let inside = facts.participants.get(&id);
                let outside: Vec<&i64> =
                    facts.people.keys().filter(|person| inside.is_none_or(|inside| !inside.contains(person))).collect();
                let person = outside.get(which % outside.len().max(1))?;
                Sent::api(*by, at(id, "latecomers"), json!({"professional": person}))
            }
            Act::Reopen { by, round, days } => {
                let id = of_state(&["closed"], *round)?;
                Sent::api(*by, at(id, "reopening"), json!({"answer_by": self.today_and(*days)}))
            }
            Act::Close { by, round } => Sent::api(*by, at(of_state(&["published"], *round)?, "closing"), json!({})),
            _ => return None,
        })
    }
}

/// A round in one of these states, the newest first: these are what coordinators work at.
fn of_state(facts: &Facts, states: &[&str], round: usize) -> Option<i64> {
    let fitting: Vec<i64> =
        facts.rounds.iter().filter(|(_, r)| states.contains(&r.state.as_str())).map(|(id, _)| *id).collect();
    fitting.iter().rev().nth(round % fitting.len().max(1)).copied()
}

/// A resource of a round.
fn at(id: i64, rest: &str) -> String {
    format!("/api/v1/rounds/{id}/{rest}")
}

/// What a coordinator does to the duos of a round that runs.
fn by_hand(facts: &Facts, round: i64, what: usize, pick: usize) -> Option<Value> {
    let open = |duo: &&(&i64, &Duo)| duo.1.round == round && duo.1.stands();
    let duos: Vec<(&i64, &Duo)> = facts.duos.iter().filter(|duo| open(&duo)).collect();
    let people: Vec<i64> = facts.participants.get(&round)?.iter().copied().collect();
    let person = |pick: usize| people[pick % people.len()];
    let duo = |pick: usize| duos.get(pick % duos.len().max(1)).copied();
    Some(match what {
        0 => json!({"kind": "stop", "duo": duo(pick)?.0}),
        1 => json!({"kind": "add", "people": [person(pick), person(pick / 7 + 1)]}),
        2 => {
            let (id, duo) = duo(pick)?;
            json!({"kind": "replace", "duo": id, "stays": duo.members[pick % 2].person, "partner": person(pick / 3)})
        }
        _ => json!({"kind": "exchange", "duos": [duo(pick)?.0, duo(pick + 1)?.0]}),
    })
}

/// The settings of a new round.
fn settings(kind: usize, variant: u64) -> Value {
    let mut settings = json!({
        "kind": (["guidance", "exchange", "mutual"][kind]),
        "prefer": (["coverage", "quality", "balance"][usize::try_from(variant % 3).unwrap()]),
        "allow_earlier_duos": variant.is_multiple_of(5),
        "allow_second_duos": variant.is_multiple_of(6),
        "allow_both_ways": variant.is_multiple_of(7),
        "weights": {"learning": if variant % 4 == 1 { json!(3) } else { json!("must") }},
    });
    if kind == 1 {
        settings["groups"] = json!({"first": {"role": (ROLES[..2])}});
    }
    if kind == 2 {
        settings["trio"] = json!(variant.is_multiple_of(2));
    }
    settings
}
