//! Rounds in which both learn, and fixed and excluded duos.

use std::collections::BTreeSet;

use serde_json::json;

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home};
use crate::html::Form;
use crate::people::{GUIDE, LEARNER, Person, publish, round_of};
use crate::program::Program;
use crate::replay::rows;

on_both_databases!(
    an_exchange_from_the_form_to_the_addresses,
    a_mutual_round_offers_a_trio,
    whoever_is_left_over_joins_as_a_third,
    a_fixed_duo_that_breaks_a_rule_is_told_and_never_why_in_confidence,
    rounds_of_nobody_one_and_two_people,
    what_is_typed_wrong_is_told_and_kept,
);

const COORDINATOR: &str = "coordinator@voorbeeld.example";
const SAMPLE: &str = include_str!("../../config/sample/professionals.csv");

/// Knows and asks the same as [`LEARNER`].
const THIRD: Person = Person {
    name: "Bram Derksen",
    email: "bram@derde.example",
    role: "wijkteammedewerker",
    organisation: "Wijkteam Overvecht",
    part: "guide",
    need: "feedback",
    expertise: "reflectie",
};

/// Words for the two sides of a guidance round, which have no place where both learn.
const SIDES: [&str; 4] = ["gids", "lerende", "guide", "learner"];

fn assert_no_sides(text: &str) {
    let text = text.to_lowercase();
    for word in SIDES {
        // An organisation or an address may hold such a word.
        assert!(!text.split(|c: char| !c.is_alphabetic()).any(|found| found == word), "{word}: {text}");
    }
}

/// A signed-in coordinator.
pub(crate) fn coordinator(home: &Home, browser: Browser) -> Browser {
    browser.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    browser
}

/// Sends the form for a new round with these fields.
pub(crate) fn new_round(coordinator: &Browser, fields: &[(&str, &str)]) -> Page {
    let round = round_of(&crate::people::new_round(coordinator));
    let page = coordinator.get(&format!("{round}/settings"));
    let mut form = page.form_with_button("then", "save");
    fill_in(&mut form, fields);
    coordinator.submit(&page, &form)
}

/// Types into the fields of the second step. A factor that is to count is no must any more.
fn fill_in(form: &mut Form, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        form.set(name, value);
        if let Some(factor) = name.strip_prefix("weight:") {
            form.clear(&format!("must:{factor}"));
        }
    }
}

/// Changes these fields of a round and asks for its duos.
pub(crate) fn propose(coordinator: &Browser, round: &str, fields: &[(&str, &str)]) -> Page {
    let page = coordinator.get(&format!("{round}/settings"));
    let mut form = page.form_with_button("then", "propose");
    fill_in(&mut form, fields);
    coordinator.submit(&page, &form)
}

/// The list of duos on the page of a round.
fn cards(page: &Page) -> String {
    let list = page.html.split("id=\"duos\">").nth(1).unwrap_or_else(|| panic!("no duos: {}", page.text()));
    crate::html::text(list.split("</table>").next().unwrap())
}

fn an_exchange_from_the_form_to_the_addresses(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let (noor, zoe) = (Browser::new(&server), Browser::english(&server));
    LEARNER.join(&home, &noor);
    GUIDE.join(&home, &zoe);

    // Without a first group it is refused, beside the field and on top, in either language.
    let exchange = ("kind", "exchange");
    for (browser, words) in [
        (Browser::new(&server), "Vul voor de eerste groep minstens een rol"),
        (Browser::english(&server), "Enter at least a role"),
    ] {
        let page = new_round(&coordinator(&home, browser), &[exchange]);
        assert_eq!(page.status, 422);
        assert_eq!(page.summary(), page.problems());
        assert!(page.summary()[0].contains(words), "{:?}", page.summary());
        assert_eq!(page.only_form().value("kind"), Some("exchange"));
    }
    assert_eq!(home.count("rounds WHERE version > 1"), 0, "nothing of it is kept");

    let coordinator = coordinator(&home, Browser::new(&server));
    let page = crate::people::settings(&coordinator, &crate::people::new_round(&coordinator));
    assert!(page.html.contains(&format!("<option value=\"{}\">", LEARNER.role)), "what people have is offered");
    let round = new_round(&coordinator, &[exchange, ("first-role", "Wijkagent, JONGERENWERKER")]);
    assert_eq!(round.status, 200, "{}", round.text());
    assert_eq!(round.only_form().value("first-role"), Some("Wijkagent, JONGERENWERKER"));
    let page = propose(&coordinator, &round_of(&round), &[]);
    let shown = cards(&page);
    assert!(shown.contains("eerste groep") && shown.contains("tweede groep"), "{shown}");
    assert_no_sides(&shown);
    let link = crate::html::links(&page.html).into_iter().find(|link| link.contains("/pairs/")).unwrap();
    let why = coordinator.get(&link).text();
    assert!(why.contains("Noor leert") && why.contains("Zoë leert"), "{why}");
    assert_eq!(publish(&coordinator, &page).status, 200);

    for (reader, browser, both, topics) in [
        (
            LEARNER,
            &noor,
            "In dit duo leren jij en Zoë allebei, van elkaar",
            ["Feedback geven", "Ruimte nemen voor reflectie"],
        ),
        (
            GUIDE,
            &zoe,
            "In this duo you and Noor both learn, from each other",
            ["receiving feedback", "Making room for reflection"],
        ),
    ] {
        let mails = home.mails_to(reader.email);
        let mail = mails.iter().find(|mail| mail.text.contains("/duo/")).unwrap();
        let link = home.link_to(reader.email, "/duo/");
        let page = browser.get(&link);
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in [flat(&mail.text), flat(&crate::html::text(&mail.html)), page.text()] {
            assert!(text.contains(both), "{text}");
            for topic in topics {
                assert!(text.to_lowercase().contains(&topic.to_lowercase()), "{topic} in {text}");
            }
            assert_no_sides(&text);
        }
        browser.answer(&link, "accepted", "");
    }
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 1);
    for (reader, other) in [(LEARNER, GUIDE), (GUIDE, LEARNER)] {
        let mails = home.mails_to(reader.email);
        let mail = mails.iter().find(|mail| mail.text.contains(other.email)).unwrap();
        assert_no_sides(&mail.text);
    }
    assert_no_sides(&cards(&coordinator.get(&format!("{}/proposals", round_of(&round)))));
}

fn a_mutual_round_offers_a_trio(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    for person in [LEARNER, GUIDE, THIRD] {
        person.join(&home, &Browser::new(&server));
    }
    let coordinator = coordinator(&home, Browser::new(&server));
    // Where learning is a must, the two who ask the same cannot help each other: no trio.
    let round = round_of(&new_round(&coordinator, &[("kind", "mutual")]));
    let page = propose(&coordinator, &round, &[]);
    assert!(cards(&page).contains(GUIDE.name), "{}", page.text());
    assert!(!page.text().contains("blijft alleen over"), "{}", page.text());
    assert!(page.text().contains("1 persoon past, maar zit in een ander duo"), "{}", page.text());

    let page = propose(&coordinator, &round, &[("weight:learning", "10")]);
    let text = page.text();
    assert!(text.contains("blijft alleen over, en past het best bij"), "{text}");
    let alone =
        [LEARNER, GUIDE, THIRD].into_iter().find(|p| text.contains(&format!("{} blijft alleen", p.name))).unwrap();
    assert!(!cards(&page).contains(alone.name));
    assert_no_sides(&cards(&page));
    let english = Browser::english(&server);
    english.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert!(
        english
            .get(&format!("{round}/proposals"))
            .text()
            .contains(&format!("{} is left over, and fits best with", alone.name))
    );
}

fn whoever_is_left_over_joins_as_a_third(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let three = [LEARNER, GUIDE, THIRD];
    for person in three {
        person.join(&home, &Browser::new(&server));
    }
    let coordinator = coordinator(&home, Browser::new(&server));
    let round = round_of(&new_round(&coordinator, &[("kind", "mutual"), ("weight:learning", "10")]));
    // They offer one place each. Both pages say that a trio takes one more.
    let (form, settings) = (Browser::new(&server).get("/jeugd"), coordinator.get(&format!("{round}/settings")));
    assert!(form.text().contains("in een trio kan het er één meer zijn"), "{}", form.text());
    assert!(settings.text().contains("ieder van de drie heeft dan twee partners"), "{}", settings.text());
    let offered = propose(&coordinator, &round, &[]);
    let join = offered.form_to(&format!("{round}/trio"));
    let joined = coordinator.submit(&offered, &join);
    assert!(joined.text().contains("zijn samen een trio"), "{}", joined.text());
    assert!(joined.text().contains("Niemand zit zonder duo"), "{}", joined.text());
    assert!(three.iter().all(|person| cards(&joined).contains(person.name)));
    assert_eq!((home.count("duos"), home.count("unmatched")), (3, 0));
    let more = |than: &str| {
        home.count(&format!(
            "(SELECT m.professional_id FROM duo_members m JOIN professionals p ON p.id = m.professional_id \
             GROUP BY m.professional_id, p.capacity HAVING count(*) > {than}) t"
        ))
    };
    assert_eq!((more("1"), more("CASE WHEN p.capacity = 0 THEN 2 ELSE p.capacity + 1 END")), (3, 0));
    // The same button twice is as once; the choice stands in the form, and can be taken back and made again.
    assert_eq!(coordinator.post(&join.action, &join).status, 303);
    assert!(coordinator.get(&format!("{round}/settings")).html.contains("name=\"trio\" value=\"yes\" checked"));
    let back = coordinator.submit(&joined, &joined.form_to(&format!("{round}/undo")));
    assert_eq!((home.count("duos"), home.count("unmatched")), (1, 1));
    let joined = coordinator.submit(&back, &back.form_to(&format!("{round}/trio")));
    let pair = crate::html::links(&joined.html).into_iter().find(|link| link.contains("/pairs/")).unwrap();
    let others = coordinator.get(&format!("{pair}/alternatives"));
    assert!(others.text().contains("tellen in deze kosten niet mee"), "{}", others.text());
    let again = home.run(&["match", "--round", "1"]);
    assert!(!again.stderr.contains("differ") && again.stderr.contains("is the third with"), "{}", again.stderr);
    assert_eq!(rows(&again.expect_success()).len(), 3);

    // Each of the three is introduced to both of the others, and reads of the third.
    assert_eq!(publish(&coordinator, &joined).status, 200);
    home.wait_for_mail();
    for person in three {
        let mails = home.mails_to(person.email);
        let introductions: Vec<_> = mails.iter().filter(|mail| mail.text.contains("/duo/")).collect();
        // In one mail, with a link for each of the two.
        assert_eq!(introductions.len(), 1, "{}", person.name);
        let others = three.iter().filter(|other| other.email != person.email);
        for first in others.map(|other| other.name.split(' ').next().unwrap()) {
            assert!(introductions.iter().all(|mail| mail.text.contains(first)), "{first}");
        }
        assert!(introductions.iter().all(|mail| mail.text.contains("met z’n drieën")), "{}", introductions[0].text);
        // Each answers about each of the others.
        let links: BTreeSet<String> =
            introductions.iter().flat_map(|mail| mail.paths()).filter(|path| path.starts_with("/duo/")).collect();
        assert_eq!(links.len(), 2, "{}", person.name);
        for link in links {
            // Noor and Zoë say yes to everybody; Bram has not read his mail yet.
            if person.email != THIRD.email {
                assert_eq!(Browser::new(&server).answer(&link, "accepted", "").status, 200);
            }
        }
    }
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 1);
    // It is one more, and that is all: no other round has a place for them.
    let next = crate::people::new_round(&coordinator);
    assert!(next.text().contains("Er doet niemand mee"), "{}", next.text());
    // A repair takes none of the three apart, though two of them are a confirmed duo and the third waits for both.
    assert_eq!(home.count("duos WHERE state = 'introduced'"), 2);
    let program = Program::of(&home, &server, "api@voorbeeld.example", "jeugd");
    let repair = program.get("/api/v1/rounds/1/repair");
    assert_eq!((&repair["new"], &repair["disturbed"]), (&json!([]), &json!([])), "{repair}");
    assert_eq!(coordinator.get(&format!("{round}/repair")).status, 200);
}

fn a_fixed_duo_that_breaks_a_rule_is_told_and_never_why_in_confidence(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let noor = Browser::new(&server);
    for (person, browser) in [(LEARNER, &noor), (GUIDE, &Browser::new(&server)), (THIRD, &Browser::new(&server))] {
        person.join(&home, browser);
    }
    let link = home.link_to(LEARNER.email, "/me/");
    let page = noor.get(&link);
    let mut form = page.form_to(&link);
    form.set("avoid", GUIDE.email);
    assert_eq!(noor.submit(&page, &form).status, 200);

    let (dutch, english) = (coordinator(&home, Browser::new(&server)), coordinator(&home, Browser::english(&server)));
    let round = round_of(&new_round(&dutch, &[("kind", "mutual"), ("weight:learning", "10")]));
    let pair = format!("{} {}", LEARNER.email, GUIDE.email);
    for (browser, words) in
        [(&dutch, "ze worden niet als duo voorgesteld"), (&english, "they are not proposed as a duo")]
    {
        let page = propose(browser, &round, &[("locked", &pair)]);
        assert_eq!(page.status, 422);
        let summary = page.summary();
        assert_eq!((summary.len(), &summary), (1, &page.problems()));
        assert!(summary[0].contains(words), "{summary:?}");
        assert!(summary[0].contains(LEARNER.email) && summary[0].contains(GUIDE.email), "{summary:?}");
        assert!(!page.text().contains("liever niet"), "{}", page.text());
    }
    let stranger = format!("{}, vreemd@elders.example", LEARNER.email);
    let (both, other) = (format!("{}\n{}", LEARNER.email, THIRD.email), format!("{} {}", LEARNER.email, THIRD.email));
    for (locked, banned, words) in [
        (stranger.as_str(), "", "vreemd@elders.example doet niet mee"),
        (&other, &other, "staan ook bij de uitgesloten duo’s"),
        (&format!("{other}\n{} {}", GUIDE.email, THIRD.email), "", "staat in twee duo’s"),
        (&both, "", "op elke regel twee e-mailadressen"),
    ] {
        let page = propose(&dutch, &round, &[("locked", locked), ("banned", banned)]);
        assert_eq!(page.status, 422, "{words}");
        assert!(page.summary()[0].contains(words), "{:?}", page.summary());
        assert_eq!(page.summary(), page.problems());
    }
    assert_eq!(home.count("duos"), 0);

    // One that can stand, stands, and is marked.
    let page = propose(&dutch, &round, &[("locked", &other), ("banned", "")]);
    assert_eq!(page.status, 200, "{}", page.text());
    let shown = cards(&page);
    assert!(shown.contains(LEARNER.name) && shown.contains(THIRD.name) && shown.contains("vast"), "{shown}");
    // And one that is excluded is not made.
    let page = propose(&dutch, &round, &[("locked", ""), ("banned", &other)]);
    let shown = cards(&page);
    assert!(shown.contains(GUIDE.name) && shown.contains(THIRD.name) && !shown.contains("vast"), "{shown}");
    // Neither page nor form tells whom she avoids.
    assert!(!page.text().contains(&pair));
}

fn rounds_of_nobody_one_and_two_people(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    LEARNER.join(&home, &Browser::new(&server));
    GUIDE.join(&home, &Browser::new(&server));
    let coordinator = coordinator(&home, Browser::new(&server));
    for kind in ["guidance", "exchange", "mutual"] {
        let fields = [("kind", kind), ("first-organisation", LEARNER.organisation)];
        let round = round_of(&new_round(&coordinator, &fields));
        for count in 0..=2 {
            let page = coordinator.get(&format!("{round}/people"));
            let mut form = page.form_with_button("then", "next");
            let people: Vec<String> = home
                .query("SELECT CAST(id AS TEXT) AS line FROM professionals ORDER BY id")
                .into_iter()
                .take(count)
                .collect();
            form.clear("participant");
            for id in &people {
                form.tick("participant", id);
            }
            assert!(coordinator.submit(&page, &form).path.ends_with("/settings"));
            let page = propose(&coordinator, &round, &[]);
            assert_eq!(page.status, 200, "{kind} {count}: {}", page.text());
            let duos = home.count(&format!("duos WHERE round_id = {}", round.rsplit('/').next().unwrap()));
            assert_eq!(duos, usize::from(count == 2), "{kind} {count}");
            if count == 1 {
                let told = if kind == "guidance" {
                    "Geen enkele gids kan: er is niemand anders"
                } else {
                    "Niemand kan: er is niemand anders"
                };
                assert!(page.text().contains(told), "{kind}: {}", page.text());
            }
        }
    }
    // Two of one group have nobody on the other side.
    let fields = [("kind", "exchange"), ("first-region", "utrecht")];
    let page = propose(&coordinator, &round_of(&new_round(&coordinator, &fields)), &[]);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Niemand kan: er is niemand anders"), "{}", page.text());
    // And who is in neither group is told so.
    let fields = [("kind", "exchange"), ("first-role", LEARNER.role), ("second-role", "niemand")];
    let page = propose(&coordinator, &round_of(&new_round(&coordinator, &fields)), &[]);
    assert!(page.text().contains("Zit in geen van beide groepen"), "{}", page.text());
}

fn what_is_typed_wrong_is_told_and_kept(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = coordinator(&home, Browser::new(&server));
    let long = "x".repeat(121);
    let many = "a,".repeat(101);
    let crowd = "a@b.example c@d.example\n".repeat(501);
    for (fields, place, words) in [
        (vec![("kind", "exchange"), ("first-role", &*long)], "first-role", "hoogstens 120 tekens"),
        (vec![("kind", "exchange"), ("first-tag", "a\u{202E}b")], "first-tag", "onzichtbare tekens"),
        (vec![("kind", "exchange"), ("second-role", &*many), ("first-role", "a")], "second-role", "hoogstens 100"),
        (vec![("second-region", "Utrecht")], "first", "maak ook de tweede leeg"),
        (vec![("kind", "ruil")], "kind", "‘ruil’ kennen we niet"),
        (vec![("locked", "noor@x.example")], "locked", "‘noor@x.example’ is dat niet"),
        (vec![("locked", "a@b.example zoe")], "locked", "een volledig e-mailadres"),
        (vec![("banned", "a@b.example, A@b.example")], "banned", "twee verschillende mensen"),
        (vec![("banned", &*crowd)], "banned", "hoogstens 500"),
    ] {
        let page = new_round(&coordinator, &fields);
        assert_eq!(page.status, 422, "{fields:?}");
        assert_eq!((page.summary().len(), page.summary()), (1, page.problems()), "{fields:?}");
        assert!(page.summary()[0].contains(words), "{fields:?}: {:?}", page.summary());
        assert!(
            page.html.contains(&format!("<a href=\"#{place}\">")) && page.html.contains(&format!("id=\"{place}\""))
        );
        let again = page.only_form();
        for (name, typed) in fields.iter().filter(|(name, _)| *name != "kind") {
            let kept = again.value(name).map(|text| text.trim_end().replace('\r', ""));
            assert_eq!(kept.as_deref(), Some(typed.trim_end()), "{name} is kept");
        }
    }
    assert_eq!(home.count("rounds WHERE version > 1"), 0, "nothing of it is kept");
}

#[test]
fn the_command_line_pairs_and_refuses_every_kind() {
    let home = Home::new(Database::Sqlite);
    std::fs::write(home.path().join("people.csv"), SAMPLE).unwrap();
    let error = home.run(&["match", "people.csv", "--kind", "exchange"]);
    assert!(error.expect_failure().contains("an exchange round needs its first group"), "{error:?}");
    let with = |settings: &str| {
        std::fs::write(home.path().join("round.toml"), settings).unwrap();
        home.run(&["match", "people.csv", "--kind", "exchange", "--settings", "round.toml"])
    };
    for (settings, words) in [
        (
            "[groups.first]\nrole = []\n",
            "round.toml: line 1 ([groups.first]): a group with an empty list of words for role",
        ),
        ("[groups.first]\nshoe = ['x']\n", "round.toml: line 2 (shoe = ['x']): unknown field"),
        (
            "locked = [['a@b.nl', 'noor.de.vries@voorbeeld.example']]\n[groups.first]\nrole = ['x']\n",
            "a@b.nl does not take part",
        ),
        ("banned = [['a@b.nl']]\n", "round.toml: line 1"),
        ("earlier = 3\n", "round.toml: line 1"),
    ] {
        let error = with(settings);
        assert!(error.expect_failure().contains(words), "{error:?}");
    }
    // A group with nobody: no duos, and everybody is told why.
    let empty = with("[groups.first]\nrole = ['niemand']\n");
    assert!(empty.stderr.starts_with("0 duos, total 0"), "{}", empty.stderr);
    assert_eq!(empty.expect_success(), "left,right,score,reasons\n");

    let settings = "[weights]\nlearning = 10\n[groups.first]\nrole = ['JONGERENWERKER', 'kinderwerker']\n";
    let exchanged = with(settings);
    assert!(
        exchanged.stderr.contains("proved the best") && !exchanged.stderr.contains("as guide"),
        "{}",
        exchanged.stderr
    );
    let duos = rows(&exchanged.expect_success());
    assert!(duos.len() > 5);
    // The same pairs are on offer to the engine alone, one seat each.
    let scores =
        ["scores", "people.csv", "--kind", "exchange", "--settings", "round.toml", "--capacities-out", "seats.csv"];
    let scores = home.run(&scores).expect_success();
    let assigned =
        home.run_with_input(&["assign", "-", "--capacities", "seats.csv"], scores.as_bytes()).expect_success();
    let total = |duos: &[(String, String, String)]| duos.iter().map(|d| d.2.parse::<i64>().unwrap()).sum::<i64>();
    assert_eq!((rows(&assigned).len(), total(&rows(&assigned))), (duos.len(), total(&duos)));

    let few = SAMPLE.lines().take(8).collect::<Vec<_>>().join("\n");
    std::fs::write(home.path().join("few.csv"), few).unwrap();
    std::fs::write(home.path().join("round.toml"), "weights.learning = 5\n").unwrap();
    let mutual = home.run(&["match", "few.csv", "--kind", "mutual", "--settings", "round.toml"]);
    assert!(mutual.stderr.contains("could be the third with"), "{}", mutual.stderr);
    let duos = rows(&mutual.expect_success());
    assert_eq!(duos.len(), 3);
}
