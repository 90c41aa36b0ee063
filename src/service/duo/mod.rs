//! What happens to a duo: its introduction, its answers, what its members arrange, and its end.

pub mod agreements;
pub mod answer;
pub(crate) mod by_link;
pub mod due_transitions;
pub mod help;
pub mod introduce;
pub mod meetings;
pub(crate) mod partner_news;
pub mod reminders;
pub(crate) mod transition;
pub mod trio;
