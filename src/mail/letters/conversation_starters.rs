//! Questions to begin a first talk with, from what youth professionals said they miss: time to reflect, and talk
//! about how they work together.

use crate::domain::Element;
use crate::locale::Texts;

/// How many questions a set has: `opener-personal-1` to `opener-personal-4`, and so on.
pub(crate) const IN_A_SET: usize = 4;
/// How many suit everyone: `opener-general-1` and on.
pub(crate) const GENERAL: usize = 3;

/// Two questions that suit what the two share, and one that suits everyone.
///
/// The same names get the same questions, in whichever order, so that both members read the same ones.
#[must_use]
pub fn choose(texts: Texts, element: Option<Element>, one: &str, other: &str) -> Vec<String> {
    let set = match element {
        Some(Element::Collaboration) => "opener-collaboration",
        Some(Element::Specific | Element::Generic) => "opener-content",
        Some(Element::Personal) | None => "opener-personal",
    };
    let seed: usize = one.bytes().chain(other.bytes()).map(usize::from).sum();
    let numbered = |prefix: &str, number: usize, of: usize| texts.word(prefix, &(number % of + 1).to_string());
    vec![
        numbered(set, seed, IN_A_SET),
        numbered(set, seed + 1, IN_A_SET),
        numbered("opener-general", seed / IN_A_SET, GENERAL),
    ]
}
