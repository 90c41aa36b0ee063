//! What happens by itself: the jobs that the clock drives are the table of `scheduler`; mails leave by [`delivery`]. All of it can
//! be run again at any moment without harm.

mod batches;
pub mod delivery;
mod purge_expired;
mod scheduler;

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use tokio::sync::watch;

use crate::app::{App, Job};

/// How long a worker waits for something to do before it looks by itself: mails to be tried again, and those that
/// another instance left behind.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// How often what need not be kept any longer is removed.
const CLEAN_UP: Duration = Duration::from_hours(1);

/// How long until what failed in a way that nobody foresaw is started again.
const RESTART: Duration = Duration::from_secs(5);

/// Runs the jobs until `stop` turns true; what is under way is finished first.
pub async fn run(app: App, stop: watch::Receiver<bool>) {
    tokio::join!(
        watched("scheduled jobs", RESTART, stop.clone(), || scheduler::run(&app, stop.clone())),
        watched("delivery", RESTART, stop.clone(), || deliver_all(&app, stop.clone())),
    );
}

/// Runs a job to its end, and starts it again when it panics: a fault in one place must not stop all mail.
async fn watched<F: Future<Output = ()>>(
    name: &str,
    pause: Duration,
    mut stop: watch::Receiver<bool>,
    job: impl Fn() -> F,
) {
    while AssertUnwindSafe(job()).catch_unwind().await.is_err() {
        tracing::error!(job = name, "panicked; starting it again");
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
        if *stop.borrow() {
            return;
        }
    }
}

/// Does once what [`run`] does again and again by the clock. The mails that this queues wait. For tests, which move the
/// clock and then have no time to wait until somebody looks.
pub async fn do_scheduled(app: &App) {
    scheduler::all(app).await;
}

async fn deliver_all(app: &App, mut stop: watch::Receiver<bool>) {
    if let Err(error) = delivery::try_soon(app).await {
        tracing::error!(%error, "whether mail is paused could not be seen");
    }
    let mut cleaned: Option<Instant> = None;
    while !*stop.borrow() {
        app.looks().note(Job::Delivery);
        if cleaned.is_none_or(|time| time.elapsed() > CLEAN_UP) {
            cleaned = Some(Instant::now());
            if let Err(error) = delivery::forget_failed(app).await {
                tracing::error!(%error, "the content of failed mails could not be removed; trying again in an hour");
            }
        }
        match delivery::due(app, || *stop.borrow()).await {
            Ok(delivered) if delivered.more => {}
            Ok(_) => wait(app, &mut stop).await,
            Err(error) => {
                tracing::error!(%error, "mails could not be delivered; trying again");
                wait(app, &mut stop).await;
            }
        }
    }
}

async fn wait(app: &App, stop: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = app.mail_queued().notified() => {}
        () = tokio::time::sleep(LOOK_AGAIN) => {}
        _ = stop.changed() => {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_job_that_panics_is_started_again() {
        let (_stop, stopped) = watch::channel(false);
        let starts = AtomicU32::new(0);
        watched("test", Duration::from_millis(1), stopped, || async {
            assert!(starts.fetch_add(1, Ordering::SeqCst) >= 2, "not yet");
        })
        .await;
        assert_eq!(starts.load(Ordering::SeqCst), 3);
    }
}
