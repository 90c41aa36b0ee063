//! Every route in one table.

use actix_web::web::{ServiceConfig, post, resource, route};

use super::guard::get;

use super::errors::WebError;
use super::pages::coordinator::{
    access, activity, import, mail, needs, overview, professionals, rounds, settings, sign_in,
};
use super::pages::{
    duo, duo_check_in, duo_end, home, language, letters, links, mailbox, me, me_again, me_away, me_round, sign_up,
    unsubscribe,
};
use super::{api, assets, guard};

pub(super) fn all(config: &mut ServiceConfig) {
    config
        .service(resource("/healthz").route(get().to(home::healthz)))
        .service(resource("/readyz").route(get().to(home::readyz)))
        .service(resource("/static/{file}").route(get().to(assets::serve)))
        .service(resource("/language").route(post().to(language::choose)))
        // Professionals, by private links.
        .service(resource("/me/link").route(get().to(links::form)).route(post().to(links::send)))
        .service(resource("/me/link/sent").route(get().to(links::sent)))
        .service(resource("/me/link/replaced").route(get().to(links::replaced)))
        .service(resource("/me/left").route(get().to(me_away::left)))
        .service(resource("/me/round/{token}").route(get().to(me_round::ask)).route(post().to(me_round::say)))
        .service(resource("/me/again/{token}").route(get().to(me_again::ask)).route(post().to(me_again::say)))
        .service(resource("/me/verify/{token}").route(get().to(me::to_confirm)).route(post().to(me::confirm)))
        .service(resource("/me/{token}").route(get().to(me::form)).route(post().to(me::change)))
        .service(resource("/me/{token}/stay").route(post().to(me::stay)))
        .service(resource("/me/{token}/data.json").route(get().to(me_away::data)))
        .service(resource("/me/{token}/links").route(post().to(links::report_own)))
        .service(resource("/me/{token}/away").route(get().to(me_away::show)).route(post().to(me_away::change)))
        .service(resource("/duo/{token}").route(get().to(duo::show)).route(post().to(duo::answer)))
        .service(resource("/duo/{token}/links").route(post().to(links::report_duo)))
        .service(resource("/duo/{token}/agreement").route(post().to(duo::agree)))
        .service(resource("/duo/{token}/meeting").route(post().to(duo::arrange)))
        .service(resource("/duo/{token}/meeting.ics").route(get().to(duo::calendar)))
        .service(
            resource("/duo/{token}/check-in")
                .route(get().to(duo_check_in::check_in))
                .route(post().to(duo_check_in::say)),
        )
        .service(
            resource("/duo/{token}/closing")
                .route(get().to(duo_check_in::closing))
                .route(post().to(duo_check_in::close)),
        )
        .service(resource("/duo/{token}/end").route(get().to(duo_end::ask)).route(post().to(duo_end::end)))
        .service(
            resource("/unsubscribe/{token}").route(get().to(unsubscribe::look)).route(post().to(unsubscribe::leave)),
        )
        // Coordinators.
        .service(resource("/coordinator").route(get().to(overview::programmes)))
        .service(resource("/coordinator/sign-in").route(get().to(sign_in::form)).route(post().to(sign_in::send)))
        .service(resource("/coordinator/sign-in/sent").route(get().to(sign_in::sent)))
        .service(
            resource("/coordinator/sign-in/{token}").route(get().to(sign_in::link)).route(post().to(sign_in::enter)),
        )
        .service(resource("/coordinator/sign-out").route(post().to(sign_in::leave)))
        .configure(of_rounds)
        .service(resource("/coordinator/{programme}").route(get().to(overview::show)))
        .service(resource("/coordinator/{programme}/mail").route(get().to(mail::list)))
        .service(resource("/coordinator/{programme}/mail/mailings/{id}/call-back").route(post().to(mail::call_back)))
        .service(resource("/coordinator/{programme}/mail/{id}/resend").route(post().to(mail::resend)))
        .service(resource("/coordinator/{programme}/needs").route(get().to(needs::show)))
        .service(
            resource("/coordinator/{programme}/settings")
                .route(get().to(settings::show))
                .route(post().to(settings::change)),
        )
        .service(resource("/coordinator/{programme}/settings/open").route(post().to(settings::open)))
        .service(resource("/coordinator/{programme}/settings/coordinators").route(post().to(settings::invite)))
        .service(resource("/coordinator/{programme}/settings/coordinators/{id}").route(post().to(settings::dismiss)))
        .service(
            resource("/coordinator/{programme}/settings/topics")
                .route(get().to(settings::topics))
                .route(post().to(settings::add)),
        )
        .service(resource("/coordinator/{programme}/settings/topics/{topic}").route(post().to(settings::change_topic)))
        .service(
            resource("/coordinator/{programme}/settings/access")
                .route(get().to(access::list))
                .route(post().to(access::give)),
        )
        .service(resource("/coordinator/{programme}/settings/access/{hash}/revoke").route(post().to(access::revoke)))
        .service(
            resource("/coordinator/{programme}/settings/access/sessions/{hash}/end")
                .route(post().to(access::end_session)),
        )
        .service(resource("/coordinator/{programme}/activity").route(get().to(activity::list)))
        .configure(of_people)
        // Programs.
        .configure(api::routes)
        // Whoever develops.
        .service(resource("/dev/mailbox").guard(guard::development()).route(get().to(mailbox::list)))
        .service(resource("/dev/mailbox/{mail}").guard(guard::development()).route(get().to(mailbox::open)))
        .service(resource("/dev/mailbox/{mail}/html").guard(guard::development()).route(get().to(mailbox::html)))
        .service(resource("/dev/letters").guard(guard::development()).route(get().to(letters::list)))
        .service(resource("/dev/letters/{name}/{locale}").guard(guard::development()).route(get().to(letters::open)))
        .service(
            resource("/dev/letters/{name}/{locale}/html").guard(guard::development()).route(get().to(letters::html)),
        )
        // Everybody.
        .service(resource("/").route(get().to(home::list)))
        .service(resource("/{programme}").route(get().to(sign_up::form)).route(post().to(sign_up::send)))
        .service(resource("/{programme}/sent").route(get().to(sign_up::sent)))
        .default_service(route().to(|| async { Err::<&str, _>(WebError::NotFound) }));
}

/// The people of a programme.
fn of_people(config: &mut ServiceConfig) {
    config
        .service(resource("/coordinator/{programme}/professionals").route(get().to(professionals::list)))
        .service(
            resource("/coordinator/{programme}/professionals/{id}/data").route(post().to(professionals::send_data)),
        )
        .service(resource("/coordinator/{programme}/invitations").route(post().to(professionals::invite_all)))
        .service(
            resource("/coordinator/{programme}/professionals/{id}/invitation")
                .route(post().to(professionals::invite_one)),
        )
        .service(
            resource("/coordinator/{programme}/professionals/{id}/distinct")
                .route(post().to(professionals::find_distinct)),
        )
        .service(
            resource("/coordinator/{programme}/professionals/{id}/removal")
                .route(get().to(professionals::to_remove))
                .route(post().to(professionals::remove)),
        )
        .service(resource("/coordinator/{programme}/professionals/{id}").route(get().to(professionals::one)))
        .service(
            resource("/coordinator/{programme}/import").route(get().to(import::form)).route(post().to(import::upload)),
        );
}

/// A round's pages: four steps, and what lies beside them.
fn of_rounds(config: &mut ServiceConfig) {
    use rounds::{
        alternatives, board, by_hand, list, pair, partners, people, picture, proposals, publication, reopening, repair,
        settings, trio, unmatched,
    };
    let at = |path: &str| resource(format!("/coordinator/rounds/{{id}}{path}"));
    config
        .service(at("").route(get().to(rounds::show)))
        .service(at("/people").route(get().to(people::show)).route(post().to(people::change)))
        // Five hundred fixed and five hundred excluded duos are that long.
        .service(
            at("/settings")
                .app_data(super::form_limit(512 * 1024))
                .route(get().to(settings::show))
                .route(post().to(settings::change)),
        )
        .service(at("/preview").app_data(super::form_limit(512 * 1024)).route(post().to(settings::preview)))
        .service(at("/proposals").route(get().to(proposals::show)).route(post().to(proposals::propose)))
        .service(at("/leave-out").route(post().to(rounds::doubles::leave_out)))
        .service(at("/undo").route(post().to(proposals::undo)))
        .service(at("/trio").route(post().to(trio::join)))
        .service(at("/unmatched").route(get().to(unmatched::show)))
        .service(at("/picture").route(get().to(picture::show)))
        .service(at("/partners/{person}/{side}").route(get().to(partners::show)))
        .service(at("/pairs/{one}/{other}").route(get().to(pair::show)))
        .service(at("/pairs/{one}/{other}/alternatives").route(get().to(alternatives::show)))
        .service(at("/pairs/{one}/{other}/{change}").route(get().to(pair::confirm)).route(post().to(pair::change)))
        .service(at("/publication").route(get().to(publication::show)).route(post().to(publication::publish)))
        .service(at("/board").route(get().to(board::show)))
        .service(at("/helped").route(post().to(board::helped)))
        .service(at("/reminders").route(post().to(board::remind)))
        .service(at("/extension").route(post().to(board::extend)))
        .service(
            // Some thousands of duos are that long.
            at("/repair")
                .app_data(super::form_limit(512 * 1024))
                .route(get().to(repair::show))
                .route(post().to(repair::make)),
        )
        .service(at("/second-chances").route(post().to(repair::ask)))
        .service(at("/by-hand").route(get().to(by_hand::show)).route(post().to(by_hand::make)))
        .service(at("/by-hand/partner").route(get().to(by_hand::partners)))
        .service(at("/latecomer").route(get().to(reopening::latecomer)).route(post().to(reopening::take_in)))
        .service(at("/reopening").route(get().to(reopening::to_reopen)).route(post().to(reopening::reopen)))
        .service(at("/closing").route(get().to(board::to_close)).route(post().to(board::close)))
        .service(at("/publication/mails/{mail}").route(get().to(publication::mail)))
        .service(at("/publication/mails/{mail}/html").route(get().to(publication::html)))
        .service(at("/publication/mails/{mail}/test").route(post().to(publication::test)))
        .service(
            resource("/coordinator/{programme}/rounds").route(get().to(list::show)).route(post().to(list::create)),
        );
}
