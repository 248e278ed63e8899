//! A QR code as a terminal's cells.

use super::qr::{Code, Form, Room};

/// How cells become light and dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Each cell has both its colours from the code: nothing hangs on how closely a font's blocks join.
    Fill,
    /// Light is drawn, dark is the ground: right without colour where the ground is dark, and where no colour that is really light can
    /// be a ground.
    Ink,
}

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// What is drawn in it.
    pub symbol: char,
    /// Whether the drawn part is dark, where there is colour.
    pub ink_is_dark: bool,
    /// Whether the rest is.
    pub ground_is_dark: bool,
}

/// A code in the middle of an area, everything around it light; light and dark the other way round where it is inverted.
pub fn cells(code: &Code, area: Room, paint: Paint, inverted: bool) -> Vec<Vec<Cell>> {
    let columns = usize::from(area.columns);
    let (across, down) = area.dots();
    let left = across.saturating_sub(code.dots()) / 2;
    // What cannot be halved is above: below there may be a line of text.
    let top = down.saturating_sub(code.dots()).div_ceil(2);
    let is_dark = |x: usize, y: usize| {
        let dark = x >= left && y >= top && code.is_dark(x - left, y - top);
        dark != inverted
    };
    let cell = |column: usize, row: usize| match area.form {
        Form::HalfBlocks => half_blocks(paint, is_dark(column, row * 2), is_dark(column, row * 2 + 1)),
        Form::Ascii => ascii(paint, is_dark(column / 2, row)),
    };
    (0..usize::from(area.rows)).map(|row| (0..columns).map(|column| cell(column, row)).collect()).collect()
}

/// The area that a code takes by itself.
pub fn area(code: &Code, form: Form) -> Room {
    let side = code.dots_with_quiet();
    let (columns, rows) = match form {
        Form::HalfBlocks => (side, side.div_ceil(2)),
        Form::Ascii => (side * 2, side),
    };
    Room { columns: columns as u16, rows: rows as u16, form }
}

fn half_blocks(paint: Paint, top: bool, bottom: bool) -> Cell {
    match paint {
        Paint::Fill if top == bottom => Cell { symbol: ' ', ink_is_dark: top, ground_is_dark: top },
        Paint::Fill => Cell { symbol: '▀', ink_is_dark: top, ground_is_dark: bottom },
        Paint::Ink => {
            let symbol = match (top, bottom) {
                (false, false) => '█',
                (false, true) => '▀',
                (true, false) => '▄',
                (true, true) => ' ',
            };
            Cell { symbol, ink_is_dark: false, ground_is_dark: true }
        }
    }
}

fn ascii(paint: Paint, dark: bool) -> Cell {
    match paint {
        Paint::Fill => Cell { symbol: ' ', ink_is_dark: dark, ground_is_dark: dark },
        Paint::Ink => Cell { symbol: if dark { ' ' } else { '#' }, ink_is_dark: false, ground_is_dark: true },
    }
}
