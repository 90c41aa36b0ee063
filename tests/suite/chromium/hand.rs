//! What a reader does on a page, with a mouse or with the keyboard alone.

use chrono::NaiveDate;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;

use super::{Chromium, Hand};

impl Chromium {
    /// Presses a button, ticks a box, chooses from a row or opens what is folded, and stays on the page.
    pub(crate) fn click(&self, css: &str) {
        match self.setting.hand {
            Hand::Keyboard => self.by_keys(css),
            Hand::Mouse => self.click_on(&self.find(css), css),
        }
    }

    /// Presses what leads to another page, and waits until that is there.
    pub(crate) fn press(&self, css: &str) {
        self.leaving(|| match self.setting.hand {
            Hand::Keyboard => {
                self.tab_to(css);
                self.keys(&Key::Enter.to_string());
            }
            Hand::Mouse => self.click(css),
        });
    }

    /// Presses twice, faster than any page comes.
    pub(crate) fn double_click(&self, css: &str) {
        let element = self.find(css);
        self.wait(element.rectangle()).unwrap();
        let mut mouse = MouseActions::new("mouse".to_owned());
        mouse = mouse.then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 });
        for _ in 0..2 {
            mouse = mouse.then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
            mouse = mouse.then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        }
        self.leaving(|| self.wait(self.client.perform_actions(mouse)).unwrap());
    }

    fn click_on(&self, element: &Element, what: &str) {
        self.clicks.set(self.clicks.get() + 1);
        // As a reader scrolls: something that stays in its place at an edge of the screen may lie over it there.
        let scroll = "arguments[0].scrollIntoView({ block: 'center' })";
        let to = serde_json::to_value(element).unwrap();
        self.wait(self.client.execute(scroll, vec![to])).unwrap();
        self.wait(element.clone().click()).unwrap_or_else(|e| panic!("{what} on {}: {e}", self.path()));
    }

    /// Types into a field, instead of what stands there.
    pub(crate) fn fill_in(&self, css: &str, text: &str) {
        match self.setting.hand {
            Hand::Keyboard => self.type_into(css, text),
            Hand::Mouse => {
                let element = self.find(css);
                self.wait(element.clear()).unwrap_or_else(|e| panic!("{css}: {e}"));
                self.wait(element.send_keys(text)).unwrap_or_else(|e| panic!("{css}: {e}"));
            }
        }
    }

    /// Chooses from a list by the value.
    pub(crate) fn choose(&self, css: &str, value: &str) {
        match self.setting.hand {
            Hand::Keyboard => self.choose_by_keys(css, value),
            Hand::Mouse => self.wait(self.find(css).select_by_value(value)).unwrap_or_else(|e| panic!("{css}: {e}")),
        }
    }

    /// Picks a date. Not by keys: in which order a browser wants day, month and year differs from machine to machine.
    pub(crate) fn pick_date(&self, css: &str, date: NaiveDate) {
        self.ask(&format!("document.querySelector('{css}').value = '{date}'"));
        assert_eq!(self.value(css), date.to_string());
    }

    /// Chooses a file of this machine.
    pub(crate) fn upload(&self, css: &str, file: &std::path::Path) {
        self.wait(self.find(css).send_keys(file.to_str().unwrap())).unwrap_or_else(|e| panic!("{css}: {e}"));
    }
}
