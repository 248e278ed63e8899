//! What is shown on a projector, one idea a slide: sections, passages, records, the tabs of a country.

use std::ops::Range;

use crate::report::details;
use crate::report::markup::BlockKind;
use crate::report::record::Record;
use crate::report::topic::Topic;
use crate::report::tour::{Stop, StopAt, Tour};
use crate::report::{Address, Edition, Report};
use crate::text::sentences::sentences;
use crate::text::span::slice;

/// A text of a slide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Stands before its first line: the sign of a list item, the mark of a footnote.
    pub lead: String,
    /// The text.
    pub text: String,
    /// Its sentences, as bytes of it.
    pub sentences: Vec<Range<usize>>,
}

impl Text {
    pub(super) fn new(lead: &str, text: &str) -> Self {
        Self { lead: lead.to_owned(), text: text.to_owned(), sentences: sentences(text) }
    }
}

/// One idea.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slide {
    /// What it shows.
    pub address: Option<Address>,
    /// Where that belongs, in a small line.
    pub context: String,
    /// In large letters.
    pub heading: String,
    /// Below it.
    pub texts: Vec<Text>,
    /// Index of the section or the stop to which it belongs.
    pub group: usize,
}

/// The whole text.
pub(super) fn of_report(edition: &Edition) -> Vec<Slide> {
    (0..edition.sections.len()).flat_map(|section| of_section(edition, section)).collect()
}

fn of_section(edition: &Edition, section: usize) -> Vec<Slide> {
    let at = &edition.sections[section];
    let title = Slide { address: Some(Address::Section(at.id.clone())), heading: at.title.clone(), group: section, ..Slide::default() };
    std::iter::once(title).chain(at.passages.clone().map(|passage| of_passage(edition, passage))).collect()
}

fn of_passage(edition: &Edition, passage: usize) -> Slide {
    let at = &edition.passages[passage];
    let block = &edition.blocks[at.block];
    let mut texts = match &block.kind {
        BlockKind::Table(table) => rows(&block.text, &table.rows),
        _ => vec![Text::new(block.marker.as_deref().unwrap_or_default(), &block.text)],
    };
    for note in at.notes.iter().filter_map(|note| edition.notes.get(*note)) {
        if let Some(block) = note.block {
            texts.push(Text::new(&format!("[{}]", note.mark), &edition.blocks[block].text));
        }
    }
    let heading = at.heading.map(|heading| edition.blocks[heading].text.clone()).unwrap_or_default();
    Slide {
        address: Some(edition.address_of(passage)),
        context: edition.sections[at.section].title.clone(),
        heading,
        texts,
        group: at.section,
    }
}

/// A row of a table is a text: what each cell is, and the cell.
fn rows(text: &str, rows: &[Vec<Range<usize>>]) -> Vec<Text> {
    let cell = |range: &Range<usize>| slice(text, range.clone()).replace('\n', " ");
    let Some((head, rows)) = rows.split_first() else { return Vec::new() };
    let heads: Vec<String> = head.iter().map(cell).collect();
    let row = |row: &Vec<Range<usize>>| {
        let named = row.iter().enumerate().map(|(column, range)| match heads.get(column).filter(|head| !head.is_empty()) {
            Some(head) if column > 0 => format!("{head}: {}", cell(range)),
            _ => cell(range),
        });
        Text::new("•", &named.collect::<Vec<_>>().join(" · "))
    };
    rows.iter().map(row).collect()
}

/// A stop of a tour.
pub(super) fn of_stop(report: &Report, edition: &Edition, tour: &Tour, stop: &Stop) -> Vec<Slide> {
    let language = edition.language;
    let title = report.stop_title(edition, stop);
    let first = Slide { context: tour.title.text(language).to_owned(), heading: title.clone(), ..Slide::default() };
    let shown = stop.at.iter().filter_map(|at| report.stop_at(edition, at)).flat_map(|at| match at {
        StopAt::Address(address) => of_address(report, edition, &address),
        StopAt::Country(country, topic) => of_topic(report, edition, &country, topic),
        StopAt::Unknown(_) => Vec::new(),
    });
    let questions = stop.questions.iter().map(|question| question.text(language)).filter(|question| !question.is_empty());
    let questions: Vec<Text> = questions.enumerate().map(|(nth, question)| Text::new(&format!("{}.", nth + 1), question)).collect();
    let last = (!questions.is_empty()).then(|| Slide {
        context: title,
        heading: edition.words.present.questions.to_string(),
        texts: questions,
        ..Slide::default()
    });
    std::iter::once(first).chain(shown).chain(last).collect()
}

/// What stands at an address.
pub(super) fn of_address(report: &Report, edition: &Edition, address: &Address) -> Vec<Slide> {
    match address {
        Address::Section(id) => edition.section_index(id).map(|section| of_section(edition, section)).unwrap_or_default(),
        Address::Passage(section, number) => {
            edition.passage_at(section, *number).map(|passage| of_passage(edition, passage)).into_iter().collect()
        }
        Address::Country(id) => Topic::ALL.into_iter().flat_map(|topic| of_topic(report, edition, id, topic)).collect(),
        other => report.record(edition, other).map(|record| of_record(report, edition, &record)).into_iter().collect(),
    }
}

fn of_record(report: &Report, edition: &Edition, record: &Record) -> Slide {
    let lines = report.details(edition, record);
    let texts = lines.iter().map(|detail| Text::new("", &details::line(detail))).collect();
    Slide {
        address: record.id.parse().ok(),
        context: edition.words.label("kind", record.kind.name()).to_owned(),
        heading: record.title.clone(),
        texts,
        group: 0,
    }
}

/// A tab of a country: its overview, or a text for each of its things.
pub(super) fn of_topic(report: &Report, edition: &Edition, country: &str, topic: Topic) -> Vec<Slide> {
    let facts = report.facts();
    let Some(index) = facts.country(country) else { return Vec::new() };
    let language = edition.language;
    let at = &facts.countries[index];
    let line = |address: Address| {
        let record = report.uncited_record(edition, &address)?;
        Some(Text::new("•", &format!("{}: {}", record.title, record.text)))
    };
    let texts: Vec<Text> = match topic {
        Topic::Overview => {
            std::iter::once(at.overview.text(language)).filter(|text| !text.is_empty()).map(|text| Text::new("", text)).collect()
        }
        Topic::Law => facts.laws_of(country).filter_map(|law| line(Address::Law(facts.laws[law].id.to_string()))).collect(),
        Topic::Figures => {
            facts.figures_of(country).filter_map(|figure| line(Address::Figure(facts.figures[figure].id.to_string()))).collect()
        }
        Topic::Organisations => {
            facts.organisations_of(country).filter_map(|one| line(Address::Organisation(facts.organisations[one].id.to_string()))).collect()
        }
        // The passages themselves, each a slide of its own.
        Topic::Passages => {
            let addresses = at.passages.iter().filter_map(|address| address.parse::<Address>().ok());
            return addresses.flat_map(|address| of_address(report, edition, &address)).map(|slide| Slide { group: 0, ..slide }).collect();
        }
    };
    let slide = Slide {
        address: Some(Address::Country(country.to_owned())),
        context: topic.title(edition).to_owned(),
        heading: at.name.text(language).to_owned(),
        texts,
        group: 0,
    };
    if slide.texts.is_empty() { Vec::new() } else { vec![slide] }
}
