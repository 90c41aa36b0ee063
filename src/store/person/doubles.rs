//! Who may be in a programme under two addresses, and whom a coordinator found to be two people.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::professional_search;
use crate::domain::person::doubles::{Doubles, Identity};
use crate::domain::{CoordinatorId, EmailAddress, ProfessionalId, ProgrammeId};
use crate::store::schema::{distinct_people, professionals};
use crate::store::{Connection, LoadReadable, Result, to_db_time};

/// Of more people than this who may be one, the first are looked at: each two of them are a pair.
const MAX_GROUP: usize = 50;

/// Everybody in a programme who may be one person and was not found to be two: identifiers, the lesser first.
///
/// # Errors
/// Those of the database.
pub fn pairs(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<(ProfessionalId, ProfessionalId)>> {
    let mut people = professional_search::everybody(c, programme)?;
    people.sort_by_key(|one| one.id);
    let mut all = Doubles::default();
    for one in &people {
        // What is kept was parsed once; a row that is not an address is nobody's double.
        if let Ok(email) = EmailAddress::parse(&one.email) {
            all.add(Identity { name: &one.name, organisation: &one.organisation, email: &email }, &one.id);
        }
    }
    let groups = all.groups();
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let distinct: HashSet<(ProfessionalId, ProfessionalId)> = distinct(c, programme)?.into_iter().collect();
    let mut pairs = Vec::new();
    for group in groups {
        let few = &group[..group.len().min(MAX_GROUP)];
        for (place, one) in few.iter().enumerate() {
            pairs.extend(few[place + 1..].iter().map(|other| (*one, *other)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|pair| !distinct.contains(pair));
    Ok(pairs)
}

/// Who may be the same person as this one.
///
/// # Errors
/// Those of the database.
pub fn like(c: &mut Connection, programme: ProgrammeId, id: ProfessionalId) -> Result<Vec<ProfessionalId>> {
    let other = |(one, other)| if one == id { Some(other) } else { (other == id).then_some(one) };
    Ok(pairs(c, programme)?.into_iter().filter_map(other).collect())
}

/// Those of a programme who may be one person and were found to be two, in order.
pub(crate) fn distinct(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<(ProfessionalId, ProfessionalId)>> {
    let ones = professionals::table.filter(professionals::programme_id.eq(programme)).select(professionals::id);
    let of_programme = distinct_people::table.filter(distinct_people::one_id.eq_any(ones));
    let pair = (distinct_people::one_id, distinct_people::other_id);
    of_programme.order(pair).select(pair).load_readable(c)
}

/// Notes that a coordinator found two to be two people. False when somebody did before.
///
/// # Errors
/// Those of the database.
pub fn note_distinct(
    c: &mut Connection,
    (one, other): (ProfessionalId, ProfessionalId),
    coordinator: Option<CoordinatorId>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let (one, other) = (one.min(other), one.max(other));
    let known = distinct_people::table.find((one, other)).select(distinct_people::one_id);
    if known.first::<ProfessionalId>(c).optional()?.is_some() {
        return Ok(false);
    }
    diesel::insert_into(distinct_people::table)
        .values((
            distinct_people::one_id.eq(one),
            distinct_people::other_id.eq(other),
            distinct_people::coordinator_id.eq(coordinator),
            distinct_people::decided_at.eq(to_db_time(now)),
        ))
        .execute(c)?;
    Ok(true)
}
