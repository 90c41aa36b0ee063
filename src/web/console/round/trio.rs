//! Somebody left over in a mutual round: the duo that they could join, and the three once they have.

use actix_web::{HttpRequest, HttpResponse, web};

use super::proposals::finish;
use super::{CoordinatorRound, person, version};
use crate::app::App;
use crate::domain::{Change, ProfessionalId, RoundId};
use crate::locale::Texts;
use crate::service::round::{self as action, OddOneOut, Three};
use crate::store::person::professionals::Professional;
use crate::store::round::rounds::Round;
use crate::store::{Connection, StoreError};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::security::session::SignedIn;

/// Who is left over, and the trio that there is.
pub(crate) struct Trio {
    offer: Option<OddOneOut>,
    three: Option<Three>,
}

/// The same in words.
pub(crate) struct ToldTrio {
    pub(crate) words: String,
    /// Whether they can still join.
    pub(crate) is_offer: bool,
}

impl Trio {
    pub(crate) fn read(c: &mut Connection, round: &Round) -> Result<Self, StoreError> {
        Ok(Self { offer: action::odd_one_out(c, round)?, three: Three::of(c, round)? })
    }

    /// Whose names are needed to tell of the offer.
    pub(crate) fn people(&self) -> impl Iterator<Item = ProfessionalId> {
        self.offer.iter().flat_map(|offer| [offer.third, offer.duo.0, offer.duo.1])
    }

    pub(crate) fn told(self, t: Texts, people: &[Professional]) -> Result<Option<ToldTrio>, WebError> {
        if let Some(three) = self.three {
            let names = t.list(&three.names().map(str::to_owned));
            let words = t.with("round-trio-three", &[("names", &names)]);
            return Ok(Some(ToldTrio { words, is_offer: false }));
        }
        let Some(offer) = self.offer else { return Ok(None) };
        let name = |id| Ok::<_, WebError>(person(people, id)?.profile.name().to_owned());
        let (third, one, other) = (name(offer.third)?, name(offer.duo.0)?, name(offer.duo.1)?);
        let points = usize::try_from(offer.score).unwrap_or_default();
        let who = [("third", third.as_str()), ("one", &one), ("other", &other)];
        Ok(Some(ToldTrio { words: t.count("round-trio-offer", points, &who), is_offer: true }))
    }
}

/// Lets whoever is left over join.
pub(crate) async fn join(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
    let made = app.blocking(move |app| action::join(app.store(), app.by(signed_in.actor()), id, seen)).await;
    finish(&app, &request, own, coordinator, seen, (Change::Settings, made)).await
}
