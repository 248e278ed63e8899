//! What is wrong in a file, and where: in the person's words, with what to do.

use super::FILE;
use crate::report::Words;
use crate::report::files::FileError;
use crate::report::parse::{PackError, Problem as PackProblem};
use crate::report::words::fill;
use crate::text::columns::truncate;
use crate::text::sanitize::clean_line;

/// Columns of what the file says that a message repeats.
const REPEATED: usize = 40;
/// Names that a message lists.
const LISTED: usize = 12;

/// A place in a file, from 1; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Something that is wrong.
#[derive(Debug)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub what: What,
}

/// What a value has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A word in quotation marks.
    Text,
    /// `true` or `false`.
    Switch,
    /// The same, or `"auto"`.
    SwitchOrAuto,
    /// A number.
    Number,
    /// A key, or a list of keys.
    Keys,
    /// A table of its own.
    Table,
    /// A colour, or a table of a style.
    Style,
}

/// How the text is not TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// A name stands twice.
    Twice,
    /// Text without quotation marks.
    Unquoted,
    /// Something that was opened is not closed.
    Unclosed,
    /// A name without a value.
    NoValue,
    /// Anything else.
    Other,
}

/// What is wrong. Names are as the file has them: they are cleaned when they are told.
#[derive(Debug)]
pub enum What {
    /// The file cannot be read.
    File(FileError),
    /// The text is not TOML here.
    Syntax(Syntax),
    /// Nothing has this name.
    Unknown {
        /// As the file has it.
        name: String,
        /// The nearest name there is.
        near: Option<&'static str>,
        /// All names there are.
        there: Vec<&'static str>,
    },
    /// The value is of another kind.
    Kind {
        /// The setting.
        name: String,
        /// What it takes.
        wanted: Wanted,
    },
    /// The number is too small or too large.
    Range {
        /// The setting.
        name: String,
        /// The smallest and the largest there are.
        range: (u16, u16),
    },
    /// The setting takes other words.
    Choice {
        /// The setting.
        name: String,
        /// The word.
        value: String,
        /// The nearest that it takes.
        near: Option<String>,
        /// Those that it takes.
        there: Vec<String>,
    },
    /// More keys than this are too many for a command.
    TooMany(&'static str, usize),
    /// This is no key.
    Key(String),
    /// This key types something there.
    Typed(String),
    /// This command does nothing there.
    Elsewhere(&'static str, &'static str),
    /// The key stands for something else already.
    Taken {
        /// The key.
        key: String,
        /// What it stands for.
        other: &'static str,
        /// Where, if that is in one place only.
        mode: Option<&'static str>,
        /// The line that says so; none where the program comes with it.
        line: Option<usize>,
    },
    /// This command needs a key there.
    Last {
        /// The command.
        command: &'static str,
        /// Where.
        mode: &'static str,
    },
    /// This is no colour.
    Color(String),
    /// A theme cannot have this name.
    ThemeName(String),
    /// A built-in theme has this name.
    ThemeTaken(String),
}

impl Problem {
    /// The file as a whole.
    pub(super) fn of_file(error: FileError) -> Self {
        let line = if let FileError::NotUtf8 { line } = error { line } else { 1 };
        Self { place: Place { line, column: 1 }, what: What::File(error) }
    }

    /// `config.toml:3:8: what, and what to do`, with the file named as `file`.
    pub fn line(self: &Problem, file: &str, words: &Words) -> String {
        format!("{}: {}", self.at(file), self.what.message(words))
    }

    /// `config.toml:3:8`.
    pub fn at(&self, file: &str) -> String {
        format!("{file}:{}:{}", self.place.line, self.place.column)
    }
}

/// The first of some problems in a line, and how many more there are.
pub fn summary(problems: &[Problem], words: &Words) -> Option<String> {
    let first = problems.first()?.line(FILE, words);
    let w = &words.config;
    Some(match problems.len() {
        1 => first,
        all => format!("{first} {}", fill(&w.more, &[("count", &(all - 1).to_string())])),
    })
}

/// What the file says, as a message repeats it: safe, and not longer than one can read.
fn shown(text: &str) -> String {
    truncate(&clean_line(text), REPEATED)
}

fn list<T: AsRef<str>>(names: &[T]) -> String {
    let shown: Vec<&str> = names.iter().take(LISTED).map(AsRef::as_ref).collect();
    shown.join(", ") + if names.len() > LISTED { ", …" } else { "" }
}

impl What {
    /// In words.
    pub fn message(&self, words: &Words) -> String {
        let w = &words.config;
        match self {
            Self::File(error) => {
                let at_file = |problem| PackError { place: String::new(), problem: PackProblem::File(problem) }.what(words);
                match error {
                    FileError::Missing => at_file(FileError::Missing),
                    FileError::NotAFile => at_file(FileError::NotAFile),
                    FileError::TooLarge => w.too_large.to_string(),
                    FileError::NotUtf8 { line } => at_file(FileError::NotUtf8 { line: *line }),
                    FileError::Io(error) => clean_line(&error.to_string()).into_owned(),
                }
            }
            Self::Syntax(syntax) => match syntax {
                Syntax::Twice => w.twice.to_string(),
                Syntax::Unquoted => w.unquoted.to_string(),
                Syntax::Unclosed => w.unclosed.to_string(),
                Syntax::NoValue => w.no_value.to_string(),
                Syntax::Other => w.syntax.to_string(),
            },
            Self::Unknown { name, near: Some(near), .. } => fill(&w.unknown_near, &[("name", &shown(name)), ("near", near)]),
            Self::Unknown { name, near: None, there } => fill(&w.unknown, &[("name", &shown(name)), ("there", &list(there))]),
            Self::Kind { name, wanted } => {
                let wanted = match wanted {
                    Wanted::Text => &w.wants_text,
                    Wanted::Switch => &w.wants_switch,
                    Wanted::SwitchOrAuto => &w.wants_switch_or_auto,
                    Wanted::Number => &w.wants_number,
                    Wanted::Keys => &w.wants_keys,
                    Wanted::Table => &w.wants_table,
                    Wanted::Style => &w.wants_style,
                };
                fill(wanted, &[("name", &shown(name))])
            }
            Self::Range { name, range: (least, most) } => {
                fill(&w.range, &[("name", &shown(name)), ("least", &least.to_string()), ("most", &most.to_string())])
            }
            Self::Choice { name, value, near: Some(near), .. } => {
                fill(&w.choice_near, &[("name", &shown(name)), ("value", &shown(value)), ("near", near)])
            }
            Self::Choice { name, value, near: None, there } => {
                fill(&w.choice, &[("name", &shown(name)), ("value", &shown(value)), ("there", &list(there))])
            }
            Self::TooMany(command, most) => fill(&w.too_many, &[("command", command), ("most", &most.to_string())]),
            Self::Key(key) => fill(&w.no_key, &[("key", &shown(key))]),
            Self::Typed(key) => fill(&w.typed, &[("key", key)]),
            Self::Elsewhere(command, mode) => fill(&w.elsewhere, &[("command", command), ("mode", mode)]),
            Self::Taken { key, other, mode, line } => {
                let mode = mode.map_or(String::new(), |mode| format!(" [keys.in.{mode}]"));
                let values = [("key", key.as_str()), ("other", other), ("mode", &mode)];
                match line {
                    Some(line) => fill(&fill(&w.taken_line, &[("line", &line.to_string())]), &values),
                    None => fill(&w.taken, &values),
                }
            }
            Self::Last { command, mode } => fill(&w.last, &[("command", command), ("mode", mode)]),
            Self::Color(value) => fill(&w.no_color, &[("value", &shown(value))]),
            Self::ThemeName(name) => fill(&w.theme_name, &[("name", &shown(name))]),
            Self::ThemeTaken(name) => fill(&w.theme_taken, &[("name", &shown(name))]),
        }
    }
}

/// The nearest of some names, if one is near enough to have been meant.
pub(super) fn nearest<'a>(name: &str, there: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer than any name: nothing is near, and measuring takes long.
    if name.chars().count() > 40 {
        return None;
    }
    let name = name.to_lowercase().replace('_', "-");
    let measured = there.into_iter().map(|other| (strsim::damerau_levenshtein(&name, &other.to_lowercase()), other));
    let (distance, other) = measured.min_by_key(|(distance, _)| *distance)?;
    (distance <= (other.chars().count() / 3).max(1)).then_some(other)
}
