//! A reader's browser: keeps cookies, follows redirects, fills in forms and says where they come from.

use std::collections::{HashMap, HashSet};

use reqwest::Method;
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::header::HeaderMap;

use crate::harness::Server;
use crate::html::{self, Form};

/// Where the button goes that opens the page of a link.
pub(crate) const OPEN: &str = "/me/open";

/// The address of the page that a link from a mail opens; any other address as it is.
pub(crate) fn opened(path: &str) -> String {
    let mut parts: Vec<String> = path.splitn(4, '/').map(str::to_owned).collect();
    if let ["", "me" | "duo", text, ..] = parts.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        let (text, query) = text.split_once('?').map_or((text, None), |(text, query)| (text, Some(query)));
        if let Some(token) = tweespan::domain::Token::parse(text) {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            parts[2] = format!("{}{query}", &token.hash().as_str()[..12]);
        }
    }
    parts.join("/")
}

/// One reader.
#[derive(Clone)]
pub(crate) struct Browser {
    client: Client,
    base: String,
    language: String,
}

/// What a browser shows.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
}

impl Browser {
    /// A browser that asks for pages in Dutch.
    pub(crate) fn new(server: &Server) -> Self {
        Self::speaking(server, "nl-NL,nl;q=0.9,en;q=0.8")
    }

    /// A browser that asks for pages in English.
    pub(crate) fn english(server: &Server) -> Self {
        Self::speaking(server, "en-GB,en;q=0.9,nl;q=0.8")
    }

    fn speaking(server: &Server, language: &str) -> Self {
        let client = Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(std::time::Duration::from_secs(30))
            .build()
            .unwrap();
        Self { client, base: server.url.clone(), language: language.to_owned() }
    }

    /// A request to a path, with what every browser sends.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        assert!(path.starts_with('/'), "{path}");
        self.client.request(method, format!("{}{path}", self.base)).header("accept-language", &self.language)
    }

    /// Opens a page, through redirects. Where a link from a mail shows only a button, that is pressed.
    pub(crate) fn get(&self, path: &str) -> Page {
        let mut page = self.look(path);
        for _ in 0..5 {
            if let Some(to) = page.location() {
                page = self.look(&to);
            } else if let Some(button) = page.forms().into_iter().find(|form| form.action == OPEN) {
                page = self.post(OPEN, &button);
            } else {
                return page;
            }
        }
        panic!("{path} goes in circles");
    }

    /// Asks for a page, without going where it may send on to.
    pub(crate) fn look(&self, path: &str) -> Page {
        Page::of(path, self.request(Method::GET, path).send().unwrap())
    }

    /// Sends a form as it stands, and gives the first answer. To the page that a link opened, if the link is named.
    pub(crate) fn post(&self, path: &str, form: &Form) -> Page {
        let path = opened(path);
        let path = path.as_str();
        let request = self
            .request(Method::POST, path)
            .header("origin", &self.base)
            .header("sec-fetch-site", "same-origin")
            .form(&form.fields);
        Page::of(path, request.send().unwrap())
    }

    /// Sends a form from a page, and gives the page that it leads to.
    pub(crate) fn submit(&self, page: &Page, form: &Form) -> Page {
        let sent = self.post(page.target(form), form);
        match sent.location() {
            Some(to) => self.get(&to),
            None => sent,
        }
    }

    /// Opens a page and presses the only button of its only form besides that of the language.
    pub(crate) fn press(&self, path: &str) -> Page {
        let page = self.get(path);
        let form = page.only_form();
        self.submit(&page, &form)
    }

    /// Opens a duo and answers.
    pub(crate) fn answer(&self, link: &str, answer: &str, reason: &str) -> Page {
        let page = self.get(link);
        let mut form = page.form_with_button("answer", answer);
        if answer == "declined" {
            form.set("reason", reason);
        }
        self.submit(&page, &form)
    }

    /// Signs in by a link.
    pub(crate) fn sign_in(&self, link: &str) -> Page {
        let page = self.press(link);
        assert!(page.status == 200 && page.path.starts_with("/coordinator/"), "{} {}", page.path, page.text());
        page
    }

    /// Every page that links lead to from this one, within it; of those that differ by their numbers alone a few.
    pub(crate) fn crawl(&self, start: &str) -> Vec<Page> {
        const ALIKE: usize = 3;
        let within = start.trim_end_matches(|c| c != '/');
        let (mut ahead, mut seen) = (vec![start.to_owned()], HashMap::<String, usize>::new());
        let mut known: HashSet<String> = ahead.iter().cloned().collect();
        let mut pages = Vec::new();
        while let Some(path) = ahead.pop() {
            let kind: String = path.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            let alike = seen.entry(kind.replace("00", "0")).or_default();
            *alike += 1;
            if *alike > ALIKE {
                continue;
            }
            let page = self.look(&path);
            let links = html::links(&page.html).into_iter();
            ahead.extend(links.filter(|to| to.starts_with(within) && known.insert(to.clone())));
            pages.push(page);
        }
        pages
    }
}

impl Page {
    pub(crate) fn of(path: &str, response: Response) -> Self {
        Self {
            path: path.to_owned(),
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            html: response.text().unwrap(),
        }
    }

    /// Where it sends the reader on to.
    pub(crate) fn location(&self) -> Option<String> {
        self.headers.get("location").map(|to| to.to_str().unwrap().to_owned())
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What stands there to read.
    pub(crate) fn text(&self) -> String {
        html::text(&self.html)
    }

    pub(crate) fn forms(&self) -> Vec<Form> {
        html::forms(&self.html)
    }

    fn target<'a>(&'a self, form: &'a Form) -> &'a str {
        if form.action.is_empty() { &self.path } else { &form.action }
    }

    /// The form that goes to this path.
    pub(crate) fn form_to(&self, path: &str) -> Form {
        let path = opened(path);
        let found = self.forms().into_iter().find(|form| self.target(form) == path);
        found.unwrap_or_else(|| panic!("no form to {path} on {} ({}): {}", self.path, self.status, self.text()))
    }

    /// The form with this button, pressed.
    pub(crate) fn form_with_button(&self, name: &str, value: &str) -> Form {
        let button = (name.to_owned(), value.to_owned());
        let found = self.forms().into_iter().find(|form| form.buttons.contains(&button));
        let mut form = found.unwrap_or_else(|| panic!("no button {button:?} on {}: {}", self.path, self.text()));
        form.fields.push(button);
        form
    }

    /// The only form besides those in the header of every page.
    pub(crate) fn only_form(&self) -> Form {
        let mut forms = self.forms();
        forms.retain(|form| form.action != "/language" && form.action != "/coordinator/sign-out");
        // What somebody can do instead stands folded below.
        forms.retain(|form| !form.buttons.contains(&("then".to_owned(), "refuse".to_owned())));
        forms.retain(|form| !form.action.ends_with("/links"));
        assert_eq!(forms.len(), 1, "{} ({}): {}", self.path, self.status, self.text());
        forms.remove(0)
    }

    /// The words of the summary of errors on top, one each.
    pub(crate) fn summary(&self) -> Vec<String> {
        let Some((_, after)) = self.html.split_once("class=\"summary\"") else { return Vec::new() };
        let list = after.split("</div>").next().unwrap();
        list.split("<li>").skip(1).map(|item| html::text(item.split("</li>").next().unwrap())).collect()
    }

    /// The words that stand beside fields that are wrong.
    pub(crate) fn problems(&self) -> Vec<String> {
        let after = self.html.split("<p class=\"problem\"").skip(1);
        after.map(|p| html::text(p.split_once('>').unwrap().1.split("</p>").next().unwrap())).collect()
    }
}
