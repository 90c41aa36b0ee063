//! A line for each request: the route's pattern, never its address, which may hold a link token.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use tracing::Span;
use tracing_actix_web::{RootSpanBuilder, TracingLogger};

pub(super) fn requests() -> TracingLogger<Pattern> {
    TracingLogger::new()
}

pub(super) struct Pattern;

impl RootSpanBuilder for Pattern {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = request.match_pattern().unwrap_or_else(|| "unknown".to_owned());
        tracing::info_span!("request", method = %request.method(), route, status = tracing::field::Empty)
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("status", status.as_u16());
        match status {
            // Who guesses, or asks too much, can be seen to.
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS => {
                tracing::info!(parent: &span, "refused");
            }
            _ => tracing::debug!(parent: &span, "answered"),
        }
    }
}
