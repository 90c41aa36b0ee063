//! Before an act mails many people: how many mails of which kind to whom, and one of each to read.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::CoordinatorRound;
use crate::app::App;
use crate::domain::{CoordinatorId, RoundId};
use crate::mail::{MailContext, preview};
use crate::service::Context;
use crate::service::mail::rehearsal::{self, MailsOfKind};
use crate::service::programme::activity::Actor;
use crate::service::round::RoundError;
use crate::store::programme::programmes::Programme;
use crate::web::errors::WebError;
use crate::web::page::Page;

/// The field of whoever has seen what leaves.
pub(crate) const SEEN: &str = "mails_seen";

/// What the page asks, and where its form goes.
pub(crate) struct Ask {
    /// The address that does it.
    pub(crate) action: String,
    /// What was typed, and goes there once more.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// The words of the button.
    pub(crate) button: String,
    /// Where to go back to.
    pub(crate) back: String,
    /// For how many minutes it can be called back; 0 is not at all.
    pub(crate) hold: usize,
}

/// One of the mails of a kind, to read.
pub(crate) struct OneOfKind {
    pub(crate) kind: String,
    pub(crate) mails: usize,
    pub(crate) to: String,
    pub(crate) lang: &'static str,
    pub(crate) subject: String,
    pub(crate) text: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/before.html")]
struct BeforePage {
    page: Page,
    own: CoordinatorRound,
    all: usize,
    kinds: Vec<OneOfKind>,
    ask: Ask,
}

/// One mail of each kind, as its reader would see it. No link in it works.
pub(crate) fn one_of_each(
    app: &App,
    programme: &Programme,
    page: &Page,
    mails: &[MailsOfKind],
) -> Result<Vec<OneOfKind>, WebError> {
    let one = |of: &MailsOfKind| {
        let locale = of.first.locale;
        let contact = programme.contact.clone();
        let head = MailContext::new(
            app.base_url(),
            (programme.name(locale), programme.slug.as_str()),
            app.mail_from().clone(),
            contact,
        );
        let mail = preview(&of.says, locale, &head)?;
        Ok(OneOfKind {
            kind: page.t.mail_kind(&of.kind),
            mails: of.mails,
            to: format!("{} <{}>", of.first.recipient_name, of.first.recipient),
            lang: locale.as_str(),
            subject: mail.subject,
            text: mail.text,
        })
    };
    mails.iter().map(one).collect()
}

/// The page, if an act would mail more people than `mail.hold_above`; nothing if it would not, or could not be done.
pub(crate) async fn look(
    app: &App,
    request: &HttpRequest,
    (id, coordinator): (RoundId, CoordinatorId),
    ask: Ask,
    act: impl FnOnce(&mut Context<'_>) -> Result<(), RoundError> + Send + 'static,
) -> Result<Option<HttpResponse>, WebError> {
    let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
    let programme = own.programme.id;
    let Ok(mails) =
        app.rehearse(Actor::Coordinator(coordinator), move |cx| rehearsal::mails_of(cx, programme, act)).await
    else {
        return Ok(None);
    };
    let all: usize = mails.iter().map(|kind| kind.mails).sum();
    if all <= app.policy().hold_above {
        return Ok(None);
    }
    let page = own.page(request);
    let kinds = one_of_each(app, &own.programme, &page, &mails)?;
    let shown = BeforePage { page, own, all, kinds, ask };
    shown.page.ok(&shown).map(Some)
}
