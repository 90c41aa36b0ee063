//! The jobs that are driven by the clock: each looks whether something is due, and does it, a transaction each.

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use super::{
    check_ins, clean_up, closings, declines, digests, endings, lapses, no_duos, old_rounds, refusals, reminders,
    returns,
};
use crate::actions::Policy;
use crate::app::App;
use crate::store::{Connection, StoreError};

/// Looks again and again until `stop` turns true.
pub(super) async fn run(app: &App, mut stop: watch::Receiver<bool>) {
    let pause = std::time::Duration::from_secs(app.settings().life.look_seconds.max(1).into());
    while !*stop.borrow() {
        all(app).await;
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Does all that is due. Should one kind of job fail, the others still have their turn.
///
/// Answers before their end: whoever declined is told to the other before the duo would lapse, and after a standstill a
/// reminder is no longer sent to whoever can answer no more.
pub(super) async fn all(app: &App) {
    note("returns", returns::due(app).await);
    note("refusals", refusals::due(app).await);
    note("declines", declines::due(app).await);
    note("lapses", lapses::due(app).await);
    note("no_duos", no_duos::due(app).await);
    note("reminders", reminders::due(app).await);
    note("check_ins", check_ins::due(app).await);
    note("closings", closings::due(app).await);
    note("endings", endings::due(app).await);
    note("digests", digests::due(app).await);
    note("old_rounds", old_rounds::due(app).await);
    note("clean_up", clean_up::due(app).await);
}

fn note(job: &str, done: Result<usize, StoreError>) {
    match done {
        Ok(0) => {}
        Ok(count) => tracing::info!(job, count, "done by the clock"),
        Err(error) => tracing::error!(job, %error, "a job could not be done; trying again"),
    }
}

/// Does something to each, in a transaction of its own. One that another instance is at is left to it. Gives to how many
/// it was done.
pub(super) async fn one_by_one<T: Copy + Send + 'static>(
    app: &App,
    all: Vec<T>,
    what: impl Fn(&mut Connection, &Policy, T, DateTime<Utc>) -> Result<bool, StoreError> + Copy + Send + 'static,
) -> Result<usize, StoreError> {
    let mut done = 0;
    for one in all {
        let (policy, now) = (app.policy().clone(), app.now());
        match app.write(move |c| what(c, &policy, one, now)).await {
            Ok(true) => done += 1,
            Ok(false) | Err(StoreError::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}
