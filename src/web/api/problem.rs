//! stub
use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
pub(crate) fn of_status(s: StatusCode) -> HttpResponse {
    HttpResponse::new(s)
}
pub(crate) fn of_json(e: actix_web::error::JsonPayloadError, _: &HttpRequest) -> actix_web::Error {
    e.into()
}
pub(crate) fn of_query(e: actix_web::error::QueryPayloadError, _: &HttpRequest) -> actix_web::Error {
    e.into()
}
