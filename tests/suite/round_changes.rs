//! Changes to a proposed round by its pages: their cost is told before, they can be taken back, and nobody overwrites another.

use std::collections::BTreeSet;

use tweespan::domain::Locale;
use tweespan::locale::Texts;

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home};
use crate::html::links;
use crate::kinds::propose;
use crate::people::{new_round, round_of, settings, to_mails};
use crate::rounds::{a_pair, kept, proposed, sample};

on_both_databases!(
    an_alternative_costs_what_it_says,
    an_excluded_duo_goes_and_undoing_brings_it_back,
    the_second_coordinator_is_told_what_changed,
    the_same_form_twice_is_as_once,
    in_a_mutual_round_anybody_can_be_chosen_by_hand,
    nothing_told_in_confidence_stands_on_a_page,
);

fn total(duos: &BTreeSet<String>) -> i64 {
    duos.iter().map(|line| line.rsplit(' ').next().unwrap().parse::<i64>().unwrap()).sum()
}

/// How many duos there are less after a change.
fn fewer_duos(before: &BTreeSet<String>, after: &BTreeSet<String>) -> i64 {
    i64::try_from(before.len()).unwrap() - i64::try_from(after.len()).unwrap()
}

fn alternatives(browser: &Browser, pair: &str) -> Page {
    browser.get(&format!("{pair}/alternatives"))
}

fn an_alternative_costs_what_it_says(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let mutual = [("kind", "mutual"), ("weight:learning", "10")];
    for settings in [&[("prefer", "quality")][..], &[("prefer", "coverage")], &mutual] {
        let page = proposed(&browser, settings);
        let before = kept(&home, &page);
        let mut tried = 0;
        for pair in links(&page.html).into_iter().filter(|link| link.contains("/pairs/")).take(4) {
            let page = alternatives(&browser, &pair);
            assert_eq!(page.status, 200, "{}", page.text());
            for row in page.html.split("<tr>").filter(|row| row.contains("/fix\"")).take(2) {
                let fix = links(row).into_iter().find(|link| link.ends_with("/fix")).unwrap();
                let cells = crate::html::text(row);
                let confirm = browser.get(&fix);
                assert_eq!(confirm.status, 200, "{}", confirm.text());
                // The words of the cost are those of the list.
                let words = confirm.text();
                let cost = words.split("Voor de hele ronde: ").nth(1).unwrap().split(". ").next().unwrap();
                assert!(cells.contains(cost), "{cost} is not in {cells}");
                let made = browser.submit(&confirm, &confirm.form_to(&fix));
                assert!(made.path.ends_with("/proposals"), "{} {}", made.path, made.text());
                let after = kept(&home, &made);
                let (fewer, points) = (fewer_duos(&before, &after), total(&before) - total(&after));
                assert_eq!(number(cost, "duo", "meer"), fewer, "{cost}");
                assert_eq!(number(cost, "punt", "meer"), points, "{cost}");
                let two: Vec<&str> = fix.split('/').collect();
                let forced = format!("{}/{} ", two[5], two[6]);
                assert!(after.iter().any(|line| line.starts_with(&forced)), "{forced} in {after:?}");
                // Every duo that goes and comes was told.
                for line in before.difference(&after).chain(after.difference(&before)) {
                    let score = Texts::of(Locale::Nl).number(line.rsplit(' ').next().unwrap());
                    assert!(words.contains(&format!("{score} punten")), "{line}: {words}");
                }
                // And back.
                let undo = made.form_to(&format!("{}/undo", round_of(&made)));
                let back = browser.submit(&made, &undo);
                assert_eq!(kept(&home, &back), before);
                tried += 1;
            }
        }
        assert!(tried >= 4, "{tried} of {settings:?}");
    }
}

/// How many duos or points fewer; below 0 if there are more.
fn number(cost: &str, what: &str, more: &str) -> i64 {
    let Some(part) = cost.split(" en ").find(|part| part.contains(what)) else { return 0 };
    let number: i64 = part.split_whitespace().next().unwrap().replace('.', "").parse().unwrap();
    if part.contains(more) { -number } else { number }
}

fn an_excluded_duo_goes_and_undoing_brings_it_back(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let page = proposed(&browser, &[]);
    let before = kept(&home, &page);
    let pair = a_pair(&page);
    let ends: Vec<&str> = pair.split('/').collect();
    let start = format!("{}/{} ", ends[5], ends[6]);
    assert!(before.iter().any(|line| line.starts_with(&start)));
    let mut states = vec![before.clone()];
    for change in ["exclude", "allow", "fix", "free", "leave_out"] {
        let confirm = browser.get(&format!("{pair}/{change}"));
        assert_eq!(confirm.status, 200, "{change}: {}", confirm.text());
        let seen = home.dump();
        browser.get(&format!("{pair}/{change}"));
        assert!(home.dump() == seen, "asking changes nothing");
        let page = browser.submit(&confirm, &confirm.form_to(&confirm.path));
        assert!(page.path.ends_with("/proposals"), "{change}: {}", page.text());
        let duos = kept(&home, &page);
        let there = duos.iter().any(|line| line.starts_with(&start));
        assert_eq!(there, !matches!(change, "exclude" | "leave_out"), "{change}");
        if change == "leave_out" {
            let members = |id: &str| duos.iter().any(|line| line.split([' ', '/']).take(2).any(|one| one == id));
            assert!(!members(ends[5]) && !members(ends[6]));
        }
        states.push(duos);
    }
    // Back, one by one, to where it began.
    states.pop();
    let mut page = browser.get(&format!("{}/proposals", round_of(&page)));
    while let Some(expected) = states.pop() {
        page = browser.submit(&page, &page.form_to(&format!("{}/undo", round_of(&page))));
        assert_eq!(page.status, 200, "{}", page.text());
        assert_eq!(kept(&home, &page), expected, "with {} to go", states.len());
    }
    assert_eq!(kept(&home, &page), before);
    assert_eq!(home.count("round_participants WHERE round_id = 2"), 42);
}

fn the_second_coordinator_is_told_what_changed(database: Database) {
    let home = Home::new(database);
    let (server, anna) = sample(&home);
    let bram = Browser::new(&server);
    bram.sign_in(&home.invite_coordinator("bram@voorbeeld.example", "jeugd"));
    let page = settings(&anna, &new_round(&anna));
    let round = round_of(&page);
    let (step, people) = (bram.get(&page.path), bram.get(&format!("{round}/people")));

    // Anna changes a weight, the name, and who takes part.
    let mut form = page.form_with_button("then", "save");
    form.set("weight:organisation", "9");
    form.set("name", "Voorjaar");
    anna.submit(&page, &form);
    let page = anna.get(&format!("{round}/people"));
    let mut form = page.form_with_button("then", "save");
    let first = form.values("participant")[0].to_owned();
    let name = home.query(&format!("SELECT name AS line FROM professionals WHERE id = {first}")).remove(0);
    form.fields.retain(|(field, value)| field != "participant" || *value != first);
    anna.submit(&page, &form);
    let seen = home.dump();

    // Bram is told who and what; what he typed is there, and nothing is overwritten.
    let mut form = step.form_with_button("then", "save");
    form.set("weight:role", "8");
    form.set("name", "Najaar");
    let told = bram.submit(&step, &form);
    assert_eq!(told.status, 409);
    let text = told.text();
    for words in
        ["coordinator@voorbeeld.example", "veranderde de instellingen", "andere organisatie", "9 punten", "Voorjaar"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(text.contains(&format!("Doet niet meer mee: {name}")), "{text}");
    let again = told.form_with_button("then", "save");
    assert_eq!((again.value("weight:role"), again.value("name")), (Some("8"), Some("Najaar")));
    let mut form = people.form_with_button("then", "save");
    let second = form.values("participant")[1].to_owned();
    form.fields.retain(|(field, value)| field != "participant" || *value != second);
    let told_people = bram.submit(&people, &form);
    assert_eq!(told_people.status, 409, "{}", told_people.text());
    let ticked = told_people.form_with_button("then", "save");
    assert!(!ticked.values("participant").contains(&second.as_str()), "his tick is kept");
    assert!(home.dump() == seen, "nothing was overwritten");

    // Knowing it, he sends it again.
    let page = bram.submit(&told, &again);
    assert_eq!(page.status, 200, "{}", page.text());
    assert_eq!(page.only_form().value("name"), Some("Najaar"));

    // A button without anything typed: she is told the same way.
    let page = propose(&anna, &round, &[("allow_earlier_duos", "yes")]);
    let pair = a_pair(&page);
    let (hers, his) = (anna.get(&format!("{pair}/exclude")), bram.get(&format!("{pair}/fix")));
    bram.submit(&his, &his.form_to(&his.path));
    let told = anna.submit(&hers, &hers.form_to(&hers.path));
    assert_eq!(told.status, 409);
    for words in ["bram@voorbeeld.example", "zette een duo vast", "Vast: "] {
        assert!(told.text().contains(words), "{words}: {}", told.text());
    }
}

fn the_same_form_twice_is_as_once(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let page = browser.get("/coordinator/jeugd/rounds");
    let form = page.only_form();
    let (one, two) = (browser.submit(&page, &form), browser.submit(&page, &form));
    assert_eq!((one.path, home.count("rounds")), (two.path.clone(), 2));

    let page = settings(&browser, &two);
    let mut form = page.form_with_button("then", "propose");
    form.tick("allow_earlier_duos", "yes");
    let page = browser.submit(&page, &form);
    let again = browser.post(&format!("{}/settings", round_of(&page)), &form);
    assert_eq!(again.status, 303, "{}", again.text());
    let version = || home.query("SELECT CAST(version AS TEXT) AS line FROM rounds WHERE id = 2").remove(0);
    let seen = version();
    let confirm = browser.get(&format!("{}/exclude", a_pair(&page)));
    let form = confirm.form_to(&confirm.path);
    assert_eq!(browser.post(&confirm.path, &form).status, 303);
    assert_eq!(browser.post(&confirm.path, &form).status, 303);
    assert_eq!(version().parse::<i32>().unwrap(), seen.parse::<i32>().unwrap() + 1);
    let page = browser.get(&page.path);
    let undo = page.form_to(&format!("{}/undo", round_of(&page)));
    assert_eq!(browser.post(&undo.action, &undo).status, 303);
    assert_eq!(browser.post(&undo.action, &undo).status, 303);
    assert_eq!(version().parse::<i32>().unwrap(), seen.parse::<i32>().unwrap() + 2, "undone once");
    let mails = to_mails(&browser, &page);
    let form = mails.form_to(&mails.path);
    let sent = home.mails().len();
    assert_eq!(browser.post(&mails.path, &form).status, 303);
    assert_eq!(browser.post(&mails.path, &form).status, 303);
    assert!(!kept(&home, &page).is_empty());
    let people = home.count(
        "(SELECT DISTINCT m.professional_id FROM duo_members m JOIN duos d ON d.id = m.duo_id WHERE d.round_id = 2) AS people",
    );
    assert_eq!(home.mails().len(), sent + people, "one mail each, once");
}

fn in_a_mutual_round_anybody_can_be_chosen_by_hand(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let page = proposed(&browser, &[("kind", "mutual"), ("weight:learning", "10")]);
    let before = kept(&home, &page);
    let pair = a_pair(&page);
    // Whom the engine would not choose can be chosen by hand, with the consequence told.
    let ends: Vec<&str> = pair.split('/').collect();
    let partners = browser.get(&format!("{}/partners/{}/learner", round_of(&page), ends[5]));
    let fix = links(&partners.html).into_iter().filter(|link| link.ends_with("/fix")).nth(1).unwrap();
    let confirm = browser.get(&fix);
    let told = confirm.text();
    let cost = told.split("Voor de hele ronde: ").nth(1).unwrap().split(". ").next().unwrap();
    let made = browser.submit(&confirm, &confirm.form_to(&fix));
    let after = kept(&home, &made);
    assert_eq!(number(cost, "punt", "meer"), total(&before) - total(&after), "{cost}");
    assert_eq!(number(cost, "duo", "meer"), fewer_duos(&before, &after), "{cost}");
}

fn nothing_told_in_confidence_stands_on_a_page(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let page = proposed(&browser, &[]);
    // One of a duo would rather not meet the other.
    let pair = a_pair(&page);
    let ends: Vec<String> = pair.split('/').map(str::to_owned).collect();
    home.execute(&format!(
        "INSERT INTO professional_rules (professional_id, rule, email) SELECT {}, 'avoid', email FROM professionals \
         WHERE id = {}",
        ends[5], ends[6]
    ));
    let round = round_of(&page);
    let again = browser.submit(&page, &page.form_to(&format!("{round}/proposals")));
    assert!(!kept(&home, &again).iter().any(|line| line.starts_with(&format!("{}/{} ", ends[5], ends[6]))));
    let about = browser.get(&pair);
    assert!(
        about.text().contains("Deze twee kunnen nu geen duo zijn: ze worden niet als duo voorgesteld."),
        "{}",
        about.text()
    );
    let confirm = browser.get(&format!("{pair}/fix"));
    assert_eq!(confirm.status, 422);
    assert!(confirm.text().contains("ze worden niet als duo voorgesteld"), "{}", confirm.text());
    for path in [
        format!("{round}/proposals"),
        format!("{round}/unmatched"),
        format!("{round}/partners/{}/learner", ends[5]),
        format!("{round}/partners/{}/guide", ends[6]),
        format!("{pair}/alternatives"),
    ] {
        let text = browser.get(&path).text().to_lowercase();
        for word in ["liever niet", "avoid", "authority", "gezag", "leidinggevende"] {
            assert!(!text.contains(word), "{word} on {path}");
        }
    }
}
