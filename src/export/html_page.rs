//! Passages and records as a page: the text, then a table or a list for each kind.

use std::collections::HashSet;
use std::io::{self, Write};

use super::html::{close, escape, open, table};
use super::html_text;
use crate::report::law::years;
use crate::report::record::{Kind, Own, Record};
use crate::report::{Edition, Report};

/// Passages and records as a page with this title and this citation.
pub(crate) fn page<W: Write>(
    out: &mut W,
    report: &Report,
    edition: &Edition,
    (title, source): (&str, &str),
    passages: &[usize],
    records: &[Record],
) -> io::Result<()> {
    let language = edition.language;
    open(out, edition, title)?;
    let title_of_report = report.meta.title.text(language);
    let subtitle = [report.meta.subtitle.text(language), report.meta.restatement.text(language)];
    let subtitle: &[&str] = if title == title_of_report { &subtitle } else { &subtitle[1..] };
    for line in subtitle.iter().filter(|line| !line.is_empty()) {
        writeln!(out, "<p>{}</p>", escape(line))?;
    }
    let there: HashSet<String> = passages.iter().map(|index| edition.address_of(*index).to_string()).collect();
    html_text::passages(out, edition, passages)?;
    for kind in Kind::ALL {
        let of_kind: Vec<&Record> = records.iter().filter(|record| record.kind == kind).collect();
        if !of_kind.is_empty() {
            writeln!(out, "<section>\n<h2>{}</h2>", escape(edition.words.label("kind", kind.name())))?;
            match kind {
                Kind::Term | Kind::Source | Kind::Passage => list(out, report, edition, &of_kind)?,
                _ => records_table(out, report, edition, &of_kind, &there)?,
            }
            writeln!(out, "</section>")?;
        }
    }
    close(out, report, edition, source)
}

/// Terms or sources as a list.
pub(crate) fn list<W: Write>(out: &mut W, report: &Report, edition: &Edition, records: &[&Record]) -> io::Result<()> {
    writeln!(out, "<dl>")?;
    for record in records {
        writeln!(out, "<dt id=\"{}\">{}</dt>", escape(&record.id), escape(&record.title))?;
        for (label, value) in report.details(edition, record) {
            let label = if label.is_empty() { String::new() } else { format!("{}: ", escape(&label)) };
            writeln!(out, "<dd>{label}{}</dd>", address(&value))?;
        }
    }
    writeln!(out, "</dl>")
}

/// A value that is a web address becomes a link; anything else is text.
fn address(value: &str) -> String {
    let text = escape(value);
    let is_link = ["https://", "http://"].iter().any(|scheme| value.starts_with(scheme)) && !value.contains(' ');
    if is_link { format!("<a href=\"{text}\">{text}</a>") } else { text }
}

/// Laws, figures, organisations or recommendations as a table; places that are `there` are links.
pub(crate) fn records_table<W: Write>(
    out: &mut W,
    report: &Report,
    edition: &Edition,
    records: &[&Record],
    there: &HashSet<String>,
) -> io::Result<()> {
    let w = &edition.words.country;
    let countries = |record: &Record| {
        let facts = report.facts();
        let names =
            record.countries.iter().filter_map(|id| facts.country(id)).map(|index| facts.countries[index].name.text(edition.language));
        escape(&names.collect::<Vec<_>>().join(", "))
    };
    let note = |note: &Option<String>| {
        let label = escape(&edition.words.field.note);
        note.as_ref().map(|note| format!("<br><small>{label}: {}</small>", escape(note))).unwrap_or_default()
    };
    let head: &[&str] = match records.first().map(|record| record.kind) {
        Some(Kind::Law) => &[&w.instrument, &w.kind, &w.year, &w.status, &w.what, &edition.words.field.countries, &w.address],
        Some(Kind::Figure) => &[&w.counted, &w.number, &edition.words.field.countries, &edition.words.field.attributed_to, &w.address],
        Some(Kind::Organisation) => &[&w.organisation, &w.kind, &w.does, &edition.words.field.countries, &w.address],
        _ => &[&edition.words.checklist.number, &edition.words.checklist.who, &edition.words.checklist.action, &w.address],
    };
    let places = |passages: &[String]| {
        let place = |address: &String| {
            let text = escape(address);
            if there.contains(address) { format!("<a href=\"#{text}\">{text}</a>") } else { text }
        };
        passages.iter().map(place).collect::<Vec<_>>().join(", ")
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in records {
        let title = format!("<span id=\"{}\">{}</span>", escape(&record.id), escape(&record.title));
        let text = escape(&record.text);
        rows.push(match &record.own {
            Own::Law { instrument, year, year_end, status, passages, note: added } => vec![
                title,
                escape(edition.words.label("instrument", instrument)),
                years(*year, *year_end),
                escape(status.as_deref().unwrap_or_default()),
                format!("{text}{}", note(added)),
                countries(record),
                places(passages),
            ],
            Own::Figure { attributed_to, passages, note: added, .. } => {
                let source = attributed_to.as_ref().and_then(|id| report.references().iter().find(|reference| *reference.id == **id));
                let source = source.map(|source| escape(&source.line(edition.language))).unwrap_or_default();
                vec![format!("{title}{}", note(added)), text, countries(record), source, places(passages)]
            }
            Own::Organisation { acronym, group, passages, note: added } => vec![
                acronym.as_ref().map_or(title.clone(), |acronym| format!("{title} ({})", escape(acronym))),
                escape(edition.words.label("organisation", group.as_deref().unwrap_or_default())),
                format!("{text}{}", note(added)),
                countries(record),
                places(passages),
            ],
            Own::Recommendation { passages, note: added, .. } => {
                let number = escape(record.id.rsplit(':').next().unwrap_or_default());
                vec![number, title, format!("{text}{}", note(added)), places(passages)]
            }
            Own::Passage { .. } | Own::Term { .. } | Own::Source { .. } => vec![title, text],
        });
    }
    table(out, head, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        assert_eq!(address("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(address("https://x.y/?a=1&b"), "<a href=\"https://x.y/?a=1&amp;b\">https://x.y/?a=1&amp;b</a>");
    }
}
