//! Programmes and their topics.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::{Catalogue, EmailAddress, Locale, ProgrammeId, SingleLine, Slug, Topic, TopicId};
use crate::store::schema::{programmes, topics};
use crate::store::{Connection, LoadReadable, Result, StoreError, to_db_time};

/// One community with its own topics, coordinators and rounds.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Programme {
    pub id: ProgrammeId,
    pub slug: Slug,
    pub name_nl: String,
    pub name_en: String,
    pub about_nl: String,
    pub about_en: String,
    /// Where a reader's reply goes.
    pub contact: EmailAddress,
    pub is_open: bool,
    /// Raised by every change of its words.
    pub version: i32,
    /// Who answers for its data; empty where that is the programme itself.
    pub responsible: String,
    /// Where to ask about data; empty where that is the contact.
    pub privacy_contact: String,
}

/// What a coordinator can change about a programme.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in `Programme`")]
pub struct Wording {
    pub name_nl: SingleLine<100>,
    pub name_en: SingleLine<100>,
    /// May be empty, as may the other.
    pub about_nl: String,
    pub about_en: String,
    pub contact: EmailAddress,
    /// May be empty, as may the other.
    pub responsible: String,
    pub privacy_contact: String,
}

impl Programme {
    /// Its name in the reader's language.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Nl => &self.name_nl,
            Locale::En => &self.name_en,
        }
    }

    /// Who answers for its data, to a reader.
    #[must_use]
    pub fn responsible(&self, locale: Locale) -> &str {
        if self.responsible.is_empty() { self.name(locale) } else { &self.responsible }
    }

    /// What it is, in the reader's language.
    #[must_use]
    pub fn about(&self, locale: Locale) -> &str {
        match locale {
            Locale::Nl => &self.about_nl,
            Locale::En => &self.about_en,
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = programmes)]
struct ProgrammeRow {
    id: ProgrammeId,
    slug: String,
    name_nl: String,
    name_en: String,
    about_nl: String,
    about_en: String,
    contact: String,
    is_open: bool,
    version: i32,
    responsible: String,
    privacy_contact: String,
}

fn programme(row: ProgrammeRow) -> Result<Programme> {
    let corrupt = |_| StoreError::Corrupt(format!("programme {}", row.id));
    Ok(Programme {
        id: row.id,
        slug: Slug::parse(&row.slug).map_err(corrupt)?,
        name_nl: row.name_nl,
        name_en: row.name_en,
        about_nl: row.about_nl,
        about_en: row.about_en,
        contact: EmailAddress::parse(&row.contact).map_err(corrupt)?,
        is_open: row.is_open,
        version: row.version,
        responsible: row.responsible,
        privacy_contact: row.privacy_contact,
    })
}

/// The programmes that take sign-ups, by name.
///
/// # Errors
/// Those of the database.
pub fn open(c: &mut Connection) -> Result<Vec<Programme>> {
    let rows = programmes::table
        .filter(programmes::is_open.eq(true))
        .order(programmes::name_nl)
        .select(ProgrammeRow::as_select())
        .load_readable(c)?;
    crate::store::readable(rows.into_iter().map(programme).collect())
}

/// The programme with this slug.
///
/// # Errors
/// Those of the database.
pub fn by_slug(c: &mut Connection, slug: &str) -> Result<Option<Programme>> {
    let row: Option<ProgrammeRow> =
        programmes::table.filter(programmes::slug.eq(slug)).select(ProgrammeRow::as_select()).first(c).optional()?;
    row.map(programme).transpose()
}

/// The programme with this identifier.
///
/// # Errors
/// Those of the database; a programme that is not there is one.
pub fn by_id(c: &mut Connection, id: ProgrammeId) -> Result<Programme> {
    programme(programmes::table.find(id).select(ProgrammeRow::as_select()).first(c)?)
}

/// Takes the programme for this transaction. (An update locks the row on PostgreSQL; SQLite has one writer anyway.)
///
/// # Errors
/// Those of the database.
pub fn lock(c: &mut Connection, id: ProgrammeId) -> Result<()> {
    diesel::update(programmes::table.find(id)).set(programmes::slug.eq(programmes::slug)).execute(c)?;
    Ok(())
}

/// Changes the words of a programme that has the version `seen`.
///
/// # Errors
/// [`StoreError::Conflict`] when it has another, and those of the database.
pub fn change(c: &mut Connection, id: ProgrammeId, seen: i32, wording: &Wording) -> Result<()> {
    let as_seen = programmes::table.filter(programmes::id.eq(id).and(programmes::version.eq(seen)));
    let changed = diesel::update(as_seen)
        .set((
            programmes::name_nl.eq(wording.name_nl.as_str()),
            programmes::name_en.eq(wording.name_en.as_str()),
            programmes::about_nl.eq(&wording.about_nl),
            programmes::about_en.eq(&wording.about_en),
            programmes::contact.eq(wording.contact.as_str()),
            programmes::responsible.eq(&wording.responsible),
            programmes::privacy_contact.eq(&wording.privacy_contact),
            programmes::version.eq(seen + 1),
        ))
        .execute(c)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Opens or closes a programme; tells whether it was the other before.
///
/// # Errors
/// Those of the database.
pub fn set_open(c: &mut Connection, id: ProgrammeId, open: bool) -> Result<bool> {
    let other = programmes::table.filter(programmes::id.eq(id).and(programmes::is_open.ne(open)));
    Ok(diesel::update(other).set(programmes::is_open.eq(open)).execute(c)? == 1)
}

/// Adds a topic after the others.
///
/// # Errors
/// Those of the database; an identifier that is taken is one.
pub fn add_topic(c: &mut Connection, programme: ProgrammeId, topic: &Topic) -> Result<()> {
    let last: Option<i32> =
        topics::table.filter(topics::programme_id.eq(programme)).select(diesel::dsl::max(topics::position)).first(c)?;
    diesel::insert_into(topics::table)
        .values((
            topics::programme_id.eq(programme),
            topics::slug.eq(topic.id.as_str()),
            topics::element.eq(topic.element.as_str()),
            topics::label_nl.eq(topic.label_nl.as_str()),
            topics::label_en.eq(topic.label_en.as_str()),
            topics::position.eq(last.map_or(0, |last| last + 1)),
            topics::is_retired.eq(topic.is_retired),
            topics::is_sensitive.eq(topic.is_sensitive),
        ))
        .execute(c)?;
    Ok(())
}

/// Gives a topic whose labels (Dutch and English) are those `seen` others.
///
/// # Errors
/// [`StoreError::Conflict`] when they are not, and those of the database.
pub fn rename_topic(
    c: &mut Connection,
    programme: ProgrammeId,
    topic: &TopicId,
    seen: [&str; 2],
    labels: [&str; 2],
) -> Result<()> {
    let this = topics::programme_id.eq(programme).and(topics::slug.eq(topic.as_str()));
    let as_seen = this.and(topics::label_nl.eq(seen[0])).and(topics::label_en.eq(seen[1]));
    let changed = diesel::update(topics::table.filter(as_seen))
        .set((topics::label_nl.eq(labels[0]), topics::label_en.eq(labels[1])))
        .execute(c)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Retires a topic, or returns it; tells whether it was the other before.
///
/// # Errors
/// Those of the database.
pub fn set_retired(c: &mut Connection, programme: ProgrammeId, topic: &TopicId, retired: bool) -> Result<bool> {
    let this = topics::programme_id.eq(programme).and(topics::slug.eq(topic.as_str()));
    let other = topics::table.filter(this.and(topics::is_retired.ne(retired)));
    Ok(diesel::update(other).set(topics::is_retired.eq(retired)).execute(c)? == 1)
}

/// Marks a topic as sensitive, or not; tells whether it was the other before.
///
/// # Errors
/// Those of the database.
pub fn set_sensitive(c: &mut Connection, programme: ProgrammeId, topic: &TopicId, sensitive: bool) -> Result<bool> {
    let this = topics::programme_id.eq(programme).and(topics::slug.eq(topic.as_str()));
    let other = topics::table.filter(this.and(topics::is_sensitive.ne(sensitive)));
    Ok(diesel::update(other).set(topics::is_sensitive.eq(sensitive)).execute(c)? == 1)
}

/// What a new programme is made of.
#[derive(Debug)]
#[expect(missing_docs, reason = "as in `Programme`")]
pub struct NewProgramme<'a> {
    pub slug: &'a Slug,
    pub name_nl: &'a str,
    pub name_en: &'a str,
    pub about_nl: &'a str,
    pub about_en: &'a str,
    pub contact: &'a EmailAddress,
}

/// Adds a programme with its topics.
///
/// # Errors
/// Those of the database; a slug that is taken is one.
pub fn create(
    c: &mut Connection,
    new: &NewProgramme<'_>,
    catalogue: &Catalogue,
    now: DateTime<Utc>,
) -> Result<ProgrammeId> {
    let id: ProgrammeId = diesel::insert_into(programmes::table)
        .values((
            programmes::slug.eq(new.slug.as_str()),
            programmes::name_nl.eq(new.name_nl),
            programmes::name_en.eq(new.name_en),
            programmes::about_nl.eq(new.about_nl),
            programmes::about_en.eq(new.about_en),
            programmes::contact.eq(new.contact.as_str()),
            programmes::is_open.eq(true),
            programmes::created_at.eq(to_db_time(now)),
        ))
        .returning(programmes::id)
        .get_result(c)?;
    for (position, topic) in (0i32..).zip(catalogue.topics()) {
        diesel::insert_into(topics::table)
            .values((
                topics::programme_id.eq(id),
                topics::slug.eq(topic.id.as_str()),
                topics::element.eq(topic.element.as_str()),
                topics::label_nl.eq(topic.label_nl.as_str()),
                topics::label_en.eq(topic.label_en.as_str()),
                topics::position.eq(position),
                topics::is_sensitive.eq(topic.is_sensitive),
            ))
            .execute(c)?;
    }
    Ok(id)
}

/// The topics of a programme, in order.
///
/// # Errors
/// Those of the database.
pub fn catalogue(c: &mut Connection, programme: ProgrammeId) -> Result<Catalogue> {
    let rows: Vec<(String, String, String, String, bool, bool)> = topics::table
        .filter(topics::programme_id.eq(programme))
        .order(topics::position)
        .select((
            topics::slug,
            topics::element,
            topics::label_nl,
            topics::label_en,
            topics::is_retired,
            topics::is_sensitive,
        ))
        .load_readable(c)?;
    let list = rows.into_iter().map(|(slug, element, nl, en, is_retired, is_sensitive)| {
        let corrupt = |_| StoreError::Corrupt(format!("topic '{slug}'"));
        Ok(Topic {
            id: TopicId::parse(&slug).map_err(corrupt)?,
            element: element.parse().map_err(corrupt)?,
            label_nl: SingleLine::parse(&nl).map_err(corrupt)?,
            label_en: SingleLine::parse(&en).map_err(corrupt)?,
            is_retired,
            is_sensitive,
        })
    });
    Catalogue::new(crate::store::readable(list.collect())?)
        .map_err(|_| StoreError::Corrupt("a topic stands twice".to_owned()))
}
