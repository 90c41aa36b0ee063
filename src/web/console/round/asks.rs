//! Who asks the coordinator for help: what about, since when, how to reach them, and whether the two met.

use crate::domain::duo::check_in::Moment;
use crate::domain::{DuoId, ProfessionalId, Side};
use crate::service::round::progress::DuoProgress;
use crate::store::person::professionals::{self, Professional};
use crate::store::{Connection, StoreError};
use crate::web::page::Page;

/// The calls for help in one duo.
pub(crate) struct DuoAsks {
    pub(crate) duo: DuoId,
    /// The learner's and the guide's identifiers.
    pub(crate) pair: (ProfessionalId, ProfessionalId),
    asks: Vec<Ask>,
    /// Each member's first name, and whether they said that the two met.
    met: [(String, Option<bool>); 2],
}

/// One call for help.
pub(crate) struct Ask {
    name: String,
    other: String,
    pub(crate) email: String,
    pub(crate) about: Option<String>,
    wants_another: bool,
    asked_at: chrono::NaiveDateTime,
}

impl DuoAsks {
    /// Those of these duos in which somebody asks for help.
    pub(crate) fn read(c: &mut Connection, duos: &[DuoProgress]) -> Result<Vec<Self>, StoreError> {
        let asking: Vec<&DuoProgress> = duos.iter().filter(|one| !one.asks.is_empty()).collect();
        let members = asking.iter().flat_map(|one| SIDES.map(|side| one.duo.member(side).professional_id));
        let people = professionals::by_ids(c, &members.collect::<Vec<_>>())?;
        let person = |one: &DuoProgress, side| {
            let id = one.duo.member(side).professional_id;
            people.iter().find(|person: &&Professional| person.id == id).ok_or(StoreError::Conflict)
        };
        let mut found = Vec::with_capacity(asking.len());
        for one in asking {
            let mut asks = Vec::with_capacity(one.asks.len());
            for ask in &one.asks {
                let (asker, other) = (person(one, ask.side)?, person(one, ask.side.other())?);
                asks.push(Ask {
                    name: asker.profile.name().to_owned(),
                    other: other.profile.first_name().to_owned(),
                    email: asker.profile.email().to_string(),
                    about: ask.about.clone(),
                    wants_another: ask.moment == Moment::End,
                    asked_at: ask.asked_at,
                });
            }
            let said =
                |side| Ok::<_, StoreError>((person(one, side)?.profile.first_name().to_owned(), one.met.at(side)));
            let pair = (one.duo.learner.professional_id, one.duo.guide.professional_id);
            found.push(Self { duo: one.duo.id, pair, asks, met: [said(Side::Learner)?, said(Side::Guide)?] });
        }
        Ok(found)
    }

    pub(crate) fn asks(&self) -> &[Ask] {
        &self.asks
    }

    /// What each member said of whether they met, as they said it: a line each.
    pub(crate) fn met(&self, page: &Page) -> Vec<String> {
        let line = |(name, met): &(String, Option<bool>)| {
            let key = match met {
                Some(true) => "ask-met-yes",
                Some(false) => "ask-met-no",
                None => "ask-met-unknown",
            };
            page.t.with(key, &[("name", name)])
        };
        self.met.iter().map(line).collect()
    }
}

impl Ask {
    /// Who asks for what, since when.
    pub(crate) fn words(&self, page: &Page) -> String {
        let t = page.t;
        let key = if self.wants_another { "ask-another" } else { "ask-help" };
        t.with(key, &[("name", &self.name), ("other", &self.other), ("moment", &t.moment(self.asked_at))])
    }
}

const SIDES: [Side; 2] = [Side::Learner, Side::Guide];
