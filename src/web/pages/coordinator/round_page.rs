//! The page of one round: its duos with why, who has none, and the form to change it.

use std::collections::{HashMap, HashSet};

use askama::Template;

use super::super::super::errors::WebError;
use super::super::super::page::Page;
use super::super::super::{session, words};
use super::round_form::RoundForm;
use super::round_pairs;
use crate::actions::introduce::shared_topics;
use crate::actions::rounds::{self as action, OddOneOut};
use crate::domain::{Attribute, Catalogue, DuoState, Kind, Preference, Side};
use crate::mail::SharedTopic;
use crate::matching::Reasons;
use crate::store::duos::Duo;
use crate::store::professionals::Professional;
use crate::store::programmes::{self, Programme};
use crate::store::rounds::{Round, WithoutDuo};
use crate::store::{Connection, StoreError, duos, professionals, rounds};

#[derive(Template)]
#[template(path = "web/templates/coordinator/round.html")]
pub(super) struct RoundPage {
    pub(super) page: Page,
    programme: Programme,
    round: Round,
    form: RoundForm,
    action: String,
    everyone: Vec<Professional>,
    pub(super) participants: HashSet<i64>,
    duos: Vec<ShownDuo>,
    unmatched: Vec<ShownUnmatched>,
    /// The offer to make one duo a trio, in words.
    trio: Option<String>,
    pub(super) notice: Option<String>,
}

struct ShownDuo {
    duo: Duo,
    learner: Professional,
    guide: Professional,
    reasons: Reasons,
    topics: Vec<SharedTopic>,
    /// Whether the coordinator wants it to stand.
    locked: bool,
}

impl ShownDuo {
    const fn at(&self, side: Side) -> &Professional {
        match side {
            Side::Learner => &self.learner,
            Side::Guide => &self.guide,
        }
    }
}

struct ShownUnmatched {
    person: Professional,
    side: Side,
    why: String,
}

impl RoundPage {
    fn is(&self, state: &str) -> bool {
        self.round.state.as_str() == state
    }

    fn total(&self) -> i64 {
        self.duos.iter().map(|d| d.duo.score).sum()
    }

    fn lowest(&self) -> i64 {
        self.duos.iter().map(|d| d.duo.score).min().unwrap_or(0)
    }

    fn count(&self, state: DuoState) -> usize {
        self.duos.iter().filter(|d| d.duo.state == state).count()
    }

    /// Learners without a guide; where both learn, everybody without a duo.
    fn without(&self) -> usize {
        self.unmatched.iter().filter(|u| self.both_learn() || u.side == Side::Learner).count()
    }

    fn both_learn(&self) -> bool {
        self.round.settings.kind.both_learn()
    }

    fn place(&self, side: Side) -> Option<String> {
        self.page.t.place(self.round.settings.kind, side)
    }

    /// A member as the page names them where it says what they do: by their place, or where both learn by their name.
    fn who(&self, duo: &ShownDuo, side: Side) -> String {
        if self.both_learn() { duo.at(side).profile.first_name().to_owned() } else { self.page.t.side(side) }
    }

    /// Who learns a topic.
    fn learns(&self, duo: &ShownDuo, side: Side) -> String {
        let who = self.who(duo, side);
        if self.both_learn() { self.page.t.with("round-learns", &[("name", &who)]) } else { who }
    }

    fn choices(&self) -> Vec<(Attribute, Vec<&str>)> {
        round_pairs::choices(&self.everyone)
    }
}

/// Everything the page shows, read in one go.
pub(super) struct Read {
    programme: Programme,
    catalogue: Catalogue,
    pub(super) round: Round,
    everyone: Vec<Professional>,
    participants: HashSet<i64>,
    duos: Vec<Duo>,
    unmatched: Vec<WithoutDuo>,
    trio: Option<OddOneOut>,
}

/// Reads all that the page shows.
pub(super) fn read(c: &mut Connection, id: i64, coordinator: i64) -> Result<Read, WebError> {
    let round = own(c, id, coordinator)?;
    let duos = duos::of_round(c, id)?;
    let participants: HashSet<i64> = rounds::participants(c, id)?.into_iter().collect();
    // Those who can take part, and those who did.
    let mut ids: HashSet<i64> = professionals::active_ids(c, round.programme_id)?.into_iter().collect();
    ids.extend(&participants);
    Ok(Read {
        programme: programmes::by_id(c, round.programme_id)?,
        catalogue: programmes::catalogue(c, round.programme_id)?,
        everyone: professionals::by_ids(c, &Vec::from_iter(ids))?,
        participants,
        duos,
        unmatched: rounds::unmatched(c, id)?,
        trio: action::odd_one_out(c, &round)?,
        round,
    })
}

/// A round of the reader's programmes.
pub(super) fn own(c: &mut Connection, id: i64, coordinator: i64) -> Result<Round, WebError> {
    let round = rounds::by_id(c, id)?.ok_or(WebError::NotFound)?;
    session::own(c, coordinator, round.programme_id)?;
    Ok(round)
}

/// The page, from what was read.
pub(super) fn build(page: Page, read: Read, form: RoundForm) -> Result<RoundPage, WebError> {
    let people: HashMap<i64, &Professional> = read.everyone.iter().map(|p| (p.id, p)).collect();
    let person = |id: i64| people.get(&id).map(|p| (*p).clone()).ok_or(WebError::Internal);
    let corrupt = |what: &str, e: serde_json::Error| StoreError::Corrupt(format!("{what}: {e}"));
    let mut duos = Vec::with_capacity(read.duos.len());
    for duo in read.duos {
        let (learner, guide) = (person(duo.learner.professional_id)?, person(duo.guide.professional_id)?);
        let reasons = serde_json::from_str(&duo.reasons).map_err(|e| corrupt("reasons", e))?;
        let topics = shared_topics(&read.catalogue, &learner.profile, &guide.profile);
        let ends = [learner.profile.email(), guide.profile.email()];
        let locked = read.round.settings.locked.iter().any(|c| ends.contains(&c.one()) && ends.contains(&c.other()));
        duos.push(ShownDuo { duo, learner, guide, reasons, topics, locked });
    }
    let kind = read.round.settings.kind;
    let mut unmatched = Vec::with_capacity(read.unmatched.len());
    for one in read.unmatched {
        let why = serde_json::from_str(&one.why).map_err(|e| corrupt("unmatched", e))?;
        let person = person(one.professional_id)?;
        unmatched.push(ShownUnmatched { person, side: one.side, why: words::why_nobody(page.t, kind, &why) });
    }
    let trio = read.trio.map(|offer| {
        let name = |id| Ok::<_, WebError>(person(id)?.profile.name().to_owned());
        let (third, one, other) = (name(offer.third)?, name(offer.duo.0)?, name(offer.duo.1)?);
        let points = usize::try_from(offer.score).unwrap_or_default();
        let names = [("third", third.as_str()), ("one", &one), ("other", &other)];
        Ok::<_, WebError>(page.t.count("round-trio", points, &names))
    });
    let trio = trio.transpose()?;
    Ok(RoundPage {
        action: format!("/coordinator/rounds/{}", read.round.id),
        page,
        programme: read.programme,
        round: read.round,
        form,
        everyone: read.everyone,
        participants: read.participants,
        duos,
        unmatched,
        trio,
        notice: None,
    })
}
