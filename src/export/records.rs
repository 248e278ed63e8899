//! Records as Markdown, plain text, JSON lines, a spreadsheet or a page.

use std::io::{self, Write};

use super::format::Format;
use super::selection::Selection;
use super::{html_page, markdown, plain, spreadsheet};
use crate::export::printer::{Medium, Printer};
use crate::report::details::line;
use crate::report::record::{Kind, Record};
use crate::report::{Edition, Report};

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
    html_page::page(out, report, edition, (&title, &selection.citation(report, edition)), &selection.passages, &records)
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
    writeln!(out, "---\n\n{}", markdown::escape(&selection.citation(report, edition)))?;
    let attribution = report.meta.attribution.text(language);
    if attribution.is_empty() { Ok(()) } else { writeln!(out, "\n{}", markdown::escape(attribution)) }
}

fn as_text<W: Write>(out: &mut W, report: &Report, edition: &Edition, selection: &Selection) -> io::Result<()> {
    let medium = Medium::default();
    if selection.all {
        plain::everything(out, report, edition, medium)?;
        writeln!(out)?;
    }
    let mut printer = Printer::new(out, medium);
    if !selection.all {
        for blocks in markdown::runs(edition, &selection.passages) {
            plain::blocks(&mut printer, edition, blocks)?;
        }
    }
    for record in selection.others.iter().filter_map(|address| report.record(edition, address)) {
        printer.heading(&format!("{} ({})", record.title, record.id))?;
        for detail in report.details(edition, &record) {
            printer.line("", 0, &line(&detail))?;
        }
    }
    printer.paragraph("", 0, &selection.citation(report, edition))
}
