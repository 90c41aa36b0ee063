//! What every page has: the reader's language, the token for its forms, and the way to the other language.

use actix_web::cookie::Cookie;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{Days, NaiveDate, Utc};

use super::console::frame::{Console, Section};
use super::errors::WebError;
use super::security::csrf;
use super::{assets, trace};
use crate::app::App;
use crate::domain::Locale;
use crate::domain::programme::access::Role;
use crate::locale::Texts;
use crate::store::programme::programmes::Programme;

/// The name of the cookie that remembers the language.
pub(crate) const LANGUAGE: &str = "language";

/// A page for one reader.
pub(crate) struct Page {
    /// The words.
    pub(crate) t: Texts,
    /// The token for the page's forms.
    pub(crate) csrf: String,
    /// Where the reader is, to come back to after choosing a language.
    pub(crate) here: String,
    /// The day on which the page is shown.
    pub(crate) today: NaiveDate,
    /// The frame of the console, on its pages.
    pub(crate) console: Option<Console>,
    /// What the reader may do in the programme that the page is about, on pages of the console.
    role: Option<Role>,
    /// The programme that the page is about, as it stands in addresses.
    programme: Option<String>,
    /// Whether the language was chosen, rather than guessed.
    chosen: bool,
    /// How many seconds a session lasts that is not used.
    session_seconds: u32,
    /// The number of the request, for whoever tells that something went wrong.
    request: Option<String>,
    new_cookie: Option<Cookie<'static>>,
}

impl Page {
    /// A page in the language that the reader chose, or else the browser asks for, or else Dutch.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        let chosen: Option<Locale> = csrf::value(request, LANGUAGE).and_then(|text| text.parse().ok());
        // Without randomness there is no token, and the page's forms are refused: safe, and logged.
        let (csrf, new_cookie) = csrf::token(request).unwrap_or_default();
        Self {
            t: Texts::of(chosen.or_else(|| wish(request)).unwrap_or_default()),
            csrf,
            here: request.uri().path_and_query().map_or("/", |here| here.as_str()).to_owned(),
            today: today(request),
            console: None,
            role: request.extensions().get::<Role>().copied(),
            programme: None,
            chosen: chosen.is_some(),
            session_seconds: session_seconds(request),
            request: trace::number(request),
            new_cookie,
        }
    }

    /// The same page in the language of the mail that led here, unless the reader chose another.
    pub(crate) fn or(mut self, locale: Locale) -> Self {
        if !self.chosen {
            self.t = Texts::of(locale);
        }
        self
    }

    /// The same page, about a programme.
    pub(crate) fn of_programme(mut self, programme: &Programme) -> Self {
        self.programme = Some(programme.slug.to_string());
        self
    }

    /// The same page within the console of a programme.
    pub(crate) fn in_console(mut self, programme: &Programme, here: Section) -> Self {
        self.console = Some(Console::of(programme, self.t.locale(), here));
        self.of_programme(programme)
    }

    /// The programme that the page is about, as it stands in addresses.
    pub(crate) fn programme(&self) -> Option<&str> {
        self.programme.as_deref()
    }

    /// The address of a style sheet, script or picture of ours.
    #[expect(clippy::unused_self, reason = "templates have the page at hand")]
    pub(crate) fn asset<'a>(&self, name: &'a str) -> &'a str {
        assets::address(name)
    }

    /// Whether the reader may only look.
    pub(crate) fn is_for_viewer(&self) -> bool {
        self.role == Some(Role::Viewer)
    }

    /// Whether the reader decides about the programme.
    pub(crate) fn is_for_owner(&self) -> bool {
        self.role == Some(Role::Owner)
    }

    /// After how many seconds without use a page of the console goes: a minute after its session, for use is noted that often.
    pub(crate) fn session_seconds(&self) -> u32 {
        self.session_seconds + 60
    }

    /// The number of the request, by which the log can be searched.
    pub(crate) fn request(&self) -> Option<&str> {
        self.request.as_deref()
    }

    /// Whether a day is over.
    pub(crate) fn is_over(&self, day: impl std::borrow::Borrow<NaiveDate>) -> bool {
        *day.borrow() < self.today
    }

    /// The day after the one on which the page is shown.
    pub(crate) fn tomorrow(&self) -> NaiveDate {
        self.today + Days::new(1)
    }

    /// The language that is not this one.
    pub(crate) fn other_locale(&self) -> Locale {
        match self.t.locale() {
            Locale::Nl => Locale::En,
            Locale::En => Locale::Nl,
        }
    }

    /// Answers with this page.
    pub(crate) fn show(&self, status: StatusCode, template: &impl Template) -> Result<HttpResponse, WebError> {
        let html = template.render()?;
        let mut response = HttpResponse::build(status);
        response.insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"));
        if let Some(cookie) = &self.new_cookie {
            response.cookie(cookie.clone());
        }
        Ok(response.body(html))
    }

    /// Answers with this page and 200.
    pub(crate) fn ok(&self, template: &impl Template) -> Result<HttpResponse, WebError> {
        self.show(StatusCode::OK, template)
    }

    /// Answers that something went wrong: the texts `error-{kind}-title` and `-text`.
    pub(crate) fn error(&self, status: StatusCode, kind: &str) -> HttpResponse {
        #[derive(Template)]
        #[template(path = "web/templates/error.html")]
        struct ErrorPage<'a> {
            page: &'a Page,
            kind: &'a str,
        }
        self.show(status, &ErrorPage { page: self, kind }).unwrap_or_else(|_| HttpResponse::new(status))
    }
}

fn session_seconds(request: &HttpRequest) -> u32 {
    let Some(links) = request.app_data::<web::Data<App>>().map(|app| &app.settings().links) else { return 0 };
    let (idle, whole) = (u32::from(links.session_idle_minutes) * 60, u32::from(links.session_hours) * 3600);
    if idle == 0 { whole } else { idle.min(whole) }
}

/// The day by the clock of the product, which tests can move.
fn today(request: &HttpRequest) -> NaiveDate {
    request.app_data::<web::Data<App>>().map_or_else(|| Utc::now().date_naive(), |app| app.now().date_naive())
}

/// Sends the reader on after a form (303), so that going back or reloading does not send it twice.
///
/// What came with the address of the request may be part of it: what fits in no header is escaped.
pub(crate) fn see_other(to: &str) -> HttpResponse {
    let to = percent_encoding::utf8_percent_encode(to, percent_encoding::CONTROLS).to_string();
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish()
}

/// A path that leads to a page of ours, and nowhere else: `//host` and `/\\host` would.
pub(crate) fn own_path(path: &str) -> Option<&str> {
    let leads_here =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(|c: char| c == '\\' || c.is_control());
    leads_here.then_some(path)
}

/// The first of our languages in the browser's list. (Its order is its preference in every browser in use.)
pub(crate) fn wish(request: &HttpRequest) -> Option<Locale> {
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    header
        .split(',')
        .filter_map(|part| part.trim().split([';', '-']).next())
        .find_map(|language| language.to_ascii_lowercase().parse().ok())
}
