//! One mail with every link that somebody can use now, in place of all their older ones.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::locale::Texts;
use crate::mail::{MailBody, MailContext};

/// Everything that is open to somebody in a programme.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "first names, tokens and dates are what they are")]
pub struct FreshLinks {
    pub first_name: String,
    /// Whether they said that somebody else had a link of theirs; otherwise they lost theirs.
    pub reported: bool,
    /// To their own page.
    pub token: String,
    /// To their duos, newest first.
    pub duos: Vec<DuoLink>,
    /// To rounds that ask whether they take part.
    pub rounds: Vec<RoundLink>,
}

/// A link to somebody's page of a duo.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "first names and tokens are what they are")]
pub struct DuoLink {
    pub other: String,
    pub now: DuoNow,
    pub token: String,
}

/// What can be done on the page of a duo now.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuoNow {
    /// Say yes or no, until a day.
    Answer(NaiveDate),
    /// Meet.
    Meet,
    /// Look back: it has ended.
    LookBack,
}

/// A link to say whether one takes part in a round, or wants somebody else in it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "names, tokens and dates are what they are")]
pub struct RoundLink {
    pub round: String,
    pub answer_by: Option<NaiveDate>,
    /// Whether it asks somebody who said no whether they want somebody else.
    #[serde(default)]
    pub again: bool,
    pub token: String,
}

impl FreshLinks {
    pub(crate) fn letter(&self, texts: Texts, head: &MailContext) -> MailBody {
        let args = &[("programme", head.programme()), ("name", &self.first_name)];
        let subject = if self.reported { "links-reported-subject" } else { "links-subject" };
        let what = if self.reported { "links-reported-what" } else { "links-what" };
        let letter = MailBody::new(texts, head, texts.with(subject, args), texts.with("mail-why-member", args))
            .paragraph(texts.with("mail-greeting", args))
            .paragraph(texts.text(what));
        let letter = self.duos.iter().fold(letter, |letter, duo| duo.add_to(letter, texts, head));
        let letter = self.rounds.iter().fold(letter, |letter, round| round.add_to(letter, texts, head));
        letter
            .paragraph(texts.text("links-profile"))
            .button(texts.text("profile-button"), head.link("/me", &self.token))
            .paragraph(texts.text("profile-private"))
            .paragraph(texts.text(if self.reported { "links-reported-not-you" } else { "links-not-you" }))
    }
}

impl DuoLink {
    fn add_to(&self, letter: MailBody, texts: Texts, head: &MailContext) -> MailBody {
        let name = [("name", self.other.as_str())];
        let (words, button, path) = match self.now {
            DuoNow::Answer(by) => {
                let date = texts.date(by);
                let words = texts.with("links-duo-answer", &[("name", &self.other), ("date", &date)]);
                (words, "links-duo-answer-button", head.link("/duo", &self.token))
            }
            DuoNow::Meet => {
                (texts.with("links-duo-meet", &name), "links-duo-meet-button", head.link("/duo", &self.token))
            }
            DuoNow::LookBack => {
                let path = format!("{}/closing", head.link("/duo", &self.token));
                (texts.with("links-duo-look-back", &name), "links-duo-look-back-button", path)
            }
        };
        letter.paragraph(words).button(texts.with(button, &name), path)
    }
}

impl RoundLink {
    fn add_to(&self, letter: MailBody, texts: Texts, head: &MailContext) -> MailBody {
        if self.again {
            let date = self.answer_by.map(|day| texts.date(day)).unwrap_or_default();
            let words = texts.with("links-again", &[("round", &self.round), ("date", &date)]);
            return letter
                .paragraph(words)
                .button(texts.text("links-again-button"), head.link("/me/again", &self.token));
        }
        let words = match self.answer_by.map(|day| texts.date(day)) {
            Some(date) => texts.with("links-round-by", &[("round", &self.round), ("date", &date)]),
            None => texts.with("links-round", &[("round", &self.round)]),
        };
        letter.paragraph(words).button(texts.text("links-round-button"), head.link("/me/round", &self.token))
    }
}
