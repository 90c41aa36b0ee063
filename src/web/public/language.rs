//! Choosing a language, which is remembered in a cookie.

use actix_web::cookie::time::Duration;
use actix_web::{HttpRequest, HttpResponse};

use crate::domain::Locale;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{LANGUAGE, own_path, see_other};
use crate::web::security::csrf;

/// Remembers the language, and goes back to where the reader was.
pub(crate) async fn choose(request: HttpRequest, fields: Fields) -> Result<HttpResponse, WebError> {
    let locale: Locale = fields.one("language").parse().map_err(|_| WebError::BadRequest)?;
    let back = own_path(fields.one("back")).unwrap_or("/");
    csrf::keeping(&request, see_other(back), (LANGUAGE, locale.to_string()), Duration::days(365))
}
