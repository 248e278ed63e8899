//! Text → QR codes that fit a screen or a page, each of which a phone reads by itself.

use std::cmp::Reverse;
use std::ops::Range;

use qrcode::bits::Bits;
use qrcode::types::{EcLevel, QrResult, Version};
use qrcode::{Color, QrCode};

use super::qr_split::Text;

/// Light modules around a code, as the standard wants them.
const QUIET: usize = 4;
/// What readers make do with, measured in the same way as [`LARGEST`]. A screen of 24 rows then holds a code of the next size, and a passage
/// takes a fifth fewer codes.
const LEAST_QUIET: usize = 2;
/// The smallest version that is of use: of a smaller one a passage would need a hundred.
const SMALLEST: i16 = 2;
/// The largest version, of 97 modules a side. Measured with pictures taken at an angle, blurred and with noise: up to here a code is read where
/// a module is two pixels wide; of version 22 only from nearly straight ahead.
const LARGEST: i16 = 20;
/// The number by which a code says that its bytes are UTF-8 (an *extended channel interpretation*), and the bits that this takes.
const UTF_8: (u32, usize) = (26, 12);

/// What modules are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Half blocks: a cell is two modules, one above the other.
    #[default]
    HalfBlocks,
    /// ASCII: a module is two cells side by side.
    Ascii,
}

/// Where a code has to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Columns of cells.
    pub columns: u16,
    /// Rows of cells.
    pub rows: u16,
    /// What modules are drawn with.
    pub form: Form,
}

impl Room {
    /// Dots side by side and one above the other: a dot is a module, or part of one that is drawn larger.
    pub fn dots(self) -> (usize, usize) {
        let (columns, rows) = (usize::from(self.columns), usize::from(self.rows));
        match self.form {
            Form::HalfBlocks => (columns, rows * 2),
            Form::Ascii => (columns / 2, rows),
        }
    }

    /// The least columns and rows for any code.
    pub fn least(form: Form) -> (usize, usize) {
        let side = width(SMALLEST) + 2 * LEAST_QUIET;
        match form {
            Form::HalfBlocks => (side, side.div_ceil(2)),
            Form::Ascii => (side * 2, side),
        }
    }
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The bytes of the text that it holds.
    pub part: Range<usize>,
    /// Dots that a module is wide and high.
    scale: usize,
    /// Light modules around it.
    quiet: usize,
    /// Modules a side.
    width: usize,
    /// Whether each is dark, row by row.
    dark: Vec<bool>,
}

impl Code {
    /// Dots a side, without what is light around it.
    pub fn dots(&self) -> usize {
        self.width * self.scale
    }

    /// Dots a side, with what is light around it.
    pub fn dots_with_quiet(&self) -> usize {
        (self.width + 2 * self.quiet) * self.scale
    }

    /// Whether a dot is dark, counted from the code's upper left corner.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let (x, y) = (x / self.scale, y / self.scale);
        x < self.width && self.dark.get(y * self.width + x).copied().unwrap_or(false)
    }
}

/// The text as the fewest codes that fit: each of several begins with its number, `[1/7] `, as phones' readers show one code after the other
/// and know nothing of structured append. None where there is no room for a code, or no text.
pub fn codes(text: &str, room: Room) -> Option<Vec<Code>> {
    let (across, down) = room.dots();
    let side = across.min(down);
    let text = Text::new(text);
    let sizes = || (SMALLEST..=LARGEST).filter(move |version| width(*version) + 2 * LEAST_QUIET <= side);
    let fewest = text.count(capacity(sizes().next_back()?, EcLevel::L, text.is_ascii()))?;
    // Of all that take no more codes: the largest modules, then the widest quiet zone, then the better correction, then the smallest code.
    let all = sizes().flat_map(|version| [(version, EcLevel::L), (version, EcLevel::M)]);
    let enough = all.filter(|(version, level)| text.count(capacity(*version, *level, text.is_ascii())) == Some(fewest));
    let (version, level) = enough.max_by_key(|(version, level)| {
        let (scale, quiet) = fit(*version, side);
        (scale, quiet, *level == EcLevel::M, Reverse(*version))
    })?;
    let (scale, quiet) = fit(version, side);
    let parts = text.parts(capacity(version, level, text.is_ascii()))?;
    let of = parts.len();
    let one = |(nth, part): (usize, Range<usize>)| {
        let words = text.slice(&part);
        let words = if of == 1 { words.to_owned() } else { format!("[{}/{of}] {words}", nth + 1) };
        let dark = encode(&words, version, level).ok()?;
        Some(Code { part, scale, quiet, width: width(version), dark })
    };
    parts.into_iter().enumerate().map(one).collect()
}

/// Modules a side.
fn width(version: i16) -> usize {
    usize::from(version.unsigned_abs()) * 4 + 17
}

/// Dots a module, and modules around the code, on so many dots a side.
fn fit(version: i16, side: usize) -> (usize, usize) {
    let scale = (side / (width(version) + 2 * LEAST_QUIET)).max(1);
    (scale, ((side / scale).saturating_sub(width(version)) / 2).min(QUIET))
}

/// Bytes that a code holds.
fn capacity(version: i16, level: EcLevel, ascii: bool) -> usize {
    let bits = Bits::new(Version::Normal(version)).max_len(level).unwrap_or(0);
    let header = 4 + if version < 10 { 8 } else { 16 } + if ascii { 0 } else { UTF_8.1 };
    bits.saturating_sub(header) / 8
}

/// The modules of a code. As bytes only: left to itself, the crate would take some UTF-8 for Kanji.
fn encode(text: &str, version: i16, level: EcLevel) -> QrResult<Vec<bool>> {
    let mut bits = Bits::new(Version::Normal(version));
    if !text.is_ascii() {
        bits.push_eci_designator(UTF_8.0)?;
    }
    bits.push_byte_data(text.as_bytes())?;
    bits.push_terminator(level)?;
    let code = QrCode::with_bits(bits, level)?;
    Ok(code.into_colors().into_iter().map(|color| color == Color::Dark).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(columns: u16, rows: u16) -> Room {
        Room { columns, rows, form: Form::HalfBlocks }
    }

    #[test]
    fn a_short_text_is_one_code_with_room_around_it_and_the_better_correction() {
        let codes = codes("Hola", room(80, 23)).expect("codes");
        let [code] = codes.as_slice() else { panic!("{}", codes.len()) };
        assert_eq!((code.width, code.quiet, code.scale), (25, 4, 1));
        assert_eq!(code.dots_with_quiet(), 33);
    }

    #[test]
    fn modules_are_drawn_larger_where_there_is_room() {
        let codes = codes("Hola", room(240, 69)).expect("codes");
        assert_eq!((codes[0].scale, codes[0].quiet), (4, 4));
        assert!(codes[0].is_dark(0, 0) && codes[0].is_dark(3, 27) && !codes[0].is_dark(4, 4) && !codes[0].is_dark(100, 0));
    }

    #[test]
    fn a_long_text_takes_the_largest_code_that_fits() {
        let codes = codes(&"palabra ".repeat(100), room(80, 23)).expect("codes");
        assert_eq!((codes[0].width, codes[0].quiet), (41, 2));
        assert_eq!(codes.len(), 7);
        assert!(codes.iter().all(|code| (79..120).contains(&code.part.len())), "evenly filled");
    }

    #[test]
    fn where_there_is_no_room_there_is_no_code() {
        for (columns, rows, form) in [(28, 40, Form::HalfBlocks), (80, 14, Form::HalfBlocks), (80, 28, Form::Ascii), (57, 40, Form::Ascii)]
        {
            assert_eq!(codes("Hola", Room { columns, rows, form }), None, "{columns}x{rows}");
            let (least_columns, least_rows) = Room::least(form);
            let least = Room { columns: least_columns as u16, rows: least_rows as u16, form };
            assert!(codes("Hola", least).is_some());
        }
        assert_eq!(codes(" \n", room(80, 24)), None);
    }
}
