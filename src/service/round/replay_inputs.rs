//! What the duos of a round were proposed from: kept with the round, so that anybody who runs the server can have them
//! computed again.

use std::collections::{HashMap, HashSet};

use crate::domain::person::import;
use crate::domain::{EarlierDuo, EmailAddress, ProfessionalId, Profile, RoundId, RoundSettings, StandingDuos, Topics};
use crate::matching::{ENGINE, History, Proposal, Reasons};
use crate::service::round::{RoundError, RoundInputs};
use crate::store::duo::duos;
use crate::store::person::professionals;
use crate::store::round::rounds;
use crate::store::round::stored_inputs::{self, Input};
use crate::store::{Connection, StoreError};

/// The version of this program, which is kept beside the number of its engine.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The score and the reasons of each duo, by its left and right.
type KeptDuos = HashMap<(EmailAddress, EmailAddress), (i64, Reasons)>;

/// What a round was proposed from, and what came of it.
///
/// It holds whom people report to and whom they avoid. It is for the operator's command line, and for nobody else.
pub struct StoredInputs {
    /// Who took part.
    pub people: Vec<Profile>,
    /// The settings, with the seed.
    pub settings: RoundSettings,
    /// Who of them were a duo before.
    pub earlier: Vec<EarlierDuo>,
    /// What they stood in, in other rounds.
    pub standing: Vec<(EmailAddress, StandingDuos)>,
    /// The version of the program that proposed.
    pub version: String,
    /// The number of its engine.
    pub engine: i32,
    duos: KeptDuos,
}

impl StoredInputs {
    /// What the participants were to each other by other rounds.
    #[must_use]
    pub fn history(&self) -> History {
        let earlier: History = self.earlier.iter().cloned().collect();
        earlier.with_standing(self.standing.iter().cloned())
    }

    /// Whether a proposal for [`StoredInputs::people`] has the very duos that the round has, with the same reasons.
    #[must_use]
    pub fn has_the_duos_of(&self, proposal: &Proposal) -> bool {
        let email = |i: usize| self.people[i].email().clone();
        let kept = |left, right| self.duos.get(&(left, right));
        proposal.duos().len() == self.duos.len()
            && proposal
                .duos()
                .iter()
                .all(|duo| kept(email(duo.learner), email(duo.guide)) == Some(&(duo.reasons.score(), duo.reasons)))
    }
}

/// Keeps what the duos of a round were proposed from.
pub(crate) fn keep(
    c: &mut Connection,
    round: RoundId,
    material: &RoundInputs,
    settings: &RoundSettings,
) -> Result<(), StoreError> {
    let people = &material.profiles;
    let takes_part: HashSet<&EmailAddress> = people.iter().map(Profile::email).collect();
    let both = |duo: &&EarlierDuo| takes_part.contains(duo.couple.one()) && takes_part.contains(duo.couple.other());
    let mut settings = settings.clone();
    // For the pairing a possible double is a pair that must not be, whoever computes it again.
    settings.banned.extend(material.doubles().iter().cloned());
    let input = Input {
        people: import::written(people).map_err(|e| StoreError::Corrupt(e.to_string()))?,
        settings,
        earlier: material.earlier().iter().filter(both).cloned().collect(),
        standing: material.standing().collect(),
        version: VERSION.to_owned(),
        engine: i32::try_from(ENGINE).unwrap_or(i32::MAX),
    };
    stored_inputs::set(c, round, &input)
}

/// What a round was proposed from; nothing when its duos were never proposed, or it was changed since.
///
/// # Errors
/// [`RoundError::NotFound`], and those of the database.
pub fn frozen(c: &mut Connection, round: RoundId) -> Result<Option<StoredInputs>, RoundError> {
    rounds::by_id(c, round)?.ok_or(RoundError::NotFound)?;
    let Some(Input { people, settings, earlier, standing, version, engine }) = stored_inputs::of_round(c, round)?
    else {
        return Ok(None);
    };
    let settings = settings.as_of_engine(u32::try_from(engine).unwrap_or(0));
    let people = import::parse(people.as_bytes(), Topics::Any)
        .map_err(|errors| StoreError::Corrupt(format!("the people of round {round}: {errors:?}")))?;
    Ok(Some(StoredInputs { people, settings, earlier, standing, version, engine, duos: kept_duos(c, round)? }))
}

fn kept_duos(c: &mut Connection, round: RoundId) -> Result<KeptDuos, StoreError> {
    let duos = duos::of_round(c, round)?;
    let ids: HashSet<ProfessionalId> =
        duos.iter().flat_map(|d| [d.learner.professional_id, d.guide.professional_id]).collect();
    let members = professionals::by_ids(c, &Vec::from_iter(ids))?;
    let email: HashMap<ProfessionalId, &EmailAddress> = members.iter().map(|p| (p.id, p.profile.email())).collect();
    duos.iter()
        .map(|duo| {
            let member = |id: ProfessionalId| {
                let found = email.get(&id).copied().cloned();
                found.ok_or_else(|| StoreError::Corrupt(format!("duo {} has a member who is not there", duo.id)))
            };
            let reasons = serde_json::from_str(&duo.reasons)
                .map_err(|e| StoreError::Corrupt(format!("reasons of duo {}: {e}", duo.id)))?;
            let ends = (member(duo.learner.professional_id)?, member(duo.guide.professional_id)?);
            Ok((ends, (duo.score, reasons)))
        })
        .collect()
}
