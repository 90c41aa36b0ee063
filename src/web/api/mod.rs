//! The JSON API for programs, with its OpenAPI document and a page to browse it.
//!
//! A handler reads JSON into the domain's types, calls one of `actions`, and answers with a type of its own: what is
//! private in the domain never gets here by accident. Errors are RFC 9457 problem documents.

mod board;
mod body;
mod bounces;
mod browse;
mod document;
mod duos;
mod imports;
mod invitations;
mod live;
mod mailings;
mod mails;
mod opt_ins;
mod paging;
pub(super) mod problem;
mod professionals;
mod program;
mod programmes;
mod repairs;
mod round;
mod round_steps;
mod rounds;
mod sign_ups;
#[cfg(test)]
mod tests;

use actix_web::guard::{Guard, fn_guard};
use actix_web::http::{Method, header::Allow};
use actix_web::web::{ServiceConfig, resource, route};
use actix_web::{HttpResponse, Resource, Route};

pub use document::document;

/// Every operation of the API.
fn table() -> Vec<(&'static str, Vec<(Method, Route)>)> {
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    const PATCH: Method = Method::PATCH;
    vec![
        // Everybody.
        ("/api/v1/openapi.json", vec![(GET, route().to(document::json))]),
        ("/api/v1/programmes", vec![(GET, route().to(programmes::list))]),
        ("/api/v1/programmes/{slug}", vec![(GET, route().to(programmes::one))]),
        ("/api/v1/programmes/{slug}/topics", vec![(GET, route().to(programmes::topics))]),
        ("/api/v1/programmes/{slug}/sign-ups", vec![(POST, route().to(sign_ups::create))]),
        // Mail servers and relays.
        ("/api/v1/bounces", vec![(POST, route().to(bounces::create))]),
        // Coordinators' programs.
        ("/api/v1/programmes/{slug}/professionals", vec![(GET, route().to(professionals::list))]),
        ("/api/v1/programmes/{slug}/professionals/{id}", vec![(GET, route().to(professionals::one))]),
        ("/api/v1/programmes/{slug}/professionals/{id}/removal", vec![(POST, route().to(professionals::remove))]),
        ("/api/v1/programmes/{slug}/professionals/{id}/invitation", vec![(POST, route().to(invitations::one))]),
        ("/api/v1/programmes/{slug}/invitations", vec![(POST, route().to(invitations::all))]),
        (
            "/api/v1/programmes/{slug}/doubles",
            vec![(GET, route().to(invitations::doubles_of)), (POST, route().to(invitations::distinct))],
        ),
        ("/api/v1/programmes/{slug}/mails", vec![(GET, route().to(mails::list))]),
        ("/api/v1/programmes/{slug}/mailings", vec![(GET, route().to(mailings::list))]),
        ("/api/v1/programmes/{slug}/mailings/{id}/calling-back", vec![(POST, route().to(mailings::call_back))]),
        ("/api/v1/programmes/{slug}/mails/{id}/resending", vec![(POST, route().to(mails::resend))]),
        ("/api/v1/programmes/{slug}/imports", vec![(POST, route().to(imports::create))]),
        ("/api/v1/programmes/{slug}/rounds", vec![(GET, route().to(rounds::list)), (POST, route().to(rounds::create))]),
        ("/api/v1/rounds/{id}", vec![(GET, route().to(rounds::one)), (PATCH, route().to(rounds::change))]),
        ("/api/v1/rounds/{id}/proposals", vec![(POST, route().to(rounds::propose))]),
        (
            "/api/v1/rounds/{id}/publication",
            vec![(GET, route().to(rounds::before_publishing)), (POST, route().to(rounds::publish))],
        ),
        ("/api/v1/rounds/{id}/previews", vec![(POST, route().to(round_steps::preview))]),
        ("/api/v1/rounds/{id}/alternatives/{professional}/{side}", vec![(GET, route().to(round_steps::alternatives))]),
        ("/api/v1/rounds/{id}/pair-changes", vec![(POST, route().to(round_steps::change_pair))]),
        ("/api/v1/rounds/{id}/undo", vec![(POST, route().to(round_steps::undo))]),
        ("/api/v1/rounds/{id}/opt-ins", vec![(GET, route().to(opt_ins::list)), (POST, route().to(opt_ins::ask))]),
        ("/api/v1/rounds/{id}/status", vec![(GET, route().to(board::get))]),
        ("/api/v1/rounds/{id}/reminders", vec![(POST, route().to(board::remind))]),
        ("/api/v1/rounds/{id}/extension", vec![(POST, route().to(board::extend))]),
        ("/api/v1/rounds/{id}/repair", vec![(GET, route().to(repairs::preview)), (POST, route().to(repairs::repair))]),
        ("/api/v1/rounds/{id}/second-chances", vec![(POST, route().to(repairs::ask_again))]),
        ("/api/v1/rounds/{id}/duo-changes", vec![(POST, route().to(live::change))]),
        ("/api/v1/rounds/{id}/duo-changes/preview", vec![(POST, route().to(live::preview))]),
        ("/api/v1/rounds/{id}/latecomers", vec![(POST, route().to(live::take_in))]),
        ("/api/v1/rounds/{id}/reopening", vec![(POST, route().to(live::reopen))]),
        ("/api/v1/rounds/{id}/closing", vec![(POST, route().to(board::close))]),
        ("/api/v1/rounds/{id}/duos/{duo}/help", vec![(POST, route().to(board::deal_with_help))]),
        ("/api/v1/programmes/{slug}/outcomes", vec![(GET, route().to(board::outcomes))]),
        ("/api/v1/rounds/{id}/duos", vec![(GET, route().to(duos::list))]),
        ("/api/v1/rounds/{id}/unmatched", vec![(GET, route().to(duos::unmatched))]),
    ]
}

/// The routes of the API and of the page about it.
pub(super) fn routes(config: &mut ServiceConfig) {
    for (path, methods) in table() {
        config.service(operations(path, methods));
    }
    config
        .service(operations("/api/docs", vec![(Method::GET, route().to(browse::to_page))]))
        .service(operations("/api/docs/{file:.*}", vec![(Method::GET, route().to(browse::file))]));
}

/// One address with its methods; another method is told which they are. Whatever can be got has a HEAD.
fn operations(path: &str, methods: Vec<(Method, Route)>) -> Resource {
    let mut allowed: Vec<Method> = methods.iter().map(|(method, _)| method.clone()).collect();
    if allowed.contains(&Method::GET) {
        allowed.push(Method::HEAD);
    }
    let refuse = move || {
        let allow = Allow(allowed.clone());
        async move { HttpResponse::MethodNotAllowed().insert_header(allow).finish() }
    };
    methods
        .into_iter()
        .fold(resource(path), |resource, (method, route)| resource.route(route.guard(of(method))))
        .default_service(route().to(refuse))
}

fn of(method: Method) -> impl Guard {
    fn_guard(move |context| {
        let asked = &context.head().method;
        *asked == method || (method == Method::GET && *asked == Method::HEAD)
    })
}
