//! Building the search index beside the keys: a thread that wakes the loop when it is done.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::spawn;

use super::wait::Waker;
use crate::report::{Language, Report};
use crate::search::Index;

/// An index that is being built.
pub(super) struct Indexer {
    language: Language,
    done: Receiver<Index>,
}

impl Indexer {
    /// Starts to build the index of an edition.
    pub(super) fn start(report: &Arc<Report>, language: Language, waker: Waker) -> Self {
        let (send, done) = channel();
        let report = Arc::clone(report);
        spawn(move || {
            let index = Index::new(&report, report.edition(language));
            if send.send(index).is_ok() {
                waker.wake();
            }
        });
        Self { language, done }
    }

    /// The edition whose index is built.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// The index, once it is done.
    pub(super) fn take(&self) -> Option<Index> {
        self.done.try_recv().ok()
    }
}
