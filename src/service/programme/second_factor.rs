//! The second factor with which coordinators sign in: codes of an app on their phone (TOTP, RFC 6238), and recovery codes for
//! when the app is gone.

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret, Totp};

use super::activity::Activity;
use super::coordinators;
use super::coordinators::note_everywhere;
use super::security::{self, Event};
use crate::domain::{CoordinatorId, EmailAddress, Token, TokenHash};
use crate::service::{Context, Policy};
use crate::store::programme::coordinators::{OpenSession, SecondFactor};
use crate::store::programme::second_factors;
use crate::store::{self, Result, StoreError, tokens};

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;
/// After so many wrong codes a session ends: whoever guesses needs another mail for each few guesses.
const WRONG_CODES: i32 = 5;

/// A secret for an app.
#[derive(Debug, Clone)]
pub struct Offer {
    /// In Base32, to be typed.
    pub secret: String,
    /// For the picture that an app reads.
    pub address: String,
}

/// A fresh secret for the app of whoever has this address.
///
/// # Errors
/// When the operating system has no randomness to give.
pub fn offer(email: &EmailAddress) -> Result<Offer> {
    let bytes = tokens::random()?.bytes();
    let secret: [u8; 20] = std::array::from_fn(|place| bytes[place]);
    offered(&Secret::from(secret).to_base32(), email)
}

/// The offer of a secret that was made before; so that whoever mistypes a code has the same picture again.
///
/// # Errors
/// [`StoreError::Corrupt`] when it is none of ours.
pub fn offered(secret: &str, email: &EmailAddress) -> Result<Offer> {
    let app = app(secret, Some(email))?;
    Ok(Offer { secret: secret.to_owned(), address: app.to_url().map_err(|_| unreadable())? })
}

fn app(secret: &str, email: Option<&EmailAddress>) -> Result<Totp> {
    let secret = Secret::try_from_base32(secret).map_err(|_| unreadable())?;
    let account = email.map(|email| email.as_str().replace(':', " ")).unwrap_or_default();
    let builder = Builder::new().with_secret(secret).with_account_name(account).with_issuer(Some("Tweespan"));
    builder.build().map_err(|_| unreadable())
}

fn unreadable() -> StoreError {
    StoreError::Corrupt("the secret of a second factor".to_owned())
}

/// What was typed, without what people put between: six digits from the app, or a recovery code.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

/// The time step whose code this is, now or half a minute before or after.
fn step_of(cx: &Context<'_>, secret: &str, code: &str) -> Result<Option<i64>> {
    let time = u64::try_from(cx.now.timestamp()).unwrap_or_default();
    Ok(app(secret, None)?.check(&plain(code), time).and_then(|step| i64::try_from(step).ok()))
}

/// What became of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeOutcome {
    /// It is right. Whoever is signed in has proved that it is them, and the session has this secret from here on.
    Right(Token),
    /// It is not, or was used before.
    Wrong,
    /// It is not, and neither were those before: the session has ended.
    Ended,
}

/// Gives a code in a session: of the app, or a recovery code. Each is taken once.
///
/// # Errors
/// Those of the database.
pub fn give(cx: &mut Context<'_>, session: &TokenHash, code: &str) -> Result<CodeOutcome> {
    let Some(open) = store::programme::coordinators::of_session(cx.c, session, cx.now)? else {
        return Ok(CodeOutcome::Ended);
    };
    let id = open.coordinator.id;
    let Some(secret) = second_factors::secret(cx.c, id)? else { return Ok(CodeOutcome::Wrong) };
    let is_right = if let Some(step) = step_of(cx, &secret, code)? {
        second_factors::take_step(cx.c, id, step)?
    } else {
        let is_recovery = second_factors::take_recovery(cx.c, id, &recovery_hash(code))?;
        if is_recovery {
            note_everywhere(cx, id, &Activity::RecoveryCodeUsed)?;
        }
        is_recovery
    };
    if is_right {
        security::note_everywhere(cx.c, &Event::CodeGiven, id, cx.now)?;
        return proved(cx, session).map(CodeOutcome::Right);
    }
    wrong(cx, session, id)
}

/// Notes that whoever is signed in gave the second factor. A session that somebody knew before is not worth more by it: it has
/// another secret now.
fn proved(cx: &mut Context<'_>, session: &TokenHash) -> Result<Token> {
    let secret = tokens::random()?;
    second_factors::note_given(cx.c, session, &secret.hash(), cx.now)?;
    Ok(secret)
}

fn wrong(cx: &mut Context<'_>, session: &TokenHash, id: CoordinatorId) -> Result<CodeOutcome> {
    security::note_everywhere(cx.c, &Event::CodeWrong, id, cx.now)?;
    if second_factors::count_wrong(cx.c, session)? < WRONG_CODES {
        return Ok(CodeOutcome::Wrong);
    }
    store::programme::coordinators::close_session(cx.c, session)?;
    security::note_everywhere(cx.c, &Event::SessionEnded, id, cx.now)?;
    Ok(CodeOutcome::Ended)
}

/// What became of an app that was set up.
#[derive(Debug, Clone)]
pub enum SetUp {
    /// It is the second factor now. The recovery codes are shown once, and the session has this secret from here on.
    Done(Vec<String>, Token),
    /// There is an app already, whose code was not given here, or it is too long ago that whoever is signed in proved that it is
    /// them.
    NotAllowed,
    /// The code is not that of the secret.
    Wrong,
    /// The session has ended.
    Ended,
}

/// Whether whoever is signed in may set up an app: they proved a short time ago that it is them, by the code of the one that they
/// have.
#[must_use]
pub fn may_set_up(policy: &Policy, open: &OpenSession, now: DateTime<Utc>) -> bool {
    let may = match open.second_factor {
        SecondFactor::Given => true,
        SecondFactor::Asked => false,
        // Whoever signs in at their organisation proves there that it is them: their mailbox alone brings in nobody.
        SecondFactor::None => open.vouched || !open.has_account || !policy.signs_in_elsewhere,
    };
    may && coordinators::is_fresh(policy, open, now)
}

/// Takes an app as the second factor of the coordinator who acts, if it gives the code of this secret. What was there before
/// goes, and their other sessions end.
///
/// # Errors
/// Those of the database.
pub fn set_up(cx: &mut Context<'_>, session: &TokenHash, secret: &str, code: &str) -> Result<SetUp> {
    let id = cx.coordinator()?;
    // Of two who set one up at once, the second sees that of the first.
    second_factors::lock(cx.c, id)?;
    let Some(open) = store::programme::coordinators::of_session(cx.c, session, cx.now)? else {
        return Ok(SetUp::Ended);
    };
    if !may_set_up(cx.policy, &open, cx.now) {
        return Ok(SetUp::NotAllowed);
    }
    let Some(step) = step_of(cx, secret, code)? else {
        return Ok(if wrong(cx, session, id)? == CodeOutcome::Ended { SetUp::Ended } else { SetUp::Wrong });
    };
    let codes = (0..RECOVERY_CODES).map(|_| Ok(recovery_code(&tokens::random()?))).collect::<Result<Vec<_>>>()?;
    let hashes: Vec<TokenHash> = codes.iter().map(|code| recovery_hash(code)).collect();
    second_factors::set(cx.c, id, (secret, step), &hashes)?;
    store::programme::coordinators::close_other_sessions(cx.c, id, session)?;
    note_everywhere(cx, id, &Activity::SecondFactorSet)?;
    Ok(SetUp::Done(codes, proved(cx, session)?))
}

/// 26 letters and digits in groups of four: 128 bits, which cannot be guessed back from a hash.
fn recovery_code(random: &Token) -> String {
    let bytes = random.bytes();
    let some: [u8; 16] = std::array::from_fn(|place| bytes[place]);
    let letters: Vec<char> = Secret::from(some.to_vec()).to_base32().to_ascii_lowercase().chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

fn recovery_hash(code: &str) -> TokenHash {
    TokenHash::of_code(&plain(code))
}

/// Removes the second factor of whoever has this address and ends their sessions, as whoever runs the server asks: they set
/// one up anew. False when they have none; nothing when nobody has the address.
///
/// # Errors
/// Those of the database.
pub fn reset(cx: &mut Context<'_>, email: &EmailAddress) -> Result<Option<bool>> {
    let Some(coordinator) = store::programme::coordinators::by_email(cx.c, email)? else { return Ok(None) };
    let had = second_factors::remove(cx.c, coordinator.id)?;
    if had {
        coordinators::end_sessions(cx, Some(email))?;
        note_everywhere(cx, coordinator.id, &Activity::SecondFactorReset { coordinator: coordinator.id })?;
    }
    Ok(Some(had))
}

/// How many recovery codes a coordinator has left; nothing when they have no second factor.
///
/// # Errors
/// Those of the database.
pub fn recovery_left(c: &mut store::Connection, coordinator: CoordinatorId) -> Result<Option<i64>> {
    if second_factors::secret(c, coordinator)?.is_none() {
        return Ok(None);
    }
    second_factors::recovery_left(c, coordinator).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_is_128_bits_and_read_as_people_type_it() {
        let code = recovery_code(&Token::from_random([0xa7; 32]));
        assert_eq!(code.replace('-', "").len(), 26, "{code}");
        assert_eq!(recovery_hash(&code), recovery_hash(&code.to_uppercase().replace('-', " ")));
        assert_ne!(recovery_hash(&code), recovery_hash(&recovery_code(&Token::from_random([0xa8; 32]))));
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, of whose eight digits an app shows the last six.
        let secret = Secret::from(*b"12345678901234567890").to_base32();
        let app = app(&secret, None).unwrap();
        for (time, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(app.check(code, time), Some(time / 30));
            assert_eq!(app.check(code, time + 90), None, "a minute and a half late");
        }
    }
}
