//! `checklist`: the recommendations as checklists, kept between runs. First something is done, then it is said.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::checklist_in::{self, item_id};
use super::data_args::{Tasks, Verb};
use super::exit::{Failure, repeated};
use crate::export::printer::{Medium, Printer};
use crate::export::table::Table;
use crate::export::{Format, checklist as output};
use crate::report::recommendation::Grouping;
use crate::report::words::fill;
use crate::report::{Edition, Report};
use crate::state::Notice;
use crate::state::checklist::{Checklist, ChecklistFile, Checklists, Item, TaskState};
use crate::state::time;
use crate::text::fold::fold;
use crate::text::sanitize::clean_line;

/// What is to be printed.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A checklist.
    Show(Checklist, Grouping, Option<TaskState>),
    /// An action that changed.
    Changed(Checklist, String),
    /// A checklist for others.
    Export(Checklist, Format, Grouping),
    /// How many actions changed, and the names of the checklists.
    Imported(usize, Vec<String>),
    /// All checklists.
    Lists(Vec<Checklist>),
    /// The name of one that is no more.
    Removed(String),
}

/// What to ask before it is done: whether a checklist that there is may go with all that is in it.
pub fn question(asked: &Tasks, report: &Report, edition: &Edition, folder: Option<&Path>) -> Option<String> {
    let Verb::Remove { name, yes: false } = &asked.verb else { return None };
    let kept = Checklists::open(folder).0;
    let desk = Desk { report, edition, kept, asked: None, folder, is_newer: false };
    let list = desk.named(name)?;
    let words = &edition.words;
    let progress = output::progress_line(output::progress(output::tasks(report, edition, &list).iter()), edition);
    let question = fill(&words.library.ask, &[("yes", &words.kept.yes), ("name", &list.name)]);
    Some(format!("{}: {progress}\n{question} ", list.name))
}

/// Does what was asked. `tell` says beside it what the person should know of the file.
pub fn perform(
    asked: &Tasks,
    report: &Report,
    edition: &Edition,
    folder: Option<&Path>,
    mut tell: impl FnMut(&str),
) -> Result<Outcome, Failure> {
    let (kept, notice) = Checklists::open(folder);
    let is_newer = matches!(notice, Some(Notice::Newer));
    let outcome = Desk { report, edition, kept, asked: asked.list.as_deref(), folder, is_newer }.perform(&asked.verb);
    // That a file was set aside is told in any case; why it cannot be changed is what the failure says.
    if let Some(notice) = notice.filter(|notice| outcome.is_ok() || matches!(notice, Notice::Damaged(_))) {
        tell(&notice_line(&notice, edition));
    }
    outcome
}

struct Desk<'a> {
    report: &'a Report,
    edition: &'a Edition,
    kept: Checklists,
    asked: Option<&'a str>,
    folder: Option<&'a Path>,
    /// A later version of the program wrote the file.
    is_newer: bool,
}

impl Desk<'_> {
    fn perform(&mut self, verb: &Verb) -> Result<Outcome, Failure> {
        let edition = self.edition;
        Ok(match verb {
            Verb::Show { by, only } => Outcome::Show(self.existing()?, *by, *only),
            Verb::Export { format, by } => Outcome::Export(self.existing()?, *format, *by),
            Verb::Lists => Outcome::Lists(self.lists()),
            Verb::Set(id, state) => self.change(id, |item| item.state = *state)?,
            Verb::Note(id, text) => self.change(id, |item| {
                item.begin_note();
                text.trim().clone_into(&mut item.note);
            })?,
            Verb::Date(id, text) => {
                let day = checklist_in::day(text, std::slice::from_ref(&edition.words));
                let day = day.ok_or_else(|| Failure::usage(checklist_in::no_day(text, &edition.words)))?;
                self.change(id, |item| item.date = day)?
            }
            Verb::Import(path) => self.import(path)?,
            Verb::Remove { name, .. } => self.remove(name)?,
        })
    }

    fn lists(&self) -> Vec<Checklist> {
        self.kept.of(&self.report.identity())
    }

    /// The checklist that is called so, accents and case aside.
    fn named(&self, name: &str) -> Option<Checklist> {
        let name = fold(clean_line(name).trim());
        self.lists().into_iter().find(|list| fold(&list.name) == name)
    }

    fn new_list(&self, name: &str) -> Checklist {
        Checklist { name: clean_line(name).trim().to_owned(), report: self.report.identity(), items: Vec::new() }
    }

    /// The checklist that was asked for, or else the first one, in the order of the explorer; a new one where there is none.
    fn chosen(&self) -> Checklist {
        let first = &self.edition.words.tasks.first_list;
        match self.asked.filter(|name| !name.trim().is_empty()) {
            Some(name) => self.named(name).unwrap_or_else(|| self.new_list(name)),
            None => self.named(first).or_else(|| self.lists().into_iter().next()).unwrap_or_else(|| self.new_list(first)),
        }
    }

    /// As [`Desk::chosen`], but a name that was mistyped makes no new checklist.
    fn existing(&self) -> Result<Checklist, Failure> {
        match self.asked.filter(|name| self.named(name).is_none()) {
            Some(name) => Err(self.no_such(name)),
            None => Ok(self.chosen()),
        }
    }

    fn no_such(&self, name: &str) -> Failure {
        let w = &self.edition.words.checklist;
        let there = self.lists().into_iter().map(|list| list.name).collect::<Vec<_>>().join(", ");
        let template = if there.is_empty() { &w.no_lists } else { &w.no_list };
        Failure::nothing(fill(template, &[("name", repeated(name).trim()), ("there", &there)]))
    }

    fn change(&mut self, typed: &str, change: impl FnOnce(&mut Item)) -> Result<Outcome, Failure> {
        let w = &self.edition.words.checklist;
        let shown = repeated(typed.trim());
        let id = item_id(self.report, typed).ok_or_else(|| Failure::nothing(fill(&w.no_item, &[("id", &shown)])))?;
        let list = self.chosen();
        self.writable()?;
        self.kept.change_item(&list.report, &list.name, &id, change).map_err(|error| self.not_saved(&error))?;
        Ok(Outcome::Changed(self.named(&list.name).unwrap_or(list), id))
    }

    fn import(&mut self, path: &Path) -> Result<Outcome, Failure> {
        let mut lists: Vec<Checklist> = Vec::new();
        let rows = checklist_in::read(path, self.report, self.edition, time::now())?;
        for row in rows {
            let own = || self.named(&row.list).unwrap_or_else(|| self.new_list(&row.list));
            // A checklist goes where it came from, unless one was asked for.
            let target = if self.asked.is_some() || row.list.is_empty() { self.chosen() } else { own() };
            let at = lists.iter().position(|list| list.name == target.name).unwrap_or_else(|| {
                lists.push(Checklist { items: Vec::new(), ..target });
                lists.len() - 1
            });
            lists[at].merge(&Checklist { items: vec![row.item], ..Checklist::default() });
        }
        // Where nothing is new nothing is written.
        let mut kept = ChecklistFile { lists: self.lists() };
        let mut changed = lists.iter().map(|list| kept.merge(list)).sum();
        if changed > 0 {
            self.writable()?;
            changed = self.kept.save_all(&lists, &[]).map_err(|error| self.not_saved(&error))?;
        }
        Ok(Outcome::Imported(changed, lists.into_iter().map(|list| list.name).collect()))
    }

    fn remove(&mut self, name: &str) -> Result<Outcome, Failure> {
        let Some(list) = self.named(name) else { return Err(self.no_such(name)) };
        self.writable()?;
        self.kept.remove(&list.report, &list.name).map_err(|error| self.not_saved(&error))?;
        Ok(Outcome::Removed(list.name))
    }

    fn writable(&self) -> Result<(), Failure> {
        let w = &self.edition.words.checklist;
        if self.kept.can_save() {
            return Ok(());
        }
        let Some(folder) = self.folder else { return Err(Failure::usage(self.edition.words.kept.nowhere.to_string())) };
        let file = folder.join("checklists.toml");
        let file = clean_line(&file.display().to_string()).into_owned();
        Err(Failure::usage(if self.is_newer { w.newer.to_string() } else { fill(&w.cannot_keep, &[("file", &file)]) }))
    }

    fn not_saved(&self, error: &io::Error) -> Failure {
        Failure::usage(fill(&self.edition.words.checklist.not_saved, &[("error", &self.edition.words.cause(&error.to_string()))]))
    }
}

fn notice_line(notice: &Notice, edition: &Edition) -> String {
    let w = &edition.words.checklist;
    match notice {
        Notice::Damaged(aside) => fill(&w.damaged, &[("file", &clean_line(&aside.display().to_string()))]),
        Notice::Newer => w.newer.to_string(),
        Notice::Unreadable(_) => w.unreadable.to_string(),
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    done: usize,
    of: usize,
}

#[derive(Serialize)]
struct Said<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lists: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<&'a str>,
}

/// Says what was done.
pub fn write<W: Write>(out: &mut W, done: &Outcome, report: &Report, edition: &Edition, medium: Medium) -> io::Result<()> {
    let w = &edition.words.checklist;
    match done {
        Outcome::Show(list, by, only) => output::text(out, report, edition, list, (*by, *only), medium),
        Outcome::Changed(list, id) => output::changed(out, report, edition, list, id, medium),
        Outcome::Export(list, format, by) => output::write(out, report, edition, list, (*format, *by)),
        Outcome::Imported(changed, lists) => {
            let count = changed.to_string();
            let template = match changed {
                0 => &w.imported_none,
                1 => &w.imported_one,
                _ => &w.imported,
            };
            let values = [("count", count.as_str()), ("lists", &lists.join(", "))];
            Printer::new(out, medium).line("", 0, &fill(template, &values))
        }
        Outcome::Lists(lists) if lists.is_empty() => Printer::new(out, medium).line("", 0, &w.no_lists),
        Outcome::Lists(lists) => {
            let mut table = Table::new(&[&w.list, &w.how_far]);
            for list in lists {
                let progress = output::progress(output::tasks(report, edition, list).iter());
                table.row([list.name.clone(), output::progress_line(progress, edition)]);
            }
            table.write(&mut Printer::new(out, medium))
        }
        Outcome::Removed(name) => Printer::new(out, medium).line("", 0, &fill(&w.removed, &[("name", name)])),
    }
}

/// The same for programs.
pub fn json<W: Write>(out: &mut W, done: &Outcome, report: &Report, edition: &Edition) -> io::Result<()> {
    let tasks = |list: &Checklist| output::tasks(report, edition, list);
    let nothing = Said { changed: None, lists: None, removed: None };
    match done {
        Outcome::Show(list, _, only) => return output::json(out, &tasks(list), None, *only),
        Outcome::Changed(list, id) => return output::json(out, &tasks(list), Some(id), None),
        Outcome::Export(list, format, by) => return output::write(out, report, edition, list, (*format, *by)),
        Outcome::Imported(changed, lists) => {
            serde_json::to_writer(&mut *out, &Said { changed: Some(*changed), lists: Some(lists), ..nothing })?;
        }
        Outcome::Removed(name) => serde_json::to_writer(&mut *out, &Said { removed: Some(name), ..nothing })?,
        Outcome::Lists(lists) => {
            let listed = lists.iter().map(|list| {
                let (done, of) = output::progress(tasks(list).iter());
                Listed { name: &list.name, done, of }
            });
            serde_json::to_writer(&mut *out, &listed.collect::<Vec<_>>())?;
        }
    }
    writeln!(out)
}
