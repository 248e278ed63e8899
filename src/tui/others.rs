//! The other reports of the library for a search in all of them: a thread reads each and builds its index beside the keys, and wakes the loop.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::spawn;

use super::wait::Waker;
use crate::report::{Language, Report};
use crate::search::Index;
use crate::state::Library;
use crate::state::library::BUNDLED;

/// A report that was read, and its index.
pub(super) type Read = (String, Arc<Report>, Index);

/// Reports that are being read.
pub(super) struct Others {
    language: Language,
    read: Receiver<Read>,
}

impl Others {
    /// Begins to read all but the one on the screen. What cannot be opened is passed over: the list of reports says why.
    pub(super) fn start(library: Library, on_screen: String, language: Language, waker: Waker) -> Self {
        let (send, read) = channel();
        spawn(move || {
            // Asked here, because a disk may be slow.
            let bundled = (on_screen != BUNDLED).then(|| (BUNDLED.to_owned(), None));
            let of_library = library.names().into_iter().filter(|name| *name != on_screen).filter_map(|name| library.find(&name));
            for (name, folder) in bundled.into_iter().chain(of_library.map(|(name, folder)| (name, Some(folder)))) {
                let report = folder.map_or_else(|| Ok(Report::bundled()), |folder| Report::from_folder(&folder));
                let Ok(report) = report else { continue };
                let index = Index::kept(&report, report.edition(language), false, &mut |_| ());
                if send.send((name, Arc::new(report), index)).is_err() {
                    return;
                }
                waker.wake();
            }
            drop(send);
            waker.wake();
        });
        Self { language, read }
    }

    /// The language in which they are read.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// A report that was read since; `Err` once there are no more.
    pub(super) fn take(&self) -> Result<Option<Read>, ()> {
        match self.read.try_recv() {
            Ok(read) => Ok(Some(read)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(()),
        }
    }
}
