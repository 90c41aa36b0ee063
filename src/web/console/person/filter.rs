//! Which professionals, in which order, and where in the list: all of it stands in the address.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::domain::text::{fold_onto, folded};
use crate::domain::{Element, ProfessionalId, ProgrammeId, TopicId};
use crate::store::person::professional_search::{self, ProfessionalSummary};
use crate::store::person::professionals::Standing;
use crate::store::person::{doubles, silence, undeliverable};
use crate::store::{Connection, StoreError};
use crate::web::url_query::query;

/// The parameters of the list. One that is empty, or that no longer means anything, filters nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Filter {
    pub(crate) q: String,
    pub(crate) role: String,
    pub(crate) organisation: String,
    pub(crate) region: String,
    pub(crate) element: String,
    pub(crate) topic: String,
    pub(crate) part: String,
    pub(crate) standing: String,
    /// A column, with a hyphen before it for the other way round.
    pub(crate) sort: String,
    pub(crate) page: Option<usize>,
    /// How many were just invited again.
    pub(crate) invited: Option<usize>,
    /// How many were just removed.
    pub(crate) removed: Option<usize>,
}

/// The standing that is none: whoever mail comes back from.
pub(crate) const TROUBLE: &str = "trouble";

/// The standing that is none: who did not answer several times in a row.
pub(crate) const SILENT: &str = "silent";
/// The standing that is none either: whoever may be in the list twice.
pub(crate) const DOUBLES: &str = "doubles";

/// By what the list can be sorted, in the order of its columns.
pub(crate) const COLUMNS: [&str; 4] = ["name", "role", "organisation", "region"];

impl Filter {
    /// The parameters with `name` changed to `value`, as an address. Any change but of the page begins at the first.
    pub(crate) fn but(&self, name: &str, value: &str) -> String {
        let page = if name == "page" { value } else { "" };
        let mut parameters = self.parameters();
        for parameter in &mut parameters {
            if parameter.0 == name {
                parameter.1 = value;
            }
        }
        query(&[&parameters[..], &[("page", page)]].concat())
    }

    fn parameters(&self) -> [(&'static str, &str); 9] {
        [
            ("q", &self.q),
            ("role", &self.role),
            ("organisation", &self.organisation),
            ("region", &self.region),
            ("element", &self.element),
            ("topic", &self.topic),
            ("part", &self.part),
            ("standing", &self.standing),
            ("sort", &self.sort),
        ]
    }

    /// The filters that are on: name and value.
    pub(crate) fn on(&self) -> Vec<(&'static str, &str)> {
        self.parameters().into_iter().filter(|(name, value)| *name != "sort" && !value.is_empty()).collect()
    }

    /// The column that the list is sorted by, and whether the other way round.
    pub(crate) fn order(&self) -> (&'static str, bool) {
        let (wanted, reversed) = self.sort.strip_prefix('-').map_or((self.sort.as_str(), false), |rest| (rest, true));
        COLUMNS.into_iter().find(|column| *column == wanted).map_or(("name", false), |column| (column, reversed))
    }

    /// Those of `everybody` who pass, in order.
    pub(crate) fn of<'a>(
        &self,
        c: &mut Connection,
        programme: ProgrammeId,
        everybody: &'a [ProfessionalSummary],
        silences: &HashMap<ProfessionalId, u32>,
    ) -> Result<Vec<&'a ProfessionalSummary>, StoreError> {
        let element: Option<HashSet<ProfessionalId>> = match self.element.parse::<Element>() {
            Ok(element) => Some(professional_search::naming_element(c, programme, element)?),
            Err(_) => None,
        };
        let topic: Option<HashSet<ProfessionalId>> = match TopicId::parse(&self.topic) {
            Ok(topic) => Some(professional_search::naming_topic(c, programme, &topic)?),
            Err(_) => None,
        };
        let part: Option<HashSet<ProfessionalId>> =
            if self.part.is_empty() { None } else { Some(professional_search::of_part(c, programme, &self.part)?) };
        let standing: Option<Standing> = self.standing.parse().ok();
        let trouble: Option<HashSet<ProfessionalId>> = if self.standing == TROUBLE {
            Some(undeliverable::of_programme(c, programme)?.into_iter().map(|(id, _)| id).collect())
        } else {
            None
        };
        let silent: Option<HashSet<ProfessionalId>> =
            (self.standing == SILENT).then(|| silence::pointed_out(silences).collect());
        let twice: Option<HashSet<ProfessionalId>> = if self.standing == DOUBLES {
            Some(doubles::pairs(c, programme)?.into_iter().flat_map(|(one, other)| [one, other]).collect())
        } else {
            None
        };
        let among = [part, trouble, silent, twice, element, topic];
        let words = words(&self.q);
        let mut text = String::new();
        let is = |wanted: &str, value: &str| wanted.is_empty() || wanted == value;
        let mut found: Vec<(String, &ProfessionalSummary)> = everybody
            .iter()
            .filter(|one| {
                is(&self.role, &one.role)
                    && is(&self.organisation, &one.organisation)
                    && is(&self.region, &one.region)
                    && standing.is_none_or(|standing| one.standing == standing)
                    && among.iter().flatten().all(|ids| ids.contains(&one.id))
                    && holds(one, &words, &mut text)
            })
            .map(|one| (folded(column(one, self.order().0)), one))
            .collect();
        found.sort_by(|(key, one), (other_key, other)| {
            key.cmp(other_key).then_with(|| one.name.cmp(&other.name)).then(one.id.cmp(&other.id))
        });
        if self.order().1 {
            found.reverse();
        }
        Ok(found.into_iter().map(|(_, one)| one).collect())
    }
}

fn column<'a>(one: &'a ProfessionalSummary, name: &str) -> &'a str {
    match name {
        "role" => &one.role,
        "organisation" => &one.organisation,
        "region" => &one.region,
        _ => &one.name,
    }
}

/// The words of a search, as they are looked for.
fn words(q: &str) -> Vec<String> {
    folded(q).split_whitespace().map(str::to_owned).collect()
}

/// Whether every word stands somewhere in what the list shows of somebody, or in their address.
///
/// `text` is room to write in, the same for all: there are thousands.
fn holds(one: &ProfessionalSummary, words: &[String], text: &mut String) -> bool {
    if words.is_empty() {
        return true;
    }
    text.clear();
    for part in [&one.name, &one.email, &one.role, &one.organisation, &one.region] {
        fold_onto(text, part);
        // No word reaches over the end of a line.
        text.push('\n');
    }
    words.iter().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_changes_one_part_of_the_view_and_keeps_the_rest() {
        let filter = Filter { q: "zoë".to_owned(), region: "Utrecht".to_owned(), page: Some(3), ..Filter::default() };
        assert_eq!(filter.but("sort", "-role"), "?q=zo%C3%AB&region=Utrecht&sort=-role");
        assert_eq!(filter.but("page", "4"), "?q=zo%C3%AB&region=Utrecht&page=4");
        assert_eq!(filter.but("q", ""), "?region=Utrecht");
        assert_eq!(filter.on(), [("q", "zoë"), ("region", "Utrecht")]);
    }

    #[test]
    fn an_order_that_is_none_is_by_name() {
        for (sort, order) in
            [("", ("name", false)), ("-name", ("name", true)), ("region", ("region", false)), ("x", ("name", false))]
        {
            assert_eq!(Filter { sort: sort.to_owned(), ..Filter::default() }.order(), order, "{sort}");
        }
    }
}
