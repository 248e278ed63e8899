//! What a report says of itself: `report.toml`.

use serde::Deserialize;

use super::localized::{Localized, Plain};

/// `report.toml` as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportFile {
    pub(super) report: Meta,
    #[serde(default)]
    pub(super) credit: Vec<Credit>,
    #[serde(default)]
    pub(super) contact: Vec<Contact>,
    #[serde(default)]
    pub(super) section: Vec<SectionEntry>,
}

/// Title, authors and the like.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// The title.
    pub title: Localized,
    /// The subtitle.
    #[serde(default)]
    pub subtitle: Localized,
    /// A title that fits in the top line; the title where there is none.
    #[serde(default)]
    pub short_title: Localized,
    /// Who published it.
    #[serde(default)]
    pub publisher: Localized,
    /// The publisher's short name, for citations.
    #[serde(default)]
    pub publisher_short: Plain,
    /// Who wrote it.
    #[serde(default)]
    pub authors: Vec<Plain>,
    /// Year of publication.
    pub year: Option<u32>,
    /// Where the original is.
    #[serde(default)]
    pub source_url: Plain,
    /// Codes of the editions there are.
    pub languages: Vec<Plain>,
    /// What this text is and what it is not.
    #[serde(default)]
    pub restatement: Localized,
    /// The credit line that goes with everything exported.
    #[serde(default)]
    pub attribution: Localized,
}

/// Somebody who is credited.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// What for.
    pub role: Localized,
    /// Who.
    pub name: Plain,
    /// Of which organisation.
    #[serde(default)]
    pub organisation: Localized,
}

/// How to reach the publisher.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// `address`, `phone`, `fax`, `website` …
    pub kind: Plain,
    /// The number or address.
    pub value: Plain,
}

/// A section in the report's order.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionEntry {
    pub(super) id: Plain,
    pub(super) page: Option<u32>,
    pub(super) parent: Option<Plain>,
}
