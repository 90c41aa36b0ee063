//! A reader who has no mouse.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use super::Chromium;

/// No page has as many places to stop at.
const LONGEST: usize = 400;

/// Where the focus is, whether it shows, and whether it can be seen.
const FOCUS: &str = "
    const on = document.activeElement, style = getComputedStyle(on), box = on.getBoundingClientRect();
    return {
        here: on.matches(arguments[0]),
        name: on.outerHTML.slice(0, 120),
        shows: on === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
        visible: on === document.body
            || (box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth),
    };";

impl Chromium {
    /// Types into whatever has the focus.
    pub(crate) fn keys(&self, keys: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.wait(self.client.perform_actions(actions)).unwrap();
    }

    /// Goes on with Tab until the element has the focus. Wherever it stops on the way, that shows.
    pub(crate) fn tab_to(&self, css: &str) {
        for _ in 0..LONGEST {
            self.keys(&Key::Tab.to_string());
            let focus = self.wait(self.client.execute(FOCUS, vec![css.into()])).unwrap();
            assert_eq!(focus["shows"], true, "the focus does not show on {} of {}", focus["name"], self.path());
            assert_eq!(focus["visible"], true, "the focus is out of sight on {} of {}", focus["name"], self.path());
            if focus["here"] == true {
                return;
            }
        }
        panic!("no way by Tab to {css} on {}\n{}", self.path(), self.text());
    }

    /// Goes to a link or a button, and on to where it leads.
    pub(crate) fn enter(&self, css: &str) {
        self.tab_to(css);
        self.leaving(|| self.keys(&Key::Enter.to_string()));
    }
}
