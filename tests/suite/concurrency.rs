//! Many at the same moment: real requests in parallel, and real processes.

use std::collections::BTreeMap;
use std::sync::Barrier;
use std::time::Duration;

use tweespan::domain::{ProfessionalId, RoundId, Token};
use tweespan::store::duo::duos;
use tweespan::store::person::professionals;
use tweespan::store::{Connection, DatabaseUrl, Store, StoreError};

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Mail, Server};
use crate::html::Form;
use crate::mail::MailServer;
use crate::people::{LEARNER, new_round, round_of, settings};

on_both_databases!(
    both_members_confirm_at_once,
    a_yes_and_a_change_of_mind_at_once,
    two_coordinators_publish_at_once,
    one_sign_in_link_opens_one_session,
    a_double_click_signs_up_once_and_confirms_once,
    a_stranger_signs_up_while_one_confirms,
);

on_both_databases!(needs "needs aiosmtpd: run tests/run": two_instances_deliver_each_mail_once);

/// Sends all of these at the same moment, each from a thread of its own.
fn at_once(requests: &[(Browser, String, Form)]) -> Vec<Page> {
    let barrier = Barrier::new(requests.len());
    std::thread::scope(|scope| {
        let threads: Vec<_> = requests
            .iter()
            .map(|(browser, path, form)| {
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    browser.post(path, form)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

fn answer(server: &Server, link: &str, answer: &str) -> (Browser, String, Form) {
    let browser = Browser::new(server);
    let form = browser.get(link).form_with_button("answer", answer);
    (browser, link.to_owned(), form)
}

/// The demo's links, two for each duo.
fn pairs_of_links(home: &Home) -> Vec<[String; 2]> {
    let mut of_duo: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for link in home.mails().iter().flat_map(Mail::paths).filter(|path| path.starts_with("/duo/")) {
        let hash = hash(link.rsplit('/').next().unwrap());
        let duo = home.query(&format!("SELECT CAST(duo_id AS TEXT) AS line FROM tokens WHERE hash = '{hash}'"));
        of_duo.entry(duo[0].clone()).or_default().push(link);
    }
    of_duo.into_values().map(|links| links.try_into().unwrap()).collect()
}

/// What is kept of a token.
pub(crate) fn hash(token: &str) -> String {
    Token::parse(token).unwrap().hash().as_str().to_owned()
}

/// Confirmed is what both have accepted, and then and only then both were told, once.
fn everything_fits(home: &Home) -> usize {
    let accepted_by_both =
        "(SELECT count(*) FROM duo_members m WHERE m.duo_id = duos.id AND m.answer = 'accepted') = 2";
    let confirmed = home.count("duos WHERE state = 'confirmed'");
    assert_eq!(home.count(&format!("duos WHERE state = 'confirmed' AND {accepted_by_both}")), confirmed);
    assert_eq!(home.count(&format!("duos WHERE {accepted_by_both}")), confirmed);
    home.wait_for_mail();
    assert_eq!(home.count("mails WHERE kind = 'contact_details'"), 2 * confirmed);
    confirmed
}

fn both_members_confirm_at_once(database: Database) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    let pairs = pairs_of_links(&home);
    assert_eq!(pairs.len(), 27);
    for (done, [one, other]) in (1..).zip(&pairs) {
        // Each of them twice: a double click.
        let answers = [one, other, one, other].map(|link| answer(&server, link, "accepted"));
        for page in at_once(&answers) {
            assert_eq!(page.status, 303, "{}", page.text());
        }
        assert_eq!(everything_fits(&home), done);
    }
    assert_eq!(home.count("mails WHERE kind = 'contact_details' AND state = 'sent'"), 54);
}

fn a_yes_and_a_change_of_mind_at_once(database: Database) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    for [one, other] in pairs_of_links(&home) {
        assert_eq!(answer_now(&server, &one, "accepted"), 303);
        for page in at_once(&[answer(&server, &other, "accepted"), answer(&server, &one, "declined")]) {
            assert_eq!(page.status, 303, "{}", page.text());
        }
        everything_fits(&home);
    }
    let confirmed = home.count("duos WHERE state = 'confirmed'");
    assert_eq!(home.count("duos WHERE state = 'declined'"), 27 - confirmed, "every duo is one or the other");
}

fn answer_now(server: &Server, link: &str, word: &str) -> u16 {
    let (browser, path, form) = answer(server, link, word);
    browser.post(&path, &form).status
}

fn two_coordinators_publish_at_once(database: Database) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    let coordinators = ["een@voorbeeld.example", "twee@voorbeeld.example"].map(|email| {
        let browser = Browser::new(&server);
        browser.sign_in(&home.invite_coordinator(email, "jeugd"));
        browser
    });
    for _ in 0..3 {
        let before = home.mails().len();
        home.finish_all_duos();
        let draft = settings(&coordinators[0], &new_round(&coordinators[0]));
        let mut form = draft.form_with_button("then", "propose");
        form.tick("allow_earlier_duos", "yes");
        let round = coordinators[0].submit(&draft, &form);
        let duos = home.count("duos WHERE state = 'proposed'");
        assert!(duos > 20, "{}", round.text());
        let publication = format!("{}/publication", round_of(&round));
        let both = coordinators.clone().map(|browser| {
            let form = browser.get(&publication).form_to(&publication);
            (browser, publication.clone(), form)
        });
        let mut statuses: Vec<u16> = at_once(&both).iter().map(|page| page.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "one published, the other is told");
        let people = home.count(
            "(SELECT DISTINCT m.professional_id FROM duo_members m JOIN duos d ON d.id = m.duo_id \
             WHERE d.round_id = (SELECT max(id) FROM rounds)) AS people",
        );
        assert_eq!(home.mails().len(), before + people, "one mail each");
    }
}

fn one_sign_in_link_opens_one_session(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    for opened in 1..=5 {
        let link = home.invite_coordinator("coordinator@voorbeeld.example", "jeugd");
        let requests = (0..4).map(|_| {
            let browser = Browser::new(&server);
            let form = browser.get(&link).only_form();
            (browser, link.clone(), form)
        });
        let mut statuses: Vec<u16> = at_once(&requests.collect::<Vec<_>>()).iter().map(|page| page.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 404, 404, 404]);
        assert_eq!(home.count("sessions"), opened);
    }
}

fn a_double_click_signs_up_once_and_confirms_once(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    for round in 1..=5 {
        let email = format!("noor{round}@leren.example");
        let requests = (0..4).map(|_| {
            let browser = Browser::new(&server);
            let mut form = browser.get("/jeugd").form_to("/jeugd");
            LEARNER.fill_in(&mut form);
            form.set("email", &email);
            form.press("step", "send");
            (browser, "/jeugd".to_owned(), form)
        });
        for page in at_once(&requests.collect::<Vec<_>>()) {
            assert_eq!(page.status, 303, "{}", page.text());
        }
        assert_eq!(home.count("professionals"), round);

        // Each asked for a link of its own, and the newest counts.
        let mails = home.mails_to(&email);
        let mut links: Vec<String> = mails.iter().flat_map(Mail::paths).collect();
        links.retain(|link| Browser::new(&server).get(link).status == 200);
        assert_eq!(links.len(), 1, "of {}", mails.len());
        let requests = (0..4).map(|_| {
            let browser = Browser::new(&server);
            let form = browser.get(&links[0]).only_form();
            (browser, links[0].clone(), form)
        });
        for page in at_once(&requests.collect::<Vec<_>>()) {
            assert_eq!(page.status, 303, "{}", page.text());
        }
        let welcomes = home.mails_to(&email).iter().flat_map(Mail::paths).filter(|p| !p.contains("verify")).count();
        assert_eq!(welcomes, 1, "the private link is sent once");
    }
}

fn a_stranger_signs_up_while_one_confirms(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let sign_up = |name: &str, email: &str| {
        let browser = Browser::new(&server);
        let mut form = browser.get("/jeugd").form_to("/jeugd");
        LEARNER.fill_in(&mut form);
        form.set("name", name);
        form.set("email", email);
        form.press("step", "send");
        (browser, "/jeugd".to_owned(), form)
    };
    for round in 0..20 {
        let email = format!("noor{round}@leren.example");
        let (browser, path, form) = sign_up(LEARNER.name, &email);
        assert_eq!(browser.post(&path, &form).status, 303);
        let link = home.link_to(&email, "/me/verify/");
        let form = browser.get(&link).only_form();
        let answers = at_once(&[(browser, link, form), sign_up("Een Vreemde", &email)]);
        assert!(matches!(answers[0].status, 303 | 404 | 409), "{}", answers[0].text());
        assert_eq!(answers[1].status, 303, "{}", answers[1].text());
        let confirmed = home.count(&format!("professionals WHERE standing = 'active' AND email = '{email}'"));
        assert_eq!(confirmed, usize::from(answers[0].status == 303));
        assert_eq!(home.count("professionals WHERE standing = 'active' AND name <> 'Noor Achterberg'"), 0);
    }
}

fn two_instances_deliver_each_mail_once(database: Database) {
    // First nobody takes the mails, so that both instances find all of them waiting.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let home = Home::new(database).with("SMTP_URL", &format!("smtp://{nobody}"));
    let finished = home.run(&["demo", "--exit"]);
    assert_eq!(finished.code, Some(1));
    let people = home.people_in_duos();
    let all = format!("tweespan: {people} mails could not be delivered");
    assert!(finished.stderr.contains(&all), "{}", finished.stderr);
    let smtp = MailServer::start();
    let home = home.with("SMTP_URL", &smtp.url);
    for round in 1..=3 {
        home.execute("UPDATE mails SET state = 'waiting', next_attempt_at = created_at, attempts = 0");
        if round > 1 {
            // What was sent has lost its content, which holds links: give it some again.
            home.execute("UPDATE mails SET payload = (SELECT payload FROM kept_payloads k WHERE k.id = mails.id)");
        } else {
            home.execute("CREATE TABLE kept_payloads AS SELECT id, payload FROM mails");
        }
        let _instances = [home.start(&["serve"]), home.start(&["serve"])];
        home.wait_for_mail();
        let mut ids: Vec<String> = smtp.mails().into_iter().map(|mail| mail.message_id).collect();
        assert_eq!(ids.len(), people * round);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), people);
    }
}

/// Reads again and again in a transaction that may write, while this SQL changes what is read to and fro. On PostgreSQL each
/// statement of such a transaction sees what was committed last; on SQLite nobody else writes during it.
fn while_it_changes(home: &Home, to_and_fro: [&str; 2], read: impl Fn(&mut Connection) -> Result<(), StoreError>) {
    let url = DatabaseUrl::parse(&home.database_url()).unwrap();
    let store = Store::open_as_it_is(&url, Duration::from_secs(30)).unwrap();
    std::thread::scope(|scope| {
        let changes = scope.spawn(|| {
            for _ in 0..60 {
                for change in to_and_fro {
                    home.execute(&format!("BEGIN; {change}; COMMIT"));
                    std::thread::sleep(Duration::from_millis(20));
                }
            }
        });
        while !changes.is_finished() {
            store.write(&read).unwrap();
        }
    });
}

#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn a_duo_that_changes_while_it_is_read_is_read_whole() {
    let home = Home::new(Database::Postgres);
    drop(home.start(&["demo"]));
    let confirm = "UPDATE duos SET state = 'confirmed', confirmed_at = introduced_at WHERE state = 'introduced'; \
                   UPDATE duo_members SET answer = 'accepted', answered_at = '2026-11-02 10:00:00'";
    let back = "UPDATE duos SET state = 'introduced', confirmed_at = NULL; \
                UPDATE duo_members SET answer = NULL, answered_at = NULL";
    while_it_changes(&home, [confirm, back], |c| {
        let read = duos::of_round(c, RoundId(1))?;
        assert_eq!(read.len(), 27, "one is left out");
        Ok(())
    });
}

#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn a_profile_that_changes_while_it_is_read_is_read_whole() {
    let home = Home::new(Database::Postgres);
    drop(home.start(&["demo"]));
    let people: Vec<ProfessionalId> = home
        .query("SELECT CAST(id AS TEXT) AS line FROM professionals WHERE takes_part_as = 'learn'")
        .iter()
        .map(|id| ProfessionalId(id.parse().unwrap()))
        .collect();
    assert!(!people.is_empty());
    let ids = people.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    // Nobody guides without expertise, or learns without needs.
    let guide = format!(
        "UPDATE professionals SET takes_part_as = 'guide', capacity = 1 WHERE id IN ({ids}); \
         UPDATE professional_topics SET side = 'expertise' WHERE side = 'need' AND professional_id IN ({ids})"
    );
    let learn = format!(
        "UPDATE professionals SET takes_part_as = 'learn' WHERE id IN ({ids}); \
         UPDATE professional_topics SET side = 'need' WHERE side = 'expertise' AND professional_id IN ({ids})"
    );
    home.execute(&format!("DELETE FROM professional_topics WHERE side = 'expertise' AND professional_id IN ({ids})"));
    while_it_changes(&home, [&guide, &learn], |c| {
        assert_eq!(professionals::by_ids(c, &people)?.len(), people.len());
        Ok(())
    });
}
