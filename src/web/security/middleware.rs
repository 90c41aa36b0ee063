//! What surrounds every request: safe headers, and an answer even when the code panics.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::guard::{Guard, fn_guard};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, web};
use futures_util::FutureExt;

use super::{opened_links, rate_limits};
use crate::app::App;
use crate::config;
use crate::store::tokens;
use crate::web::errors::WebError;
use crate::web::trace;

/// Nothing but our own files and forms; nothing inline, no frame, no other host.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers of every answer; a handler may set a policy of its own.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not `no-referrer`: with that, browsers send `Origin: null` with our own forms. Links lead nowhere else anyway.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::PERMISSIONS_POLICY, "camera=(), microphone=(), geolocation=()"),
];

pub(crate) async fn headers(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    rate_limits::notice_proxy(&request);
    let number = trace::number(request.request());
    let transport = request.app_data::<web::Data<App>>().and_then(|app| strict_transport(app));
    match next.call(request).await {
        Ok(response) => {
            let mut response = response.map_into_boxed_body();
            add_headers(response.headers_mut(), number, transport);
            Ok(response)
        }
        Err(error) => {
            let mut response = error.error_response();
            add_headers(response.headers_mut(), number, transport);
            Err(InternalError::from_response(error, response).into())
        }
    }
}

fn add_headers(headers: &mut HeaderMap, number: Option<String>, transport: Option<&'static str>) {
    if let Some(number) = number.and_then(|number| HeaderValue::from_str(&number).ok()) {
        headers.insert(HeaderName::from_static("x-request-id"), number);
    }
    for (name, value) in HEADERS {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    // Pages are for one reader, and some of their addresses are secrets.
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some(transport) = transport {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(transport));
    }
}

/// For how long a browser comes by TLS only; nothing where links do not begin with https.
fn strict_transport(app: &App) -> Option<&'static str> {
    let with_names_below = app.settings().server.hsts_subdomains;
    let value = if with_names_below { "max-age=31536000; includeSubDomains" } else { "max-age=31536000" };
    app.base_url().starts_with("https://").then_some(value)
}

/// A body that comes drop by drop would hold its connection for ever. What a handler has begun to write to the database
/// is finished even so.
const LONGEST: Duration = Duration::from_mins(1);

pub(crate) async fn time_limit(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let answer = tokio::time::timeout(LONGEST, next.call(request)).await;
    answer.map_err(|_| WebError::TooSlow)?.map(ServiceResponse::map_into_boxed_body)
}

/// Refuses a body that has to be unpacked, before anything reads it: some kilobytes can be a gigabyte. actix-web unpacks
/// wherever it can compress, and none of our limits is asked before that.
pub(crate) async fn plain_bodies(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_plain = |value: &HeaderValue| value.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
    if !request.headers().get_all(header::CONTENT_ENCODING).all(is_plain) {
        return Err(WebError::Coded.into());
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// Refuses to act by a link that does not work before anything is written or waits for those who write: how long that takes
/// would tell what others do. It counts as a public form does.
pub(crate) async fn dead_links(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let by_link = request.method() == Method::POST && request.match_pattern().is_some_and(|p| p.contains("{token}"));
    if let Some(app) = request.app_data::<web::Data<App>>().filter(|_| by_link) {
        let (now, token) = (app.now(), opened_links::token(request.request()));
        let works = match token {
            // It is told what to do.
            None if opened_links::is_shut(request.request()) => true,
            Some(token) => app.read(move |c| tokens::works_or_is_open(c, &token, now)).await.map_err(WebError::from)?,
            None => false,
        };
        if !works {
            rate_limits::count_sender(request.request())?;
            return Err(WebError::DeadLink.into());
        }
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// A panic in a handler would drop the connection without a word.
pub(crate) async fn panics(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Ok(result) = AssertUnwindSafe(next.call(request)).catch_unwind().await else {
        tracing::error!("a handler panicked");
        return Err(WebError::Internal.into());
    };
    result.map(ServiceResponse::map_into_boxed_body)
}

/// Lets a request through only where pages for development are shown: to this machine, by its own name, unless the settings show
/// them to all. A page elsewhere can have a name of its own lead here, and a proxy brings others.
pub(crate) fn development() -> impl Guard {
    fn_guard(|context| {
        let headers = context.head().headers();
        let is_forwarded = headers.keys().any(|name| {
            let name = name.as_str();
            name.starts_with("x-forwarded-") || ["forwarded", "x-real-ip", "via"].contains(&name)
        });
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let is_near = !is_forwarded && config::is_loopback(host);
        context
            .app_data::<web::Data<App>>()
            .is_some_and(|app| app.has_dev_pages() && (is_near || app.settings().server.dev_pages))
    })
}
