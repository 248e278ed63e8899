//! All themes that there are: the built-in ones, and a person's own.

use super::{MONO, NAMES, PROJECTOR_DARK, PROJECTOR_LIGHT, Theme, color};
use crate::config::OwnTheme;
use crate::config::color::Depth;

/// Themes by name, in the order in which one key goes through them.
#[derive(Debug, Clone)]
pub struct Themes {
    all: Vec<(String, Theme)>,
    depth: Depth,
}

impl Default for Themes {
    fn default() -> Self {
        Self::new(&[], Depth::Of256)
    }
}

impl Themes {
    /// For a terminal of so many colours.
    pub fn new(own: &[OwnTheme], depth: Depth) -> Self {
        let built_in = NAMES.into_iter().filter_map(|name| Some((name.to_owned(), Theme::built_in(name, depth)?)));
        let own = own.iter().filter_map(|own| {
            let mut theme = Theme::built_in(own.base, depth)?;
            for (intent, style) in &own.styles {
                if let Some(under) = theme.style_mut(intent) {
                    *under = under.patch(color::in_depth(*style, depth));
                }
            }
            Some((own.name.clone(), theme))
        });
        Self { all: built_in.chain(own).collect(), depth }
    }

    /// Their names.
    pub fn names(&self) -> Vec<String> {
        self.all.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The index of a name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.all.iter().position(|(other, _)| other == name)
    }

    /// The theme of an index; without colour where there is none.
    pub fn get(&self, index: usize) -> Theme {
        self.all.get(index).map_or_else(Theme::mono, |(_, theme)| theme.clone())
    }

    /// The theme of a name.
    pub fn named(&self, name: &str) -> Option<Theme> {
        self.position(name).map(|index| self.get(index))
    }

    /// The theme that the projector begins with: its own, unless the terminal or the person has no colours for it.
    pub fn projector(&self, theme: usize) -> usize {
        let is_mono = self.all.get(theme).is_none_or(|(name, _)| name == MONO);
        if is_mono || self.depth == Depth::Sixteen {
            return theme;
        }
        let light = self.all.get(theme).and_then(|(_, theme)| color::is_light(theme.text)).unwrap_or(false);
        self.position(if light { PROJECTOR_LIGHT } else { PROJECTOR_DARK }).unwrap_or(theme)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    #[test]
    fn a_theme_of_ones_own_lies_over_another() {
        let styles = vec![("heading", Style::new().fg(Color::Rgb(255, 135, 0)).remove_modifier(Modifier::BOLD))];
        let own = OwnTheme { name: "mine".to_owned(), base: "light", styles };
        let light = Theme::named("light").expect("a theme");
        for (depth, fg) in [(Depth::True, Color::Rgb(255, 135, 0)), (Depth::Of256, Color::Indexed(208))] {
            let themes = Themes::new(std::slice::from_ref(&own), depth);
            let mine = themes.named("mine").expect("there");
            assert_eq!((mine.heading.fg, mine.text), (Some(fg), light.text));
            assert!(!mine.heading.add_modifier.contains(Modifier::BOLD));
            let at = themes.position("mine").expect("there");
            assert_eq!(themes.names()[themes.projector(at)], PROJECTOR_LIGHT);
        }
        let few = Themes::new(&[own], Depth::Sixteen).named("mine").expect("there");
        assert_eq!(few.heading.fg, Theme::built_in("light", Depth::Sixteen).expect("a theme").heading.fg);
        assert_eq!(Themes::default().get(99), Theme::mono());
    }
}
