//! How often a sender may use the public forms, and how many mails one address may be caused to get.

use std::net::IpAddr;

use actix_web::{HttpRequest, web};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::errors::WebError;
use crate::app::App;
use crate::config;
use crate::domain::EmailAddress;

/// Counters in memory: each instance has its own, and a restart forgets them.
pub(super) struct Limits {
    by_sender: DefaultKeyedRateLimiter<IpAddr>,
    by_address: DefaultKeyedRateLimiter<EmailAddress>,
}

impl Limits {
    pub(super) fn new(settings: &config::Limits) -> Self {
        Self {
            by_sender: RateLimiter::keyed(Quota::per_minute(settings.requests_per_minute)),
            by_address: RateLimiter::keyed(Quota::per_hour(settings.mails_per_address_per_hour)),
        }
    }
}

/// Counts a request to a public form.
pub(super) fn count_sender(request: &HttpRequest) -> Result<(), WebError> {
    let Some(limits) = request.app_data::<web::Data<Limits>>() else { return Ok(()) };
    let Some(sender) = sender(request) else { return Ok(()) };
    limits.by_sender.check_key(&sender).map_err(|_| WebError::TooMany)?;
    if limits.by_sender.len() > MANY {
        limits.by_sender.retain_recent();
        limits.by_address.retain_recent();
    }
    Ok(())
}

/// Above this many senders, those who have been quiet are forgotten.
const MANY: usize = 100_000;

/// Whether one more mail may be caused to this address. Whoever asks is not told: that would tell who is known.
pub(super) fn may_mail(request: &HttpRequest, address: &EmailAddress) -> bool {
    request.app_data::<web::Data<Limits>>().is_none_or(|limits| limits.by_address.check_key(address).is_ok())
}

/// Where a request comes from. An IPv6 network counts as one sender: who has one address there has them all.
fn sender(request: &HttpRequest) -> Option<IpAddr> {
    let behind_proxy = request.app_data::<web::Data<App>>().is_some_and(|app| app.settings().server.behind_proxy);
    let forwarded = || {
        // The last one, of the last line, is what our own proxy saw; those before it are what the sender claims.
        let header = request.headers().get_all("x-forwarded-for").last()?.to_str().ok()?;
        header.rsplit(',').next()?.trim().parse().ok()
    };
    let ip = if behind_proxy { forwarded() } else { None }.or_else(|| request.peer_addr().map(|peer| peer.ip()))?;
    // An IPv4 sender on an IPv6 socket is an IPv4 sender.
    Some(match ip.to_canonical() {
        IpAddr::V6(v6) => {
            let mut parts = v6.segments();
            parts[4..].fill(0);
            IpAddr::from(parts)
        }
        v4 @ IpAddr::V4(_) => v4,
    })
}
