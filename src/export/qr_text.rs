//! What a QR code says: a text, and where it comes from.

use crate::report::details::line;
use crate::report::record::{Own, Record};
use crate::report::{Address, Edition, Kind, Report};

/// What stands at an address, with its citation; none where there is nothing, and for countries, whose profiles are many codes.
pub fn text(report: &Report, edition: &Edition, address: &Address) -> Option<String> {
    match address {
        Address::Country(_) => None,
        Address::Section(id) => {
            let index = edition.section_index(id)?;
            let passages = edition.sections[index].passages.clone();
            let bodies: Vec<String> = passages.map(|passage| passage_body(edition, &report.passage_record(edition, passage))).collect();
            Some(format!("{}\n\n{}", bodies.join("\n\n"), report.cite_section(edition, index)))
        }
        _ => report.record(edition, address).map(|record| of_record(report, edition, &record)),
    }
}

/// A record with its citation.
pub fn of_record(report: &Report, edition: &Edition, record: &Record) -> String {
    let body = if record.kind == Kind::Passage {
        passage_body(edition, record)
    } else {
        let details = report.details(edition, record);
        std::iter::once(record.title.clone()).chain(details.iter().map(line)).collect::<Vec<_>>().join("\n")
    };
    format!("{body}\n\n{}", record.source)
}

/// A passage with its footnotes and what the translator says of it.
fn passage_body(edition: &Edition, record: &Record) -> String {
    let Own::Passage { table, footnotes, note, .. } = &record.own else { return record.text.clone() };
    let text = match table {
        Some(rows) => rows.iter().map(|row| row.join(" | ").replace('\n', " ")).collect::<Vec<_>>().join("\n"),
        None => record.text.clone(),
    };
    let footnotes = footnotes.iter().map(|footnote| (format!("[{}]", footnote.mark), footnote.text.clone()));
    let note = note.iter().map(|note| (edition.words.reader.translators_note.to_string(), note.clone()));
    std::iter::once(text).chain(footnotes.chain(note).map(|detail| line(&detail))).collect::<Vec<_>>().join("\n")
}
