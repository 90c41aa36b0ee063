//! What is kept about somebody, for them to take along (GDPR, articles 15 and 20).

use chrono::NaiveDateTime;
use serde::Serialize;
use serde_json::{Map, Value};

use super::activity::Activity;
use super::answer::known_state;
use super::{Context, profiles, tell};
use crate::domain::{Answer, DuoState, import};
use crate::mail::Message;
use crate::store::professionals::Professional;
use crate::store::{
    Connection, Result, StoreError, agreements, check_ins, consents, duos, meetings, outbox, professionals, programmes,
    retention, rounds,
};

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
    removal: Option<NaiveDateTime>,
    /// The columns of the people file, each with its value.
    profile: Map<String, Value>,
    duos: Vec<DuoPart>,
    mails: Vec<MailPart>,
}

#[derive(Debug, Serialize)]
struct DuoPart {
    round: String,
    with: String,
    state: DuoState,
    answer: Option<Answer>,
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
    pub fn of(c: &mut Connection, professional: &Professional) -> Result<Self> {
        let programme = programmes::by_id(c, professional.programme_id)?;
        let mut parts = Vec::new();
        for duo in duos::of_professional(c, professional.id)? {
            // A proposal that was not published is the coordinator's thought, and tells of somebody else.
            let Some(side) = duo.side_of(professional.id).filter(|_| duo.state != DuoState::Proposed) else { continue };
            let round = rounds::by_id(c, duo.round_id)?.ok_or(StoreError::Conflict)?;
            let other = professionals::by_id(c, duo.member(side.other()).professional_id)?;
            let closing = check_ins::closing(c, duo.id, side)?;
            let meeting = meetings::of(c, duo.id)?.map(|kept| kept.meeting).unwrap_or_default();
            parts.push(DuoPart {
                round: round.name,
                with: other.profile.first_name().to_owned(),
                state: known_state(&duo, side),
                answer: duo.member(side).answer,
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
                    collaboration: said.collaboration.map(crate::domain::check_in::Collaboration::number),
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
        let (active, removal) = retention::activity_of(c, professional.id)?;
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
            mails: mails.collect(),
        })
    }
}

/// The profile as the people file has it.
fn columns(professional: &Professional) -> Result<Map<String, Value>> {
    let broken = |e: csv::Error| StoreError::Corrupt(format!("the profile of {}: {e}", professional.id));
    let file = import::written([&professional.profile]).map_err(broken)?;
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let header = reader.headers().map_err(broken)?.clone();
    let row = reader.records().next().transpose().map_err(broken)?.unwrap_or_default();
    Ok(header.iter().zip(&row).map(|(name, value)| (name.to_owned(), value.into())).collect())
}

/// Mails somebody who asked for it a link to their page, where their data can be fetched.
///
/// # Errors
/// Those of the database.
pub fn send_link(cx: &mut Context<'_>, professional: &Professional) -> Result<()> {
    cx.authorise(professional.programme_id)?;
    let token = profiles::fresh_profile_link(cx, professional.id)?.to_hex();
    let first_name = professional.profile.first_name().to_owned();
    cx.note(professional.programme_id, &Activity::DataSent)?;
    tell(cx, professional, Message::ExportReady { first_name, token })
}
