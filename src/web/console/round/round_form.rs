//! Groups and pairs of people, as they are typed into the form of a round.

use crate::domain::round::MAX_PAIRS;
use crate::domain::text::same;
use crate::domain::{AddressPair, Attribute, Group, Groups, ProgrammeId, ValidationError};
use crate::locale::Texts;
use crate::store::person::professional_search::{self, ProfessionalSummary};
use crate::store::{Connection, StoreError};
use crate::web::form::Fields;

/// The groups, and for each the fields in the order of [`Attribute::ALL`]; what stands in the page as name and place.
const NAMES: [(&str, [&str; Attribute::ALL.len()]); 2] = [
    ("first", ["first-role", "first-organisation", "first-region", "first-tag"]),
    ("second", ["second-role", "second-organisation", "second-region", "second-tag"]),
];

/// A field's name and the words that go with what is wrong there.
type Wrong = (&'static str, String);

/// The attributes, and for each the words that there are.
pub(crate) type Choices = Vec<(Attribute, Vec<String>)>;

/// What was typed for one group.
pub(crate) struct GroupFields {
    which: usize,
    typed: [String; Attribute::ALL.len()],
}

/// One field of a group.
pub(crate) struct GroupField<'a> {
    pub(crate) attribute: Attribute,
    pub(crate) name: &'static str,
    pub(crate) typed: &'a str,
}

impl GroupFields {
    pub(crate) fn filled(which: usize, group: Option<&Group>) -> Self {
        let mut typed: [String; Attribute::ALL.len()] = Default::default();
        for (text, attribute) in typed.iter_mut().zip(Attribute::ALL) {
            let words = group.map(|g| g.words(*attribute)).unwrap_or_default();
            *text = joined(&words.iter().map(ToString::to_string).collect::<Vec<_>>());
        }
        Self { which, typed }
    }

    pub(crate) fn posted(which: usize, fields: &Fields) -> Self {
        Self { which, typed: NAMES[which].1.map(|name| fields.one(name).to_owned()) }
    }

    /// `first` or `second`.
    pub(crate) const fn name(&self) -> &'static str {
        NAMES[self.which].0
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = GroupField<'_>> {
        let named = NAMES[self.which].1.into_iter().zip(&self.typed);
        named.zip(Attribute::ALL).map(|((name, typed), attribute)| GroupField { attribute: *attribute, name, typed })
    }

    /// The group; none when nothing was typed.
    fn parse(&self, t: Texts) -> Result<Option<Group>, Wrong> {
        let words = self.typed.each_ref().map(|text| split(text));
        match Group::parse(words.each_ref().map(Vec::as_slice)) {
            Ok(group) => Ok(Some(group)),
            Err((None, _)) => Ok(None),
            Err((Some(attribute), problem)) => {
                let name = self.fields().find(|f| f.attribute == attribute).map_or(self.name(), |f| f.name);
                Err((name, t.problem_of(&t.attribute(attribute), &problem)))
            }
        }
    }
}

/// The words in a field: between semicolons where there is one, else between commas.
fn split(text: &str) -> Vec<String> {
    let between = if text.contains(';') { ';' } else { ',' };
    text.split(between).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What [`split`] reads back as these words.
fn joined(words: &[String]) -> String {
    if words.iter().any(|word| word.contains(',')) {
        // With one at the end, so that there is one where there is one word.
        words.join("; ") + ";"
    } else {
        words.join(", ")
    }
}

/// The groups of an exchange; those of another round may be left out.
pub(crate) fn groups(fields: &[GroupFields; 2], needed: bool, t: Texts) -> Result<Option<Groups>, Wrong> {
    let (first, second) = (fields[0].parse(t)?, fields[1].parse(t)?);
    match (first, second) {
        (Some(first), second) => Ok(Some(Groups { first, second })),
        (None, _) if needed => Err((fields[0].name(), t.text("round-groups-missing"))),
        (None, Some(_)) => Err((fields[0].name(), t.text("round-group-empty"))),
        (None, None) => Ok(None),
    }
}

/// Pairs as they are typed: one a line.
pub(crate) fn lines(couples: &[AddressPair]) -> String {
    couples.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Two addresses a line; the first line that is wrong is told. `label` is what stands beside the field.
pub(crate) fn couples(name: &'static str, typed: &str, label: &str, t: Texts) -> Result<Vec<AddressPair>, Wrong> {
    let lines: Vec<&str> = typed.lines().filter(|line| !line.trim().is_empty()).collect();
    let wrong = |problem: &ValidationError| match problem {
        ValidationError::SelfReference => (name, t.with("round-pair-oneself", &[("field", label)])),
        other => (name, t.problem_of(label, other)),
    };
    if lines.len() > MAX_PAIRS {
        return Err(wrong(&ValidationError::TooMany { max: MAX_PAIRS }));
    }
    lines.into_iter().map(|line| AddressPair::parse(line).map_err(|problem| wrong(&problem))).collect()
}

/// For each attribute what people have, for the reader to choose from: each once whatever its capitals, at most 200.
pub(crate) fn choices(
    c: &mut Connection,
    programme: ProgrammeId,
    everybody: &[ProfessionalSummary],
) -> Result<Choices, StoreError> {
    let tags = professional_search::tags(c, programme)?;
    let of = |attribute: &Attribute| {
        let mut words = match attribute {
            Attribute::Role => professional_search::words(everybody.iter().map(|one| &one.role)),
            Attribute::Organisation => professional_search::words(everybody.iter().map(|one| &one.organisation)),
            Attribute::Region => professional_search::words(everybody.iter().map(|one| &one.region)),
            Attribute::Tag => professional_search::words(tags.values().flatten()),
        };
        words.dedup_by(|one, before| same(one, before));
        words.truncate(200);
        (*attribute, words)
    };
    Ok(Attribute::ALL.iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Locale;

    #[test]
    fn words_are_read_as_they_are_shown() {
        let words = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        for list in
            [words(&[]), words(&["a"]), words(&["a b", "c"]), words(&["De Brug, Utrecht"]), words(&["a, b", "c"])]
        {
            assert_eq!(split(&joined(&list)), list, "{:?}", joined(&list));
        }
        assert_eq!(split(" a ,, b, "), ["a", "b"]);
        assert_eq!(split("a, b; c"), ["a, b", "c"]);
    }

    #[test]
    fn pairs_are_read_as_they_are_shown_and_the_first_wrong_line_is_told() {
        let t = Texts::of(Locale::En);
        let read = |typed: &str| couples("locked", typed, "Fixed duos", t);
        let good = read("a@b.nl, c@d.nl\r\n\r\n e@f.nl;g@h.nl \n").unwrap();
        assert_eq!(good.len(), 2);
        assert_eq!(read(&lines(&good)), Ok(good));
        assert_eq!(read(" \n"), Ok(Vec::new()));
        for (typed, part) in [
            ("a@b.nl, c@d.nl\na@b.nl", "two e-mail addresses on each line at “Fixed duos”; “a@b.nl”"),
            ("a@b.nl a@b.nl", "two different people"),
            ("a@b.nl noor", "a complete e-mail address at “Fixed duos”"),
            (&"a@b.nl c@d.nl\n".repeat(MAX_PAIRS + 1), "at most 500"),
        ] {
            let (name, words) = read(typed).unwrap_err();
            assert!(name == "locked" && words.contains(part), "{words}");
        }
    }
}
