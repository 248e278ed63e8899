//! `state`: where a person's things are kept, carrying them elsewhere, removing them.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::exit::{Done, Exit, Failure};
use super::kept_words::{self, Place, shown};
use super::state_args::Keeping;
use crate::export::printer::{Medium, Printer};
use crate::export::table::Table;
use crate::report::Words;
use crate::report::files::read_text;
use crate::report::words::fill;
use crate::state::bundle::{Bundle, Changes, Told};
use crate::state::file::{self, Unusable};
use crate::state::kept::{self, Kept, KeptKind, Wiped};
use crate::state::{Folders, Notice, store, tours};

/// What is to be printed.
#[derive(Debug)]
pub enum Outcome {
    /// Folders and files.
    Path(Vec<Kept>),
    /// All that is kept, as it is.
    Text(String),
    /// A file was written, with so much in it.
    Exported(PathBuf, Changes),
    /// So much changed.
    Imported(Changes),
    /// This was removed.
    Wiped(Wiped),
    /// There was nothing to remove.
    NothingThere,
    /// The person does not want it.
    KeptAll,
}

/// Does what was asked. `tell` says beside it what the person should know, and `ask` gives what the person answers to a question; `None`
/// where there is no one to ask.
pub fn perform(
    asked: &Keeping,
    folders: &Folders,
    words: &Words,
    tell: impl FnMut(&str),
    ask: impl FnOnce(&str) -> Option<String>,
) -> Result<Done<Outcome>, Failure> {
    if folders.state.is_none() || folders.data.is_none() {
        return Err(Failure::usage(words.kept.nowhere.to_string()));
    }
    let outcome = match asked {
        Keeping::Path => Outcome::Path(kept::list(folders)),
        Keeping::Export { file, force } => export(file, *force, folders, words, tell)?,
        Keeping::Import(file) => import(file, folders, words, tell)?,
        Keeping::Wipe { yes } => return wipe(*yes, folders, words, tell, ask),
    };
    Ok(Done { outcome, exit: Exit::Found })
}

/// All that is kept. That a part of it cannot be read is a failure: what is written then would only seem to be all.
fn gather(folders: &Folders, words: &Words, mut tell: impl FnMut(&str)) -> Result<Bundle, Failure> {
    let (bundle, told) = Bundle::gather(folders);
    let say = |(path, notice): &Told| {
        let is_newer = matches!(notice, Notice::Newer);
        Place { path: Some(path), is_newer, words }.notice(notice)
    };
    let (set_aside, unusable): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|(_, notice)| matches!(notice, Notice::Damaged(_)));
    for told in set_aside {
        tell(&say(told));
    }
    unusable.first().map_or(Ok(bundle), |told| Err(Failure::usage(say(told))))
}

fn export(path: &Path, force: bool, folders: &Folders, words: &Words, tell: impl FnMut(&str)) -> Result<Outcome, Failure> {
    let w = &words.kept;
    let bundle = gather(folders, words, tell)?;
    if let Some(tour) = folders.data.as_deref().and_then(tours::left_out) {
        return Err(Failure::usage(fill(&w.tour_left_out, &[("path", &shown(&tour))])));
    }
    if bundle.is_empty() {
        return Err(Failure::nothing(w.nothing.to_string()));
    }
    let not_written = |error: &io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::usage(fill(&w.exists, &[("file", &shown(path))])),
        _ => Failure::usage(fill(&words.error.write, &[("error", &words.cause(&error.to_string()))])),
    };
    let text = file::text(&bundle).map_err(|error| not_written(&error))?;
    if path == Path::new("-") {
        return Ok(Outcome::Text(text));
    }
    store::export(path, text.as_bytes(), force).map_err(|error| not_written(&error))?;
    let counts = Changes {
        marks: bundle.marks.iter().filter(|mark| !mark.deleted).count(),
        actions: bundle.checklists.iter().map(|list| list.items.len()).sum(),
        places: bundle.visits.len(),
        tours: bundle.tours.len(),
    };
    Ok(Outcome::Exported(path.to_owned(), counts))
}

fn import(path: &Path, folders: &Folders, words: &Words, tell: impl FnMut(&str)) -> Result<Outcome, Failure> {
    let nothing =
        |what: &str| Failure::usage(format!("{} {}", what.trim_end_matches('.').to_owned() + ".", &*words.checklist.nothing_imported));
    let at_file = |what: &str| nothing(&fill(&words.checklist.bad_file, &[("file", &shown(path)), ("what", what)]));
    let text = read_text(path).map_err(|error| at_file(&kept_words::unreadable(&error, words)))?;
    let bundle = file::parse::<Bundle>(&text).map_err(|unusable| match unusable {
        Unusable::Newer => at_file(&words.checklist.file_newer),
        Unusable::Form(at, what) => {
            let before = text.get(..at).unwrap_or_default();
            let line = 1 + before.matches('\n').count();
            let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
            nothing(&format!("{}:{line}:{column}: {what}", shown(path)))
        }
    })?;
    if bundle.is_empty() {
        return Err(at_file(&words.kept.no_bundle));
    }
    gather(folders, words, tell).map_err(|failure| nothing(&failure.message))?;
    let changes = bundle.import(folders).map_err(|error| nothing(&kept_words::not_saved(&error, words).message))?;
    Ok(Outcome::Imported(changes))
}

fn wipe(
    yes: bool,
    folders: &Folders,
    words: &Words,
    mut tell: impl FnMut(&str),
    ask: impl FnOnce(&str) -> Option<String>,
) -> Result<Done<Outcome>, Failure> {
    let w = &words.kept;
    let there: Vec<Kept> = kept::list(folders).into_iter().filter(|kept| kept.exists && kept.kind != KeptKind::Folder).collect();
    if there.is_empty() {
        return Ok(Done { outcome: Outcome::NothingThere, exit: Exit::Found });
    }
    if !yes {
        let answer = ask(&question(&there, words)).ok_or_else(|| Failure::usage(w.needs_yes.to_string()))?;
        if !kept_words::is_yes(&answer, words) {
            return Ok(Done { outcome: Outcome::KeptAll, exit: Exit::Nothing });
        }
    }
    let wiped = kept::wipe(folders);
    for error in &wiped.failed {
        tell(&fill(&w.not_removed, &[("error", &words.cause(&error.to_string()))]));
    }
    let exit = if wiped.failed.is_empty() { Exit::Found } else { Exit::Usage };
    Ok(Done { outcome: Outcome::Wiped(wiped), exit })
}

/// What is asked before all of this is removed.
fn question(there: &[Kept], words: &Words) -> String {
    let w = &words.kept;
    // Locks say nothing.
    let files = there.iter().filter(|kept| kept.kind != KeptKind::Lock).map(|kept| format!("  {}", shown(&kept.path)));
    let ask = fill(&w.ask, &[("yes", &w.yes)]);
    let lines = std::iter::once(w.ask_head.to_string()).chain(files).chain([w.still_open.to_string(), ask]);
    lines.collect::<Vec<_>>().join("\n") + " "
}

/// Says what was done.
pub fn write<W: Write>(out: &mut W, done: &Outcome, words: &Words, medium: Medium) -> io::Result<()> {
    let w = &words.kept;
    let line = |out: &mut W, text: &str| Printer::new(out, medium).line("", 0, text);
    let counted = |template: &str, file: &str, counts: &Changes| {
        let [marks, actions, places, tours] = [counts.marks, counts.actions, counts.places, counts.tours].map(|count| count.to_string());
        fill(template, &[("file", file), ("marks", &marks), ("actions", &actions), ("places", &places), ("tours", &tours)])
    };
    match done {
        Outcome::Path(all) => {
            let mut table = Table::new(&[&w.what, &w.path, &w.size]);
            for kept in all {
                let size = match (kept.exists, kept.size) {
                    (false, _) => w.missing.to_string(),
                    (true, size) => size.map(|size| fill(&w.bytes, &[("size", &size.to_string())])).unwrap_or_default(),
                };
                table.row([words.label("kept", kept.kind.name()).to_owned(), shown(&kept.path), size]);
            }
            table.write(&mut Printer::new(out, medium))
        }
        Outcome::Text(text) => write!(out, "{text}"),
        Outcome::Exported(file, counts) => line(out, &counted(&w.exported, &shown(file), counts)),
        Outcome::Imported(changes) if *changes == Changes::default() => line(out, &w.imported_none),
        Outcome::Imported(changes) => line(out, &counted(&w.imported, "", changes)),
        Outcome::NothingThere => line(out, &w.nothing_there),
        Outcome::KeptAll => line(out, &w.kept_all),
        Outcome::Wiped(wiped) => {
            wiped.removed.iter().try_for_each(|path| line(out, &fill(&w.removed, &[("file", &shown(path))])))?;
            wiped.left.iter().try_for_each(|path| line(out, &fill(&w.left, &[("file", &shown(path))])))
        }
    }
}

#[derive(Serialize)]
struct Listed {
    kind: KeptKind,
    path: String,
    exists: bool,
    size: Option<u64>,
}

#[derive(Serialize)]
struct Written {
    file: String,
    #[serde(flatten)]
    counts: Changes,
}

#[derive(Serialize, Default)]
struct Gone {
    removed: Vec<String>,
    left: Vec<String>,
}

/// The same for programs.
pub fn json<W: Write>(out: &mut W, done: &Outcome) -> io::Result<()> {
    match done {
        Outcome::Path(all) => {
            let listed = |kept: &Kept| Listed { kind: kept.kind, path: shown(&kept.path), exists: kept.exists, size: kept.size };
            serde_json::to_writer(&mut *out, &all.iter().map(listed).collect::<Vec<_>>())?;
        }
        Outcome::Text(text) => return write!(out, "{text}"),
        Outcome::Exported(file, counts) => serde_json::to_writer(&mut *out, &Written { file: shown(file), counts: *counts })?,
        Outcome::Imported(changes) => serde_json::to_writer(&mut *out, changes)?,
        Outcome::Wiped(wiped) => {
            let all = |paths: &[PathBuf]| paths.iter().map(|path| shown(path)).collect();
            serde_json::to_writer(&mut *out, &Gone { removed: all(&wiped.removed), left: all(&wiped.left) })?;
        }
        Outcome::NothingThere | Outcome::KeptAll => serde_json::to_writer(&mut *out, &Gone::default())?,
    }
    writeln!(out)
}

/// What the person answers; `None` where no one sits there.
pub fn ask(question: &str) -> Option<String> {
    if !io::stdin().is_terminal() {
        return None;
    }
    let mut answer = String::new();
    let asked = write!(io::stderr(), "{question}").and_then(|()| io::stdin().read_line(&mut answer));
    asked.is_ok().then_some(answer)
}
