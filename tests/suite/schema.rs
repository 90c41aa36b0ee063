//! The migrations of both databases make the same tables, which are those that the code knows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::harness::{Database, Home};

/// Table and column, with its type and whether it may be empty.
type Columns = BTreeMap<(String, String), (String, bool)>;

fn migrated(database: Database) -> Home {
    let home = Home::new(database);
    home.add_programme("jeugd");
    home
}

fn columns(home: &Home) -> Columns {
    let mut columns = Columns::new();
    for table in home.tables() {
        let described = match home.database() {
            Database::Sqlite => home.query(&format!(
                "SELECT name || ' ' || CASE WHEN pk > 0 AND lower(type) = 'integer' THEN 'bigint' ELSE lower(type) END \
                 || CASE WHEN \"notnull\" = 1 THEN '' ELSE ' nullable' END AS line FROM pragma_table_info('{table}')"
            )),
            Database::Postgres => home.query(&format!(
                "SELECT column_name || ' ' || CASE data_type WHEN 'timestamp without time zone' THEN 'timestamp' \
                 ELSE data_type END || CASE is_nullable WHEN 'NO' THEN '' ELSE ' nullable' END AS line \
                 FROM information_schema.columns WHERE table_name = '{table}'"
            )),
        };
        for line in described {
            let mut words = line.split(' ');
            let (name, kind) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
            columns.insert((table.clone(), name), (kind, words.next() == Some("nullable")));
        }
    }
    assert!(columns.len() > 80, "{}", columns.len());
    columns
}

/// What `src/store/schema.rs` says.
fn known_to_the_code() -> Columns {
    let mut columns = Columns::new();
    let mut table = String::new();
    for line in include_str!("../../src/store/schema.rs").lines().map(str::trim) {
        if let Some((name, kind)) = line.strip_suffix(',').and_then(|line| line.split_once(" -> ")) {
            let nullable = kind.starts_with("Nullable<");
            let kind = kind.trim_start_matches("Nullable<").trim_end_matches('>').to_lowercase();
            let kind = if kind == "bool" { "boolean".to_owned() } else { kind };
            columns.insert((table.clone(), name.to_owned()), (kind, nullable));
        } else if let Some((name, _)) = line.strip_suffix(" {").and_then(|line| line.split_once(" (")) {
            name.clone_into(&mut table);
        }
    }
    columns
}

#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn both_databases_have_the_columns_that_the_code_knows() {
    let [sqlite, postgres] = [Database::Sqlite, Database::Postgres].map(|database| columns(&migrated(database)));
    assert_eq!(sqlite, postgres);
    assert_eq!(sqlite, known_to_the_code());
}

/// What is unique together, and what points where with what on deletion.
fn constraints(home: &Home) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for table in home.tables() {
        let (unique, keys) = match home.database() {
            Database::Sqlite => (
                format!(
                    "SELECT group_concat(c.name, ',') AS line FROM pragma_index_list('{table}') i, \
                     pragma_index_info(i.name) c WHERE i.\"unique\" = 1 GROUP BY i.name"
                ),
                format!(
                    "SELECT \"from\" || ' ' || \"table\" || ' ' || lower(on_delete) AS line \
                     FROM pragma_foreign_key_list('{table}')"
                ),
            ),
            Database::Postgres => (
                format!(
                    "SELECT string_agg(a.attname, ',' ORDER BY k.n) AS line FROM pg_index i, \
                     unnest(i.indkey::int[]) WITH ORDINALITY k (attnum, n), pg_attribute a \
                     WHERE i.indrelid = '{table}'::regclass AND i.indisunique AND a.attrelid = i.indrelid \
                     AND a.attnum = k.attnum GROUP BY i.indexrelid"
                ),
                format!(
                    "SELECT a.attname || ' ' || c.confrelid::regclass || ' ' || CASE c.confdeltype \
                     WHEN 'c' THEN 'cascade' WHEN 'a' THEN 'no action' WHEN 'n' THEN 'set null' ELSE 'other' END AS line \
                     FROM pg_constraint c, pg_attribute a WHERE c.contype = 'f' AND c.conrelid = '{table}'::regclass \
                     AND a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
                ),
            ),
        };
        // SQLite has no index for a single number that is the key.
        all.extend(home.query(&unique).into_iter().filter(|u| u != "id").map(|u| format!("{table} unique {u}")));
        all.extend(home.query(&keys).into_iter().map(|key| format!("{table} key {key}")));
    }
    assert!(all.len() > 30, "{all:?}");
    all
}

#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn both_databases_hold_to_the_same_rules() {
    let [sqlite, postgres] = [Database::Sqlite, Database::Postgres].map(|database| constraints(&migrated(database)));
    assert_eq!(sqlite, postgres);
}

#[test]
fn migrations_are_there_in_pairs() {
    let names = |database: &str| {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(database);
        let mut names: Vec<_> = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

on_both_databases!(migrations_go_back_to_nothing_and_forth_again, what_the_clock_did_is_carried_over);

fn migrations_go_back_to_nothing_and_forth_again(database: Database) {
    let home = migrated(database);
    let before = columns(&home);
    let directory = match database {
        Database::Sqlite => "sqlite",
        Database::Postgres => "postgres",
    };
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(directory);
    let mut names: Vec<_> = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for migration in names.iter().rev() {
        home.execute(&std::fs::read_to_string(migration.join("down.sql")).unwrap());
    }
    assert!(home.tables().is_empty(), "{:?}", home.tables());
    home.execute("DELETE FROM __diesel_schema_migrations");
    home.add_programme("jeugd");
    assert_eq!(columns(&home), before);
}

fn what_the_clock_did_is_carried_over(database: Database) {
    let home = Home::new(database).keeping_mails_in_files();
    home.run(&["demo", "--exit"]).expect_success();
    for (duo, step) in [(1, "half_way_reminder"), (1, "last_reminder"), (2, "check_in"), (2, "closing")] {
        home.execute(&format!(
            "INSERT INTO duo_steps (duo_id, step, at) VALUES ({duo}, '{step}', '2026-03-0{duo} 08:00:00')"
        ));
    }
    let steps = || home.dump().into_iter().filter(|line| line.starts_with("duo_steps")).collect::<Vec<_>>();
    let before = steps();
    assert_eq!(before.len(), 4);
    let directory = match database {
        Database::Sqlite => "sqlite",
        Database::Postgres => "postgres",
    };
    let migration = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(directory).join("0031_duo_steps");
    home.execute(&std::fs::read_to_string(migration.join("down.sql")).unwrap());
    assert_eq!(home.count("duos WHERE half_way_reminder_at IS NOT NULL AND last_reminder_at IS NOT NULL"), 1);
    assert_eq!(home.count("duos WHERE check_in_at IS NOT NULL AND closing_at = '2026-03-02 08:00:00'"), 1);
    home.execute(&std::fs::read_to_string(migration.join("up.sql")).unwrap());
    assert_eq!(steps(), before);
}
