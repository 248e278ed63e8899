//! What is sent: the cursor goes its shortest way, and cells are written with no more than what differs from how the last one was.

use std::io::Write;

use ratatui::buffer::Cell;

use super::abilities::Abilities;
use super::cells::{columns, is_agreed, is_large, is_surely_wide};
use super::pen::{Pen, push_number, shorter};

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
            self.way(self.at, x, y).write(&mut self.out);
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
    fn way(&self, from: Option<(u16, u16)>, x: u16, y: u16) -> Way {
        let named = Way::Name(x, y);
        let shorter = |one: Way, other: Way| if other.len() < one.len() { other } else { one };
        match from {
            Some((column, row)) if row == y && column < x => shorter(named, Way::Steps(x - column, b'C')),
            Some((column, row)) if row == y && column > x => shorter(named, Way::Steps(column - x, b'D')),
            Some((column, row)) => {
                let mut best = named;
                if let Some(down @ 1..=4) = y.checked_sub(row) {
                    // A bare LF would keep its column or not, as the terminal's driver is set.
                    best = shorter(best, Way::Lines(down, x));
                }
                if column == x {
                    best = shorter(best, if y > row { Way::Steps(y - row, b'B') } else { Way::Steps(row - y, b'A') });
                }
                best
            }
            None if self.abilities.editing && self.row == Some(y) => shorter(named, Way::Steps(x + 1, b'G')),
            None => named,
        }
    }

    /// Goes to a cell and makes ready to write it. A few cells on the way that are as they should be are written once more where that is
    /// shorter than to go around them.
    pub(super) fn approach(&mut self, x: u16, y: u16, row: &[Cell]) {
        /// No gap of more cells is shorter than a move.
        const WIDEST_GAP: u16 = 9;
        let cell = &row[usize::from(x)];
        if self.at == Some((x, y)) {
            self.pen.change_for(cell, &mut self.out);
            return;
        }
        let (pen, at) = (self.pen, self.at);
        let way = self.way(at, x, y);
        let gap = match at {
            Some((column, row)) if row == y && column < x => Some((column, &b""[..])),
            Some((_, row)) if row + 1 == y => Some((0, &b"\r\n"[..])),
            _ => None,
        };
        let gap = gap.filter(|(from, _)| from + WIDEST_GAP >= x).map(|(from, lead)| (&row[usize::from(from.min(x))..usize::from(x)], lead));
        self.is_at(x, y);
        let Some((gap, lead)) = gap.filter(|(gap, _)| gap.iter().all(is_agreed)) else {
            way.write(&mut self.out);
            self.pen.change_for(cell, &mut self.out);
            return;
        };
        let (mut around, mut through) = (pen, pen);
        let is_through = shorter(
            &mut self.out,
            |out| {
                way.write(out);
                around.change_for(cell, out);
            },
            |out| {
                out.extend_from_slice(lead);
                for cell in gap {
                    through.change_for(cell, out);
                    out.extend_from_slice(cell.symbol().as_bytes());
                }
                through.change_for(cell, out);
            },
        );
        self.pen = if is_through { through } else { around };
    }

    /// Writes a cell where the cursor is. Of one that is wider than a column it is asked whether something other than its ground is left where it
    /// is written too narrow.
    pub(super) fn write(&mut self, cell: &Cell, leaves: impl FnOnce() -> bool, x: u16, y: u16) {
        if let [letter @ b' '..=b'~'] = *cell.symbol().as_bytes()
            && x + 1 < self.width
            && !is_large(cell)
        {
            self.out.push(letter);
            self.is_at(x + 1, y);
            return;
        }
        let wide = columns(cell);
        let end = x + wide;
        // Where the terminal thinks it narrower, nothing old is to be left in the columns that it should have covered.
        if wide > 1 && !is_large(cell) && !is_surely_wide(cell) && leaves() {
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

    /// Writes what is one column wide behind something that is written in the same way, where the cursor is; not up to the last column.
    pub(super) fn go_on(&mut self, cells: &[Cell], x: u16, y: u16) {
        for cell in cells {
            self.out.extend_from_slice(cell.symbol().as_bytes());
        }
        self.is_at(x + cells.len() as u16, y);
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

/// A way for the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// To a column and a row by their numbers (CUP).
    Name(u16, u16),
    /// So many steps in a direction (CUU, CUD, CUF, CUB), or to a column (CHA).
    Steps(u16, u8),
    /// To the beginning of the row, so many rows down, and along that one.
    Lines(u16, u16),
}

impl Way {
    /// Bytes that it takes.
    fn len(self) -> usize {
        let digits = |number: u16| 1 + usize::from(number >= 10) + usize::from(number >= 100) + usize::from(number >= 1_000);
        match self {
            Self::Name(0, 0) | Self::Steps(1, _) => 3,
            Self::Name(0, y) => 3 + digits(y + 1),
            Self::Name(x, 0) => 4 + digits(x + 1),
            Self::Name(x, y) => 4 + digits(x + 1) + digits(y + 1),
            Self::Steps(count, _) => 3 + digits(count),
            Self::Lines(down, 0) => 1 + usize::from(down),
            Self::Lines(down, x) => 1 + usize::from(down) + Self::Steps(x, b'C').len(),
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Name(x, y) => {
                out.extend_from_slice(b"\x1b[");
                if y > 0 {
                    push_number(out, y + 1);
                }
                if x > 0 {
                    out.push(b';');
                    push_number(out, x + 1);
                }
                out.push(b'H');
            }
            Self::Steps(count, direction) => {
                out.extend_from_slice(b"\x1b[");
                if count != 1 {
                    push_number(out, count);
                }
                out.push(direction);
            }
            Self::Lines(down, x) => {
                out.push(b'\r');
                out.extend(std::iter::repeat_n(b'\n', usize::from(down)));
                if x > 0 {
                    Self::Steps(x, b'C').write(out);
                }
            }
        }
    }
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
            let mut out = Vec::new();
            let way = ink.way(from, to.0, to.1);
            way.write(&mut out);
            assert!(out == wanted.as_bytes() || out.len() == wanted.len(), "{from:?} {to:?}: {way:?}, {wanted:?}");
            assert_eq!(out.len(), way.len(), "{way:?}");
        }
    }

    #[test]
    fn behind_what_may_be_of_another_width_the_column_is_named() {
        let mut ink = Ink::new(Abilities::ALL, 80);
        let (mut wide, mut letter) = (Cell::new("\u{1f600}"), Cell::new("é"));
        ink.move_to(0, 3);
        ink.write(&letter, || false, 0, 3);
        ink.write(&wide, || false, 1, 3);
        ink.move_to(3, 3);
        assert_eq!(String::from_utf8_lossy(&ink.out), "\x1b[4Hé\u{1f600}\x1b[4G");
        // What was under its second column is blanked before.
        wide.set_symbol("\u{1f601}");
        letter.set_symbol("x");
        ink.write(&wide, || true, 3, 3);
        assert!(ink.out.ends_with("\x1b[4G  \x1b[2D\u{1f601}".as_bytes()), "{:?}", String::from_utf8_lossy(&ink.out));
        // At the edge it may have gone round it.
        ink.write(&wide, || false, 76, 3);
        ink.move_to(79, 3);
        assert!(ink.out.ends_with(b"\x1b[4;80H"));
    }
}
