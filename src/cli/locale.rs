//! What the environment says of the terminal.

use crate::config::color::{Depth, Ground};

/// Whether the locale's characters are UTF-8: by `LC_ALL`, `LC_CTYPE` or `LANG`, the first that is set and not empty.
/// None set is the POSIX locale, which is ASCII; macOS and Windows are UTF-8 whatever these say.
pub fn is_utf8(get: impl Fn(&str) -> Option<String>) -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| get(name).filter(|value| !value.is_empty()));
    match set {
        Some(value) => {
            let value = value.to_ascii_lowercase();
            value.contains("utf-8") || value.contains("utf8")
        }
        None => cfg!(any(windows, target_os = "macos")),
    }
}

/// Whether the terminal has 256 colours, by its name and `COLORTERM`. Windows' has.
pub fn has_256_colors(get: impl Fn(&str) -> Option<String>) -> bool {
    /// Parts of the names of those that have, whether or not the name says so.
    const NAMES: [&str; 8] = ["256color", "direct", "truecolor", "kitty", "alacritty", "foot", "ghostty", "wezterm"];
    let term = get("TERM").unwrap_or_default();
    cfg!(windows) || get("COLORTERM").is_some_and(|value| !value.is_empty()) || NAMES.iter().any(|name| term.contains(name))
}

/// How many colours the terminal has.
pub fn depth(get: impl Fn(&str) -> Option<String>) -> Depth {
    let truly = get("COLORTERM").is_some_and(|value| ["truecolor", "24bit"].contains(&value.as_str()));
    let term = get("TERM").unwrap_or_default();
    match has_256_colors(&get) {
        _ if truly || term.contains("direct") || cfg!(windows) => Depth::True,
        true => Depth::Of256,
        false => Depth::Sixteen,
    }
}

/// What lies behind the text, where the environment knows: the Linux console is dark, and some terminals say it in `COLORFGBG`
/// (`15;0`, `0;default;15`).
pub fn ground(get: impl Fn(&str) -> Option<String>) -> Option<Ground> {
    if get("TERM").as_deref() == Some("linux") {
        return Some(Ground::Dark);
    }
    let last = get("COLORFGBG")?.rsplit(';').next()?.parse().ok();
    last.filter(|color: &u8| *color < 16).map(|color| if matches!(color, 0..=6 | 8) { Ground::Dark } else { Ground::Light })
}

/// Whether the terminal can be asked for its ground. Not where the answer may come late or not at all, and might then be taken for keys of
/// whatever runs next: over a network, in a terminal inside another one, and where the terminal is not one that is known to answer.
pub fn can_be_asked(get: impl Fn(&str) -> Option<String>) -> bool {
    const FAR: [&str; 7] = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "MOSH_IP", "TMUX", "STY", "ZELLIJ"];
    const ANSWER: [&str; 8] = ["xterm", "alacritty", "kitty", "foot", "wezterm", "ghostty", "rxvt", "contour"];
    let is_set = |name: &&str| get(name).is_some_and(|value| !value.is_empty());
    let term = get("TERM").unwrap_or_default();
    cfg!(unix) && !FAR.iter().any(is_set) && ANSWER.iter().any(|name| term.contains(name))
}

/// Whether the terminal takes text and nothing else, or does not say what it takes. Windows' does not say it in this way.
pub fn is_dumb(get: impl Fn(&str) -> Option<String>) -> bool {
    cfg!(unix) && get("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// Where output is a terminal that has colour.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Whether to use colour. `NO_COLOR`, `CLICOLOR_FORCE` and `TERM=dumb` count where nothing was said on the command line.
    pub fn is_wanted(self, terminal: bool, get: impl Fn(&str) -> Option<String>) -> bool {
        let set = |name: &str| get(name).is_some_and(|value| !value.is_empty() && value != "0");
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if get("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
            Self::Auto if set("CLICOLOR_FORCE") => true,
            Self::Auto => terminal && !is_dumb(get),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_first_that_is_set_decides() {
        assert!(is_utf8(env(&[("LANG", "es_CO.UTF-8")])));
        assert!(!is_utf8(env(&[("LC_ALL", "C"), ("LANG", "es_CO.UTF-8")])));
        assert!(is_utf8(env(&[("LC_ALL", ""), ("LANG", "pt_BR.utf8")])));
    }

    #[test]
    fn how_many_colours() {
        for (pairs, many) in [
            (&[("TERM", "screen-256color")][..], true),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM", "xterm"), ("COLORTERM", "truecolor")], true),
            (&[("TERM", "linux")], cfg!(windows)),
            (&[("TERM", "vt100"), ("COLORTERM", "")], cfg!(windows)),
            (&[], cfg!(windows)),
        ] {
            assert_eq!(has_256_colors(env(pairs)), many, "{pairs:?}");
        }
    }

    #[test]
    fn how_many_colours_exactly() {
        for (pairs, wanted) in [
            (&[("TERM", "xterm"), ("COLORTERM", "truecolor")][..], Depth::True),
            (&[("TERM", "xterm-direct")], Depth::True),
            (&[("TERM", "xterm"), ("COLORTERM", "yes")], Depth::Of256),
            (&[("TERM", "xterm-256color")], Depth::Of256),
            (&[("TERM", "vt100")], Depth::Sixteen),
        ] {
            assert_eq!(depth(env(pairs)), if cfg!(windows) { Depth::True } else { wanted }, "{pairs:?}");
        }
    }

    #[test]
    fn what_lies_behind_the_text() {
        for (value, wanted) in [
            ("15;0", Some(Ground::Dark)),
            ("0;15", Some(Ground::Light)),
            ("0;default;7", Some(Ground::Light)),
            ("12;8", Some(Ground::Dark)),
            ("15;default", None),
            ("15;99", None),
            ("", None),
        ] {
            assert_eq!(ground(env(&[("COLORFGBG", value)])), wanted, "{value}");
        }
        assert_eq!(ground(env(&[("TERM", "linux"), ("COLORFGBG", "0;15")])), Some(Ground::Dark));
        assert_eq!(ground(env(&[("TERM", "xterm")])), None);
    }

    #[cfg(unix)]
    #[test]
    fn who_is_asked() {
        assert!(can_be_asked(env(&[("TERM", "xterm-256color"), ("TMUX", "")])));
        for (name, value) in [("SSH_TTY", "/dev/pts/1"), ("TMUX", "x"), ("STY", "x"), ("TERM", "screen-256color"), ("TERM", "linux")] {
            assert!(!can_be_asked(env(&[(name, value), ("TERM", "xterm")])), "{name}");
        }
        assert!(!can_be_asked(env(&[])));
    }

    #[test]
    fn colour() {
        assert!(!Color::Auto.is_wanted(true, env(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")])));
        assert!(Color::Auto.is_wanted(false, env(&[("CLICOLOR_FORCE", "1")])));
        assert!(!Color::Auto.is_wanted(false, env(&[])));
        assert!(Color::Always.is_wanted(false, env(&[("NO_COLOR", "1")])));
    }
}
