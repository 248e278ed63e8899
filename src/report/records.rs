//! A report's things → records.

use super::address::Address;
use super::edition::{Edition, EditionNote};
use super::figure::Figure;
use super::glossary::Term;
use super::law::Law;
use super::localized::Plain;
use super::markup::BlockKind;
use super::organisation::Organisation;
use super::pack::Report;
use super::recommendation::Recommendation;
use super::record::{Footnote, Kind, Own, Record};
use super::reference::Reference;
use crate::text::span::slice;

impl Report {
    /// The addresses of all things of a kind, passages in reading order, the others in the order of their files.
    pub fn addresses(&self, edition: &Edition, kind: Kind) -> Vec<Address> {
        (0..self.count(edition, kind)).filter_map(|at| self.nth_address(edition, kind, at)).collect()
    }

    /// How many things of a kind there are.
    pub fn count(&self, edition: &Edition, kind: Kind) -> usize {
        match kind {
            Kind::Passage => edition.passages.len(),
            Kind::Law => self.facts().laws.len(),
            Kind::Figure => self.facts().figures.len(),
            Kind::Organisation => self.facts().organisations.len(),
            Kind::Recommendation => self.facts().recommendations.len(),
            Kind::Term => self.glossary().len(),
            Kind::Source => self.references().len(),
        }
    }

    /// The address of a thing by its number among those of its kind.
    pub fn nth_address(&self, edition: &Edition, kind: Kind, at: usize) -> Option<Address> {
        let facts = || self.facts();
        Some(match kind {
            Kind::Passage => edition.passages.get(at).map(|_| edition.address_of(at))?,
            Kind::Law => Address::Law(facts().laws.get(at)?.id.to_string()),
            Kind::Figure => Address::Figure(facts().figures.get(at)?.id.to_string()),
            Kind::Organisation => Address::Organisation(facts().organisations.get(at)?.id.to_string()),
            Kind::Recommendation => Address::Recommendation(facts().recommendations.get(at)?.id.to_string()),
            Kind::Term => Address::Term(self.glossary().get(at)?.id.to_string()),
            Kind::Source => Address::Source(self.references().get(at)?.id.to_string()),
        })
    }

    /// The record of a thing by its number among those of its kind, in the order of [`Report::addresses`], without its citation.
    pub fn nth_record(&self, edition: &Edition, kind: Kind, at: usize) -> Option<Record> {
        let facts = || self.facts();
        Some(match kind {
            Kind::Passage => {
                edition.passages.get(at)?;
                self.uncited_passage(edition, at)
            }
            Kind::Law => Self::law_record(edition, facts().laws.get(at)?),
            Kind::Figure => Self::figure_record(edition, facts().figures.get(at)?),
            Kind::Organisation => Self::organisation_record(edition, facts().organisations.get(at)?),
            Kind::Recommendation => Self::recommendation_record(edition, facts().recommendations.get(at)?),
            Kind::Term => Self::term_record(edition, self.glossary().get(at)?),
            Kind::Source => Self::source_record(edition, self.references().get(at)?),
        })
    }

    /// The record at an address; `None` for sections and countries (which are many) and where there is none.
    pub fn record(&self, edition: &Edition, address: &Address) -> Option<Record> {
        self.uncited_record(edition, address).map(|record| self.cited(edition, record))
    }

    /// The same without its citation, for what looks at many and shows few.
    pub fn uncited_record(&self, edition: &Edition, address: &Address) -> Option<Record> {
        match address {
            Address::Section(_) | Address::Country(_) => None,
            Address::Passage(section, number) => Some(self.uncited_passage(edition, edition.passage_at(section, *number)?)),
            Address::Law(id) => Some(Self::law_record(edition, self.facts().laws.iter().find(|law| *law.id == **id)?)),
            Address::Figure(id) => Some(Self::figure_record(edition, self.facts().figures.iter().find(|figure| *figure.id == **id)?)),
            Address::Organisation(id) => {
                let organisation = self.facts().organisations.iter().find(|organisation| *organisation.id == **id)?;
                Some(Self::organisation_record(edition, organisation))
            }
            Address::Recommendation(id) => {
                // `rec:7` is `rec:07`.
                let same = |own: &str| own == id || (own.parse::<u32>().is_ok() && own.parse::<u32>() == id.parse::<u32>());
                let item = self.facts().recommendations.iter().find(|item| same(&item.id))?;
                Some(Self::recommendation_record(edition, item))
            }
            Address::Term(id) => Some(Self::term_record(edition, self.glossary().iter().find(|term| *term.id == **id)?)),
            Address::Source(id) => Some(Self::source_record(edition, self.references().iter().find(|reference| *reference.id == **id)?)),
        }
    }

    /// A passage as a record.
    ///
    /// # Panics
    /// Where the edition has no passage of that index.
    pub fn passage_record(&self, edition: &Edition, index: usize) -> Record {
        self.cited(edition, self.uncited_passage(edition, index))
    }

    /// A record with the citation of its first passage, or of the report.
    fn cited(&self, edition: &Edition, mut record: Record) -> Record {
        let passage = match record.first_passage() {
            Some(Address::Passage(section, number)) => edition.passage_at(&section, number),
            _ => None,
        };
        record.source = match passage {
            Some(index) => self.cite_passage(edition, index),
            None => self.cite(edition, std::iter::empty()),
        };
        record
    }

    fn uncited_passage(&self, edition: &Edition, index: usize) -> Record {
        let passage = &edition.passages[index];
        let section = &edition.sections[passage.section];
        let block = &edition.blocks[passage.block];
        let notes = || passage.notes.iter().map(|note| &edition.notes[*note]);
        let text_of = |note: &EditionNote| note.block.map(|at| edition.blocks[at].text.to_string());
        let translators: Vec<String> = notes().filter(|note| note.translators).filter_map(text_of).collect();
        let id = edition.address_of(index).to_string();
        Record {
            countries: self.facts().countries_of(&id),
            id,
            kind: Kind::Passage,
            lang: edition.language.tag(),
            section: Some(section.id.clone()),
            page: passage.pages.map(|pages| pages.first),
            title: edition.trail(passage.section, passage.heading()).join(" › "),
            text: block.text.to_string(),
            source: String::new(),
            own: Own::Passage {
                number: passage.number,
                heading: passage.heading().map(|at| edition.blocks[at].text.to_string()),
                pages: passage.pages.filter(|pages| pages.first != pages.last).map(|pages| pages.to_string()),
                marker: block.marker.as_deref().map(ToOwned::to_owned),
                table: match &block.kind {
                    BlockKind::Table(table) => {
                        let cells = |row: &Vec<std::ops::Range<usize>>| {
                            row.iter().map(|cell| slice(&block.text, cell.clone()).to_owned()).collect()
                        };
                        Some(table.rows.iter().map(cells).collect())
                    }
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

    fn law_record(edition: &Edition, law: &Law) -> Record {
        let language = edition.language;
        let passages = with_first(&law.passage, &law.also);
        let own = Own::Law {
            instrument: law.kind.to_string(),
            year: law.year,
            year_end: law.year_end,
            status: some(law.status.text(language)),
            passages: strings(&passages),
            note: some(law.note.text(language)),
        };
        Record {
            id: Address::Law(law.id.to_string()).to_string(),
            countries: law.country_ids().map(ToOwned::to_owned).collect(),
            title: law.name.text(language).to_owned(),
            text: law.what.text(language).to_owned(),
            ..beside_the_text(edition, Kind::Law, &passages, own)
        }
    }

    fn figure_record(edition: &Edition, figure: &Figure) -> Record {
        let language = edition.language;
        let passages = [figure.passage.clone()];
        let own = Own::Figure {
            value: figure.value,
            value_to: figure.value_to(),
            shown: figure.shown.text(language).to_owned(),
            qualifier: some(figure.qualifier.text(language)),
            unit: some(figure.unit.text(language)),
            period: some(figure.period.text(language)),
            group: some(figure.group()),
            label: some(figure.label(language)),
            attributed_to: some(figure.source()),
            passages: strings(&passages),
            note: some(figure.note.text(language)),
        };
        let period = match figure.period.text(language) {
            "" => String::new(),
            period => format!(" ({period})"),
        };
        Record {
            id: Address::Figure(figure.id.to_string()).to_string(),
            countries: figure.country_ids().map(ToOwned::to_owned).collect(),
            title: figure.what.text(language).to_owned(),
            text: format!("{}{period}", figure.number(language)),
            ..beside_the_text(edition, Kind::Figure, &passages, own)
        }
    }

    fn organisation_record(edition: &Edition, organisation: &Organisation) -> Record {
        let language = edition.language;
        let own = Own::Organisation {
            acronym: some(organisation.acronym.text(language)),
            group: some(&organisation.kind),
            passages: strings(&organisation.passages),
            note: some(organisation.note.text(language)),
        };
        Record {
            id: Address::Organisation(organisation.id.to_string()).to_string(),
            countries: organisation.country_ids().map(ToOwned::to_owned).collect(),
            title: organisation.name.text(language).to_owned(),
            text: organisation.what.text(language).to_owned(),
            ..beside_the_text(edition, Kind::Organisation, &organisation.passages, own)
        }
    }

    fn recommendation_record(edition: &Edition, item: &Recommendation) -> Record {
        let language = edition.language;
        let words = &edition.words;
        let passages = with_first(&item.passage, &item.also);
        let own = Own::Recommendation {
            addressees: strings(&item.addressees),
            theme: some(&item.theme),
            passages: strings(&passages),
            note: some(item.note.text(language)),
        };
        let addressees = item.addressees.iter().map(|addressee| words.label("addressee", addressee));
        Record {
            id: Address::Recommendation(item.id.to_string()).to_string(),
            title: format!("{}: {}", addressees.collect::<Vec<_>>().join(", "), words.label("theme", &item.theme)),
            text: item.text.text(language).to_owned(),
            ..beside_the_text(edition, Kind::Recommendation, &passages, own)
        }
    }

    fn term_record(edition: &Edition, term: &Term) -> Record {
        let language = edition.language;
        let own = Own::Term {
            long: some(term.long.text(language)),
            aliases: term.aliases.get(language).into_iter().flatten().map(ToString::to_string).collect(),
            note: some(term.note.text(language)),
            passages: strings(&term.passages),
        };
        Record {
            id: Address::Term(term.id.to_string()).to_string(),
            title: term.term.text(language).to_owned(),
            text: term.definition.text(language).to_owned(),
            ..beside_the_text(edition, Kind::Term, &term.passages, own)
        }
    }

    fn source_record(edition: &Edition, reference: &Reference) -> Record {
        let language = edition.language;
        let own = Own::Source {
            footnote: reference.footnote,
            author: some(reference.author.text(language)),
            publisher: some(reference.publisher.text(language)),
            year: reference.year,
            url: some(&reference.url),
            passages: strings(&reference.passages),
        };
        Record {
            id: Address::Source(reference.id.to_string()).to_string(),
            title: reference.title.text(language).to_owned(),
            text: reference.what.text(language).to_owned(),
            ..beside_the_text(edition, Kind::Source, &reference.passages, own)
        }
    }
}

/// What a record that is no passage takes from the first passage it names: section, page, citation.
fn beside_the_text(edition: &Edition, kind: Kind, passages: &[Plain], own: Own) -> Record {
    let first = passages.first().and_then(|address| match address.parse() {
        Ok(Address::Passage(section, number)) => edition.passage_at(&section, number),
        _ => None,
    });
    let passage = first.map(|index| &edition.passages[index]);
    Record {
        id: String::new(),
        kind,
        lang: edition.language.tag(),
        section: passage.map(|passage| edition.sections[passage.section].id.clone()),
        page: passage.and_then(|passage| passage.pages).map(|pages| pages.first),
        countries: Vec::new(),
        title: String::new(),
        text: String::new(),
        source: String::new(),
        own,
    }
}

fn with_first(first: &Plain, others: &[Plain]) -> Vec<Plain> {
    std::iter::once(first).chain(others).cloned().collect()
}

fn strings(plains: &[Plain]) -> Vec<String> {
    plains.iter().map(ToString::to_string).collect()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
