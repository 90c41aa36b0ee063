//! stub
pub mod problem;
use actix_web::web::ServiceConfig;
pub(super) fn routes(_: &mut ServiceConfig) {}

/// stub
pub fn document() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}
