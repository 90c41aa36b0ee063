//! `kill -9` at any moment: of a process that publishes rounds, and of one that delivers their mails.
//!
//! The moments are drawn from a seed. What the mail server took and what the database says are compared after each
//! kill. A mail that the server took and that nobody noted is one that was in flight, and it is what may arrive twice.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::harness::{Database, Home, Server, until};
use crate::smtp::{Reply, SmtpServer};

const SEED: u64 = 2026;
/// Of each kind.
const KILLS: usize = 100;
/// So many mails leave at the same time (`mail.parallel`).
const PARALLEL: usize = 4;

/// A programme with proposed rounds, and what became of their mails.
struct Scene {
    home: Home,
    smtp: SmtpServer,
    token: String,
    rounds: Vec<i64>,
    random: ChaCha8Rng,
    /// What the server took and nobody noted, up to the last kill.
    surplus: usize,
    most_in_flight: usize,
}

/// Rounds that are published go to another programme: people who are in their duos are free for the next one, and their
/// mails still leave.
fn set_aside(home: &Home) {
    home.execute(
        "UPDATE rounds SET programme_id = (SELECT id FROM programmes WHERE slug = 'archief') WHERE state = 'published'",
    );
}

impl Scene {
    /// So many rounds of the sample's people, proposed.
    fn with(rounds: usize) -> Self {
        let smtp = SmtpServer::that(|_| Reply::HangUp);
        let home = Home::new(Database::Sqlite).with("SMTP_URL", &smtp.url).with("RUST_LOG", "error");
        // Its own round is published, and its mails wait.
        assert_eq!(home.run(&["demo", "--exit"]).code, Some(1));
        home.add_programme("archief");
        set_aside(&home);
        let server = home.start(&["serve"]);
        let coordinator = Browser::new(&server);
        coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
        let page = coordinator.get("/coordinator/jeugd/settings/access");
        let mut form = page.form_to("/coordinator/jeugd/settings/access");
        form.set("label", "kantoor");
        let page = coordinator.submit(&page, &form);
        let token = page.html.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let random = ChaCha8Rng::seed_from_u64(SEED);
        let mut scene = Self { home, smtp, token, rounds: Vec::new(), random, surplus: 0, most_in_flight: 0 };
        let day = (chrono::Utc::now() + chrono::Days::new(10)).date_naive().to_string();
        let new = json!({"name": "Ronde", "answer_by": day, "settings": {"allow_earlier_duos": true}});
        for _ in 0..rounds {
            let round = scene.call(&server, "/api/v1/programmes/jeugd/rounds", &new).unwrap();
            let id = round["id"].as_i64().unwrap();
            scene.call(&server, &format!("/api/v1/rounds/{id}/proposals"), &json!({})).unwrap();
            scene.rounds.push(id);
        }
        server.stop();
        scene.smtp.now(|_| Reply::Yes);
        scene.free();
        scene
    }

    /// A program's request; nothing when the process died over it.
    fn call(&self, server: &Server, path: &str, body: &Value) -> Option<Value> {
        let request = Browser::new(server).request(reqwest::Method::POST, path).bearer_auth(&self.token).json(body);
        let response = request.send().ok()?;
        assert!(response.status().is_success(), "{path}: {}", response.status());
        response.json().ok()
    }

    fn publish(&self, server: &Server, round: i64) -> Option<Value> {
        self.call(server, &format!("/api/v1/rounds/{round}/publication"), &json!({}))
    }

    /// The leases of a process that died run out, and what it tried in vain is due again.
    fn free(&self) {
        self.home.execute("UPDATE mails SET next_attempt_at = created_at, attempts = 0 WHERE state = 'waiting'");
    }

    fn draw(&mut self, at_most: Duration) -> Duration {
        Duration::from_micros(self.random.random_range(0..=u64::try_from(at_most.as_micros()).unwrap()))
    }

    /// What must hold whenever the process was killed.
    fn check(&mut self) {
        until("the server has noticed", || self.smtp.open() == 0);
        // No fact without its mails, and no mail without its fact.
        let introduced = self.home.count("duos WHERE state <> 'proposed'");
        let readers = "(SELECT DISTINCT d.round_id, m.professional_id FROM duo_members m \
                       JOIN duos d ON d.id = m.duo_id WHERE d.state <> 'proposed') AS readers";
        assert_eq!(self.home.count("mails WHERE kind = 'introduction'"), self.home.count(readers));
        assert_eq!(self.home.count("tokens WHERE purpose = 'duo'"), 2 * introduced);
        let half = "duos d JOIN rounds r ON r.id = d.round_id WHERE (r.state = 'published') <> (d.state <> 'proposed')";
        assert_eq!(self.home.count(half), 0, "a round is published with all its duos, or not at all");
        // Nothing is noted as sent that the server did not take, and of what it took, little is not noted.
        let arrived = self.smtp.arrived().len();
        let sent = self.home.count("mails WHERE state = 'sent'");
        assert!(arrived >= sent + self.surplus, "{sent} are noted as sent, {arrived} arrived");
        let in_flight = arrived - sent - self.surplus;
        assert!(in_flight <= PARALLEL, "{in_flight} were in flight");
        self.most_in_flight = self.most_in_flight.max(in_flight);
        self.surplus += in_flight;
    }

    /// Lets everything arrive, and gives the mails, and how many of them arrived twice or more.
    fn finish(mut self, what: &str, more: &str) {
        self.free();
        let server = self.home.start(&["serve"]);
        // However slow the machine is, one after the other leaves.
        let waiting = || self.home.count("mails WHERE state = 'waiting'");
        let mut left = waiting();
        while left > 0 {
            until("the next mail has left", || waiting() < left);
            left = waiting();
        }
        assert_eq!(server.stop().0, Some(0));
        let mails = self.home.count("mails");
        assert_eq!(self.home.count("mails WHERE state = 'sent'"), mails);
        let arrived = self.smtp.arrived();
        let ids: BTreeSet<&str> = arrived.iter().map(|mail| mail.message_id.as_str()).collect();
        assert_eq!(ids.len(), mails, "each has arrived, and a repetition has the same Message-ID");
        let duplicates = arrived.len() - mails;
        assert_eq!(duplicates, self.surplus, "what was in flight when the process was killed, and nothing else");
        self.surplus = 0;
        let line = format!(
            "kill -9 while {what}: {KILLS} kills (seed {SEED}), {mails} mails, {duplicates} arrived twice, at most {} in \
             flight at a kill; {more}",
            self.most_in_flight
        );
        println!("{line}");
        let file = format!("{}/reliability-{what}.txt", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(file, line + "\n").unwrap();
    }
}

#[test]
fn a_process_that_is_killed_while_it_publishes_keeps_all_or_nothing() {
    let mut scene = Scene::with(KILLS);
    let mut rounds = std::mem::take(&mut scene.rounds);
    let server = scene.home.start(&["serve"]);
    let started = Instant::now();
    scene.publish(&server, rounds.pop().unwrap()).unwrap();
    let usual = started.elapsed();
    drop(server);
    scene.check();
    let mut published = 0;
    for _ in 0..KILLS {
        let round = *rounds.last().unwrap();
        scene.free();
        set_aside(&scene.home);
        let server = scene.home.start(&["serve"]);
        let delay = scene.draw(usual * 3 / 2);
        std::thread::scope(|scope| {
            let request = scope.spawn(|| scene.publish(&server, round).is_some());
            std::thread::sleep(delay);
            // Its drop is a kill.
            server.kill();
            let _ = request.join();
        });
        drop(server);
        scene.check();
        if scene.home.count(&format!("rounds WHERE id = {round} AND state = 'published'")) == 1 {
            published += 1;
            rounds.pop();
        }
    }
    // Otherwise the moments were all before, or all after.
    assert!((KILLS / 10..=KILLS * 9 / 10).contains(&published), "{published} of {KILLS} were published");
    scene.finish("publishing", &format!("{published} of the rounds were published, the others untouched"));
}

#[test]
fn a_process_that_is_killed_while_it_delivers_loses_nothing() {
    let mut scene = Scene::with(KILLS / 2);
    let server = scene.home.start(&["serve"]);
    // Nothing leaves before it is killed.
    scene.smtp.now(|_| Reply::HangUp);
    for round in std::mem::take(&mut scene.rounds) {
        set_aside(&scene.home);
        scene.publish(&server, round).unwrap();
    }
    drop(server);
    scene.smtp.now(|_| Reply::Yes);
    scene.check();
    let mut in_between = 0;
    // Where more leaves between two kills they come sooner, so that the mails last.
    let mut longest = Duration::from_millis(100);
    for kill in 0..KILLS {
        scene.free();
        let waiting = scene.home.count("mails WHERE state = 'waiting'");
        assert!(waiting > 0, "nothing is left to deliver at kill {kill}");
        let before = scene.smtp.count();
        let server = scene.home.start(&["serve"]);
        // Every fourth is killed while it starts, the others from their first mail on, however slow the machine is.
        if kill % 4 > 0 {
            until("the first mail leaves", || scene.smtp.count() > before);
        }
        let delay = scene.draw(longest);
        std::thread::sleep(delay);
        drop(server);
        scene.check();
        let left = scene.home.count("mails WHERE state = 'waiting'");
        in_between += usize::from(left < waiting && left > 0);
        if waiting - left > left / (KILLS - kill) {
            longest = longest * 3 / 4;
        }
    }
    // Otherwise it was killed before it began.
    assert!(in_between > KILLS / 2, "{in_between} kills came while mails were leaving");
    scene.finish("delivering", &format!("{in_between} kills came while mails were leaving"));
}
