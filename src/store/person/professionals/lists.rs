//! What a profile names, a row each: topics with their level, and people.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{Professional, ProfessionalRow};
use crate::domain::{ProfessionalId, Profile, ProfileInput, ProgrammeId, Topics};
use crate::store::schema::{professional_rules, professional_topics, professionals, topics};
use crate::store::{Connection, LoadReadable, MAX_BIND_PARAMS, Result, StoreError, parse_column};

const NEED: &str = "need";
const EXPERTISE: &str = "expertise";
const REPORTS_TO: &str = "reports_to";
const AVOID: &str = "avoid";

/// Adds what a profile names: topics, and people by their address.
pub(crate) fn add(c: &mut Connection, programme: ProgrammeId, id: ProfessionalId, profile: &Profile) -> Result<()> {
    let ids: HashMap<String, i64> = topics::table
        .filter(topics::programme_id.eq(programme))
        .select((topics::slug, topics::id))
        .load_readable(c)?
        .into_iter()
        .collect();
    let needs = profile.learning_needs().iter().map(|n| (NEED, &n.topic, n.priority, n.is_shared));
    let expertise = profile.expertise().iter().map(|e| (EXPERTISE, &e.topic, e.level, None));
    for (position, (side, topic, level, is_shared)) in (0i32..).zip(needs.chain(expertise)) {
        let topic_id = ids.get(topic.as_str()).ok_or_else(|| StoreError::Corrupt(format!("topic '{topic}'")))?;
        diesel::insert_into(professional_topics::table)
            .values((
                professional_topics::professional_id.eq(id),
                professional_topics::topic_id.eq(topic_id),
                professional_topics::side.eq(side),
                professional_topics::level.eq(i32::from(level.get())),
                professional_topics::position.eq(position),
                professional_topics::is_shared.eq(is_shared),
            ))
            .execute(c)?;
    }
    let reports_to = profile.reports_to().iter().map(|email| (REPORTS_TO, email));
    let avoid = profile.avoid().iter().map(|email| (AVOID, email));
    for (rule, email) in reports_to.chain(avoid) {
        diesel::insert_into(professional_rules::table)
            .values((
                professional_rules::professional_id.eq(id),
                professional_rules::rule.eq(rule),
                professional_rules::email.eq(email.as_str()),
            ))
            .execute(c)?;
    }
    Ok(())
}

/// How often a profile that does not fit together is read again.
const TRIES: usize = 5;

/// Reads the lists of the rows and parses them together; the order of the rows is kept.
///
/// Outside a snapshot somebody else may change a profile between two statements. What does not fit is therefore read again; what
/// was removed meanwhile is left out, and so is, with a line in the log, a profile that cannot be read.
pub(crate) fn complete(c: &mut Connection, rows: Vec<ProfessionalRow>) -> Result<Vec<Professional>> {
    let mut all = Vec::with_capacity(rows.len());
    for (id, read) in read_with_lists(c, rows)? {
        match read {
            Err(StoreError::Corrupt(_)) => all.extend(crate::store::if_readable(read_again(c, id))?.flatten()),
            read => all.push(read?),
        }
    }
    Ok(all)
}

fn read_again(c: &mut Connection, id: ProfessionalId) -> Result<Option<Professional>> {
    let mut last = Ok(None);
    for _ in 0..TRIES {
        let rows = professionals::table
            .filter(professionals::id.eq(id))
            .select(ProfessionalRow::as_select())
            .load_readable(c)?;
        last = read_with_lists(c, rows)?.pop().map(|(_, read)| read).transpose();
        if last.is_ok() {
            break;
        }
    }
    last
}

fn read_with_lists(
    c: &mut Connection,
    rows: Vec<ProfessionalRow>,
) -> Result<Vec<(ProfessionalId, Result<Professional>)>> {
    let ids: Vec<ProfessionalId> = rows.iter().map(|row| row.id).collect();
    let mut rated: HashMap<(ProfessionalId, &str), Vec<(String, String)>> = HashMap::new();
    let mut sharing: HashMap<ProfessionalId, Vec<(String, String)>> = HashMap::new();
    let mut people: HashMap<(ProfessionalId, &str), Vec<String>> = HashMap::new();
    for ids in ids.chunks(MAX_BIND_PARAMS) {
        let found: Vec<(ProfessionalId, String, String, i32, Option<bool>)> = professional_topics::table
            .inner_join(topics::table)
            .filter(professional_topics::professional_id.eq_any(ids))
            .order(professional_topics::position)
            .select((
                professional_topics::professional_id,
                professional_topics::side,
                topics::slug,
                professional_topics::level,
                professional_topics::is_shared,
            ))
            .load_readable(c)?;
        for (id, side, topic, level, is_shared) in found {
            if let Some(is_shared) = is_shared {
                let said = if is_shared { "yes" } else { "no" };
                sharing.entry(id).or_default().push((topic.clone(), said.to_owned()));
            }
            let side = if side == NEED { NEED } else { EXPERTISE };
            rated.entry((id, side)).or_default().push((topic, level.to_string()));
        }
        let found: Vec<(ProfessionalId, String, String)> = professional_rules::table
            .filter(professional_rules::professional_id.eq_any(ids))
            .order(professional_rules::email)
            .select((professional_rules::professional_id, professional_rules::rule, professional_rules::email))
            .load_readable(c)?;
        for (id, rule, email) in found {
            let rule = if rule == AVOID { AVOID } else { REPORTS_TO };
            people.entry((id, rule)).or_default().push(email);
        }
    }
    let mut assemble = |row: ProfessionalRow| {
        let list = |text: &str| text.split(';').filter(|s| !s.is_empty()).map(str::to_owned).collect();
        let input = ProfileInput {
            languages: list(&row.languages),
            availability: list(&row.availability),
            tags: list(&row.tags),
            name: row.name,
            email: row.email,
            role: row.role,
            organisation: row.organisation,
            region: row.region,
            years_experience: row.years_experience.to_string(),
            meets: row.meets,
            takes_part_as: row.takes_part_as,
            capacity: row.capacity.to_string(),
            waited: row.waited.to_string(),
            learning_needs: rated.remove(&(row.id, NEED)).unwrap_or_default(),
            expertise: rated.remove(&(row.id, EXPERTISE)).unwrap_or_default(),
            sharing: sharing.remove(&row.id).unwrap_or_default(),
            reports_to: people.remove(&(row.id, REPORTS_TO)).unwrap_or_default(),
            avoid: people.remove(&(row.id, AVOID)).unwrap_or_default(),
        };
        let profile = Profile::parse(&input, Topics::Any)
            .map_err(|errors| StoreError::Corrupt(format!("profile {}: {}", row.id, errors[0].field)))?;
        Ok(Professional {
            id: row.id,
            programme_id: row.programme_id,
            profile,
            locale: parse_column("professionals.locale", &row.locale)?,
            standing: parse_column("professionals.standing", &row.standing)?,
            paused_until: row.paused_until,
            updated_at: row.updated_at,
            remove_at: row.remove_at,
        })
    };
    Ok(rows.into_iter().map(|row| (row.id, assemble(row))).collect())
}
