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
#[serde(from = "Written")]
pub struct Figure {
    /// The same in each language.
    pub id: Plain,
    /// The number; shares in percent. None where the report says no more than `millions`.
    pub value: Option<f64>,
    /// The number as it stands in the passage, in each language's style.
    pub shown: Localized,
    /// Almost, more than, at least …
    pub qualifier: Localized,
    /// People, percent, years …
    pub unit: Localized,
    /// What it counts.
    pub what: Localized,
    /// For what time.
    pub period: Localized,
    /// Address of the passage.
    pub passage: Plain,
    /// What we add.
    pub note: Localized,
    country: Plain,
    more: Option<Box<More>>,
}

/// What few figures have: apart from the others, for a program finds thousands without in a long text.
#[derive(Debug, Clone, Default, PartialEq)]
struct More {
    value_to: Option<f64>,
    countries: Vec<Plain>,
    group: Plain,
    label: Localized,
    source: Plain,
}

/// A figure as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Plain,
    value: Option<f64>,
    value_to: Option<f64>,
    shown: Localized,
    #[serde(default)]
    qualifier: Localized,
    #[serde(default)]
    unit: Localized,
    what: Localized,
    #[serde(default)]
    period: Localized,
    #[serde(default)]
    country: Plain,
    #[serde(default)]
    countries: Vec<Plain>,
    #[serde(default)]
    group: Plain,
    #[serde(default)]
    label: Localized,
    #[serde(default)]
    source: Plain,
    passage: Plain,
    #[serde(default)]
    note: Localized,
}

impl From<Written> for Figure {
    fn from(written: Written) -> Self {
        let Written { id, value, value_to, shown, qualifier, unit, what, period, country, countries, group, label, source, passage, note } =
            written;
        let more = More { value_to, countries, group, label, source };
        let more = (more != More::default()).then(|| Box::new(more));
        Self { id, value, shown, qualifier, unit, what, period, passage, note, country, more }
    }
}

impl Figure {
    /// Ids of the countries it is of; none for the region.
    pub fn country_ids(&self) -> impl Iterator<Item = &str> {
        country_ids(&self.country, self.more.as_ref().map_or(&[], |more| &more.countries))
    }

    /// The other end of a span.
    pub fn value_to(&self) -> Option<f64> {
        self.more.as_ref()?.value_to
    }

    /// Figures of a group can be compared in a chart; empty where it is in none.
    pub fn group(&self) -> &str {
        self.more.as_ref().map_or("", |more| &more.group)
    }

    /// Its name in the chart; empty where it has none of its own.
    pub fn label(&self, language: Language) -> &str {
        self.more.as_ref().map_or("", |more| more.label.text(language))
    }

    /// Id of the cited work that the report has it from; empty where it has it from none.
    pub fn source(&self) -> &str {
        self.more.as_ref().map_or("", |more| &more.source)
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
