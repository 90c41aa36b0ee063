//! `tweespan match` and `tweespan scores`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failure, output, people};
use crate::domain::problem::shortened;
use crate::domain::{Factor, Kind, Preference, Profile, RoundSettings, Topics};
use crate::matching::{self, EarlierDuos, Proposal, Unmatched, Unpaired, pairs};

/// A round without a database: people and settings.
#[derive(Debug, Args)]
pub(super) struct RoundArgs {
    /// The people, as CSV; `-` is the standard input
    #[arg(value_name = "PEOPLE.csv")]
    pub(super) people: PathBuf,
    /// Who learns from whom
    #[arg(long, value_parser = super::kind())]
    kind: Option<Kind>,
    /// The settings of the round, as TOML: kind, prefer, seed, `allow_earlier_duos` and the table weights
    #[arg(long, value_name = "FILE.toml")]
    settings: Option<PathBuf>,
    /// What is preferred
    #[arg(long, value_parser = super::preference())]
    prefer: Option<Preference>,
    /// Where to write; the standard output if not given
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

impl RoundArgs {
    pub(super) fn people(&self) -> Result<Vec<Profile>, Failure> {
        people::read(&self.people, Topics::Any)
    }

    pub(super) fn settings(&self) -> Result<RoundSettings, Failure> {
        let mut settings = self.settings.as_deref().map(read_settings).transpose()?.unwrap_or_default();
        settings.kind = self.kind.unwrap_or(settings.kind);
        settings.prefer = self.prefer.unwrap_or(settings.prefer);
        Ok(settings)
    }
}

fn read_settings(path: &Path) -> Result<RoundSettings, Failure> {
    let file = output::name(path);
    let bytes = output::read(path)?;
    parse_settings(&bytes).map_err(|what| Failure::new(format!("{file}: {what}")))
}

/// What is wrong is told in one line, with the line of the file.
fn parse_settings(bytes: &[u8]) -> Result<RoundSettings, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(start).filter(|b| *b == b'\n').count();
        let source = shortened(text.lines().nth(line).unwrap_or_default().trim());
        let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        format!("line {} ({source}): {message}", line + 1)
    })
}

/// Matches the people of a file once, without a database.
///
/// Writes duos as CSV `left,right,score,reasons`: the learner's and the guide's e-mail address, and the points of each
/// factor as a JSON object. The summary, the unmatched and why go to the standard error.
#[derive(Debug, Args)]
pub(super) struct MatchArgs {
    #[command(flatten)]
    round: RoundArgs,
}

pub(super) fn run_match(args: &MatchArgs) -> Result<(), Failure> {
    let people = args.round.people()?;
    let settings = args.round.settings()?;
    let proposal =
        matching::propose(&people, &settings, &EarlierDuos::default()).map_err(|e| Failure::new(e.to_string()))?;
    let duos = by_name(proposal.duos(), &people);
    output::write(args.round.out.as_deref(), |out| {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["left", "right", "score", "reasons"])?;
        for (left, right, pair) in duos {
            let reasons = serde_json::to_string(&pair.reasons).map_err(std::io::Error::from)?;
            csv.write_record([left, right, &pair.reasons.score().to_string(), &reasons])?;
        }
        Ok(csv.flush()?)
    })?;
    report(&proposal, &people);
    Ok(())
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
    let people = args.round.people()?;
    let settings = args.round.settings()?;
    let pairs = matching::eligible_pairs(&people, &settings, &EarlierDuos::default())
        .map_err(|e| Failure::new(e.to_string()))?;
    if let Some(path) = &args.capacities_out {
        write_capacities(path, &people)?;
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

fn write_capacities(path: &Path, people: &[Profile]) -> Result<(), Failure> {
    let mut guides: Vec<_> =
        pairs::guides(people).map(|i| (people[i].email().as_str(), people[i].takes_part().capacity())).collect();
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
    let proof = if proposal.optimal() { "proved the best" } else { "not proved the best" };
    output::say(&format!(
        "{} duos, total {}{lowest}, bound {}: {proof} ({})",
        proposal.duos().len(),
        proposal.total(),
        proposal.bound(),
        proposal.solver(),
    ));
    let mut lines: Vec<_> = proposal.unpaired().iter().map(|u| (u.side, line(u, people))).collect();
    lines.sort_unstable();
    for (_, line) in lines {
        output::say(&line);
    }
}

fn line(unpaired: &Unpaired, people: &[Profile]) -> String {
    format!("without a duo as {}: {}: {}", unpaired.side, people[unpaired.participant].email(), why(&unpaired.why))
}

/// Why somebody has no duo, in a few words.
pub(super) fn why(unmatched: &Unmatched) -> String {
    let counts = |binding: &[(matching::Rule, usize)]| {
        let counts: Vec<_> = binding.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
        if counts.is_empty() { "there is nobody else".to_owned() } else { counts.join(", ") }
    };
    match unmatched {
        Unmatched::NoEligibleGuide { binding } => format!("no eligible guide ({})", counts(binding)),
        Unmatched::GuidesFull { eligible } => format!("guides full ({eligible} eligible)"),
        Unmatched::NothingGained { eligible } => format!("nothing gained ({eligible} eligible)"),
        Unmatched::NoEligibleLearner { binding } => format!("no eligible learner ({})", counts(binding)),
        Unmatched::NotNeeded { eligible } => format!("not needed ({eligible} eligible)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Weight;

    #[test]
    fn settings_are_read_and_what_is_left_out_has_its_default() {
        let settings = parse_settings(b"prefer = \"balance\"\n[weights]\nregion = \"must\"\nrole = 0\n").unwrap();
        let mut expected = RoundSettings { prefer: Preference::Balance, ..RoundSettings::default() };
        expected.weights.region = Weight::Must;
        expected.weights.role = Weight::Points(0);
        assert_eq!(settings, expected);
        assert_eq!(parse_settings(b""), Ok(RoundSettings::default()));
    }

    #[test]
    fn what_is_wrong_with_settings_is_one_line_that_names_its_own() {
        for (file, start) in [
            ("seed = 1\n[weights]\nlearning = 11\n", "line 3 (learning = 11): a weight is a whole number"),
            ("\nshoe = 1\n", "line 2 (shoe = 1): unknown field `shoe`"),
            ("[weights]\nshoe = 1\n", "line 2 (shoe = 1): unknown field `shoe`"),
            ("prefer = \"best\"", "line 1 (prefer = \"best\"): unknown variant `best`"),
            ("a b", "line 1 (a b): "),
        ] {
            let error = parse_settings(file.as_bytes()).unwrap_err();
            assert!(error.starts_with(start) && !error.contains('\n'), "{error}");
        }
    }
}
