//! The groups of an exchange round: who belongs to which.

use serde::{Deserialize, Serialize};

use crate::domain::text::same;
use crate::domain::{Profile, SingleLine, ValidationError};

/// The most words for one attribute of a group.
pub const MAX_WORDS: usize = 100;

/// An attribute by which a group is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// What they do.
    Role,
    /// Where they work.
    Organisation,
    /// In which region.
    Region,
    /// What a coordinator filed them under.
    Tag,
}

crate::domain::words!(Attribute, Role = "role", Organisation = "organisation", Region = "region", Tag = "tag");

/// People chosen by role, organisation, region or tag.
///
/// Somebody fits who has, for every attribute that is given, one of its words; words are compared without regard to
/// case. At least one attribute is given, and each with at least one word and at most [`MAX_WORDS`].
///
/// ```
/// use tweespan::domain::Group;
///
/// let group: Group = serde_json::from_str(r#"{"role": ["jongerenwerker", "ambulant werker"], "region": ["Utrecht"]}"#)?;
/// assert!(serde_json::from_str::<Group>("{}").is_err());
/// assert!(serde_json::from_str::<Group>(r#"{"role": []}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "GroupWords", into = "GroupWords")]
pub struct Group {
    /// For each attribute of [`Attribute::ALL`] its words; without words it does not count.
    words: [Vec<SingleLine<120>>; Attribute::ALL.len()],
}

impl Group {
    /// Reads a group from words for each attribute, in the order of [`Attribute::ALL`]. An attribute without words does
    /// not count.
    ///
    /// # Errors
    /// The attribute and what is wrong with it; none and [`ValidationError::Missing`] when there is no word at all.
    pub fn parse(typed: [&[String]; Attribute::ALL.len()]) -> Result<Self, (Option<Attribute>, ValidationError)> {
        let mut words: [Vec<SingleLine<120>>; Attribute::ALL.len()] = Default::default();
        for ((slot, typed), attribute) in words.iter_mut().zip(typed).zip(Attribute::ALL) {
            let wrong = |problem| (Some(*attribute), problem);
            if typed.len() > MAX_WORDS {
                return Err(wrong(ValidationError::TooMany { max: MAX_WORDS }));
            }
            *slot = typed.iter().map(|word| SingleLine::parse(word)).collect::<Result<_, _>>().map_err(wrong)?;
        }
        if words.iter().all(Vec::is_empty) { Err((None, ValidationError::Missing)) } else { Ok(Self { words }) }
    }

    /// The words for one attribute; empty when it does not count.
    #[must_use]
    pub fn words(&self, attribute: Attribute) -> &[SingleLine<120>] {
        let [role, organisation, region, tag] = &self.words;
        match attribute {
            Attribute::Role => role,
            Attribute::Organisation => organisation,
            Attribute::Region => region,
            Attribute::Tag => tag,
        }
    }

    /// Whether somebody belongs to the group.
    #[must_use]
    pub fn fits(&self, profile: &Profile) -> bool {
        Attribute::ALL.iter().all(|&attribute| {
            let words = self.words(attribute);
            let any = |text: &str| words.iter().any(|word| same(word.as_str(), text));
            words.is_empty()
                || match attribute {
                    Attribute::Role => any(profile.role()),
                    Attribute::Organisation => any(profile.organisation()),
                    Attribute::Region => any(profile.region()),
                    Attribute::Tag => profile.tags().iter().any(|tag| any(tag.as_str())),
                }
        })
    }
}

/// In the document of the API a group looks as it is written.
impl utoipa::PartialSchema for Group {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        GroupWords::schema()
    }
}

impl utoipa::ToSchema for Group {}

/// People chosen by at least one of these: for each that is given, they have one of its words.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct GroupWords {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organisation: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tag: Option<Vec<String>>,
}

impl TryFrom<GroupWords> for Group {
    type Error = String;

    fn try_from(typed: GroupWords) -> Result<Self, String> {
        let lists = [&typed.role, &typed.organisation, &typed.region, &typed.tag];
        // Somebody who writes an attribute and no words may mean everybody or nobody: we do not guess.
        if let Some((_, attribute)) =
            lists.iter().zip(Attribute::ALL).find(|(l, _)| l.as_ref().is_some_and(Vec::is_empty))
        {
            return Err(format!("a group with an empty list of words for {attribute}: give words, or leave it out"));
        }
        Self::parse(lists.map(|list| list.as_deref().unwrap_or_default())).map_err(|(attribute, problem)| {
            match (attribute, problem) {
                (None, _) => "a group needs words for role, organisation, region or tag".to_owned(),
                (Some(attribute), ValidationError::TooMany { max }) => format!("{attribute}: at most {max} words"),
                (Some(attribute), ValidationError::TooLong { max }) => {
                    format!("{attribute}: a word has at most {max} characters")
                }
                (Some(attribute), _) => format!("{attribute}: a word that is empty or is no text"),
            }
        })
    }
}

impl From<Group> for GroupWords {
    fn from(group: Group) -> Self {
        let [role, organisation, region, tag] = group.words.map(|words| {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            (!words.is_empty()).then_some(words)
        });
        Self { role, organisation, region, tag }
    }
}

/// The two groups of an exchange round. Whoever fits both belongs to the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    /// The one group.
    pub first: Group,
    /// The other; everybody else when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Group>,
}

/// One of the two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// The first.
    First,
    /// The second.
    Second,
}

impl Groups {
    /// To which group somebody belongs; none when they fit neither.
    #[must_use]
    pub fn of(&self, profile: &Profile) -> Option<Which> {
        if self.first.fits(profile) {
            Some(Which::First)
        } else if self.second.as_ref().is_none_or(|second| second.fits(profile)) {
            Some(Which::Second)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ProfileInput, Topics};

    fn somebody(role: &str, region: &str, tags: &[&str]) -> Profile {
        let input = ProfileInput {
            name: "Noor".into(),
            email: "noor@voorbeeld.example".into(),
            role: role.into(),
            organisation: "De Brug".into(),
            region: region.into(),
            years_experience: "1".into(),
            languages: vec!["nl".into()],
            meets: "either".into(),
            takes_part_as: "learn".into(),
            learning_needs: vec![("trauma".into(), "1".into())],
            tags: tags.iter().map(ToString::to_string).collect(),
            ..ProfileInput::default()
        };
        Profile::parse(&input, Topics::Any).unwrap()
    }

    fn groups(json: &str) -> Result<Groups, String> {
        serde_json::from_str(json).map_err(|e| e.to_string())
    }

    #[test]
    fn any_word_within_an_attribute_and_every_attribute() {
        let group: Group = serde_json::from_str(
            r#"{"role": ["Jongerenwerker", "ÉDUCATEUR"], "region": ["utrecht"], "tag": ["pilot", "2026"]}"#,
        )
        .unwrap();
        assert!(group.fits(&somebody("jongerenwerker", "Utrecht", &["x", "Pilot"])));
        assert!(group.fits(&somebody("éducateur", "UTRECHT", &["2026"])));
        assert!(!group.fits(&somebody("leraar", "Utrecht", &["pilot"])));
        assert!(!group.fits(&somebody("jongerenwerker", "Zeeland", &["pilot"])));
        assert!(!group.fits(&somebody("jongerenwerker", "Utrecht", &[])));
        // A word is the whole of it, not a part.
        assert!(!group.fits(&somebody("hoofd jongerenwerker", "Utrecht", &["pilot"])));
    }

    #[test]
    fn who_fits_both_belongs_to_the_first_and_the_second_may_be_everybody_else() {
        let both = groups(r#"{"first": {"role": ["a"]}, "second": {"region": ["r"]}}"#).unwrap();
        assert_eq!(both.of(&somebody("a", "r", &[])), Some(Which::First));
        assert_eq!(both.of(&somebody("b", "r", &[])), Some(Which::Second));
        assert_eq!(both.of(&somebody("b", "s", &[])), None);
        let rest = groups(r#"{"first": {"role": ["a"]}}"#).unwrap();
        assert_eq!(rest.of(&somebody("b", "s", &[])), Some(Which::Second));
    }

    #[test]
    fn groups_survive_json_and_what_is_wrong_is_told() {
        let json = r#"{"first":{"role":["a","b"],"tag":["t"]},"second":{"organisation":["o"]}}"#;
        assert_eq!(serde_json::to_string(&groups(json).unwrap()).unwrap(), json);
        for (json, part) in [
            (r#"{"second": {"role": ["a"]}}"#, "missing field `first`"),
            (r#"{"first": {}}"#, "a group needs words"),
            (r#"{"first": {"role": []}}"#, "an empty list of words for role"),
            (r#"{"first": {"role": ["a"], "tag": []}}"#, "an empty list of words for tag"),
            (r#"{"first": {"role": [" "]}}"#, "role: a word that is empty"),
            (r#"{"first": {"shoe": ["a"]}}"#, "unknown field `shoe`"),
            (r#"{"first": {"role": ["a"]}, "third": {}}"#, "unknown field `third`"),
        ] {
            let error = groups(json).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
        let many = format!(r#"{{"first": {{"role": [{}]}}}}"#, vec!["\"a\""; MAX_WORDS + 1].join(","));
        assert!(groups(&many).unwrap_err().contains("at most 100 words"));
    }
}
