//! A round by its pages: four steps, previews that come true, and what comes of it.

use std::collections::BTreeSet;

use reqwest::Method;

use crate::bad_input::import;
use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Server};
use crate::html::links;
use crate::kinds::{coordinator, propose};
use crate::people::{new_round, publish, round_of, settings, to_mails};

on_both_databases!(
    from_sign_in_to_publication_in_few_clicks,
    who_takes_part_is_filtered_and_ticked,
    a_preview_changes_nothing_and_comes_true,
    a_preview_sees_a_profile_that_changed,
    the_table_is_searched_and_sorted,
    the_picture_and_its_table_say_the_same,
    mails_are_seen_before_they_leave_and_tested_to_oneself,
    a_published_round_is_followed_and_closed,
    a_round_of_many_comes_in_pages,
);

/// The sample of 42, whose first round has come to its end.
pub(crate) fn sample(home: &Home) -> (Server, Browser) {
    let running = running(home);
    home.finish_all_duos();
    running
}

/// The sample of 42, with a round that is published already.
fn running(home: &Home) -> (Server, Browser) {
    let server = home.start(&["demo"]);
    let browser = coordinator(home, Browser::new(&server));
    (server, browser)
}

/// A proposed round of everybody in the sample.
pub(crate) fn proposed(browser: &Browser, fields: &[(&str, &str)]) -> Page {
    let round = round_of(&new_round(browser));
    let all = [&[("allow_earlier_duos", "yes")], fields].concat();
    let page = propose(browser, &round, &all);
    assert_eq!((page.status, page.path.clone()), (200, format!("{round}/proposals")), "{}", page.text());
    page
}

/// Learner, guide and score of every proposed duo of a round, as they are kept.
pub(crate) fn kept(home: &Home, page: &Page) -> BTreeSet<String> {
    let id = round_of(page).rsplit('/').next().unwrap().to_owned();
    let sql = format!(
        "SELECT CAST(l.professional_id AS TEXT) || '/' || CAST(g.professional_id AS TEXT) || ' ' || \
         CAST(d.score AS TEXT) AS line FROM duos d JOIN duo_members l ON l.duo_id = d.id AND l.side = 'learner' \
         JOIN duo_members g ON g.duo_id = d.id AND g.side = 'guide' WHERE d.round_id = {id}"
    );
    home.query(&sql).into_iter().collect()
}

/// The numbers in the figures of a page, in their order.
fn figures(html: &str) -> Vec<String> {
    let list = html.split("<dl class=\"figures\">").nth(1).unwrap_or_else(|| panic!("no figures: {html}"));
    let list = list.split("</dl>").next().unwrap();
    list.split("<dd>").skip(1).map(|dd| crate::html::text(dd.split("</dd>").next().unwrap())).collect()
}

/// What a script asks for: the part with the preview.
fn preview(browser: &Browser, page: &Page, fields: &[(&str, &str)]) -> Page {
    let mut form = page.only_form();
    for (name, value) in fields {
        form.set(name, value);
    }
    let path = format!("{}/preview", round_of(page));
    let request =
        browser.request(Method::POST, &path).header("sec-fetch-site", "same-origin").header("x-part", "preview");
    Page::of(&path, request.form(&form.fields).send().unwrap())
}

pub(crate) fn a_pair(page: &Page) -> String {
    links(&page.html).into_iter().find(|link| link.contains("/pairs/")).unwrap()
}

fn from_sign_in_to_publication_in_few_clicks(database: Database) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    home.finish_all_duos();
    let browser = Browser::new(&server);
    let clicks = std::cell::Cell::new(0);
    let click = |page: Page| {
        clicks.set(clicks.get() + 1);
        assert_eq!(page.status, 200, "{}", page.text());
        page
    };
    click(browser.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd")));
    let page = click(browser.get("/coordinator/jeugd/rounds"));
    let page = click(browser.submit(&page, &page.only_form()));
    let page = click(browser.submit(&page, &page.form_with_button("then", "next")));
    // Those of the demo met already.
    let mut form = page.form_with_button("then", "propose");
    form.tick("allow_earlier_duos", "yes");
    clicks.set(clicks.get() + 1);
    let page = click(browser.submit(&page, &form));
    assert!(page.html.contains("aria-current=\"step\""));
    let page = click(to_mails(&browser, &page));
    let page = click(browser.submit(&page, &page.form_to(&page.path)));
    assert!(page.path.ends_with("/board"), "{}", page.path);
    assert_eq!(home.count("rounds WHERE state = 'published'"), 2);
    assert!(clicks.get() <= 12, "{clicks:?}");
}

fn who_takes_part_is_filtered_and_ticked(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let round = round_of(&new_round(&browser));
    let id = round.rsplit('/').next().unwrap().to_owned();
    let taking_part = || home.count(&format!("round_participants WHERE round_id = {id}"));
    assert_eq!(taking_part(), 42);
    // Only those of one role, but one of them.
    let page = browser.get(&format!("{round}/people?role=jongerenwerker"));
    let fitting = home.count("professionals WHERE role = 'jongerenwerker'");
    assert!(page.text().contains(&format!("{fitting} professionals")), "{}", page.text());
    let mut form = page.form_with_button("then", "only");
    let ticked: Vec<String> = form.values("participant").into_iter().map(str::to_owned).collect();
    assert_eq!(ticked.len(), fitting);
    form.clear("participant");
    for one in &ticked[1..] {
        form.tick("participant", one);
    }
    let page = browser.submit(&page, &form);
    assert_eq!((page.status, taking_part()), (200, fitting - 1));
    // A search leaves those alone whom it does not show.
    let page = browser.get(&format!("{round}/people?q=visser"));
    let mut form = page.form_with_button("then", "save");
    let shown: Vec<String> = form.values("shown").into_iter().map(str::to_owned).collect();
    assert!(!shown.is_empty() && shown.len() < 5, "{shown:?}");
    form.clear("participant");
    for one in &shown {
        form.tick("participant", one);
    }
    browser.submit(&page, &form);
    assert_eq!(taking_part(), fitting - 1 + shown.len());
    // Topic, region, organisation, tag and standing narrow it too; what nobody has, nobody fits.
    for (filter, some) in [
        ("topic=feedback", true),
        ("standing=active", true),
        ("standing=unconfirmed", false),
        ("organisation=nergens", false),
    ] {
        let page = browser.get(&format!("{round}/people?{filter}"));
        assert_eq!(page.html.contains("name=\"participant\""), some, "{filter}");
    }
    let page = browser.get(&format!("{round}/people"));
    let form = page.form_with_button("then", "everyone");
    browser.submit(&page, &form);
    assert_eq!(taking_part(), 42);
}

fn a_preview_changes_nothing_and_comes_true(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let page = settings(&browser, &new_round(&browser));
    let tries: [&[(&str, &str)]; 4] = [
        &[("prefer", "quality"), ("weight:organisation", "10")],
        &[("prefer", "coverage"), ("weight:region", "0"), ("weight:waited", "0")],
        &[("prefer", "balance"), ("weight:role", "7")],
        &[("kind", "mutual")],
    ];
    for fields in tries {
        let before = home.dump();
        let fields = [&[("allow_earlier_duos", "yes")], fields].concat();
        let part = preview(&browser, &page, &fields);
        assert_eq!(part.status, 200, "{}", part.text());
        assert!(!part.html.contains("<html"), "a part, and nothing around it");
        // Duos, without, total, lowest.
        let told = figures(&part.html);
        assert_eq!(preview(&browser, &page, &fields).html, part.html, "the same again, from what is kept warm");
        // Without scripts the button shows the same on the page.
        let mut form = page.only_form();
        for (name, value) in &fields {
            form.set(name, value);
        }
        let whole = browser.post(&format!("{}/preview", round_of(&page)), &form);
        assert_eq!((figures(&whole.html), whole.status), (told.clone(), 200));
        for (name, value) in &fields {
            assert_eq!(whole.only_form().value(name), Some(*value), "{name} is kept");
        }
        assert!(home.dump() == before, "a preview changes nothing");
        let made = propose(&browser, &round_of(&new_round(&browser)), &fields);
        assert_eq!(figures(&made.html), told, "{fields:?}");
        home.execute(&format!("DELETE FROM rounds WHERE id > {}", round_of(&page).rsplit('/').next().unwrap()));
    }
    let part = preview(&browser, &page, &[("weight:role", "eleven")]);
    assert_eq!(part.status, 422);
    assert!(part.text().contains("andere rol"), "{}", part.text());
}

fn a_preview_sees_a_profile_that_changed(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    // Long ago, so that they are kept.
    home.execute("UPDATE professionals SET updated_at = '2026-01-01 00:00:00'");
    let page = settings(&browser, &new_round(&browser));
    let fields = [("allow_earlier_duos", "yes"), ("weight:region", "10")];
    let first = figures(&preview(&browser, &page, &fields).html);
    home.execute("UPDATE professionals SET region = 'Elders ' || CAST(id AS TEXT), updated_at = '2026-01-02 00:00:00'");
    let second = figures(&preview(&browser, &page, &fields).html);
    assert_ne!(first, second, "a profile changed");
    assert_eq!(figures(&propose(&browser, &round_of(&page), &fields).html), second);
}

fn the_table_is_searched_and_sorted(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let page = proposed(&browser, &[]);
    let all = kept(&home, &page).len();
    let rows = |page: &Page| {
        let table = page.html.split("id=\"duos\">").nth(1).map_or("", |rest| rest.split("</table>").next().unwrap());
        let body = table.split("<tbody>").nth(1).unwrap_or_default();
        body.split("<tr>").skip(1).map(crate::html::text).collect::<Vec<_>>()
    };
    assert_eq!(rows(&page).len(), all);
    let by_name = rows(&browser.get(&format!("{}?sort=learner", page.path)));
    let mut sorted = by_name.clone();
    sorted.sort_by_key(|row| row.to_lowercase());
    assert_eq!(by_name, sorted);
    let turned = rows(&browser.get(&format!("{}?sort=learner&turned=true", page.path)));
    assert_eq!(turned, sorted.into_iter().rev().collect::<Vec<_>>());
    let name = home.query("SELECT name AS line FROM professionals WHERE id = (SELECT min(professional_id) FROM duo_members m JOIN duos d ON d.id = m.duo_id WHERE d.round_id = 2)").remove(0);
    let found = rows(&browser.get(&format!("{}?q={}", page.path, name.replace(' ', "+"))));
    assert!(!found.is_empty() && found.len() < all && found.iter().all(|row| row.contains(&name)), "{found:?}");
    let none = browser.get(&format!("{}?q=niemand+heet+zo", page.path));
    assert!(rows(&none).is_empty() && none.text().contains("Geen duo past hierbij"));
}

fn the_picture_and_its_table_say_the_same(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let page = proposed(&browser, &[]);
    let all = kept(&home, &page).len();
    for by in ["organisation", "role"] {
        let picture = browser.get(&format!("{}/picture?by={by}", round_of(&page)));
        assert_eq!(picture.status, 200);
        let titles: Vec<&str> =
            picture.html.split("<path").skip(1).map(|path| path.split("<title>").nth(1).unwrap()).collect();
        let drawn: usize = titles
            .iter()
            .map(|t| t.split("</title>").next().unwrap().rsplit(": ").next().unwrap().parse::<usize>().unwrap())
            .sum();
        let table = picture.html.split("<tbody>").nth(1).unwrap();
        let said: usize = table
            .split("<td class=\"number\"")
            .skip(1)
            .map(|cell| cell.split(['>', '<']).nth(1).unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!((drawn, said), (all, all), "{by}");
        assert!(picture.html.contains("<desc id=\"arcs-desc\">"));
    }
}

fn mails_are_seen_before_they_leave_and_tested_to_oneself(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let page = proposed(&browser, &[]);
    let id = round_of(&page).rsplit('/').next().unwrap().to_owned();
    let people = home.count(&format!(
        "(SELECT DISTINCT m.professional_id FROM duo_members m JOIN duos d ON d.id = m.duo_id WHERE d.round_id = {id}) p"
    ));
    let before = home.mails().len();
    let mails = to_mails(&browser, &page);
    assert!(mails.text().contains(&format!("{people} mails")), "{}", mails.text());
    let seen = home.dump();
    let first = browser.get(&format!("{}/mails/0", mails.path));
    let framed = browser.get(&format!("{}/mails/0/html", mails.path));
    assert!(first.status == 200 && framed.html.contains("/duo/…"), "{}", framed.html);
    assert!(home.dump() == seen, "looking sends nothing and makes no link");
    assert_eq!(browser.get(&format!("{}/mails/{people}", mails.path)).status, 404);
    let test = first.form_to(&format!("{}/mails/0/test", mails.path));
    let told = browser.submit(&first, &test);
    assert!(told.text().contains("onderweg naar coordinator@voorbeeld.example"), "{}", told.text());
    let sent = home.mails();
    assert_eq!(sent.len(), before + 1);
    let mail = sent.iter().find(|mail| mail.subject.starts_with("Proef: ")).unwrap();
    assert_eq!(mail.to, "coordinator@voorbeeld.example");
    assert!(mail.text.contains("Dit is een proefmail"), "{}", mail.text);
    // What was shown is what is sent.
    let shown = browser.get(&mails.path);
    publish(&browser, &shown);
    let sent = home.mails();
    assert_eq!(sent.len(), before + 1 + people);
    let letters: Vec<&str> = shown.html.split("<pre class=\"letter\"").skip(1).collect();
    for letter in letters.iter().take(5) {
        let written = letter.split_once('>').unwrap().1.split("</pre>").next().unwrap();
        let flat =
            |words: &str| words.split_whitespace().filter(|w| !w.contains("/duo/")).collect::<Vec<_>>().join(" ");
        let words = flat(&crate::html::text(written));
        assert!(sent.iter().any(|mail| flat(&mail.text).starts_with(&words)), "nobody got this: {words}");
    }
}

fn a_published_round_is_followed_and_closed(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = running(&home);
    let board = browser.get("/coordinator/rounds/1");
    assert!(board.path.ends_with("/board"), "{}", board.path);
    home.wait_for_mail();
    let board = browser.get(&board.path);
    let people = home.people_in_duos();
    assert!(board.text().contains(&format!("Alle {people} introducties zijn vertrokken")), "{}", board.text());
    assert_eq!(figures(&board.html)[0], "27");
    let mails = home.mails().len();
    let reminded = press_seen(&browser, &board, &board.form_to("/coordinator/rounds/1/reminders"));
    let words = format!("{people} deelnemers krijgen een herinnering");
    assert!(reminded.text().contains(&words), "{}", reminded.text());
    assert_eq!(home.mails().len(), mails + people);
    // A day that is no later is refused, beside its field and on top; a later one is kept.
    let mut form = reminded.form_to("/coordinator/rounds/1/extension");
    let later = form.value("answer_by").unwrap().to_owned();
    form.set("answer_by", "2020-01-01");
    let refused = browser.submit(&reminded, &form);
    assert_eq!((refused.status, refused.summary()), (422, refused.problems()));
    form.set("answer_by", &later);
    assert_eq!(press_seen(&browser, &reminded, &form).status, 200);
    form.fields.push(("mails_seen".to_owned(), "yes".to_owned()));
    assert_eq!(home.count(&format!("rounds WHERE id = 1 AND CAST(answer_by AS TEXT) = '{later}'")), 1);
    // A stale page is told.
    assert_eq!(browser.post("/coordinator/rounds/1/extension", &form).status, 303, "the same form twice");
    let repair = browser.get("/coordinator/rounds/1/repair");
    assert_eq!(repair.status, 200, "{}", repair.text());
    let closing = browser.get("/coordinator/rounds/1/closing");
    assert!(closing.text().contains("27 duo’s wachten nog op antwoord"), "{}", closing.text());
    let closed = browser.submit(&closing, &closing.form_to("/coordinator/rounds/1/closing"));
    assert_eq!((closed.status, home.count("rounds WHERE id = 1 AND state = 'closed'")), (200, 1));
    assert!(!closed.html.contains("/closing\""), "closed is closed");
}

/// Sends a form, and once more where it is shown first what leaves.
pub(crate) fn press_seen(browser: &Browser, page: &Page, form: &crate::html::Form) -> Page {
    let shown = browser.submit(page, form);
    match shown.forms().into_iter().find(|form| form.value("mails_seen").is_some()) {
        Some(form) => browser.submit(&shown, &form),
        None => shown,
    }
}

/// The pairs that a list links to, on all of its pages; how many pages it has.
fn pairs_on_all_pages(browser: &Browser, path: &str) -> (Vec<String>, usize) {
    let (mut found, mut number) = (Vec::new(), 0);
    loop {
        let page = browser.get(&format!("{path}page={number}"));
        assert_eq!(page.status, 200, "{}", page.text());
        let list = page.html.split("<tbody>").nth(1).unwrap_or_default().split("</tbody>").next().unwrap();
        found.extend(links(list).iter().filter_map(|link| link.split("/pairs/").nth(1)).map(str::to_owned));
        number += 1;
        if !links(&page.html).iter().any(|link| link.ends_with(&format!("page={number}"))) {
            return (found, number);
        }
    }
}

fn a_round_of_many_comes_in_pages(database: Database) {
    let home = Home::new(database);
    let (_server, browser) = sample(&home);
    let many = home.run(&["sample", "--people", "150", "--seed", "1", "--topics", "33"]).expect_success();
    assert_eq!(import(&browser, many.as_bytes()).status, 200);
    home.execute("UPDATE professionals SET standing = 'active'");
    let page = proposed(&browser, &[]);
    let round = round_of(&page);
    let all: BTreeSet<String> =
        kept(&home, &page).iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert!(all.len() > 100, "{} duos", all.len());
    for sorted in ["", "sort=learner&", "sort=guide&turned=true&"] {
        let (pairs, pages) = pairs_on_all_pages(&browser, &format!("{round}/proposals?{sorted}"));
        assert_eq!((pages, pairs.len()), (all.len().div_ceil(50), all.len()), "{sorted}");
        assert_eq!(pairs.into_iter().collect::<BTreeSet<_>>(), all, "{sorted}");
    }
    // Each mail stands on one page, and by itself under the same number.
    let mails = |number: usize| -> Vec<String> {
        let page = browser.get(&format!("{round}/publication?page={number}"));
        let mails = page.html.split("<details class=\"mail\">").skip(1);
        mails.map(|mail| crate::html::text(mail.split("</span>").next().unwrap())).collect()
    };
    let id = round.rsplit('/').next().unwrap();
    let people = home.count(&format!(
        "(SELECT DISTINCT m.professional_id FROM duo_members m JOIN duos d ON d.id = m.duo_id WHERE d.round_id = {id}) p"
    ));
    let told: Vec<String> = (0..people.div_ceil(20)).flat_map(mails).collect();
    assert_eq!(told.len(), people);
    for number in [0, 1, 21, told.len() - 1] {
        let alone = browser.get(&format!("{round}/publication/mails/{number}"));
        let address = told[number].split(['<', '>']).nth(1).unwrap();
        assert!(alone.text().contains(address), "{number}: {address} in {}", alone.text());
    }
    publish(&browser, &page);
    let (pairs, pages) = pairs_on_all_pages(&browser, &format!("{round}/board?"));
    assert_eq!((pages, pairs.into_iter().collect::<BTreeSet<_>>()), (all.len().div_ceil(50), all));
}
