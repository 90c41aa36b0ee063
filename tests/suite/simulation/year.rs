//! One year, step by step.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::acts::{Act, Case, MailMode};
use super::departures::Asked;
use super::facts::{Facts, LogLine};
use super::instance::logged_errors;
use super::people::email;
use super::rules::{Checker, Queued, Step, Written};
use super::world::{Answer, Sent, World};
use crate::harness::Database;

/// A rule that did not hold.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub(super) step: usize,
    pub(super) rule: &'static str,
    pub(super) what: String,
}

/// Lives a year. Gives the first rule that did not hold; in a survey, all that did not.
pub(super) fn live(database: Database, case: &Case, survey: Option<&mut Census>) -> Vec<Failure> {
    let in_full = survey.is_some();
    let mut found = Vec::new();
    let lived = catch_unwind(AssertUnwindSafe(|| {
        let mut year = Year::begin(database, case.seed, case.with_process);
        for (number, act) in case.acts.iter().chain(&last_acts()).enumerate() {
            year.act(number, act);
            let broken = year.checker.broken.drain(..);
            found.extend(broken.map(|(rule, what)| Failure { step: number, rule, what }));
            if !in_full && !found.is_empty() {
                return;
            }
        }
        if let Some(census) = survey {
            year.count(census);
        }
    }));
    if let Err(panic) = lived {
        let words = panic.downcast_ref::<String>().cloned();
        let what = words.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default();
        found.push(Failure { step: case.acts.len(), rule: "no_request_fails", what: format!("a panic: {what}") });
    }
    found
}

/// What happened in years, to know that they were full.
pub(super) type Census = BTreeMap<String, usize>;

/// What is left over at the end has its time.
fn last_acts() -> [Act; 4] {
    [
        Act::Mail { mode: MailMode::Works },
        Act::Jump { minutes: 100 },
        Act::Jump { minutes: 3 * 24 * 60 },
        Act::Jump { minutes: 100 },
    ]
}

struct Year {
    world: World,
    checker: Checker,
    facts: Facts,
    /// The step at which the last request was sent.
    sent_at: usize,
    asked_mails: Vec<i64>,
    asked: Asked,
    /// How many acts of each kind had an answer of each status.
    acts: Census,
}

impl Year {
    fn begin(database: Database, seed: u64, with_process: bool) -> Self {
        logged_errors();
        let mut world = World::new(database, seed, with_process);
        let facts = world.facts();
        Self {
            world,
            checker: Checker::new(),
            facts,
            sent_at: 0,
            asked_mails: Vec::new(),
            asked: Asked::new(),
            acts: Census::new(),
        }
    }

    /// Counts what happened.
    fn count(&mut self, census: &mut Census) {
        for (what, columns, from) in [
            ("mail sent", "kind", "mails WHERE state = 'sent'"),
            ("mail not sent", "state", "mails WHERE state <> 'sent'"),
            ("duo", "state", "duos"),
            ("round", "state", "rounds"),
            ("person", "standing", "professionals"),
        ] {
            for row in self.world.ledger.rows(columns, from) {
                *census.entry(format!("{what}: {}", row.text(0))).or_default() += 1;
            }
        }
        for (act, count) in &self.acts {
            *census.entry(format!("act: {act}")).or_default() += count;
        }
    }

    fn act(&mut self, number: usize, act: &Act) {
        match act {
            Act::Jump { minutes } => {
                self.world.move_clock(*minutes);
                self.clock();
            }
            Act::Mail { mode } => self.world.set_mail(*mode),
            Act::Restart { instance, during } => {
                let sent = self.world.request(during, &self.facts);
                self.world.restart(*instance, sent.as_ref());
                self.look(Some(act), &[], &[], false);
                self.deliver();
            }
            Act::Arrive { people, .. } => {
                self.request(number, act);
                // Invitations to many may wait a while, in which they can be called back.
                self.world.move_clock(61);
                self.clock();
                self.confirm(act, people.len());
            }
            Act::Race { one, other } => self.race(act, one, other),
            _ => self.request(number, act),
        }
        if number % 16 == 15 || matches!(act, Act::Look { .. }) {
            self.checker.figures(&self.facts, &mut self.world);
        }
        let errors = logged_errors();
        if !errors.is_empty() {
            self.checker.fail("no_error_is_logged", errors);
        }
    }

    /// Jobs look at what is due, and mail leaves.
    fn clock(&mut self) {
        self.world.do_scheduled();
        self.look(None, &[], &[], false);
        let before = self.facts.clone();
        self.world.do_scheduled();
        self.facts = self.world.facts();
        if before != self.facts {
            self.checker.fail("idle_jobs_do_nothing", format!("log {} to {}", before.last_line, self.facts.last_line));
        }
        self.deliver();
    }

    fn request(&mut self, number: usize, act: &Act) {
        let again = *act == Act::Repeat && self.sent_at + 1 == number;
        let Some(sent) = self.world.request(act, &self.facts) else { return };
        self.sent_at = number;
        let answer = self.world.send(&sent);
        let name = format!("{act:?}");
        let name = name.split([' ', '{']).next().unwrap_or_default();
        *self.acts.entry(format!("{name} {}", answer.status)).or_default() += 1;
        if let Act::OldLink { .. } = act {
            let link = self.world.links.iter().find(|link| link.path == sent.path).cloned();
            if let Some(link) = link {
                self.checker.opened(&link, answer.status, &self.asked);
            }
        }
        let queued = self.look(Some(act), &[sent], &[answer], again);
        if let Act::AskLinks { who } = act {
            let to = email(*who);
            self.asked_mails.extend(queued.iter().filter(|mail| mail.to == to).map(|mail| mail.id));
        }
        if !queued.is_empty() {
            self.deliver();
        }
    }

    /// So many confirm, one after the other.
    fn confirm(&mut self, act: &Act, count: usize) {
        let (mut sent, mut answers) = (Vec::new(), Vec::new());
        for which in 0..count {
            let Some(request) = self.world.request(&Act::Confirm { which }, &self.facts) else { break };
            answers.push(self.world.send(&request));
            sent.push(request);
        }
        self.look(Some(act), &sent, &answers, false);
        self.deliver();
    }

    fn race(&mut self, act: &Act, one: &Act, other: &Act) {
        let requests = [one, other].map(|act| self.world.request(act, &self.facts));
        let [Some(one), Some(other)] = requests else { return };
        let answers = self.world.send_both(&one, &other);
        self.look(Some(act), &[one, other], &answers, false);
        self.deliver();
    }

    /// Reads what there is now, and holds the rules against it.
    fn look(&mut self, act: Option<&Act>, sent: &[Sent], answers: &[Answer], again: bool) -> Vec<Queued> {
        let after = self.world.facts();
        let written = self.written(&after);
        let now = self.world.now().naive_utc();
        let before = &self.facts;
        self.checker.look(&Step { act, sent, answers, before, after: &after, written: &written, now, again });
        self.facts = after;
        written.mails
    }

    fn written(&mut self, after: &Facts) -> Written {
        let (line, mail) = (self.facts.last_line, self.facts.last_mail);
        let mut written = Written::default();
        if after.last_line > line {
            for row in self.world.ledger.rows("actor, what", &format!("activity WHERE id > {line} ORDER BY id")) {
                let what = serde_json::from_str(&row.text(1)).unwrap();
                written.lines.push(LogLine { actor: row.text(0), what });
            }
        }
        if after.last_mail > mail {
            let from = format!("mails WHERE id > {mail} ORDER BY id");
            for row in self.world.ledger.rows("id, kind, recipient_email, created_at, payload", &from) {
                let (id, kind, to, created_at) = (row.int(0), row.text(1), row.text(2), row.text(3));
                // What happens to somebody at one moment is told in one mail.
                let of_no_duo = row.text(4).contains("\"kind\":\"no_duo\"");
                written.mails.push(Queued { id, kind, of_no_duo, to, created_at: row_time(&created_at) });
            }
        }
        written
    }

    /// Mail leaves; what arrives is held against what was true before.
    fn deliver(&mut self) {
        let mails = self.world.deliver();
        for link in mails.iter().filter(|mail| self.asked_mails.contains(&mail.id)).flat_map(|mail| &mail.links) {
            let Some(grant) = link.grant.as_ref().filter(|grant| ["profile", "duo"].contains(&&*grant.purpose)) else {
                continue;
            };
            // Its reader presses the button, which replaces the older ones.
            if self.world.press(link).status == 303 {
                self.asked.insert((link.to.clone(), grant.purpose.clone(), grant.duo), link.mail);
            }
        }
        let now = self.world.now().naive_utc();
        self.checker.mails(&self.facts, &mails, now);
    }
}

/// Whole seconds.
fn row_time(time: &str) -> String {
    time.chars().take(19).collect()
}
