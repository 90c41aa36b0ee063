//! What happens by itself, one file a job. Each can be run again at any moment without harm.

pub mod deliver;

use std::time::Duration;

use tokio::sync::watch;

use crate::app::App;

/// How long a worker waits for something to do before it looks by itself: mails to be tried again, and those that
/// another instance left behind.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// Runs the jobs until `stop` turns true; what is under way is finished first.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match deliver::due(&app, || *stop.borrow()).await {
            // A full batch: there may be more.
            Ok(delivered) if delivered.taken() >= deliver::batch(&app) => {}
            Ok(_) => wait(&app, &mut stop).await,
            Err(error) => {
                tracing::error!(%error, "mails could not be delivered; trying again");
                wait(&app, &mut stop).await;
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
