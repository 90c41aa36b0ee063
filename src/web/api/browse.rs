//! The document as a page to browse and try, all of it from here: nothing is loaded from another host.

use std::sync::{Arc, LazyLock};

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use utoipa_swagger_ui::Config;

use super::problem_document::ProblemDocument;
use super::program::nothing;
use crate::web::errors::WebError;

/// The page's own scripts, styles and requests, and the pictures that its style sheet holds.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    // Without a validator: it would be asked on another host.
    Arc::new(Config::new(["/api/v1/openapi.json"]).validator_url("none").use_base_layout())
});

/// The page's address ends in a slash, so that its files are beside it.
pub(crate) async fn to_page() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/api/docs/")).finish()
}

/// The page and its files.
pub(crate) async fn file(path: Path<String>) -> Result<HttpResponse, ProblemDocument> {
    let file = utoipa_swagger_ui::serve(&path, Arc::clone(&CONFIG)).map_err(|error| {
        tracing::error!(%error, "the page about the API could not be made");
        WebError::Internal
    })?;
    let file = file.ok_or_else(nothing)?;
    let text = file.content_type.starts_with("text/") || file.content_type.contains("javascript");
    let charset = if text && !file.content_type.contains("charset") { "; charset=utf-8" } else { "" };
    Ok(HttpResponse::Ok()
        .content_type(format!("{}{charset}", file.content_type))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(file.bytes.into_owned()))
}
