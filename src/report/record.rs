//! Everything a person can read, in one form: for export, citation, and later search, bookmarks and notes.

use serde::Serialize;

use super::address::Address;

/// What kind of thing a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A passage of the text.
    Passage,
    /// A law, plan, policy, body …
    Law,
    /// A number.
    Figure,
    /// An organisation.
    Organisation,
    /// An action that is recommended.
    Recommendation,
    /// A term of the glossary.
    Term,
    /// A work that the report cites.
    Source,
}

impl Kind {
    /// All kinds, in the order of exports.
    pub const ALL: [Self; 7] = [Self::Passage, Self::Law, Self::Figure, Self::Organisation, Self::Recommendation, Self::Term, Self::Source];

    /// Its name on the command line: `passage`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Law => "law",
            Self::Figure => "figure",
            Self::Organisation => "organisation",
            Self::Recommendation => "recommendation",
            Self::Term => "term",
            Self::Source => "source",
        }
    }

    /// From its name, in the singular or the plural.
    pub fn from_name(name: &str) -> Option<Self> {
        // As in addresses.
        let long = match name {
            "org" => "organisation",
            "rec" => "recommendation",
            other => other,
        };
        Self::ALL.into_iter().find(|kind| long == kind.name() || long.strip_suffix('s') == Some(kind.name()))
    }
}

/// One thing that can be read. Serialized, it is a line of `export --format jsonl`.
#[derive(Debug, Clone, Serialize)]
pub struct Record {
    /// Its address.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Code of the edition's language.
    pub lang: &'static str,
    /// Id of the section in which it stands.
    pub section: Option<String>,
    /// Printed page on which it begins, or the first one on which it can.
    pub page: Option<u32>,
    /// Ids of the countries it is about.
    pub countries: Vec<String>,
    /// A title for lists.
    pub title: String,
    /// The text.
    pub text: String,
    /// The citation.
    pub source: String,
    /// What only its kind has.
    #[serde(flatten)]
    pub own: Own,
}

impl Record {
    /// Where the text has it: the passage itself, or the first one that a record beside the text names.
    pub fn first_passage(&self) -> Option<Address> {
        match self.passages() {
            [] if self.kind == Kind::Passage => self.id.parse().ok(),
            passages => passages.first()?.parse().ok(),
        }
    }

    /// The addresses of the passages that a record beside the text names; none for a passage.
    pub fn passages(&self) -> &[String] {
        match &self.own {
            Own::Passage { .. } => &[],
            Own::Term { passages, .. }
            | Own::Source { passages, .. }
            | Own::Law { passages, .. }
            | Own::Figure { passages, .. }
            | Own::Organisation { passages, .. }
            | Own::Recommendation { passages, .. } => passages,
        }
    }
}

/// The fields of one kind.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Own {
    /// Of a passage.
    Passage {
        /// Its number in the section.
        number: u32,
        /// The heading under which it stands.
        heading: Option<String>,
        /// The printed pages, where more than one is possible: `14–17`.
        pages: Option<String>,
        /// The sign of a list item.
        marker: Option<String>,
        /// The rows of a table, the head first.
        table: Option<Vec<Vec<String>>>,
        /// The footnotes it refers to.
        footnotes: Vec<Footnote>,
        /// What the translator says of it.
        note: Option<String>,
    },
    /// Of a law.
    Law {
        /// `law`, `code-article`, `decree`, `plan`, `protocol`, `policy`, `agreement` or `body`.
        instrument: String,
        /// First year.
        year: Option<u32>,
        /// Last year.
        year_end: Option<u32>,
        /// In what state it is.
        status: Option<String>,
        /// Where it is named.
        passages: Vec<String>,
        /// What we add.
        note: Option<String>,
    },
    /// Of a figure.
    Figure {
        /// The number; shares in percent. None where the report says no more than `millions`.
        value: Option<f64>,
        /// The other end of a span.
        value_to: Option<f64>,
        /// As it stands in the passage.
        shown: String,
        /// Almost, more than …
        qualifier: Option<String>,
        /// People, percent …
        unit: Option<String>,
        /// For what time.
        period: Option<String>,
        /// Figures of a group can be compared.
        group: Option<String>,
        /// Its name in the group.
        label: Option<String>,
        /// Id of the cited work it comes from.
        attributed_to: Option<String>,
        /// Where it stands.
        passages: Vec<String>,
        /// What we add.
        note: Option<String>,
    },
    /// Of an organisation.
    Organisation {
        /// Its acronym.
        acronym: Option<String>,
        /// `redlac`, `civil-society`, `international` …
        group: Option<String>,
        /// Where it is named.
        passages: Vec<String>,
        /// What we add.
        note: Option<String>,
    },
    /// Of a recommendation.
    Recommendation {
        /// Who is to act.
        addressees: Vec<String>,
        /// About what.
        theme: Option<String>,
        /// Where it stands.
        passages: Vec<String>,
        /// What we add.
        note: Option<String>,
    },
    /// Of a term.
    Term {
        /// An acronym's long form.
        long: Option<String>,
        /// Other ways of writing it.
        aliases: Vec<String>,
        /// What we add.
        note: Option<String>,
        /// Where it is explained or used.
        passages: Vec<String>,
    },
    /// Of a cited work.
    Source {
        /// The footnote that cites it.
        footnote: Option<u32>,
        /// Who wrote it.
        author: Option<String>,
        /// Who published it.
        publisher: Option<String>,
        /// When.
        year: Option<u32>,
        /// Where.
        url: Option<String>,
        /// Where it is cited.
        passages: Vec<String>,
    },
}

/// A footnote of a passage.
#[derive(Debug, Clone, Serialize)]
pub struct Footnote {
    /// As in the text.
    pub mark: String,
    /// What it says.
    pub text: String,
}
