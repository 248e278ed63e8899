//! Building the search index beside the keys: a thread that wakes the loop when it is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::spawn;

use super::wait::Waker;
use crate::report::{Language, Report};
use crate::search::Index;

/// An index that is being built.
pub(super) struct Indexer {
    language: Language,
    done: Receiver<Index>,
    percent: Arc<AtomicU8>,
}

/// The screen is told of progress in steps of so many percent.
const STEP: u8 = 4;

impl Indexer {
    /// Starts to build the index of an edition; to be kept beside the pack, if that may be.
    pub(super) fn start(report: &Arc<Report>, language: Language, keep: bool, waker: Waker) -> Self {
        let (send, done) = channel();
        let report = Arc::clone(report);
        let percent = Arc::new(AtomicU8::new(0));
        let shown = Arc::clone(&percent);
        spawn(move || {
            let index = Index::kept(&report, report.edition(language), keep, &mut |part| {
                if part >= shown.load(Ordering::Relaxed) + STEP {
                    shown.store(part, Ordering::Relaxed);
                    waker.wake();
                }
            });
            if send.send(index).is_ok() {
                waker.wake();
            }
        });
        Self { language, done, percent }
    }

    /// The edition whose index is built.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// How much of it is done, in percent.
    pub(super) fn percent(&self) -> u8 {
        self.percent.load(Ordering::Relaxed)
    }

    /// The index, once it is done.
    pub(super) fn take(&self) -> Option<Index> {
        self.done.try_recv().ok()
    }
}
