//! `tweespan person`: what somebody at the server's keyboard does for a participant.

use clap::Subcommand;

use super::Failure;
use super::coordinator::address;
use super::serve::{open, say, with_settings};
use crate::service::person::erasure;
use crate::service::programme::activity::Actor;
use crate::store::StoreError;
use crate::store::person::professionals;
use crate::store::programme::programmes;

#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    /// Removes somebody with all that is kept about them, and tells them and their partners by mail
    Remove {
        /// Their e-mail address
        email: String,
        /// The programme, as it stands in addresses
        #[arg(long, value_name = "SLUG")]
        programme: String,
    },
}

pub(crate) fn run(command: &PersonCommand) -> Result<(), Failure> {
    let PersonCommand::Remove { email, programme } = command;
    let email = address(email)?;
    with_settings(|settings| async move {
        let app = open(settings)?;
        let slug = programme.clone();
        let removed = app.act(Actor::Operator, move |cx| {
            let Some(programme) = programmes::by_slug(cx.c, &slug)? else { return Ok::<_, StoreError>(None) };
            let found = professionals::by_email(cx.c, programme.id, &email)?;
            Ok(Some(match found {
                Some(person) => erasure::remove(cx, programme.id, person.id)?,
                None => false,
            }))
        });
        match removed.await.map_err(|e| Failure::new(e.to_string()))? {
            None => Err(Failure::new(format!("there is no programme {programme:?}"))),
            Some(false) => Err(Failure::new(format!("nobody in {programme:?} has this address"))),
            Some(true) => {
                app.forget_removed().await.map_err(|e| Failure::new(e.to_string()))?;
                say("removed; the mails about it leave when the server runs")
            }
        }
    })
}
