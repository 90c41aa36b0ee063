//! Tokens in links, by their hash.

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;
use rand::TryRng;

use super::schema::{coordinators, professionals, tokens, typed_answers};
use super::{Connection, LoadReadable, MAX_BIND_PARAMS, Result, StoreError, parse_column, to_db_time};
use crate::domain::{CoordinatorId, DuoId, LinkPurpose, OPEN_HOURS, ProfessionalId, RoundId, Token, TokenHash};

/// Who may use a token, and for what: the purpose is part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// Confirm a professional's address.
    VerifyAddress {
        /// Whose.
        professional: ProfessionalId,
    },
    /// See and change a profile.
    Profile {
        /// Whose.
        professional: ProfessionalId,
    },
    /// Answer to a duo.
    Duo {
        /// Who answers.
        professional: ProfessionalId,
        /// To which duo.
        duo: DuoId,
    },
    /// Say whether one takes part in a round.
    OptIn {
        /// Who.
        professional: ProfessionalId,
        /// In which round.
        round: RoundId,
    },
    /// Say that one wants somebody else in a round.
    AskAgain {
        /// Who.
        professional: ProfessionalId,
        /// In which round.
        round: RoundId,
    },
    /// Take part in no more rounds.
    Unsubscribe {
        /// Who.
        professional: ProfessionalId,
    },
    /// Be mailed no more about how rounds are doing.
    StopDigests {
        /// Who.
        coordinator: CoordinatorId,
    },
    /// Sign in, once.
    SignIn {
        /// Who.
        coordinator: CoordinatorId,
    },
}

impl Grant {
    const fn purpose(self) -> LinkPurpose {
        match self {
            Self::VerifyAddress { .. } => LinkPurpose::VerifyAddress,
            Self::Profile { .. } => LinkPurpose::Profile,
            Self::Duo { .. } => LinkPurpose::Duo,
            Self::OptIn { .. } => LinkPurpose::OptIn,
            Self::AskAgain { .. } => LinkPurpose::AskAgain,
            Self::Unsubscribe { .. } | Self::StopDigests { .. } => LinkPurpose::Unsubscribe,
            Self::SignIn { .. } => LinkPurpose::SignIn,
        }
    }

    const fn of(purpose: LinkPurpose, ids: Ids) -> Option<Self> {
        let Ids { professional, coordinator, duo, round } = ids;
        Some(match (purpose, professional, coordinator, duo, round) {
            (LinkPurpose::VerifyAddress, Some(professional), None, None, None) => Self::VerifyAddress { professional },
            (LinkPurpose::Profile, Some(professional), None, None, None) => Self::Profile { professional },
            (LinkPurpose::Duo, Some(professional), None, Some(duo), None) => Self::Duo { professional, duo },
            (LinkPurpose::OptIn, Some(professional), None, None, Some(round)) => Self::OptIn { professional, round },
            (LinkPurpose::AskAgain, Some(professional), None, None, Some(round)) => {
                Self::AskAgain { professional, round }
            }
            (LinkPurpose::Unsubscribe, Some(professional), None, None, None) => Self::Unsubscribe { professional },
            (LinkPurpose::Unsubscribe, None, Some(coordinator), None, None) => Self::StopDigests { coordinator },
            (LinkPurpose::SignIn, None, Some(coordinator), None, None) => Self::SignIn { coordinator },
            _ => return None,
        })
    }

    const fn ids(self) -> Ids {
        let nobody = Ids { professional: None, coordinator: None, duo: None, round: None };
        match self {
            Self::VerifyAddress { professional }
            | Self::Profile { professional }
            | Self::Unsubscribe { professional } => Ids { professional: Some(professional), ..nobody },
            Self::Duo { professional, duo } => Ids { professional: Some(professional), duo: Some(duo), ..nobody },
            Self::OptIn { professional, round } | Self::AskAgain { professional, round } => {
                Ids { professional: Some(professional), round: Some(round), ..nobody }
            }
            Self::SignIn { coordinator } | Self::StopDigests { coordinator } => {
                Ids { coordinator: Some(coordinator), ..nobody }
            }
        }
    }
}

/// Whom and what a token is about, as kept.
#[derive(Clone, Copy, Queryable, Selectable)]
#[diesel(table_name = tokens)]
struct Ids {
    #[diesel(column_name = professional_id)]
    professional: Option<ProfessionalId>,
    #[diesel(column_name = coordinator_id)]
    coordinator: Option<CoordinatorId>,
    #[diesel(column_name = duo_id)]
    duo: Option<DuoId>,
    #[diesel(column_name = round_id)]
    round: Option<RoundId>,
}

/// Makes a token of 256 bits from the operating system.
///
/// # Errors
/// [`StoreError::Unavailable`] when the operating system has no randomness to give.
pub fn random() -> Result<Token> {
    let mut bytes = [0; 32];
    rand::rngs::SysRng
        .try_fill_bytes(&mut bytes)
        .map_err(|e| StoreError::Unavailable(format!("no randomness from the system: {e}")))?;
    Ok(Token::from_random(bytes))
}

/// Makes a token and keeps its hash.
///
/// # Errors
/// Those of the database.
pub fn issue(c: &mut Connection, grant: Grant, lasts: Duration, now: DateTime<Utc>) -> Result<Token> {
    insert(c, grant, false, (lasts, now))
}

/// Makes a token that takes the place of the older ones for the same once it is used ([`take_place`]). Until then they go on
/// working: anybody can ask for it, and only its reader can use it.
///
/// # Errors
/// Those of the database.
pub fn issue_fresh(c: &mut Connection, grant: Grant, lasts: Duration, now: DateTime<Utc>) -> Result<Token> {
    insert(c, grant, true, (lasts, now))
}

fn insert(c: &mut Connection, grant: Grant, is_fresh: bool, (lasts, now): (Duration, DateTime<Utc>)) -> Result<Token> {
    let token = random()?;
    let Ids { professional, coordinator, duo, round } = grant.ids();
    diesel::insert_into(tokens::table)
        .values((
            tokens::hash.eq(token.hash().as_str()),
            tokens::purpose.eq(grant.purpose().as_str()),
            tokens::professional_id.eq(professional),
            tokens::coordinator_id.eq(coordinator),
            tokens::duo_id.eq(duo),
            tokens::round_id.eq(round),
            tokens::created_at.eq(to_db_time(now)),
            tokens::expires_at.eq(to_db_time(now + lasts)),
            tokens::is_fresh.eq(is_fresh),
        ))
        .execute(c)?;
    Ok(token)
}

/// What a token for this purpose grants; nothing when it is unknown, for something else, expired, used up, or replaced and
/// not opened in the hours before.
///
/// # Errors
/// Those of the database.
pub fn resolve(c: &mut Connection, token: &Token, purpose: LinkPurpose, now: DateTime<Utc>) -> Result<Option<Grant>> {
    let row: Option<Ids> = tokens::table
        .filter(tokens::hash.eq(token.hash().as_str()))
        .filter(tokens::purpose.eq(purpose.as_str()))
        .filter(tokens::expires_at.ge(to_db_time(now)))
        .filter(tokens::used_at.is_null().and(unreplaced_or_open(now)))
        .select(Ids::as_select())
        .first(c)
        .optional()?;
    Ok(row.and_then(|ids| Grant::of(purpose, ids)))
}

/// The round and the duo that a link leads to, if it leads to one, whether it works still or not.
///
/// # Errors
/// Those of the database.
pub fn leads_to(c: &mut Connection, token: &Token) -> Result<(Option<RoundId>, Option<DuoId>)> {
    let hash = token.hash();
    let row = tokens::table.find(hash.as_str()).select((tokens::round_id, tokens::duo_id));
    Ok(row.first(c).optional()?.unwrap_or_default())
}

/// What a token granted until a newer link replaced it, and how long it would have lasted; nothing when it was not
/// replaced, or is too old.
///
/// # Errors
/// Those of the database.
pub fn replaced(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<(Grant, Duration)>> {
    let row: Option<(String, Ids, NaiveDateTime, NaiveDateTime)> = tokens::table
        .filter(tokens::hash.eq(token.hash().as_str()))
        .filter(tokens::expires_at.ge(to_db_time(now)))
        .filter(tokens::used_at.is_null().and(tokens::replaced_at.is_not_null()))
        .select((tokens::purpose, Ids::as_select(), tokens::created_at, tokens::expires_at))
        .first(c)
        .optional()?;
    let Some((purpose, ids, created, expires)) = row else { return Ok(None) };
    Ok(Grant::of(parse_column("tokens.purpose", &purpose)?, ids).map(|grant| (grant, expires - created)))
}

/// When a token was made; nothing when it is unknown.
///
/// # Errors
/// Those of the database.
pub fn issued_at(c: &mut Connection, token: &Token) -> Result<Option<DateTime<Utc>>> {
    let row: Option<chrono::NaiveDateTime> =
        tokens::table.find(token.hash().as_str()).select(tokens::created_at).first(c).optional()?;
    Ok(row.map(|time| time.and_utc()))
}

/// Uses up a token that works once.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else used it in the meantime.
pub fn consume(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<()> {
    let hash = token.hash();
    let unused = tokens::table.filter(tokens::hash.eq(hash.as_str()).and(tokens::used_at.is_null()));
    match diesel::update(unused).set(tokens::used_at.eq(to_db_time(now))).execute(c)? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// Removes the links with which a coordinator can sign in.
///
/// # Errors
/// Those of the database.
pub fn remove_sign_in(c: &mut Connection, coordinator: CoordinatorId) -> Result<()> {
    let theirs = tokens::coordinator_id.eq(coordinator).and(tokens::purpose.eq(LinkPurpose::SignIn.as_str()));
    diesel::delete(tokens::table.filter(theirs)).execute(c)?;
    Ok(())
}

/// Lets a link work in the browser alone that has this secret; the earlier one that it asked for works no more.
///
/// # Errors
/// Those of the database.
pub fn bind(c: &mut Connection, grant: Grant, token: &Token, browser: &TokenHash, now: DateTime<Utc>) -> Result<()> {
    let earlier = granting(grant).filter(tokens::asked_by.eq(browser.as_str()));
    let hashes: Vec<String> = earlier.select(tokens::hash).load_readable(c)?;
    note_replaced(c, &hashes, now)?;
    let hash = token.hash();
    diesel::update(tokens::table.find(hash.as_str())).set(tokens::asked_by.eq(browser.as_str())).execute(c)?;
    Ok(())
}

/// The hash of the secret of the browser in which a link works; nothing when it works in any.
///
/// # Errors
/// Those of the database.
pub fn asked_by(c: &mut Connection, token: &Token) -> Result<Option<String>> {
    let hash = token.hash();
    Ok(tokens::table.find(hash.as_str()).select(tokens::asked_by).first(c).optional()?.flatten())
}

/// Whether there are tokens that have expired.
///
/// # Errors
/// Those of the database.
pub fn any_expired(c: &mut Connection, now: DateTime<Utc>) -> Result<bool> {
    let expired = tokens::table.filter(tokens::expires_at.lt(to_db_time(now)));
    Ok(expired.select(tokens::hash).first::<String>(c).optional()?.is_some())
}

/// Removes the tokens that have expired. Gives how many.
///
/// # Errors
/// Those of the database.
pub fn remove_expired(c: &mut Connection, now: DateTime<Utc>) -> Result<usize> {
    Ok(diesel::delete(tokens::table.filter(tokens::expires_at.lt(to_db_time(now)))).execute(c)?)
}

/// Whether a link for this works that was handed out anew since a moment.
///
/// # Errors
/// Those of the database.
pub fn any_fresh_since(c: &mut Connection, grant: Grant, since: DateTime<Utc>) -> Result<bool> {
    let fresh = granting(grant).filter(tokens::is_fresh).filter(tokens::created_at.ge(to_db_time(since)));
    Ok(fresh.select(tokens::hash).first::<String>(c).optional()?.is_some())
}

/// Whether a link for this works that the browser with this secret asked for.
///
/// # Errors
/// Those of the database.
pub fn any_works(c: &mut Connection, grant: Grant, browser: &TokenHash, now: DateTime<Utc>) -> Result<bool> {
    let asked =
        granting(grant).filter(tokens::expires_at.ge(to_db_time(now))).filter(tokens::asked_by.eq(browser.as_str()));
    Ok(asked.select(tokens::hash).first::<String>(c).optional()?.is_some())
}

/// Whether a token is one that was given out and works, whatever it is for, also where it was replaced and its page is
/// open still.
///
/// # Errors
/// Those of the database.
pub fn works_or_is_open(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<bool> {
    let hash = token.hash();
    let this = tokens::table.filter(tokens::hash.eq(hash.as_str()).and(tokens::expires_at.ge(to_db_time(now))));
    let works = this.filter(tokens::used_at.is_null().and(unreplaced_or_open(now)));
    Ok(works.select(tokens::hash).first::<String>(c).optional()?.is_some())
}

/// Notes that the page of a link was opened, and lets it take the place of older ones. Gives whether the link works, and is to
/// a profile or a duo.
///
/// # Errors
/// Those of the database.
pub fn note_opened(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<bool> {
    let hash = token.hash();
    let this = tokens::table.filter(tokens::hash.eq(hash.as_str()).and(tokens::expires_at.ge(to_db_time(now))));
    let opens = tokens::purpose.eq_any([LinkPurpose::Profile, LinkPurpose::Duo].map(LinkPurpose::as_str));
    let works = this.filter(opens.and(tokens::used_at.is_null()).and(tokens::replaced_at.is_null()));
    let opened = diesel::update(works).set(tokens::opened_at.eq(to_db_time(now))).execute(c)? > 0;
    if opened {
        take_place(c, token, now)?;
    }
    Ok(opened)
}

/// Closes the pages that somebody's links opened, for links that were replaced.
///
/// # Errors
/// Those of the database.
pub fn close_opened(c: &mut Connection, professional: ProfessionalId) -> Result<()> {
    let opened = tokens::professional_id.eq(professional).and(tokens::opened_at.is_not_null());
    diesel::update(tokens::table.filter(opened)).set(tokens::opened_at.eq(None::<NaiveDateTime>)).execute(c)?;
    Ok(())
}

/// Whether a token is one that was given out and works, whatever it is for.
///
/// # Errors
/// Those of the database.
pub fn works(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<bool> {
    let hash = token.hash();
    let this = tokens::table.filter(tokens::hash.eq(hash.as_str()).and(tokens::expires_at.ge(to_db_time(now))));
    let works = this.filter(tokens::used_at.is_null().and(tokens::replaced_at.is_null()));
    Ok(works.select(tokens::hash).first::<String>(c).optional()?.is_some())
}

/// Makes the tokens useless that are older than one that is used, and grant the same, if that one was handed out anew; but for
/// those that confirm what somebody typed: these are for other answers.
///
/// # Errors
/// Those of the database.
pub fn take_place(c: &mut Connection, used: &Token, now: DateTime<Utc>) -> Result<()> {
    let hash = used.hash();
    let fresh = tokens::table.find(hash.as_str()).filter(tokens::is_fresh);
    let row: Option<(String, Ids, NaiveDateTime)> =
        fresh.select((tokens::purpose, Ids::as_select(), tokens::created_at)).first(c).optional()?;
    let Some((purpose, ids, made)) = row else { return Ok(()) };
    let Some(grant) = Grant::of(parse_column("tokens.purpose", &purpose)?, ids) else { return Ok(()) };
    let for_typed = typed_answers::table.select(typed_answers::token_hash);
    // Times are whole seconds: one of the same second may be newer, and stays.
    let older = granting(grant).filter(tokens::created_at.lt(made));
    let hashes: Vec<String> = older.filter(tokens::hash.ne_all(for_typed)).select(tokens::hash).load_readable(c)?;
    note_replaced(c, &hashes, now)
}

/// Makes the links useless with which a coordinator can sign in.
///
/// # Errors
/// Those of the database.
pub fn replace_sign_in(c: &mut Connection, coordinator: CoordinatorId, now: DateTime<Utc>) -> Result<()> {
    lock_coordinator(c, coordinator)?;
    let hashes: Vec<String> = granting(Grant::SignIn { coordinator }).select(tokens::hash).load_readable(c)?;
    note_replaced(c, &hashes, now)
}

/// The tokens that grant the same, but for those that were used or replaced.
fn granting(grant: Grant) -> tokens::BoxedQuery<'static, <Connection as diesel::Connection>::Backend> {
    let Ids { professional, coordinator, duo, round } = grant.ids();
    let mut same = alive(grant.purpose()).into_boxed();
    if let Some(id) = professional {
        same = same.filter(tokens::professional_id.eq(id));
    }
    if let Some(id) = coordinator {
        same = same.filter(tokens::coordinator_id.eq(id));
    }
    if let Some(id) = duo {
        same = same.filter(tokens::duo_id.eq(id));
    }
    if let Some(id) = round {
        same = same.filter(tokens::round_id.eq(id));
    }
    same
}

/// Takes back that somebody was handed a link for a purpose at a moment. Those that they had before work: it was not used.
///
/// # Errors
/// Those of the database.
pub fn take_back(
    c: &mut Connection,
    professional: ProfessionalId,
    purpose: LinkPurpose,
    at: chrono::NaiveDateTime,
) -> Result<()> {
    let theirs = tokens::professional_id.eq(professional).and(tokens::purpose.eq(purpose.as_str()));
    diesel::delete(tokens::table.filter(theirs.and(tokens::created_at.eq(at)))).execute(c)?;
    Ok(())
}

/// Makes a professional's links for these purposes useless.
///
/// # Errors
/// Those of the database.
pub fn replace_all(
    c: &mut Connection,
    professional: ProfessionalId,
    purposes: &[LinkPurpose],
    now: DateTime<Utc>,
) -> Result<()> {
    lock_professional(c, professional)?;
    for purpose in purposes {
        let theirs = alive(*purpose).filter(tokens::professional_id.eq(professional));
        let hashes = theirs.select(tokens::hash).load_readable(c)?;
        note_replaced(c, &hashes, now)?;
    }
    Ok(())
}

/// Of two who replace somebody's links at once, or make some, the second waits here and then sees the links of the first.
pub(crate) fn lock_professional(c: &mut Connection, id: ProfessionalId) -> Result<()> {
    diesel::update(professionals::table.find(id)).set(professionals::locale.eq(professionals::locale)).execute(c)?;
    Ok(())
}

fn lock_coordinator(c: &mut Connection, id: CoordinatorId) -> Result<()> {
    diesel::update(coordinators::table.find(id)).set(coordinators::locale.eq(coordinators::locale)).execute(c)?;
    Ok(())
}

#[diesel::dsl::auto_type]
fn alive(purpose: LinkPurpose) -> _ {
    let word: &'static str = purpose.as_str();
    tokens::table
        .filter(tokens::used_at.is_null())
        .filter(tokens::replaced_at.is_null())
        .filter(tokens::purpose.eq(word))
}

/// Not replaced, or its page was opened so short ago that it stays open.
#[diesel::dsl::auto_type]
fn unreplaced_or_open(now: DateTime<Utc>) -> _ {
    let since: NaiveDateTime = to_db_time(now - Duration::hours(OPEN_HOURS));
    tokens::replaced_at.is_null().or(tokens::opened_at.gt(since))
}

/// They stay until they expire, so that whoever opens one is told why it does not work.
pub(crate) fn note_replaced(c: &mut Connection, hashes: &[String], now: DateTime<Utc>) -> Result<()> {
    for hashes in hashes.chunks(MAX_BIND_PARAMS) {
        diesel::update(tokens::table.filter(tokens::hash.eq_any(hashes)))
            .set(tokens::replaced_at.eq(to_db_time(now)))
            .execute(c)?;
    }
    Ok(())
}
