//! `tweespan match` and `tweespan scores`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::round_args::{Input, RoundArgs};
use super::{Failure, output, progress};
use crate::domain::{Factor, Kind, Profile, RoundId, RoundSettings, Side};
use crate::matching::{
    self, ENGINE, History, Prepared, Proposal, ProposeError, Sides, Unmatched, Unpaired, UnpairedReason,
};
use crate::service::round::replay_inputs::{StoredInputs, VERSION};

/// Matches the people of a file once, without a database.
///
/// Writes duos as CSV `left,right,score,reasons`: the e-mail addresses of the learner and the guide (in an exchange of the
/// first and the second group, in a mutual round in the order of the people), and the points of each factor as a JSON
/// object. The summary and the reasons why people have no duo go to the standard error. With --round it computes the duos of a round
/// again, and says whether they are those that were kept.
#[derive(Debug, Args)]
pub(crate) struct MatchArgs {
    #[command(flatten)]
    round: RoundArgs,
    /// Says of each person without a duo why; else they are counted by reason
    #[arg(long)]
    explain: bool,
}

pub(crate) fn run_match(args: &MatchArgs) -> Result<(), Failure> {
    let Input { people, settings, history, round } = args.round.read()?;
    let pairing = || {
        let round = Prepared::new(&people, &settings, &history)?;
        let proposal = round.propose()?;
        let reasons = args.explain.then(|| round.explain(proposal.unpaired()));
        Ok((proposal, reasons))
    };
    let paired = progress::during(&format!("pairing {} people", people.len()), pairing);
    let (proposal, reasons) = paired.map_err(|e: ProposeError| Failure::new(e.to_string()))?;
    write_duos(args.round.out.as_deref(), &proposal, &people)?;
    report(&proposal, &people);
    for line in reasons.map_or_else(
        || without_duo_by_reason(&proposal, settings.kind),
        |reasons| without_duo_each(&proposal, &reasons, &people, settings.kind),
    ) {
        output::say(&line);
    }
    if let Some((id, frozen)) = round {
        output::say(&comparison(id, &frozen, &proposal));
    }
    Ok(())
}

/// Whether a round has the same duos again, and which engines made them.
fn comparison(id: RoundId, frozen: &StoredInputs, proposal: &Proposal) -> String {
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
pub(crate) struct ScoresArgs {
    #[command(flatten)]
    round: RoundArgs,
    /// Where to write the guides' capacities, as CSV `right,capacity`, for `tweespan assign --capacities`
    #[arg(long, value_name = "FILE.csv")]
    capacities_out: Option<PathBuf>,
}

pub(crate) fn run_scores(args: &ScoresArgs) -> Result<(), Failure> {
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

fn report(proposal: &Proposal, people: &[Profile]) {
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
}

/// A line for each reason, in guidance for each side too: how many people.
fn without_duo_by_reason(proposal: &Proposal, kind: Kind) -> Vec<String> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for unpaired in proposal.unpaired() {
        *counts.entry((as_what(unpaired.side, kind), group(unpaired.reason, kind))).or_default() += 1;
    }
    let line = |((as_what, reason), count)| format!("without a duo{as_what}: {count}: {reason}");
    counts.into_iter().map(line).collect()
}

/// A line for each person.
fn without_duo_each(proposal: &Proposal, reasons: &[Unmatched], people: &[Profile], kind: Kind) -> Vec<String> {
    let line = |(unpaired, reason): (&Unpaired, &Unmatched)| {
        let (who, as_what) = (people[unpaired.participant].email(), as_what(unpaired.side, kind));
        (unpaired.side, format!("without a duo{as_what}: {who}: {}", why(reason, kind)))
    };
    let mut lines: Vec<_> = proposal.unpaired().iter().zip(reasons).map(line).collect();
    lines.sort_unstable();
    lines.into_iter().map(|(_, line)| line).collect()
}

fn as_what(side: Side, kind: Kind) -> String {
    match kind {
        Kind::Guidance => format!(" as {side}"),
        Kind::Exchange | Kind::Mutual => String::new(),
    }
}

/// Why some people have no duo, in a few words.
fn group(reason: UnpairedReason, kind: Kind) -> String {
    let (guide, learner) = if kind.both_learn() { ("partner", "partner") } else { ("guide", "learner") };
    match reason {
        UnpairedReason::NoEligibleGuide => format!("no eligible {guide}"),
        UnpairedReason::GuidesFull if kind.both_learn() => "partners have others".to_owned(),
        UnpairedReason::GuidesFull => "guides full".to_owned(),
        UnpairedReason::NothingGained => "nothing gained".to_owned(),
        UnpairedReason::NoEligibleLearner => format!("no eligible {learner}"),
        UnpairedReason::NotNeeded => "not needed".to_owned(),
        UnpairedReason::OtherWay => "whoever is free is in a duo with them already, the other way round".to_owned(),
        UnpairedReason::InNeitherGroup => "in neither group".to_owned(),
        UnpairedReason::StandsElsewhere => "in a duo of another round".to_owned(),
    }
}

/// Why somebody has no duo, in a few words and numbers.
pub(crate) fn why(unmatched: &Unmatched, kind: Kind) -> String {
    let reason = group(unmatched.reason(), kind);
    match unmatched {
        Unmatched::NoEligibleGuide { binding } | Unmatched::NoEligibleLearner { binding } => {
            let counts: Vec<_> = binding.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
            let counts = if counts.is_empty() { "there is nobody else".to_owned() } else { counts.join(", ") };
            format!("{reason} ({counts})")
        }
        Unmatched::GuidesFull { eligible }
        | Unmatched::NothingGained { eligible }
        | Unmatched::NotNeeded { eligible }
        | Unmatched::OtherWay { eligible } => format!("{reason} ({eligible} eligible)"),
        Unmatched::InNeitherGroup | Unmatched::StandsElsewhere => reason,
    }
}
