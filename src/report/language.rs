//! The languages that editions are written in.

use serde::{Deserialize, Serialize};

/// A language of the interface and of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Portuguese.
    Pt,
}

impl Language {
    /// All languages, in the order in which the program offers them.
    pub const ALL: [Self; 3] = [Self::En, Self::Es, Self::Pt];

    /// ISO 639-1 code: `en`, `es` or `pt`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Pt => "pt",
        }
    }

    /// From a language tag or a POSIX locale name: `es`, `es-419`, `pt_BR.UTF-8`. `None` for other languages.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| language.eq_ignore_ascii_case(l.tag()))
    }

    /// What the environment asks for: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty
    /// decides, as POSIX has it.
    pub fn from_environment(get: impl Fn(&str) -> Option<String>) -> Option<Self> {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| get(name).filter(|value| !value.is_empty()))
            .and_then(|value| Self::from_tag(&value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales() {
        assert_eq!(Language::from_tag("es_CO.UTF-8"), Some(Language::Es));
        assert_eq!(Language::from_tag("PT-br"), Some(Language::Pt));
        assert_eq!(Language::from_tag("C"), None);
        let env = |name: &str| match name {
            "LC_ALL" => Some(String::new()),
            "LANG" => Some("pt_BR.UTF-8".to_owned()),
            _ => None,
        };
        assert_eq!(Language::from_environment(env), Some(Language::Pt));
    }
}
