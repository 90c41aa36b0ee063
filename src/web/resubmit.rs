//! A form that is sent after the session of a coordinator ended, or after the page of a professional closed: what was typed
//! stays on a page that tells how to come in again, and goes on from there.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, ResponseError};
use askama::Template;

use super::errors::WebError;
use super::form::Posted;
use super::page::Page;
use super::security::opened_links;
use super::security::session::SignedIn;

#[derive(Template)]
#[template(path = "web/templates/go_on.html")]
struct GoOnPage {
    page: Page,
    /// The texts `{texts}-title`, `-text`, `-step-1`, `-step-2` and `-go-on`.
    texts: &'static str,
    /// Where the reader comes in again, and what that page is called; nothing where it is by a mail.
    way_back: Option<(&'static str, &'static str)>,
    action: String,
    /// Everything that was sent but the token, which the page has anew.
    fields: Vec<(String, String)>,
}

/// Lets requests through, but keeps such a form.
pub(crate) async fn forms(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (refused, texts, way_back) = if !is_form(request.request()) {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    } else if opened_links::is_shut(request.request()) {
        (WebError::NotOpened, "closed", None)
    } else if is_of_the_console(request.path()) && matches!(request.extract::<SignedIn>().await, Err(WebError::SignIn))
    {
        (WebError::SignIn, "signed-out", Some(("/coordinator/sign-in", "sign-in-title")))
    } else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    // What is too large to be shown again is refused, as without a session everything is.
    let Ok(posted) = request.extract::<Posted>().await else { return Err(refused.into()) };
    let (fields, genuine) = posted.into_parts();
    if !genuine {
        return Err(refused.into());
    }
    let (page, action, fields) = (Page::of(request.request()), request.path().to_owned(), fields.without_token());
    let shown = GoOnPage { page, texts, way_back, action, fields };
    let response = shown.page.show(refused.status_code(), &shown)?;
    Ok(request.into_response(response))
}

fn is_form(request: &HttpRequest) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    request.method() == Method::POST && kind.starts_with("application/x-www-form-urlencoded")
}

fn is_of_the_console(path: &str) -> bool {
    path.starts_with("/coordinator/") && !path.starts_with("/coordinator/sign-")
}
