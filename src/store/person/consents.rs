//! What people agreed to: the words that they read.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::{Locale, ProfessionalId, ProgrammeId, TokenHash};
use crate::store::schema::{consent_texts, professionals};
use crate::store::{Connection, Result, to_db_time};

/// A text that somebody agrees to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Consent {
    /// Changes with what the text says, and not with its language.
    pub version: String,
    pub locale: Locale,
    pub text: String,
}

/// What somebody agreed to, as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Given {
    pub version: Option<String>,
    pub at: Option<NaiveDateTime>,
    /// The words, and the SHA-256 of them; nothing for who agreed before they were kept.
    pub text: Option<String>,
    pub hash: Option<String>,
}

/// Notes that somebody agrees to a text, of which the words are kept once.
///
/// # Errors
/// Those of the database.
pub fn give(c: &mut Connection, id: ProfessionalId, consent: &Consent, now: DateTime<Utc>) -> Result<()> {
    let hash = TokenHash::of_code(&consent.text);
    let programme: ProgrammeId = professionals::table.find(id).select(professionals::programme_id).first(c)?;
    if !is_known(c, programme, &hash)? {
        // Of two who are the first to agree to it, the second waits here.
        crate::store::programme::programmes::lock(c, programme)?;
    }
    if !is_known(c, programme, &hash)? {
        diesel::insert_into(consent_texts::table)
            .values((
                consent_texts::programme_id.eq(programme),
                consent_texts::hash.eq(hash.as_str()),
                consent_texts::version.eq(&consent.version),
                consent_texts::locale.eq(consent.locale.as_str()),
                consent_texts::text.eq(&consent.text),
                consent_texts::first_at.eq(to_db_time(now)),
            ))
            .execute(c)?;
    }
    diesel::update(professionals::table.find(id))
        .set((
            professionals::consent_version.eq(&consent.version),
            professionals::consent_at.eq(to_db_time(now)),
            professionals::consent_hash.eq(hash.as_str()),
        ))
        .execute(c)?;
    Ok(())
}

fn is_known(c: &mut Connection, programme: ProgrammeId, hash: &TokenHash) -> Result<bool> {
    let this = consent_texts::table.find((programme, hash.as_str()));
    let known: Option<String> = this.select(consent_texts::hash).first(c).optional()?;
    Ok(known.is_some())
}

/// What somebody agreed to.
///
/// # Errors
/// Those of the database; there is somebody with this identifier.
pub fn given(c: &mut Connection, id: ProfessionalId) -> Result<Given> {
    type Row = (ProgrammeId, Option<String>, Option<NaiveDateTime>, Option<String>);
    let (programme, version, at, hash): Row = professionals::table
        .find(id)
        .select((
            professionals::programme_id,
            professionals::consent_version,
            professionals::consent_at,
            professionals::consent_hash,
        ))
        .first(c)?;
    let text = match &hash {
        Some(hash) => consent_texts::table.find((programme, hash)).select(consent_texts::text).first(c).optional()?,
        None => None,
    };
    Ok(Given { version, at, text, hash })
}
