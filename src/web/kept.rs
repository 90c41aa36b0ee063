//! A form that a coordinator sends after their session ended: what they typed stays on the page that asks them to sign
//! in, and goes on from there.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use askama::Template;

use super::errors::WebError;
use super::fields::Posted;
use super::page::Page;
use super::session::SignedIn;

#[derive(Template)]
#[template(path = "web/templates/coordinator/signed_out.html")]
struct SignedOutPage {
    page: Page,
    action: String,
    /// Everything that was sent but the token, which the page has anew.
    fields: Vec<(String, String)>,
}

/// Lets requests through, but keeps such a form.
pub(super) async fn forms(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !is_form_of_the_console(&request) || !matches!(request.extract::<SignedIn>().await, Err(WebError::SignIn)) {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    }
    // What is too large to be shown again is refused, as without a session everything is.
    let Ok(posted) = request.extract::<Posted>().await else { return Err(WebError::SignIn.into()) };
    let (fields, genuine) = posted.into_parts();
    if !genuine {
        return Err(WebError::SignIn.into());
    }
    let page = Page::of(request.request());
    let shown = SignedOutPage { page, action: request.path().to_owned(), fields: fields.without_token() };
    let response = shown.page.show(StatusCode::UNAUTHORIZED, &shown)?;
    Ok(request.into_response(response))
}

fn is_form_of_the_console(request: &ServiceRequest) -> bool {
    let path = request.path();
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    request.method() == Method::POST
        && path.starts_with("/coordinator/")
        && !path.starts_with("/coordinator/sign-")
        && kind.starts_with("application/x-www-form-urlencoded")
}
