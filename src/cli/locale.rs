//! What the environment says of the terminal.

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
    fn colour() {
        assert!(!Color::Auto.is_wanted(true, env(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")])));
        assert!(Color::Auto.is_wanted(false, env(&[("CLICOLOR_FORCE", "1")])));
        assert!(!Color::Auto.is_wanted(false, env(&[])));
        assert!(Color::Always.is_wanted(false, env(&[("NO_COLOR", "1")])));
    }
}
