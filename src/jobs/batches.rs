//! Doing one thing to many: each in a transaction of its own, or duos with a member in common in one.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Debug;

use crate::app::App;
use crate::domain::{DuoId, ProfessionalId};
use crate::service::Context;
use crate::service::programme::activity::Actor;
use crate::store::StoreError;
use crate::store::duo::duos;

/// So many duos are done in one transaction at most.
const MAX_COMPANY: usize = 50;

/// Does something to each of these duos. Those that have a member in common are one transaction and one moment, so that
/// nobody gets a mail for each; should that fail, each is tried by itself. Gives to how many it was done.
pub(crate) async fn for_companies(
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
                Err(_) => for_each_in_transaction(app, few.to_vec(), what).await?,
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
pub(crate) async fn for_each_in_transaction<T: Clone + Debug + Send + 'static>(
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
