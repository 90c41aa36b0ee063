//! A letter: its words once, and from them the plain text and the HTML.

use askama::Template;

use super::MailContext;
use super::calendar::Invite;
use crate::domain::Locale;
use crate::locale::Texts;

/// The width of plain text, in characters (RFC 5322, section 2.1.1).
const COLUMNS: usize = 78;

/// A mail as its reader sees it: a subject, and blocks from top to bottom.
#[derive(Debug, Clone)]
pub struct MailBody {
    locale: Locale,
    subject: String,
    blocks: Vec<Block>,
    signature: Vec<String>,
    unsubscribe: Option<String>,
    meeting: Option<Invite>,
}

/// A part of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Block {
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
    /// Labels with their values.
    Details(Vec<(String, String)>),
    Button {
        label: String,
        url: String,
    },
    /// Somewhere else to go than where the button leads.
    Link {
        label: String,
        url: String,
    },
}

#[derive(Template)]
#[template(path = "mail/templates/letter.html")]
struct Html<'a> {
    lang: &'static str,
    letter: &'a MailBody,
}

impl MailBody {
    /// An empty letter from a programme. `why` says why the reader gets it, and stands at its end.
    pub(crate) fn new(texts: Texts, head: &MailContext, subject: String, why: String) -> Self {
        let from = texts.with("mail-from", &[("programme", head.programme())]);
        let contact = texts.with("mail-contact", &[("contact", head.contact().as_str())]);
        let privacy = texts.with("mail-privacy", &[("page", &head.privacy())]);
        let signature = vec![from, why, contact, privacy];
        Self { locale: texts.locale(), subject, blocks: Vec::new(), signature, unsubscribe: None, meeting: None }
    }

    /// With a meeting for its reader's calendar.
    pub(crate) fn meeting(self, invite: Invite) -> Self {
        Self { meeting: Some(invite), ..self }
    }

    /// The meeting for its reader's calendar.
    pub(crate) const fn invite(&self) -> Option<&Invite> {
        self.meeting.as_ref()
    }

    /// With the URL at which its reader gets no more of the kind.
    pub(crate) fn unsubscribe(self, url: String) -> Self {
        Self { unsubscribe: Some(url), ..self }
    }

    /// The URL at which its reader gets no more of the kind, for the mail's header.
    #[must_use]
    pub fn unsubscribe_url(&self) -> Option<&str> {
        self.unsubscribe.as_deref()
    }

    /// The same letter, which says first that it is a test.
    pub(crate) fn marked_as_test(mut self) -> Self {
        let texts = Texts::of(self.locale);
        self.subject = texts.with("mail-test-subject", &[("subject", &self.subject)]);
        self.blocks.insert(0, Block::Paragraph(texts.text("mail-test-note")));
        self
    }

    /// Letters to one reader as one: each under its subject as a heading. What more than one of them says stands once, at
    /// the end.
    pub(crate) fn joined(texts: Texts, head: &MailContext, letters: Vec<Self>, subject: String) -> Self {
        let said = |block: &Block| letters.iter().filter(|letter| letter.blocks.iter().any(|b| b.says(block))).count();
        let mut shared: Vec<Block> = Vec::new();
        for block in letters.iter().flat_map(|letter| &letter.blocks) {
            if said(block) > 1 && !shared.iter().any(|known| known.says(block)) {
                shared.push(block.clone());
            }
        }
        // All are to the same reader for the same reason, and begin with the greeting.
        let why = letters.first().and_then(|letter| letter.signature.get(1).cloned()).unwrap_or_default();
        let greeting = letters.first().and_then(|letter| letter.blocks.first().cloned());
        let mut joined = Self::new(texts, head, subject, why);
        joined.blocks.extend(greeting.clone());
        for letter in letters {
            joined.blocks.push(Block::Heading(letter.subject));
            joined
                .blocks
                .extend(letter.blocks.into_iter().filter(|block| !shared.iter().any(|known| known.says(block))));
            joined.meeting = joined.meeting.or(letter.meeting);
        }
        shared.retain(|block| Some(block) != greeting.as_ref());
        if !shared.is_empty() {
            joined.blocks.push(Block::Heading(texts.text("several-shared")));
            joined.blocks.extend(shared);
        }
        joined
    }

    pub(crate) fn heading(self, text: String) -> Self {
        self.and(Block::Heading(text))
    }

    pub(crate) fn paragraph(self, text: String) -> Self {
        self.and(Block::Paragraph(text))
    }

    /// Nothing when there are no items.
    pub(crate) fn list(self, items: Vec<String>) -> Self {
        if items.is_empty() { self } else { self.and(Block::List(items)) }
    }

    pub(crate) fn details(self, rows: Vec<(String, String)>) -> Self {
        self.and(Block::Details(rows))
    }

    pub(crate) fn button(self, label: String, url: String) -> Self {
        self.and(Block::Button { label, url })
    }

    pub(crate) fn link(self, label: String, url: String) -> Self {
        self.and(Block::Link { label, url })
    }

    fn and(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// The language it is written in.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// The subject.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// As plain text: lines of at most 78 characters, but a link or a longer word stays whole.
    #[must_use]
    pub fn text(&self) -> String {
        let mut parts: Vec<String> = self.blocks.iter().map(Block::text).collect();
        let signature: Vec<String> = self.signature.iter().map(|line| wrapped(line, "", "")).collect();
        // "-- " and a line break is how mail programs tell a signature.
        parts.push(format!("-- \n{}", signature.join("\n")));
        parts.join("\n\n") + "\n"
    }

    /// As HTML.
    ///
    /// # Errors
    /// When the template cannot be written, which for text in memory does not happen.
    pub fn html(&self) -> Result<String, askama::Error> {
        Html { lang: self.locale.as_str(), letter: self }.render()
    }
}

impl Block {
    /// Whether a letter with this block need not have the other as well. Links to one's own page are as good as each
    /// other.
    fn says(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Paragraph(one), Self::Paragraph(other)) => one == other,
            (Self::Button { label, url }, Self::Button { label: other, url: other_url }) => {
                // Before there are tokens, links to different duos look alike.
                let is_same = url == other_url && !url.contains("/duo/");
                label == other && (is_same || (url.contains("/me/") && other_url.contains("/me/")))
            }
            _ => false,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Heading(text) => {
                let heading = wrapped(text, "", "");
                let longest = heading.lines().map(|line| line.chars().count()).max().unwrap_or(0);
                format!("{heading}\n{}", "=".repeat(longest))
            }
            Self::Paragraph(text) => wrapped(text, "", ""),
            Self::List(items) => items.iter().map(|item| wrapped(item, "- ", "  ")).collect::<Vec<_>>().join("\n"),
            Self::Details(rows) => {
                let row = |(label, value): &(String, String)| wrapped(&format!("{label}: {value}"), "", "  ");
                rows.iter().map(row).collect::<Vec<_>>().join("\n")
            }
            Self::Button { label, url } | Self::Link { label, url } => format!("{label}:\n{url}"),
        }
    }
}

/// `text` in lines of at most [`COLUMNS`], the first after `first`, the others after `next`.
fn wrapped(text: &str, first: &str, next: &str) -> String {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > COLUMNS {
            lines.push(std::mem::replace(&mut line, next.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_hang_under_their_item() {
        let text = wrapped(&"woord ".repeat(30), "- ", "  ");
        assert!(text.lines().all(|line| line.chars().count() <= COLUMNS));
        assert!(text.starts_with("- woord woord"));
        assert!(text.lines().skip(1).all(|line| line.starts_with("  woord")));
        assert_eq!(wrapped(&"x".repeat(100), "", "").lines().count(), 1);
        assert_eq!(wrapped("", "", ""), "");
    }

    proptest::proptest! {
        #[test]
        fn wrapping_loses_no_word(text in "\\PC{0,300}") {
            let words = |t: &str| t.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            proptest::prop_assert_eq!(words(&wrapped(&text, "", "  ")), words(&text));
        }
    }
}
