//! `tweespan migrate` and `tweespan replace-pseudonym-key`: what is done to the database as a whole.

use super::Failure;
use super::serve::{open, say, with_settings};
use crate::store::person::pseudonyms;

/// Brings the tables up to date, whatever the settings say of other commands.
pub(crate) fn migrate() -> Result<(), Failure> {
    with_settings(|mut settings| async move {
        settings.database.migrate = true;
        open(settings)?;
        say("the tables of the database are up to date")
    })
}

pub(crate) fn replace_pseudonym_key() -> Result<(), Failure> {
    with_settings(|settings| async move {
        let app = open(settings)?;
        let hashes = app.write_quietly(pseudonyms::replace_key).await.map_err(|e| Failure::new(e.to_string()))?;
        say(&format!("the key is replaced; hashes under it: {hashes}"))
    })
}
