//! How often a sender may use the public forms, and how many mails one address may be caused to get.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use actix_web::dev::ServiceRequest;
use actix_web::http::header::HeaderMap;
use actix_web::{HttpRequest, web};
use chrono::{DateTime, Utc};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::app::App;
use crate::config::{self, Networks};
use crate::domain::{CoordinatorId, EmailAddress};
use crate::service::MailTurn;
use crate::web::errors::WebError;

/// Counters in memory: each instance has its own, and a restart forgets them.
pub(crate) struct Limits {
    by_sender: DefaultKeyedRateLimiter<IpAddr>,
    codes: DefaultKeyedRateLimiter<(CoordinatorId, Option<IpAddr>)>,
    all_codes: DefaultKeyedRateLimiter<CoordinatorId>,
    /// What a coordinator, or their program, has us do for others.
    acts: DefaultKeyedRateLimiter<CoordinatorId>,
    invited: DefaultKeyedRateLimiter<CoordinatorId>,
    computations: DefaultKeyedRateLimiter<CoordinatorId>,
    mails: Pace<(String, AsksFor, Option<IpAddr>)>,
    reports: Arc<Semaphore>,
    /// Whether it was said that a proxy is in front that the settings do not speak of.
    proxy_said: Once,
}

/// What a form that takes an address mails. Each has a count of its own: asking for one thing takes nothing else from
/// whoever has the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum AsksFor {
    SignUp,
    Links,
    SignIn,
}

impl Limits {
    pub(crate) fn new(settings: &config::Limits) -> Self {
        Self {
            by_sender: RateLimiter::keyed(Quota::per_minute(settings.requests_per_minute)),
            acts: RateLimiter::keyed(Quota::per_hour(settings.acts_per_hour)),
            invited: RateLimiter::keyed(a_day(settings.invitations_per_day)),
            computations: RateLimiter::keyed(Quota::per_minute(settings.computations_per_minute)),
            codes: RateLimiter::keyed(Quota::per_hour(CODES_AN_HOUR)),
            all_codes: RateLimiter::keyed(Quota::per_hour(ALL_CODES_AN_HOUR)),
            mails: Pace::new(settings.mails_per_address_per_hour),
            reports: Arc::new(Semaphore::new(REPORTS_AT_ONCE)),
            proxy_said: Once::new(),
        }
    }
}

/// Counts a request to a public form.
pub(crate) fn count_sender(request: &HttpRequest) -> Result<(), WebError> {
    let Some(limits) = request.app_data::<web::Data<Limits>>() else { return Ok(()) };
    let Some(sender) = sender(request) else { return Ok(()) };
    count(&limits.by_sender, &sender)
}

/// Counts one of a key. Where there are many, those who have been quiet are forgotten.
fn count<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), WebError> {
    forget_quiet(limiter);
    limiter.check_key(key).map_err(|_| WebError::TooMany)
}

fn forget_quiet<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>) {
    if limiter.len() > MANY {
        limiter.retain_recent();
    }
}

/// How many codes of a coordinator one sender may give in an hour, right or wrong, and all senders together. Six digits are a
/// million: that many guesses take years, and whoever guesses does not soon keep the coordinator from giving the right one.
const CODES_AN_HOUR: NonZeroU32 = NonZeroU32::MIN.saturating_add(11);
const ALL_CODES_AN_HOUR: NonZeroU32 = NonZeroU32::MIN.saturating_add(39);

/// Counts a code that is given as a second factor.
pub(crate) fn count_code(request: &HttpRequest, coordinator: CoordinatorId) -> Result<(), WebError> {
    let Some(limits) = request.app_data::<web::Data<Limits>>() else { return Ok(()) };
    count(&limits.codes, &(coordinator, sender(request)))?;
    count(&limits.all_codes, &coordinator)
}

/// So many in a day, also all at once.
fn a_day(most: NonZeroU32) -> Quota {
    // Nothing is shorter than a nanosecond, so that there is such a period.
    Quota::with_period(Duration::from_hours(24) / most.get()).map_or(Quota::per_hour(most), |q| q.allow_burst(most))
}

/// Counts an act of a coordinator that mails somebody, or reads a file: an import, a test, a link to data, an invitation.
pub(crate) fn count_act(request: &HttpRequest, coordinator: CoordinatorId) -> Result<(), WebError> {
    let Some(limits) = request.app_data::<web::Data<Limits>>() else { return Ok(()) };
    count(&limits.acts, &coordinator)
}

/// Counts a request of a coordinator, or of their program, for which duos are computed.
pub(crate) fn count_computation(request: &HttpRequest, coordinator: CoordinatorId) -> Result<(), WebError> {
    let Some(limits) = request.app_data::<web::Data<Limits>>() else { return Ok(()) };
    count(&limits.computations, &coordinator)
}

/// So many reports about mails are read at once: whether one is signed is known only when it was read.
const REPORTS_AT_ONCE: usize = 8;

/// What a request takes before its report is read; whoever finds no place comes again.
pub(crate) fn place_for_report(request: &HttpRequest) -> Result<Option<OwnedSemaphorePermit>, WebError> {
    let Some(limits) = request.app_data::<web::Data<Limits>>() else { return Ok(None) };
    Arc::clone(&limits.reports).try_acquire_owned().map(Some).map_err(|_| WebError::Busy)
}

/// Counts the people whom a coordinator invites. Nobody is invited where they are more than a day has left.
pub(crate) fn count_invited(request: &HttpRequest, coordinator: CoordinatorId, people: usize) -> Result<(), WebError> {
    let Some(limits) = request.app_data::<web::Data<Limits>>() else { return Ok(()) };
    let Some(people) = u32::try_from(people).ok().and_then(NonZeroU32::new) else { return Ok(()) };
    forget_quiet(&limits.invited);
    match limits.invited.check_key_n(&coordinator, people) {
        Ok(Ok(())) => Ok(()),
        _ => Err(WebError::TooManyPeople),
    }
}

/// Above this many keys, those that have been quiet are forgotten.
const MANY: usize = 100_000;

/// When one more mail may go to this address. Whoever asks is not told: that would tell who is known.
///
/// Counted is what this sender asked for this mailbox: a stranger who asks again and again takes nothing from the one who has
/// the address. What all senders together ask for the address has a limit of its own, ten times as high; the first that a
/// sender asks goes beside it, so that many strangers take nothing from them either.
pub(crate) fn mail(request: &HttpRequest, asks: AsksFor, address: &EmailAddress, now: DateTime<Utc>) -> MailTurn {
    let Some(limits) = request.app_data::<web::Data<Limits>>() else { return MailTurn::Now };
    tracing::info!(target: "tweespan::security", to = address.masked(), ?asks, "a link was asked for");
    let clock = Instant::now();
    let of_sender = (address.limited_as(), asks, sender(request));
    let is_first = of_sender.2.is_some() && limits.mails.is_quiet(&of_sender, clock);
    let turn = limits.mails.turn(of_sender, 1, clock);
    // What one sender asks too much does not count for all.
    let turn = if turn == Some(Duration::ZERO) && !is_first {
        limits.mails.turn((address.to_string(), asks, None), 10, clock)
    } else {
        turn
    };
    match turn.map(chrono::Duration::from_std) {
        Some(Ok(wait)) if wait.is_zero() => MailTurn::Now,
        Some(Ok(wait)) => MailTurn::At(now + wait),
        _ => {
            tracing::warn!(to = address.masked(), ?asks, "no mail: too many were asked for");
            MailTurn::Never
        }
    }
}

/// So many mails an hour; whoever is too early gets a turn of their own later on, within an hour.
struct Pace<K> {
    every: Duration,
    at_once: u32,
    /// When all that was granted would have been used up at an even pace (GCRA).
    used_until: Mutex<HashMap<K, Instant>>,
}

/// The longest that a mail is put off.
const PUT_OFF: Duration = Duration::from_hours(1);

impl<K: Eq + Hash> Pace<K> {
    fn new(an_hour: NonZeroU32) -> Self {
        Self { every: PUT_OFF / an_hour.get(), at_once: an_hour.get(), used_until: Mutex::default() }
    }

    /// Whether nothing was asked lately under this key, so that all of its allowance is there.
    fn is_quiet(&self, key: &K, now: Instant) -> bool {
        let all = self.used_until.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(key).is_none_or(|until| *until <= now)
    }

    /// How long to wait; nothing when that would be too long. `times` is by how much this key may have more.
    fn turn(&self, key: K, times: u32, now: Instant) -> Option<Duration> {
        let every = self.every / times;
        let mut all = self.used_until.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() > MANY {
            all.retain(|_, until| *until > now);
        }
        let until = all.get(&key).copied().unwrap_or(now).max(now) + every;
        let wait = (until - now).saturating_sub(every * self.at_once * times);
        if wait > PUT_OFF {
            return None;
        }
        all.insert(key, until);
        Some(wait)
    }
}

/// Where a request comes from. An IPv6 network counts as one sender: who has one address there has them all, and homes get
/// 256 networks of the usual size (RFC 6177).
fn sender(request: &HttpRequest) -> Option<IpAddr> {
    Some(match address(request)? {
        IpAddr::V6(v6) => {
            let mut parts = v6.segments();
            parts[3] &= 0xff00;
            parts[4..].fill(0);
            IpAddr::from(parts)
        }
        v4 @ IpAddr::V4(_) => v4,
    })
}

/// The network that a request comes from, for the log: enough to see who goes together, and nobody's address.
pub(crate) fn network(request: &HttpRequest) -> Option<IpNet> {
    let address = address(request)?;
    IpNet::new(address, if address.is_ipv4() { 24 } else { 48 }).ok().map(|network| network.trunc())
}

/// The address that a request comes from, as far as our own proxies saw it.
fn address(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    let settings = request.app_data::<web::Data<App>>().map(|app| &app.settings().server);
    let proxies = settings.filter(|server| server.behind_proxy).map(|server| &server.trusted_proxies);
    let ip = proxies.map_or(peer, |proxies| forwarded(request.headers(), proxies, peer));
    // An IPv4 sender on an IPv6 socket is an IPv4 sender.
    Some(ip.to_canonical())
}

/// Whom our proxies saw. Each adds at the end whom it saw itself, so it is the last one that is none of them; what stands
/// before that is what the sender claims.
fn forwarded(headers: &HeaderMap, proxies: &Networks, peer: IpAddr) -> IpAddr {
    let mut seen = peer;
    let lines: Vec<&str> = headers.get_all(FORWARDED).filter_map(|line| line.to_str().ok()).collect();
    for word in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !proxies.contain(seen) {
            break;
        }
        let Ok(ip) = word.trim().parse() else { break };
        seen = ip;
    }
    seen
}

const FORWARDED: &str = "x-forwarded-for";

/// Says once that a proxy is in front that the settings do not speak of: all its senders count as one.
pub(crate) fn notice_proxy(request: &ServiceRequest) {
    let Some(said) = request.app_data::<web::Data<Limits>>().map(|limits| &limits.proxy_said) else { return };
    if said.is_completed() || !request.headers().contains_key(FORWARDED) {
        return;
    }
    let (Some(app), Some(peer)) = (request.app_data::<web::Data<App>>(), request.peer_addr()) else { return };
    let server = &app.settings().server;
    if !server.behind_proxy {
        said.call_once(|| {
            tracing::warn!(
                "requests come with X-Forwarded-For, and server.behind_proxy is off: all who come through that proxy count \
                 as one sender, and soon get 429. If the proxy is yours, set it to true and name the proxy in \
                 server.trusted_proxies"
            );
        });
    } else if !server.trusted_proxies.contain(peer.ip()) {
        said.call_once(|| {
            tracing::warn!(
                proxy = %peer.ip(),
                "X-Forwarded-For comes from an address that is not in server.trusted_proxies, and is not believed: if that \
                 proxy is yours, add it"
            );
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    #[test]
    fn an_hour_has_so_many_mails_and_the_next_hour_as_many() {
        let pace = Pace::new(NonZeroU32::new(6).unwrap());
        let now = Instant::now();
        let ten = Duration::from_mins(10);
        let turns: Vec<_> = (0..14).map(|_| pace.turn("a", 1, now)).collect();
        assert!(turns[..6].iter().all(|turn| *turn == Some(Duration::ZERO)));
        let later: Vec<_> = (1..=6).map(|n| Some(ten * n)).collect();
        assert_eq!(turns[6..12], later);
        assert_eq!(turns[12..], [None, None]);
        assert_eq!(pace.turn("b", 1, now), Some(Duration::ZERO));
        assert_eq!(pace.turn("a", 1, now + ten * 12), Some(Duration::ZERO));
        assert_eq!((0..60).filter(|_| pace.turn("all", 10, now) == Some(Duration::ZERO)).count(), 60);
        assert_ne!(pace.turn("all", 10, now), Some(Duration::ZERO));
    }

    #[test]
    fn only_what_our_own_proxies_saw_is_believed() {
        let proxies = Networks::try_from("127.0.0.1 10.0.0.0/8".to_owned()).unwrap();
        for (peer, lines, expected) in [
            ("127.0.0.1", &["192.0.2.1"][..], "192.0.2.1"),
            ("127.0.0.1", &["203.0.113.9, 192.0.2.1"], "192.0.2.1"),
            ("127.0.0.1", &["203.0.113.9", "192.0.2.1"], "192.0.2.1"),
            ("127.0.0.1", &["203.0.113.9, 192.0.2.1, 10.1.2.3"], "192.0.2.1"),
            ("127.0.0.1", &["192.0.2.1", "10.1.2.3"], "192.0.2.1"),
            ("127.0.0.1", &["192.0.2.1, nobody"], "127.0.0.1"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("192.0.2.7", &["192.0.2.1"], "192.0.2.7"),
            ("::ffff:127.0.0.1", &["192.0.2.1"], "192.0.2.1"),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(HeaderName::from_static(FORWARDED), HeaderValue::from_static(line));
            }
            let seen = forwarded(&headers, &proxies, peer.parse().unwrap());
            assert_eq!(seen, expected.parse::<IpAddr>().unwrap(), "{peer} {lines:?}");
        }
    }
}
