//! One pool: five people of whom anybody may go with anybody they share an edge with; one is left over.

use assign::{AssignError, Edge, Objective, PoolInstance, assign_pool};

fn main() -> Result<(), AssignError> {
    let edge = |left, right, score| Edge { left, right, score };
    let edges = vec![edge(0, 1, 8), edge(1, 2, 9), edge(2, 0, 8), edge(2, 3, 5), edge(3, 4, 2)];
    let pool = PoolInstance::new(5, edges)?;
    let found = assign_pool(&pool, Objective::Total);
    for Edge { left, right, score } in found.edges() {
        println!("{left} with {right}: {score}");
    }
    println!("{} in total, proved the best: {}", found.total(), found.optimal());
    Ok(())
}
