//! What a round is computed from: who takes part, and who of them met before.

use std::collections::{BTreeSet, HashMap};

use crate::domain::{
    AddressPair, EarlierDuo, EmailAddress, ProfessionalId, Profile, ProgrammeId, RoundId, RoundSettings, StandingDuos,
};
use crate::matching::{History, Prepared, Proposal, ProposeError, Rules, Unmatched};
use crate::store::duo::{duos, standing};
use crate::store::person::professionals::Standing;
use crate::store::person::{doubles, professionals};
use crate::store::round::rounds;
use crate::store::round::rounds::Round;
use crate::store::{Connection, StoreError};

/// Those who take part and are active, and who in the programme were a duo before.
///
/// It holds what people told in confidence.
pub struct RoundInputs {
    /// The identifiers of those who take part.
    pub ids: Vec<ProfessionalId>,
    /// Their profiles, in the same order.
    pub profiles: Vec<Profile>,
    earlier: Vec<EarlierDuo>,
    /// What each of them stands in, in other rounds.
    standing: HashMap<ProfessionalId, StandingDuos>,
    history: History,
    /// Who of them may be one person.
    doubles: Vec<AddressPair>,
}

impl RoundInputs {
    /// Reads what a round would be computed from now.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(c: &mut Connection, round: &Round) -> Result<Self, StoreError> {
        let ids = rounds::takes_part(c, round)?;
        Self::of_people(c, round, &ids)
    }

    /// The same, for these people.
    pub(crate) fn of_people(c: &mut Connection, round: &Round, ids: &[ProfessionalId]) -> Result<Self, StoreError> {
        let mut people = professionals::by_ids(c, ids)?;
        people.retain(|p| p.standing == Standing::Active);
        let (ids, profiles): (Vec<ProfessionalId>, Vec<Profile>) =
            people.into_iter().map(|p| (p.id, p.profile)).unzip();
        let earlier = earlier_duos(c, round.programme_id)?;
        let standing = standing::by_person(&standing::of_programme(c, round.programme_id, Some(round.id))?);
        let of_participants = ids
            .iter()
            .zip(&profiles)
            .filter_map(|(id, profile)| standing.get(id).map(|duos| (profile.email().clone(), *duos)));
        let history: History = earlier.iter().cloned().collect();
        let doubles = possible_doubles(c, round.programme_id, &ids, &profiles)?;
        let both = doubles.iter().cloned().map(AddressPair::into_both);
        let history = history.with_standing(of_participants).with_doubles(both);
        Ok(Self { ids, profiles, earlier, standing, history, doubles })
    }

    /// Who were a duo before, and how many rounds ago.
    #[must_use]
    pub fn earlier(&self) -> &[EarlierDuo] {
        &self.earlier
    }

    /// Who of the participants may be one person.
    #[must_use]
    pub fn doubles(&self) -> &[AddressPair] {
        &self.doubles
    }

    /// The addresses of those who stand in duos of other rounds, and in how many.
    pub fn standing(&self) -> impl Iterator<Item = (EmailAddress, StandingDuos)> {
        let stands =
            |(id, profile): (&ProfessionalId, &Profile)| Some((profile.email().clone(), *self.standing.get(id)?));
        self.ids.iter().zip(&self.profiles).filter_map(stands)
    }

    /// Whether somebody stands in a duo of another round.
    pub(crate) fn stands_elsewhere(&self, professional: ProfessionalId) -> bool {
        self.standing.contains_key(&professional)
    }

    /// What the participants are to each other by other rounds.
    #[must_use]
    pub const fn history(&self) -> &History {
        &self.history
    }

    /// The rules of a round with these settings.
    #[must_use]
    pub fn rules<'a>(&'a self, settings: &'a RoundSettings) -> Rules<'a> {
        Rules::new(&self.profiles, settings, &self.history)
    }

    /// The place of a professional among those who take part.
    #[must_use]
    pub fn place(&self, professional: ProfessionalId) -> Option<usize> {
        self.ids.binary_search(&professional).ok()
    }

    /// The addresses of two who take part.
    #[must_use]
    pub fn couple(&self, one: ProfessionalId, other: ProfessionalId) -> Option<AddressPair> {
        let email = |id| Some(self.profiles[self.place(id)?].email().clone());
        AddressPair::new(email(one)?, email(other)?).ok()
    }

    /// Takes some of the people out.
    pub(crate) fn without(&mut self, ids: &[ProfessionalId]) {
        for place in ids.iter().filter_map(|id| self.place(*id)).collect::<BTreeSet<_>>().into_iter().rev() {
            self.ids.remove(place);
            self.profiles.remove(place);
        }
    }

    /// The duos that a round with these settings would have, and why each has none who is without.
    ///
    /// # Errors
    /// [`ProposeError`].
    pub fn propose(&self, settings: &RoundSettings) -> Result<(Proposal, Vec<Unmatched>), ProposeError> {
        let round = Prepared::new(&self.profiles, settings, &self.history)?;
        let proposal = round.propose()?;
        let reasons = round.explain(proposal.unpaired());
        Ok((proposal, reasons))
    }
}

/// Who of these people may be one person under two addresses.
fn possible_doubles(
    c: &mut Connection,
    programme: ProgrammeId,
    ids: &[ProfessionalId],
    profiles: &[Profile],
) -> Result<Vec<AddressPair>, StoreError> {
    let email = |id: ProfessionalId| ids.binary_search(&id).ok().map(|place| profiles[place].email().clone());
    let couple = |(one, other)| AddressPair::new(email(one)?, email(other)?).ok();
    Ok(doubles::pairs(c, programme)?.into_iter().filter_map(couple).collect())
}

/// Who of a programme were a duo before, and how many published rounds ago: 1 in the last one.
fn earlier_duos(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<EarlierDuo>, StoreError> {
    let mut published: Vec<_> =
        rounds::of_programme(c, programme)?.into_iter().filter_map(|r| Some((r.published_at?, r.id))).collect();
    published.sort_unstable();
    let ago: HashMap<RoundId, u32> = published.iter().rev().map(|(_, id)| *id).zip(1..).collect();
    let pairs = duos::earlier_pairs(c, programme)?;
    let members: BTreeSet<ProfessionalId> = pairs.iter().flat_map(|(one, other, _)| [*one, *other]).collect();
    let members = professionals::by_ids(c, &members.into_iter().collect::<Vec<_>>())?;
    let address: HashMap<ProfessionalId, EmailAddress> =
        members.into_iter().map(|p| (p.id, p.profile.email().clone())).collect();
    let duo = |(one, other, round): (ProfessionalId, ProfessionalId, RoundId)| {
        let couple = AddressPair::new(address.get(&one)?.clone(), address.get(&other)?.clone()).ok()?;
        Some(EarlierDuo { couple, rounds_ago: ago.get(&round).copied().unwrap_or(1) })
    };
    Ok(pairs.into_iter().filter_map(duo).collect())
}
