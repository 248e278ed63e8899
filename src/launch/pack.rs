//! Which report it is about: the bundled one, one of the library, or a pack in a folder; and the commands on packs.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vereda::cli::library_args::Shelving;
use vereda::cli::opening::AsItIs;
use vereda::cli::{Command, Exit, Failure, check, import, library, opening, search, search_all, settings, state};
use vereda::report::pack_files::Snapshot;
use vereda::report::words::fill;
use vereda::report::{Language, Report, Words};
use vereda::state::library::{BUNDLED, Spoiled};
use vereda::state::{Folders, Library};
use vereda::text::sanitize::clean_line;
use vereda::tui;

use super::asked::{Asked, folders, has_screen, is_plain, medium, print, tell, variable};

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

/// The name in the library of the report that was asked for; none of a pack elsewhere.
pub(crate) fn name(invocation: &Asked) -> String {
    match (&invocation.report, &invocation.content) {
        (Some(typed), _) => shelves(invocation).find(typed).map_or_else(|| BUNDLED.to_owned(), |(name, _)| name),
        (None, None) => BUNDLED.to_owned(),
        (None, Some(_)) => String::new(),
    }
}

/// The report that was asked for, with words in the language that the person wants. Where the explorer is opened on it as it is, only
/// a part may be read.
pub(crate) fn report(invocation: &Asked, wanted: Language, words: &Words) -> Result<Arc<Report>, Failure> {
    let explores = matches!(invocation.command, Command::Open(None)) && !invocation.present && !invocation.watch;
    let as_it_is = (explores && has_screen() && !is_plain(invocation)).then(|| {
        let (columns, rows) = tui::screen_size();
        AsItIs { folders: folders(invocation), room: usize::from(columns) * usize::from(rows) }
    });
    let folder = folder(invocation, words)?;
    if let Some(folder) = folder.as_deref().filter(|_| invocation.watch) {
        invocation.seen.get_or_init(|| Snapshot::of(folder));
    }
    opening::open(folder.as_deref(), wanted, as_it_is.as_ref(), words)
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

/// What is to be mended in a pack; again and again, if the person wants to see it whenever a file changes.
pub(crate) fn check_pack(invocation: &Asked, folder: Option<&Path>, words: &Words) -> Result<Exit, Failure> {
    let folder = folder.map(Path::to_owned).or(self::folder(invocation, words)?);
    let data = folders(invocation).data;
    if !invocation.watch {
        let checked = check::check(folder.as_deref(), data.as_deref(), words)?;
        return write_check(invocation, &checked, words).map(|(exit, _)| exit);
    }
    let folder = folder.ok_or_else(|| Failure::usage(words.library.watch_what.to_string()))?;
    let mut seen = Snapshot::of(&folder);
    tell(&words.check.watching);
    loop {
        match check::check(Some(&folder), data.as_deref(), words) {
            Ok(checked) => {
                let (exit, more) = write_check(invocation, &checked, words)?;
                if !more {
                    return Ok(exit);
                }
            }
            Err(failure) => tell(&failure.message),
        }
        seen = seen.wait_for_change(&folder);
    }
}

/// Writes what was found; gives how the run ends, and whether anyone still reads.
fn write_check(invocation: &Asked, checked: &check::Checked, words: &Words) -> Result<(Exit, bool), Failure> {
    let exit = match (&checked.unreadable, checked.problems.is_empty()) {
        (Some(_), _) => Exit::Usage,
        (None, false) => Exit::Nothing,
        (None, true) => Exit::Found,
    };
    let mut more = true;
    print(words, |out| {
        let written = if invocation.json { check::json(out, checked) } else { check::text(out, checked, words) };
        written.and_then(|()| out.flush()).inspect_err(|_| more = false)
    })?;
    if let Some(message) = &checked.unreadable {
        tell(message);
    }
    Ok((exit, more))
}

/// Searches all reports of the library, and a pack of a folder if one was asked for. What cannot be opened is told and left out.
pub(crate) fn search_all(invocation: &Asked, asked: &search::Asked, language: Language, words: &Words) -> Result<Exit, Failure> {
    let shelves = shelves(invocation);
    let mut reports = vec![(BUNDLED.to_owned(), Report::bundled())];
    let unread = |name: &str, what: &str| tell(&fill(&words.search.unread, &[("name", name), ("what", what)]));
    let given = invocation.content.iter().map(|folder| (clean_line(&folder.display().to_string()).into_owned(), folder.clone(), None));
    let kept = shelves.reports().into_iter().map(|shelved| (shelved.name, shelved.folder, shelved.summary.err()));
    for (name, folder, spoiled) in given.chain(kept) {
        match spoiled.map_or_else(|| Report::from_folder(&folder).map_err(Spoiled::Pack), Err) {
            Ok(report) => reports.push((name, report)),
            Err(spoiled) => unread(&name, &library::trouble(&spoiled, words)),
        }
    }
    for (_, report) in &mut reports {
        report.speak(language);
    }
    let found = search_all::find_in_all(&reports, language, asked)?;
    if let Some(note) = found.note() {
        tell(&note);
    }
    let exit = if found.is_empty() { Exit::Nothing } else { Exit::Found };
    print(words, |out| if invocation.json { found.json(out) } else { found.text(out, words, medium(invocation)) }).map(|_| exit)
}
