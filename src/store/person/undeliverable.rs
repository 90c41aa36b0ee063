//! Professionals whose address does not take mail.

use crate::domain::{ProfessionalId, ProgrammeId};
use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::store::schema::{address_troubles, professionals};
use crate::store::{Connection, LoadReadable, MAX_BIND_PARAMS, Result, to_db_time};

/// Since when an address refuses mail, and with which words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct AddressTrouble {
    pub since: NaiveDateTime,
    /// What the mail server said, without addresses.
    pub words: String,
}

/// Marks an address. Tells whether it was not marked before; the first words stay.
///
/// # Errors
/// Those of the database.
pub fn mark(c: &mut Connection, professional: ProfessionalId, words: &str, now: DateTime<Utc>) -> Result<bool> {
    if of(c, &[professional])?.contains_key(&professional) {
        return Ok(false);
    }
    diesel::insert_into(address_troubles::table)
        .values((
            address_troubles::professional_id.eq(professional),
            address_troubles::since.eq(to_db_time(now)),
            address_troubles::words.eq(words),
        ))
        .execute(c)?;
    Ok(true)
}

/// The marks of these professionals, by identifier.
///
/// # Errors
/// Those of the database.
pub fn of(c: &mut Connection, professionals: &[ProfessionalId]) -> Result<HashMap<ProfessionalId, AddressTrouble>> {
    let mut found = HashMap::new();
    for ids in professionals.chunks(MAX_BIND_PARAMS) {
        let rows: Vec<(ProfessionalId, NaiveDateTime, String)> =
            address_troubles::table.filter(address_troubles::professional_id.eq_any(ids)).load_readable(c)?;
        found.extend(rows.into_iter().map(|(id, since, words)| (id, AddressTrouble { since, words })));
    }
    Ok(found)
}

/// The professionals of a programme who have a mark, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_programme(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<(ProfessionalId, AddressTrouble)>> {
    let rows: Vec<(ProfessionalId, NaiveDateTime, String)> = address_troubles::table
        .inner_join(professionals::table)
        .filter(professionals::programme_id.eq(programme))
        .order((address_troubles::since.desc(), address_troubles::professional_id))
        .select((address_troubles::professional_id, address_troubles::since, address_troubles::words))
        .load_readable(c)?;
    Ok(rows.into_iter().map(|(id, since, words)| (id, AddressTrouble { since, words })).collect())
}

/// Takes the mark away, if something that was mailed at this time was read: mail arrives again.
///
/// # Errors
/// Those of the database.
pub fn clear(c: &mut Connection, professional: ProfessionalId, mailed_at: DateTime<Utc>) -> Result<()> {
    let older =
        address_troubles::professional_id.eq(professional).and(address_troubles::since.le(to_db_time(mailed_at)));
    diesel::delete(address_troubles::table.filter(older)).execute(c)?;
    Ok(())
}
