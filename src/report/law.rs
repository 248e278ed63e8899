//! Legal and policy instruments, and the bodies that apply them: `laws.toml`.

use serde::Deserialize;

use super::localized::{Localized, Plain};

/// `laws.toml` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LawsFile {
    #[serde(default)]
    pub(super) law: Vec<Law>,
}

/// An instrument or a body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// The same in each language: `ec-penal-code-91`.
    pub id: Plain,
    /// Id of its country.
    #[serde(default)]
    pub country: Plain,
    /// Ids of its countries, where there are several.
    #[serde(default)]
    pub countries: Vec<Plain>,
    /// Its name.
    pub name: Localized,
    /// `law`, `code-article`, `decree`, `plan`, `protocol`, `policy`, `agreement` or `body`.
    pub kind: Plain,
    /// Year from which it is.
    pub year: Option<u32>,
    /// Last year for which it is.
    pub year_end: Option<u32>,
    /// In what state the report says it is.
    #[serde(default)]
    pub status: Localized,
    /// What it does, or what the report says of it.
    #[serde(default)]
    pub what: Localized,
    /// Address of the passage it comes from.
    pub passage: Plain,
    /// Addresses of further passages.
    #[serde(default)]
    pub also: Vec<Plain>,
    /// What we add.
    #[serde(default)]
    pub note: Localized,
}

impl Law {
    /// `2018`, `2019–2030`, or nothing.
    pub fn years(&self) -> String {
        years(self.year, self.year_end)
    }

    /// Ids of the countries it is of; none for international ones.
    pub fn country_ids(&self) -> impl Iterator<Item = &str> {
        country_ids(&self.country, &self.countries)
    }
}

/// `2018`, `2019–2030`, or nothing.
pub fn years(year: Option<u32>, end: Option<u32>) -> String {
    [year, end].into_iter().flatten().map(|year| year.to_string()).collect::<Vec<_>>().join("–")
}

/// The one country and the several as one list.
pub(super) fn country_ids<'a>(one: &'a Plain, several: &'a [Plain]) -> impl Iterator<Item = &'a str> {
    std::iter::once(one).chain(several).map(|id| &**id).filter(|id| !id.is_empty())
}
