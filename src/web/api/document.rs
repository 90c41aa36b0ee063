//! The OpenAPI document, made from the handlers' own types.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::problem_document::{FieldProblem, ProblemDocument, response_of};
use super::{
    board, bounces, duos, imports, invitations, live, mailings, mails, opt_ins, professionals, programmes, repairs,
    round_steps, rounds, sign_ups,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tweespan",
        description = "Pairs professionals who want to learn with professionals who can teach them.\n\n\
            Errors are RFC 9457 problem documents. Unknown fields are refused. Lists come a page at a time: follow \
            `next`. The sentences about fields are in English, or in Dutch when `Accept-Language` asks for it first."
    ),
    tags(
        (name = "public", description = "For everybody."),
        (name = "mail server", description = "For mail servers and relays, which sign what they hand in."),
        (name = "coordinator", description = "For coordinators' programs: a key is for some programmes, and to read, for people or for rounds.")
    ),
    paths(
        programmes::list,
        programmes::one,
        programmes::topics,
        sign_ups::create,
        bounces::create,
        mailings::list,
        mailings::call_back,
        mails::list,
        mails::resend,
        professionals::list,
        professionals::one,
        professionals::remove,
        imports::create,
        invitations::one,
        invitations::all,
        invitations::doubles_of,
        invitations::distinct,
        rounds::list,
        rounds::create,
        rounds::one,
        rounds::change,
        rounds::propose,
        rounds::before_publishing,
        rounds::publish,
        round_steps::preview,
        round_steps::alternatives,
        round_steps::change_pair,
        round_steps::undo,
        opt_ins::list,
        opt_ins::ask,
        board::get,
        board::remind,
        board::extend,
        repairs::preview,
        repairs::repair,
        repairs::ask_again,
        live::change,
        live::preview,
        live::take_in,
        live::reopen,
        board::close,
        board::outcomes,
        board::deal_with_help,
        duos::list,
        duos::unmatched,
        json,
    ),
    components(schemas(ProblemDocument, FieldProblem, crate::domain::Side)),
    modifiers(&Bearer, &Errors)
)]
struct Document;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A token that a coordinator made for a program, on the page for programs' access."))
            .build();
        let signature = ApiKeyValue::with_description(
            "Tweespan-Signature",
            "The HMAC-SHA256 of the timestamp, a dot and the body, in hexadecimal.",
        );
        let schemes = &mut document.components.get_or_insert_default().security_schemes;
        schemes.insert("token".to_owned(), SecurityScheme::Http(scheme).into());
        schemes.insert("signature".to_owned(), SecurityScheme::ApiKey(ApiKey::Header(signature)).into());
    }
}

/// The OpenAPI document of the API, version 3.1.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Get this document
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "get_document",
    tag = "public",
    responses((status = 200, description = "The OpenAPI document.", content_type = "application/json"))
)]
pub(crate) async fn json() -> HttpResponse {
    HttpResponse::Ok().json(document())
}

/// Says of each operation which errors follow from what it takes.
struct Errors;

impl Modify for Errors {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for item in document.paths.paths.values_mut() {
            for operation in [&mut item.get, &mut item.post, &mut item.patch].into_iter().flatten() {
                let has = |place: ParameterIn| {
                    let is_there = |p: &RefOr<Parameter>| matches!(p, RefOr::T(p) if p.parameter_in == place);
                    operation.parameters.iter().flatten().any(is_there)
                };
                let mut errors = vec![StatusCode::INTERNAL_SERVER_ERROR];
                if has(ParameterIn::Path) {
                    errors.push(StatusCode::NOT_FOUND);
                }
                let (is_open, takes_body) = (operation.security.is_none(), operation.request_body.is_some());
                if !is_open {
                    errors.push(StatusCode::UNAUTHORIZED);
                }
                if takes_body {
                    errors.extend([StatusCode::PAYLOAD_TOO_LARGE, StatusCode::UNSUPPORTED_MEDIA_TYPE]);
                    errors.push(StatusCode::UNPROCESSABLE_ENTITY);
                }
                if is_open && takes_body {
                    errors.push(StatusCode::TOO_MANY_REQUESTS);
                }
                if takes_body || has(ParameterIn::Query) {
                    errors.push(StatusCode::BAD_REQUEST);
                }
                operation.responses.responses.extend(errors.into_iter().map(response_of));
            }
        }
    }
}
