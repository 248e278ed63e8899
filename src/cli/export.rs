//! `export`: records as Markdown, plain text, JSON lines, a spreadsheet or a page.

use std::io::{self, Write};

use super::args::Format;
use super::exit::Failure;
use super::printer::{Medium, Printer};
use super::profile::{Profile, Topic};
use super::show::{self, kind_of};
use super::{html_page, markdown, spreadsheet};
use crate::report::details::line;
use crate::report::record::{Kind, Record};
use crate::report::{Address, Edition, Report};

/// What to export, in the order of the report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Indices of passages, in order.
    passages: Vec<usize>,
    /// Records that are no passages.
    others: Vec<Address>,
    /// Everything was asked for.
    all: bool,
    /// Names of the countries that were asked for.
    countries: Vec<String>,
}

impl Selection {
    /// From words: addresses, sections, kinds; everything if there are none.
    pub fn new(report: &Report, edition: &Edition, what: &[String]) -> Result<Self, Failure> {
        let mut selection = Self { all: what.is_empty(), ..Self::default() };
        if what.is_empty() {
            for kind in Kind::ALL {
                selection.add_kind(report, edition, kind);
            }
        }
        for word in what {
            if let Some(kind) = kind_of(word) {
                selection.add_kind(report, edition, kind);
                continue;
            }
            match show::resolve(report, edition, word)? {
                Address::Country(id) => selection.add_country(report, edition, &id),
                Address::Section(id) => {
                    let sections = edition.section_index(&id).into_iter();
                    selection.passages.extend(sections.flat_map(|index| edition.sections[index].passages.clone()));
                }
                Address::Passage(section, number) => selection.passages.extend(edition.passage_at(&section, number)),
                other => selection.others.push(other),
            }
        }
        selection.passages.sort_unstable();
        selection.passages.dedup();
        let mut seen = std::collections::HashSet::new();
        selection.others.retain(|address| seen.insert(address.clone()));
        Ok(selection)
    }

    fn add_kind(&mut self, report: &Report, edition: &Edition, kind: Kind) {
        match kind {
            Kind::Passage => self.passages.extend(0..edition.passages.len()),
            other => self.others.extend(report.addresses(edition, other)),
        }
    }

    /// What the report says of a country.
    fn add_country(&mut self, report: &Report, edition: &Edition, id: &str) {
        let Some(country) = report.facts().country(id) else { return };
        let profile = Profile::new(report, edition, country);
        for address in Topic::ALL.into_iter().flat_map(|topic| profile.addresses(topic)) {
            match address {
                Address::Passage(section, number) => self.passages.extend(edition.passage_at(&section, number)),
                other => self.others.push(other),
            }
        }
        self.countries.push(profile.name().to_owned());
    }

    fn records<'a>(&'a self, report: &'a Report, edition: &'a Edition) -> impl Iterator<Item = Record> + 'a {
        let passages = self.passages.iter().map(|index| report.passage_record(edition, *index));
        passages.chain(self.others.iter().filter_map(|address| report.record(edition, address)))
    }
}

/// Writes what was selected.
pub fn write<W: Write>(out: &mut W, report: &Report, edition: &Edition, selection: &Selection, format: Format) -> io::Result<()> {
    match format {
        Format::JsonLines => {
            for record in selection.records(report, edition) {
                serde_json::to_writer(&mut *out, &record)?;
                writeln!(out)?;
            }
            Ok(())
        }
        Format::Markdown => as_markdown(out, report, edition, selection),
        Format::Text => as_text(out, report, edition, selection),
        Format::Csv => spreadsheet::records(out, &selection.records(report, edition).collect::<Vec<_>>()),
        Format::Html => as_html(out, report, edition, selection),
    }
}

fn as_html<W: Write>(out: &mut W, report: &Report, edition: &Edition, selection: &Selection) -> io::Result<()> {
    let title = match selection.countries.as_slice() {
        [] => report.meta.title.text(edition.language).to_owned(),
        names => names.join(", "),
    };
    let records: Vec<Record> = selection.others.iter().filter_map(|address| report.record(edition, address)).collect();
    html_page::page(out, report, edition, &title, &selection.passages, &records)
}

fn as_markdown<W: Write>(out: &mut W, report: &Report, edition: &Edition, selection: &Selection) -> io::Result<()> {
    let language = edition.language;
    if selection.all {
        markdown::front(out, report, edition)?;
    }
    markdown::passages(out, edition, &selection.passages)?;
    let records: Vec<Record> = selection.others.iter().filter_map(|address| report.record(edition, address)).collect();
    for kind in Kind::ALL {
        let mut of_kind = records.iter().filter(|record| record.kind == kind).peekable();
        if of_kind.peek().is_some() {
            writeln!(out, "# {}\n", edition.words.label("kind", kind.name()))?;
        }
        for record in of_kind {
            let details = report.details(edition, record);
            let details = details.iter().map(|detail| markdown::escape(&line(detail))).collect::<Vec<_>>().join("  \n  ");
            writeln!(out, "- **{}** ({})  \n  {details}\n", markdown::escape(&record.title), record.id)?;
        }
    }
    writeln!(out, "---\n\n{}", markdown::escape(&report.cite(edition, std::iter::empty())))?;
    let attribution = report.meta.attribution.text(language);
    if attribution.is_empty() { Ok(()) } else { writeln!(out, "\n{}", markdown::escape(attribution)) }
}

fn as_text<W: Write>(out: &mut W, report: &Report, edition: &Edition, selection: &Selection) -> io::Result<()> {
    let medium = Medium::default();
    if selection.all {
        show::everything(out, report, edition, medium)?;
        writeln!(out)?;
    }
    let mut printer = Printer::new(out, medium);
    if !selection.all {
        for blocks in markdown::runs(edition, &selection.passages) {
            show::blocks(&mut printer, edition, blocks)?;
        }
    }
    for record in selection.others.iter().filter_map(|address| report.record(edition, address)) {
        printer.heading(&format!("{} ({})", record.title, record.id))?;
        for detail in report.details(edition, &record) {
            printer.line("", 0, &line(&detail))?;
        }
    }
    printer.paragraph("", 0, &report.cite(edition, std::iter::empty()))
}
