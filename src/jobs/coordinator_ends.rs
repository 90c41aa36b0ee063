//! Telling coordinators who long did not sign in that they go, and removing those who still did not.

use super::timed::one_by_one;
use crate::actions::coordinator_ends;
use crate::app::App;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(super) async fn due(app: &App) -> Result<usize, StoreError> {
    let (policy, now) = (app.policy().clone(), app.now());
    let (removals, warnings) = app
        .read(move |c| {
            let removals = coordinator_ends::due_removals(c, &policy, now)?;
            Ok::<_, StoreError>((removals, coordinator_ends::due_warnings(c, &policy, now)?))
        })
        .await?;
    let removed = one_by_one(app, removals, coordinator_ends::remove).await?;
    if removed > 0 {
        app.forget_removed().await?;
    }
    Ok(removed + one_by_one(app, warnings, coordinator_ends::warn).await?)
}
