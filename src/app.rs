//! The product put together: settings, database, mail, and the one clock.

mod clock;
mod looks;
pub mod mail_server;

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, Semaphore};

use clock::Clock;
use looks::Looks;
use mail_server::MailServer;

pub use looks::Job;

use crate::config::{self, SecondFactor, Settings};
use crate::domain::EmailAddress;
use crate::mail::Transport;
use crate::service::programme::activity::Actor;
use crate::service::round::prepared_cache::Warm;
use crate::service::{By, Context, Policy};
use crate::store::{Connection, Store, StoreError};

/// For so many requests at once duos are computed: each may take some hundred megabytes and a reader's connection.
const COMPUTATIONS_AT_ONCE: usize = 2;

/// What every request and job needs. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    settings: Settings,
    policy: Policy,
    base_url: String,
    mail_from: EmailAddress,
    store: Store,
    transport: Transport,
    mail_queued: Notify,
    clock: Clock,
    warm: Warm,
    looks: Looks,
    mail_server: MailServer,
    computations: Arc<Semaphore>,
}

impl App {
    /// Opens the database and the way out for mails. `base_url` is what links begin with, unless the settings say.
    ///
    /// # Errors
    /// One clear sentence.
    pub fn open(settings: Settings, base_url: &str) -> Result<Self, String> {
        let url = settings.database_url()?;
        if settings.database.url.is_empty() {
            make_private_folder("data").map_err(|e| format!("the folder data cannot be made: {e}"))?;
        }
        let limit = Duration::from_secs(settings.database.limit_seconds.into());
        let store =
            if settings.database.migrate { Store::open(&url, limit) } else { Store::open_as_it_is(&url, limit) };
        let store = store.map_err(|e| e.to_string())?;
        Self::with_store(settings, base_url, store)
    }

    /// As [`App::open`], with a database that is open already.
    ///
    /// # Errors
    /// One clear sentence.
    pub fn with_store(settings: Settings, base_url: &str, store: Store) -> Result<Self, String> {
        let smtp = Some(settings.mail.smtp_url.as_str()).filter(|url| !url.is_empty());
        let limit = Duration::from_secs(settings.mail.limit_seconds.into());
        let transport = Transport::from_settings(smtp, &settings.mail.directory, limit)?;
        let base_url = if settings.server.base_url.is_empty() { base_url } else { &settings.server.base_url };
        let mail_from = settings.mail.from.rsplit_once('<').map_or(settings.mail.from.as_str(), |(_, rest)| rest);
        let mail_from = EmailAddress::parse(mail_from.trim_end_matches('>'))
            .map_err(|_| "mail.from is not an e-mail address".to_owned())?;
        Ok(Self(Arc::new(Parts {
            policy: Policy::from(&settings),
            base_url: base_url.to_owned(),
            mail_from,
            store,
            transport,
            mail_queued: Notify::new(),
            clock: Clock::open(&settings.clock.offset_file)?,
            warm: Warm::default(),
            looks: Looks::new(Instant::now()),
            mail_server: MailServer::default(),
            computations: Arc::new(Semaphore::new(COMPUTATIONS_AT_ONCE)),
            settings,
        })))
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What a request takes before duos are computed for it.
    #[must_use]
    pub fn computations(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.computations)
    }

    /// What actions need of the settings.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// What every link begins with, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// Whether every coordinator gives a second factor when they sign in.
    #[must_use]
    pub fn requires_second_factor(&self) -> bool {
        match self.settings().sign_in.second_factor {
            SecondFactor::Always => true,
            SecondFactor::Never => false,
            SecondFactor::Https => self.base_url().starts_with("https://"),
        }
    }

    /// The address that mails are sent from.
    #[must_use]
    pub fn mail_from(&self) -> &EmailAddress {
        &self.0.mail_from
    }

    /// The way out for mails.
    #[must_use]
    pub fn transport(&self) -> &Transport {
        &self.0.transport
    }

    /// Whether the mails that were sent can be read by whoever reaches the server: where they are kept in files, and only
    /// this machine reaches it, or the settings say so by name.
    #[must_use]
    pub fn has_dev_pages(&self) -> bool {
        let server = &self.settings().server;
        let is_private = server.listen.ip().is_loopback() && !server.behind_proxy && links_lead_here(self.base_url());
        self.transport().directory().is_some() && (server.dev_pages || is_private)
    }

    /// Whether other machines reach the server, and links do not begin with https.
    #[must_use]
    pub fn is_open_without_tls(&self) -> bool {
        !self.settings().server.listen.ip().is_loopback() && !self.base_url().starts_with("https://")
    }

    /// Rings when mails may have been queued.
    #[must_use]
    pub fn mail_queued(&self) -> &Notify {
        &self.0.mail_queued
    }

    /// The database, for work that is not one transaction.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// When the jobs last looked.
    #[must_use]
    pub fn looks(&self) -> &Looks {
        &self.0.looks
    }

    /// What was learned of the mail server.
    #[must_use]
    pub fn mail_server(&self) -> &MailServer {
        &self.0.mail_server
    }

    /// The rounds that are ready to be asked.
    #[must_use]
    pub fn warm(&self) -> &Warm {
        &self.0.warm
    }

    /// The time: the only clock there is. Tests move it (`clock.offset_file`).
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// Who acts now, under the settings.
    #[must_use]
    pub fn by(&self, actor: Actor) -> By<'_> {
        By { policy: self.policy(), actor, now: self.now() }
    }

    /// Lets somebody act, in a transaction on a thread that may wait. It runs to its end even if the caller goes away.
    ///
    /// # Errors
    /// Those of `act`.
    pub async fn act<T, E>(
        &self,
        actor: Actor,
        act: impl FnOnce(&mut Context<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let result = self.act_quietly(actor, act).await;
        // Whatever was done may have queued mails; a ring too many costs one look.
        self.mail_queued().notify_one();
        result
    }

    /// As [`App::act`], without a ring: the worker that delivers would wake itself for ever.
    ///
    /// # Errors
    /// Those of `act`.
    pub async fn act_quietly<T, E>(
        &self,
        actor: Actor,
        act: impl FnOnce(&mut Context<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let app = self.clone();
        self.in_time(move |store| app.by(actor).write(store, act)).await
    }

    /// As [`App::act`], and once more if somebody else was first: the second time sees what they did.
    ///
    /// # Errors
    /// Those of `act`.
    pub async fn act_again_if_beaten<T>(
        &self,
        actor: Actor,
        act: impl Fn(&mut Context<'_>) -> Result<T, StoreError> + Clone + Send + 'static,
    ) -> Result<T, StoreError>
    where
        T: Send + 'static,
    {
        again_if_beaten(|| self.act(actor, act.clone())).await
    }

    /// Lets somebody act in a transaction of which nothing is kept, on a thread that may wait: to tell what it would do.
    ///
    /// # Errors
    /// Those of `act`.
    pub async fn rehearse<T, E>(
        &self,
        actor: Actor,
        act: impl FnOnce(&mut Context<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let app = self.clone();
        self.in_time(move |store| store.rehearse(|c| act(&mut app.by(actor).on(c)))).await
    }

    /// Runs a read of the database on a thread that may wait.
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn read<T, E>(&self, work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let turn = self.within_limit(self.store().turns().acquire_owned()).await;
        let Ok(turn) = turn else { return Err(too_slow().into()) };
        self.in_time(move |store| {
            // Kept until it has read, also if the caller goes away.
            let _turn = turn;
            store.read(work)
        })
        .await
    }

    /// Runs a call of the database on a thread that may wait. One that gets no answer in time is given up, and the connections
    /// with it; whether it was done is then not known.
    async fn in_time<T, E>(&self, work: impl FnOnce(&Store) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let began = Instant::now();
        let done = self.within_limit(self.blocking(move |app| work(app.store()))).await;
        done.unwrap_or_else(|_| {
            self.store().start_afresh(began);
            Err(too_slow().into())
        })
    }

    /// Waits as long as a call of the database may take.
    async fn within_limit<F: Future>(&self, work: F) -> Result<F::Output, tokio::time::error::Elapsed> {
        match self.store().limit() {
            Some(limit) => tokio::time::timeout(limit, work).await,
            None => Ok(work.await),
        }
    }

    /// Runs a transaction on a thread that may wait, for what queues no mail. It runs to its end even if the caller goes away.
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn write_quietly<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.in_time(move |store| store.write(work)).await
    }

    /// Makes what was removed gone from the database's log as well.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn forget_removed(&self) -> Result<(), StoreError> {
        self.in_time(Store::forget_removed).await
    }

    /// Runs work that takes its time on a thread that may wait.
    ///
    /// # Errors
    /// Those of `work`; a panic in it is one.
    pub async fn blocking<T, E>(&self, work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        // What it logs belongs to the request that it is done for.
        let (app, request) = (self.clone(), tracing::Span::current());
        tokio::task::spawn_blocking(move || request.in_scope(|| work(&app)))
            .await
            .unwrap_or_else(|e| Err(StoreError::Unavailable(format!("the work was cut short: {e}")).into()))
    }
}

/// Calls, and once more if somebody else was first.
pub(crate) async fn again_if_beaten<T, F: Future<Output = Result<T, StoreError>>>(
    call: impl Fn() -> F,
) -> Result<T, StoreError> {
    match call().await {
        Err(StoreError::Conflict) => call().await,
        result => result,
    }
}

fn too_slow() -> StoreError {
    StoreError::Unavailable("it did not answer in time".to_owned())
}

/// For its owner only: there are addresses and keys in it.
fn make_private_folder(path: &str) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Whether links lead to this machine. An account before the host hides which it is.
fn links_lead_here(base_url: &str) -> bool {
    let host = base_url.strip_prefix("http://").and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    !host.contains('@') && config::is_loopback(host)
}
