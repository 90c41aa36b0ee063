//! Letting those come back whose pause is over.

use super::scheduler::one_by_one;
use crate::app::App;
use crate::service::person::erasure;
use crate::store::StoreError;
use crate::store::person::departures;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let today = app.now().date_naive();
    let due = app.read(move |c| departures::due_back(c, today)).await?;
    one_by_one(app, due, erasure::end_pause).await
}
