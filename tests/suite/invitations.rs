//! People whom a coordinator invites: once, again, and never against their wish.

use chrono::{Duration, Utc};
use reqwest::Method;
use reqwest::blocking::Client;
use serde_json::json;

use crate::bad_input::{go_on_with_import, import, look_at_import};
use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Mail, Server, until};
use crate::life::{home_with_clock, let_jobs_look, mails_of, move_clock};
use crate::links::ask_for_links;
use crate::people::{GUIDE, LEARNER, Person, proposed_round, round_of};
use crate::program::Program;

on_both_databases!(
    who_left_by_their_own_wish_is_not_invited_by_a_file,
    a_wish_about_somebody_who_left_stands_under_a_key_and_is_shown_nowhere,
    wishes_that_an_earlier_version_kept_are_brought_under_the_key,
    an_invitation_is_reminded_once_and_can_be_sent_again_once_a_day,
    who_does_not_answer_is_removed_on_the_day_that_the_mail_told,
    who_says_no_to_an_invitation_gets_no_more_of_them,
    a_stranger_with_an_invited_address_changes_nothing_of_what_is_kept,
    of_several_sign_ups_each_link_confirms_the_answers_it_was_mailed_for,
    possible_doubles_are_pointed_out_until_a_coordinator_says_that_they_are_two,
    possible_doubles_are_never_a_duo_unless_they_are_two_people,
);

const COORDINATOR: &str = "coordinator@voorbeeld.example";
const HEADER: &str = "name,email,role,organisation,region,years_experience,languages,meets,availability,takes_part_as,\
                      capacity,learning_needs,expertise";
const INVITED: &str = "ine@lijst.example";

fn line(name: &str, email: &str, organisation: &str) -> String {
    format!("{name},{email},jongerenwerker,{organisation},Utrecht,4,nl,either,thu-am,learn,0,feedback:2,")
}

fn file(lines: &[String]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", lines.join("\n")).into_bytes()
}

fn of_ine() -> Vec<u8> {
    file(&[line("Ine de Vries", INVITED, "De Brug")])
}

fn signed_in(home: &Home, server: &Server) -> Browser {
    let coordinator = Browser::new(server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    coordinator
}

fn leave(home: &Home, person: &Person, browser: &Browser) {
    let away = format!("{}/away", home.link_to(person.email, "/me/"));
    let page = browser.get(&away);
    let mut form = page.form_with_button("then", "leave");
    form.tick("sure", "yes");
    assert_eq!(browser.submit(&page, &form).path, "/me/left");
}

fn id_of(home: &Home, email: &str) -> String {
    home.query(&format!("SELECT CAST(id AS TEXT) AS line FROM professionals WHERE email = '{email}'")).remove(0)
}

fn who_left_by_their_own_wish_is_not_invited_by_a_file(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let (coordinator, noor) = (signed_in(&home, &server), Browser::new(&server));
    LEARNER.join(&home, &noor);
    leave(&home, &LEARNER, &noor);
    let mails = home.mails_to(LEARNER.email).len();
    let list = file(&[line("Ine de Vries", INVITED, "De Brug"), line(LEARNER.name, LEARNER.email, "De Brug")]);

    let before = home.dump();
    let looked = look_at_import(&coordinator, &list);
    assert!(looked.text().contains("1 persoon krijgt een uitnodiging"), "{}", looked.text());
    assert!(looked.text().contains("Dag Ine, De coördinator van"), "the mail to read: {}", looked.text());
    assert!(looked.text().contains("stopte op eigen verzoek en wordt niet uitgenodigd: regel 3"), "{}", looked.text());
    assert_eq!(home.dump(), before, "looking stores nothing and mails nothing");
    let done = go_on_with_import(&coordinator, &looked);
    assert!(done.text().contains("wordt niet uitgenodigd: regel 3"), "{}", done.text());
    assert_eq!(home.count("professionals"), 1);
    assert_eq!(home.mails_to(LEARNER.email).len(), mails);
    for row in home.dump() {
        assert!(!row.contains(LEARNER.email) && !row.contains("Achterberg"), "{row}");
    }
    // The same for a program.
    let program = Program::of(&home, &server, COORDINATOR, "jeugd");
    let path = "/api/v1/programmes/jeugd/imports";
    let sent = |path: &str| {
        let request = program.browser.request(Method::POST, path).bearer_auth(&program.token);
        let answer = request.header("content-type", "text/csv").body(list.clone()).send().unwrap();
        (answer.status().as_u16(), answer.json::<serde_json::Value>().unwrap())
    };
    let (status, told) = sent(&format!("{path}?dry_run=true"));
    assert_eq!((status, &told["left_by_own_wish"], &told["dry_run"]), (200, &json!([3]), &json!(true)));
    let (status, told) = sent(path);
    assert_eq!((status, &told["left_by_own_wish"], &told["known"]), (201, &json!([3]), &json!(1)));
    assert_eq!(home.mails_to(LEARNER.email).len(), mails);

    // Signing up themselves is possible; who then confirms has come back.
    LEARNER.sign_up(&noor);
    assert_eq!(home.count("leavers"), 1, "anybody can type an address");
    let verify =
        home.mails_to(LEARNER.email).iter().rev().flat_map(Mail::paths).find(|p| p.contains("/verify/")).unwrap();
    assert_eq!(noor.press(&verify).status, 200);
    assert_eq!(home.count("leavers"), 0);
    let looked = look_at_import(&coordinator, &list);
    assert!(!looked.text().contains("eigen verzoek"), "{}", looked.text());
}

/// What an earlier version kept of an address.
fn unkeyed(email: &str) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(email.as_bytes());
    digest[..20].iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn a_wish_about_somebody_who_left_stands_under_a_key_and_is_shown_nowhere(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let (noor, zoe) = (Browser::new(&server), Browser::new(&server));
    LEARNER.join(&home, &noor);
    GUIDE.join(&home, &zoe);
    let profile = home.link_to(GUIDE.email, "/me/");
    let page = zoe.get(&profile);
    let mut form = page.form_to(&profile);
    form.set("avoid", LEARNER.email);
    zoe.submit(&page, &form);
    leave(&home, &LEARNER, &noor);
    let kept = home.dump().join("\n");
    assert!(!kept.contains("left.invalid"), "{kept}");
    assert_eq!((home.count("absent_rules"), home.count("professional_rules")), (1, 0));
    let hash = home.query("SELECT hash AS line FROM absent_rules").remove(0);
    assert!(hash.len() == 64 && !hash.starts_with(&unkeyed(LEARNER.email)), "{hash}");
    // Neither her form nor her export tells of it, and saving the form does not lose it.
    let page = zoe.get(&profile);
    assert_eq!(page.form_to(&profile).value("avoid"), Some(""));
    zoe.submit(&page, &page.form_to(&profile));
    let export = zoe.get(&format!("{profile}/data.json")).html;
    assert!(!export.contains("invalid") && !export.contains(&hash), "{export}");
    assert_eq!(home.count("absent_rules"), 1);
    LEARNER.sign_up(&noor);
    assert_eq!(home.query("SELECT email AS line FROM professional_rules"), [LEARNER.email]);
    assert_eq!(home.count("absent_rules"), 0);
}

fn wishes_that_an_earlier_version_kept_are_brought_under_the_key(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    GUIDE.join(&home, &Browser::new(&server));
    home.wait_for_mail();
    drop(server);
    // As it was: the database of the version before.
    let name = if database == Database::Sqlite { "sqlite" } else { "postgres" };
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(name);
    home.execute(&std::fs::read_to_string(directory.join("0016_people/down.sql")).unwrap());
    home.execute("DELETE FROM __diesel_schema_migrations WHERE version = '0016'");
    let old = unkeyed(LEARNER.email);
    home.execute(&format!(
        "INSERT INTO professional_rules (professional_id, rule, email) SELECT id, 'avoid', '{old}@left.invalid' \
         FROM professionals"
    ));
    let server = home.start(&["serve"]);
    let kept = home.dump().join("\n");
    assert!(!kept.contains(&old) && !kept.contains("left.invalid"), "{kept}");
    LEARNER.sign_up(&Browser::new(&server));
    assert_eq!(home.query("SELECT email AS line FROM professional_rules"), [LEARNER.email]);
}

fn invitations_to(home: &Home, email: &str) -> Vec<Mail> {
    home.mails_to(email).into_iter().filter(|mail| mail.paths().iter().any(|path| path.contains("/verify/"))).collect()
}

fn link_of(mail: &Mail) -> String {
    mail.paths().into_iter().find(|path| path.contains("/verify/")).unwrap()
}

fn invite_again(coordinator: &Browser, id: &str) -> Page {
    let page = coordinator.get(&format!("/coordinator/jeugd/professionals/{id}"));
    let form = page.form_to(&format!("/coordinator/jeugd/professionals/{id}/invitation"));
    coordinator.submit(&page, &form)
}

fn an_invitation_is_reminded_once_and_can_be_sent_again_once_a_day(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    import(&signed_in(&home, &server), &of_ine());
    let reader = Browser::new(&server);
    let first = link_of(&invitations_to(&home, INVITED)[0]);
    move_clock(&home, Duration::days(5) - Duration::hours(1));
    let_jobs_look();
    assert_eq!(mails_of(&home, "invitation"), 1);
    move_clock(&home, Duration::days(5) + Duration::hours(1));
    until("she is reminded", || mails_of(&home, "invitation") == 2);
    let_jobs_look();
    assert_eq!(mails_of(&home, "invitation"), 2, "once");
    let second = link_of(&invitations_to(&home, INVITED)[1]);
    assert_eq!((reader.get(&first).status, reader.get(&second).status), (200, 200), "until one is used");

    // Within a day of a mail there is no button, and the API says why.
    let coordinator = signed_in(&home, &server);
    let id = id_of(&home, INVITED);
    let page = coordinator.get(&format!("/coordinator/jeugd/professionals/{id}"));
    assert!(page.text().contains("Uitgenodigd sinds") && page.text().contains("één keer per dag"), "{}", page.text());
    let program = Program::of(&home, &server, COORDINATOR, "jeugd");
    let one = format!("/api/v1/programmes/jeugd/professionals/{id}/invitation");
    assert_eq!(program.call(Method::POST, &one, None).0, 409);
    assert_eq!(program.get(&format!("/api/v1/programmes/jeugd/professionals/{id}"))["invitation"]["times"], 2);
    let all = "/api/v1/programmes/jeugd/invitations";
    assert_eq!(program.call(Method::POST, all, None), (200, json!({"invited": 0})));

    // After the days of the link it is dead, and the coordinator invites again; twice is as once.
    move_clock(&home, Duration::days(13));
    assert_eq!(reader.get(&second).status, 404);
    let coordinator = signed_in(&home, &server);
    let page = invite_again(&coordinator, &id);
    assert!(page.text().contains("De uitnodiging is onderweg"), "{}", page.text());
    assert_eq!(mails_of(&home, "invitation"), 3);
    let page = coordinator.get("/coordinator/jeugd/professionals?standing=unconfirmed");
    assert!(!page.html.contains("/coordinator/jeugd/invitations"), "nobody may be mailed today");
    move_clock(&home, Duration::days(14) + Duration::hours(1));
    let coordinator = signed_in(&home, &server);
    let page = coordinator.get("/coordinator/jeugd/professionals?standing=unconfirmed");
    let form = page.form_to("/coordinator/jeugd/invitations");
    let told = coordinator.submit(&page, &form);
    assert!(told.text().contains("1 persoon krijgt een nieuwe uitnodiging"), "{}", told.text());
    assert!(coordinator.submit(&page, &form).text().contains("Niemand kreeg een nieuwe uitnodiging"));
    assert_eq!(mails_of(&home, "invitation"), 4);
    // A second import invites again once the link has ended, and not before.
    assert!(import(&coordinator, &of_ine()).text().contains("was al bekend"));
    assert_eq!(mails_of(&home, "invitation"), 4);
    move_clock(&home, Duration::days(22));
    let coordinator = signed_in(&home, &server);
    let done = import(&coordinator, &of_ine());
    assert!(done.text().contains("kreeg een nieuwe"), "{}", done.text());
    assert_eq!(mails_of(&home, "invitation"), 5);
    let newest = link_of(invitations_to(&home, INVITED).last().unwrap());
    assert!(reader.press(&newest).text().contains("Je doet mee"));
    assert_eq!(home.count("invitations"), 0);
    assert_eq!(home.count("activity WHERE what LIKE '%invited_again%'"), 2);
    assert_eq!(home.count("activity WHERE what LIKE '%invitation_reminded%'"), 1);
}

fn who_does_not_answer_is_removed_on_the_day_that_the_mail_told(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    import(&signed_in(&home, &server), &of_ine());
    let day =
        (Utc::now() + Duration::days(30)).with_timezone(&chrono_tz::Europe::Amsterdam).format(" %-d ").to_string();
    let mail = invitations_to(&home, INVITED).remove(0);
    let words = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let promised = words.split("Doe je niets, dan gebeurt dat op").nth(1).unwrap_or_else(|| panic!("{words}"));
    assert!(promised.split('.').next().unwrap().contains(&day), "{words}");
    move_clock(&home, Duration::days(30) - Duration::hours(1));
    until("she was reminded or it is too late for that", || home.count("mails WHERE state = 'waiting'") == 0);
    let_jobs_look();
    assert_eq!(home.count("professionals"), 1);
    move_clock(&home, Duration::days(30) + Duration::hours(1));
    until("she is removed", || home.count("professionals") == 0);
    for row in home.dump() {
        assert!(!row.contains(INVITED) && !row.contains("Ine de Vries"), "{row}");
    }
    assert_eq!(home.count("leavers"), 0, "it was not her wish");
    // So she can be invited again.
    assert!(import(&signed_in(&home, &server), &of_ine()).text().contains("1 mens is uitgenodigd"));
}

fn who_says_no_to_an_invitation_gets_no_more_of_them(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    let coordinator = signed_in(&home, &server);
    let list = file(&[line("Ine de Vries", INVITED, "De Brug"), line("Jan Smit", "jan@lijst.example", "De Brug")]);
    import(&coordinator, &list);
    // One click in a mail program.
    let mail = invitations_to(&home, INVITED).remove(0);
    let way_out = mail.way_out().unwrap();
    let reader = Browser::new(&server);
    let kept = home.dump();
    let shown = reader.get(&way_out);
    assert!(shown.text().contains("Wil je geen mails meer"), "{}", shown.text());
    assert_eq!(home.dump(), kept);
    let program = Client::builder().no_proxy().build().unwrap();
    let click = || {
        let form = [("List-Unsubscribe", "One-Click")];
        program.post(format!("{}{way_out}", server.url)).form(&form).send().unwrap().status().as_u16()
    };
    assert_eq!(click(), 200);
    let kept = home.dump();
    assert_eq!((click(), home.dump()), (200, kept));
    let id = id_of(&home, INVITED);
    let page = coordinator.get(&format!("/coordinator/jeugd/professionals/{id}"));
    assert!(page.text().contains("wil geen uitnodigingen meer"), "{}", page.text());
    assert!(import(&coordinator, &list).text().contains("op eigen verzoek en wordt niet uitgenodigd: regel 2"));
    // The other says no on the page, and is gone at once.
    let link = link_of(&invitations_to(&home, "jan@lijst.example")[0]);
    let page = reader.get(&link);
    assert_eq!(reader.submit(&page, &page.form_with_button("then", "refuse")).path, "/me/left");
    assert_eq!(reader.get(&link).status, 404);
    assert!(!home.dump().join("\n").contains("jan@lijst.example"));
    assert!(import(&coordinator, &list).text().contains("worden niet uitgenodigd: regels 2 en 3"));
    // Nobody is reminded.
    move_clock(&home, Duration::days(6));
    let_jobs_look();
    assert_eq!(mails_of(&home, "invitation"), 1, "that of the one who is there still");
}

fn possible_doubles_are_pointed_out_until_a_coordinator_says_that_they_are_two(database: Database) {
    const KIM: Person =
        Person { name: "Kim de Wit", email: "kim@brug.example", organisation: "Jeugdhuis De Brug", ..LEARNER };
    const AGAIN: Person = Person { name: "kim  de wit", email: "kim.de.wit@thuis.example", ..KIM };
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = signed_in(&home, &server);
    KIM.join(&home, &Browser::new(&server));
    let kim = Browser::new(&server);
    AGAIN.sign_up(&kim);
    let page = kim.press(&home.link_to(AGAIN.email, "/me/verify/"));
    // She is told to keep one, as everybody is: the page tells nothing of who else is there.
    assert!(page.text().contains("met een ander e-mailadres?"), "{}", page.text());
    assert!(!page.text().contains("brug.example"), "{}", page.text());
    let (one, other) = (id_of(&home, KIM.email), id_of(&home, AGAIN.email));
    assert!(coordinator.get("/coordinator/jeugd").text().contains("misschien dubbel"));
    let list = coordinator.get("/coordinator/jeugd/professionals?standing=doubles");
    assert!(
        list.html.contains(&format!("professionals/{one}\""))
            && list.html.contains(&format!("professionals/{other}\""))
    );
    // A list is looked at before anything is sent.
    let file = file(&[
        line("Kim de Wít", "k.dewit@elders.example", "JEUGDHUIS DE BRUG"),
        line("Iemand", "kim+lijst@brug.example", "Elders"),
        line("Zoë Bos", "zoe.bos@gmail.com", "A"),
        line("Z. Bos", "zoebos+x@googlemail.com", "B"),
    ]);
    let looked = look_at_import(&coordinator, &file);
    for words in ["Regel 2: Kim de Wít is misschien", "Regel 3: Iemand is misschien", "als op regel 4"] {
        assert!(looked.text().contains(words), "{words}: {}", looked.text());
    }
    assert_eq!(home.count("professionals"), 2);

    let program = Program::of(&home, &server, COORDINATOR, "jeugd");
    let path = "/api/v1/programmes/jeugd/doubles";
    let pairs = json!({"pairs": [{"one": one.parse::<i64>().unwrap(), "other": other.parse::<i64>().unwrap()}]});
    assert_eq!(program.get(path), pairs);
    assert_eq!(program.post(path, &json!({"one": 1, "other": 1})).0, 422);
    let page = coordinator.get(&format!("/coordinator/jeugd/professionals/{one}"));
    let form = page.form_to(&format!("/coordinator/jeugd/professionals/{one}/distinct"));
    for _ in 0..2 {
        assert!(coordinator.submit(&page, &form).text().contains("dit zijn twee mensen"));
    }
    assert_eq!(program.get(path), json!({"pairs": []}));
    assert!(!coordinator.get("/coordinator/jeugd").text().contains("misschien dubbel"));
    assert_eq!(home.count("activity WHERE what LIKE '%found_distinct%'"), 1);
}

fn possible_doubles_are_never_a_duo_unless_they_are_two_people(database: Database) {
    const KIM: Person = Person { name: "Kim de Wit", email: "kim@brug.example", organisation: "De Brug", ..LEARNER };
    const AGAIN: Person = Person { name: "Kim de Wit", email: "kim@thuis.example", organisation: "de brug", ..GUIDE };
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = signed_in(&home, &server);
    for person in [KIM, AGAIN] {
        person.join(&home, &Browser::new(&server));
    }
    let proposed = proposed_round(&coordinator);
    assert_eq!(home.count("duos"), 0, "{}", proposed.text());
    assert!(proposed.text().contains("Misschien staat iemand er dubbel in"), "{}", proposed.text());
    // One click leaves one of them out, wherever they are pointed out.
    let people = coordinator.get(&format!("{}/people", round_of(&proposed)));
    assert!(people.text().contains("Laat kim@thuis.example weg"), "{}", people.text());
    let other = id_of(&home, AGAIN.email);
    let leave_out = format!("{}/leave-out", round_of(&proposed));
    let form = people.forms().into_iter().find(|form| form.value("person") == Some(other.as_str())).unwrap();
    let after = coordinator.submit(&people, &form);
    assert!(after.path.ends_with("/people") && !after.html.contains(&leave_out), "{}", after.text());
    assert_eq!(home.count("round_participants"), 1);
    // Found to be two, they are a duo of a new round.
    let page = coordinator.get(&format!("/coordinator/jeugd/professionals/{other}"));
    coordinator.submit(&page, &page.form_to(&format!("/coordinator/jeugd/professionals/{other}/distinct")));
    let proposed = proposed_round(&coordinator);
    assert!(!proposed.text().contains("dubbel in"), "{}", proposed.text());
    assert_eq!(home.count("duos"), 1);
}

/// The links to confirm in the mails to somebody, the newest first.
fn confirm_links(home: &Home, email: &str) -> Vec<String> {
    let mails = home.mails_to(email);
    mails.iter().rev().flat_map(Mail::paths).filter(|path| path.contains("/verify/")).collect()
}

fn sign_up_avoiding(browser: &Browser, person: &Person, avoided: &str) {
    let page = browser.get("/jeugd");
    let mut form = page.form_to("/jeugd");
    person.fill_in(&mut form);
    form.set("avoid", avoided);
    let check = browser.submit(&page, &form);
    assert_eq!(browser.submit(&check, &check.form_with_button("step", "send")).path, "/jeugd/sent");
}

fn rules_of(home: &Home, email: &str) -> Vec<String> {
    let mut rules = home.query(&format!(
        "SELECT rule || ' ' || r.email AS line FROM professional_rules r \
         JOIN professionals p ON p.id = r.professional_id WHERE p.email = '{email}'"
    ));
    rules.sort();
    rules
}

fn a_stranger_with_an_invited_address_changes_nothing_of_what_is_kept(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = signed_in(&home, &server);
    let list = format!(
        "{HEADER},reports_to,avoid\n{},chef@lijst.example,ex@lijst.example\n",
        line("Ine de Vries", INVITED, "De Brug")
    );
    assert_eq!(import(&coordinator, list.as_bytes()).status, 200);
    let kept = |home: &Home| -> Vec<String> {
        let mut rows = home.dump();
        rows.retain(|row| row.starts_with("professional") || row.starts_with("invitations"));
        rows
    };
    let invitation = confirm_links(&home, INVITED).remove(0);
    let before = kept(&home);

    // A stranger types her address, twice, and other answers.
    let stranger = Person { name: "Ine V.", email: INVITED, role: "indringer", ..LEARNER };
    for role in ["indringer", "nog een"] {
        sign_up_avoiding(&Browser::new(&server), &Person { role, ..stranger }, "iemand@anders.example");
    }
    assert_eq!(kept(&home), before, "whoever types an address changes nothing");
    let links = confirm_links(&home, INVITED);
    assert_eq!((links.len(), home.count("typed_answers")), (3, 2));
    let page = coordinator.get("/coordinator/jeugd/professionals");
    assert!(!page.html.contains("indringer"), "{}", page.text());

    // The page to confirm shows every answer of its link, also what was told in confidence.
    let ine = Browser::new(&server);
    let page = ine.get(&invitation);
    for answer in ["jongerenwerker", "De Brug", "chef@lijst.example", "ex@lijst.example", "Utrecht", "Nederlands"] {
        assert!(page.text().contains(answer), "{answer}: {}", page.text());
    }
    assert!(!page.text().contains("indringer"), "{}", page.text());
    let typed = links.iter().find(|link| ine.get(link).text().contains("nog een")).unwrap();
    let page = ine.get(typed);
    for answer in ["nog een", "chef@lijst.example", "ex@lijst.example", "anders.example"] {
        assert!(page.text().contains(answer), "{answer}: {}", page.text());
    }
    assert_eq!(kept(&home), before, "a look changes nothing");

    // Asking for a link anew leads to what the coordinator put on the list.
    ask_for_links(&ine, INVITED);
    let fresh = confirm_links(&home, INVITED).into_iter().find(|link| !links.contains(link)).unwrap();
    let page = ine.get(&fresh);
    assert!(page.text().contains("De Brug") && !page.text().contains("indringer"), "{}", page.text());

    // She takes the answers of the second sign-up for hers: what the coordinator told stays beside them.
    assert!(ine.press(typed).text().contains("Je doet mee"));
    assert_eq!(home.query("SELECT role AS line FROM professionals"), ["nog een"]);
    let rules = rules_of(&home, INVITED);
    for rule in ["avoid ex@lijst.example", "reports_to chef@lijst.example"] {
        assert!(rules.iter().any(|one| one == rule), "{rules:?}");
    }
    assert!(rules.len() > 2, "and what was typed: {rules:?}");
    assert_eq!(home.count("typed_answers"), 0);
    for link in links.iter().filter(|link| *link != typed && **link != invitation) {
        assert_eq!(ine.get(link).status, 404, "answers that nobody confirmed are gone");
    }
    assert!(!home.dump().iter().any(|row| row.contains("indringer")));
}

fn of_several_sign_ups_each_link_confirms_the_answers_it_was_mailed_for(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let noor = Browser::new(&server);
    LEARNER.sign_up(&noor);
    let first = confirm_links(&home, LEARNER.email).remove(0);
    Person { role: "indringer", ..LEARNER }.sign_up(&Browser::new(&server));
    let second = confirm_links(&home, LEARNER.email).into_iter().find(|link| *link != first).unwrap();
    assert!(noor.get(&second).text().contains("indringer"));

    // Asking for a link: it confirms the newest answers, and so does the link that had them. Anybody can ask.
    ask_for_links(&noor, LEARNER.email);
    let links = confirm_links(&home, LEARNER.email);
    let third = links.into_iter().find(|link| *link != first && *link != second).unwrap();
    assert!(noor.get(&third).text().contains("indringer"));
    assert!(noor.get(&second).text().contains("indringer"));

    // Each of two who confirm at once finds one answer; the first link still has the first answers.
    assert!(!noor.get(&first).text().contains("indringer"));
    assert!(noor.press(&first).text().contains("Je doet mee"));
    assert_eq!(home.query("SELECT role AS line FROM professionals"), [LEARNER.role]);
    assert_eq!((noor.get(&second).status, noor.get(&third).status, home.count("typed_answers")), (404, 404, 0));

    // Somebody whom others named in what they typed leaves: their address is in it no more.
    GUIDE.join(&home, &noor);
    Person { email: "nieuw@leren.example", ..LEARNER }.sign_up(&noor);
    sign_up_avoiding(&noor, &Person { email: "nieuw@leren.example", role: "twee", ..LEARNER }, GUIDE.email);
    assert_eq!(home.count(&format!("typed_answers WHERE answers LIKE '%{}%'", GUIDE.email)), 1);
    leave(&home, &GUIDE, &noor);
    assert_eq!(home.count(&format!("typed_answers WHERE answers LIKE '%{}%'", GUIDE.email)), 0);
    assert_eq!(home.count("typed_answers WHERE answers LIKE '%twee%'"), 1);
}
