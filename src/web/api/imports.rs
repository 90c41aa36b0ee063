//! A people file, all or nothing.

use actix_web::web::{Data, Path, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body;
use super::problem_document::{self, FieldProblem, ProblemDocument};
use super::program::ApiClient;
use crate::app::App;
use crate::domain::person::import;
use crate::domain::{Locale, ProfessionalId, Topics};
use crate::service::person::invitations::{self, SamePerson};
use crate::store::programme::programmes;
use crate::web::security::rate_limits;

/// How the people of a file are written to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// The language of the invitations: `nl` unless told otherwise.
    #[param(value_type = Option<Locale>)]
    locale: Option<String>,
    /// Whether to tell only what the file would do: nothing is stored and nothing is mailed.
    #[serde(default)]
    #[param(default = false)]
    dry_run: bool,
}

/// What an import did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Imported {
    /// How many were new; each of them was invited to confirm.
    added: usize,
    /// How many were there already; they stay as they are.
    known: usize,
    /// How many of the known had not answered and were invited again, because the link in their mail had ended.
    invited_again: usize,
    /// The lines of those who left by their own wish. They are not invited, and nothing of them is kept.
    left_by_own_wish: Vec<u64>,
    /// Those who may be somebody who is there already, or who stands on an earlier line.
    possible_doubles: Vec<PossibleDouble>,
    /// Whether this only told what the file would do.
    dry_run: bool,
}

/// Somebody who may be in the programme under another address too.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PossibleDouble {
    line: u64,
    name: String,
    /// The one who is there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    professional: Option<ProfessionalId>,
    /// The line of the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_line: Option<u64>,
}

impl Imported {
    fn of(done: invitations::Imported, dry_run: bool) -> Self {
        let double = |double: invitations::PossibleDouble| {
            let (professional, earlier_line) = match double.of {
                SamePerson::Professional(id) => (Some(id), None),
                SamePerson::Line(line) => (None, Some(line)),
            };
            PossibleDouble { line: double.line, name: double.name, professional, earlier_line }
        };
        Self {
            added: done.added,
            known: done.known,
            invited_again: done.again,
            left_by_own_wish: done.left,
            possible_doubles: done.doubles.into_iter().map(double).collect(),
            dry_run,
        }
    }
}

/// Import a people file
///
/// One bad row refuses all of it, and every error is listed with its line and field. Nobody takes part before they
/// have confirmed it themselves.
#[utoipa::path(
    post,
    path = "/api/v1/programmes/{slug}/imports",
    operation_id = "import_people",
    tag = "coordinator",
    security(("token" = [])),
    params(("slug" = String, Path, description = "The programme's name in addresses."), ImportQuery),
    request_body(
        content = String,
        content_type = "text/csv",
        description = "UTF-8, at most 1 MB, with the header name,email,role,organisation,region,years_experience,\
                       languages,meets,availability,takes_part_as,capacity,learning_needs,expertise; the columns \
                       reports_to, avoid, waited and tags may be there too."
    ),
    responses(
        (status = 200, description = "What the file would do.", body = Imported),
        (status = 201, description = "All of the file was taken.", body = Imported))
)]
pub(crate) async fn create(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    slug: Path<String>,
    query: Query<ImportQuery>,
    payload: Payload,
) -> Result<HttpResponse, ProblemDocument> {
    let locale = query.locale.as_ref().map_or(Ok(Locale::default()), |text| {
        text.parse().map_err(|_| ProblemDocument::parameter("locale", "Choose nl or en."))
    })?;
    rate_limits::count_act(&request, program.coordinator())?;
    let (programme, catalogue) = app
        .read(move |c| {
            let programme = program.programme(c, &slug)?;
            let catalogue = programmes::catalogue(c, programme.id)?;
            Ok::<_, ProblemDocument>((programme.id, catalogue))
        })
        .await?;
    let file = body::bytes(&request, payload, "text/csv", import::LARGEST).await?;
    let texts = problem_document::texts(&request);
    let rows = app.blocking(move |_| {
        import::parse_rows(&file, Topics::Of(&catalogue))
            .map_err(|errors| ProblemDocument::fields(errors.iter().map(|e| FieldProblem::of_file(e, texts)).collect()))
    });
    let rows = rows.await?;
    let (policy, now, of) = (app.policy().clone(), app.now(), rows.clone());
    let plan = app.read(move |c| invitations::look(c, &policy, programme, &of, now)).await?;
    if query.dry_run {
        return Ok(HttpResponse::Ok().json(Imported::of(plan, true)));
    }
    rate_limits::count_invited(&request, program.coordinator(), plan.added + plan.again)?;
    let invite = app.act_again_if_beaten(program.actor(), move |cx| invitations::import(cx, programme, &rows, locale));
    Ok(HttpResponse::Created().json(Imported::of(invite.await?, false)))
}
