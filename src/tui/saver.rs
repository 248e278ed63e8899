//! Saving beside the keys: a thread that sleeps until it is given something to save.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use crate::state::Places;
use crate::state::place::Visit;

/// A place is saved at most this often while one reads; on the way out it is saved in any case.
const OFTEN: Duration = Duration::from_secs(2);

/// The thread, and what it was given last.
pub(super) struct Saver {
    visits: Option<Sender<Visit>>,
    failures: Receiver<String>,
    thread: Option<JoinHandle<()>>,
    last: Option<Visit>,
    when: Instant,
}

impl Saver {
    /// Starts the thread. `saved` is what is in the file already.
    pub(super) fn new(mut places: Places, saved: Visit) -> Self {
        let (visits, incoming) = channel::<Visit>();
        let (failure, failures) = channel();
        let thread = spawn(move || {
            while let Ok(mut visit) = incoming.recv() {
                // Only the newest counts.
                while let Ok(newer) = incoming.try_recv() {
                    visit = newer;
                }
                if let Err(error) = places.save(visit) {
                    let _ = failure.send(error.to_string());
                }
            }
        });
        Self { visits: Some(visits), failures, thread: Some(thread), last: Some(saved), when: Instant::now() }
    }

    /// Whether it is time to save again.
    pub(super) fn is_due(&self) -> bool {
        self.when.elapsed() >= OFTEN
    }

    /// Saves if anything changed.
    pub(super) fn save(&mut self, visit: Visit) {
        if self.last.as_ref() != Some(&visit) {
            self.last = Some(visit.clone());
            self.when = Instant::now();
            if let Some(visits) = &self.visits {
                let _ = visits.send(visit);
            }
        }
    }

    /// Why the last save failed, if it did.
    pub(super) fn failure(&self) -> Option<String> {
        self.failures.try_iter().last()
    }

    /// Waits until everything is saved. Says why it is not.
    pub(super) fn finish(mut self) -> Option<String> {
        self.visits = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        self.failure()
    }
}
