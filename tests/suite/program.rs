//! A coordinator's program, which speaks to the API.

use reqwest::Method;
use serde_json::Value;

use crate::browser::Browser;
use crate::harness::{Home, Server};

/// It acts for a coordinator, whose browser made its token.
pub(crate) struct Program {
    pub(crate) browser: Browser,
    pub(crate) token: String,
}

impl Program {
    /// A program of the demo's coordinator.
    pub(crate) fn of_demo(home: &Home, server: &Server) -> Self {
        Self::of(home, server, "coordinator@voorbeeld.example", "jeugd")
    }

    /// A program of a coordinator of a programme.
    pub(crate) fn of(home: &Home, server: &Server, email: &str, programme: &str) -> Self {
        let browser = Browser::new(server);
        browser.sign_in(&home.invite_coordinator(email, programme));
        Self::with_key_of(browser, programme)
    }

    /// A program of the coordinator who is signed in.
    pub(crate) fn with_key_of(browser: Browser, programme: &str) -> Self {
        let page = browser.get(&format!("/coordinator/{programme}/settings/access"));
        let mut form = page.form_to(&page.path);
        form.set("label", "kantoor");
        let page = browser.submit(&page, &form);
        let token = page.html.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        Self { browser, token }
    }

    /// The status and the document; null where it is none.
    pub(crate) fn call(&self, method: Method, path: &str, body: Option<&Value>) -> (u16, Value) {
        let request = self.browser.request(method, path).bearer_auth(&self.token);
        let request = if let Some(body) = body { request.json(body) } else { request };
        let response = request.send().unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().unwrap()).unwrap_or_default())
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.call(Method::POST, path, Some(body))
    }

    /// The document of what is there.
    pub(crate) fn get(&self, path: &str) -> Value {
        let (status, value) = self.call(Method::GET, path, None);
        assert_eq!(status, 200, "{path}: {value}");
        value
    }

    /// The items of all pages of a list.
    pub(crate) fn list(&self, path: &str) -> Vec<Value> {
        let (mut items, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = self.get(&format!("{path}?limit=50{cursor}"));
            items.extend(page["items"].as_array().unwrap().iter().cloned());
            let Some(next) = page["next"].as_str() else { return items };
            cursor = format!("&cursor={next}");
        }
    }
}

/// The version of the text that whoever signs up agrees to.
pub(crate) fn consent_version(browser: &Browser, programme: &str) -> String {
    let request = browser.request(Method::GET, &format!("/api/v1/programmes/{programme}"));
    let document: Value = serde_json::from_str(&request.send().unwrap().text().unwrap()).unwrap();
    document["consent_version"].as_str().unwrap().to_owned()
}
