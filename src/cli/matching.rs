//! `tweespan match` and `tweespan scores`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::round_args::{Input, RoundArgs};
use super::{Failure, output, progress};
use crate::actions::inputs::{Frozen, VERSION};
use crate::domain::{Factor, Kind, Profile, RoundId, RoundSettings};
use crate::matching::{self, ENGINE, History, Proposal, Sides, Unmatched, Unpaired};

/// Matches the people of a file once, without a database.
///
/// Writes duos as CSV `left,right,score,reasons`: the e-mail addresses of the learner and the guide (in an exchange of the
/// first and the second group, in a mutual round in the order of the people), and the points of each factor as a JSON
/// object. The summary, the unmatched and why go to the standard error. With --round it computes the duos of a round
/// again, and says whether they are those that were kept.
#[derive(Debug, Args)]
pub(super) struct MatchArgs {
    #[command(flatten)]
    round: RoundArgs,
}

pub(super) fn run_match(args: &MatchArgs) -> Result<(), Failure> {
    let Input { people, settings, history, round } = args.round.read()?;
    let pairing = || matching::propose(&people, &settings, &history);
    let proposal = progress::during(&format!("pairing {} people", people.len()), pairing);
    let proposal = proposal.map_err(|e| Failure::new(e.to_string()))?;
    write_duos(args.round.out.as_deref(), &proposal, &people)?;
    report(&proposal, &people, settings.kind);
    if let Some((id, frozen)) = round {
        output::say(&comparison(id, &frozen, &proposal));
    }
    Ok(())
}

/// Whether a round has the same duos again, and which engines made them.
fn comparison(id: RoundId, frozen: &Frozen, proposal: &Proposal) -> String {
    let verdict = if frozen.has_the_duos_of(proposal) { "equal" } else { "differ from" };
    let (then, version) = (frozen.engine, &frozen.version);
    format!(
        "round {id}, proposed by engine {then} (tweespan {version}) and again by engine {ENGINE} (tweespan {VERSION}): the \
         duos {verdict} those that were kept"
    )
}

fn write_duos(path: Option<&Path>, proposal: &Proposal, people: &[Profile]) -> Result<(), Failure> {
    let duos = by_name(proposal.duos(), people);
    output::write(path, |out| {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["left", "right", "score", "reasons"])?;
        for (left, right, pair) in duos {
            let reasons = serde_json::to_string(&pair.reasons).map_err(std::io::Error::from)?;
            csv.write_record([left, right, &pair.reasons.score().to_string(), &reasons])?;
        }
        Ok(csv.flush()?)
    })
}

/// Writes every eligible pair of the people of a file with its score
///
/// CSV: left, right, score, and the points of each factor. A file of scores has no capacities: `tweespan assign`
/// gives every guide one learner, unless it reads the capacities from the file that `--capacities-out` writes:
///
///   tweespan scores PEOPLE.csv --capacities-out seats.csv | tweespan assign - --capacities seats.csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ScoresArgs {
    #[command(flatten)]
    round: RoundArgs,
    /// Where to write the guides' capacities, as CSV `right,capacity`, for `tweespan assign --capacities`
    #[arg(long, value_name = "FILE.csv")]
    capacities_out: Option<PathBuf>,
}

pub(super) fn run_scores(args: &ScoresArgs) -> Result<(), Failure> {
    let Input { people, settings, history, .. } = args.round.read()?;
    let scoring = || matching::eligible_pairs(&people, &settings, &history);
    let pairs = progress::during(&format!("scoring {} people", people.len()), scoring);
    let pairs = pairs.map_err(|e| Failure::new(e.to_string()))?;
    if let Some(path) = &args.capacities_out {
        write_capacities(path, &people, &settings, &history)?;
    }
    let pairs = by_name(&pairs, &people);
    output::write(args.round.out.as_deref(), |out| {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["left", "right", "score"].into_iter().chain(Factor::ALL.iter().map(|f| f.as_str())))?;
        for (left, right, pair) in pairs {
            csv.write_field(left)?;
            csv.write_field(right)?;
            csv.write_field(pair.reasons.score().to_string())?;
            csv.write_record(pair.reasons.iter().map(|(_, points)| points.to_string()))?;
        }
        Ok(csv.flush()?)
    })
}

fn write_capacities(
    path: &Path,
    people: &[Profile],
    settings: &RoundSettings,
    history: &History,
) -> Result<(), Failure> {
    let sides = Sides::of(people, settings, history);
    let mut guides: Vec<_> = sides.rights().map(|i| (people[i].email().as_str(), sides.seats(i))).collect();
    guides.sort_unstable();
    output::write(Some(path), |out| {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["right", "capacity"])?;
        for (guide, capacity) in guides {
            csv.write_record([guide, &capacity.to_string()])?;
        }
        Ok(csv.flush()?)
    })
}

/// The pairs with their people's addresses, sorted by these.
fn by_name<'a>(pairs: &'a [matching::Pair], people: &'a [Profile]) -> Vec<(&'a str, &'a str, &'a matching::Pair)> {
    let name = |index: usize| people[index].email().as_str();
    let mut named: Vec<_> = pairs.iter().map(|p| (name(p.learner), name(p.guide), p)).collect();
    named.sort_unstable_by_key(|(left, right, _)| (*left, *right));
    named
}

fn report(proposal: &Proposal, people: &[Profile], kind: Kind) {
    let lowest = proposal.lowest().map_or(String::new(), |score| format!(", lowest {score}"));
    let locked =
        if proposal.locked().is_empty() { String::new() } else { format!(" ({} locked)", proposal.locked().len()) };
    let proof = if proposal.optimal() { "proved the best" } else { "not proved the best" };
    output::say(&format!(
        "{} duos{locked}, total {}{lowest}, bound {}: {proof} ({})",
        proposal.duos().len(),
        proposal.total(),
        proposal.bound(),
        proposal.solver(),
    ));
    if let Some(trio) = proposal.trio() {
        let name = |i: usize| people[i].email();
        let is = if proposal.unpaired().is_empty() { "is" } else { "could be" };
        let (third, one, other) = (name(trio.third), name(trio.duo.0), name(trio.duo.1));
        output::say(&format!("{third} {is} the third with {one} and {other}, for {} points", trio.score));
    }
    let mut lines: Vec<_> = proposal.unpaired().iter().map(|u| (u.side, line(u, people, kind))).collect();
    lines.sort_unstable();
    for (_, line) in lines {
        output::say(&line);
    }
}

fn line(unpaired: &Unpaired, people: &[Profile], kind: Kind) -> String {
    let as_what = match kind {
        Kind::Guidance => format!(" as {}", unpaired.side),
        Kind::Exchange | Kind::Mutual => String::new(),
    };
    format!("without a duo{as_what}: {}: {}", people[unpaired.participant].email(), why(&unpaired.why, kind))
}

/// Why somebody has no duo, in a few words.
pub(super) fn why(unmatched: &Unmatched, kind: Kind) -> String {
    let counts = |binding: &[(matching::Rule, usize)]| {
        let counts: Vec<_> = binding.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
        if counts.is_empty() { "there is nobody else".to_owned() } else { counts.join(", ") }
    };
    let (guide, learner) = if kind.both_learn() { ("partner", "partner") } else { ("guide", "learner") };
    match unmatched {
        Unmatched::NoEligibleGuide { binding } => format!("no eligible {guide} ({})", counts(binding)),
        Unmatched::GuidesFull { eligible } if kind.both_learn() => {
            format!("partners have others ({eligible} eligible)")
        }
        Unmatched::GuidesFull { eligible } => format!("guides full ({eligible} eligible)"),
        Unmatched::NothingGained { eligible } => format!("nothing gained ({eligible} eligible)"),
        Unmatched::NoEligibleLearner { binding } => format!("no eligible {learner} ({})", counts(binding)),
        Unmatched::NotNeeded { eligible } => format!("not needed ({eligible} eligible)"),
        Unmatched::OtherWay { eligible } => {
            format!("whoever is free is in a duo with them already, the other way round ({eligible} eligible)")
        }
        Unmatched::InNeitherGroup => "in neither group".to_owned(),
        Unmatched::StandsElsewhere => "in a duo of another round".to_owned(),
    }
}
