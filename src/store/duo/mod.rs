//! Duos: their states and answers, and what their members arrange.

pub mod agreements;
pub mod check_ins;
pub mod duo_life;
pub mod duo_notices;
pub mod duos;
pub mod meetings;
pub mod one_time_steps;
pub mod outcomes;
pub mod standing;
