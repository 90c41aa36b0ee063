//! Notes for the security log, beside what a handler does.

use tracing::Instrument;

use super::place::Place;
use crate::app::App;
use crate::domain::{CoordinatorId, ProfessionalId, ProgrammeId};
use crate::service::programme::security::{self, Event};
use crate::store::programme::security_log::Whom;
use crate::store::{Connection, StoreError};

/// Notes what happened. That a database which is busy could not, is told in the log of the server, and refuses nobody.
pub(crate) async fn note(app: &App, event: Event, whom: Whom) {
    let now = app.now();
    told(app.write_quietly::<_, StoreError>(move |c| security::note(c, &event, whom, now)).await);
}

/// The same, once an hour. Whoever looks again waits for nobody who writes.
pub(crate) async fn note_hourly(app: &App, event: Event, whom: Whom) {
    let (now, asked) = (app.now(), event.clone());
    let is_noted = app.read::<_, StoreError>(move |c| security::is_noted(c, &asked, whom, now)).await;
    if is_noted.unwrap_or(false) {
        return;
    }
    told(app.write_quietly::<_, StoreError>(move |c| security::note_hourly(c, &event, whom, now)).await);
}

/// Notes, once an hour, that a coordinator or their program asked for what is not for them.
pub(crate) async fn note_refused(
    app: &App,
    (method, route): (String, String),
    coordinator: CoordinatorId,
    programme: ProgrammeId,
) {
    let whom = Whom { coordinator: Some(coordinator), programme: Some(programme), ..Whom::default() };
    note_hourly(app, Event::Refused { method, route }, whom).await;
}

/// Notes that a session or a key is used. Nobody is refused because a database that is busy could not.
pub(crate) async fn note_used(
    app: &App,
    what: &'static str,
    note: impl FnOnce(&mut Connection) -> Result<(), StoreError> + Send + 'static,
) {
    if let Err(error) = app.write_quietly(note).await {
        tracing::warn!(%error, "that a {what} is used could not be noted");
    }
}

fn told<T>(noted: Result<T, StoreError>) {
    if let Err(error) = noted {
        tracing::error!(%error, "the security log could not be written");
    }
}

/// Notes that a coordinator, or their program, was shown a list of people or a part of a round. The answer does not wait for it.
pub(crate) fn look_at_list(app: &App, coordinator: CoordinatorId, place: Place, path: String) {
    let (app, request) = (app.clone(), tracing::Span::current());
    let noting = async move {
        match app.read(move |c| place.programme(c)).await {
            Ok(programme) => {
                let whom = Whom { coordinator: Some(coordinator), programme, professional: None };
                note_hourly(&app, Event::ListSeen { path }, whom).await;
            }
            Err(error) => told::<()>(Err(error)),
        }
    };
    tokio::spawn(noting.instrument(request));
}

/// Notes that a coordinator, or their program, looks at the profile of somebody who is in the programme, or at those of all.
/// The answer does not wait for it.
pub(crate) fn look(
    app: &App,
    coordinator: CoordinatorId,
    programme: ProgrammeId,
    professional: Option<ProfessionalId>,
) {
    let (app, request) = (app.clone(), tracing::Span::current());
    let event = if professional.is_some() { Event::ProfileSeen } else { Event::ProfilesRead };
    let whom = Whom { coordinator: Some(coordinator), programme: Some(programme), professional };
    tokio::spawn(async move { note_hourly(&app, event, whom).await }.instrument(request));
}
