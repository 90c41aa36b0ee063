//! A span for each request, in which its lines of the log stand: a number that ties them together, the route's pattern, never its
//! address, which may hold a link token, and the network that it comes from.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::{Error, HttpMessage, HttpRequest};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder, TracingLogger};

use super::security::rate_limits;

pub(crate) fn requests() -> TracingLogger<Pattern> {
    TracingLogger::new()
}

/// The number of a request, which its lines of the log and its answer bear.
pub(crate) fn number(request: &HttpRequest) -> Option<String> {
    request.extensions().get::<RequestId>().map(ToString::to_string)
}

pub(crate) struct Pattern;

impl RootSpanBuilder for Pattern {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = request.match_pattern().unwrap_or_else(|| "unknown".to_owned());
        let number = number(request.request());
        let network = rate_limits::network(request.request()).map(tracing::field::display);
        tracing::info_span!(
            "request",
            number,
            network,
            method = %request.method(),
            route,
            status = tracing::field::Empty
        )
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("status", status.as_u16());
        tracing::debug!(parent: &span, "answered");
    }
}
