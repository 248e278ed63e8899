//! Themes. Panes ask for a style by what a thing is; only this file knows colours. No meaning hangs on colour alone: what differs in
//! colour differs in weight, in underlining or in a sign as well.

use ratatui::style::{Color, Modifier, Style};

/// Styles by intent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// Running text, and the screen's ground.
    pub text: Style,
    /// What can be passed over: numbers, notes to the side.
    pub note: Style,
    /// Text that another sentence is lit in place of.
    pub dimmed: Style,
    /// A section's title.
    pub section: Style,
    /// A heading.
    pub heading: Style,
    /// `*emphasis*`.
    pub emphasis: Style,
    /// `**strong emphasis**`.
    pub strong: Style,
    /// Struck out.
    pub struck: Style,
    /// Code.
    pub code: Style,
    /// A link.
    pub link: Style,
    /// The mark of a footnote.
    pub note_mark: Style,
    /// The text of a footnote.
    pub footnote: Style,
    /// A term that can be explained.
    pub term: Style,
    /// Number and sign of the current passage.
    pub current: Style,
    /// What a person highlighted.
    pub highlight: Style,
    /// The sentences that are being chosen.
    pub chosen: Style,
    /// A match.
    pub hit: Style,
    /// The match one is at.
    pub current_hit: Style,
    /// The selected entry where keys go.
    pub selected: Style,
    /// The selected entry elsewhere.
    pub selected_elsewhere: Style,
    /// The filled part of a bar or a gauge.
    pub bar_fill: Style,
    /// A pane's frame.
    pub frame: Style,
    /// The frame of the pane where keys go.
    pub focused_frame: Style,
    /// A pane's title.
    pub title: Style,
    /// The title of the pane where keys go.
    pub focused_title: Style,
    /// The lines at the top and the bottom.
    pub bar: Style,
    /// A key's name.
    pub key: Style,
    /// A message.
    pub message: Style,
    /// A QR code; none where there is no colour.
    pub qr: Option<QrColors>,
}

/// The colours of a QR code: really black and really white, as some phones read no other codes, and the terminal's own white may be grey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QrColors {
    /// Of dark modules.
    pub dark: Color,
    /// Of light ones.
    pub light: Color,
    /// Whether the light colour can be a ground: of sixteen colours the bright ones are not everywhere.
    pub is_ground: bool,
}

impl QrColors {
    const OF_256: Self = Self { dark: Color::Indexed(16), light: Color::Indexed(231), is_ground: true };
    const OF_16: Self = Self { dark: Color::Black, light: Color::White, is_ground: false };
}

/// The names of the themes, in the order in which one key goes through them.
pub const NAMES: [&str; 6] = ["terminal", "dark", "light", "mono", PROJECTOR_DARK, PROJECTOR_LIGHT];
/// For a projector in a dark room.
pub const PROJECTOR_DARK: &str = "projector-dark";
/// For a projector in a light room.
pub const PROJECTOR_LIGHT: &str = "projector-light";

impl Theme {
    /// The theme of a name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "terminal" => Some(Self::terminal()),
            "dark" => Some(Self::on(&Palette {
                ground: Some(Color::Indexed(234)),
                text: Color::Indexed(253),
                quiet: Color::Indexed(248),
                dimmed: Color::Indexed(244),
                accent: Color::Indexed(116),
                warm: Color::Indexed(222),
                bar: Color::Indexed(237),
                highlight: (Color::Indexed(231), Color::Indexed(23)),
                hit: (Color::Indexed(16), Color::Indexed(186)),
                current: (Color::Indexed(16), Color::Indexed(215)),
                selected: (Color::Indexed(231), Color::Indexed(24)),
            })),
            "light" => Some(Self::on(&Palette {
                ground: Some(Color::Indexed(230)),
                text: Color::Indexed(235),
                quiet: Color::Indexed(240),
                dimmed: Color::Indexed(243),
                accent: Color::Indexed(24),
                warm: Color::Indexed(88),
                bar: Color::Indexed(253),
                highlight: (Color::Indexed(16), Color::Indexed(152)),
                hit: (Color::Indexed(16), Color::Indexed(222)),
                current: (Color::Indexed(231), Color::Indexed(88)),
                selected: (Color::Indexed(231), Color::Indexed(24)),
            })),
            "mono" => Some(Self::mono()),
            // Contrast of 7 to 1 and more for every text, which a test computes.
            PROJECTOR_DARK => Some(Self::on(&Palette {
                ground: Some(Color::Indexed(16)),
                text: Color::Indexed(231),
                quiet: Color::Indexed(252),
                dimmed: Color::Indexed(248),
                accent: Color::Indexed(159),
                warm: Color::Indexed(229),
                bar: Color::Indexed(234),
                highlight: (Color::Indexed(16), Color::Indexed(159)),
                hit: (Color::Indexed(16), Color::Indexed(226)),
                current: (Color::Indexed(16), Color::Indexed(215)),
                selected: (Color::Indexed(16), Color::Indexed(255)),
            })),
            PROJECTOR_LIGHT => Some(Self::on(&Palette {
                ground: Some(Color::Indexed(231)),
                text: Color::Indexed(16),
                quiet: Color::Indexed(238),
                dimmed: Color::Indexed(240),
                accent: Color::Indexed(18),
                warm: Color::Indexed(52),
                bar: Color::Indexed(255),
                highlight: (Color::Indexed(16), Color::Indexed(159)),
                hit: (Color::Indexed(16), Color::Indexed(226)),
                current: (Color::Indexed(231), Color::Indexed(52)),
                selected: (Color::Indexed(231), Color::Indexed(18)),
            })),
            _ => None,
        }
    }

    /// The terminal's own sixteen colours, on its own ground: right on dark and on light ones.
    fn terminal() -> Self {
        Self {
            heading: Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
            section: Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            note_mark: Style::new().fg(Color::Cyan),
            link: Style::new().fg(Color::Cyan).add_modifier(Modifier::UNDERLINED),
            current: Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
            bar_fill: Style::new().fg(Color::Cyan),
            focused_frame: Style::new().fg(Color::Cyan),
            focused_title: Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
            highlight: Style::new().fg(Color::Black).bg(Color::Cyan),
            hit: Style::new().fg(Color::Black).bg(Color::Yellow).remove_modifier(Modifier::REVERSED),
            current_hit: Style::new().fg(Color::Black).bg(Color::Yellow).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            qr: Some(QrColors::OF_256),
            ..Self::mono()
        }
    }

    /// The same for a terminal of sixteen colours.
    #[must_use]
    pub fn with_16_colors(self) -> Self {
        Self { qr: self.qr.map(|_| QrColors::OF_16), ..self }
    }

    /// No colour at all: weight, underlining and reversal.
    fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        Self {
            text: plain,
            note: plain.add_modifier(Modifier::DIM),
            dimmed: plain.add_modifier(Modifier::DIM),
            section: bold.add_modifier(Modifier::UNDERLINED),
            heading: bold,
            emphasis: plain.add_modifier(Modifier::ITALIC),
            strong: bold,
            struck: plain.add_modifier(Modifier::CROSSED_OUT),
            code: plain,
            link: underlined,
            note_mark: plain,
            footnote: plain,
            term: underlined,
            current: bold,
            highlight: bold.add_modifier(Modifier::UNDERLINED),
            chosen: reversed,
            hit: reversed.add_modifier(Modifier::UNDERLINED),
            current_hit: reversed.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            selected: reversed,
            selected_elsewhere: bold,
            bar_fill: plain,
            frame: plain.add_modifier(Modifier::DIM),
            focused_frame: plain,
            title: plain,
            focused_title: bold,
            bar: plain,
            key: bold,
            message: bold,
            qr: None,
        }
    }

    /// A ground of its own.
    fn on(palette: &Palette) -> Self {
        let mono = Self::mono();
        let text = Style::new().fg(palette.text).bg(palette.ground.unwrap_or(Color::Reset));
        let quiet = Style::new().fg(palette.quiet);
        let accent = Style::new().fg(palette.accent);
        let pair = |(fg, bg): (Color, Color)| Style::new().fg(fg).bg(bg);
        let bar = Style::new().fg(palette.text).bg(palette.bar);
        Self {
            text,
            note: quiet,
            dimmed: Style::new().fg(palette.dimmed),
            section: mono.section.patch(accent),
            heading: mono.heading.patch(accent),
            code: Style::new().fg(palette.warm),
            link: mono.link.patch(accent),
            note_mark: accent,
            footnote: quiet,
            current: mono.current.patch(Style::new().fg(palette.warm)),
            highlight: pair(palette.highlight),
            chosen: pair(palette.selected),
            hit: pair(palette.hit),
            current_hit: pair(palette.current).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            selected: pair(palette.selected).add_modifier(Modifier::BOLD),
            selected_elsewhere: mono.selected_elsewhere.patch(accent),
            bar_fill: accent,
            frame: quiet,
            focused_frame: accent,
            title: quiet,
            focused_title: mono.focused_title.patch(accent),
            bar,
            key: bar.fg(palette.accent).add_modifier(Modifier::BOLD),
            message: bar.fg(palette.warm).add_modifier(Modifier::BOLD),
            qr: Some(QrColors::OF_256),
            ..mono
        }
    }
}

/// The colours of a theme with a ground of its own.
struct Palette {
    ground: Option<Color>,
    text: Color,
    quiet: Color,
    dimmed: Color,
    accent: Color,
    warm: Color,
    bar: Color,
    highlight: (Color, Color),
    hit: (Color, Color),
    current: (Color, Color),
    selected: (Color, Color),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A colour of the 256 of xterm, as red, green and blue, 0 to 255.
    fn rgb(index: u8) -> [u8; 3] {
        let step = |n: u8| if n == 0 { 0 } else { 55 + n * 40 };
        match index {
            16..=231 => [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(step),
            232.. => [8 + (index - 232) * 10; 3],
            _ => panic!("the terminal's own colour {index} may be any"),
        }
    }

    /// Relative luminance, by WCAG 2.1.
    fn luminance(color: Color) -> f64 {
        let Color::Indexed(index) = color else { panic!("{color:?}") };
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = rgb(index).map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(style: Style) -> f64 {
        let (fg, bg) = (luminance(style.fg.expect("ink")), luminance(style.bg.expect("ground")));
        (fg.max(bg) + 0.05) / (fg.min(bg) + 0.05)
    }

    #[test]
    fn on_a_projector_every_text_has_seven_to_one() {
        for name in [PROJECTOR_DARK, PROJECTOR_LIGHT] {
            let theme = Theme::named(name).expect("a theme");
            let on = |ground: Style, styles: &[Style]| {
                for style in styles {
                    let contrast = contrast(ground.patch(*style));
                    assert!(contrast >= 7.0, "{name}: {contrast:.2} for {style:?}");
                }
            };
            on(
                theme.text,
                &[
                    theme.text,
                    theme.note,
                    theme.dimmed,
                    theme.section,
                    theme.heading,
                    theme.emphasis,
                    theme.strong,
                    theme.struck,
                    theme.code,
                    theme.link,
                    theme.note_mark,
                    theme.footnote,
                    theme.term,
                    theme.current,
                    theme.highlight,
                    theme.chosen,
                    theme.hit,
                    theme.current_hit,
                    theme.selected,
                    theme.selected_elsewhere,
                    theme.bar_fill,
                    theme.frame,
                    theme.focused_frame,
                    theme.title,
                    theme.focused_title,
                ],
            );
            on(theme.bar, &[theme.key, theme.message]);
        }
        assert!(contrast(Style::new().fg(Color::Indexed(240)).bg(Color::Indexed(16))) < 7.0, "grey on black is told from it");
    }

    #[test]
    fn each_name_is_a_theme_and_mono_has_no_colour() {
        assert!(NAMES.iter().all(|name| Theme::named(name).is_some()));
        assert_eq!(Theme::named("pink"), None);
        let debug = format!("{:?}", Theme::mono());
        assert!(!debug.contains("fg(") && !debug.contains("bg("), "{debug}");
    }
}
