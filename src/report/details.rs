//! A record as labelled lines: what `show`, exports and the explorer's sheets say of it.

use super::edition::Edition;
use super::law::years;
use super::pack::Report;
use super::record::{Own, Record};

/// A line: what it is, and the value. The record's own text has no label.
pub type Detail = (String, String);

impl Report {
    /// All that there is to say of a record besides its title, in the edition's words; nothing empty.
    pub fn details(&self, edition: &Edition, record: &Record) -> Vec<Detail> {
        let words = &edition.words;
        let w = &words.field;
        let mut lines: Vec<Detail> = Vec::new();
        let mut add = |label: &str, value: String| {
            if !value.is_empty() {
                lines.push((label.to_owned(), value));
            }
        };
        let optional = |value: &Option<String>| value.clone().unwrap_or_default();
        let number = |value: &Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
        let countries = || {
            let facts = self.facts();
            let names =
                record.countries.iter().filter_map(|id| facts.country(id)).map(|index| facts.countries[index].name.text(edition.language));
            names.collect::<Vec<_>>().join(", ")
        };
        match &record.own {
            Own::Passage { footnotes, note, .. } => {
                add("", record.text.clone());
                for footnote in footnotes {
                    add(&format!("[{}]", footnote.mark), footnote.text.clone());
                }
                add(&words.reader.translators_note, optional(note));
                add(&w.countries, countries());
            }
            Own::Law { instrument, year, year_end, status, passages, note } => {
                add("", record.text.clone());
                add(&w.instrument, words.label("instrument", instrument).to_owned());
                add(&w.years, years(*year, *year_end));
                add(&w.status, optional(status));
                add(&w.countries, countries());
                add(&w.note, optional(note));
                add(&w.passages, passages.join(", "));
            }
            Own::Figure { attributed_to, passages, note, .. } => {
                add("", record.text.clone());
                add(&w.countries, countries());
                let source = attributed_to.as_ref().and_then(|id| self.references().iter().find(|reference| *reference.id == **id));
                add(&w.attributed_to, source.map(|source| source.line(edition.language)).unwrap_or_default());
                add(&w.note, optional(note));
                add(&w.passages, passages.join(", "));
            }
            Own::Organisation { acronym, group, passages, note } => {
                add(&w.acronym, optional(acronym));
                add("", record.text.clone());
                add(&w.group, group.as_ref().map(|group| words.label("organisation", group).to_owned()).unwrap_or_default());
                add(&w.countries, countries());
                add(&w.note, optional(note));
                add(&w.passages, passages.join(", "));
            }
            Own::Recommendation { note, passages, .. } => {
                add("", record.text.clone());
                add(&w.note, optional(note));
                add(&w.passages, passages.join(", "));
            }
            Own::Term { long, aliases, note, passages } => {
                add(&w.long, optional(long));
                add("", record.text.clone());
                add(&w.note, optional(note));
                add(&w.also, aliases.join(", "));
                add(&w.passages, passages.join(", "));
            }
            Own::Source { author, publisher, year, url, passages, .. } => {
                add(&w.author, optional(author));
                add(&w.publisher, optional(publisher));
                add(&w.year, number(year));
                add("", record.text.clone());
                add(&w.url, optional(url));
                add(&w.passages, passages.join(", "));
            }
        }
        lines
    }
}

/// A detail on one line.
pub fn line((label, value): &Detail) -> String {
    match label.as_str() {
        "" => value.clone(),
        mark if mark.starts_with('[') => format!("{mark} {value}"),
        label => format!("{label}: {value}"),
    }
}
