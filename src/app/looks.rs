//! When the jobs that run by themselves last looked whether there is something to do.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A job that runs by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Mails are delivered.
    Delivery,
    /// What is driven by the clock.
    Scheduled,
}

impl Job {
    const ALL: [Self; 2] = [Self::Delivery, Self::Scheduled];
}

/// A job looks every few seconds, and may be at one thing for some minutes.
const TOO_LONG: Duration = Duration::from_mins(15);

/// When each job last looked.
#[derive(Debug)]
pub struct Looks(Mutex<[Instant; Job::ALL.len()]>);

impl Looks {
    /// As if all had looked now: they have not begun yet.
    pub(crate) fn new(now: Instant) -> Self {
        Self(Mutex::new([now; Job::ALL.len()]))
    }

    /// A job looks, or is still at it.
    pub fn note(&self, job: Job) {
        self.note_at(job, Instant::now());
    }

    fn note_at(&self, job: Job, now: Instant) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[job as usize] = now;
    }

    /// The jobs that have not looked for too long. `pause` is how long one may wait between two looks.
    #[must_use]
    pub fn late(&self, pause: Duration) -> Vec<Job> {
        self.late_at(pause, Instant::now())
    }

    fn late_at(&self, pause: Duration, now: Instant) -> Vec<Job> {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_late = |job: &Job| now.saturating_duration_since(last[*job as usize]) > pause + TOO_LONG;
        Job::ALL.into_iter().filter(is_late).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_does_not_look_is_late_by_itself() {
        let began = Instant::now();
        let looks = Looks::new(began);
        let pause = Duration::from_secs(30);
        let later = began + TOO_LONG + pause;
        assert_eq!(looks.late_at(pause, later), []);
        looks.note_at(Job::Delivery, later);
        assert_eq!(looks.late_at(pause, later + pause), [Job::Scheduled]);
        looks.note_at(Job::Scheduled, later + pause);
        assert_eq!(looks.late_at(pause, later + pause), []);
    }
}
