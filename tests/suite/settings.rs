//! Settings: each key there is counts, and what is not one is refused.

use std::path::Path;

use crate::browser::Browser;
use crate::harness::{Database, Home};

const DEFAULTS: &str = include_str!("../../config/default.toml");

/// Every key as section and name, with its value.
fn keys() -> Vec<(String, String, toml::Value)> {
    let defaults: toml::Table = DEFAULTS.parse().unwrap();
    let mut keys = Vec::new();
    for (section, table) in &defaults {
        for (name, value) in table.as_table().unwrap() {
            keys.push((section.clone(), name.clone(), value.clone()));
        }
    }
    assert!(keys.len() > 15);
    keys
}

/// The code of the product, without `config.rs`, which reads the settings.
fn code(directory: &Path, into: &mut String) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            code(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("src/config.rs") {
            into.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_key_is_used_by_the_code_and_told_in_words() {
    let mut all = String::new();
    code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    for (section, name, _) in keys() {
        // The database's URL goes through `Settings::database_url`.
        let used = if section == "database" { "database_url()".to_owned() } else { format!(".{name}") };
        assert!(all.contains(&used), "{section}.{name} is read by nobody");
    }
    let mut explained = false;
    for line in DEFAULTS.lines() {
        match line {
            _ if line.starts_with('#') => explained = true,
            "" => explained = false,
            _ if line.starts_with('[') => {}
            _ => assert!(explained, "nothing explains {line}"),
        }
    }
}

#[test]
fn every_key_can_be_set_from_the_environment_and_from_a_file() {
    let home = Home::new(Database::Sqlite);
    std::fs::write(home.path().join("own.toml"), DEFAULTS).unwrap();
    let mut home = home.with("TWEESPAN_CONFIG", "own.toml");
    for (section, name, value) in keys() {
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(yes) => yes.to_string(),
            other => panic!("{section}.{name} is {other:?}"),
        };
        home = home.with(&format!("TWEESPAN__{}__{}", section.to_uppercase(), name.to_uppercase()), &text);
    }
    home.serve();
}

#[test]
fn what_a_file_sets_holds() {
    let home = Home::new(Database::Sqlite).with("TWEESPAN_CONFIG", "own.toml");
    let own = "[mail]\ndirectory = \"post\"\nfrom = \"Het team <team@eigen.example>\"\n[database]\nurl = \"sqlite:eigen.sqlite3\"\n";
    std::fs::write(home.path().join("own.toml"), own).unwrap();
    let server = home.serve();
    crate::people::LEARNER.sign_up(&Browser::new(&server));
    assert!(home.path().join("eigen.sqlite3").exists() && !home.path().join("data").exists());
    let posted = home.path().join("post");
    crate::harness::until("the mail is there", || !crate::harness::mails_in(&posted).is_empty());
    let file = std::fs::read_dir(&posted).unwrap().next().unwrap().unwrap().path();
    assert!(std::fs::read_to_string(file).unwrap().contains("<team@eigen.example>"));
}

#[test]
fn what_is_unknown_or_wrong_is_refused_in_one_line() {
    let secret = "geheim";
    for (name, value, words) in [
        ("TWEESPAN__SERVER__WORKRES", "3", "workres"),
        ("TWEESPAN__MIAL__FROM", "a@b.nl", "mial"),
        ("TWEESPAN__SERVER__WORKERS", "veel", "workers"),
        ("TWEESPAN__LIMITS__REQUESTS_PER_MINUTE", "0", "requests_per_minute"),
        ("TWEESPAN__MAIL__FROM", "niemand", "mail.from"),
        ("TWEESPAN_CONFIG", "nergens.toml", "nergens.toml"),
        ("TWEESPAN_CONFIG", "own.toml", "shoe"),
        ("BASE_URL", "tweespan.example", "BASE_URL"),
        ("LISTEN", "overal", "listen"),
        ("SMTP_URL", "gopher://u:geheim@h", "SMTP_URL"),
        ("SMTP_URL", "smtp://u:geheim@mail.example", "does not ask for TLS"),
        ("SMTP_URL", "smtp://u:geheim@192.0.2.1:587?tls=opportunistic", "does not ask for TLS"),
        ("SMTP_URL_FILE", "nergens", "SMTP_URL_FILE"),
        ("DATABASE_URL_FILE", "", "DATABASE_URL_FILE is empty"),
        ("TWEESPAN__MAIL__BOUNCE_SECRET", "0123456789abcdef0123456789abcde", "32 characters"),
        ("DATABASE_URL", "mysql://u:geheim@h/d", "DATABASE_URL"),
        ("DATABASE_URL", "postgres:geheim", "DATABASE_URL"),
        ("DATABASE_URL", "geheim.sqlite3", "DATABASE_URL"),
        ("DATABASE_URL", "sqlite:", "DATABASE_URL"),
        ("DATABASE_URL", "postgres://u:geheim@h/d?sslmode=require", "TLS"),
    ] {
        let home = Home::new(Database::Sqlite).with(name, value);
        std::fs::write(home.path().join("own.toml"), "[server]\nshoe = 1\n").unwrap();
        let finished = home.run(&["serve"]);
        let line = finished.expect_failure();
        assert!(line.contains(words), "{name}={value}: {line}");
        assert!(!finished.stderr.contains(secret), "{name}={value}: {line}");
        let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|file| file == "own.toml" || file == "data"), "{name}={value}: {left:?}");
        assert!(
            !home.sqlite_file().exists() || name.contains("MAIL") || name.starts_with("SMTP_URL"),
            "{name}={value}"
        );
    }
}

#[test]
fn a_database_that_does_not_answer_is_said_in_one_line_without_the_password() {
    let home = Home::new(Database::Sqlite).with("DATABASE_URL", "postgres://u:geheim@127.0.0.1:1/d?connect_timeout=1");
    let finished = home.run(&["serve"]);
    finished.expect_failure();
    assert!(!finished.stderr.contains("geheim"), "{}", finished.stderr);
}

#[test]
fn secrets_come_from_files_of_their_own() {
    let smtp = crate::smtp::SmtpServer::start();
    let home = Home::new(Database::Sqlite)
        .with("SMTP_URL_FILE", "smtp-url")
        .with("DATABASE_URL_FILE", "database-url")
        .with("TWEESPAN__MAIL__BOUNCE_SECRET_FILE", "bounces");
    let write = |name: &str, text: &str| std::fs::write(home.path().join(name), text).unwrap();
    write("smtp-url", &format!("{}\n", smtp.url));
    write("database-url", "sqlite:eigen.sqlite3\r\n");
    write("bounces", "kort\n");
    let refused = home.run(&["programme", "add", "x", "--name-nl", "X", "--name-en", "X", "--contact", "a@b.example"]);
    assert!(refused.expect_failure().contains("mail.bounce_secret"), "{refused:?}");
    write("bounces", &"a1".repeat(16));
    let server = home.serve();
    crate::people::LEARNER.sign_up(&Browser::new(&server));
    crate::harness::until("the mail is there", || smtp.count() == 1);
    assert!(home.path().join("eigen.sqlite3").exists() && !home.path().join("data").exists());
    let unsigned = Browser::new(&server).request(reqwest::Method::POST, "/api/v1/bounces").body("{}").send().unwrap();
    assert_eq!(unsigned.status(), 401, "there is a secret");
    drop(server);

    write("bounces", "");
    assert!(home.run(&["serve"]).expect_failure().contains("BOUNCE_SECRET_FILE"));
    write("bounces", &"a1".repeat(16));
    let home = home.with("SMTP_URL", &smtp.url);
    assert!(home.run(&["serve"]).expect_failure().contains("are both set"));
}

#[test]
fn a_server_that_others_reach_without_tls_says_so() {
    let words = "BASE_URL does not begin with https://";
    for (listen, base_url, is_said) in
        [("0.0.0.0:0", "", true), ("0.0.0.0:0", "https://t.example", false), ("127.0.0.1:0", "", false)]
    {
        let home =
            Home::new(Database::Sqlite).keeping_mails_in_files().with("BASE_URL", base_url).with("LISTEN", listen);
        let log = home.serve().stop().1;
        assert_eq!(log.contains(words), is_said, "{listen} {base_url}: {log}");
    }
}
