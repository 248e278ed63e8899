//! Strings of content files: safe for the terminal, and one for each language.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer};

use super::Language;
use crate::text::sanitize::clean_line;

/// A string from a content file on one line, cleaned when it was read (a TOML `\u001b` is a real escape).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Plain(String);

impl Plain {
    /// Cleans `text`.
    pub fn new(text: &str) -> Self {
        Self(clean_line(text).trim().to_owned())
    }
}

impl Deref for Plain {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(clean_line(&String::deserialize(deserializer)?).into_owned()))
    }
}

/// `{ en = …, es = …, pt = … }`, or one plain value for all languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized<T = Plain> {
    en: Option<T>,
    es: Option<T>,
    pt: Option<T>,
}

impl<T> Localized<T> {
    /// The value for `language` itself.
    pub fn exact(&self, language: Language) -> Option<&T> {
        match language {
            Language::En => self.en.as_ref(),
            Language::Es => self.es.as_ref(),
            Language::Pt => self.pt.as_ref(),
        }
    }

    /// The value for `language`, or else the first there is.
    pub fn get(&self, language: Language) -> Option<&T> {
        self.exact(language).or_else(|| self.all().next())
    }

    /// All values, English first.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        [&self.en, &self.es, &self.pt].into_iter().flatten()
    }
}

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Self { en: None, es: None, pt: None }
    }
}

impl Localized<Plain> {
    /// The string for `language`, or else the first there is, or else nothing.
    pub fn text(&self, language: Language) -> &str {
        self.get(language).map_or("", |plain| plain)
    }
}

impl<'de, T: Deserialize<'de> + Clone> Deserialize<'de> for Localized<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct ByLanguage<T> {
            en: Option<T>,
            es: Option<T>,
            pt: Option<T>,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form<T> {
            Each(ByLanguage<T>),
            All(T),
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::Each(ByLanguage { en, es, pt }) => Self { en, es, pt },
            Form::All(value) => Self { en: Some(value.clone()), es: Some(value.clone()), pt: Some(value) },
        })
    }
}
