//! Records → the lists of the index.

use std::collections::HashMap;

use super::fields::{amounts, countries_of, fields};
use super::index::{Doc, Index, Lists, NOWHERE, StemId, WordId};
use super::lexicon::Lexicon;
use super::packed::{self, Posting};
use super::rank::asked_for;
use super::tokens::{Stem, each_word};
use crate::report::record::Kind;
use crate::report::{Edition, Language, Report};

/// Telling of progress, so many records make a step.
const STEP: usize = 512;

impl Index {
    /// Of all records of an edition.
    pub fn new(report: &Report, edition: &Edition) -> Self {
        Self::new_told(report, edition, &mut |_| ())
    }

    /// The same, telling how much of the work is done, in percent.
    pub fn new_told(report: &Report, edition: &Edition, tell: &mut dyn FnMut(u8)) -> Self {
        let lexicon = Lexicon::new(report, edition.language);
        let lists = lists(report, edition, tell);
        Self::of_lists(lists, lexicon, report, edition)
    }
}

/// The lists of all records of an edition. Tells how much is done, in percent.
pub(super) fn lists(report: &Report, edition: &Edition, tell: &mut dyn FnMut(u8)) -> Lists {
    let mut lists = Lists::default();
    let mut ids: HashMap<String, WordId> = HashMap::new();
    let amounts = amounts(report);
    let all: usize = Kind::ALL.iter().map(|kind| report.count(edition, *kind)).sum();
    let mut places = Vec::with_capacity(all);
    lists.docs.reserve_exact(all);
    // A word takes a byte and a half of six: with this the list seldom has to grow, for which it would be there twice.
    lists.tokens.reserve_exact(edition.text_before(edition.blocks.len()) as usize * 2 / 5);
    for kind in Kind::ALL {
        for at in 0..report.count(edition, kind) {
            let Some(record) = report.nth_record(edition, kind, at) else { continue };
            let (title, body) = fields(report, edition, &record, &amounts);
            // The names of countries are looked for in what a record beside the text says.
            let mut folded = (kind != Kind::Passage).then(String::new);
            let (mut words, mut title_words) = (0, 0);
            for (text, is_title) in [(&title, true), (&body, false)] {
                each_word(text, |word| {
                    packed::push(&mut lists.tokens, word_id(&mut ids, word));
                    words += 1;
                    if let Some(folded) = &mut folded {
                        folded.extend([word, " "]);
                    }
                });
                if is_title {
                    title_words = words;
                    if let Some(folded) = &mut folded {
                        folded.push_str("| ");
                    }
                }
            }
            let countries = countries_of(report, edition.language, &record, folded.as_deref().unwrap_or_default());
            lists.countries.extend(countries.into_iter().map(|country| country as u32));
            let first = match kind {
                Kind::Passage => edition.passages.get(at).map(|passage| passage.block),
                _ => record.first_passage().and_then(|address| edition.block_at(&address)),
            };
            places.push((first.unwrap_or(usize::MAX), kind, places.len()));
            let section = record.section.as_deref().and_then(|id| edition.section_index(id));
            lists.docs.push(Doc {
                kind,
                at: at as u32,
                section: section.map_or(NOWHERE, |section| section as u32),
                order: 0,
                asked: asked_for(&record),
                title_words,
                words,
                end: lists.tokens.len() as u32,
                countries_end: lists.countries.len() as u32,
            });
            if lists.docs.len().is_multiple_of(STEP) {
                tell((lists.docs.len() * 80 / all.max(1)) as u8);
            }
        }
    }
    lists.tokens.shrink_to_fit();
    lists.countries.shrink_to_fit();
    lists.docs.shrink_to_fit();
    places.sort_unstable();
    for (order, (.., doc)) in places.into_iter().enumerate() {
        lists.docs[doc].order = order as u32;
    }
    let mut words: Vec<(String, WordId)> = ids.into_iter().collect();
    words.sort_unstable();
    lists.words = words.iter().map(|(word, _)| word.as_str()).collect();
    lists.word_ids = words.into_iter().map(|(_, id)| id).collect();
    stem(&mut lists, edition.language);
    tell(85);
    post(&mut lists);
    tell(100);
    lists
}

fn word_id(ids: &mut HashMap<String, WordId>, word: &str) -> WordId {
    if let Some(id) = ids.get(word) {
        return *id;
    }
    let id = ids.len() as WordId;
    ids.insert(word.to_owned(), id);
    id
}

/// Gives each word its stem.
fn stem(lists: &mut Lists, language: Language) {
    let stem = Stem::new(language);
    let stemmed: Vec<_> = lists.words.iter().map(|word| stem.once(word)).collect();
    let mut distinct: Vec<&str> = stemmed.iter().map(AsRef::as_ref).collect();
    distinct.sort_unstable();
    distinct.dedup();
    lists.stems = distinct.into_iter().collect();
    lists.stem_of = vec![0; lists.words.len()];
    for (word, stem) in lists.word_ids.iter().zip(&stemmed) {
        lists.stem_of[*word as usize] = lists.stems.find(stem).unwrap_or_default() as StemId;
    }
}

/// Counts how often each stem stands in each record: once to know how much room it takes, once to write it there.
fn post(lists: &mut Lists) {
    let stems = lists.stems.len();
    let (mut room, mut spread) = (vec![0_u32; stems], vec![0_u32; stems]);
    each_posting(lists, |stem, packed| {
        room[stem] += packed.len() as u32;
        spread[stem] += 1;
    });
    let mut all = 0;
    let mut next: Vec<u32> = Vec::with_capacity(stems);
    for room in room {
        next.push(all);
        all += room;
    }
    let mut posted = vec![0_u8; all as usize];
    each_posting(lists, |stem, packed| {
        let start = next[stem] as usize;
        posted[start..start + packed.len()].copy_from_slice(packed);
        next[stem] += packed.len() as u32;
    });
    (lists.ends, lists.posted, lists.spread) = (next, posted, spread);
}

/// How often each stem stands in each record, record by record, packed behind where it stood before.
fn each_posting(lists: &Lists, mut tell: impl FnMut(usize, &[u8])) {
    const NONE: u32 = u32::MAX;
    let (mut before, mut packed) = (vec![0_u32; lists.stems.len()], Vec::new());
    // Where in the list of the record's own stems each stem stands.
    let mut places = vec![NONE; lists.stems.len()];
    let mut own: Vec<(usize, Posting)> = Vec::new();
    for doc in 0..lists.docs.len() {
        let (title_words, _) = lists.lengths_of(doc);
        for (nth, word) in lists.words_of(doc).enumerate() {
            let stem = lists.stem_of[word as usize] as usize;
            if places[stem] == NONE {
                places[stem] = own.len() as u32;
                own.push((stem, Posting { doc: doc as u32, title: 0, body: 0 }));
            }
            let Posting { title, body, .. } = &mut own[places[stem] as usize].1;
            let field = if nth < title_words { title } else { body };
            *field = field.saturating_add(1);
        }
        for (stem, posting) in own.drain(..) {
            places[stem] = NONE;
            packed.clear();
            packed::push_posting(&mut packed, before[stem], posting);
            before[stem] = posting.doc;
            tell(stem, &packed);
        }
    }
}
