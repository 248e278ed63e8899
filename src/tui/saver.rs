//! Saving beside the keys: a thread that sleeps until it is given something to save. What it could not save it keeps, and tries again.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use super::wait::Waker;
use crate::report::tour::{Stop, StopAt, Tour};
use crate::state::checklist::{Change, Checklist, ChecklistFile};
use crate::state::mark::Mark;
use crate::state::place::Visit;
use crate::state::tours::OwnTours;
use crate::state::{Checklists, Marks, Places};

/// A place is saved at most this often while one reads; on the way out it is saved in any case.
const OFTEN: Duration = Duration::from_secs(2);
/// What is typed is saved at most this often, so that a slow disk is not asked for every letter: no more than this is lost to a power cut.
const TYPED: Duration = Duration::from_millis(250);

/// Something to save.
pub(super) enum Job {
    /// The place in the report.
    Visit(Visit),
    /// A checklist that is new.
    Checklist(Checklist),
    /// What was done to an action of a checklist.
    Change(Box<Change>),
    /// A checklist to forget: the report's identity, and its name.
    RemoveChecklist(String, String),
    /// Marks as they are now.
    Marks(Vec<Mark>),
    /// A stop for the person's own tour of this title.
    AddStop(String, StopAt),
    /// A stop of the person's own tour of this id goes to another place, or away.
    ChangeTour(String, usize, Option<usize>),
    /// Put a stop back into a tour, at this place.
    RestoreStop(String, usize, Stop),
    /// Everything that is not saved yet, now: the answer says why not, if it is not.
    Settle(Sender<Option<String>>),
}

impl Job {
    fn is_of_lists(&self) -> bool {
        matches!(self, Self::Checklist(_) | Self::Change(_) | Self::RemoveChecklist(..))
    }
}

/// What the thread has to say.
#[derive(Debug)]
pub(super) enum Said {
    /// Why the place could not be saved. Said once: it is tried again with every move.
    PlaceNotSaved(String),
    /// Why something that the person made could not be saved. It is not lost as long as the program runs.
    NotSaved(String),
    /// What could not be saved before is saved now.
    SavedAtLast,
    /// The person's own tours have changed: all there are now.
    Tours(Vec<Tour>),
    /// Another running copy changed checklists of this report: all of them, as they were after so many jobs of theirs.
    Checklists(u64, Vec<Checklist>),
    /// Another running copy changed marks of this report: all of them, as they are now; and before that, which of this copy's have another id
    /// now, because the other copy's words stand under theirs.
    Marks(Vec<(String, String)>, Vec<Mark>),
}

/// The files.
pub(super) struct Kept {
    pub(super) places: Places,
    pub(super) checklists: Checklists,
    pub(super) marks: Marks,
    pub(super) tours: OwnTours,
    /// The report's identity.
    pub(super) report: String,
    /// What is said where there is no file to write to.
    pub(super) no_file: String,
}

/// What is still to be saved.
#[derive(Default)]
struct Pending {
    marks: Vec<Mark>,
    lists: Vec<Checklist>,
    /// In the order in which they were made.
    changes: Vec<Change>,
    /// When the marks are to be saved.
    due: Option<Instant>,
    /// The last attempt failed.
    failed: bool,
}

impl Pending {
    fn is_empty(&self) -> bool {
        self.marks.is_empty() && !self.has_lists()
    }

    fn put_marks(&mut self, marks: Vec<Mark>) {
        for mark in marks {
            self.marks.retain(|other| other.id != mark.id);
            self.marks.push(mark);
        }
        self.due.get_or_insert_with(|| Instant::now() + TYPED);
    }

    fn has_lists(&self) -> bool {
        !self.lists.is_empty() || !self.changes.is_empty()
    }

    fn put_change(&mut self, change: Change) {
        if !self.changes.last_mut().is_some_and(|last| last.join(&change)) {
            self.changes.push(change);
        }
    }

    fn put_list(&mut self, list: Checklist) {
        self.lists.retain(|other| other.name != list.name);
        self.lists.push(list);
    }
}

impl Kept {
    /// Adds a stop to the tour of this title; a new one where there is none.
    fn add_stop(&mut self, title: &str, at: &StopAt) -> io::Result<()> {
        writable(self.tours.can_save(), &self.no_file)?;
        let known = self.tours.tours().find(|tour| tour.title.all().any(|own| **own == *title)).map(|tour| tour.id.clone());
        let name = known.map_or_else(|| self.tours.save(&Tour::new(title)), Ok)?;
        self.tours.add_stop(&name, at)
    }

    /// Saves all that is pending. What fails stays, and does not stop the rest.
    fn flush(&mut self, pending: &mut Pending) -> io::Result<()> {
        pending.due = None;
        let mut saved = Ok(());
        if pending.has_lists() {
            let can_save = writable(self.checklists.can_save(), &self.no_file);
            saved = can_save.and_then(|()| self.checklists.save_all(&pending.lists, &pending.changes).map(|_| ()));
            if saved.is_ok() {
                pending.lists.clear();
                pending.changes.clear();
            }
        }
        if !pending.marks.is_empty() {
            let marks = writable(self.marks.can_save(), &self.no_file).and_then(|()| self.marks.save(&pending.marks));
            if marks.is_ok() {
                pending.marks.clear();
            }
            saved = saved.and(marks);
        }
        saved
    }
}

fn writable(can_save: bool, no_file: &str) -> io::Result<()> {
    if can_save { Ok(()) } else { Err(io::Error::other(no_file.to_owned())) }
}

/// The thread's side.
struct Worker {
    kept: Kept,
    pending: Pending,
    /// Why the last attempt to save the place failed, if it did.
    place_failed: Option<String>,
    /// So many jobs of checklists came.
    heard: u64,
    /// Another copy changed checklists: they are told after each change from then on.
    is_shared: bool,
    said: Sender<Said>,
    waker: Waker,
}

impl Worker {
    /// Gives why the place is not saved in the end, if it is not.
    fn run(mut self, jobs: &Receiver<Job>) -> Option<String> {
        loop {
            let job = match self.pending.due {
                None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => jobs.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match job {
                Ok(job) => self.perform(job),
                Err(RecvTimeoutError::Timeout) => self.flush(),
                Err(RecvTimeoutError::Disconnected) => {
                    self.flush();
                    return self.place_failed;
                }
            }
        }
    }

    fn perform(&mut self, job: Job) {
        self.heard += u64::from(job.is_of_lists());
        match job {
            Job::Visit(visit) => {
                let saved = self.kept.places.save(visit);
                let error = saved.err().map(|error| error.to_string());
                let before = std::mem::replace(&mut self.place_failed, error.clone());
                if let Some(error) = error.filter(|_| before.is_none()) {
                    self.say(Said::PlaceNotSaved(error));
                }
            }
            Job::Checklist(list) => {
                self.pending.put_list(list);
                self.flush();
            }
            Job::Change(change) => {
                self.pending.put_change(*change);
                self.flush();
            }
            Job::RemoveChecklist(report, name) => {
                self.pending.lists.retain(|list| list.name != name);
                self.pending.changes.retain(|change| change.list != name);
                let saved = self.kept.checklists.remove(&report, &name);
                self.tell(saved);
            }
            Job::AddStop(title, at) => {
                let saved = self.kept.add_stop(&title, &at);
                self.tell_tours(saved);
            }
            Job::ChangeTour(tour, from, to) => {
                let tours = &mut self.kept.tours;
                let saved = if let Some(to) = to { tours.reorder(&tour, from, to) } else { tours.remove_stop(&tour, from) };
                self.tell_tours(saved);
            }
            Job::RestoreStop(tour, at, stop) => {
                let saved = self.kept.tours.insert_stop(&tour, at, stop);
                self.tell_tours(saved);
            }
            Job::Marks(marks) => self.pending.put_marks(marks),
            Job::Settle(answer) => {
                let error = self.kept.flush(&mut self.pending).err().map(|error| error.to_string());
                let _ = answer.send(error);
            }
        }
    }

    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let mut expected = self.kept.marks.of(&self.kept.report);
        for mark in &self.pending.marks {
            expected.retain(|other| other.id != mark.id);
            expected.push(mark.clone());
        }
        let has_lists = self.pending.has_lists();
        let mut lists = ChecklistFile { lists: self.kept.checklists.of(&self.kept.report) };
        for list in &self.pending.lists {
            lists.merge(list);
        }
        self.pending.changes.iter().for_each(|change| lists.revise(change));
        let saved = self.kept.flush(&mut self.pending);
        let failed = saved.is_err();
        if std::mem::replace(&mut self.pending.failed, failed) && !failed {
            self.say(Said::SavedAtLast);
        }
        self.tell(saved);
        if failed {
            return;
        }
        let (of_marks, of_lists) = (self.kept.marks.of(&self.kept.report), self.kept.checklists.of(&self.kept.report));
        let renamed = self.kept.marks.take_renamed();
        if !renamed.is_empty() || of_marks.iter().any(|mark| !expected.contains(mark)) {
            self.say(Said::Marks(renamed, of_marks));
        }
        self.is_shared |= has_lists && of_lists != lists.lists;
        if has_lists && self.is_shared {
            self.say(Said::Checklists(self.heard, of_lists));
        }
    }

    fn tell_tours(&self, saved: io::Result<()>) {
        self.say(Said::Tours(self.kept.tours.tours().cloned().collect()));
        self.tell(saved);
    }

    fn tell(&self, saved: io::Result<()>) {
        if let Err(error) = saved {
            self.say(Said::NotSaved(error.to_string()));
        }
    }

    fn say(&self, said: Said) {
        if self.said.send(said).is_ok() {
            self.waker.wake();
        }
    }
}

/// The thread, and what it was given last. It is started with the first thing to save: who only looks needs none.
pub(super) struct Saver {
    waiting: Option<Worker>,
    jobs: Option<Sender<Job>>,
    said: Receiver<Said>,
    /// So many jobs of checklists were given.
    sent: u64,
    thread: Option<JoinHandle<Option<String>>>,
    last: Option<Visit>,
    when: Instant,
}

impl Saver {
    /// `saved` is what is in the file already.
    pub(super) fn new(kept: Kept, saved: Visit, waker: Waker) -> Self {
        let (sender, said) = channel();
        let worker = Worker { kept, pending: Pending::default(), place_failed: None, heard: 0, is_shared: false, said: sender, waker };
        Self { waiting: Some(worker), jobs: None, said, sent: 0, thread: None, last: Some(saved), when: Instant::now() }
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
    pub(super) fn save(&mut self, job: Job) {
        self.sent += u64::from(job.is_of_lists());
        if let Some(worker) = self.waiting.take() {
            let (jobs, incoming) = channel();
            self.thread = Some(spawn(move || worker.run(&incoming)));
            self.jobs = Some(jobs);
        }
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(job);
        }
    }

    /// What the thread has to say. Checklists that were changed here since are passed over: they are told again after that change.
    pub(super) fn said(&self) -> Vec<Said> {
        let is_current = |said: &Said| !matches!(said, Said::Checklists(heard, _) if *heard != self.sent);
        self.said.try_iter().filter(is_current).collect()
    }

    /// Waits until everything that the person made is saved. Says why it is not.
    pub(super) fn settle(&mut self) -> Option<String> {
        if self.waiting.is_some() {
            return None;
        }
        let (answer, answered) = channel();
        self.save(Job::Settle(answer));
        answered.recv().ok().flatten()
    }

    /// Waits until everything is saved. Says why it is not.
    pub(super) fn finish(mut self) -> Option<String> {
        self.jobs = None;
        let place = self.thread.take().and_then(|thread| thread.join().ok().flatten());
        let failures = self.said.try_iter().filter_map(|said| match said {
            Said::NotSaved(error) => Some(error),
            _ => None,
        });
        failures.last().or(place)
    }
}
