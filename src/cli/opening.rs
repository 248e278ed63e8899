//! Which report a command is about, and how much of it is to be read before there is something to see.

use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::report::parse::PackError;
use crate::report::{Address, Language, Report, Words};
use crate::state::{Folders, Places};

/// A report, and whether it is only the first part of one, whose rest is to be read behind the first screen.
pub struct Opened {
    /// The report.
    pub report: Arc<Report>,
    /// Whether there is more.
    pub is_part: bool,
}

/// The pack in a folder, or else the report that is compiled in, with words in the language that the person wants. Where the explorer is to
/// be opened on it as it is, a large pack is read to where the reader was, and no further.
pub fn open(content: Option<&Path>, wanted: Language, as_it_is: Option<&Folders>, words: &Words) -> Result<Opened, Failure> {
    let Some(folder) = content else {
        return Ok(Opened { report: Arc::new(Report::bundled()), is_part: false });
    };
    let broken = |error: PackError| Failure::usage(error.message(words));
    let part = as_it_is.map(|folders| Report::first_part(folder, wanted, |identity| section(folders, identity))).transpose();
    let part = part.map_err(broken)?.flatten();
    let is_part = part.is_some();
    let mut report = part.map_or_else(|| Report::from_folder(folder).map_err(broken), Ok)?;
    report.speak(wanted);
    Ok(Opened { report: Arc::new(report), is_part })
}

/// The section in which the reader was.
fn section(folders: &Folders, identity: &str) -> Option<String> {
    let (places, _) = Places::open(folders.state.as_deref());
    match places.visit(identity)?.place.address.parse() {
        Ok(Address::Passage(section, _)) => Some(section),
        _ => None,
    }
}
