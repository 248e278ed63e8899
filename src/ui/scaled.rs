//! Large letters that the terminal makes itself: kitty's text-sizing protocol (OSC 66). A letter is in one cell of the buffer, as the sequence
//! that makes it large; the cells that it covers are left out when a frame is sent, and are sent again as soon as nothing covers them.
//! Of such a letter the terminal erases all when its first row is written to, and rows are sent from the top: what was large before is gone
//! before anything else comes in its place.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::present::pages::LARGE;
use crate::text::columns::width;

/// What makes a letter of so many columns large. Whatever would end the sequence or begin another is left out.
fn sequence(letter: &str, columns: usize) -> String {
    let safe: String = letter.chars().filter(|c| !c.is_control()).collect();
    let safe = if safe.is_empty() { " " } else { &safe };
    // The width is told: the terminal need not know this letter's.
    format!("\x1b]66;s={LARGE}:w={columns};{safe}\x1b\\")
}

/// A line in letters of four by four cells; those that have no room are left out, for the terminal would put them elsewhere.
pub(super) fn line(buffer: &mut Buffer, area: Rect, spans: &[(String, Style)]) {
    let area = area.intersection(buffer.area);
    if area.height < LARGE {
        return;
    }
    let mut x = area.x;
    let letters = spans.iter().flat_map(|(text, style)| text.graphemes(true).map(move |letter| (letter, *style)));
    for (letter, style) in letters {
        let columns = width(letter);
        let Some(wide) = NonZeroU16::new(columns as u16 * LARGE) else { continue };
        if x + wide.get() > area.right() {
            return;
        }
        let block = Rect { x, y: area.y, width: wide.get(), height: LARGE };
        for position in block.positions() {
            let cell = &mut buffer[position];
            cell.reset();
            cell.set_style(style).set_diff_option(CellDiffOption::Skip);
        }
        buffer[(x, area.y)].set_symbol(&sequence(letter, columns)).set_diff_option(CellDiffOption::ForcedWidth(wide));
        x += wide.get();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rect = Rect { x: 0, y: 0, width: 20, height: 6 };

    fn drawn(text: &str, y: u16) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        line(&mut buffer, Rect { x: 2, y, width: 16, height: LARGE }, &[(text.to_owned(), Style::default())]);
        buffer
    }

    /// What is sent when one frame follows another.
    fn sent(before: &Buffer, after: &Buffer) -> Vec<(u16, u16, String)> {
        before.diff(after).into_iter().map(|(x, y, cell)| (x, y, cell.symbol().to_owned())).collect()
    }

    #[test]
    fn a_letter_is_one_sequence_and_nothing_is_sent_where_it_is() {
        let wanted = [(2, 1, "\x1b]66;s=4:w=1;A\x1b\\"), (6, 1, "\x1b]66;s=4:w=1;é\x1b\\"), (10, 1, "\x1b]66;s=4:w=2;日\x1b\\")];
        let wanted: Vec<_> = wanted.map(|(x, y, text)| (x, y, text.to_owned())).into();
        assert_eq!(sent(&Buffer::empty(AREA), &drawn("Aé日", 1)), wanted);
        assert_eq!(sent(&drawn("Aé日", 1), &drawn("Aé日", 1)), []);
    }

    #[test]
    fn what_has_no_room_is_not_sent() {
        assert_eq!(sent(&Buffer::empty(AREA), &drawn("ABCDE", 0)).len(), 4);
        assert_eq!(sent(&Buffer::empty(AREA), &drawn("ABC", 3)).len(), 0, "three rows are too few");
    }

    #[test]
    fn what_was_covered_is_sent_when_nothing_covers_it_the_first_row_first() {
        let gone = sent(&drawn("AB", 1), &Buffer::empty(AREA));
        let cells: Vec<(u16, u16)> = gone.iter().map(|(x, y, _)| (*x, *y)).collect();
        let block: Vec<(u16, u16)> = (1..5).flat_map(|y| (2..10).map(move |x| (x, y))).collect();
        assert_eq!(cells, block);
        assert!(gone.iter().all(|(_, _, symbol)| symbol == " "));
        // A row lower: what is no longer covered is sent before the letter comes.
        let moved = sent(&drawn("A", 1), &drawn("A", 2));
        assert_eq!(moved.iter().map(|(x, y, _)| (*x, *y)).collect::<Vec<_>>(), [(2, 1), (3, 1), (4, 1), (5, 1), (2, 2)]);
    }

    #[test]
    fn nothing_in_a_letter_ends_its_sequence() {
        for letter in ["\x1b", "\x07", "\u{9c}", "\u{9d}", "\r\n", "\x1b\\"] {
            let made = sequence(letter, 1);
            let inside = made.strip_prefix("\x1b]66;s=4:w=1;").and_then(|rest| rest.strip_suffix("\x1b\\")).expect("whole");
            assert!(!inside.is_empty() && !inside.chars().any(char::is_control), "{made:?}");
        }
    }
}
