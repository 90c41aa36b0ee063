//! `tweespan demo`: the whole product at work on the sample programme.

use std::path::{Path, PathBuf};

use chrono::Days;
use clap::Args;

use super::serve::{listen, say, until_stopped, with_settings};
use super::{Failure, people};
use crate::app::App;
use crate::domain::programme::access::Role;
use crate::domain::programme::topic::parse_catalogue;
use crate::domain::{
    Catalogue, EmailAddress, Locale, Profile, ProgrammeId, RoundSettings, SingleLine, Slug, Token, Topics,
};
use crate::jobs::delivery::{self, Delivered};
use crate::locale::Texts;
use crate::service::programme::activity::Actor;
use crate::service::programme::coordinators;
use crate::service::round;
use crate::service::round::Plan;
use crate::store::mail::outbox;
use crate::store::person::consents;
use crate::store::person::professionals::{self, Origin, Standing};
use crate::store::programme::programmes::{self, NewProgramme};
use crate::store::{Connection, StoreError};
use crate::web::consent;

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// The people to pair, as CSV; the sample of 42 if not given
    #[arg(long, value_name = "FILE.csv")]
    people: Option<PathBuf>,
    /// Ends once the introductions are delivered
    #[arg(long)]
    exit: bool,
}

/// The sample programme, the same that ships in `config/sample`.
pub(crate) const TOPICS: &str = include_str!("../../config/sample/topics.csv");
const PEOPLE: &[u8] = include_bytes!("../../config/sample/professionals.csv");
const COORDINATOR: &str = "coordinator@voorbeeld.example";
const SLUG: &str = "jeugd";

pub(crate) fn run(args: &DemoArgs) -> Result<(), Failure> {
    with_settings(|mut settings| async move {
        // It is there to be looked at at once.
        settings.mail.hold_minutes = 0;
        settings.with_mail_server().map_err(Failure::new)?;
        if !is_empty(Path::new("data")) {
            return Err(Failure::new(
                "the folder data is not empty: the demo starts from nothing, so run it in another \
                                     folder, or use tweespan serve to go on with what is there",
            ));
        }
        let catalogue = parse_catalogue(TOPICS).map_err(Failure::new)?;
        let profiles = match &args.people {
            Some(path) => people::read(path, Topics::Of(&catalogue))?,
            None => people::parse("the sample", PEOPLE, Topics::Of(&catalogue))?,
        };
        // Who only wants the mails needs no port.
        let listener = if args.exit { None } else { Some(listen(&settings)?) };
        let url =
            listener.as_ref().map_or_else(|| format!("http://{}", settings.server.listen), |(_, url)| url.clone());
        let app = App::open(settings, &url).map_err(Failure::new)?;
        let made = tokio::task::spawn_blocking({
            let app = app.clone();
            move || make(&app, &catalogue, &profiles)
        });
        let made = made.await.map_err(|e| Failure::new(format!("the demo was cut short: {e}")))??;
        say(&format!("programme {SLUG}: {} professionals, {} duos introduced", made.people, made.duos))?;
        deliver_all(&app).await?;
        let Some((listener, url)) = listener else { return Ok(()) };
        let base = app.base_url();
        say("open next:")?;
        say(&format!("  sign up as a professional   {base}/{SLUG}"))?;
        if app.has_dev_pages() {
            say(&format!("  the mails that were sent    {base}/dev/mailbox"))?;
        }
        say(&format!("  sign in as the coordinator  {base}/coordinator/sign-in/{}", made.sign_in.to_hex()))?;
        until_stopped(app, listener, &url).await
    })
}

fn is_empty(directory: &Path) -> bool {
    std::fs::read_dir(directory).map_or(true, |mut entries| entries.next().is_none())
}

struct Made {
    people: usize,
    duos: usize,
    sign_in: Token,
}

fn make(app: &App, catalogue: &Catalogue, profiles: &[Profile]) -> Result<Made, Failure> {
    let (by, store) = (app.by(Actor::Operator), app.store());
    let failed = |e: StoreError| Failure::new(e.to_string());
    let broken = |_| Failure::new("the sample programme is broken");
    let (slug, contact) = (Slug::parse(SLUG).map_err(broken)?, EmailAddress::parse(COORDINATOR).map_err(broken)?);
    let name = SingleLine::parse("Proefronde").map_err(broken)?;
    let (programme, sign_in) = by
        .write(store, |cx| {
            if programmes::by_slug(cx.c, SLUG)?.is_some() {
                return Ok(None);
            }
            let programme = add_programme(cx.c, &slug, &contact, catalogue, app)?;
            let consent = consent::of(Texts::of(Locale::Nl), &programmes::by_id(cx.c, programme)?, cx.policy);
            for profile in profiles {
                let origin = Origin { standing: Standing::Active, locale: Locale::Nl };
                let person = professionals::add(cx.c, programme, profile, origin, cx.now)?;
                consents::give(cx.c, person.id, &consent, cx.now)?;
            }
            let sign_in = coordinators::appoint(cx, &contact, programme, Role::Owner)?;
            Ok::<_, StoreError>(Some((programme, sign_in)))
        })
        .map_err(failed)?
        .ok_or_else(|| Failure::new("the database holds the demo already: use tweespan serve, or an empty database"))?;
    let plan = Plan { name, settings: RoundSettings::default(), answer_by: by.now.date_naive() + Days::new(14) };
    let stopped = |e| Failure::new(format!("the round could not be run: {e:?}"));
    let round = by.write(store, |cx| round::create(cx, programme, &plan)).map_err(stopped)?;
    round::propose(store, by, round, None).map_err(stopped)?;
    let duos = by.write(store, |cx| round::publish(cx, round, None)).map_err(stopped)?;
    Ok(Made { people: profiles.len(), duos, sign_in })
}

fn add_programme(
    c: &mut Connection,
    slug: &Slug,
    contact: &EmailAddress,
    catalogue: &Catalogue,
    app: &App,
) -> Result<ProgrammeId, StoreError> {
    let new = NewProgramme {
        slug,
        name_nl: "Vakmanschap jeugd",
        name_en: "Craftsmanship in youth work",
        about_nl: "Voor iedereen die met jeugd werkt. Leer in een duo van en met een collega van een andere organisatie: \
                   over je vak, over samenwerken en over jezelf.",
        about_en: "For everybody who works with young people. Learn in a duo from and with a colleague of another \
                   organisation: about your craft, about working together and about yourself.",
        contact,
    };
    programmes::create(c, &new, catalogue, app.now())
}

async fn deliver_all(app: &App) -> Result<(), Failure> {
    let failed = |e: StoreError| Failure::new(e.to_string());
    let mut total = Delivered { more: true, ..Delivered::default() };
    while total.more {
        let batch = delivery::due(app, || false).await.map_err(failed)?;
        total.sent += batch.sent;
        total.failed += batch.failed;
        total.more = batch.more;
    }
    let to = app.transport().directory().map_or("the mail server".to_owned(), |d| d.display().to_string());
    say(&format!("{} mails delivered to {to}", total.sent))?;
    let waiting = usize::try_from(app.read(outbox::waiting).await.map_err(failed)?).unwrap_or(0);
    match waiting + total.failed {
        0 => Ok(()),
        missing => Err(Failure::new(format!(
            "{missing} mails could not be delivered; the log says why, and tweespan serve tries again"
        ))),
    }
}
