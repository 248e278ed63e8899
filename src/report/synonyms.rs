//! What people call the same thing, words without meaning, and words that show what is wanted: `synonyms.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::language::Language;
use super::localized::Plain;

/// The file. A pack may do without it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonyms {
    /// Words that find each other.
    #[serde(default, rename = "group")]
    pub groups: Vec<SynonymGroup>,
    /// Words that carry no meaning in a query.
    #[serde(default)]
    pub stop: Words3,
    /// Words that show what kind of record is wanted, by the kind's name.
    #[serde(default)]
    pub intent: BTreeMap<String, Vec<Plain>>,
}

/// Words for one thing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SynonymGroup {
    /// A name for authors.
    pub id: Plain,
    /// In English.
    #[serde(default)]
    pub en: Vec<Plain>,
    /// In Spanish.
    #[serde(default)]
    pub es: Vec<Plain>,
    /// In Portuguese.
    #[serde(default)]
    pub pt: Vec<Plain>,
    /// Typed, they mean the group; the group does not mean them.
    #[serde(default)]
    pub also: Vec<Plain>,
}

impl SynonymGroup {
    /// Its words in a language.
    pub fn forms(&self, language: Language) -> &[Plain] {
        match language {
            Language::En => &self.en,
            Language::Es => &self.es,
            Language::Pt => &self.pt,
        }
    }
}

/// Words in each language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words3 {
    #[serde(default)]
    en: Vec<Plain>,
    #[serde(default)]
    es: Vec<Plain>,
    #[serde(default)]
    pt: Vec<Plain>,
}

impl Words3 {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.en.iter().chain(&self.es).chain(&self.pt).map(|plain| &**plain)
    }
}
