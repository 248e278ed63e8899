//! The rest of a report, of which a part is shown, and what waits for it.

use std::path::PathBuf;

use crossterm::event::Event;

use super::beside::Beside;
use crate::app::{Command, Start};
use crate::report::parse::PackError;
use crate::report::{Language, Report};

/// Where a report comes from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// From the program itself.
    Bundled,
    /// A pack in a folder.
    Folder(PathBuf),
}

/// The rest of a report of which a part is shown.
pub(super) struct Rest {
    pub(super) origin: Origin,
    pub(super) language: Language,
    /// How the explorer is to begin once more, with all of the text.
    pub(super) start: Start,
    /// The reading, once it has begun.
    pub(super) reading: Option<Beside<Result<Report, PackError>>>,
    /// What came meanwhile and waits.
    pub(super) held: Vec<Event>,
    /// The person has moved: where they are counts, and no longer where they were last time.
    pub(super) moved: bool,
}

impl Rest {
    /// Of a report of which a part is shown, and that the explorer began with as in `start`; its words are to be in `language`.
    pub(super) fn new(origin: Origin, language: Language, start: Start) -> Self {
        Self { origin, language, start, reading: None, held: Vec::new(), moved: false }
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
