//! Telling coordinators how their rounds are doing.

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
    let policy = app.policy().clone();
    let due = app.read(move |c| clock::due_digests(c, &policy, now)).await?;
    one_by_one(app, due, clock::digest).await
}
