//! A list that one goes through: which entry is selected, and which are on the screen.

use std::ops::Range;

use super::action::Command;

/// The selection in a list, and the part of the list on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct List {
    /// How many entries there are.
    count: usize,
    selected: usize,
    top: usize,
    /// How many entries fit on the screen.
    rows: usize,
}

impl List {
    /// The list has so many entries now; the selection stays as near as it can.
    pub fn set_count(&mut self, count: usize) {
        self.count = count;
        self.select(self.selected);
    }

    /// So many entries fit on the screen now.
    pub fn set_rows(&mut self, rows: usize) {
        self.rows = rows;
        self.select(self.selected);
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Index of the selected entry.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Indices of the entries on the screen.
    pub fn visible(&self) -> Range<usize> {
        self.top..(self.top + self.rows).min(self.count)
    }

    /// Entries above and below the screen.
    pub fn hidden(&self) -> (usize, usize) {
        (self.top, self.count.saturating_sub(self.top + self.rows))
    }

    /// Selects an entry, the last one where there are not so many.
    pub fn select(&mut self, to: usize) {
        let rows = self.rows.max(1);
        self.selected = to.min(self.count.saturating_sub(1));
        let top = self.top.clamp((self.selected + 1).saturating_sub(rows), self.selected);
        // No empty rows below while there are entries above.
        self.top = top.min(self.count.saturating_sub(rows));
    }

    /// Moves the selection. Says whether the command is a move.
    pub fn movement(&mut self, command: Command) -> bool {
        let page = self.rows.saturating_sub(1).max(1);
        let half = page.div_ceil(2);
        let to = match command {
            Command::LineDown | Command::NextPassage => self.selected + 1,
            Command::LineUp | Command::PreviousPassage => self.selected.saturating_sub(1),
            Command::PageDown => self.selected + page,
            Command::PageUp => self.selected.saturating_sub(page),
            Command::HalfPageDown => self.selected + half,
            Command::HalfPageUp => self.selected.saturating_sub(half),
            Command::Start => 0,
            Command::End => self.count,
            _ => return false,
        };
        self.select(to);
        true
    }

    /// Selects the entry on a row of the screen. Says whether there is one.
    pub fn point(&mut self, row: usize) -> bool {
        let there = row < self.visible().len();
        if there {
            self.selected = self.top + row;
        }
        there
    }

    /// Moves the list under the screen, down if positive; the selection stays on the screen.
    pub fn scroll(&mut self, rows: i32) {
        let by = rows.unsigned_abs() as usize;
        let last = self.count.saturating_sub(self.rows.max(1));
        self.top = if rows > 0 { (self.top + by).min(last) } else { self.top.saturating_sub(by) };
        let bottom = self.visible().end.saturating_sub(1).max(self.top);
        self.selected = self.selected.clamp(self.top, bottom);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_selected_entry_is_on_the_screen(count in 0usize..60, rows in 0usize..30, moves in prop::collection::vec((0usize..9, -20i32..20), 0..40)) {
            let mut list = List::default();
            list.set_count(count);
            list.set_rows(rows);
            let commands = [Command::LineDown, Command::LineUp, Command::PageDown, Command::PageUp, Command::HalfPageDown, Command::HalfPageUp, Command::Start, Command::End];
            for (which, by) in moves {
                match commands.get(which) {
                    Some(command) => prop_assert!(list.movement(*command)),
                    None => list.scroll(by),
                }
                prop_assert!(count == 0 || list.selected() < count);
                prop_assert!(count == 0 || rows == 0 || list.visible().contains(&list.selected()), "{list:?}");
                prop_assert!(list.hidden().0 == 0 || list.visible().len() == rows, "{list:?}");
            }
        }
    }
}
