//! Everything a person can read, in one form: for export, citation, and later search, bookmarks and notes.

use serde::Serialize;

use super::address::Address;
use super::edition::Edition;
use super::markup::BlockKind;
use super::pack::Report;
use crate::text::span::slice;

/// What kind of thing a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A passage of the text.
    Passage,
    /// A term of the glossary.
    Term,
    /// A work that the report cites.
    Source,
}

impl Kind {
    /// All kinds, in the order of exports.
    pub const ALL: [Self; 3] = [Self::Passage, Self::Term, Self::Source];

    /// Its name on the command line: `passage`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Term => "term",
            Self::Source => "source",
        }
    }

    /// From its name, in the singular or the plural.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| name == kind.name() || name.strip_suffix('s') == Some(kind.name()))
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
        match &self.own {
            Own::Passage { .. } => self.id.parse().ok(),
            Own::Term { passages, .. } | Own::Source { passages, .. } => passages.first()?.parse().ok(),
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
        #[serde(skip_serializing_if = "Option::is_none")]
        marker: Option<String>,
        /// The rows of a table, the head first.
        #[serde(skip_serializing_if = "Option::is_none")]
        table: Option<Vec<Vec<String>>>,
        /// The footnotes it refers to.
        footnotes: Vec<Footnote>,
        /// What the translator says of it.
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

impl Report {
    /// All records of an edition of the kinds given, passages in reading order.
    pub fn records<'a>(&'a self, edition: &'a Edition, kinds: &'a [Kind]) -> impl Iterator<Item = Record> + 'a {
        let passages = (0..edition.passages.len()).map(|index| self.passage_record(edition, index));
        let terms = (0..self.glossary.len()).map(|index| self.term_record(edition, index));
        let sources = (0..self.references.len()).map(|index| self.source_record(edition, index));
        let wanted = |kind| kinds.contains(&kind);
        passages
            .filter(move |_| wanted(Kind::Passage))
            .chain(terms.filter(move |_| wanted(Kind::Term)))
            .chain(sources.filter(move |_| wanted(Kind::Source)))
    }

    /// The record at an address; `None` for sections (which are many) and where there is none.
    pub fn record(&self, edition: &Edition, address: &Address) -> Option<Record> {
        match address {
            Address::Section(_) => None,
            Address::Passage(section, number) => Some(self.passage_record(edition, edition.passage_at(section, *number)?)),
            Address::Term(id) => {
                let index = self.glossary.iter().position(|term| *term.id == **id)?;
                Some(self.term_record(edition, index))
            }
            Address::Source(id) => {
                let index = self.references.iter().position(|reference| *reference.id == **id)?;
                Some(self.source_record(edition, index))
            }
        }
    }

    /// A passage as a record.
    ///
    /// # Panics
    /// Where the edition has no passage of that index.
    pub fn passage_record(&self, edition: &Edition, index: usize) -> Record {
        let passage = &edition.passages[index];
        let section = &edition.sections[passage.section];
        let block = &edition.blocks[passage.block];
        let notes = || passage.notes.iter().map(|note| &edition.notes[*note]);
        let text_of = |note: &super::edition::EditionNote| note.block.map(|at| edition.blocks[at].text.clone());
        let translators: Vec<String> = notes().filter(|note| note.translators).filter_map(text_of).collect();
        Record {
            id: edition.address_of(index).to_string(),
            kind: Kind::Passage,
            lang: edition.language.tag(),
            section: Some(section.id.clone()),
            page: passage.pages.map(|pages| pages.first),
            countries: Vec::new(),
            title: edition.trail(passage.section, passage.heading).join(" › "),
            text: block.text.clone(),
            source: self.cite_passage(edition, index),
            own: Own::Passage {
                number: passage.number,
                heading: passage.heading.map(|at| edition.blocks[at].text.clone()),
                pages: passage.pages.filter(|pages| pages.first != pages.last).map(|pages| pages.to_string()),
                marker: block.marker.clone(),
                table: match &block.kind {
                    BlockKind::Table(table) => Some(
                        table.rows.iter().map(|row| row.iter().map(|cell| slice(&block.text, cell.clone()).to_owned()).collect()).collect(),
                    ),
                    _ => None,
                },
                footnotes: notes()
                    .filter(|note| !note.translators)
                    .filter_map(|note| Some(Footnote { mark: note.mark.clone(), text: text_of(note)? }))
                    .collect(),
                note: (!translators.is_empty()).then(|| translators.join(" ")),
            },
        }
    }

    fn term_record(&self, edition: &Edition, index: usize) -> Record {
        let term = &self.glossary[index];
        let language = edition.language;
        Record {
            id: Address::Term(term.id.to_string()).to_string(),
            kind: Kind::Term,
            lang: language.tag(),
            countries: Vec::new(),
            title: term.term.text(language).to_owned(),
            text: term.definition.text(language).to_owned(),
            own: Own::Term {
                long: some(term.long.text(language)),
                aliases: term.aliases.get(language).into_iter().flatten().map(ToString::to_string).collect(),
                note: some(term.note.text(language)),
                passages: term.passages.iter().map(ToString::to_string).collect(),
            },
            ..self.beside_the_text(edition, &term.passages)
        }
    }

    fn source_record(&self, edition: &Edition, index: usize) -> Record {
        let reference = &self.references[index];
        let language = edition.language;
        Record {
            id: Address::Source(reference.id.to_string()).to_string(),
            kind: Kind::Source,
            title: reference.title.text(language).to_owned(),
            text: reference.what.text(language).to_owned(),
            own: Own::Source {
                footnote: reference.footnote,
                author: some(&reference.author),
                publisher: some(&reference.publisher),
                year: reference.year,
                url: some(&reference.url),
                passages: reference.passages.iter().map(ToString::to_string).collect(),
            },
            ..self.beside_the_text(edition, &reference.passages)
        }
    }

    /// What a record that is no passage takes from the first passage it names: section, page, citation.
    fn beside_the_text(&self, edition: &Edition, passages: &[super::localized::Plain]) -> Record {
        let first = passages.first().and_then(|address| match address.parse() {
            Ok(Address::Passage(section, number)) => edition.passage_at(&section, number),
            _ => None,
        });
        let passage = first.map(|index| &edition.passages[index]);
        Record {
            id: String::new(),
            kind: Kind::Term,
            lang: edition.language.tag(),
            section: passage.map(|passage| edition.sections[passage.section].id.clone()),
            page: passage.and_then(|passage| passage.pages).map(|pages| pages.first),
            countries: Vec::new(),
            title: String::new(),
            text: String::new(),
            source: match first {
                Some(index) => self.cite_passage(edition, index),
                None => self.cite(edition, std::iter::empty()),
            },
            own: Own::Term { long: None, aliases: Vec::new(), note: None, passages: Vec::new() },
        }
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
