//! Telling whoever waits for somebody whose mail server refuses our mail.

use super::scheduler::one_by_one;
use crate::app::App;
use crate::service::duo::due_transitions;
use crate::store::StoreError;
use crate::store::duo::duo_life;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let due = app.read(duo_life::unreachable).await?;
    one_by_one(app, due, due_transitions::unreachable).await
}
