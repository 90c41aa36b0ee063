//! A people file, all or nothing.

use actix_web::web::{Data, Path, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body;
use super::problem::{self, FieldProblem, Problem};
use super::program::Program;
use crate::actions::profiles;
use crate::app::App;
use crate::domain::{Locale, Topics, import};
use crate::store::programmes;

/// How the people of a file are written to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// The language of the invitations: `nl` unless told otherwise.
    #[param(value_type = Option<Locale>)]
    locale: Option<String>,
}

/// What an import did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Imported {
    /// How many were new; each of them was invited to confirm.
    added: usize,
    /// How many were there already; they stay as they are.
    known: usize,
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
    responses((status = 201, description = "All of the file was taken.", body = Imported))
)]
pub(super) async fn create(
    app: Data<App>,
    program: Program,
    request: HttpRequest,
    slug: Path<String>,
    query: Query<ImportQuery>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let locale = query.locale.as_ref().map_or(Ok(Locale::default()), |text| {
        text.parse().map_err(|_| Problem::parameter("locale", "Choose nl or en."))
    })?;
    let (programme, catalogue) = app
        .read(move |c| {
            let programme = program.programme(c, &slug)?;
            let catalogue = programmes::catalogue(c, programme.id)?;
            Ok::<_, Problem>((programme.id, catalogue))
        })
        .await?;
    let file = body::bytes(&request, payload, "text/csv", import::LARGEST).await?;
    let texts = problem::texts(&request);
    let people = app.blocking(move |_| {
        import::parse(&file, Topics::Of(&catalogue))
            .map_err(|errors| Problem::fields(errors.iter().map(|e| FieldProblem::of_file(e, texts)).collect()))
    });
    let people = people.await?;
    let (policy, now) = (app.policy().clone(), app.now());
    let invite = app.write_again_if_beaten(move |c| {
        profiles::invite(c, &policy, programme, &people, (program.actor(), locale), now)
    });
    let done = invite.await?;
    Ok(HttpResponse::Created().json(Imported { added: done.added, known: done.known }))
}
