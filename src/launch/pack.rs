//! Which report it is about: the bundled one, one of the library, or a pack in a folder; and the commands on packs.

use std::path::PathBuf;

use vereda::cli::library_args::Shelving;
use vereda::cli::{Exit, Failure, import, library, settings, state};
use vereda::report::{Report, Words};
use vereda::state::{Folders, Library};

use super::asked::{Asked, medium, print, variable};

/// The person's library. In private as well: a report says nothing of who reads it, and nothing is written.
pub(crate) fn shelves(invocation: &Asked) -> Library {
    Library::of(&Folders::find(invocation.state.as_deref()))
}

/// The folder of the pack that was asked for; `None` for the bundled one.
pub(crate) fn folder(invocation: &Asked, words: &Words) -> Result<Option<PathBuf>, Failure> {
    match &invocation.report {
        Some(name) => library::find(&shelves(invocation), name, words),
        None => Ok(invocation.content.clone()),
    }
}

/// The report that was asked for.
pub(crate) fn report(invocation: &Asked, words: &Words) -> Result<Report, Failure> {
    match folder(invocation, words)? {
        None => Ok(Report::bundled()),
        Some(folder) => Report::from_folder(&folder).map_err(|error| Failure::usage(error.message(words))),
    }
}

/// The reports of the library.
pub(crate) fn shelve(invocation: &Asked, asked: &Shelving, words: &Words) -> Result<Exit, Failure> {
    let language = settings::language(invocation.language, &invocation.opened.config, variable).value;
    let done = library::perform(asked, &shelves(invocation), language, words, state::ask)?;
    print(words, |out| {
        if invocation.json { library::json(out, &done.outcome) } else { library::write(out, &done.outcome, words, medium(invocation)) }
    })
    .map(|_| done.exit)
}

/// A report in another form becomes a pack.
pub(crate) fn import_report(invocation: &Asked, asked: &import::Asked, words: &Words) -> Result<Exit, Failure> {
    let asked = import::shelved(asked, &shelves(invocation), words)?;
    let imported = import::perform(&asked, words)?;
    print(
        words,
        |out| if invocation.json { import::json(out, &imported, &asked, words) } else { import::text(out, &imported, &asked, words) },
    )
}
