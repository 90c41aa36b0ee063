//! The one clock: the time of the machine, or one that a test has moved.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

/// The time of the machine, moved by as many seconds as a file says; by none where there is no file.
#[derive(Debug)]
pub(crate) struct Clock {
    file: Option<PathBuf>,
    /// What the file last said, for the moment in which somebody writes it.
    last: AtomicI64,
}

impl Clock {
    /// A clock that reads this file each time it is looked at; with an empty path it is that of the machine.
    ///
    /// # Errors
    /// One clear sentence, when there is no such file or it holds no number.
    pub(crate) fn open(file: &Path) -> Result<Self, String> {
        if file.as_os_str().is_empty() {
            return Ok(Self { file: None, last: AtomicI64::new(0) });
        }
        let moved = read(file).ok_or_else(|| {
            format!("clock.offset_file: {} must hold a whole number of seconds to move the clock by", file.display())
        })?;
        Ok(Self { file: Some(file.to_owned()), last: AtomicI64::new(moved) })
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        let real = Utc::now();
        let Some(file) = &self.file else { return real };
        if let Some(moved) = read(file) {
            self.last.store(moved, Ordering::Relaxed);
        }
        let moved = TimeDelta::try_seconds(self.last.load(Ordering::Relaxed)).unwrap_or_default();
        real.checked_add_signed(moved).unwrap_or(real)
    }
}

fn read(file: &Path) -> Option<i64> {
    std::fs::read_to_string(file).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_moves_the_clock_and_half_a_file_does_not() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "86400\n").unwrap();
        let clock = Clock::open(file.path()).unwrap();
        let ahead = |clock: &Clock| (clock.now() - Utc::now()).num_minutes();
        assert!((1439..=1440).contains(&ahead(&clock)));
        std::fs::write(file.path(), "").unwrap();
        assert!((1439..=1440).contains(&ahead(&clock)), "what it said last holds");
        std::fs::write(file.path(), "-60").unwrap();
        assert!((-1..=0).contains(&ahead(&clock)));
        assert!(Clock::open(Path::new("no/such/file")).is_err());
        assert!(Clock::open(Path::new("")).unwrap().file.is_none());
    }
}
