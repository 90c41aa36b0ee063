//! Matching again whoever has nobody after the answers: shown before it is done.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::super::super::super::errors::WebError;
use super::super::super::super::fields::Fields;
use super::super::super::super::page::{Page, see_other};
use super::super::super::super::session::SignedIn;
use super::board::finish;
use super::{Own, person, told, version};
use crate::actions::board::{self, Repair};
use crate::actions::rounds::{RoundError, history};
use crate::app::App;
use crate::domain::{Change, RoundState};
use crate::store::StoreError;
use crate::store::professionals::{self, Professional};

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/repair.html")]
struct RepairPage {
    page: Page,
    own: Own,
    repair: Repair,
    people: Vec<Professional>,
    /// The duos that would be taken apart.
    apart: Vec<(i64, i64)>,
}

impl RepairPage {
    fn name(&self, id: i64) -> String {
        person(&self.people, id).map_or_else(|_| id.to_string(), |p| p.profile.name().to_owned())
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn duo(&self, one: &i64, other: &i64) -> String {
        format!("{} – {}", self.name(*one), self.name(*other))
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn points(&self, score: &i64) -> String {
        told::points(self.page.t, *score)
    }
}

/// Shows what a repair would do.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (id, by, now) = (id.into_inner(), signed_in.0.id, app.now());
    let own = app.read(move |c| Own::read(c, id, by)).await?;
    if !own.is(RoundState::Published) {
        return Ok(see_other(&own.href("board")));
    }
    let repair = match app.blocking(move |app| board::repair_preview(app.store(), id, now)).await {
        Ok(repair) => repair,
        Err(error) => {
            let at = (id, by, own.round.version);
            return finish(&app, &request, at, Change::Repair, Err(error)).await;
        }
    };
    let disturbed = repair.disturbed.clone();
    let mut ids: Vec<i64> = repair.new.iter().flat_map(|pair| [pair.learner, pair.guide]).collect();
    let (people, apart) = app
        .read(move |c| {
            let duos = crate::store::duos::of_round(c, id)?;
            let apart = duos.iter().filter(|duo| disturbed.contains(&duo.id));
            let apart: Vec<_> = apart.map(|d| (d.learner.professional_id, d.guide.professional_id)).collect();
            ids.extend(apart.iter().flat_map(|(one, other)| [*one, *other]));
            Ok::<_, StoreError>((professionals::by_ids(c, &ids)?, apart))
        })
        .await?;
    let shown = RepairPage { page: own.page(&request), own, repair, people, apart };
    shown.page.ok(&shown)
}

/// Matches whoever has nobody again, and introduces the new duos.
pub(crate) async fn make(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, by, now, seen) = (id.into_inner(), signed_in.0.id, app.now(), version(&fields)?);
    let policy = app.policy().clone();
    app.read(move |c| Own::read(c, id, by).map(drop)).await?;
    let made = app.blocking(move |app| {
        let repair = board::repair(app.store(), &policy, id, Some(seen), now)?;
        app.store().write(|c| history::note_done(c, id, Change::Repair, Some(by), now))?;
        Ok::<_, RoundError>(format!("?repaired={}", repair.new.len()))
    });
    let made = made.await;
    app.mail_queued().notify_one();
    finish(&app, &request, (id, by, seen), Change::Repair, made).await
}
