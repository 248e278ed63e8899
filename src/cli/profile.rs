//! What the report says of one country, topic by topic: as text, as items of a column, and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::export::chart::{Chart, SIGN};
use crate::export::printer::Printer;
use crate::export::table::Table;
use crate::report::country::Country;
use crate::report::law::years;
use crate::report::record::{Own, Record};
use crate::report::topic::Topic;
use crate::report::words::fill;
use crate::report::{Address, Edition, Report};

/// A country in an edition.
#[derive(Clone, Copy)]
pub struct Profile<'a> {
    report: &'a Report,
    edition: &'a Edition,
    /// The country.
    pub country: &'a Country,
}

/// A country as JSON; where one topic was asked for, only its field is there.
#[derive(Serialize)]
pub(super) struct CountryJson<'a> {
    id: &'a str,
    iso: &'a str,
    name: &'a str,
    profile: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    overview: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    laws: Option<Vec<Record>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<Vec<Record>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisations: Option<Vec<Record>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passages: Option<Vec<Record>>,
}

impl<'a> Profile<'a> {
    /// The profile of the country with this index.
    ///
    /// # Panics
    /// Where the report names no country of that index.
    pub fn new(report: &'a Report, edition: &'a Edition, country: usize) -> Self {
        Self { report, edition, country: &report.facts().countries[country] }
    }

    /// Its name in the edition's language.
    pub fn name(&self) -> &'a str {
        self.country.name.text(self.edition.language)
    }

    /// The addresses of what a topic lists; none for the overview.
    pub fn addresses(&self, topic: Topic) -> Vec<Address> {
        let facts = self.report.facts();
        let id = &*self.country.id;
        match topic {
            Topic::Overview => Vec::new(),
            Topic::Law => facts.laws_of(id).map(|index| Address::Law(facts.laws[index].id.to_string())).collect(),
            Topic::Figures => facts.figures_of(id).map(|index| Address::Figure(facts.figures[index].id.to_string())).collect(),
            Topic::Organisations => {
                facts.organisations_of(id).map(|index| Address::Organisation(facts.organisations[index].id.to_string())).collect()
            }
            Topic::Passages => self.country.passages.iter().filter_map(|address| address.parse().ok()).collect(),
        }
    }

    fn records(&self, topic: Topic) -> Vec<Record> {
        self.addresses(topic).iter().filter_map(|address| self.report.record(self.edition, address)).collect()
    }

    pub(super) fn json(&self, topic: Option<Topic>) -> CountryJson<'a> {
        let records = |of: Topic| (topic.is_none() || topic == Some(of)).then(|| self.records(of));
        CountryJson {
            id: &self.country.id,
            iso: &self.country.iso,
            name: self.name(),
            profile: self.country.profile,
            overview: (topic.is_none() || topic == Some(Topic::Overview)).then(|| self.country.overview.text(self.edition.language)),
            laws: records(Topic::Law),
            figures: records(Topic::Figures),
            organisations: records(Topic::Organisations),
            passages: records(Topic::Passages),
        }
    }

    /// Where it is, and whether the report has a part on it.
    pub fn title(&self) -> String {
        let iso = if self.country.iso.is_empty() { String::new() } else { format!(" ({})", &*self.country.iso) };
        format!("{}{iso}", self.name())
    }

    /// The report's picture of it, or that there is none.
    pub fn overview(&self) -> Vec<String> {
        let w = &self.edition.words.country;
        let overview = self.country.overview.text(self.edition.language);
        let mentions = self.country.passages.len().to_string();
        let template = match (self.country.profile, self.country.passages.len()) {
            (false, 1) => &w.no_profile_one,
            (false, _) => &w.no_profile,
            (true, _) => &w.mentions,
        };
        let said = fill(template, &[("name", self.name()), ("count", &mentions)]);
        [overview.to_owned(), said].into_iter().filter(|text| !text.is_empty()).collect()
    }

    /// What is said where a topic has nothing.
    pub fn nothing(&self, topic: Topic) -> String {
        let w = &self.edition.words.country;
        let template = match topic {
            Topic::Law => &w.no_law,
            Topic::Figures => &w.no_figures,
            Topic::Organisations => &w.no_organisations,
            Topic::Overview | Topic::Passages => &w.no_passages,
        };
        fill(template, &[("name", self.name())])
    }

    /// A topic's body: paragraphs, a table, or that there is nothing. Charts are apart ([`charts`]).
    pub fn write<W: Write>(&self, printer: &mut Printer<'_, W>, topic: Topic) -> io::Result<()> {
        let records = self.records(topic);
        if topic == Topic::Overview {
            return self.overview().iter().try_for_each(|text| printer.paragraph("", 0, text));
        }
        if records.is_empty() {
            return printer.paragraph("", 0, &self.nothing(topic));
        }
        if topic == Topic::Passages && (printer.medium().columns.is_some() || printer.medium().linear) {
            for (nth, record) in records.iter().enumerate() {
                let place = [record.id.clone(), self.page(record)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
                let number = if printer.medium().linear { format!("{}. ", nth + 1) } else { String::new() };
                printer.paragraph("", 0, &format!("{number}{}", place.join(", ")))?;
                printer.line("  ", 2, &record.text)?;
            }
            return Ok(());
        }
        self.table(topic, &records).write(printer)
    }

    fn table(&self, topic: Topic, records: &[Record]) -> Table {
        let w = &self.edition.words.country;
        let head: &[&str] = match topic {
            Topic::Law => &[&w.instrument, &w.kind, &w.year, &w.status, &w.what, &w.address],
            Topic::Figures => &[&w.counted, &w.number, &w.address],
            Topic::Organisations => &[&w.organisation, &w.kind, &w.does, &w.address],
            Topic::Overview | Topic::Passages => &[&w.address, &w.page, &w.text],
        };
        let mut table = Table::new(head);
        for record in records {
            let note = self.note(record);
            let title = record.title.clone();
            let text = format!("{}{note}", record.text);
            match &record.own {
                Own::Law { instrument, year, year_end, status, passages, .. } => {
                    let kind = self.edition.words.label("instrument", instrument).to_owned();
                    table.row([title, kind, years(*year, *year_end), status.clone().unwrap_or_default(), text, passages.join(", ")]);
                }
                Own::Figure { passages, .. } => table.row([format!("{title}{note}"), record.text.clone(), passages.join(", ")]),
                Own::Organisation { acronym, group, passages, .. } => {
                    let kind = self.edition.words.label("organisation", group.as_deref().unwrap_or_default()).to_owned();
                    let title = acronym.as_ref().map_or(title.clone(), |acronym| format!("{title} ({acronym})"));
                    table.row([title, kind, text, passages.join(", ")]);
                }
                _ => table.row([record.id.clone(), self.page(record), record.text.clone()]),
            }
        }
        table
    }

    /// A topic as items of a column, for countries side by side.
    pub fn items(&self, topic: Topic) -> Vec<String> {
        if topic == Topic::Overview {
            return self.overview();
        }
        let records = self.records(topic);
        if records.is_empty() {
            return vec![self.nothing(topic)];
        }
        let item = |record: &Record| {
            let note = self.note(record);
            let Record { title, text, .. } = record;
            match &record.own {
                Own::Law { instrument, year, year_end, status, passages, .. } => {
                    let kind = self.edition.words.label("instrument", instrument).to_owned();
                    let about = [kind, years(*year, *year_end), status.clone().unwrap_or_default()];
                    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
                    format!("{title} ({about}): {text}{note} [{}]", passages.join(", "))
                }
                Own::Figure { passages, .. } | Own::Organisation { passages, .. } => {
                    format!("{title}: {text}{note} [{}]", passages.join(", "))
                }
                _ => {
                    let place = [record.id.clone(), self.page(record)].into_iter().filter(|part| !part.is_empty());
                    format!("{}: {text}", place.collect::<Vec<_>>().join(", "))
                }
            }
        };
        records.iter().map(item).collect()
    }

    fn page(&self, record: &Record) -> String {
        let w = &self.edition.words.citation;
        match (&record.own, record.page) {
            (Own::Passage { pages: Some(pages), .. }, _) => fill(&w.pages, &[("pages", pages)]),
            (_, Some(page)) => fill(&w.page, &[("pages", &page.to_string())]),
            _ => String::new(),
        }
    }

    /// What we add to a record, in brackets.
    fn note(&self, record: &Record) -> String {
        let (Own::Law { note, .. } | Own::Figure { note, .. } | Own::Organisation { note, .. }) = &record.own else {
            return String::new();
        };
        note.as_ref().map(|note| format!(" [{}: {note}]", &*self.edition.words.field.note)).unwrap_or_default()
    }
}

/// The charts of several countries, and what the sign in them means.
pub fn charts<W: Write>(printer: &mut Printer<'_, W>, profiles: &[Profile<'_>]) -> io::Result<()> {
    let Some(first) = profiles.first() else { return Ok(()) };
    let ids: Vec<&str> = profiles.iter().map(|profile| &*profile.country.id).collect();
    let charts = Chart::of(first.report, first.edition, &ids);
    for chart in &charts {
        chart.write(printer)?;
    }
    if charts.iter().any(Chart::is_marked) && !printer.medium().linear {
        let names = profiles.iter().map(Profile::name).collect::<Vec<_>>().join(", ");
        printer.paragraph("", 0, &fill(&first.edition.words.country.sign, &[("sign", SIGN), ("name", &names)]))?;
    }
    Ok(())
}

/// Everything, or one topic, for people to read.
pub fn write<W: Write>(printer: &mut Printer<'_, W>, profile: &Profile<'_>, topic: Option<Topic>) -> io::Result<()> {
    let w = &profile.edition.words;
    let region = w.label("region", &profile.country.region);
    match topic {
        Some(topic) => printer.heading(&fill(&w.country.topic_of, &[("topic", topic.title(profile.edition)), ("name", profile.name())]))?,
        None if region.is_empty() => printer.heading(&profile.title())?,
        None => printer.heading(&format!("{}, {region}", profile.title()))?,
    }
    for part in Topic::wanted(topic) {
        if topic.is_none() && part != Topic::Overview {
            printer.heading(part.title(profile.edition))?;
        }
        profile.write(printer, part)?;
        if part == Topic::Figures {
            charts(printer, std::slice::from_ref(profile))?;
        }
    }
    source(printer, profile)
}

/// Where it comes from.
pub(super) fn source<W: Write>(printer: &mut Printer<'_, W>, profile: &Profile<'_>) -> io::Result<()> {
    let citation = profile.report.cite(profile.edition, std::iter::empty());
    printer.paragraph(&format!("{}: ", &*profile.edition.words.cli.source), 0, &citation)
}
