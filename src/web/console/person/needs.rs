//! What is asked and what is on offer, by element and topic: never about fewer than five people.

use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::person::small_counts::{Disclosure, MIN_GROUP_SIZE, Picture, picture};
use crate::domain::{Catalogue, Element, ProfessionalId, TopicId};
use crate::store::person::professional_search::{self, Named};
use crate::store::programme::programmes::{self, Programme};
use crate::store::{Connection, StoreError};
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::page::Page;
use crate::web::security::session::SignedIn;

#[derive(Template)]
#[template(path = "web/templates/coordinator/needs.html")]
struct NeedsPage {
    page: Page,
    programme: Programme,
    elements: Vec<Shown>,
    /// The greatest number that is told: as long as the longest bar.
    most: i64,
    /// Whether fewer than five people told anything at all.
    is_empty: bool,
}

/// One element.
struct Shown {
    element: Element,
    asked: Option<u32>,
    offered: Option<u32>,
    topics: Vec<ShownTopic>,
}

struct ShownTopic {
    label: String,
    asked: Disclosure,
    offered: Disclosure,
}

impl ShownTopic {
    fn asked_drawn(&self) -> i64 {
        self.asked.number().map_or(0, i64::from)
    }

    fn offered_drawn(&self) -> i64 {
        self.offered.number().map_or(0, i64::from)
    }
}

impl NeedsPage {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn told(&self, told: &Disclosure) -> String {
        match told {
            Disclosure::Number(n) => self.page.t.number(n),
            Disclosure::FewerThanFive => self.page.t.text("needs-fewer"),
            Disclosure::Withheld => self.page.t.text("needs-withheld"),
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "templates pass references")]
    fn total(&self, total: &Option<u32>) -> String {
        total.map_or_else(|| self.page.t.text("needs-withheld"), |n| self.page.t.number(n))
    }
}

/// Shows the picture.
pub(crate) async fn show(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let page = Page::of(&request);
    let shown = app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let page = page.in_console(&programme, Section::Needs);
        Ok::<_, WebError>(built(c, page, programme)?)
    });
    let shown = shown.await?;
    shown.page.ok(&shown)
}

fn built(c: &mut Connection, page: Page, programme: Programme) -> Result<NeedsPage, StoreError> {
    let catalogue = programmes::catalogue(c, programme.id)?;
    let sides = professional_search::named_topics(c, programme.id)?;
    let elements: Vec<Shown> = Element::ALL
        .iter()
        .map(|&element| {
            let [asked, offered] = sides.each_ref().map(|side| of_element(side, &catalogue, element));
            let labels = catalogue.of(element).map(|topic| topic.label(page.t.locale()).to_owned());
            let topics = labels
                .zip(asked.topics.iter().zip(&offered.topics))
                .map(|(label, (asked, offered))| ShownTopic { label, asked: *asked, offered: *offered })
                .collect();
            Shown { element, asked: asked.total, offered: offered.total, topics }
        })
        .collect();
    let numbers = elements.iter().flat_map(|e| &e.topics).flat_map(|t| [t.asked_drawn(), t.offered_drawn()]);
    let most = numbers.max().unwrap_or(0);
    let is_empty = people(&sides.each_ref(), |_| true) < MIN_GROUP_SIZE;
    Ok(NeedsPage { page, programme, elements, most, is_empty })
}

fn of_element(side: &Named, catalogue: &Catalogue, element: Element) -> Picture {
    let counts: Vec<u32> =
        catalogue.of(element).map(|topic| side.counts.get(&topic.id).copied().unwrap_or(0)).collect();
    let is_of_it = |topic: &TopicId| catalogue.get(topic).is_some_and(|topic| topic.element == element);
    picture(&counts, people(&[side], is_of_it))
}

/// How many people name any of these topics: exactly if they are fewer than [`MIN_GROUP_SIZE`], else no more than there are.
fn people(sides: &[&Named], is_meant: impl Fn(&TopicId) -> bool) -> u32 {
    let rare = sides.iter().flat_map(|side| &side.rare).filter(|(_, topic)| is_meant(topic));
    let rare: HashSet<ProfessionalId> = rare.map(|(person, _)| *person).collect();
    let counts = sides.iter().flat_map(|side| &side.counts).filter(|(topic, _)| is_meant(topic));
    counts.map(|(_, people)| *people).max().unwrap_or(0).max(u32::try_from(rare.len()).unwrap_or(u32::MAX))
}
