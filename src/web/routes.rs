//! Every route in one table, with who may use it.

use actix_web::web::{self, ServiceConfig};

use super::console::person::{import, needs};
use super::console::programme::{access, activity, open_id, overview, second_factor, security, sign_in};
use super::console::{mail, person, programme, round};
use super::dev::{letters, mailbox};
use super::duo::{check_in, end};
use super::errors::WebError;
use super::person::{away, data, opt_in, profile, second_chance};
use super::public::{home, language, links, privacy, sign_up, unsubscribe};
use super::security::access::{Access, Entry, at, get, post};
use super::security::open_id::BACK;
use super::{api, assets, duo};
use crate::domain::programme::access::Role;

const VIEWER: Access = Access::Has(Role::Viewer);
const COORDINATOR: Access = Access::Has(Role::Coordinator);
const OWNER: Access = Access::Has(Role::Owner);
/// Five hundred fixed and five hundred excluded duos, or some thousands of duos, are that long.
const LONG_FORM: usize = 512 * 1024;

pub(crate) fn all(config: &mut ServiceConfig) {
    for entry in before_programmes() {
        config.service(entry.service());
    }
    config.configure(api::routes);
    for entry in programmes() {
        config.service(entry.service());
    }
    config.default_service(web::route().to(|| async { Err::<&str, _>(WebError::NotFound) }));
}

/// An operation of the server, and who may use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The address, with its parameters in braces.
    pub path: String,
    /// The method.
    pub method: String,
    /// Who may use it.
    pub access: Access,
}

/// Every operation of the server, of pages and of the API.
#[must_use]
pub fn operations() -> Vec<Operation> {
    let entries = before_programmes().into_iter().chain(api::table()).chain(api::pages()).chain(programmes());
    let mut all = Vec::new();
    for entry in entries {
        all.extend(entry.operations.iter().map(|one| Operation {
            path: entry.path.clone(),
            method: one.method.to_string(),
            access: one.access,
        }));
    }
    all
}

fn before_programmes() -> Vec<Entry> {
    let mut all = for_everybody();
    all.extend(by_link());
    all.extend(signing_in());
    all.extend(of_rounds());
    all.extend(of_a_programme());
    all.extend(of_people());
    all.extend(for_development());
    all
}

fn for_everybody() -> Vec<Entry> {
    use Access::Anybody;
    vec![
        at("/healthz", [get(Anybody, home::healthz)]),
        at("/readyz", [get(Anybody, home::readyz)]),
        at("/static/{file}", [get(Anybody, assets::serve)]),
        at("/language", [post(Anybody, language::choose)]),
        at("/me/link", [get(Anybody, links::form), post(Anybody, links::send)]),
        at("/me/link/sent", [get(Anybody, links::sent)]),
        at("/me/link/replaced", [get(Anybody, links::replaced)]),
        at("/me/link/closed", [get(Anybody, links::closed)]),
        at("/me/left", [get(Anybody, away::left)]),
        at("/me/open", [post(Anybody, links::open)]),
    ]
}

/// Professionals, by private links.
fn by_link() -> Vec<Entry> {
    use Access::Link;
    vec![
        at("/me/round/{token}", [get(Link, opt_in::ask), post(Link, opt_in::say)]),
        at("/me/again/{token}", [get(Link, second_chance::ask), post(Link, second_chance::say)]),
        at("/me/verify/{token}", [get(Link, profile::to_confirm), post(Link, profile::confirm)]),
        at("/me/{token}", [get(Link, profile::form), post(Link, profile::change)]),
        at("/me/{token}/stay", [post(Link, profile::stay)]),
        at("/me/{token}/consent", [post(Link, profile::agree)]),
        at("/me/{token}/data", [get(Link, data::show)]),
        at("/me/{token}/data.json", [get(Link, data::file)]),
        at("/me/{token}/links", [post(Link, links::stop_own)]),
        at("/me/{token}/away", [get(Link, away::show), post(Link, away::change)]),
        at("/duo/{token}", [get(Link, duo::show), post(Link, duo::answer)]),
        at("/duo/{token}/links", [post(Link, links::stop_duo)]),
        at("/duo/{token}/agreement", [post(Link, duo::agree)]),
        at("/duo/{token}/meeting", [post(Link, duo::arrange)]),
        at("/duo/{token}/meeting.ics", [get(Link, duo::calendar)]),
        at("/duo/{token}/check-in", [get(Link, check_in::check_in), post(Link, check_in::say)]),
        at("/duo/{token}/closing", [get(Link, check_in::closing), post(Link, check_in::close)]),
        at("/duo/{token}/end", [get(Link, end::ask), post(Link, end::end)]),
        at("/unsubscribe/{token}", [get(Link, unsubscribe::look), post(Link, unsubscribe::leave)]),
    ]
}

fn signing_in() -> Vec<Entry> {
    use Access::{Anybody, HalfSignedIn, Link, SignedIn};
    vec![
        // Whoever is not signed in is sent on to where they can.
        at("/coordinator", [get(Anybody, overview::programmes)]),
        at("/coordinator/sign-in", [get(Anybody, sign_in::form), post(Anybody, sign_in::send)]),
        at("/coordinator/sign-in/sent", [get(Anybody, sign_in::sent)]),
        at("/coordinator/sign-in/again", [get(SignedIn, second_factor::again)]),
        at("/coordinator/sign-in/open-id", [post(Anybody, open_id::leave)]),
        at(BACK, [get(Anybody, open_id::come_back), post(Anybody, open_id::enter)]),
        at("/coordinator/sign-in/{token}", [get(Link, sign_in::link), post(Link, sign_in::enter)]),
        at("/coordinator/sign-out", [post(Anybody, sign_in::leave)]),
        at(
            "/coordinator/second-factor",
            [get(HalfSignedIn, second_factor::ask), post(HalfSignedIn, second_factor::give)],
        ),
        at(
            "/coordinator/second-factor/new",
            [get(HalfSignedIn, second_factor::offer), post(HalfSignedIn, second_factor::set_up)],
        ),
    ]
}

/// What is about a programme as a whole.
fn of_a_programme() -> Vec<Entry> {
    let of = |rest: &str, operations: Vec<_>| at(format!("/coordinator/{{programme}}{rest}"), operations);
    let proven = Access::Proven(Role::Owner);
    vec![
        of("", vec![get(VIEWER, overview::show)]),
        of("/mail", vec![get(VIEWER, mail::list)]).noted(),
        of("/mail/mailings/{id}/call-back", vec![post(COORDINATOR, mail::call_back)]),
        of("/mail/{id}/resend", vec![post(COORDINATOR, mail::resend)]),
        of("/needs", vec![get(VIEWER, needs::show)]),
        of("/activity", vec![get(VIEWER, activity::list)]).noted(),
        of("/security", vec![get(OWNER, security::list)]),
        of("/settings", vec![get(VIEWER, programme::show), post(OWNER, programme::change)]),
        of("/settings/open", vec![post(OWNER, programme::open)]),
        of("/settings/coordinators", vec![post(proven, programme::invite)]),
        of("/settings/coordinators/{id}", vec![post(proven, programme::dismiss)]),
        of("/settings/coordinators/{id}/role", vec![post(proven, programme::set_role)]),
        of("/settings/topics", vec![get(VIEWER, programme::topics), post(COORDINATOR, programme::add)]),
        of("/settings/topics/{topic}", vec![post(COORDINATOR, programme::change_topic)]),
        of("/settings/access", vec![get(VIEWER, access::list), post(Access::Proven(Role::Coordinator), access::give)]),
        // Whoever made a key ends it, whatever their role is by now.
        of("/settings/access/{hash}/revoke", vec![post(VIEWER, access::revoke)]),
        of("/settings/access/sessions/{hash}/end", vec![post(Access::Proven(Role::Viewer), access::end_session)]),
        of("/settings/access/sign-out", vec![post(Access::Proven(Role::Viewer), access::sign_out_everywhere)]),
    ]
}

/// The people of a programme.
fn of_people() -> Vec<Entry> {
    let of = |rest: &str, operations: Vec<_>| at(format!("/coordinator/{{programme}}{rest}"), operations);
    vec![
        of("/professionals", vec![get(VIEWER, person::list)]).noted(),
        of("/professionals/{id}/data", vec![post(COORDINATOR, person::send_data)]),
        of("/invitations", vec![post(COORDINATOR, person::invite_all)]),
        of("/professionals/{id}/invitation", vec![post(COORDINATOR, person::invite_one)]),
        of("/professionals/{id}/distinct", vec![post(COORDINATOR, person::find_distinct)]),
        of(
            "/professionals/{id}/removal",
            vec![get(COORDINATOR, person::to_remove), post(Access::Proven(Role::Coordinator), person::remove)],
        ),
        of("/professionals/{id}", vec![get(VIEWER, person::one)]),
        of("/import", vec![get(COORDINATOR, import::form), post(COORDINATOR, import::upload).that_computes()]),
    ]
}

/// A round's pages: four steps, and what lies beside them.
fn of_rounds() -> Vec<Entry> {
    use round::{
        alternatives, board, by_hand, list, pair, partners, people, picture, proposals, publication, reopening, repair,
        settings, trio, unmatched,
    };
    let of = |rest: &str, operations: Vec<_>| at(format!("/coordinator/rounds/{{id}}{rest}"), operations).noted();
    vec![
        of("", vec![get(VIEWER, round::show)]),
        of("/people", vec![get(VIEWER, people::show), post(COORDINATOR, people::change)]),
        of("/settings", vec![get(VIEWER, settings::show), post(COORDINATOR, settings::change)])
            .with_forms_of(LONG_FORM),
        of("/preview", vec![post(COORDINATOR, settings::preview).that_computes()]).with_forms_of(LONG_FORM),
        of("/proposals", vec![get(VIEWER, proposals::show), post(COORDINATOR, proposals::propose).that_computes()]),
        of("/leave-out", vec![post(COORDINATOR, round::doubles::leave_out).that_computes()]),
        of("/undo", vec![post(COORDINATOR, proposals::undo)]),
        of("/trio", vec![post(COORDINATOR, trio::join).that_computes()]),
        of("/unmatched", vec![get(VIEWER, unmatched::show).that_computes()]),
        of("/picture", vec![get(VIEWER, picture::show)]),
        of("/partners/{person}/{side}", vec![get(VIEWER, partners::show).that_computes()]),
        of("/pairs/{one}/{other}", vec![get(VIEWER, pair::show).that_computes()]),
        of("/pairs/{one}/{other}/alternatives", vec![get(VIEWER, alternatives::show).that_computes()]),
        of(
            "/pairs/{one}/{other}/{change}",
            vec![get(VIEWER, pair::confirm).that_computes(), post(COORDINATOR, pair::change).that_computes()],
        ),
        of(
            "/publication",
            vec![
                get(VIEWER, publication::show).that_computes(),
                post(COORDINATOR, publication::publish).that_computes(),
            ],
        ),
        of("/board", vec![get(VIEWER, board::show)]),
        of("/helped", vec![post(COORDINATOR, board::helped)]),
        of("/reminders", vec![post(COORDINATOR, board::remind)]),
        of("/extension", vec![post(COORDINATOR, board::extend)]),
        of("/repair", vec![get(VIEWER, repair::show).that_computes(), post(COORDINATOR, repair::make).that_computes()])
            .with_forms_of(LONG_FORM),
        of("/second-chances", vec![post(COORDINATOR, repair::ask)]),
        of(
            "/by-hand",
            vec![get(VIEWER, by_hand::show).that_computes(), post(COORDINATOR, by_hand::make).that_computes()],
        ),
        of("/by-hand/partner", vec![get(VIEWER, by_hand::partners).that_computes()]),
        of(
            "/latecomer",
            vec![
                get(VIEWER, reopening::latecomer).that_computes(),
                post(COORDINATOR, reopening::take_in).that_computes(),
            ],
        ),
        of("/reopening", vec![get(VIEWER, reopening::to_reopen), post(COORDINATOR, reopening::reopen)]),
        of("/closing", vec![get(VIEWER, board::to_close), post(COORDINATOR, board::close)]),
        of("/publication/mails/{mail}", vec![get(VIEWER, publication::mail)]),
        of("/publication/mails/{mail}/html", vec![get(VIEWER, publication::html)]),
        of("/publication/mails/{mail}/test", vec![post(COORDINATOR, publication::test)]),
        at("/coordinator/{programme}/rounds", [get(VIEWER, list::show), post(COORDINATOR, list::create)]),
    ]
}

fn for_development() -> Vec<Entry> {
    use Access::Developer;
    vec![
        at("/dev/mailbox", [get(Developer, mailbox::list)]),
        at("/dev/mailbox/{mail}", [get(Developer, mailbox::open)]),
        at("/dev/mailbox/{mail}/html", [get(Developer, mailbox::html)]),
        at("/dev/letters", [get(Developer, letters::list)]),
        at("/dev/letters/{name}/{locale}", [get(Developer, letters::open)]),
        at("/dev/letters/{name}/{locale}/html", [get(Developer, letters::html)]),
    ]
}

/// A programme has an address of its own at the top, so these come last.
fn programmes() -> Vec<Entry> {
    use Access::Anybody;
    vec![
        at("/", [get(Anybody, home::list)]),
        at("/{programme}", [get(Anybody, sign_up::form), post(Anybody, sign_up::send)]),
        at("/{programme}/sent", [get(Anybody, sign_up::sent)]),
        at("/{programme}/confirmed", [get(Anybody, profile::confirmed)]),
        at("/{programme}/privacy", [get(Anybody, privacy::privacy)]),
        at("/{programme}/accessibility", [get(Anybody, privacy::accessibility)]),
    ]
}
