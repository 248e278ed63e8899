//! The screen in ASCII: each cell gets the nearest character of the same width.

use ratatui::buffer::Buffer;

use crate::text::ascii::{grapheme, is_latin};

/// Replaces what is not ASCII in every cell; if they are to be kept, Latin letters and their signs stay.
pub(super) fn transliterate(buffer: &mut Buffer, keeps_letters: bool) {
    for cell in &mut buffer.content {
        let stays = cell.symbol().is_ascii() || keeps_letters && is_latin(cell.symbol());
        if !stays {
            let plain = grapheme(cell.symbol());
            cell.set_symbol(&plain);
        }
    }
}
