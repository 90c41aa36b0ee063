//! `tweespan demo`: the whole product on the sample, in one command.

use std::process::Command;

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail};
use crate::people::{Person, proposed_round, publish};

on_both_databases!(needs "needs Python: run tests/run": it_pairs_the_sample_and_ends);
on_both_databases!(its_links_confirm, who_signs_up_takes_part_in_the_next_round, it_starts_from_nothing_only,);

/// Fits many: on both sides, with what is in demand.
const NEWCOMER: Person = Person {
    name: "Puck Nieuwkomer",
    email: "puck@nieuw.example",
    role: "orthopedagoog",
    organisation: "Praktijk Nieuw",
    part: "both",
    need: "gespreksvoering",
    expertise: "ketensamenwerking",
};

fn it_pairs_the_sample_and_ends(database: Database) {
    let home = Home::new(database);
    let printed = home.run(&["demo", "--exit"]).expect_success();
    assert!(printed.contains("42 professionals, 27 duos"), "{printed}");
    let people = home.people_in_duos();
    assert!(printed.contains(&format!("{people} mails delivered to data/mail")), "{printed}");
    let mails = home.mails();
    assert_eq!(mails.len(), people);
    let links: Vec<String> = mails.iter().flat_map(Mail::paths).collect();
    assert_eq!(links.len(), 2 * 27, "a link for each member of each duo");
    for mail in &mails {
        assert!(mail.paths()[0].starts_with("/duo/"), "{:?}", mail.paths());
        assert!(mail.html.contains(&mail.links()[0]));
    }

    // Once more in another library, which had no part in the product at all.
    let read = "import email, email.policy, pathlib, re, sys
files = sorted(pathlib.Path(sys.argv[1]).glob('*.eml'))
for file in files:
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    parts = list(mail.walk())
    assert [p.get_content_type() for p in parts] == ['multipart/alternative', 'text/plain', 'text/html'], file
    assert not any(p.defects for p in parts), file
    text, page = (mail.get_body((kind,)).get_content() for kind in ('plain', 'html'))
    links = re.findall(r'^http://[0-9.:]+/duo/[0-9a-f]{64}(?=\\r?$)', text, re.M)
    assert links and all(link in page for link in links), file
    assert mail['from'] and mail['to'] and mail['subject'] and mail['date'].datetime and mail['message-id'], file
print(len(files))";
    let mut python = Command::new("/usr/bin/python3");
    let output = python.args(["-c", read]).arg(home.path().join("data/mail")).output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        format!("{people}\n"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );

    // What it made is there to go on with, and its links work then.
    let server = home.start(&["serve"]);
    for mail in &mails {
        assert_eq!(Browser::new(&server).look(&mail.paths()[0]).status, 200);
    }
}

fn its_links_confirm(database: Database) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    let mails = home.mails();
    let people = home.people_in_duos();
    assert_eq!(mails.len(), people);
    assert!(mails.iter().flat_map(Mail::links).all(|link| link.starts_with(&server.url)));
    for address in server.printed.iter().filter_map(|line| line.split(server.url.as_str()).nth(1)) {
        assert_eq!(Browser::new(&server).get(address).status, 200, "{address}");
    }
    assert_eq!(server.printed.iter().filter(|line| line.contains(&server.url)).count(), 3, "{:?}", server.printed);

    // The mailbox shows the mails, with links to press.
    let browser = Browser::new(&server);
    let mailbox = browser.get("/dev/mailbox");
    let shown: Vec<String> =
        crate::html::links(&mailbox.html).into_iter().filter(|link| link.starts_with("/dev/mailbox/")).collect();
    assert_eq!(shown.len(), people);
    let opened = browser.get(&shown[0]);
    let link = crate::html::links(&opened.html).into_iter().find(|link| link.contains("/duo/")).unwrap();
    let first = link.strip_prefix(server.url.as_str()).unwrap();
    let page = browser.answer(first, "accepted", "");
    assert!(page.text().contains("Je hebt ja gezegd"), "{}", page.text());
    assert_eq!(home.count("duo_members WHERE answer = 'accepted'"), 1);

    for link in mails.iter().flat_map(Mail::paths).filter(|link| link != first) {
        Browser::new(&server).answer(&link, "accepted", "");
    }
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 27);
    assert_eq!(home.mails().len(), people + 54, "and contact details to both of each duo");
}

fn who_signs_up_takes_part_in_the_next_round(database: Database) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    let newcomer = Browser::new(&server);
    NEWCOMER.join(&home, &newcomer);
    let coordinator = Browser::new(&server);
    let sign_in = server.printed.iter().find_map(|line| Some(line[line.find("/coordinator/sign-in/")?..].to_owned()));
    coordinator.sign_in(&sign_in.unwrap());
    let page = proposed_round(&coordinator);
    assert!(page.text().contains(NEWCOMER.name), "{}", page.text());
    assert!(publish(&coordinator, &page).text().contains("gepubliceerd"));
    let mails = home.mails_to(NEWCOMER.email);
    let introduction = mails.iter().flat_map(Mail::paths).find(|path| path.starts_with("/duo/")).unwrap();
    let page = newcomer.answer(&introduction, "accepted", "");
    assert!(page.text().contains("Je hebt ja gezegd"), "{}", page.text());
}

fn it_starts_from_nothing_only(database: Database) {
    let home = Home::new(database);
    std::fs::create_dir(home.path().join("data")).unwrap();
    home.run(&["demo", "--exit"]).expect_success();
    let (kept, files) = (home.dump(), home.mails().len());
    let line = home.run(&["demo", "--exit"]).expect_failure().to_owned();
    assert!(line.contains("data is not empty"), "{line}");
    assert_eq!((home.dump(), home.mails().len()), (kept, files));
}

#[test]
fn people_of_ones_own_are_paired_or_told_what_is_wrong() {
    let home = Home::new(Database::Sqlite);
    let people = home.run(&["sample", "--people", "30", "--seed", "4"]).expect_success();
    let topics: Vec<&str> = include_str!("../../config/sample/topics.csv").lines().skip(1).collect();
    assert_eq!(topics.len(), 33);
    std::fs::write(home.path().join("people.csv"), people).unwrap();
    // Their topics are not those of the programme: every line is told, and nothing is made.
    let finished = home.run(&["demo", "--exit", "--people", "people.csv"]);
    assert_eq!(finished.code, Some(1));
    assert!(finished.stderr.contains("people.csv: line 2, "), "{}", finished.stderr);
    assert!(!home.path().join("data").exists());
    let sample = include_str!("../../config/sample/professionals.csv");
    let some: Vec<&str> = sample.lines().take(21).collect();
    std::fs::write(home.path().join("people.csv"), some.join("\n")).unwrap();
    let printed = home.run(&["demo", "--exit", "--people", "people.csv"]).expect_success();
    assert!(printed.contains("20 professionals"), "{printed}");
}
