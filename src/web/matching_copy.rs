//! What matching says, in words for coordinators. What was told in confidence is not told on.

use crate::domain::{Kind, ProfessionalId};
use crate::locale::Texts;
use crate::matching::{LockError, Rule, Unmatched};
use crate::service::round::{EditedDuo, Obstacle, OutdatedDuo, SinceProposed, TakenPlace};

/// A rule. Of a private one nothing is told but that the two are not proposed.
pub(crate) fn rule(t: Texts, rule: Rule) -> String {
    match rule {
        private if private.is_private() => t.text("rule-private"),
        Rule::Must(factor) => t.with("rule-must", &[("factor", &t.factor(factor))]),
        public => t.word("rule", public.as_str()),
    }
}

/// Why two people cannot be made a duo in a round that runs: `name` gives what somebody is called.
pub(crate) fn obstacle(
    t: Texts,
    (one, other): (ProfessionalId, ProfessionalId),
    why: Obstacle,
    name: impl Fn(ProfessionalId) -> String,
) -> String {
    let (one, other) = (name(one), name(other));
    let of = |id: ProfessionalId, key: &str| t.with(key, &[("name", &name(id))]);
    match why {
        Obstacle::NotHere(id) => of(id, "obstacle-not-here"),
        Obstacle::Unreachable(id) => of(id, "obstacle-unreachable"),
        Obstacle::Taken(id) => of(id, "obstacle-taken"),
        Obstacle::Together => t.with("obstacle-together", &[("one", &one), ("other", &other)]),
        Obstacle::Rule(against) => {
            let against = rule(t, against);
            t.with("obstacle-rule", &[("one", &one), ("other", &other), ("rule", &against)])
        }
    }
}

/// Why a locked pair cannot stand.
pub(crate) fn lock(t: Texts, error: &LockError) -> String {
    match error {
        LockError::Stranger(email) => t.with("lock-stranger", &[("email", email.as_str())]),
        LockError::Forbidden(couple, against) => {
            let (one, other) = (couple.one().as_str(), couple.other().as_str());
            t.with("lock-forbidden", &[("one", one), ("other", other), ("rule", &rule(t, *against))])
        }
        LockError::Banned(couple) => {
            t.with("lock-banned", &[("one", couple.one().as_str()), ("other", couple.other().as_str())])
        }
        LockError::Twice(email) => t.with("lock-twice", &[("email", email.as_str())]),
        LockError::BothWays(couple) => {
            t.with("lock-both-ways", &[("one", couple.one().as_str()), ("other", couple.other().as_str())])
        }
        LockError::Seats { guide, seats } => {
            t.count("lock-seats", usize::try_from(*seats).unwrap_or(usize::MAX), &[("email", guide.as_str())])
        }
    }
}

/// Where the place of somebody went who cannot be in one more duo.
pub(crate) fn taken(t: Texts, taken: &TakenPlace) -> String {
    let duo = |(partner, round): &(String, String)| t.with("taken-duo", &[("partner", partner), ("round", round)]);
    let duos: Vec<String> = taken.duos.iter().map(duo).collect();
    t.with("taken-place", &[("name", &taken.person), ("duos", &t.list(&duos))])
}

/// How many duos are named in one sentence.
const NAMED: usize = 10;

/// Why proposed duos are no longer allowed: which, and why, where other rounds and absences are the reason. As soon as a
/// changed profile can be, one sentence says no more than that: what was told in confidence reads as what everybody may know,
/// and neither the number nor what else there is tells them apart.
pub(crate) fn outdated(t: Texts, duos: &[OutdatedDuo]) -> String {
    if duos.iter().any(OutdatedDuo::may_be_by_a_profile) {
        return t.text("round-outdated");
    }
    let one = |duo: &OutdatedDuo| {
        let why = match (&duo.taken, duo.rule) {
            (Some(taken), _) => self::taken(t, taken),
            (None, Some(against)) => rule(t, against),
            (None, None) => t.text("outdated-away"),
        };
        t.with("outdated-duo", &[("one", &duo.learner), ("other", &duo.guide), ("why", &why)])
    };
    let named: Vec<String> = duos.iter().take(NAMED).map(one).collect();
    let rest = duos.len().saturating_sub(NAMED);
    let rest = (rest > 0).then(|| t.count("outdated-more", rest, &[]));
    let sentences = std::iter::once(t.count("outdated-duos", duos.len(), &[])).chain(named).chain(rest);
    sentences.collect::<Vec<_>>().join(" ")
}

/// Why a round cannot be published as it was proposed, if so.
pub(crate) fn refused(t: Texts, since: &SinceProposed) -> Option<String> {
    let outdated = (!since.outdated.is_empty()).then(|| outdated(t, &since.outdated));
    outdated.or_else(|| (!since.joined.is_empty()).then(|| joined(t, &since.joined)))
}

/// For which of the proposed duos what counts has changed.
pub(crate) fn edited(t: Texts, duos: &[EditedDuo]) -> String {
    let one = |duo: &EditedDuo| t.with("edited-duo", &[("one", &duo.learner), ("other", &duo.guide)]);
    let listed = t.list(&duos.iter().take(NAMED).map(one).collect::<Vec<_>>());
    t.count("round-edited", duos.len(), &[("duos", &listed)])
}

/// Who takes part since the duos were proposed.
pub(crate) fn joined(t: Texts, names: &[String]) -> String {
    let listed = t.list(&names[..names.len().min(NAMED)]);
    t.count("round-joined", names.len(), &[("names", &listed)])
}

/// Why somebody has no duo in a round of this kind.
pub(crate) fn why_nobody(t: Texts, kind: Kind, why: &Unmatched) -> String {
    let both_learn = kind.both_learn();
    let either = |guidance: &'static str, both: &'static str| if both_learn { both } else { guidance };
    match why {
        Unmatched::NoEligibleGuide { binding } => {
            t.with(either("unmatched-no-guide", "unmatched-nobody"), &[("rules", &rules(t, binding))])
        }
        Unmatched::NoEligibleLearner { binding } => {
            t.with(either("unmatched-no-learner", "unmatched-nobody"), &[("rules", &rules(t, binding))])
        }
        Unmatched::GuidesFull { eligible } => {
            t.count(either("unmatched-guides-full", "unmatched-taken"), *eligible, &[])
        }
        Unmatched::NotNeeded { eligible } => t.count(either("unmatched-not-needed", "unmatched-taken"), *eligible, &[]),
        Unmatched::NothingGained { eligible } => {
            t.count(either("unmatched-nothing-gained", "unmatched-no-points"), *eligible, &[])
        }
        Unmatched::OtherWay { .. } => t.text("unmatched-other-way"),
        Unmatched::InNeitherGroup => t.text("unmatched-in-neither-group"),
        Unmatched::StandsElsewhere => t.text("unmatched-stands-elsewhere"),
    }
}

/// The rules, each with how many it shuts out; the private ones as one, if they are many.
fn rules(t: Texts, binding: &[(Rule, usize)]) -> String {
    let shut_out = |(rule, count): &(Rule, usize)| {
        let key = match rule {
            Rule::Must(factor) => format!("shut-out-must-{factor}"),
            other => format!("shut-out-{}", other.as_str()),
        };
        t.count(&key, *count, &[])
    };
    let public = binding.iter().filter(|(rule, _)| !rule.is_private()).map(shut_out);
    let private = Rule::shut_out_privately(binding).map(|people| t.count("shut-out-private", people, &[]));
    let words: Vec<String> = public.chain(private).collect();
    match (words.is_empty(), binding.is_empty()) {
        (false, _) => t.list(&words),
        (true, false) => t.text("unmatched-nobody-left"),
        (true, true) => t.text("unmatched-alone"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AddressPair, EmailAddress, Factor, Locale};

    #[test]
    fn which_confidential_rule_it_is_nobody_is_told() {
        let email = |text| EmailAddress::parse(text).unwrap();
        let couple = || AddressPair::new(email("a@b.nl"), email("c@d.nl")).unwrap();
        for &locale in Locale::ALL {
            let t = Texts::of(locale);
            let of = |rule| lock(t, &LockError::Forbidden(couple(), rule));
            assert_eq!(of(Rule::Avoids), of(Rule::Authority));
            assert!(of(Rule::Avoids).contains(&t.text("rule-private")) && of(Rule::Avoids).contains("c@d.nl"));
            assert!(of(Rule::NoWayToMeet).contains(&t.text("rule-no_way_to_meet")));
            let why =
                |list: Vec<(Rule, usize)>| why_nobody(t, Kind::Mutual, &Unmatched::NoEligibleGuide { binding: list });
            assert_eq!(why(vec![(Rule::Avoids, 4), (Rule::Authority, 1)]), why(vec![(Rule::Authority, 5)]));
            // Of fewer than five nothing is told.
            let public = vec![(Rule::NoWayToMeet, 2)];
            assert_eq!(why([&public[..], &[(Rule::Avoids, 3), (Rule::Authority, 1)]].concat()), why(public));
        }
    }

    #[test]
    fn what_outdated_duos_reads_the_same_whether_or_not_it_was_told_in_confidence() {
        let duo = |rule, taken| OutdatedDuo { learner: "Jan".to_owned(), guide: "Zoë".to_owned(), rule, taken };
        let of = |rule| duo(Some(rule), None);
        let by_a_profile = || {
            [Rule::Sides, Rule::StandsElsewhere, Rule::SamePerson, Rule::NoCommonLanguage, Rule::NoWayToMeet]
                .into_iter()
                .chain(Factor::ALL.iter().map(|factor| Rule::Must(*factor)))
        };
        let elsewhere = TakenPlace { person: "Zoë".to_owned(), duos: vec![("Ayşe".to_owned(), "Najaar".to_owned())] };
        let others =
            || vec![duo(None, None), of(Rule::EarlierDuo), duo(Some(Rule::StandsElsewhere), Some(elsewhere.clone()))];
        for &locale in Locale::ALL {
            let t = Texts::of(locale);
            let named = outdated(t, &others());
            assert!(named.contains("Jan") && named.contains("Najaar"), "{named}");
            let neutral = outdated(t, &[of(Rule::Avoids)]);
            assert!(!neutral.contains("Jan") && !neutral.contains(|c: char| c.is_ascii_digit()), "{neutral}");
            for rule in by_a_profile().chain([Rule::Avoids, Rule::Authority]) {
                // Alone, more than once, beside what is named when it is alone, and beside each other.
                let beside = [others(), vec![of(rule)]].concat();
                for duos in [vec![of(rule)], vec![of(rule), of(rule)], beside, vec![of(Rule::Sides), of(rule)]] {
                    assert_eq!(outdated(t, &duos), neutral, "{rule}");
                }
            }
        }
    }

    #[test]
    fn where_both_learn_nobody_is_called_learner_or_guide() {
        let all = [
            Unmatched::NoEligibleGuide { binding: vec![(Rule::Sides, 1)] },
            Unmatched::NoEligibleLearner { binding: Vec::new() },
            Unmatched::GuidesFull { eligible: 2 },
            Unmatched::NotNeeded { eligible: 1 },
            Unmatched::NothingGained { eligible: 1 },
            Unmatched::InNeitherGroup,
            Unmatched::StandsElsewhere,
        ];
        for why in all {
            for &locale in Locale::ALL {
                let words = why_nobody(Texts::of(locale), Kind::Exchange, &why).to_lowercase();
                for word in ["gids", "lerende", "guide", "learner"] {
                    assert!(!words.contains(word), "{words}");
                }
            }
        }
    }
}
