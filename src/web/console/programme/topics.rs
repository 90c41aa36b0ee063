//! The topics of a programme: adding, renaming, retiring, and which are sensitive.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::{Catalogue, Element, SingleLine, Topic, TopicId, ValidationError};
use crate::service::programme::programmes::{self as action, Labels, TopicError};
use crate::store::StoreError;
use crate::store::programme::programmes::{self, Programme};
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

#[derive(Template)]
#[template(path = "web/templates/coordinator/topics.html")]
struct TopicsPage {
    page: Page,
    programme: Programme,
    catalogue: Catalogue,
    /// What was typed for a new topic.
    typed: Typed,
    /// The topic that is being renamed, with what was typed for it.
    renaming: Option<(TopicId, Typed)>,
    problems: Vec<(String, String)>,
    notice: Option<&'static str>,
    saved: bool,
}

#[derive(Default)]
struct Typed {
    element: String,
    label_nl: String,
    label_en: String,
    sensitive: bool,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        let one = |name| fields.one(name).to_owned();
        Self {
            element: one("element"),
            label_nl: one("label_nl"),
            label_en: one("label_en"),
            sensitive: fields.one("sensitive") == "yes",
        }
    }

    /// The labels, or what is wrong with them; `prefix` stands before the names of the fields.
    fn labels(&self, page: &Page, prefix: &str) -> Result<Labels, Vec<(String, String)>> {
        let mut problems = Vec::new();
        let mut label = |name: &str, typed: &str| {
            let wrong = |problem: &ValidationError| page.t.problem_of(&page.t.word("topic", name), problem);
            SingleLine::parse(typed).map_err(|p| problems.push((format!("{prefix}{name}"), wrong(&p)))).ok()
        };
        let (nl, en) = (label("label_nl", &self.label_nl), label("label_en", &self.label_en));
        nl.zip(en).map(|(nl, en)| [nl, en]).ok_or(problems)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates pass references, and ask the page"
)]
impl TopicsPage {
    fn topics(&self, element: &Element) -> Vec<&Topic> {
        self.catalogue.of(*element).collect()
    }

    fn problem(&self, name: &str) -> Option<String> {
        self.problems.iter().find(|(field, _)| field == name).map(|(_, words)| words.clone())
    }

    /// The names of the fields of a topic, with its labels.
    fn labels<'a>(&self, topic: &'a Topic) -> Vec<(&'static str, &'a str)> {
        vec![("label_nl", topic.label_nl.as_str()), ("label_en", topic.label_en.as_str())]
    }

    /// The identifier of a field of a topic on the page.
    fn field(&self, topic: &Topic, name: &str) -> String {
        format!("{}-{name}", topic.id)
    }

    /// What was typed for a topic that is being renamed.
    fn renamed(&self, topic: &Topic) -> Option<&Typed> {
        self.renaming.as_ref().filter(|(id, _)| *id == topic.id).map(|(_, typed)| typed)
    }
}

async fn built(app: &App, request: &HttpRequest, slug: String, signed_in: SignedIn) -> Result<TopicsPage, WebError> {
    let page = Page::of(request);
    app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let catalogue = programmes::catalogue(c, programme.id)?;
        let page = page.in_console(&programme, Section::Settings);
        Ok(TopicsPage {
            page,
            programme,
            catalogue,
            typed: Typed::default(),
            renaming: None,
            problems: Vec::new(),
            notice: None,
            saved: false,
        })
    })
    .await
}

fn back(programme: &Programme) -> HttpResponse {
    see_other(&format!("/coordinator/{}/settings/topics?saved", programme.slug))
}

/// Lists the topics.
pub(crate) async fn list(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let mut shown = built(&app, &request, slug.into_inner(), signed_in).await?;
    shown.saved = request.query_string() == "saved";
    shown.page.ok(&shown)
}

/// Adds a topic.
pub(crate) async fn add(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let mut shown = built(&app, &request, slug.into_inner(), signed_in).await?;
    shown.typed = Typed::of(&fields);
    let element: Option<Element> = shown.typed.element.parse().ok();
    let labels = shown.typed.labels(&shown.page, "");
    if element.is_none() {
        shown.problems.push(("element".to_owned(), shown.page.t.text("topic-element-missing")));
    }
    let (Some(element), Ok(labels)) = (element, &labels) else {
        shown.problems.extend(labels.err().unwrap_or_default());
        return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    };
    let (id, labels, kind) = (shown.programme.id, labels.clone(), (element, shown.typed.sensitive));
    match app.act(actor, move |cx| action::add_topic(cx, id, kind, labels)).await {
        Ok(()) => return Ok(back(&shown.programme)),
        Err(TopicError::Store(error)) => return Err(error.into()),
        Err(TopicError::TooMany) => shown.notice = Some("topics-too-many"),
        Err(TopicError::Known) => {
            shown.problems.push(("label_nl".to_owned(), shown.page.t.text("topic-known")));
        }
    }
    shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// Renames a topic, retires it, offers it again, or decides whether it is sensitive.
pub(crate) async fn change(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, topic) = path.into_inner();
    let actor = signed_in.actor();
    let mut shown = built(&app, &request, slug, signed_in).await?;
    let topic = TopicId::parse(&topic).map_err(|_| WebError::NotFound)?;
    let id = shown.programme.id;
    shown.catalogue.get(&topic).ok_or(WebError::NotFound)?;
    let retired = match fields.one("then") {
        "retire" => Some(true),
        "return" => Some(false),
        _ => None,
    };
    if let Some(retired) = retired {
        app.act(actor, move |cx| action::retire_topic(cx, id, &topic, retired)).await?;
        return Ok(back(&shown.programme));
    }
    let sensitive = match fields.one("then") {
        "sensitive" => Some(true),
        "plain" => Some(false),
        _ => None,
    };
    if let Some(sensitive) = sensitive {
        app.act(actor, move |cx| action::set_sensitive(cx, id, &topic, sensitive)).await?;
        return Ok(back(&shown.programme));
    }
    let typed = Typed::of(&fields);
    let parsed = typed.labels(&shown.page, &format!("{topic}-"));
    shown.renaming = Some((topic.clone(), typed));
    let labels = match parsed {
        Ok(labels) => labels,
        Err(problems) => {
            shown.problems = problems;
            return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let seen = [fields.one("seen_nl").to_owned(), fields.one("seen_en").to_owned()];
    let rename =
        app.act(actor, move |cx| action::rename_topic(cx, id, &topic, seen.each_ref().map(String::as_str), &labels));
    match rename.await {
        Ok(()) => Ok(back(&shown.programme)),
        Err(StoreError::Conflict) => {
            shown.notice = Some("topic-changed-meanwhile");
            shown.page.show(StatusCode::CONFLICT, &shown)
        }
        Err(error) => Err(error.into()),
    }
}
