//! What a people file of a stranger does: every error has its line, and what is taken in is written as it was read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tweespan::domain::person::import::{parse, written};
use tweespan::domain::programme::topic::Topics;

fuzz_target!(|bytes: &[u8]| {
    match parse(bytes, Topics::Any) {
        Ok(people) => {
            let again = written(people.iter()).expect("it can be written");
            assert_eq!(parse(again.as_bytes(), Topics::Any).expect("it can be read"), people);
        }
        Err(errors) => {
            let lines = u64::try_from(bytes.split(|byte| *byte == b'\n').count()).expect("a file has so many lines");
            assert!(!errors.is_empty() && errors.iter().all(|error| error.line <= lines + 1));
        }
    }
});
