//! Synthetic professionals: as many as one likes, the same for the same seed.
//!
//! Topics and organisations follow Zipf's law, as they do in life: the second is drawn half as often as the first,
//! the third a third as often.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::domain::{FieldError, HalfDay, Profile, ProfileInput, Topics};

/// What to make.
#[derive(Debug, Clone)]
pub struct Spec {
    /// How many professionals.
    pub people: usize,
    /// The same seed gives the same professionals.
    pub seed: u64,
    /// How many topics there are, 1 or more.
    pub topics: usize,
    /// How many regions there are, 1 or more.
    pub regions: usize,
    /// How many learners each would guide, within 1 to 20.
    pub capacity: RangeInclusive<u8>,
}

/// The topics of the sample programme, which come first.
const CATALOGUE: &str = include_str!("../config/sample/topics.csv");

/// First names: as written, and as in an e-mail address.
const FIRST: [(&str, &str); 30] = [
    ("Noor", "noor"),
    ("Daan", "daan"),
    ("Zoë", "zoe"),
    ("Mohammed", "mohammed"),
    ("Sanne", "sanne"),
    ("Thijs", "thijs"),
    ("Fatima", "fatima"),
    ("Loïs", "lois"),
    ("Jeroen", "jeroen"),
    ("Ayşe", "ayse"),
    ("Bram", "bram"),
    ("Renée", "renee"),
    ("Wouter", "wouter"),
    ("Marieke", "marieke"),
    ("José", "jose"),
    ("Anouk", "anouk"),
    ("Ruben", "ruben"),
    ("Chloé", "chloe"),
    ("Pieter", "pieter"),
    ("Ilse", "ilse"),
    ("Yusuf", "yusuf"),
    ("Femke", "femke"),
    ("Jesse", "jesse"),
    ("Naïma", "naima"),
    ("Koen", "koen"),
    ("Esther", "esther"),
    ("Siebe", "siebe"),
    ("Maud", "maud"),
    ("Rachid", "rachid"),
    ("Tjitske", "tjitske"),
];

/// Last names: as written, and as in an e-mail address.
const LAST: [(&str, &str); 26] = [
    ("de Vries", "de.vries"),
    ("Jansen", "jansen"),
    ("van den Berg", "van.den.berg"),
    ("Bakker", "bakker"),
    ("Yılmaz", "yilmaz"),
    ("Visser", "visser"),
    ("Smit", "smit"),
    ("O’Neill", "oneill"),
    ("Meijer", "meijer"),
    ("El Amrani", "el.amrani"),
    ("Mulder", "mulder"),
    ("de Boer", "de.boer"),
    ("’t Hart", "t.hart"),
    ("Bos", "bos"),
    ("Vos", "vos"),
    ("Peters", "peters"),
    ("Çelik", "celik"),
    ("Hendriks", "hendriks"),
    ("van Leeuwen", "van.leeuwen"),
    ("Dekker", "dekker"),
    ("Brouwer", "brouwer"),
    ("Ramdin", "ramdin"),
    ("Dijkstra", "dijkstra"),
    ("Postma", "postma"),
    ("van der Veen", "van.der.veen"),
    ("Lanting-Koç", "lanting-koc"),
];

const ROLES: [&str; 12] = [
    "jeugd- en gezinsprofessional",
    "pedagogisch medewerker",
    "jongerenwerker",
    "gezinsbegeleider",
    "gedragswetenschapper",
    "jeugdbeschermer",
    "schoolmaatschappelijk werker",
    "praktijkbegeleider",
    "kinderwerker",
    "jeugdverpleegkundige",
    "beleidsmedewerker",
    "ambulant hulpverlener",
];

/// The provinces, largest first; further regions are numbered.
const REGIONS: [&str; 12] = [
    "Zuid-Holland",
    "Noord-Holland",
    "Noord-Brabant",
    "Gelderland",
    "Utrecht",
    "Overijssel",
    "Limburg",
    "Fryslân",
    "Groningen",
    "Drenthe",
    "Flevoland",
    "Zeeland",
];

const ORGANISATIONS: [&str; 8] = [
    "Stichting Jeugdzorg",
    "Wijkteam",
    "Jongerenwerk",
    "Gemeente",
    "Jeugdbescherming",
    "Gezinshuis",
    "Jeugd-GGZ, locatie",
    "Schoolmaatschappelijk werk",
];

const PLACES: [&str; 10] =
    ["Oost", "De Brug", "Noord", "’t Anker", "West", "De Linde", "Zuid", "Het Baken", "Centrum", "Kompas"];

/// Makes the professionals. All take part as both learner and guide, with 2 to 4 learning needs and 2 to 6 other
/// topics of expertise (fewer where there are too few topics).
///
/// # Errors
/// What is wrong with a profile: only if a number of `spec` is outside its bounds.
pub fn people(spec: &Spec) -> Result<Vec<Profile>, Vec<FieldError>> {
    let mut rng = ChaCha8Rng::seed_from_u64(spec.seed);
    let topics = topic_ids(spec.topics);
    let organisations = Zipf::new((spec.people / 8).max(5));
    let by_topic = Zipf::new(topics.len());
    (1..=spec.people)
        .map(|number| {
            let input = person(&mut rng, number, spec, &topics, &by_topic, &organisations);
            Profile::parse(&input, Topics::Any)
        })
        .collect()
}

fn person(
    rng: &mut ChaCha8Rng,
    number: usize,
    spec: &Spec,
    topics: &[String],
    by_topic: &Zipf,
    organisations: &Zipf,
) -> ProfileInput {
    let (first, first_ascii) = FIRST[rng.random_range(0..FIRST.len())];
    let (last, last_ascii) = LAST[rng.random_range(0..LAST.len())];
    let region = rng.random_range(0..spec.regions);
    let half_days = rng.random_range(2..=6);
    let needs = by_topic.several(rng, 2..=4, &BTreeSet::new());
    let known = by_topic.several(rng, 2..=6, &needs);
    let mut rated = |chosen: &BTreeSet<usize>| {
        chosen.iter().map(|topic| (topics[*topic].clone(), rng.random_range(1..=3).to_string())).collect()
    };
    let (learning_needs, expertise) = (rated(&needs), rated(&known));
    ProfileInput {
        name: format!("{first} {last}"),
        email: format!("{first_ascii}.{last_ascii}.{number}@voorbeeld.example"),
        role: pick(rng, &ROLES),
        organisation: organisation(organisations.one(rng)),
        region: REGIONS.get(region).map_or_else(|| format!("Regio {}", region + 1), ToString::to_string),
        years_experience: rng.random_range(0..=38).to_string(),
        languages: pick(rng, &["nl", "nl", "nl", "nl", "nl;en", "nl;en", "nl;en", "nl;tr", "nl;ar", "en"])
            .split(';')
            .map(str::to_owned)
            .collect(),
        meets: pick(rng, &["either", "either", "either", "online", "in_person"]),
        availability: HalfDay::ALL.sample(rng, half_days).map(ToString::to_string).collect(),
        takes_part_as: "both".to_owned(),
        capacity: rng.random_range(spec.capacity.clone()).to_string(),
        learning_needs,
        expertise,
        waited: pick(rng, &["0", "0", "0", "0", "0", "0", "1", "2"]),
        ..ProfileInput::default()
    }
}

fn pick(rng: &mut ChaCha8Rng, words: &[&str]) -> String {
    words.choose(rng).copied().unwrap_or_default().to_owned()
}

/// Every number has another name.
fn organisation(number: usize) -> String {
    let kind = ORGANISATIONS[number % ORGANISATIONS.len()];
    let place = PLACES[number / ORGANISATIONS.len() % PLACES.len()];
    match number / (ORGANISATIONS.len() * PLACES.len()) {
        0 => format!("{kind} {place}"),
        series => format!("{kind} {place} {}", series + 1),
    }
}

/// The catalogue's topics first, then numbered ones.
fn topic_ids(count: usize) -> Vec<String> {
    let catalogue = CATALOGUE.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned);
    let known = CATALOGUE.lines().count();
    catalogue.chain((known..).map(|number| format!("topic-{number}"))).take(count).collect()
}

/// Zipf's law over `0..n`: number `k` is drawn in proportion to `1 / (k + 1)`. In whole numbers, so that every
/// machine draws the same.
struct Zipf(Vec<u64>);

impl Zipf {
    fn new(n: usize) -> Self {
        let weights = (1..=n as u64).map(|rank| (1_000_000_000 / rank).max(1));
        Self(
            weights
                .scan(0, |sum, weight| {
                    *sum += weight;
                    Some(*sum)
                })
                .collect(),
        )
    }

    fn one(&self, rng: &mut ChaCha8Rng) -> usize {
        let point = rng.random_range(0..self.0.last().copied().unwrap_or(1));
        self.0.partition_point(|sum| *sum <= point)
    }

    /// Different ones, none of those excluded unless that leaves none.
    fn several(
        &self,
        rng: &mut ChaCha8Rng,
        count: RangeInclusive<usize>,
        excluded: &BTreeSet<usize>,
    ) -> BTreeSet<usize> {
        let none = BTreeSet::new();
        let excluded = if excluded.len() < self.0.len() { excluded } else { &none };
        let count = rng.random_range(count).min(self.0.len() - excluded.len());
        let mut chosen = BTreeSet::new();
        while chosen.len() < count {
            let drawn = self.one(rng);
            if !excluded.contains(&drawn) {
                chosen.insert(drawn);
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::import;

    fn spec(people: usize, seed: u64) -> Spec {
        Spec { people, seed, topics: 60, regions: 12, capacity: 1..=3 }
    }

    #[test]
    fn the_same_seed_gives_the_same_people_and_another_gives_others() {
        assert_eq!(people(&spec(50, 1)).unwrap(), people(&spec(50, 1)).unwrap());
        assert_ne!(people(&spec(50, 1)).unwrap(), people(&spec(50, 2)).unwrap());
    }

    #[test]
    fn the_import_reads_what_is_made() {
        for spec in [spec(300, 7), Spec { topics: 1, regions: 1, capacity: 20..=20, ..spec(40, 7) }, spec(0, 7)] {
            let made = people(&spec).unwrap();
            let mut file = Vec::new();
            import::write(&made, &mut file).unwrap();
            assert_eq!(import::parse(&file, Topics::Any).unwrap(), made);
        }
    }

    #[test]
    fn the_catalogue_comes_first_and_the_head_is_heavy() {
        let ids = topic_ids(60);
        assert_eq!((ids[0].as_str(), ids[33].as_str(), ids.len()), ("complexe-scheiding", "topic-34", 60));
        let made = people(&spec(1000, 3)).unwrap();
        let knows = |id: &str| made.iter().filter(|p| p.expertise().iter().any(|e| e.topic.as_str() == id)).count();
        assert!(knows(&ids[0]) > 5 * knows(&ids[59]));
    }
}
