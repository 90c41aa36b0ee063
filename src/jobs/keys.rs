//! Telling coordinators that a key of theirs ends soon.

use super::scheduler::one_by_one;
use crate::app::App;
use crate::service::programme::keys;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let (policy, now) = (app.policy().clone(), app.now());
    let due = app.read(move |c| keys::due_warnings(c, &policy, now)).await?;
    one_by_one(app, due, |cx, key| keys::warn(cx, &key)).await
}
