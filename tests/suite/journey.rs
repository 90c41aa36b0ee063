//! The whole way, through pages and mails, as people go it.

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail};
use crate::people::{GUIDE, LEARNER, Person, proposed_round, run_round, to_mails};

on_both_databases!(
    from_sign_up_to_each_others_address,
    a_decline_with_a_reason_and_a_changed_mind,
    a_profile_is_seen_and_changed_by_its_private_link,
    an_address_that_is_known_gets_the_same_page_and_another_mail,
);

pub(crate) const COORDINATOR: &str = "coordinator@voorbeeld.example";

/// A third one, whom nobody can guide.
const ALONE: Person = Person {
    name: "Bram de Eenling",
    email: "bram@alleen.example",
    role: "wijkteammedewerker",
    organisation: "Wijkteam Overvecht",
    part: "learn",
    need: "feedback",
    expertise: "reflectie",
};

fn introduction(home: &Home, person: &Person) -> Mail {
    let mails = home.mails_to(person.email);
    let mut found = mails.into_iter().filter(|mail| mail.paths().iter().any(|path| path.starts_with("/duo/")));
    let mail = found.next().unwrap();
    assert!(found.next().is_none(), "two introductions to {}", person.email);
    mail
}

fn mentions(mails: &[Mail], what: &str) -> bool {
    mails.iter().any(|mail| mail.text.contains(what) || mail.html.contains(what) || mail.subject.contains(what))
}

fn from_sign_up_to_each_others_address(database: Database) {
    let home = Home::new(database);
    let server = home.serve();

    // A coordinator signs in by the link that the command line prints, which works once.
    let coordinator = Browser::new(&server);
    let link = home.invite_coordinator(COORDINATOR, "jeugd");
    coordinator.sign_in(&link);
    assert_eq!(Browser::new(&server).get(&link).status, 404);

    // Professionals sign up, one in English.
    let (noor, zoe, bram) = (Browser::new(&server), Browser::english(&server), Browser::new(&server));
    let page = LEARNER.sign_up(&noor);
    assert!(page.text().contains("Kijk in je mailbox"), "{}", page.text());
    let page = GUIDE.sign_up(&zoe);
    assert!(page.text().contains("Look in your mailbox"), "{}", page.text());
    // Nobody counts before the address is confirmed.
    assert_eq!(home.count("professionals WHERE standing = 'active'"), 0);
    for (person, browser, welcome) in [(LEARNER, &noor, "Je doet mee"), (GUIDE, &zoe, "You take part")] {
        let link = home.link_to(person.email, "/me/verify/");
        let page = browser.press(&link);
        assert!(page.text().contains(welcome), "{}", page.text());
        // Twice is as once.
        let mails = home.mails().len();
        assert!(browser.get(&link).text().contains(welcome));
        assert_eq!(home.mails().len(), mails);
        assert_eq!(browser.get(&home.link_to(person.email, "/me/")).status, 200);
    }
    ALONE.join(&home, &bram);
    assert!(home.mails_to(GUIDE.email).iter().any(|mail| mail.text.starts_with("Hello,")));

    // A round: proposed with reasons, and with why somebody has nobody.
    let page = coordinator.get("/coordinator/jeugd/professionals");
    for person in [LEARNER, GUIDE, ALONE] {
        assert!(page.text().contains(person.name), "{}", page.text());
    }
    let before = home.mails().len();
    let round = proposed_round(&coordinator);
    let text = round.text();
    assert!(text.contains(GUIDE.name) && text.contains("voorgesteld"), "{text}");
    let link = crate::html::links(&round.html).into_iter().find(|link| link.contains("/pairs/")).unwrap();
    let why = coordinator.get(&link).text();
    assert!(why.contains("leren") && why.contains("andere organisatie"), "the reasons: {why}");
    assert!(text.contains("1 gids past, maar heeft geen plek meer"), "why somebody has nobody: {text}");
    let learner = if coordinator.get(&link).text().contains(LEARNER.name) { LEARNER } else { ALONE };
    let alone = if learner.email == LEARNER.email { ALONE } else { LEARNER };
    let (learner_browser, other_language) = (&noor, &zoe);
    assert_eq!(home.mails().len(), before, "nothing is sent before it is published");

    let mails = to_mails(&coordinator, &round);
    let form = mails.form_to(&mails.path);
    let page = coordinator.submit(&mails, &form);
    assert!(page.text().contains("gepubliceerd"), "{}", page.text());
    // Published twice is published once.
    assert_eq!(coordinator.submit(&mails, &form).path, page.path);
    assert_eq!(home.mails().len(), before + 2);
    assert!(!mentions(&home.mails_to(alone.email), "/duo/"));

    // Who, why, when, and a link; not the address of the other.
    for (reader, other, why, until) in
        [(learner, GUIDE, "Waarom jullie", "Laat het uiterlijk"), (GUIDE, learner, "Why you two", "Let us know by")]
    {
        let mail = introduction(&home, &reader);
        let first_name = other.name.split(' ').next().unwrap();
        for part in [&mail.text, &mail.html] {
            for expected in [first_name, other.role, other.organisation, why, until, "/duo/"] {
                assert!(part.contains(expected), "{expected} in {part}");
            }
            assert!(!part.contains(other.email) && !part.contains(other.name), "{part}");
        }
        assert!(mail.links().iter().all(|link| link.starts_with(&server.url)), "{:?}", mail.links());
        assert!(mail.html.contains(&mail.links()[0]), "the same link in the HTML");
    }

    // The link shows; only the button confirms.
    let (own, others) = (home.link_to(learner.email, "/duo/"), home.link_to(GUIDE.email, "/duo/"));
    let page = learner_browser.get(&own);
    assert!(page.text().contains("Maak kennis met Zoë"), "{}", page.text());
    assert!(!page.html.contains(GUIDE.email) && !page.html.contains(GUIDE.name));
    let page = learner_browser.answer(&own, "accepted", "");
    assert!(page.text().contains("Je hebt ja gezegd"), "{}", page.text());
    assert!(!page.html.contains(GUIDE.email), "not before both have confirmed");
    assert_eq!(home.mails().len(), before + 2, "no address is released by one yes");

    let page = other_language.answer(&others, "accepted", "");
    assert!(page.text().contains("You have both said yes"), "{}", page.text());
    assert!(page.html.contains(learner.email));
    assert!(learner_browser.get(&own).html.contains(GUIDE.email));
    assert_eq!(home.mails().len(), before + 4, "a second mail to both");
    assert!(mentions(&home.mails_to(learner.email), GUIDE.email));
    assert!(mentions(&home.mails_to(GUIDE.email), learner.email));
    assert!(!mentions(&home.mails_to(alone.email), GUIDE.email));

    // Nothing is left to change: the page offers no answer, and one sent all the same does nothing.
    let kept = home.dump();
    let page = learner_browser.get(&own);
    assert!(page.forms().iter().all(|form| form.buttons.iter().all(|(name, _)| name != "answer")));
    let mut late = page.form_to("/language");
    late.fields.retain(|(name, _)| name == "csrf");
    late.fields.push(("answer".to_owned(), "declined".to_owned()));
    assert!(learner_browser.post(&own, &late).status < 400);
    let state = |dump: Vec<String>| dump.into_iter().filter(|row| row.starts_with("duo_members")).collect::<Vec<_>>();
    assert_eq!(state(home.dump()), state(kept));
    assert_eq!(home.mails().len(), before + 4);
    let text = coordinator.get(&round.path).text();
    assert!(text.contains("bevestigd"), "{text}");
}

fn a_decline_with_a_reason_and_a_changed_mind(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let (noor, zoe) = (Browser::new(&server), Browser::new(&server));
    LEARNER.join(&home, &noor);
    GUIDE.join(&home, &zoe);
    let round = run_round(&coordinator);
    let mails = home.mails().len();
    let (noors, zoes) = (home.link_to(LEARNER.email, "/duo/"), home.link_to(GUIDE.email, "/duo/"));

    let reason = "Ik ga <b>verhuizen</b> & kan niet";
    let page = noor.answer(&noors, "declined", reason);
    assert!(page.text().contains("Je hebt laten weten dat het nu niet past"), "{}", page.text());
    let page = coordinator.get(&round.path);
    assert!(page.text().contains(reason), "the coordinator reads why: {}", page.text());
    assert!(!page.html.contains("<b>verhuizen"));
    assert!(!zoe.get(&zoes).html.contains("verhuizen"), "and nobody else does");

    let page = zoe.answer(&zoes, "accepted", "");
    assert!(page.text().contains("Zodra Noor ook ja zegt"), "a no that is not final is nobody's: {}", page.text());
    assert_eq!(home.mails().len(), mails);

    // She changes her mind, twice; twice the same is as once.
    assert_eq!(noor.answer(&noors, "accepted", "").status, 200);
    assert_eq!(home.mails().len(), mails + 2, "now both have said yes");
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 1);
    assert!(!coordinator.get(&round.path).text().contains(reason), "the reason goes with the no");
    assert!(noor.get(&noors).html.contains(GUIDE.email));
    assert_eq!(home.mails().len(), mails + 2);
}

fn a_profile_is_seen_and_changed_by_its_private_link(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let noor = Browser::new(&server);
    LEARNER.join(&home, &noor);
    let link = home.link_to(LEARNER.email, "/me/");
    let page = noor.get(&link);
    let mut form = page.form_to(&link);
    for (name, value) in [("name", LEARNER.name), ("role", LEARNER.role), ("need:feedback", "3"), ("meets", "either")] {
        assert_eq!(form.value(name), Some(value));
    }
    assert_eq!(form.values("availability"), ["mon-am", "thu-pm"]);
    assert!(!form.controls.iter().any(|name| name == "email"), "the address is fixed");
    form.set("role", "teamleider");
    form.set("need:feedback", "");
    form.set("need:reflectie", "2");
    form.set("avoid", "iemand@anders.example\nnog@iemand.example");
    let page = noor.submit(&page, &form);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Je profiel is bewaard"), "{}", page.text());

    let form = noor.get(&link).form_to(&link);
    assert_eq!(form.value("role"), Some("teamleider"));
    assert_eq!((form.value("need:feedback"), form.value("need:reflectie")), (Some(""), Some("2")));
    assert_eq!(form.value("avoid"), Some("iemand@anders.example\nnog@iemand.example"));
    assert_eq!(home.count("professionals"), 1);

    // The coordinator does not see whom she would rather not meet.
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let id = home.query("SELECT CAST(id AS TEXT) AS line FROM professionals").remove(0);
    for path in ["/coordinator/jeugd/professionals", &format!("/coordinator/jeugd/professionals/{id}")] {
        let page = coordinator.get(path);
        assert!(page.html.contains(LEARNER.name) && !page.html.contains("anders.example"), "{path}");
    }
}

fn an_address_that_is_known_gets_the_same_page_and_another_mail(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let noor = Browser::new(&server);
    // Not confirmed yet: another link, for the newest answers; the earlier one stays, for the earlier ones.
    LEARNER.sign_up(&noor);
    let earlier = home.link_to(LEARNER.email, "/me/verify/");
    let again = Person { role: "teamleider", ..LEARNER };
    assert_eq!(again.sign_up(&noor).path, "/jeugd/sent");
    let mails = home.mails_to(LEARNER.email);
    assert_eq!(mails.len(), 2);
    let newest = mails.iter().flat_map(Mail::paths).find(|link| *link != earlier).unwrap();
    assert!(!noor.get(&earlier).text().contains("teamleider"));
    assert!(noor.get(&newest).text().contains("teamleider"));
    let page = noor.press(&newest);
    assert!(page.text().contains("Je doet mee"), "{}", page.text());
    assert_eq!(home.query("SELECT role AS line FROM professionals"), ["teamleider"]);
    assert_eq!(home.count("typed_answers"), 0);

    // Confirmed: nothing changes, and the mail says so.
    let before = home.dump().into_iter().filter(|row| row.starts_with("professional")).collect::<Vec<_>>();
    let stranger = Browser::new(&server);
    let page = Person { role: "indringer", ..LEARNER }.sign_up(&stranger);
    assert_eq!((page.status, page.path.as_str()), (200, "/jeugd/sent"));
    let after = home.dump().into_iter().filter(|row| row.starts_with("professional")).collect::<Vec<_>>();
    assert_eq!(after, before);
    let mails = home.mails_to(LEARNER.email);
    let mail = mails.iter().find(|mail| mail.subject.starts_with("Je doet al mee")).unwrap();
    let link = &mail.paths()[0];
    assert_eq!(noor.get(link).form_to(link).value("role"), Some("teamleider"));
}
