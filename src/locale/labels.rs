//! The words for the values of the domain's enums.

use std::borrow::Borrow;

use super::Texts;
use crate::domain::{
    Answer, Attribute, DuoState, Element, Factor, Field, HalfDay, Kind, Language, Level, Meets, Preference, RoundState,
    Side, TakesPart, Weight,
};

impl Texts {
    /// The name of a language: "Nederlands".
    #[must_use]
    pub fn language(self, language: impl Borrow<Language>) -> String {
        let language = *language.borrow();
        self.word("language", language.code())
    }

    /// The label of a field.
    #[must_use]
    pub fn field(self, field: impl Borrow<Field>) -> String {
        let field = *field.borrow();
        self.word("field", field.as_str())
    }

    /// A half-day: "maandagochtend".
    #[must_use]
    pub fn half_day(self, half_day: impl Borrow<HalfDay>) -> String {
        let half_day = *half_day.borrow();
        self.word("half-day", half_day.as_str())
    }

    /// How somebody can meet.
    #[must_use]
    pub fn meets(self, meets: impl Borrow<Meets>) -> String {
        let meets = *meets.borrow();
        self.word("meets", meets.as_str())
    }

    /// On which side somebody takes part; `word("takes-part", …)` where there is only the word.
    #[must_use]
    pub fn takes_part(self, takes_part: impl Borrow<TakesPart>) -> String {
        let takes_part = *takes_part.borrow();
        self.word("takes-part", takes_part.as_str())
    }

    /// The name of an element.
    #[must_use]
    pub fn element(self, element: impl Borrow<Element>) -> String {
        let element = *element.borrow();
        self.word("element", element.as_str())
    }

    /// What an element is, in one sentence.
    #[must_use]
    pub fn element_explained(self, element: impl Borrow<Element>) -> String {
        let element = *element.borrow();
        self.explained("element", element.as_str())
    }

    /// The name of a factor.
    #[must_use]
    pub fn factor(self, factor: impl Borrow<Factor>) -> String {
        let factor = *factor.borrow();
        self.word("factor", factor.as_str())
    }

    /// What a factor is, in one sentence.
    #[must_use]
    pub fn factor_explained(self, factor: impl Borrow<Factor>) -> String {
        let factor = *factor.borrow();
        self.explained("factor", factor.as_str())
    }

    /// How much a learning need matters.
    #[must_use]
    pub fn priority(self, priority: impl Borrow<Level>) -> String {
        let priority = *priority.borrow();
        self.word("priority", &priority.get().to_string())
    }

    /// How well somebody knows a topic.
    #[must_use]
    pub fn level(self, level: impl Borrow<Level>) -> String {
        let level = *level.borrow();
        self.word("level", &level.get().to_string())
    }

    /// Where a round is.
    #[must_use]
    pub fn round_state(self, state: impl Borrow<RoundState>) -> String {
        let state = *state.borrow();
        self.word("round-state", state.as_str())
    }

    /// Where a duo is.
    #[must_use]
    pub fn duo_state(self, state: impl Borrow<DuoState>) -> String {
        let state = *state.borrow();
        self.word("duo-state", state.as_str())
    }

    /// Which mail it is, by the kind of its message.
    #[must_use]
    pub fn mail_kind(self, kind: &str) -> String {
        self.word("mail-kind", kind)
    }

    /// A place in a duo.
    #[must_use]
    pub fn side(self, side: impl Borrow<Side>) -> String {
        let side = *side.borrow();
        self.word("side", side.as_str())
    }

    /// A place in a duo of a round of this kind: learner or guide, or of which group. Nothing in a mutual round, in which
    /// both are the same.
    #[must_use]
    pub fn place(self, kind: impl Borrow<Kind>, side: impl Borrow<Side>) -> Option<String> {
        let (kind, side) = (*kind.borrow(), *side.borrow());
        match (kind, side) {
            (Kind::Guidance, side) => Some(self.side(side)),
            (Kind::Exchange, Side::Learner) => Some(self.word("group", "first")),
            (Kind::Exchange, Side::Guide) => Some(self.word("group", "second")),
            (Kind::Mutual, _) => None,
        }
    }

    /// By what a group is chosen: "Rol".
    #[must_use]
    pub fn attribute(self, attribute: impl Borrow<Attribute>) -> String {
        let attribute = *attribute.borrow();
        self.word("attribute", attribute.as_str())
    }

    /// An answer to an introduction.
    #[must_use]
    pub fn answer(self, answer: impl Borrow<Answer>) -> String {
        let answer = *answer.borrow();
        self.word("answer", answer.as_str())
    }

    /// A kind of round.
    #[must_use]
    pub fn kind(self, kind: impl Borrow<Kind>) -> String {
        let kind = *kind.borrow();
        self.word("kind", kind.as_str())
    }

    /// What a kind of round does, in one sentence.
    #[must_use]
    pub fn kind_explained(self, kind: impl Borrow<Kind>) -> String {
        let kind = *kind.borrow();
        self.explained("kind", kind.as_str())
    }

    /// What a round prefers.
    #[must_use]
    pub fn preference(self, preference: impl Borrow<Preference>) -> String {
        let preference = *preference.borrow();
        self.word("preference", preference.as_str())
    }

    /// What a preference does, in one sentence.
    #[must_use]
    pub fn preference_explained(self, preference: impl Borrow<Preference>) -> String {
        let preference = *preference.borrow();
        self.explained("preference", preference.as_str())
    }

    /// How much a factor counts: "moet", "3 punten".
    #[must_use]
    pub fn weight(self, weight: impl Borrow<Weight>) -> String {
        let weight = *weight.borrow();
        match weight {
            Weight::Must => self.text("weight-must"),
            Weight::Points(points) => self.count("weight-points", usize::from(points), &[]),
        }
    }

    fn explained(self, prefix: &str, value: &str) -> String {
        self.text(&format!("{prefix}-{value}-explained"))
    }
}
