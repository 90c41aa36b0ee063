//! Telling coordinators who long did not sign in that they go, and removing those who still did not.

use super::scheduler::one_by_one;
use crate::app::App;
use crate::service::programme::inactive_coordinators;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let (policy, now) = (app.policy().clone(), app.now());
    let (removals, warnings) = app
        .read(move |c| {
            let removals = inactive_coordinators::due_removals(c, &policy, now)?;
            Ok::<_, StoreError>((removals, inactive_coordinators::due_warnings(c, &policy, now)?))
        })
        .await?;
    let removed = one_by_one(app, removals, inactive_coordinators::remove).await?;
    if removed > 0 {
        app.forget_removed().await?;
    }
    Ok(removed + one_by_one(app, warnings, inactive_coordinators::warn).await?)
}
