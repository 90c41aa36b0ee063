//! "Why not those two?": what it would cost if an edge had to be, and who would move. Nothing is solved anew.

use assign::what_if::WhatIf;
use assign::{AssignError, Edge, Instance, Objective, assign};

fn main() -> Result<(), AssignError> {
    let edge = |left, right, score| Edge { left, right, score };
    let instance = Instance::new(2, vec![1, 1], vec![edge(0, 0, 9), edge(0, 1, 7), edge(1, 0, 4)])?;
    let best = assign(&instance, Objective::Total);
    println!("the best: {:?}", best.edges());
    let Some(what_if) = WhatIf::new(&instance, &best) else { return Ok(()) };
    if let Some(forced) = what_if.force(0, 0) {
        println!("with left 0 and right 0: {} fewer edges, {} points less", forced.cost.duos, forced.cost.points);
        for step in &forced.moves {
            println!("    {step:?}");
        }
    }
    Ok(())
}
