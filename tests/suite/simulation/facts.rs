//! What the database says, read with plain SQL and no code of the product.

use std::collections::{BTreeMap, BTreeSet};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::{PgConnection, SqliteConnection};
use serde_json::Value;

/// A connection to look with.
pub(super) enum Ledger {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// The columns of a row.
pub(super) struct Row(Vec<Value>);

impl Row {
    pub(super) fn int(&self, at: usize) -> i64 {
        self.0[at].as_i64().unwrap_or_else(|| panic!("no number: {:?}", self.0))
    }

    pub(super) fn maybe_int(&self, at: usize) -> Option<i64> {
        self.0[at].as_i64()
    }

    pub(super) fn text(&self, at: usize) -> String {
        self.maybe(at).unwrap_or_default()
    }

    /// A text, a date, or a time as `2026-12-31 12:00:00`.
    pub(super) fn maybe(&self, at: usize) -> Option<String> {
        let text = self.0[at].as_str()?;
        let is_time = text.len() >= 19 && text.as_bytes()[10] == b'T' && text.as_bytes()[4] == b'-';
        Some(if is_time { text.replacen('T', " ", 1) } else { text.to_owned() })
    }

    pub(super) fn flag(&self, at: usize) -> bool {
        self.0[at].as_bool().unwrap_or_else(|| self.0[at].as_i64() == Some(1))
    }

    pub(super) fn maybe_flag(&self, at: usize) -> Option<bool> {
        if self.0[at].is_null() { None } else { Some(self.flag(at)) }
    }
}

impl Ledger {
    pub(super) fn open(url: &str) -> Self {
        match url.strip_prefix("sqlite:") {
            Some(file) => {
                let mut connection = SqliteConnection::establish(file).unwrap();
                connection.batch_execute("PRAGMA busy_timeout = 10000").unwrap();
                Self::Sqlite(connection)
            }
            None => Self::Postgres(PgConnection::establish(url).unwrap()),
        }
    }

    /// These columns of the rows of `FROM …`.
    pub(super) fn rows(&mut self, columns: &str, from: &str) -> Vec<Row> {
        let make = if matches!(self, Self::Sqlite(_)) { "json_array" } else { "json_build_array" };
        let sql = format!("SELECT CAST({make}({columns}) AS TEXT) AS line FROM {from}");
        let query = diesel::sql_query(&sql);
        let lines: Vec<Line> = match self {
            Self::Sqlite(connection) => query.load(connection),
            Self::Postgres(connection) => query.load(connection),
        }
        .unwrap_or_else(|e| panic!("{sql}: {e}"));
        lines.into_iter().map(|row| Row(serde_json::from_str(&row.line).unwrap())).collect()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) email: String,
    pub(super) name: String,
    pub(super) standing: String,
    pub(super) takes_part_as: String,
    pub(super) capacity: i64,
    pub(super) waited: i64,
    pub(super) paused_until: Option<String>,
    /// What else can change, in one.
    pub(super) profile: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Round {
    pub(super) name: String,
    pub(super) state: String,
    pub(super) settings: Value,
    pub(super) answer_by: String,
    pub(super) version: i64,
    pub(super) published_at: Option<String>,
    pub(super) asked_at: Option<String>,
    pub(super) no_duo_at: Option<String>,
}

impl Round {
    pub(super) fn kind(&self) -> &str {
        self.settings["kind"].as_str().unwrap_or("guidance")
    }

    pub(super) fn has(&self, setting: &str) -> bool {
        self.settings[setting].as_bool() == Some(true)
    }

    pub(super) fn is_live(&self) -> bool {
        self.state == "published" || self.state == "closed"
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) person: i64,
    pub(super) answer: Option<String>,
    pub(super) answered_at: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Duo {
    pub(super) round: i64,
    pub(super) state: String,
    pub(super) closed_at: Option<String>,
    pub(super) ending: Option<String>,
    pub(super) confirmed_at: Option<String>,
    /// The learner, then the guide.
    pub(super) members: [Member; 2],
}

impl Duo {
    /// Where it is, in the words of the table in ARCHITECTURE.md.
    pub(super) fn place(&self) -> &str {
        if self.state == "declined" && self.closed_at.is_some() { "declined for good" } else { &self.state }
    }

    /// Whether it waits, or goes on.
    pub(super) fn stands(&self) -> bool {
        matches!(self.place(), "introduced" | "declined" | "confirmed")
    }

    pub(super) fn has(&self, person: i64) -> bool {
        self.members.iter().any(|member| member.person == person)
    }

    pub(super) fn member(&self, person: i64) -> Option<&Member> {
        self.members.iter().find(|member| member.person == person)
    }

    /// The two, in one order.
    pub(super) fn pair(&self) -> (i64, i64) {
        let [one, other] = [self.members[0].person, self.members[1].person];
        (one.min(other), one.max(other))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LogLine {
    pub(super) actor: String,
    pub(super) what: Value,
}

/// All of it at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Facts {
    pub(super) people: BTreeMap<i64, Person>,
    pub(super) rounds: BTreeMap<i64, Round>,
    /// Who takes part: in a round that asked, only who said yes.
    pub(super) participants: BTreeMap<i64, BTreeSet<i64>>,
    pub(super) duos: BTreeMap<i64, Duo>,
    /// Those whom somebody reports to or avoids: (whose rule, the address it is about).
    pub(super) private: BTreeSet<(i64, String)>,
    pub(super) check_ins: BTreeSet<(i64, String, String)>,
    pub(super) help: BTreeSet<(i64, String)>,
    /// The highest identifiers.
    pub(super) last_line: i64,
    pub(super) last_mail: i64,
}

impl Facts {
    pub(super) fn read(ledger: &mut Ledger) -> Self {
        let mut facts = Self::default();
        for row in ledger.rows(
            "id, email, name, standing, takes_part_as, capacity, waited, role, organisation, languages, meets, \
             paused_until",
            "professionals",
        ) {
            let person = Person {
                email: row.text(1),
                name: row.text(2),
                standing: row.text(3),
                takes_part_as: row.text(4),
                capacity: row.int(5),
                waited: row.int(6),
                paused_until: row.maybe(11),
                profile: format!("{}|{}|{}|{}", row.text(7), row.text(8), row.text(9), row.text(10)),
            };
            facts.people.insert(row.int(0), person);
        }
        for row in ledger
            .rows("id, name, state, settings, answer_by, version, published_at, opt_in_asked_at, no_duo_at", "rounds")
        {
            let round = Round {
                name: row.text(1),
                state: row.text(2),
                settings: serde_json::from_str(&row.text(3)).unwrap(),
                answer_by: row.text(4),
                version: row.int(5),
                published_at: row.maybe(6),
                asked_at: row.maybe(7),
                no_duo_at: row.maybe(8),
            };
            facts.rounds.insert(row.int(0), round);
        }
        for row in ledger.rows("round_id, professional_id, takes_part", "round_participants") {
            let (round, person) = (row.int(0), row.int(1));
            if facts.rounds[&round].asked_at.is_none() || row.maybe_flag(2) == Some(true) {
                facts.participants.entry(round).or_default().insert(person);
            }
        }
        let mut members: BTreeMap<i64, Vec<(String, Member)>> = BTreeMap::new();
        for row in ledger.rows("duo_id, side, professional_id, answer, answered_at", "duo_members") {
            let member = Member { person: row.int(2), answer: row.maybe(3), answered_at: row.maybe(4) };
            members.entry(row.int(0)).or_default().push((row.text(1), member));
        }
        for row in ledger.rows("id, round_id, state, closed_at, ending, confirmed_at", "duos") {
            let mut two = members.remove(&row.int(0)).unwrap_or_default();
            two.sort_by_key(|(side, _)| side != "learner");
            let two: Vec<Member> = two.into_iter().map(|(_, member)| member).collect();
            let members = two.try_into().unwrap_or_else(|two| panic!("a duo is not of two: {two:?}"));
            let duo = Duo {
                round: row.int(1),
                state: row.text(2),
                closed_at: row.maybe(3),
                ending: row.maybe(4),
                confirmed_at: row.maybe(5),
                members,
            };
            facts.duos.insert(row.int(0), duo);
        }
        let private = ledger.rows("professional_id, email", "professional_rules");
        facts.private = private.iter().map(|row| (row.int(0), row.text(1))).collect();
        for row in ledger.rows("duo_id, side, moment, wants_help", "check_ins") {
            facts.check_ins.insert((row.int(0), row.text(1), row.text(2)));
            if row.flag(3) {
                facts.help.insert((row.int(0), row.text(1)));
            }
        }
        facts.last_line = ledger.rows("COALESCE(max(id), 0)", "activity")[0].int(0);
        facts.last_mail = ledger.rows("COALESCE(max(id), 0)", "mails")[0].int(0);
        facts
    }

    pub(super) fn person(&self, email: &str) -> Option<i64> {
        self.people.iter().find(|(_, person)| person.email == email).map(|(id, _)| *id)
    }
}
