//! The product as it runs at its users': the real binary, in a directory and with a database of its own.

mod mail;
mod provider;
mod server;

pub(crate) use mail::{Mail, mails_in};
pub(crate) use provider::Provider;
pub(crate) use server::Server;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::{PgConnection, SqliteConnection};
use tempfile::TempDir;

/// Nothing here takes as long, unless it hangs.
const DEADLINE: Duration = Duration::from_secs(30);

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

/// A directory, a database and settings: what a machine would have. All of it goes when it is dropped.
pub(crate) struct Home {
    directory: TempDir,
    postgres: Option<PostgresDatabase>,
    settings: Vec<(String, String)>,
}

impl Home {
    /// Nothing yet. Limits on public forms and idle sessions are out of the way, and no mail is held; tests of these set them.
    pub(crate) fn new(database: Database) -> Self {
        let home = Self {
            directory: tempfile::tempdir().unwrap(),
            postgres: (database == Database::Postgres).then(PostgresDatabase::create),
            settings: Vec::new(),
        };
        home.with("LISTEN", "127.0.0.1:0")
            .with("TWEESPAN__LIMITS__REQUESTS_PER_MINUTE", "1000000")
            .with("TWEESPAN__LIMITS__ACTS_PER_HOUR", "1000000")
            .with("TWEESPAN__LIMITS__INVITATIONS_PER_DAY", "1000000")
            .with("TWEESPAN__LIMITS__COMPUTATIONS_PER_MINUTE", "1000000")
            .with("TWEESPAN__LIMITS__MAILS_PER_ADDRESS_PER_HOUR", "1000000")
            .with("TWEESPAN__LINKS__SESSION_IDLE_MINUTES", "0")
            .with("TWEESPAN__MAIL__HOLD_MINUTES", "0")
            .with("TWEESPAN__SERVER__WORKERS", "2")
    }

    /// With an environment variable; the last of a name holds.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Lets a server that is reached over TLS keep its mails in files, as tests want them.
    pub(crate) fn keeping_mails_in_files(self) -> Self {
        self.with("TWEESPAN__SERVER__DEV_PAGES", "true")
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The binary with these arguments, which sees nothing of the environment of the tests.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tweespan"));
        command.args(arguments).current_dir(self.path()).env_clear().envs(self.settings.iter().cloned());
        if let Some(postgres) = &self.postgres {
            command.env("DATABASE_URL", &postgres.url);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Finished {
        Finished::of(self.command(arguments).output().unwrap())
    }

    /// Runs a command to its end with this on its standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Finished {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let finished = Finished::of(child.wait_with_output().unwrap());
        // A command that refuses early reads no more.
        let _ = writer.join();
        finished
    }

    /// Starts a command that serves, and waits until it listens.
    pub(crate) fn start(&self, arguments: &[&str]) -> Server {
        Server::start(self.command(arguments))
    }

    /// Starts `tweespan serve` with a programme `jeugd`.
    pub(crate) fn serve(&self) -> Server {
        self.add_programme("jeugd");
        self.start(&["serve"])
    }

    pub(crate) fn add_programme(&self, slug: &str) {
        self.run(&[
            "programme",
            "add",
            slug,
            "--name-nl",
            "Vakmanschap jeugd",
            "--name-en",
            "Craftsmanship in youth work",
            "--contact",
            "coordinator@voorbeeld.example",
        ])
        .expect_success();
    }

    /// The path of the link with which this coordinator signs in for the first time.
    pub(crate) fn invite_coordinator(&self, email: &str, programme: &str) -> String {
        let printed = self.run(&["coordinator", "invite", email, "--programme", programme]).expect_success();
        let link = printed.lines().next().unwrap();
        link[link.find("/coordinator/").unwrap()..].to_owned()
    }

    /// The lines that a query gives in its only column, which is named `line`.
    pub(crate) fn query(&self, sql: &str) -> Vec<String> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = Text)]
            line: String,
        }
        let query = diesel::sql_query(sql);
        let rows: Vec<Row> = match &self.postgres {
            Some(postgres) => query.load(&mut *postgres.connection.lock().unwrap()),
            None => query.load(&mut self.sqlite()),
        }
        .unwrap_or_else(|e| panic!("{sql}: {e}"));
        rows.into_iter().map(|row| row.line).collect()
    }

    /// Changes the database behind the product's back, such as the date on which a link expires.
    pub(crate) fn execute(&self, sql: &str) {
        match &self.postgres {
            Some(postgres) => postgres.connection.lock().unwrap().batch_execute(sql),
            None => self.sqlite().batch_execute(sql),
        }
        .unwrap_or_else(|e| panic!("{sql}: {e}"));
    }

    pub(crate) fn sqlite_file(&self) -> PathBuf {
        self.path().join("data/tweespan.sqlite3")
    }

    /// The database as `DATABASE_URL` names it.
    pub(crate) fn database_url(&self) -> String {
        self.postgres.as_ref().map_or_else(|| format!("sqlite:{}", self.sqlite_file().display()), |p| p.url.clone())
    }

    fn sqlite(&self) -> SqliteConnection {
        let mut connection = SqliteConnection::establish(self.sqlite_file().to_str().unwrap()).unwrap();
        connection.batch_execute("PRAGMA busy_timeout = 10000").unwrap();
        connection
    }

    pub(crate) fn database(&self) -> Database {
        if self.postgres.is_some() { Database::Postgres } else { Database::Sqlite }
    }

    /// The names of the tables, sorted.
    pub(crate) fn tables(&self) -> Vec<String> {
        self.query(match self.database() {
            Database::Sqlite => {
                "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
                 AND name <> '__diesel_schema_migrations' ORDER BY name"
            }
            Database::Postgres => {
                "SELECT table_name::text AS line FROM information_schema.tables WHERE table_schema = 'public' \
                 AND table_name <> '__diesel_schema_migrations' ORDER BY table_name"
            }
        })
    }

    /// Everything that is kept, a line each row, to compare before and after; but not when a key or a session was last used,
    /// nor who looked.
    pub(crate) fn dump(&self) -> Vec<String> {
        let mut all = Vec::new();
        for table in self.tables().into_iter().filter(|table| table != "security_log") {
            let (columns, text) = match self.database() {
                Database::Sqlite => (format!("SELECT name AS line FROM pragma_table_info('{table}')"), "quote"),
                Database::Postgres => (
                    format!(
                        "SELECT column_name::text AS line FROM information_schema.columns \
                         WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
                    ),
                    "quote_nullable",
                ),
            };
            let columns = self.query(&columns).into_iter().filter(|column| {
                let noted = [("api_keys", "used_at"), ("sessions", "seen_at"), ("tokens", "opened_at")];
                !noted.contains(&(table.as_str(), column.as_str()))
            });
            let row = columns.map(|column| format!("{text}({column})")).collect::<Vec<_>>().join(" || '|' || ");
            let rows = self.query(&format!("SELECT {row} AS line FROM {table} ORDER BY 1"));
            all.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
        }
        all
    }

    /// How many rows a query of `count(*)` counts.
    pub(crate) fn count(&self, from: &str) -> usize {
        self.query(&format!("SELECT CAST(count(*) AS TEXT) AS line FROM {from}"))[0].parse().unwrap()
    }

    /// How many people are in duos: each gets one introduction, whatever the number of their duos.
    pub(crate) fn people_in_duos(&self) -> usize {
        self.count("(SELECT DISTINCT professional_id FROM duo_members) AS people")
    }

    /// Lets every duo have come to its end, so that all its people are free for another round.
    pub(crate) fn finish_all_duos(&self) {
        self.execute("UPDATE duos SET state = 'ended', ending = 'finished', closed_at = introduced_at");
    }

    /// Waits until every mail that was queued has left.
    pub(crate) fn wait_for_mail(&self) {
        until("every mail has left", || self.count("mails WHERE state = 'waiting'") == 0);
        assert_eq!(self.count("mails WHERE state = 'failed'"), 0);
    }

    /// Every mail in the directory, once all have left; oldest first.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.wait_for_mail();
        mails_in(&self.path().join("data/mail"))
    }

    /// The mails to one address.
    pub(crate) fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|mail| mail.to == address).collect()
    }

    /// The one link in mails to this address whose path begins with `prefix` and goes on with a token. Of several to the
    /// page of a duo, which every mail about it has, the first.
    pub(crate) fn link_to(&self, address: &str, prefix: &str) -> String {
        let mails = self.mails_to(address);
        let links: Vec<_> = mails.iter().flat_map(Mail::paths).filter(|path| is_link(path, prefix)).collect();
        assert!(
            links.len() == 1 || links.len() > 1 && prefix == "/duo/",
            "links {prefix} in the mails to {address}: {links:?}"
        );
        links.into_iter().next().unwrap()
    }
}

fn is_link(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|token| token.len() == 64 && !token.contains('/'))
}

/// What a command left behind.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Finished {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The standard output of a command that did what it should.
    pub(crate) fn expect_success(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
        self.stdout
    }

    /// The one line that a command said when it could not do what it should.
    pub(crate) fn expect_failure(&self) -> &str {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.stdout, "");
        let lines: Vec<&str> = self.stderr.lines().filter(|line| line.starts_with("tweespan: ")).collect();
        assert_eq!(lines.len(), 1, "{self:?}");
        lines[0]
    }
}

/// Waits until something holds, looking again and again.
pub(crate) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !holds() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A database of a test's own on the server that `TEST_POSTGRES_URL` names.
struct PostgresDatabase {
    server: String,
    name: String,
    url: String,
    /// The test's own, to look at what is kept.
    connection: Mutex<PgConnection>,
}

impl PostgresDatabase {
    fn create() -> Self {
        let server = std::env::var("TEST_POSTGRES_URL")
            .unwrap_or_else(|_| panic!("TEST_POSTGRES_URL is not set: tests/run starts a PostgreSQL and sets it"));
        let name = format!("t{:032x}", rand::random::<u128>());
        let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
        let mut connection =
            PgConnection::establish(&server).unwrap_or_else(|e| panic!("no PostgreSQL answers at {server}: {e}"));
        connection.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        let connection = Mutex::new(PgConnection::establish(&url).unwrap());
        Self { server, name, url, connection }
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        // Best effort: the whole server goes away after the tests.
        if let Ok(mut connection) = PgConnection::establish(&self.server) {
            let _ = connection.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}
