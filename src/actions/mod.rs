//! What people do, one file a subject: each action is one transaction, with the mails it causes.
//!
//! Pages, the API, the command line and the demo all come through here, so that a rule holds whichever way somebody
//! comes in. An action is told the time; it reads no clock. It queues mails; it sends none.

pub mod activity;
pub mod answer;
pub mod board;
pub mod bounces;
pub mod clock;
pub mod coordinators;
pub mod data_export;
pub mod departure;
pub mod inputs;
pub mod introduce;
pub mod mails;
pub mod opt_in;
pub mod profiles;
pub mod programmes;
pub mod rounds;
pub mod standing;
mod steps;
pub mod together;
pub mod unsubscribe;
mod waiting;

use chrono::{DateTime, Utc};

use crate::config::{Life, Links, Settings};
use crate::domain::{EmailAddress, Locale};
use crate::mail::{Message, Queued};
use crate::store::professionals::Professional;
use crate::store::{Connection, Result, StoreError, outbox};

/// What the settings say that actions need.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Policy {
    pub links: Links,
    pub life: Life,
    pub consent_version: String,
}

impl From<&Settings> for Policy {
    fn from(settings: &Settings) -> Self {
        Self {
            links: settings.links.clone(),
            life: settings.life.clone(),
            consent_version: settings.privacy.consent_version.clone(),
        }
    }
}

/// Queues a mail to a professional. One that does not answer what they just did has a way out in its header.
fn tell(c: &mut Connection, to: &Professional, message: Message, now: DateTime<Utc>) -> Result<()> {
    let reader = Reader { name: to.profile.name(), email: to.profile.email(), locale: to.locale };
    let unsubscribe = if message.is_direct_answer() { None } else { Some(unsubscribe::token(c, to.id, now)?.to_hex()) };
    queue(c, to.programme_id, &reader, &Queued::new(message, unsubscribe), now)
}

/// Who reads a mail.
struct Reader<'a> {
    name: &'a str,
    email: &'a EmailAddress,
    locale: Locale,
}

fn queue(c: &mut Connection, programme: i64, to: &Reader<'_>, queued: &Queued, now: DateTime<Utc>) -> Result<()> {
    let payload = serde_json::to_string(queued).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let mail = outbox::NewMail {
        programme_id: programme,
        recipient_name: to.name,
        recipient: to.email,
        locale: to.locale,
        kind: queued.message.kind(),
        payload,
    };
    outbox::queue(c, &mail, now)
}
