//! The JSON API for programs, with its OpenAPI document and a page to browse it.
//!
//! A handler reads JSON into the domain's types, calls one of `service`, and answers with a type of its own: what is
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
pub(crate) mod problem_document;
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

use actix_web::web::ServiceConfig;

use super::security::access::{Access, Entry, at, get, patch, post};
use crate::domain::programme::access::Scope;

pub use document::document;
pub(crate) use program::ApiClient;

const READ: Access = Access::ApiClient(Scope::Read);
const PEOPLE: Access = Access::ApiClient(Scope::People);
const ROUNDS: Access = Access::ApiClient(Scope::Rounds);

/// Every operation of the API, with who may use it.
pub(crate) fn table() -> Vec<Entry> {
    use Access::{Anybody, ApiClientThatActs, Signature};
    let round = |rest: &str, operations: Vec<_>| at(format!("/api/v1/rounds/{{id}}{rest}"), operations).noted();
    vec![
        // Everybody.
        at("/api/v1/openapi.json", [get(Anybody, document::json)]),
        at("/api/v1/programmes", [get(Anybody, programmes::list)]),
        at("/api/v1/programmes/{slug}", [get(Anybody, programmes::one)]),
        at("/api/v1/programmes/{slug}/topics", [get(Anybody, programmes::topics)]),
        at("/api/v1/programmes/{slug}/sign-ups", [post(Anybody, sign_ups::create)]),
        // Mail servers and relays.
        at("/api/v1/bounces", [post(Signature, bounces::create)]),
        // Coordinators' programs.
        at("/api/v1/programmes/{slug}/professionals", [get(READ, professionals::list)]),
        at("/api/v1/programmes/{slug}/professionals/{id}", [get(READ, professionals::one)]),
        at("/api/v1/programmes/{slug}/professionals/{id}/removal", [post(PEOPLE, professionals::remove)]),
        at("/api/v1/programmes/{slug}/professionals/{id}/invitation", [post(PEOPLE, invitations::one)]),
        at("/api/v1/programmes/{slug}/invitations", [post(PEOPLE, invitations::all)]),
        at(
            "/api/v1/programmes/{slug}/doubles",
            [get(READ, invitations::doubles_of), post(PEOPLE, invitations::distinct)],
        )
        .noted(),
        at("/api/v1/programmes/{slug}/mails", [get(READ, mails::list)]).noted(),
        at("/api/v1/programmes/{slug}/mailings", [get(READ, mailings::list)]),
        at("/api/v1/programmes/{slug}/mailings/{id}/calling-back", [post(ApiClientThatActs, mailings::call_back)]),
        at("/api/v1/programmes/{slug}/mails/{id}/resending", [post(ApiClientThatActs, mails::resend)]),
        at("/api/v1/programmes/{slug}/imports", [post(PEOPLE, imports::create).that_computes()]),
        at("/api/v1/programmes/{slug}/rounds", [get(READ, rounds::list), post(ROUNDS, rounds::create)]),
        round("", vec![get(READ, rounds::one), patch(ROUNDS, rounds::change)]),
        round("/proposals", vec![post(ROUNDS, rounds::propose).that_computes()]),
        round(
            "/publication",
            vec![get(READ, rounds::before_publishing).that_computes(), post(ROUNDS, rounds::publish).that_computes()],
        ),
        round("/previews", vec![post(ROUNDS, round_steps::preview).that_computes()]),
        round("/alternatives/{professional}/{side}", vec![get(READ, round_steps::alternatives).that_computes()]),
        round("/pair-changes", vec![post(ROUNDS, round_steps::change_pair).that_computes()]),
        round("/undo", vec![post(ROUNDS, round_steps::undo)]),
        round("/opt-ins", vec![get(READ, opt_ins::list), post(ROUNDS, opt_ins::ask)]),
        round("/status", vec![get(READ, board::get)]),
        round("/reminders", vec![post(ROUNDS, board::remind)]),
        round("/extension", vec![post(ROUNDS, board::extend)]),
        round(
            "/repair",
            vec![get(READ, repairs::preview).that_computes(), post(ROUNDS, repairs::repair).that_computes()],
        ),
        round("/second-chances", vec![post(ROUNDS, repairs::ask_again)]),
        round("/duo-changes", vec![post(ROUNDS, live::change).that_computes()]),
        round("/duo-changes/preview", vec![post(ROUNDS, live::preview).that_computes()]),
        round("/latecomers", vec![post(ROUNDS, live::take_in).that_computes()]),
        round("/reopening", vec![post(ROUNDS, live::reopen)]),
        round("/closing", vec![post(ROUNDS, board::close)]),
        round("/duos/{duo}/help", vec![post(ROUNDS, board::deal_with_help)]),
        at("/api/v1/programmes/{slug}/outcomes", [get(READ, board::outcomes)]),
        round("/duos", vec![get(READ, duos::list)]),
        round("/unmatched", vec![get(READ, duos::unmatched).that_computes()]),
    ]
}

/// The page about the API.
pub(crate) fn pages() -> Vec<Entry> {
    vec![
        at("/api/docs", [get(Access::Anybody, browse::to_page)]),
        at("/api/docs/{file:.*}", [get(Access::Anybody, browse::file)]),
    ]
}

/// The routes of the API and of the page about it.
pub(crate) fn routes(config: &mut ServiceConfig) {
    for entry in table().into_iter().chain(pages()) {
        config.service(entry.service());
    }
}
