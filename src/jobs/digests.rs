//! Telling coordinators how their rounds are doing.

use crate::app::App;
use crate::service::duo::due_transitions;
use crate::service::programme::activity::Actor;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let now = app.now();
    let policy = app.policy().clone();
    let due = app.read(move |c| due_transitions::due_digests(c, &policy, now)).await?;
    let mut done = 0;
    for rounds in due {
        let ids = rounds.clone();
        match app.act(Actor::Clock, move |cx| due_transitions::digest(cx, &ids)).await {
            Ok(count) => done += count,
            Err(StoreError::Conflict) => {}
            Err(error @ StoreError::Unavailable(_)) => return Err(error),
            Err(error) => tracing::error!(?rounds, %error, "no digest of these; the others go on"),
        }
    }
    Ok(done)
}
