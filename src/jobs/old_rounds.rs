//! Closing rounds that nobody closed, and removing what was told in confidence from those that are long past.

use super::scheduler::one_by_one;
use crate::app::App;
use crate::service::duo::due_transitions;
use crate::service::person::retention;
use crate::store::StoreError;

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(crate) async fn due(app: &App) -> Result<usize, StoreError> {
    let (policy, now) = (app.policy().clone(), app.now());
    let (to_close, to_forget) = app
        .read(move |c| {
            Ok::<_, StoreError>((due_transitions::due_rounds(c, now)?, retention::due_rounds(c, &policy, now)?))
        })
        .await?;
    let closed = one_by_one(app, to_close, due_transitions::close_round).await?;
    let forgotten = one_by_one(app, to_forget, retention::forget_round).await?;
    if forgotten > 0 {
        app.forget_removed().await?;
    }
    Ok(closed + forgotten)
}
