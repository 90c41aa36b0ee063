//! Removing links and keys that have expired, sessions that ended, and mails and lines of the log whose time is over.

use crate::app::App;
use crate::service::person::retention::kept_since;
use crate::store::person::retention;
use crate::store::programme::{api_keys, coordinators};
use crate::store::{StoreError, tokens};

/// Does what is due now. Gives how many went.
///
/// # Errors
/// Those of the database.
pub(crate) async fn run(app: App) -> Result<usize, StoreError> {
    let now = app.now();
    let (mails_since, log_since) = kept_since(app.policy(), now);
    let (any_expired, any_old) = app
        .read(move |c| {
            let any_expired =
                tokens::any_expired(c, now)? || coordinators::any_ended(c, now)? || api_keys::any_expired(c, now)?;
            Ok::<_, StoreError>((any_expired, retention::any_old(c, mails_since, log_since)?))
        })
        .await?;
    let mut gone = 0;
    if any_expired {
        gone += app
            .write_quietly(move |c| {
                let ended = coordinators::remove_ended_sessions(c, now)? + api_keys::remove_expired(c, now)?;
                Ok::<_, StoreError>(tokens::remove_expired(c, now)? + ended)
            })
            .await?;
    }
    if any_old {
        gone += app.write_quietly(move |c| retention::remove_old(c, mails_since, log_since)).await?;
        app.forget_removed().await?;
    }
    Ok(gone)
}
