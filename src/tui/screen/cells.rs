//! What one cell is: how wide what is in it is, and whether every terminal thinks so too.

use ratatui::buffer::{Cell, CellDiffOption, CellWidth};
use ratatui::style::Modifier;

/// What is seen where there is no letter.
pub(super) const SEEN_ON_BLANK: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// Nothing stands there.
pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.diff_option == CellDiffOption::None
}

/// Something large lies over it that the terminal makes itself ([`crate::ui::scaled`]).
pub(super) fn is_skipped(cell: &Cell) -> bool {
    cell.diff_option == CellDiffOption::Skip
}

/// Part of something large.
pub(super) fn is_large(cell: &Cell) -> bool {
    cell.diff_option != CellDiffOption::None
}

/// How many columns it takes.
pub(super) fn columns(cell: &Cell) -> u16 {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(columns) => columns.get(),
        _ if cell.symbol().len() <= 1 => 1,
        _ => cell.symbol().cell_width().max(1),
    }
}

/// Whether terminals agree on how wide it is, so that the cursor is known behind it: single letters of Latin, Greek and Cyrillic, marks of
/// punctuation, lines and blocks. Emoji, marks that combine, and other scripts are as wide as each terminal and its font will have it.
pub(super) fn is_agreed(cell: &Cell) -> bool {
    if cell.diff_option != CellDiffOption::None {
        return false;
    }
    let symbol = cell.symbol();
    if let [byte] = symbol.as_bytes() {
        return matches!(byte, b' '..=b'~');
    }
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return false };
    matches!(c, '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{24F}'
        | '\u{370}'..='\u{482}' | '\u{48A}'..='\u{52F}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203B}' | '\u{203D}'..='\u{2048}'
        | '\u{2070}'..='\u{209C}' | '\u{20A0}'..='\u{20BF}'
        | '\u{2190}'..='\u{2193}' | '\u{2200}'..='\u{22FF}'
        | '\u{2500}'..='\u{25A9}' | '\u{25AC}'..='\u{25B5}' | '\u{25B7}'..='\u{25BF}' | '\u{25C1}'..='\u{25FA}'
        | '\u{2713}' | '\u{2717}' | '\u{2800}'..='\u{28FF}')
}

/// Han, Hangul and kana are two columns wide wherever they can be shown at all.
pub(super) fn is_surely_wide(cell: &Cell) -> bool {
    let mut chars = cell.symbol().chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return false };
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// Makes of a row what can be on a terminal: what covers other columns says so, and what has no columns, or not enough room, or would be
/// taken for something else than text, is blank. Says whether something large is in it.
pub(super) fn settle(row: &mut [Cell]) -> bool {
    let width = row.len();
    let (mut x, mut has_large) = (0, false);
    while x < width {
        let cell = &mut row[x];
        if is_large(cell) {
            has_large = true;
            let columns = usize::from(if is_skipped(cell) { 1 } else { columns(cell) });
            x += columns;
            continue;
        }
        let symbol = cell.symbol();
        let is_simple = symbol.len() == 1 && symbol != "\x7f" && symbol >= " ";
        let mut wide = 1;
        if !is_simple {
            wide = if symbol.chars().any(char::is_control) { 0 } else { usize::from(symbol.cell_width()) };
            if wide == 0 || x + wide > width || row[x + 1..x + wide].iter().any(is_large) {
                row[x].set_symbol(" ");
                wide = 1;
            }
        }
        let (fg, bg, modifier) = (row[x].fg, row[x].bg, row[x].modifier);
        for covered in &mut row[x + 1..x + wide] {
            covered.reset();
            (covered.fg, covered.bg, covered.modifier) = (fg, bg, modifier);
            covered.set_symbol("");
        }
        x += wide;
    }
    has_large
}
