//! What is seen of a cell, as one number: cells that nobody can tell apart have the same one, so that rows are compared at once.

use std::collections::HashMap;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::style::Color;

use super::cells::{SEEN_ON_BLANK, is_agreed, settle};

/// Columns of a piece of a row.
pub(super) const PIECE: usize = 8;

/// From the lowest bit on: 32 bits of what is written (up to four bytes of UTF-8, or the number of something longer), 32 of the colour of the
/// ground, 32 of the letter's, 16 of attributes, 16 of how it is drawn. Of a blank only what is seen of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph(u128);

/// The first byte of what is longer than four; no UTF-8 begins like that.
const LONG: u32 = 0xff;
/// How something is drawn that is not to be drawn.
const SKIPPED: u16 = u16::MAX;
/// Everything but the ground.
const BUT_GROUND: u128 = !(0xffff_ffff << 32);

impl Glyph {
    /// A cell in which there is nothing.
    pub(super) const BLANK: Self = Self(b' ' as u128);

    fn new(cell: &Cell, long: &mut Long) -> Self {
        let letters = long.letters(cell.symbol());
        let ground = u128::from(color(cell.bg)) << 32;
        let is_plain = cell.diff_option == CellDiffOption::None && !cell.modifier.intersects(SEEN_ON_BLANK);
        if is_plain && letters == u32::from(b' ') {
            return Self(Self::BLANK.0 | ground);
        }
        let drawn = match cell.diff_option {
            CellDiffOption::None => 0,
            CellDiffOption::Skip => SKIPPED,
            CellDiffOption::AlwaysUpdate => SKIPPED - 1,
            CellDiffOption::ForcedWidth(columns) => columns.get().min(SKIPPED - 2),
        };
        // One more than nothing: a blank of which nothing is seen has no such colour.
        let letter = u128::from(color(cell.fg) | 1 << 31) << 64;
        let modifier = u128::from(cell.modifier.bits()) << 96;
        Self(u128::from(letters) | ground | letter | modifier | u128::from(drawn) << 112)
    }

    /// Nothing is seen of it but its ground.
    pub(super) fn is_erasable(self) -> bool {
        self.0 & BUT_GROUND == Self::BLANK.0
    }

    /// It is a letter of ASCII, or a blank, and nothing else.
    fn is_printable(self) -> bool {
        matches!(self.letters(), 0x20..=0x7e) && self.0 >> 112 == 0
    }

    /// It is a letter of ASCII that is written in the same way as another glyph, or is the same as that, as in a line.
    pub(super) fn goes_on(self, before: Self) -> bool {
        let is_letter = self.is_printable() && self.0 >> 32 == before.0 >> 32;
        (is_letter || self == before) && !self.is_erasable()
    }

    /// Something large lies over it.
    pub(super) fn is_skipped(self) -> bool {
        self.0 >> 112 == u128::from(SKIPPED)
    }

    fn letters(self) -> u32 {
        self.0 as u32
    }

    /// How many bytes are written for it, about.
    pub(super) fn bytes(self) -> usize {
        let letters = self.letters();
        if letters & 0xff == LONG { 8 } else { 4 - letters.leading_zeros() as usize / 8 }
    }
}

fn color(color: Color) -> u32 {
    match color {
        Color::Reset => 0,
        Color::Black => 1,
        Color::Red => 2,
        Color::Green => 3,
        Color::Yellow => 4,
        Color::Blue => 5,
        Color::Magenta => 6,
        Color::Cyan => 7,
        Color::Gray => 8,
        Color::DarkGray => 9,
        Color::LightRed => 10,
        Color::LightGreen => 11,
        Color::LightYellow => 12,
        Color::LightBlue => 13,
        Color::LightMagenta => 14,
        Color::LightCyan => 15,
        Color::White => 16,
        Color::Indexed(index) => 1 << 24 | u32::from(index),
        Color::Rgb(red, green, blue) => 2 << 24 | u32::from_be_bytes([0, red, green, blue]),
    }
}

/// What is longer than four bytes, a letter with many marks or a flag, has a number.
#[derive(Debug, Default)]
pub(super) struct Long(HashMap<Box<str>, u32>);

impl Long {
    fn letters(&mut self, symbol: &str) -> u32 {
        match *symbol.as_bytes() {
            [] => 0,
            [one] => u32::from(one),
            [one, two] => u32::from_le_bytes([one, two, 0, 0]),
            [one, two, three] => u32::from_le_bytes([one, two, three, 0]),
            [one, two, three, four] => u32::from_le_bytes([one, two, three, four]),
            _ => self.number(symbol),
        }
    }

    #[cold]
    fn number(&mut self, symbol: &str) -> u32 {
        let next = self.0.len() as u32;
        let number = match self.0.get(symbol) {
            Some(number) => *number,
            None => *self.0.entry(symbol.into()).or_insert(next),
        };
        number << 8 | LONG
    }

    /// There are more of them than a text has: the numbers are given anew.
    pub(super) fn is_full(&self) -> bool {
        self.0.len() > 1 << 16
    }
}

/// A screen in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Glyphs {
    width: usize,
    all: Vec<Glyph>,
    /// A number for each piece of each row, the same for the same letters; 0 for one where nothing stands.
    pieces: Vec<u64>,
    /// Something on it is larger than a row.
    pub(super) has_large: bool,
}

impl Glyphs {
    /// Makes of a buffer what can be on a terminal, and reads it.
    pub(super) fn read(&mut self, buffer: &mut Buffer, long: &mut Long) {
        self.width = usize::from(buffer.area.width);
        self.has_large = false;
        self.all.clear();
        self.pieces.clear();
        self.all.reserve_exact(buffer.content.len());
        for row in buffer.content.chunks_mut(self.width.max(1)) {
            let start = self.all.len();
            let mut is_settled = true;
            self.all.extend(row.iter().map(|cell| {
                let glyph = Glyph::new(cell, long);
                is_settled &= glyph.is_printable() || is_agreed(cell);
                glyph
            }));
            if !is_settled {
                self.has_large |= settle(row);
                self.all.truncate(start);
                self.all.extend(row.iter().map(|cell| Glyph::new(cell, long)));
            }
            self.pieces.extend(self.all[start..].chunks(PIECE).map(piece));
        }
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.all.len().checked_div(self.width).unwrap_or(0)
    }

    pub(super) fn row(&self, y: usize) -> &[Glyph] {
        self.all.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    pub(super) fn pieces(&self, y: usize) -> &[u64] {
        let of_one = self.width.div_ceil(PIECE);
        self.pieces.get(y * of_one..(y + 1) * of_one).unwrap_or_default()
    }
}

/// After `FxHash`, as rustc has it: a rotation, an exclusive or and a multiplication each. Two that are taken for one cost a few bytes.
fn piece(glyphs: &[Glyph]) -> u64 {
    if glyphs.iter().all(|glyph| glyph.is_erasable()) {
        return 0;
    }
    let add = |hash: u64, glyph: &Glyph| (hash.rotate_left(5) ^ u64::from(glyph.letters())).wrapping_mul(0x517c_c1b7_2722_0a95);
    glyphs.iter().fold(0, add).max(1)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use proptest::prelude::*;
    use ratatui::style::Modifier;

    use super::super::cells::{is_blank, is_erasable, is_skipped};
    use super::*;

    /// Whether nobody sees a difference.
    fn looks_the_same(one: &Cell, other: &Cell) -> bool {
        if one.symbol() != other.symbol() || one.diff_option != other.diff_option || one.bg != other.bg {
            return false;
        }
        let (seen, seen_there) = (one.modifier & SEEN_ON_BLANK, other.modifier & SEEN_ON_BLANK);
        if is_blank(one) && seen.is_empty() && seen_there.is_empty() {
            return true;
        }
        one.fg == other.fg && one.modifier == other.modifier
    }

    fn any_color() -> impl Strategy<Value = Color> {
        prop_oneof![
            Just(Color::Reset),
            Just(Color::Black),
            Just(Color::White),
            (0u8..3).prop_map(Color::Indexed),
            (0u8..2, 0u8..2, 0u8..2).prop_map(|(red, green, blue)| Color::Rgb(red, green, blue)),
        ]
    }

    fn any_cell() -> impl Strategy<Value = Cell> {
        let symbol = prop::sample::select(vec![" ", "", "a", "é", "日", "\u{1f600}", "e\u{301}\u{302}\u{303}", "e\u{301}\u{302}\u{304}"]);
        let modifier =
            prop::sample::select(vec![Modifier::empty(), Modifier::BOLD, Modifier::UNDERLINED, Modifier::REVERSED | Modifier::DIM]);
        let forced = NonZeroU16::new(3).map_or(CellDiffOption::None, CellDiffOption::ForcedWidth);
        let drawn = prop::sample::select(vec![CellDiffOption::None, CellDiffOption::None, CellDiffOption::Skip, forced]);
        (symbol, any_color(), any_color(), modifier, drawn).prop_map(|(symbol, fg, bg, modifier, drawn)| {
            let mut cell = Cell::default();
            cell.set_symbol(symbol).set_fg(fg).set_bg(bg).set_diff_option(drawn);
            cell.modifier = modifier;
            cell
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_same_number_looks_the_same(one in any_cell(), other in any_cell(), alike in any::<bool>(), fg in any_color()) {
            let mut long = Long::default();
            let other = if alike { let mut other = one.clone(); other.fg = fg; other } else { other };
            let (first, second) = (Glyph::new(&one, &mut long), Glyph::new(&other, &mut long));
            prop_assert_eq!(first == second, looks_the_same(&one, &other));
            prop_assert_eq!(first.is_erasable(), is_erasable(&one));
            prop_assert_eq!(first.is_skipped(), is_skipped(&one));
            if one.symbol().len() <= 4 {
                prop_assert_eq!(first.bytes(), one.symbol().len());
            }
        }
    }
}
