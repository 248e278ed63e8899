//! Which records answer a query, the best first: BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields, 2004) over title
//! and body, with what people mean on top of it: a country's own records, all of the words rather than one often, words near each other.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::amounts::amount;
use super::index::{Doc, Index, Posting, StemId};
use super::query::{Alternative, Clause, Mode, Query, Stems};
use super::tokens::tokens;
use crate::report::record::{Kind, Own, Record};

/// How fast more of the same word stops counting, and how much long fields are held back.
const K1: f32 = 1.2;
const B: f32 = 0.55;
/// How much a word in the title counts against one in the body.
const TITLE: f32 = 2.2;
/// What a country's name is worth where a record is about that country alone.
const COUNTRY: f32 = 4.0;
/// What it is worth to be of the kind that was asked for.
const ASKED_FOR: f32 = 3.0;
/// What a record is worth that is not about the country that was named.
const ELSEWHERE: f32 = 0.35;
/// And one that is about some of the countries that were named, not all.
const PARTLY: f32 = 0.6;
/// Records that answer less than this part of what the best one answers are left out.
const LEAST_COVERAGE: f32 = 0.5;
/// So many of the best are looked at more closely.
const CLOSELY: usize = 40;

/// A record that answers a query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Index of the record.
    pub doc: usize,
    /// The higher, the better; comparable within one query only.
    pub score: f32,
}

/// What one clause says of each record; 0 where it says nothing.
type Scores = Vec<f32>;
/// What single stems, each with its weight, say of each record.
type Known = HashMap<(StemId, u32), Rc<Scores>>;

impl Index {
    /// The records that answer a query, the best first, equals in reading order.
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        if query.is_empty() {
            return Vec::new();
        }
        let mut known = Known::new();
        let scores: Vec<Scores> = query.clauses.iter().map(|clause| self.clause(clause, query, &mut known)).collect();
        let worth: Vec<f32> = query.clauses.iter().map(|clause| clause.weight * self.worth(clause)).collect();
        let all: f32 = worth.iter().sum();
        let mut totals = vec![(0.0, 0.0); self.docs.len()];
        for ((clause, scores), worth) in query.clauses.iter().zip(&scores).zip(&worth) {
            for (total, score) in totals.iter_mut().zip(scores).filter(|(_, score)| **score > 0.0) {
                total.0 += score * clause.weight;
                total.1 += worth;
            }
        }
        if query.clauses.is_empty() {
            // Filters and phrases alone: everything that they let through.
            totals.fill((1.0, 0.0));
        }
        let mut hits: Vec<(Hit, f32)> = totals
            .into_iter()
            .enumerate()
            .filter(|(_, (score, _))| *score > 0.0)
            .map(|(doc, (score, covered))| (doc, score, covered))
            .filter(|(doc, ..)| self.is_let_through(&self.docs[*doc], query))
            .map(|(doc, score, covered)| {
                let coverage = if all > 0.0 { covered / all } else { 1.0 };
                let score = score * (0.15 + 0.85 * coverage * coverage) * kind_factor(&self.docs[doc].record, query);
                (Hit { doc, score: score * self.where_it_is(query, doc) }, coverage)
            })
            .collect();
        let best = hits.iter().map(|(_, coverage)| *coverage).fold(0.0, f32::max);
        hits.retain(|(_, coverage)| *coverage >= best * LEAST_COVERAGE);
        let mut hits: Vec<Hit> = hits.into_iter().map(|(hit, _)| hit).collect();
        self.sort(&mut hits);
        for hit in hits.iter_mut().take(CLOSELY) {
            hit.score *= self.nearness(query, hit.doc) * self.title_factor(query, hit.doc);
        }
        self.sort(&mut hits);
        hits
    }

    /// Less for a record that is not about the countries that were named, or about some of them only.
    fn where_it_is(&self, query: &Query, doc: usize) -> f32 {
        let mut named: Vec<usize> = query.countries.clone();
        named.sort_unstable();
        named.dedup();
        let missing = named.iter().filter(|country| !self.docs[doc].countries.contains(country)).count();
        match (missing, named.len()) {
            (0, _) => 1.0,
            (missing, all) if missing == all => ELSEWHERE,
            _ => PARTLY,
        }
    }

    /// The record of a hit.
    pub fn record(&self, hit: Hit) -> &Record {
        &self.docs[hit.doc].record
    }

    fn sort(&self, hits: &mut [Hit]) {
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| self.docs[a.doc].order.cmp(&self.docs[b.doc].order)));
    }

    fn is_let_through(&self, doc: &Doc, query: &Query) -> bool {
        let filters = &query.filters;
        let has = |words: &[String]| has_run(&doc.folded, words);
        (filters.kinds.is_empty() || filters.kinds.contains(&doc.record.kind))
            && (filters.countries.is_empty() || filters.countries.iter().any(|country| doc.countries.contains(country)))
            && (filters.sections.is_empty() || doc.record.section.as_ref().is_some_and(|own| filters.sections.contains(own)))
            && !query.without.iter().any(|country| doc.countries.contains(country))
            && query.phrases.iter().all(|phrase| has(phrase))
            && !query.excluded.iter().any(|word| has(std::slice::from_ref(word)) || self.has_stem(doc, word))
    }

    /// Whether another form of a word stands in a record.
    fn has_stem(&self, doc: &Doc, word: &str) -> bool {
        let stem = self.stem_of_word(word, self.lexicon.stem());
        stem.is_some_and(|stem| doc.words.iter().any(|own| self.stem_of[*own as usize] == stem))
    }

    fn clause(&self, clause: &Clause, query: &Query, known: &mut Known) -> Scores {
        let mut scores = vec![0.0; self.docs.len()];
        for alternative in &clause.alternatives {
            self.alternative(alternative, &mut scores, known);
        }
        if let Some(intent) = clause.intent {
            // A code is a law even where it does not call itself one.
            for (score, _) in scores.iter_mut().zip(&self.docs).filter(|(_, doc)| doc.record.kind == intent) {
                *score = score.max(ASKED_FOR);
            }
        }
        if let Some(country) = clause.country {
            for (score, doc) in scores.iter_mut().zip(&self.docs).filter(|(_, doc)| doc.countries.contains(&country)) {
                #[allow(clippy::cast_precision_loss, reason = "a handful of countries")]
                let others = doc.countries.iter().filter(|own| !query.countries.contains(own)).count() as f32;
                // The word itself may stand in a text that is about another country.
                let own = COUNTRY / (1.0 + 0.25 * others);
                *score = own + 0.25 * score.min(COUNTRY);
            }
        }
        scores
    }

    /// Raises the scores of records that say it in this way.
    fn alternative(&self, alternative: &Alternative, best: &mut Scores, known: &mut Known) {
        let words: Vec<Rc<Scores>> = alternative.words.iter().map(|stems| self.word_scores(stems, known)).collect();
        let all: Vec<&Stems> = alternative.words.iter().collect();
        for (doc, best) in best.iter_mut().enumerate() {
            if words.iter().any(|scores| scores[doc] <= 0.0) {
                continue;
            }
            let score = alternative.weight * words.iter().map(|scores| scores[doc]).sum::<f32>();
            // Where the words stand is looked up only where it can make a difference.
            if score > *best {
                let together = if all.len() > 1 { self.togetherness(doc, &all) } else { 1.0 };
                *best = best.max(score * together);
            }
        }
    }

    /// Less where words that belong together stand apart.
    fn togetherness(&self, doc: usize, words: &[&Stems]) -> f32 {
        match self.window(doc, words) {
            Some(window) if window <= words.len() + 1 => 1.0,
            Some(window) if window <= words.len() + 6 => 0.7,
            _ => 0.4,
        }
    }

    /// What a word says of each record; worked out once for all the ways of saying something in which it comes.
    fn word_scores(&self, stems: &Stems, known: &mut Known) -> Rc<Scores> {
        let [(stem, weight)] = stems.as_slice() else { return Rc::new(self.stem_scores(stems)) };
        let key = (*stem, weight.to_bits());
        Rc::clone(known.entry(key).or_insert_with(|| Rc::new(self.stem_scores(stems))))
    }

    fn stem_scores(&self, stems: &Stems) -> Scores {
        let mut scores = vec![0.0_f32; self.docs.len()];
        for (stem, weight) in stems {
            let rarity = self.rarity(*stem);
            for posting in &self.postings[*stem as usize] {
                let score = &mut scores[posting.doc as usize];
                *score = score.max(weight * rarity * self.frequency(*posting));
            }
        }
        scores
    }

    #[allow(clippy::cast_precision_loss, reason = "counts of records")]
    fn rarity(&self, stem: StemId) -> f32 {
        let (all, having) = (self.docs.len() as f32, self.spread(stem) as f32);
        (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
    }

    #[allow(clippy::cast_precision_loss, reason = "counts of words")]
    fn frequency(&self, posting: Posting) -> f32 {
        let doc = &self.docs[posting.doc as usize];
        let held_back = |length: usize, mean: f32| 1.0 - B + B * length as f32 / mean.max(1.0);
        let title = f32::from(posting.title) * TITLE / held_back(doc.title_len, self.mean.0);
        let body = f32::from(posting.body) / held_back(doc.words.len() - doc.title_len, self.mean.1);
        let both = title + body;
        (K1 + 1.0) * both / (K1 + both)
    }

    /// How much it says of a record that a clause is answered.
    fn worth(&self, clause: &Clause) -> f32 {
        if clause.country.is_some() {
            return COUNTRY;
        }
        let rarest = |alternative: &Alternative| alternative.words.iter().flatten().map(|(stem, _)| self.rarity(*stem)).fold(0.0, f32::max);
        clause.alternatives.iter().map(rarest).next().unwrap_or(3.0)
    }

    /// The shortest run of a record's words that has one of each.
    fn window(&self, doc: usize, sets: &[&Stems]) -> Option<usize> {
        let mut last: Vec<Option<usize>> = vec![None; sets.len()];
        let mut best: Option<usize> = None;
        for (at, word) in self.docs[doc].words.iter().enumerate() {
            let stem = self.stem_of[*word as usize];
            let mut any = false;
            for (set, last) in sets.iter().zip(&mut last) {
                if set.iter().any(|(own, _)| *own == stem) {
                    *last = Some(at);
                    any = true;
                }
            }
            if !any {
                continue;
            }
            // The earliest of the last places; none while a word is still missing.
            let first = last.iter().try_fold(at, |first, last| last.map(|last| first.min(last)));
            if let Some(first) = first {
                best = Some(best.map_or(at - first + 1, |best| best.min(at - first + 1)));
            }
        }
        best
    }

    /// More where the words of a query stand near each other.
    #[allow(clippy::cast_precision_loss, reason = "counts of words")]
    fn nearness(&self, query: &Query, doc: usize) -> f32 {
        let sets: Vec<&Stems> = query
            .clauses
            .iter()
            .filter(|clause| clause.country.is_none())
            .filter_map(|clause| clause.alternatives.first())
            .filter_map(|alternative| alternative.words.first())
            .filter(|stems| stems.iter().any(|(stem, _)| self.docs[doc].words.iter().any(|word| self.stem_of[*word as usize] == *stem)))
            .collect();
        if sets.len() < 2 {
            return 1.0;
        }
        self.window(doc, &sets).map_or(1.0, |window| 1.0 + 0.5 * sets.len() as f32 / window as f32)
    }

    /// More where a title says all that was asked for.
    fn title_factor(&self, query: &Query, doc: usize) -> f32 {
        let doc = &self.docs[doc];
        let title = &doc.words[..doc.title_len];
        let is_there = |stems: &Stems| {
            stems.iter().any(|(stem, weight)| *weight > 0.5 && title.iter().any(|word| self.stem_of[*word as usize] == *stem))
        };
        let mut words = query.clauses.iter().filter(|clause| clause.country.is_none() && clause.weight >= 1.0).peekable();
        let all = words.peek().is_some()
            && words.all(|clause| clause.alternatives.iter().any(|alternative| alternative.words.iter().all(is_there)));
        if matches!(doc.record.kind, Kind::Passage) {
            return 1.0;
        }
        // Of two titles that say it, the one that says little else is what was meant.
        let own: std::collections::HashSet<StemId> = query.typed.iter().copied().chain(query.stems()).collect();
        let content = || title.iter().filter(|word| !self.stop[**word as usize]);
        #[allow(clippy::cast_precision_loss, reason = "a few words")]
        let covered =
            content().filter(|word| own.contains(&self.stem_of[**word as usize])).count() as f32 / content().count().max(1) as f32;
        (if all { 1.3 } else { 1.0 }) * (1.0 + 0.3 * covered)
    }

    /// Where in a text stands what a query looks for: bytes, in order, not overlapping.
    pub fn matches(&self, query: &Query, text: &str) -> Vec<Range<usize>> {
        let stems: std::collections::HashSet<StemId> = query.stems().collect();
        let stem = self.lexicon.stem();
        let is_match = |word: &str| match query.mode {
            Mode::Exact => query.phrases.iter().any(|phrase| phrase.iter().any(|own| own == word)),
            Mode::Understood => {
                let own = self.stem_of_word(word, stem).is_some_and(|id| stems.contains(&id));
                own || query
                    .countries
                    .iter()
                    .any(|country| self.lexicon.meaning(&[word]).is_some_and(|meaning| meaning.country == Some(*country)))
            }
        };
        let tokens = tokens(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            // A number that was typed may stand there in words.
            let scaled =
                tokens.get(at + 1).filter(|next| amount(&token.word, &next.word).is_some_and(|amount| query.amounts.contains(&amount)));
            let range = match scaled {
                Some(next) => token.range.start..next.range.end,
                None if is_match(&token.word) || query.amounts.contains(&token.word) => token.range.clone(),
                None => continue,
            };
            // A share's number and its sign are one match.
            match found.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => found.push(range),
            }
        }
        found
    }
}

/// A record's kind against what was asked for.
fn kind_factor(record: &Record, query: &Query) -> f32 {
    let kind = record.kind;
    if query.intents.contains(&kind) {
        // Who asks for the law wants what was enacted before what is planned, and that before who applies it.
        return match &record.own {
            Own::Law { instrument, .. } => {
                let enacted = match instrument.as_str() {
                    "law" | "code-article" => 1.9,
                    "decree" | "protocol" => 1.65,
                    "body" => 1.3,
                    _ => 1.5,
                };
                if has_a_name(&record.title) { enacted * 1.15 } else { enacted }
            }
            _ => 1.6,
        };
    }
    match kind {
        Kind::Passage => 1.0,
        Kind::Law | Kind::Organisation => 0.95,
        Kind::Figure if query.has_number => 1.1,
        Kind::Figure | Kind::Term => 0.9,
        Kind::Recommendation => 0.85,
        Kind::Source => 0.75,
    }
}

/// Whether a title is a name, written with capitals, and not a description.
fn has_a_name(title: &str) -> bool {
    let long = |word: &&str| word.chars().count() > 3;
    let words: Vec<&str> = title.split_whitespace().skip(1).filter(long).collect();
    let capital = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    capital * 2 > words.len()
}

/// Whether words stand in a text of words, next to each other and in this order.
fn has_run(folded: &str, words: &[String]) -> bool {
    let run = words.join(" ");
    folded.match_indices(run.as_str()).any(|(at, found)| {
        let before = at == 0 || folded.as_bytes()[at - 1] == b' ';
        before && folded.as_bytes().get(at + found.len()).is_none_or(|next| *next == b' ')
    })
}
