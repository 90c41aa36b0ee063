//! The people of a simulated programme: who they are follows from the seed, their number, and how often they changed.

use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

/// Few, so that many can learn from each other.
const TOPICS: [&str; 8] =
    ["feedback", "reflectie", "trauma", "hechting", "veerkracht", "intervisie", "jeugdrecht", "participatie"];
pub(super) const ROLES: [&str; 4] = ["jongerenwerker", "pleegzorgwerker", "wijkcoach", "praktijkbegeleider"];
const ORGANISATIONS: [&str; 7] =
    ["De Brug", "Samen Sterk", "Het Anker", "De Linde", "Wijkteam Oost", "De Kade", "Thuis"];
const REGIONS: [&str; 3] = ["Utrecht", "Twente", "Zeeland"];
const NAMES: [&str; 10] = ["Noor", "Daan", "Zoë", "Ruben", "Naïma", "Kim", "Bram", "Özlem", "Joris", "Mila"];
const HALF_DAYS: [&str; 6] = ["mon-am", "tue-pm", "wed-am", "wed-pm", "thu-pm", "fri-am"];

pub(super) fn email(who: usize) -> String {
    format!("p{who}@leren.example")
}

/// What somebody tells about themselves at their `version`th time.
pub(super) struct Told {
    pub(super) name: String,
    pub(super) email: String,
    role: &'static str,
    organisation: &'static str,
    region: &'static str,
    languages: Vec<&'static str>,
    meets: &'static str,
    availability: Vec<&'static str>,
    takes_part_as: &'static str,
    capacity: i64,
    needs: Vec<(&'static str, i64)>,
    expertise: Vec<(&'static str, i64)>,
    avoid: Vec<String>,
}

impl Told {
    pub(super) fn of(seed: u64, who: usize, version: u64, avoid: Vec<String>) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed ^ (version << 40) ^ ((who as u64) << 20));
        let random = &mut random;
        let drawn = |of: &mut ChaCha8Rng, most: usize| -> Vec<(&'static str, i64)> {
            let count = of.random_range(1..=most);
            let chosen: Vec<&str> = TOPICS.sample(of, count).copied().collect();
            chosen.into_iter().map(|topic| (topic, of.random_range(1..=3))).collect()
        };
        Self {
            name: format!("{} van {}{who}", NAMES[who % NAMES.len()], ["Dijk", "Loon", "Veen"][who % 3]),
            email: email(who),
            role: ROLES.choose(random).unwrap(),
            organisation: ORGANISATIONS.choose(random).unwrap(),
            region: REGIONS.choose(random).unwrap(),
            languages: [&["nl"][..], &["nl", "en"], &["nl"], &["en"]].choose(random).unwrap().to_vec(),
            meets: ["either", "either", "online", "in_person"].choose(random).unwrap(),
            availability: HALF_DAYS.sample(random, 3).copied().collect(),
            takes_part_as: ["learn", "guide", "both"].choose(random).unwrap(),
            capacity: random.random_range(1..=3),
            needs: drawn(random, 4),
            expertise: drawn(random, 5),
            avoid,
        }
    }

    fn learns(&self) -> bool {
        self.takes_part_as != "guide"
    }

    fn guides(&self) -> bool {
        self.takes_part_as != "learn"
    }

    fn capacity(&self) -> i64 {
        if self.guides() { self.capacity } else { 0 }
    }

    /// As a program signs them up.
    pub(super) fn json(&self, consent: &str) -> Value {
        let needs = self.needs.iter().map(|(topic, priority)| json!({"topic": topic, "priority": priority}));
        let expertise = self.expertise.iter().map(|(topic, level)| json!({"topic": topic, "level": level}));
        json!({
            "name": self.name, "email": self.email, "role": self.role, "organisation": self.organisation,
            "region": self.region, "years_experience": 7, "languages": self.languages, "meets": self.meets,
            "availability": self.availability, "takes_part_as": self.takes_part_as, "capacity": self.capacity(),
            "learning_needs": if self.learns() { needs.collect() } else { Vec::new() },
            "expertise": expertise.collect::<Vec<_>>(),
            "avoid": self.avoid, "consent": consent, "locale": "nl",
        })
    }

    /// As the form of a profile sends it.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let mut fields: Vec<(String, String)> = [
            ("name", self.name.as_str()),
            ("email", &self.email),
            ("role", self.role),
            ("organisation", self.organisation),
            ("region", self.region),
            ("years_experience", "7"),
            ("meets", self.meets),
            ("takes_part_as", self.takes_part_as),
            ("capacity", &self.capacity().to_string()),
            ("avoid", &self.avoid.join(" ")),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        fields.extend(self.languages.iter().map(|code| ("languages".to_owned(), (*code).to_owned())));
        fields.extend(self.availability.iter().map(|half| ("availability".to_owned(), (*half).to_owned())));
        if self.learns() {
            fields.extend(self.needs.iter().map(|(topic, n)| (format!("need:{topic}"), n.to_string())));
        }
        fields.extend(self.expertise.iter().map(|(topic, n)| (format!("expertise:{topic}"), n.to_string())));
        fields
    }

    /// As a row of a people file.
    pub(super) fn row(&self) -> String {
        let list =
            |topics: &[(&str, i64)]| topics.iter().map(|(t, n)| format!("{t}:{n}")).collect::<Vec<_>>().join(";");
        [
            self.name.clone(),
            self.email.clone(),
            self.role.to_owned(),
            self.organisation.to_owned(),
            self.region.to_owned(),
            "7".to_owned(),
            self.languages.join(";"),
            self.meets.to_owned(),
            self.availability.join(";"),
            self.takes_part_as.to_owned(),
            self.capacity().to_string(),
            if self.learns() { list(&self.needs) } else { String::new() },
            list(&self.expertise),
        ]
        .join(",")
    }
}

pub(super) const HEADER: &str = "name,email,role,organisation,region,years_experience,languages,meets,availability,\
                                 takes_part_as,capacity,learning_needs,expertise";
