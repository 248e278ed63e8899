//! `show`: one record or section, with its citation. Also what `open` does where there is no terminal.

use std::io::{self, Write};

use super::profile::{self, Profile};
use crate::export::plain;
use crate::export::printer::{Medium, Printer};
use crate::report::details::line;
use crate::report::record::Record;
use crate::report::{Address, Edition, Report};

/// Writes what stands at an address as JSON: a record, or a list of records for a section.
pub fn json<W: Write>(out: &mut W, report: &Report, edition: &Edition, address: &Address) -> io::Result<()> {
    match address {
        Address::Section(id) => {
            let passages = edition.section_index(id).map_or(0..0, |index| edition.sections[index].passages.clone());
            let records: Vec<Record> = passages.map(|index| report.passage_record(edition, index)).collect();
            serde_json::to_writer(&mut *out, &records)?;
        }
        Address::Country(id) => {
            let profile = report.facts().country(id).map(|index| Profile::new(report, edition, index));
            serde_json::to_writer(&mut *out, &profile.map(|profile| profile.json(None)))?;
        }
        other => serde_json::to_writer(&mut *out, &report.record(edition, other))?,
    }
    writeln!(out)
}

/// Writes what stands at an address for people to read.
pub fn text<W: Write>(out: &mut W, report: &Report, edition: &Edition, address: &Address, medium: Medium) -> io::Result<()> {
    let mut printer = Printer::new(out, medium);
    let w = &edition.words.cli;
    let source = match address {
        Address::Section(id) => {
            let Some(section) = edition.section_index(id) else { return Ok(()) };
            plain::blocks(&mut printer, edition, edition.sections[section].blocks.clone())?;
            report.cite_section(edition, section)
        }
        Address::Passage(section, number) => {
            let Some(index) = edition.passage_at(section, *number) else { return Ok(()) };
            let passage = &edition.passages[index];
            printer.heading(&edition.trail(passage.section, passage.heading()).join(" › "))?;
            let end = (passage.block + 1..edition.blocks.len())
                .find(|block| edition.passage_of_block(*block) != Some(index))
                .unwrap_or(edition.blocks.len());
            plain::blocks(&mut printer, edition, passage.block..end)?;
            report.cite_passage(edition, index)
        }
        Address::Country(id) => {
            let Some(country) = report.facts().country(id) else { return Ok(()) };
            return profile::write(&mut printer, &Profile::new(report, edition, country), None);
        }
        other => {
            let Some(record) = report.record(edition, other) else { return Ok(()) };
            printer.heading(&record.title)?;
            for detail in report.details(edition, &record) {
                printer.line("", 0, &line(&detail))?;
            }
            record.source
        }
    };
    printer.paragraph(&format!("{}: ", &*w.source), 0, &source)
}
