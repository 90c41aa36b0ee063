//! The words for the values of the domain's enums.

use super::Texts;
use crate::domain::{
    Answer, DuoState, Element, Factor, Field, HalfDay, Kind, Language, Level, Meets, Preference, RoundState, Side,
    TakesPart, Weight,
};

impl Texts {
    /// The name of a language: "Nederlands".
    #[must_use]
    pub fn language(self, language: Language) -> String {
        self.word("language", language.code())
    }

    /// The label of a field.
    #[must_use]
    pub fn field(self, field: Field) -> String {
        self.word("field", field.as_str())
    }

    /// A half-day: "maandagochtend".
    #[must_use]
    pub fn half_day(self, half_day: HalfDay) -> String {
        self.word("half-day", half_day.as_str())
    }

    /// How somebody can meet.
    #[must_use]
    pub fn meets(self, meets: Meets) -> String {
        self.word("meets", meets.as_str())
    }

    /// On which side somebody takes part; `word("takes-part", …)` where there is only the word.
    #[must_use]
    pub fn takes_part(self, takes_part: TakesPart) -> String {
        self.word("takes-part", takes_part.as_str())
    }

    /// The name of an element.
    #[must_use]
    pub fn element(self, element: Element) -> String {
        self.word("element", element.as_str())
    }

    /// What an element is, in one sentence.
    #[must_use]
    pub fn element_explained(self, element: Element) -> String {
        self.explained("element", element.as_str())
    }

    /// The name of a factor.
    #[must_use]
    pub fn factor(self, factor: Factor) -> String {
        self.word("factor", factor.as_str())
    }

    /// What a factor is, in one sentence.
    #[must_use]
    pub fn factor_explained(self, factor: Factor) -> String {
        self.explained("factor", factor.as_str())
    }

    /// How much a learning need matters.
    #[must_use]
    pub fn priority(self, priority: Level) -> String {
        self.word("priority", &priority.get().to_string())
    }

    /// How well somebody knows a topic.
    #[must_use]
    pub fn level(self, level: Level) -> String {
        self.word("level", &level.get().to_string())
    }

    /// Where a round is.
    #[must_use]
    pub fn round_state(self, state: RoundState) -> String {
        self.word("round-state", state.as_str())
    }

    /// Where a duo is.
    #[must_use]
    pub fn duo_state(self, state: DuoState) -> String {
        self.word("duo-state", state.as_str())
    }

    /// A place in a duo.
    #[must_use]
    pub fn side(self, side: Side) -> String {
        self.word("side", side.as_str())
    }

    /// An answer to an introduction.
    #[must_use]
    pub fn answer(self, answer: Answer) -> String {
        self.word("answer", answer.as_str())
    }

    /// A kind of round.
    #[must_use]
    pub fn kind(self, kind: Kind) -> String {
        self.word("kind", kind.as_str())
    }

    /// What a kind of round does, in one sentence.
    #[must_use]
    pub fn kind_explained(self, kind: Kind) -> String {
        self.explained("kind", kind.as_str())
    }

    /// What a round prefers.
    #[must_use]
    pub fn preference(self, preference: Preference) -> String {
        self.word("preference", preference.as_str())
    }

    /// What a preference does, in one sentence.
    #[must_use]
    pub fn preference_explained(self, preference: Preference) -> String {
        self.explained("preference", preference.as_str())
    }

    /// How much a factor counts: "moet", "3 punten".
    #[must_use]
    pub fn weight(self, weight: Weight) -> String {
        match weight {
            Weight::Must => self.text("weight-must"),
            Weight::Points(points) => self.count("weight-points", points.into(), &[]),
        }
    }

    fn explained(self, prefix: &str, value: &str) -> String {
        self.text(&format!("{prefix}-{value}-explained"))
    }
}
