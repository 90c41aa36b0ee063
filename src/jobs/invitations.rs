//! Reminding those who were invited and have not answered, and removing them after the days that their mail told.

use super::scheduler::one_by_one;
use crate::app::App;
use crate::service::person::invitations;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let (policy, now) = (app.policy().clone(), app.now());
    let (removals, reminders) = app
        .read(move |c| {
            Ok::<_, StoreError>((invitations::due_removals(c, now)?, invitations::due_reminders(c, &policy, now)?))
        })
        .await?;
    let removed = one_by_one(app, removals, invitations::remove).await?;
    if removed > 0 {
        app.forget_removed().await?;
    }
    Ok(removed + one_by_one(app, reminders, invitations::remind).await?)
}
