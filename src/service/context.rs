//! Who acts, and what an act happens in: every action that writes is given this, and needs nothing else to authorise, to act,
//! and to write its own line in the log.

use chrono::{DateTime, Utc};

use super::Policy;
use super::programme::activity::{self, Activity, Actor};
use crate::domain::programme::access::Role;
use crate::domain::{CoordinatorId, LinkPurpose, ProfessionalId, ProgrammeId, Token};
use crate::store::person::retention;
use crate::store::programme::coordinators;
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, Store, StoreError};

/// Who acts, when, and under which settings.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names say it")]
pub struct By<'a> {
    pub policy: &'a Policy,
    pub actor: Actor,
    pub now: DateTime<Utc>,
}

impl By<'_> {
    /// What an act in this transaction happens in.
    pub fn on<'b>(&'b self, c: &'b mut Connection) -> Context<'b> {
        Context { c, policy: self.policy, actor: self.actor, now: self.now, noted: Vec::new() }
    }

    /// Acts in a transaction of its own.
    ///
    /// # Errors
    /// Those of `act`.
    pub fn write<T, E: From<StoreError>>(
        &self,
        store: &Store,
        act: impl FnOnce(&mut Context<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let (done, noted) = store.write(|c| {
            let mut cx = self.on(c);
            act(&mut cx).map(|done| (done, cx.noted))
        })?;
        noted.iter().for_each(activity::Told::tell);
        Ok(done)
    }
}

/// What an act happens in: a transaction, and who acts in it, when, and under which settings.
#[expect(missing_docs, reason = "the names say it")]
pub struct Context<'a> {
    pub c: &'a mut Connection,
    pub policy: &'a Policy,
    pub actor: Actor,
    pub now: DateTime<Utc>,
    /// What was noted so far, for the log of the server once it is kept.
    noted: Vec<activity::Told>,
}

impl Context<'_> {
    /// Notes in the log of a programme that the actor did this.
    pub(crate) fn note(&mut self, programme: ProgrammeId, what: &Activity) -> Result<()> {
        let told = activity::note(self.c, programme, self.actor, what, self.now)?;
        self.noted.push(told);
        Ok(())
    }

    /// Whether the actor may do in a programme what this role may. Whoever runs the server may, and the clock does.
    fn has_role(&mut self, programme: ProgrammeId, role: Role) -> Result<bool> {
        match self.actor {
            Actor::Coordinator(id) => Ok(coordinators::role(self.c, id, programme)?.is_some_and(|own| own >= role)),
            Actor::Operator | Actor::Clock => Ok(true),
            Actor::Professional(_) | Actor::Visitor => Ok(false),
        }
    }

    /// Whether the actor may do in a programme what its coordinators do.
    pub(crate) fn may_coordinate(&mut self, programme: ProgrammeId) -> Result<bool> {
        self.has_role(programme, Role::Coordinator)
    }

    /// Passes if the actor may do in a programme what its owners do.
    pub(crate) fn authorise_owner(&mut self, programme: ProgrammeId) -> Result<()> {
        if self.has_role(programme, Role::Owner)? { Ok(()) } else { Err(not_there()) }
    }

    /// Passes if the actor may do in a programme what its coordinators do. To others the programme is not there.
    pub(crate) fn authorise(&mut self, programme: ProgrammeId) -> Result<()> {
        if self.may_coordinate(programme)? { Ok(()) } else { Err(not_there()) }
    }

    /// The coordinator who acts. Whoever else does is told that there is nothing here.
    pub(crate) fn coordinator(&self) -> Result<CoordinatorId> {
        self.actor.coordinator().ok_or_else(not_there)
    }

    /// The professional who acts, and is active by it. Whoever else does is told that there is nothing here.
    pub(crate) fn professional(&mut self) -> Result<ProfessionalId> {
        let Actor::Professional(id) = self.actor else { return Err(not_there()) };
        retention::note_active(self.c, id, self.now)?;
        Ok(id)
    }

    /// What a link grants, if it works. From here on whoever it was mailed to acts, and is active by it. It is used: it takes the
    /// place of older ones if it was handed out anew.
    pub(crate) fn granted(&mut self, token: &Token, purpose: LinkPurpose) -> Result<Option<Grant>> {
        let grant = tokens::resolve(self.c, token, purpose, self.now)?;
        if let Some(grant) = grant {
            tokens::take_place(self.c, token, self.now)?;
            self.actor = holder(grant);
            if let Actor::Professional(id) = self.actor {
                retention::note_active(self.c, id, self.now)?;
            }
        }
        Ok(grant)
    }
}

const fn not_there() -> StoreError {
    StoreError::Database(diesel::result::Error::NotFound)
}

const fn holder(grant: Grant) -> Actor {
    match grant {
        Grant::VerifyAddress { professional }
        | Grant::Profile { professional }
        | Grant::Duo { professional, .. }
        | Grant::OptIn { professional, .. }
        | Grant::AskAgain { professional, .. }
        | Grant::Unsubscribe { professional } => Actor::Professional(professional),
        Grant::StopDigests { coordinator } | Grant::SignIn { coordinator } => Actor::Coordinator(coordinator),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, Utc};

    use super::*;
    use crate::config::Settings;
    use crate::domain::programme::topic::parse_catalogue;
    use crate::domain::{Catalogue, DuoId, EmailAddress, Locale, MailId, RoundSettings, SingleLine, Slug};
    use crate::service::duo::help;
    use crate::service::mail::mails;
    use crate::service::person::{erasure, invitations};
    use crate::service::programme::{coordinators, programmes};
    use crate::service::round::{self, Plan, RoundError, progress};
    use crate::store::DatabaseUrl;
    use crate::store::programme::programmes::NewProgramme;

    /// A programme, and its coordinator.
    fn programme(cx: &mut Context<'_>, slug: &str, catalogue: &Catalogue) -> (ProgrammeId, Actor) {
        let contact = EmailAddress::parse(&format!("{slug}@example.org")).unwrap();
        let slug = Slug::parse(slug).unwrap();
        let (name_nl, name_en, about_nl, about_en) = (slug.as_str(), slug.as_str(), "", "");
        let new = NewProgramme { slug: &slug, name_nl, name_en, about_nl, about_en, contact: &contact };
        let id = crate::store::programme::programmes::create(cx.c, &new, catalogue, cx.now).unwrap();
        coordinators::appoint(cx, &contact, id, Role::Owner).unwrap();
        let coordinator = crate::store::programme::coordinators::by_email(cx.c, &contact).unwrap().unwrap().id;
        (id, Actor::Coordinator(coordinator))
    }

    fn is_refused<T>(result: std::result::Result<T, RoundError>) -> bool {
        result.is_err_and(|error| matches!(error, RoundError::NotFound))
    }

    fn is_not_there<T>(result: Result<T>) -> bool {
        result.is_err_and(|error| matches!(error, StoreError::Database(diesel::result::Error::NotFound)))
    }

    #[test]
    fn an_action_refuses_whoever_does_not_coordinate_the_programme() {
        let directory = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::sqlite_file(&directory.path().join("context.sqlite3"));
        let store = Store::open(&url, std::time::Duration::from_secs(5)).unwrap();
        let policy = Policy::from(&Settings::load().unwrap());
        let by = By { policy: &policy, actor: Actor::Operator, now: Utc::now() };
        let catalogue = parse_catalogue(include_str!("../../config/sample/topics.csv")).unwrap();
        let made = by.write::<_, StoreError>(&store, |cx| {
            Ok((programme(cx, "jeugd", &catalogue), programme(cx, "ander", &catalogue).1))
        });
        let ((id, own), other) = made.unwrap();
        let plan = Plan {
            name: SingleLine::parse("Ronde").unwrap(),
            settings: RoundSettings::default(),
            answer_by: by.now.date_naive() + Days::new(14),
        };
        let round = By { actor: own, ..by }.write(&store, |cx| round::create(cx, id, &plan)).unwrap();

        for actor in [other, Actor::Visitor, Actor::Professional(ProfessionalId(1))] {
            let by = By { actor, ..by };
            assert!(is_refused(round::propose(&store, by, round, None)));
            assert!(is_refused(progress::repair(&store, by, (round, None), None)));
            let refused = by.write::<_, StoreError>(&store, |cx| {
                assert!(is_refused(round::create(cx, id, &plan)));
                assert!(is_refused(round::change(cx, round, 1, &plan, None)));
                assert!(is_refused(round::set_people(cx, round, 1, &[])));
                assert!(is_refused(round::ask_opt_in(cx, round, None, plan.answer_by)));
                assert!(is_refused(round::publish(cx, round, None)));
                assert!(is_refused(progress::remind(cx, round, None, None)));
                assert!(is_refused(progress::extend(cx, round, None, plan.answer_by)));
                assert!(is_refused(progress::close(cx, round, None)));
                assert!(is_refused(progress::second_chance::ask(cx, (round, None))));
                assert!(is_refused(help::deal_with(cx, round, DuoId(1))));
                assert!(is_not_there(programmes::set_open(cx, id, false)));
                assert!(is_not_there(programmes::dismiss(cx, id, own.coordinator().unwrap())));
                assert!(is_not_there(erasure::remove(cx, id, ProfessionalId(1))));
                assert!(is_not_there(invitations::import(cx, id, &[], Locale::Nl)));
                assert!(is_not_there(invitations::invite_all_again(cx, id)));
                assert!(mails::resend(cx, id, MailId(1)).is_err());
                activity::page(cx.c, id, crate::domain::ActivityId(i64::MAX), 100)
            });
            let log: Vec<Activity> = refused.unwrap().into_iter().map(|line| line.what).collect();
            assert_eq!(log, [Activity::RoundMade { round }], "whoever is refused leaves no line in the log");
        }
        for actor in [own, Actor::Operator] {
            let by = By { actor, ..by };
            by.write(&store, |cx| {
                let version = cx.round(round, None)?.version;
                round::set_people(cx, round, version, &[])
            })
            .unwrap();
        }
    }
}
