//! Themes. Panes ask for a style by what a thing is; only this file knows colours. No meaning hangs on colour alone: what differs in
//! colour differs in weight, in underlining or in a sign as well.

mod built_in;
mod color;
mod themes;

use ratatui::style::{Color, Modifier, Style};

pub use themes::Themes;

use crate::config::color::{Depth, Ground};

macro_rules! intents {
    ($($(#[$doc:meta])* $field:ident = $name:literal),* $(,)?) => {
        /// Styles by intent.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])* pub $field: Style,)*
            /// A QR code; none where there is no colour.
            pub qr: Option<QrColors>,
            /// Only what is text: no frames, rules, bars, map or large letters. For slow lines.
            pub bare: bool,
            /// In ASCII, letters that are none stay: the font has them, but no signs.
            pub keeps_letters: bool,
        }

        /// The names of the intents in configuration.
        pub const INTENTS: &[&str] = &[$($name),*];

        impl Theme {
            /// The style of an intent, by its name.
            pub fn style_mut(&mut self, intent: &str) -> Option<&mut Style> {
                match intent { $($name => Some(&mut self.$field),)* _ => None }
            }
        }
    };
}

intents! {
    /// Running text, and the screen's ground.
    text = "text",
    /// What can be passed over: numbers, notes to the side.
    note = "note",
    /// Text that another sentence is lit in place of.
    dimmed = "dimmed",
    /// A section's title.
    section = "section",
    /// A heading.
    heading = "heading",
    /// `*emphasis*`.
    emphasis = "emphasis",
    /// `**strong emphasis**`.
    strong = "strong",
    /// Struck out.
    struck = "struck",
    /// Code.
    code = "code",
    /// A link.
    link = "link",
    /// The mark of a footnote.
    note_mark = "note-mark",
    /// The text of a footnote.
    footnote = "footnote",
    /// A term that can be explained.
    term = "term",
    /// Number and sign of the current passage.
    current = "current",
    /// What a person highlighted.
    highlight = "highlight",
    /// The sentences that are being chosen.
    chosen = "chosen",
    /// A match.
    hit = "hit",
    /// The match one is at.
    current_hit = "current-hit",
    /// The selected entry where keys go.
    selected = "selected",
    /// The selected entry elsewhere.
    selected_elsewhere = "selected-elsewhere",
    /// The filled part of a bar or a gauge.
    bar_fill = "bar-fill",
    /// A pane's frame.
    frame = "frame",
    /// The frame of the pane where keys go.
    focused_frame = "focused-frame",
    /// A pane's title.
    title = "title",
    /// The title of the pane where keys go.
    focused_title = "focused-title",
    /// The lines at the top and the bottom.
    bar = "bar",
    /// A key's name.
    key = "key",
    /// A message.
    message = "message",
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
pub const NAMES: [&str; 7] = [TERMINAL, DARK, LIGHT, "high-contrast", MONO, PROJECTOR_DARK, PROJECTOR_LIGHT];
/// The terminal's own colours: right on every ground.
pub const TERMINAL: &str = "terminal";
/// For dark grounds.
pub const DARK: &str = "dark";
/// For light grounds.
pub const LIGHT: &str = "light";
/// Without colour.
pub const MONO: &str = "mono";
/// For a projector in a dark room.
pub const PROJECTOR_DARK: &str = "projector-dark";
/// For a projector in a light room.
pub const PROJECTOR_LIGHT: &str = "projector-light";

/// The theme that goes with what lies behind the text.
pub fn on(ground: Ground) -> &'static str {
    match ground {
        Ground::Dark => DARK,
        Ground::Light => LIGHT,
    }
}

impl Theme {
    /// The built-in theme of a name, in 256 colours.
    pub fn named(name: &str) -> Option<Self> {
        Self::built_in(name, Depth::Of256)
    }

    /// The built-in theme of a name, for a terminal of so many colours. Where there are sixteen only, they are chosen by what they are for:
    /// the nearest ones would not be told apart.
    pub fn built_in(name: &str, depth: Depth) -> Option<Self> {
        let theme = match name {
            TERMINAL => Self::terminal(),
            MONO => Self::mono(),
            name if depth == Depth::Sixteen => Self::on(&built_in::in_16(name)?),
            name => Self::on(&built_in::in_256(name)?),
        };
        if depth != Depth::Sixteen {
            return Some(theme);
        }
        let mut theme = theme.with_16_colors();
        // There are too few greys: what is to be passed over is said to be dim as well.
        for quiet in [&mut theme.note, &mut theme.dimmed, &mut theme.frame] {
            *quiet = quiet.add_modifier(Modifier::DIM);
        }
        Some(theme)
    }

    /// The terminal's own colours on its own ground, of which nothing is known: text has the colour that text has there, since no other of the
    /// sixteen is readable on white as well as on black.
    fn terminal() -> Self {
        Self {
            bar_fill: Style::new().fg(Color::Cyan),
            focused_frame: Style::new().fg(Color::Cyan),
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

    /// The same with nothing but text, and all of it in full weight: to say that something is dim costs more than what it says.
    #[must_use]
    pub fn bare(mut self) -> Self {
        for intent in INTENTS {
            if let Some(style) = self.style_mut(intent) {
                style.add_modifier.remove(Modifier::DIM);
            }
        }
        Self { bare: true, ..self }
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
            bare: false,
            keeps_letters: false,
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

    /// Every style that has text on it, over its ground.
    fn texts(theme: &Theme) -> Vec<(&'static str, Style)> {
        let mut theme = theme.clone();
        let (text, bar) = (theme.text, theme.bar);
        let ground = |intent: &str| if ["bar", "key", "message"].contains(&intent) { bar } else { text };
        INTENTS.iter().map(|intent| (*intent, ground(intent).patch(*theme.style_mut(intent).expect("an intent")))).collect()
    }

    #[test]
    fn every_text_is_readable() {
        for depth in [Depth::Sixteen, Depth::Of256, Depth::True] {
            for name in NAMES.into_iter().filter(|name| ![TERMINAL, MONO].contains(name)) {
                let is_far = [PROJECTOR_DARK, PROJECTOR_LIGHT, "high-contrast"].contains(&name);
                let least = if is_far { 7.0 } else { 4.5 };
                let theme = Theme::built_in(name, depth).expect("a theme");
                for (intent, style) in texts(&theme) {
                    let contrast = color::contrast(style).expect("ink and ground");
                    assert!(contrast >= least, "{name}, {depth:?}: {contrast:.2} for {intent}");
                }
            }
        }
        let grey = Style::new().fg(Color::Indexed(240)).bg(Color::Indexed(16));
        assert!(color::contrast(grey).is_some_and(|contrast| contrast < 4.5), "grey on black is told from it");
    }

    #[test]
    fn on_an_unknown_ground_text_has_the_colour_of_text() {
        for depth in [Depth::Sixteen, Depth::True] {
            for (intent, style) in texts(&Theme::built_in(TERMINAL, depth).expect("a theme")) {
                let is_line = ["bar-fill", "focused-frame"].contains(&intent);
                assert!(is_line || style.fg.is_some() == style.bg.is_some(), "{intent}: {style:?}");
            }
        }
    }

    #[test]
    fn nothing_is_told_by_colour_alone() {
        for (name, depth) in NAMES.into_iter().flat_map(|name| [(name, Depth::Sixteen), (name, Depth::Of256)]) {
            let theme = Theme::built_in(name, depth).expect("a theme");
            assert_ne!(theme.hit.add_modifier, theme.current_hit.add_modifier, "{name}");
            // What lies behind the text differs, or its weight: both show where there are no colours.
            for marked in [theme.selected, theme.chosen, theme.hit, theme.highlight] {
                let stands_out = marked.bg.is_some_and(|bg| Some(bg) != theme.text.bg) || !marked.add_modifier.is_empty();
                assert!(stands_out, "{name}: {marked:?}");
            }
            assert!(theme.selected_elsewhere.add_modifier.contains(Modifier::BOLD), "{name}");
            assert!(
                theme.heading.add_modifier.contains(Modifier::BOLD) && theme.link.add_modifier.contains(Modifier::UNDERLINED),
                "{name}"
            );
        }
    }

    #[test]
    fn each_name_is_a_theme_and_mono_has_no_colour() {
        assert!(NAMES.iter().all(|name| Theme::named(name).is_some()));
        assert_eq!(Theme::named("pink"), None);
        let debug = format!("{:?}", Theme::mono());
        assert!(!debug.contains("fg(") && !debug.contains("bg("), "{debug}");
        let mut theme = Theme::mono();
        assert!(INTENTS.iter().all(|intent| theme.style_mut(intent).is_some()));
        let debug = format!("{:?}", Theme::mono().bare());
        assert!(!debug.contains("dim(") && debug.contains("bold(") && debug.contains("bare: true"), "{debug}");
    }
}
