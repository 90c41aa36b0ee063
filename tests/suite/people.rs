//! Professionals who type themselves into the form.

use crate::browser::{Browser, Page};
use crate::harness::Home;
use crate::html::Form;

/// Somebody who signs up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(crate) role: &'static str,
    pub(crate) organisation: &'static str,
    pub(crate) part: &'static str,
    pub(crate) need: &'static str,
    pub(crate) expertise: &'static str,
}

/// Wants to learn what [`GUIDE`] knows.
pub(crate) const LEARNER: Person = Person {
    name: "Noor Achterberg",
    email: "noor@leren.example",
    role: "jongerenwerker",
    organisation: "Jeugdhuis De Brug",
    part: "learn",
    need: "feedback",
    expertise: "reflectie",
};

/// Knows what [`LEARNER`] wants to learn.
pub(crate) const GUIDE: Person = Person {
    name: "Zoë Yılmaz",
    email: "zoe@gidsen.example",
    role: "praktijkbegeleider",
    organisation: "Stichting Samen Sterk",
    part: "guide",
    need: "reflectie",
    expertise: "feedback",
};

impl Person {
    /// Fills in the form of the sign-up page.
    pub(crate) fn fill_in(&self, form: &mut Form) {
        for (name, value) in [
            ("name", self.name),
            ("email", self.email),
            ("role", self.role),
            ("organisation", self.organisation),
            ("region", "Utrecht"),
            ("years_experience", "7"),
            ("takes_part_as", self.part),
            ("capacity", "1"),
        ] {
            form.set(name, value);
        }
        form.tick("availability", "mon-am");
        form.tick("availability", "thu-pm");
        form.set(&format!("need:{}", self.need), "3");
        form.set(&format!("expertise:{}", self.expertise), "3");
        form.tick("consent", "yes");
    }

    /// Signs up through the page of the programme, and the one on which answers are checked.
    pub(crate) fn sign_up(&self, browser: &Browser) -> Page {
        let page = browser.get("/jeugd");
        let mut form = page.form_to("/jeugd");
        self.fill_in(&mut form);
        let check = browser.submit(&page, &form);
        assert_eq!(check.status, 200, "{}", check.text());
        browser.submit(&check, &check.form_with_button("step", "send"))
    }

    /// Signs up and confirms.
    pub(crate) fn join(&self, home: &Home, browser: &Browser) {
        let page = self.sign_up(browser);
        assert_eq!((page.status, page.path.as_str()), (200, "/jeugd/sent"), "{}", page.text());
        let page = browser.press(&home.link_to(self.email, "/me/verify/"));
        assert_eq!(page.status, 200, "{}", page.text());
    }
}

/// Makes a round with everybody in it, proposes and publishes it: the coordinator's page of it.
pub(crate) fn run_round(coordinator: &Browser) -> Page {
    let page = publish(coordinator, &proposed_round(coordinator));
    assert_eq!(page.status, 200, "{}", page.text());
    page
}

/// Makes a round with everybody in it, and proposes its duos: the page with them.
pub(crate) fn proposed_round(coordinator: &Browser) -> Page {
    let page = settings(coordinator, &new_round(coordinator));
    let form = page.form_with_button("then", "propose");
    let page = coordinator.submit(&page, &form);
    assert_eq!((page.status, page.path.rsplit('/').next()), (200, Some("proposals")), "{}", page.text());
    page
}

/// Makes a round with everybody in it: its first step.
pub(crate) fn new_round(coordinator: &Browser) -> Page {
    let page = coordinator.press("/coordinator/jeugd/rounds");
    assert!(page.path.ends_with("/people"), "{} {}", page.path, page.text());
    page
}

/// The address of the round that a page is about.
pub(crate) fn round_of(page: &Page) -> String {
    page.path.split('/').take(4).collect::<Vec<_>>().join("/")
}

/// The second step of the round that a page is about.
pub(crate) fn settings(coordinator: &Browser, page: &Page) -> Page {
    coordinator.get(&format!("{}/settings", round_of(page)))
}

/// The mails of a proposed round, before they leave.
pub(crate) fn to_mails(coordinator: &Browser, page: &Page) -> Page {
    coordinator.get(&format!("{}/publication", round_of(page)))
}

/// Looks at the mails and publishes the round that a page is about.
pub(crate) fn publish(coordinator: &Browser, page: &Page) -> Page {
    let mails = to_mails(coordinator, page);
    coordinator.submit(&mails, &mails.form_to(&mails.path))
}
