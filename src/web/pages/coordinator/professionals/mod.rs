//! The professionals of a programme, and one of them.

mod filter;
mod list;
mod one;

pub(crate) use list::list;
pub(crate) use one::{one, send_data};
