//! Pages in a real browser: Debian's Chromium, without a screen, driven through WebDriver. One browser each reader.

mod axe;
mod checks;
mod devtools;
mod driver;
mod hand;
mod keyboard;
mod ways;

mod away;
mod bad_page;
mod board;
mod in_a_duo;
mod journey;
mod links;
mod many_topics;
mod mistakes;
mod pictures;
mod round;
mod states;
mod together;

use std::cell::Cell;
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use tokio::runtime::Runtime;
use tweespan::domain::Locale;
use tweespan::locale::Texts;

use crate::harness::Server;
use driver::Driver;

/// Nothing here takes as long, unless it hangs; a machine that is busy is slow.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a reader's browser is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) language: Locale,
    /// Of the screen, in pixels.
    pub(crate) width: u32,
    pub(crate) scripts: bool,
    pub(crate) hand: Hand,
}

/// What the reader has at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hand {
    Mouse,
    Keyboard,
}

/// A coordinator's office laptop.
pub(crate) const LAPTOP: Setting = Setting { language: Locale::Nl, width: 1280, scripts: true, hand: Hand::Mouse };
/// A professional's phone.
pub(crate) const PHONE: Setting = Setting { language: Locale::Nl, width: 360, scripts: true, hand: Hand::Mouse };

impl Setting {
    pub(crate) const fn english(self) -> Self {
        Self { language: Locale::En, ..self }
    }

    pub(crate) const fn without_scripts(self) -> Self {
        Self { scripts: false, ..self }
    }

    pub(crate) const fn by_keyboard(self) -> Self {
        Self { hand: Hand::Keyboard, ..self }
    }
}

/// A reader with a browser of their own, which ends when it is dropped.
pub(crate) struct Chromium {
    client: Client,
    runtime: Runtime,
    setting: Setting,
    server: String,
    /// How often something was clicked.
    clicks: Cell<usize>,
    _driver: Driver,
}

/// The button that opens the page of a link.
pub(crate) const OPEN: &str = "form[action='/me/open'] button";

impl Chromium {
    /// Opens a browser.
    pub(crate) fn new(server: &Server, setting: Setting) -> Self {
        Self::at(&server.url, setting)
    }

    fn at(server: &str, setting: Setting) -> Self {
        let driver = Driver::start(setting);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(driver.capabilities(setting));
        let client = runtime.block_on(builder.connect(&driver.url())).unwrap();
        let chromium =
            Self { client, runtime, setting, server: server.to_owned(), clicks: Cell::default(), _driver: driver };
        chromium.screen(setting.width, devtools::HEIGHT);
        chromium.run_scripts(setting.scripts);
        chromium.dark(false);
        // The browser's own first page is nobody's business here.
        chromium.open("about:blank");
        drop(chromium.seen());
        chromium
    }

    fn wait<T>(&self, what: impl Future<Output = Result<T, CmdError>>) -> Result<T, CmdError> {
        self.runtime
            .block_on(async { tokio::time::timeout(PATIENCE, what).await })
            .unwrap_or(Err(CmdError::WaitTimeout))
    }

    /// The words of the reader's language.
    pub(crate) fn t(&self) -> Texts {
        Texts::of(self.setting.language)
    }

    /// How often something was clicked so far.
    pub(crate) fn clicks(&self) -> usize {
        self.clicks.get()
    }

    /// Opens a page by its path, or by a whole address on the same server. Where the link of a mail shows only a button, that is
    /// pressed.
    pub(crate) fn open(&self, path: &str) {
        self.visit(path);
        if self.has(OPEN) {
            self.leaving(|| drop(self.ask(&format!("document.querySelector(\"{OPEN}\").click()"))));
        }
    }

    /// Opens it and presses nothing.
    pub(crate) fn visit(&self, path: &str) {
        let url = if path.starts_with('/') { format!("{}{path}", self.server) } else { path.to_owned() };
        self.wait(self.client.goto(&url)).unwrap_or_else(|e| panic!("{path}: {e}"));
    }

    pub(crate) fn back(&self) {
        self.wait(self.client.back()).unwrap();
    }

    /// Does something in another tab, and comes back.
    pub(crate) fn in_another_tab(&self, act: impl FnOnce()) {
        let here = self.wait(self.client.window()).unwrap();
        let other = self.wait(self.client.new_window(true)).unwrap().handle;
        self.wait(self.client.switch_to_window(other)).unwrap();
        self.screen(self.setting.width, devtools::HEIGHT);
        self.run_scripts(self.setting.scripts);
        act();
        self.wait(self.client.close_window()).unwrap();
        self.wait(self.client.switch_to_window(here)).unwrap();
    }

    /// Loses every cookie.
    pub(crate) fn forget(&self) {
        self.wait(self.client.delete_all_cookies()).unwrap();
    }

    /// The path of the page, with what follows it.
    pub(crate) fn path(&self) -> String {
        let url = self.wait(self.client.current_url()).unwrap();
        url.as_str().strip_prefix(&self.server).unwrap_or_else(|| panic!("elsewhere: {url}")).to_owned()
    }

    /// What a script of ours gives, which no page knows of.
    pub(crate) fn ask(&self, script: &str) -> Value {
        self.wait(self.client.execute(script, Vec::new())).unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// What can be read on the page.
    pub(crate) fn text(&self) -> String {
        let text = self.ask("return document.body.innerText");
        text.as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The element that a CSS selector names, once it is there.
    pub(crate) fn find(&self, css: &str) -> Element {
        let found = self.wait(self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)));
        found.unwrap_or_else(|e| panic!("no {css} on {}: {e}\n{}", self.path(), self.text()))
    }

    pub(crate) fn has(&self, css: &str) -> bool {
        self.how_many(css) > 0
    }

    pub(crate) fn how_many(&self, css: &str) -> usize {
        self.wait(self.client.find_all(Locator::Css(css))).unwrap().len()
    }

    /// Waits until something holds, looking again and again.
    pub(crate) fn until(&self, what: &str, mut holds: impl FnMut() -> bool) {
        let deadline = std::time::Instant::now() + PATIENCE;
        while !holds() {
            let late = std::time::Instant::now() > deadline;
            assert!(!late, "waited in vain until {what} on {}\n{}", self.path(), self.text());
            self.runtime.block_on(async { tokio::time::sleep(Duration::from_millis(20)).await });
        }
    }

    /// Does what leads to another page, and waits until that is there.
    pub(crate) fn leaving(&self, act: impl FnOnce()) {
        let before = self.find("html");
        act();
        // An element of a page that is gone is stale.
        self.until("another page comes", || self.wait(before.tag_name()).is_err());
        self.until("it is there", || self.ask("return document.readyState") == "complete");
    }

    /// What stands in a field.
    pub(crate) fn value(&self, css: &str) -> String {
        self.wait(self.find(css).prop("value")).unwrap().unwrap_or_default()
    }

    /// Keeps a picture of the whole page: `target/screenshots/{test}-{step}-{width}-{language}.png`.
    fn picture(&self, step: &str) {
        let test = std::thread::current().name().unwrap_or("main").rsplit("::").next().unwrap().to_owned();
        let (width, language) = (self.setting.width, self.setting.language);
        let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("../screenshots");
        std::fs::create_dir_all(&directory).unwrap();
        std::fs::write(directory.join(format!("{test}-{step}-{width}-{language}.png")), self.screenshot()).unwrap();
    }
}
