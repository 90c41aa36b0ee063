//! Which mail server, and how to speak to it.

use std::net::IpAddr;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use percent_encoding::percent_decode_str;
use url::Url;

/// A mail server. It has no `Debug`: there may be a password in it.
pub(crate) struct Server {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) tls: Tls,
    pub(crate) hello: ClientId,
    pub(crate) credentials: Option<Credentials>,
}

impl Server {
    /// Reads `smtp://USER:PASSWORD@HOST:PORT/HELLO?tls=required`: `smtps` is TLS from the start, `tls` is `required` or
    /// `opportunistic`, and the path is what we call ourselves.
    ///
    /// # Errors
    /// One clear sentence. Nothing of the URL is in it: it may hold a password.
    pub(crate) fn parse(url: &str) -> Result<Self, String> {
        if !["smtp://", "smtps://"].iter().any(|scheme| url.starts_with(scheme)) {
            return Err("SMTP_URL does not begin with smtp:// or smtps://".to_owned());
        }
        Self::of(url).ok_or_else(|| {
            "SMTP_URL is not understood; its form is smtp://user:password@host:587?tls=required".to_owned()
        })
    }

    /// Whether a password goes to another machine, or may, for everybody on the way to read.
    pub(crate) fn tells_password(&self) -> bool {
        let is_near = matches!(self.host.as_str(), "localhost" | "::1") || self.host.starts_with("127.");
        let is_open = matches!(self.tls, Tls::None | Tls::Opportunistic(_));
        self.credentials.is_some() && is_open && !is_near
    }

    /// Whether mails go to another place without TLS, or may: links are in them. Machines on one's own network are near.
    pub(crate) fn is_far_without_tls(&self) -> bool {
        let is_near = match self.host.parse() {
            Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
            Ok(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
            Err(_) => matches!(self.host.rsplit_once('.'), None | Some((_, "internal" | "local"))),
        };
        matches!(self.tls, Tls::None | Tls::Opportunistic(_)) && !is_near
    }

    fn of(url: &str) -> Option<Self> {
        let url = Url::parse(url).ok()?;
        let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
        let parameters = || TlsParameters::new(host.clone()).ok();
        let tls = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let (tls, port) = match (url.scheme(), tls.as_deref()) {
            ("smtps", _) => (Tls::Wrapper(parameters()?), SUBMISSIONS_PORT),
            (_, None) => (Tls::None, SMTP_PORT),
            (_, Some("required")) => (Tls::Required(parameters()?), SUBMISSION_PORT),
            (_, Some("opportunistic")) => (Tls::Opportunistic(parameters()?), SUBMISSION_PORT),
            _ => return None,
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        let plain = |text: &str| percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned).ok();
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(plain(url.username())?, plain(password)?)),
            None => None,
        };
        Some(Self { port: url.port().unwrap_or(port), host, tls, hello, credentials })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_url_says_where_and_how() {
        for (url, host, port, tls) in [
            ("smtp://mail.example", "mail.example", 25, "None"),
            ("smtp://u:p@mail.example?tls=required", "mail.example", 587, "Required"),
            ("smtp://mail.example:2525?tls=opportunistic", "mail.example", 2525, "Opportunistic"),
            ("smtps://mail.example", "mail.example", 465, "Wrapper"),
            ("smtp://[::1]:2525", "::1", 2525, "None"),
        ] {
            let server = Server::parse(url).unwrap();
            assert_eq!((server.host.as_str(), server.port), (host, port), "{url}");
            assert!(format!("{:?}", server.tls).starts_with(tls), "{url}: {:?}", server.tls);
            assert_eq!(server.credentials.is_some(), url.contains("u:p@"));
        }
        for (url, expected) in [
            ("smtp://u:p@mail.example", true),
            ("smtp://u:p@mail.example?tls=opportunistic", true),
            ("smtp://u:p@mail.example?tls=required", false),
            ("smtps://u:p@mail.example", false),
            ("smtp://mail.example", false),
            ("smtp://u:p@127.0.0.1:2525", false),
        ] {
            assert_eq!(Server::parse(url).unwrap().tells_password(), expected, "{url}");
        }
        for (url, expected) in [
            ("smtp://mail.example", true),
            ("smtp://mail.example?tls=opportunistic", true),
            ("smtp://192.0.2.1", true),
            ("smtp://[2001:db8::1]", true),
            ("smtp://mail.example?tls=required", false),
            ("smtps://mail.example", false),
            ("smtp://127.0.0.1:2525", false),
            ("smtp://10.1.2.3", false),
            ("smtp://[::1]", false),
            ("smtp://[fd00::1]", false),
            ("smtp://mailserver:25", false),
            ("smtp://mail.internal", false),
        ] {
            assert_eq!(Server::parse(url).unwrap().is_far_without_tls(), expected, "{url}");
        }
        let server = Server::parse("smtp://een%40b.nl:a%2Fb%3A@mail.example/duo.example").unwrap();
        assert_eq!(server.hello.to_string(), "duo.example");
        assert_eq!(server.credentials, Some(Credentials::new("een@b.nl".to_owned(), "a/b:".to_owned())));
    }
}
