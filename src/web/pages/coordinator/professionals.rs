//! The professionals of a programme, and one of them.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::super::super::errors::WebError;
use super::super::super::page::Page;
use super::super::super::session::SignedIn;
use crate::app::App;
use crate::domain::{Catalogue, TopicId};
use crate::store::professionals::{self, Professional};
use crate::store::programmes::{self, Programme};

/// How many stand on one page.
const A_PAGE: i64 = 200;

#[derive(Template)]
#[template(path = "web/templates/coordinator/professionals.html")]
struct ListPage {
    page: Page,
    programme: Programme,
    people: Vec<Professional>,
    /// After whom the next page begins, if there is one.
    next: Option<i64>,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/professional.html")]
struct OnePage {
    page: Page,
    programme: Programme,
    catalogue: Catalogue,
    person: Professional,
}

impl OnePage {
    fn label(&self, topic: &TopicId) -> String {
        self.catalogue.get(topic).map_or_else(|| topic.to_string(), |t| t.label(self.page.t.locale()).to_owned())
    }
}

/// Where a page of the list begins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct After {
    #[serde(default)]
    after: i64,
}

/// Lists the professionals, in the order in which they came.
pub(crate) async fn list(
    app: web::Data<App>,
    slug: web::Path<String>,
    after: web::Query<After>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (programme, mut people) = app
        .read(move |c| {
            let programme = signed_in.programme(c, &slug)?;
            let people = professionals::page(c, programme.id, after.after, A_PAGE + 1)?;
            Ok::<_, WebError>((programme, people))
        })
        .await?;
    let full = i64::try_from(people.len()).is_ok_and(|n| n > A_PAGE);
    if full {
        people.pop();
    }
    let next = people.last().map(|p| p.id).filter(|_| full);
    let shown = ListPage { page: Page::of(&request), programme, people, next };
    shown.page.ok(&shown)
}

/// Shows one professional. Whom they report to and whom they would rather not meet stays with them.
pub(crate) async fn one(
    app: web::Data<App>,
    path: web::Path<(String, i64)>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let (programme, catalogue, person) = app
        .read(move |c| {
            let programme = signed_in.programme(c, &slug)?;
            let person = professionals::by_id(c, id)?;
            if person.programme_id != programme.id {
                return Err(WebError::NotFound);
            }
            Ok((programme.clone(), programmes::catalogue(c, programme.id)?, person))
        })
        .await?;
    let shown = OnePage { page: Page::of(&request), programme, catalogue, person };
    shown.page.ok(&shown)
}
