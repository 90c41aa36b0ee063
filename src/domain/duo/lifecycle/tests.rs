use super::*;
use std::fmt::Write;

use Answer::{Accepted, Declined};

const OPEN: [(Option<Answer>, Option<Answer>); 8] = [
    (None, None),
    (Some(Accepted), None),
    (None, Some(Accepted)),
    (Some(Declined), None),
    (None, Some(Declined)),
    (Some(Declined), Some(Accepted)),
    (Some(Accepted), Some(Declined)),
    (Some(Declined), Some(Declined)),
];

fn lives() -> Vec<DuoLifecycle> {
    let open = OPEN.map(|(learner, guide)| DuoLifecycle::AwaitingAnswers(AwaitingAnswers { learner, guide }));
    let ended = Ending::ALL.iter().map(|ending| DuoLifecycle::Ended(*ending));
    [DuoLifecycle::Proposed]
        .into_iter()
        .chain(open)
        .chain([DuoLifecycle::Confirmed, DuoLifecycle::Declined, DuoLifecycle::Lapsed])
        .chain(ended)
        .collect()
}

fn events(side: Side) -> Vec<Event> {
    let [yes, no] = [true, false];
    let apart = |learner, guide| Event::Dissolved { goes_on: PerSide { learner, guide } };
    let stopped = |learner, guide| Event::Stopped { goes_on: PerSide { learner, guide } };
    vec![
        Event::Published,
        Event::CalledBack,
        Event::Answered(side, Accepted),
        Event::Answered(side, Declined),
        Event::DeclineFinalized,
        Event::ReminderDue { last: false },
        Event::ReminderDue { last: true },
        Event::Reminded,
        Event::Extended,
        Event::DeadlinePassed,
        Event::RoundClosed,
        apart(no, no),
        apart(no, yes),
        apart(yes, no),
        apart(yes, yes),
        stopped(no, no),
        stopped(no, yes),
        stopped(yes, no),
        stopped(yes, yes),
        Event::Refused(side),
        Event::Left(side),
        Event::CheckInDue,
        Event::ClosingDue,
        Event::Finished,
        Event::EndedBy(side),
        Event::NotMet(side),
    ]
}

/// In words, and whose it is: those that differ by nothing that the table tells have the same.
fn words(event: Event) -> (&'static str, Option<Side>) {
    match event {
        Event::Published => ("the round is published, or this duo is added by a repair or by hand", None),
        Event::CalledBack => ("the publication is called back while its mails wait", None),
        Event::Answered(side, Accepted) => ("a member says yes", Some(side)),
        Event::Answered(side, Declined) => ("a member says no", Some(side)),
        Event::DeclineFinalized => ("the time to change one's mind is over", None),
        Event::ReminderDue { .. } => ("half-way, and a day before answers end", None),
        Event::Reminded => ("whoever is silent is reminded by hand", None),
        Event::Extended => ("there is a later day to answer by", None),
        Event::DeadlinePassed => ("the day to answer by is over", None),
        Event::RoundClosed => ("the round is closed", None),
        Event::Dissolved { goes_on: PerSide { learner: true, guide: true } } => ("a repair gives both to others", None),
        Event::Dissolved { goes_on: PerSide { learner: false, guide: false } } => {
            ("a repair takes it apart for others, who are better off", None)
        }
        Event::Dissolved { goes_on } if goes_on.learner => {
            ("a repair gives a member to somebody else", Some(Side::Learner))
        }
        Event::Dissolved { .. } => ("a repair gives a member to somebody else", Some(Side::Guide)),
        Event::Stopped { goes_on: PerSide { learner: false, guide: false } } => ("it is stopped by hand", None),
        Event::Stopped { goes_on: PerSide { learner: true, guide: true } } => {
            ("both are paired with others by hand", None)
        }
        Event::Stopped { goes_on } if goes_on.learner => {
            ("a member is paired with somebody else by hand", Some(Side::Learner))
        }
        Event::Stopped { .. } => ("a member is paired with somebody else by hand", Some(Side::Guide)),
        Event::Refused(side) => ("the mail server refuses a member's mail", Some(side)),
        Event::Left(side) => ("a member leaves the programme", Some(side)),
        Event::CheckInDue => ("the check-in is due", None),
        Event::ClosingDue => ("the closing check-in is due", None),
        Event::Finished => ("the closing check-in was answered, or is long past", None),
        Event::EndedBy(side) => ("a member ends it", Some(side)),
        Event::NotMet(side) => ("a member has not met the other, and asks for somebody else", Some(side)),
    }
}

const fn said(answer: Option<Answer>) -> &'static str {
    match answer {
        None => "silent",
        Some(Accepted) => "yes",
        Some(Declined) => "no",
    }
}

/// What else the outcome may hang on: the other's answer where a member acts, both answers where nobody does.
fn condition(life: DuoLifecycle, actor: Option<Side>) -> String {
    match (life, actor) {
        (DuoLifecycle::AwaitingAnswers(open), Some(actor)) => format!("the other {}", said(open.at(actor.other()))),
        (DuoLifecycle::AwaitingAnswers(open), None) => {
            let mut both = [open.learner, open.guide].map(said);
            both.sort_unstable();
            both.join(" and ")
        }
        _ => String::new(),
    }
}

/// Whom a step tells what. Where it goes by what the members said, that is what the words say, and it is held here.
fn recipients(life: DuoLifecycle, event: Event, actor: Option<Side>, step: &Step) -> String {
    let mails = &step.mails[..];
    let notice = |notice| match notice {
        Notification::Introduction => "introduction",
        Notification::Reminder { .. } => "reminder",
        Notification::PartnerDeclined => "partner declined",
        Notification::Lapsed => "lapsed",
        Notification::ContactDetails => "contact details",
        Notification::PartnerUnreachable => "partner unreachable",
        Notification::CheckIn => "check-in",
        Notification::Closing => "closing",
        Notification::DuoEnded { .. } => "duo ended",
        Notification::LaterDay => "later day",
        Notification::NoDuo => "no duo",
        Notification::DuoStopped => "duo stopped",
    };
    let told = |sides: Vec<Side>| mails.iter().map(|(side, _)| *side).collect::<Vec<_>>() == sides;
    if let (DuoLifecycle::AwaitingAnswers(open), None) = (life, actor) {
        let but = |answer| SIDES.into_iter().filter(|side| open.at(*side) != answer).collect();
        let all_go_on = matches!(event, Event::Dissolved { goes_on: PerSide { learner: true, guide: true } });
        if step.next == DuoLifecycle::Declined && !all_go_on && told(but(Some(Declined))) {
            return "partner declined, to whoever did not say no".to_owned();
        }
        if let Some((_, asks @ (Notification::Reminder { .. } | Notification::LaterDay))) = mails.first() {
            assert!(told(open.said(None).collect()));
            return format!("{}, to whoever is silent", notice(*asks));
        }
    }
    let who = |side: Side| if actor == Some(side) { "the member" } else { "the other" };
    match mails {
        [] => "–".to_owned(),
        [(_, one), (_, other)] => {
            assert_eq!(notice(*one), notice(*other));
            format!("{}, to both", notice(*one))
        }
        [(side, one)] => format!("{}, to {}", notice(*one), who(*side)),
        more => unreachable!("{more:?}"),
    }
}

/// The word for a state. A no that still can be taken back, and one that cannot, have the same in the database.
fn name(life: DuoLifecycle) -> String {
    match life {
        DuoLifecycle::Declined => "declined for good".to_owned(),
        other => other.state().to_string(),
    }
}

fn joined(words: impl Iterator<Item = String>) -> String {
    let mut seen: Vec<String> = Vec::new();
    words.for_each(|word| {
        if !word.is_empty() && !seen.contains(&word) {
            seen.push(word);
        }
    });
    seen.join(" / ")
}

/// The table of `ARCHITECTURE.md`, from what [`DuoLifecycle::on`] does in every case.
fn table() -> String {
    /// What happens, by whom, where it leads and who is told; and from where, on what condition.
    type Row = ((String, String, String, String), Vec<(String, String)>);
    let mut rows: Vec<Row> = Vec::new();
    for event in events(Side::Learner) {
        for life in lives() {
            let Ok(step) = life.on(event) else { continue };
            let (what, actor) = words(event);
            let key =
                (what.to_owned(), event.cause().to_string(), name(step.next), recipients(life, event, actor, &step));
            let from = (name(life), condition(life, actor));
            match rows.iter_mut().find(|(k, _)| *k == key) {
                Some((_, all)) => all.push(from),
                None => rows.push((key, vec![from])),
            }
        }
    }
    let mut text = "| from | what happens | by | to | mail |\n|---|---|---|---|---|\n".to_owned();
    for ((what, by, to, mail), from) in &rows {
        let same_state = |other: &Row| from.iter().any(|(state, _)| other.1.iter().any(|(s, _)| s == state));
        let alike = rows.iter().filter(|row| row.0.0 == *what && same_state(row)).count();
        let states = joined(from.iter().map(|(state, _)| state.clone()));
        let conditions = joined(from.iter().map(|(_, condition)| condition.clone()));
        let from = if alike == 1 || conditions.is_empty() { states } else { format!("{states} ({conditions})") };
        writeln!(text, "| {from} | {what} | {by} | {to} | {mail} |").unwrap();
    }
    text
}

#[test]
fn the_table_in_architecture_is_what_the_code_does() {
    let document = include_str!("../../../../ARCHITECTURE.md");
    let table = table();
    assert!(document.contains(&table), "write this into ARCHITECTURE.md:\n{table}");
}

/// The same with the sides exchanged.
fn mirrored(life: DuoLifecycle) -> DuoLifecycle {
    match life {
        DuoLifecycle::AwaitingAnswers(AwaitingAnswers { learner, guide }) => {
            DuoLifecycle::AwaitingAnswers(AwaitingAnswers { learner: guide, guide: learner })
        }
        other => other,
    }
}

fn mirrored_event(event: Event) -> Event {
    match event {
        Event::Answered(side, answer) => Event::Answered(side.other(), answer),
        Event::Refused(side) => Event::Refused(side.other()),
        Event::EndedBy(side) => Event::EndedBy(side.other()),
        Event::NotMet(side) => Event::NotMet(side.other()),
        Event::Left(side) => Event::Left(side.other()),
        Event::Dissolved { goes_on } => {
            Event::Dissolved { goes_on: PerSide { learner: goes_on.guide, guide: goes_on.learner } }
        }
        Event::Stopped { goes_on } => {
            Event::Stopped { goes_on: PerSide { learner: goes_on.guide, guide: goes_on.learner } }
        }
        other => other,
    }
}

#[test]
fn both_sides_are_treated_alike() {
    for life in lives() {
        for event in events(Side::Learner) {
            let (one, other) = (life.on(event), mirrored(life).on(mirrored_event(event)));
            let Ok(step) = one else {
                assert_eq!(other, one, "{life:?} {event:?}");
                continue;
            };
            let other = other.unwrap();
            assert_eq!(other.next, mirrored(step.next));
            let mut mails: Vec<_> = step.mails.iter().map(|(side, notice)| (side.other(), *notice)).collect();
            mails.sort_by_key(|(side, _)| *side);
            let mut theirs = other.mails;
            theirs.sort_by_key(|(side, _)| *side);
            assert_eq!(theirs, mails, "{life:?} {event:?}");
        }
    }
}

#[test]
fn what_is_kept_is_read_again_and_nothing_else_is() {
    for life in lives() {
        let answers = match life {
            DuoLifecycle::AwaitingAnswers(open) => PerSide { learner: open.learner, guide: open.guide },
            _ => PerSide::default(),
        };
        assert_eq!(DuoLifecycle::read(life.state(), answers, life.is_over(), life.ending()), Some(life), "{life:?}");
    }
    let both = PerSide { learner: Some(Accepted), guide: Some(Accepted) };
    for state in [DuoState::Introduced, DuoState::Declined] {
        assert_eq!(DuoLifecycle::read(state, both, false, None), None);
    }
    assert_eq!(DuoLifecycle::read(DuoState::Ended, both, true, None), None, "an end has a reason");
    assert_eq!(DuoLifecycle::read(DuoState::Confirmed, both, false, Some(Ending::Left)), None);
}

#[test]
fn nobody_who_waits_is_left_without_a_word() {
    for life in lives() {
        for event in events(Side::Learner) {
            let (Ok(step), DuoLifecycle::AwaitingAnswers(open)) = (life.on(event), life) else { continue };
            if !matches!(
                event,
                Event::Dissolved { .. }
                    | Event::Stopped { .. }
                    | Event::DeclineFinalized
                    | Event::DeadlinePassed
                    | Event::RoundClosed
                    | Event::Refused(_)
            ) {
                continue;
            }
            for side in SIDES {
                let told = step.mails.iter().any(|(to, _)| *to == side);
                let goes_on = matches!(
                    event,
                    Event::Dissolved { goes_on } | Event::Stopped { goes_on } if goes_on.at(side)
                );
                let cannot = event == Event::Refused(side);
                let said_no = open.at(side) == Some(Declined);
                assert!(told || goes_on || cannot || said_no, "{life:?} {event:?} {side}");
            }
        }
    }
}

#[test]
fn what_is_over_stays_over() {
    for life in lives().into_iter().filter(|life| life.is_over()) {
        for event in events(Side::Guide) {
            assert_eq!(life.on(event), Err(InvalidTransition), "{life:?} {event:?}");
        }
    }
}
