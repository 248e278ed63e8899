//! Tables that one walks through: columns sized to their content, the first one fixed while the others are scrolled sideways, cells
//! wrapped, matches marked.

mod copied;
mod matches;
mod row;
mod widths;

pub use copied::NOTHING;
pub use row::{BETWEEN, CellHit, Entry, Key, Row};

use self::widths::widths;
use super::action::Command;
use crate::text::columns::width;
use crate::text::wrap::wrap;

/// A table on the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    titles: Vec<String>,
    rows: Vec<Row>,
    widths: Vec<u16>,
    selected: usize,
    /// Index of the chosen column, where cells are chosen one by one.
    column: Option<usize>,
    /// Index of the first column that is shown behind the fixed one.
    first: usize,
    /// Lines of rows above the screen.
    top: usize,
    size: (u16, u16),
    hits: Vec<CellHit>,
    at: Option<usize>,
    /// Whether one has moved in it: until then it is read from the top.
    moved: bool,
}

impl Grid {
    /// A table with these titles; none is a table without a head.
    pub fn new(titles: Vec<String>) -> Self {
        Self { titles, ..Self::default() }
    }

    /// Lets cells be chosen one by one.
    #[must_use]
    pub fn by_cell(mut self) -> Self {
        self.column = Some(0);
        self
    }

    /// Adds a row.
    pub fn push(&mut self, entry: Entry, keys: Vec<Key>) {
        self.rows.push(Row { entry, keys, lines: Vec::new() });
    }

    /// Adds a row of cells that stands for one thing.
    pub fn push_cells(&mut self, cells: Vec<String>, key: impl Into<Key>) {
        self.push(Entry::Cells(cells), vec![key.into()]);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The titles of the columns.
    pub fn titles(&self) -> &[String] {
        &self.titles
    }

    /// All rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Lines above the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Index of the selected row.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Index of the chosen column, where cells are chosen one by one.
    pub fn column(&self) -> Option<usize> {
        self.column
    }

    /// What the selected row or cell stands for.
    pub fn key(&self) -> Option<&str> {
        let keys = &self.rows.get(self.selected)?.keys;
        let key = keys.get(self.column.unwrap_or(0)).or(keys.first())?;
        (!key.is_empty()).then_some(key.as_str())
    }

    /// All matches, in reading order.
    pub fn hits(&self) -> &[CellHit] {
        &self.hits
    }

    /// Number of the match one is at, from 1, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        (self.at.map_or(0, |at| at + 1), self.hits.len())
    }

    /// The match one is at.
    pub fn current_hit(&self) -> Option<&CellHit> {
        self.at.and_then(|at| self.hits.get(at))
    }

    /// The columns on the screen: index, columns from the left edge, width.
    pub fn shown(&self) -> Vec<(usize, u16, u16)> {
        let mut x = 0;
        let shown = self.widths.iter().enumerate().filter(|(_, width)| **width > 0);
        shown
            .map(|(index, width)| {
                let start = x;
                x += width + BETWEEN;
                (index, start, *width)
            })
            .collect()
    }

    /// Columns that are not shown to the left and to the right.
    pub fn hidden_columns(&self) -> (usize, usize) {
        let last = self.widths.iter().rposition(|width| *width > 0).map_or(0, |index| index + 1);
        (self.first.saturating_sub(1), self.widths.len() - last)
    }

    /// Number of the selected row among those that can be selected, from 1, and how many there are; nothing where all are on the screen.
    pub fn place(&self) -> Option<(usize, usize)> {
        let (above, below) = self.hidden_lines();
        // The bars of charts show rows again.
        // Side by side each column has its own number of cells.
        let has_cell = |row: &Row| self.column.is_none_or(|column| !row.text(column).is_empty());
        let counts = |row: &&Row| row.is_selectable() && matches!(row.entry, Entry::Cells(_)) && has_cell(row);
        let at = self.rows.iter().take(self.selected + 1).filter(counts).count();
        let of = self.rows.iter().filter(counts).count();
        (above + below > 0 && of > 0).then_some((at, of))
    }

    /// Lines above and below the screen.
    pub fn hidden_lines(&self) -> (usize, usize) {
        let all: usize = self.rows.iter().map(Row::height).sum();
        (self.top, all.saturating_sub(self.top + self.body_rows()))
    }

    /// Another size. The head takes two lines of it.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let same = self.size.0 == columns && self.rows.iter().all(|row| !row.lines.is_empty());
        self.size = (columns, rows);
        if !same {
            self.fit();
        }
        if self.moved {
            self.show_selected();
        } else {
            self.rewind();
        }
    }

    /// Lines for rows.
    fn body_rows(&self) -> usize {
        usize::from(self.size.1.saturating_sub(self.head_rows()))
    }

    /// Lines for the head.
    pub fn head_rows(&self) -> u16 {
        // On the smallest screens rows come before it.
        if self.titles.is_empty() || self.size.1 < 4 { 0 } else { 2 }
    }

    fn fit(&mut self) {
        let count = self.rows.iter().map(|row| if matches!(row.entry, Entry::Cells(_)) { row.columns() } else { 0 }).max().unwrap_or(0);
        let natural = |column: usize| {
            let cells = self.rows.iter().filter(|row| matches!(row.entry, Entry::Cells(_)));
            let cells = cells.map(|row| row.text(column).lines().map(width).max().unwrap_or(0));
            cells.chain(self.titles.get(column).map(|title| width(title))).max().unwrap_or(0).max(1)
        };
        let natural: Vec<usize> = (0..count).map(natural).collect();
        self.first = self.first.min(count.saturating_sub(1)).max(1);
        self.widths = widths(&natural, self.first, usize::from(self.size.0), self.column.is_some());
        let all = usize::from(self.size.0);
        for row in &mut self.rows {
            row.lines = match &row.entry {
                Entry::Cells(cells) => {
                    let lines = |(cell, width): (&String, &u16)| if *width > 0 { wrap(cell, usize::from(*width)) } else { Vec::new() };
                    cells.iter().zip(&self.widths).map(lines).collect()
                }
                Entry::Heading(text) => vec![wrap(text, all)],
                Entry::Bar { label, .. } => vec![std::iter::once(0..label.len()).collect()],
            };
        }
    }

    /// Moves; says whether the command was for the table.
    pub fn movement(&mut self, command: Command) -> bool {
        self.moved = true;
        let page = self.body_rows().saturating_sub(1).max(1);
        match command {
            Command::LineDown | Command::NextPassage => self.step(1),
            Command::LineUp | Command::PreviousPassage => self.step(-1),
            Command::PageDown => self.scroll_lines(page.cast_signed()),
            Command::PageUp => self.scroll_lines(-page.cast_signed()),
            Command::HalfPageDown => self.scroll_lines((page / 2).max(1).cast_signed()),
            Command::HalfPageUp => self.scroll_lines(-(page / 2).max(1).cast_signed()),
            Command::Start => self.rewind(),
            Command::End => self.select(self.rows.len().saturating_sub(1), false),
            _ => return false,
        }
        true
    }

    /// One column to the right, or to the left. Says whether there was one.
    pub fn sideways(&mut self, right: bool) -> bool {
        if let Some(column) = self.column {
            let last = self.widths.len().saturating_sub(1);
            let to = if right { (column + 1).min(last) } else { column.saturating_sub(1) };
            self.column = Some(to);
            return to != column;
        }
        let (left_hidden, right_hidden) = self.hidden_columns();
        if right && right_hidden > 0 {
            self.first += 1;
        } else if !right && left_hidden > 0 {
            self.first -= 1;
        } else {
            return false;
        }
        self.fit();
        self.show_selected();
        true
    }

    /// Selects the row on a line of the screen, below the head. Says whether there is one.
    pub fn point(&mut self, line: u16) -> bool {
        let Some(line) = line.checked_sub(self.head_rows()) else { return false };
        let mut at = self.top + usize::from(line);
        for (index, row) in self.rows.iter().enumerate() {
            if at < row.height() {
                if row.is_selectable() {
                    self.selected = index;
                    self.moved = true;
                }
                return true;
            }
            at -= row.height();
        }
        false
    }

    /// Selects the row that stands for something.
    pub fn select_key(&mut self, key: &str) {
        if let Some(at) = self.rows.iter().position(|row| row.keys.iter().any(|own| own == key)) {
            self.select(at, true);
        }
    }

    /// Selects a row by its index, or the nearest.
    pub fn select_index(&mut self, index: usize) {
        self.select(index.min(self.rows.len().saturating_sub(1)), true);
    }

    /// Scrolls by lines, down if positive, and takes the selection along.
    pub fn scroll_lines(&mut self, lines: isize) {
        let (above, below) = self.hidden_lines();
        if lines > 0 && below == 0 {
            return self.select(self.rows.len().saturating_sub(1), false);
        }
        if lines < 0 && above == 0 {
            return self.rewind();
        }
        self.top = self.top.saturating_add_signed(lines).min(self.top + below);
        let (first, last) = (self.row_at(self.top), self.row_at(self.top + self.body_rows().saturating_sub(1)));
        // The selection stays on the screen, if anything there can be selected.
        let there = |index: usize| (first..=last).contains(&index) && self.rows.get(index).is_some_and(Row::is_selectable);
        if !there(self.selected) {
            let mut rows = first..=last;
            let found = if lines > 0 { rows.find(|index| there(*index)) } else { rows.rfind(|index| there(*index)) };
            self.selected = found.unwrap_or(self.selected);
        }
    }

    /// The first rows, whether or not one of them can be selected.
    fn rewind(&mut self) {
        self.top = 0;
        self.selected = (0..self.rows.len()).find(|index| self.rows[*index].is_selectable()).unwrap_or(0);
    }

    fn lines_above(&self, row: usize) -> usize {
        self.rows.iter().take(row).map(Row::height).sum()
    }

    fn row_at(&self, line: usize) -> usize {
        let mut at = line;
        for (index, row) in self.rows.iter().enumerate() {
            if at < row.height() {
                return index;
            }
            at -= row.height();
        }
        self.rows.len().saturating_sub(1)
    }

    fn step(&mut self, by: isize) {
        // Text above or below the screen is read before what comes behind it is selected.
        let (start, height) = (self.lines_above(self.selected), self.rows.get(self.selected).map_or(0, Row::height));
        let (above, below) = self.hidden_lines();
        let is_ahead = if by > 0 { start >= self.top + self.body_rows() && below > 0 } else { start + height <= self.top && above > 0 };
        if is_ahead {
            self.top = self.top.saturating_add_signed(by);
            return;
        }
        let mut to = self.selected;
        loop {
            let next = to.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
            if next == to {
                // What cannot be selected at the edge is shown all the same.
                self.scroll_lines(by);
                return;
            }
            to = next;
            if self.rows[to].is_selectable() {
                break;
            }
        }
        self.selected = to;
        self.show_selected();
    }

    fn select(&mut self, to: usize, down: bool) {
        self.moved = true;
        let selectable = |index: &usize| self.rows[*index].is_selectable();
        let after = (to..self.rows.len()).find(selectable);
        let before = (0..=to.min(self.rows.len().saturating_sub(1))).rev().filter(|index| *index < self.rows.len()).find(selectable);
        let found = if down { after.or(before) } else { before.or(after) };
        self.selected = found.unwrap_or(to);
        self.show_selected();
    }

    fn show_selected(&mut self) {
        self.selected = self.selected.min(self.rows.len().saturating_sub(1));
        if let Some(next) = (self.selected..self.rows.len()).find(|index| self.rows[*index].is_selectable()) {
            self.selected = next;
        }
        let above = self.lines_above(self.selected);
        let height = self.rows.get(self.selected).map_or(0, Row::height);
        let body = self.body_rows();
        // A heading above belongs to its first row.
        let heading = self.selected.checked_sub(1).map(|at| &self.rows[at]).filter(|row| matches!(row.entry, Entry::Heading(_)));
        let heading = heading.map(Row::height).filter(|heading| heading + height <= body);
        let from = above - heading.unwrap_or(0);
        if from < self.top {
            self.top = from;
        } else if above + height > self.top + body {
            self.top = (above + height).saturating_sub(body).min(above);
        }
        let all: usize = self.rows.iter().map(Row::height).sum();
        self.top = self.top.min(all.saturating_sub(body));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grid(rows: usize, long: usize) -> Grid {
        let mut grid = Grid::new(vec!["Name".to_owned(), "Kind".to_owned(), "What".to_owned()]);
        for row in 0..rows {
            if row % 5 == 0 {
                grid.push(Entry::Heading(format!("Group {row}")), Vec::new());
            }
            grid.push_cells(vec![format!("Thing {row}"), "plan".to_owned(), "word ".repeat(long)], format!("key-{row}"));
        }
        grid
    }

    #[test]
    fn the_first_column_stays_while_others_scroll() {
        let mut grid = grid(3, 30);
        grid.resize(30, 10);
        assert_eq!(grid.shown()[0].0, 0);
        assert!(grid.hidden_columns().1 > 0);
        while grid.sideways(true) {}
        assert_eq!(grid.shown().iter().map(|shown| shown.0).collect::<Vec<_>>(), [0, 2]);
        assert!(grid.shown().iter().all(|(_, x, width)| x + width <= 30));
        assert!(!grid.sideways(true) && grid.sideways(false));
    }

    #[test]
    fn matches_in_cells_are_walked_around_the_ends() {
        let mut grid = grid(12, 3);
        grid.resize(80, 10);
        grid.find("thing 1");
        assert_eq!(grid.count(), (1, 3)); // 1, 10, 11
        grid.step_hit(false);
        assert_eq!(grid.key(), Some("key-11"));
        grid.step_hit(true);
        assert_eq!(grid.key(), Some("key-1"));
    }

    proptest! {
        #[test]
        fn the_selected_row_is_on_the_screen(rows in 0usize..30, long in 0usize..40, columns in 0u16..120, height in 0u16..30, moves in prop::collection::vec(0usize..8, 0..40)) {
            let mut grid = grid(rows, long);
            grid.resize(columns, height);
            let commands = [Command::LineDown, Command::LineUp, Command::PageDown, Command::PageUp, Command::HalfPageDown, Command::HalfPageUp, Command::Start, Command::End];
            for index in moves {
                grid.movement(commands[index]);
                let above: usize = grid.rows.iter().take(grid.selected).map(Row::height).sum();
                prop_assert!(grid.rows.is_empty() || grid.selected < grid.rows.len());
                let end = above + grid.rows.get(grid.selected).map_or(0, Row::height);
                let on_screen = above < grid.top + grid.body_rows() && end > grid.top;
                let (first, last) = (grid.row_at(grid.top), grid.row_at(grid.top + grid.body_rows().saturating_sub(1)));
                let other = grid.rows.get(first..=last).is_some_and(|rows| rows.iter().any(Row::is_selectable));
                prop_assert!(grid.body_rows() == 0 || on_screen || !other, "{} of {}..{}", grid.selected, first, last);
            }
        }
    }
}
