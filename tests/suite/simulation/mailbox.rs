//! Mails as they arrived, and the links in them.

use std::collections::BTreeMap;

use tweespan::domain::Token;

use super::world::World;
use crate::harness::Mail;

/// A mail that arrived.
#[derive(Debug, Clone)]
pub(super) struct Received {
    pub(super) id: i64,
    pub(super) to: String,
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) subject: String,
    pub(super) links: Vec<Link>,
}

/// A link that somebody was mailed.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) to: String,
    pub(super) path: String,
    pub(super) token: String,
    /// What the database knew of it when it arrived; nothing when it did not work even then.
    pub(super) grant: Option<Grant>,
    /// Its mail.
    pub(super) mail: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grant {
    pub(super) purpose: String,
    pub(super) person: Option<i64>,
    pub(super) duo: Option<i64>,
    pub(super) round: Option<i64>,
    pub(super) works: bool,
}

impl World {
    /// The mails that arrived since it was asked last, and what is known of their links.
    pub(super) fn receive(&mut self) -> Vec<Received> {
        let arrived = self.smtp.arrived_after(self.seen);
        self.seen += arrived.len();
        if arrived.is_empty() {
            return Vec::new();
        }
        let ids: Vec<String> = arrived.iter().map(|mail| format!("'{}'", mail.message_id)).collect();
        let rows = self.ledger.rows("message_id, kind, id", &format!("mails WHERE message_id IN ({})", ids.join(", ")));
        let known: BTreeMap<String, (String, i64)> =
            rows.iter().map(|row| (row.text(0), (row.text(1), row.int(2)))).collect();
        let mut all = Vec::new();
        for mail in &arrived {
            let read = Mail::parse(&mail.raw);
            let (kind, id) = known.get(&mail.message_id).cloned().unwrap_or_default();
            let paths = read.paths().into_iter().chain(read.way_out());
            let links = paths.filter_map(|path| {
                let token = path.split('/').find(|part| part.len() == 64)?.to_owned();
                Some(Link { to: read.to.clone(), path, token, grant: None, mail: id })
            });
            let links = links.collect();
            all.push(Received { id, to: read.to.clone(), kind, text: read.text, subject: read.subject, links });
        }
        self.know(&mut all);
        self.links.extend(all.iter().flat_map(|mail| mail.links.iter().cloned()));
        all
    }

    /// Looks up what the links are for.
    fn know(&mut self, mails: &mut [Received]) {
        let hash = |token: &str| Token::parse(token).map(|t| t.hash().as_str().to_owned()).unwrap_or_default();
        let hashes: Vec<String> =
            mails.iter().flat_map(|mail| &mail.links).map(|link| format!("'{}'", hash(&link.token))).collect();
        if hashes.is_empty() {
            return;
        }
        let now = self.now().format("%Y-%m-%d %H:%M:%S").to_string();
        let rows = self.ledger.rows(
            "hash, purpose, professional_id, duo_id, round_id, expires_at, used_at",
            &format!("tokens WHERE hash IN ({})", hashes.join(", ")),
        );
        let grants: BTreeMap<String, Grant> = rows
            .iter()
            .map(|row| {
                let works = row.text(5) > now && row.maybe(6).is_none();
                let (person, duo, round) = (row.maybe_int(2), row.maybe_int(3), row.maybe_int(4));
                (row.text(0), Grant { purpose: row.text(1), person, duo, round, works })
            })
            .collect();
        for link in mails.iter_mut().flat_map(|mail| &mut mail.links) {
            link.grant = grants.get(&hash(&link.token)).cloned();
        }
    }

    /// The newest link of a purpose that somebody was mailed.
    pub(super) fn newest(&self, email: &str, purpose: &str) -> Option<&Link> {
        let fits = |link: &&Link| link.to == email && link.grant.as_ref().is_some_and(|grant| grant.purpose == purpose);
        self.links.iter().rev().find(fits)
    }

    /// The newest link of each member to each duo, by duo and address.
    pub(super) fn duo_links(&self) -> Vec<(i64, &Link)> {
        let duo = |link: &Link| link.grant.as_ref().filter(|grant| grant.purpose == "duo").and_then(|grant| grant.duo);
        let newest: BTreeMap<(i64, &str), &Link> =
            self.links.iter().filter_map(|link| Some(((duo(link)?, link.to.as_str()), link))).collect();
        newest.into_iter().map(|((duo, _), link)| (duo, link)).collect()
    }
}
