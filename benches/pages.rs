//! What somebody waits for who signs up, signs in or answers: `cargo bench --bench pages`. The real binary serves the programme of
//! the demo on SQLite; one browser asks, and asks again once it has the answer.
//!
//! What a sender's limit costs is at most what it takes to be refused by it, since nothing else is done then.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot go on has failed")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::blocking::{Client, Response};

const TIMES: u32 = 200;

struct Server {
    child: Child,
    url: String,
    /// The link with which the coordinator signs in.
    sign_in: String,
}

impl Server {
    fn start(directory: &Path, requests_per_minute: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tweespan"));
        command.arg("demo").current_dir(directory).env_clear();
        command.env("LISTEN", "127.0.0.1:0").env("RUST_LOG", "error");
        command.env("TWEESPAN__LIMITS__REQUESTS_PER_MINUTE", requests_per_minute);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (mut url, mut sign_in) = (String::new(), String::new());
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap) {
            if let Some(link) = line.trim().strip_prefix("sign in as the coordinator") {
                link.trim().clone_into(&mut sign_in);
            }
            if let Some(listening) = line.strip_prefix("listening on ") {
                listening.clone_into(&mut url);
                break;
            }
        }
        Self { child, url, sign_in }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A link of this kind in a mail that was written to a directory.
fn link(directory: &Path, kind: &str) -> String {
    let mails = std::fs::read_dir(directory.join("data/mail")).unwrap();
    let texts = mails.map(|mail| std::fs::read_to_string(mail.unwrap().path()).unwrap().replace("=\r\n", ""));
    let found = texts.filter_map(|text| {
        let from = text.find(kind)? + kind.len();
        text.get(from..from + 64).filter(|token| token.bytes().all(|byte| byte.is_ascii_hexdigit())).map(str::to_owned)
    });
    format!("{kind}{}", found.last().unwrap_or_else(|| panic!("no mail has a link {kind}")))
}

fn hidden(html: &str, name: &str) -> String {
    let from = html.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name} in {html}"));
    from.split('"').next().unwrap().to_owned()
}

fn report(what: &str, expected: u16, ask: impl Fn(u32) -> Response) {
    let one = |n| {
        let started = Instant::now();
        let answer = ask(n);
        let status = answer.status().as_u16();
        answer.bytes().unwrap();
        assert_eq!(status, expected, "{what}");
        started.elapsed()
    };
    let mut times: Vec<Duration> = (0..TIMES).map(one).collect();
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!("| {what} | {:.2} | {:.2} |", at(50), at(99));
}

fn client() -> Client {
    Client::builder().cookie_store(true).no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

fn main() {
    let home = tempfile::tempdir().unwrap();
    let server = Server::start(home.path(), "1000000");
    let (browser, url) = (client(), server.url.as_str());
    let get = |path: &str| browser.get(format!("{url}{path}")).send().unwrap();
    let post = |path: &str, form: &[(&str, &str)]| browser.post(format!("{url}{path}")).form(form).send().unwrap();
    println!("| one browser, {TIMES} times: milliseconds | p50 | p99 |\n|---|---|---|");
    report("`GET /healthz`, to compare with", 200, |_| get("/healthz"));
    for path in ["/jeugd", "/jeugd/privacy", "/me/link", "/coordinator/sign-in"] {
        report(&format!("`GET {path}`"), 200, |_| get(path));
    }
    let csrf = hidden(&get("/me/link").text().unwrap(), "csrf");
    report("`POST /me/link`, answered after 150 ms whoever is meant", 303, |n| {
        post("/me/link", &[("csrf", &csrf), ("email", &format!("nobody{n}@voorbeeld.example"))])
    });
    let page = get("/jeugd").text().unwrap();
    let topics = page.split("name=\"need:").skip(1).map(|rest| rest.split('"').next().unwrap());
    let topics: Vec<&str> = topics.collect();
    let (need, expertise) = (format!("need:{}", topics[0]), format!("expertise:{}", topics[1]));
    let csrf = hidden(&page, "csrf");
    report("`POST /jeugd`, a sign-up that is kept, answered after 150 ms too", 303, |n| {
        let email = format!("kim{n}@voorbeeld.example");
        let answers = [
            ("csrf", csrf.as_str()),
            ("step", "send"),
            ("name", "Kim de Wit"),
            ("email", &email),
            ("role", "jongerenwerker"),
            ("organisation", "De Brug"),
            ("region", "Utrecht"),
            ("years_experience", "7"),
            ("languages", "nl"),
            ("meets", "online"),
            ("takes_part_as", "learn"),
            ("capacity", "1"),
            ("availability", "mon-am"),
            (&need, "3"),
            (&expertise, "3"),
            ("consent", "yes"),
        ];
        post("/jeugd", &answers)
    });
    let duo = link(home.path(), "/duo/");
    report("`GET` of a private link", 200, |_| get(&duo));
    let page = get(&duo).text().unwrap();
    let opened = post("/me/open", &[("csrf", &hidden(&page, "csrf")), ("link", &hidden(&page, "link"))]);
    let private = opened.headers()["location"].to_str().unwrap().to_owned();
    report("`GET` of the private page that it opens", 200, |_| get(&private));
    report("`GET` of a link to sign in", 200, |_| browser.get(&server.sign_in).send().unwrap());
    drop(server);

    let home = tempfile::tempdir().unwrap();
    let server = Server::start(home.path(), "1");
    let browser = client();
    let address = format!("{}/me/link", server.url);
    let csrf = hidden(&browser.get(&address).send().unwrap().text().unwrap(), "csrf");
    let ask = |n: u32| {
        let email = format!("nobody{n}@voorbeeld.example");
        browser.post(&address).form(&[("csrf", csrf.as_str()), ("email", &email)]).send().unwrap()
    };
    assert_eq!(ask(0).status(), 303);
    report("`POST /me/link` beyond the limit of its sender", 429, ask);
}
