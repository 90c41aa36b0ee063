//! What the duos of a round were proposed from.

use diesel::prelude::*;

use crate::domain::{EarlierDuo, EmailAddress, RoundId, RoundSettings, StandingDuos};
use crate::store::schema::round_inputs;
use crate::store::{Connection, Result, StoreError};

/// An input as kept, one a round. It holds what people told in confidence.
pub struct Input {
    /// The participants, as a people file.
    pub people: String,
    /// The settings, with the seed.
    pub settings: RoundSettings,
    /// Who of the participants were a duo before.
    pub earlier: Vec<EarlierDuo>,
    /// What the participants stood in, in other rounds.
    pub standing: Vec<(EmailAddress, StandingDuos)>,
    /// The version of the program that proposed.
    pub version: String,
    /// The number of its engine.
    pub engine: i32,
}

/// Keeps the input of a round in place of an earlier one.
///
/// # Errors
/// Those of the database.
pub fn set(c: &mut Connection, round: RoundId, input: &Input) -> Result<()> {
    remove(c, round)?;
    let json = |value: serde_json::Result<String>| value.map_err(|e| StoreError::Corrupt(e.to_string()));
    diesel::insert_into(round_inputs::table)
        .values((
            round_inputs::round_id.eq(round),
            round_inputs::people.eq(&input.people),
            round_inputs::settings.eq(json(serde_json::to_string(&input.settings))?),
            round_inputs::earlier.eq(json(serde_json::to_string(&input.earlier))?),
            round_inputs::standing.eq(json(serde_json::to_string(&input.standing))?),
            round_inputs::version.eq(&input.version),
            round_inputs::engine.eq(input.engine),
        ))
        .execute(c)?;
    Ok(())
}

/// Removes the input of a round, if there is one.
///
/// # Errors
/// Those of the database.
pub fn remove(c: &mut Connection, round: RoundId) -> Result<()> {
    diesel::delete(round_inputs::table.find(round)).execute(c)?;
    Ok(())
}

/// The input of a round; none before duos were proposed.
///
/// # Errors
/// Those of the database.
pub fn of_round(c: &mut Connection, round: RoundId) -> Result<Option<Input>> {
    let row: Option<(String, String, String, String, String, i32)> = round_inputs::table
        .find(round)
        .select((
            round_inputs::people,
            round_inputs::settings,
            round_inputs::earlier,
            round_inputs::standing,
            round_inputs::version,
            round_inputs::engine,
        ))
        .first(c)
        .optional()?;
    let corrupt = |e: serde_json::Error| StoreError::Corrupt(format!("the input of round {round}: {e}"));
    row.map(|(people, settings, earlier, standing, version, engine)| {
        Ok(Input {
            people,
            settings: serde_json::from_str(&settings).map_err(corrupt)?,
            earlier: serde_json::from_str(&earlier).map_err(corrupt)?,
            standing: serde_json::from_str(&standing).map_err(corrupt)?,
            version,
            engine,
        })
    })
    .transpose()
}
