//! Reminding whoever is silent: half-way, and a day before answers end.

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
    let due = app.read(move |c| due_transitions::due_reminders(c, now)).await?;
    by_company(app, due, due_transitions::remind).await
}
