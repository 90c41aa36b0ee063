//! What the members of a duo agreed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::DuoId;
use crate::domain::duo::agreement::{Agreement, MAX_WEEKS};
use crate::store::schema::agreements;
use crate::store::{Connection, Result, StoreError, to_db_time};

/// The agreement of a duo with its version, if they wrote one.
///
/// # Errors
/// Those of the database.
pub fn of(c: &mut Connection, duo: DuoId) -> Result<Option<(Agreement, i32)>> {
    let row: Option<(String, String, String, i32, i32)> = agreements::table
        .find(duo)
        .select((
            agreements::expectations,
            agreements::how_often,
            agreements::place,
            agreements::check_in_weeks,
            agreements::version,
        ))
        .first(c)
        .optional()?;
    let Some((expectations, how_often, place, weeks, version)) = row else { return Ok(None) };
    let agreement = Agreement::parse(&expectations, &how_often, &place, (&weeks.to_string(), MAX_WEEKS))
        .map_err(|_| StoreError::Corrupt(format!("agreement of duo {duo}")))?;
    Ok(Some((agreement, version)))
}

/// Keeps an agreement in place of the version that was seen: 0 where there was none.
///
/// # Errors
/// [`StoreError::Conflict`] when the other member wrote meanwhile.
pub fn set(c: &mut Connection, duo: DuoId, agreement: &Agreement, seen: i32, now: DateTime<Utc>) -> Result<()> {
    let values = (
        agreements::expectations.eq(agreement.expectations()),
        agreements::how_often.eq(agreement.how_often()),
        agreements::place.eq(agreement.place()),
        agreements::check_in_weeks.eq(i32::from(agreement.check_in_weeks())),
        agreements::version.eq(seen + 1),
        agreements::updated_at.eq(to_db_time(now)),
    );
    if seen == 0 {
        diesel::insert_into(agreements::table).values((agreements::duo_id.eq(duo), values)).execute(c)?;
        return Ok(());
    }
    let target = agreements::table.filter(agreements::duo_id.eq(duo).and(agreements::version.eq(seen)));
    match diesel::update(target).set(values).execute(c)? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}
