//! For authors: a thread that reads a pack again when one of its files changes, and wakes the loop. It looks once a second at when the files were
//! changed; without `--watch` there is no such thread, and nothing ticks.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::thread::spawn;

use super::wait::Waker;
use crate::report::Report;
use crate::report::pack_files::Snapshot;
use crate::report::parse::PackError;

/// What was read.
pub(super) type Read = Result<Report, PackError>;

/// A pack that is looked at.
pub(super) struct Watcher {
    read: Receiver<Read>,
}

impl Watcher {
    /// Begins to look at the pack in this folder, which was as in `seen` before it was read. It ends when the program does.
    pub(super) fn start(folder: PathBuf, mut seen: Snapshot, waker: Waker) -> Self {
        let (send, read) = channel();
        spawn(move || {
            loop {
                seen = seen.wait_for_change(&folder);
                if send.send(Report::from_folder(&folder)).is_err() {
                    return;
                }
                waker.wake();
            }
        });
        Self { read }
    }

    /// What was read last, if something was.
    pub(super) fn take(&self) -> Option<Read> {
        self.read.try_iter().last()
    }
}
