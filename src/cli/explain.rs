//! `tweespan explain`.

use clap::Args;

use super::matching::why;
use super::round_args::{Input, RoundArgs};
use super::{Failure, output, progress};
use crate::domain::{EmailAddress, Kind, Profile, Side};
use crate::matching::explain::{Cost, ExplainError, Explainer, Forced, Move, Relaxation, WhyNot};
use crate::matching::{Reasons, Rule};
use assign::trade_off::Point;

/// How many alternatives are told.
const FEW: usize = 5;

/// Explains a round of the people of a file, in sentences, one a line.
///
/// About one person: their duos and why, what other duos would cost, or why there is none and what would give one.
/// With `--with` about two: why they are no duo, what it would cost if they were, and who would move. Without
/// `--person` about the round: quality against coverage.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    round: RoundArgs,
    /// About whom
    #[arg(long, value_name = "EMAIL")]
    person: Option<String>,
    /// Why not with this one
    #[arg(long, value_name = "EMAIL", requires = "person")]
    with: Option<String>,
}

pub(crate) fn run(args: &ExplainArgs) -> Result<(), Failure> {
    let Input { people, settings, history, .. } = args.round.read()?;
    let find = |address: &Option<String>| {
        address.as_deref().map(|address| find(&people, address, &args.round.name())).transpose()
    };
    let (person, with) = (find(&args.person)?, find(&args.with)?);
    let pairing = || Explainer::new(&people, &settings, &history);
    let explainer = progress::during(&format!("pairing {} people", people.len()), pairing);
    let explainer = explainer.map_err(|e| Failure::new(e.to_string()))?;
    let told = Told { people: &people, explainer: &explainer };
    let lines = match (person, with) {
        (None, _) => told.round().map_err(|e| Failure::new(e.to_string()))?,
        (Some(person), None) => told.person(person),
        (Some(person), Some(with)) => told.two(person, with),
    };
    // A cost is told of duos that keep their direction.
    let note = (!explainer.is_exact() && person.is_some()).then(|| ONE_WAY.to_owned());
    let lines: Vec<String> = lines.into_iter().chain(note).collect();
    output::write(args.round.out.as_deref(), |out| {
        lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        Ok(())
    })
}

/// What costs leave out of account.
const ONE_WAY: &str =
    "Who guides whom in the other duos stays as it is for these costs; if that may change too, they can be less.";

fn find(people: &[Profile], address: &str, whose: &str) -> Result<usize, Failure> {
    let unknown = || Failure::new(format!("{whose}: nobody has the e-mail address {address:?}; check the spelling"));
    let address = EmailAddress::parse(address).map_err(|_| unknown())?;
    people.iter().position(|p| *p.email() == address).ok_or_else(unknown)
}

/// What is told, in sentences.
struct Told<'a> {
    people: &'a [Profile],
    explainer: &'a Explainer<'a>,
}

impl Told<'_> {
    fn name(&self, index: usize) -> &str {
        self.people[index].email().as_str()
    }

    fn kind(&self) -> Kind {
        self.explainer.sides().kind()
    }

    /// Whether one learns from the other, or both with each other.
    fn from(&self) -> &'static str {
        if self.kind().both_learn() { "with" } else { "from" }
    }

    fn round(&self) -> Result<Vec<String>, ExplainError> {
        let found = self.explainer.trade_off()?;
        let point = |point: Point| format!("{} at {} points", counted(point.duos as u128, "duo"), point.total);
        let compared = |to: Point| {
            let cost =
                Cost { duos: to_i64(found.quality.duos) - to_i64(to.duos), points: found.quality.total - to.total };
            format!("{}: {}", point(to), costs(cost))
        };
        let mut lines = vec![format!("Quality: {}.", point(found.quality))];
        match found.one_more {
            None => lines.push("Coverage gives no duo more.".to_owned()),
            Some(one_more) => {
                lines.push(format!("One duo more: {}.", compared(one_more)));
                lines.push(format!("Coverage: {}.", compared(found.coverage)));
            }
        }
        Ok(lines)
    }

    fn person(&self, person: usize) -> Vec<String> {
        let sides = self.explainer.sides();
        // In one pool both sides are one.
        let each = if sides.one_pool() { &[Side::Learner] } else { Side::ALL };
        each.iter().filter(|side| sides.has(person, **side)).flat_map(|side| self.side(person, *side)).collect()
    }

    fn side(&self, person: usize, side: Side) -> Vec<String> {
        let one_pool = self.explainer.sides().one_pool();
        let at = |learner, guide| {
            person == if side == Side::Learner { learner } else { guide } || one_pool && person == guide
        };
        let duos = self.explainer.duos().iter().filter(|d| at(d.learner, d.guide));
        let mut lines: Vec<String> = duos.map(|d| self.together(d.learner, d.guide, &d.reasons)).collect();
        let unpaired = self.explainer.unpaired().into_iter().find(|u| (u.participant, u.side) == (person, side));
        let reasons = self.explainer.explain(unpaired.as_slice());
        if let Some(reason) = reasons.first() {
            let kind = self.kind();
            let as_what = if kind.both_learn() { String::new() } else { format!(" as {side}") };
            lines.push(format!("{} has no duo{as_what}: {}.", self.name(person), why(reason, kind)));
            let relaxations = self.explainer.relaxations(person, side);
            if relaxations.is_empty() {
                lines.push("No other preference, seat or exception would give one.".to_owned());
            }
            lines.extend(relaxations.iter().map(|r| self.relaxation(r)));
        }
        lines.extend(self.explainer.alternatives(person, side, FEW).iter().map(|other| {
            let (learner, guide) = (self.name(other.pair.learner), self.name(other.pair.guide));
            let score = other.pair.reasons.score();
            format!("{learner} could learn {} {guide} ({score} points): {}.", self.from(), costs(other.cost))
        }));
        lines
    }

    fn together(&self, learner: usize, guide: usize, reasons: &Reasons) -> String {
        let points = reasons.iter().filter(|(_, points)| *points > 0);
        let points: Vec<_> = points.map(|(factor, points)| format!("{factor} {points}")).collect();
        let points = if points.is_empty() { "nothing counts".to_owned() } else { points.join(", ") };
        let score = reasons.score();
        format!("{} learns {} {}: {score} points ({points}).", self.name(learner), self.from(), self.name(guide))
    }

    fn relaxation(&self, relaxation: &Relaxation) -> String {
        match relaxation {
            Relaxation::Coverage => "To prefer coverage would give one.".to_owned(),
            Relaxation::Seat { guide } => format!("One seat more at {} would give one.", self.name(*guide)),
            Relaxation::Exception { learner, guide, rules } => format!(
                "An exception would give one, that {} learns {} {} in spite of: {}.",
                self.name(*learner),
                self.from(),
                self.name(*guide),
                listed(rules)
            ),
        }
    }

    fn two(&self, one: usize, other: usize) -> Vec<String> {
        // First who learns is whom it is about; the other way round if that is a question at all.
        let sides = self.explainer.sides();
        let ways = [(one, other), (other, one)].into_iter().filter(|(learner, guide)| sides.allow(*learner, *guide));
        let ways = ways.take(if sides.one_pool() { 1 } else { 2 });
        let mut lines: Vec<String> = ways.flat_map(|(learner, guide)| self.way(learner, guide)).collect();
        if one == other {
            lines.truncate(1);
        }
        if lines.is_empty() {
            lines.push(format!("{} and {}: neither learns where the other guides.", self.name(one), self.name(other)));
        }
        lines
    }

    fn way(&self, learner: usize, guide: usize) -> Vec<String> {
        match self.explainer.why_not(learner, guide) {
            None => Vec::new(),
            Some(WhyNot::Together(duo)) => vec![self.together(learner, guide, &duo.reasons)],
            Some(WhyNot::OtherWay(_)) => vec![format!(
                "{} and {} are a duo the other way round, and two people are one duo in this round.",
                self.name(learner),
                self.name(guide)
            )],
            Some(WhyNot::Forbidden(rules)) => {
                let (learner, guide) = (self.name(learner), self.name(guide));
                vec![format!("{learner} may not learn {} {guide}: {}.", self.from(), listed(&rules))]
            }
            Some(WhyNot::Locked) => vec![format!(
                "{} and {}: the pairs that must stand leave no seat for these two.",
                self.name(learner),
                self.name(guide)
            )],
            Some(WhyNot::Costs(forced)) => self.forced(&forced),
        }
    }

    fn forced(&self, forced: &Forced) -> Vec<String> {
        let (learner, guide) = (self.name(forced.pair.left), self.name(forced.pair.right));
        let (from, points) = (self.from(), forced.pair.score);
        let what = format!("If {learner} learned {from} {guide} ({points} points): {}.", costs(forced.cost));
        let mut lines = vec![what];
        lines.extend(forced.moves.iter().map(|m| self.moved(m)));
        let lowest = self.explainer.duos().iter().map(|d| d.reasons.score()).min();
        if lowest.is_some_and(|lowest| forced.lowest < lowest) {
            lines.push(format!("The lowest score would be {}.", forced.lowest));
        }
        lines
    }

    fn moved(&self, m: &Move) -> String {
        let who = self.name(m.left);
        match (m.from, m.to) {
            (Some(from), Some(to)) => format!("{who} would go from {} to {}.", self.name(from), self.name(to)),
            (Some(from), None) => format!("{who} would lose the duo with {}.", self.name(from)),
            (None, Some(to)) => format!("{who} would get a duo with {}.", self.name(to)),
            (None, None) => format!("{who} would stay without."),
        }
    }
}

/// A private rule is told as such only.
fn listed(rules: &[Rule]) -> String {
    let word =
        |rule: &Rule| if rule.is_private() { "they are not proposed as a duo".to_owned() } else { rule.to_string() };
    rules.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn costs(cost: Cost) -> String {
    let part = |number: i128, what: &str| {
        let direction = if number > 0 { "fewer" } else { "more" };
        (number != 0).then(|| format!("{} {direction}", counted(number.unsigned_abs(), what)))
    };
    let parts: Vec<String> =
        [part(cost.duos.into(), "duo"), part(cost.points, "point")].into_iter().flatten().collect();
    if parts.is_empty() { "it costs nothing".to_owned() } else { parts.join(", ") }
}

fn counted(number: u128, what: &str) -> String {
    if number == 1 { format!("{number} {what}") } else { format!("{number} {what}s") }
}

fn to_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_is_told_with_its_direction() {
        for (duos, points, told) in [
            (0, 0, "it costs nothing"),
            (1, 0, "1 duo fewer"),
            (0, 210, "210 points fewer"),
            (2, -1, "2 duos fewer, 1 point more"),
            (-1, 8, "1 duo more, 8 points fewer"),
        ] {
            assert_eq!(costs(Cost { duos, points }), told);
        }
    }

    #[test]
    fn what_is_private_is_not_told() {
        assert_eq!(listed(&[Rule::Avoids]), "they are not proposed as a duo");
        assert_eq!(listed(&[Rule::NoWayToMeet]), "no_way_to_meet");
    }
}
