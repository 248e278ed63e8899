//! Which report a command is about, and how much of it is to be read before there is something to see.

use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::report::parse::PackError;
use crate::report::{Address, Language, Report, Words};
use crate::state::{Folders, Places};

/// The explorer is to be opened on a report as it is.
pub struct AsItIs {
    /// Where it is kept where the reader was.
    pub folders: Folders,
    /// So many letters have room on the screen.
    pub room: usize,
}

/// The pack in a folder, or else the report that is compiled in, with words in the language that the person wants. Where the explorer is to
/// be opened on it as it is, no more is read than what is around the place where the reader was, unless it is a pack that is soon read.
pub fn open(content: Option<&Path>, wanted: Language, as_it_is: Option<&AsItIs>, words: &Words) -> Result<Arc<Report>, Failure> {
    let broken = |error: PackError| Failure::usage(error.message(words));
    let mut report = match (content, as_it_is) {
        (None, None) => Report::bundled(),
        (None, Some(asked)) => Report::bundled_part(wanted, |identity| section(&asked.folders, identity), asked.room),
        (Some(folder), asked) => {
            let part = asked.map(|asked| Report::first_part(folder, wanted, |identity| section(&asked.folders, identity))).transpose();
            part.map_err(broken)?.flatten().map_or_else(|| Report::from_folder(folder).map_err(broken), Ok)?
        }
    };
    report.speak(wanted);
    Ok(Arc::new(report))
}

/// The section in which the reader was.
fn section(folders: &Folders, identity: &str) -> Option<String> {
    let places = Places::peek(folders.state.as_deref());
    match places.visit(identity)?.place.address.parse() {
        Ok(Address::Passage(section, _)) => Some(section),
        _ => None,
    }
}
