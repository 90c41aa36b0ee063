//! What is kept about somebody, for them to read and to take along.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;
use serde_json::{Map, Value};

use super::super::audit;
use super::super::errors::WebError;
use super::super::page::Page;
use super::links;
use crate::actions::data_export::DataExport;
use crate::actions::profiles;
use crate::actions::security::Event;
use crate::app::App;
use crate::locale::Texts;
use crate::store::professionals::Professional;
use crate::store::programmes::{self, Programme};
use crate::store::security_log::Whom;

#[derive(Template)]
#[template(path = "web/templates/data.html")]
struct DataPage {
    page: Page,
    link: String,
    sections: Vec<Section>,
}

/// A part of what is kept, under a heading.
struct Section {
    heading: String,
    /// Each a list of labels with their values.
    entries: Vec<Vec<(String, String)>>,
}

async fn export_of(app: &App, link: &str) -> Result<(DataExport, Professional, Programme), WebError> {
    let (token, now) = (links::token(link)?, app.now());
    let policy = app.policy().clone();
    let found = app.read(move |c| {
        let professional = profiles::of_link(c, &token, now)?.ok_or(WebError::DeadLink)?;
        let programme = programmes::by_id(c, professional.programme_id)?;
        Ok::<_, WebError>((DataExport::of(c, &policy, &professional, now)?, professional, programme))
    });
    let (export, professional, programme) = found.await?;
    let whom = Whom { programme: Some(programme.id), professional: Some(professional.id), ..Whom::default() };
    audit::note(app, Event::DataFetched, whom).await;
    Ok((export, professional, programme))
}

/// Gives it as a file.
pub(crate) async fn file(app: web::Data<App>, link: web::Path<String>) -> Result<HttpResponse, WebError> {
    let (export, ..) = export_of(&app, &link).await?;
    let attachment = (header::CONTENT_DISPOSITION, "attachment; filename=\"tweespan.json\"");
    Ok(HttpResponse::Ok().insert_header(attachment).json(export))
}

/// Shows it.
pub(crate) async fn show(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (export, professional, programme) = export_of(&app, &link).await?;
    let page = Page::of(&request).or(professional.locale).of_programme(&programme);
    let Value::Object(all) = serde_json::to_value(export).map_err(|_| WebError::Internal)? else {
        return Err(WebError::Internal);
    };
    let sections = sections(page.t, all);
    let shown = DataPage { page, link: link.into_inner(), sections };
    shown.page.ok(&shown)
}

/// The same as in the file: single values first, then each list and each group under a heading of its own.
fn sections(t: Texts, all: Map<String, Value>) -> Vec<Section> {
    let (single, groups): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, value)| !value.is_array() && !value.is_object());
    let general = single.iter().map(|(key, value)| (t.word("data", key), in_words(t, value))).collect();
    let mut sections = vec![Section { heading: t.text("data-general"), entries: vec![general] }];
    for (key, value) in groups {
        let parts = match value {
            Value::Array(parts) => parts,
            one => vec![one],
        };
        // The columns of the people file have their names on the form already.
        let labels = if key == "profile" { "field" } else { "data" };
        let entries = parts.iter().map(|part| flat(t, labels, part)).collect();
        sections.push(Section { heading: t.word("data", &key), entries });
    }
    sections
}

/// A part as labels with values; what is within it stands beside it. What is empty is left out.
fn flat(t: Texts, labels: &str, part: &Value) -> Vec<(String, String)> {
    let Value::Object(fields) = part else { return vec![(String::new(), in_words(t, part))] };
    let mut lines = Vec::new();
    for (key, value) in fields {
        match value {
            Value::Null => {}
            Value::Object(inner) if key == "reasons" || key == "what" => {
                let told: Vec<String> = inner.iter().map(|(name, value)| told(t, name, value)).collect();
                lines.push((t.word(labels, key), told.join(", ")));
            }
            Value::Object(_) => lines.extend(flat(t, labels, value)),
            Value::Array(all) if all.iter().any(Value::is_object) => {
                lines.extend(all.iter().flat_map(|one| flat(t, labels, one)));
            }
            value => lines.push((t.word(labels, key), in_words(t, value))),
        }
    }
    lines
}

/// A word of the log or of a score with its value, as programs have it.
fn told(t: Texts, name: &str, value: &Value) -> String {
    if name == "kind" { in_words(t, value) } else { format!("{name} {}", in_words(t, value)) }
}

fn in_words(t: Texts, value: &Value) -> String {
    match value {
        Value::Null => t.text("data-none"),
        Value::Bool(true) => t.text("data-yes"),
        Value::Bool(false) => t.text("data-no"),
        Value::String(text) if text.is_empty() => t.text("data-none"),
        Value::String(text) => match text.parse::<NaiveDateTime>() {
            Ok(moment) => t.moment(moment),
            Err(_) => text.clone(),
        },
        Value::Array(all) => all.iter().map(|one| in_words(t, one)).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
