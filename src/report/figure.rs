//! Every number in the report: `figures.toml`.

use serde::Deserialize;

use super::language::Language;
use super::law::country_ids;
use super::localized::{Localized, Plain};
use crate::text::fold::fold;

/// `figures.toml` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FiguresFile {
    #[serde(default)]
    pub(super) figure: Vec<Figure>,
}

/// A number, what it counts, and where it stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The same in each language.
    pub id: Plain,
    /// The number; shares in percent. None where the report says no more than `millions`.
    pub value: Option<f64>,
    /// The other end of a span.
    pub value_to: Option<f64>,
    /// The number as it stands in the passage, in each language's style.
    pub shown: Localized,
    /// Almost, more than, at least …
    #[serde(default)]
    pub qualifier: Localized,
    /// People, percent, years …
    #[serde(default)]
    pub unit: Localized,
    /// What it counts.
    pub what: Localized,
    /// For what time.
    #[serde(default)]
    pub period: Localized,
    /// Id of the country it is of.
    #[serde(default)]
    pub country: Plain,
    /// Ids of the countries, where there are several.
    #[serde(default)]
    pub countries: Vec<Plain>,
    /// Figures of a group can be compared in a chart.
    #[serde(default)]
    pub group: Plain,
    /// Its name in the chart.
    #[serde(default)]
    pub label: Localized,
    /// Id of the cited work that the report has it from.
    #[serde(default)]
    pub source: Plain,
    /// Address of the passage.
    pub passage: Plain,
    /// What we add.
    #[serde(default)]
    pub note: Localized,
}

impl Figure {
    /// Ids of the countries it is of; none for the region.
    pub fn country_ids(&self) -> impl Iterator<Item = &str> {
        country_ids(&self.country, &self.countries)
    }

    /// Whether it is a share in percent. Units are compared in English, which every pack of data has.
    pub fn is_share(&self) -> bool {
        self.unit.text(Language::En) == "percent"
    }

    /// The number with its qualifier, as it stands in the passage, and its unit, unless the number says it already: `more than 1.5 million
    /// people`, `84%`, `a fifth`.
    pub fn number(&self, language: Language) -> String {
        let shown = self.shown.text(language);
        let unit = self.unit.text(language);
        let is_plain = shown.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation());
        let said = match self.unit.text(Language::En) {
            _ if self.is_share() => true,
            "times" => !is_plain,
            _ => fold(shown).contains(&fold(unit)),
        };
        let parts = [self.qualifier.text(language), shown, if said { "" } else { unit }];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
