//! A database server that goes silent without hanging up, as behind a network that drops everything.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::browser::Browser;
use crate::harness::{Database, Home, Server, until};

/// What stands between the product and its database. Whatever was connected when it last went silent stays silent for ever.
struct Network {
    address: SocketAddr,
    /// Odd while it is silent.
    times: Arc<AtomicUsize>,
}

impl Network {
    fn to(socket: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let times = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&times);
        std::thread::spawn(move || {
            for near in listener.incoming() {
                let (near, far) = (near.unwrap(), UnixStream::connect(&socket).unwrap());
                let (back, forth) = (far.try_clone().unwrap(), near.try_clone().unwrap());
                let (times, began) = (Arc::clone(&seen), seen.load(Ordering::SeqCst));
                let speaks = move || began.is_multiple_of(2) && times.load(Ordering::SeqCst) == began;
                let speaks_back = speaks.clone();
                std::thread::spawn(move || carry(near, far, speaks));
                std::thread::spawn(move || carry(back, forth, speaks_back));
            }
        });
        Self { address, times }
    }

    fn change(&self) {
        self.times.fetch_add(1, Ordering::SeqCst);
    }
}

/// Carries what comes from one to the other. In silence nothing is read, and nobody hangs up.
fn carry(mut from: impl Read, mut to: impl Write, speaks: impl Fn() -> bool) {
    let mut bytes = [0; 8192];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        while !speaks() {
            std::thread::sleep(Duration::from_mins(10));
        }
        if to.write_all(&bytes[..count]).is_err() {
            return;
        }
    }
}

/// A server whose database is behind a network, with two seconds for a call.
fn behind_a_network() -> (Home, Network, Server) {
    let home = Home::new(Database::Postgres).with("TWEESPAN__DATABASE__LIMIT_SECONDS", "2");
    home.add_programme("jeugd");
    let url = home.database_url();
    let (user, rest) = url.strip_prefix("postgres://").and_then(|rest| rest.split_once('@')).unwrap();
    let (folder, name) = rest.split_once('/').unwrap();
    let network = Network::to(format!("{}/.s.PGSQL.5432", folder.replace("%2F", "/")));
    let mut command = home.command(&["serve"]);
    command.env("DATABASE_URL", format!("postgres://{user}@{}/{name}", network.address));
    let server = Server::start(command);
    (home, network, server)
}

#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn a_database_that_goes_silent_costs_seconds_and_no_more() {
    let (_home, network, server) = behind_a_network();
    let browser = Browser::new(&server);
    // Several connections are open when it happens.
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| assert_eq!(Browser::new(&server).get("/jeugd").status, 200));
        }
    });
    network.change();
    for _ in 0..3 {
        let began = Instant::now();
        assert_eq!(browser.get("/jeugd").status, 503);
        assert!(began.elapsed() < Duration::from_secs(8), "an answer took {:?}", began.elapsed());
    }
    assert_eq!(browser.get("/readyz").status, 503);
    network.change();
    let back = Instant::now();
    until("pages are there again", || browser.get("/jeugd").status == 200);
    assert!(back.elapsed() < Duration::from_secs(10), "pages were there again after {:?}", back.elapsed());
    // Everybody's connections are new, not only the first that was asked for.
    for _ in 0..12 {
        assert_eq!(browser.get("/jeugd").status, 200);
    }
    assert!(server.log().contains("the database did not answer in time"), "{}", server.log());
}

#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn a_server_whose_database_is_silent_ends_when_it_is_told_to() {
    let (_home, network, server) = behind_a_network();
    network.change();
    assert_eq!(Browser::new(&server).get("/jeugd").status, 503);
    let began = Instant::now();
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(began.elapsed() < Duration::from_secs(25), "it ended after {:?}", began.elapsed());
}
