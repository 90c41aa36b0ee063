//! The same time and the same answer, where either would tell who is known.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use tracing::Instrument;

use crate::store::StoreError;
use crate::web::errors::WebError;

/// Longer than the slower of the two ways takes.
const FLOOR: Duration = Duration::from_millis(150);

/// Begins an act and waits until 150 ms after `started`, whether the act is done by then or not: what it writes for an address
/// that is known takes longer when many ask at once. It goes on. What goes wrong with it stands in the log and is not told:
/// only what is kept for an address that is known can be unreadable.
///
/// # Errors
/// [`WebError::Busy`] alone: a database that is away is away for every address.
pub(crate) async fn begin(
    started: Instant,
    act: impl Future<Output = Result<(), WebError>> + Send + 'static,
) -> Result<(), WebError> {
    let act = tokio::spawn(logged(act).in_current_span());
    sleep_until(started + FLOOR).await;
    if act.is_finished() && matches!(act.await, Ok(Err(WebError::Busy))) { Err(WebError::Busy) } else { Ok(()) }
}

/// Finishes an act, and waits until 150 ms after `started`: what somebody sends is kept before they are told so. Both ways write
/// about as much, or nothing at all. A row of somebody known that cannot be read stands in the log and is not told.
///
/// # Errors
/// Those of the act.
pub(crate) async fn finish(
    started: Instant,
    act: impl Future<Output = Result<(), StoreError>>,
) -> Result<(), WebError> {
    let done = act.await;
    sleep_until(started + FLOOR).await;
    match done {
        Err(error @ StoreError::Corrupt(_)) => {
            tracing::error!(%error, "what was asked for an address was not done");
            Ok(())
        }
        done => Ok(done?),
    }
}

async fn logged(act: impl Future<Output = Result<(), WebError>>) -> Result<(), WebError> {
    let done = act.await;
    if let Err(error) = &done {
        tracing::warn!(%error, "what was asked for an address was not done");
    }
    done
}
