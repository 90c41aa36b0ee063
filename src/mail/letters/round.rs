//! The mails about a round: to those who may take part, to those left without a duo, and to its coordinator.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::locale::Texts;
use crate::mail::{MailBody, MailContext};

/// Why somebody has no duo this round, in words that give away nothing that others told in confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoDuoWhy {
    /// A rule stands between them and everybody else; which one is not told, for it may be somebody's own.
    Nobody,
    /// Whoever suits them has another duo.
    Taken,
    /// Nothing is gained with those who are free.
    LittleToLearn,
    /// They would guide, and there were more guides than learners.
    NotNeeded,
    /// The round brought two groups together, and they belong to neither.
    InNeitherGroup,
    /// They are in a duo of another round, and have no place for a second one.
    StandsElsewhere,
    /// They were introduced to somebody, and the round was arranged anew since.
    Regrouped,
    /// They joined after the publication.
    Late,
}

crate::domain::words!(
    NoDuoWhy,
    Nobody = "nobody",
    Taken = "taken",
    LittleToLearn = "little_to_learn",
    NotNeeded = "not_needed",
    InNeitherGroup = "in_neither_group",
    StandsElsewhere = "stands_elsewhere",
    Regrouped = "regrouped",
    Late = "late",
);

/// How a published round is doing, for its coordinator.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The round's name.
    pub round: String,
    /// Duos that were introduced, whatever became of them.
    pub introduced: u32,
    /// Duos of which both said yes.
    pub confirmed: u32,
    /// Duos of which somebody said no.
    pub declined: u32,
    /// Duos whose date passed without two answers.
    pub lapsed: u32,
    /// People who have not answered yet.
    pub silent: u32,
    /// People whose address does not work.
    pub unreachable: u32,
    /// Mails that were not sent, because their moment had long passed.
    pub overdue: u32,
    /// Duos in which a member asks for help, and did not get it yet.
    #[serde(default)]
    pub needs_help: u32,
    /// The path of the round's page; begins with a slash.
    pub path: String,
}

pub(crate) fn opt_in(
    texts: Texts,
    head: &MailContext,
    first_name: &str,
    (round, answer_by): (&str, NaiveDate),
    token: &str,
) -> MailBody {
    let date = texts.date(answer_by);
    let args = &[("round", round), ("date", &date), ("programme", head.programme()), ("name", first_name)];
    MailBody::new(texts, head, texts.with("opt-in-subject", args), texts.with("mail-why-member", args))
        .paragraph(texts.with("mail-greeting", args))
        .paragraph(texts.with("opt-in-what", args))
        .paragraph(texts.with("opt-in-ask", args))
        .button(texts.text("opt-in-button"), head.link("/me/round", token))
        .paragraph(texts.text("opt-in-silence"))
        .paragraph(texts.text("opt-in-no"))
}

pub(crate) fn ask_again(
    texts: Texts,
    head: &MailContext,
    first_name: &str,
    (round, answer_by): (&str, NaiveDate),
    token: &str,
) -> MailBody {
    let date = texts.date(answer_by);
    let args = &[("round", round), ("date", &date), ("programme", head.programme()), ("name", first_name)];
    MailBody::new(texts, head, texts.with("ask-again-subject", args), texts.with("mail-why-member", args))
        .paragraph(texts.with("mail-greeting", args))
        .paragraph(texts.with("ask-again-what", args))
        .button(texts.text("ask-again-button"), head.link("/me/again", token))
        .paragraph(texts.with("ask-again-silence", args))
}

pub(crate) fn no_duo(
    texts: Texts,
    head: &MailContext,
    first_name: &str,
    (round, why): (&str, NoDuoWhy),
    token: &str,
) -> MailBody {
    let args = &[("round", round), ("programme", head.programme()), ("name", first_name)];
    let letter = MailBody::new(texts, head, texts.with("no-duo-subject", args), texts.with("mail-why-member", args))
        .paragraph(texts.with("mail-greeting", args))
        .paragraph(texts.with("no-duo-what", args))
        .paragraph(texts.word("no-duo-why", why.as_str()));
    // Who has a duo already does not go before others.
    let letter = if why == NoDuoWhy::StandsElsewhere { letter } else { letter.paragraph(texts.text("no-duo-next")) };
    // Another profile would have changed nothing about these.
    let profile_helps =
        !matches!(why, NoDuoWhy::InNeitherGroup | NoDuoWhy::StandsElsewhere | NoDuoWhy::Regrouped | NoDuoWhy::Late);
    let letter = if profile_helps { letter.paragraph(texts.text("no-duo-tip")) } else { letter };
    letter.button(texts.text("profile-button"), head.link("/me", token))
}

impl Digest {
    pub(crate) fn letter(&self, texts: Texts, head: &MailContext) -> MailBody {
        let args = &[("round", self.round.as_str()), ("programme", head.programme())];
        let rows = [
            ("digest-introduced", self.introduced),
            ("digest-confirmed", self.confirmed),
            ("digest-declined", self.declined),
            ("digest-lapsed", self.lapsed),
            ("digest-silent", self.silent),
            ("digest-unreachable", self.unreachable),
            ("digest-needs-help", self.needs_help),
        ];
        let mut letter =
            MailBody::new(texts, head, texts.with("digest-subject", args), texts.with("mail-why-coordinator", args))
                .paragraph(texts.text("sign-in-hello"))
                .paragraph(texts.with("digest-what", args))
                .details(rows.iter().map(|(label, count)| (texts.text(label), count.to_string())).collect());
        if self.unreachable > 0 {
            letter = letter.paragraph(texts.text("digest-unreachable-what"));
        }
        if self.overdue > 0 {
            let count = usize::try_from(self.overdue).unwrap_or(usize::MAX);
            letter = letter.paragraph(texts.count("digest-overdue", count, &[]));
        }
        letter.button(texts.text("digest-button"), head.page(&self.path))
    }
}
