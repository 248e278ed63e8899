//! What a colour looks like, and which of fewer colours is the nearest.

use ratatui::style::{Color, Style};

use crate::config::color::Depth;

/// The terminal's own sixteen as a console has them, which is as good as any: they may be anything.
const OWN: [[u8; 3]; 16] = [
    [0, 0, 0],
    [170, 0, 0],
    [0, 170, 0],
    [170, 85, 0],
    [0, 0, 170],
    [170, 0, 170],
    [0, 170, 170],
    [170, 170, 170],
    [85, 85, 85],
    [255, 85, 85],
    [85, 255, 85],
    [255, 255, 85],
    [85, 85, 255],
    [255, 85, 255],
    [85, 255, 255],
    [255, 255, 255],
];

/// A colour of the 256 of xterm.
fn indexed(index: u8) -> [u8; 3] {
    let step = |n: u8| if n == 0 { 0 } else { 55 + n * 40 };
    match index {
        0..=15 => OWN[usize::from(index)],
        16..=231 => [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(step),
        232.. => [8 + (index - 232) * 10; 3],
    }
}

/// Red, green and blue; none of the terminal's default, which is not known.
fn rgb(color: Color) -> Option<[u8; 3]> {
    let own = |index: usize| Some(OWN[index]);
    match color {
        Color::Reset => None,
        Color::Black => own(0),
        Color::Red => own(1),
        Color::Green => own(2),
        Color::Yellow => own(3),
        Color::Blue => own(4),
        Color::Magenta => own(5),
        Color::Cyan => own(6),
        Color::Gray => own(7),
        Color::DarkGray => own(8),
        Color::LightRed => own(9),
        Color::LightGreen => own(10),
        Color::LightYellow => own(11),
        Color::LightBlue => own(12),
        Color::LightMagenta => own(13),
        Color::LightCyan => own(14),
        Color::White => own(15),
        Color::Indexed(index) => Some(indexed(index)),
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
    }
}

/// Relative luminance, by WCAG 2.1.
fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.03928 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// How well ink is told from its ground, from 1 to 21; none where one of them is the terminal's.
#[cfg(test)]
pub(super) fn contrast(style: Style) -> Option<f64> {
    let (ink, ground) = (luminance(rgb(style.fg?)?), luminance(rgb(style.bg?)?));
    Some((ink.max(ground) + 0.05) / (ink.min(ground) + 0.05))
}

/// Whether a ground is light; none where it is the terminal's.
pub(super) fn is_light(style: Style) -> Option<bool> {
    Some(luminance(rgb(style.bg?)?) > 0.18)
}

/// A style of a person's own in the colours that there are. Of sixteen, only those that the person chose are taken: the nearest of them is
/// often far, and the theme's own are better.
pub(super) fn in_depth(style: Style, depth: Depth) -> Style {
    match depth {
        Depth::True => style,
        Depth::Of256 => Style { fg: style.fg.map(nearest), bg: style.bg.map(nearest), ..style },
        Depth::Sixteen if [style.fg, style.bg].into_iter().flatten().all(is_own) => style,
        Depth::Sixteen => Style { fg: None, bg: None, ..style },
    }
}

fn is_own(color: Color) -> bool {
    match color {
        Color::Rgb(..) => false,
        Color::Indexed(index) => index < 16,
        _ => true,
    }
}

/// The nearest of the colours that are the same everywhere.
fn nearest(color: Color) -> Color {
    let Color::Rgb(red, green, blue) = color else { return color };
    let distance = |index: u8| -> u32 {
        let parts = indexed(index).into_iter().zip([red, green, blue]);
        parts.map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    Color::Indexed((16..=u8::MAX).min_by_key(|index| distance(*index)).unwrap_or(16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_colours() {
        for (color, index) in [((0, 0, 0), 16), ((255, 255, 255), 231), ((255, 135, 0), 208), ((28, 28, 28), 234), ((130, 130, 130), 244)] {
            assert_eq!(nearest(Color::Rgb(color.0, color.1, color.2)), Color::Indexed(index), "{color:?}");
        }
        assert_eq!(nearest(Color::Cyan), Color::Cyan);
    }

    #[test]
    fn a_style_in_fewer_colours() {
        let style = Style::new().fg(Color::Rgb(255, 135, 0)).bg(Color::Black);
        assert_eq!(in_depth(style, Depth::True), style);
        assert_eq!(in_depth(style, Depth::Of256).fg, Some(Color::Indexed(208)));
        // Ink without its ground could be anything on anything.
        assert_eq!((in_depth(style, Depth::Sixteen).fg, in_depth(style, Depth::Sixteen).bg), (None, None));
        let own = Style::new().fg(Color::LightRed);
        assert_eq!(in_depth(own, Depth::Sixteen), own);
    }
}
