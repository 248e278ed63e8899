//! Terms and acronyms: `glossary.toml`.

use serde::Deserialize;

use super::language::Language;
use super::localized::{Localized, Plain};
use crate::text::fold::{Folded, fold};

/// `glossary.toml` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GlossaryFile {
    #[serde(default)]
    pub(super) term: Vec<Term>,
}

/// A term and what it means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The same in each language.
    pub id: Plain,
    /// As the text writes it.
    pub term: Localized,
    /// An acronym's long form.
    #[serde(default)]
    pub long: Localized,
    /// Other forms that stand in the text.
    #[serde(default)]
    pub aliases: Localized<Vec<Plain>>,
    /// What it means.
    pub definition: Localized,
    /// What we add to that.
    #[serde(default)]
    pub note: Localized,
    /// Addresses of the passages that explain or first use it.
    #[serde(default)]
    pub passages: Vec<Plain>,
}

impl Term {
    /// All the ways in which a text in `language` may write it.
    pub fn forms(&self, language: Language) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.get(language).into_iter().flatten().map(|plain| &**plain);
        [self.term.text(language), self.long.text(language)].into_iter().chain(aliases).filter(|form| !form.is_empty())
    }
}

/// A glossary made ready to find its terms in texts of one language.
#[derive(Debug, Clone, Default)]
pub struct TermFinder {
    /// Index of the term, and one of its forms, folded; the longest first.
    forms: Vec<(usize, String)>,
}

impl TermFinder {
    /// For texts in `language`.
    pub fn new(terms: &[Term], language: Language) -> Self {
        let mut forms: Vec<(usize, String)> = terms
            .iter()
            .enumerate()
            .flat_map(|(index, term)| term.forms(language).map(move |form| (index, fold(form))))
            .filter(|(_, form)| !form.is_empty())
            .collect();
        forms.sort_by_key(|(index, form)| (std::cmp::Reverse(form.len()), *index));
        forms.dedup();
        Self { forms }
    }

    /// The terms in a text, each with the source ranges where it stands, in order of first appearance. Of terms that
    /// overlap, the longest counts.
    pub fn find(&self, folded: &Folded) -> Vec<(usize, std::ops::Range<usize>)> {
        let mut found: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
        for (index, form) in &self.forms {
            for range in folded.find_words(form) {
                if found.iter().all(|(_, other)| other.end <= range.start || range.end <= other.start) {
                    found.push((*index, range));
                }
            }
        }
        found.sort_by_key(|(_, range)| range.start);
        found
    }
}
