//! Pages and API. Everything is rendered here on the server; scripts make pages better, and no page needs one.
//!
//! A handler reads a request into the domain's types, calls one of `service`, and shows the result. It queues mails
//! and never sends one.

pub mod api;
mod arc_diagram;
mod assets;
pub mod consent;
pub(crate) mod console;
pub(crate) mod dev;
pub(crate) mod duo;
mod error_pages;
mod errors;
mod form;
mod matching_copy;
mod page;
pub(crate) mod person;
pub(crate) mod public;
mod resubmit;
mod routes;
pub(crate) mod security;
mod trace;
mod url_query;

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App as Actix, HttpServer, web};

use crate::app::App;
use security::{middleware, open_id, rate_limits, refusals};

pub use errors::WebError;
pub use routes::{Operation, operations};
pub use security::access::Access;

/// A form may be this many bytes. The longest honest sign-up is about 4,000.
const FORM_LIMIT: usize = 64 * 1024;

fn form_limit(bytes: usize) -> web::FormConfig {
    web::FormConfig::default().limit(bytes).error_handler(errors::of_form)
}

/// Starts the web server on `listener`. It stops when the future is dropped or told to.
///
/// # Errors
/// When the listener cannot be used, or the settings of the organisation's own sign-in.
pub fn serve(app: &App, listener: TcpListener) -> std::io::Result<Server> {
    let workers = app.settings().server.workers;
    let shared = web::Data::new(app.clone());
    let limits = web::Data::new(rate_limits::Limits::new(&app.settings().limits));
    let provider = open_id::Provider::of(&app.settings().open_id, app.base_url()).map_err(std::io::Error::other)?;
    let provider = web::Data::new(provider.map(Arc::new));
    let server = HttpServer::new(move || {
        Actix::new()
            .app_data(shared.clone())
            .app_data(limits.clone())
            .app_data(provider.clone())
            .app_data(form_limit(FORM_LIMIT))
            .app_data(web::PathConfig::default().error_handler(|_, _| WebError::NotFound.into()))
            .app_data(web::QueryConfig::default().error_handler(api::problem_document::of_query))
            .configure(routes::all)
            // From the inside out.
            .wrap(from_fn(resubmit::forms))
            .wrap(from_fn(middleware::dead_links))
            .wrap(from_fn(middleware::plain_bodies))
            .wrap(from_fn(middleware::panics))
            .wrap(from_fn(middleware::time_limit))
            .wrap(from_fn(refusals::told))
            .wrap(from_fn(error_pages::rendered))
            .wrap(from_fn(middleware::headers))
            .wrap(Compress::default())
            .wrap(trace::requests())
    })
    .disable_signals()
    // The end of an answer would wait up to 40 ms for the receipt of its beginning.
    .tcp_nodelay(true)
    .client_request_timeout(std::time::Duration::from_secs(10))
    .shutdown_timeout(10);
    let server = if workers == 0 { server } else { server.workers(workers) };
    Ok(server.listen(listener)?.run())
}
