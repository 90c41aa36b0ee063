//! The settings of a round as a TOML file.

use std::path::Path;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use toml::de::DeTable;

use super::{Failure, output};
use crate::domain::validation::shortened;
use crate::domain::{EarlierDuo, RoundSettings};
use crate::matching::History;

/// What a file says of a round: its settings, and under `earlier` who was a duo before and how many rounds ago, so that a file can say all that a
/// round is made of, beside the people.
#[derive(Debug, Clone, Default)]
pub(crate) struct RoundFile {
    pub(crate) settings: RoundSettings,
    pub(crate) history: History,
}

impl RoundFile {
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let file = output::name(path);
        let bytes = output::read(path)?;
        Self::parse(&bytes).map_err(|what| Failure::new(format!("{file}: {what}")))
    }

    /// What is wrong is told in one line, with the line of the file.
    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
        Self::of(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.bytes().take(start).filter(|b| *b == b'\n').count();
            let source = shortened(text.lines().nth(line).unwrap_or_default().trim());
            let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
            format!("line {} ({source}): {message}", line + 1)
        })
    }

    fn of(text: &str) -> Result<Self, toml::de::Error> {
        let mut table = DeTable::parse(text)?;
        let earlier = match table.get_mut().remove("earlier") {
            Some(value) => Vec::<EarlierDuo>::deserialize(value.into_deserializer())?,
            None => Vec::new(),
        };
        let settings = RoundSettings::deserialize(table.into_deserializer())?;
        Ok(Self { settings, history: earlier.into_iter().collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EmailAddress, Factor, Kind, Preference, Weight};

    fn settings(file: &[u8]) -> RoundSettings {
        RoundFile::parse(file).unwrap().settings
    }

    #[test]
    fn settings_are_read_and_what_is_left_out_has_its_default() {
        let file = b"prefer = \"balance\"\n[weights]\nregion = \"must\"\nrole = 0\n";
        let mut expected = RoundSettings { prefer: Preference::Balance, ..RoundSettings::default() };
        expected.weights.set(Factor::Region, Weight::Must);
        expected.weights.set(Factor::Role, Weight::Points(0));
        assert_eq!(settings(file), expected);
        assert_eq!(settings(b""), RoundSettings::default());
    }

    #[test]
    fn groups_locks_bans_and_earlier_duos_are_read() {
        let file = br#"
            kind = "exchange"
            locked = [["a@x.example", "b@x.example"]]
            banned = [["a@x.example", "c@x.example"]]
            earlier = [["A@x.example", "d@x.example"]]
            [groups.first]
            role = ["jongerenwerker"]
            [groups.second]
            region = ["Utrecht", "Zeeland"]
        "#;
        let read = RoundFile::parse(file).unwrap();
        assert_eq!(read.settings.kind, Kind::Exchange);
        assert_eq!((read.settings.locked.len(), read.settings.banned.len()), (1, 1));
        assert!(read.settings.groups.unwrap().second.is_some());
        let email = |text| EmailAddress::parse(text).unwrap();
        assert!(read.history.were_a_duo(&email("d@x.example"), &email("a@x.example")));
        assert!(!read.history.were_a_duo(&email("d@x.example"), &email("b@x.example")));
    }

    #[test]
    fn what_is_wrong_with_settings_is_one_line_that_names_its_own() {
        for (file, start) in [
            ("seed = 1\n[weights]\nlearning = 11\n", "line 3 (learning = 11): a weight is a whole number"),
            ("\nshoe = 1\n", "line 2 (shoe = 1): unknown field `shoe`"),
            ("[weights]\nshoe = 1\n", "line 2 (shoe = 1): unknown field `shoe`"),
            ("prefer = \"best\"", "line 1 (prefer = \"best\"): unknown variant `best`"),
            ("a b", "line 1 (a b): "),
            ("seed = 1\nlocked = [[\"a@b.nl\"]]", "line 2 (locked = [[\"a@b.nl\"]]): a pair is a list of two"),
            ("\nearlier = [[\"a@b.nl\", \"c\"]]", "line 2 (earlier = [[\"a@b.nl\", \"c\"]]): \"c\" is not an e-mail"),
            ("earlier = 1", "line 1 (earlier = 1): invalid type"),
            ("[groups.first]\nrole = []", "line 1 ([groups.first]): a group with an empty list of words for role"),
            ("[groups.second]\nrole = [\"a\"]", "line 1 ([groups.second]): missing field `first`"),
        ] {
            let error = RoundFile::parse(file.as_bytes()).unwrap_err();
            assert!(error.starts_with(start) && !error.contains('\n'), "{error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, text: String) {
            let _ = RoundFile::parse(&bytes);
            let _ = RoundFile::parse(text.as_bytes());
            let _ = RoundFile::parse(format!("[weights]\nrole = 1\n{text}").as_bytes());
        }
    }
}
