//! Tables that are brought up to date by a command of its own, with an account that may, and a server whose account may not.

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail};
use crate::people::{GUIDE, LEARNER, run_round};
use crate::safety::COORDINATOR;

on_both_databases!(a_server_that_does_not_migrate_waits_for_the_command,);

fn a_server_that_does_not_migrate_waits_for_the_command(database: Database) {
    let home = Home::new(database).with("TWEESPAN__DATABASE__MIGRATE", "false");
    let refused = home.run(&["serve"]);
    let words = refused.expect_failure();
    assert!(words.contains("migrations are missing") && words.contains("tweespan migrate"), "{words}");
    assert!(home.tables().is_empty(), "{:?}", home.tables());
    for _ in 0..2 {
        assert!(home.run(&["migrate"]).expect_success().contains("up to date"));
    }
    let server = home.serve();
    LEARNER.join(&home, &Browser::new(&server));
    drop(server);
    home.execute(
        "DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)",
    );
    assert!(home.run(&["serve"]).expect_failure().contains("(1 migrations are missing)"));
}

/// What README tells to grant, and nothing else.
#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn an_account_that_may_only_read_and_write_rows_serves() {
    let database = Home::new(Database::Postgres);
    let (owner, server) =
        (format!("owner{:08x}", rand::random::<u32>()), format!("server{:08x}", rand::random::<u32>()));
    database.execute(&format!("CREATE ROLE {owner} LOGIN; CREATE ROLE {server} LOGIN"));
    let grants = include_str!("../../README.md").split("```sql\n").nth(1).unwrap().split("```").next().unwrap();
    database.execute(&grants.replace("tweespan_owner", &owner).replace("tweespan_server", &server));
    let as_role = |role: &str| {
        let url = database.database_url();
        let (scheme, rest) = url.split_once("://").unwrap();
        let url = format!("{scheme}://{role}@{}", rest.split_once('@').map_or(rest, |(_, place)| place));
        Home::new(Database::Sqlite).with("DATABASE_URL", &url)
    };
    as_role(&owner).run(&["migrate"]).expect_success();
    let home = as_role(&server).with("TWEESPAN__DATABASE__MIGRATE", "false");
    assert!(as_role(&server).run(&["migrate"]).expect_failure().contains("permission denied"));
    {
        let running = home.serve();
        let coordinator = Browser::new(&running);
        coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
        for person in [LEARNER, GUIDE] {
            let page = person.sign_up(&Browser::new(&running));
            assert_eq!(page.path, "/jeugd/sent", "{}", page.text());
            crate::harness::until("the mail is there", || database.count("mails WHERE state = 'waiting'") == 0);
            let mails = crate::harness::mails_in(&home.path().join("data/mail"));
            let links = mails.iter().filter(|mail| mail.to == person.email).flat_map(Mail::paths);
            let link = links.into_iter().find(|path| path.starts_with("/me/verify/")).unwrap();
            assert_eq!(Browser::new(&running).press(&link).status, 200);
        }
        run_round(&coordinator);
        assert_eq!(database.count("duos WHERE state = 'introduced'"), 1);
        assert!(!running.log().contains("permission denied"), "{}", running.log());
    }
    database.execute(&format!("DROP OWNED BY {server}; DROP OWNED BY {owner}; DROP ROLE {server}; DROP ROLE {owner};"));
}
