//! The same time for every answer, where the time would tell who is known.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// Longer than the slower of the two ways takes.
const FLOOR: Duration = Duration::from_millis(150);

/// Waits until 150 ms after `started`.
pub(crate) async fn even(started: Instant) {
    sleep_until(started + FLOOR).await;
}
