use super::*;
use crate::config::Settings;

#[tokio::test]
async fn a_worker_with_nothing_to_do_does_not_wake_itself() {
    let directory = tempfile::tempdir().unwrap();
    let mut settings = Settings::load().unwrap();
    settings.database.url = format!("sqlite:{}", directory.path().join("t.sqlite3").display());
    settings.mail.directory = directory.path().join("mail");
    let app = App::open(settings, "http://127.0.0.1").unwrap();
    assert_eq!(due(&app, || false).await.unwrap(), Delivered::default());
    let rung = tokio::time::timeout(std::time::Duration::from_millis(100), app.mail_queued().notified()).await;
    assert!(rung.is_err(), "the bell rang");
}
