//! Letters into cells.

use ratatui::buffer::Cell;
use ratatui::style::Style;

use crate::text::columns::cells;

const PRINTABLE: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// The letters of ASCII as cells: to copy one takes a third of what it takes to make one, and most of what is drawn are these.
static ASCII: [Cell; PRINTABLE.len()] = {
    let mut all = [const { Cell::EMPTY }; PRINTABLE.len()];
    let (mut at, mut rest) = (0, PRINTABLE);
    while at < all.len() {
        let (letter, after) = rest.split_at(1);
        std::mem::forget(std::mem::replace(&mut all[at], Cell::new(letter)));
        (at, rest) = (at + 1, after);
    }
    all
};

/// Puts text into cells as far as they reach. Gives how many it took. What a style does not say stays as it is.
pub(super) fn set(there: &mut [Cell], text: &str, style: Style) -> usize {
    let (mut used, mut rest) = (0, text);
    while !rest.is_empty() && used < there.len() {
        let (plain, other) = rest.split_at(plain(rest));
        for (cell, letter) in there[used..].iter_mut().zip(plain.bytes().filter_map(ascii)) {
            let (fg, bg, modifier, drawn) = (cell.fg, cell.bg, cell.modifier, cell.diff_option);
            *cell = letter.clone();
            (cell.fg, cell.bg, cell.modifier, cell.diff_option) = (fg, bg, modifier, drawn);
            cell.set_style(style);
        }
        used = (used + plain.len()).min(there.len());
        let (mixed, after) = other.split_at(mixed(other));
        for (_, letter, width) in cells(mixed).filter(|(_, letter, width)| *width > 0 && !letter.chars().any(char::is_control)) {
            if used + width > there.len() {
                return used;
            }
            there[used].set_symbol(letter).set_style(style);
            if width > 1 {
                // What a wide letter covers is not drawn.
                there[used + 1].reset();
            }
            used += width;
        }
        rest = after;
    }
    used
}

/// How many bytes from the beginning are letters of ASCII that nothing behind them joins.
fn plain(text: &str) -> usize {
    let plain = text.bytes().take_while(|byte| ascii(*byte).is_some()).count();
    if plain < text.len() { plain.saturating_sub(1) } else { plain }
}

/// How many bytes there are up to between two letters of ASCII: nothing goes over that (UAX #29).
fn mixed(text: &str) -> usize {
    text.as_bytes().windows(2).position(|pair| pair.iter().all(|byte| ascii(*byte).is_some())).map_or(text.len(), |at| at + 1)
}

fn ascii(byte: u8) -> Option<&'static Cell> {
    ASCII.get(usize::from(byte).wrapping_sub(usize::from(b' ')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier};

    use super::*;

    /// Letter by letter.
    fn slowly(there: &mut [Cell], text: &str, style: Style) -> usize {
        let mut used = 0;
        for (_, letter, width) in cells(text).filter(|(_, letter, width)| *width > 0 && !letter.chars().any(char::is_control)) {
            if used + width > there.len() {
                break;
            }
            there[used].set_symbol(letter).set_style(style);
            if width > 1 {
                there[used + 1].reset();
            }
            used += width;
        }
        used
    }

    proptest! {
        #[test]
        fn runs_are_as_single_letters(text in "[a-zA-Z ~é\u{301}\u{200d}日語👩🏽\u{1b}\n\u{7f}]{0,40}", room in 0_usize..30) {
            let style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);
            let mut ground = Cell::new("x");
            ground.set_bg(Color::Blue);
            let (mut one, mut other) = (vec![ground.clone(); room], vec![ground; room]);
            prop_assert_eq!(set(&mut one, &text, style), slowly(&mut other, &text, style));
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn every_letter_is_at_its_place() {
        for byte in 0..=u8::MAX {
            let expected = (b' '..=b'~').contains(&byte).then(|| char::from(byte).to_string());
            assert_eq!(ascii(byte).map(|cell| cell.symbol().to_owned()), expected);
        }
    }
}
