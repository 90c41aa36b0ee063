//! Removing links that have expired, and sessions that ended.

use crate::app::App;
use crate::store::{StoreError, coordinators, tokens};

/// Does what is due now. Gives how many went.
///
/// # Errors
/// Those of the database.
pub(super) async fn due(app: &App) -> Result<usize, StoreError> {
    let now = app.now();
    if !app.read(move |c| Ok::<_, StoreError>(tokens::any_expired(c, now)? || coordinators::any_ended(c, now)?)).await?
    {
        return Ok(0);
    }
    app.write_quietly(move |c| Ok(tokens::remove_expired(c, now)? + coordinators::remove_ended_sessions(c, now)?)).await
}
