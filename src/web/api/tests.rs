//! The API through HTTP, on a database of its own.

use std::collections::BTreeSet;

use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App as Actix, Error, web};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{document, table};
use crate::app::App;
use crate::config::Settings;
use crate::domain::programme::access::{Role, Scopes};
use crate::domain::programme::topic::parse_catalogue;
use crate::domain::{EmailAddress, Locale, ProfessionalId, ProgrammeId, Slug};
use crate::service::programme::activity::Actor;
use crate::service::programme::coordinators;
use crate::service::programme::keys::{self, NewKey};
use crate::store::person::consents::Consent;
use crate::store::person::professionals;
use crate::store::programme::programmes;
use crate::store::{DatabaseUrl, Store, StoreError};
use crate::web::security::{middleware, rate_limits};
use crate::web::{error_pages, errors};

/// Two programmes, the coordinator's tokens to them, and the service.
struct Site {
    app: App,
    token: String,
    foreign: String,
    _directory: TempDir,
}

impl Site {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(
            &DatabaseUrl::sqlite_file(&directory.path().join("api.sqlite3")),
            std::time::Duration::from_secs(5),
        )
        .unwrap();
        let mut settings = Settings::load().unwrap();
        settings.mail.directory = directory.path().join("mail");
        settings.limits.requests_per_minute = 20.try_into().unwrap();
        let app = App::with_store(settings, "http://localhost", store).unwrap();
        let tokens = ["jeugd", "ander"].map(|slug| {
            let catalogue = parse_catalogue(include_str!("../../../config/sample/topics.csv")).unwrap();
            let now = app.now();
            let contact = EmailAddress::parse(&format!("{slug}@example.org")).unwrap();
            app.store()
                .write::<_, StoreError>(|c| {
                    let new = programmes::NewProgramme {
                        slug: &Slug::parse(slug).unwrap(),
                        name_nl: slug,
                        name_en: slug,
                        about_nl: "Wat het is.",
                        about_en: "What it is.",
                        contact: &contact,
                    };
                    let programme = programmes::create(c, &new, &catalogue, now)?;
                    coordinators::appoint(&mut app.by(Actor::Operator).on(c), &contact, programme, Role::Owner)?;
                    let coordinator = crate::store::programme::coordinators::by_email(c, &contact)?.unwrap().id;
                    let by = app.by(Actor::Coordinator(coordinator));
                    let new = NewKey { label: "test".to_owned(), scopes: Scopes::ALL, programmes: vec![programme] };
                    keys::give(&mut by.on(c), &new)
                })
                .unwrap()
                .to_hex()
        });
        let [token, foreign] = tokens;
        Self { app, token, foreign, _directory: directory }
    }

    fn everybody_confirms(&self) {
        let now = self.app.now();
        let consent = Consent { version: "1".to_owned(), locale: Locale::Nl, text: "Ja.".to_owned() };
        self.app
            .store()
            .write::<_, StoreError>(|c| {
                for professional in professionals::page(c, ProgrammeId(1), ProfessionalId(0), 1000)? {
                    professionals::activate(c, professional.id, &consent, now)?;
                }
                Ok(())
            })
            .unwrap();
    }

    fn actix(
        &self,
    ) -> Actix<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error, InitError = ()> + use<>,
    > {
        Actix::new()
            .app_data(web::Data::new(self.app.clone()))
            .app_data(web::Data::new(rate_limits::Limits::new(&self.app.settings().limits)))
            .app_data(web::PathConfig::default().error_handler(|_, _| errors::WebError::NotFound.into()))
            .app_data(web::QueryConfig::default().error_handler(super::problem_document::of_query))
            .configure(super::routes)
            .default_service(web::to(|| async { Err::<&str, _>(errors::WebError::NotFound) }))
            .wrap(from_fn(error_pages::rendered))
            .wrap(from_fn(middleware::headers))
    }
}

/// Sends a request and gives the status and the JSON of the answer.
macro_rules! ask {
    ($service:expr, $method:ident $path:expr, $token:expr, $body:expr) => {{
        let mut request = TestRequest::default().method(Method::$method).uri($path).peer_addr("192.0.2.1:1".parse().unwrap());
        let (token, body): (&str, Value) = ($token, $body);
        if !token.is_empty() {
            request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
        }
        match body {
            Value::Null => {}
            Value::String(text) => request = request.insert_header((header::CONTENT_TYPE, "text/csv")).set_payload(text),
            other => request = request.set_json(other),
        }
        let response = call_service(&$service, request.to_request()).await;
        let (status, is_error) = (response.status(), response.status().as_u16() >= 400);
        let media_type = response.headers().get(header::CONTENT_TYPE).unwrap().to_str().unwrap().to_owned();
        assert_eq!(media_type == "application/problem+json", is_error, "{media_type}");
        let json: Value = serde_json::from_slice(&read_body(response).await).unwrap();
        assert!(!is_error || json["status"] == status.as_u16());
        (status, json)
    }};
    ($service:expr, $method:ident $path:expr, $token:expr) => { ask!($service, $method $path, $token, Value::Null) };
}

fn fields(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap_or("")).collect()
}

const SAMPLE: &str = include_str!("../../../config/sample/professionals.csv");

#[test]
fn every_route_is_in_the_document_and_no_other() {
    let routes: BTreeSet<(String, String)> = table()
        .into_iter()
        .flat_map(|one| one.operations.into_iter().map(move |o| (one.path.clone(), o.method.to_string())))
        .collect();
    let document = serde_json::to_value(document()).unwrap();
    let described: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().keys().map(move |m| (path.clone(), m.to_uppercase())))
        .collect();
    assert_eq!(routes, described);
}

#[test]
fn the_document_is_whole() {
    let document = serde_json::to_value(document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    let text = document.to_string();
    for reference in text.split("#/components/schemas/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(document["components"]["schemas"][reference].is_object(), "{reference}");
    }
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(operation["summary"].is_string(), "{method} {path}");
            assert!(ids.insert(operation["operationId"].to_string()), "{method} {path}");
            let is_open = operation["tags"][0] == "public";
            assert_eq!(operation["responses"]["401"].is_null(), is_open, "{method} {path}");
        }
    }
}

#[actix_web::test]
async fn everybody_sees_the_open_programmes_and_signs_up() {
    let site = Site::new();
    let service = init_service(site.actix()).await;
    let (_, list) = ask!(service, GET "/api/v1/programmes?limit=1", "");
    assert_eq!((&list["items"][0]["slug"], &list["next"]), (&json!("ander"), &json!("ander")));
    let (_, list) = ask!(service, GET "/api/v1/programmes?cursor=ander", "");
    assert_eq!((&list["items"][0]["slug"], &list["next"]), (&json!("jeugd"), &Value::Null));
    let (_, topics) = ask!(service, GET "/api/v1/programmes/jeugd/topics", "");
    assert_eq!(topics["items"].as_array().unwrap().len(), 33);
    let topic = topics["items"][0]["id"].clone();

    let (_, programme) = ask!(service, GET "/api/v1/programmes/jeugd", "");
    let good = json!({
        "name": "Noor", "email": "noor@example.org", "role": "jeugdhulpverlener", "organisation": "De Brug",
        "region": "Utrecht", "years_experience": 4, "languages": ["nl"], "meets": "either", "takes_part_as": "learn",
        "learning_needs": [{"topic": topic, "priority": 3}], "consent": programme["consent_version"]
    });
    let first = ask!(service, POST "/api/v1/programmes/jeugd/sign-ups", "", good.clone());
    site.everybody_confirms();
    let again = ask!(service, POST "/api/v1/programmes/jeugd/sign-ups", "", good.clone());
    assert_eq!(first.0, StatusCode::ACCEPTED);
    assert_eq!(first, again);

    let mut bad = good.clone();
    bad["capacity"] = json!(-1);
    bad["years_experience"] = json!(9_000_000_000_i64);
    bad["consent"] = json!("1999");
    bad["learning_needs"][0]["priority"] = json!(4);
    let (status, problem) = ask!(service, POST "/api/v1/programmes/jeugd/sign-ups", "", bad);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(fields(&problem), ["years_experience", "capacity", "learning_needs", "consent"]);

    let mut bad = good.clone();
    bad["shoe_size"] = json!(43);
    let (status, problem) = ask!(service, POST "/api/v1/programmes/jeugd/sign-ups", "", bad);
    assert_eq!((status.as_u16(), fields(&problem)), (422, vec!["shoe_size"]));
    let (status, _) = ask!(service, POST "/api/v1/programmes/jeugd/sign-ups", "", json!({"name": "x".repeat(70_000)}));
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let (status, _) = ask!(service, POST "/api/v1/programmes/jeugd/sign-ups", "", json!("name=Noor"));
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let (status, _) = ask!(service, POST "/api/v1/programmes/elders/sign-ups", "", good.clone());
    assert_eq!(status, StatusCode::NOT_FOUND);

    let mut last = StatusCode::ACCEPTED;
    for _ in 0..20 {
        last = ask!(service, POST "/api/v1/programmes/jeugd/sign-ups", "", json!({})).0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[actix_web::test]
async fn others_see_nothing_of_a_coordinator_s_programme() {
    let site = Site::new();
    let service = init_service(site.actix()).await;
    for path in ["/api/v1/programmes/jeugd/professionals", "/api/v1/programmes/jeugd/rounds", "/api/v1/rounds/1"] {
        for token in ["", "x", &"0".repeat(64)] {
            assert_eq!(ask!(service, GET path, token).0, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(ask!(service, GET path, &site.foreign).0, StatusCode::NOT_FOUND);
    }
    let new = json!({"name": "Ronde", "answer_by": site.app.now().date_naive() + chrono::Days::new(9)});
    let (_, round) = ask!(service, POST "/api/v1/programmes/jeugd/rounds", &site.token, new);
    assert_eq!(round["id"], 1);
    for path in ["/api/v1/rounds/1", "/api/v1/rounds/1/duos", "/api/v1/rounds/1/unmatched"] {
        assert_eq!(ask!(service, GET path, &site.foreign).0, StatusCode::NOT_FOUND);
    }
    assert_eq!(ask!(service, PATCH "/api/v1/rounds/1", &site.foreign, json!({"version": 1})).0, StatusCode::NOT_FOUND);
    assert_eq!(ask!(service, POST "/api/v1/rounds/1/proposals", &site.foreign).0, StatusCode::NOT_FOUND);
    assert_eq!(ask!(service, POST "/api/v1/rounds/1/publication", &site.foreign).0, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_round_from_the_file_to_the_introductions() {
    let site = Site::new();
    let service = init_service(site.actix()).await;
    let token = &site.token;
    let bad = format!("{SAMPLE},,,\nA,a@b.nl,r,o,Utrecht,-1,nl,either,,learn,0,feedback:4,\n");
    let (status, problem) = ask!(service, POST "/api/v1/programmes/jeugd/imports", token, json!(bad));
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(fields(&problem), ["", "years_experience", "learning_needs"]);
    assert_eq!(problem["errors"][1]["line"], 45);
    let (status, done) = ask!(service, POST "/api/v1/programmes/jeugd/imports?locale=en", token, json!(SAMPLE));
    assert_eq!((status.as_u16(), &done["added"], &done["known"]), (201, &json!(42), &json!(0)), "{done}");
    site.everybody_confirms();

    let (_, page) = ask!(service, GET "/api/v1/programmes/jeugd/professionals?limit=40", token);
    let (_, rest) = ask!(
        service,
        GET & format!("/api/v1/programmes/jeugd/professionals?cursor={}", page["next"].as_str().unwrap()),
        token
    );
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (2, &Value::Null));
    let (_, one) = ask!(service, GET "/api/v1/programmes/jeugd/professionals/1", token);
    assert_eq!(one, page["items"][0]);
    assert!(one["email"].is_string() && one["reports_to"].is_null() && one["avoid"].is_null());

    let day = site.app.now().date_naive() + chrono::Days::new(9);
    let (_, problem) =
        ask!(service, POST "/api/v1/programmes/jeugd/rounds", token, json!({"settings": {"kind": "exchange"}}));
    assert_eq!(fields(&problem), ["name", "settings.groups", "answer_by"]);
    let new = json!({"name": "Ronde", "answer_by": day, "settings": {"weights": {"region": 7, "role": "must"}}});
    let (status, round) = ask!(service, POST "/api/v1/programmes/jeugd/rounds", token, new);
    assert_eq!((status.as_u16(), &round["state"], &round["version"]), (201, &json!("draft"), &json!(1)));
    assert_eq!(round["settings"]["weights"]["role"], "must");
    assert_eq!(round["participants"].as_array().unwrap().len(), 42);

    let participants: Vec<i64> = (2..=42).collect();
    let change = json!({"version": 1, "settings": {"weights": {"role": 3}}, "participants": participants});
    let (_, changed) = ask!(service, PATCH "/api/v1/rounds/1", token, change.clone());
    assert_eq!(
        (&changed["settings"]["weights"]["region"], &changed["settings"]["weights"]["role"]),
        (&json!(7), &json!(3))
    );
    assert_eq!((&changed["version"], changed["participants"].as_array().unwrap().len()), (&json!(2), 41));
    assert_eq!(ask!(service, PATCH "/api/v1/rounds/1", token, change).0, StatusCode::CONFLICT);
    let strangers = json!({"version": 2, "participants": [1, 99]});
    assert_eq!(fields(&ask!(service, PATCH "/api/v1/rounds/1", token, strangers).1), ["participants"]);
    let past = json!({"version": 2, "answer_by": "2020-01-01"});
    assert_eq!(fields(&ask!(service, PATCH "/api/v1/rounds/1", token, past).1), ["answer_by"]);

    assert_eq!(ask!(service, POST "/api/v1/rounds/1/publication", token).0, StatusCode::CONFLICT);
    assert_eq!(ask!(service, POST "/api/v1/rounds/1/proposals", token, json!({"version": 1})).0, StatusCode::CONFLICT);
    let (_, round) = ask!(service, POST "/api/v1/rounds/1/proposals", token);
    assert_eq!((&round["state"], &round["version"]), (&json!("proposed"), &json!(3)));
    let (_, duos) = ask!(service, GET "/api/v1/rounds/1/duos?limit=200", token);
    for duo in duos["items"].as_array().unwrap() {
        let sum: i64 = duo["reasons"].as_object().unwrap().values().map(|v| v.as_i64().unwrap()).sum();
        assert_eq!(duo["score"], sum);
    }
    let (_, unmatched) = ask!(service, GET "/api/v1/rounds/1/unmatched?limit=200", token);
    assert!(unmatched["items"][0]["why"]["reason"].is_string());
    let (status, round) = ask!(service, POST "/api/v1/rounds/1/publication", token, json!({"version": 3}));
    assert_eq!((status.as_u16(), &round["state"]), (200, &json!("published")));
    let (_, introduced) = ask!(service, GET "/api/v1/rounds/1/duos?limit=1", token);
    assert_eq!(introduced["items"][0]["state"], "introduced");
    assert_eq!(introduced["next"], introduced["items"][0]["id"].to_string());
    assert_eq!(ask!(service, POST "/api/v1/rounds/1/publication", token).0, StatusCode::CONFLICT);
    assert_eq!(ask!(service, GET "/api/v1/programmes/jeugd/rounds", token).1["items"][0]["id"], 1);
}

#[actix_web::test]
async fn an_exchange_has_groups_and_no_learners_or_guides() {
    let site = Site::new();
    let service = init_service(site.actix()).await;
    let token = &site.token;
    ask!(service, POST "/api/v1/programmes/jeugd/imports", token, json!(SAMPLE));
    site.everybody_confirms();
    let day = site.app.now().date_naive() + chrono::Days::new(9);
    let rounds = "/api/v1/programmes/jeugd/rounds";
    for (settings, field) in [
        (json!({"groups": {"first": {"role": []}}}), "settings.groups.first"),
        (json!({"groups": {"first": {"shoe": ["x"]}}}), "settings.groups.first.shoe"),
        (json!({"locked": [["a@b.nl"]]}), "settings.locked.0"),
        (json!({"banned": [["a@b.nl", "c@d.nl"], ["a@b.nl", "A@b.nl"]]}), "settings.banned.1"),
        (json!({"locked": vec![["a@b.nl", "c@d.nl"]; 501]}), "settings.locked"),
    ] {
        let new = json!({"name": "Ruil", "answer_by": day, "settings": settings});
        let (status, problem) = ask!(service, POST rounds, token, new);
        assert_eq!((status.as_u16(), fields(&problem)), (422, vec![field]), "{problem}");
    }
    let groups = json!({"first": {"role": ["Jongerenwerker", "jeugdhulpverlener"]}});
    let settings = json!({"kind": "exchange", "groups": groups, "weights": {"learning": 10}});
    let new = json!({"name": "Ruil", "answer_by": day, "settings": settings});
    let (status, round) = ask!(service, POST rounds, token, new);
    assert_eq!((status.as_u16(), &round["settings"]["groups"]), (201, &groups), "{round}");
    assert_eq!((&round["settings"]["locked"], &round["settings"]["banned"]), (&json!([]), &json!([])));
    let locked =
        json!({"version": 1, "settings": {"locked": [["vreemd@elders.example", "noor.de.vries@voorbeeld.example"]]}});
    assert_eq!(ask!(service, PATCH "/api/v1/rounds/1", token, locked).0, StatusCode::OK);
    let (status, problem) = ask!(service, POST "/api/v1/rounds/1/proposals", token);
    assert_eq!((status.as_u16(), fields(&problem)), (422, vec!["settings.locked"]));
    assert!(problem.to_string().contains("vreemd@elders.example"), "{problem}");

    let free = json!({"version": 2, "settings": {"locked": []}});
    let (_, round) = ask!(service, PATCH "/api/v1/rounds/1", token, free);
    assert_eq!(round["settings"]["groups"], groups, "what is left out stays");
    assert_eq!(ask!(service, POST "/api/v1/rounds/1/proposals", token).0, StatusCode::OK);
    let (_, duos) = ask!(service, GET "/api/v1/rounds/1/duos?limit=200", token);
    let (_, people) = ask!(service, GET "/api/v1/programmes/jeugd/professionals?limit=200", token);
    let in_first = |id: &Value| {
        let person = people["items"].as_array().unwrap().iter().find(|p| p["id"] == *id).unwrap();
        ["jongerenwerker", "jeugdhulpverlener"].contains(&person["role"].as_str().unwrap())
    };
    let duos_of_both = duos["items"].as_array().unwrap();
    assert!(duos_of_both.len() > 3, "{duos}");
    for duo in duos_of_both {
        let [one, other] = [&duo["members"][0], &duo["members"][1]];
        assert_eq!((&one["side"], &other["side"]), (&json!("first_group"), &json!("second_group")));
        assert!(in_first(&one["professional"]) && !in_first(&other["professional"]));
    }
    let (_, unmatched) = ask!(service, GET "/api/v1/rounds/1/unmatched?limit=200", token);
    for told in [&duos, &unmatched] {
        let told = told.to_string();
        assert!(!told.contains("guide") && !told.contains("learner"), "{told}");
    }
}

#[actix_web::test]
async fn what_is_asked_wrongly_is_told_as_a_problem() {
    let site = Site::new();
    let service = init_service(site.actix()).await;
    for (path, status) in [
        ("/api/v1/nowhere", 404),
        ("/api/v1/programmes/elders", 404),
        ("/api/v1/rounds/abc", 404),
        ("/api/v1/programmes?limit=0", 400),
        ("/api/v1/programmes?page=2", 400),
        ("/api/v1/programmes/jeugd/sign-ups", 405),
    ] {
        assert_eq!(ask!(service, GET path, &site.token).0, status, "{path}");
    }
    let (_, problem) = ask!(service, GET "/api/v1/programmes?page=2", "");
    assert_eq!(fields(&problem), ["page"]);
    let request = TestRequest::delete().uri("/api/v1/rounds/1").to_request();
    let response = call_service(&service, request).await;
    assert_eq!(response.headers().get(header::ALLOW).unwrap(), "GET, PATCH, HEAD");
}

#[actix_web::test]
async fn the_page_about_the_api_loads_only_from_here() {
    let site = Site::new();
    let service = init_service(site.actix()).await;
    for path in ["/api/docs/", "/api/docs/swagger-initializer.js", "/api/docs/swagger-ui-bundle.js"] {
        let response = call_service(&service, TestRequest::get().uri(path).to_request()).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let policy = response.headers().get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("http"), "{policy}");
    }
    let response = call_service(&service, TestRequest::get().uri("/api/docs").to_request()).await;
    assert_eq!(response.headers().get(header::LOCATION).unwrap(), "/api/docs/");
}
