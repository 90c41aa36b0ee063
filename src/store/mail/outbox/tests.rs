use chrono::{Duration, TimeZone};

use super::*;
use crate::domain::{Catalogue, MailId, ProgrammeId, Slug};
use crate::store::connection::DatabaseUrl;
use crate::store::programme::programmes;
use crate::store::{Store, StoreError};

/// A database with one programme, and a moment.
struct Queue {
    store: Store,
    programme: ProgrammeId,
    now: DateTime<Utc>,
    _directory: tempfile::TempDir,
}

const EVERYTHING: Take = Take { limit: 1000, tried_too: true, lease: Duration::minutes(3), per_minute: 0 };

impl Queue {
    fn with(mails: usize) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(
            &DatabaseUrl::sqlite_file(&directory.path().join("t.sqlite3")),
            std::time::Duration::from_secs(5),
        )
        .unwrap();
        let now = Utc.with_ymd_and_hms(2026, 11, 25, 9, 0, 0).unwrap();
        let contact = EmailAddress::parse("c@voorbeeld.example").unwrap();
        let new = programmes::NewProgramme {
            slug: &Slug::parse("jeugd").unwrap(),
            name_nl: "Jeugd",
            name_en: "Youth",
            about_nl: "",
            about_en: "",
            contact: &contact,
        };
        let programme = store.write(|c| programmes::create(c, &new, &Catalogue::default(), now)).unwrap();
        let queue = Self { store, programme, now, _directory: directory };
        queue.add(mails);
        queue
    }

    fn add(&self, mails: usize) {
        let recipient = EmailAddress::parse("noor@voorbeeld.example").unwrap();
        let mail = |_| NewMail {
            programme_id: self.programme,
            recipient_name: "Noor",
            recipient: &recipient,
            locale: Locale::Nl,
            kind: "sign_in",
            payload: "{}".to_owned(),
            professional: None,
            round: None,
            leaves_at: None,
        };
        let mails: Vec<NewMail<'_>> = (0..mails).map(mail).collect();
        self.write(|c| queue_all(c, &mails, self.now));
    }

    fn write<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> T {
        self.store.write::<_, StoreError>(work).unwrap()
    }

    fn take(&self, take: Take, at: DateTime<Utc>) -> Vec<QueuedMail> {
        self.write(|c| super::take(c, take, at)).mails
    }

    fn list(&self, state: Option<MailState>) -> Vec<Entry> {
        self.write(|c| list(c, self.programme, state, None, 1000))
    }
}

#[test]
fn nobody_gets_a_mail_that_another_has_until_the_lease_is_over() {
    let queue = Queue::with(3);
    let first = queue.take(Take { limit: 2, ..EVERYTHING }, queue.now);
    assert_eq!(first.iter().map(|m| (m.id.0, m.attempts)).collect::<Vec<_>>(), [(1, 1), (2, 1)]);
    assert_eq!(queue.take(EVERYTHING, queue.now).iter().map(|m| m.id.0).collect::<Vec<_>>(), [3]);
    assert!(queue.take(EVERYTHING, queue.now + Duration::seconds(179)).is_empty());
    let again = queue.take(EVERYTHING, queue.now + Duration::minutes(3));
    assert_eq!(again.iter().map(|m| (m.id.0, m.attempts)).collect::<Vec<_>>(), [(1, 2), (2, 2), (3, 2)]);
    assert_eq!(again[0].message_id, first[0].message_id);
}

#[test]
fn whoever_lost_the_lease_changes_nothing_even_after_the_other_gave_the_mail_back() {
    let queue = Queue::with(1);
    let mut late = queue.take(EVERYTHING, queue.now);
    let late = late.pop().unwrap();
    let after = queue.now + Duration::minutes(3);
    let mut other = queue.take(EVERYTHING, after);
    let other = other.pop().unwrap();
    let unchanged = |queue: &Queue| {
        queue.write(|c| sent(c, &late, after));
        queue.write(|c| hand_back(c, &late, after));
        assert!(!queue.write(|c| not_sent(c, &late, "no", None, after)));
        let entry = queue.list(None).pop().unwrap();
        assert_eq!((entry.state, entry.last_error), (MailState::Waiting, None));
    };
    unchanged(&queue);
    queue.write(|c| hand_back(c, &other, after));
    // The number of tries is now what the late one remembers; the claim is not.
    assert_eq!(queue.list(None)[0].attempts, late.attempts);
    queue.write(|c| sent(c, &late, after));
    assert_eq!(queue.list(None)[0].state, MailState::Waiting);
}

#[test]
fn a_failed_mail_can_be_sent_after_all_for_a_while_and_is_the_same_mail() {
    let queue = Queue::with(2);
    let mails = queue.take(EVERYTHING, queue.now);
    for mail in &mails {
        assert!(queue.write(|c| not_sent(c, mail, "550 5.1.1 unknown", None, queue.now)));
    }
    let failed = queue.list(Some(MailState::Failed));
    assert_eq!(failed.iter().map(|e| e.id.0).collect::<Vec<_>>(), [2, 1], "newest first");
    assert!(failed.iter().all(|e| e.can_be_resent && e.last_error.as_deref() == Some("550 5.1.1 unknown")));
    let later = queue.now + Duration::days(2);
    assert!(queue.write(|c| resend(c, MailId(1), later)));
    assert!(!queue.write(|c| resend(c, MailId(1), later)), "it waits already");
    let again = queue.take(EVERYTHING, later);
    assert_eq!((again[0].message_id.as_str(), again[0].attempts), (mails[0].message_id.as_str(), 1));
    queue.write(|c| sent(c, &mails[0], later));
    assert_eq!(queue.list(None)[1].state, MailState::Waiting, "the first sender lost it");
    queue.write(|c| sent(c, &again[0], later));

    assert_eq!(queue.write(|c| forget_failed(c, queue.now)), 0);
    assert_eq!(queue.write(|c| forget_failed(c, queue.now + Duration::seconds(1))), 1);
    assert!(!queue.list(Some(MailState::Failed))[0].can_be_resent);
    assert!(!queue.write(|c| resend(c, MailId(2), later)));
}

#[test]
fn a_row_that_cannot_be_read_is_failed_and_holds_up_no_other() {
    let queue = Queue::with(3);
    queue.write(|c| Ok(diesel::update(mails::table.find(1)).set(mails::recipient_email.eq("nobody")).execute(c)?));
    queue.write(|c| Ok(diesel::update(mails::table.find(2)).set(mails::locale.eq("xx")).execute(c)?));
    assert_eq!(queue.take(EVERYTHING, queue.now).iter().map(|m| m.id.0).collect::<Vec<_>>(), [3]);
    let failed = queue.list(Some(MailState::Failed));
    assert_eq!(failed.len(), 2);
    assert!(failed.iter().all(|e| e.last_error.as_deref().unwrap().contains("cannot be read")));
}

#[test]
fn while_the_queue_is_paused_no_mail_is_taken_and_the_server_is_asked_now_and_then() {
    let queue = Queue::with(5);
    assert_eq!(queue.write(paused), None);
    assert!(queue.write(|c| pause(c, "535 wrong password", queue.now)));
    let later = queue.now + Duration::minutes(1);
    assert!(!queue.write(|c| pause(c, "535 still wrong", later)), "it was paused before");
    let pause = queue.write(paused).unwrap();
    assert_eq!((pause.since, pause.why.as_str()), (queue.now.naive_utc(), "535 still wrong"));

    let asks = |now| {
        let claimed = queue.write(|c| take(c, EVERYTHING, now));
        assert!(claimed.mails.is_empty());
        claimed.probe
    };
    assert!(!asks(queue.now + Duration::minutes(4)));
    let due = queue.now + Duration::minutes(5);
    assert!(asks(due));
    assert!(!asks(due), "one asks for all instances");
    queue.write(|c| try_soon(c, due));
    assert!(asks(due), "a process that starts asks at once");
    assert!(queue.write(resume));
    assert!(!queue.write(resume));
    assert_eq!(queue.take(EVERYTHING, due).len(), 5);
}

#[test]
fn in_no_minute_leave_more_than_the_pace_allows() {
    let queue = Queue::with(100);
    let take = Take { limit: 7, per_minute: 20, ..EVERYTHING };
    let mut taken: Vec<(Duration, usize)> = Vec::new();
    for tenths in 0..1500 {
        let after = Duration::milliseconds(100 * tenths);
        taken.push((after, queue.take(take, queue.now + after).len()));
    }
    for (start, _) in &taken {
        let minute = taken.iter().filter(|(t, _)| *start <= *t && *t < *start + Duration::minutes(1));
        let mails: usize = minute.map(|(_, n)| n).sum();
        assert!(mails <= 20, "{mails} in the minute from {start}");
    }
    let all: usize = taken.iter().map(|(_, n)| n).sum();
    assert_eq!(all, 60, "in two and a half minutes");
}

#[test]
fn the_list_goes_on_where_it_ended_through_all_states() {
    let queue = Queue::with(7);
    let mails = queue.take(Take { limit: 4, ..EVERYTHING }, queue.now);
    queue.write(|c| sent(c, &mails[1], queue.now));
    queue.write(|c| not_sent(c, &mails[3], "550 no", None, queue.now));
    assert_eq!(queue.write(|c| counts(c, queue.programme)), [5, 1, 1, 0, 0]);
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = queue.write(|c| list(c, queue.programme, None, before, 2));
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        seen.extend(page.iter().map(|e| e.id.0));
    }
    assert_eq!(seen, [7, 6, 5, 4, 3, 2, 1]);
}

#[test]
fn a_mail_that_came_back_is_not_sent_again() {
    let queue = Queue::with(1);
    let mail = queue.take(EVERYTHING, queue.now).pop().unwrap();
    // Its connection broke after the final dot, so it waits; and then it comes back.
    queue.write(|c| not_sent(c, &mail, "the connection broke", Some(queue.now), queue.now));
    let found = queue.write(|c| original(c, &mail.message_id)).unwrap();
    assert_eq!((found.id, found.recipient.as_str()), (mail.id, "noor@voorbeeld.example"));
    queue.write(|c| returned(c, found.id, "5.1.1 unknown", queue.now));
    assert!(queue.take(EVERYTHING, queue.now + Duration::days(1)).is_empty());
    queue.write(|c| sent(c, &mail, queue.now));
    let entry = queue.list(None).pop().unwrap();
    assert_eq!((entry.state, entry.can_be_resent), (MailState::Bounced, false));
    assert_eq!(queue.write(|c| original(c, "x@y")), None);
}
