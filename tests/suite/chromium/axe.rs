//! axe-core by Deque, run on the page that is open: what keeps people from using it.
//!
//! `tests/run` fetches it from its registry; it is no part of the repository.

use std::path::Path;

use super::Chromium;
use super::checks::words;

/// The version that `tests/run` fetches.
const VERSION: &str = "4.14.1";

/// Everything that WCAG 2.2 asks for on level AA, as far as a machine can tell, and what is good practice besides.
const ALL: &str = "runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], \
                   rules: { 'target-size': { enabled: true } }";

/// What may be different in other colours.
const COLOURS: &str = "runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }";

impl Chromium {
    /// What axe finds on this page, in light and in dark.
    pub(super) fn barriers(&self) -> Vec<String> {
        // axe needs scripts where the page has none: those of the page do not run any more, as it has loaded.
        self.run_scripts(true);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("../axe-core-{VERSION}/axe.min.js"));
        let axe = std::fs::read_to_string(&path);
        self.ask(&axe.unwrap_or_else(|e| panic!("no axe-core: tests/run fetches it ({}: {e})", path.display())));
        let light = self.violations(ALL).into_iter().map(|found| format!("light: {found}"));
        self.dark(true);
        let dark = self.violations(COLOURS).into_iter().map(|found| format!("dark: {found}"));
        self.dark(false);
        self.run_scripts(self.setting.scripts);
        light.chain(dark).collect()
    }

    /// What axe finds, a line each rule and place.
    fn violations(&self, rules: &str) -> Vec<String> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             axe.run(document, {{ resultTypes: ['violations'], {rules} }}).then(
                 found => done(found.violations.flatMap(violation => violation.nodes.map(node =>
                     `${{violation.id}} (${{violation.help}}): ${{node.html}} ${{node.failureSummary}}`))),
                 error => done(['axe failed: ' + error]));"
        );
        let found = self.wait(self.client.execute_async(&script, Vec::new())).unwrap();
        words(&found)
    }
}
