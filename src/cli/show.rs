//! `show`: one record or section, with its citation. Also what `open` does where there is no terminal.

use std::io::{self, Write};
use std::ops::Range;

use super::printer::{Medium, Printer};
use super::profile::{self, Profile};
use crate::report::details::line;
use crate::report::markup::{Block, BlockKind};
use crate::report::record::Record;
use crate::report::{Address, Edition, Report};
use crate::text::span::slice;

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
            blocks(&mut printer, edition, edition.sections[section].blocks.clone())?;
            report.cite_section(edition, section)
        }
        Address::Passage(section, number) => {
            let Some(index) = edition.passage_at(section, *number) else { return Ok(()) };
            let passage = &edition.passages[index];
            printer.heading(&edition.trail(passage.section, passage.heading).join(" › "))?;
            let end = (passage.block + 1..edition.blocks.len())
                .find(|block| edition.passage_of_block(*block) != Some(index))
                .unwrap_or(edition.blocks.len());
            blocks(&mut printer, edition, passage.block..end)?;
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

/// The whole text of an edition, with title and credits.
pub fn everything<W: Write>(out: &mut W, report: &Report, edition: &Edition, medium: Medium) -> io::Result<()> {
    let mut printer = Printer::new(out, medium);
    let language = edition.language;
    printer.heading(report.meta.title.text(language))?;
    for line in [report.meta.subtitle.text(language), report.meta.attribution.text(language), report.meta.restatement.text(language)] {
        if !line.is_empty() {
            printer.paragraph("", 0, line)?;
        }
    }
    blocks(&mut printer, edition, 0..edition.blocks.len())
}

/// Blocks with their passages' numbers.
pub(super) fn blocks<W: Write>(printer: &mut Printer<'_, W>, edition: &Edition, range: Range<usize>) -> io::Result<()> {
    for index in range {
        let block = &edition.blocks[index];
        match &block.kind {
            BlockKind::Heading(1) => {
                let id = &edition.sections[edition.section_of_block(index)].id;
                printer.heading(&format!("{} ({id})", block.text))?;
            }
            BlockKind::Heading(_) => printer.heading(&block.text)?,
            BlockKind::Rule => printer.paragraph("", 0, "---")?,
            BlockKind::Note(note) => {
                let note = &edition.notes[*note];
                let label = if note.translators { format!(" {}:", &*edition.words.reader.translators_note) } else { String::new() };
                printer.paragraph(&format!("      [{}]{label} ", note.mark), 0, &block.text)?;
            }
            _ => {
                let number = edition.passage_of_block(index).map_or(0, |passage| edition.passages[passage].number);
                let indent = "  ".repeat(usize::from(block.depth.saturating_sub(1)));
                let marker = block.marker.as_ref().map_or(String::new(), |marker| format!("{marker} "));
                printer.paragraph(&format!("{number:>4}  {indent}{marker}"), 6 + indent.len() + marker.chars().count(), &plain(block))?;
            }
        }
    }
    Ok(())
}

/// A block's text; a table's cells separated by upright lines.
fn plain(block: &Block) -> String {
    match &block.kind {
        BlockKind::Table(table) => {
            let row = |cells: &Vec<Range<usize>>| {
                cells.iter().map(|cell| slice(&block.text, cell.clone()).replace('\n', " ")).collect::<Vec<_>>().join(" | ")
            };
            table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        _ => block.text.clone(),
    }
}
