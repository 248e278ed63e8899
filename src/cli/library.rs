//! `library`: the reports that a person keeps beside the bundled one, and the one that `--report` names.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::exit::{Done, Exit, Failure, repeated};
use super::kept_words::{is_yes, not_saved, shown};
use super::library_args::Shelving;
use super::meant::distance;
use crate::export::printer::{Medium, Printer};
use crate::export::table::Table;
use crate::report::files::Files;
use crate::report::summary::Summary;
use crate::report::words::fill;
use crate::report::{Language, Report, Words, pack_files};
use crate::state::library::{BUNDLED, Library, Refusal, Shelved, Spoiled, name_from, nearest};

/// A report as it is listed.
#[derive(Debug, Serialize)]
pub struct Listed {
    name: String,
    title: Option<String>,
    year: Option<u32>,
    languages: Vec<&'static str>,
    bundled: bool,
    size: Option<u64>,
    problem: Option<String>,
}

/// What is to be printed.
#[derive(Debug)]
pub enum Outcome {
    /// All reports, the bundled one first.
    List(Vec<Listed>),
    /// This one is in the library now: name, title.
    Added(String, String),
    /// This one is not any more.
    Removed(String),
    /// The person does not want it.
    Kept,
}

/// The folder of the report that is called so, or `None` for the bundled one; or which name is nearest.
pub fn find(library: &Library, typed: &str, words: &Words) -> Result<Option<PathBuf>, Failure> {
    match library.find(typed) {
        Some((_, folder)) => Ok(Some(folder)),
        None if typed.eq_ignore_ascii_case(BUNDLED) => Ok(None),
        None => Err(unknown(library, typed, words)),
    }
}

fn unknown(library: &Library, typed: &str, words: &Words) -> Failure {
    let w = &words.library;
    let names: Vec<String> = library.names().into_iter().chain([BUNDLED.to_owned()]).collect();
    let shown = repeated(typed);
    Failure::usage(match nearest(&names, typed, distance) {
        Some(near) => fill(&w.unknown_near, &[("name", &shown), ("near", &near)]),
        None => fill(&w.unknown, &[("name", &shown)]),
    })
}

/// Why a report of the library cannot be opened.
pub fn trouble(spoiled: &Spoiled, words: &Words) -> String {
    match spoiled {
        Spoiled::Name => words.library.folder_name.to_string(),
        Spoiled::Pack(error) => error.message(words),
    }
}

/// Does what was asked, in the titles of `language`. `ask` gives what the person answers to a question; `None` where there is no one to ask.
pub fn perform(
    asked: &Shelving,
    library: &Library,
    language: Language,
    words: &Words,
    ask: impl FnOnce(&str) -> Option<String>,
) -> Result<Done<Outcome>, Failure> {
    let found = |outcome| Ok(Done { outcome, exit: Exit::Found });
    match asked {
        Shelving::List => found(Outcome::List(list(library, language, words))),
        Shelving::Add { folder, name, force } => {
            let (name, report) = add(library, folder, name.as_deref(), *force, words)?;
            found(Outcome::Added(name, report.meta.title.text(report.edition(language).language).to_owned()))
        }
        Shelving::Remove { name, yes } => remove(library, name, *yes, language, words, ask),
    }
}

fn add(library: &Library, folder: &Path, name: Option<&str>, force: bool, words: &Words) -> Result<(String, Report), Failure> {
    let own_name = || {
        // `.` has a name as well.
        let real = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        name_from(&real.file_name().unwrap_or_default().to_string_lossy())
    };
    let name = name.map_or_else(own_name, ToOwned::to_owned);
    match library.add(folder, &name, force) {
        Ok(report) => Ok((library.find(&name).map_or(name, |(name, _)| name), report)),
        Err(refusal) => Err(refused(refusal, &name, "--name", folder, words)),
    }
}

/// Why nothing was added, and what to do: `option` gives another name.
pub fn refused(refusal: Refusal, name: &str, option: &str, folder: &Path, words: &Words) -> Failure {
    let w = &words.library;
    Failure::usage(match refusal {
        Refusal::Nowhere => words.kept.nowhere.to_string(),
        Refusal::Name(near) => fill(&w.name_invalid, &[("name", &repeated(name)), ("near", &near)]),
        Refusal::Taken(taken) => fill(&w.taken, &[("name", &taken), ("option", option)]),
        Refusal::Broken(error) => error.message(words),
        Refusal::Inside => fill(&w.inside, &[("folder", &shown(folder)), ("name", &repeated(name))]),
        Refusal::Io(error) => return not_saved(&error, words),
    })
}

fn remove(
    library: &Library,
    typed: &str,
    yes: bool,
    language: Language,
    words: &Words,
    ask: impl FnOnce(&str) -> Option<String>,
) -> Result<Done<Outcome>, Failure> {
    let w = &words.library;
    let Some(folder) = find(library, typed, words)? else {
        return Err(Failure::usage(fill(&w.not_bundled, &[("name", BUNDLED)])));
    };
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if !yes {
        let title = Summary::of(&Files::Folder(folder.clone())).map_or(String::new(), |summary| summary.title(language).to_owned());
        let size = kilobytes(pack_files::size(&folder));
        let head = fill(&w.ask_head, &[("title", &repeated(&title)), ("size", &size)]);
        let question = fill(&w.ask, &[("yes", &words.kept.yes), ("name", &name)]);
        let question = format!("{head}\n  {}\n{}\n{question} ", shown(&folder), &*w.stays);
        let answer = ask(&question).ok_or_else(|| Failure::usage(w.needs_yes.to_string()))?;
        if !is_yes(&answer, words) {
            return Ok(Done { outcome: Outcome::Kept, exit: Exit::Nothing });
        }
    }
    library
        .remove(&folder)
        .map_err(|error| Failure::usage(fill(&words.kept.not_removed, &[("error", &words.cause(&error.to_string()))])))?;
    Ok(Done { outcome: Outcome::Removed(name), exit: Exit::Found })
}

fn list(library: &Library, language: Language, words: &Words) -> Vec<Listed> {
    let bundled = Summary::of(&Files::Bundled).map(|summary| listed(BUNDLED.to_owned(), &summary, language, None)).ok();
    let of_library = library.reports().into_iter().map(|Shelved { name, folder, summary }| {
        // That it can be opened is only known of one that was.
        let opened = summary.and_then(|summary| Report::from_folder(&folder).map(|_| summary).map_err(Spoiled::Pack));
        let size = Some(pack_files::size(&folder));
        match opened {
            Ok(summary) => listed(name, &summary, language, size),
            Err(spoiled) => {
                let problem = Some(trouble(&spoiled, words));
                Listed { name, title: None, year: None, languages: Vec::new(), bundled: false, size, problem }
            }
        }
    });
    bundled.into_iter().chain(of_library).collect()
}

fn listed(name: String, summary: &Summary, language: Language, size: Option<u64>) -> Listed {
    Listed {
        name,
        title: Some(summary.title(language).to_owned()),
        year: summary.meta.year,
        languages: summary.languages.iter().map(|language| language.tag()).collect(),
        bundled: size.is_none(),
        size,
        problem: None,
    }
}

/// Thousands of bytes, the last of them begun.
fn kilobytes(size: u64) -> String {
    size.div_ceil(1000).to_string()
}

/// Says what was done. Of reports that cannot be opened, why stands below the others.
pub fn write<W: Write>(out: &mut W, done: &Outcome, words: &Words, medium: Medium) -> io::Result<()> {
    let w = &words.library;
    let mut printer = Printer::new(out, medium);
    match done {
        Outcome::List(all) => {
            let mut table = Table::new(&[&w.name, &w.report, &w.year, &w.languages, &w.size]);
            for report in all.iter().filter(|report| report.problem.is_none()) {
                let size = report.size.map_or_else(|| w.in_program.to_string(), |size| fill(&w.kilobytes, &[("size", &kilobytes(size))]));
                let year = report.year.map(|year| year.to_string()).unwrap_or_default();
                table.row([report.name.clone(), report.title.clone().unwrap_or_default(), year, report.languages.join(", "), size]);
            }
            table.write(&mut printer)?;
            for report in all {
                if let Some(problem) = &report.problem {
                    printer.paragraph("", 0, &fill(&w.broken, &[("name", &report.name), ("what", problem)]))?;
                }
            }
            Ok(())
        }
        Outcome::Added(name, title) => {
            printer.line("", 0, &fill(&w.added, &[("name", name), ("title", title)]))?;
            printer.line("", 0, &fill(&w.open_it, &[("name", name)]))
        }
        Outcome::Removed(name) => {
            printer.line("", 0, &fill(&w.removed, &[("name", name)]))?;
            printer.line("", 0, &w.stays)
        }
        Outcome::Kept => printer.line("", 0, &w.kept_it),
    }
}

#[derive(Serialize, Default)]
struct Changed<'a> {
    added: Option<&'a str>,
    removed: Option<&'a str>,
}

/// The same for programs.
pub fn json<W: Write>(out: &mut W, done: &Outcome) -> io::Result<()> {
    match done {
        Outcome::List(all) => serde_json::to_writer(&mut *out, all)?,
        Outcome::Added(name, _) => serde_json::to_writer(&mut *out, &Changed { added: Some(name), removed: None })?,
        Outcome::Removed(name) => serde_json::to_writer(&mut *out, &Changed { added: None, removed: Some(name) })?,
        Outcome::Kept => serde_json::to_writer(&mut *out, &Changed::default())?,
    }
    writeln!(out)
}
