//! Who may come in, and how often; what is noted of it; and what keeps strangers out.

pub(crate) mod access;
pub(crate) mod audit;
pub(crate) mod constant_time;
pub(crate) mod csrf;
pub(crate) mod middleware;
pub(crate) mod open_id;
pub(crate) mod opened_links;
pub(crate) mod place;
pub(crate) mod rate_limits;
pub(crate) mod refusals;
pub(crate) mod session;
