//! What a search says of its own result, the same on the screen and on the command line.

use super::corrections::nearest_words;
use super::index::Index;
use super::query::{Mode, Query};
use super::tokens::tokens;
use crate::report::words::fill;
use crate::report::{Edition, Language, Report};

/// In so many records it is looked up how a word is written.
const MOST_LOOKED_AT: usize = 64;

impl Index {
    /// Corrections; and where nothing was found, that, the nearest words, and what the report says of the country.
    pub fn notes(&self, query: &Query, report: &Report, edition: &Edition, typed: &str, nothing: bool) -> Vec<String> {
        let w = &edition.words.search;
        let corrected = query.corrections.iter().map(|(word, meant)| {
            let word = as_written(typed, word).unwrap_or_else(|| word.clone());
            fill(&w.corrected, &[("typed", &word), ("meant", &self.written(report, edition, meant))])
        });
        let mut notes: Vec<String> = if query.mode == Mode::Exact { Vec::new() } else { corrected.collect() };
        if !nothing {
            if !query.unknown.is_empty() && query.mode == Mode::Understood {
                let unknown = query.unknown.iter().map(|word| as_written(typed, word).unwrap_or_else(|| word.clone()));
                notes.push(fill(&w.unknown, &[("words", &unknown.collect::<Vec<_>>().join(", "))]));
            }
            return notes;
        }
        notes.push(fill(&w.nothing, &[("text", typed.trim())]));
        for word in &query.unknown {
            let near = nearest_words(self, word);
            if !near.is_empty() {
                let near: Vec<String> = near.iter().map(|word| self.written(report, edition, word)).collect();
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

    /// A folded word with its accents: as a text of the edition has it, or else what is known beside the texts; in small letters where that
    /// is to be had.
    fn written(&self, report: &Report, edition: &Edition, word: &str) -> String {
        let id = self.word(word);
        let having = id.into_iter().flat_map(|id| self.lists.postings_of(self.stem_of(id))).map(|posting| posting.doc as usize);
        let having = having.filter(|doc| id.is_some_and(|id| self.lists.words_of(*doc).any(|word| word == id))).take(MOST_LOOKED_AT);
        let records = having.filter_map(|doc| self.record(report, edition, doc as u32));
        let in_texts = records.flat_map(|record| [record.title, record.text]).filter_map(|text| as_written(&text, word));
        let facts = report.facts();
        let countries = facts.countries.iter().flat_map(|country| country.name.all().chain(country.aliases.all().flatten()));
        let synonyms = facts.synonyms.groups.iter();
        let synonyms = synonyms.flat_map(|group| Language::ALL.into_iter().flat_map(|own| group.forms(own)).chain(&group.also));
        let beside = countries.chain(synonyms).filter_map(|text| as_written(text, word));
        let mut first = None;
        for written in in_texts.chain(beside) {
            if written.chars().all(char::is_lowercase) {
                return written;
            }
            first.get_or_insert(written);
        }
        first.unwrap_or_else(|| word.to_owned())
    }
}

/// The word of a text that is this one when it is folded.
fn as_written(text: &str, word: &str) -> Option<String> {
    tokens(text).into_iter().find(|token| token.word == word).and_then(|token| text.get(token.range)).map(ToOwned::to_owned)
}
