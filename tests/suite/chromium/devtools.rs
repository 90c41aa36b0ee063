//! What WebDriver has no word for: Chromium's own commands, and its log.

use std::collections::BTreeMap;
use std::str::FromStr;

use fantoccini::wd::WebDriverCompatibleCommand;
use reqwest::{Method, Url};
use serde_json::{Value, json};

use super::Chromium;

/// Of the screen, in pixels.
pub(super) const HEIGHT: u64 = 800;

/// What the browser told of the pages that it opened since it was asked last.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The method and the address of everything that was asked for.
    pub(super) requests: Vec<(String, String)>,
    /// The status and the content security policy of each page.
    pub(super) pages: BTreeMap<String, (u64, String)>,
    /// What it complained of.
    pub(super) complaints: Vec<String>,
}

/// A command of `ChromeDriver`'s own.
#[derive(Debug)]
struct CoordinatorRound {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for CoordinatorRound {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

impl Chromium {
    fn own(&self, path: &'static str, body: Value) -> Value {
        self.wait(self.client.issue_cmd(CoordinatorRound { path, body })).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// A command of the `DevTools` protocol.
    fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.own("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// A screen of this size.
    pub(super) fn screen(&self, width: u32, height: u64) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Whether pages may run scripts from now on.
    pub(super) fn run_scripts(&self, may: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", &json!({ "value": !may }));
    }

    /// The colours that the reader prefers. Nothing moves by itself either way: there is no waiting for the end of that.
    pub(super) fn dark(&self, dark: bool) {
        let colours = json!({ "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } });
        let motion = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": [colours, motion] }));
    }

    /// The whole page, as PNG.
    pub(super) fn screenshot(&self) -> Vec<u8> {
        let height = self.ask("return document.documentElement.scrollHeight").as_u64().unwrap();
        self.first_screen(height.clamp(HEIGHT, 16_000))
    }

    /// As much of the page as a screen of this height shows, as PNG.
    pub(super) fn first_screen(&self, height: u64) -> Vec<u8> {
        self.screen(self.setting.width, height);
        let picture = self.wait(self.client.screenshot()).unwrap();
        self.screen(self.setting.width, HEIGHT);
        picture
    }

    /// What happened since it was asked last.
    pub(super) fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        for entry in self.own("se/log", json!({ "type": "performance" })).as_array().unwrap() {
            let message: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            let event = &message["message"];
            let parameters = &event["params"];
            match event["method"].as_str().unwrap() {
                "Network.requestWillBeSent" => {
                    let word = |name: &str| parameters["request"][name].as_str().unwrap().to_owned();
                    seen.requests.push((word("method"), word("url")));
                }
                "Network.responseReceived" if parameters["type"] == "Document" => {
                    let response = &parameters["response"];
                    let policy = response["headers"].as_object().unwrap().iter();
                    let policy = policy.filter(|(name, _)| name.eq_ignore_ascii_case("content-security-policy"));
                    let policy = policy.filter_map(|(_, value)| value.as_str()).collect();
                    let answer = (response["status"].as_u64().unwrap(), policy);
                    seen.pages.insert(response["url"].as_str().unwrap().to_owned(), answer);
                }
                _ => {}
            }
        }
        for entry in self.own("se/log", json!({ "type": "browser" })).as_array().unwrap() {
            let word = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
            seen.complaints.push(format!("{} {} {}", word("level"), word("source"), word("message")));
        }
        seen
    }
}
