//! Rows that are on the terminal already, only higher or lower.
//!
//! After curses' scroll optimisation (P. Heckel, "A technique for isolating differences between files", CACM 21, 1978, as in ncurses'
//! hashmap.c), with two differences. Here a row rarely moves as a whole, for another pane stands beside it: so pieces of rows are compared,
//! and what it costs to repair the rest of each row is weighed against what is won. And one region moves a frame, for one text does.
//!
//! What moves is between margins (DECSTBM, VT510 manual, chapter 5), which go over the whole width: left and right margins are not to be
//! relied on. LF at the lower margin moves all up by a row, RI (ESC M) at the upper one down; the new row is blank.

use super::glyph::{Glyph, Glyphs};
use super::ink::Ink;
use super::row::estimate;

/// The most promising distances are worked out: so many, and none that promises less than half of the first.
const MOST_TRIED: usize = 3;

/// Rows that move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first row of the region.
    pub(super) top: usize,
    /// Its last row.
    pub(super) bottom: usize,
    /// So many rows up, or, if negative, down.
    pub(super) by: isize,
}

impl Scroll {
    /// The row that stands on a row afterwards; none where a blank one came in.
    pub(super) fn source(self, y: usize) -> Option<usize> {
        if !(self.top..=self.bottom).contains(&y) {
            return Some(y);
        }
        y.checked_add_signed(self.by).filter(|from| (self.top..=self.bottom).contains(from))
    }

    /// Bytes that it takes.
    fn cost(self) -> usize {
        16 + self.by.unsigned_abs() * if self.by > 0 { 1 } else { 2 }
    }

    /// Moves the rows. The pen is plain, so that what comes in is, whatever the terminal fills it with.
    pub(super) fn write(self, ink: &mut Ink, height: usize) {
        let (top, bottom) = (self.top + 1, self.bottom + 1);
        if bottom == height {
            ink.say(format_args!("\x1b[{top}r"));
        } else {
            ink.say(format_args!("\x1b[{top};{bottom}r"));
        }
        let rows = self.by.unsigned_abs();
        if self.by > 0 {
            ink.say(format_args!("\x1b[{bottom}H{}", "\n".repeat(rows)));
        } else {
            ink.say(format_args!("\x1b[{top}H{}", "\x1bM".repeat(rows)));
        }
        // Whoever takes the margins back sends the cursor home, or not.
        ink.say(format_args!("\x1b[r"));
    }
}

/// The ways that may be the shortest: moving rows, or none. Which of them is, is known once they are written.
pub(super) fn candidates(shown: &Glyphs, next: &Glyphs) -> Vec<Option<Scroll>> {
    let height = next.height();
    let cost = |from: &[Glyph], y: usize| estimate(from, (next.row(y), next.pieces(y))).cast_signed();
    let in_place: Vec<isize> = (0..height).map(|y| cost(shown.row(y), y)).collect();
    let as_it_is: isize = in_place.iter().sum();
    let mut ways = vec![(as_it_is, None)];
    if height >= 3 && !shown.has_large && !next.has_large {
        let blank = vec![Glyph::BLANK; next.row(0).len()];
        // A row that is as it should be is worth all that stands there; about that is enough.
        let width = next.row(0).len().cast_signed();
        let anew: Vec<isize> = (0..height).map(|y| if in_place[y] == 0 { -width } else { in_place[y] - cost(&blank, y) }).collect();
        for by in distances(shown, next, &in_place) {
            let source = |y: usize| y.checked_add_signed(by).filter(|from| *from < height);
            let moved: Vec<isize> = (0..height).map(|y| source(y).map_or(0, |from| in_place[y] - cost(shown.row(from), y))).collect();
            ways.extend(best(by, &moved, &anew).map(|(won, scroll)| (as_it_is - won, Some(scroll))));
        }
    }
    // What is written out is dear, and estimates are not far off.
    let least = ways.iter().map(|(bytes, _)| *bytes).min().unwrap_or(0);
    ways.into_iter().filter(|(bytes, _)| *bytes <= least + least / 2 + 16).map(|(_, way)| way).collect()
}

/// The distances by which most pieces moved, of the rows that changed.
fn distances(shown: &Glyphs, next: &Glyphs, in_place: &[isize]) -> Vec<isize> {
    let height = next.height();
    let places = Places::of(shown);
    let mut won = vec![0; 2 * height];
    let mut alike = vec![0_usize; height];
    for y in (0..height).filter(|y| in_place[*y] > 0) {
        alike.fill(0);
        for (column, piece) in next.pieces(y).iter().enumerate().filter(|(_, piece)| piece.letters != 0) {
            places.each(shown, column, piece.letters, |from| alike[from] += 1);
        }
        // What is there already is not won.
        let stay = alike[y];
        for (from, alike) in alike.iter().enumerate() {
            won[height + from - y] += alike.saturating_sub(stay);
        }
    }
    let by = |at: usize| at.cast_signed() - height.cast_signed();
    let mut found: Vec<(usize, isize)> = won.iter().enumerate().filter(|(_, won)| **won > 0).map(|(at, won)| (*won, by(at))).collect();
    found.sort_by_key(|(won, by)| (std::cmp::Reverse(*won), by.unsigned_abs()));
    let most = found.first().map_or(0, |(won, _)| *won);
    found.into_iter().take(MOST_TRIED).take_while(|(won, _)| won * 2 >= most).map(|(_, by)| by).collect()
}

/// On which rows a piece stands, by the highest bits of its number: two of one bucket are told apart when they are looked at.
struct Places {
    /// The first piece in each bucket, and the next one in the same for each piece: one more than its place among all; 0 behind the last.
    first: Vec<u32>,
    next: Vec<u32>,
    of_row: usize,
}

impl Places {
    fn of(glyphs: &Glyphs) -> Self {
        let of_row = glyphs.pieces(0).len();
        let mut places = Self { first: vec![0; 512], next: Vec::with_capacity(of_row * glyphs.height()), of_row };
        for (at, piece) in (0..glyphs.height()).flat_map(|y| glyphs.pieces(y)).enumerate() {
            let first = &mut places.first[bucket(piece.letters)];
            let is_known = piece.letters != 0;
            places.next.push(if is_known { *first } else { 0 });
            if is_known {
                *first = at as u32 + 1;
            }
        }
        places
    }

    /// The rows on which this stands in this column of pieces.
    fn each(&self, glyphs: &Glyphs, column: usize, letters: u32, mut found: impl FnMut(usize)) {
        let mut at = self.first[bucket(letters)] as usize;
        while let Some(place) = at.checked_sub(1) {
            let (y, there) = (place / self.of_row, place % self.of_row);
            if there == column && glyphs.pieces(y)[column].letters == letters {
                found(y);
            }
            at = self.next[place] as usize;
        }
    }
}

fn bucket(letters: u32) -> usize {
    (letters >> 23) as usize
}

/// Which region wins most bytes when it moves by this, and how many: what its rows win that come from elsewhere (`moved`), and what the blank ones do (`anew`).
fn best(by: isize, moved: &[isize], anew: &[isize]) -> Option<(isize, Scroll)> {
    let height = moved.len();
    let sums = |all: &[isize]| {
        let mut sums = vec![0];
        sums.extend(all.iter().scan(0, |sum, one| {
            *sum += one;
            Some(*sum)
        }));
        sums
    };
    let (moved, anew) = (sums(moved), sums(anew));
    let between = |sums: &[isize], from: usize, to: usize| sums[to] - sums[from];
    let rows = by.unsigned_abs();
    let mut found: Option<(isize, Scroll)> = None;
    for top in 0..height {
        for bottom in top + rows..height {
            let won = if by > 0 {
                between(&moved, top, bottom + 1 - rows) + between(&anew, bottom + 1 - rows, bottom + 1)
            } else {
                between(&anew, top, top + rows) + between(&moved, top + rows, bottom + 1)
            };
            let scroll = Scroll { top, bottom, by };
            let won = won - scroll.cost().cast_signed();
            if won > 0 && found.is_none_or(|(most, _)| won > most) {
                found = Some((won, scroll));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::super::glyph::Numbers;
    use super::*;

    /// The moves that may be worth it.
    fn candidates(shown: &Buffer, next: &Buffer) -> Vec<Scroll> {
        let mut numbers = Numbers::default();
        let [shown, next] = [shown, next].map(|buffer| {
            let mut glyphs = Glyphs::default();
            glyphs.read(&mut buffer.clone(), &mut numbers);
            glyphs
        });
        super::candidates(&shown, &next).into_iter().flatten().collect()
    }

    fn lines(from: usize, count: usize) -> Vec<String> {
        (from..from + count).map(|n| format!("line {n} says {} and {}", n * n * 7919, n * 104_729)).collect()
    }

    /// A screen with something above and below that stays.
    fn screen(from: usize) -> Buffer {
        let mut all = vec!["what this is".to_owned()];
        all.extend(lines(from, 10));
        all.push("where one is".to_owned());
        let all = all.into_iter().map(|line| format!("{line:<60}"));
        Buffer::with_lines(all)
    }

    #[test]
    fn a_text_that_moves_is_found() {
        for by in [1isize, 3, -1, -2] {
            let found = candidates(&screen(20), &screen(20usize.checked_add_signed(by).expect("a line")));
            assert_eq!(found.first(), Some(&Scroll { top: 1, bottom: 10, by }), "{found:?}");
        }
        assert_eq!(candidates(&screen(20), &screen(20)), []);
        assert_eq!(candidates(&screen(20), &screen(90)), []);
    }

    #[test]
    fn a_row_comes_from_where_it_was_or_is_blank() {
        let up = Scroll { top: 1, bottom: 3, by: 1 };
        assert_eq!((0..5).map(|y| up.source(y)).collect::<Vec<_>>(), [Some(0), Some(2), Some(3), None, Some(4)]);
        let down = Scroll { by: -2, ..up };
        assert_eq!((0..5).map(|y| down.source(y)).collect::<Vec<_>>(), [Some(0), None, None, Some(1), Some(4)]);
    }
}
