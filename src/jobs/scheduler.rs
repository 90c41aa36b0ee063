//! The jobs that are driven by the clock: each looks whether something is due, and does it, a transaction each.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Debug;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use tokio::sync::watch;

use super::{
    check_ins, clean_up, closings, coordinator_ends, declines, digests, endings, invitations, keys, lapses,
    meeting_reminders, no_duos, old_rounds, refusals, reminders, retention, returns,
};
use crate::app::{App, Job};
use crate::domain::{DuoId, ProfessionalId};
use crate::service::Context;
use crate::service::programme::activity::Actor;
use crate::store::StoreError;
use crate::store::duo::duos;

/// How long a look may go on, once it was told to stop.
const GRACE: std::time::Duration = std::time::Duration::from_secs(5);

/// Looks again and again until `stop` turns true.
pub(crate) async fn run(app: &App, mut stop: watch::Receiver<bool>) {
    let pause = std::time::Duration::from_secs(app.settings().life.look_seconds.max(1).into());
    while !*stop.borrow() {
        let mut stopped = stop.clone();
        tokio::select! {
            () = all(app) => {}
            // A transaction that is under way runs to its end; those that wait for a silent database would take a minute.
            () = async { drop(stopped.wait_for(|stop| *stop).await); tokio::time::sleep(GRACE).await } => {}
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Does all that is due. Should one kind of job fail, the others still have their turn.
///
/// Answers before their end: whoever declined is told to the other before the duo would lapse, and after a standstill a
/// reminder is no longer sent to whoever can answer no more.
pub(crate) async fn all(app: &App) {
    turn(app, "returns", returns::due(app)).await;
    turn(app, "refusals", refusals::due(app)).await;
    turn(app, "declines", declines::due(app)).await;
    turn(app, "lapses", lapses::due(app)).await;
    turn(app, "no_duos", no_duos::due(app)).await;
    turn(app, "reminders", reminders::due(app)).await;
    turn(app, "meeting_reminders", meeting_reminders::due(app)).await;
    turn(app, "check_ins", check_ins::due(app)).await;
    turn(app, "closings", closings::due(app)).await;
    turn(app, "endings", endings::due(app)).await;
    turn(app, "invitations", invitations::due(app)).await;
    turn(app, "digests", digests::due(app)).await;
    turn(app, "keys", keys::due(app)).await;
    turn(app, "old_rounds", old_rounds::due(app)).await;
    turn(app, "retention", retention::due(app)).await;
    turn(app, "coordinator_ends", coordinator_ends::due(app)).await;
    turn(app, "clean_up", clean_up::due(app)).await;
}

/// Gives one kind of job its turn. Should it panic, the others still have theirs.
async fn turn(app: &App, job: &str, due: impl Future<Output = Result<usize, StoreError>>) {
    app.looks().note(Job::Scheduled);
    match AssertUnwindSafe(due).catch_unwind().await {
        Ok(Ok(0)) => {}
        Ok(Ok(count)) => tracing::info!(job, count, "done by the clock"),
        Ok(Err(error)) => tracing::error!(job, %error, "a job could not be done; trying again"),
        Err(_) => tracing::error!(job, "a job panicked; trying again"),
    }
}

/// So many duos are done in one transaction at most.
const MAX_COMPANY: usize = 50;

/// Does something to each of these duos. Those that have a member in common are one transaction and one moment, so that
/// nobody gets a mail for each; should that fail, each is tried by itself. Gives to how many it was done.
pub(crate) async fn by_company(
    app: &App,
    due: Vec<DuoId>,
    what: impl Fn(&mut Context<'_>, DuoId) -> Result<bool, StoreError> + Copy + Send + 'static,
) -> Result<usize, StoreError> {
    let ids = due.clone();
    let members = app.read(move |c| duos::members(c, &ids)).await?;
    let mut done = 0;
    for company in companies(&due, &members) {
        for few in company.chunks(MAX_COMPANY) {
            let all = few.to_vec();
            let together = app.act(Actor::Clock, move |cx| {
                let done = all.iter().map(|duo| what(cx, *duo)).collect::<Result<Vec<_>, _>>()?;
                Ok::<_, StoreError>(done.into_iter().filter(|done| *done).count())
            });
            done += match together.await {
                Ok(count) => count,
                Err(_) => one_by_one(app, few.to_vec(), what).await?,
            };
        }
    }
    Ok(done)
}

/// These duos, those together that have a member in common, or are joined by others that have.
fn companies(due: &[DuoId], members: &HashMap<DuoId, [ProfessionalId; 2]>) -> Vec<Vec<DuoId>> {
    let mut companies: Vec<Vec<DuoId>> = Vec::new();
    let mut of_member: HashMap<ProfessionalId, usize> = HashMap::new();
    for duo in due {
        let two = members.get(duo).map_or(&[][..], |two| &two[..]);
        let known: BTreeSet<usize> = two.iter().filter_map(|member| of_member.get(member).copied()).collect();
        let mut known = known.into_iter();
        let place = known.next().unwrap_or(companies.len());
        if place == companies.len() {
            companies.push(Vec::new());
        }
        companies[place].push(*duo);
        for other in known {
            let joining = std::mem::take(&mut companies[other]);
            companies[place].extend(joining);
            of_member.values_mut().filter(|at| **at == other).for_each(|at| *at = place);
        }
        of_member.extend(two.iter().map(|member| (*member, place)));
    }
    companies.retain(|company| !company.is_empty());
    for company in &mut companies {
        company.sort_unstable();
    }
    companies
}

/// Does something to each, in a transaction of its own. One that another instance is at is left to it, and one that cannot be
/// read or done holds up no other. Gives to how many it was done.
pub(crate) async fn one_by_one<T: Clone + Debug + Send + 'static>(
    app: &App,
    all: Vec<T>,
    what: impl Fn(&mut Context<'_>, T) -> Result<bool, StoreError> + Copy + Send + 'static,
) -> Result<usize, StoreError> {
    let mut done = 0;
    for one in all {
        let this = one.clone();
        match app.act(Actor::Clock, move |cx| what(cx, this)).await {
            Ok(true) => done += 1,
            Ok(false) | Err(StoreError::Conflict) => {}
            Err(error @ StoreError::Unavailable(_)) => return Err(error),
            Err(error) => tracing::error!(?one, %error, "left alone until the next time; the others go on"),
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duos_with_a_member_in_common_are_one_company_also_through_others() {
        let members = [(1, [1, 2]), (2, [3, 4]), (3, [2, 3]), (4, [5, 6]), (5, [7, 5]), (6, [8, 9])];
        let members = members.map(|(duo, two)| (DuoId(duo), two.map(ProfessionalId))).into();
        let companies_of =
            [vec![1, 2, 3], vec![4, 5], vec![6]].map(|duos| duos.into_iter().map(DuoId).collect::<Vec<_>>());
        assert_eq!(companies(&[1, 2, 3, 4, 5, 6].map(DuoId), &members), companies_of);
        assert_eq!(companies(&[], &members), Vec::<Vec<DuoId>>::new());
    }
}
