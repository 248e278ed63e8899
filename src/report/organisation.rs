//! Organisations: `organisations.toml`.

use serde::Deserialize;

use super::law::country_ids;
use super::localized::{Localized, Plain};

/// `organisations.toml` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganisationsFile {
    #[serde(default)]
    pub(super) organisation: Vec<Organisation>,
}

/// An organisation and what it does.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// The same in each language.
    pub id: Plain,
    /// Its name.
    pub name: Localized,
    /// Its acronym.
    #[serde(default)]
    pub acronym: Localized,
    /// `redlac`, `civil-society`, `international`, `university`, `company`, `network` or `media`.
    #[serde(default)]
    pub kind: Plain,
    /// Id of its country.
    #[serde(default)]
    pub country: Plain,
    /// Ids of its countries, where there are several.
    #[serde(default)]
    pub countries: Vec<Plain>,
    /// What it does, according to the report.
    #[serde(default)]
    pub what: Localized,
    /// Addresses of the passages about it.
    #[serde(default)]
    pub passages: Vec<Plain>,
    /// What we add.
    #[serde(default)]
    pub note: Localized,
}

impl Organisation {
    /// Ids of the countries where it works; none for international ones.
    pub fn country_ids(&self) -> impl Iterator<Item = &str> {
        country_ids(&self.country, &self.countries)
    }
}
