//! What people agree to: the words that they read, asked again when they say something else.

use crate::browser::Browser;
use crate::harness::{Database, Home};
use crate::people::LEARNER;
use crate::safety::COORDINATOR;

on_both_databases!(
    who_agreed_to_another_text_is_asked_once_more_and_sees_both,
    nobody_confirms_a_text_that_they_did_not_see,
    the_privacy_page_says_who_is_responsible_and_how_long,
);

const SETTINGS: &str = "/coordinator/jeugd/settings";

/// Says who answers for the data from here on.
fn set_responsible(coordinator: &Browser, name: &str) {
    let page = coordinator.get(SETTINGS);
    let mut form = page.form_to(SETTINGS);
    form.set("responsible", name);
    form.set("privacy_contact", "fg@gemeente.example");
    assert_eq!(coordinator.submit(&page, &form).status, 200);
}

fn who_agreed_to_another_text_is_asked_once_more_and_sees_both(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let (coordinator, noor) = (Browser::new(&server), Browser::new(&server));
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    LEARNER.join(&home, &noor);
    let own = home.link_to(LEARNER.email, "/me/");
    let asked = "Onze tekst over je gegevens is veranderd";
    assert!(!noor.get(&own).text().contains(asked), "it is the one that she agreed to");
    let agreed = || home.query("SELECT consent_version AS line FROM professionals")[0].clone();
    let before = agreed();

    set_responsible(&coordinator, "Gemeente Utrecht");
    let page = noor.get(&own);
    let text = page.text();
    assert!(text.contains(asked) && text.contains("Waar je eerder mee akkoord ging"), "{text}");
    assert_eq!(text.matches("Gemeente Utrecht is ervoor verantwoordelijk").count(), 1, "{text}");
    let form = page.form_to(&format!("{own}/consent"));
    for _ in 0..2 {
        assert_eq!(noor.post(&form.action, &form).status, 303);
    }
    assert_ne!(agreed(), before);
    assert!(!noor.get(&own).text().contains(asked));
    assert_eq!((home.count("consent_texts"), home.count("activity WHERE what LIKE '%agreed%'")), (2, 1));
    // Her profile can be changed without it, and another contact is nothing to agree to.
    let page = coordinator.get(SETTINGS);
    let mut form = page.form_to(SETTINGS);
    form.set("contact", "ander@voorbeeld.example");
    coordinator.submit(&page, &form);
    assert!(!noor.get(&own).text().contains(asked));
}

fn nobody_confirms_a_text_that_they_did_not_see(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let (coordinator, noor) = (Browser::new(&server), Browser::new(&server));
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert_eq!(LEARNER.sign_up(&noor).path, "/jeugd/sent");
    let link = home.link_to(LEARNER.email, "/me/verify/");
    let page = noor.get(&link);
    let form = page.only_form();
    set_responsible(&coordinator, "Gemeente Utrecht");
    let again = noor.submit(&page, &form);
    assert_eq!(home.count("professionals WHERE standing = 'active'"), 0);
    assert!(again.text().contains("Gemeente Utrecht is ervoor verantwoordelijk"), "{}", again.text());
    assert!(noor.submit(&again, &again.only_form()).text().contains("Je doet mee"));
    let text = home.query("SELECT t.text AS line FROM consent_texts t JOIN professionals p ON p.consent_hash = t.hash");
    assert!(text[0].contains("Gemeente Utrecht"), "{text:?}");
    assert_eq!(home.count("professionals WHERE consent_at IS NOT NULL"), 1);
}

fn the_privacy_page_says_who_is_responsible_and_how_long(database: Database) {
    let home = Home::new(database)
        .with("TWEESPAN__RETENTION__INACTIVE_MONTHS", "18")
        .with("TWEESPAN__RETENTION__MAIL_DAYS", "123")
        .with("TWEESPAN__RETENTION__LOG_DAYS", "45")
        .with("TWEESPAN__RETENTION__ROUND_MONTHS", "1")
        .with("TWEESPAN__LINKS__CONFIRM_DAYS", "9");
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    set_responsible(&coordinator, "Gemeente Utrecht");
    let reader = Browser::new(&server);
    for page in ["/jeugd", "/jeugd/privacy", "/jeugd/accessibility"] {
        let shown = reader.get(page);
        assert!(shown.html.contains("href=\"/jeugd/privacy\"") && shown.html.contains("href=\"/jeugd/accessibility\""));
    }
    let text = reader.get("/jeugd/privacy").text();
    for told in [
        "Verantwoordelijk is Gemeente Utrecht",
        "fg@gemeente.example",
        "18 maanden niets",
        "mails we stuurden: 123 dagen",
        "wie wat bekeek: 45 dagen",
        "gekoppeld wordt: 1 maand na",
        "adres niet bevestigt: 9 dagen",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    // It has the words that whoever signs up agrees to, with their version.
    let version = crate::program::consent_version(&reader, "jeugd");
    assert!(text.contains(&format!("Versie {version}")), "{text}");
    assert!(reader.get("/jeugd").text().contains("Gemeente Utrecht is ervoor verantwoordelijk"));
    // Only what is needed is in a cookie: for forms, and for whoever chooses a language or signs in.
    let cookies: Vec<_> = reader.look("/jeugd").headers.get_all("set-cookie").iter().cloned().collect();
    assert!(cookies.is_empty() || cookies.iter().all(|cookie| cookie.to_str().unwrap().starts_with("csrf=")));
    LEARNER.join(&home, &reader);
    let mail = home.mails_to(LEARNER.email).remove(0);
    assert!(mail.links().iter().any(|link| link.ends_with("/jeugd/privacy")), "{}", mail.text);
    assert_eq!(reader.get("/nergens/privacy").status, 404);
}
