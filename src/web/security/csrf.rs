//! Forms only from our own pages: a token in a cookie and the same in the form, and the browser's word on the origin.
//!
//! The double-submit cookie of the OWASP cheat sheet on cross-site request forgery. Over TLS the cookie has the
//! `__Host-` prefix, so that no other host under the same domain can set it.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::domain::Token;
use crate::store::tokens;
use crate::web::errors::WebError;

/// The name of the hidden field.
pub(crate) const FIELD: &str = "csrf";

/// Whether our pages are reached over TLS.
pub(crate) fn is_secure(request: &HttpRequest) -> bool {
    request.app_data::<web::Data<App>>().is_some_and(|app| app.base_url().starts_with("https://"))
}

/// A cookie that scripts cannot read and other sites' forms do not bring, for all of our pages.
pub(crate) fn cookie(request: &HttpRequest, name: &str, value: String) -> Cookie<'static> {
    let secure = is_secure(request);
    Cookie::build(full_name(secure, name), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .finish()
}

/// An answer with such a cookie, for so long.
pub(crate) fn keeping(
    request: &HttpRequest,
    mut response: HttpResponse,
    (name, value): (&str, String),
    lasts: Duration,
) -> Result<HttpResponse, WebError> {
    let mut cookie = cookie(request, name, value);
    cookie.set_max_age(lasts);
    response.add_cookie(&cookie).map_err(|_| WebError::Internal)?;
    Ok(response)
}

/// An answer that has the browser drop such a cookie.
pub(crate) fn dropping(
    request: &HttpRequest,
    mut response: HttpResponse,
    name: &str,
) -> Result<HttpResponse, WebError> {
    let mut cookie = cookie(request, name, String::new());
    cookie.make_removal();
    response.add_cookie(&cookie).map_err(|_| WebError::Internal)?;
    Ok(response)
}

/// The value of a cookie that [`cookie`] made.
pub(crate) fn value(request: &HttpRequest, name: &str) -> Option<String> {
    request.cookie(&full_name(is_secure(request), name)).map(|c| c.value().to_owned())
}

fn full_name(secure: bool, name: &str) -> String {
    if secure { format!("__Host-{name}") } else { name.to_owned() }
}

/// The token for the forms of this reader, and the cookie to set when it is new.
pub(crate) fn token(request: &HttpRequest) -> Result<(String, Option<Cookie<'static>>), WebError> {
    if let Some(known) = value(request, FIELD).filter(|text| Token::parse(text).is_some()) {
        return Ok((known, None));
    }
    let new = tokens::random()?.to_hex();
    Ok((new.clone(), Some(cookie(request, FIELD, new))))
}

/// Whether a form's token is the cookie's.
pub(crate) fn is_genuine(request: &HttpRequest, given: &str) -> bool {
    value(request, FIELD)
        .is_some_and(|known| Token::parse(&known).is_some() && bool::from(known.as_bytes().ct_eq(given.as_bytes())))
}

/// Refuses a form that the browser says comes from elsewhere.
///
/// `Sec-Fetch-Site` is asked first, `Origin` where it is missing. A client that sends neither is no browser of today,
/// and still needs the token.
pub(crate) fn check_origin(request: &HttpRequest) -> Result<(), WebError> {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return if matches!(site, "same-origin" | "none") { Ok(()) } else { Err(WebError::Stale) };
    }
    let Some(origin) = text(header::ORIGIN) else { return Ok(()) };
    let own = request.app_data::<web::Data<App>>().map(|app| app.base_url().to_owned()).unwrap_or_default();
    let same_host = text(header::HOST).is_some_and(|host| origin.split_once("://").is_some_and(|(_, o)| o == host));
    if same_host || is_origin_of(&own, origin) { Ok(()) } else { Err(WebError::Stale) }
}

/// Whether `url` is on `origin`: the same, or with a path after it.
fn is_origin_of(url: &str, origin: &str) -> bool {
    url.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
