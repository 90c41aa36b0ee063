//! Reminding duos of their meeting, on the day before.

use super::scheduler::one_by_one;
use crate::app::App;
use crate::service::duo::meetings;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let now = app.now();
    let due = app.read(move |c| meetings::due_reminders(c, now)).await?;
    one_by_one(app, due, meetings::remind).await
}
