//! Telling the other of a no, once it can no longer be taken back.

use super::scheduler::by_company;
use crate::app::App;
use crate::service::duo::due_transitions;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let now = app.now();
    let policy = app.policy().clone();
    let due = app.read(move |c| due_transitions::due_declines(c, &policy, now)).await?;
    by_company(app, due, due_transitions::let_no_stand).await
}
