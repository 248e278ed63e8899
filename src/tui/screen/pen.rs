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
        if !is_blank(cell) || cell.modifier.intersects(SEEN_ON_BLANK) {
            self.change(exact, out);
            return;
        }
        let loose = Self { bg: cell.bg, modifier: self.modifier - SEEN_ON_BLANK, ..*self };
        if loose == *self {
            return;
        }
        let (mut one, mut other) = (Vec::new(), Vec::new());
        self.say(loose, &mut one);
        self.say(exact, &mut other);
        let (to, said) = if one.len() < other.len() { (loose, one) } else { (exact, other) };
        out.extend_from_slice(&said);
        *self = to;
    }

    fn change(&mut self, to: Self, out: &mut Vec<u8>) {
        self.say(to, out);
        *self = to;
    }

    /// The shortest sequence that makes it so: what differs, or all of it from nothing.
    fn say(self, to: Self, out: &mut Vec<u8>) {
        if self == to {
            return;
        }
        let (mut parts, mut anew) = (String::new(), String::from("0"));
        self.differences(to, &mut parts);
        Self::default().differences(to, &mut anew);
        let shorter = if anew.len() < parts.len() { anew } else { parts };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(if shorter == "0" { b"" } else { shorter.as_bytes() });
        out.push(b'm');
    }

    fn differences(self, to: Self, parts: &mut String) {
        let mut now = self.modifier;
        for (modifier, _, off) in CODES {
            if now.contains(modifier) && !to.modifier.contains(modifier) {
                add(parts, &off.to_string());
                // Bold and dim are taken back together, and so are the two ways to blink.
                for (other, ..) in CODES.iter().filter(|(_, _, code)| *code == off) {
                    now.remove(*other);
                }
            }
        }
        for (modifier, on, _) in CODES {
            if to.modifier.contains(modifier) && !now.contains(modifier) {
                add(parts, &on.to_string());
            }
        }
        if self.fg != to.fg {
            color(parts, to.fg, 30);
        }
        if self.bg != to.bg {
            color(parts, to.bg, 40);
        }
    }
}

fn add(parts: &mut String, part: &str) {
    if !parts.is_empty() {
        parts.push(';');
    }
    parts.push_str(part);
}

/// A colour of letters (from 30 on) or of their ground (from 40 on).
fn color(parts: &mut String, color: Color, base: u8) {
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
        Color::Indexed(index) => return add(parts, &format!("{};5;{index}", base + 8)),
        Color::Rgb(red, green, blue) => return add(parts, &format!("{};2;{red};{green};{blue}", base + 8)),
    };
    add(parts, &code.to_string());
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
