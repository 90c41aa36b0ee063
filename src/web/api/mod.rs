//! stub
pub mod problem;
use actix_web::web::ServiceConfig;
pub(super) fn routes(_: &mut ServiceConfig) {}
