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
    /// The forms of terms, folded; the longest first.
    forms: Vec<Form>,
    /// Their places in that list, by their first bytes.
    by_byte: Vec<(u8, usize)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    /// Index of the term.
    term: usize,
    text: String,
}

impl TermFinder {
    /// For texts in `language`.
    pub fn new(terms: &[Term], language: Language) -> Self {
        let mut forms: Vec<Form> = terms
            .iter()
            .enumerate()
            .flat_map(|(index, term)| term.forms(language).map(move |form| Form { term: index, text: fold(form) }))
            .filter(|form| !form.text.is_empty())
            .collect();
        forms.sort_by_key(|form| (std::cmp::Reverse(form.text.len()), form.term));
        forms.dedup();
        let mut by_byte: Vec<(u8, usize)> =
            forms.iter().enumerate().filter_map(|(at, form)| Some((*form.text.as_bytes().first()?, at))).collect();
        by_byte.sort_unstable();
        Self { forms, by_byte }
    }

    /// The terms in a text, each with the source ranges where it stands, in order of first appearance. Of terms that
    /// overlap, the longest counts.
    pub fn find(&self, folded: &Folded) -> Vec<(usize, std::ops::Range<usize>)> {
        let mut standing: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
        for at in folded.word_starts() {
            let Some(first) = folded.byte(at) else { continue };
            let from = self.by_byte.partition_point(|(byte, _)| *byte < first);
            let likely = self.by_byte.get(from..).unwrap_or_default().iter().take_while(|(byte, _)| *byte == first);
            standing.extend(likely.filter_map(|(_, form)| Some((*form, folded.words_at(&self.forms[*form].text, at)?))));
        }
        standing.sort_by_key(|(form, range)| (*form, range.start));
        let mut found: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
        for (form, range) in standing {
            if found.iter().all(|(_, other)| other.end <= range.start || range.end <= other.start) {
                found.push((self.forms[form].term, range));
            }
        }
        found.sort_by_key(|(_, range)| range.start);
        found
    }
}
