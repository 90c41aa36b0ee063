//! What professionals do about themselves, and what is done about them.

pub mod data_export;
pub mod doubles;
pub mod erasure;
pub mod fresh_links;
pub mod invitations;
pub(crate) mod priority;
pub mod profiles;
pub mod retention;
pub mod unsubscribe;
