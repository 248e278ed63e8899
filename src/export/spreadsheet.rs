//! Comma-separated values: a row a record, with the columns of the JSON. Text that a spreadsheet would take for a formula is marked as text
//! by an apostrophe, which goes when the file is read again.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::Value;

use crate::report::record::{Kind, Record};

/// The columns of records of a kind, beside those of all kinds.
fn own_columns(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Passage => &["number", "heading", "pages", "marker", "table", "footnotes", "note"],
        Kind::Law => &["instrument", "year", "year_end", "status", "passages", "note"],
        Kind::Figure => {
            &["value", "value_to", "shown", "qualifier", "unit", "period", "group", "label", "attributed_to", "passages", "note"]
        }
        Kind::Organisation => &["acronym", "group", "passages", "note"],
        Kind::Recommendation => &["addressees", "theme", "passages", "note"],
        Kind::Term => &["long", "aliases", "note", "passages"],
        Kind::Source => &["footnote", "author", "publisher", "year", "url", "passages"],
    }
}

/// The columns of all kinds.
const COLUMNS: [&str; 9] = ["id", "kind", "lang", "section", "page", "countries", "title", "text", "source"];

/// Writes records. Which columns there are depends on the kinds alone.
pub(crate) fn records<W: Write>(out: &mut W, records: &[Record]) -> io::Result<()> {
    let mut columns = COLUMNS.to_vec();
    for kind in Kind::ALL.into_iter().filter(|kind| records.iter().any(|record| record.kind == *kind)) {
        for column in own_columns(kind) {
            if !columns.contains(column) {
                columns.push(column);
            }
        }
    }
    rows(out, &columns, records.iter())
}

/// Writes what can be written as JSON objects; columns that an object does not have stay empty.
pub(crate) fn rows<W: Write>(out: &mut W, columns: &[&str], objects: impl Iterator<Item = impl serde::Serialize>) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(columns).map_err(as_io)?;
    for object in objects {
        let object = serde_json::to_value(object)?;
        let cells = columns.iter().map(|column| object.get(column).map(cell).unwrap_or_default());
        writer.write_record(cells.collect::<Vec<_>>()).map_err(as_io)?;
    }
    writer.flush()
}

/// The error of the output itself: whether a pipe was closed must not get lost.
fn as_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) => plain_number(number),
        Value::String(text) => protect(text).into_owned(),
        other => protect(&joined(other)).into_owned(),
    }
}

/// Without `.0`, which no one wrote.
fn plain_number(number: &serde_json::Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// Lists and objects in one cell.
fn joined(value: &Value) -> String {
    match value {
        Value::Array(values) if values.iter().all(Value::is_array) => {
            let row = |row: &Value| row.as_array().into_iter().flatten().map(joined).collect::<Vec<_>>().join(" | ");
            values.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        Value::Array(values) => values.iter().map(joined).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => match (fields.get("mark").and_then(Value::as_str), fields.get("text").and_then(Value::as_str)) {
            (Some(mark), Some(text)) => format!("[{mark}] {text}"),
            _ => value.to_string(),
        },
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Text that no spreadsheet takes for a formula.
pub(crate) fn protect(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was protected.
pub(crate) fn unprotect(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Language, Report};
    use proptest::prelude::*;

    #[test]
    fn formulas_are_text() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "'=1"] {
            assert!(protect(text).starts_with('\''));
        }
        assert_eq!(protect("'t is"), "'t is");
        assert_eq!(protect("a=b"), "a=b");
    }

    #[test]
    fn columns_are_the_fields_of_the_json() {
        let report = Report::bundled();
        let edition = report.edition(Language::En);
        for kind in Kind::ALL {
            for address in report.addresses(edition, kind) {
                let value = serde_json::to_value(report.record(edition, &address)).expect("JSON");
                let fields: Vec<&String> = value.as_object().expect("an object").keys().collect();
                let columns: Vec<&str> = COLUMNS.into_iter().chain(own_columns(kind).iter().copied()).collect();
                assert!(fields.iter().all(|field| columns.contains(&field.as_str())), "{address}: {fields:?}");
                assert!(columns.iter().all(|column| fields.iter().any(|field| field == column)), "{address}: {fields:?}");
            }
        }
    }

    #[test]
    fn a_closed_pipe_is_known_as_one() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let long = serde_json::json!({ "a": "x".repeat(100_000) });
        let error = rows(&mut Closed, &["a"], [long].iter()).expect_err("closed");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }

    proptest! {
        #[test]
        fn what_was_protected_comes_back(text in "['=+@a-]{0,8}|\\PC{0,20}") {
            let protected = protect(&text).into_owned();
            prop_assert!(!protected.starts_with(['=', '+', '-', '@']));
            prop_assert_eq!(unprotect(&protected), text);
        }
    }
}
