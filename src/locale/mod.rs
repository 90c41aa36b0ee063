//! Every word that people read, in Dutch and English. A missing one fails a test.
//!
//! The words are in `nl/*.ftl` and `en/*.ftl` ([Project Fluent](https://projectfluent.org)), compiled into the
//! program. A key for a value of an enum is its prefix, a hyphen and the value's `as_str`: `half-day-mon-am`.

mod labels;
mod numbers;
mod problems;
#[cfg(test)]
mod tests;

use std::borrow::Borrow;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use chrono_tz::Europe::Amsterdam;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use crate::domain::Locale;

/// The words of one language. Copy it wherever words are needed.
///
/// ```
/// use tweespan::domain::Locale;
/// use tweespan::locale::Texts;
///
/// let texts = Texts::of(Locale::Nl);
/// assert_eq!(texts.text("meets-online"), "alleen online");
/// assert_eq!(texts.count("weight-points", 1, &[]), "1 punt");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts(Locale);

impl Texts {
    /// The words of `locale`.
    #[must_use]
    pub const fn of(locale: Locale) -> Self {
        Self(locale)
    }

    /// Which language this is.
    #[must_use]
    pub const fn locale(self) -> Locale {
        self.0
    }

    /// The text for `key`; the key itself when there is none, which a test makes impossible.
    #[must_use]
    pub fn text(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text for `key` with its variables filled in.
    #[must_use]
    pub fn with(self, key: &str, args: &[(&str, &str)]) -> String {
        self.format(key, Some(&args.iter().copied().collect()))
    }

    /// The text for `key` that depends on a number, `$count`, with its other variables filled in.
    #[must_use]
    pub fn count(self, key: &str, n: impl Borrow<usize>, args: &[(&str, &str)]) -> String {
        let mut all: FluentArgs<'_> = args.iter().copied().collect();
        all.set("count", *n.borrow());
        self.format(key, Some(&all))
    }

    /// The text for one value of a closed set: the key is `prefix`, a hyphen, `value`.
    #[must_use]
    pub fn word(self, prefix: &str, value: &str) -> String {
        self.text(&format!("{prefix}-{value}"))
    }

    /// A date in full: "maandag 7 december 2026".
    #[must_use]
    pub fn date(self, date: impl Borrow<NaiveDate>) -> String {
        let date = *date.borrow();
        let weekday = self.word("weekday", &date.weekday().to_string().to_lowercase());
        let month = self.word("month", &date.month().to_string());
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.with("date-long", &[("weekday", &weekday), ("day", &day), ("month", &month), ("year", &year)])
    }

    /// A date without its weekday: "24 november 2026".
    #[must_use]
    pub fn day(self, date: impl Borrow<NaiveDate>) -> String {
        let date = *date.borrow();
        let month = self.word("month", &date.month().to_string());
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.with("date-short", &[("day", &day), ("month", &month), ("year", &year)])
    }

    /// A moment on a clock in Amsterdam, as members type it: "maandag 7 december 2026, 10:00 uur".
    #[must_use]
    pub fn local_moment(self, local: impl Borrow<NaiveDateTime>) -> String {
        let local = *local.borrow();
        let time = local.format("%H:%M").to_string();
        self.with("moment", &[("date", &self.date(local.date())), ("time", &time)])
    }

    /// A moment that is kept in UTC, on a clock in Amsterdam: "24 november 2026, 14:05".
    #[must_use]
    pub fn moment(self, utc: impl Borrow<NaiveDateTime>) -> String {
        let local = utc.borrow().and_utc().with_timezone(&Amsterdam);
        format!("{}, {}", self.day(local.date_naive()), local.format("%H:%M"))
    }

    /// A list in a sentence: "a", "a en b", "a, b en c".
    #[must_use]
    pub fn list<S: AsRef<str>>(self, items: &[S]) -> String {
        match items {
            [] => String::new(),
            [only] => only.as_ref().to_owned(),
            [rest @ .., last] => {
                let rest = rest.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
                self.with("list-last", &[("rest", &rest), ("last", last.as_ref())])
            }
        }
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, locale = self.0.as_str(), "a text is missing");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key, locale = self.0.as_str(), ?errors, "a text could not be filled in");
        }
        text
    }

    fn bundle(self) -> &'static Bundle {
        static NL: LazyLock<Bundle> = LazyLock::new(|| parsed(Locale::Nl));
        static EN: LazyLock<Bundle> = LazyLock::new(|| parsed(Locale::En));
        match self.0 {
            Locale::Nl => &NL,
            Locale::En => &EN,
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

/// The files of a language, each with its name.
const fn sources(locale: Locale) -> &'static [(&'static str, &'static str)] {
    match locale {
        Locale::Nl => &[
            ("common", include_str!("nl/common.ftl")),
            ("profile", include_str!("nl/profile.ftl")),
            ("mail", include_str!("nl/mail.ftl")),
            ("letters", include_str!("nl/letters.ftl")),
            ("pages", include_str!("nl/pages.ftl")),
            ("coordinator", include_str!("nl/coordinator.ftl")),
            ("life", include_str!("nl/life.ftl")),
            ("delivery", include_str!("nl/delivery.ftl")),
            ("console", include_str!("nl/console.ftl")),
            ("rounds", include_str!("nl/rounds.ftl")),
            ("live", include_str!("nl/live.ftl")),
            ("people", include_str!("nl/people.ftl")),
        ],
        Locale::En => &[
            ("common", include_str!("en/common.ftl")),
            ("profile", include_str!("en/profile.ftl")),
            ("mail", include_str!("en/mail.ftl")),
            ("letters", include_str!("en/letters.ftl")),
            ("pages", include_str!("en/pages.ftl")),
            ("coordinator", include_str!("en/coordinator.ftl")),
            ("life", include_str!("en/life.ftl")),
            ("delivery", include_str!("en/delivery.ftl")),
            ("console", include_str!("en/console.ftl")),
            ("rounds", include_str!("en/rounds.ftl")),
            ("live", include_str!("en/live.ftl")),
            ("people", include_str!("en/people.ftl")),
        ],
    }
}

fn parsed(locale: Locale) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![locale.as_str().parse().unwrap_or_default()]);
    // The marks would be invisible characters in plain text mails; names are checked for reordering ones instead.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::Nl => numbers::in_dutch,
        Locale::En => numbers::in_english,
    }));
    for (file, source) in sources(locale) {
        // What could be read of a broken file is used. A test holds that none is.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(file, locale = locale.as_str(), ?errors, "a file of texts is broken");
            resource
        });
        bundle.add_resource_overriding(resource);
    }
    bundle
}
