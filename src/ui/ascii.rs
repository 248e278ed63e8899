//! The screen in ASCII: each cell gets the nearest character of the same width.

use ratatui::buffer::Buffer;

use crate::text::ascii::grapheme;

/// Replaces what is not ASCII in every cell.
pub(super) fn transliterate(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let plain = grapheme(cell.symbol());
            cell.set_symbol(&plain);
        }
    }
}
