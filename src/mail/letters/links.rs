//! The short mails that carry one link.

use chrono::{NaiveDate, NaiveDateTime};

use crate::locale::Texts;
use crate::mail::{MailBody, MailContext};

/// Nothing that was typed is in it: whose address this is, is not known yet, and a stranger's words are not to come from us.
pub(crate) fn verify_address(texts: Texts, head: &MailContext, token: &str) -> MailBody {
    let args = &[("programme", head.programme())];
    MailBody::new(texts, head, texts.with("verify-subject", args), texts.with("mail-why-sign-up", args))
        .paragraph(texts.text("verify-hello"))
        .paragraph(texts.with("verify-welcome", args))
        .paragraph(texts.text("verify-ask"))
        .button(texts.text("verify-button"), head.link("/me/verify", token))
        .paragraph(texts.text("verify-not-you"))
}

pub(crate) fn already_known(texts: Texts, head: &MailContext, name: &str, token: &str) -> MailBody {
    let args = &[("programme", head.programme()), ("name", name)];
    MailBody::new(texts, head, texts.with("known-subject", args), texts.with("mail-why-sign-up", args))
        .paragraph(texts.with("mail-greeting", args))
        .paragraph(texts.text("known-what"))
        .paragraph(texts.text("known-ask"))
        .button(texts.text("known-button"), head.link("/me", token))
        .paragraph(texts.text("known-not-you"))
}

pub(crate) fn invitation(
    texts: Texts,
    head: &MailContext,
    (name, again): (&str, bool),
    token: &str,
    (until, remove_on): (Option<NaiveDateTime>, Option<NaiveDate>),
) -> MailBody {
    let args = &[("programme", head.programme()), ("name", name)];
    let subject = texts.with(if again { "invitation-again-subject" } else { "invitation-subject" }, args);
    let mut letter = MailBody::new(texts, head, subject, texts.with("mail-why-listed", args))
        .paragraph(texts.with("mail-greeting", args));
    if again {
        letter = letter.paragraph(texts.with("invitation-again", args));
    }
    letter = letter
        .paragraph(texts.with("invitation-what", args))
        .paragraph(texts.text("invitation-ask"))
        .button(texts.text("invitation-button"), head.link("/me/verify", token));
    if let Some(until) = until {
        letter = letter.paragraph(texts.with("invitation-until", &[("time", &texts.moment(until))]));
    }
    let no = remove_on.map(|day| texts.with("invitation-no", &[("date", &texts.date(day))]));
    letter.paragraph(no.unwrap_or_else(|| texts.text("invitation-no-date")))
}

pub(crate) fn profile_link(texts: Texts, head: &MailContext, name: &str, token: &str) -> MailBody {
    let args = &[("programme", head.programme()), ("name", name)];
    MailBody::new(texts, head, texts.with("profile-subject", args), texts.with("mail-why-member", args))
        .paragraph(texts.with("mail-greeting", args))
        .paragraph(texts.text("profile-what"))
        .button(texts.text("profile-button"), head.link("/me", token))
        .paragraph(texts.text("profile-private"))
        .paragraph(texts.text("profile-next"))
}

pub(crate) fn export_ready(texts: Texts, head: &MailContext, name: &str, token: &str) -> MailBody {
    let args = &[("programme", head.programme()), ("name", name)];
    MailBody::new(texts, head, texts.text("export-subject"), texts.with("mail-why-member", args))
        .paragraph(texts.with("mail-greeting", args))
        .paragraph(texts.text("export-what"))
        .button(texts.text("export-button"), head.link("/me", token))
        .paragraph(texts.text("profile-private"))
        .paragraph(texts.text("export-not-you"))
}

pub(crate) fn sign_in(texts: Texts, head: &MailContext, token: &str, minutes: Option<u16>) -> MailBody {
    let args = &[("programme", head.programme())];
    MailBody::new(texts, head, texts.with("sign-in-subject", args), texts.with("mail-why-coordinator", args))
        .paragraph(texts.text("sign-in-hello"))
        .paragraph(match minutes {
            Some(minutes) => texts.count("sign-in-here", usize::from(minutes), &[]),
            None => texts.text("sign-in-what"),
        })
        .button(texts.text("sign-in-button"), head.link("/coordinator/sign-in", token))
        .paragraph(texts.text("sign-in-not-you"))
}

/// To whoever made a key, before what comes in with it stands still.
pub(crate) fn key_ends(
    texts: Texts,
    head: &MailContext,
    (label, until): (&str, NaiveDateTime),
    programme: &str,
) -> MailBody {
    let args = &[("programme", head.programme()), ("label", label), ("time", &texts.moment(until))];
    MailBody::new(texts, head, texts.with("key-ends-subject", args), texts.with("mail-why-coordinator", args))
        .paragraph(texts.text("sign-in-hello"))
        .paragraph(texts.with("key-ends-what", args))
        .paragraph(texts.text("key-ends-do"))
        .button(texts.text("key-ends-button"), head.page(&format!("/coordinator/{programme}/settings/access")))
}

/// To a coordinator who long did not sign in.
pub(crate) fn coordinator_ends(texts: Texts, head: &MailContext, remove_on: NaiveDate) -> MailBody {
    let args = &[("programme", head.programme()), ("date", &texts.date(remove_on))];
    let why = texts.with("mail-why-coordinator", args);
    MailBody::new(texts, head, texts.with("coordinator-ends-subject", args), why)
        .paragraph(texts.text("sign-in-hello"))
        .paragraph(texts.with("coordinator-ends-what", args))
        .paragraph(texts.with("coordinator-ends-no", args))
        .button(texts.text("coordinator-ends-button"), head.page("/coordinator/sign-in"))
}

pub(crate) fn still_there(
    texts: Texts,
    head: &MailContext,
    name: &str,
    token: &str,
    remove_on: Option<NaiveDate>,
) -> MailBody {
    let args = &[("programme", head.programme()), ("name", name)];
    let letter =
        MailBody::new(texts, head, texts.with("still-there-subject", args), texts.with("mail-why-member", args))
            .paragraph(texts.with("mail-greeting", args))
            .paragraph(texts.with("still-there-what", args))
            .paragraph(texts.text("still-there-ask"))
            .button(texts.text("still-there-button"), head.link("/me", token));
    match remove_on {
        Some(day) => letter.paragraph(texts.with("still-there-no", &[("date", &texts.date(day))])),
        None => letter,
    }
}

/// It leads nowhere: there is nothing of its reader any more.
pub(crate) fn removed(texts: Texts, head: &MailContext, name: &str, by_coordinator: bool) -> MailBody {
    let args = &[("programme", head.programme()), ("name", name)];
    let why = if by_coordinator { "removed-by-coordinator" } else { "removed-inactive" };
    MailBody::new(texts, head, texts.with("removed-subject", args), texts.with("mail-why-removed", args))
        .paragraph(texts.with("mail-greeting", args))
        .paragraph(texts.with(why, args))
        .paragraph(texts.text("removed-what"))
        .paragraph(texts.text("removed-kept"))
        .paragraph(texts.text("removed-last"))
}
