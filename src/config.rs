//! Settings: `config/default.toml`, under a file of one's own, under the environment. Unknown keys are refused.

use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use serde::Deserialize;

use crate::domain::duo::agreement::MAX_WEEKS;
use crate::store::DatabaseUrl;

/// Every setting. The meaning of each stands in `config/default.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Settings {
    pub server: Server,
    pub database: Database,
    pub mail: Mail,
    pub links: Links,
    pub sign_in: SignIn,
    pub open_id: OpenId,
    pub life: Life,
    pub limits: Limits,
    pub retention: Retention,
    pub log: Log,
    pub clock: Clock,
}

/// The web server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Server {
    pub listen: SocketAddr,
    pub base_url: String,
    pub workers: usize,
    pub behind_proxy: bool,
    pub trusted_proxies: Networks,
    pub dev_pages: bool,
    pub hsts_subdomains: bool,
}

/// Addresses and networks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Networks(Vec<IpNet>);

impl Networks {
    /// Whether an address is one of these, or in one of these.
    #[must_use]
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address.to_canonical()))
    }
}

impl TryFrom<String> for Networks {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let one = |word: &str| {
            let network = word.parse().or_else(|_| word.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| format!("{word:?} is neither an IP address nor a network such as 10.0.0.0/8"))
        };
        text.split_whitespace().map(one).collect::<Result<_, _>>().map(Self)
    }
}

/// The database.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Database {
    pub url: String,
    pub limit_seconds: u16,
    pub migrate: bool,
}

/// Mail going out.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Mail {
    pub smtp_url: String,
    pub directory: PathBuf,
    pub from: String,
    pub parallel: usize,
    pub per_minute: u32,
    pub limit_seconds: u16,
    pub hold_minutes: u16,
    pub hold_above: usize,
    pub bounce_secret: String,
}

/// How long links and sessions last.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Links {
    pub confirm_days: u16,
    pub profile_days: u16,
    pub duo_grace_days: u16,
    pub duo_days: u16,
    pub sign_in_hours: u16,
    pub sign_in_minutes: u16,
    pub session_hours: u16,
    pub session_idle_minutes: u16,
    pub api_token_days: u16,
}

/// How coordinators sign in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct SignIn {
    pub second_factor: SecondFactor,
    pub fresh_minutes: u16,
}

/// Where coordinators give a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub enum SecondFactor {
    Always,
    Never,
    Https,
}

/// An organisation's own sign-in.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct OpenId {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    pub name: String,
    pub trust_addresses: bool,
}

/// Whether a host, with or without a port, is this machine, and not a name under which others reach it.
pub(crate) fn is_loopback(host: &str) -> bool {
    let is_port = |text: &str| text.parse::<u16>().is_ok();
    let name = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
    name == "localhost" || name.trim_matches(['[', ']']).parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

impl OpenId {
    /// Whether a provider may be reached at an address: over TLS, or on this machine.
    #[must_use]
    pub fn is_safe(url: &url::Url) -> bool {
        url.scheme() == "https" || (url.scheme() == "http" && url.host_str().is_some_and(is_loopback))
    }

    /// What is wrong with it, in one sentence.
    fn problem(&self) -> Option<String> {
        if self.issuer.is_empty() {
            return None;
        }
        if self.client_id.is_empty() || self.name.is_empty() {
            return Some("open_id.client_id and open_id.name are needed beside open_id.issuer".to_owned());
        }
        let Ok(url) = url::Url::parse(&self.issuer) else {
            return Some("open_id.issuer must be an address such as https://login.example.org".to_owned());
        };
        (!Self::is_safe(&url))
            .then(|| "open_id.issuer must begin with https:// (http:// only on this machine)".to_owned())
    }
}

/// What happens to a duo over time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Life {
    pub reconsider_minutes: u16,
    pub changes_minutes: u16,
    pub check_in_weeks: u8,
    pub closing_weeks: u8,
    pub digest_days: u8,
    pub look_seconds: u16,
}

impl Life {
    /// In how many weeks at the latest a duo may choose to be asked how it goes: before it is asked how it went.
    #[must_use]
    pub const fn most_check_in_weeks(&self) -> u8 {
        let before = self.closing_weeks.saturating_sub(1);
        if before < MAX_WEEKS { before } else { MAX_WEEKS }
    }
}

/// What the server tells of itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Log {
    pub format: LogFormat,
}

/// What a line of the log looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub enum LogFormat {
    Text,
    Json,
}

/// The clock.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Clock {
    pub offset_file: PathBuf,
}

/// Limits on public forms.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Limits {
    pub requests_per_minute: std::num::NonZeroU32,
    pub mails_per_address_per_hour: std::num::NonZeroU32,
    pub acts_per_hour: std::num::NonZeroU32,
    pub invitations_per_day: std::num::NonZeroU32,
    pub computations_per_minute: std::num::NonZeroU32,
}

/// How long personal data is kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Retention {
    pub inactive_months: u16,
    pub warn_days: u16,
    pub mail_days: u16,
    pub log_days: u16,
    pub round_months: u16,
    pub coordinator_months: u16,
}

impl Retention {
    /// A key whose value is out of bounds, with these.
    fn out_of_bounds(&self) -> Option<String> {
        let bounds = [
            ("inactive_months", self.inactive_months, 6..=120),
            ("warn_days", self.warn_days, 7..=90),
            ("mail_days", self.mail_days, 100..=3650),
            ("log_days", self.log_days, 30..=3650),
            ("round_months", self.round_months, 1..=120),
            ("coordinator_months", self.coordinator_months, 6..=120),
        ];
        let wrong = bounds.into_iter().find(|(_, value, bounds)| !bounds.contains(value))?;
        let (name, _, bounds) = wrong;
        Some(format!("retention.{name} must be from {} to {}", bounds.start(), bounds.end()))
    }
}

// Each may hold a password.
impl std::fmt::Debug for OpenId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenId").field("issuer", &self.issuer).field("name", &self.name).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database { … }")
    }
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("directory", &self.directory).field("from", &self.from).finish_non_exhaustive()
    }
}

const DEFAULTS: &str = include_str!("../config/default.toml");

/// The environment's short names, and the keys they set.
const SHORT_NAMES: [(&str, &str); 4] = [
    ("DATABASE_URL", "database.url"),
    ("SMTP_URL", "mail.smtp_url"),
    ("BASE_URL", "server.base_url"),
    ("LISTEN", "server.listen"),
];

/// Settings that are a secret, by the variables that set them. With `_FILE` behind it, each names a file with the secret in it.
const SECRETS: [(&str, &str); 4] = [
    ("DATABASE_URL", "database.url"),
    ("SMTP_URL", "mail.smtp_url"),
    ("TWEESPAN__MAIL__BOUNCE_SECRET", "mail.bounce_secret"),
    ("TWEESPAN__OPEN_ID__CLIENT_SECRET", "open_id.client_secret"),
];

/// The secret in the file that `NAME_FILE` names, if it names one.
fn from_file(short: impl Fn(&str) -> Option<String>, name: &str) -> Result<Option<String>, String> {
    let variable = file_of(name);
    let Some(path) = short(&variable) else { return Ok(None) };
    if short(name).is_some() {
        return Err(format!("{name} and {variable} are both set: leave one of them out"));
    }
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{variable}: {path}: {e}"))?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() { Err(format!("{variable}: {path} is empty")) } else { Ok(Some(secret.to_owned())) }
}

fn file_of(name: &str) -> String {
    format!("{name}_FILE")
}

impl Settings {
    /// Reads the settings of this process.
    ///
    /// # Errors
    /// One sentence that names the key or the file.
    pub fn load() -> Result<Self, String> {
        // A variable that is not UTF-8 is none of ours.
        let text = |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
        let variables = std::env::vars_os().filter_map(text).collect();
        Self::from(|name| std::env::var(name).ok().filter(|value| !value.is_empty()), variables)
    }

    fn from(short: impl Fn(&str) -> Option<String>, environment: Vec<(String, String)>) -> Result<Self, String> {
        let mut builder =
            config::Config::builder().add_source(config::File::from_str(DEFAULTS, config::FileFormat::Toml));
        if let Some(path) = short("TWEESPAN_CONFIG") {
            builder = builder.add_source(config::File::from(Path::new(&path)).format(config::FileFormat::Toml));
        }
        let is_file = |name: &str| SECRETS.iter().any(|(secret, _)| file_of(secret) == name);
        // Else a vault that named no file would have the server begin with nothing.
        if let Some((name, _)) = environment.iter().find(|(name, path)| is_file(name) && path.trim().is_empty()) {
            return Err(format!("{name} is empty: name a file with the secret, or leave it out"));
        }
        let is_ours = |(name, _): &(String, String)| name.starts_with("TWEESPAN__") && !is_file(name);
        let prefixed = environment.into_iter().filter(is_ours).collect();
        builder = builder.add_source(
            config::Environment::with_prefix("TWEESPAN")
                .prefix_separator("__")
                .separator("__")
                .try_parsing(true)
                .source(Some(prefixed)),
        );
        for (name, key) in SHORT_NAMES {
            builder = builder.set_override_option(key, short(name)).map_err(|e| format!("{name}: {e}"))?;
        }
        for (name, key) in SECRETS {
            let secret = from_file(&short, name)?;
            builder = builder.set_override_option(key, secret).map_err(|e| format!("{}: {e}", file_of(name)))?;
        }
        let settings: Self =
            builder.build().and_then(config::Config::try_deserialize).map_err(|e| format!("the settings: {e}"))?;
        settings.checked()
    }

    fn checked(mut self) -> Result<Self, String> {
        let base = self.server.base_url.trim_end_matches('/').to_owned();
        if !(base.is_empty() || base.starts_with("http://") || base.starts_with("https://")) {
            return Err("BASE_URL must begin with http:// or https://".to_owned());
        }
        // A server that people use has the time of the machine: whoever can write that file could let every link expire
        // and every duo lapse. TLS is what tells such a server from one on a developer's machine.
        if base.starts_with("https://") && !self.clock.offset_file.as_os_str().is_empty() {
            return Err("clock.offset_file is for tests: leave it out where BASE_URL begins with https://".to_owned());
        }
        if !(1..=MAX_WEEKS).contains(&self.life.check_in_weeks) || self.life.closing_weeks <= self.life.check_in_weeks {
            return Err("life.check_in_weeks must be 1 to 26, and life.closing_weeks more than that".to_owned());
        }
        if !(1..=600).contains(&self.database.limit_seconds) {
            return Err("database.limit_seconds must be from 1 to 600".to_owned());
        }
        if self.mail.parallel == 0 {
            return Err("mail.parallel must be 1 or more".to_owned());
        }
        if !(1..=300).contains(&self.mail.limit_seconds) {
            return Err("mail.limit_seconds must be from 1 to 300".to_owned());
        }
        if self.mail.hold_minutes > 60 {
            return Err("mail.hold_minutes must be from 0 to 60".to_owned());
        }
        if (1..32).contains(&self.mail.bounce_secret.len()) {
            return Err("mail.bounce_secret must be 32 characters or more, or empty".to_owned());
        }
        if let Some(words) = self.open_id.problem() {
            return Err(words);
        }
        if let Some(words) = self.retention.out_of_bounds() {
            return Err(words);
        }
        self.server.base_url = base;
        Ok(self)
    }

    /// That mail can leave a server that people use.
    ///
    /// # Errors
    /// One sentence, where links begin with https and there is no mail server.
    pub fn with_mail_server(&self) -> Result<(), String> {
        let is_used = self.server.base_url.starts_with("https://") && !self.server.dev_pages;
        if is_used && self.mail.smtp_url.is_empty() {
            return Err("BASE_URL begins with https://, and there is no mail server: set SMTP_URL, such as \
                        smtp://user:password@host:587?tls=required. (server.dev_pages = true keeps mails in files instead, \
                        for everybody to read at /dev/mailbox.)"
                .to_owned());
        }
        Ok(())
    }

    /// The database that the settings name.
    ///
    /// # Errors
    /// When the URL is not understood.
    pub fn database_url(&self) -> Result<DatabaseUrl, String> {
        match self.database.url.as_str() {
            "" => Ok(DatabaseUrl::sqlite_file(Path::new("data/tweespan.sqlite3"))),
            url => DatabaseUrl::parse(url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Result<Settings, String> {
        let all: Vec<_> = variables.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let short = all.clone();
        Settings::from(move |name| short.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()), all)
    }

    #[test]
    fn the_defaults_fill_every_setting() {
        let settings = with(&[]).unwrap();
        assert_eq!(settings.server.listen.port(), 8080);
        assert!(settings.database_url().unwrap().is_sqlite());
    }

    #[test]
    fn the_environment_goes_over_the_file_and_the_file_over_the_defaults() {
        let file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
        std::fs::write(file.path(), "[server]\nworkers = 3\nbehind_proxy = true\n").unwrap();
        let path = file.path().to_str().unwrap();
        let settings =
            with(&[("TWEESPAN_CONFIG", path), ("TWEESPAN__SERVER__WORKERS", "5"), ("BASE_URL", "https://t.example/")])
                .unwrap();
        assert_eq!(settings.server.workers, 5);
        assert!(settings.server.behind_proxy);
        assert_eq!(settings.server.base_url, "https://t.example");
    }

    #[test]
    fn networks_hold_addresses_and_ranges() {
        let networks = Networks::try_from("127.0.0.1 10.1.0.0/16  2001:db8::/32".to_owned()).unwrap();
        for (address, expected) in [
            ("127.0.0.1", true),
            ("127.0.0.2", false),
            ("10.1.9.9", true),
            ("::ffff:10.1.0.1", true),
            ("2001:db8::1", true),
        ] {
            assert_eq!(networks.contain(address.parse().unwrap()), expected, "{address}");
        }
        assert!(!Networks::try_from(String::new()).unwrap().contain("127.0.0.1".parse().unwrap()));
        assert!(Networks::try_from("10.0.0.0/33".to_owned()).unwrap_err().contains("10.0.0.0/33"));
    }

    #[test]
    fn what_is_unknown_or_wrong_is_refused_by_name() {
        assert!(with(&[("TWEESPAN__SERVER__WORKRES", "5")]).unwrap_err().contains("workres"));
        assert!(with(&[("LISTEN", "nowhere")]).is_err());
        let moved = ("TWEESPAN__CLOCK__OFFSET_FILE", "moved");
        assert!(with(&[moved, ("BASE_URL", "http://127.0.0.1")]).is_ok());
        assert!(with(&[moved, ("BASE_URL", "https://t.example")]).unwrap_err().contains("clock.offset_file"));
        assert!(with(&[("TWEESPAN__LIFE__CHECK_IN_WEEKS", "12")]).unwrap_err().contains("life.closing_weeks"));
        assert!(with(&[("BASE_URL", "tweespan.example")]).is_err());
        let short = with(&[("TWEESPAN__MAIL__BOUNCE_SECRET", &"a".repeat(31))]);
        assert!(short.unwrap_err().contains("mail.bounce_secret"));
        assert!(with(&[("TWEESPAN__MAIL__BOUNCE_SECRET", &"a".repeat(32))]).is_ok());
        let provider = |issuer| {
            with(&[
                ("TWEESPAN__OPEN_ID__ISSUER", issuer),
                ("TWEESPAN__OPEN_ID__CLIENT_ID", "tweespan"),
                ("TWEESPAN__OPEN_ID__CLIENT_SECRET", "geheim"),
                ("TWEESPAN__OPEN_ID__NAME", "De Brug"),
            ])
        };
        assert!(!format!("{:?}", provider("https://login.example.org").unwrap()).contains("geheim"));
        assert!(provider("http://127.0.0.1:4593/api").is_ok() && provider("http://[::1]/").is_ok());
        for unsafe_one in ["http://login.example.org", "http://127.0.0.1.example", "ldap://127.0.0.1", "login"] {
            assert!(provider(unsafe_one).unwrap_err().contains("open_id.issuer"), "{unsafe_one}");
        }
        assert!(with(&[("TWEESPAN__OPEN_ID__ISSUER", "https://l.example")]).unwrap_err().contains("open_id.client_id"));
        assert!(with(&[("DATABASE_URL", "mysql://h/d")]).unwrap().database_url().is_err());
        assert!(!format!("{:?}", with(&[("SMTP_URL", "smtp://u:geheim@h")]).unwrap()).contains("geheim"));
    }
}
