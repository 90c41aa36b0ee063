//! An organisation's own sign-in: Glewlwyd, an OpenID Connect provider, with a database of its own.
//!
//! It is reached through a relay, which a test has change what comes by, and which mends one thing: in the code flow Glewlwyd
//! forgets when somebody signed in, unless the request for the token brings their cookie.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use flate2::read::GzDecoder;
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::redirect::Policy;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::until;

const SESSION: &str = "PROVIDER_SESSION";

/// A provider that runs; it ends when it is dropped.
pub(crate) struct Provider {
    child: Child,
    /// What it is reached by.
    pub(crate) url: String,
    administrator: Client,
    relay: Arc<Mutex<Relay>>,
    _directory: TempDir,
}

#[derive(Default)]
struct Relay {
    /// The session of whoever signed in last.
    session: Option<String>,
    /// A word in answers, and what stands there instead.
    changed: Option<(String, String)>,
    /// Whether nothing is answered any more.
    silent: bool,
}

/// Somebody's browser at the provider.
pub(crate) struct Account<'a> {
    provider: &'a Provider,
    client: Client,
}

fn client() -> Client {
    Client::builder().cookie_store(true).redirect(Policy::none()).no_proxy().build().unwrap()
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn ask(request: RequestBuilder) -> Response {
    let answer = request.send().unwrap();
    assert!(answer.status().is_success() || answer.status().is_redirection(), "{answer:?}");
    answer
}

impl Provider {
    pub(crate) fn start() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        make_database(&at("provider.sqlite3"));
        let key = made(Command::new("openssl").args(["genpkey", "-algorithm", "RSA"]), "");
        let certificate = made(Command::new("openssl").args(["pkey", "-pubout"]), &key);
        let (port, relay_port) = (free_port(), free_port());
        let url = format!("http://127.0.0.1:{relay_port}");
        let settings = format!(
            r#"
port={port}
bind_address="127.0.0.1"
external_url="{url}"
login_url="login.html"
api_prefix="api"
log_mode="file"
log_level="WARNING"
log_file="{log}"
cookie_secure=0
session_key="{SESSION}"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
static_files_path="/usr/share/glewlwyd/webapp"
hash_algorithm="SHA512"
database = {{ type = "sqlite3"; path = "{database}"; }};
"#,
            log = at("log").display(),
            database = at("provider.sqlite3").display(),
        );
        std::fs::write(at("glewlwyd.conf"), settings).unwrap();
        let child = Command::new("glewlwyd")
            .arg(format!("--config-file={}", at("glewlwyd.conf").display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("no provider: is the package glewlwyd there? {e}"));
        until("the provider listens", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        let relay = Arc::new(Mutex::new(Relay::default()));
        let listener = TcpListener::bind(("127.0.0.1", relay_port)).unwrap();
        let seen = Arc::clone(&relay);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let seen = Arc::clone(&seen);
                std::thread::spawn(move || pass_on(&stream, port, &seen));
            }
        });
        let provider = Self { child, url, administrator: client(), relay, _directory: directory };
        let password = json!({ "username": "admin", "password": "password" });
        ask(provider.administrator.post(provider.api("auth/")).json(&password));
        ask(provider.administrator.post(provider.api("mod/plugin/")).json(&plugin(&provider.url, &key, &certificate)));
        provider
    }

    fn api(&self, path: &str) -> String {
        format!("{}/api/{path}", self.url)
    }

    /// What the settings of a server name.
    pub(crate) fn issuer(&self) -> String {
        self.api("oidc")
    }

    /// Lets a server ask who signs in.
    pub(crate) fn know(&self, back: &str, secret: &str) {
        let server = json!({
            "client_id": "tweespan", "name": "Tweespan", "confidential": true, "enabled": true, "client_secret": secret,
            "redirect_uri": [back], "authorization_type": ["code"], "scope": [],
            "token_endpoint_auth_method": ["client_secret_basic"],
        });
        // Another server in its place, as it comes by another port.
        let known = self.administrator.get(self.api("client/tweespan")).send().unwrap().status().is_success();
        ask(if known {
            self.administrator.put(self.api("client/tweespan")).json(&server)
        } else {
            self.administrator.post(self.api("client/")).json(&server)
        });
    }

    /// Gives somebody an account. `verified` is what is said of their address, if anything.
    pub(crate) fn add_account(&self, name: &str, email: &str, verified: Option<bool>) {
        let mut account = json!({
            "username": name, "name": name, "password": "wachtwoord", "email": email, "enabled": true,
            "scope": ["openid"],
        });
        if let Some(verified) = verified {
            account["email_verified"] = Value::from(if verified { "1" } else { "0" });
        }
        ask(self.administrator.post(self.api("user/")).json(&account));
    }

    /// Gives somebody another address, which was checked.
    pub(crate) fn change_address(&self, name: &str, email: &str) {
        let account =
            json!({ "name": name, "email": email, "email_verified": "1", "enabled": true, "scope": ["openid"] });
        ask(self.administrator.put(self.api(&format!("user/{name}"))).json(&account));
    }

    /// A browser in which somebody signs in.
    pub(crate) fn account(&self, name: &str) -> Account<'_> {
        let client = client();
        let signed_in =
            ask(client.post(self.api("auth/")).json(&json!({ "username": name, "password": "wachtwoord" })));
        let cookie = signed_in.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        self.relay.lock().unwrap().session = Some(cookie);
        ask(client.put(self.api("auth/grant/tweespan")).json(&json!({ "scope": "openid" })));
        Account { provider: self, client }
    }

    /// Forgets when people signed in, as it does by itself.
    pub(crate) fn forget_sessions(&self) {
        self.relay.lock().unwrap().session = None;
    }

    /// Has a word in its answers stand otherwise.
    pub(crate) fn change(&self, word: &str, other: &str) {
        self.relay.lock().unwrap().changed = Some((word.to_owned(), other.to_owned()));
    }

    /// Has it answer nothing more.
    pub(crate) fn fall_silent(&self) {
        self.relay.lock().unwrap().silent = true;
    }
}

impl Account<'_> {
    /// Goes to an address of the provider's, and gives the path that the provider sends back to.
    pub(crate) fn go(&self, address: &str) -> String {
        assert!(address.starts_with(&self.provider.url), "{address}");
        let sent = ask(self.client.get(format!("{address}&g_continue")));
        let to = sent.headers()["location"].to_str().unwrap();
        to[to.find("/coordinator/").unwrap_or_else(|| panic!("{to}"))..].to_owned()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The database that the package brings, with a place for whether an address was checked, and a password asked for at each sign-in.
fn make_database(path: &std::path::Path) {
    let packed = std::fs::File::open("/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz");
    let mut sql = String::new();
    match packed {
        Ok(packed) => GzDecoder::new(packed).read_to_string(&mut sql).unwrap(),
        // A machine without documentation has what the package sets itself up with.
        Err(_) => std::fs::File::open("/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3")
            .unwrap()
            .read_to_string(&mut sql)
            .unwrap(),
    };
    let place = "\"data-format\":{\"email_verified\":{\"multiple\":false,\"read\":true,\"write\":true},\"picture\"";
    let sql = sql.replacen("\"data-format\":{\"picture\"", place, 1)
        + "UPDATE g_scope SET gs_password_required = 1, gs_password_max_age = 0 WHERE gs_name = 'openid';";
    made(Command::new("sqlite3").arg(path), &sql);
}

fn plugin(url: &str, key: &str, certificate: &str) -> Value {
    json!({ "module": "oidc", "name": "oidc", "display_name": "Sign-in", "order_rank": 0, "parameters": {
        "iss": format!("{url}/api/oidc"), "jwt-type": "rsa", "jwt-key-size": "256", "key": key, "cert": certificate,
        "access-token-duration": 600, "refresh-token-duration": 600, "code-duration": 60, "refresh-token-rolling": false,
        "auth-type-code-enabled": true, "auth-type-refresh-enabled": true, "pkce-allowed": true, "pkce-required": true,
        "pkce-method-plain-allowed": false, "jwks-show": true, "subject-type": "public", "email-claim": "mandatory",
        "name-claim": "mandatory", "allowed-scope": ["openid"],
        "claims": [{ "name": "email_verified", "user-property": "email_verified", "type": "boolean",
            "boolean-value-true": "1", "boolean-value-false": "0", "mandatory": true }],
    } })
}

/// What a program makes of this.
fn made(command: &mut Command, input: &str) -> String {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "{command:?}");
    String::from_utf8(done.stdout).unwrap()
}

/// Passes one request on, and its answer back.
fn pass_on(stream: &TcpStream, port: u16, relay: &Mutex<Relay>) {
    let (session, changed) = {
        let relay = relay.lock().unwrap();
        if relay.silent {
            return;
        }
        (relay.session.clone(), relay.changed.clone())
    };
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        if let Some((_, value)) = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
        if !line.to_ascii_lowercase().starts_with("connection:") {
            head.push_str(&line);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    if let Some(session) = session.filter(|_| head.starts_with("POST /api/oidc/token")) {
        head = format!("{head}Cookie: {session}\r\n");
    }
    let mut provider = TcpStream::connect(("127.0.0.1", port)).unwrap();
    provider.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).unwrap();
    provider.write_all(&body).unwrap();
    let mut answer = Vec::new();
    provider.read_to_end(&mut answer).unwrap();
    if let Some((word, other)) = changed {
        assert_eq!(word.len(), other.len(), "an answer has a length");
        let text = String::from_utf8_lossy(&answer).replace(&word, &other);
        answer = text.into_bytes();
    }
    let mut stream = stream;
    let _ = stream.write_all(&answer);
}
