//! The list of a programme's people, with no more of each than a list needs.

use std::collections::{HashMap, HashSet};

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::professionals::Standing;
use crate::domain::person::small_counts::MIN_GROUP_SIZE;
use crate::domain::text::folded;
use crate::domain::{Element, ProfessionalId, ProgrammeId, TopicId};
use crate::store::schema::{professional_topics, professionals, topics};
use crate::store::{Connection, LoadReadable, Result, parse_column};

/// One line of the list.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Listed {
    pub id: ProfessionalId,
    pub name: String,
    pub email: String,
    pub role: String,
    pub organisation: String,
    pub region: String,
    /// `learn`, `guide` or `both`.
    pub takes_part_as: String,
    pub capacity: i32,
    pub standing: Standing,
}

/// By what somebody is found and sorted in the list.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ProfessionalSummary {
    pub id: ProfessionalId,
    pub name: String,
    pub email: String,
    pub role: String,
    pub organisation: String,
    pub region: String,
    pub standing: Standing,
}

/// Everybody in a programme, in no order.
///
/// # Errors
/// Those of the database.
pub fn everybody(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<ProfessionalSummary>> {
    let rows: Vec<(ProfessionalId, String, String, String, String, String, String)> = professionals::table
        .filter(professionals::programme_id.eq(programme))
        .select((
            professionals::id,
            professionals::name,
            professionals::email,
            professionals::role,
            professionals::organisation,
            professionals::region,
            professionals::standing,
        ))
        .load_readable(c)?;
    let outline = |(id, name, email, role, organisation, region, standing): (_, _, _, _, _, _, String)| {
        let standing = parse_column("professionals.standing", &standing)?;
        Ok(ProfessionalSummary { id, name, email, role, organisation, region, standing })
    };
    crate::store::readable(rows.into_iter().map(outline).collect())
}

type Row = (ProfessionalId, String, String, String, String, String, String, i32, String);

/// The lines of these people, in this order.
///
/// # Errors
/// Those of the database.
pub fn lines(c: &mut Connection, ids: &[ProfessionalId]) -> Result<Vec<Listed>> {
    let rows: Vec<Row> = professionals::table
        .filter(professionals::id.eq_any(ids))
        .select((
            professionals::id,
            professionals::name,
            professionals::email,
            professionals::role,
            professionals::organisation,
            professionals::region,
            professionals::takes_part_as,
            professionals::capacity,
            professionals::standing,
        ))
        .load_readable(c)?;
    let line = |(id, name, email, role, organisation, region, takes_part_as, capacity, standing): Row| {
        let standing = parse_column("professionals.standing", &standing)?;
        Ok((id, Listed { id, name, email, role, organisation, region, takes_part_as, capacity, standing }))
    };
    let mut lines: HashMap<ProfessionalId, Listed> =
        crate::store::readable(rows.into_iter().map(line).collect())?.into_iter().collect();
    Ok(ids.iter().filter_map(|id| lines.remove(id)).collect())
}

/// Who takes part as this: `learn`, `guide` or `both`.
///
/// # Errors
/// Those of the database.
pub fn of_part(c: &mut Connection, programme: ProgrammeId, part: &str) -> Result<HashSet<ProfessionalId>> {
    let of = professionals::programme_id.eq(programme).and(professionals::takes_part_as.eq(part));
    let ids: Vec<ProfessionalId> = professionals::table.filter(of).select(professionals::id).load_readable(c)?;
    Ok(ids.into_iter().collect())
}

/// Under which words a coordinator filed people: each person who has any, and theirs.
///
/// # Errors
/// Those of the database.
pub fn tags(c: &mut Connection, programme: ProgrammeId) -> Result<HashMap<ProfessionalId, Vec<String>>> {
    let rows: Vec<(ProfessionalId, String)> = professionals::table
        .filter(professionals::programme_id.eq(programme).and(professionals::tags.ne("")))
        .select((professionals::id, professionals::tags))
        .load_readable(c)?;
    Ok(rows.into_iter().map(|(id, tags)| (id, tags.split(';').map(str::to_owned).collect())).collect())
}

/// The different ones of these words, in order; the same word with other capitals comes beside it.
#[must_use]
pub fn words<'a>(all: impl Iterator<Item = &'a String>) -> Vec<String> {
    let different: HashSet<&String> = all.collect();
    let mut words: Vec<String> = different.into_iter().cloned().collect();
    words.sort_by_cached_key(|word| (folded(word), word.to_lowercase(), word.clone()));
    words
}

/// Who names a topic of this element, on either side.
///
/// # Errors
/// Those of the database.
pub fn naming_element(c: &mut Connection, programme: ProgrammeId, element: Element) -> Result<HashSet<ProfessionalId>> {
    let ids: Vec<ProfessionalId> = professional_topics::table
        .inner_join(topics::table)
        .filter(topics::programme_id.eq(programme).and(topics::element.eq(element.as_str())))
        .select(professional_topics::professional_id)
        .distinct()
        .load_readable(c)?;
    Ok(ids.into_iter().collect())
}

/// Who names this topic, on either side.
///
/// # Errors
/// Those of the database.
pub fn naming_topic(c: &mut Connection, programme: ProgrammeId, topic: &TopicId) -> Result<HashSet<ProfessionalId>> {
    let ids: Vec<ProfessionalId> = professional_topics::table
        .inner_join(topics::table)
        .filter(topics::programme_id.eq(programme).and(topics::slug.eq(topic.as_str())))
        .select(professional_topics::professional_id)
        .load_readable(c)?;
    Ok(ids.into_iter().collect())
}

/// What those who take part name on one side.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// How many name each topic.
    pub counts: HashMap<TopicId, u32>,
    /// Of the topics that are named by fewer than [`MIN_GROUP_SIZE`]: person and topic.
    pub rare: Vec<(ProfessionalId, TopicId)>,
}

/// What those who take part name: as needs, and as expertise.
///
/// # Errors
/// Those of the database.
pub fn named_topics(c: &mut Connection, programme: ProgrammeId) -> Result<[Named; 2]> {
    let slugs: HashMap<i64, TopicId> = topics::table
        .filter(topics::programme_id.eq(programme))
        .select((topics::id, topics::slug))
        .load_readable::<(i64, String)>(c)?
        .into_iter()
        .filter_map(|(id, slug)| Some((id, TopicId::parse(&slug).ok()?)))
        .collect();
    Ok([named(c, programme, "need", &slugs)?, named(c, programme, "expertise", &slugs)?])
}

fn named(c: &mut Connection, programme: ProgrammeId, side: &str, slugs: &HashMap<i64, TopicId>) -> Result<Named> {
    let ids: Vec<i64> = slugs.keys().copied().collect();
    let of_side = professional_topics::table.filter(professional_topics::side.eq(side));
    let topic_and_count = (professional_topics::topic_id, count_star());
    // Everybody is counted by an index alone, and whoever does not take part is taken off: most do.
    let counts: Vec<(i64, i64)> = of_side
        .filter(professional_topics::topic_id.eq_any(&ids))
        .group_by(professional_topics::topic_id)
        .select(topic_and_count)
        .load_readable(c)?;
    let is_active = professionals::standing.eq(Standing::Active.as_str());
    let in_programme = of_side.inner_join(professionals::table).filter(professionals::programme_id.eq(programme));
    let others: Vec<(i64, i64)> = in_programme
        .filter(professionals::standing.ne(Standing::Active.as_str()))
        .group_by(professional_topics::topic_id)
        .select(topic_and_count)
        .load_readable(c)?;
    let others: HashMap<i64, i64> = others.into_iter().collect();
    let taking_part = |(topic, people): (i64, i64)| {
        let people = people - others.get(&topic).copied().unwrap_or(0);
        (topic, u32::try_from(people).unwrap_or(0))
    };
    let counts: Vec<(i64, u32)> = counts.into_iter().map(taking_part).collect();
    let rare: Vec<i64> =
        counts.iter().filter(|(_, people)| *people < MIN_GROUP_SIZE).map(|(topic, _)| *topic).collect();
    let rare: Vec<(ProfessionalId, i64)> = in_programme
        .filter(is_active.and(professional_topics::topic_id.eq_any(rare)))
        .select((professional_topics::professional_id, professional_topics::topic_id))
        .load_readable(c)?;
    Ok(Named {
        counts: counts.into_iter().filter_map(|(id, people)| Some((slugs.get(&id)?.clone(), people))).collect(),
        rare: rare.into_iter().filter_map(|(person, id)| Some((person, slugs.get(&id)?.clone()))).collect(),
    })
}

/// The names of people, by identifier.
///
/// # Errors
/// Those of the database.
pub fn names(c: &mut Connection, ids: &[ProfessionalId]) -> Result<HashMap<ProfessionalId, String>> {
    let mut names = HashMap::new();
    for ids in ids.chunks(crate::store::MAX_BIND_PARAMS) {
        let rows: Vec<(ProfessionalId, String)> = professionals::table
            .filter(professionals::id.eq_any(ids))
            .select((professionals::id, professionals::name))
            .load_readable(c)?;
        names.extend(rows);
    }
    Ok(names)
}

/// How many of a programme are of this standing.
///
/// # Errors
/// Those of the database.
pub fn count(c: &mut Connection, programme: ProgrammeId, standing: Standing) -> Result<i64> {
    let of = professionals::programme_id.eq(programme).and(professionals::standing.eq(standing.as_str()));
    Ok(professionals::table.filter(of).count().get_result(c)?)
}
