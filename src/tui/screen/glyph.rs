//! What is seen of a cell, as one number: cells that nobody can tell apart have the same one, so that rows are compared at once, and nothing
//! else has to be kept of what is on the terminal.

use std::collections::HashMap;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::style::{Color, Modifier};

use super::cells::{SEEN_ON_BLANK, columns, is_agreed, settle};

/// Columns of a piece of a row.
pub(super) const PIECE: usize = 8;

/// From the lowest bit on: 32 bits of what is written (up to four bytes of UTF-8, or the number of something longer), 24 of the number of how it
/// is written, and what follows from these: four bits of its width where terminals may not agree on it, and four signs. Of a blank only what
/// is seen of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph(u64);

/// The first byte of what is longer than four; no UTF-8 begins like that.
const LONG: u32 = 0xff;
/// Where the number of how it is written begins.
const MANNER: u32 = 32;
/// And where its width does.
const WIDTH: u32 = 56;
const WIDEST: u16 = 15;
/// It is a blank, and nothing is seen of it but its ground.
const ERASABLE: u64 = 1 << 60;
/// Part of something large.
const LARGE: u64 = 1 << 61;
/// Something large lies over it: it is not drawn.
const SKIPPED: u64 = 1 << 62;
/// Terminals agree that it is one column wide.
const AGREED: u64 = 1 << 63;

impl Glyph {
    /// A cell in which there is nothing.
    pub(super) const BLANK: Self = Self(b' ' as u64 | ERASABLE | AGREED);

    /// Nothing is seen of it but its ground.
    pub(super) fn is_erasable(self) -> bool {
        self.0 & ERASABLE != 0
    }

    /// It is a letter of ASCII that is written in the same way as another glyph, or is the same as that, as in a line.
    pub(super) fn goes_on(self, before: Self) -> bool {
        let is_letter = matches!(self.letters(), 0x20..=0x7e) && self.0 & LARGE == 0 && self.0 >> MANNER == before.0 >> MANNER;
        (is_letter || self == before) && !self.is_erasable()
    }

    /// Something large lies over it.
    pub(super) fn is_skipped(self) -> bool {
        self.0 & SKIPPED != 0
    }

    /// Part of something large.
    pub(super) fn is_large(self) -> bool {
        self.0 & LARGE != 0
    }

    /// Terminals agree on how wide it is.
    pub(super) fn is_agreed(self) -> bool {
        self.0 & AGREED != 0
    }

    /// A column that is covered by what stands in one before it.
    pub(super) fn is_covered(self) -> bool {
        self.letters() == 0 || self.is_skipped()
    }

    /// How many columns it takes, unless it is large.
    pub(super) fn columns(self) -> usize {
        if self.is_agreed() { 1 } else { (self.0 >> WIDTH & 0xf) as usize }
    }

    fn letters(self) -> u32 {
        self.0 as u32
    }

    fn manner(self) -> usize {
        (self.0 >> MANNER & 0xff_ffff) as usize
    }

    /// How many bytes are written for it, about.
    fn bytes(self) -> usize {
        let letters = self.letters();
        if letters & 0xff == LONG { 8 } else { 4 - letters.leading_zeros() as usize / 8 }
    }
}

/// How a cell is written, whatever is written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Manner {
    ground: Color,
    /// That of a blank's letter is seen by nobody.
    letter: Option<Color>,
    modifier: Modifier,
    drawn: CellDiffOption,
}

impl Manner {
    fn of(cell: &Cell) -> Self {
        Self { ground: cell.bg, letter: Some(cell.fg), modifier: cell.modifier, drawn: cell.diff_option }
    }

    fn is_of(&self, cell: &Cell) -> bool {
        (self.ground, self.letter, self.modifier, self.drawn) == (cell.bg, Some(cell.fg), cell.modifier, cell.diff_option)
    }

    fn bare(ground: Color) -> Self {
        Self { ground, letter: None, modifier: Modifier::empty(), drawn: CellDiffOption::None }
    }
}

/// A manner that has its number.
#[derive(Debug, Clone, Copy)]
struct Known {
    manner: Manner,
    /// Its part of a glyph.
    bits: u64,
    /// A blank of which nothing is seen but this ground.
    bare: Glyph,
    /// A blank in this manner is such a one.
    is_bare: bool,
}

/// The numbers of what does not fit into a glyph.
#[derive(Debug)]
pub(super) struct Numbers {
    /// What is longer than four bytes: a letter with many marks, or a flag.
    long: HashMap<Box<str>, u32>,
    manners: HashMap<Manner, usize>,
    known: Vec<Known>,
}

impl Default for Numbers {
    fn default() -> Self {
        let mut numbers = Self { long: HashMap::new(), manners: HashMap::new(), known: Vec::new() };
        // The first is that of `Glyph::BLANK`.
        numbers.manner(Manner::bare(Color::Reset));
        numbers
    }
}

impl Numbers {
    /// There are more of them than texts and themes have: glyphs are to be numbered anew, from a screen of which nothing is known.
    pub(super) fn is_full(&self) -> bool {
        self.long.len() > 1 << 16 || self.known.len() > 1 << 16
    }

    /// The blank of which nothing is seen but the ground of another glyph.
    pub(super) fn bare(&self, glyph: Glyph) -> Glyph {
        self.known.get(glyph.manner()).map_or(Glyph::BLANK, |known| known.bare)
    }

    fn manner(&mut self, manner: Manner) -> Known {
        if let Some(number) = self.manners.get(&manner) {
            return self.known[*number];
        }
        let bare = if manner == Manner::bare(manner.ground) { None } else { Some(self.manner(Manner::bare(manner.ground)).bare) };
        let number = (self.known.len() as u64) << MANNER;
        let signs = match manner.drawn {
            CellDiffOption::None => 0,
            CellDiffOption::Skip => LARGE | SKIPPED,
            CellDiffOption::AlwaysUpdate | CellDiffOption::ForcedWidth(_) => LARGE,
        };
        let known = Known {
            manner,
            bits: number | signs,
            bare: bare.unwrap_or(Glyph(Glyph::BLANK.0 | number)),
            is_bare: signs == 0 && !manner.modifier.intersects(SEEN_ON_BLANK),
        };
        self.manners.insert(manner, self.known.len());
        self.known.push(known);
        known
    }

    fn glyph(&mut self, cell: &Cell, known: &Known) -> Glyph {
        let letters = self.letters(cell.symbol());
        let glyph = u64::from(letters) | known.bits;
        match letters {
            0x20 if known.is_bare => known.bare,
            0x20..=0x7e if glyph & LARGE == 0 => Glyph(glyph | AGREED),
            _ if is_agreed(cell) => Glyph(glyph | AGREED),
            _ => Glyph(glyph | u64::from(columns(cell).min(WIDEST)) << WIDTH),
        }
    }

    fn letters(&mut self, symbol: &str) -> u32 {
        match *symbol.as_bytes() {
            [] => 0,
            [one] => u32::from(one),
            [one, two] => u32::from_le_bytes([one, two, 0, 0]),
            [one, two, three] => u32::from_le_bytes([one, two, three, 0]),
            [one, two, three, four] => u32::from_le_bytes([one, two, three, four]),
            _ => self.long(symbol),
        }
    }

    #[cold]
    fn long(&mut self, symbol: &str) -> u32 {
        let next = self.long.len() as u32;
        let number = match self.long.get(symbol) {
            Some(number) => *number,
            None => *self.long.entry(symbol.into()).or_insert(next),
        };
        number << 8 | LONG
    }
}

/// A screen in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Glyphs {
    width: usize,
    all: Vec<Glyph>,
    /// The pieces of each row.
    pieces: Vec<Piece>,
    /// Something on it is larger than a row.
    pub(super) has_large: bool,
}

impl Glyphs {
    /// Makes of a buffer what can be on a terminal, and reads it.
    pub(super) fn read(&mut self, buffer: &mut Buffer, numbers: &mut Numbers) {
        self.width = usize::from(buffer.area.width);
        self.has_large = false;
        self.all.clear();
        self.pieces.clear();
        self.all.reserve_exact(buffer.content.len());
        self.pieces.reserve_exact(usize::from(buffer.area.height) * self.width.div_ceil(PIECE));
        // Most cells are written as the one before.
        let mut known = numbers.manner(Manner::of(&Cell::EMPTY));
        let mut glyph = |cell: &Cell| {
            if !known.manner.is_of(cell) {
                known = numbers.manner(Manner::of(cell));
            }
            numbers.glyph(cell, &known)
        };
        for row in buffer.content.chunks_mut(self.width.max(1)) {
            let start = self.all.len();
            self.all.extend(row.iter().map(&mut glyph));
            if !self.all[start..].iter().all(|glyph| glyph.is_agreed()) {
                self.has_large |= settle(row);
                self.all.truncate(start);
                self.all.extend(row.iter().map(&mut glyph));
            }
            self.pieces.extend(self.all[start..].chunks(PIECE).map(Piece::of));
        }
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.all.len().checked_div(self.width).unwrap_or(0)
    }

    pub(super) fn row(&self, y: usize) -> &[Glyph] {
        self.all.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    pub(super) fn pieces(&self, y: usize) -> &[Piece] {
        let of_one = self.width.div_ceil(PIECE);
        self.pieces.get(y * of_one..(y + 1) * of_one).unwrap_or_default()
    }
}

/// What is known of the columns of a piece at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The same for the same letters; 0 where nothing stands.
    pub(super) letters: u32,
    /// How many bytes are written for it, about.
    pub(super) bytes: u32,
}

impl Piece {
    /// Its number is after `FxHash`, as rustc has it: a rotation, an exclusive or and a multiplication each. Two that are taken for one cost a
    /// few bytes.
    fn of(glyphs: &[Glyph]) -> Self {
        let (mut letters, mut bytes, mut is_blank) = (0_u64, 0, true);
        for glyph in glyphs {
            letters = (letters.rotate_left(5) ^ u64::from(glyph.letters())).wrapping_mul(0x517c_c1b7_2722_0a95);
            bytes += if glyph.is_skipped() { 0 } else { glyph.bytes() as u32 };
            is_blank &= glyph.is_erasable();
        }
        // The highest bits of a product are the most mixed.
        Self { letters: if is_blank { 0 } else { ((letters >> 32) as u32).max(1) }, bytes }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use proptest::prelude::*;

    use super::super::cells::{is_blank, is_large, is_skipped};
    use super::*;

    fn is_covered(cell: &Cell) -> bool {
        cell.symbol().is_empty() || is_skipped(cell)
    }

    fn is_erasable(cell: &Cell) -> bool {
        is_blank(cell) && !cell.modifier.intersects(SEEN_ON_BLANK)
    }

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
            let mut numbers = Numbers::default();
            let other = if alike { let mut other = one.clone(); other.fg = fg; other } else { other };
            let mut glyph = |cell: &Cell| {
                let known = numbers.manner(Manner::of(cell));
                numbers.glyph(cell, &known)
            };
            let (first, second) = (glyph(&one), glyph(&other));
            prop_assert_eq!(first == second, looks_the_same(&one, &other));
            prop_assert_eq!(first.is_erasable(), is_erasable(&one));
            prop_assert_eq!(first.is_skipped(), is_skipped(&one));
            prop_assert_eq!(first.is_large(), is_large(&one));
            prop_assert_eq!(first.is_covered(), is_covered(&one));
            prop_assert_eq!(first.is_agreed(), is_agreed(&one));
            if !is_large(&one) {
                prop_assert_eq!(first.columns(), usize::from(columns(&one)));
            }
            if one.symbol().len() <= 4 {
                prop_assert_eq!(first.bytes(), one.symbol().len());
            }
            let mut blank = Cell::EMPTY;
            blank.set_bg(one.bg);
            let bare = numbers.bare(first);
            let known = numbers.manner(Manner::of(&blank));
            prop_assert_eq!(numbers.glyph(&blank, &known), bare);
        }
    }

    #[test]
    fn what_an_empty_buffer_is_made_of_is_blank() {
        let mut glyphs = Glyphs::default();
        glyphs.read(&mut Buffer::empty(ratatui::layout::Rect::new(0, 0, 3, 1)), &mut Numbers::default());
        assert_eq!(glyphs.row(0), [Glyph::BLANK; 3]);
    }
}
