//! Pages for people: one file a page, its template beside it in `web/templates`.

mod answers;
pub(super) mod coordinator;
pub(super) mod duo;
pub(super) mod duo_check_in;
pub(super) mod duo_end;
pub(super) mod home;
pub(super) mod language;
pub(super) mod letters;
pub(super) mod links;
pub(super) mod mailbox;
pub(super) mod me;
pub(super) mod me_again;
pub(super) mod me_away;
pub(super) mod me_data;
pub(super) mod me_round;
pub(super) mod privacy;
mod profile_form;
pub(super) mod sign_up;
pub(super) mod unsubscribe;
