//! Asking those who long did nothing whether they want to stay, and removing who does not answer, and who never confirmed.

use super::scheduler::one_by_one;
use crate::app::App;
use crate::service::person::retention;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let (policy, now) = (app.policy().clone(), app.now());
    let (removals, sign_ups, warnings) = app
        .read(move |c| {
            Ok::<_, StoreError>((
                retention::due_removals(c, now)?,
                retention::due_sign_ups(c, &policy, now)?,
                retention::due_warnings(c, &policy, now)?,
            ))
        })
        .await?;
    let removed = one_by_one(app, removals, retention::remove_inactive).await?
        + one_by_one(app, sign_ups, retention::remove_sign_up).await?;
    if removed > 0 {
        app.forget_removed().await?;
    }
    Ok(removed + one_by_one(app, warnings, retention::warn).await?)
}
