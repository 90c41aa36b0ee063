//! The mails that Tweespan sends: what they say, and how they leave.
//!
//! A [`Message`] is what there is to tell, as data that waits in the outbox ([`Queued`]). Its [`MailBody`] is the words,
//! in the reader's language, as plain text and as HTML. An [`Envelope`] makes it an RFC 5322 message, and a
//! [`Transport`] sends it: over SMTP, or into a directory that [`directory`](transport::directory) reads for whoever develops.

mod about;
pub mod calendar;
mod letter;
pub mod letters;
mod mail_context;
mod mailto;
mod message;
mod payload;
mod preview;
mod queued;
mod status;
#[cfg(test)]
mod tests;
pub mod transport;

pub use about::About;
pub use calendar::Calendar;
pub use letter::MailBody;
pub use letters::contact::ContactDetails;
pub use letters::duo::{AfterStop, StopWhy};
pub use letters::fresh_links::{DuoLink, DuoNow, FreshLinks, RoundLink};
pub use letters::help::HelpAsked;
pub use letters::introduction::{Introduction, Person, SharedTopic, Together, topic_reasons};
pub use letters::round::{Digest, NoDuoWhy};
pub use mail_context::MailContext;
pub use mailto::mailto;
pub use message::Message;
pub use preview::{Preview, preview};
pub use queued::{Part, Queued};
pub use status::MailStatus;
pub use transport::envelope::Envelope;
pub use transport::send_error::SendError;
pub use transport::smtp::Smtp;
pub use transport::{Memory, Transport};
