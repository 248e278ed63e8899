//! Making a long text ready for finds beside the keys: a thread that wakes the loop when it is done.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::spawn;

use super::wait::Waker;
use crate::report::{Language, Report};
use crate::search::find::FoldedEdition;

/// A text that is being made ready.
pub(super) struct Folding {
    language: Language,
    done: Receiver<FoldedEdition>,
}

impl Folding {
    /// Starts with the text of an edition.
    pub(super) fn start(report: &Arc<Report>, language: Language, waker: Waker) -> Self {
        let (send, done) = channel();
        let report = Arc::clone(report);
        spawn(move || {
            if send.send(FoldedEdition::new(report.edition(language))).is_ok() {
                waker.wake();
            }
        });
        Self { language, done }
    }

    /// The edition whose text it is.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// The text, once it is ready.
    pub(super) fn take(&self) -> Option<FoldedEdition> {
        self.done.try_recv().ok()
    }
}
