//! Two sides: three learners, two mentors of whom one takes two. What each objective prefers.

use assign::{AssignError, Edge, Instance, Objective, assign};

fn main() -> Result<(), AssignError> {
    let edge = |left, right, score| Edge { left, right, score };
    let edges = vec![edge(0, 0, 90), edge(0, 1, 20), edge(1, 0, 70), edge(2, 0, 60), edge(2, 1, 10)];
    let instance = Instance::new(3, vec![2, 1], edges)?;
    for objective in Objective::ALL {
        let found = assign(&instance, objective);
        println!("{objective:?}: {} in total, no assignment has more than {}", found.total(), found.bound());
        for Edge { left, right, score } in found.edges() {
            println!("    left {left} with right {right}: {score}");
        }
    }
    Ok(())
}
