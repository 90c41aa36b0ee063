//! Round after round with the same people, who may be a duo again: whoever was one longest ago comes first.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::browser::Browser;
use crate::harness::{Database, Home};
use crate::kinds::{coordinator, new_round};
use crate::people::{publish, round_of};
use crate::replay::rows;

on_both_databases!(in_five_rounds_of_the_same_people_duos_take_turns);

/// Three who learn and three who guide, each as good for each.
fn people() -> String {
    let mut file = "name,email,role,organisation,region,years_experience,languages,meets,availability,takes_part_as,\
                    capacity,learning_needs,expertise\n"
        .to_owned();
    for n in 0..6 {
        let (part, role) = if n < 3 { ("learn,", "pedagoog") } else { ("guide,1", "gedragswetenschapper") };
        writeln!(
            file,
            "Persoon {n},p{n}@plek{n}.example,{role},Plek {n},Utrecht,5,nl,either,mon-am,{part},trauma:2,trauma:3"
        )
        .unwrap();
    }
    file
}

fn in_five_rounds_of_the_same_people_duos_take_turns(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = coordinator(&home, Browser::new(&server));
    let page = crate::bad_input::import(&coordinator, people().as_bytes());
    assert_eq!(page.status, 200, "{}", page.text());
    home.execute("UPDATE professionals SET standing = 'active'");
    let mut rounds: Vec<BTreeSet<(String, String)>> = Vec::new();
    for number in 1..=5 {
        let round = round_of(&new_round(&coordinator, &[("kind", "guidance")]));
        let page = coordinator.get(&format!("{round}/settings"));
        let mut form = page.form_with_button("then", "propose");
        form.tick("allow_earlier_duos", "yes");
        let proposed = coordinator.submit(&page, &form);
        assert_eq!(proposed.status, 200, "{}", proposed.text());
        let again = || {
            let again = home.run(&["match", "--round", &number.to_string()]);
            assert!(again.stderr.contains("the duos equal those that were kept"), "{}", again.stderr);
            rows(&again.expect_success()).into_iter().map(|(l, r, _)| (l, r)).collect::<BTreeSet<_>>()
        };
        let duos = again();
        assert_eq!(duos.len(), 3, "{duos:?}");
        assert_eq!(publish(&coordinator, &coordinator.get(&round)).status, 200);
        assert_eq!(again(), duos, "published, it is computed again from what was kept");
        // All of them end well, so that everybody is free again.
        home.execute("UPDATE duos SET state = 'ended', ending = 'finished', closed_at = introduced_at");
        rounds.push(duos);
    }
    let first: BTreeSet<_> = rounds[..3].iter().flatten().collect();
    assert_eq!(first.len(), 9, "nobody again before everybody else: {rounds:?}");
    assert_eq!((&rounds[3], &rounds[4]), (&rounds[0], &rounds[1]), "{rounds:?}");
}
