//! When mails about what one member of a duo did leave for the other, so that there are not too many.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::{DuoId, Side};
use crate::store::schema::duo_notices;
use crate::store::{Connection, Result, to_db_time};

/// When the newest mail of a kind about a duo left for a member, or is to leave.
///
/// # Errors
/// Those of the database.
pub fn leaves_at(c: &mut Connection, duo: DuoId, side: Side, kind: &str) -> Result<Option<DateTime<Utc>>> {
    let row: Option<chrono::NaiveDateTime> =
        duo_notices::table.find((duo, side.as_str(), kind)).select(duo_notices::leaves_at).first(c).optional()?;
    Ok(row.map(|time| time.and_utc()))
}

/// Notes when it is to leave.
///
/// # Errors
/// Those of the database.
pub fn set(c: &mut Connection, duo: DuoId, side: Side, kind: &str, leaves_at: DateTime<Utc>) -> Result<()> {
    diesel::delete(duo_notices::table.find((duo, side.as_str(), kind))).execute(c)?;
    diesel::insert_into(duo_notices::table)
        .values((
            duo_notices::duo_id.eq(duo),
            duo_notices::side.eq(side.as_str()),
            duo_notices::kind.eq(kind),
            duo_notices::leaves_at.eq(to_db_time(leaves_at)),
        ))
        .execute(c)?;
    Ok(())
}
