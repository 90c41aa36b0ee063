//! What a spam filter by others makes of our mails: `SpamAssassin`, with its local rules.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::Utc;

use crate::letters::{message_id, samples, sealed};

/// The most that a mail may score. `SpamAssassin` calls it spam at 5.
const MOST: f64 = 1.0;

/// The Message-ID of [`SPAM`].
const SPAM_ID: &str = "1b9f3c0e5d7a@voorbeeld.example";
/// What every spam filter knows as spam: the GTUBE.
const SPAM: &[u8] = b"From: a@voorbeeld.example\r\nTo: b@voorbeeld.example\r\nSubject: Test\r\n\
    Date: Mon, 23 Nov 2026 09:30:00 +0000\r\nMessage-ID: <1b9f3c0e5d7a@voorbeeld.example>\r\n\r\n\
    XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n";

/// What `SpamAssassin` says of a mail: its score, and the rules that it met.
struct Verdict {
    score: f64,
    rules: String,
}

/// Asks `SpamAssassin` about all mails at once: starting it takes longer than a mail.
fn judge(mails: &[Vec<u8>]) -> HashMap<String, Verdict> {
    let mut mbox = Vec::new();
    for mail in mails {
        mbox.extend_from_slice(b"From tweespan@voorbeeld.example Mon Nov 23 09:30:00 2026\n");
        let text = String::from_utf8(mail.clone()).unwrap().replace("\r\n", "\n");
        mbox.extend_from_slice(text.replace("\nFrom ", "\n>From ").as_bytes());
        mbox.push(b'\n');
    }
    // A home of its own: what it learns of one mail must not count for the next.
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("prefs"), "use_bayes 0\nreport_safe 0\n").unwrap();
    let mut child = Command::new("spamassassin")
        .args(["--local", "--mbox", "--prefspath"])
        .arg(home.path().join("prefs"))
        .env("HOME", home.path())
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("spamassassin cannot be started: {e}"));
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(&mbox).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    // A long header goes on in lines that begin with a tab. The order of the mails is not kept.
    let output = String::from_utf8_lossy(&output.stdout).replace("\n\t", " ");
    format!("\n{output}").split("\nFrom ").skip(1).map(verdict).collect()
}

/// Reads it from a mail's headers, with the mail's Message-ID.
fn verdict(mail: &str) -> (String, Verdict) {
    let header = |name: &str| {
        let found = mail.lines().find_map(|line| line.strip_prefix(name));
        found.unwrap_or_else(|| panic!("no {name} in {mail}")).trim()
    };
    let status = header("X-Spam-Status:");
    let (_, score) = status.split_once("score=").unwrap();
    let (_, rules) = status.split_once("tests=").unwrap();
    let verdict = Verdict {
        score: score.split(' ').next().unwrap().parse().unwrap(),
        rules: rules.split(" autolearn").next().unwrap().replace(' ', ""),
    };
    (header("Message-ID:").trim_matches(['<', '>']).to_owned(), verdict)
}

#[test]
#[ignore = "needs SpamAssassin: run tests/run"]
fn no_mail_looks_like_spam() {
    let samples = samples();
    let now = Utc::now();
    let mut mails: Vec<Vec<u8>> = samples.iter().map(|(sample, locale)| sealed(sample, *locale, now)).collect();
    mails.push(SPAM.to_vec());
    let mut verdicts = judge(&mails);
    assert_eq!(verdicts.len(), mails.len());
    let spam = verdicts.remove(SPAM_ID).unwrap();
    assert!(spam.score > 100.0, "it judges: {} {}", spam.score, spam.rules);

    let mut highest: Option<(String, Verdict)> = None;
    for (sample, locale) in &samples {
        let verdict = verdicts.remove(&message_id(sample, *locale)).unwrap();
        let name = format!("{}.{locale}", sample.name);
        assert!(verdict.score <= MOST, "{name} scores {}: {}", verdict.score, verdict.rules);
        if highest.as_ref().is_none_or(|(_, other)| other.score < verdict.score) {
            highest = Some((name, verdict));
        }
    }
    let (name, highest) = highest.unwrap();
    report(&format!(
        "SpamAssassin, local rules: {} mails, highest score {:.1} of at most {MOST:.1} ({name}: {})",
        samples.len(),
        highest.score,
        highest.rules
    ));
}

/// A line that `tests/run` prints at its end.
fn report(line: &str) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reliability-spam.txt");
    let mut file = std::fs::File::options().create(true).append(true).open(file).unwrap();
    file.write_all(format!("{line}\n").as_bytes()).unwrap();
}
