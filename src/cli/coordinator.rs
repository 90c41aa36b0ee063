//! `tweespan coordinator` and `tweespan programme`: what somebody at the server's keyboard sets up.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::serve::{open, say, with_settings};
use super::{Failure, demo, output};
use crate::domain::programme::access::Role;
use crate::domain::programme::topic::parse_catalogue;
use crate::domain::{EmailAddress, SingleLine, Slug, ValidationError};
use crate::service::programme::activity::Actor;
use crate::service::programme::{coordinators, open_id, second_factor};
use crate::store::StoreError;
use crate::store::programme::programmes::{self, NewProgramme};

#[derive(Debug, Subcommand)]
pub(crate) enum CoordinatorCommand {
    /// Makes somebody a coordinator, and prints the link with which they sign in for the first time
    Invite {
        /// Their e-mail address
        email: String,
        /// The programme, as it stands in addresses
        #[arg(long, value_name = "SLUG")]
        programme: String,
        /// What they may do: owner, coordinator or viewer. Whoever has a role keeps it
        #[arg(long, default_value = "owner", value_parser = role)]
        role: Role,
    },
    /// Removes a coordinator's second factor, because their phone and their recovery codes are gone, and ends their sessions
    ResetSecondFactor {
        /// Their e-mail address
        email: String,
    },
    /// Unlinks the account that a coordinator signs in with at their organisation, and ends their sessions: the next account with
    /// their address is theirs
    UnlinkAccount {
        /// Their e-mail address
        email: String,
    },
    /// Ends every session of a coordinator, or of all of them; their links and keys stay
    SignOut {
        /// Their e-mail address
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        email: Option<String>,
        /// Everybody's
        #[arg(long)]
        all: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProgrammeCommand {
    /// Adds a programme
    Add(AddArgs),
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// Its name in addresses: lower-case letters, digits and single hyphens
    slug: String,
    /// Its name in Dutch
    #[arg(long)]
    name_nl: String,
    /// Its name in English
    #[arg(long)]
    name_en: String,
    /// What it is, in Dutch
    #[arg(long, default_value = "")]
    about_nl: String,
    /// What it is, in English
    #[arg(long, default_value = "")]
    about_en: String,
    /// The address that answers to mails go to
    #[arg(long, value_name = "EMAIL")]
    contact: String,
    /// The topics, as CSV with the header `topic,element,label_nl,label_en`; the sample's 33 if not given
    #[arg(long, value_name = "FILE.csv")]
    topics: Option<PathBuf>,
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| "owner, coordinator or viewer".to_owned())
}

pub(crate) fn address(text: &str) -> Result<EmailAddress, Failure> {
    EmailAddress::parse(text).map_err(|_| Failure::new(format!("{text:?} is not an e-mail address")))
}

pub(crate) fn run(command: &CoordinatorCommand) -> Result<(), Failure> {
    match command {
        CoordinatorCommand::Invite { email, programme, role } => invite(email, programme, *role),
        CoordinatorCommand::ResetSecondFactor { email } => reset_second_factor(email),
        CoordinatorCommand::UnlinkAccount { email } => unlink_account(email),
        CoordinatorCommand::SignOut { email, .. } => sign_out(email.as_deref()),
    }
}

/// Signs out whoever has this address, or everybody.
fn sign_out(email: Option<&str>) -> Result<(), Failure> {
    let email = email.map(address).transpose()?;
    with_settings(|settings| async move {
        let app = open(settings)?;
        let ended = app.act(Actor::Operator, move |cx| coordinators::end_sessions(cx, email.as_ref())).await;
        let ended = ended.map_err(|e| Failure::new(e.to_string()))?;
        let ended = ended.ok_or_else(|| Failure::new("nobody with this address coordinates a programme".to_owned()))?;
        say(&format!("sessions ended: {ended}"))
    })
}

/// Has whoever has this address set up a second factor anew.
fn reset_second_factor(email: &str) -> Result<(), Failure> {
    let email = address(email)?;
    with_settings(|settings| async move {
        let app = open(settings)?;
        let reset = app.act(Actor::Operator, move |cx| second_factor::reset(cx, &email)).await;
        let reset = reset.map_err(|e| Failure::new(e.to_string()))?;
        let had = reset.ok_or_else(|| Failure::new("nobody with this address coordinates a programme".to_owned()))?;
        say(if had {
            "the second factor is gone; its owner sets up another after the next link"
        } else {
            "there was none"
        })
    })
}

/// Has whoever has this address sign in with another account of their organisation.
fn unlink_account(email: &str) -> Result<(), Failure> {
    let email = address(email)?;
    with_settings(|settings| async move {
        let app = open(settings)?;
        let forgotten = app.act(Actor::Operator, move |cx| open_id::forget(cx, &email)).await;
        let forgotten = forgotten.map_err(|e| Failure::new(e.to_string()))?;
        let had =
            forgotten.ok_or_else(|| Failure::new("nobody with this address coordinates a programme".to_owned()))?;
        say(if had {
            "unlinked; the next account with this address is theirs"
        } else {
            "nobody with this address had an account linked; nothing changed"
        })
    })
}

fn invite(email: &str, programme: &str, role: Role) -> Result<(), Failure> {
    let (email, programme) = (address(email)?, programme.to_owned());
    with_settings(|settings| async move {
        let app = open(settings)?;
        let slug = programme.clone();
        let token = app
            .act(Actor::Operator, move |cx| match programmes::by_slug(cx.c, &slug)? {
                Some(programme) => coordinators::appoint(cx, &email, programme.id, role).map(Some),
                None => Ok::<_, StoreError>(None),
            })
            .await
            .map_err(|e| Failure::new(e.to_string()))?
            .ok_or_else(|| {
                Failure::new(format!("there is no programme {programme:?}: add it with tweespan programme add"))
            })?;
        say(&format!("{}/coordinator/sign-in/{}", app.base_url(), token.to_hex()))
    })
}

pub(crate) fn programme(command: &ProgrammeCommand) -> Result<(), Failure> {
    let ProgrammeCommand::Add(args) = command;
    let slug = Slug::parse(&args.slug).map_err(|_| {
        Failure::new(format!(
            "{:?} does not suit: use lower-case letters, digits and single hyphens, and no word that is a page already",
            args.slug
        ))
    })?;
    let contact = address(&args.contact)?;
    let catalogue = match &args.topics {
        Some(path) => {
            let text = String::from_utf8(output::read(path)?)
                .map_err(|_| Failure::new(format!("{}: not UTF-8", output::name(path))))?;
            parse_catalogue(&text).map_err(|e| Failure::new(format!("{}: {e}", output::name(path))))?
        }
        None => parse_catalogue(demo::TOPICS).map_err(Failure::new)?,
    };
    let line = |what: &str, text: &str| {
        SingleLine::<100>::parse(text).map_err(|_| Failure::new(format!("--{what}: one line of 1 to 100 characters")))
    };
    let (name_nl, name_en) = (line("name-nl", &args.name_nl)?, line("name-en", &args.name_en)?);
    let about = |what: &str, text: &str| match SingleLine::<500>::parse(text) {
        Ok(line) => Ok(line.to_string()),
        Err(ValidationError::Missing) => Ok(String::new()),
        Err(_) => Err(Failure::new(format!("--{what}: one line of at most 500 characters"))),
    };
    let (about_nl, about_en) = (about("about-nl", &args.about_nl)?, about("about-en", &args.about_en)?);
    with_settings(|settings| async move {
        let app = open(settings)?;
        let now = app.now();
        let added = app
            .write_quietly(move |c| {
                if programmes::by_slug(c, slug.as_str())?.is_some() {
                    return Ok::<_, StoreError>(None);
                }
                let new = NewProgramme {
                    slug: &slug,
                    name_nl: name_nl.as_str(),
                    name_en: name_en.as_str(),
                    about_nl: &about_nl,
                    about_en: &about_en,
                    contact: &contact,
                };
                programmes::create(c, &new, &catalogue, now)?;
                Ok(Some(slug))
            })
            .await
            .map_err(|e| Failure::new(e.to_string()))?
            .ok_or_else(|| Failure::new("there is a programme of that name already"))?;
        say(&format!("{}/{added}", app.base_url()))
    })
}
