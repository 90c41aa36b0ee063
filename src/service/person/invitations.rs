//! Inviting people whom a coordinator put on the list: once by a file, again by hand, and one reminder by itself. Who does
//! not answer is removed after the days that the mail told; who says no is not invited again.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::{erasure, profiles};
use crate::domain::person::doubles::{Doubles, Identity};
use crate::domain::person::import::ImportRow;
use crate::domain::{EmailAddress, Locale, ProfessionalId, ProgrammeId, local_time};
use crate::mail::Message;
use crate::service::mail::enqueue::enqueue_mail;
use crate::service::mail::mailings;
use crate::service::programme::activity::Activity;
use crate::service::{Context, Policy};
use crate::store::mail::mailings::{JustQueued, MailingKind};
use crate::store::person::invitations::{self, Invitation, Until};
use crate::store::person::professionals::{Origin, Professional, Standing};
use crate::store::person::{professional_search, professionals, pseudonyms, undeliverable};
use crate::store::{Connection, Result, StoreError};

/// Who does not answer an invitation is removed after so long. The mail tells the day.
pub const KEPT: Duration = Duration::days(30);
/// Nobody is invited more often than this.
pub const AT_MOST_EVERY: Duration = Duration::days(1);
/// So long before the link ends its reader is reminded; half of its time where that is shorter.
const REMINDED_BEFORE: Duration = Duration::days(2);

/// What became of a people file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// How many were new.
    pub added: usize,
    /// How many were there already; they stay as they are.
    pub known: usize,
    /// How many of the known were invited again, because they had not answered and their link had ended.
    pub again: usize,
    /// The lines of those who left by their own wish: they are not invited, and nothing of them is kept.
    pub left: Vec<u64>,
    /// The lines of those who may be somebody who is there already, or stands on an earlier line.
    pub doubles: Vec<PossibleDouble>,
    /// The line of the first who is invited.
    pub first_invited: Option<u64>,
}

/// Somebody on a line who may be somebody else too.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PossibleDouble {
    pub line: u64,
    pub name: String,
    pub of: SamePerson,
}

/// Whom they may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SamePerson {
    /// Somebody on an earlier line.
    Line(u64),
    /// Somebody who is there.
    Professional(ProfessionalId),
}

/// What would become of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Added,
    Known,
    Again(ProfessionalId),
    Left,
}

/// What would become of a people file now, by line. Nothing is stored and nothing is mailed.
///
/// # Errors
/// Those of the database.
pub fn look(
    c: &mut Connection,
    policy: &Policy,
    programme: ProgrammeId,
    rows: &[ImportRow],
    now: DateTime<Utc>,
) -> Result<Imported> {
    let fates = fates(c, policy, programme, rows, now)?;
    let mut found = Imported { doubles: doubles(c, programme, rows, &fates)?, ..Imported::default() };
    for (row, fate) in rows.iter().zip(&fates) {
        if found.first_invited.is_none() && matches!(fate, Fate::Added | Fate::Again(_)) {
            found.first_invited = Some(row.line);
        }
        match fate {
            Fate::Added => found.added += 1,
            Fate::Known => found.known += 1,
            Fate::Again(_) => found.again += 1,
            Fate::Left => found.left.push(row.line),
        }
    }
    Ok(found)
}

/// Puts people on the list and invites each to confirm: nobody takes part because somebody else says so. Those who
/// are known stay as they are: a professional's own words go over a spreadsheet's. Those who left by their own wish are
/// left alone.
///
/// # Errors
/// Those of the database.
pub fn import(cx: &mut Context<'_>, programme: ProgrammeId, rows: &[ImportRow], locale: Locale) -> Result<Imported> {
    cx.authorise(programme)?;
    let mut imported = look(cx.c, cx.policy, programme, rows, cx.now)?;
    let fates = fates(cx.c, cx.policy, programme, rows, cx.now)?;
    let mut invited = Vec::new();
    for (row, fate) in rows.iter().zip(fates) {
        match fate {
            Fate::Added => {
                let origin = Origin { standing: Standing::Unconfirmed, locale };
                let professional = professionals::add(cx.c, programme, &row.profile, origin, cx.now)?;
                invitations::add(cx.c, professional.id, until(cx.policy, cx.now), cx.now)?;
                mail(cx, &professional, false)?;
                invited.push(professional.id);
            }
            Fate::Again(id) => {
                let professional = professionals::by_id(cx.c, id)?;
                if again(cx, &professional)? == Again::Invited {
                    invited.push(id);
                } else {
                    imported.again -= 1;
                    imported.known += 1;
                }
            }
            Fate::Known | Fate::Left => {}
        }
    }
    hold(cx, programme, &invited)?;
    let (added, known, left) = (imported.added, imported.known + imported.again, imported.left.len());
    cx.note(programme, &Activity::PeopleImported { added, known, again: imported.again, left })?;
    Ok(imported)
}

/// Lets the invitations of these people wait, if they are many.
fn hold(cx: &mut Context<'_>, programme: ProgrammeId, invited: &[ProfessionalId]) -> Result<()> {
    mailings::hold(cx, JustQueued { programme, kind: MailingKind::Invitation, round: None, people: invited })
}

fn fates(
    c: &mut Connection,
    policy: &Policy,
    programme: ProgrammeId,
    rows: &[ImportRow],
    now: DateTime<Utc>,
) -> Result<Vec<Fate>> {
    let left = pseudonyms::left(c, programme, rows.iter().map(|row| row.profile.email()))?;
    let mut fates = Vec::with_capacity(rows.len());
    for row in rows {
        let email = row.profile.email();
        fates.push(match professionals::by_email(c, programme, email)? {
            Some(known) if known.standing != Standing::Unconfirmed => Fate::Known,
            _ if left.contains(email) => Fate::Left,
            Some(known) if link_ended(c, policy, &known, now)? => Fate::Again(known.id),
            Some(_) => Fate::Known,
            None => Fate::Added,
        });
    }
    Ok(fates)
}

/// Whether the newest link of somebody who has not confirmed works no more, and they may be mailed another.
fn link_ended(c: &mut Connection, policy: &Policy, known: &Professional, now: DateTime<Utc>) -> Result<bool> {
    let lasts = Duration::days(policy.links.confirm_days.into());
    Ok(match invitations::of(c, &[known.id])?.get(&known.id) {
        Some(one) => one.ends_at.and_utc() <= now && one.last_at.and_utc() + AT_MOST_EVERY <= now,
        // They signed up themselves.
        None => known.updated_at.and_utc() + lasts <= now,
    })
}

fn doubles(
    c: &mut Connection,
    programme: ProgrammeId,
    rows: &[ImportRow],
    fates: &[Fate],
) -> Result<Vec<PossibleDouble>> {
    let mut seen = Doubles::default();
    for one in professional_search::everybody(c, programme)? {
        if let Ok(email) = EmailAddress::parse(&one.email) {
            seen.add(
                Identity { name: &one.name, organisation: &one.organisation, email: &email },
                &SamePerson::Professional(one.id),
            );
        }
    }
    let mut found = Vec::new();
    for (row, _) in rows.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Added) {
        let identity = Identity::of(&row.profile);
        if let Some(of) = seen.first_like(identity) {
            found.push(PossibleDouble { line: row.line, name: row.profile.name().to_owned(), of: of.clone() });
        }
        seen.add(identity, &SamePerson::Line(row.line));
    }
    Ok(found)
}

/// What became of an invitation again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// A mail is on its way.
    Invited,
    /// They answered, or were never to be asked.
    Answered,
    /// They said that they want no more of it.
    Declined,
    /// They were mailed about it less than a day ago.
    TooSoon,
}

crate::domain::words!(Again, Invited = "invited", Answered = "answered", Declined = "declined", TooSoon = "too_soon",);

/// Invites somebody again who has not answered, with a fresh link.
///
/// # Errors
/// Those of the database.
pub fn invite_again(cx: &mut Context<'_>, professional: &Professional) -> Result<Again> {
    cx.authorise(professional.programme_id)?;
    let done = again(cx, professional)?;
    if done == Again::Invited {
        cx.note(professional.programme_id, &Activity::InvitedAgain { people: 1 })?;
    }
    Ok(done)
}

/// Invites everybody in a programme again who was invited, has not answered, and takes mail. Gives how many.
///
/// # Errors
/// Those of the database.
pub fn invite_all_again(cx: &mut Context<'_>, programme: ProgrammeId) -> Result<usize> {
    cx.authorise(programme)?;
    let ids = to_invite_again(cx.c, programme, cx.now)?;
    let mut invited = Vec::new();
    for professional in professionals::by_ids(cx.c, &ids)? {
        if again(cx, &professional)? == Again::Invited {
            invited.push(professional.id);
        }
    }
    hold(cx, programme, &invited)?;
    if !invited.is_empty() {
        cx.note(programme, &Activity::InvitedAgain { people: invited.len() })?;
    }
    Ok(invited.len())
}

/// Whom [`invite_all_again`] would invite.
///
/// # Errors
/// Those of the database.
pub fn to_invite_again(c: &mut Connection, programme: ProgrammeId, now: DateTime<Utc>) -> Result<Vec<ProfessionalId>> {
    let silent = invitations::of_programme(c, programme)?;
    let mut ids: Vec<ProfessionalId> =
        silent.iter().filter(|one| may_be_mailed(one, now)).map(|one| one.professional_id).collect();
    let trouble = undeliverable::of(c, &ids)?;
    ids.retain(|id| !trouble.contains_key(id));
    Ok(ids)
}

/// Whether somebody who was invited may be mailed about it once more now.
#[must_use]
pub fn may_be_mailed(one: &Invitation, now: DateTime<Utc>) -> bool {
    one.declined_at.is_none() && one.last_at.and_utc() + AT_MOST_EVERY <= now
}

fn again(cx: &mut Context<'_>, professional: &Professional) -> Result<Again> {
    if professional.standing != Standing::Unconfirmed {
        return Ok(Again::Answered);
    }
    match invitations::of(cx.c, &[professional.id])?.get(&professional.id) {
        Some(one) if one.declined_at.is_some() => return Ok(Again::Declined),
        Some(_) => {
            if !invitations::renew(cx.c, professional.id, until(cx.policy, cx.now), cx.now - AT_MOST_EVERY, cx.now)? {
                return Ok(Again::TooSoon);
            }
        }
        None => invitations::add(cx.c, professional.id, until(cx.policy, cx.now), cx.now)?,
    }
    mail(cx, professional, true)?;
    Ok(Again::Invited)
}

fn until(policy: &Policy, now: DateTime<Utc>) -> Until {
    let ends_at = now + Duration::days(policy.links.confirm_days.into());
    Until { ends_at, remove_at: (now + KEPT).max(ends_at) }
}

/// Queues the invitation, as the invitation of somebody stands now.
fn mail(cx: &mut Context<'_>, professional: &Professional, again: bool) -> Result<()> {
    let token = profiles::confirm_link(cx, professional.id)?.to_hex();
    let stands = invitations::of(cx.c, &[professional.id])?.remove(&professional.id).ok_or(StoreError::Conflict)?;
    let remove_on: Option<NaiveDate> = stands.remove_at.map(|time| local_time::from_utc(time.and_utc()).date());
    let first_name = professional.profile.first_name().to_owned();
    let message = Message::Invitation { first_name, token, again, until: Some(stands.ends_at), remove_on };
    enqueue_mail(cx, professional, message)
}

/// Notes that somebody who was invited wants no more of it. They are removed on the day that their mail told, and not
/// invited again. Twice is as once.
///
/// # Errors
/// Those of the database.
pub fn decline(cx: &mut Context<'_>, professional: &Professional) -> Result<()> {
    if invitations::note_declined(cx.c, professional.id, cx.now + KEPT, cx.now)? {
        pseudonyms::note_left(cx.c, professional.programme_id, professional.profile.email(), cx.now)?;
        cx.note(professional.programme_id, &Activity::InvitationDeclined)?;
    }
    Ok(())
}

/// Whether somebody who was invited said that they want no more of it.
///
/// # Errors
/// Those of the database.
pub fn is_declined(c: &mut Connection, professional: ProfessionalId) -> Result<bool> {
    Ok(invitations::of(c, &[professional])?.get(&professional).is_some_and(|one| one.declined_at.is_some()))
}

/// Who is to be reminded of an invitation: its link ends soon, and they were not reminded before.
///
/// # Errors
/// Those of the database.
pub fn due_reminders(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<ProfessionalId>> {
    let lasts = Duration::days(policy.links.confirm_days.into());
    let mut ids = invitations::to_remind(c, now + REMINDED_BEFORE.min(lasts / 2), now)?;
    let trouble = undeliverable::of(c, &ids)?;
    ids.retain(|id| !trouble.contains_key(id));
    Ok(ids)
}

/// Reminds somebody of an invitation, once, with a fresh link. The day on which they are removed stays.
///
/// # Errors
/// Those of the database.
pub fn remind(cx: &mut Context<'_>, id: ProfessionalId) -> Result<bool> {
    let Some(professional) = professionals::by_ids(cx.c, &[id])?.pop() else { return Ok(false) };
    let ends_at = cx.now + Duration::days(cx.policy.links.confirm_days.into());
    if professional.standing != Standing::Unconfirmed || !invitations::note_reminded(cx.c, id, ends_at, cx.now)? {
        return Ok(false);
    }
    cx.note(professional.programme_id, &Activity::InvitationReminded { person: id })?;
    mail(cx, &professional, true)?;
    Ok(true)
}

/// Who is to be removed, because they did not answer an invitation.
///
/// # Errors
/// Those of the database.
pub fn due_removals(c: &mut Connection, now: DateTime<Utc>) -> Result<Vec<ProfessionalId>> {
    invitations::to_remove(c, now)
}

/// Removes somebody who did not answer an invitation, as their mail told.
///
/// # Errors
/// Those of the database.
pub fn remove(cx: &mut Context<'_>, id: ProfessionalId) -> Result<bool> {
    let Some(professional) = professionals::by_ids(cx.c, &[id])?.pop() else { return Ok(false) };
    if professional.standing != Standing::Unconfirmed {
        invitations::remove(cx.c, id)?;
        return Ok(false);
    }
    cx.note(professional.programme_id, &Activity::InvitationExpired)?;
    erasure::erase(cx, &professional)?;
    Ok(true)
}
