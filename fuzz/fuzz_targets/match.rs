//! What `tweespan match` does to the bytes of a people file and of a file of settings: a clear refusal, or duos that are
//! allowed and proved.
//!
//! The settings come first, as TOML, up to a line `--`; then the people, whose header is put in front if it is not there.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tweespan::domain::person::import;
use tweespan::domain::{Profile, RoundSettings, Topics};
use tweespan::matching::{History, Proposal, Sides, eligible_pairs, propose};

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.windows(4).position(|four| four == b"\n--\n");
    let (settings, people) = end.map_or((&b""[..], bytes), |end| (&bytes[..end], &bytes[end + 4..]));
    let Ok(settings) = std::str::from_utf8(settings) else { return };
    let Ok(settings) = toml::from_str::<RoundSettings>(settings) else { return };
    let header = import::REQUIRED.iter().map(|f| f.as_str()).collect::<Vec<_>>().join(",") + "\n";
    let _ = import::parse(people, Topics::Any);
    let Ok(people) = import::parse(&[header.as_bytes(), people].concat(), Topics::Any) else { return };
    // The people of a file that refuse a round, such as an exchange without groups, are refused with a reason.
    let Ok(proposal) = propose(&people, &settings, &History::default()) else { return };
    assert_allowed(&proposal, &people, &settings);
    // That two people are one duo is a search with an end: what it found then has its bound beside it.
    assert!(proposal.bound() >= proposal.total());
    assert_eq!(proposal.optimal(), proposal.bound() == proposal.total());
});

/// Every duo is eligible or locked, and nobody is in more than they have seats for.
fn assert_allowed(proposal: &Proposal, people: &[Profile], settings: &RoundSettings) {
    let eligible = eligible_pairs(people, settings, &History::default()).expect("the same people and settings");
    let sides = Sides::of(people, settings, &History::default());
    let (mut as_left, mut as_right) = (vec![0_u32; people.len()], vec![0_u32; people.len()]);
    for duo in proposal.duos() {
        assert!(eligible.contains(duo), "{duo:?} is not eligible");
        as_left[duo.learner] += 1;
        as_right[duo.guide] += 1;
    }
    for person in 0..people.len() {
        let is_in_seats = as_left[person] <= 1 && as_right[person] <= sides.seats(person);
        assert!(sides.one_pool() || is_in_seats, "{person} is chosen too often");
        // Each of a trio is in two duos, on whichever side.
        let most = 1 + u32::from(settings.trio);
        assert!(!sides.one_pool() || as_left[person] + as_right[person] <= most, "{person} is in two duos");
    }
    let total: i128 = proposal.duos().iter().map(|duo| i128::from(duo.reasons.score())).sum();
    assert_eq!(proposal.total(), total);
}
