//! `checklist import`: what another wrote into a checklist, from a CSV file, JSON lines or a file of checklists (TOML). A file with a bad row
//! is not imported at all.

use std::path::Path;

use serde::Deserialize;

use super::data_args::state_from;
use super::exit::{Failure, repeated};
use super::kept_words::unreadable;
use crate::export::spreadsheet::unprotect;
use crate::report::files::read_text;
use crate::report::words::fill;
use crate::report::{Edition, Language, Report, Words};
use crate::state::checklist::{self, ChecklistFile, Item};
use crate::state::file::{self, Unusable};
use crate::state::time;
use crate::text::sanitize::{clean, clean_line};

/// A row of another's checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The checklist's name, where the file says it.
    pub list: String,
    /// What is said.
    pub item: Item,
}

/// A row as it stands in a file.
#[derive(Debug, Default, Deserialize)]
struct Raw {
    #[serde(default)]
    list: String,
    id: serde_json::Value,
    #[serde(default)]
    state: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    changed: u64,
}

/// A line of the file that cannot be used: its number, and why.
type BadRow = (usize, String);

/// The recommendation's id that was meant: `7`, `07` and `rec:07` are the same.
pub(super) fn item_id(report: &Report, typed: &str) -> Option<String> {
    let typed = typed.trim().to_lowercase();
    let typed = typed.strip_prefix("rec:").unwrap_or(&typed).trim();
    let number = typed.parse::<u32>().ok();
    let same = |id: &str| id.to_lowercase() == *typed || (number.is_some() && id.parse().ok() == number);
    report.facts().recommendations.iter().map(|item| &item.id).find(|id| same(id)).map(ToString::to_string)
}

/// The day that a person means: `2026-11-24`, `24/11/2026`, or today in the words of one of the languages. Nothing is no day.
pub(super) fn day(typed: &str, words: &[Words]) -> Option<String> {
    time::date(typed, words.iter().map(|words| &*words.checklist.today))
}

/// The same in a file, where the order of day and month is not known: only as files have it, `2026-11-24`.
fn written_day(typed: &str, words: &[Words]) -> Option<String> {
    time::written_date(typed, words.iter().map(|words| &*words.checklist.today))
}

/// Says that something is no day.
pub(super) fn no_day(typed: &str, words: &Words) -> String {
    fill(&words.checklist.no_date, &[("date", &repeated(typed.trim()))])
}

/// Reads a file. What is not said in it (open, without note and date, never changed) is left out.
pub(super) fn read(path: &Path, report: &Report, edition: &Edition, now: u64) -> Result<Vec<Row>, Failure> {
    let w = &edition.words.checklist;
    let file = clean_line(&path.display().to_string()).into_owned();
    let at_file = |what: &str| Failure::usage(fill(&w.bad_file, &[("file", &file), ("what", what)]));
    let text = read_text(path).map_err(|error| at_file(&unreadable(&error, &edition.words)))?;
    let reader = Reader { report, edition, words: all_words(edition), now };
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_lowercase();
    let read = match extension.as_str() {
        "toml" => reader.toml(&text),
        "json" | "jsonl" | "ndjson" => reader.json_lines(&text),
        "csv" | "tsv" => reader.csv(&text),
        _ if text.trim_start().starts_with('{') => reader.json_lines(&text),
        _ if text.lines().any(|line| line.trim() == "[[checklist]]") => reader.toml(&text),
        _ => reader.csv(&text),
    };
    let rows = read.map_err(|bad| {
        let [(line, what), others @ ..] = bad.as_slice() else { return at_file(&w.file_empty) };
        let line = line.to_string();
        let mut message = match line.as_str() {
            "0" => fill(&w.bad_file, &[("file", &file), ("what", what)]),
            line => fill(&w.bad_row, &[("file", &file), ("line", line), ("what", what)]),
        };
        if !others.is_empty() {
            let lines = others.iter().map(|(line, _)| line.to_string()).collect::<Vec<_>>().join(", ");
            message.push_str(&fill(&w.bad_rows_more, &[("lines", &lines)]));
        }
        Failure::usage(format!("{message}. {}", &*w.nothing_imported))
    })?;
    if rows.is_empty() { Err(at_file(&w.file_empty)) } else { Ok(rows.into_iter().filter(|row| says_something(&row.item)).collect()) }
}

fn says_something(item: &Item) -> bool {
    *item != Item { id: item.id.clone(), ..Item::default() }
}

/// The edition's words first, then those of the other languages: a file keeps the words of who wrote it.
fn all_words(edition: &Edition) -> Vec<Words> {
    std::iter::once(edition.words.clone()).chain(Language::ALL.map(Words::bundled)).collect()
}

struct Reader<'a> {
    report: &'a Report,
    edition: &'a Edition,
    words: Vec<Words>,
    now: u64,
}

impl Reader<'_> {
    fn row(&self, raw: &Raw) -> Result<Row, String> {
        let w = &self.edition.words.checklist;
        let typed = match &raw.id {
            serde_json::Value::String(id) => id.clone(),
            serde_json::Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let shown = repeated(typed.trim());
        let id = item_id(self.report, &typed).ok_or_else(|| fill(&w.no_item, &[("id", &shown)]))?;
        let state = match raw.state.trim() {
            "" => Some(checklist::TaskState::Open),
            typed => self.words.iter().find_map(|words| state_from(typed, words)),
        };
        let shown = repeated(raw.state.trim());
        let choices = checklist::TaskState::ALL.map(checklist::TaskState::name).join(", ");
        let state = state.ok_or_else(|| fill(&w.no_state, &[("state", &shown), ("choices", &choices)]))?;
        let date = written_day(&raw.date, &self.words).ok_or_else(|| no_day(&raw.date, &self.edition.words))?;
        let note = clean(raw.note.trim()).into_owned();
        let mut item = Item { id, state, note, date, ..Item::default() };
        // What says something and not when, is said now; no one has said anything later than now.
        if says_something(&item) || raw.changed > 0 {
            item.changed = if raw.changed == 0 { self.now } else { raw.changed.min(self.now) };
            // A column that is not there, or a cell without anything, says nothing of what is here: it is not what was said last.
            item.state_at = if raw.state.trim().is_empty() { 0 } else { item.changed };
        }
        Ok(Row { list: clean_line(raw.list.trim()).into_owned(), item })
    }

    fn csv(&self, text: &str) -> Result<Vec<Row>, Vec<BadRow>> {
        let w = &self.edition.words.checklist;
        let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
        let line_of = |error: &csv::Error| error.position().map_or(0, |at| at.line() as usize);
        let bad_form = |error: &csv::Error| (line_of(error), clean_line(&error.to_string()).into_owned());
        let head = reader.headers().map_err(|error| vec![bad_form(&error)])?.clone();
        let column = |name: &str| head.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
        for name in ["id", "state"] {
            if column(name).is_none() {
                return Err(vec![(1, fill(&w.no_column, &[("column", name)]))]);
            }
        }
        let columns = ["list", "id", "state", "note", "date", "changed"].map(column);
        let mut rows = Vec::new();
        let mut bad = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    bad.push(bad_form(&error));
                    continue;
                }
            };
            let [list, id, state, note, date, changed] = columns
                .map(|column| column.and_then(|column| record.get(column)).map(|cell| unprotect(cell).to_owned()).unwrap_or_default());
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = record.position().map_or(0, |at| at.line() as usize);
            let changed = match changed.trim() {
                "" => Some(0),
                number => number.parse().ok(),
            };
            let Some(changed) = changed else {
                bad.push((line, w.no_changed.to_string()));
                continue;
            };
            match self.row(&Raw { list, id: id.into(), state, note, date, changed }) {
                Ok(row) => rows.push(row),
                Err(what) => bad.push((line, what)),
            }
        }
        if bad.is_empty() { Ok(rows) } else { Err(bad) }
    }

    fn json_lines(&self, text: &str) -> Result<Vec<Row>, Vec<BadRow>> {
        let mut rows = Vec::new();
        let mut bad = Vec::new();
        for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let raw = serde_json::from_str::<Raw>(line).map_err(|error| clean_line(&error.to_string()).into_owned());
            match raw.and_then(|raw| self.row(&raw)) {
                Ok(row) => rows.push(row),
                Err(what) => bad.push((nth + 1, what)),
            }
        }
        if bad.is_empty() { Ok(rows) } else { Err(bad) }
    }

    fn toml(&self, text: &str) -> Result<Vec<Row>, Vec<BadRow>> {
        let w = &self.edition.words.checklist;
        let ChecklistFile { lists } = file::parse::<ChecklistFile>(text).map_err(|unusable| match unusable {
            Unusable::Newer => vec![(0, w.file_newer.to_string())],
            Unusable::Form(at, what) => vec![(1 + text.get(..at).unwrap_or_default().matches('\n').count(), what)],
        })?;
        let report = self.report.identity();
        if !lists.is_empty() && lists.iter().all(|list| list.report != report) {
            return Err(vec![(0, w.file_other_report.to_string())]);
        }
        let mut rows = Vec::new();
        let mut bad = Vec::new();
        for list in lists.into_iter().filter(|list| list.report == report) {
            for Item { id, state, note, date, changed, state_at, date_at, past } in list.items {
                let line =
                    text.lines().position(|line| line.starts_with("id") && line.contains(&format!("\"{id}\""))).map_or(0, |at| at + 1);
                let raw = Raw { list: list.name.clone(), id: id.into(), state: state.name().to_owned(), note, date, changed };
                match self.row(&raw) {
                    Ok(Row { list, item }) => {
                        let (state_at, date_at) = (state_at.min(self.now), date_at.min(self.now));
                        rows.push(Row { list, item: Item { state_at, date_at, past, ..item } });
                    }
                    Err(what) => bad.push((line, what)),
                }
            }
        }
        if bad.is_empty() { Ok(rows) } else { Err(bad) }
    }
}

/// Spreadsheets of some languages write semicolons.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    [b',', b';', b'\t'].into_iter().max_by_key(|sign| (head.bytes().filter(|byte| byte == sign).count(), *sign == b',')).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::checklist::TaskState;

    const NOW: u64 = 1000;

    fn read_as(extension: &str, text: &str) -> Result<Vec<Row>, Failure> {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join(format!("theirs.{extension}"));
        std::fs::write(&path, text).expect("written");
        let report = Report::bundled();
        read(&path, &report, report.edition(Language::En), NOW)
    }

    #[test]
    fn a_spreadsheet_by_hand() {
        let rows = read_as("csv", "\u{feff}ID;State;note\n7;In progress;'=we called\n\nrec:08;done;\n09;open;\n").expect("rows");
        let expected = |id: &str, state, note: &str| Row {
            list: String::new(),
            item: Item { id: id.to_owned(), state, note: note.to_owned(), changed: NOW, state_at: NOW, ..Item::default() },
        };
        assert_eq!(rows, [expected("07", TaskState::InProgress, "=we called"), expected("08", TaskState::Done, "")]);
    }

    #[test]
    fn no_one_changed_anything_later_than_now() {
        let rows =
            read_as("jsonl", "{\"id\":\"7\",\"state\":\"done\",\"changed\":99999999999}\n{\"id\":8,\"state\":\"done\",\"changed\":5}")
                .expect("rows");
        assert_eq!(rows.iter().map(|row| row.item.changed).collect::<Vec<_>>(), [NOW, 5]);
    }

    #[test]
    fn bad_rows_are_told_with_their_lines() {
        let failure = read_as("csv", "id,state,note\n1,done,\n999,done,\"two\nlines\"\n2,finished,\n").expect_err("failure");
        assert!(failure.message.contains("theirs.csv:3") && failure.message.contains("999"), "{}", failure.message);
        assert!(failure.message.contains('5') && !failure.message.contains('\n'), "{}", failure.message);
        for (extension, text, part) in [
            ("csv", "number,state\n1,done\n", "id"),
            ("csv", "", "id"),
            ("csv", "id,state,date\n1,done,2025-03-31\n2,done,31/03/2025\n", "theirs.csv:3: \"31/03/2025\""),
            ("jsonl", "{\"id\":1,\"date\":\"2025-02-30\"}", "2025-02-30"),
            ("jsonl", "{\"id\":\"1\",\"state\":\"done\"}\nnonsense\n", "theirs.jsonl:2"),
            ("toml", "version = 1\n[[checklist]]\nname = 3\n", "theirs.toml:3"),
            ("toml", "version = 99\n", "Vereda"),
            ("toml", "version = 1\n[[checklist]]\nname = \"x\"\nreport = \"another\"\n", "report"),
        ] {
            let failure = read_as(extension, text).expect_err(text);
            assert!(failure.message.contains(part), "{text}: {}", failure.message);
            assert_eq!(failure.exit.code(), 2);
        }
    }
}
