//! What somebody typed who signed up with an address that was known and not confirmed: beside what was known, until the link
//! that was mailed for it confirms it. Whoever types an address changes nothing of what is kept for it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::person::import;
use crate::domain::{EmailAddress, Locale, ProfessionalId, Profile, ProfileInput, ProgrammeId, Token, Topics};
use crate::store::schema::{professionals, tokens, typed_answers};
use crate::store::{Connection, LoadReadable, Result, StoreError, parse_column, to_db_time};

/// Answers, and the language in which they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct TypedAnswers {
    pub profile: Profile,
    pub locale: Locale,
}

/// Keeps answers for the link that will confirm them.
///
/// # Errors
/// Those of the database.
pub fn keep(
    c: &mut Connection,
    professional: ProfessionalId,
    token: &Token,
    answers: &TypedAnswers,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::insert_into(typed_answers::table)
        .values((
            typed_answers::token_hash.eq(token.hash().as_str()),
            typed_answers::professional_id.eq(professional),
            typed_answers::answers.eq(written(&answers.profile)?),
            typed_answers::locale.eq(answers.locale.as_str()),
            typed_answers::typed_at.eq(to_db_time(now)),
            typed_answers::sharing.eq(sharing(&answers.profile)),
        ))
        .execute(c)?;
    Ok(())
}

/// The answers that a link confirms; none where it confirms what is kept.
///
/// # Errors
/// Those of the database.
pub fn of_link(c: &mut Connection, token: &Token) -> Result<Option<TypedAnswers>> {
    let hash = token.hash();
    typed_answers::table.find(hash.as_str()).select(COLUMNS).first(c).optional()?.map(kept).transpose()
}

/// The newest answers of somebody whose link works.
///
/// # Errors
/// Those of the database.
pub fn newest(c: &mut Connection, professional: ProfessionalId, now: DateTime<Utc>) -> Result<Option<TypedAnswers>> {
    let row = typed_answers::table
        .inner_join(tokens::table)
        .filter(typed_answers::professional_id.eq(professional).and(tokens::expires_at.ge(to_db_time(now))))
        .order((typed_answers::typed_at.desc(), typed_answers::token_hash))
        .select(COLUMNS)
        .first(c)
        .optional()?;
    row.map(kept).transpose()
}

/// Whether the same answers of somebody are kept since a moment, for a link.
///
/// # Errors
/// Those of the database.
pub fn is_kept_since(
    c: &mut Connection,
    professional: ProfessionalId,
    answers: &TypedAnswers,
    since: DateTime<Utc>,
) -> Result<bool> {
    let theirs = typed_answers::professional_id.eq(professional).and(typed_answers::typed_at.ge(to_db_time(since)));
    let rows: Vec<Row> = typed_answers::table.filter(theirs).select(COLUMNS).load_readable(c)?;
    let own = (written(&answers.profile)?, sharing(&answers.profile), answers.locale.to_string());
    Ok(rows.contains(&own))
}

/// Answers, sharing and language, as kept.
type Row = (String, String, String);

const COLUMNS: (typed_answers::answers, typed_answers::sharing, typed_answers::locale) =
    (typed_answers::answers, typed_answers::sharing, typed_answers::locale);

fn kept((answers, sharing, locale): Row) -> Result<TypedAnswers> {
    Ok(TypedAnswers {
        profile: with_sharing(&read(&answers)?, &sharing)?,
        locale: parse_column("typed_answers.locale", &locale)?,
    })
}

/// Forgets the answers that somebody typed, once one link confirmed some; the links for the others work no more.
///
/// # Errors
/// Those of the database.
pub fn forget(c: &mut Connection, professional: ProfessionalId, confirmed: &Token, now: DateTime<Utc>) -> Result<()> {
    let theirs = typed_answers::professional_id.eq(professional);
    let hash = confirmed.hash();
    let others = typed_answers::table.filter(theirs.and(typed_answers::token_hash.ne(hash.as_str())));
    let others: Vec<String> = others.select(typed_answers::token_hash).load_readable(c)?;
    crate::store::tokens::note_replaced(c, &others, now)?;
    diesel::delete(typed_answers::table.filter(theirs)).execute(c)?;
    Ok(())
}

/// Takes somebody who is removed out of what others of a programme typed in confidence.
///
/// # Errors
/// Those of the database.
pub fn forget_named(c: &mut Connection, programme: ProgrammeId, email: &EmailAddress) -> Result<()> {
    let rows: Vec<(String, String)> = typed_answers::table
        .inner_join(professionals::table)
        .filter(professionals::programme_id.eq(programme))
        .select((typed_answers::token_hash, typed_answers::answers))
        .load_readable(c)?;
    for (hash, answers) in rows.into_iter().filter(|(_, answers)| answers.contains(email.as_str())) {
        // It may be part of a longer address.
        let typed = read(&answers)?;
        if typed.avoid().contains(email) || typed.reports_to().contains(email) {
            let answers = written(&typed.without(email))?;
            diesel::update(typed_answers::table.find(hash)).set(typed_answers::answers.eq(answers)).execute(c)?;
        }
    }
    Ok(())
}

fn written(profile: &Profile) -> Result<String> {
    import::written([profile]).map_err(|e| StoreError::Corrupt(e.to_string()))
}

/// The people file has no column for it.
fn sharing(profile: &Profile) -> String {
    let said = profile.to_input().sharing;
    said.iter().map(|(topic, said)| format!("{topic}:{said}")).collect::<Vec<_>>().join(";")
}

fn with_sharing(profile: &Profile, sharing: &str) -> Result<Profile> {
    let said = sharing.split(';').filter_map(|one| one.split_once(':'));
    let sharing = said.map(|(topic, said)| (topic.to_owned(), said.to_owned())).collect();
    let input = ProfileInput { sharing, ..profile.to_input() };
    Profile::parse(&input, Topics::Any).map_err(|_| StoreError::Corrupt("what somebody typed".to_owned()))
}

// What is wrong may quote what was typed.
fn read(answers: &str) -> Result<Profile> {
    let corrupt = || StoreError::Corrupt("what somebody typed".to_owned());
    import::parse(answers.as_bytes(), Topics::Any).map_err(|_| corrupt())?.pop().ok_or_else(corrupt)
}
