//! The mails that Tweespan sends: what they say, and how they leave.
//!
//! A [`Message`] is what there is to tell, as data that waits in the outbox ([`Queued`]). Its [`Letter`] is the words,
//! in the reader's language, as plain text and as HTML. An [`envelope`] makes it an RFC 5322 message, and a
//! [`Transport`] sends it: over SMTP, or into a directory that [`mailbox`] reads for whoever develops.

mod about;
pub mod bounce;
pub mod calendar;
pub mod contact;
mod duo_letters;
pub mod envelope;
mod fresh_links;
mod help_letter;
pub mod introduction;
mod letter;
mod letterhead;
mod links;
pub mod mailbox;
mod message;
pub mod openers;
mod payload;
mod preview;
mod queued;
mod round_letters;
pub mod samples;
mod send_error;
mod several;
mod smtp;
#[cfg(test)]
mod tests;
mod transport;

pub use about::About;
pub use calendar::Calendar;
pub use contact::{ContactDetails, mailto};
pub use duo_letters::{AfterStop, StopWhy};
pub use envelope::Envelope;
pub use fresh_links::{DuoLink, DuoNow, FreshLinks, RoundLink};
pub use help_letter::HelpAsked;
pub use introduction::{Introduction, Person, SharedTopic, Together, topic_reasons};
pub use letter::Letter;
pub use letterhead::Letterhead;
pub use message::Message;
pub use preview::{Preview, preview};
pub use queued::{Part, Queued};
pub use round_letters::{Digest, NoDuoWhy};
pub use send_error::SendError;
pub use smtp::Smtp;
pub use transport::{Memory, Transport};
