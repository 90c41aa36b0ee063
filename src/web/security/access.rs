//! Who may use a route. Each route says it in the table where it stands, and whoever comes in is held against that before a
//! handler sees the request.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{HttpServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::guard::{self, Guard};
use actix_web::http::Method;
use actix_web::http::header::Allow;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{Data, resource, route};
use actix_web::{Error, Handler, HttpMessage, HttpRequest, HttpResponse, Responder, Route, rt};

use tokio::sync::Semaphore;
use tracing::Instrument;

use super::place::Place;
use super::session::{Session, SignedIn};

pub use super::place::Access;

use super::{audit, opened_links, rate_limits};
use crate::app::App;
use crate::web::api::ApiClient;
use crate::web::errors::WebError;

/// So long a request waits until duos are computed for it.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// A method of an address: who may use it, and what answers.
pub(crate) struct Operation {
    pub(crate) method: Method,
    pub(crate) access: Access,
    /// Whether duos are computed for it, which takes its time.
    computes: bool,
    route: Route,
}

impl Operation {
    /// The same, for which duos are computed: it is counted.
    pub(crate) fn that_computes(self) -> Self {
        Self { computes: true, ..self }
    }
}

/// What answers to GET.
pub(crate) fn get<F, Args>(access: Access, handler: F) -> Operation
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    Operation { method: Method::GET, access, computes: false, route: route().to(handler) }
}

/// What answers to POST.
pub(crate) fn post<F, Args>(access: Access, handler: F) -> Operation
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    Operation { method: Method::POST, access, computes: false, route: route().to(handler) }
}

/// What answers to PATCH.
pub(crate) fn patch<F, Args>(access: Access, handler: F) -> Operation
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    Operation { method: Method::PATCH, access, computes: false, route: route().to(handler) }
}

/// An address with its operations.
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) operations: Vec<Operation>,
    /// How long a form may be, where it may be longer than elsewhere.
    form_limit: Option<usize>,
    /// Whether a look at it stands in the security log.
    is_noted: bool,
}

/// An address with its operations.
pub(crate) fn at(path: impl Into<String>, operations: impl IntoIterator<Item = Operation>) -> Entry {
    Entry { path: path.into(), operations: operations.into_iter().collect(), form_limit: None, is_noted: false }
}

/// Marks an address of which looks are noted.
struct Noted;

/// The accesses of an address, by method, for whoever comes in, and whether duos are computed.
#[derive(Clone)]
struct Accesses(Vec<(Method, Access, bool)>);

impl Entry {
    /// The same, with forms of so many bytes.
    pub(crate) fn with_forms_of(self, bytes: usize) -> Self {
        Self { form_limit: Some(bytes), ..self }
    }

    /// The same, as a list of people or a part of a round: the security log has who looked at it.
    pub(crate) fn noted(self) -> Self {
        Self { is_noted: true, ..self }
    }

    /// It as a service. Another method is told which there are; whatever can be got has a HEAD.
    pub(crate) fn service(self) -> impl HttpServiceFactory + 'static {
        let accesses = self.operations.iter().map(|one| (one.method.clone(), one.access, one.computes)).collect();
        let mut allowed: Vec<Method> = self.operations.iter().map(|one| one.method.clone()).collect();
        if allowed.contains(&Method::GET) {
            allowed.push(Method::HEAD);
        }
        let refuse = move || {
            let allow = Allow(allowed.clone());
            async move { HttpResponse::MethodNotAllowed().insert_header(allow).finish() }
        };
        let mut service = resource(self.path);
        if let Some(bytes) = self.form_limit {
            service = service.app_data(crate::web::form_limit(bytes));
        }
        if self.is_noted {
            service = service.app_data(Noted);
        }
        if self.operations.iter().any(|one| one.access == Access::Developer) {
            service = service.guard(super::middleware::development());
        }
        self.operations
            .into_iter()
            .fold(service, |service, one| service.route(one.route.guard(of(one.method))))
            .default_service(route().to(refuse))
            .app_data(Accesses(accesses))
            .wrap(from_fn(checked))
    }
}

/// Holds whoever comes in against the table before anything else of the request is read. Handlers that take a [`SignedIn`] or a
/// [`ApiClient`] get the one that was found here.
async fn checked(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let (access, computes) = asked(request.request()).unzip();
    let mut by = None;
    match access {
        Some(Access::SignedIn | Access::Has(_) | Access::Proven(_)) => match request.extract::<SignedIn>().await {
            Ok(signed_in) => {
                by = Some(signed_in.0.id);
                request.extensions_mut().insert(signed_in);
            }
            Err(refused) => return Ok(request.error_response(refused).map_into_right_body()),
        },
        Some(Access::ApiClient(_) | Access::ApiClientThatActs) => match request.extract::<ApiClient>().await {
            Ok(program) => {
                by = Some(program.coordinator());
                request.extensions_mut().insert(program);
            }
            Err(refused) => return Ok(request.error_response(refused).map_into_right_body()),
        },
        Some(Access::HalfSignedIn) => {
            if let Err(refused) = request.extract::<Session>().await {
                return Ok(request.error_response(refused).map_into_right_body());
            }
        }
        Some(Access::Link) => match opened_links::entrance(request.request()).await {
            Some(Ok(shown)) => return Ok(request.into_response(shown).map_into_right_body()),
            Some(Err(refused)) => return Ok(request.error_response(refused).map_into_right_body()),
            None => {}
        },
        // Nothing to hold against it: links and signatures are looked up by what they are for.
        Some(Access::Anybody | Access::Signature | Access::Developer) | None => {}
    }
    if let Some(by) = by.filter(|_| computes == Some(true))
        && let Err(refused) = rate_limits::count_computation(request.request(), by)
    {
        return Ok(request.error_response(refused).map_into_right_body());
    }
    let turns = request.app_data::<Data<App>>().filter(|_| computes == Some(true)).map(|app| app.computations());
    let answer = match turns {
        Some(turns) => in_turn(turns, async move { next.call(request).await }).await?,
        None => next.call(request).await?,
    };
    if answer.request().app_data::<Noted>().is_some() && answer.status().is_success() {
        note_look(answer.request());
    }
    Ok(answer.map_into_left_body())
}

/// Has duos computed when it is their turn: few are at once, so that their memory is bounded and connections are left for whoever
/// reads. A computation whose reader went away keeps its turn until it ends.
async fn in_turn<T: 'static>(
    turns: Arc<Semaphore>,
    work: impl Future<Output = Result<T, Error>> + 'static,
) -> Result<T, Error> {
    let Ok(Ok(turn)) = tokio::time::timeout(LONGEST_WAIT, turns.acquire_owned()).await else {
        return Err(WebError::Busy.into());
    };
    let work = async move {
        let _turn = turn;
        work.await
    };
    rt::spawn(work.in_current_span()).await.unwrap_or_else(|stopped| match stopped.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(_) => Err(WebError::Busy.into()),
    })
}

/// Notes which list a coordinator, or their program, was shown.
fn note_look(request: &HttpRequest) {
    let (app, place) = (request.app_data::<Data<App>>(), Place::of(request));
    let signed_in = request.extensions().get::<SignedIn>().map(|one| one.0.id);
    let coordinator = signed_in.or_else(|| request.extensions().get::<ApiClient>().map(|one| one.coordinator()));
    if let (&Method::GET, Some(app), Some(place), Some(coordinator)) = (request.method(), app, place, coordinator) {
        audit::look_at_list(app, coordinator, place, request.path().to_owned());
    }
}

/// Lets a method through, and HEAD where GET is.
fn of(method: Method) -> impl Guard {
    guard::fn_guard(move |context| {
        let asked = &context.head().method;
        *asked == method || (method == Method::GET && *asked == Method::HEAD)
    })
}

impl Access {
    /// Who may do what is asked for; nobody where the table says nothing.
    pub(crate) fn to(request: &HttpRequest) -> Option<Self> {
        asked(request).map(|(access, _)| access)
    }
}

/// Who may do what is asked for, and whether duos are computed for it.
fn asked(request: &HttpRequest) -> Option<(Access, bool)> {
    let asked = if *request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let Accesses(all) = request.app_data::<Accesses>()?;
    all.iter().find(|(method, ..)| method == asked).map(|(_, access, computes)| (*access, *computes))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    #[actix_web::test]
    async fn few_compute_at_once_also_when_their_readers_go_away() {
        let turns = Arc::new(Semaphore::new(2));
        let (now, most, done) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
        let work = || {
            let (now, most, done) = (Rc::clone(&now), Rc::clone(&most), Rc::clone(&done));
            async move {
                now.set(now.get() + 1);
                most.set(most.get().max(now.get()));
                tokio::time::sleep(Duration::from_millis(30)).await;
                now.set(now.get() - 1);
                done.set(done.get() + 1);
                Ok::<(), Error>(())
            }
        };
        let readers: Vec<_> = (0..6).map(|_| rt::spawn(in_turn(Arc::clone(&turns), work()))).collect();
        tokio::time::sleep(Duration::from_millis(10)).await;
        readers.iter().take(2).for_each(rt::task::JoinHandle::abort);
        for reader in readers.into_iter().skip(2) {
            reader.await.unwrap().unwrap();
        }
        assert_eq!((most.get(), done.get()), (2, 6), "whoever went away is computed for, in their turn");
    }
}
