//! What the report cites: `sources.toml`.

use serde::Deserialize;

use super::language::Language;
use super::localized::{Localized, Plain};

/// `sources.toml` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourcesFile {
    #[serde(default)]
    pub(super) source: Vec<Reference>,
}

/// A work, body of data or informant that the report cites.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The same in each language.
    pub id: Plain,
    /// Number of the footnote that cites it.
    pub footnote: Option<u32>,
    /// Its title, or a short description.
    pub title: Localized,
    /// Who wrote it.
    #[serde(default)]
    pub author: Localized,
    /// Who published it.
    #[serde(default)]
    pub publisher: Localized,
    /// When.
    pub year: Option<u32>,
    /// Where.
    #[serde(default)]
    pub url: Plain,
    /// Addresses of the passages that cite it.
    #[serde(default)]
    pub passages: Vec<Plain>,
    /// What the report takes from it.
    #[serde(default)]
    pub what: Localized,
}

impl Reference {
    /// Author, publisher, year, title and URL, as far as they are known, on one line.
    pub fn line(&self, language: Language) -> String {
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        let (author, publisher) = (self.author.text(language), self.publisher.text(language));
        let by = if author == publisher { "" } else { publisher };
        [author, by, &year, self.title.text(language), &self.url].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}
