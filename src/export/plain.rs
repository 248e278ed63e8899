//! The text as plain lines, with the passages' numbers.

use std::io::{self, Write};
use std::ops::Range;

use super::printer::{Medium, Printer};
use crate::report::markup::{Block, BlockKind};
use crate::report::{Edition, Report};
use crate::text::span::slice;

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
pub fn blocks<W: Write>(printer: &mut Printer<'_, W>, edition: &Edition, range: Range<usize>) -> io::Result<()> {
    for index in range {
        let block = &edition.blocks[index];
        match &block.kind {
            BlockKind::Heading(1) => {
                let id = &edition.sections[edition.section_of_block(index)].id;
                printer.heading(&format!("{} ({id})", block.text))?;
            }
            BlockKind::Heading(_) => printer.heading(&block.text)?,
            BlockKind::Rule if printer.medium().linear => {}
            BlockKind::Rule => printer.paragraph("", 0, "---")?,
            BlockKind::Note(note) => {
                let note = &edition.notes[*note];
                if printer.medium().linear {
                    let w = &edition.words;
                    let kind = if note.translators { &w.reader.translators_note } else { &w.explain.note };
                    printer.paragraph("", 0, &format!("{} {}: {}", &**kind, note.mark, block.text))?;
                    continue;
                }
                let label = if note.translators { format!(" {}:", &*edition.words.reader.translators_note) } else { String::new() };
                printer.paragraph(&format!("      [{}]{label} ", note.mark), 0, &block.text)?;
            }
            _ => {
                let number = edition.passage_of_block(index).map_or(0, |passage| edition.passages[passage].number);
                let indent = "  ".repeat(usize::from(block.depth.saturating_sub(1)));
                if printer.medium().linear {
                    // A bullet says nothing that the line does not; a number does.
                    let marker = block.marker.as_ref().filter(|marker| marker.chars().any(char::is_alphanumeric));
                    let marker = marker.map_or(String::new(), |marker| format!("{marker} "));
                    printer.paragraph(&format!("{number}. "), 0, &format!("{marker}{}", linear(block)))?;
                    continue;
                }
                let marker = block.marker.as_ref().map_or(String::new(), |marker| format!("{marker} "));
                printer.paragraph(&format!("{number:>4}  {indent}{marker}"), 6 + indent.len() + marker.chars().count(), &plain(block))?;
            }
        }
    }
    Ok(())
}

/// A block's text; a table's rows as its cells behind their heads.
fn linear(block: &Block) -> String {
    let BlockKind::Table(table) = &block.kind else { return block.text.to_string() };
    let text = |cell: &Range<usize>| slice(&block.text, cell.clone()).replace('\n', " ");
    let Some((head, rows)) = table.rows.split_first() else { return String::new() };
    let row = |row: &Vec<Range<usize>>| {
        let cells = head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        cells
            .map(|(head, cell)| if head.is_empty() { text(cell) } else { format!("{}: {}", text(head), text(cell)) })
            .collect::<Vec<_>>()
            .join("; ")
    };
    rows.iter().map(row).collect::<Vec<_>>().join("\n")
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
        _ => block.text.to_string(),
    }
}
