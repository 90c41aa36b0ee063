//! The console's frame: of which programme a page is, and where in it the reader is.

use crate::domain::Locale;
use crate::store::programme::programmes::Programme;

/// The parts of the console, in the order of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// What needs the coordinator now.
    Overview,
    /// Who takes part.
    Professionals,
    /// The rounds.
    Rounds,
    /// The mails.
    Mail,
    /// What is asked and what is on offer.
    Needs,
    /// Who did what.
    Activity,
    /// The programme itself.
    Settings,
}

impl Section {
    const ALL: [Self; 7] =
        [Self::Overview, Self::Professionals, Self::Rounds, Self::Mail, Self::Needs, Self::Activity, Self::Settings];

    /// Its word in addresses and texts.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Professionals => "professionals",
            Self::Rounds => "rounds",
            Self::Mail => "mail",
            Self::Needs => "needs",
            Self::Activity => "activity",
            Self::Settings => "settings",
        }
    }
}

/// What the frame shows around a page of one programme.
pub(crate) struct Console {
    /// The programme's name.
    pub(crate) programme: String,
    slug: String,
    here: Section,
}

/// One line of the menu.
pub(crate) struct Entry {
    pub(crate) section: Section,
    pub(crate) href: String,
    pub(crate) is_here: bool,
}

impl Console {
    /// The console of a programme, and where in it the reader is.
    pub(crate) fn of(programme: &Programme, locale: Locale, here: Section) -> Self {
        Self { programme: programme.name(locale).to_owned(), slug: programme.slug.to_string(), here }
    }

    /// The menu.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry> {
        Section::ALL.into_iter().map(|section| Entry {
            section,
            href: href(&self.slug, section),
            is_here: section == self.here,
        })
    }
}

fn href(slug: &str, section: Section) -> String {
    match section {
        Section::Overview => format!("/coordinator/{slug}"),
        other => format!("/coordinator/{slug}/{}", other.as_str()),
    }
}

/// How much of a bar 100 wide `value` out of `most` fills: whole numbers, and never nothing where there is something.
pub(crate) fn share(value: impl std::borrow::Borrow<i64>, most: impl std::borrow::Borrow<i64>) -> i64 {
    let (value, most) = (*value.borrow(), *most.borrow());
    if value <= 0 || most <= 0 { 0 } else { (value.min(most) * 100 / most).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_stays_within_its_track() {
        for (value, most, filled) in
            [(0, 10, 0), (5, 10, 50), (10, 10, 100), (20, 10, 100), (1, 1000, 1), (3, 0, 0), (-1, 5, 0)]
        {
            assert_eq!(share(value, most), filled, "{value} of {most}");
        }
    }
}
