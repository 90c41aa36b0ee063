//! Telling whoever waits for somebody whose mail server refuses our mail.

use super::timed::one_by_one;
use crate::actions::clock;
use crate::app::App;
use crate::store::{StoreError, duo_life};

/// Does what is due now. Gives to how many.
///
/// # Errors
/// Those of the database.
pub(super) async fn due(app: &App) -> Result<usize, StoreError> {
    let due = app.read(duo_life::unreachable).await?;
    one_by_one(app, due, clock::unreachable).await
}
