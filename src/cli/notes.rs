//! `notes`: what a person makes of the text, kept between runs. First something is done, then it is said.

use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use serde::Serialize;

use super::exit::{Done, Exit, Failure, repeated};
use super::kept_words::{self, Place};
use super::meant;
use super::notes_args::Notes;
use crate::export::Format;
use crate::export::notes::{self as output, Entry, entries};
use crate::export::printer::{Medium, Printer};
use crate::report::words::fill;
use crate::report::{Edition, Report};
use crate::state::mark::{Mark, MarkKind};
use crate::state::marks::MarksFile;
use crate::state::{Marks, Notice, StateFile};
use crate::text::sanitize::clean_line;

/// What is to be printed.
#[derive(Debug)]
pub enum Outcome {
    /// These, of all there are.
    Show(Vec<Entry>, Vec<Entry>),
    /// One that is new or changed, of all there are.
    Added(Box<Entry>, Vec<Entry>),
    /// One that is no more.
    Removed(Box<Entry>),
    /// These, for others.
    Export(Vec<Mark>, Format),
}

/// Does what was asked. `tell` says beside it what the person should know.
pub fn perform(
    asked: &Notes,
    report: &Report,
    edition: &Edition,
    folder: Option<&Path>,
    mut tell: impl FnMut(&str),
) -> Result<Done<Outcome>, Failure> {
    let (kept, notice) = Marks::open(folder);
    let path = folder.map(|folder| folder.join(MarksFile::NAME));
    let is_newer = matches!(notice, Some(Notice::Newer));
    let place = Place { path: path.as_deref(), is_newer, words: &edition.words };
    let said = notice.as_ref().map(|notice| place.notice(notice));
    let outcome = Desk { report, edition, kept, place }.perform(asked);
    // That a file was set aside is told in any case; why it cannot be changed is what the failure says.
    let is_told = outcome.is_ok() || matches!(notice, Some(Notice::Damaged(_)));
    said.iter().filter(|_| is_told).for_each(|said| tell(said));
    match outcome? {
        Outcome::Show(shown, all) if shown.is_empty() => {
            let kind = if let Notes::Show(kind) = asked { *kind } else { None };
            tell(&none(edition, kind));
            Ok(Done { outcome: Outcome::Show(shown, all), exit: Exit::Nothing })
        }
        outcome => Ok(Done { outcome, exit: Exit::Found }),
    }
}

/// Says that there is none.
fn none(edition: &Edition, kind: Option<MarkKind>) -> String {
    let w = &edition.words.marks;
    match kind {
        None => w.none.to_string(),
        Some(kind) => fill(&w.none_of_kind, &[("kind", edition.words.label("mark", kind.name()))]),
    }
}

struct Desk<'a> {
    report: &'a Report,
    edition: &'a Edition,
    kept: Marks,
    place: Place<'a>,
}

impl Desk<'_> {
    fn perform(&mut self, asked: &Notes) -> Result<Outcome, Failure> {
        Ok(match asked {
            Notes::Show(kind) => Outcome::Show(entries(self.report, self.edition, &self.of(*kind)), self.all()),
            Notes::Export { format, kind } => match self.of(*kind) {
                marks if marks.is_empty() => return Err(Failure::nothing(none(self.edition, *kind))),
                marks => Outcome::Export(marks, *format),
            },
            Notes::Add { address, kind, text, range } => {
                let added = self.add(address, *kind, text, range.clone())?;
                Outcome::Added(Box::new(added), self.all())
            }
            Notes::Remove(typed) => Outcome::Removed(Box::new(self.remove(typed)?)),
        })
    }

    /// The marks on this report that are still there; of one kind, or all.
    fn of(&self, kind: Option<MarkKind>) -> Vec<Mark> {
        let marks = self.kept.of(&self.report.identity()).into_iter();
        marks.filter(|mark| !mark.deleted && kind.is_none_or(|kind| kind == mark.kind)).collect()
    }

    fn all(&self) -> Vec<Entry> {
        entries(self.report, self.edition, &self.of(None))
    }

    fn add(&mut self, typed: &str, kind: MarkKind, text: &str, range: Option<Range<usize>>) -> Result<Entry, Failure> {
        let address = meant::resolve(self.report, self.edition, typed)?;
        let place = address.to_string();
        // One comes back to a place by one bookmark: a second one would only change its label.
        let before = self.of(Some(kind)).into_iter().find(|mark| kind == MarkKind::Bookmark && mark.address == place);
        let mut mark = match before {
            Some(mut mark) => {
                mark.begin_change();
                mark
            }
            None => Mark::new(self.report, self.edition, kind, &address, range),
        };
        text.clone_into(&mut mark.text);
        self.save(&mark)?;
        Ok(Entry::new(self.report, self.edition, &mark))
    }

    fn remove(&mut self, typed: &str) -> Result<Entry, Failure> {
        let w = &self.edition.words.marks;
        let wanted = clean_line(typed.trim()).into_owned();
        let marks = self.of(None);
        let begins: Vec<&Mark> = marks.iter().filter(|mark| !wanted.is_empty() && mark.id.starts_with(&wanted)).collect();
        let same = begins.iter().find(|mark| mark.id == wanted);
        let mut mark = match (same, begins.as_slice()) {
            (Some(mark), _) | (None, [mark]) => (*mark).clone(),
            (None, []) => return Err(Failure::nothing(fill(&w.no_id, &[("id", &repeated(typed.trim()))]))),
            (None, several) => {
                let count = several.len().to_string();
                return Err(Failure::usage(fill(&w.several_ids, &[("id", &repeated(typed.trim())), ("count", &count)])));
            }
        };
        let entry = Entry::new(self.report, self.edition, &mark);
        mark.delete();
        self.save(&mark)?;
        Ok(entry)
    }

    fn save(&mut self, mark: &Mark) -> Result<(), Failure> {
        if !self.kept.can_save() {
            return Err(self.place.not_kept());
        }
        self.kept.save(std::slice::from_ref(mark)).map_err(|error| kept_words::not_saved(&error, &self.edition.words))
    }
}

#[derive(Serialize)]
struct Removed<'a> {
    removed: &'a str,
}

/// Says what was done.
pub fn write<W: Write>(out: &mut W, done: &Outcome, report: &Report, edition: &Edition, medium: Medium) -> io::Result<()> {
    let w = &edition.words.marks;
    match done {
        Outcome::Show(shown, _) if shown.is_empty() => Ok(()),
        Outcome::Show(shown, all) => output::text(out, edition, shown, all, medium),
        Outcome::Added(entry, all) => output::text(out, edition, std::slice::from_ref(entry), all, medium),
        Outcome::Removed(entry) => {
            let mut printer = Printer::new(out, medium);
            printer.line("", 0, &w.removed)?;
            output::list(&mut printer, edition, std::slice::from_ref(entry))
        }
        Outcome::Export(marks, format) => output::write(out, report, edition, marks, *format),
    }
}

/// The same for programs.
pub fn json<W: Write>(out: &mut W, done: &Outcome, report: &Report, edition: &Edition) -> io::Result<()> {
    match done {
        Outcome::Show(shown, _) => serde_json::to_writer(&mut *out, shown)?,
        Outcome::Added(entry, _) => serde_json::to_writer(&mut *out, entry)?,
        Outcome::Removed(entry) => serde_json::to_writer(&mut *out, &Removed { removed: &entry.id })?,
        Outcome::Export(marks, format) => return output::write(out, report, edition, marks, *format),
    }
    writeln!(out)
}
