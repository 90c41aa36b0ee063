//! What people do, one file a subject: each action is one transaction, with the mails it causes.
//!
//! Pages, the API, the command line and the demo all come through here, so that a rule holds whichever way somebody
//! comes in. An action is given one [`Context`]: the transaction, who acts, the time and the settings. It authorises, acts and
//! writes its line in the log. It reads no clock. It queues mails; it sends none.

mod context;
pub mod duo;
pub(crate) mod links;
pub mod mail;
pub mod person;
pub mod policy;
pub mod programme;
pub mod round;

pub use context::{By, Context};
pub use policy::{MailTurn, Policy};
