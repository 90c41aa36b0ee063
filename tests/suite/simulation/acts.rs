//! What people, coordinators and the world do in a simulated year: drawn from a seed, kept as JSON, and still an act when
//! others before it are left out.
//!
//! An act names people, rounds and duos by numbers that are taken modulo what there is, so that whatever is dropped when a
//! case is shrunk, the rest goes on to mean something.

use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// A year of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Case {
    pub(super) seed: u64,
    pub(super) people: usize,
    /// Whether the second instance is the real binary.
    #[serde(default)]
    pub(super) with_process: bool,
    pub(super) acts: Vec<Act>,
}

/// A thing that somebody does, or that happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Act {
    /// Time passes; then the jobs of both instances look, and mail leaves.
    Jump {
        minutes: i64,
    },
    /// From now on the mail server behaves so.
    Mail {
        mode: MailMode,
    },
    /// An instance ends and starts anew; where it is a process of its own it is killed in the middle of an act.
    Restart {
        instance: usize,
        during: Box<Act>,
    },
    /// A coordinator imports these people, and each confirms.
    Arrive {
        by: usize,
        people: Vec<usize>,
    },
    Import {
        by: usize,
        people: Vec<usize>,
    },
    SignUp {
        who: usize,
        version: u64,
    },
    /// Somebody of those who have not yet.
    Confirm {
        which: usize,
    },
    Profile {
        who: usize,
        version: u64,
    },
    Avoid {
        who: usize,
        whom: usize,
    },
    Pause {
        who: usize,
        days: Option<u64>,
    },
    Back {
        which: usize,
    },
    Leave {
        who: usize,
    },
    Unsubscribe {
        who: usize,
    },
    AskLinks {
        who: usize,
    },
    /// Any link that was ever mailed, sooner one of somebody who asked for fresh ones since.
    OldLink {
        which: usize,
    },
    NewRound {
        by: usize,
        kind: usize,
        variant: u64,
        days: u64,
    },
    People {
        by: usize,
        round: usize,
        drop: Vec<usize>,
    },
    Ask {
        by: usize,
        round: usize,
        days: u64,
    },
    OptIn {
        which: usize,
        yes: bool,
    },
    Propose {
        by: usize,
        round: usize,
        stale: bool,
    },
    Preview {
        by: usize,
        round: usize,
    },
    PairChange {
        by: usize,
        round: usize,
        change: usize,
        pick: usize,
    },
    Undo {
        by: usize,
        round: usize,
    },
    Publish {
        by: usize,
        round: usize,
        stale: bool,
    },
    /// Somebody in a duo that waits.
    Answer {
        which: usize,
        answer: Said,
    },
    Remind {
        by: usize,
        round: usize,
        duo: Option<usize>,
    },
    Extend {
        by: usize,
        round: usize,
        days: u64,
    },
    RepairPreview {
        by: usize,
        round: usize,
    },
    Repair {
        by: usize,
        round: usize,
    },
    Close {
        by: usize,
        round: usize,
    },
    /// Asks everybody who said no in a round whether they want somebody else.
    AskAgain {
        by: usize,
        round: usize,
    },
    SayAgain {
        which: usize,
        yes: bool,
    },
    /// Duos of a round that runs are stopped, made, given to others or exchanged.
    ByHand {
        by: usize,
        round: usize,
        what: usize,
        pick: usize,
    },
    Latecomer {
        by: usize,
        round: usize,
        which: usize,
    },
    Reopen {
        by: usize,
        round: usize,
        days: u64,
    },
    /// Mails that wait are called back, with what was done.
    CallBack {
        by: usize,
        which: usize,
    },
    InviteAgain {
        by: usize,
    },
    /// Somebody in a confirmed duo, here and below.
    Agree {
        which: usize,
        weeks: u64,
    },
    Meet {
        which: usize,
        then: usize,
        days: u64,
    },
    CheckIn {
        which: usize,
        met: bool,
        help: bool,
    },
    Closing {
        which: usize,
        not_again: bool,
    },
    End {
        which: usize,
        not_met: bool,
    },
    Helped {
        by: usize,
        which: usize,
    },
    Bounce {
        which: usize,
        hard: bool,
    },
    Resend {
        by: usize,
        which: usize,
    },
    /// The last request once more, word for word: a double click, or a program that tries again.
    Repeat,
    /// Two at the same time, on an instance each.
    Race {
        one: Box<Act>,
        other: Box<Act>,
    },
    /// A board, an overview or a page of one's own is looked at.
    Look {
        by: usize,
        round: usize,
    },
}

/// How the mail server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum MailMode {
    Works,
    Busy,
    Away,
    /// Refuses the address of one in seven.
    Refuses,
}

/// What a member says to a duo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Said {
    Yes,
    No,
    Thinking,
}

const MINUTES_OF_A_DAY: i64 = 24 * 60;

impl Case {
    /// The beginning of a year, with jumps that are few and restarts that are many: for processes of their own, which take
    /// their time to start.
    pub(super) fn with_kills(seed: u64) -> Self {
        let mut case = Self::of(seed);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        case.with_process = true;
        case.acts.truncate(110);
        for at in (10..case.acts.len()).step_by(12) {
            let during = Box::new(for_a_race(&mut random, case.people));
            case.acts[at] = Act::Restart { instance: 1, during };
        }
        case
    }

    /// The year of this seed.
    pub(super) fn of(seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let people = match random.random_range(0..40) {
            0 => random.random_range(100..=200),
            1..5 => random.random_range(50..100),
            _ => random.random_range(30..50),
        };
        let mut acts = vec![Act::Arrive { by: 0, people: (0..people * 4 / 5).collect() }];
        for _ in 0..random.random_range(2..=4) {
            season(&mut random, people, &mut acts);
        }
        Self { seed, people, with_process: false, acts }
    }
}

/// A round or two from beginning to end, with all that comes in between.
fn season(random: &mut ChaCha8Rng, people: usize, acts: &mut Vec<Act>) {
    let some = |random: &mut ChaCha8Rng, acts: &mut Vec<Act>, most: usize| {
        for _ in 0..random.random_range(0..=most) {
            acts.push(act(random, people));
        }
    };
    let by = random.random_range(0..3);
    acts.push(new_round(random));
    if random.random_bool(0.2) {
        acts.extend([Act::Ask { by, round: 0, days: 5 }, Act::Jump { minutes: 30 }]);
        acts.extend((0..12).map(|_| Act::OptIn { which: random.random_range(0..1000), yes: random.random_bool(0.8) }));
    }
    some(random, acts, 3);
    acts.push(Act::Propose { by, round: 0, stale: false });
    // Another that overlaps it, and may want the same people.
    let another = random.random_bool(0.5);
    if another {
        acts.extend([new_round(random), Act::Propose { by, round: 0, stale: false }]);
    }
    some(random, acts, 3);
    for _ in 0..=usize::from(another) {
        acts.push(Act::Propose { by, round: usize::from(another), stale: false });
        acts.push(match random.random_range(0..5) {
            0 => Act::Race { one: Box::new(publish(by, 0)), other: Box::new(publish(by + 1, usize::from(another))) },
            _ => publish(by, 0),
        });
    }
    if random.random_bool(0.2) {
        acts.extend((0..random.random_range(0..3)).map(|_| act(random, people)));
        acts.push(Act::CallBack { by, which: 0 });
        acts.extend([Act::Propose { by, round: 0, stale: false }, publish(by, 0)]);
    }
    acts.push(Act::Jump { minutes: random.random_range(61..400) });
    for _ in 0..random.random_range(2..=4) {
        for _ in 0..random.random_range(4..12) {
            acts.push(answer(random));
        }
        some(random, acts, 4);
        acts.push(jump(random));
    }
    some(random, acts, 6);
    // Time goes by for whoever is a duo.
    acts.push(Act::Jump { minutes: random.random_range(1..6) * 7 * MINUTES_OF_A_DAY });
    some(random, acts, 6);
    acts.push(Act::Jump { minutes: random.random_range(1..8) * 7 * MINUTES_OF_A_DAY });
}

fn publish(by: usize, round: usize) -> Act {
    Act::Publish { by, round, stale: false }
}

fn answer(random: &mut ChaCha8Rng) -> Act {
    let answer = *[Said::Yes, Said::Yes, Said::Yes, Said::Yes, Said::No, Said::Thinking].choose(random).unwrap();
    Act::Answer { which: random.random_range(0..1000), answer }
}

fn new_round(random: &mut ChaCha8Rng) -> Act {
    Act::NewRound {
        by: random.random_range(0..3),
        kind: *[0, 0, 1, 2].choose(random).unwrap(),
        variant: random.random_range(0..1000),
        days: random.random_range(5..25),
    }
}

fn jump(random: &mut ChaCha8Rng) -> Act {
    let minutes = match random.random_range(0..100) {
        0..25 => random.random_range(1..90),
        25..60 => random.random_range(90..MINUTES_OF_A_DAY),
        60..95 => random.random_range(1..5) * MINUTES_OF_A_DAY + random.random_range(0..MINUTES_OF_A_DAY),
        95..99 => random.random_range(5..25) * MINUTES_OF_A_DAY,
        _ => random.random_range(25..100) * MINUTES_OF_A_DAY,
    };
    Act::Jump { minutes }
}

fn act(random: &mut ChaCha8Rng, people: usize) -> Act {
    let weight = random.random_range(0..1100);
    let who = random.random_range(0..people);
    let by = random.random_range(0..3);
    let round = random.random_range(0..8);
    let which = random.random_range(0..1000);
    match weight {
        0..170 => jump(random),
        170..180 => Act::Mail {
            mode: *[MailMode::Works, MailMode::Busy, MailMode::Away, MailMode::Refuses].choose(random).unwrap(),
        },
        180..200 => Act::Mail { mode: MailMode::Works },
        200..206 => Act::Restart { instance: random.random_range(0..2), during: Box::new(for_a_race(random, people)) },
        206..212 => {
            let count = random.random_range(1..6);
            Act::Import { by, people: (0..count).map(|_| random.random_range(0..people)).collect() }
        }
        212..222 => Act::SignUp { who, version: random.random_range(0..50) },
        222..242 => Act::Confirm { which },
        242..280 => Act::Profile { who, version: random.random_range(0..50) },
        280..290 => Act::Avoid { who, whom: random.random_range(0..people) },
        290..302 => {
            let days = random.random_bool(0.6).then(|| random.random_range(1..60));
            Act::Pause { who, days }
        }
        302..318 => Act::Back { which },
        318..324 => Act::Leave { who },
        324..328 => Act::Unsubscribe { who },
        328..338 => Act::AskLinks { who },
        338..354 => Act::OldLink { which },
        354..366 => new_round(random),
        366..394 => {
            let drop = (0..random.random_range(0..5)).map(|_| random.random_range(0..people)).collect();
            Act::People { by, round, drop }
        }
        394..400 => Act::Ask { by, round, days: random.random_range(1..8) },
        400..424 => Act::OptIn { which, yes: random.random_bool(0.7) },
        424..474 => Act::Propose { by, round, stale: random.random_bool(0.1) },
        474..480 => Act::Preview { by, round },
        480..505 => Act::PairChange { by, round, change: random.random_range(0..6), pick: random.random_range(0..100) },
        505..513 => Act::Undo { by, round },
        513..553 => Act::Publish { by, round, stale: random.random_bool(0.1) },
        553..758 => answer(random),
        758..772 => Act::Remind { by, round, duo: random.random_bool(0.4).then_some(which) },
        772..780 => Act::Extend { by, round, days: random.random_range(1..20) },
        780..786 => Act::RepairPreview { by, round },
        786..804 => Act::Repair { by, round },
        804..810 => Act::Close { by, round },
        810..824 => Act::Agree { which, weeks: random.random_range(1..9) },
        824..854 => Act::Meet { which, then: random.random_range(0..3), days: random.random_range(1..30) },
        854..884 => Act::CheckIn { which, met: random.random_bool(0.7), help: random.random_bool(0.3) },
        884..900 => Act::Closing { which, not_again: random.random_bool(0.3) },
        900..908 => Act::End { which, not_met: random.random_bool(0.5) },
        908..914 => Act::Helped { by, which },
        914..920 => Act::Bounce { which, hard: random.random_bool(0.7) },
        1000..1012 => Act::AskAgain { by, round },
        1012..1030 => Act::SayAgain { which, yes: random.random_bool(0.8) },
        1030..1055 => Act::ByHand { by, round, what: random.random_range(0..4), pick: random.random_range(0..1000) },
        1055..1067 => Act::Latecomer { by, round, which },
        1067..1073 => Act::Reopen { by, round, days: random.random_range(2..20) },
        1073..1090 => Act::CallBack { by, which },
        1090..1094 => Act::InviteAgain { by },
        920..928 => Act::Resend { by, which },
        928..954 => Act::Repeat,
        954..976 => {
            Act::Race { one: Box::new(for_a_race(random, people)), other: Box::new(for_a_race(random, people)) }
        }
        _ => Act::Look { by, round },
    }
}

/// What two may well do at the same moment.
fn for_a_race(random: &mut ChaCha8Rng, people: usize) -> Act {
    let (by, round) = (random.random_range(0..3), random.random_range(0..2));
    let (who, which) = (random.random_range(0..people), random.random_range(0..2));
    match random.random_range(0..12) {
        9 => Act::ByHand { by, round, what: random.random_range(0..4), pick: random.random_range(0..1000) },
        10 => Act::CallBack { by, which },
        11 => Act::Latecomer { by, round, which },
        0 | 1 => Act::Publish { by, round, stale: false },
        2 => Act::Propose { by, round, stale: false },
        3 => Act::Remind { by, round, duo: None },
        4 => Act::Repair { by, round },
        5 => Act::Profile { who, version: random.random_range(0..50) },
        6 => Act::Pause { who, days: None },
        7 => Act::Answer { which, answer: Said::No },
        _ => Act::Answer { which, answer: Said::Yes },
    }
}
