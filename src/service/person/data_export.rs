//! What is kept about somebody, for them to take along (GDPR, articles 15 and 20).

use crate::service::links;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::person::import;
use crate::domain::{Answer, DuoState, EmailAddress, Factor};
use crate::mail::Message;
use crate::service::duo::answer::known_state;
use crate::service::duo::introduce::{self, Members};
use crate::service::mail::enqueue::enqueue_mail;
use crate::service::programme::activity::Activity;
use crate::service::{Context, Policy};
use crate::store::duo::{agreements, check_ins, duos, meetings};
use crate::store::mail::{mailings, outbox};
use crate::store::person::professionals::Professional;
use crate::store::person::{consents, professionals, retention, undeliverable};
use crate::store::programme::{activity, programmes, security_log};
use crate::store::round::rounds::{self, Round};
use crate::store::round::{opt_ins, stored_inputs};
use crate::store::{Connection, Result, StoreError};

/// More mails to one person than this are not listed.
const MAILS: i64 = 1000;

/// Everything that is kept about one professional. Of others it holds only what they and the professional wrote together.
#[derive(Debug, Serialize)]
pub struct DataExport {
    programme: String,
    signed_up: NaiveDateTime,
    consent_version: Option<String>,
    consent_at: Option<NaiveDateTime>,
    /// The words that were agreed to.
    consent_text: Option<String>,
    standing: &'static str,
    /// When they last did something, within a day.
    active: NaiveDateTime,
    /// When they are removed unless they do something.
    removal: Option<NaiveDate>,
    /// The columns of the people file, each with its value, and which sensitive needs a partner may read.
    profile: Map<String, Value>,
    duos: Vec<DuoPart>,
    rounds: Vec<RoundPart>,
    /// Since when no mail reaches them, and what the mail server said.
    trouble: Option<TroublePart>,
    /// Who looked at their profile, and when they fetched their data.
    looks: Vec<LookPart>,
    /// What they did themselves, as the log has it.
    log: Vec<LogPart>,
    /// What coordinators and the clock did about them, as the log has it.
    done: Vec<LogPart>,
    mails: Vec<MailPart>,
}

/// A round that they were in.
#[derive(Debug, Serialize)]
struct RoundPart {
    round: String,
    /// Whether they were asked whether they take part, and what they said.
    asked: bool,
    takes_part: Option<bool>,
    /// Why there was no duo for them: the kind of reason, for what is behind it tells of others.
    no_duo: Option<Value>,
    /// How many of their duos a coordinator fixed.
    fixed: usize,
    /// Their profile as it was when the duos were proposed.
    profile_then: Option<Map<String, Value>>,
}

#[derive(Debug, Serialize)]
struct TroublePart {
    since: NaiveDateTime,
    words: String,
}

#[derive(Debug, Serialize)]
struct LookPart {
    at: NaiveDateTime,
    what: Value,
}

#[derive(Debug, Serialize)]
struct LogPart {
    at: NaiveDateTime,
    what: Value,
}

#[derive(Debug, Serialize)]
struct DuoPart {
    round: String,
    with: String,
    state: DuoState,
    /// How well the two suit each other, in points. Nothing where the other may want to learn what they do not tell: it would
    /// follow from the points.
    score: Option<i64>,
    /// For which reasons; then without what the two learn from each other. Both are told once the two said yes: how often the
    /// other went without a duo, and for how many years they have worked, follows from the points, and no introduction says it.
    reasons: Option<Value>,
    introduced: Option<NaiveDateTime>,
    answer: Option<Answer>,
    answered: Option<NaiveDateTime>,
    answer_reason: Option<String>,
    agreement: Option<Agreed>,
    meeting: Option<Met>,
    /// Times that wait for an answer, and who proposed them.
    proposed: Option<Proposed>,
    check_in: Option<Said>,
    success: Option<String>,
    success_is_shared: bool,
    /// What they asked the coordinator.
    asked: Vec<CallForHelp>,
}

#[derive(Debug, Serialize)]
struct CallForHelp {
    at: String,
    about: Option<String>,
    asked: Option<NaiveDateTime>,
    dealt_with: Option<NaiveDateTime>,
}

#[derive(Debug, Serialize)]
struct Agreed {
    expectations: String,
    how_often: String,
    place: String,
}

/// Times are those of the clock in the Netherlands.
#[derive(Debug, Serialize)]
struct Met {
    start: NaiveDateTime,
    minutes: u16,
    place: String,
    goes_ahead: bool,
}

#[derive(Debug, Serialize)]
struct Proposed {
    by_you: bool,
    moments: Vec<NaiveDateTime>,
    minutes: u16,
    place: String,
}

#[derive(Debug, Serialize)]
struct Said {
    met: bool,
    learned: Option<String>,
    collaboration: Option<i32>,
    wants_help: bool,
}

#[derive(Debug, Serialize)]
struct MailPart {
    kind: String,
    state: &'static str,
    written: NaiveDateTime,
    sent: Option<NaiveDateTime>,
}

impl DataExport {
    /// Gathers it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(c: &mut Connection, policy: &Policy, professional: &Professional, now: DateTime<Utc>) -> Result<Self> {
        let programme = programmes::by_id(c, professional.programme_id)?;
        let catalogue = programmes::catalogue(c, professional.programme_id)?;
        let (mut parts, mut ids) = (Vec::new(), Vec::new());
        for duo in duos::of_professional(c, professional.id)? {
            // A proposal that was not published is the coordinator's thought, and tells of somebody else.
            let Some(side) = duo.side_of(professional.id).filter(|_| duo.state != DuoState::Proposed) else { continue };
            let round = rounds::by_id(c, duo.round_id)?.ok_or(StoreError::Conflict)?;
            if !is_told(c, &round, now)? {
                continue;
            }
            ids.push(duo.id);
            let members = Members::of(c, &duo)?;
            let (_, may_be_more) = introduce::told_topics(&catalogue, &members, side);
            let both_said_yes = duo.confirmed_at.is_some();
            let other = members.at(side.other());
            let closing = check_ins::closing(c, duo.id, side)?;
            let meeting = meetings::of(c, duo.id)?.map(|kept| kept.meeting).unwrap_or_default();
            parts.push(DuoPart {
                round: round.name,
                with: other.profile.first_name().to_owned(),
                state: known_state(&duo, side),
                score: (both_said_yes && !may_be_more).then_some(duo.score),
                reasons: both_said_yes.then(|| told_reasons(&duo.reasons, may_be_more)).transpose()?,
                introduced: duo.introduced_at,
                answer: duo.member(side).answer,
                answered: duo.member(side).answered_at,
                answer_reason: duo.member(side).answer_reason.clone(),
                agreement: agreements::of(c, duo.id)?.map(|(agreement, _)| Agreed {
                    expectations: agreement.expectations().to_owned(),
                    how_often: agreement.how_often().to_owned(),
                    place: agreement.place().to_owned(),
                }),
                meeting: meeting.agreed.map(|agreed| Met {
                    start: agreed.start,
                    minutes: agreed.minutes,
                    place: agreed.place,
                    goes_ahead: agreed.goes_ahead,
                }),
                proposed: meeting.proposal.map(|proposal| Proposed {
                    by_you: proposal.by() == side,
                    moments: proposal.moments().to_vec(),
                    minutes: proposal.minutes(),
                    place: proposal.place().to_owned(),
                }),
                check_in: check_ins::check_in(c, duo.id, side)?.map(|said| Said {
                    met: said.met,
                    learned: said.learned,
                    collaboration: said.collaboration.map(crate::domain::duo::check_in::Collaboration::number),
                    wants_help: said.help.is_some(),
                }),
                success_is_shared: closing.as_ref().is_some_and(|closing| closing.shares),
                success: closing.and_then(|closing| closing.success),
                asked: check_ins::asks_of(c, duo.id, side)?
                    .into_iter()
                    .map(|(at, about, asked, dealt_with)| CallForHelp { at, about, asked, dealt_with })
                    .collect(),
            });
        }
        let signed_up = professionals::signed_up_at(c, professional.id)?;
        let consent = consents::given(c, professional.id)?;
        let active = retention::active_at(c, professional.id)?;
        let removal = super::retention::removal_day(c, policy, professional, now)?;
        let mails = outbox::to_address(c, professional.programme_id, professional.profile.email(), MAILS)?;
        let mails = mails.into_iter().map(|mail| MailPart {
            kind: mail.kind,
            state: mail.state.as_str(),
            written: mail.created_at,
            sent: mail.sent_at,
        });
        Ok(Self {
            programme: programme.name(professional.locale).to_owned(),
            signed_up,
            consent_version: consent.version,
            consent_at: consent.at,
            consent_text: consent.text,
            standing: professional.standing.as_str(),
            active,
            removal,
            profile: columns(professional)?,
            duos: parts,
            rounds: rounds_of(c, professional, now)?,
            trouble: undeliverable::of(c, &[professional.id])?
                .remove(&professional.id)
                .map(|trouble| TroublePart { since: trouble.since, words: trouble.words }),
            looks: security_log::about(c, professional.id)?
                .into_iter()
                .map(|(at, what)| Ok(LookPart { at, what: json(&what)? }))
                .collect::<Result<_>>()?,
            log: activity::of_professional(c, professional.id)?
                .into_iter()
                .map(|(at, what)| Ok(LogPart { at, what: json(&what)? }))
                .collect::<Result<_>>()?,
            done: crate::service::programme::activity::about(c, professional.programme_id, professional.id, &ids)?
                .into_iter()
                .map(|(at, what)| LogPart { at, what })
                .collect(),
            mails: mails.collect(),
        })
    }
}

/// The rounds that they were in, as far as these were told to anybody.
fn rounds_of(c: &mut Connection, professional: &Professional, now: DateTime<Utc>) -> Result<Vec<RoundPart>> {
    let (id, email) = (professional.id, professional.profile.email());
    let mut parts = Vec::new();
    for round in rounds::of_professional(c, id)? {
        let is_told = is_told(c, &round, now)?;
        let own = opt_ins::of_round(c, round.id)?.into_iter().find(|one| one.professional_id == id);
        let without = rounds::unmatched(c, round.id)?.into_iter().find(|one| one.professional_id == id);
        let no_duo = without.filter(|_| is_told).map(|one| json(&one.why)).transpose()?;
        let asked = own.as_ref().is_some_and(|own| own.asked);
        if !is_told && !asked {
            continue;
        }
        let input = if is_told { stored_inputs::of_round(c, round.id)? } else { None };
        let fixed = round.settings.locked.iter().filter(|couple| couple.has(email)).count();
        parts.push(RoundPart {
            fixed: if is_told { fixed } else { 0 },
            profile_then: input.map(|input| row_of(&input.people, email)).transpose()?.flatten(),
            round: round.name,
            asked,
            takes_part: own.and_then(|own| own.takes_part),
            no_duo: no_duo.and_then(|mut why| why.get_mut("why").map(Value::take)),
        });
    }
    Ok(parts)
}

/// Whether anybody was told of the duos of a round: a publication whose mails wait can still be called back.
fn is_told(c: &mut Connection, round: &Round, now: DateTime<Utc>) -> Result<bool> {
    Ok(round.published_at.is_some() && mailings::held_until(c, round.id, now)?.is_none())
}

/// The points of a duo for each reason, without those for its topics where the other may want to learn more than they tell.
fn told_reasons(reasons: &str, may_be_more: bool) -> Result<Value> {
    let mut reasons = json(reasons)?;
    if may_be_more && let Some(reasons) = reasons.as_object_mut() {
        for factor in Factor::ALL.iter().filter(|factor| factor.is_by_topics()) {
            reasons.remove(factor.as_str());
        }
    }
    Ok(reasons)
}

fn json(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|e| StoreError::Corrupt(format!("what is kept about somebody: {e}")))
}

/// The profile as the people file has it.
fn columns(professional: &Professional) -> Result<Map<String, Value>> {
    let profile = &professional.profile;
    let file = import::written([profile]).map_err(|e| broken(&e))?;
    let mut columns = row_of(&file, profile.email())?.unwrap_or_default();
    let sharing = profile.to_input().sharing;
    let said = sharing.iter().map(|(topic, said)| format!("{topic}:{said}")).collect::<Vec<_>>();
    columns.insert("sharing".to_owned(), said.join(";").into());
    Ok(columns)
}

fn broken(error: &csv::Error) -> StoreError {
    StoreError::Corrupt(format!("the profile of somebody: {error}"))
}

/// The columns of somebody in a people file, each with its value.
fn row_of(file: &str, email: &EmailAddress) -> Result<Option<Map<String, Value>>> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let header = reader.headers().map_err(|e| broken(&e))?.clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<csv::Result<_>>().map_err(|e| broken(&e))?;
    let mut rows =
        rows.iter().map(|row| header.iter().zip(row).map(|(name, value)| (name.to_owned(), Value::from(value))));
    Ok(rows.find_map(|row| {
        Some(row.collect::<Map<_, _>>()).filter(|row| row.get("email").is_some_and(|e| e == email.as_str()))
    }))
}

/// Mails somebody who asked for it a link to their page, where their data can be fetched.
///
/// # Errors
/// Those of the database.
pub fn send_link(cx: &mut Context<'_>, professional: &Professional) -> Result<()> {
    cx.authorise(professional.programme_id)?;
    let token = links::fresh_profile_link(cx, professional.id)?.to_hex();
    let first_name = professional.profile.first_name().to_owned();
    cx.note(professional.programme_id, &Activity::DataSent)?;
    enqueue_mail(cx, professional, Message::ExportReady { first_name, token })
}
