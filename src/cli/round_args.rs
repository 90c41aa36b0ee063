//! Which people are paired and how, as `tweespan match` and `tweespan scores` are told: files, or a round that is kept.

use std::path::PathBuf;

use clap::Args;

use super::round_file::RoundFile;
use super::serve::{open, with_settings};
use super::{Failure, output, people};
use crate::domain::{Kind, Preference, Profile, RoundId, RoundSettings, Topics};
use crate::matching::History;
use crate::service::round::RoundError;
use crate::service::round::replay_inputs::{self, StoredInputs};

#[derive(Debug, Args)]
pub(crate) struct RoundArgs {
    /// The people, as CSV; `-` is the standard input
    #[arg(value_name = "PEOPLE.csv", required_unless_present = "round")]
    people: Option<PathBuf>,
    /// In place of a file: a round of the database that `DATABASE_URL` names, as its duos were proposed
    #[arg(long, value_name = "ID", conflicts_with_all = ["people", "kind", "settings", "prefer"])]
    round: Option<RoundId>,
    /// Who learns from whom
    #[arg(long, value_parser = super::kind())]
    kind: Option<Kind>,
    /// The settings of the round, as TOML: kind, prefer, seed, `allow_earlier_duos`, `allow_second_duos`,
    /// `allow_both_ways`, trio, the table weights, the groups of an exchange, and the lists of pairs locked, banned and
    /// earlier
    #[arg(long, value_name = "FILE.toml")]
    settings: Option<PathBuf>,
    /// What is preferred
    #[arg(long, value_parser = super::preference())]
    prefer: Option<Preference>,
    /// Where to write; the standard output if not given
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// What is to be paired.
pub(crate) struct Input {
    pub(crate) people: Vec<Profile>,
    pub(crate) settings: RoundSettings,
    pub(crate) history: History,
    /// The round that it comes from, if it does.
    pub(crate) round: Option<(RoundId, StoredInputs)>,
}

impl RoundArgs {
    /// How what is to be paired is named in messages.
    pub(crate) fn name(&self) -> String {
        match (self.round, &self.people) {
            (Some(id), _) => format!("round {id}"),
            (None, Some(path)) => output::name(path),
            (None, None) => "the people".to_owned(),
        }
    }

    pub(crate) fn read(&self) -> Result<Input, Failure> {
        let Some(id) = self.round else { return self.read_files() };
        let frozen = frozen(id)?;
        Ok(Input {
            people: frozen.people.clone(),
            settings: frozen.settings.clone(),
            history: frozen.history(),
            round: Some((id, frozen)),
        })
    }

    /// What the files say, and over it what the command line says.
    fn read_files(&self) -> Result<Input, Failure> {
        let path = self.people.as_deref().ok_or_else(|| Failure::new("name a people file, or a round with --round"))?;
        let people = people::read(path, Topics::Any)?;
        let RoundFile { mut settings, history } =
            self.settings.as_deref().map(RoundFile::read).transpose()?.unwrap_or_default();
        settings.kind = self.kind.unwrap_or(settings.kind);
        settings.prefer = self.prefer.unwrap_or(settings.prefer);
        Ok(Input { people, settings, history, round: None })
    }
}

fn frozen(id: RoundId) -> Result<StoredInputs, Failure> {
    let mut found = None;
    with_settings(|settings| {
        let found = &mut found;
        async move {
            let app = open(settings)?;
            let read = app.read(move |c| replay_inputs::frozen(c, id)).await.map_err(|error| match error {
                RoundError::NotFound => Failure::new(format!("there is no round {id}")),
                RoundError::Store(error) => Failure::new(error.to_string()),
                other => Failure::new(format!("round {id} cannot be read: {other:?}")),
            });
            *found = read?;
            Ok(())
        }
    })?;
    found.ok_or_else(|| {
        Failure::new(format!(
            "round {id} has nothing to compute again: its duos were not proposed, or it was changed since"
        ))
    })
}
