//! What a mail that came back does: a report that can be kept, or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tweespan::mail::transport::bounce;

fuzz_target!(|bytes: &[u8]| {
    let Some(report) = bounce::parse(bytes) else { return };
    assert!(report.status.is_hard() || report.status.is_soft());
    assert!(report.words.chars().count() <= 300 && !report.words.contains(char::is_control), "{:?}", report.words);
    assert!(!report.message_id.is_empty());
});
