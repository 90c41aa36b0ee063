//! Rounds made ready, kept for a while: what a slider and an explanation ask of them is then a matter of milliseconds.
//!
//! A ready round borrows from the people that it was made of, so each lives on a thread of its own, which holds both and
//! answers questions until nobody asked one for ten minutes. How many there are, and how large together, is bounded; the
//! one that was asked longest ago goes first. One is asked only if its people, what they told, whom they met and the
//! settings are those of this moment.

use std::fmt::Write;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{RoundError, RoundInputs, SinceProposed, load_expecting_version};
use crate::domain::{Factor, Preference, ProfessionalId, Profile, RoundId, RoundSettings, Weight};
use crate::matching::explain::{ExplainError, Explainer};
use crate::matching::{Prepared, Preview, ProposeError, Sides};
use crate::service::round::taken_places::name_taken_place;
use crate::store::person::participant_fingerprint;
use crate::store::round::rounds::Round;
use crate::store::{Connection, Store, StoreError};

/// A round that nobody asks anything of is let go after this time.
const IDLE: Duration = Duration::from_mins(10);

/// Of so many proposed rounds it is remembered what became different.
const MAX_PROPOSED: usize = 16;

/// Of a round so many lefts times rights can be explained; an explanation holds all pairs, some 150 bytes each.
const MAX_PAIRS: usize = 2_000_000;

type OfPrepared = Box<dyn FnOnce(Result<&Prepared<'_>, &ProposeError>) + Send>;
type OfExplained = Box<dyn FnOnce(Result<&Explained<'_>, &ExplainError>) + Send>;

/// The rounds that are ready.
pub struct Warm {
    prepared: Shelf<OfPrepared>,
    explained: Shelf<OfExplained>,
    since_proposed: Mutex<Vec<(Key, Arc<SinceProposed>)>>,
}

impl Default for Warm {
    fn default() -> Self {
        // People, and lefts times rights.
        Self {
            prepared: Shelf::new(8, 20_000),
            explained: Shelf::new(4, MAX_PAIRS + 1_000_000),
            since_proposed: Mutex::default(),
        }
    }
}

/// What a round would come to with what a coordinator is trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// With the preference that was chosen.
    pub chosen: Preview,
    /// With the greatest total.
    pub quality: Preview,
    /// With the most duos.
    pub coverage: Preview,
}

/// A solved round, and whose it is.
#[derive(Debug)]
pub struct Explained<'a> {
    /// The identifiers of the participants.
    pub ids: &'a [ProfessionalId],
    /// Their profiles.
    pub people: &'a [Profile],
    /// What answers, by index among them.
    pub explainer: &'a Explainer<'a>,
}

/// Why a round is not explained.
#[derive(Debug)]
pub enum ExplainFailure {
    /// It cannot be matched, or read.
    Round(RoundError),
    /// The duos are not proved the best.
    NotProved,
    /// It is too large.
    TooLarge,
}

impl From<StoreError> for ExplainFailure {
    fn from(error: StoreError) -> Self {
        Self::Round(error.into())
    }
}

impl Warm {
    /// What a round would come to with these settings; nothing is changed. Its seed stays its own.
    ///
    /// # Errors
    /// [`RoundError::NotFound`], [`RoundError::Propose`], and those of the database.
    pub fn forecast(
        &self,
        store: &Store,
        id: RoundId,
        settings: &RoundSettings,
        now: DateTime<Utc>,
    ) -> Result<Forecast, RoundError> {
        let (round, version) = store.read(|c| version(c, id))?;
        let settings = RoundSettings { seed: round.settings.seed, ..settings.clone() };
        let key = version.key(&settled(&settings))?;
        let load = || {
            let material = store.read(|c| RoundInputs::of(c, &round))?;
            let (size, settings) = (material.ids.len(), settings.clone());
            let ask = serve::<OfPrepared>(move |questions| {
                match Prepared::new(&material.profiles, &settings, material.history()) {
                    Ok(prepared) => questions.answer(|question| question(Ok(&prepared))),
                    Err(error) => questions.answer(|question| question(Err(&error))),
                }
            });
            Ok::<_, RoundError>((size, ask?))
        };
        let (weights, prefer) = (settings.weights, settings.prefer);
        let ask = move |prepared: Result<&Prepared<'_>, &ProposeError>| {
            let prepared = prepared.map_err(Clone::clone)?;
            let ends = [Preference::Quality, Preference::Coverage];
            let (chosen, [quality, coverage]) = match prefer {
                Preference::Balance => {
                    // What takes longest begins first.
                    let [chosen, quality, coverage] = prepared.previews(&weights, [prefer, ends[0], ends[1]])?;
                    (chosen, [quality, coverage])
                }
                Preference::Quality | Preference::Coverage => {
                    let found = prepared.previews(&weights, ends)?;
                    (if prefer == Preference::Quality { found[0] } else { found[1] }, found)
                }
            };
            Ok(Forecast { chosen, quality, coverage })
        };
        let ask = Arc::new(ask);
        let question = |reply: Sender<_>| -> OfPrepared {
            let ask = Arc::clone(&ask);
            // Who asked may have gone away.
            Box::new(move |prepared| drop(reply.send(ask(prepared))))
        };
        let answer = self.prepared.ask(key, version.is_settled(now), load, question)?;
        answer.map_err(|error| name_taken_place(store, id, RoundError::Propose(error)))
    }

    /// What became different since a round was proposed: worked out again only when something changed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn since_proposed(
        &self,
        store: &Store,
        round: &Round,
        now: DateTime<Utc>,
    ) -> Result<Arc<SinceProposed>, StoreError> {
        let of = store.read(|c| participant_fingerprint::of_participants(c, round))?;
        let version = Version { round: round.id, of };
        let key = version.key(&(&round.settings, round.version))?;
        let known = || self.since_proposed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, found)) = known().iter().find(|(one, _)| *one == key) {
            return Ok(Arc::clone(found));
        }
        let found = Arc::new(store.read(|c| SinceProposed::now(c, round))?);
        if version.is_settled(now) {
            let mut known = known();
            known.push((key, Arc::clone(&found)));
            if known.len() > MAX_PROPOSED {
                known.remove(0);
            }
        }
        Ok(found)
    }

    /// Asks a round, with the settings that are kept, what only a solved one knows.
    ///
    /// # Errors
    /// [`ExplainFailure`].
    pub fn explain<T: Send + 'static>(
        &self,
        store: &Store,
        id: RoundId,
        now: DateTime<Utc>,
        ask: impl Fn(&Explained<'_>) -> T + Send + Sync + 'static,
    ) -> Result<T, ExplainFailure> {
        let (round, version) = store.read(|c| version(c, id)).map_err(ExplainFailure::Round)?;
        let key = version.key(&round.settings)?;
        let load = || {
            let material = store.read(|c| RoundInputs::of(c, &round))?;
            let sides = Sides::of(&material.profiles, &round.settings, material.history());
            let size = sides.lefts().count() * sides.rights().count();
            if size > MAX_PAIRS {
                return Err(ExplainFailure::TooLarge);
            }
            let settings = round.settings.clone();
            let ask = serve::<OfExplained>(move |questions| {
                let RoundInputs { ids, profiles: people, .. } = &material;
                match Explainer::new(people, &settings, material.history()) {
                    Ok(explainer) => {
                        let solved = Explained { ids, people, explainer: &explainer };
                        questions.answer(|question| question(Ok(&solved)));
                    }
                    Err(error) => questions.answer(|question| question(Err(&error))),
                }
            });
            Ok((size, ask?))
        };
        let ask = Arc::new(ask);
        let question = |reply: Sender<_>| -> OfExplained {
            let ask = Arc::clone(&ask);
            Box::new(move |explained| drop(reply.send(explained.map(|e| ask(e)).map_err(Clone::clone))))
        };
        let answer = self.explained.ask(key, version.is_settled(now), load, question)?;
        answer.map_err(ExplainFailure::from)
    }
}

impl From<ExplainError> for ExplainFailure {
    fn from(error: ExplainError) -> Self {
        match error {
            ExplainError::Propose(error) => Self::Round(RoundError::Propose(error)),
            ExplainError::NotProved => Self::NotProved,
        }
    }
}

fn version(c: &mut Connection, id: RoundId) -> Result<(Round, Version), RoundError> {
    let round = load_expecting_version(c, id, None)?;
    let of = participant_fingerprint::of_participants(c, &round)?;
    Ok((round, Version { round: id, of }))
}

/// The settings as far as a round is made ready by them: how much a factor counts and what is preferred can then change.
fn settled(settings: &RoundSettings) -> RoundSettings {
    let mut weights = settings.weights;
    for factor in Factor::ALL {
        if weights.of(*factor) != Weight::Must {
            weights.set(*factor, Weight::Points(0));
        }
    }
    RoundSettings { weights, prefer: Preference::default(), ..settings.clone() }
}

type Key = [u8; 32];

/// What a round is made of at this moment.
struct Version {
    round: RoundId,
    of: participant_fingerprint::Participants,
}

impl Version {
    /// What tells it, with these settings, from any other moment's.
    fn key(&self, settings: &impl Serialize) -> Result<Key, StoreError> {
        let mut text = serde_json::to_string(settings).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        let written = write!(text, "|{}|{:?}", self.round, self.of);
        written.map_err(|e| StoreError::Corrupt(e.to_string()))?;
        Ok(Sha256::digest(text).into())
    }

    /// Whether a change from now on would show: times are kept in whole seconds.
    fn is_settled(&self, now: DateTime<Utc>) -> bool {
        self.of.newest().is_none_or(|newest| newest.and_utc() + Duration::from_secs(5) < now)
    }
}

/// The questions that come to a thread.
struct Questions<Q>(mpsc::Receiver<Q>);

impl<Q> Questions<Q> {
    /// Answers until nobody can ask any more, or nobody does.
    fn answer(self, mut answer: impl FnMut(Q)) {
        loop {
            match self.0.recv_timeout(IDLE) {
                Ok(question) => answer(question),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}

/// Starts a thread that answers.
fn serve<Q: Send + 'static>(work: impl FnOnce(Questions<Q>) + Send + 'static) -> Result<Sender<Q>, StoreError> {
    let (ask, asked) = mpsc::channel();
    let thread = std::thread::Builder::new().name("round".to_owned());
    thread.spawn(move || work(Questions(asked))).map_err(|e| StoreError::Unavailable(e.to_string()))?;
    Ok(ask)
}

struct Kept<Q> {
    key: Key,
    size: usize,
    ask: Sender<Q>,
}

/// At most so many, of at most so large a size together; the one that was asked last stands last.
struct Shelf<Q> {
    most: usize,
    room: usize,
    kept: Mutex<Vec<Kept<Q>>>,
}

impl<Q: Send + 'static> Shelf<Q> {
    const fn new(most: usize, room: usize) -> Self {
        Self { most, room, kept: Mutex::new(Vec::new()) }
    }

    /// Asks the one with this key, which is made by `load` where it is not there, and kept if it may be.
    fn ask<T, E: From<StoreError>>(
        &self,
        key: Key,
        may_be_kept: bool,
        load: impl Fn() -> Result<(usize, Sender<Q>), E>,
        question: impl Fn(Sender<T>) -> Q,
    ) -> Result<T, E> {
        if let Some(ask) = self.find(&key) {
            let (reply, answer) = mpsc::channel();
            // It may have fallen asleep meanwhile; then another is made.
            if ask.send(question(reply)).is_ok()
                && let Ok(answer) = answer.recv()
            {
                return Ok(answer);
            }
        }
        let (size, ask) = load()?;
        let (reply, answer) = mpsc::channel();
        let gone = |what: &str| E::from(StoreError::Unavailable(format!("a round made ready {what}")));
        ask.send(question(reply)).map_err(|_| gone("does not listen"))?;
        if may_be_kept {
            self.keep(Kept { key, size, ask });
        }
        answer.recv().map_err(|_| gone("gave no answer"))
    }

    fn find(&self, key: &Key) -> Option<Sender<Q>> {
        let mut kept = self.lock();
        let place = kept.iter().position(|one| one.key == *key)?;
        let one = kept.remove(place);
        let ask = one.ask.clone();
        kept.push(one);
        Some(ask)
    }

    fn keep(&self, new: Kept<Q>) {
        let mut kept = self.lock();
        kept.retain(|one| one.key != new.key);
        kept.push(new);
        while kept.len() > self.most || kept.iter().map(|one| one.size).sum::<usize>() > self.room {
            kept.remove(0);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Kept<Q>>> {
        // Whoever panicked with the lock left a list that is still one.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
