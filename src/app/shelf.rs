//! The list of reports: the one in the program and those of the library, to open another one.

use super::action::Command;
use super::list::List;
use super::offered::Offered;
use super::text_box::TextBox;
use crate::search::picker::rank;

/// Rows that a report takes: its title, and where one is in it.
pub const ROWS: usize = 2;

/// The list.
#[derive(Debug, Default)]
pub struct Shelf {
    offered: Vec<Offered>,
    /// Indices of those that are listed.
    shown: Vec<usize>,
    list: List,
    /// What is typed to narrow it; `None` when the box is closed.
    pub filter: Option<TextBox>,
    /// What narrows it.
    pub narrowed: String,
    /// Nothing was opened yet: there is nothing to go back to.
    pub is_start: bool,
}

impl Shelf {
    /// With these reports; the one of this index is selected.
    pub fn new(offered: Vec<Offered>, selected: usize, is_start: bool) -> Self {
        let mut shelf = Self { offered, is_start, ..Self::default() };
        shelf.refresh();
        shelf.list.select(selected);
        shelf
    }

    /// What is typed has changed: the best match is selected.
    pub fn refresh(&mut self) {
        if let Some(filter) = &self.filter {
            filter.text().clone_into(&mut self.narrowed);
        }
        let names = self.offered.iter().map(|one| [one.title.as_str(), one.name.as_str()]);
        self.shown = if self.narrowed.trim().is_empty() {
            (0..self.offered.len()).collect()
        } else {
            rank(names, &self.narrowed).into_iter().map(|ranked| ranked.index).collect()
        };
        self.list.set_count(self.shown.len());
        self.list.select(0);
    }

    /// Rows for the list.
    pub fn resize(&mut self, rows: u16) {
        self.list.set_rows((usize::from(rows) / ROWS).max(1));
    }

    /// Moves the selection. Says whether the command was a move.
    pub fn movement(&mut self, command: Command) -> bool {
        self.list.movement(command)
    }

    /// Selects the report on a row of the list. Says whether there is one.
    pub fn point(&mut self, row: usize) -> bool {
        self.list.point(row / ROWS)
    }

    /// The selected report.
    pub fn selected(&self) -> Option<&Offered> {
        self.shown.get(self.list.selected()).map(|index| &self.offered[*index])
    }

    /// The reports on the screen, each with whether it is selected.
    pub fn visible(&self) -> impl Iterator<Item = (&Offered, bool)> {
        let (selected, visible) = (self.list.selected(), self.list.visible());
        let rows = self.shown.iter().enumerate().skip(visible.start).take(visible.len());
        rows.map(move |(at, index)| (&self.offered[*index], at == selected))
    }

    /// Number of the selected report, from 1, and how many are listed.
    pub fn count(&self) -> (usize, usize) {
        (if self.shown.is_empty() { 0 } else { self.list.selected() + 1 }, self.shown.len())
    }
}
