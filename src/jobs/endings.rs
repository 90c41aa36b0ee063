//! Ending duos that went their whole way.

use super::scheduler::one_by_one;
use crate::app::App;
use crate::service::duo::due_transitions;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let now = app.now();
    let due = app.read(move |c| due_transitions::due_endings(c, now)).await?;
    one_by_one(app, due, due_transitions::finish).await
}
