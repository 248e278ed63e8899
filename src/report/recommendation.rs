//! What the report recommends, an action an item: `recommendations.toml`.

use serde::Deserialize;

use super::localized::{Localized, Plain};

/// `recommendations.toml` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecommendationsFile {
    #[serde(default)]
    pub(super) recommendation: Vec<Recommendation>,
}

/// An action.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// The same in each language: `07`.
    pub id: Plain,
    /// What to do.
    pub text: Localized,
    /// Who: `states`, `civil-society`, `academia`, `international-cooperation`, `companies`.
    #[serde(default)]
    pub addressees: Vec<Plain>,
    /// About what: `protection`, `prevention` …
    #[serde(default)]
    pub theme: Plain,
    /// Address of the passage.
    pub passage: Plain,
    /// Addresses of further passages.
    #[serde(default)]
    pub also: Vec<Plain>,
    /// What we add.
    #[serde(default)]
    pub note: Localized,
}

/// By what actions are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// Who is to act.
    #[default]
    Addressee,
    /// About what.
    Theme,
}

impl Grouping {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Addressee => Self::Theme,
            Self::Theme => Self::Addressee,
        }
    }

    /// The group of labels that names its groups.
    pub fn name(self) -> &'static str {
        match self {
            Self::Addressee => "addressee",
            Self::Theme => "theme",
        }
    }
}
