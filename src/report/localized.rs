//! Strings of content files: safe for the terminal, and one for each language.

use std::fmt;
use std::ops::Deref;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

    /// Cleans `text`, spaces at its ends kept.
    pub(super) fn line(text: &str) -> Self {
        Self(clean_line(text).into_owned())
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

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
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
    /// One text for all languages; nothing where it is empty.
    pub fn of(text: &str) -> Self {
        let text = Some(Plain::new(text)).filter(|text| !text.is_empty());
        Self { en: text.clone(), es: text.clone(), pt: text }
    }

    /// Whether it says nothing in any language.
    pub fn is_empty(&self) -> bool {
        self.all().all(|text| text.is_empty())
    }

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

/// As it is read: one value where all languages have the same.
impl<T: Serialize + PartialEq> Serialize for Localized<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let (Some(en), Some(es), Some(pt)) = (&self.en, &self.es, &self.pt)
            && en == es
            && es == pt
        {
            return en.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        for (tag, value) in [("en", &self.en), ("es", &self.es), ("pt", &self.pt)] {
            if let Some(value) = value {
                map.serialize_entry(tag, value)?;
            }
        }
        map.end()
    }
}
