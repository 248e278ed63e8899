//! A table as lines of cells for the clipboard: what is pasted into a spreadsheet has a title over each column.

use super::{Entry, Grid, Row};
use crate::report::record::Kind;
use crate::report::{Edition, Report};

/// Stands in a cell of which the report says nothing. It is not copied.
pub const NOTHING: &str = "–";

impl Grid {
    /// The selected row, or all rows with a title; each with its passages, and with the citation.
    pub fn as_text(&self, report: &Report, edition: &Edition, title: &str, all: bool) -> Option<String> {
        let record = |key: &str| report.record(edition, &key.parse().ok()?);
        // Where the text has what the row stands for, unless it is a passage itself.
        let passages = |row: &Row| {
            let record = row.keys.first().and_then(|key| record(key)).filter(|record| record.kind != Kind::Passage);
            record.map(|record| record.passages().join(", "))
        };
        // Of countries side by side each column has its own.
        let have_passages =
            self.column.is_none() && self.rows.iter().any(|row| matches!(row.entry, Entry::Cells(_)) && passages(row).is_some());
        let line = |row: &Row| match &row.entry {
            Entry::Cells(cells) => {
                let own = cells.iter().map(|cell| if cell == NOTHING { String::new() } else { cell.replace('\n', " · ") });
                own.chain(have_passages.then(|| passages(row).unwrap_or_default())).collect::<Vec<_>>().join("\t")
            }
            Entry::Heading(text) => text.clone(),
            Entry::Bar { label, value, .. } => format!("{label}\t{value}"),
        };
        if !all {
            let row = self.rows.get(self.selected)?;
            let source = self.key().and_then(record).map(|record| record.source);
            // A bar means nothing without the title of its chart, nor a count without the country.
            let heading = self.rows[..self.selected].iter().rev().find_map(|row| match &row.entry {
                Entry::Heading(text) => Some(text.as_str()),
                _ => None,
            });
            let above = match (&row.entry, &source) {
                (Entry::Bar { .. }, _) => heading.map(|heading| format!("{title}\n{heading}\n")),
                (_, None) => Some(format!("{title}\n")),
                _ => None,
            };
            let source = source.unwrap_or_else(|| report.cite(edition, std::iter::empty()));
            return Some(format!("{}{}\n\n{source}", above.unwrap_or_default(), line(row)));
        }
        let of_passages = have_passages.then_some(&*edition.words.countries.passage_address);
        let head =
            (!self.titles.is_empty()).then(|| self.titles.iter().map(String::as_str).chain(of_passages).collect::<Vec<_>>().join("\t"));
        let lines = std::iter::once(title.to_owned()).chain(head).chain(self.rows.iter().map(line)).collect::<Vec<_>>().join("\n");
        (!self.rows.is_empty()).then(|| format!("{lines}\n\n{}", report.cite(edition, std::iter::empty())))
    }
}
