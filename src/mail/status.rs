//! What a mail server means by a refusal, as a number.

/// An enhanced status code (RFC 3463): `5.1.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailStatus {
    class: Class,
    subject: u16,
    detail: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Success,
    Soft,
    Hard,
}

impl MailStatus {
    /// Reads `CLASS.SUBJECT.DETAIL`: a class of 2, 4 or 5, and twice one to three digits. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let class = match parts.next()? {
            "2" => Class::Success,
            "4" => Class::Soft,
            "5" => Class::Hard,
            _ => return None,
        };
        let is_number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let mut number = || parts.next().filter(is_number)?.parse().ok();
        let (subject, detail) = (number()?, number()?);
        parts.next().is_none().then_some(Self { class, subject, detail })
    }

    /// The status in what a server said, wherever it stands: `550 5.1.1 unknown`, `553 unknown (#5.1.1)`.
    #[must_use]
    pub fn in_words(words: &str) -> Option<Self> {
        let bare = |word: &str| Self::parse(word.trim_matches(['(', ')', '[', ']', '#', ':', ';', ',']));
        words.split_whitespace().filter_map(bare).find(|status| status.class != Class::Success)
    }

    /// Whether the mail came back for good.
    #[must_use]
    pub fn is_hard(self) -> bool {
        self.class == Class::Hard
    }

    /// Whether the mail is late, and a server keeps trying.
    #[must_use]
    pub fn is_soft(self) -> bool {
        self.class == Class::Soft
    }

    /// Whether there is no such mailbox or domain. Others of class 5 are about a mail, a moment or a server: a full mailbox, a
    /// policy, a quota. So is 5.2.1 with some servers, for a mailbox that gets much.
    #[must_use]
    pub fn is_no_mailbox(self) -> bool {
        self.is_hard() && self.subject == 1 && matches!(self.detail, 1 | 2 | 3 | 6 | 10)
    }

    /// Whether the mailbox takes no more for now.
    pub(crate) fn is_full(self) -> bool {
        (self.subject, self.detail) == (2, 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_three_numbers() {
        let status = |text: &str| MailStatus::parse(text).unwrap();
        assert!(status("5.1.1").is_hard() && status("4.2.2").is_soft());
        assert!(!status("2.0.0").is_hard());
        for text in ["", "5", "5.1", "5.1.1.1", "5.x.1", "5..1", "3.1.1", "5.1.1000", "550"] {
            assert_eq!(MailStatus::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_some_say_that_there_is_no_such_mailbox() {
        let says_so = |text: &str| MailStatus::parse(text).unwrap().is_no_mailbox();
        assert!(["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"].into_iter().all(says_so));
        for text in ["4.1.1", "2.1.1", "5.1.0", "5.1.8", "5.2.1", "5.2.2", "5.7.1", "5.0.0", "5.1.100"] {
            assert!(!says_so(text), "{text}");
        }
    }

    #[test]
    fn a_status_is_found_in_a_servers_words() {
        for (words, expected) in [
            ("5.1.1 <a@b.nl>: unknown", Some("5.1.1")),
            ("sorry, no mailbox here by that name. (#5.1.1)", Some("5.1.1")),
            ("since 2.1.5 it is 5.7.1 here", Some("5.7.1")),
            ("192.0.2.1 is listed", None),
            ("no such user", None),
        ] {
            assert_eq!(MailStatus::in_words(words), expected.and_then(MailStatus::parse), "{words}");
        }
    }
}
