//! The index of an edition: every record, its words by field, in memory. Flat arrays, so that a report a thousand times as long as the bundled one
//! takes little more room than its own text.

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::Lexicon;
use super::packed::{self, Numbers, Posting};
use super::strings::Strings;
use super::tokens::Stem;
use crate::report::record::{Kind, Record};
use crate::report::{Address, Edition, Report};

/// A word of the index.
pub type WordId = u32;
/// All words with one stem.
pub type StemId = u32;

/// A record in the index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Doc {
    pub(super) kind: Kind,
    /// Its number among those of its kind.
    pub(super) at: u32,
    /// Index of its section in the edition; none is [`NOWHERE`].
    pub(super) section: u32,
    /// Its place among all records in reading order, for ties: where its first passage stands, then its kind.
    pub(super) order: u32,
    /// How much it is what is meant by who asks for its kind.
    pub(super) asked: f32,
    /// How many words its title has, and how many all of it.
    pub(super) title_words: u32,
    pub(super) words: u32,
    /// Where its words end in the list of all words, in bytes; they begin where those of the record before end.
    pub(super) end: u32,
    /// Where its countries end in the list of all countries.
    pub(super) countries_end: u32,
}

/// The section of what stands in none.
pub(super) const NOWHERE: u32 = u32::MAX;

/// What is kept between runs: all but what words mean, which is soon worked out.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Lists {
    pub(super) docs: Vec<Doc>,
    /// The words of all records, packed: of each the title's, then the body's, between which no word stands next to another.
    pub(super) tokens: Vec<u8>,
    /// Indices of the records' countries among the report's.
    pub(super) countries: Vec<u32>,
    /// All words in order, for prefixes and corrections.
    pub(super) words: Strings,
    /// The number of each of them: they are numbered as they come in the text.
    pub(super) word_ids: Vec<WordId>,
    /// All stems in order, by their numbers.
    pub(super) stems: Strings,
    /// The stem of each word.
    pub(super) stem_of: Vec<StemId>,
    /// In how many records each stem stands.
    pub(super) spread: Vec<u32>,
    /// Where the postings of each stem end, in bytes; they begin where those of the stem before end.
    pub(super) ends: Vec<u32>,
    /// The postings, packed.
    pub(super) posted: Vec<u8>,
}

/// The index of an edition.
#[derive(Debug)]
pub struct Index {
    pub(super) lists: Lists,
    /// Whether each word carries no meaning.
    pub(super) stop: Vec<bool>,
    /// Of each country, the records that are about it.
    pub(super) by_country: Vec<Vec<u32>>,
    pub(super) lexicon: Lexicon,
    /// Mean number of words of titles and bodies.
    pub(super) mean: (f32, f32),
    pub(super) sections: HashMap<String, u32>,
}

impl Index {
    pub(super) fn of_lists(lists: Lists, lexicon: Lexicon, report: &Report, edition: &Edition) -> Self {
        let mut stop = vec![false; lists.words.len()];
        for (word, id) in lists.words.iter().zip(&lists.word_ids) {
            stop[*id as usize] = lexicon.is_stop(word);
        }
        let mut by_country = vec![Vec::new(); report.facts().countries.len()];
        let (mut titles, mut words) = (0_u64, 0_u64);
        for (at, doc) in lists.docs.iter().enumerate() {
            titles += u64::from(doc.title_words);
            words += u64::from(doc.words);
            for country in lists.countries_of(at) {
                by_country[*country as usize].push(at as u32);
            }
        }
        by_country.iter_mut().for_each(Vec::shrink_to_fit);
        let count = lists.docs.len().max(1);
        #[allow(clippy::cast_precision_loss, reason = "a mean of a few words")]
        let mean = (titles as f32 / count as f32, words.saturating_sub(titles) as f32 / count as f32);
        let sections = edition.sections.iter().enumerate().rev().map(|(at, section)| (section.id.clone(), at as u32)).collect();
        Self { lists, stop, by_country, lexicon, mean, sections }
    }

    /// How many records it has.
    pub fn len(&self) -> usize {
        self.lists.docs.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.lists.docs.is_empty()
    }

    /// A record, by its number, of the report and edition that the index is of; without its citation. `None` where the index is of another
    /// report, which has no such record.
    pub fn record(&self, report: &Report, edition: &Edition, doc: u32) -> Option<Record> {
        let Doc { kind, at, .. } = *self.lists.docs.get(doc as usize)?;
        report.nth_record(edition, kind, at as usize)
    }

    /// The address of a record, by its number, of the report and edition that the index is of.
    pub fn address(&self, report: &Report, edition: &Edition, doc: u32) -> Option<Address> {
        let Doc { kind, at, .. } = self.lists.docs[doc as usize];
        report.nth_address(edition, kind, at as usize)
    }

    /// The passage that a record is, by its index in the edition; `None` of other records.
    pub fn passage(&self, doc: u32) -> Option<usize> {
        let Doc { kind, at, .. } = self.lists.docs[doc as usize];
        (kind == Kind::Passage).then_some(at as usize)
    }

    /// All words, each with the number of records in which another form of it stands.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, usize)> + Clone {
        self.lists.words.iter().zip(&self.lists.word_ids).map(|(word, id)| (word, self.spread(self.stem_of(*id))))
    }

    pub(super) fn word(&self, word: &str) -> Option<WordId> {
        self.lists.words.find(word).map(|at| self.lists.word_ids[at])
    }

    /// The words that begin so.
    pub(super) fn beginning_with(&self, prefix: &str) -> impl Iterator<Item = WordId> {
        self.lists.words.beginning_with(prefix).map(|(at, _)| self.lists.word_ids[at])
    }

    /// The same, each with the word itself.
    pub(super) fn words_beginning_with(&self, prefix: &str) -> impl Iterator<Item = (WordId, &str)> {
        self.lists.words.beginning_with(prefix).map(|(at, word)| (self.lists.word_ids[at], word))
    }

    /// The stem of a word of the index.
    pub(super) fn stem_of(&self, word: WordId) -> StemId {
        self.lists.stem_of[word as usize]
    }

    /// The stem of a word that may not be in the index itself.
    pub(super) fn stem_of_word(&self, word: &str, stem: &Stem) -> Option<StemId> {
        match self.word(word) {
            Some(id) => Some(self.stem_of(id)),
            None => self.lists.stems.find(&stem.of(word)).map(|id| id as StemId),
        }
    }

    /// In how many records a stem stands.
    pub(super) fn spread(&self, stem: StemId) -> usize {
        self.lists.spread[stem as usize] as usize
    }
}

impl Lists {
    /// The records in which a stem stands, in order.
    pub(super) fn postings_of(&self, stem: StemId) -> impl Iterator<Item = Posting> {
        let start = if stem == 0 { 0 } else { self.ends[stem as usize - 1] };
        packed::postings(&self.posted[start as usize..self.ends[stem as usize] as usize])
    }

    /// How many words a record's title has, and how many all of it.
    pub(super) fn lengths_of(&self, doc: usize) -> (usize, usize) {
        let Doc { title_words, words, .. } = self.docs[doc];
        (title_words as usize, words as usize)
    }

    /// The words of a record, those of its title first.
    pub(super) fn words_of(&self, doc: usize) -> Numbers<'_> {
        Numbers(&self.tokens[self.start(doc, |doc| doc.end)..self.docs[doc].end as usize])
    }

    /// The words of a record's title.
    pub(super) fn title_of(&self, doc: usize) -> impl Iterator<Item = WordId> + Clone {
        self.words_of(doc).take(self.docs[doc].title_words as usize)
    }

    /// The countries of a record.
    pub(super) fn countries_of(&self, doc: usize) -> &[u32] {
        &self.countries[self.start(doc, |doc| doc.countries_end)..self.docs[doc].countries_end as usize]
    }

    fn start(&self, doc: usize, end: impl Fn(&Doc) -> u32) -> usize {
        if doc == 0 { 0 } else { end(&self.docs[doc - 1]) as usize }
    }

    /// The records of a kind: they follow one another.
    pub(super) fn of_kind(&self, kind: Kind) -> Range<usize> {
        let place = |kind: Kind| Kind::ALL.iter().position(|own| *own == kind);
        let start = self.docs.partition_point(|doc| place(doc.kind) < place(kind));
        start..start + self.docs[start..].iter().take_while(|doc| doc.kind == kind).count()
    }
}
