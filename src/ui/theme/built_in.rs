//! The colours of the built-in themes.

use ratatui::style::Color;

use super::{DARK, LIGHT, PROJECTOR_DARK, PROJECTOR_LIGHT, Palette};

/// In the 256 colours of xterm, of which those from 16 on are the same everywhere.
pub(super) fn in_256(name: &str) -> Option<Palette> {
    Some(match name {
        DARK => Palette {
            ground: Some(Color::Indexed(234)),
            text: Color::Indexed(253),
            quiet: Color::Indexed(248),
            dimmed: Color::Indexed(246),
            accent: Color::Indexed(116),
            warm: Color::Indexed(222),
            bar: Color::Indexed(237),
            highlight: (Color::Indexed(231), Color::Indexed(23)),
            hit: (Color::Indexed(16), Color::Indexed(186)),
            current: (Color::Indexed(16), Color::Indexed(215)),
            selected: (Color::Indexed(231), Color::Indexed(24)),
        },
        LIGHT => Palette {
            ground: Some(Color::Indexed(230)),
            text: Color::Indexed(235),
            quiet: Color::Indexed(240),
            dimmed: Color::Indexed(242),
            accent: Color::Indexed(24),
            warm: Color::Indexed(88),
            bar: Color::Indexed(253),
            highlight: (Color::Indexed(16), Color::Indexed(152)),
            hit: (Color::Indexed(16), Color::Indexed(222)),
            current: (Color::Indexed(231), Color::Indexed(88)),
            selected: (Color::Indexed(231), Color::Indexed(24)),
        },
        "high-contrast" => Palette {
            ground: Some(Color::Indexed(16)),
            text: Color::Indexed(231),
            quiet: Color::Indexed(255),
            dimmed: Color::Indexed(250),
            accent: Color::Indexed(123),
            warm: Color::Indexed(228),
            bar: Color::Indexed(17),
            highlight: (Color::Indexed(16), Color::Indexed(123)),
            hit: (Color::Indexed(16), Color::Indexed(226)),
            current: (Color::Indexed(16), Color::Indexed(214)),
            selected: (Color::Indexed(16), Color::Indexed(231)),
        },
        PROJECTOR_DARK => Palette {
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
        },
        PROJECTOR_LIGHT => Palette {
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
        },
        _ => return None,
    })
}

/// In sixteen colours, which are the terminal's own. None of the bright ones is a ground: of a console they are not.
pub(super) fn in_16(name: &str) -> Option<Palette> {
    Some(match name {
        DARK => Palette {
            ground: Some(Color::Black),
            text: Color::White,
            quiet: Color::Gray,
            dimmed: Color::Gray,
            accent: Color::LightCyan,
            warm: Color::LightYellow,
            bar: Color::Blue,
            highlight: (Color::Black, Color::Cyan),
            hit: (Color::Black, Color::Green),
            current: (Color::White, Color::Red),
            selected: (Color::White, Color::Blue),
        },
        "high-contrast" | PROJECTOR_DARK => Palette {
            ground: Some(Color::Black),
            text: Color::White,
            quiet: Color::White,
            dimmed: Color::Gray,
            accent: Color::LightCyan,
            warm: Color::LightYellow,
            bar: Color::Blue,
            highlight: (Color::Black, Color::Cyan),
            hit: (Color::Black, Color::Gray),
            current: (Color::White, Color::Blue),
            selected: (Color::White, Color::Blue),
        },
        LIGHT | PROJECTOR_LIGHT => Palette {
            ground: Some(Color::Gray),
            text: Color::Black,
            quiet: Color::Black,
            dimmed: Color::Black,
            accent: Color::Black,
            warm: Color::Black,
            bar: Color::Cyan,
            highlight: (Color::Black, Color::Cyan),
            hit: (Color::Black, Color::Cyan),
            current: (Color::White, Color::Blue),
            selected: (Color::White, Color::Blue),
        },
        _ => return None,
    })
}
