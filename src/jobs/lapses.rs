//! Letting duos lapse whose day to answer by has passed.

use super::timed::by_company;
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
    let due = app.read(move |c| clock::due_lapses(c, &policy, now)).await?;
    by_company(app, due, clock::lapse).await
}
