//! The talk with an organisation's own sign-in: OpenID Connect Core 1.0, the authorization code with PKCE (RFC 7636), and its
//! provider found by discovery.
//!
//! The functions here wait for the provider. Nothing is kept between two requests. What ties the way there and the way back together follows from one secret, which
//! the browser keeps in a cookie; what the provider is like is asked each time, so that new keys are known at once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::Utc;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdTokenClaims,
    CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    HttpRequest, HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    Scope, SyncHttpClient, TokenResponse,
};
use ureq::tls::{RootCerts, TlsConfig};

use crate::config;
use crate::domain::{EmailAddress, Token, TokenHash};
use crate::service::programme::open_id::Identity;
use crate::store::programme::identities::Account;

/// The longest that a provider may take over one answer, and the most that an answer may be.
const LIMIT: Duration = Duration::from_secs(8);
const MAX_BYTES: u64 = 1024 * 1024;
/// How long ago whoever is asked anew may have signed in. Not zero: some providers refuse that, and others ask again and again.
const JUST_NOW: Duration = Duration::from_mins(1);

/// The longest that the name of an account may be (OpenID Connect Core, section 2).
const LONGEST_SUBJECT: usize = 255;
/// What an ID token may be signed with: keys whose other half only the provider has.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Where a provider sends people back to.
pub(crate) const BACK: &str = "/coordinator/sign-in/open-id/back";

/// The provider of an organisation's own sign-in.
pub(crate) struct Provider {
    /// What people call it.
    pub(crate) name: String,
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    back: RedirectUrl,
    trusts_addresses: bool,
    http: Http,
    /// Who may wait for it at this moment.
    turns: Mutex<usize>,
}

/// So many wait for a provider at the same time. Each waits on a thread, which others need as well.
const MAX_WAITING: usize = 4;

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Why somebody does not come in.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The provider does not answer, or not as one does; the words are for the log.
    Provider(String),
    /// What it answers does not hold: a code that was used, a token of somebody else's; the words are for the log.
    Refused(String),
}

/// A turn to wait for a provider, until it is dropped.
pub(crate) struct Turn(Arc<Provider>);

impl Drop for Turn {
    fn drop(&mut self) {
        *self.0.turns.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    }
}

impl Provider {
    /// The provider that the settings name, if they name one.
    ///
    /// # Errors
    /// One clear sentence.
    pub(crate) fn of(settings: &config::OpenId, base_url: &str) -> Result<Option<Self>, String> {
        if settings.issuer.is_empty() {
            return Ok(None);
        }
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|e| format!("open_id.issuer: {e}"))?;
        let back = RedirectUrl::new(format!("{base_url}{BACK}")).map_err(|e| format!("BASE_URL: {e}"))?;
        Ok(Some(Self {
            name: settings.name.clone(),
            issuer,
            client_id: ClientId::new(settings.client_id.clone()),
            client_secret: Some(&settings.client_secret).filter(|s| !s.is_empty()).cloned().map(ClientSecret::new),
            back,
            trusts_addresses: settings.trust_addresses,
            http: Http::new(),
            turns: Mutex::new(MAX_WAITING),
        }))
    }

    /// Lets one wait for the provider; nothing while as many do as may.
    pub(crate) fn turn(self: &Arc<Self>) -> Option<Turn> {
        let mut free = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        *free = free.checked_sub(1)?;
        Some(Turn(Arc::clone(self)))
    }

    fn client(&self) -> Result<Client, Failure> {
        let found = CoreProviderMetadata::discover(&self.issuer, &self.http);
        let metadata = found.map_err(|e| Failure::Provider(reasons(&e)))?;
        if !config::OpenId::is_safe(metadata.authorization_endpoint().url()) {
            return Err(Failure::Provider("its authorization endpoint does not begin with https://".to_owned()));
        }
        let by_header = metadata
            .token_endpoint_auth_methods_supported()
            .is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        Ok(CoreClient::from_provider_metadata(metadata, self.client_id.clone(), self.client_secret.clone())
            .set_auth_type(if by_header { AuthType::BasicAuth } else { AuthType::RequestBody })
            .set_redirect_uri(self.back.clone()))
    }

    /// The address at which somebody signs in; `anew` also where they are signed in there already.
    pub(crate) fn address(&self, secret: &Token, anew: bool) -> Result<String, Failure> {
        let client = self.client()?;
        let (state, nonce) = (state(secret).as_str().to_owned(), nonce(secret).as_str().to_owned());
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier(secret)));
        if anew {
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(JUST_NOW);
        }
        Ok(request.url().0.into())
    }

    /// Who signed in, by the code with which the provider sent them back.
    pub(crate) fn identity(&self, secret: &Token, code: String) -> Result<Identity, Failure> {
        let client = self.client()?;
        let request = client.exchange_code(AuthorizationCode::new(code));
        let request = request.map_err(|e| Failure::Provider(reasons(&e)))?.set_pkce_verifier(verifier(secret));
        let tokens = request.request(&self.http).map_err(|e| match e {
            openidconnect::RequestTokenError::ServerResponse(_) => Failure::Refused(reasons(&e)),
            _ => Failure::Provider(reasons(&e)),
        })?;
        let token = tokens.id_token().ok_or_else(|| Failure::Provider("no ID token".to_owned()))?;
        let expected = Nonce::new(nonce(secret).as_str().to_owned());
        let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS.iter().cloned());
        let claims = token.claims(&verifier, &expected).map_err(|e| Failure::Refused(reasons(&e)))?;
        if claims.authorized_party().is_some_and(|party| party.as_str() != self.client_id.as_str()) {
            return Err(Failure::Refused("the ID token was made for another client".to_owned()));
        }
        if !(1..=LONGEST_SUBJECT).contains(&claims.subject().len()) {
            return Err(Failure::Refused("the subject is empty or too long".to_owned()));
        }
        let email = match self.email(claims) {
            Some(email) => Some(email),
            None if claims.email().is_some() => None,
            // Some providers tell the address only to whoever asks for it.
            None => match client.user_info(tokens.access_token().clone(), Some(claims.subject().clone())) {
                Ok(request) => {
                    let more: CoreUserInfoClaims =
                        request.request(&self.http).map_err(|e| Failure::Provider(reasons(&e)))?;
                    self.checked(more.email().map(|e| e.as_str()), more.email_verified())
                }
                Err(_) => None,
            },
        };
        Ok(Identity {
            account: Account { issuer: self.issuer.as_str().to_owned(), subject: claims.subject().as_str().to_owned() },
            email,
            proved_at: claims.auth_time().map(|moment| moment.with_timezone(&Utc)),
        })
    }

    fn email(&self, claims: &CoreIdTokenClaims) -> Option<EmailAddress> {
        self.checked(claims.email().map(|email| email.as_str()), claims.email_verified())
    }

    /// An address that the provider says it checked, or is trusted with.
    fn checked(&self, email: Option<&str>, is_verified: Option<bool>) -> Option<EmailAddress> {
        let counts = is_verified == Some(true) || (is_verified.is_none() && self.trusts_addresses);
        email.filter(|_| counts).and_then(|email| EmailAddress::parse(email).ok())
    }
}

/// What the provider sends back with the browser, so that nobody is led to sign in as somebody else.
pub(crate) fn state(secret: &Token) -> TokenHash {
    TokenHash::of_code(&format!("state {}", secret.to_hex()))
}

/// What the ID token says again, so that it is for this sign-in alone.
fn nonce(secret: &Token) -> TokenHash {
    TokenHash::of_code(&format!("nonce {}", secret.to_hex()))
}

/// What shows that whoever brings the code asked for it.
fn verifier(secret: &Token) -> PkceCodeVerifier {
    let hash = TokenHash::of_code(&format!("verifier {}", secret.to_hex()));
    PkceCodeVerifier::new(hash.as_str().to_owned())
}

/// An error with what it comes from, on one line of the log: some of the words are the provider's.
fn reasons(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut below = error.source();
    while let Some(cause) = below {
        words = format!("{words}: {cause}");
        below = cause.source();
    }
    one_line(&words)
}

/// Words of others for the log: one line, not long, and no addresses of people.
pub(crate) fn one_line(words: &str) -> String {
    let words: Vec<String> = words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .map(|word| if word.contains('@') { "…".to_owned() } else { word.to_owned() })
        .collect();
    words.join(" ").chars().take(300).collect()
}

/// Asks over HTTP: no redirects, for an address that a provider names leads to no other; an answer in time, and of a size. Whoever
/// asks waits.
struct Http(ureq::Agent);

impl Http {
    fn new() -> Self {
        let certificates = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let agent = ureq::Agent::config_builder()
            .tls_config(certificates)
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(LIMIT))
            .build();
        Self(agent.into())
    }
}

impl SyncHttpClient for Http {
    type Error = ureq::Error;

    fn call(&self, request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
        let asked = url::Url::parse(&request.uri().to_string()).map_err(|e| ureq::Error::BadUri(e.to_string()))?;
        if !config::OpenId::is_safe(&asked) {
            return Err(ureq::Error::BadUri("an address of the provider does not begin with https://".to_owned()));
        }
        let (parts, mut body) = self.0.run(request)?.into_parts();
        let body = body.with_config().limit(MAX_BYTES).read_to_vec()?;
        Ok(HttpResponse::from_parts(parts, body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_are_one_line_without_addresses() {
        let told = "bad user jan@example.org\n2026-11-30 INFO forged \u{1b}[31m";
        assert_eq!(one_line(told), "bad user … 2026-11-30 INFO forged [31m");
        assert_eq!(one_line(&"a".repeat(1000)).len(), 300);
    }
}
