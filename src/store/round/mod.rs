//! Rounds: who takes part, what was proposed from what, and what coordinators changed.

pub mod live;
pub mod opt_ins;
pub mod round_changes;
pub mod rounds;
pub mod stored_inputs;
