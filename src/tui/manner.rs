//! How the screen is to look and to be used, as the person has it.

use super::keys::Keymap;
use crate::app::layout::Widths;
use crate::app::{Action, App};
use crate::config::color::{Depth, Ground};
use crate::ui::theme::{self, Themes};
use crate::ui::{Look, Theme};

/// How the screen is to look and to be used.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Manner {
    /// Which keys stand for what.
    pub keymap: Keymap,
    /// How wide text is, and when there are two panes.
    pub widths: Widths,
    /// The mouse is the program's to begin with.
    pub mouse: bool,
    /// The themes that there are, for the colours of this terminal.
    pub themes: Themes,
    /// Name of the one to begin with; of a second screen, none for the one that the explorer has.
    pub theme: Option<String>,
    /// The terminal may be asked what lies behind the text, to choose a theme by it.
    pub asks: bool,
    /// Nothing but ASCII.
    pub ascii: bool,
    /// But for letters, which the terminal has.
    pub keeps_letters: bool,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// Nothing but text, for slow lines.
    pub low_bandwidth: bool,
}

impl Manner {
    /// Index of the theme to begin with.
    pub(super) fn first_theme(&self) -> usize {
        self.theme.as_deref().and_then(|name| self.themes.position(name)).unwrap_or(0)
    }

    /// Takes the theme that goes with what lies behind the text, unless the person has chosen another meanwhile.
    pub(super) fn adopt(&self, app: &mut App, ground: Option<Ground>) {
        let Some(ground) = ground else { return };
        let now = app.present().map_or(app.theme(), |present| present.theme_before);
        if let Some(theme) = self.themes.position(theme::on(ground)).filter(|_| now == self.first_theme()) {
            app.update(Action::Themes(theme, self.themes.projector(theme)));
        }
    }

    /// How to draw in a theme.
    pub(super) fn look(&self, mut theme: Theme) -> Look {
        theme.keeps_letters = self.keeps_letters;
        Look { theme: if self.low_bandwidth { theme.bare() } else { theme }, ascii: self.ascii, scaled: false }
    }
}
