//! Who did not answer, time after time: told from what happened, and kept nowhere.

use std::collections::HashMap;
use std::hash::BuildHasher;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;

use crate::domain::{DuoId, DuoState, ProfessionalId, ProgrammeId};
use crate::store::schema::{check_ins, duo_members, duos, round_participants, rounds};
use crate::store::{Connection, LoadReadable, Result};

/// From so many times in a row on, somebody who does not answer is pointed out.
pub const POINTED_OUT_FROM: u32 = 3;

/// How many times in a row each person of a programme did not answer lately: a duo that lapsed without a word of theirs, or
/// a question whether they take part that was left until its day was over. Who answered anything since is not among them.
///
/// # Errors
/// Those of the database.
pub fn counts(c: &mut Connection, programme: ProgrammeId, today: NaiveDate) -> Result<HashMap<ProfessionalId, u32>> {
    let mut times = Times::default();
    duos_of(c, programme, &mut times)?;
    questions_of(c, programme, today, &mut times)?;
    Ok(times.counts())
}

/// Those of the people who did not answer that are pointed out.
pub fn pointed_out<S: BuildHasher>(
    counts: &HashMap<ProfessionalId, u32, S>,
) -> impl Iterator<Item = ProfessionalId> + '_ {
    counts.iter().filter(|(_, times)| **times >= POINTED_OUT_FROM).map(|(id, _)| *id)
}

/// How many times in a row somebody did not answer, where they are pointed out.
#[must_use]
pub fn worth_a_word<S: BuildHasher>(counts: &HashMap<ProfessionalId, u32, S>, id: ProfessionalId) -> Option<usize> {
    let times = counts.get(&id).copied().filter(|times| *times >= POINTED_OUT_FROM)?;
    usize::try_from(times).ok()
}

/// When each person answered last, and when they did not.
#[derive(Default)]
struct Times {
    answered: HashMap<ProfessionalId, NaiveDateTime>,
    silent: Vec<(ProfessionalId, NaiveDateTime)>,
}

impl Times {
    fn answer(&mut self, person: ProfessionalId, at: NaiveDateTime) {
        let last = self.answered.entry(person).or_insert(at);
        *last = at.max(*last);
    }

    fn counts(self) -> HashMap<ProfessionalId, u32> {
        let mut counts = HashMap::new();
        for (person, at) in self.silent {
            if self.answered.get(&person).is_none_or(|answered| *answered < at) {
                *counts.entry(person).or_insert(0) += 1;
            }
        }
        counts
    }
}

fn duos_of(c: &mut Connection, programme: ProgrammeId, times: &mut Times) -> Result<()> {
    type Member = (DuoId, String, ProfessionalId, String, Option<NaiveDateTime>, Option<NaiveDateTime>);
    let members: Vec<Member> = duo_members::table
        .inner_join(duos::table.inner_join(rounds::table))
        .filter(rounds::programme_id.eq(programme).and(duos::state.ne(DuoState::Proposed.as_str())))
        .select((
            duo_members::duo_id,
            duo_members::side,
            duo_members::professional_id,
            duos::state,
            duos::closed_at,
            duo_members::answered_at,
        ))
        .load_readable(c)?;
    let said: Vec<(DuoId, String, NaiveDateTime)> = check_ins::table
        .inner_join(duos::table.inner_join(rounds::table))
        .filter(rounds::programme_id.eq(programme))
        .select((check_ins::duo_id, check_ins::side, check_ins::created_at))
        .load_readable(c)?;
    let mut said_at: HashMap<(DuoId, String), NaiveDateTime> = HashMap::new();
    for (duo, side, at) in said {
        let last = said_at.entry((duo, side)).or_insert(at);
        *last = at.max(*last);
    }
    for (duo, side, person, state, closed_at, answered_at) in members {
        match (answered_at, closed_at) {
            (Some(at), _) => times.answer(person, at),
            (None, Some(at)) if state == DuoState::Lapsed.as_str() => times.silent.push((person, at)),
            (None, _) => {}
        }
        if let Some(at) = said_at.get(&(duo, side)) {
            times.answer(person, *at);
        }
    }
    Ok(())
}

fn questions_of(c: &mut Connection, programme: ProgrammeId, today: NaiveDate, times: &mut Times) -> Result<()> {
    type Asked = (ProfessionalId, Option<NaiveDateTime>, Option<bool>, Option<NaiveDate>);
    let asked: Vec<Asked> = round_participants::table
        .inner_join(rounds::table)
        .filter(rounds::programme_id.eq(programme).and(round_participants::asked_at.is_not_null()))
        .select((
            round_participants::professional_id,
            round_participants::asked_at,
            round_participants::takes_part,
            rounds::opt_in_by,
        ))
        .load_readable(c)?;
    for (person, asked_at, takes_part, by) in asked {
        match (takes_part, asked_at, by) {
            // It is not kept when they said so: not before they were asked.
            (Some(_), Some(at), _) => times.answer(person, at),
            (None, _, Some(by)) if by < today => {
                let end = by.checked_add_days(Days::new(1)).unwrap_or(by).and_time(NaiveTime::MIN);
                times.silent.push((person, end));
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_the_row() {
        let at = |day: u32| NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_time(NaiveTime::MIN);
        let [one, two, three] = [1, 2, 3].map(ProfessionalId);
        let silent = vec![(one, at(1)), (one, at(5)), (one, at(9)), (two, at(1)), (three, at(2))];
        let mut times = Times { silent, ..Times::default() };
        times.answer(one, at(3));
        times.answer(one, at(2));
        times.answer(two, at(7));
        assert_eq!(times.counts(), HashMap::from([(one, 2), (three, 1)]));
    }
}
