//! What the settings say that acts need, and when a mail that anybody may ask for leaves.

use chrono::{DateTime, Utc};

use crate::config::{Life, Links, Retention, Settings, SignIn};

/// When a mail that anybody may ask for leaves. What was asked is done whatever its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTurn {
    /// At once.
    Now,
    /// Not before this moment: more were asked for than anybody needs.
    At(DateTime<Utc>),
    /// Not at all: far more were.
    Never,
}

/// What the settings say that actions need.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "described in config/default.toml")]
pub struct Policy {
    pub links: Links,
    pub sign_in: SignIn,
    pub life: Life,
    pub retention: Retention,
    pub hold_minutes: u16,
    pub hold_above: usize,
    /// Whether coordinators can sign in at their organisation.
    pub signs_in_elsewhere: bool,
}

impl Policy {
    /// For how many minutes so many mails of one act wait, and can be called back.
    #[must_use]
    pub const fn held_minutes(&self, mails: usize) -> u16 {
        if mails > self.hold_above { self.hold_minutes } else { 0 }
    }
}

impl From<&Settings> for Policy {
    fn from(settings: &Settings) -> Self {
        Self {
            links: settings.links.clone(),
            sign_in: settings.sign_in.clone(),
            life: settings.life.clone(),
            retention: settings.retention.clone(),
            hold_minutes: settings.mail.hold_minutes,
            hold_above: settings.mail.hold_above,
            signs_in_elsewhere: !settings.open_id.issuer.is_empty(),
        }
    }
}
