//! Two people who were a duo before, and how long ago.

use serde::{Deserialize, Serialize};

use crate::domain::AddressPair;

/// They, and how many rounds ago they were last a duo: 1 in the last round of the programme.
///
/// In TOML and JSON a list of two addresses, and the number where it is not 1.
///
/// ```
/// use tweespan::domain::EarlierDuo;
///
/// let duo: EarlierDuo = serde_json::from_str(r#"["noor@voorbeeld.example", "ali@voorbeeld.example", 3]"#)?;
/// assert_eq!(duo.rounds_ago, 3);
/// let last: EarlierDuo = serde_json::from_str(r#"["noor@voorbeeld.example", "ali@voorbeeld.example"]"#)?;
/// assert_eq!(last.rounds_ago, 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Part>", into = "Vec<Part>")]
pub struct EarlierDuo {
    /// The two, in whichever order.
    pub couple: AddressPair,
    /// How many rounds ago, from 1.
    pub rounds_ago: u32,
}

/// What stands in the list.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Part {
    Rounds(u32),
    Address(String),
}

impl TryFrom<Vec<Part>> for EarlierDuo {
    type Error = String;

    fn try_from(list: Vec<Part>) -> Result<Self, String> {
        let (mut addresses, mut rounds_ago) = (Vec::new(), 1);
        for (place, part) in list.into_iter().enumerate() {
            match part {
                Part::Address(address) => addresses.push(address),
                Part::Rounds(rounds) if place == 2 && rounds > 0 => rounds_ago = rounds,
                Part::Rounds(_) => {
                    return Err("after two e-mail addresses stands how many rounds ago, from 1".to_owned());
                }
            }
        }
        Ok(Self { couple: addresses.try_into()?, rounds_ago })
    }
}

impl From<EarlierDuo> for Vec<Part> {
    fn from(duo: EarlierDuo) -> Self {
        let both: [String; 2] = duo.couple.into();
        let rounds = (duo.rounds_ago != 1).then_some(Part::Rounds(duo.rounds_ago));
        both.into_iter().map(Part::Address).chain(rounds).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_ago_survives_json_and_is_the_last_round_without_it() {
        for json in [r#"["a@b.nl","c@d.nl"]"#, r#"["a@b.nl","c@d.nl",5]"#] {
            let duo: EarlierDuo = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&duo).unwrap(), json);
        }
        for json in [r#"["a@b.nl"]"#, r#"[2,"a@b.nl","c@d.nl"]"#, r#"["a@b.nl","c@d.nl",0]"#, r#"["a@b.nl","c"]"#] {
            assert!(serde_json::from_str::<EarlierDuo>(json).is_err(), "{json}");
        }
    }
}
