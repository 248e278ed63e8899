//! Colours as people write them, and how many of them a terminal has.

use ratatui::style::Color;

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// Sixteen of its own, or eight.
    Sixteen,
    /// The 256 of xterm.
    #[default]
    Of256,
    /// Any.
    True,
}

/// What lies behind the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// The names of the terminal's own colours.
const NAMES: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

/// `#rrggbb`, or the name of one of the terminal's own.
pub fn parse(text: &str) -> Option<Color> {
    if let Some((_, color)) = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Some(*color);
    }
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let all = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = all.to_be_bytes();
    Some(Color::Rgb(red, green, blue))
}

/// The names of the terminal's own colours, in their order.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_in_two_ways() {
        assert_eq!(parse("#ff8000"), Some(Color::Rgb(255, 128, 0)));
        assert_eq!(parse("Bright-Blue"), Some(Color::LightBlue));
        for wrong in ["#fff", "ff8000", "#ff800g", "#ééé", "mauve", ""] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(names().count(), 17);
    }
}
