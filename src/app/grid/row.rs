//! A row of a table: cells, a heading, or a bar of a chart.

use std::ops::Range;

/// Columns between two cells.
pub const BETWEEN: u16 = 2;
/// What a row stands for, to whoever built the table.
pub type Key = String;

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// Cells, one a column.
    Cells(Vec<String>),
    /// A heading across all columns.
    Heading(String),
    /// A bar in a chart: its name, its share of the longest (0 to 1), its number, and whether it is the one that matters here.
    Bar {
        /// What it stands for.
        label: String,
        /// 0 to 1.
        share: f64,
        /// The number in words.
        value: String,
        /// Whether it is the one that the table is about.
        own: bool,
        /// Whether it is the last of its chart.
        last: bool,
        /// Columns that the longest name and the longest number of its chart take.
        room: (usize, usize),
    },
}

/// A row with what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it shows.
    pub entry: Entry,
    /// What it stands for: an address, or nothing. One for each column where cells are chosen one by one.
    pub keys: Vec<Key>,
    /// Lines of each cell as ranges of its text; for headings and bars those of their one text.
    pub(super) lines: Vec<Vec<Range<usize>>>,
}

/// A match in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellHit {
    /// Index of the row.
    pub row: usize,
    /// Index of the column.
    pub column: usize,
    /// Bytes of the cell's text.
    pub range: Range<usize>,
}

impl Row {
    /// Lines that it takes.
    pub fn height(&self) -> usize {
        let gap = usize::from(!matches!(self.entry, Entry::Bar { last: false, .. }));
        self.lines.iter().map(Vec::len).max().unwrap_or(1).max(1) + gap
    }

    /// The text of a cell; a heading or a bar is one cell.
    pub fn text(&self, column: usize) -> &str {
        match &self.entry {
            Entry::Cells(cells) => cells.get(column).map_or("", |cell| cell),
            Entry::Heading(text) | Entry::Bar { label: text, .. } if column == 0 => text,
            _ => "",
        }
    }

    /// Whether it can be selected: headings, and text that stands for nothing, are only read.
    pub(super) fn is_selectable(&self) -> bool {
        !matches!(self.entry, Entry::Heading(_)) && self.keys.iter().any(|key| !key.is_empty())
    }

    /// The lines of a cell, as ranges of its text.
    pub fn lines(&self, column: usize) -> &[Range<usize>] {
        self.lines.get(column).map_or(&[], |lines| lines)
    }

    /// How many cells it has.
    pub(super) fn columns(&self) -> usize {
        match &self.entry {
            Entry::Cells(cells) => cells.len(),
            _ => 1,
        }
    }
}
