//! Publishing a round and delivering its mails: what the outbox takes.
//!
//! ```text
//! cargo bench --bench delivery                       # SQLite in a file, in the system's directory for such
//! TEST_POSTGRES_URL=postgres://… cargo bench --bench delivery -- postgres
//! ```
//!
//! 1,000 duos are published in one transaction: 2,000 links, a mail to each person, and the duos' states. The mails are
//! delivered to a mail server in this process, over real connections, first from a queue of 2,000, then with 100,000
//! others waiting behind them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot go on has failed")]

#[path = "../tests/suite/smtp.rs"]
#[expect(dead_code, reason = "the tests use all of it")]
mod smtp;

use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, Instant};

use chrono::{DateTime, Days, Utc};
use tweespan::app::App;
use tweespan::config::Settings;
use tweespan::domain::programme::topic::parse_catalogue;
use tweespan::domain::{
    EmailAddress, Locale, ProfessionalId, ProgrammeId, RoundId, RoundSettings, Side, SingleLine, Slug,
};
use tweespan::jobs::delivery;
use tweespan::sample::{Spec, people};
use tweespan::service::programme::activity::Actor;
use tweespan::service::round::{self, Plan, RoundError};
use tweespan::store::duo::duos;
use tweespan::store::mail::outbox::{self, NewMail, Take};
use tweespan::store::person::professionals::{self, Origin, Standing};
use tweespan::store::programme::programmes::{self, NewProgramme};
use tweespan::store::round::rounds::{self as kept, WithoutDuo};
use tweespan::store::{Connection, StoreError};

use smtp::SmtpServer;

const DUOS: usize = 1_000;
const WAITING: usize = 100_000;

fn main() {
    let on_postgres = std::env::args().any(|a| a == "postgres");
    let directory = tempfile::tempdir().unwrap();
    let database = if on_postgres {
        Postgres::create()
    } else {
        Postgres { server: String::new(), url: format!("sqlite:{}", directory.path().join("d.sqlite3").display()) }
    };
    let smtp = SmtpServer::start();
    let mut settings = Settings::load().unwrap();
    settings.database.url.clone_from(&database.url);
    settings.mail.smtp_url.clone_from(&smtp.url);
    settings.mail.hold_minutes = 0;
    let app = App::open(settings, "http://127.0.0.1").unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    println!("| what | measured | bar |\n|---|---:|---:|");

    let (programme, round) = prepare(&app);
    let started = Instant::now();
    let published = app.by(Actor::Operator).write(app.store(), |cx| round::publish(cx, round, None)).unwrap();
    let took = started.elapsed();
    assert_eq!(published, DUOS);
    // One mail a person, whatever the number of their duos.
    let mails = usize::try_from(app.store().read(outbox::waiting).unwrap()).unwrap();
    println!("| {DUOS} duos published, {mails} mails | {:.2} s | 1 s |", took.as_secs_f64());

    let rate = deliver(&app, &runtime, &smtp, mails);
    println!("| delivered, nothing else waiting | {rate:.0} mails/s | 300 |");

    queue(&app, programme, WAITING, app.now() + Duration::from_hours(2));
    queue(&app, programme, 2 * DUOS, app.now());
    println!("| taking 64 mails, {WAITING} waiting for later | {:.1} ms | |", claim(&app, app.now()));
    let rate = deliver(&app, &runtime, &smtp, 2 * DUOS);
    println!("| delivered, {WAITING} waiting for later | {rate:.0} mails/s | 300 |");
    let due = app.now() + Duration::from_hours(3);
    println!("| taking 64 mails of {WAITING} that are due | {:.1} ms | |", claim(&app, due));
}

/// A round of which exactly so many duos are proposed.
fn prepare(app: &App) -> (ProgrammeId, RoundId) {
    let now = app.now();
    let catalogue = parse_catalogue(include_str!("../config/sample/topics.csv")).unwrap();
    let spec = Spec { people: 2 * DUOS, seed: 1, topics: catalogue.topics().len(), regions: 12, capacity: 1..=1 };
    let profiles = people(&spec).unwrap();
    let contact = EmailAddress::parse("coordinator@voorbeeld.example").unwrap();
    let slug = Slug::parse("jeugd").unwrap();
    let new = NewProgramme {
        slug: &slug,
        name_nl: "Vakmanschap jeugd",
        name_en: "Craftsmanship in youth work",
        about_nl: "",
        about_en: "",
        contact: &contact,
    };
    let plan = Plan {
        name: SingleLine::parse("Proefronde").unwrap(),
        settings: RoundSettings::default(),
        answer_by: now.date_naive() + Days::new(14),
    };
    let by = app.by(Actor::Operator);
    let (programme, round) = by
        .write(app.store(), |cx| {
            let programme = programmes::create(cx.c, &new, &catalogue, now)?;
            for profile in &profiles {
                let origin = Origin { standing: Standing::Active, locale: Locale::Nl };
                professionals::add(cx.c, programme, profile, origin, now)?;
            }
            Ok::<_, RoundError>((programme, round::create(cx, programme, &plan)?))
        })
        .unwrap();
    round::propose(app.store(), by, round, None).unwrap();
    // Everybody learns and guides, so that there are more than enough; the best are kept.
    app.store().write(|c| keep(c, round)).unwrap();
    (programme, round)
}

fn keep(c: &mut Connection, round: RoundId) -> Result<(), StoreError> {
    let all = duos::of_round(c, round)?;
    let left = |side: Side| {
        let known: HashSet<ProfessionalId> =
            all.iter().take(DUOS).map(|duo| duo.member(side).professional_id).collect();
        let rest = all.iter().skip(DUOS).map(move |duo| duo.member(side).professional_id);
        let unknown: BTreeSet<ProfessionalId> = rest.filter(|id| !known.contains(id)).collect();
        unknown.into_iter().map(move |id| WithoutDuo {
            professional_id: id,
            side,
            why: r#"{"why":"guides_full","eligible":1}"#.to_owned(),
        })
    };
    let mut without = kept::unmatched(c, round)?;
    without.extend([Side::Learner, Side::Guide].into_iter().flat_map(left));
    kept::set_unmatched(c, round, &without)?;
    let best: Vec<duos::NewDuo> = all
        .into_iter()
        .take(DUOS)
        .map(|duo| duos::NewDuo {
            learner: duo.learner.professional_id,
            guide: duo.guide.professional_id,
            score: duo.score,
            reasons: duo.reasons,
        })
        .collect();
    duos::set_proposed(c, round, &best)
}

/// Queues mails that are due at `time`.
fn queue(app: &App, programme: ProgrammeId, mails: usize, time: DateTime<Utc>) {
    let recipient = EmailAddress::parse("noor@voorbeeld.example").unwrap();
    let new = |_| NewMail {
        programme_id: programme,
        recipient_name: "Noor Achterberg",
        recipient: &recipient,
        locale: Locale::Nl,
        kind: "sign_in",
        payload: format!(r#"{{"kind":"sign_in","token":"{}"}}"#, "5e1f".repeat(16)),
        professional: None,
        round: None,
        leaves_at: None,
    };
    let mails: Vec<NewMail<'_>> = (0..mails).map(new).collect();
    app.store().write(|c| outbox::queue_all(c, &mails, time)).unwrap();
}

/// Delivers until nothing is due, and gives mails a second.
fn deliver(app: &App, runtime: &tokio::runtime::Runtime, smtp: &SmtpServer, mails: usize) -> f64 {
    let before = smtp.arrived().len();
    let started = Instant::now();
    runtime.block_on(async { while delivery::due(app, || false).await.unwrap().more {} });
    let took = started.elapsed().as_secs_f64();
    assert_eq!(smtp.arrived().len() - before, mails);
    f64::from(u32::try_from(mails).unwrap()) / took
}

/// The middle of 21 times taking 64 mails and handing them back, in milliseconds, without the commit.
fn claim(app: &App, time: DateTime<Utc>) -> f64 {
    let take = Take { limit: 64, tried_too: true, lease: chrono::Duration::minutes(3), per_minute: 0 };
    let mut times: Vec<f64> = (0..21)
        .map(|_| {
            app.store()
                .write(|c| {
                    let started = Instant::now();
                    let claimed = outbox::take(c, take, time)?;
                    let took = started.elapsed().as_secs_f64() * 1000.0;
                    assert_eq!(claimed.mails.len(), 64);
                    claimed.mails.iter().try_for_each(|mail| outbox::hand_back(c, mail, mail.created_at.and_utc()))?;
                    Ok::<_, StoreError>(took)
                })
                .unwrap()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A database of its own on the server that `TEST_POSTGRES_URL` names; it goes at the end.
struct Postgres {
    server: String,
    url: String,
}

impl Postgres {
    fn create() -> Self {
        let server = std::env::var("TEST_POSTGRES_URL").unwrap_or_else(|_| panic!("TEST_POSTGRES_URL is not set"));
        let name = format!("delivery_{}", std::process::id());
        execute(&server, &format!("CREATE DATABASE {name}"));
        let (begin, _) = server.rsplit_once('/').unwrap();
        Self { url: format!("{begin}/{name}"), server }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if !self.server.is_empty() {
            let name = self.url.rsplit('/').next().unwrap().to_owned();
            execute(&self.server, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

fn execute(server: &str, sql: &str) {
    use diesel::Connection as _;
    use diesel::connection::SimpleConnection;
    diesel::PgConnection::establish(server).unwrap().batch_execute(sql).unwrap();
}
