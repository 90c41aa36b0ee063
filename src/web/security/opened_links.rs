//! Links that work for long, to a page of one's own or of a duo. The address in a mail shows a button and nothing else; pressing
//! it puts the secret into a cookie, and from then on pages have an address that tells nothing.
//!
//! The cookie holds what the link held, and is looked up like it at every request. Where a fresh link comes in place of the
//! link, the page stays open for its hours; where somebody says that another has the link, it closes at once.

use std::fmt;
use std::future::{Ready, ready};

use actix_web::cookie::time::Duration;
use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use askama::Template;

use super::csrf;
use crate::app::App;
use crate::domain::{OPEN_HOURS, Token};
use crate::service::person::fresh_links;
use crate::service::programme::activity::Actor;
use crate::store::tokens;
use crate::web::errors::WebError;
use crate::web::page::{Page, own_path, see_other};

/// So much of a token's hash stands in addresses. It opens nothing, and need only differ among the links of one reader.
const NAME: usize = 12;
/// What the addresses of such pages begin with.
const PLACES: [&str; 2] = ["me", "duo"];

/// A page that was opened by its link.
pub(crate) struct Link {
    token: Token,
    name: String,
}

impl Link {
    /// The secret of the link.
    pub(crate) fn token(&self) -> Token {
        self.token.clone()
    }

    fn of(token: Token) -> Self {
        let name = token.hash().as_str().chars().take(NAME).collect();
        Self { token, name }
    }

    fn cookie(&self) -> String {
        format!("link-{}", self.name)
    }

    /// Whether the reader's browser holds it.
    fn is_open(&self, request: &HttpRequest) -> bool {
        csrf::value(request, &self.cookie()).and_then(|text| Token::parse(&text)).is_some_and(|it| it == self.token)
    }
}

/// What stands for it in addresses.
impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl FromRequest for Link {
    type Error = WebError;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match Address::of(request.path()) {
            Some(Address::Named(name)) => held(request, name).ok_or(WebError::NotOpened),
            _ => Err(WebError::DeadLink),
        })
    }
}

/// How an address names a link that is opened by a button.
enum Address<'a> {
    /// As in mails: by its secret, and what comes before and after it.
    Entrance { place: &'a str, token: Token, rest: &'a str },
    /// As on pages.
    Named(&'a str),
}

impl<'a> Address<'a> {
    fn of(path: &'a str) -> Option<Self> {
        let (place, after) = path.strip_prefix('/')?.split_once('/')?;
        let (text, rest) = after.split_at(after.find(['/', '?']).unwrap_or(after.len()));
        if !PLACES.contains(&place) {
            return None;
        }
        let is_name = text.len() == NAME && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        match Token::parse(text) {
            Some(token) => Some(Self::Entrance { place, token, rest }),
            None => is_name.then_some(Self::Named(text)),
        }
    }
}

/// The link that the reader's browser holds under a name.
fn held(request: &HttpRequest, name: &str) -> Option<Link> {
    let text = csrf::value(request, &format!("link-{name}"))?;
    Token::parse(&text).map(Link::of).filter(|link| link.name == name)
}

/// The secret of the link that a request is about: in its address, or in the cookie that its address names.
pub(crate) fn token(request: &HttpRequest) -> Option<Token> {
    match Address::of(request.path()) {
        Some(Address::Named(name)) => held(request, name).map(|link| link.token),
        _ => fresh_links::token_in_path(request.path()),
    }
}

/// Whether a request is about a page that has to be opened first.
pub(crate) fn is_shut(request: &HttpRequest) -> bool {
    matches!(Address::of(request.path()), Some(Address::Named(name)) if held(request, name).is_none())
}

#[derive(Template)]
#[template(path = "web/templates/open.html")]
struct OpenPage<'a> {
    page: Page,
    /// Where the link in the mail leads.
    link: &'a str,
    hours: String,
}

/// What is answered in place of a page that is not open; nothing where it is, or where links are not opened so.
pub(crate) async fn entrance(request: &HttpRequest) -> Option<Result<HttpResponse, WebError>> {
    let Some(Address::Entrance { place, token, rest }) = Address::of(request.path()) else {
        return is_shut(request).then_some(Err(WebError::NotOpened));
    };
    if request.method() == Method::POST {
        return Some(Err(WebError::NotOpened));
    }
    let link = Link::of(token);
    if link.is_open(request) {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        return Some(Ok(see_other(&format!("/{place}/{link}{rest}{query}"))));
    }
    Some(asked(request, &link).await)
}

/// The button. Whose page it is, or what about, it does not tell.
async fn asked(request: &HttpRequest, link: &Link) -> Result<HttpResponse, WebError> {
    let app = request.app_data::<web::Data<App>>().ok_or(WebError::Internal)?;
    if !works(app, link).await? {
        return Err(WebError::DeadLink);
    }
    let page = Page::of(request);
    let here = page.here.clone();
    let shown = OpenPage { page, link: &here, hours: OPEN_HOURS.to_string() };
    shown.page.ok(&shown)
}

async fn works(app: &App, link: &Link) -> Result<bool, WebError> {
    let (token, now) = (link.token(), app.now());
    Ok(app.read(move |c| tokens::works(c, &token, now)).await?)
}

/// Opens what the address of a mail leads to: gives the reader the cookie, and sends them on.
pub(crate) async fn open(app: &App, request: &HttpRequest, path: &str) -> Result<HttpResponse, WebError> {
    let Some(Address::Entrance { place, token, rest }) = own_path(path).and_then(Address::of) else {
        return Err(WebError::DeadLink);
    };
    let link = Link::of(token);
    let opened = link.token();
    // An unknown link is refused by a read, which does not wait for the database's writer.
    if !works(app, &link).await?
        || !app.act(Actor::Visitor, move |cx| tokens::note_opened(cx.c, &opened, cx.now)).await?
    {
        return Err(WebError::DeadLink);
    }
    let response = see_other(&format!("/{place}/{link}{rest}"));
    csrf::keeping(request, response, (&link.cookie(), link.token.to_hex()), Duration::hours(OPEN_HOURS))
}

/// Closes a page on the device of the reader alone.
pub(crate) fn close(request: &HttpRequest, link: &Link) -> Result<HttpResponse, WebError> {
    csrf::dropping(request, see_other("/me/link/closed"), &link.cookie())
}
