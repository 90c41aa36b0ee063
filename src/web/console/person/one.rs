//! One professional: the profile, and what happened to them here.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;

use super::acts;
use crate::app::App;
use crate::domain::{Catalogue, ProfessionalId, RoundId, RoundState, TopicId};
use crate::service::person::{data_export, invitations as action, retention};
use crate::store::duo::duos;
use crate::store::duo::duos::Duo;
use crate::store::mail::outbox::{self, Entry};
use crate::store::person::invitations::{self, Invitation};
use crate::store::person::professionals::{Professional, Standing};
use crate::store::person::undeliverable::{self, AddressTrouble};
use crate::store::person::{professional_search, silence};
use crate::store::programme::programmes::{self, Programme};
use crate::store::round::rounds;
use crate::store::round::rounds::Round;
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;
use crate::web::security::{audit, rate_limits};

/// What can have been done to somebody on their page.
const DONE: [&str; 5] = ["invited", "answered", "declined", "too_soon", "distinct"];
/// As many mails are shown: the newest.
const MAILS: i64 = 30;

#[derive(Template)]
#[template(path = "web/templates/coordinator/professional.html")]
struct OnePage {
    page: Page,
    programme: Programme,
    catalogue: Catalogue,
    person: Professional,
    rounds: Vec<TookPart>,
    mails: Vec<Entry>,
    /// Since when the address refuses mail, if it does.
    trouble: Option<AddressTrouble>,
    /// How many times in a row they did not answer, in words, where that is worth some.
    unanswered: Option<String>,
    /// Whether a link to their data was just sent.
    sent: bool,
    /// Their invitation, if they were invited and have not answered.
    invitation: Option<Invitation>,
    /// Whether they may be mailed about it once more now.
    may_invite: bool,
    /// What was just done about their invitation, or about who they may be: the text `invite-…` that says so.
    done: Option<&'static str>,
    /// Who may be the same person.
    like: Vec<(ProfessionalId, String)>,
    /// The day on which they are removed unless they do something.
    removal: Option<NaiveDate>,
}

/// A round in which somebody takes part, with their duos in it.
struct TookPart {
    round: Round,
    duos: Vec<With>,
}

/// A duo from one side: the other member.
struct With {
    duo: Duo,
    other: ProfessionalId,
    name: String,
}

impl OnePage {
    fn label(&self, topic: &TopicId) -> String {
        self.catalogue.get(topic).map_or_else(|| topic.to_string(), |t| t.label(self.page.t.locale()).to_owned())
    }
}

/// Shows one professional. Whom they report to and whom they would rather not meet stays with them.
pub(crate) async fn one(
    app: web::Data<App>,
    path: web::Path<(String, ProfessionalId)>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let page = Page::of(&request);
    let sent = request.query_string() == "data-sent";
    let done = DONE.into_iter().find(|word| request.query_string() == format!("invitation={word}"));
    let (now, policy) = (app.now(), app.policy().clone());
    let coordinator = signed_in.0.id;
    let shown = app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let person = acts::person(c, &programme, id)?;
        let catalogue = programmes::catalogue(c, programme.id)?;
        let mut theirs: HashMap<RoundId, Vec<Duo>> = HashMap::new();
        for duo in duos::of_professional(c, id)? {
            theirs.entry(duo.round_id).or_default().push(duo);
        }
        let took_part = rounds::of_professional(c, id)?;
        let other = |duo: &Duo| {
            if duo.learner.professional_id == id { duo.guide.professional_id } else { duo.learner.professional_id }
        };
        let others: Vec<ProfessionalId> = theirs.values().flatten().map(other).collect();
        let names = professional_search::names(c, &others)?;
        let with = |duo: Duo| {
            let other = other(&duo);
            With { duo, other, name: names.get(&other).cloned().unwrap_or_default() }
        };
        let rounds = took_part
            .into_iter()
            .map(|round| TookPart {
                duos: theirs.remove(&round.id).unwrap_or_default().into_iter().map(with).collect(),
                round,
            })
            .collect();
        let mails = outbox::to_address(c, programme.id, person.profile.email(), MAILS)?;
        let page = page.in_console(&programme, Section::Professionals);
        let trouble = undeliverable::of(c, &[id])?.remove(&id);
        let unanswered = silence::worth_a_word(&silence::counts(c, programme.id, page.today)?, id)
            .map(|times| page.t.count("professional-unanswered", times, &[]));
        let invitation = invitations::of(c, &[id])?.remove(&id);
        let may_invite = match &invitation {
            Some(one) => action::may_be_mailed(one, now),
            None => person.standing == Standing::Unconfirmed,
        };
        let like = acts::like(c, programme.id, id)?;
        let removal = retention::removal_day(c, &policy, &person, now)?;
        Ok::<_, WebError>(OnePage {
            page,
            programme,
            catalogue,
            person,
            rounds,
            mails,
            trouble,
            unanswered,
            sent,
            invitation,
            may_invite,
            done,
            like,
            removal,
        })
    });
    let shown = shown.await?;
    audit::look(&app, coordinator, shown.programme.id, Some(id));
    shown.page.ok(&shown)
}

/// Mails one professional a link to what is kept about them.
pub(crate) async fn send_data(
    app: web::Data<App>,
    path: web::Path<(String, ProfessionalId)>,
    request: HttpRequest,
    signed_in: SignedIn,
    _checked: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    rate_limits::count_act(&request, signed_in.0.id)?;
    let back = format!("/coordinator/{slug}/professionals/{id}?data-sent");
    let sent = app.act(signed_in.actor(), move |cx| {
        let programme = signed_in.programme(cx.c, &slug)?;
        let person = acts::person(cx.c, &programme, id)?;
        Ok::<_, WebError>(data_export::send_link(cx, &person)?)
    });
    sent.await?;
    Ok(see_other(&back))
}
