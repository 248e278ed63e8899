//! Where in a text stands what a query looks for.

use std::ops::Range;

use super::amounts::amount;
use super::index::{Index, StemId};
use super::query::{Alternative, Clause, Mode, Query, Said};
use super::stems::Stems;
use super::tokens::{Token, tokens};

/// So many words may stand between two that belong together.
const BETWEEN: usize = 1;

/// A text's words, and which of them are matches.
struct Marking<'a> {
    index: &'a Index,
    tokens: &'a [Token],
    stems: Vec<Option<StemId>>,
    /// Words, by their numbers: of each match the first and the one behind the last.
    found: Vec<Range<usize>>,
}

impl Index {
    /// Where in a text stands what a query looks for: bytes, in order, not overlapping. Words that belong together are one match where they stand
    /// together, and none where they do not; words without a meaning of their own are none.
    pub fn matches(&self, query: &Query, text: &str) -> Vec<Range<usize>> {
        let tokens = tokens(text);
        let stem = self.lexicon.stem();
        let stems = tokens.iter().map(|token| self.stem_of_word(&token.word, stem)).collect();
        let mut marking = Marking { index: self, tokens: &tokens, stems, found: Vec::new() };
        marking.phrases(query);
        if query.mode == Mode::Understood {
            for clause in &query.clauses {
                marking.clause(clause);
            }
            marking.countries(query);
        }
        marking.amounts(query);
        marking.ranges()
    }
}

impl Marking<'_> {
    /// Runs of words that must stand so.
    fn phrases(&mut self, query: &Query) {
        for phrase in query.phrases.iter().filter(|phrase| !phrase.is_empty()) {
            let is_there = |run: &[Token]| run.iter().map(|token| &token.word).eq(phrase);
            let starts = self.tokens.windows(phrase.len()).enumerate().filter(|(_, run)| is_there(run));
            self.found.extend(starts.map(|(at, _)| at..at + phrase.len()));
        }
    }

    /// One thing that is looked for: each way to say it.
    fn clause(&mut self, clause: &Clause) {
        let before = self.found.len();
        for alternative in clause.alternatives.iter().filter(|alternative| alternative.said != Said::InPhrase) {
            match alternative.words.as_slice() {
                [stems] => self.word(stems),
                words => self.run(words),
            }
        }
        if self.found.len() == before {
            // Where nothing says it at once, all of the words that were typed do.
            clause.alternatives.iter().filter(|alternative| alternative.said == Said::Typed).for_each(|own| self.apart(own));
        }
    }

    fn word(&mut self, stems: &Stems) {
        let places: Vec<usize> = self.places(stems).collect();
        self.found.extend(places.into_iter().map(|at| at..at + 1));
    }

    /// Words that belong together, in their order.
    fn run(&mut self, words: &[Stems]) {
        let is = |stems: &Stems, at: usize| self.stems.get(at).is_some_and(|own| is_one(*own, stems));
        let Some((first, rest)) = words.split_first() else { return };
        let mut at = 0;
        while at < self.stems.len() {
            let end = is(first, at)
                .then(|| rest.iter().try_fold(at, |last, stems| (last + 1..=last + 1 + BETWEEN).find(|at| is(stems, *at))))
                .flatten();
            if let Some(last) = end {
                self.found.push(at..last + 1);
                at = last;
            }
            at += 1;
        }
    }

    /// Words that belong together, wherever they stand, if all do that mean something.
    fn apart(&mut self, alternative: &Alternative) {
        let meant = |stems: &&Stems| {
            // A word without a meaning of its own is known by the word, not by its stem.
            let is_stop = |at: usize| self.index.lexicon.is_stop(&self.tokens[at].word);
            self.places(stems).all(|at| !is_stop(at))
        };
        let words: Vec<&Stems> = alternative.words.iter().filter(meant).collect();
        let places: Vec<Vec<usize>> = words.iter().map(|stems| self.places(stems).collect()).collect();
        if places.iter().all(|places| !places.is_empty()) {
            self.found.extend(places.into_iter().flatten().map(|at| at..at + 1));
        }
    }

    fn places<'b>(&'b self, stems: &'b Stems) -> impl Iterator<Item = usize> + 'b {
        self.stems.iter().enumerate().filter(|(_, own)| is_one(**own, stems)).map(|(at, _)| at)
    }

    /// Countries by any of their names.
    fn countries(&mut self, query: &Query) {
        if query.countries.is_empty() {
            return;
        }
        for (at, token) in self.tokens.iter().enumerate() {
            let country = self.index.lexicon.meaning(&[&token.word]).and_then(|meaning| meaning.country);
            if country.is_some_and(|country| query.countries.contains(&country)) {
                self.found.push(at..at + 1);
            }
        }
    }

    /// Numbers, which may stand there in words.
    fn amounts(&mut self, query: &Query) {
        for (at, token) in self.tokens.iter().enumerate() {
            let next = self.tokens.get(at + 1).and_then(|next| amount(&token.word, &next.word));
            if next.is_some_and(|amount| query.amounts.contains(&amount)) {
                self.found.push(at..at + 2);
            } else if query.amounts.contains(&token.word) {
                self.found.push(at..at + 1);
            }
        }
    }

    /// The bytes of what was found.
    fn ranges(mut self) -> Vec<Range<usize>> {
        self.found.sort_unstable_by_key(|found| (found.start, found.end));
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for found in self.found {
            let (Some(first), Some(last)) = (self.tokens.get(found.start), self.tokens.get(found.end - 1)) else { continue };
            let range = first.range.start..last.range.end;
            // A share's number and its sign are one match, and so are words that belong together in two ways.
            match ranges.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => ranges.push(range),
            }
        }
        ranges
    }
}

/// Whether a word's stem is one of those that are looked for.
fn is_one(own: Option<StemId>, stems: &Stems) -> bool {
    own.is_some_and(|own| stems.iter().any(|(stem, _)| *stem == own))
}
