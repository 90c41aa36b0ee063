//! What is typed into the form to sign up: a profile that stays as it is when it is read again, or what is wrong with it.
//!
//! The fields stand in the order of the form, with a NUL between them; topics and addresses with a line break between them, and
//! between a topic and its number a colon.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tweespan::domain::programme::topic::Topics;
use tweespan::domain::{Profile, ProfileInput};

fuzz_target!(|text: &str| {
    let mut fields = text.split('\0');
    let mut one = || fields.next().unwrap_or_default().to_owned();
    let list = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let pairs = |text: &str| {
        let pair = |line: &str| line.split_once(':').map(|(topic, number)| (topic.to_owned(), number.to_owned()));
        text.lines().filter_map(pair).collect::<Vec<_>>()
    };
    let input = ProfileInput {
        name: one(),
        email: one(),
        role: one(),
        organisation: one(),
        region: one(),
        years_experience: one(),
        languages: list(&one()),
        meets: one(),
        availability: list(&one()),
        takes_part_as: one(),
        capacity: one(),
        learning_needs: pairs(&one()),
        expertise: pairs(&one()),
        reports_to: list(&one()),
        avoid: list(&one()),
        ..ProfileInput::default()
    };
    match Profile::parse(&input, Topics::Any) {
        Ok(profile) => {
            let again = Profile::parse(&profile.to_input(), Topics::Any).expect("what was read can be read again");
            assert_eq!(again, profile);
        }
        Err(errors) => assert!(!errors.is_empty()),
    }
});
