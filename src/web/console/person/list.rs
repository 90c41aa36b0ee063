//! The list of professionals: searched, filtered, sorted, in pages.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::filter::{COLUMNS, DOUBLES, Filter, SILENT, TROUBLE};
use crate::app::App;
use crate::domain::{Catalogue, Element, ProfessionalId, Topic, TopicId};
use crate::service::person::invitations;
use crate::store::person::professional_search::{self, Listed};
use crate::store::person::professionals::Standing;
use crate::store::person::silence;
use crate::store::programme::programmes::{self, Programme};
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::page::Page;
use crate::web::security::session::SignedIn;

/// How many stand on one page.
const A_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "web/templates/coordinator/professionals.html")]
struct ListPage {
    page: Page,
    programme: Programme,
    catalogue: Catalogue,
    filter: Filter,
    choices: [(&'static str, Vec<String>); 3],
    people: Vec<Listed>,
    /// Who did not answer several times in a row, and how many times.
    silences: HashMap<ProfessionalId, u32>,
    /// How many pass the filter, and how many there are.
    found: usize,
    all: usize,
    /// Which page this is, from 1.
    number: usize,
    /// How many were invited, have not answered, and may be invited again now.
    to_invite: usize,
}

impl ListPage {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn topics(&self, element: &Element) -> Vec<&Topic> {
        self.catalogue.of(*element).collect()
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn unanswered(&self, id: &ProfessionalId) -> Option<String> {
        silence::worth_a_word(&self.silences, *id).map(|times| self.page.t.count("person-unanswered", times, &[]))
    }

    fn last(&self) -> usize {
        self.found.div_ceil(A_PAGE).max(1)
    }

    fn first_shown(&self) -> usize {
        (self.number - 1) * A_PAGE + 1
    }

    fn last_shown(&self) -> usize {
        (self.number * A_PAGE).min(self.found)
    }

    fn to_page(&self, number: usize) -> String {
        self.filter.but("page", &number.to_string())
    }

    /// What a column's header does: the link, and how it is sorted now.
    fn header(&self, column: &str) -> (String, &'static str) {
        let (by, reversed) = self.filter.order();
        let turned = format!("-{column}");
        match (by == column, reversed) {
            (true, false) => (self.filter.but("sort", &turned), "ascending"),
            (true, true) => (self.filter.but("sort", column), "descending"),
            (false, _) => (self.filter.but("sort", column), "none"),
        }
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.value(name) == value
    }

    fn value(&self, name: &str) -> &str {
        self.filter.on().into_iter().find(|(on, _)| *on == name).map_or("", |(_, value)| value)
    }

    /// The filters that are on, in words, each with the address without it.
    fn chips(&self) -> Vec<(String, String)> {
        let t = self.page.t;
        let word = |name: &str, value: &str| match name {
            "q" => t.with("filter-chip-q", &[("words", value)]),
            "element" => value.parse().map_or_else(|_| value.to_owned(), |e: Element| t.element(e)),
            "topic" => TopicId::parse(value)
                .ok()
                .and_then(|id| self.catalogue.get(&id).map(|topic| topic.label(t.locale()).to_owned()))
                .unwrap_or_else(|| value.to_owned()),
            "part" if ["learn", "guide", "both"].contains(&value) => t.word("takes-part", value),
            "standing" if value == TROUBLE => t.text("filter-trouble"),
            "standing" if value == SILENT => t.text("filter-silent"),
            "standing" if value == DOUBLES => t.text("filter-doubles"),
            "standing" => value.parse().map_or_else(|_| value.to_owned(), |s: Standing| t.word("standing", s.as_str())),
            _ => value.to_owned(),
        };
        self.filter.on().into_iter().map(|(name, value)| (word(name, value), self.filter.but(name, ""))).collect()
    }
}

/// Lists the professionals.
pub(crate) async fn list(
    app: web::Data<App>,
    slug: web::Path<String>,
    filter: web::Query<Filter>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (page, now) = (Page::of(&request), app.now());
    let today = page.today;
    let shown = app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let catalogue = programmes::catalogue(c, programme.id)?;
        let everybody = professional_search::everybody(c, programme.id)?;
        let filter = filter.into_inner();
        let silences = silence::counts(c, programme.id, today)?;
        let found = filter.of(c, programme.id, &everybody, &silences)?;
        let last = found.len().div_ceil(A_PAGE).max(1);
        let number = filter.page.unwrap_or(1).clamp(1, last);
        let shown: Vec<ProfessionalId> =
            found.iter().skip((number - 1) * A_PAGE).take(A_PAGE).map(|one| one.id).collect();
        let people = professional_search::lines(c, &shown)?;
        let page = page.in_console(&programme, Section::Professionals);
        let (found, all) = (found.len(), everybody.len());
        let choices = [
            ("role", professional_search::words(everybody.iter().map(|one| &one.role))),
            ("organisation", professional_search::words(everybody.iter().map(|one| &one.organisation))),
            ("region", professional_search::words(everybody.iter().map(|one| &one.region))),
        ];
        let to_invite = invitations::to_invite_again(c, programme.id, now)?.len();
        Ok::<_, WebError>(ListPage {
            page,
            programme,
            catalogue,
            filter,
            choices,
            people,
            silences,
            found,
            all,
            number,
            to_invite,
        })
    });
    let shown = shown.await?;
    shown.page.ok(&shown)
}
