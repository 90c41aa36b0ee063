//! Two in a round who may be one person: pointed out, and one of them left out by one click.

use std::collections::{HashMap, HashSet};

use actix_web::{HttpRequest, HttpResponse, web};

use super::{CoordinatorRound, version};
use crate::app::App;
use crate::domain::{ProfessionalId, RoundId};
use crate::service::round::{self as action, RoundError};
use crate::store::person::doubles;
use crate::store::person::professionals::{self, Professional};
use crate::store::round::rounds;
use crate::store::{Connection, StoreError};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::see_other;
use crate::web::security::session::SignedIn;

/// As many pairs are shown; who is left out makes place for others.
const MAX_SHOWN: usize = 20;

/// Two who may be one person.
pub(crate) type PossibleDouble = [Professional; 2];

impl CoordinatorRound {
    /// With those of its participants who may be one person, while it can be changed.
    pub(crate) fn with_doubles(mut self, c: &mut Connection) -> Result<Self, StoreError> {
        if self.is_open() {
            self.doubles = of_round(c, &self)?;
        }
        Ok(self)
    }
}

fn of_round(c: &mut Connection, own: &CoordinatorRound) -> Result<Vec<PossibleDouble>, StoreError> {
    let pairs = doubles::pairs(c, own.programme.id)?;
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let participants: HashSet<ProfessionalId> = rounds::participants(c, own.round.id)?.into_iter().collect();
    let both =
        |(one, other): &(ProfessionalId, ProfessionalId)| participants.contains(one) && participants.contains(other);
    let pairs: Vec<(ProfessionalId, ProfessionalId)> = pairs.into_iter().filter(both).take(MAX_SHOWN).collect();
    let ids: Vec<ProfessionalId> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let people: HashMap<ProfessionalId, Professional> =
        professionals::by_ids(c, &ids)?.into_iter().map(|person| (person.id, person)).collect();
    let pair =
        |(one, other): (ProfessionalId, ProfessionalId)| Some([people.get(&one)?.clone(), people.get(&other)?.clone()]);
    Ok(pairs.into_iter().filter_map(pair).collect())
}

/// Leaves one person out of a round.
pub(crate) async fn leave_out(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let person: ProfessionalId = fields.one("person").parse().map_err(|_| WebError::BadRequest)?;
    let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
    let made = app.act(signed_in.actor(), move |cx| {
        let mut participants = rounds::participants(cx.c, id)?;
        let before = participants.len();
        participants.retain(|one| *one != person);
        if participants.len() == before {
            return Err(RoundError::Stranger);
        }
        action::set_people(cx, id, seen, &participants)
    });
    match made.await {
        Ok(_) => Ok(see_other(&own.href("people"))),
        Err(RoundError::Changed) => super::changed(&app, &request, id, coordinator, seen).await,
        Err(error) => Err(error.into()),
    }
}
