//! Letting those come back whose pause is over.

use crate::app::App;
use crate::store::{StoreError, departures};

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(super) async fn due(app: &App) -> Result<usize, StoreError> {
    let today = app.now().date_naive();
    if app.read(move |c| departures::due_back(c, today)).await?.is_empty() {
        return Ok(0);
    }
    app.write(move |c| departures::end_pauses(c, today)).await
}
