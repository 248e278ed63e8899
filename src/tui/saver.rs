//! Saving beside the keys: a thread that sleeps until it is given something to save.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use crate::state::checklist::Checklist;
use crate::state::place::Visit;
use crate::state::{Checklists, Places};

/// A place is saved at most this often while one reads; on the way out it is saved in any case.
const OFTEN: Duration = Duration::from_secs(2);

/// Something to save.
pub(super) enum Job {
    /// The place in the report.
    Visit(Visit),
    /// A checklist as it is now.
    Checklist(Checklist),
    /// A checklist to forget: the report's identity, and its name.
    RemoveChecklist(String, String),
}

/// The files.
pub(super) struct Kept {
    pub(super) places: Places,
    pub(super) checklists: Checklists,
}

impl Kept {
    fn save(&mut self, job: Job) -> std::io::Result<()> {
        match job {
            Job::Visit(visit) => self.places.save(visit),
            Job::Checklist(list) => self.checklists.save(&list),
            Job::RemoveChecklist(report, name) => self.checklists.remove(&report, &name),
        }
    }
}

/// The thread, and what it was given last.
pub(super) struct Saver {
    jobs: Option<Sender<Job>>,
    failures: Receiver<String>,
    thread: Option<JoinHandle<()>>,
    last: Option<Visit>,
    when: Instant,
}

impl Saver {
    /// Starts the thread. `saved` is what is in the file already.
    pub(super) fn new(mut kept: Kept, saved: Visit) -> Self {
        let (jobs, incoming) = channel::<Job>();
        let (failure, failures) = channel();
        let thread = spawn(move || {
            while let Ok(job) = incoming.recv() {
                if let Err(error) = kept.save(job) {
                    let _ = failure.send(error.to_string());
                }
            }
        });
        Self { jobs: Some(jobs), failures, thread: Some(thread), last: Some(saved), when: Instant::now() }
    }

    /// Whether it is time to save again.
    pub(super) fn is_due(&self) -> bool {
        self.when.elapsed() >= OFTEN
    }

    /// Saves the place if it changed.
    pub(super) fn save_place(&mut self, visit: Visit) {
        if self.last.as_ref() != Some(&visit) {
            self.last = Some(visit.clone());
            self.when = Instant::now();
            self.save(Job::Visit(visit));
        }
    }

    /// Saves something.
    pub(super) fn save(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(job);
        }
    }

    /// Why the last save failed, if it did.
    pub(super) fn failure(&self) -> Option<String> {
        self.failures.try_iter().last()
    }

    /// Waits until everything is saved. Says why it is not.
    pub(super) fn finish(mut self) -> Option<String> {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        self.failure()
    }
}
