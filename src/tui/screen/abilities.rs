//! What a terminal can do beyond what all of them can, by its name. Nothing is asked and no terminfo is read: a name that says nothing gets
//! what every terminal understands.

/// Names that begin like this are terminals with the whole of the VT220's editing: they erase characters in place and go to a column.
const EDITING: [&str; 24] = [
    "xterm",
    "linux",
    "screen",
    "tmux",
    "rxvt",
    "alacritty",
    "foot",
    "kitty",
    "wezterm",
    "ghostty",
    "contour",
    "st-",
    "stterm",
    "konsole",
    "vte",
    "gnome",
    "putty",
    "mintty",
    "iTerm",
    "nsterm",
    "mlterm",
    "vt220",
    "vt320",
    "vt420",
];
/// Of these, the ones that erase in the default colour only, whatever ground is set.
const ERASES_PLAIN: [&str; 5] = ["screen", "tmux", "vt220", "vt320", "vt420"];
/// Older ones that have margins all the same.
const MARGINS: [&str; 2] = ["vt100", "vt102"];

/// What a terminal can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Abilities {
    /// It has margins (DECSTBM), within which lines move up and down (LF and RI at the margins, which all that have margins have; SU and SD are
    /// not in the Linux console and not in a VT100).
    pub margins: bool,
    /// It erases characters where they are (ECH) and goes to a column (CHA).
    pub editing: bool,
    /// What is erased takes the ground that is set ("bce" in terminfo).
    pub erases_in_color: bool,
}

impl Abilities {
    /// By the environment.
    pub fn new(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
        let is_one = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
        let editing = is_one(&EDITING);
        // Some people give what runs in them another name.
        let is_between = ["TMUX", "STY", "ZELLIJ"].into_iter().any(is_set);
        Self { margins: editing || is_one(&MARGINS), editing, erases_in_color: editing && !is_one(&ERASES_PLAIN) && !is_between }
    }

    /// Everything.
    pub const ALL: Self = Self { margins: true, editing: true, erases_in_color: true };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name() {
        let of = |pairs: &[(&str, &str)]| {
            let found = Abilities::new(|name| pairs.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned()));
            [found.margins, found.editing, found.erases_in_color]
        };
        for (pairs, wanted) in [
            (&[("TERM", "xterm-256color")][..], [true, true, true]),
            (&[("TERM", "xterm-kitty")], [true, true, true]),
            (&[("TERM", "linux")], [true, true, true]),
            (&[("TERM", "screen.xterm-256color")], [true, true, false]),
            (&[("TERM", "tmux-256color"), ("TMUX", "x")], [true, true, false]),
            (&[("TERM", "xterm-256color"), ("STY", "1.x")], [true, true, false]),
            (&[("TERM", "vt100")], [true, false, false]),
            (&[("TERM", "ansi")], [false, false, false]),
            (&[("TERM", "nonesuch")], [false, false, false]),
            (&[], [false, false, false]),
        ] {
            assert_eq!(of(pairs), wanted, "{pairs:?}");
        }
    }
}
