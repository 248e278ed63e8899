//! A block as rows of text: what is drawn, and which bytes of the block each piece of it is.

use std::ops::Range;

/// A block wrapped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wrapped {
    /// Empty rows before the text.
    pub gap: usize,
    /// The rows of the text.
    pub rows: Vec<Row>,
}

/// One row of a block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What stands before the text and is no part of it: the sign of a list item, the mark of a note.
    pub lead: Option<(u16, String)>,
    /// Pieces of the block's text, from left to right.
    pub segments: Vec<Segment>,
    /// What is drawn besides.
    pub decor: Decor,
}

/// A piece of a block's text in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Columns from the left edge of the text.
    pub x: u16,
    /// Bytes of the block's text.
    pub range: Range<usize>,
}

/// Lines in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Decor {
    /// None.
    #[default]
    Plain,
    /// A line across.
    Rule,
    /// Upright lines at these columns.
    Columns(Vec<u16>),
    /// A line across as far as the second value, crossed at these columns.
    ColumnsRule(Vec<u16>, u16),
    /// An upright line for each level of quotation.
    Quote(u8),
}

impl Wrapped {
    /// Rows with the empty ones.
    pub fn height(&self) -> usize {
        self.gap + self.rows.len()
    }

    /// The row that has the byte `offset` of the text, counted with the empty ones.
    pub fn row_of(&self, offset: usize) -> usize {
        let has = |row: &Row| row.segments.iter().any(|s| s.range.contains(&offset));
        let exact = self.rows.iter().position(has);
        let after = || self.rows.iter().rposition(|row| row.segments.first().is_some_and(|s| s.range.start <= offset));
        self.gap + exact.or_else(after).unwrap_or(0)
    }

    /// The first byte of the text in a row counted with the empty ones.
    pub fn offset_of(&self, row: usize) -> usize {
        let rows = self.rows.get(row.saturating_sub(self.gap)..).unwrap_or_default();
        rows.iter().find_map(|row| row.segments.first()).map_or(0, |segment| segment.range.start)
    }
}
