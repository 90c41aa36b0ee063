//! Duos that stand in one round, and what that leaves for another.

use std::sync::Barrier;

use serde_json::json;

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Server};
use crate::people::{GUIDE, LEARNER, Person, new_round, publish, round_of, run_round, settings};
use crate::program::Program;

on_both_databases!(
    a_guide_never_gets_more_learners_than_they_offer_over_all_rounds,
    who_learns_in_a_duo_gets_a_second_one_only_by_a_setting,
    a_fixed_duo_without_a_seat_says_where_the_seat_went,
    two_rounds_that_want_one_seat_publish_at_once,
    a_seat_that_comes_free_is_given_out_again,
    who_takes_part_says_who_is_in_a_duo_and_filters_by_it,
    ticks_survive_pages_and_filters,
    who_joins_after_the_proposal_is_not_forgotten,
    who_has_a_place_again_after_the_proposal_is_not_forgotten,
);

const COORDINATOR: &str = "coordinator@voorbeeld.example";

/// Wants to learn what [`GUIDE`] knows, as [`LEARNER`] does.
const SECOND: Person = Person {
    name: "Bram Bos",
    email: "bram@leren.example",
    role: "pedagoog",
    organisation: "Wijkteam Oost",
    part: "learn",
    need: "feedback",
    expertise: "reflectie",
};

/// Knows what [`GUIDE`] knows.
const SECOND_GUIDE: Person = Person {
    name: "Hanna Hoek",
    email: "hanna@gidsen.example",
    role: "gedragswetenschapper",
    organisation: "De Kern",
    part: "guide",
    need: "reflectie",
    expertise: "feedback",
};

/// A coordinator, and these people.
fn scene(database: Database, people: &[Person]) -> (Home, Server, Browser) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    for person in people {
        person.join(&home, &Browser::new(&server));
    }
    (home, server, coordinator)
}

/// Both say yes to the first duo.
fn confirm(home: &Home, server: &Server) {
    let reader = Browser::new(server);
    for person in [LEARNER, GUIDE] {
        assert_eq!(reader.answer(&home.link_to(person.email, "/duo/"), "accepted", "").status, 200);
    }
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 1);
}

/// A round in which everybody is ticked, whatever they stand in: its second step.
fn round_with_everybody(coordinator: &Browser) -> Page {
    let page = new_round(coordinator);
    let page = coordinator.submit(&page, &page.form_with_button("then", "everyone"));
    assert_eq!(page.status, 200, "{}", page.text());
    settings(coordinator, &page)
}

fn propose(coordinator: &Browser, page: &Page, ticked: &[&str]) -> Page {
    let mut form = page.form_with_button("then", "propose");
    for name in ticked {
        form.tick(name, "yes");
    }
    coordinator.submit(page, &form)
}

/// The proposed duos: names of learner and guide.
fn proposed(home: &Home) -> Vec<String> {
    home.query(
        "SELECT a.name || ' + ' || b.name AS line FROM duos \
         JOIN duo_members l ON l.duo_id = duos.id AND l.side = 'learner' JOIN professionals a ON a.id = l.professional_id \
         JOIN duo_members g ON g.duo_id = duos.id AND g.side = 'guide' JOIN professionals b ON b.id = g.professional_id \
         WHERE duos.state = 'proposed' ORDER BY 1",
    )
}

fn a_guide_never_gets_more_learners_than_they_offer_over_all_rounds(database: Database) {
    let (home, server, coordinator) = scene(database, &[LEARNER, GUIDE]);
    run_round(&coordinator);
    confirm(&home, &server);
    SECOND.join(&home, &Browser::new(&server));

    // By default a guide whose only seat is taken is not asked; ticked all the same, they still have no seat.
    let page = new_round(&coordinator);
    assert!(page.text().contains("Er doet 1 professional mee"), "{}", page.text());
    for allowed in [&[][..], &["allow_second_duos"]] {
        let page = propose(&coordinator, &round_with_everybody(&coordinator), allowed);
        assert_eq!(page.status, 200, "{}", page.text());
        assert_eq!(proposed(&home), Vec::<String>::new(), "{allowed:?}");
        let without = coordinator.get(&format!("{}/unmatched", round_of(&page)));
        assert!(without.text().contains("Zit al in een duo van een andere ronde"), "{}", without.text());
    }
}

fn who_learns_in_a_duo_gets_a_second_one_only_by_a_setting(database: Database) {
    let (home, server, coordinator) = scene(database, &[LEARNER, GUIDE]);
    run_round(&coordinator);
    confirm(&home, &server);
    SECOND_GUIDE.join(&home, &Browser::new(&server));

    propose(&coordinator, &round_with_everybody(&coordinator), &[]);
    assert_eq!(proposed(&home), Vec::<String>::new());
    // The preview says the same as the proposal.
    let program = Program::with_key_of(coordinator, "jeugd");
    let round = home.query("SELECT CAST(max(id) AS TEXT) AS line FROM rounds")[0].clone();
    let preview = |body| program.post(&format!("/api/v1/rounds/{round}/previews"), &body).1;
    assert_eq!(preview(json!({}))["chosen"]["duos"], json!(0), "{}", preview(json!({})));
    let let_in = json!({"settings": {"allow_second_duos": true}});
    assert_eq!(preview(let_in.clone())["chosen"]["duos"], json!(1));

    let page = propose(&program.browser, &round_with_everybody(&program.browser), &["allow_second_duos"]);
    assert_eq!(proposed(&home), ["Noor Achterberg + Hanna Hoek"], "{}", page.text());
    assert_eq!(publish(&program.browser, &page).status, 200);
    assert_eq!(home.count("duos WHERE state = 'introduced'"), 1);
}

fn a_fixed_duo_without_a_seat_says_where_the_seat_went(database: Database) {
    let (home, server, coordinator) = scene(database, &[LEARNER, GUIDE]);
    run_round(&coordinator);
    confirm(&home, &server);
    SECOND.join(&home, &Browser::new(&server));

    let page = round_with_everybody(&coordinator);
    let mut form = page.form_with_button("then", "propose");
    form.set("locked", &format!("{} {}", SECOND.email, GUIDE.email));
    let told = coordinator.submit(&page, &form);
    assert_eq!(told.status, 422, "{}", told.text());
    let words = told.text();
    assert!(words.contains("Zoë Yılmaz heeft geen plek meer, en zit al in een duo met Noor Achterberg"), "{words}");

    let program = Program::with_key_of(coordinator, "jeugd");
    let round = round_of(&page).rsplit('/').next().unwrap().to_owned();
    let fixed = json!({"settings": {"locked": [[SECOND.email, GUIDE.email]]}});
    let (status, problem) = program.post(&format!("/api/v1/rounds/{round}/previews"), &fixed);
    assert_eq!(status, 422, "{problem}");
    assert!(problem.to_string().contains("already in a duo with Noor Achterberg"), "{problem}");
}

fn two_rounds_that_want_one_seat_publish_at_once(database: Database) {
    let (home, server, coordinator) = scene(database, &[LEARNER, SECOND, GUIDE]);
    let only = |learner: &Person| {
        let page = new_round(&coordinator);
        let mut form = page.form_with_button("then", "next");
        let id = |email: &str| {
            home.query(&format!("SELECT CAST(id AS TEXT) AS line FROM professionals WHERE email = '{email}'"))
        };
        let other = if learner.email == LEARNER.email { SECOND.email } else { LEARNER.email };
        let other = id(other).remove(0);
        form.fields.retain(|(name, value)| name != "participant" || *value != other);
        let page = coordinator.submit(&page, &form);
        let page = propose(&coordinator, &page, &[]);
        assert_eq!(page.status, 200, "{}", page.text());
        page
    };
    let rounds = [only(&LEARNER), only(&SECOND)];
    assert_eq!(proposed(&home), ["Bram Bos + Zoë Yılmaz", "Noor Achterberg + Zoë Yılmaz"]);
    let forms = rounds.each_ref().map(|page| {
        let mails = crate::people::to_mails(&coordinator, page);
        let browser = Browser::new(&server);
        browser.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
        let own = browser.get(&mails.path);
        (browser, own.path.clone(), own.form_to(&own.path))
    });
    let barrier = Barrier::new(2);
    let mut told: Vec<Page> = std::thread::scope(|scope| {
        let publish = |(browser, path, form): &(Browser, String, _)| {
            barrier.wait();
            browser.post(path, form)
        };
        let threads = forms.each_ref().map(|one| scope.spawn(move || publish(one)));
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    told.sort_by_key(|page| page.status);
    assert_eq!((told[0].status, told[1].status), (303, 422), "{}", told[1].text());
    assert_eq!(home.count("duos WHERE state = 'introduced'"), 1);
    // The other is told which duo has the seat.
    let words = told[1].text();
    assert!(words.contains("Zoë Yılmaz heeft geen plek meer, en zit al in een duo met"), "{words}");
    // Nothing of the refused publication stayed.
    assert_eq!(home.count("rounds WHERE state = 'published'"), 1);
    assert_eq!(home.mails_to(GUIDE.email).iter().filter(|mail| mail.text.contains("/duo/")).count(), 1);
}

fn a_seat_that_comes_free_is_given_out_again(database: Database) {
    let (home, server, coordinator) = scene(database, &[LEARNER, GUIDE]);
    run_round(&coordinator);
    confirm(&home, &server);
    SECOND.join(&home, &Browser::new(&server));
    let link = home.link_to(LEARNER.email, "/duo/");
    let noor = Browser::new(&server);
    let page = noor.get(&format!("{link}/end"));
    let done = noor.submit(&page, &page.form_with_button("how", "kindly"));
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(home.count("duos WHERE state = 'ended'"), 1);

    let page = propose(&coordinator, &round_with_everybody(&coordinator), &[]);
    assert_eq!(proposed(&home), ["Bram Bos + Zoë Yılmaz"], "{}", page.text());
}

fn who_takes_part_says_who_is_in_a_duo_and_filters_by_it(database: Database) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let page = new_round(&coordinator);
    let page = coordinator.submit(&page, &page.form_with_button("then", "everyone"));
    let busy = home.count("(SELECT DISTINCT professional_id FROM duo_members) AS members");
    assert!(page.text().contains(&format!("{busy} van hen zitten in een duo dat loopt")), "{}", page.text());
    let people = format!("{}/people", round_of(&page));
    for (answer, count) in [("yes", busy), ("no", 42 - busy)] {
        let found = coordinator.get(&format!("{people}?in_a_duo={answer}"));
        let shown = found.form_to(&people).values("shown").len();
        assert_eq!(shown, count, "{answer}");
    }
    // Nobody is given more than they offer, though everybody is ticked.
    let proposals = propose(&coordinator, &settings(&coordinator, &page), &["allow_earlier_duos"]);
    assert_eq!(proposals.status, 200, "{}", proposals.text());
    let too_many = home.count(
        "(SELECT p.id FROM duo_members m JOIN professionals p ON p.id = m.professional_id WHERE m.side = 'guide' \
         GROUP BY p.id, p.capacity HAVING count(*) > p.capacity) AS too_many",
    );
    assert_eq!(too_many, 0);
    let learns_twice = home.count(
        "(SELECT professional_id FROM duo_members WHERE side = 'learner' GROUP BY professional_id \
         HAVING count(*) > 1) AS twice",
    );
    assert_eq!(learns_twice, 0);
}

fn ticks_survive_pages_and_filters(database: Database) {
    let home = Home::new(database);
    let (header, people) = include_str!("../../config/sample/professionals.csv").split_once('\n').unwrap();
    let copy = |n: usize| people.lines().map(move |line| line.replace('@', &format!("{n}@")));
    let all: Vec<String> = (1..=4).flat_map(copy).take(150).collect();
    std::fs::write(home.path().join("people.csv"), format!("{header}\n{}\n", all.join("\n"))).unwrap();
    let server = home.start(&["demo", "--people", "people.csv"]);
    home.finish_all_duos();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let page = new_round(&coordinator);
    let taking_part = |page: &Page| {
        home.count(&format!("round_participants WHERE round_id = {}", round_of(page).rsplit('/').next().unwrap()))
    };
    assert_eq!(taking_part(&page), 150);

    let untick = |page: &Page, button: &str, how_many: usize| {
        let mut form = page.form_with_button("then", button);
        let gone: Vec<String> = form.values("participant").iter().take(how_many).map(ToString::to_string).collect();
        assert_eq!(gone.len(), how_many);
        form.fields.retain(|(name, value)| name != "participant" || !gone.contains(value));
        coordinator.submit(page, &form)
    };
    // To the next page, and from there to a filter, and back.
    let second = untick(&page, "page:1", 2);
    assert_eq!(taking_part(&page), 148);
    assert_eq!(second.form_to(&format!("{}/people", round_of(&page))).values("shown").len(), 50, "{}", second.path);
    let mut form = second.form_with_button("then", "filter");
    let gone = form.values("participant")[0].to_owned();
    form.fields.retain(|(name, value)| name != "participant" || *value != gone);
    form.set("q", "a");
    let filtered = coordinator.submit(&second, &form);
    assert_eq!(taking_part(&page), 147);
    assert!(filtered.path.contains("/people?q=a"), "{}", filtered.path);
    let form = filtered.form_with_button("then", "next");
    let next = coordinator.submit(&filtered, &form);
    assert!(next.path.ends_with("/settings"), "{}", next.path);
    assert_eq!(taking_part(&page), 147, "nobody came back by looking elsewhere");
}

fn who_joins_after_the_proposal_is_not_forgotten(database: Database) {
    let (home, server, coordinator) = scene(database, &[LEARNER, SECOND, GUIDE]);
    let page = new_round(&coordinator);
    // Somebody pauses, the duos are proposed, and they come back.
    home.execute(&format!("UPDATE professionals SET standing = 'paused' WHERE email = '{}'", SECOND.email));
    let page = propose(&coordinator, &settings(&coordinator, &page), &[]);
    assert_eq!(proposed(&home).len(), 1, "{}", page.text());
    home.execute(&format!("UPDATE professionals SET standing = 'active' WHERE email = '{}'", SECOND.email));
    let told = publish(&coordinator, &page);
    assert_eq!(told.status, 422, "{}", told.text());
    assert!(told.text().contains("Bram Bos doet sinds het voorstel ook mee"), "{}", told.text());
    assert_eq!(home.count("duos WHERE state <> 'proposed'"), 0);
    drop(server);
}

fn who_has_a_place_again_after_the_proposal_is_not_forgotten(database: Database) {
    let (home, server, coordinator) = scene(database, &[LEARNER, GUIDE]);
    run_round(&coordinator);
    confirm(&home, &server);
    SECOND.join(&home, &Browser::new(&server));
    SECOND_GUIDE.join(&home, &Browser::new(&server));
    let page = propose(&coordinator, &round_with_everybody(&coordinator), &[]);
    assert_eq!(proposed(&home), ["Bram Bos + Hanna Hoek"], "{}", page.text());
    // The duo of the first round ends: both have a place.
    let (noor, link) = (Browser::new(&server), home.link_to(LEARNER.email, "/duo/"));
    let ending = noor.get(&format!("{link}/end"));
    noor.submit(&ending, &ending.form_with_button("how", "kindly"));
    let told = publish(&coordinator, &page);
    assert_eq!(told.status, 422, "{}", told.text());
    assert!(
        told.text().contains("2 mensen doen sinds het voorstel ook mee, of hebben weer een plek"),
        "{}",
        told.text()
    );
    assert_eq!(home.count("duos WHERE state = 'introduced'"), 0);
}
