//! What was typed → what is looked for.

use super::amounts::amount;
use super::corrections::mended;
use super::index::{Index, StemId};
use super::lexicon::{LONGEST, Meaning, split};
use super::operators::{Part, parts};
use super::stems::{Exact, Stems, exact, resolve};
use super::tokens::{Token, tokens};
use crate::report::Report;
use crate::report::record::Kind;
use crate::text::span::slice;

/// How words are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Word forms, the last word's beginning, mistakes, synonyms.
    #[default]
    Understood,
    /// Whole words exactly as typed, accents and case aside.
    Exact,
}

/// Restrictions that are given beside the words, as on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Only these kinds; all if empty.
    pub kinds: Vec<Kind>,
    /// Only records about these countries, by their indices; all if empty.
    pub countries: Vec<usize>,
    /// Only records of these sections, by their ids; all if empty.
    pub sections: Vec<String>,
}

/// A query, understood.
#[derive(Debug, Clone, Default)]
pub struct Query {
    pub(super) clauses: Vec<Clause>,
    /// Runs of words that must stand so.
    pub(super) phrases: Vec<Vec<String>>,
    /// Countries that it must not be about.
    pub(super) without: Vec<usize>,
    /// Words that must not stand there.
    pub(super) excluded: Vec<String>,
    pub(super) filters: Filters,
    /// Kinds that the words ask for.
    pub(super) intents: Vec<Kind>,
    pub(super) mode: Mode,
    /// Whether a number was typed.
    pub(super) has_number: bool,
    /// The numbers that were typed, in digits.
    pub(super) amounts: Vec<String>,
    /// The stems of all words that were typed.
    pub(super) typed: Vec<StemId>,
    /// Words that were typed in capitals, which would else mean nothing: UN is not "un".
    acronyms: Vec<String>,
    /// What was typed and what was taken for it.
    pub corrections: Vec<(String, String)>,
    /// Countries that the words name.
    pub countries: Vec<usize>,
    /// Words that nothing was found for.
    pub unknown: Vec<String>,
}

/// One thing that is looked for.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) alternatives: Vec<Alternative>,
    /// A country, by its index.
    pub(super) country: Option<usize>,
    /// How much it counts: 1, less for words that only show what is wanted.
    pub(super) weight: f32,
    /// The kind of record that it asks for: each of them answers it.
    pub(super) intent: Option<Kind>,
    /// Whether it stands somewhere as it was typed.
    pub(super) stands: bool,
}

impl Clause {
    /// A word.
    fn word(stems: Stems, said: Said) -> Self {
        let alternatives = vec![Alternative { words: vec![stems], weight: 1.0, said, exact: Vec::new() }];
        Self { alternatives, country: None, weight: 1.0, intent: None, stands: true }
    }
}

/// One way to say it: all of its words.
#[derive(Debug, Clone)]
pub(super) struct Alternative {
    pub(super) words: Vec<Stems>,
    pub(super) weight: f32,
    pub(super) said: Said,
    /// The words that were typed, where others have the same stem that are no forms of them.
    pub(super) exact: Vec<Exact>,
}

/// Where a way to say something comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It was typed so.
    Typed,
    /// It is a word of a phrase that must stand so.
    InPhrase,
    /// It means the same.
    Otherwise,
}

const SYNONYM: f32 = 0.7;
const INTENT: f32 = 0.3;
/// Words behind this one in a query are passed over.
const MOST_WORDS: usize = 48;

impl Query {
    /// Understands what was typed. What is no operator is words; no text is an error.
    pub fn new(report: &Report, index: &Index, typed: &str, mode: Mode, filters: Filters) -> Self {
        let mut query = Self { filters, mode, ..Self::default() };
        // Words stay together, so that "390 000" stays a number.
        let mut plain = String::new();
        for part in parts(typed) {
            query.take_part(report, index, part, &mut plain);
        }
        let mut words = split(&plain);
        words.truncate(MOST_WORDS);
        query.acronyms = acronyms(index, &plain);
        query.has_number = words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let open_end = typed.chars().next_back().is_some_and(char::is_alphanumeric);
        if mode == Mode::Exact {
            query.exact(index, &words);
        } else {
            query.understand(index, &words, open_end);
        }
        query
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.phrases.is_empty() && !self.has_filters()
    }

    fn has_filters(&self) -> bool {
        !(self.filters.kinds.is_empty() && self.filters.countries.is_empty() && self.filters.sections.is_empty())
    }

    /// All stems that may be marked in a text.
    pub(super) fn stems(&self) -> impl Iterator<Item = StemId> {
        self.clauses
            .iter()
            .flat_map(|clause| &clause.alternatives)
            .flat_map(|alternative| alternative.words.iter().flatten())
            .map(|(stem, _)| *stem)
    }

    fn take_part(&mut self, report: &Report, index: &Index, part: Part<'_>, plain: &mut String) {
        let mut add = |text: &str| plain.extend([text, " "]);
        match part {
            Part::Phrase(text) => {
                let phrase = split(text);
                if !phrase.is_empty() {
                    // The words count for the ranking as well.
                    self.clauses.extend(phrase.iter().filter_map(|word| {
                        let stem = index.stem_of_word(word, index.lexicon.stem())?;
                        Some(Clause::word(vec![(stem, 1.0)], Said::InPhrase))
                    }));
                    self.phrases.push(phrase);
                }
            }
            Part::Without(text) => {
                let words = split(text);
                let run: Vec<&str> = words.iter().map(String::as_str).collect();
                // Without a country is also without what is about it under another name.
                self.without.extend(index.lexicon.meaning(&run).and_then(|meaning| meaning.country));
                self.excluded.extend(words);
            }
            Part::Filter(name, value) => {
                let words = split(value);
                let run: Vec<&str> = words.iter().map(String::as_str).collect();
                let meant = index.lexicon.meaning(&run);
                let country = || report.facts().country(value).or_else(|| meant?.country);
                let kind = || Kind::from_name(&value.to_lowercase()).or_else(|| meant?.intent);
                let section = || Some(value.to_lowercase()).filter(|id| index.sections.contains_key(id));
                let is_known = match name {
                    "country" => country().map(|country| self.filters.countries.push(country)).is_some(),
                    "kind" => kind().map(|kind| self.filters.kinds.push(kind)).is_some(),
                    _ => section().map(|section| self.filters.sections.push(section)).is_some(),
                };
                if !is_known {
                    self.unknown.push(format!("{name}:{value}"));
                }
            }
            Part::Words(text) => add(text),
        }
    }

    fn exact(&mut self, index: &Index, words: &[String]) {
        for word in words {
            if let Some(id) = index.word(word) {
                let stems = vec![(index.stem_of(id), 1.0)];
                self.clauses.push(Clause::word(stems, Said::InPhrase));
            } else {
                self.unknown.push(word.clone());
            }
            self.phrases.push(vec![word.clone()]);
        }
    }

    fn understand(&mut self, index: &Index, words: &[String], open_end: bool) {
        let words = mended(index, words, open_end, &mut self.corrections);
        let is_stop = |word: &String, acronyms: &[String]| index.lexicon.is_stop(word) && !acronyms.contains(word);
        let all_stop = words.iter().all(|word| is_stop(word, &self.acronyms));
        let mut at = 0;
        while at < words.len() {
            if let [number, scale, ..] = &words[at..]
                && let Some(amount) = amount(number, scale)
            {
                self.add_amount(index, [&number.clone(), &scale.clone()], amount);
                at += 2;
                continue;
            }
            if words[at].starts_with(|c: char| c.is_ascii_digit()) {
                self.amounts.push(words[at].clone());
            }
            let is_end = |length: usize| at + length == words.len() && open_end;
            let run = |length: usize| words[at..at + length].iter().map(String::as_str).collect::<Vec<_>>();
            let longest = LONGEST.min(words.len() - at);
            // "Organ" is no form of "organisation", though it has the same stem.
            let is_form = |length: usize| length > 1 || index.lexicon.is_written(&words[at]) || exact(index, &words[at], false).is_none();
            let meant = |length: usize| index.lexicon.meaning(&run(length)).filter(|_| is_form(length));
            let found = (1..=longest).rev().find_map(|length| Some((length, meant(length)?)));
            let (length, meaning) = match found {
                Some((length, meaning)) if length > 1 || !is_stop(&words[at], &self.acronyms) || meaning.country.is_some() => {
                    (length, Some(meaning))
                }
                _ => (1, None),
            };
            if meaning.is_none() && !all_stop && is_stop(&words[at], &self.acronyms) {
                at += 1;
                continue;
            }
            self.add(index, &run(length), meaning, is_end(length));
            at += length;
        }
    }

    /// A number in words is the same as in digits.
    fn add_amount(&mut self, index: &Index, typed: [&str; 2], amount: String) {
        let known = |word: &str| resolve(index, word, false);
        let in_digits = known(&amount);
        let in_words: Vec<Stems> = typed.into_iter().map(known).collect();
        let mut clause = Clause { alternatives: Vec::new(), country: None, weight: 1.0, intent: None, stands: true };
        if !in_digits.is_empty() {
            clause.alternatives.push(Alternative { words: vec![in_digits], weight: 1.3, said: Said::Typed, exact: Vec::new() });
        }
        if in_words.iter().all(|stems| !stems.is_empty()) {
            clause.alternatives.push(Alternative { words: in_words, weight: 1.0, said: Said::Typed, exact: Vec::new() });
        }
        if clause.alternatives.is_empty() {
            self.unknown.push(typed.join(" "));
        }
        self.has_number = true;
        self.amounts.push(amount);
        self.clauses.push(clause);
    }

    /// A run of words, with what it means.
    fn add(&mut self, index: &Index, run: &[&str], meaning: Option<Meaning<'_>>, is_end: bool) {
        let resolve = |word: &str, is_end: bool| resolve(index, word, is_end);
        let last = run.len().saturating_sub(1);
        let own: Vec<Stems> = run.iter().enumerate().map(|(nth, word)| resolve(word, is_end && nth == last)).collect();
        let is_acronym = run.iter().all(|word| self.acronyms.iter().any(|own| own == word));
        let known = own.iter().all(|stems| !stems.is_empty()) && !is_acronym;
        self.typed.extend(run.iter().filter_map(|word| index.stem_of_word(word, index.lexicon.stem())));
        let mut clause = Clause { alternatives: Vec::new(), country: None, weight: 1.0, intent: None, stands: true };
        let is_country = meaning.is_some_and(|meaning| meaning.country.is_some());
        clause.stands = run.iter().all(|word| index.word(word).is_some());
        if known && !is_country {
            let exact = run.iter().enumerate().filter_map(|(nth, word)| exact(index, word, is_end && nth == last)).collect();
            clause.alternatives.push(Alternative { words: own, weight: 1.0, said: Said::Typed, exact });
        }
        if let Some(meaning) = meaning {
            clause.country = meaning.country;
            self.countries.extend(meaning.country);
            if let Some(intent) = meaning.intent {
                self.intents.push(intent);
                clause.weight = INTENT;
                clause.intent = Some(intent);
            }
            for form in meaning.forms() {
                let words: Vec<Stems> = form.split(' ').map(|word| resolve(word, false)).collect();
                if words.iter().all(|stems| !stems.is_empty()) && !words.is_empty() {
                    // A foreign word is as good as its translation.
                    let weight = if known && !is_country { SYNONYM } else { 1.0 };
                    clause.alternatives.push(Alternative { words, weight, said: Said::Otherwise, exact: Vec::new() });
                }
            }
        } else if let ([word], true) = (run, is_end)
            && word.len() >= 2
            && index.word(word).is_none()
        {
            clause.country = index.lexicon.countries_beginning_with(word).next();
        }
        if clause.alternatives.is_empty() && clause.country.is_none() {
            self.unknown.extend(run.iter().map(ToString::to_string));
        }
        self.clauses.push(clause);
    }
}

/// Words that mean nothing but something in capitals, and were typed in capitals beside words that were not, or alone.
fn acronyms(index: &Index, typed: &str) -> Vec<String> {
    let words = tokens(typed);
    if words.len() > 1 && !typed.contains(char::is_lowercase) {
        return Vec::new();
    }
    let is_one = |token: &Token| {
        let written = slice(typed, token.range.clone());
        token.word.len() > 1
            && written.chars().all(|c| c.is_uppercase() || c == '.')
            && index.lexicon.is_stop(&token.word)
            && index.lexicon.meaning(&[&token.word]).is_some()
    };
    words.into_iter().filter(is_one).map(|token| token.word).collect()
}
