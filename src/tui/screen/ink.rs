//! What is sent: the cursor goes its shortest way, and cells are written with no more than what differs from how the last one was.

use std::io::Write;

use ratatui::buffer::Cell;

use super::abilities::Abilities;
use super::cells::{columns, is_agreed, is_erasable, is_large, is_surely_wide};
use super::pen::Pen;

/// Bytes for a frame, and what the terminal is like behind them.
#[derive(Debug, Clone)]
pub(super) struct Ink {
    pub(super) out: Vec<u8>,
    pub(super) abilities: Abilities,
    pub(super) pen: Pen,
    /// Where the cursor is, if that is known for sure.
    pub(super) at: Option<(u16, u16)>,
    /// The row that it is in, if that is.
    row: Option<u16>,
    /// Columns of the screen.
    width: u16,
}

impl Ink {
    /// Nothing yet. Where the cursor is nobody knows: others write to terminals too.
    pub(super) fn new(abilities: Abilities, width: u16) -> Self {
        Self { out: Vec::new(), abilities, pen: Pen::default(), at: None, row: None, width }
    }

    /// The cursor goes there.
    pub(super) fn move_to(&mut self, x: u16, y: u16) {
        if self.at != Some((x, y)) {
            let way = self.way(self.at, x, y);
            self.out.extend_from_slice(way.as_bytes());
            self.is_at(x, y);
        }
    }

    /// The cursor is there.
    pub(super) fn is_at(&mut self, x: u16, y: u16) {
        (self.at, self.row) = (Some((x, y)), Some(y));
    }

    /// Bytes to a column of the same row from another.
    pub(super) fn cost_within(&self, from: u16, to: u16, y: u16) -> usize {
        if from == to { 0 } else { self.way(Some((from, y)), to, y).len() }
    }

    /// The shortest way: by name, along the row, down to its beginning and along the next, straight up or down.
    fn way(&self, from: Option<(u16, u16)>, x: u16, y: u16) -> String {
        let mut best = match (x, y) {
            (0, 0) => "\x1b[H".to_owned(),
            (0, y) => format!("\x1b[{}H", y + 1),
            (x, 0) => format!("\x1b[;{}H", x + 1),
            (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        let mut offer = |way: String| {
            if way.len() < best.len() {
                best = way;
            }
        };
        match from {
            Some((column, row)) if row == y && column < x => offer(steps(x - column, 'C')),
            Some((column, row)) if row == y && column > x => offer(steps(column - x, 'D')),
            Some((column, row)) => {
                if let Some(down @ 1..=4) = y.checked_sub(row) {
                    // A bare LF would keep its column or not, as the terminal's driver is set.
                    let along = if x > 0 { steps(x, 'C') } else { String::new() };
                    offer(format!("\r{}{along}", "\n".repeat(usize::from(down))));
                }
                if column == x {
                    offer(if y > row { steps(y - row, 'B') } else { steps(row - y, 'A') });
                }
            }
            None if self.abilities.editing && self.row == Some(y) => offer(steps(x + 1, 'G')),
            None => {}
        }
        best
    }

    /// Goes to a cell and makes ready to write it. A few cells on the way that are as they should be are written once more where that is
    /// shorter than to go around them.
    pub(super) fn approach(&mut self, x: u16, y: u16, row: &[Cell]) {
        /// No gap of more cells is shorter than a move.
        const WIDEST_GAP: u16 = 9;
        let cell = &row[usize::from(x)];
        let before = (self.pen, self.at);
        let mark = self.out.len();
        self.move_to(x, y);
        self.pen.change_for(cell, &mut self.out);
        let (from, break_) = match before.1 {
            Some((column, row)) if row == y && column < x => (column, ""),
            Some((_, row)) if row + 1 == y => (0, "\r\n"),
            _ => return,
        };
        let gap = &row[usize::from(from.min(x))..usize::from(x)];
        if from + WIDEST_GAP < x || !gap.iter().all(is_agreed) {
            return;
        }
        let moved = (self.out.split_off(mark), self.pen);
        self.pen = before.0;
        self.out.extend_from_slice(break_.as_bytes());
        for cell in gap {
            self.pen.change_for(cell, &mut self.out);
            self.out.extend_from_slice(cell.symbol().as_bytes());
        }
        self.pen.change_for(cell, &mut self.out);
        if self.out.len() - mark >= moved.0.len() {
            self.out.truncate(mark);
            self.out.extend_from_slice(&moved.0);
            self.pen = moved.1;
        }
    }

    /// Writes a cell where the cursor is; `over` is what was there.
    pub(super) fn write(&mut self, cell: &Cell, over: &[Cell], x: u16, y: u16) {
        let wide = columns(cell);
        let end = x + wide;
        // Where the terminal thinks it narrower, nothing old is to be left in the columns that it should have covered.
        let leaves = |cell: &Cell, under: &Cell| !is_erasable(under) || under.bg != cell.bg;
        if wide > 1 && !is_large(cell) && !is_surely_wide(cell) && over.iter().skip(1).any(|under| leaves(cell, under)) {
            self.out.extend(std::iter::repeat_n(b' ', usize::from(wide)));
            self.at = (end < self.width).then_some((end, y));
            self.move_to(x, y);
        }
        self.out.extend_from_slice(cell.symbol().as_bytes());
        if end >= self.width {
            // Behind the last column the cursor is nowhere: it hangs there, or is on the next row.
            (self.at, self.row) = (None, None);
        } else if is_agreed(cell) {
            self.is_at(end, y);
        } else {
            (self.at, self.row) = (None, (end + wide < self.width).then_some(y));
        }
    }

    /// Blanks so many columns from where the cursor is. Says whether the cursor is behind them now.
    pub(super) fn spaces(&mut self, count: u16, x: u16, y: u16) {
        self.out.extend(std::iter::repeat_n(b' ', usize::from(count)));
        if x + count < self.width { self.is_at(x + count, y) } else { (self.at, self.row) = (None, None) }
    }

    /// Says something that moves nothing.
    pub(super) fn say(&mut self, what: std::fmt::Arguments<'_>) {
        // A `Vec` takes everything.
        let _ = self.out.write_fmt(what);
    }
}

/// So many steps in a direction.
fn steps(count: u16, direction: char) -> String {
    if count == 1 { format!("\x1b[{direction}") } else { format!("\x1b[{count}{direction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_goes_the_shortest_way() {
        let ink = Ink::new(Abilities::ALL, 80);
        for (from, to, wanted) in [
            (None, (0, 0), "\x1b[H"),
            (None, (0, 4), "\x1b[5H"),
            (None, (7, 0), "\x1b[;8H"),
            (None, (7, 4), "\x1b[5;8H"),
            (Some((6, 4)), (7, 4), "\x1b[C"),
            (Some((2, 4)), (7, 4), "\x1b[5C"),
            (Some((9, 4)), (7, 4), "\x1b[2D"),
            (Some((9, 4)), (0, 5), "\r\n"),
            (Some((9, 4)), (6, 6), "\x1b[7;7H"),
            (Some((9, 4)), (6, 5), "\x1b[6;7H"),
            (Some((9, 11)), (6, 12), "\r\n\x1b[6C"),
            (Some((9, 11)), (9, 12), "\x1b[B"),
            (Some((9, 11)), (9, 9), "\x1b[2A"),
        ] {
            let way = ink.way(from, to.0, to.1);
            assert!(way == wanted || way.len() == wanted.len(), "{from:?} {to:?}: {way:?}, {wanted:?}");
        }
    }

    #[test]
    fn behind_what_may_be_of_another_width_the_column_is_named() {
        let mut ink = Ink::new(Abilities::ALL, 80);
        let (mut wide, mut letter) = (Cell::new("\u{1f600}"), Cell::new("é"));
        ink.move_to(0, 3);
        ink.write(&letter, &[Cell::EMPTY], 0, 3);
        ink.write(&wide, &[Cell::EMPTY, Cell::EMPTY], 1, 3);
        ink.move_to(3, 3);
        assert_eq!(String::from_utf8_lossy(&ink.out), "\x1b[4Hé\u{1f600}\x1b[4G");
        // What was under its second column is blanked before.
        wide.set_symbol("\u{1f601}");
        letter.set_symbol("x");
        ink.write(&wide, &[Cell::EMPTY, letter], 3, 3);
        assert!(ink.out.ends_with("\x1b[4G  \x1b[2D\u{1f601}".as_bytes()), "{:?}", String::from_utf8_lossy(&ink.out));
        // At the edge it may have gone round it.
        ink.write(&wide, &[Cell::EMPTY, Cell::EMPTY], 76, 3);
        ink.move_to(79, 3);
        assert!(ink.out.ends_with(b"\x1b[4;80H"));
    }
}
