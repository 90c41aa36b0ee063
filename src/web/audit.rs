//! Notes for the security log, beside what a handler does.

use super::session::SignedIn;
use crate::actions::security::{self, Event};
use crate::app::App;
use crate::domain::ProfessionalId;
use crate::store::StoreError;
use crate::store::security_log::Whom;

/// Notes what happened. That a database which is busy could not, is told in the log of the server, and refuses nobody.
pub(super) async fn note(app: &App, event: Event, whom: Whom) {
    let now = app.now();
    let words = format!("{event:?}");
    let noted = app.write_quietly::<_, StoreError>(move |c| security::note(c, &event, whom, now)).await;
    if let Err(error) = noted {
        tracing::error!(%error, event = words, "the security log could not be written");
    }
}

/// Notes that a coordinator looks at somebody's profile. The page does not wait for it.
pub(super) fn look(app: &App, coordinator: &SignedIn, professional: ProfessionalId) {
    look_of(app, coordinator.0.id, professional);
}

/// The same, for a coordinator or their program.
pub(super) fn look_of(app: &App, coordinator: crate::domain::CoordinatorId, professional: ProfessionalId) {
    let app = app.clone();
    tokio::spawn(async move {
        let now = app.now();
        let is_to_note =
            app.read::<_, StoreError>(move |c| security::is_look_to_note(c, coordinator, professional, now)).await;
        if !is_to_note.is_ok_and(|is_to_note| !is_to_note) {
            let whom = Whom { coordinator: Some(coordinator), professional: Some(professional), ..Whom::default() };
            note(&app, Event::ProfileSeen, whom).await;
        }
    });
}
