//! Which records answer a query, the best first: BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields, 2004) over title
//! and body, with what people mean on top of it: a country's own records, all of the words rather than one often, words near each other.

use std::collections::HashMap;
use std::rc::Rc;

use super::index::{Doc, Index, StemId, WordId};
use super::packed::Posting;
use super::query::{Alternative, Clause, Query, Said};
use super::stems::{Exact, Stems};
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
/// What words that belong together count where they stand apart.
const APART: f32 = 0.4;
/// What a word counts where another one of its stem stands: "organised" for "organ".
const RELATED: f32 = 0.25;
/// What it is worth that a passage stands in a section whose title says all that was asked for.
const SECTION: f32 = 1.2;
/// The same where a country was named as well: what is said of it there.
const SECTION_ON_COUNTRY: f32 = 1.5;
/// So many of the best are looked at more closely.
const CLOSELY: usize = 40;

/// A record that answers a query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Index of the record.
    pub doc: u32,
    /// The higher, the better; comparable within one query only.
    pub score: f32,
}

/// What is said of records: only of those of which something is said, in their order.
type Scores = Vec<(u32, f32)>;
/// What single stems, each with its weight, say of each record.
type Known = HashMap<(StemId, u32), Rc<Scores>>;

/// Where more records than this have all the words of one way to say something, it is looked up in the best of them alone how near these words
/// stand to each other.
const NEARLY: usize = 2_000;

impl Index {
    /// The records that answer a query, the best first, equals in reading order.
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        if query.is_empty() {
            return Vec::new();
        }
        let docs = &self.lists.docs;
        let mut known = Known::new();
        let scores: Vec<Scores> = query.clauses.iter().map(|clause| self.clause(clause, query, &mut known)).collect();
        let worth: Vec<f32> = query.clauses.iter().map(|clause| clause.weight * self.worth(clause)).collect();
        let all: f32 = worth.iter().sum();
        let mut totals = vec![(0.0_f32, 0.0_f32); docs.len()];
        let mut answering = Vec::new();
        for ((clause, scores), worth) in query.clauses.iter().zip(&scores).zip(&worth) {
            for (doc, score) in scores {
                let total = &mut totals[*doc as usize];
                if total.0 <= 0.0 {
                    answering.push(*doc);
                }
                total.0 += score * clause.weight;
                total.1 += worth;
            }
        }
        drop((scores, known));
        if query.clauses.is_empty() {
            // Filters and phrases alone: everything that they let through.
            totals.fill((1.0, 0.0));
            answering.extend(0..docs.len() as u32);
        }
        let filter = self.filter(query);
        let mut named = query.countries.clone();
        named.sort_unstable();
        named.dedup();
        // In place: of a long report there are thousands.
        let coverage = |doc: u32| if all > 0.0 { totals[doc as usize].1 / all } else { 1.0 };
        answering.retain(|doc| self.is_let_through(*doc as usize, &filter));
        let best = answering.iter().map(|doc| coverage(*doc)).fold(0.0, f32::max);
        answering.retain(|doc| coverage(*doc) >= best * LEAST_COVERAGE);
        let hits = answering.iter().map(|doc| {
            let at = *doc as usize;
            let score = totals[at].0 * (0.15 + 0.85 * coverage(*doc).powi(2)) * kind_factor(&docs[at], query);
            Hit { doc: *doc, score: score * self.where_it_is(&named, at) }
        });
        let mut hits: Vec<Hit> = hits.collect();
        drop((answering, totals));
        self.sort(&mut hits);
        let closely = hits.len().min(CLOSELY);
        for hit in &mut hits[..closely] {
            hit.score *= self.nearness(query, hit.doc as usize) * self.title_factor(query, hit.doc as usize);
        }
        self.sort(&mut hits);
        hits
    }

    /// Less for a record that is not about the countries that were named (in order, each once), or about some of them only.
    fn where_it_is(&self, named: &[usize], doc: usize) -> f32 {
        let own = self.lists.countries_of(doc);
        let missing = named.iter().filter(|country| !own.contains(&(**country as u32))).count();
        match (missing, named.len()) {
            (0, _) => 1.0,
            (missing, all) if missing == all => ELSEWHERE,
            _ => PARTLY,
        }
    }

    fn sort(&self, hits: &mut [Hit]) {
        let order = |hit: &Hit| self.lists.docs[hit.doc as usize].order;
        hits.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then_with(|| order(a).cmp(&order(b))));
    }

    /// What must stand in a record, and what must not, in words of the index.
    fn filter<'a>(&self, query: &'a Query) -> Filter<'a> {
        let run = |words: &[String]| words.iter().map(|word| self.word(word)).collect::<Option<Vec<WordId>>>();
        let stem = self.lexicon.stem();
        Filter {
            query,
            sections: query.filters.sections.iter().filter_map(|id| self.sections.get(id).copied()).collect(),
            phrases: query.phrases.iter().map(|phrase| run(phrase)).collect(),
            // Another form of a word is left out as well.
            excluded: query.excluded.iter().filter_map(|word| self.stem_of_word(word, stem)).collect(),
        }
    }

    fn is_let_through(&self, doc: usize, filter: &Filter<'_>) -> bool {
        let Filter { query, sections, phrases, excluded } = filter;
        let filters = &query.filters;
        let Doc { kind, section, .. } = self.lists.docs[doc];
        let about = |country: &usize| self.lists.countries_of(doc).contains(&(*country as u32));
        let has_phrases = || {
            let words: Vec<WordId> = self.lists.words_of(doc).collect();
            let (title, body) = words.split_at(self.lists.lengths_of(doc).0);
            // Nothing runs on from the title into the body.
            let has = |run: &[WordId]| title.windows(run.len()).chain(body.windows(run.len())).any(|words| words == run);
            phrases.iter().all(|phrase| phrase.as_deref().is_some_and(has))
        };
        (filters.kinds.is_empty() || filters.kinds.contains(&kind))
            && (filters.countries.is_empty() || filters.countries.iter().any(about))
            && (filters.sections.is_empty() || sections.contains(&section))
            && !query.without.iter().any(about)
            && (phrases.is_empty() || has_phrases())
            && (excluded.is_empty() || !self.lists.words_of(doc).any(|word| excluded.contains(&self.stem_of(word))))
    }

    fn clause(&self, clause: &Clause, query: &Query, known: &mut Known) -> Scores {
        let mut scores = Scores::new();
        // Another word for it is worth no more than the word itself, however rarely it stands there.
        let typed = clause.alternatives.iter().find(|alternative| alternative.said == Said::Typed && clause.stands);
        let own = typed.map(|typed| self.rarity_of(typed));
        for alternative in &clause.alternatives {
            let most = own.map_or(1.0, |own| (own / self.rarity_of(alternative).max(f32::EPSILON)).min(1.0));
            let mut said = self.alternative(alternative, known);
            for (_, score) in &mut said {
                *score *= most;
            }
            scores = either(&scores, &said, f32::max);
        }
        if let Some(intent) = clause.intent {
            // A code is a law even where it does not call itself one.
            let of_kind: Scores = self.lists.of_kind(intent).map(|doc| (doc as u32, ASKED_FOR)).collect();
            scores = either(&scores, &of_kind, |word, kind| kind + 0.5 * word);
        }
        if let Some(country) = clause.country {
            let about = |doc: &u32| {
                let own = self.lists.countries_of(*doc as usize);
                #[allow(clippy::cast_precision_loss, reason = "a handful of countries")]
                let others = own.iter().filter(|own| !query.countries.contains(&(**own as usize))).count() as f32;
                (*doc, COUNTRY / (1.0 + 0.25 * others))
            };
            let about: Scores = self.by_country.get(country).into_iter().flatten().map(about).collect();
            // The word itself may stand in a text that is about another country.
            scores = either(&about, &scores, |own, word| own + 0.25 * word.min(COUNTRY));
        }
        scores
    }

    /// What it says of records that they say it in this way.
    fn alternative(&self, alternative: &Alternative, known: &mut Known) -> Scores {
        let mut words: Vec<Rc<Scores>> = alternative.words.iter().map(|stems| self.word_scores(stems, known)).collect();
        let Some(first) = words.pop() else { return Scores::new() };
        let is_one = words.is_empty();
        let mut said = words.iter().rev().fold((*first).clone(), |said, word| both(&said, word));
        for (_, score) in &mut said {
            *score *= alternative.weight;
        }
        if is_one && alternative.exact.is_empty() {
            return said;
        }
        let least = if said.len() > NEARLY {
            let mut scores: Vec<f32> = said.iter().map(|(_, score)| *score).collect();
            *scores.select_nth_unstable_by(NEARLY, |a, b| b.total_cmp(a)).1
        } else {
            0.0
        };
        let all: Vec<&Stems> = alternative.words.iter().collect();
        for (doc, score) in &mut said {
            let is_near = *score > least;
            if !is_one {
                *score *= if is_near { self.togetherness(*doc as usize, &all, alternative.said) } else { apart(alternative.said) };
            }
            *score *= if is_near { self.exactness(*doc as usize, &alternative.exact) } else { RELATED };
        }
        said.retain(|(_, score)| *score > 0.0);
        said
    }

    /// Less where words that belong together stand apart. What was not typed is said only where they stand together: "diversos" and "sexual" in a
    /// paragraph are not "diversidad sexual".
    fn togetherness(&self, doc: usize, words: &[&Stems], said: Said) -> f32 {
        match Self::window(&self.stems_in(doc), words) {
            Some(window) if window <= words.len() + 1 => 1.0,
            Some(window) if window <= words.len() + 6 => apart(said).max(if said == Said::Typed { 0.7 } else { 0.0 }),
            _ => apart(said),
        }
    }

    /// Less where only a relative of a word stands, and not the word.
    fn exactness(&self, doc: usize, words: &[Exact]) -> f32 {
        let is_there = |exact: &Exact| self.lists.words_of(doc).any(|word| exact.forms.contains(&word));
        if words.iter().all(is_there) { 1.0 } else { RELATED }
    }

    /// How rare the words of a way to say something are, together.
    fn rarity_of(&self, alternative: &Alternative) -> f32 {
        let rarest = |stems: &Stems| stems.iter().map(|(stem, _)| self.rarity(*stem)).fold(0.0, f32::max);
        alternative.words.iter().map(rarest).sum()
    }

    /// What a word says of each record; worked out once for all the ways of saying something in which it comes.
    fn word_scores(&self, stems: &Stems, known: &mut Known) -> Rc<Scores> {
        let [(stem, weight)] = stems.as_slice() else { return Rc::new(self.stem_scores(stems)) };
        let key = (*stem, weight.to_bits());
        Rc::clone(known.entry(key).or_insert_with(|| Rc::new(self.stem_scores(stems))))
    }

    fn stem_scores(&self, stems: &Stems) -> Scores {
        let score = |stem: StemId, weight: f32| {
            let rarity = self.rarity(stem);
            self.lists.postings_of(stem).map(move |posting| (posting.doc, weight * rarity * self.frequency(posting)))
        };
        if let [(stem, weight)] = stems.as_slice() {
            return score(*stem, *weight).collect();
        }
        let mut best = vec![0.0_f32; self.lists.docs.len()];
        for (doc, score) in stems.iter().flat_map(|(stem, weight)| score(*stem, *weight)) {
            let best = &mut best[doc as usize];
            *best = best.max(score);
        }
        best.into_iter().enumerate().filter(|(_, score)| *score > 0.0).map(|(doc, score)| (doc as u32, score)).collect()
    }

    #[allow(clippy::cast_precision_loss, reason = "counts of records")]
    fn rarity(&self, stem: StemId) -> f32 {
        let (all, having) = (self.lists.docs.len() as f32, self.spread(stem) as f32);
        libm::logf(1.0 + (all - having + 0.5) / (having + 0.5))
    }

    #[allow(clippy::cast_precision_loss, reason = "counts of words")]
    fn frequency(&self, posting: Posting) -> f32 {
        let (titles, words) = self.lists.lengths_of(posting.doc as usize);
        let held_back = |length: usize, mean: f32| 1.0 - B + B * length as f32 / mean.max(1.0);
        let title = f32::from(posting.title) * TITLE / held_back(titles, self.mean.0);
        let body = f32::from(posting.body) / held_back(words - titles, self.mean.1);
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

    /// The stems of a record's words, in their order.
    fn stems_in(&self, doc: usize) -> Vec<StemId> {
        self.lists.words_of(doc).map(|word| self.stem_of(word)).collect()
    }

    /// The shortest run of a record's words, by their stems, that has one of each.
    fn window(own: &[StemId], sets: &[&Stems]) -> Option<usize> {
        let mut last: Vec<Option<usize>> = vec![None; sets.len()];
        let mut best: Option<usize> = None;
        for (at, stem) in own.iter().enumerate() {
            let mut any = false;
            for (set, last) in sets.iter().zip(&mut last) {
                if set.iter().any(|(one, _)| one == stem) {
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
        let own = self.stems_in(doc);
        let sets: Vec<&Stems> = query
            .clauses
            .iter()
            .filter(|clause| clause.country.is_none())
            .filter_map(|clause| clause.alternatives.first())
            .filter_map(|alternative| alternative.words.first())
            .filter(|stems| stems.iter().any(|(stem, _)| own.contains(stem)))
            .collect();
        if sets.len() < 2 {
            return 1.0;
        }
        Self::window(&own, &sets).map_or(1.0, |window| 1.0 + 0.5 * sets.len() as f32 / window as f32)
    }

    /// More where a title says all that was asked for.
    fn title_factor(&self, query: &Query, doc: usize) -> f32 {
        let title = self.lists.title_of(doc);
        let is_there =
            |stems: &Stems| stems.iter().any(|(stem, weight)| *weight > 0.5 && title.clone().any(|word| self.stem_of(word) == *stem));
        let mut words = query.clauses.iter().filter(|clause| clause.country.is_none() && clause.weight >= 1.0).peekable();
        let all = words.peek().is_some()
            && words.all(|clause| clause.alternatives.iter().any(|alternative| alternative.words.iter().all(is_there)));
        if self.lists.docs[doc].kind == Kind::Passage {
            // Its title is that of the section: it is about that, whatever else is called so.
            return match (all, query.countries.is_empty()) {
                (false, _) => 1.0,
                (true, true) => SECTION,
                (true, false) => SECTION_ON_COUNTRY,
            };
        }
        // Of two titles that say it, the one that says little else is what was meant.
        let own: std::collections::HashSet<StemId> = query.typed.iter().copied().chain(query.stems()).collect();
        let content = || title.clone().filter(|word| !self.stop[*word as usize]);
        #[allow(clippy::cast_precision_loss, reason = "a few words")]
        let covered = content().filter(|word| own.contains(&self.stem_of(*word))).count() as f32 / content().count().max(1) as f32;
        (if all { 1.3 } else { 1.0 }) * (1.0 + 0.3 * covered)
    }
}

/// What must stand in a record and what must not; a phrase with a word that stands nowhere is none.
struct Filter<'a> {
    query: &'a Query,
    sections: Vec<u32>,
    phrases: Vec<Option<Vec<WordId>>>,
    excluded: Vec<StemId>,
}

/// What words that belong together count where they stand apart: those that were typed something, others nothing.
fn apart(said: Said) -> f32 {
    if said == Said::Typed { APART } else { 0.0 }
}

/// What one or the other says of records, or both.
fn either(a: &[(u32, f32)], b: &[(u32, f32)], both: impl Fn(f32, f32) -> f32) -> Scores {
    let mut all = Scores::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    loop {
        all.push(match (a.peek(), b.peek()) {
            (Some((one, x)), Some((other, y))) if one == other => {
                a.next();
                b.next();
                (*one, both(*x, *y))
            }
            (Some((one, x)), Some((other, _))) if one < other => {
                a.next();
                (*one, *x)
            }
            (_, Some((other, y))) => {
                b.next();
                (*other, *y)
            }
            (Some((one, x)), None) => {
                a.next();
                (*one, *x)
            }
            (None, None) => return all,
        });
    }
}

/// What both say together of the records of which both say something.
fn both(a: &[(u32, f32)], b: &[(u32, f32)]) -> Scores {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = many;
    let mut all = Scores::new();
    for (doc, score) in few {
        // Doubling steps: a word that stands everywhere is not walked through for one that hardly stands anywhere.
        let mut step = 1;
        while step < rest.len() && rest[step].0 < *doc {
            step *= 2;
        }
        let until = rest.len().min(step + 1);
        rest = &rest[rest[..until].partition_point(|(other, _)| other < doc)..];
        if let Some((_, other)) = rest.first().filter(|(other, _)| other == doc) {
            all.push((*doc, score + other));
        }
    }
    all
}

/// How much a record is what is meant by who asks for its kind.
pub(super) fn asked_for(record: &Record) -> f32 {
    // Who asks for the law wants what was enacted before what is planned, and that before who applies it.
    match &record.own {
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
    }
}

/// A record's kind against what was asked for.
fn kind_factor(doc: &Doc, query: &Query) -> f32 {
    if query.intents.contains(&doc.kind) {
        return doc.asked;
    }
    match doc.kind {
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
