//! The text that people agree to, and its version.

use crate::domain::{Locale, TokenHash};
use crate::locale::Texts;
use crate::service::Policy;
use crate::store::person::consents::Consent;
use crate::store::programme::programmes::Programme;

/// So much of the hash of what a text says is its version.
const VERSION: usize = 12;

/// The text of a programme, as it is shown to a reader.
pub(crate) fn text(t: Texts, programme: &Programme, policy: &Policy) -> String {
    words(t, programme, policy, (programme.name(t.locale()), programme.contact.as_str()))
}

fn words(t: Texts, programme: &Programme, policy: &Policy, (name, contact): (&str, &str)) -> String {
    let months = t.number(policy.retention.inactive_months);
    let args = [
        ("programme", name),
        ("responsible", programme.responsible(t.locale())),
        ("contact", contact),
        ("months", months.as_str()),
    ];
    t.with("consent-text", &args)
}

/// The version of the text: it is another when the text says something else, in whichever language, also of who is
/// responsible. That somebody else is the contact is nothing to agree to anew.
#[must_use]
pub fn version(programme: &Programme, policy: &Policy) -> String {
    let all =
        Locale::ALL.iter().map(|locale| words(Texts::of(*locale), programme, policy, ("", ""))).collect::<String>();
    let hash = TokenHash::of_code(&all);
    hash.as_str().get(..VERSION).unwrap_or_default().to_owned()
}

/// What a reader agrees to.
#[must_use]
pub fn of(t: Texts, programme: &Programme, policy: &Policy) -> Consent {
    Consent { version: version(programme, policy), locale: t.locale(), text: text(t, programme, policy) }
}
