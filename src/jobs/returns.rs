//! Letting those come back whose pause is over.

use super::timed::one_by_one;
use crate::actions::departure;
use crate::app::App;
use crate::store::{StoreError, departures};

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(super) async fn due(app: &App) -> Result<usize, StoreError> {
    let today = app.now().date_naive();
    let due = app.read(move |c| departures::due_back(c, today)).await?;
    one_by_one(app, due, departure::end_pause).await
}
