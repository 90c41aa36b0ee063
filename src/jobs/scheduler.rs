//! The jobs that are driven by the clock, one table: each row looks what is due, and does it.

use std::fmt::Debug;
use std::panic::AssertUnwindSafe;

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::watch;

use super::batches::{for_companies, for_each_in_transaction};
use super::purge_expired;
use crate::app::{self, App};
use crate::domain::DuoId;
use crate::service::duo::{due_transitions, meetings};
use crate::service::person::{erasure, invitations, retention};
use crate::service::programme::{inactive_coordinators, keys};
use crate::service::{Context, Policy};
use crate::store::duo::duo_life;
use crate::store::person::departures;
use crate::store::{Connection, Result};

/// A row: the name by which the log tells it, and what gives it its turn, which tells to how many it did something.
struct ScheduledJob {
    name: &'static str,
    run: Box<dyn Fn(App) -> BoxFuture<'static, Result<usize>> + Send>,
}

/// What looks for what is due, by the settings and the time. It must not write.
type Due<T> = fn(&mut Connection, &Policy, DateTime<Utc>) -> Result<Vec<T>>;
/// What does something to one of them. It looks once more whether it is due, and tells whether it did anything.
type Act<T> = fn(&mut Context<'_>, T) -> Result<bool>;

/// Every job, in the order of its turns.
///
/// Answers before their end: whoever declined is told to the other before the duo would lapse, and after a standstill a
/// reminder is no longer sent to whoever can answer no more.
fn table() -> Vec<ScheduledJob> {
    vec![
        each("resume_paused", |c, _, now| departures::due_back(c, now.date_naive()), erasure::end_pause),
        each("notify_unreachable_partners", |c, _, _| duo_life::unreachable(c), due_transitions::unreachable),
        companies("finalize_declines", due_transitions::due_declines, due_transitions::finalize_decline),
        companies("expire_offers", due_transitions::due_lapses, due_transitions::lapse),
        each("notify_unmatched", |c, _, now| due_transitions::due_no_duos(c, now), due_transitions::tell_no_duo),
        companies("reminders", |c, _, now| due_transitions::due_reminders(c, now), due_transitions::remind),
        each("meeting_reminders", |c, _, now| meetings::due_reminders(c, now), meetings::remind),
        companies("check_ins", due_transitions::due_check_ins, due_transitions::check_in),
        companies("closings", due_transitions::due_closings, due_transitions::closing),
        each("finish_duos", |c, _, now| due_transitions::due_endings(c, now), due_transitions::finish),
        removing("remove_invited", |c, _, now| invitations::due_removals(c, now), invitations::remove),
        each("invitation_reminders", invitations::due_reminders, invitations::remind),
        each("digests", due_transitions::due_digests, |cx, rounds| Ok(due_transitions::digest(cx, &rounds)? > 0)),
        each("keys_that_end", keys::due_warnings, |cx, key| keys::warn(cx, &key)),
        each("close_stale_rounds", |c, _, now| due_transitions::due_rounds(c, now), due_transitions::close_round),
        removing("forget_round_inputs", retention::due_rounds, retention::forget_round),
        removing("remove_inactive", |c, _, now| retention::due_removals(c, now), retention::remove_inactive),
        removing("remove_unconfirmed", retention::due_sign_ups, retention::remove_sign_up),
        each("inactive_warnings", retention::due_warnings, retention::warn),
        removing("remove_inactive_coordinators", inactive_coordinators::due_removals, inactive_coordinators::remove),
        each("coordinator_warnings", inactive_coordinators::due_warnings, inactive_coordinators::warn),
        ScheduledJob { name: "purge_expired", run: Box::new(|app| purge_expired::run(app).boxed()) },
    ]
}

/// Each in a transaction of its own.
fn each<T: Clone + Debug + Send + 'static>(name: &'static str, due: Due<T>, act: Act<T>) -> ScheduledJob {
    let run = move |app: App| async move { for_each_in_transaction(&app, look(&app, due).await?, act).await }.boxed();
    ScheduledJob { name, run: Box::new(run) }
}

/// The same, and what went is gone from the database's own log, too.
fn removing<T: Clone + Debug + Send + 'static>(name: &'static str, due: Due<T>, act: Act<T>) -> ScheduledJob {
    let run = move |app: App| {
        async move {
            let removed = for_each_in_transaction(&app, look(&app, due).await?, act).await?;
            if removed > 0 {
                app.forget_removed().await?;
            }
            Ok(removed)
        }
        .boxed()
    };
    ScheduledJob { name, run: Box::new(run) }
}

/// Duos with a member in common in one transaction.
fn companies(name: &'static str, due: Due<DuoId>, act: Act<DuoId>) -> ScheduledJob {
    let run = move |app: App| async move { for_companies(&app, look(&app, due).await?, act).await }.boxed();
    ScheduledJob { name, run: Box::new(run) }
}

async fn look<T: Send + 'static>(app: &App, due: Due<T>) -> Result<Vec<T>> {
    let (policy, now) = (app.policy().clone(), app.now());
    app.read(move |c| due(c, &policy, now)).await
}

/// How long a look may go on, once it was told to stop.
const GRACE: std::time::Duration = std::time::Duration::from_secs(5);

/// Looks again and again until `stop` turns true.
pub(crate) async fn run(app: &App, mut stop: watch::Receiver<bool>) {
    let pause = std::time::Duration::from_secs(app.settings().life.look_seconds.max(1).into());
    while !*stop.borrow() {
        let mut stopped = stop.clone();
        tokio::select! {
            () = all(app) => {}
            // A transaction that is under way runs to its end; those that wait for a silent database would take a minute.
            () = async { drop(stopped.wait_for(|stop| *stop).await); tokio::time::sleep(GRACE).await } => {}
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Gives every job its turn. Should one fail or panic, the others still have theirs.
pub(crate) async fn all(app: &App) {
    for ScheduledJob { name, run } in table() {
        app.looks().note(app::Job::Scheduled);
        match AssertUnwindSafe(run(app.clone())).catch_unwind().await {
            Ok(Ok(0)) => {}
            Ok(Ok(count)) => tracing::info!(job = name, count, "scheduled job done"),
            Ok(Err(error)) => tracing::error!(job = name, %error, "scheduled job failed; trying again"),
            Err(_) => tracing::error!(job = name, "scheduled job panicked; trying again"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_job_has_a_name_of_its_own() {
        let names: Vec<&str> = table().iter().map(|job| job.name).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    }
}
