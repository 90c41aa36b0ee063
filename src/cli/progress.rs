//! What a terminal shows while long work goes on.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Does the work; meanwhile a terminal shows what it is, that it goes on, and since when.
///
/// Nothing is shown when the standard error is no terminal. How much is left is not told: nobody knows before a pairing
/// is proved.
pub(crate) fn during<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let bar = ProgressBar::new_spinner().with_message(what.to_owned());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} … {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    let result = work();
    bar.finish_and_clear();
    result
}
