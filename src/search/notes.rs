//! What a search says of its own result, the same on the screen and on the command line.

use super::index::Index;
use super::query::{Mode, Query};
use crate::report::words::fill;
use crate::report::{Edition, Report};

impl Index {
    /// Corrections; and where nothing was found, that, the nearest words, and what the report says of the country.
    pub fn notes(&self, query: &Query, report: &Report, edition: &Edition, typed: &str, nothing: bool) -> Vec<String> {
        let w = &edition.words.search;
        let corrected = query.corrections.iter().map(|(typed, meant)| fill(&w.corrected, &[("typed", typed), ("meant", meant)]));
        let mut notes: Vec<String> = if query.mode == Mode::Exact { Vec::new() } else { corrected.collect() };
        if !nothing {
            if !query.unknown.is_empty() && query.mode == Mode::Understood {
                notes.push(fill(&w.unknown, &[("words", &query.unknown.join(", "))]));
            }
            return notes;
        }
        notes.push(fill(&w.nothing, &[("text", typed.trim())]));
        for word in &query.unknown {
            let near = Query::nearest_words(self, word);
            if !near.is_empty() {
                notes.push(fill(&w.near, &[("words", &near.join(", "))]));
            }
        }
        for country in query.countries.iter().chain(&query.filters.countries) {
            let country = &report.facts().countries[*country];
            let template = if country.profile { &w.covered } else { &w.mentioned };
            let count = country.passages.len().to_string();
            notes.push(fill(template, &[("country", country.name.text(edition.language)), ("count", &count)]));
        }
        notes
    }
}
