//! Files of a pack → values, and what is said when that fails.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::files::{FileError, Files};
use super::words::{Words, fill};
use crate::text::sanitize::clean_line;

/// Why a pack could not be read: where, and what.
#[derive(Debug)]
pub struct PackError {
    /// The file, with line and column where they are known.
    pub place: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a pack.
#[derive(Debug)]
pub enum Problem {
    /// A file cannot be read.
    File(FileError),
    /// A file is no TOML of the form wanted: the parser's words.
    Toml(String),
    /// No language of `report.toml` has a section.
    NoText,
    /// A tour of a person has more stops than this.
    TooManyStops(usize),
    /// A tour of a person is a very long file.
    TourTooLong,
    /// A person has more tours than this.
    TooManyTours(usize),
    /// `report.toml` names a language that this program does not know.
    UnknownLanguage(String),
}

impl PackError {
    /// One line: what happened, where, what to do next.
    pub fn message(&self, words: &Words) -> String {
        fill(&words.error.pack, &[("place", &self.place), ("what", &self.what(words))])
    }

    /// What happened and what to do, without the place.
    pub fn what(&self, words: &Words) -> String {
        let w = &words.error;
        match &self.problem {
            Problem::File(FileError::Missing) => w.file_missing.to_string(),
            Problem::File(FileError::NotAFile) => w.file_not_a_file.to_string(),
            Problem::File(FileError::TooLarge) => w.file_too_large.to_string(),
            Problem::File(FileError::NotUtf8 { line }) => fill(&w.file_not_utf8, &[("line", &line.to_string())]),
            Problem::File(FileError::Io(error)) => words.cause(&error.to_string()),
            Problem::Toml(message) => words.cause(message),
            Problem::NoText => w.pack_without_text.to_string(),
            Problem::UnknownLanguage(tag) => fill(&w.pack_unknown_language, &[("tag", tag)]),
            Problem::TooManyStops(most) => fill(&words.tour.too_many_stops, &[("most", &most.to_string())]),
            Problem::TourTooLong => words.tour.too_long.to_string(),
            Problem::TooManyTours(most) => fill(&words.tour.too_many, &[("most", &most.to_string())]),
        }
    }
}

/// A file's text.
pub(super) fn text_of(files: &Files, path: &str) -> Result<Cow<'static, str>, PackError> {
    files.read(path).map_err(|error| PackError { place: files.display(path), problem: Problem::File(error) })
}

/// Reads and parses a file of a pack.
pub(super) fn parse<T: DeserializeOwned>(files: &Files, path: &str) -> Result<T, PackError> {
    from_text(files, path, &text_of(files, path)?)
}

fn from_text<T: DeserializeOwned>(files: &Files, path: &str, text: &str) -> Result<T, PackError> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map(|span| line_and_column(text, span.start)).or_else(|| deepest(text)).unwrap_or_default();
        PackError { place: format!("{}{at}", files.display(path)), problem: Problem::Toml(clean_line(error.message()).into_owned()) }
    })
}

/// The same for a file that a pack may do without.
pub(super) fn optional<T: DeserializeOwned + Default>(files: &Files, path: &str) -> Result<T, PackError> {
    match parse(files, path) {
        Err(PackError { problem: Problem::File(FileError::Missing), .. }) => Ok(T::default()),
        other => other,
    }
}

/// A file of nothing but tables of one name, the items of a list: a long one part by part, so that it never takes many times its own room. What
/// cannot be read so is read as a whole, and so are errors told.
pub(super) fn list<F: DeserializeOwned, T>(
    files: &Files,
    path: &str,
    table: &str,
    items: impl Fn(F) -> Vec<T>,
) -> Result<Vec<T>, PackError> {
    let text = match text_of(files, path) {
        Err(PackError { problem: Problem::File(FileError::Missing), .. }) => return Ok(Vec::new()),
        text => text?,
    };
    let in_parts = || -> Option<Vec<T>> {
        let start = format!("\n[[{table}]]\n");
        let (mut rest, mut all) = (&*text, Vec::new());
        while rest.len() > PART {
            let cut = PART - rest.as_bytes().get(..PART)?.iter().rev().position(|byte| *byte == b'\n')?;
            let Some(end) = rest.get(cut - 1..)?.find(&start).map(|at| cut - 1 + at) else { break };
            all.extend(items(toml::from_str(rest.get(..=end)?).ok()?));
            rest = rest.get(end + 1..)?;
        }
        all.extend(items(toml::from_str(rest).ok()?));
        all.shrink_to_fit();
        Some(all)
    };
    if text.len() > PART
        && let Some(all) = in_parts()
    {
        return Ok(all);
    }
    from_text(files, path, &text).map(items)
}

/// So much of a long list is read at once, in bytes.
const PART: usize = 1 << 14;

/// `:LINE:COLUMN` of a byte, both from 1, the column in characters.
pub(super) fn line_and_column(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = line_of(text, at);
    let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
    format!(":{line}:{column}")
}

/// Of keys with too many dots the parser does not say where they stand.
fn deepest(text: &str) -> Option<String> {
    let is_deep = |line: &str| line.split('=').next().is_some_and(|key| key.matches('.').count() > 64);
    text.lines().position(is_deep).map(|line| format!(":{}", line + 1))
}

/// The line of a byte, from 1.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.get(..at).unwrap_or(text).matches('\n').count()
}

/// Where the lines of a text begin, for whoever asks for many.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

/// A place in a file: line and column, both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Default for At {
    fn default() -> Self {
        Self { line: 1, column: 1 }
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, starts: std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect() }
    }

    /// The line and the column of a byte.
    pub(super) fn at(&self, byte: usize) -> At {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let column = 1 + self.text.get(self.starts[line - 1]..byte).unwrap_or_default().chars().count();
        At { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::super::figure::{Figure, FiguresFile};
    use super::*;

    fn read(text: &str) -> Result<Vec<Figure>, PackError> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("figures.toml"), text).expect("written");
        list(&Files::Folder(folder.path().to_owned()), "figures.toml", "figure", |file: FiguresFile| file.figure)
    }

    #[test]
    fn a_long_list_is_the_same_in_parts() {
        let figure =
            |n: usize, more: &str| format!("[[figure]]\nid = \"f{n}\"\nshown = \"{n}\"\nwhat = \"people\"\npassage = \"a.{n}\"\n{more}\n");
        let all = |more: &str| (0..4_000).map(|n| figure(n, more)).collect::<String>();
        let ids = |figures: &[Figure]| figures.iter().map(|figure| figure.id.to_string()).collect::<Vec<_>>();
        let expected: Vec<String> = (0..4_000).map(|n| format!("f{n}")).collect();
        let text = format!("# A list.\n\n{}", all(""));
        assert!(text.len() > 3 * PART);
        assert_eq!(ids(&read(&text).expect("a list")), expected);
        // A text over several lines that looks like the head of an item is still a text.
        let note = "note = \"\"\"\n[[figure]]\nid\n\"\"\"";
        assert_eq!(ids(&read(&all(note)).expect("a list")), expected);
        // What is wrong is told with its place in the whole file.
        let wrong = format!("{text}{}", figure(1, "value = x"));
        let lines = text.lines().count();
        let error = read(&wrong).expect_err("wrong");
        assert!(error.place.ends_with(&format!("figures.toml:{}:9", lines + 6)), "{}", error.place);
        assert!(read("").expect("a list").is_empty());
    }
}
