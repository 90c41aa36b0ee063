//! What holds for every page, in every state of it.

use serde_json::Value;

use super::{Chromium, Hand};

impl Chromium {
    /// Looks at the page that is open: it has to be accessible, fit the screen, be in the reader's language and bother
    /// nobody else. A picture of it is kept.
    pub(crate) fn look(&self, step: &str) {
        self.look_at(step, 200);
    }

    /// The same for a page that came with another status than 200.
    pub(crate) fn look_at(&self, step: &str, status: u64) {
        let problems = self.problems(step, status);
        assert!(problems.is_empty(), "{step}: {}\n{}", self.path(), problems.join("\n"));
    }

    /// Whatever is wrong with the page that is open.
    pub(super) fn problems(&self, step: &str, status: u64) -> Vec<String> {
        self.until("every part of the page is there", || !self.has("[aria-busy=true]"));
        let mut problems = self.trespasses(status);
        if self.setting.hand == Hand::Keyboard {
            // Whoever comes by keyboard comes to pages that others look at.
            return problems;
        }
        self.picture(step);
        let (language, width) = (self.setting.language.as_str(), self.setting.width);
        let facts = self.ask("return [document.documentElement.lang, document.documentElement.scrollWidth]");
        if facts[0] != language {
            problems.push(format!("the page is in {} for a reader of {language}", facts[0]));
        }
        if facts[1] != width {
            let wide = self.ask(
                "return [...document.querySelectorAll('body *')]
                     .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                     .slice(0, 5).map(one => one.outerHTML.slice(0, 100))",
            );
            problems.push(format!("the page is {} wide on a screen of {width}: {wide}", facts[1]));
        }
        problems.extend(self.barriers());
        problems
    }

    /// What was asked of another host, complained of, or came without a strict policy, since the last look.
    fn trespasses(&self, status: u64) -> Vec<String> {
        let (seen, own) = (self.seen(), format!("{}/", self.server));
        let mut found = Vec::new();
        // Chromium draws some of its own controls from pictures that it has at hand.
        let elsewhere = |address: &str| !address.starts_with("data:") && !address.starts_with(&own);
        let asked = seen.requests.iter().filter(|(_, address)| elsewhere(address));
        found.extend(asked.map(|(_, address)| format!("it asks for {address}")));
        for (page, (_, policy)) in &seen.pages {
            let strict = policy.contains("default-src 'none'") && !policy.contains("unsafe") && !policy.contains('*');
            if !strict {
                found.push(format!("the policy of {page} is “{policy}”"));
            }
        }
        let here = format!("{}{}", self.server, self.path());
        match seen.pages.get(here.split('#').next().unwrap()) {
            Some((came_with, _)) if *came_with != status => found.push(format!("it came with {came_with}")),
            _ => {}
        }
        // The browser complains of any status that is an error; those of pages are looked at above.
        let of_status = |line: &String| {
            seen.pages.iter().any(|(page, (status, _))| {
                line.starts_with(&format!("SEVERE network {page} ")) && line.contains(&format!("a status of {status}"))
            })
        };
        // What it only remarks, such as that the focus was set twice, is no complaint.
        let counts = |line: &&String| !line.starts_with("INFO ") && !of_status(line);
        found.extend(seen.complaints.iter().filter(counts).map(|line| format!("console: {line}")));
        found
    }
}

/// A text of an answer of the page.
pub(super) fn words(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}
