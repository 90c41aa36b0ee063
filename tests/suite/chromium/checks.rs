//! What holds for every page, in every state of it.

use serde_json::json;

use super::Chromium;

impl Chromium {
    /// Looks at the page that is open: it has to be accessible, fit the screen, be in the reader's language and bother
    /// nobody else. A picture of it is kept.
    pub(crate) fn look(&self, step: &str) {
        self.look_at(step, 200);
    }

    /// The same for a page that came with another status than 200.
    pub(crate) fn look_at(&self, step: &str, status: u64) {
        self.kept_to_itself(step, status);
        self.picture(step);
        let facts = self.ask(
            "return [document.documentElement.lang, document.documentElement.scrollWidth, \
                     document.querySelectorAll('h1').length]",
        );
        assert_eq!(facts, json!([self.setting.language.as_str(), self.setting.width, 1]), "{step}: {}", self.path());
        self.accessible(step);
    }

    /// Nothing was asked of another host, nothing was complained of, and each page came with a strict policy.
    fn kept_to_itself(&self, step: &str, status: u64) {
        let seen = self.seen();
        // Chromium draws some of its own controls from pictures that it has at hand.
        for (_, address) in seen.requests.iter().filter(|(_, address)| !address.starts_with("data:")) {
            assert!(address.starts_with(&format!("{}/", self.server)), "{step}: asked for {address}");
        }
        for (page, (_, policy)) in &seen.pages {
            let strict = policy.contains("default-src 'none'") && !policy.contains("unsafe") && !policy.contains('*');
            assert!(strict, "{step}: the policy of {page} is {policy}");
        }
        let here = format!("{}{}", self.server, self.path());
        if let Some((found, _)) = seen.pages.get(here.split('#').next().unwrap()) {
            assert_eq!(*found, status, "{step}: {here}");
        }
        // The browser complains of any status that is an error; those of pages are looked at above.
        let of_status = |line: &&String| {
            seen.pages.iter().any(|(page, (status, _))| {
                line.starts_with(&format!("SEVERE network {page} ")) && line.contains(&format!("a status of {status}"))
            })
        };
        let complaints: Vec<_> = seen.complaints.iter().filter(|line| !of_status(line)).collect();
        assert!(complaints.is_empty(), "{step}: the console says {complaints:#?}");
    }
}
