//! Signing up, as the form does it.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::ToSchema;

use super::problem_document::{self, FieldProblem, ProblemDocument};
use super::{body, programmes as public};
use crate::app::App;
use crate::domain::validation::ValidationError as Wrong;
use crate::domain::{Catalogue, Field, FieldError, Locale, Profile, ProfileInput, Topics};
use crate::locale::Texts;
use crate::service::Context;
use crate::service::person::profiles;
use crate::service::programme::activity::Actor;
use crate::store::programme::programmes;
use crate::web::security::constant_time;
use crate::web::security::rate_limits::{self, AsksFor};
use crate::web::{consent, page};

/// A sign-up may be this many bytes. The longest honest one is about 4,000.
const MOST: usize = 64 * 1024;

/// What somebody tells about themselves. A field that is left out is empty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Noor de Vries", "email": "noor@example.org", "role": "jeugdhulpverlener", "organisation": "De Brug",
    "region": "Utrecht", "years_experience": 4, "languages": ["nl", "en"], "meets": "either",
    "availability": ["tue-am", "thu-pm"], "takes_part_as": "both", "capacity": 1,
    "learning_needs": [{"topic": "grenzen-bewaken", "priority": 3}],
    "expertise": [{"topic": "feedback", "level": 2}],
    "reports_to": [], "avoid": [], "consent": "0a1b2c3d4e5f", "locale": "nl"
}))]
pub(crate) struct SignUp {
    /// 1 to 100 characters.
    #[schema(required, max_length = 100)]
    #[serde(default)]
    name: String,
    #[schema(required, max_length = 254, format = Email)]
    #[serde(default)]
    email: String,
    /// What they do, in their own words.
    #[schema(required, max_length = 80)]
    #[serde(default)]
    role: String,
    #[schema(required, max_length = 120)]
    #[serde(default)]
    organisation: String,
    #[schema(required, max_length = 60)]
    #[serde(default)]
    region: String,
    #[schema(required, value_type = i64, minimum = 0, maximum = 60)]
    years_experience: Option<i64>,
    /// ISO 639 codes; at least one.
    #[schema(required, example = json!(["nl", "en"]))]
    #[serde(default)]
    languages: Vec<String>,
    /// `online`, `in_person` or `either`.
    #[schema(required, pattern = "^(online|in_person|either)$")]
    #[serde(default)]
    meets: String,
    /// Half-days: `mon-am` to `fri-pm`.
    #[serde(default)]
    availability: Vec<String>,
    /// `learn`, `guide` or `both`.
    #[schema(required, pattern = "^(learn|guide|both)$")]
    #[serde(default)]
    takes_part_as: String,
    /// How many learners they would guide; needed from guides.
    #[schema(minimum = 0, maximum = 20)]
    capacity: Option<i64>,
    /// Needed from learners; at most 10.
    #[serde(default)]
    learning_needs: Vec<LearningNeed>,
    /// Needed from guides; at most 20.
    #[serde(default)]
    expertise: Vec<Expertise>,
    /// Addresses of those who have authority over them. Seen by nobody else.
    #[serde(default)]
    reports_to: Vec<String>,
    /// Addresses of those whom they would rather not meet. Seen by nobody else.
    #[serde(default)]
    avoid: Vec<String>,
    /// The programme's `consent_version`, from somebody who has read that text and agrees.
    #[schema(required)]
    #[serde(default)]
    consent: String,
    /// The language of their mails; else the first of ours in `Accept-Language`, else Dutch.
    locale: Option<Locale>,
}

/// A topic somebody wants to learn about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LearningNeed {
    /// The identifier of one of the programme's topics.
    #[schema(required)]
    #[serde(default)]
    topic: String,
    /// How much it matters to them.
    #[schema(required, value_type = i64, minimum = 1, maximum = 3)]
    priority: Option<i64>,
    /// Whether a partner may read it. Left out: not where the topic is `sensitive`, and else yes.
    shared: Option<bool>,
}

/// A topic somebody knows about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expertise {
    /// The identifier of one of the programme's topics.
    #[schema(required)]
    #[serde(default)]
    topic: String,
    /// How well they know it.
    #[schema(required, value_type = i64, minimum = 1, maximum = 3)]
    level: Option<i64>,
}

/// What happens next; the same for every address.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Accepted {
    #[schema(value_type = String)]
    next: &'static str,
}

const NEXT: &str = "A mail goes to this address, of which it gets only a few an hour. The link in it is the next step.";

/// Numbers go in as text, so that one out of its bounds is told like anything else.
fn text(number: Option<i64>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

impl SignUp {
    /// The profile, if everything is right and consent is given to the text of today.
    fn parse(self, catalogue: &Catalogue, consent_version: &str, texts: Texts) -> Result<Profile, ProblemDocument> {
        let consent = self.consent;
        let said = |n: &LearningNeed| Some((n.topic.clone(), if n.shared? { "yes" } else { "no" }.to_owned()));
        let sharing = self.learning_needs.iter().filter_map(said).collect();
        let input = ProfileInput {
            name: self.name,
            email: self.email,
            role: self.role,
            organisation: self.organisation,
            region: self.region,
            years_experience: text(self.years_experience),
            languages: self.languages,
            meets: self.meets,
            availability: self.availability,
            takes_part_as: self.takes_part_as,
            capacity: text(self.capacity),
            learning_needs: self.learning_needs.into_iter().map(|n| (n.topic, text(n.priority))).collect(),
            expertise: self.expertise.into_iter().map(|e| (e.topic, text(e.level))).collect(),
            sharing,
            reports_to: self.reports_to,
            avoid: self.avoid,
            // A coordinator's, not the professional's own to say.
            waited: String::new(),
            tags: Vec::new(),
        };
        let disagrees = (consent != consent_version).then(|| FieldError {
            field: Field::Consent,
            problem: if consent.is_empty() {
                Wrong::Missing
            } else {
                Wrong::unknown_choice(&consent, &[consent_version])
            },
        });
        let (profile, mut errors) = match Profile::parse(&input, Topics::Of(catalogue)) {
            Ok(profile) => (Some(profile), Vec::new()),
            Err(errors) => (None, errors),
        };
        errors.extend(disagrees);
        profile
            .filter(|_| errors.is_empty())
            .ok_or_else(|| ProblemDocument::fields(errors.iter().map(|e| FieldProblem::of_profile(e, texts)).collect()))
    }
}

/// Sign somebody up
///
/// As the form does. A profile counts once its address was confirmed through the link in a mail. The answer is the
/// same for an address that is known and one that is not.
#[utoipa::path(
    post,
    path = "/api/v1/programmes/{slug}/sign-ups",
    operation_id = "sign_up",
    tag = "public",
    params(("slug" = String, Path, description = "The programme's name in addresses.")),
    request_body = SignUp,
    responses((status = 202, description = "Taken; a mail tells the next step.", body = Accepted))
)]
pub(crate) async fn create(
    app: Data<App>,
    request: HttpRequest,
    slug: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, ProblemDocument> {
    let started = Instant::now();
    rate_limits::count_sender(&request)?;
    let sign_up: SignUp = body::json(&request, payload, MOST).await?;
    let locale = sign_up.locale.or_else(|| page::wish(&request)).unwrap_or_default();
    let (programme, catalogue) = app
        .read(move |c| {
            let programme = public::open(c, &slug)?;
            let catalogue = programmes::catalogue(c, programme.id)?.on_offer();
            Ok::<_, ProblemDocument>((programme, catalogue))
        })
        .await?;
    let version = consent::version(&programme, app.policy());
    let profile = sign_up.parse(&catalogue, &version, problem_document::texts(&request))?;
    let turn = rate_limits::mail(&request, AsksFor::SignUp, profile.email(), app.now());
    let id = programme.id;
    let sign_up = move |cx: &mut Context<'_>| profiles::sign_up(cx, id, &profile, (locale, turn));
    constant_time::finish(started, app.act_again_if_beaten(Actor::Visitor, sign_up)).await?;
    Ok(HttpResponse::Accepted().json(Accepted { next: NEXT }))
}
