//! The people file: professionals as CSV, all or nothing.

use std::collections::HashMap;

use crate::domain::validation::shortened;
use crate::domain::{EmailAddress, Field, Profile, ProfileInput, Topics, ValidationError};

/// The columns that every people file has, in this order in the files we write.
pub const REQUIRED: [Field; 13] = [
    Field::Name,
    Field::Email,
    Field::Role,
    Field::Organisation,
    Field::Region,
    Field::YearsExperience,
    Field::Languages,
    Field::Meets,
    Field::Availability,
    Field::TakesPartAs,
    Field::Capacity,
    Field::LearningNeeds,
    Field::Expertise,
];

/// A people file may be this many bytes: about 5,000 professionals. Reading in a file is one transaction, and others wait
/// for it.
pub const LARGEST: usize = 1024 * 1024;

/// The columns that a people file may have.
pub const OPTIONAL: [Field; 4] = [Field::ReportsTo, Field::Avoid, Field::Waited, Field::Tags];

/// One thing wrong with a people file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportError {
    /// The line in the file, from 1; the header is line 1.
    pub line: u64,
    /// What is wrong there.
    pub kind: ImportErrorKind,
}

/// What is wrong on a line of a people file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportErrorKind {
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The line has another number of fields than the header.
    FieldCount {
        /// As many as the header has.
        expected: u64,
        /// As many as stand there.
        found: u64,
    },
    /// A required column is missing from the header.
    MissingColumn(Field),
    /// A column that we do not know.
    UnknownColumn(String),
    /// A column that stands in the header twice.
    RepeatedColumn(Field),
    /// The address stands in an earlier line too.
    SameAddress {
        /// That line.
        earlier: u64,
    },
    /// A field is wrong.
    Field(Field, ValidationError),
}

/// Somebody in a people file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// The line that they stand on, from 1; the header is line 1.
    pub line: u64,
    /// Who they are.
    pub profile: Profile,
}

/// Reads a people file as [`parse_rows`] does, without the lines.
///
/// # Errors
/// Every error in the file, in the order of the lines. One bad row refuses the file.
pub fn parse(bytes: &[u8], topics: Topics<'_>) -> Result<Vec<Profile>, Vec<ImportError>> {
    Ok(parse_rows(bytes, topics)?.into_iter().map(|row| row.profile).collect())
}

/// Reads a people file: UTF-8 (a byte order mark is skipped), a header, then a professional a line.
///
/// # Errors
/// Every error in the file, in the order of the lines. One bad row refuses the file.
pub fn parse_rows(bytes: &[u8], topics: Topics<'_>) -> Result<Vec<ImportRow>, Vec<ImportError>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    // Reading from memory with `flexible`, the only error left is one of I/O, which memory does not have.
    if !reader.read_byte_record(&mut record).unwrap_or(false) {
        return Err(REQUIRED.iter().map(|&f| at(1, ImportErrorKind::MissingColumn(f))).collect());
    }
    let columns = header(&record)?;
    let mut errors = Vec::new();
    let mut people = Vec::new();
    let mut lines: HashMap<EmailAddress, u64> = HashMap::new();
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let line = line_of(&record, bytes);
        match row(&record, &columns, topics) {
            Ok(profile) => match lines.insert(profile.email().clone(), line) {
                Some(earlier) => errors.push(at(line, ImportErrorKind::SameAddress { earlier })),
                None => people.push(ImportRow { line, profile }),
            },
            Err(kinds) => errors.extend(kinds.into_iter().map(|kind| at(line, kind))),
        }
    }
    if errors.is_empty() { Ok(people) } else { Err(errors) }
}

/// A people file of these, as [`write()`] writes it.
///
/// # Errors
/// As [`write()`]; memory fails to take what is written only when there is none.
pub fn written<'a>(people: impl IntoIterator<Item = &'a Profile>) -> csv::Result<String> {
    let mut file = Vec::new();
    write(people, &mut file)?;
    String::from_utf8(file).map_err(|e| std::io::Error::other(e).into())
}

/// Writes people in the format that [`parse`] reads, with all columns.
///
/// # Errors
/// When the writer fails.
pub fn write<'a>(people: impl IntoIterator<Item = &'a Profile>, out: impl std::io::Write) -> csv::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(REQUIRED.iter().chain(&OPTIONAL).map(|f| f.as_str()))?;
    for profile in people {
        let p = profile.to_input();
        let rated = |list: Vec<(String, String)>| {
            list.into_iter().map(|(t, l)| format!("{t}:{l}")).collect::<Vec<_>>().join(";")
        };
        writer.write_record([
            p.name,
            p.email,
            p.role,
            p.organisation,
            p.region,
            p.years_experience,
            p.languages.join(";"),
            p.meets,
            p.availability.join(";"),
            p.takes_part_as,
            p.capacity,
            rated(p.learning_needs),
            rated(p.expertise),
            p.reports_to.join(";"),
            p.avoid.join(";"),
            p.waited,
            p.tags.join(";"),
        ])?;
    }
    writer.flush()?;
    Ok(())
}

/// The line that a record of this file starts on, from 1.
///
/// The position that `csv` gives is where the record before ended: in a file with CRLF before the LF, and before any
/// empty lines. Both are skipped here.
pub(crate) fn line_of(record: &csv::ByteRecord, file: &[u8]) -> u64 {
    let Some(position) = record.position() else { return 0 };
    let rest = usize::try_from(position.byte()).ok().and_then(|start| file.get(start..)).unwrap_or_default();
    let skipped = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).filter(|b| **b == b'\n').count();
    position.line() + skipped as u64
}

const fn at(line: u64, kind: ImportErrorKind) -> ImportError {
    ImportError { line, kind }
}

fn header(record: &csv::ByteRecord) -> Result<Vec<Field>, Vec<ImportError>> {
    let mut errors = Vec::new();
    let mut columns = Vec::new();
    for name in record {
        let Ok(name) = std::str::from_utf8(name) else {
            errors.push(at(1, ImportErrorKind::NotUtf8));
            continue;
        };
        match REQUIRED.iter().chain(&OPTIONAL).find(|f| f.as_str() == name.trim()) {
            Some(field) if columns.contains(field) => errors.push(at(1, ImportErrorKind::RepeatedColumn(*field))),
            Some(field) => columns.push(*field),
            None => errors.push(at(1, ImportErrorKind::UnknownColumn(shortened(name)))),
        }
    }
    errors.extend(REQUIRED.iter().filter(|f| !columns.contains(f)).map(|&f| at(1, ImportErrorKind::MissingColumn(f))));
    if errors.is_empty() { Ok(columns) } else { Err(errors) }
}

fn row(record: &csv::ByteRecord, columns: &[Field], topics: Topics<'_>) -> Result<Profile, Vec<ImportErrorKind>> {
    if record.len() != columns.len() {
        return Err(vec![ImportErrorKind::FieldCount { expected: columns.len() as u64, found: record.len() as u64 }]);
    }
    let mut input = ProfileInput::default();
    for (bytes, field) in record.iter().zip(columns) {
        let text = std::str::from_utf8(bytes).map_err(|_| vec![ImportErrorKind::NotUtf8])?;
        put(&mut input, *field, text);
    }
    Profile::parse(&input, topics)
        .map_err(|errors| errors.into_iter().map(|e| ImportErrorKind::Field(e.field, e.problem)).collect())
}

fn put(input: &mut ProfileInput, field: Field, text: &str) {
    let list = || text.split(';').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect::<Vec<_>>();
    // A topic without `:level` gets an empty level, which is then reported as missing.
    let rated = || {
        let pair =
            |s: String| s.split_once(':').map_or((s.clone(), String::new()), |(t, l)| (t.to_owned(), l.to_owned()));
        list().into_iter().map(pair).collect()
    };
    match field {
        Field::Name => text.clone_into(&mut input.name),
        Field::Email => text.clone_into(&mut input.email),
        Field::Role => text.clone_into(&mut input.role),
        Field::Organisation => text.clone_into(&mut input.organisation),
        Field::Region => text.clone_into(&mut input.region),
        Field::YearsExperience => text.clone_into(&mut input.years_experience),
        Field::Languages => input.languages = list(),
        Field::Meets => text.clone_into(&mut input.meets),
        Field::Availability => input.availability = list(),
        Field::TakesPartAs => text.clone_into(&mut input.takes_part_as),
        Field::Capacity => text.clone_into(&mut input.capacity),
        Field::LearningNeeds => input.learning_needs = rated(),
        Field::Expertise => input.expertise = rated(),
        Field::ReportsTo => input.reports_to = list(),
        Field::Avoid => input.avoid = list(),
        Field::Waited => text.clone_into(&mut input.waited),
        Field::Tags => input.tags = list(),
        Field::Consent => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "name,email,role,organisation,region,years_experience,languages,meets,availability,takes_part_as,capacity,learning_needs,expertise";

    fn read(rows: &str) -> Result<Vec<Profile>, Vec<ImportError>> {
        parse(format!("{HEADER}\n{rows}").as_bytes(), Topics::Any)
    }

    #[test]
    fn the_sample_is_read_and_written_back_unchanged() {
        let sample = include_bytes!("../../../config/sample/professionals.csv");
        let catalogue =
            crate::domain::programme::topic::parse_catalogue(include_str!("../../../config/sample/topics.csv"))
                .unwrap();
        let people = parse(sample, Topics::Of(&catalogue)).unwrap();
        assert_eq!(people.len(), 42);
        let mut written = Vec::new();
        write(&people, &mut written).unwrap();
        assert_eq!(parse(&written, Topics::Of(&catalogue)).unwrap(), people);
    }

    #[test]
    fn every_error_is_listed_with_its_line_and_field() {
        let errors = read(
            "A,a@b.nl,r,o,Utrecht,4,nl,either,thu-am,learn,0,reflectie:4,\n\
             ,a@b,r,o,Utrecht,-1,nl;xx,either,thu-am,guide,-1,,feedback\n\
             B,b@b.nl,r,o,Utrecht,1,nl,either,,learn,0,reflectie:1,\n\
             C,B@b.nl,r,o,Utrecht,1,nl,either,,learn,0,reflectie:1,\n\
             D,d@b.nl,too,few\n",
        )
        .unwrap_err();
        let found: Vec<_> = errors
            .iter()
            .map(|e| match &e.kind {
                ImportErrorKind::Field(field, _) => (e.line, field.as_str()),
                ImportErrorKind::SameAddress { earlier: 4 } => (e.line, "same as line 4"),
                ImportErrorKind::FieldCount { expected: 13, found: 4 } => (e.line, "4 of 13 fields"),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            found,
            [
                (2, "learning_needs"),
                (3, "name"),
                (3, "email"),
                (3, "years_experience"),
                (3, "languages"),
                (3, "capacity"),
                (3, "expertise"),
                (5, "same as line 4"),
                (6, "4 of 13 fields"),
            ]
        );
    }

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        for end in ["\n", "\r\n"] {
            let rows = ["\"A\n\",a@b", "", "", "B,b@b"].join(end);
            let errors = parse(format!("{HEADER}{end}{rows}{end}").as_bytes(), Topics::Any).unwrap_err();
            assert_eq!(errors.iter().map(|e| e.line).collect::<Vec<_>>(), [2, 6], "{end:?}");
        }
    }

    #[test]
    fn columns_are_known_complete_and_once() {
        let errors = parse(b"name,email,shoe_size,name\n", Topics::Any).unwrap_err();
        assert!(errors.contains(&at(1, ImportErrorKind::UnknownColumn("shoe_size".into()))));
        assert!(errors.contains(&at(1, ImportErrorKind::RepeatedColumn(Field::Name))));
        assert!(errors.contains(&at(1, ImportErrorKind::MissingColumn(Field::Role))));
        assert_eq!(parse(b"", Topics::Any).unwrap_err().len(), 13);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_an_error_of_their_line() {
        let mut file = format!("{HEADER}\n").into_bytes();
        file.extend(b"Zo\xEB,z@b.nl,r,o,Utrecht,4,nl,either,thu-am,learn,0,reflectie:2,\n");
        assert_eq!(parse(&file, Topics::Any).unwrap_err(), [at(2, ImportErrorKind::NotUtf8)]);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = parse(&bytes, Topics::Any);
            let _ = parse(&[HEADER.as_bytes(), b"\n", &bytes].concat(), Topics::Any);
        }
    }
}
