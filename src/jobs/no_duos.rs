//! Telling whoever has no duo in a round that was published.

use super::timed::one_by_one;
use crate::actions::clock;
use crate::app::App;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(super) async fn due(app: &App) -> Result<usize, StoreError> {
    let now = app.now();
    let due = app.read(move |c| clock::due_no_duos(c, now)).await?;
    one_by_one(app, due, clock::tell_no_duo).await
}
