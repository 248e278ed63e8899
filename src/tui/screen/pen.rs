//! How the terminal writes now, and what makes it write otherwise: one SGR sequence (ECMA-48, 8.3.117) with no more in it than what differs.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::cells::{SEEN_ON_BLANK, is_blank};

/// What a terminal calls each of these, on and off.
const CODES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Colours and attributes of what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    /// How this cell is written.
    fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// What is changed for the next cell, so that it looks as it should: of a blank only what is seen of it, if that is less to say.
    pub(super) fn change_for(&mut self, cell: &Cell, out: &mut Vec<u8>) {
        let exact = Self::of(cell);
        if exact == *self {
            return;
        }
        let loose = Self { bg: cell.bg, modifier: self.modifier - SEEN_ON_BLANK, ..*self };
        if !is_blank(cell) || cell.modifier.intersects(SEEN_ON_BLANK) {
            self.say(exact, out);
            *self = exact;
        } else if loose != *self {
            let is_loose = shorter(out, |out| self.say(exact, out), |out| self.say(loose, out));
            *self = if is_loose { loose } else { exact };
        }
    }

    /// The shortest sequence that makes it so: what differs, or all of it from nothing.
    fn say(self, to: Self, out: &mut Vec<u8>) {
        if self == to {
            return;
        }
        out.extend_from_slice(b"\x1b[");
        let start = out.len();
        shorter(
            out,
            |out| self.differences(to, out),
            |out| {
                out.push(b'0');
                Self::default().differences(to, out);
            },
        );
        if out.get(start..) == Some(b"0") {
            out.truncate(start);
        }
        out.push(b'm');
    }

    fn differences(self, to: Self, out: &mut Vec<u8>) {
        let mut now = self.modifier;
        if now != to.modifier {
            for (modifier, _, off) in CODES {
                if now.contains(modifier) && !to.modifier.contains(modifier) {
                    add(out, &[off]);
                    // Bold and dim are taken back together, and so are the two ways to blink.
                    for (other, ..) in CODES.iter().filter(|(_, _, code)| *code == off) {
                        now.remove(*other);
                    }
                }
            }
            for (modifier, on, _) in CODES {
                if to.modifier.contains(modifier) && !now.contains(modifier) {
                    add(out, &[on]);
                }
            }
        }
        if self.fg != to.fg {
            color(out, to.fg, 30);
        }
        if self.bg != to.bg {
            color(out, to.bg, 40);
        }
    }
}

/// Says the shorter one of two things; the first where they are equally long. Says whether it was the second.
pub(super) fn shorter(out: &mut Vec<u8>, first: impl FnOnce(&mut Vec<u8>), second: impl FnOnce(&mut Vec<u8>)) -> bool {
    let start = out.len();
    first(out);
    let middle = out.len();
    second(out);
    let is_second = out.len() - middle < middle - start;
    if is_second {
        out.drain(start..middle);
    } else {
        out.truncate(middle);
    }
    is_second
}

/// Adds numbers to a sequence.
fn add(out: &mut Vec<u8>, numbers: &[u8]) {
    for number in numbers {
        if out.last().is_some_and(u8::is_ascii_digit) {
            out.push(b';');
        }
        push_number(out, u16::from(*number));
    }
}

/// A number in decimal digits.
pub(super) fn push_number(out: &mut Vec<u8>, number: u16) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(b'0' + (number % 10) as u8);
}

/// A colour of letters (from 30 on) or of their ground (from 40 on).
fn color(out: &mut Vec<u8>, color: Color, base: u8) {
    let code = match color {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => base + 60,
        Color::LightRed => base + 61,
        Color::LightGreen => base + 62,
        Color::LightYellow => base + 63,
        Color::LightBlue => base + 64,
        Color::LightMagenta => base + 65,
        Color::LightCyan => base + 66,
        Color::White => base + 67,
        Color::Indexed(index) => return add(out, &[base + 8, 5, index]),
        Color::Rgb(red, green, blue) => return add(out, &[base + 8, 2, red, green, blue]),
    };
    add(out, &[code]);
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn said(from: Style, to: (&str, Style)) -> String {
        let (mut pen, mut out) = (Pen::default(), Vec::new());
        let mut cell = Cell::default();
        cell.set_symbol("x").set_style(from);
        pen.change_for(&cell, &mut Vec::new());
        cell.reset();
        cell.set_symbol(to.0).set_style(to.1);
        pen.change_for(&cell, &mut out);
        String::from_utf8_lossy(&out).replace('\x1b', "^")
    }

    #[test]
    fn one_sequence_says_what_differs() {
        let plain = Style::new();
        for (from, to, wanted) in [
            (plain, plain, ""),
            (plain, plain.bold(), "^[1m"),
            (plain.bold(), plain, "^[m"),
            (plain.bold().red(), plain.red(), "^[22m"),
            (plain.bold().dim(), plain.bold(), "^[0;1m"),
            (plain.bold().on_blue().red(), plain.underlined().on_blue().red(), "^[22;4m"),
            (plain.red(), plain.green().bold(), "^[1;32m"),
            (plain.fg(Color::Indexed(250)).bg(Color::Indexed(16)), plain, "^[m"),
            (plain, plain.fg(Color::Indexed(9)).bg(Color::Rgb(1, 20, 255)), "^[38;5;9;48;2;1;20;255m"),
            (plain, plain.fg(Color::LightRed).bg(Color::White), "^[91;107m"),
        ] {
            assert_eq!(said(from, ("y", to)), wanted, "{from:?} {to:?}");
        }
    }

    #[test]
    fn a_blank_needs_only_what_is_seen_of_it() {
        let plain = Style::new();
        assert_eq!(said(plain.bold().red(), (" ", plain)), "");
        assert_eq!(said(plain.underlined(), (" ", plain)), "^[m");
        assert_eq!(said(plain, (" ", plain.reversed())), "^[7m");
        assert_eq!(said(plain, (" ", plain.bold().on_red())), "^[41m");
    }
}
