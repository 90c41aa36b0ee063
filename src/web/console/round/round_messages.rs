//! What matching and the history of a round say, in words for coordinators.

use std::borrow::Borrow;

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::locale::Texts;
use crate::matching::explain::Cost;
use crate::matching::{ProposeError, Rule};
use crate::service::round::history::{Difference, Pairs};
use crate::store::round::round_changes::Entry;
use crate::web::matching_copy;

/// A whole number, for what is never below 0.
fn whole(number: impl TryInto<usize>) -> usize {
    number.try_into().unwrap_or(usize::MAX)
}

/// So many points.
pub(crate) fn points(t: Texts, points: i64) -> String {
    t.count("round-points", whole(points), &[])
}

/// How long ago, in the greatest unit that fits.
pub(crate) fn ago(t: Texts, at: NaiveDateTime, now: DateTime<Utc>) -> String {
    let minutes = (now.naive_utc() - at).num_minutes().max(0);
    match minutes {
        0 => t.text("ago-now"),
        1..=59 => t.count("ago-minutes", whole(minutes), &[]),
        60..=1439 => t.count("ago-hours", whole(minutes / 60), &[]),
        _ => t.count("ago-days", whole(minutes / 1440), &[]),
    }
}

/// Who did what, and how long ago: "anna@x.nl changed the settings, 3 minutes ago".
pub(crate) fn entry(t: Texts, entry: &Entry, now: DateTime<Utc>) -> String {
    let somebody = t.text("change-by-nobody");
    let who = entry.by.as_deref().unwrap_or(&somebody);
    let (what, when) = (t.word("change", entry.change.as_str()), ago(t, entry.made_at, now));
    t.with("change-line", &[("who", who), ("what", &what), ("when", &when)])
}

/// What is different, a line each: who did what, then what came of it.
pub(crate) fn difference(t: Texts, found: &Difference, now: DateTime<Utc>) -> Vec<String> {
    let mut lines: Vec<String> = found.entries.iter().map(|e| entry(t, e, now)).collect();
    let mut from_to = |what: String, from: &str, to: &str| {
        lines.push(t.with("changed-from-to", &[("what", &what), ("from", from), ("to", to)]));
    };
    if let Some((from, to)) = &found.name {
        from_to(t.text("round-name"), from, to);
    }
    if let Some((from, to)) = found.answer_by {
        from_to(t.text("round-answer-by"), &t.date(from), &t.date(to));
    }
    if let Some((from, to)) = found.kind {
        from_to(t.text("round-kind"), &t.kind(from), &t.kind(to));
    }
    if let Some((from, to)) = found.prefer {
        from_to(t.text("round-prefer"), &t.preference(from), &t.preference(to));
    }
    for (factor, from, to) in &found.weights {
        from_to(t.factor(*factor), &t.weight(*from), &t.weight(*to));
    }
    let yes_or_no = |change: Option<bool>, yes, no| change.map(|now| t.text(if now { yes } else { no }));
    lines.extend(yes_or_no(found.allow_earlier_duos, "changed-earlier-yes", "changed-earlier-no"));
    lines.extend(yes_or_no(found.allow_second_duos, "changed-second-yes", "changed-second-no"));
    lines.extend(yes_or_no(found.allow_both_ways, "changed-both-ways-yes", "changed-both-ways-no"));
    lines.extend(yes_or_no(found.trio, "changed-trio-yes", "changed-trio-no"));
    if found.groups {
        lines.push(t.text("changed-groups"));
    }
    let pairs = |lines: &mut Vec<String>, found: &Pairs, added: &'static str, removed: &'static str| {
        for (key, list) in [(added, &found.added), (removed, &found.removed)] {
            lines.extend(list.iter().map(|[one, other]| t.with(key, &[("one", one), ("other", other)])));
        }
    };
    pairs(&mut lines, &found.fixed, "changed-fixed", "changed-freed");
    pairs(&mut lines, &found.excluded, "changed-excluded", "changed-allowed");
    for (key, names) in
        [("changed-people-added", &found.people_added), ("changed-people-removed", &found.people_removed)]
    {
        if !names.is_empty() {
            // A list of hundreds helps nobody.
            let few: Vec<&String> = names.iter().take(10).collect();
            lines.push(t.count(key, names.len(), &[("names", &t.list(&few))]));
        }
    }
    lines
}

/// What something costs: "1 duo fewer, 210 points more".
pub(crate) fn cost(t: Texts, cost: impl Borrow<Cost>) -> String {
    let cost = *cost.borrow();
    let part = |number: i128, fewer: &'static str, more: &'static str| {
        let key = if number > 0 { fewer } else { more };
        (number != 0).then(|| t.count(key, whole(number.unsigned_abs()), &[]))
    };
    let duos = part(cost.duos.into(), "cost-duos-fewer", "cost-duos-more");
    let points = part(cost.points, "cost-points-fewer", "cost-points-more");
    let parts: Vec<String> = [duos, points].into_iter().flatten().collect();
    if parts.is_empty() { t.text("cost-nothing") } else { t.list(&parts) }
}

/// Rules, a private one as such only.
pub(crate) fn rules(t: Texts, rules: &[Rule]) -> String {
    let told: Vec<String> = rules.iter().map(|rule| matching_copy::rule(t, *rule)).collect();
    t.list(&told)
}

/// Why no duos can be proposed.
pub(crate) fn propose_error(t: Texts, error: &ProposeError) -> String {
    match error {
        ProposeError::Lock(lock) => matching_copy::lock(t, lock),
        ProposeError::NoGroups => t.text("round-groups-missing"),
        ProposeError::TooManyPairs => t.text("round-too-many-pairs"),
        ProposeError::SameAddress(email) => t.with("round-same-address", &[("email", email.as_str())]),
        // Pairs of our own making are right; it has been logged where it was not.
        ProposeError::Assign(_) => t.text("error-internal-text"),
    }
}
