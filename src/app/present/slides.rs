//! What is shown on a projector, one idea a slide: sections, passages, records, the tabs of a country.

use std::ops::Range;

use crate::export::chart::{Bar, Chart, SIGN};
use crate::report::details;
use crate::report::markup::BlockKind;
use crate::report::record::Record;
use crate::report::topic::Topic;
use crate::report::tour::{Stop, StopAt, Tour};
use crate::report::words::fill;
use crate::report::{Address, Edition, Kind, Report};
use crate::text::sentences::sentences;
use crate::text::span::slice;

/// A text of a slide.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// Stands before its first line: the sign of a list item, the mark of a footnote.
    pub lead: String,
    /// The text.
    pub text: String,
    /// Its sentences, as bytes of it.
    pub sentences: Vec<Range<usize>>,
    /// It is a row of a chart.
    pub(super) bar: Option<Bar>,
}

impl Text {
    pub(super) fn new(lead: &str, text: &str) -> Self {
        Self { lead: lead.to_owned(), text: text.to_owned(), sentences: sentences(text), bar: None }
    }

    /// A row of a chart, with a sign where it is one to look at. It is one sentence.
    pub(super) fn row(bar: Bar, is_marked: bool) -> Self {
        let text = format!("{}  {}", bar.label, bar.shown);
        let all = 0..text.len();
        Self { lead: if is_marked { SIGN.to_owned() } else { String::new() }, text, sentences: vec![all], bar: Some(bar) }
    }

    /// The row of a chart that it is.
    pub fn bar(&self) -> Option<&Bar> {
        self.bar.as_ref()
    }
}

/// One idea.
#[derive(Debug, Clone, Default, PartialEq)]
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
    let title = edition.sections[at.section].title.clone();
    let (context, heading) = match at.heading() {
        Some(heading) => (title, edition.blocks[heading].text.to_string()),
        None => (String::new(), title),
    };
    Slide { address: Some(edition.address_of(passage)), context, heading, texts, group: at.section }
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
    let mut shown: Vec<Slide> = Vec::new();
    for at in stop.at.iter().filter_map(|at| report.stop_at(edition, at)) {
        let slides = match at {
            StopAt::Address(address) => of_address(report, edition, &address),
            StopAt::Country(country, topic) => of_topic(report, edition, &country, topic),
            StopAt::Unknown(_) => Vec::new(),
        };
        // Two figures of one group have one chart, with both marked.
        for slide in slides {
            match shown.iter_mut().find(|other| slide.is_chart() && other.is_same_chart(&slide)) {
                Some(other) => other.mark_as(&slide),
                None => shown.push(slide),
            }
        }
    }
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
        other => {
            let slide = report.record(edition, other).map(|record| of_record(report, edition, &record));
            let charts = match other {
                Address::Figure(id) => Chart::with(report, edition, |figure| *figure.id == **id),
                _ => Vec::new(),
            };
            let charts = charts.iter().map(|chart| Slide { address: Some(other.clone()), ..of_chart(edition, chart, Kind::Figure, "") });
            slide.into_iter().chain(charts).collect()
        }
    }
}

/// A group of figures as bars. `name`: what is marked in it, where that is not plain from the rows.
fn of_chart(edition: &Edition, chart: &Chart, kind: Kind, name: &str) -> Slide {
    let is_marked = chart.is_marked();
    let rows = chart.bars.iter().map(|bar| Text::row(bar.clone(), bar.own && is_marked));
    let legend = fill(&edition.words.country.sign, &[("sign", SIGN), ("name", name)]);
    let kind = edition.words.label("kind", kind.name());
    Slide {
        context: if is_marked && !name.is_empty() { format!("{kind} · {legend}") } else { kind.to_owned() },
        heading: chart.title.clone(),
        texts: rows.collect(),
        ..Slide::default()
    }
}

impl Slide {
    /// Whether it shows bars.
    pub fn is_chart(&self) -> bool {
        self.texts.iter().any(|text| text.bar.is_some())
    }

    fn rows(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().filter_map(Text::bar).map(|bar| &*bar.id)
    }

    fn is_same_chart(&self, other: &Self) -> bool {
        self.rows().eq(other.rows())
    }

    /// Marks the rows that are marked in the other as well. Where all of them would be, a sign tells nothing.
    fn mark_as(&mut self, other: &Self) {
        for (text, other) in self.texts.iter_mut().zip(&other.texts).filter(|(text, _)| text.bar.is_some()) {
            if text.lead.is_empty() {
                text.lead.clone_from(&other.lead);
            }
        }
        if self.texts.iter().all(|text| text.bar.is_none() || !text.lead.is_empty()) {
            self.texts.iter_mut().for_each(|text| text.lead.clear());
        }
    }
}

fn of_record(report: &Report, edition: &Edition, record: &Record) -> Slide {
    let w = &edition.words.field;
    // Addresses and the forms of a word mean nothing to a group; whoever leads it finds them in the reader.
    let is_for_group = |(label, _): &&(String, String)| label.is_empty() || ![&*w.passages, &*w.also].contains(&label.as_str());
    let lines = report.details(edition, record);
    let mut texts: Vec<Text> = lines.iter().filter(is_for_group).map(|detail| Text::new("", &details::line(detail))).collect();
    let address: Option<Address> = record.id.parse().ok();
    let figure = match &address {
        Some(Address::Figure(id)) => report.facts().figures.iter().find(|figure| *figure.id == **id),
        _ => None,
    };
    // Of a figure the number is what is to be seen.
    let heading = match figure {
        Some(figure) => {
            let period = figure.period.text(edition.language);
            let period = if period.is_empty() { String::new() } else { format!(" ({period})") };
            if let Some(first) = texts.first_mut() {
                *first = Text::new("", &format!("{}{period}", record.title));
            }
            figure.number(edition.language)
        }
        None => record.title.clone(),
    };
    let context = edition.words.label("kind", record.kind.name()).to_owned();
    Slide { address, context, heading, texts, group: 0 }
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
    let name = at.name.text(language);
    let charts = if topic == Topic::Figures { Chart::of(report, edition, &[country]) } else { Vec::new() };
    let charts = charts.iter().map(|chart| Slide { address: slide.address.clone(), ..of_chart(edition, chart, Kind::Figure, name) });
    let charts: Vec<Slide> = charts.collect();
    Some(slide).filter(|slide| !slide.texts.is_empty()).into_iter().chain(charts).collect()
}
