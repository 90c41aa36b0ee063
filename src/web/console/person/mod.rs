//! The professionals of a programme, and one of them.

mod acts;
mod filter;
pub(crate) mod import;
mod list;
pub(crate) mod needs;
mod one;
mod removal;

pub(crate) use acts::{find_distinct, invite_all, invite_one};
pub(crate) use list::list;
pub(crate) use one::{one, send_data};
pub(crate) use removal::{remove, to_remove};
