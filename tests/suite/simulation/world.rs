//! A programme with its people, two instances of the product, a mail server and a clock.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use reqwest::blocking::{Client, RequestBuilder};
use serde_json::Value;
use tokio::runtime::Runtime;
use tweespan::config::Settings;
use tweespan::domain::programme::access::{Role, Scopes};
use tweespan::domain::programme::topic::parse_catalogue;
use tweespan::domain::{EmailAddress, Slug};
use tweespan::service::programme::activity::Actor;
use tweespan::service::programme::coordinators;
use tweespan::service::programme::keys::{self, NewKey};
use tweespan::store::StoreError;

use tweespan::store::programme::programmes::{self, NewProgramme};
use tweespan::web::consent;

use super::acts::MailMode;
use super::facts::{Facts, Ledger};
use super::instance::{BASE_URL, BOUNCE_SECRET, Instance, settings};
use super::mailbox::{Link, Received};
use crate::browser::OPEN;
use crate::harness::{Database, Home, Server};
use crate::smtp::{Reply, SmtpServer, Step};

/// The form token of all readers; the cookie has the same.
const CSRF: &str = "c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0";

/// A request, to be sent as often as one likes.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) body: Body,
    /// The coordinator who sends it.
    pub(super) by: Option<usize>,
}

#[derive(Debug, Clone)]
pub(super) enum Body {
    None,
    Json(Value),
    Form(Vec<(String, String)>),
    Csv(String),
    /// What a mail program sends to a way out.
    OneClick,
    Signed(Value),
}

impl Sent {
    pub(super) fn get(path: String) -> Self {
        Self { method: Method::GET, path, body: Body::None, by: None }
    }

    pub(super) fn form(path: String, fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { method: Method::POST, path, body: Body::Form(fields), by: None }
    }

    pub(super) fn api(by: usize, path: String, body: Value) -> Self {
        Self { method: Method::POST, path, body: Body::Json(body), by: Some(by) }
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
}

struct Coordinator {
    token: String,
    session: String,
}

/// Where an instance runs.
enum Host {
    Here(Instance),
    Process(Server),
}

impl Host {
    fn url(&self) -> &str {
        match self {
            Self::Here(instance) => &instance.url,
            Self::Process(server) => &server.url,
        }
    }

    fn here(&self) -> Option<&Instance> {
        if let Self::Here(instance) = self { Some(instance) } else { None }
    }
}

/// All of it. What it leaves behind goes when it is dropped.
pub(super) struct World {
    pub(super) ledger: Ledger,
    pub(super) seed: u64,
    pub(super) avoids: BTreeMap<usize, BTreeSet<usize>>,
    pub(super) versions: BTreeMap<usize, u64>,
    /// Every link that was ever mailed, in the order of arrival.
    pub(super) links: Vec<Link>,
    /// Whoever asked for fresh links.
    pub(super) asked_anew: BTreeSet<String>,
    pub(super) last: Option<Sent>,
    pub(super) offset: i64,
    /// The version of the text that people agree to.
    pub(super) consent: String,
    coordinators: Vec<Coordinator>,
    client: Client,
    mode: Arc<AtomicU8>,
    pub(super) smtp: SmtpServer,
    /// How many of its mails were looked at.
    pub(super) seen: usize,
    turn: usize,
    /// The second may be the real binary.
    instances: [Option<Host>; 2],
    settings: Settings,
    runtime: Runtime,
    home: Home,
}

pub(super) const COORDINATORS: [&str; 3] =
    ["marije@voorbeeld.example", "bram@voorbeeld.example", "ida@voorbeeld.example"];

impl World {
    pub(super) fn new(database: Database, seed: u64, with_process: bool) -> Self {
        let home = Home::new(database);
        std::fs::create_dir_all(home.path().join("data")).unwrap();
        std::fs::write(home.path().join("clock"), "0").unwrap();
        let mode = Arc::new(AtomicU8::new(0));
        let smtp = SmtpServer::that(behaviour(Arc::clone(&mode)));
        let home = home
            .with("BASE_URL", BASE_URL)
            .with("SMTP_URL", &smtp.url)
            .with("RUST_LOG", "error")
            .with("TWEESPAN__MAIL__BOUNCE_SECRET", BOUNCE_SECRET)
            .with("TWEESPAN__CLOCK__OFFSET_FILE", "clock")
            .with("TWEESPAN__LINKS__SESSION_HOURS", "65535")
            .with("TWEESPAN__LINKS__SESSION_IDLE_MINUTES", "0")
            .with("TWEESPAN__LINKS__API_TOKEN_DAYS", "65535")
            .with("TWEESPAN__SIGN_IN__FRESH_MINUTES", "0")
            // It looks when it starts, and no more.
            .with("TWEESPAN__LIFE__LOOK_SECONDS", "60000");
        let settings = settings(home.path(), &home.database_url(), &smtp.url);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let one = Instance::start(&runtime, &settings);
        let coordinators = set_up(&one);
        let found = one.app.store().read(|c| programmes::by_slug(c, "jeugd")).unwrap().unwrap();
        let consent = consent::version(&found, one.app.policy());
        let other = if with_process {
            Host::Process(home.start(&["serve"]))
        } else {
            Host::Here(Instance::start(&runtime, &settings))
        };
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(Duration::from_mins(1))
            .build()
            .unwrap();
        Self {
            ledger: Ledger::open(&home.database_url()),
            seed,
            avoids: BTreeMap::new(),
            versions: BTreeMap::new(),
            links: Vec::new(),
            asked_anew: BTreeSet::new(),
            last: None,
            offset: 0,
            consent,
            coordinators,
            client,
            mode,
            smtp,
            seen: 0,
            turn: 0,
            instances: [Some(Host::Here(one)), Some(other)],
            settings,
            runtime,
            home,
        }
    }

    pub(super) fn facts(&mut self) -> Facts {
        Facts::read(&mut self.ledger)
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::seconds(self.offset)
    }

    pub(super) fn today_and(&self, days: u64) -> String {
        (self.now().date_naive() + chrono::Days::new(days)).to_string()
    }

    pub(super) fn move_clock(&mut self, minutes: i64) {
        self.offset += minutes * 60;
        let path = self.home.path();
        std::fs::write(path.join("clock.new"), self.offset.to_string()).unwrap();
        std::fs::rename(path.join("clock.new"), path.join("clock")).unwrap();
    }

    pub(super) fn set_mail(&self, mode: MailMode) {
        self.mode.store(mode as u8, Ordering::SeqCst);
    }

    /// Ends an instance and starts it anew. A process of its own is killed while this request is under way.
    pub(super) fn restart(&mut self, instance: usize, during: Option<&Sent>) {
        let place = instance % 2;
        let anew = match self.instances[place].take() {
            Some(Host::Process(server)) => {
                let request = during.map(|sent| self.built_for(&server.url, sent));
                std::thread::scope(|scope| {
                    // Whether it is answered is a matter of luck.
                    let request = request.map(|request| scope.spawn(move || drop(request.send())));
                    std::thread::sleep(Duration::from_millis(self.offset.unsigned_abs() % 25));
                    server.kill();
                    request.map(std::thread::ScopedJoinHandle::join)
                });
                drop(server);
                // A lease of a process that died runs out; nobody waits for it here.
                let anew = self.home.start(&["serve"]);
                std::thread::sleep(Duration::from_millis(500));
                Host::Process(anew)
            }
            old => {
                if let Some(Host::Here(old)) = old {
                    old.stop(&self.runtime);
                }
                Host::Here(Instance::start(&self.runtime, &self.settings))
            }
        };
        self.instances[place] = Some(anew);
    }

    /// The instances in this process.
    fn here(&self) -> Vec<&Instance> {
        self.instances.iter().flatten().filter_map(Host::here).collect()
    }

    /// The instances look at what is due, at the same time.
    pub(super) fn do_scheduled(&self) {
        let here = self.here();
        self.runtime.block_on(async {
            let looks = here.iter().map(|one| tweespan::jobs::do_scheduled(&one.app));
            futures_util::future::join_all(looks).await;
        });
    }

    /// They send what is due.
    pub(super) fn deliver(&mut self) -> Vec<Received> {
        let here = self.here();
        self.runtime.block_on(async {
            futures_util::future::join_all(here.iter().map(|one| one.deliver())).await;
        });
        if here.len() < self.instances.len() {
            self.wait_for_process();
        }
        self.receive()
    }

    /// A process of its own sends by itself, at once.
    fn wait_for_process(&self) {
        let mut arrived = None;
        while arrived != Some(self.smtp.count()) {
            arrived = Some(self.smtp.count());
            std::thread::sleep(Duration::from_millis(80));
        }
    }

    /// Sends a request to the instances in turn.
    pub(super) fn send(&mut self, sent: &Sent) -> Answer {
        self.turn += 1;
        self.last = Some(sent.clone());
        answered(self.built(self.turn, sent))
    }

    /// Opens the page that a link leads to.
    pub(super) fn press(&self, link: &Link) -> Answer {
        answered(self.built(0, &Sent::form(OPEN.to_owned(), &[("link", &link.path)])))
    }

    /// Sends two at the same time, to an instance each.
    pub(super) fn send_both(&self, one: &Sent, other: &Sent) -> [Answer; 2] {
        let (one, other) = (self.built(0, one), self.built(1, other));
        std::thread::scope(|scope| {
            let other = scope.spawn(move || answered(other));
            [answered(one), other.join().unwrap()]
        })
    }

    fn built(&self, instance: usize, sent: &Sent) -> RequestBuilder {
        let host = self.instances[instance % 2].as_ref().unwrap();
        self.built_for(host.url(), sent)
    }

    fn built_for(&self, base: &str, sent: &Sent) -> RequestBuilder {
        // As readers do who opened what their link leads to.
        let path = crate::browser::opened(&sent.path);
        let url = format!("{base}{path}");
        let mut request = self.client.request(sent.method.clone(), url).header("accept-language", "nl");
        let coordinator = sent.by.map(|by| &self.coordinators[by % self.coordinators.len()]);
        let session = coordinator.map(|who| format!("; session={}", who.session)).unwrap_or_default();
        let place = |path: &str| path.split('/').nth(2).unwrap_or_default().to_owned();
        let held = (path != sent.path).then(|| format!("; link-{}={}", place(&path), place(&sent.path)));
        request = request.header("cookie", format!("csrf={CSRF}{session}{}", held.unwrap_or_default()));
        if let Some(coordinator) = coordinator.filter(|_| sent.path.starts_with("/api/")) {
            request = request.bearer_auth(&coordinator.token);
        }
        match &sent.body {
            Body::None => request,
            Body::Json(json) => request.json(json),
            Body::Form(fields) => {
                let mut fields = fields.clone();
                fields.push(("csrf".to_owned(), CSRF.to_owned()));
                request.form(&fields)
            }
            Body::Csv(text) => request.header("content-type", "text/csv").body(text.clone()),
            Body::OneClick => request.form(&[("List-Unsubscribe", "One-Click")]),
            Body::Signed(json) => self.signed(request, json),
        }
    }

    fn signed(&self, request: RequestBuilder, json: &Value) -> RequestBuilder {
        use hmac::{Hmac, KeyInit, Mac};
        let (body, time) = (json.to_string(), self.now().timestamp().to_string());
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(BOUNCE_SECRET.as_bytes()).unwrap();
        mac.update(format!("{time}.{body}").as_bytes());
        let mut signature = String::new();
        for byte in mac.finalize().into_bytes() {
            write!(signature, "{byte:02x}").unwrap();
        }
        request
            .header("content-type", "application/json")
            .header("tweespan-timestamp", time)
            .header("tweespan-signature", signature)
            .body(body)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        for host in self.instances.iter_mut().filter_map(Option::take) {
            if let Host::Here(instance) = host {
                instance.stop(&self.runtime);
            }
        }
    }
}

fn answered(request: RequestBuilder) -> Answer {
    let response = request.send().unwrap();
    Answer { status: response.status().as_u16(), body: response.text().unwrap() }
}

/// What a mail server says by its mode: one in seven addresses is refused in the last.
fn behaviour(mode: Arc<AtomicU8>) -> impl Fn(&crate::smtp::Moment<'_>) -> Reply + Send + Sync + 'static {
    move |moment| {
        let mode = mode.load(Ordering::SeqCst);
        match moment.step {
            Step::Hello if mode == MailMode::Away as u8 => Reply::HangUp,
            Step::Recipient if mode == MailMode::Busy as u8 => Reply::Say("451 4.3.0 busy, try later"),
            Step::Recipient if mode == MailMode::Refuses as u8 && is_refused(moment.to) => {
                Reply::Say("550 5.1.1 no such user")
            }
            _ => Reply::Yes,
        }
    }
}

fn is_refused(to: &str) -> bool {
    let digits: String = to.chars().filter(char::is_ascii_digit).collect();
    digits.parse::<usize>().is_ok_and(|number| number % 7 == 3)
}

/// A programme and its coordinators, as an operator sets them up.
fn set_up(instance: &Instance) -> Vec<Coordinator> {
    let (app, now) = (&instance.app, instance.app.now());
    let catalogue = parse_catalogue(include_str!("../../../config/sample/topics.csv")).unwrap();
    let contact = EmailAddress::parse(COORDINATORS[0]).unwrap();
    let made = app.by(Actor::Operator).write(app.store(), |cx| {
        let slug = Slug::parse("jeugd").unwrap();
        let new = NewProgramme {
            slug: &slug,
            name_nl: "Vakmanschap",
            name_en: "Craftsmanship",
            about_nl: "",
            about_en: "",
            contact: &contact,
        };
        let programme = programmes::create(cx.c, &new, &catalogue, now)?;
        let mut made = Vec::new();
        for email in COORDINATORS {
            let email = EmailAddress::parse(email).unwrap();
            cx.actor = Actor::Operator;
            let link = coordinators::appoint(cx, &email, programme, Role::Owner)?;
            // From here on the coordinator acts.
            let session = coordinators::sign_in(cx, &link, None, None)?.unwrap().to_hex();
            let new = NewKey { label: "simulation".to_owned(), scopes: Scopes::ALL, programmes: vec![programme] };
            let token = keys::give(cx, &new)?.to_hex();
            made.push(Coordinator { token, session });
        }
        Ok::<_, StoreError>(made)
    });
    assert!(BASE_URL.starts_with("http://"));
    made.unwrap()
}
