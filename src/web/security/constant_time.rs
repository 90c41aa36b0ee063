//! The same time for every answer, where the time would tell who is known.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::web::errors::WebError;

/// Longer than the slower of the two ways takes.
const FLOOR: Duration = Duration::from_millis(150);

/// Begins an act and waits until 150 ms after `started`, whether the act is done by then or not: what it writes for an address
/// that is known takes longer when many ask at once. It goes on, and an error that comes later stands in the log.
///
/// # Errors
/// Those of the act, if it is done in time.
pub(crate) async fn begin(
    started: Instant,
    act: impl Future<Output = Result<(), WebError>> + Send + 'static,
) -> Result<(), WebError> {
    let act = tokio::spawn(act);
    sleep_until(started + FLOOR).await;
    if act.is_finished() { act.await.unwrap_or(Err(WebError::Internal)) } else { Ok(()) }
}
