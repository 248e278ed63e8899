//! The forms of what goes out.

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// One page.
    Html,
    /// One row a record, for spreadsheets.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

impl Format {
    /// All forms, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Markdown, Self::Text, Self::Html, Self::Csv, Self::JsonLines];

    /// Its name on the command line, and the ending of a file's name: `md`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}
