//! Rounds: one matching exercise of a programme.

pub mod group;
pub mod weights;

use serde::{Deserialize, Serialize};

use super::{AddressPair, Groups, Weights};

/// Who learns from whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Learners and guides; the guide's capacity is respected.
    #[default]
    Guidance,
    /// Two groups, both learn.
    Exchange,
    /// One pool, both learn.
    Mutual,
}

super::words!(Kind, Guidance = "guidance", Exchange = "exchange", Mutual = "mutual");

impl Kind {
    /// Whether both of a duo learn. Then nobody is the learner or the guide, and whether somebody signed up to learn or
    /// to guide makes no difference.
    #[must_use]
    pub const fn both_learn(self) -> bool {
        matches!(self, Self::Exchange | Self::Mutual)
    }
}

/// What a round prefers among the pairings that are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Preference {
    /// The greatest total, pairs with a score of zero or less left out.
    Quality,
    /// Most duos first, then the greatest total.
    #[default]
    Coverage,
    /// Most duos first, then the greatest lowest score, then the greatest total.
    Balance,
}

super::words!(Preference, Quality = "quality", Coverage = "coverage", Balance = "balance");

/// What decides the outcome of a round, beside the profiles.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting by itself")]
pub struct RoundSettings {
    /// Who learns from whom.
    pub kind: Kind,
    /// What is preferred.
    pub prefer: Preference,
    /// How much each factor counts.
    pub weights: Weights,
    /// Whether two people who were a duo before may be one again.
    pub allow_earlier_duos: bool,
    /// Whether somebody who stands in a duo of another round may get a second one, within the seats they offered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub allow_second_duos: bool,
    /// Whether two people may be two duos of a guidance round, each of them a guide of the other.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub allow_both_ways: bool,
    /// Whether somebody who is left over in a mutual round joins the duo that they fit best, as a third.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub trio: bool,
    /// Ties are broken by a hash of this and the identifiers.
    pub seed: u32,
    /// Who exchanges with whom. An exchange round needs them; others leave them alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Groups>,
    /// Pairs that must stand: the learner and then the guide, unless only the other way round is possible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locked: Vec<AddressPair>,
    /// Pairs that must not be, in either order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub banned: Vec<AddressPair>,
}

impl RoundSettings {
    /// The number of the first engine by which two people are one duo of a round, unless its settings have it otherwise.
    const ONE_WAY_SINCE_ENGINE: u32 = 6;

    /// As the engine of this number read them: what came later is as it was before it could be set. The number of the engine
    /// is the version of settings and score, and is kept beside the settings from which duos were proposed.
    #[must_use]
    pub fn as_of_engine(mut self, engine: u32) -> Self {
        self.weights = self.weights.as_of_engine(engine);
        self.allow_both_ways |= engine < Self::ONE_WAY_SINCE_ENGINE;
        self
    }
}

/// The most pairs in a list of a round's settings that somebody types.
pub const MAX_PAIRS: usize = 500;

/// What a coordinator changes about two people of a round whose duos are proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PairChange {
    /// They must be a duo.
    Fix,
    /// They may be a duo, and need not.
    Free,
    /// They must not be a duo.
    Exclude,
    /// They may be a duo again.
    Allow,
    /// Neither takes part.
    LeaveOut,
}

super::words!(PairChange, Fix = "fix", Free = "free", Exclude = "exclude", Allow = "allow", LeaveOut = "leave_out",);

/// What was done to a round, each with a version of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Others take part.
    People,
    /// Its settings are others.
    Settings,
    /// See [`PairChange::Fix`].
    Fix,
    /// See [`PairChange::Free`].
    Free,
    /// See [`PairChange::Exclude`].
    Exclude,
    /// See [`PairChange::Allow`].
    Allow,
    /// See [`PairChange::LeaveOut`].
    LeaveOut,
    /// Its participants were asked whether they take part.
    Ask,
    /// Its duos were proposed.
    Propose,
    /// The last change was taken back.
    Undo,
    /// It was published.
    Publish,
    /// Whoever was silent was mailed once more.
    Remind,
    /// There is more time to answer.
    Extend,
    /// Whoever had nobody was matched again.
    Repair,
    /// It was closed.
    Close,
    /// A closed round was opened again.
    Reopen,
    /// One of its duos was stopped by hand.
    Stop,
    /// Somebody was given another partner by hand, or two duos exchanged theirs.
    Swap,
    /// A duo was added by hand.
    Add,
    /// Somebody joined it after its publication.
    Join,
    /// Who said no was asked whether they want somebody else.
    AskAgain,
    /// Its mails were called back before they left, and with them what they tell of.
    CallBack,
}

super::words!(
    Change,
    People = "people",
    Settings = "settings",
    Fix = "fix",
    Free = "free",
    Exclude = "exclude",
    Allow = "allow",
    LeaveOut = "leave_out",
    Ask = "ask",
    Propose = "propose",
    Undo = "undo",
    Publish = "publish",
    Remind = "remind",
    Extend = "extend",
    Repair = "repair",
    Close = "close",
    Reopen = "reopen",
    Stop = "stop",
    Swap = "swap",
    Add = "add",
    Join = "join",
    AskAgain = "ask_again",
    CallBack = "call_back",
);

impl From<PairChange> for Change {
    fn from(change: PairChange) -> Self {
        match change {
            PairChange::Fix => Self::Fix,
            PairChange::Free => Self::Free,
            PairChange::Exclude => Self::Exclude,
            PairChange::Allow => Self::Allow,
            PairChange::LeaveOut => Self::LeaveOut,
        }
    }
}

/// Where a round is. The only ways are those of [`RoundState::may_become`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RoundState {
    /// Being made: participants and settings can change.
    Draft,
    /// Pairings are computed and can be looked at; nobody was told.
    Proposed,
    /// The duos are made and their introductions queued.
    Published,
    /// Over.
    Closed,
}

super::words!(RoundState, Draft = "draft", Proposed = "proposed", Published = "published", Closed = "closed");

impl RoundState {
    /// Whether a round may go from here to `next`. A proposed round may be proposed anew, or be a draft again; a closed
    /// one may be opened again.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Draft | Self::Proposed, Self::Draft | Self::Proposed)
                | (Self::Proposed | Self::Closed, Self::Published)
                | (Self::Published, Self::Closed)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Factor, Weight};

    #[test]
    fn settings_that_were_kept_before_there_were_groups_are_read() {
        let old = r#"{"kind":"guidance","prefer":"coverage","weights":{"learning":"must","reciprocity":3,"organisation":5,"role":3,"region":2,"half_days":3,"experience":2,"waited":4},"allow_earlier_duos":false,"seed":7}"#;
        let settings: RoundSettings = serde_json::from_str(old).unwrap();
        assert_eq!(settings, RoundSettings { seed: 7, ..RoundSettings::default() });
        // And what has none is written as it was.
        assert_eq!(serde_json::to_string(&settings).unwrap(), old);
    }

    #[test]
    fn settings_survive_json() {
        let json = r#"{"kind":"exchange","groups":{"first":{"role":["a"]}},"locked":[["a@b.nl","c@d.nl"]],"banned":[["a@b.nl","e@f.nl"],["c@d.nl","e@f.nl"]]}"#;
        let settings: RoundSettings = serde_json::from_str(json).unwrap();
        assert_eq!((settings.locked.len(), settings.banned.len()), (1, 2));
        let again = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<RoundSettings>(&again).unwrap(), settings);
        assert!(serde_json::from_str::<RoundSettings>(r#"{"locks":[]}"#).is_err());
    }

    #[test]
    fn what_came_after_an_engine_is_as_it_was_then() {
        let today = RoundSettings::default();
        for engine in 1..=crate::matching::ENGINE {
            let then = today.clone().as_of_engine(engine);
            for factor in Factor::ALL {
                let counted =
                    if factor.since_engine() > engine { Weight::Points(0) } else { today.weights.of(*factor) };
                assert_eq!(then.weights.of(*factor), counted, "{factor} at {engine}");
            }
            assert_eq!(then.allow_both_ways, engine < 6, "{engine}");
        }
        assert_eq!(today.clone().as_of_engine(crate::matching::ENGINE), today, "the newest engine reads all of it");
        assert!(Factor::ALL.iter().all(|factor| factor.since_engine() <= crate::matching::ENGINE));
    }
}
