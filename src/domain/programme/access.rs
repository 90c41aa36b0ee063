//! Who may do what: the roles of people in a programme, and what their programs may do.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::{ValidationError, words};

/// What somebody may do in a programme. Each role may do what the one before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks at everything, and changes nothing.
    Viewer,
    /// Looks after people and rounds.
    Coordinator,
    /// Decides who else comes in, and what the programme says of itself.
    Owner,
}

words!(Role, Viewer = "viewer", Coordinator = "coordinator", Owner = "owner");

/// What a program may do with a key. Whatever has a key may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Look at people, rounds and mails.
    Read,
    /// Import, invite and remove people.
    People,
    /// Make rounds, publish them, and look after their duos.
    Rounds,
}

words!(Scope, Read = "read", People = "people", Rounds = "rounds");

/// The scopes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are those of `Scope`; to read needs none")]
pub struct Scopes {
    pub people: bool,
    pub rounds: bool,
}

impl Scopes {
    /// Everything.
    pub const ALL: Self = Self { people: true, rounds: true };

    /// Whether a program with these may do it.
    #[must_use]
    pub const fn allow(self, scope: Scope) -> bool {
        match scope {
            Scope::Read => true,
            Scope::People => self.people,
            Scope::Rounds => self.rounds,
        }
    }

    /// Each of them.
    pub fn each(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.allow(*scope))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.each().map(Scope::as_str).collect();
        f.write_str(&words.join(" "))
    }
}

impl FromStr for Scopes {
    type Err = ValidationError;

    fn from_str(text: &str) -> Result<Self, ValidationError> {
        let mut scopes = Self { people: false, rounds: false };
        for word in text.split_whitespace() {
            match word.parse()? {
                Scope::Read => {}
                Scope::People => scopes.people = true,
                Scope::Rounds => scopes.rounds = true,
            }
        }
        Ok(scopes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_the_one_before_it_may() {
        assert!(Role::ALL.is_sorted());
        assert!(Role::Viewer < Role::Coordinator && Role::Coordinator < Role::Owner);
    }

    #[test]
    fn scopes_are_read_as_they_were_written() {
        for scopes in [Scopes::ALL, Scopes { people: true, rounds: false }, Scopes { people: false, rounds: false }] {
            assert_eq!(scopes.to_string().parse::<Scopes>().unwrap(), scopes);
            assert!(scopes.allow(Scope::Read));
        }
        assert_eq!(Scopes { people: false, rounds: true }.to_string(), "read rounds");
        assert!("write".parse::<Scopes>().is_err());
    }
}
