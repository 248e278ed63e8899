//! Strings of content files: safe for the terminal, and one for each language.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Language;
use crate::text::sanitize::clean_line;

/// A string from a content file on one line, cleaned when it was read (a TOML `\u001b` is a real escape).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Plain(Arc<str>);

thread_local! {
    /// The strings that were read on this thread, while equal ones are to be kept once.
    static KEPT: RefCell<Option<HashSet<Arc<str>>>> = const { RefCell::new(None) };
}

/// Reads something; of equal strings in it one is kept. In data that a program has found in a long text, every sentence, unit and address stands
/// many times.
pub(super) fn each_once<T>(read: impl FnOnce() -> T) -> T {
    struct End;
    impl Drop for End {
        fn drop(&mut self) {
            KEPT.take();
        }
    }
    let _end = End;
    KEPT.replace(Some(HashSet::new()));
    read()
}

impl Plain {
    /// Cleans `text`.
    pub fn new(text: &str) -> Self {
        Self::of(clean_line(text).trim())
    }

    /// Cleans `text`, spaces at its ends kept.
    pub(super) fn line(text: &str) -> Self {
        Self::of(&clean_line(text))
    }

    fn of(clean: &str) -> Self {
        if clean.is_empty() {
            return Self::default();
        }
        KEPT.with_borrow_mut(|kept| {
            let Some(kept) = kept else { return Self(clean.into()) };
            if let Some(same) = kept.get(clean) {
                return Self(Arc::clone(same));
            }
            let own: Arc<str> = clean.into();
            kept.insert(Arc::clone(&own));
            Self(own)
        })
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
        Ok(Self::line(&String::deserialize(deserializer)?))
    }
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// `{ en = …, es = …, pt = … }`, or one plain value for all languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized<T = Plain>(Values<T>);

/// Kept small: a long report has a hundred thousand of them, most of them plain or empty.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Values<T> {
    Nothing,
    /// The same for all languages.
    All(T),
    /// English, Spanish, Portuguese.
    Each(Box<[Option<T>; 3]>),
}

impl<T> Localized<T> {
    /// The value for `language` itself.
    pub fn exact(&self, language: Language) -> Option<&T> {
        match &self.0 {
            Values::Nothing => None,
            Values::All(value) => Some(value),
            Values::Each(values) => match language {
                Language::En => values[0].as_ref(),
                Language::Es => values[1].as_ref(),
                Language::Pt => values[2].as_ref(),
            },
        }
    }

    /// The value for `language`, or else the first there is.
    pub fn get(&self, language: Language) -> Option<&T> {
        self.exact(language).or_else(|| self.all().next())
    }

    /// All values, English first; what is the same for all languages once.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        let (one, each) = match &self.0 {
            Values::Nothing => (None, None),
            Values::All(value) => (Some(value), None),
            Values::Each(values) => (None, Some(values.iter().flatten())),
        };
        one.into_iter().chain(each.into_iter().flatten())
    }
}

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Self(Values::Nothing)
    }
}

impl Localized<Plain> {
    /// One text for all languages; nothing where it is empty.
    pub fn of(text: &str) -> Self {
        match Plain::new(text) {
            text if text.is_empty() => Self::default(),
            text => Self(Values::All(text)),
        }
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

impl<'de, T: Deserialize<'de> + PartialEq> Deserialize<'de> for Localized<T> {
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
            Form::Each(ByLanguage { en: None, es: None, pt: None }) => Self::default(),
            Form::Each(ByLanguage { en: Some(en), es, pt }) if es.as_ref() == Some(&en) && pt.as_ref() == Some(&en) => {
                Self(Values::All(en))
            }
            Form::Each(ByLanguage { en, es, pt }) => Self(Values::Each(Box::new([en, es, pt]))),
            Form::All(value) => Self(Values::All(value)),
        })
    }
}

/// As it is read: one value where all languages have the same.
impl<T: Serialize> Serialize for Localized<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Values::All(value) = &self.0 {
            return value.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        for language in Language::ALL {
            if let Some(value) = self.exact(language) {
                map.serialize_entry(language.tag(), value)?;
            }
        }
        map.end()
    }
}
