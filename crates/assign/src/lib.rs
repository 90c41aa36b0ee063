//! The assignment problem, solved exactly and with a proof: who goes with whom, so that the sum of the scores is the greatest.
//!
//! Two sides with capacities ([`assign`]), edges that are asked for instead of listed ([`assign_implicit`]), or one pool in which
//! everybody may go with everybody ([`assign_pool`]). Scores are any 64-bit integers; an edge that is not given is forbidden.
//! Memory grows with the number of edges: no table of all pairs is filled. What is best is an [`Objective`].
//!
//! ```
//! use assign::{Edge, Instance, Objective, assign};
//!
//! let edge = |left, right, score| Edge { left, right, score };
//! // Two lefts; two rights of which the first takes two.
//! let instance = Instance::new(2, vec![2, 1], vec![edge(0, 0, 9), edge(0, 1, 1), edge(1, 0, 2)])?;
//! let found = assign(&instance, Objective::Total);
//! assert_eq!(found.edges(), [edge(0, 0, 9), edge(1, 0, 2)]);
//! assert!(found.optimal() && found.bound() == 11);
//! # Ok::<(), assign::AssignError>(())
//! ```
//!
//! | module | what it is |
//! |---|---|
//! | `bipartite` | two sides: an auction with shortest paths at its end, a table for small instances, cardinality, bottleneck |
//! | `general` | one pool: Edmonds' blossoms |
//! | [`what_if`] | what it would cost if an edge had to be, from the prices of the answer, without solving anew |
//! | [`trade_off`] | what more edges cost in points |
//! | `proof` | prices that show that no choice weighs more; computed from the instance, not from the solver's word |
//! | `objective` | what an objective weighs, so that only a greatest sum is to be found |
//!
//! Every answer is deterministic: it depends on the instance alone, not on the number of processors.
//!
//! See Burkard, Dell'Amico and Martello, *Assignment Problems* (2009), chapters 3 and 4; each module names its own sources.

mod assignment;
mod bipartite;
mod candidates;
mod general;
mod graph;
mod instance;
mod objective;
mod parallel_chunks;
mod proof;
mod seat_allocation;
pub mod trade_off;
pub mod what_if;

pub use assignment::Assignment;
pub use bipartite::assign;
pub use bipartite::bottleneck::ByScore;
pub use bipartite::implicit_instance::{ImplicitInstance, Listed, assign_implicit};
pub use bipartite::one_way::Twins;
pub use candidates::{Candidate, Candidates, PricedCandidates, to_u32};
pub use general::{PoolInstance, PoolWhatIf, assign_pool};
pub use instance::{AssignError, Edge, Instance};
pub use objective::{Objective, WeightFunction};
pub use parallel_chunks::in_chunks;

#[cfg(test)]
mod testing;
