//! What a mail says is held against the database of the moment at which it left.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeDelta};

use super::facts::{Duo, Facts};
use super::mailbox::{Link, Received};
use super::rules::Checker;
use super::world::COORDINATORS;

/// What was asked for anew and then used: by address, purpose and duo, in which mail.
pub(super) type Asked = BTreeMap<(String, String, Option<i64>), i64>;

impl Checker {
    /// Holds mails that just arrived against the facts of before they left.
    pub(super) fn mails(&mut self, facts: &Facts, mails: &[Received], now: NaiveDateTime) {
        for mail in mails {
            self.reminded(mail, now);
            for link in mail.links.iter().filter(|link| !link.grant.as_ref().is_some_and(|grant| grant.works)) {
                self.fail("links_in_mails_work", format!("{} to {}: {}", mail.kind, mail.to, path(link)));
            }
            if COORDINATORS.contains(&mail.to.as_str()) {
                continue;
            }
            let Some(person) = facts.person(&mail.to) else {
                // The other of a duo is told of; whoever left is not.
                self.fail("nobody_who_left_is_mailed", format!("{} to {}", mail.kind, mail.to));
                continue;
            };
            if let Err(words) = holds(facts, person, mail) {
                let about = &mail.subject;
                self.fail("mails_are_true_when_they_leave", format!("{} to {person} ({about}): {words}", mail.kind));
            }
        }
    }

    /// At most one reminder a person a day, whoever presses.
    fn reminded(&mut self, mail: &Received, now: NaiveDateTime) {
        if mail.kind != "reminder" {
            return;
        }
        // Another copy of it, of an instance that was killed, is not another reminder.
        let before = self.reminders.insert(mail.to.clone(), (mail.id, now));
        if let Some((id, at)) = before.filter(|(id, at)| *id != mail.id && now - *at < TimeDelta::hours(23)) {
            self.fail("one_reminder_a_day", format!("{}: {id} at {at} and {} at {now}", mail.to, mail.id));
        }
    }

    /// A link that was opened: older ones than what was asked for anew and used do not work.
    pub(super) fn opened(&mut self, link: &Link, status: u16, asked: &Asked) {
        let Some(grant) = &link.grant else { return };
        let key = (link.to.clone(), grant.purpose.clone(), grant.duo);
        if asked.get(&key).is_some_and(|mail| link.mail < *mail) && status < 400 {
            self.fail(
                "no_older_link_lives",
                format!("{} to {}, a fresh one was used since: {status}", path(link), link.to),
            );
        }
    }
}

fn path(link: &Link) -> String {
    link.path.replace(&link.token, "…")
}

fn is_cancelled(mail: &Received) -> bool {
    mail.subject.starts_with("Gaat niet door") || mail.subject.starts_with("Cancelled")
}

/// Whether a mail says what is so.
fn holds(facts: &Facts, person: i64, mail: &Received) -> Result<(), String> {
    let standing = facts.people[&person].standing.as_str();
    let own: Vec<(&i64, &Duo)> =
        facts.duos.iter().filter(|(_, duo)| duo.has(person) && duo.state != "proposed").collect();
    let linked =
        mail.links.iter().find_map(|link| link.grant.as_ref()?.duo).and_then(|id| facts.duos.get_key_value(&id));
    let must = |holds: bool, words: &str| if holds { Ok(()) } else { Err(words.to_owned()) };
    let any = |places: &[&str]| {
        let fits = own.iter().any(|(_, duo)| places.contains(&duo.place()));
        must(fits, &format!("no duo of theirs is {places:?}"))
    };
    let here = |places: &[&str]| match linked {
        Some((id, duo)) => must(places.contains(&duo.place()), &format!("duo {id} is {}", duo.place())),
        None => any(places),
    };
    match mail.kind.as_str() {
        "introduction" | "reminder" => {
            here(&["introduced", "declined", "confirmed"])?;
            let Some((id, duo)) = linked else { return Ok(()) };
            let day = in_words(&facts.rounds[&duo.round].answer_by);
            must(mail.text.replace('\n', " ").contains(&day), &format!("duo {id} can answer until {day}"))?;
            let other = duo.members.iter().find(|member| member.person != person).map(|member| member.person);
            let name =
                other.and_then(|other| facts.people.get(&other)).map(|other| other.name.clone()).unwrap_or_default();
            let first = name.split(' ').next().unwrap_or_default();
            must(mail.text.contains(first), &format!("the other is {first}"))?;
            if mail.kind == "reminder" {
                let answer = duo.member(person).and_then(|member| member.answer.clone());
                must(answer.is_none(), &format!("they said {answer:?} to duo {id}"))?;
            }
            Ok(())
        }
        "contact_details" => {
            any(&["confirmed"])?;
            let partners = own.iter().filter(|(_, duo)| duo.place() == "confirmed").flat_map(|(_, duo)| &duo.members);
            let emails: Vec<&str> = partners
                .filter(|member| member.person != person)
                .filter_map(|member| Some(facts.people.get(&member.person)?.email.as_str()))
                .collect();
            must(emails.iter().any(|email| mail.text.contains(email)), "it names nobody with whom they are a duo")
        }
        "partner_declined" => any(&["declined for good"]),
        "lapsed" => any(&["lapsed"]),
        // What is cancelled has to leave the calendar, also when the duo is over; then no link leads there.
        "meeting" if linked.is_none() && is_cancelled(mail) => Ok(()),
        "check_in" | "closing" | "meeting" => here(&["confirmed"]),
        "no_duo" => {
            // Two rounds may have one name.
            let text = mail.text.replace('\n', " ");
            let named = || facts.rounds.iter().filter(|(_, round)| text.contains(&round.name)).map(|(id, _)| id);
            must(named().next().is_some(), "it names no round")?;
            let stands = |id: &i64| own.iter().any(|(_, duo)| duo.round == *id && duo.stands());
            must(!named().all(stands), &format!("they are in a duo of round {:?}", named().collect::<Vec<_>>()))
        }
        "opt_in" => {
            let round = mail.links.iter().find_map(|link| link.grant.as_ref()?.round);
            let Some(round) = round.and_then(|id| facts.rounds.get(&id)) else {
                return Err("no such round".to_owned());
            };
            must(!round.is_live(), "the round is published")?;
            must(standing == "active", "they do not take part")
        }
        "invitation" | "verify_address" => must(standing == "unconfirmed", "they confirmed already"),
        _ => Ok(()),
    }
}

/// A day as mails in Dutch say it, without the day of the week.
fn in_words(day: &str) -> String {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let mut parts = day.split('-').map(|part| part.parse::<usize>().unwrap_or(1));
    let (year, month, day) = (parts.next().unwrap_or(0), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    format!("{day} {} {year}", MONTHS[month - 1])
}
