//! Who may be one person under two addresses. A hint, and no more: two people can have one name.

use std::collections::HashMap;

use crate::domain::text::folded;
use crate::domain::{EmailAddress, Profile};

/// By what somebody is recognised.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Identity<'a> {
    pub name: &'a str,
    pub organisation: &'a str,
    pub email: &'a EmailAddress,
}

impl<'a> Identity<'a> {
    /// That of a profile.
    #[must_use]
    pub fn of(profile: &'a Profile) -> Self {
        Self { name: profile.name(), organisation: profile.organisation(), email: profile.email() }
    }

    /// The same for whoever may be the same person: their name where they work, and their mailbox.
    fn keys(self) -> [String; 2] {
        [format!("{}\n{}", squeezed(self.name), squeezed(self.organisation)), mailbox(self.email)]
    }
}

/// Without capitals, marks on letters and white space.
fn squeezed(text: &str) -> String {
    let mut text = folded(text);
    text.retain(|c| !c.is_whitespace());
    text
}

/// The mailbox behind an address: what follows a plus is a label, and Gmail has no dots and two names.
///
/// ```
/// use tweespan::domain::EmailAddress;
/// use tweespan::domain::person::doubles::mailbox;
///
/// let of = |text: &str| EmailAddress::parse(text).map(|address| mailbox(&address));
/// assert_eq!(of("Kim.de.Wit+duo@googlemail.com"), of("kimdewit@gmail.com"));
/// assert_ne!(of("kim.de.wit@brug.example"), of("kimdewit@brug.example"));
/// ```
#[must_use]
pub fn mailbox(email: &EmailAddress) -> String {
    let (local, domain) = email.as_str().rsplit_once('@').unwrap_or((email.as_str(), ""));
    let label = local.find('+').filter(|at| *at > 0);
    let local = label.map_or(local, |at| &local[..at]);
    if matches!(domain, "gmail.com" | "googlemail.com") {
        format!("{}@gmail.com", local.replace('.', ""))
    } else {
        format!("{local}@{domain}")
    }
}

/// People by what they are recognised by.
#[derive(Debug, Clone)]
pub struct Doubles<T>(HashMap<String, Vec<T>>);

impl<T> Default for Doubles<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Clone + PartialEq> Doubles<T> {
    /// Adds somebody.
    pub fn add(&mut self, identity: Identity<'_>, who: &T) {
        for key in identity.keys() {
            self.0.entry(key).or_default().push(who.clone());
        }
    }

    /// The first who was added and may be this person.
    #[must_use]
    pub fn first_like(&self, identity: Identity<'_>) -> Option<&T> {
        identity.keys().iter().find_map(|key| self.0.get(key)?.first())
    }

    /// Those who may be one person, at least two each, in the order in which they were added. Somebody who shares a name
    /// with one and a mailbox with another stands in both.
    #[must_use]
    pub fn groups(&self) -> Vec<&[T]> {
        let mut groups: Vec<&[T]> = self.0.values().filter(|all| all.len() > 1).map(Vec::as_slice).collect();
        groups.sort_by_key(|all| std::cmp::Reverse(all.len()));
        let mut different: Vec<&[T]> = Vec::new();
        for group in groups {
            // The same name *and* the same mailbox is one hint.
            if !different.iter().any(|other| group.iter().all(|one| other.contains(one))) {
                different.push(group);
            }
        }
        different
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> EmailAddress {
        EmailAddress::parse(text).unwrap()
    }

    #[test]
    fn one_name_at_one_organisation_is_perhaps_one_person() {
        let mut all = Doubles::default();
        let (work, home) = (address("kim@brug.example"), address("kim.de.wit@thuis.example"));
        all.add(Identity { name: "Kim de Wit", organisation: "De Brug", email: &work }, &1);
        let like = |name: &str, organisation: &str, email: &EmailAddress| {
            all.first_like(Identity { name, organisation, email }).copied()
        };
        assert_eq!(like("KIM  de Wít", "de brug ", &home), Some(1));
        assert_eq!(like("Kim de Wit", "Stichting Samen Sterk", &home), None);
        assert_eq!(like("Iemand Anders", "Elders", &address("kim+duo@brug.example")), Some(1));
    }

    #[test]
    fn who_shares_a_name_and_a_mailbox_is_one_group() {
        let mut all = Doubles::default();
        let (one, other, third) = (address("kim@gmail.com"), address("k.im@gmail.com"), address("x@y.nl"));
        all.add(Identity { name: "Kim", organisation: "De Brug", email: &one }, &1);
        all.add(Identity { name: "Kim", organisation: "De Brug", email: &other }, &2);
        all.add(Identity { name: "Alleen", organisation: "De Brug", email: &third }, &3);
        assert_eq!(all.groups(), [&[1, 2][..]]);
    }

    #[test]
    fn an_address_that_is_all_label_stays_as_it_is() {
        assert_eq!(mailbox(&address("+31@brug.example")), "+31@brug.example");
    }
}
