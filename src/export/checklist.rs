//! A checklist for people and for programs: on the screen, as Markdown, as a page, for spreadsheets, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::format::Format;
use super::printer::{Medium, Printer, WIDEST};
use super::table::Table;
use super::{html, markdown, spreadsheet};
use crate::report::recommendation::Grouping;
use crate::report::record::Own;
use crate::report::words::fill;
use crate::report::{Address, Edition, Report};
use crate::state::checklist::{Checklist, TaskState};

/// An action with what is said of it, as in JSON.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Task {
    list: String,
    id: String,
    state: TaskState,
    date: String,
    note: String,
    text: String,
    addressees: Vec<String>,
    theme: String,
    passages: Vec<String>,
    changed: u64,
    source: String,
}

/// The columns of a checklist's CSV.
const COLUMNS: [&str; 11] = ["list", "id", "state", "date", "note", "text", "addressees", "theme", "passages", "changed", "source"];

impl Task {
    fn number(&self) -> &str {
        self.id.strip_prefix("rec:").unwrap_or(&self.id)
    }

    fn groups(&self, by: Grouping) -> Vec<&String> {
        match by {
            Grouping::Addressee => self.addressees.iter().collect(),
            Grouping::Theme => vec![&self.theme],
        }
    }
}

/// All actions of the report with what the checklist says of them.
pub(crate) fn tasks(report: &Report, edition: &Edition, list: &Checklist) -> Vec<Task> {
    let ids = report.facts().recommendations.iter().map(|item| item.id.to_string());
    ids.filter_map(|id| {
        let record = report.record(edition, &Address::Recommendation(id.clone()))?;
        let Own::Recommendation { addressees, theme, passages, .. } = record.own else { return None };
        let said = list.item(&id);
        Some(Task {
            list: list.name.clone(),
            id: record.id,
            state: said.state,
            date: said.date,
            note: said.note,
            text: record.text,
            addressees,
            theme: theme.unwrap_or_default(),
            passages,
            changed: said.changed,
            source: record.source,
        })
    })
    .collect()
}

/// How many are done, of those that are applicable.
pub(crate) fn progress<'a>(tasks: impl Iterator<Item = &'a Task>) -> (usize, usize) {
    tasks
        .filter(|task| task.state != TaskState::NotApplicable)
        .fold((0, 0), |(done, of), task| (done + usize::from(task.state == TaskState::Done), of + 1))
}

/// The same in words.
pub(crate) fn progress_line((done, of): (usize, usize), edition: &Edition) -> String {
    fill(&edition.words.checklist.progress, &[("done", &done.to_string()), ("of", &of.to_string())])
}

/// Actions that belong together, under a title that tells how far they are; actions in a state that was not asked for count, but are left out.
fn groups<'a>(tasks: &'a [Task], edition: &Edition, by: Grouping, only: Option<TaskState>) -> Vec<(String, Vec<&'a Task>)> {
    let mut names: Vec<&String> = Vec::new();
    for name in tasks.iter().flat_map(|task| task.groups(by)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let group = |name: &String| {
        let members: Vec<&Task> = tasks.iter().filter(|task| task.groups(by).contains(&name)).collect();
        let progress = progress_line(progress(members.iter().copied()), edition);
        let name = capital(edition.words.label(by.name(), name));
        let title = fill(&edition.words.checklist.group, &[("name", &name), ("progress", &progress)]);
        (title, members.into_iter().filter(|task| only.is_none_or(|state| state == task.state)).collect())
    };
    names.into_iter().map(group).filter(|(_, members): &(String, Vec<&Task>)| !members.is_empty()).collect()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn title(tasks: &[Task], list: &Checklist, edition: &Edition) -> String {
    let progress = progress_line(progress(tasks.iter()), edition);
    fill(&edition.words.checklist.group, &[("name", &list.name), ("progress", &progress)])
}

/// Writes a checklist in the form that was asked for.
pub fn write<W: Write>(
    out: &mut W,
    report: &Report,
    edition: &Edition,
    list: &Checklist,
    (format, by): (Format, Grouping),
) -> io::Result<()> {
    match format {
        Format::Markdown => as_markdown(out, report, edition, list, by),
        Format::Text => {
            // Wrapped, as a letter is: a row a line is what CSV is for.
            let medium = Medium { columns: Some(WIDEST), ..Medium::default() };
            text(out, report, edition, list, (by, None), medium)?;
            writeln!(out, "\n{}", report.cite(edition, std::iter::empty()))
        }
        Format::Html => as_html(out, report, edition, list, by),
        Format::Csv => csv(out, &tasks(report, edition, list)),
        Format::JsonLines => json_lines(out, &tasks(report, edition, list)),
    }
}

/// For people to read: a list on a terminal, a row a line in a pipe.
pub(crate) fn text<W: Write>(
    out: &mut W,
    report: &Report,
    edition: &Edition,
    list: &Checklist,
    (by, only): (Grouping, Option<TaskState>),
    medium: Medium,
) -> io::Result<()> {
    let w = &edition.words.checklist;
    let tasks = tasks(report, edition, list);
    let mut printer = Printer::new(out, medium);
    printer.heading(&title(&tasks, list, edition))?;
    let groups = groups(&tasks, edition, by, only);
    if groups.is_empty() {
        return printer.paragraph("", 0, &w.none);
    }
    for (title, members) in groups {
        printer.heading(&title)?;
        if medium.columns.is_some() || medium.linear {
            for task in members {
                one(&mut printer, edition, task)?;
            }
        } else {
            let mut table = Table::new(&[&w.state, &w.number, &w.action, &w.date, &w.note, &w.place]);
            for task in members {
                let state = edition.words.label("state", task.state.name()).to_owned();
                let number = task.number().to_owned();
                table.row([state, number, task.text.clone(), task.date.clone(), task.note.clone(), task.passages.join(", ")]);
            }
            table.write(&mut printer)?;
        }
    }
    let states = TaskState::ALL.map(|state| format!("{} {}", state.sign(), edition.words.label("state", state.name()))).join("  ");
    if medium.columns.is_some() && !medium.linear { printer.paragraph("", 0, &states) } else { Ok(()) }
}

/// One action with what is said of it.
fn one<W: Write>(printer: &mut Printer<'_, W>, edition: &Edition, task: &Task) -> io::Result<()> {
    let w = &edition.words.checklist;
    let lead = format!("{} {}  ", task.state.sign(), task.number());
    let hang = lead.chars().count();
    let text = format!("{} ({})", task.text, task.passages.join(", "));
    if printer.medium().linear {
        // A sign is not read aloud, or by its name.
        printer.line("", 0, &format!("{}, {}: {text}", task.number(), edition.words.label("state", task.state.name())))?;
    } else {
        printer.line(&lead, hang, &text)?;
    }
    for (label, value) in [(&w.date, &task.date), (&w.note, &task.note)] {
        if !value.is_empty() {
            printer.line(&" ".repeat(hang), hang, &format!("{}: {value}", &**label))?;
        }
    }
    Ok(())
}

/// One action, as it is now.
pub(crate) fn changed<W: Write>(
    out: &mut W,
    report: &Report,
    edition: &Edition,
    list: &Checklist,
    id: &str,
    medium: Medium,
) -> io::Result<()> {
    let tasks = tasks(report, edition, list);
    let mut printer = Printer::new(out, medium);
    printer.heading(&title(&tasks, list, edition))?;
    tasks.iter().filter(|task| task.number() == id).try_for_each(|task| one(&mut printer, edition, task))
}

/// As a JSON array, or only the action of this id as an object.
pub(crate) fn json<W: Write>(out: &mut W, tasks: &[Task], id: Option<&str>, only: Option<TaskState>) -> io::Result<()> {
    if let Some(id) = id {
        serde_json::to_writer(&mut *out, &tasks.iter().find(|task| task.number() == id))?;
    } else {
        let wanted: Vec<&Task> = tasks.iter().filter(|task| only.is_none_or(|state| state == task.state)).collect();
        serde_json::to_writer(&mut *out, &wanted)?;
    }
    writeln!(out)
}

/// One JSON object a line.
fn json_lines<W: Write>(out: &mut W, tasks: &[Task]) -> io::Result<()> {
    for task in tasks {
        serde_json::to_writer(&mut *out, task)?;
        writeln!(out)?;
    }
    Ok(())
}

/// For spreadsheets.
fn csv<W: Write>(out: &mut W, tasks: &[Task]) -> io::Result<()> {
    spreadsheet::rows(out, &COLUMNS, tasks.iter())
}

/// As Markdown, with boxes to tick.
fn as_markdown<W: Write>(out: &mut W, report: &Report, edition: &Edition, list: &Checklist, by: Grouping) -> io::Result<()> {
    let w = &edition.words.checklist;
    let tasks = tasks(report, edition, list);
    writeln!(out, "# {}\n", markdown::escape(&list.name))?;
    writeln!(out, "{}\n", markdown::escape(&progress_line(progress(tasks.iter()), edition)))?;
    for (title, members) in groups(&tasks, edition, by, None) {
        writeln!(out, "## {}\n", markdown::escape(&title))?;
        for task in members {
            let tick = if task.state == TaskState::Done { "x" } else { " " };
            let state = match task.state {
                TaskState::Open | TaskState::Done => String::new(),
                state => format!(" *({})*", markdown::escape(edition.words.label("state", state.name()))),
            };
            writeln!(out, "- [{tick}] **{}** {} ({}){state}", task.number(), markdown::escape(&task.text), task.passages.join(", "))?;
            for (label, value) in [(&w.date, &task.date), (&w.note, &task.note)] {
                if !value.is_empty() {
                    writeln!(out, "  - {}: {}", &**label, markdown::escape(value).replace('\n', "  \n    "))?;
                }
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "---\n\n{}", markdown::escape(&report.cite(edition, std::iter::empty())))
}

/// As a page.
fn as_html<W: Write>(out: &mut W, report: &Report, edition: &Edition, list: &Checklist, by: Grouping) -> io::Result<()> {
    let w = &edition.words.checklist;
    let tasks = tasks(report, edition, list);
    html::open(out, edition, &list.name)?;
    writeln!(out, "<p>{}</p>", html::escape(&progress_line(progress(tasks.iter()), edition)))?;
    for (title, members) in groups(&tasks, edition, by, None) {
        writeln!(out, "<section>\n<h2>{}</h2>", html::escape(&title))?;
        let row = |task: &Task| -> Vec<String> {
            let state = format!("{} {}", task.state.sign(), edition.words.label("state", task.state.name()));
            let cells = [&state, task.number(), &task.text, &task.date, &task.note, &task.passages.join(", ")];
            cells.map(|cell| html::escape(cell).replace('\n', "<br>")).to_vec()
        };
        let rows: Vec<Vec<String>> = members.into_iter().map(row).collect();
        html::table(out, &[&w.state, &w.number, &w.action, &w.date, &w.note, &w.place], &rows)?;
        writeln!(out, "</section>")?;
    }
    html::close(out, report, edition, &report.cite(edition, std::iter::empty()))
}
