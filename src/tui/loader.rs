//! Reading a large pack as a whole beside the keys, while its first part is on the screen.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::spawn;

use crossterm::event::Event;

use super::wait::Waker;
use crate::app::{Command, Start};
use crate::report::parse::PackError;
use crate::report::{Language, Report};

/// A pack that is being read.
pub(super) struct Loader {
    done: Receiver<Result<Report, PackError>>,
    percent: Arc<AtomicU8>,
}

/// The screen is told of progress in steps of so many percent.
const STEP: u8 = 4;

impl Loader {
    /// Starts to read the pack in a folder, whose words are to be in `language`.
    pub(super) fn start(folder: PathBuf, language: Language, waker: Waker) -> Self {
        let (send, done) = channel();
        let percent = Arc::new(AtomicU8::new(0));
        let shown = Arc::clone(&percent);
        spawn(move || {
            let read = Report::from_folder_told(&folder, &mut |part| {
                if part >= shown.load(Ordering::Relaxed) + STEP {
                    shown.store(part, Ordering::Relaxed);
                    waker.wake();
                }
            });
            let read = read.map(|mut report| {
                report.speak(language);
                report
            });
            if send.send(read).is_ok() {
                waker.wake();
            }
        });
        Self { done, percent }
    }

    /// How much of it is read, in percent.
    pub(super) fn percent(&self) -> u8 {
        self.percent.load(Ordering::Relaxed)
    }

    /// The whole report, or why there is none, once it is read; `None` before.
    ///
    /// # Panics
    /// Where the thread that reads has.
    pub(super) fn take(&self) -> Option<Result<Report, PackError>> {
        match self.done.try_recv() {
            Ok(read) => Some(read),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => panic!("the report's reader has failed"),
        }
    }
}

/// The rest of a pack of which a part is shown.
pub(super) struct Rest {
    pub(super) folder: PathBuf,
    pub(super) language: Language,
    /// How the explorer is to begin once more, with all of the text.
    pub(super) start: Start,
    pub(super) loader: Option<Loader>,
    pub(super) shown: u8,
    /// What came meanwhile and waits.
    pub(super) held: Vec<Event>,
    /// The person has moved: where they are counts, and no longer where they were last time.
    pub(super) moved: bool,
}

impl Rest {
    /// The pack in a folder, of which a part is shown, that the explorer began with as in `start`; its words are to be in `language`.
    pub(super) fn new(folder: PathBuf, language: Language, start: Start) -> Self {
        Self { folder, language, start, loader: None, shown: 0, held: Vec::new(), moved: false }
    }
}

/// Whether a command can be done in a part of the text: moves by a line or a page, and leaving. What asks for more waits for all of it.
pub(super) fn needs_no_more(command: Command) -> bool {
    matches!(
        command,
        Command::LineDown
            | Command::LineUp
            | Command::PageDown
            | Command::PageUp
            | Command::HalfPageDown
            | Command::HalfPageUp
            | Command::NextPassage
            | Command::PreviousPassage
            | Command::NextTheme
            | Command::Repaint
            | Command::Suspend
            | Command::Quit
    )
}
