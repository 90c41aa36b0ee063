//! What is kept about somebody, for them to read and to take along.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;
use serde_json::{Map, Value};

use crate::app::App;
use crate::locale::Texts;
use crate::service::person::data_export::DataExport;
use crate::service::person::profiles;
use crate::service::programme::security::Event;
use crate::store::person::professionals::Professional;
use crate::store::programme::programmes::{self, Programme};
use crate::store::programme::security_log::Whom;
use crate::web::errors::WebError;
use crate::web::page::Page;
use crate::web::security::audit;
use crate::web::security::opened_links::Link;

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

async fn export_of(app: &App, link: &Link) -> Result<(DataExport, Professional, Programme), WebError> {
    let (token, now) = (link.token(), app.now());
    let policy = app.policy().clone();
    let found = app.read(move |c| {
        let professional = profiles::of_link(c, &token, now)?.ok_or(WebError::DeadLink)?;
        let programme = programmes::by_id(c, professional.programme_id)?;
        Ok::<_, WebError>((DataExport::of(c, &policy, &professional, now)?, professional, programme))
    });
    let (export, professional, programme) = found.await?;
    let whom = Whom { programme: Some(programme.id), professional: Some(professional.id), ..Whom::default() };
    audit::note_hourly(app, Event::DataFetched, whom).await;
    Ok((export, professional, programme))
}

/// Gives it as a file.
pub(crate) async fn file(app: web::Data<App>, link: Link) -> Result<HttpResponse, WebError> {
    let (export, ..) = export_of(&app, &link).await?;
    let attachment = (header::CONTENT_DISPOSITION, "attachment; filename=\"tweespan.json\"");
    Ok(HttpResponse::Ok().insert_header(attachment).json(export))
}

/// Shows it.
pub(crate) async fn show(app: web::Data<App>, link: Link, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let (export, professional, programme) = export_of(&app, &link).await?;
    let page = Page::of(&request).or(professional.locale).of_programme(&programme);
    let Value::Object(all) = serde_json::to_value(export).map_err(|_| WebError::Internal)? else {
        return Err(WebError::Internal);
    };
    let sections = sections(page.t, all);
    let shown = DataPage { page, link: link.to_string(), sections };
    shown.page.ok(&shown)
}

/// The same as in the file: single values first, then each list and each group under a heading of its own.
fn sections(t: Texts, all: Map<String, Value>) -> Vec<Section> {
    let (single, groups): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, value)| !value.is_array() && !value.is_object());
    let general = Part { t, section: "" };
    let single: Vec<_> = single.iter().flat_map(|(key, value)| general.line(key, value)).collect();
    let mut sections = vec![Section { heading: t.text("data-general"), entries: vec![single] }];
    for (key, value) in groups {
        let parts = match value {
            Value::Array(parts) => parts,
            one => vec![one],
        };
        let of = Part { t, section: &key };
        let entries = parts.iter().map(|part| of.lines(part)).collect();
        sections.push(Section { heading: t.word("data", &key), entries });
    }
    sections
}

/// A part of what is kept, in words.
struct Part<'a> {
    t: Texts,
    section: &'a str,
}

impl Part<'_> {
    /// Labels with values; what is within stands beside it.
    fn lines(&self, part: &Value) -> Vec<(String, String)> {
        let Value::Object(fields) = part else { return Vec::new() };
        fields.iter().flat_map(|(key, value)| self.line(key, value)).collect()
    }

    /// One label with its value, or those within it. What is empty is left out.
    fn line(&self, key: &str, value: &Value) -> Vec<(String, String)> {
        match value {
            Value::Null => Vec::new(),
            Value::String(text) if text.is_empty() => Vec::new(),
            Value::Array(all) if all.iter().all(Value::is_object) => {
                all.iter().flat_map(|one| self.lines(one)).collect()
            }
            Value::Object(inner) if !["reasons", "what", "profile_then"].contains(&key) => {
                inner.iter().flat_map(|(key, value)| self.line(key, value)).collect()
            }
            value => vec![(self.label(key), self.words(key, value))],
        }
    }

    /// The columns of the people file have their names on the form already.
    fn label(&self, key: &str) -> String {
        self.t.word(if self.section == "profile" { "field" } else { "data" }, key)
    }

    fn words(&self, key: &str, value: &Value) -> String {
        let t = self.t;
        match value {
            Value::Bool(true) => t.text("data-yes"),
            Value::Bool(false) => t.text("data-no"),
            Value::String(text) => match (self.section, key) {
                ("", "standing") => t.word("standing", text),
                ("duos", "state") => t.word("duo-state", text),
                ("duos", "answer") => t.word("answer", text),
                ("mails", "kind") => t.word("mail-kind", text),
                ("mails", "state") => t.word("mail-state", text),
                _ => text.parse::<NaiveDateTime>().map_or_else(|_| text.clone(), |moment| t.moment(moment)),
            },
            Value::Array(all) => all.iter().map(|one| self.words(key, one)).collect::<Vec<_>>().join(", "),
            Value::Object(inner) if key == "profile_then" => {
                let profile = Part { t, section: "profile" };
                let lines = inner.iter().flat_map(|(key, value)| profile.line(key, value));
                lines.map(|(label, value)| format!("{label}: {value}")).collect::<Vec<_>>().join("; ")
            }
            Value::Object(inner) if key == "reasons" => {
                let points = inner.iter().map(|(factor, points)| format!("{} {points}", t.word("factor", factor)));
                points.collect::<Vec<_>>().join(", ")
            }
            // A line of a log, as it is kept.
            Value::Object(inner) => inner.values().map(|one| self.words("", one)).collect::<Vec<_>>().join(" "),
            other => other.to_string(),
        }
    }
}
