//! What was typed → what is looked for.

use super::amounts::amount;
use super::index::{Index, StemId};
use super::lexicon::{LONGEST, Meaning, split};
use super::spelling::{allowed, nearest};
use crate::report::Report;
use crate::report::record::Kind;

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
}

impl Clause {
    /// A word.
    fn word(stems: Stems) -> Self {
        Self { alternatives: vec![Alternative { words: vec![stems], weight: 1.0 }], country: None, weight: 1.0, intent: None }
    }
}

/// One way to say it: all of its words.
#[derive(Debug, Clone)]
pub(super) struct Alternative {
    pub(super) words: Vec<Stems>,
    pub(super) weight: f32,
}

/// The stems that count as one word of a query, each with how much it is what was typed (0 to 1).
pub(super) type Stems = Vec<(StemId, f32)>;

/// A word's own form is worth more than its beginning, and that more than a correction.
const PREFIX: f32 = 0.8;
const CORRECTION: f32 = 0.6;
const SYNONYM: f32 = 0.7;
const INTENT: f32 = 0.3;
/// At most so many words are tried as what a beginning goes on to.
const MOST_ENDINGS: usize = 40;
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
        query.has_number = words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let open_end = typed.chars().next_back().is_some_and(char::is_alphanumeric);
        if mode == Mode::Exact {
            query.exact(index, &words);
        } else {
            query.understand(index, words, open_end);
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
                        Some(Clause::word(vec![(stem, 1.0)]))
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
            Part::Filter(name, value) => match name {
                "country" if report.facts().country(value).is_some() => self.filters.countries.extend(report.facts().country(value)),
                "kind" if Kind::from_name(&value.to_lowercase()).is_some() => {
                    self.filters.kinds.extend(Kind::from_name(&value.to_lowercase()));
                }
                "section" if index.sections.contains_key(&value.to_lowercase()) => self.filters.sections.push(value.to_lowercase()),
                _ => add(value),
            },
            Part::Words(text) => add(text),
        }
    }

    fn exact(&mut self, index: &Index, words: &[String]) {
        for word in words {
            if let Some(id) = index.word(word) {
                let stems = vec![(index.stem_of(id), 1.0)];
                self.clauses.push(Clause::word(stems));
            } else {
                self.unknown.push(word.clone());
            }
            self.phrases.push(vec![word.clone()]);
        }
    }

    fn understand(&mut self, index: &Index, mut words: Vec<String>, open_end: bool) {
        let all_stop = words.iter().all(|word| index.lexicon.is_stop(word));
        let last = words.len().saturating_sub(1);
        for (at, word) in words.iter_mut().enumerate() {
            if let Some(meant) = self.correct(index, word, at == last && open_end) {
                *word = meant;
            }
        }
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
            let found = (1..=longest).rev().find_map(|length| Some((length, index.lexicon.meaning(&run(length))?)));
            let (length, meaning) = match found {
                Some((length, meaning)) if length > 1 || !index.lexicon.is_stop(&words[at]) || meaning.country.is_some() => {
                    (length, Some(meaning))
                }
                _ => (1, None),
            };
            if meaning.is_none() && !all_stop && index.lexicon.is_stop(&words[at]) {
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
        let mut clause = Clause { alternatives: Vec::new(), country: None, weight: 1.0, intent: None };
        if !in_digits.is_empty() {
            clause.alternatives.push(Alternative { words: vec![in_digits], weight: 1.3 });
        }
        if in_words.iter().all(|stems| !stems.is_empty()) {
            clause.alternatives.push(Alternative { words: in_words, weight: 1.0 });
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
        let known = own.iter().all(|stems| !stems.is_empty());
        self.typed.extend(run.iter().filter_map(|word| index.stem_of_word(word, index.lexicon.stem())));
        let mut clause = Clause { alternatives: Vec::new(), country: None, weight: 1.0, intent: None };
        let is_country = meaning.is_some_and(|meaning| meaning.country.is_some());
        if known && !is_country {
            clause.alternatives.push(Alternative { words: own, weight: 1.0 });
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
                    clause.alternatives.push(Alternative { words, weight });
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

    /// The word that was meant, where nothing is spelled so.
    fn correct(&mut self, index: &Index, word: &str, is_end: bool) -> Option<String> {
        let known = index.word(word).is_some()
            || index.lexicon.knows(word)
            || index.lexicon.is_stop(word)
            || word.starts_with(|c: char| c.is_ascii_digit())
            // "rich" is no mistake where "richest" stands.
            || (word.len() >= 4 && index.beginning_with(word).next().is_some())
            || index.lists.stems.find(&index.lexicon.stem().of(word)).is_some()
            || (is_end && (index.beginning_with(word).next().is_some() || index.lexicon.countries_beginning_with(word).next().is_some()));
        if known {
            return None;
        }
        let own = index.words();
        // A word of another language only where it leads to something here.
        let leads = |candidate: &&str| {
            index.lexicon.meaning(&[candidate]).is_some_and(|meaning| {
                let stands = |form: &str| form.split(' ').all(|word| !resolve(index, word, false).is_empty());
                meaning.country.is_some() || meaning.forms().any(stands)
            })
        };
        let learned = index.lexicon.words().map(|candidate| (candidate, 0));
        let most = allowed(word.chars().count());
        let is_word = |(candidate, _): &(&str, usize)| candidate.len() >= 3 && !candidate.starts_with(|c: char| c.is_ascii_digit());
        let (found, _) = nearest(word, own.clone().chain(learned).filter(is_word), most)?;
        let usable = found.into_iter().find(|candidate| index.word(candidate).is_some() || leads(candidate));
        let meant = usable.or_else(|| nearest(word, own.filter(is_word), most)?.0.into_iter().next())?.to_owned();
        self.corrections.push((word.to_owned(), meant.clone()));
        Some(meant)
    }

    /// Words of the index that are most like one that nothing was found for.
    pub fn nearest_words(index: &Index, word: &str) -> Vec<String> {
        let candidates = index.words();
        let most = allowed(word.chars().count()) + 1;
        let first = word.chars().next();
        nearest(word, candidates.filter(|(candidate, _)| candidate.len() >= 3 && candidate.chars().next() == first), most)
            .map(|(found, _)| found.into_iter().map(ToOwned::to_owned).collect())
            .unwrap_or_default()
    }
}

/// The stems that a typed word stands for.
fn resolve(index: &Index, word: &str, is_end: bool) -> Stems {
    let own = index.stem_of_word(word, index.lexicon.stem());
    let mut stems: Stems = own.map(|stem| (stem, 1.0)).into_iter().collect();
    // A word may be unfinished at the end of a query, and, where nothing else is known of it, in the middle.
    let weight = match (own, is_end) {
        (Some(_), true) => PREFIX / 2.0,
        (None, true) => PREFIX,
        (None, false) if word.len() >= 4 => CORRECTION,
        _ => return stems,
    };
    if word.len() >= 2 {
        for id in index.beginning_with(word).take(MOST_ENDINGS) {
            let stem = index.stem_of(id);
            if !stems.iter().any(|(own, _)| *own == stem) {
                stems.push((stem, weight));
            }
        }
    }
    stems
}

#[derive(Clone, Copy)]
enum Part<'a> {
    Words(&'a str),
    Phrase(&'a str),
    Without(&'a str),
    Filter(&'a str, &'a str),
}

/// Operators and what is between them. A quotation mark that is not closed is none.
fn parts(typed: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = typed;
    while !rest.is_empty() {
        rest = rest.trim_start();
        let quote = rest.strip_prefix(['"', '“', '”', '«', '»']);
        if let Some((phrase, behind)) = quote.and_then(|inside| inside.split_once(['"', '“', '”', '«', '»'])) {
            parts.push(Part::Phrase(phrase));
            rest = behind;
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        rest = behind;
        if let Some(without) = word.strip_prefix(['-', '−']).filter(|without| without.starts_with(char::is_alphanumeric)) {
            parts.push(Part::Without(without));
            continue;
        }
        match word.split_once(':') {
            Some((name @ ("country" | "kind" | "section"), "")) => {
                // country:"el salvador"
                let quoted = rest.strip_prefix('"').and_then(|inside| inside.split_once('"'));
                match quoted {
                    Some((value, behind)) => {
                        parts.push(Part::Filter(name, value));
                        rest = behind;
                    }
                    None => parts.push(Part::Words(word)),
                }
            }
            Some((name @ ("country" | "kind" | "section"), value)) if value.starts_with('"') => {
                let from = typed.len() - rest.len() - value.len() + 1;
                let inside = typed.get(from..).unwrap_or_default();
                match inside.split_once('"') {
                    Some((value, behind)) => {
                        parts.push(Part::Filter(name, value));
                        rest = behind;
                    }
                    None => parts.push(Part::Words(word)),
                }
            }
            Some((name @ ("country" | "kind" | "section"), value)) => parts.push(Part::Filter(name, value)),
            _ => parts.push(Part::Words(word)),
        }
    }
    parts
}
