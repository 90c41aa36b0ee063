//! A reader who has no mouse.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use super::Chromium;

/// No page has as many places to stop at.
const LONGEST: usize = 400;

const SPACE: &str = " ";

/// Where the focus is, whether it shows, and whether it can be seen.
const FOCUS: &str = "
    const on = document.activeElement, style = getComputedStyle(on), box = on.getBoundingClientRect();
    const over = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return {
        here: on.matches(arguments[0]),
        name: on.outerHTML.slice(0, 120),
        shows: on === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
        visible: on === document.body
            || (box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth),
        covered: over && !on.contains(over) && !over.contains(on) ? over.outerHTML.slice(0, 120) : '',
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
            assert_eq!(focus["covered"], "", "the focus is covered on {} of {}", focus["name"], self.path());
            if focus["here"] == true {
                return;
            }
        }
        panic!("no way by Tab to {css} on {}\n{}", self.path(), self.text());
    }

    /// Presses a button, ticks a box or chooses from a row. Of a row that is chosen from, Tab stops at one.
    pub(super) fn by_keys(&self, css: &str) {
        let element = self.find(css);
        let attribute = |name| self.wait(element.attr(name)).unwrap().unwrap_or_default();
        if attribute("type") != "radio" {
            self.tab_to(css);
            return self.keys(SPACE);
        }
        self.tab_to(&format!("input[type=radio][name='{}']", attribute("name")));
        self.keys(SPACE);
        let arrow = Key::Down.to_string();
        self.press_until(&arrow, css, || self.wait(element.is_selected()).unwrap());
    }

    /// Types into a field, instead of what stands there.
    pub(super) fn type_into(&self, css: &str, text: &str) {
        self.tab_to(css);
        // Tab marks what stands in a field of one line; in others the cursor stands somewhere.
        if !self.value(css).is_empty() {
            let all = KeyActions::new("keyboard".to_owned())
                .then(KeyAction::Down { value: Key::Control.into() })
                .then(KeyAction::Down { value: 'a' })
                .then(KeyAction::Up { value: 'a' })
                .then(KeyAction::Up { value: Key::Control.into() });
            self.wait(self.client.perform_actions(all)).unwrap();
        }
        self.keys(text);
    }

    /// Chooses from a list by the value.
    pub(super) fn choose_by_keys(&self, css: &str, value: &str) {
        self.tab_to(css);
        self.keys(&Key::Home.to_string());
        self.press_until(&Key::Down.to_string(), css, || self.value(css) == value);
    }

    /// Presses a key again and again until something holds.
    fn press_until(&self, key: &str, css: &str, holds: impl Fn() -> bool) {
        for _ in 0..LONGEST {
            if holds() {
                return;
            }
            self.keys(key);
        }
        panic!("no key leads to {css} on {}", self.path());
    }
}
