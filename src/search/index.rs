//! The index of an edition: every record, its words by field, in memory.

use std::collections::HashMap;

use super::lexicon::Lexicon;
use super::tokens::{Stem, each_word};
use crate::report::record::{Kind, Own, Record};
use crate::report::{Edition, Language, Report};
use crate::text::fold::fold;

/// A word of the index.
pub type WordId = u32;
/// All words with one stem.
pub type StemId = u32;

/// How often a stem stands in each field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) doc: u32,
    pub(super) title: u16,
    pub(super) body: u16,
}

/// A record in the index.
#[derive(Debug, Clone)]
pub(super) struct Doc {
    /// Without its citation.
    pub(super) record: Record,
    /// Indices of its countries among the report's.
    pub(super) countries: Vec<usize>,
    /// Words of the title, then of the body, between which no word stands next to another.
    pub(super) words: Vec<WordId>,
    /// How many of them are the title's.
    pub(super) title_len: usize,
    /// Place in reading order, for ties: where its first passage stands, then its kind.
    pub(super) order: (usize, Kind, usize),
    /// What `-word`, phrases and exact words are looked for in.
    pub(super) folded: String,
}

/// The index of an edition.
#[derive(Debug)]
pub struct Index {
    pub(super) docs: Vec<Doc>,
    /// All words in order, for prefixes and corrections.
    pub(super) words: Vec<(String, WordId)>,
    /// The stem of each word.
    pub(super) stem_of: Vec<StemId>,
    /// Whether each word carries no meaning.
    pub(super) stop: Vec<bool>,
    pub(super) stems: HashMap<String, StemId>,
    /// By stem.
    pub(super) postings: Vec<Vec<Posting>>,
    pub(super) lexicon: Lexicon,
    /// Mean number of words of titles and bodies.
    pub(super) mean: (f32, f32),
    pub(super) sections: Vec<String>,
}

/// What grows while records are added: words as they are; their stems come when all words are known.
#[derive(Default)]
struct Growing {
    ids: HashMap<String, WordId>,
    /// By word.
    postings: Vec<Vec<Posting>>,
}

/// Words and postings by stem.
struct Stemmed {
    words: Vec<(String, WordId)>,
    stem_of: Vec<StemId>,
    stems: HashMap<String, StemId>,
    postings: Vec<Vec<Posting>>,
}

impl Growing {
    fn of_all_records(report: &Report, edition: &Edition) -> (Vec<Doc>, Self) {
        let mut growing = Self::default();
        // A figure's amount finds its passage as well, however the text writes it.
        let mut amounts: HashMap<&str, Vec<String>> = HashMap::new();
        for figure in &report.facts().figures {
            amounts.entry(&figure.passage).or_default().extend(figure.value.map(|value| amount(value, figure.is_share())));
        }
        let mut docs = Vec::new();
        for kind in Kind::ALL {
            for address in report.addresses(edition, kind) {
                let Some(record) = report.uncited_record(edition, &address) else { continue };
                let fields = fields(report, edition, &record, &amounts);
                let first = record.first_passage().and_then(|address| edition.block_at(&address)).unwrap_or(usize::MAX);
                let doc = docs.len() as u32;
                let (words, title_len, folded) = growing.add(doc, &fields);
                let countries = countries_of(report, edition.language, &record, &folded);
                docs.push(Doc { countries, order: (first, kind, docs.len()), record, words, title_len, folded });
            }
        }
        (docs, growing)
    }

    /// Counts the words of a record's title and body. Gives them, how many are the title's, and the text they make.
    fn add(&mut self, doc: u32, (title, body): &(String, String)) -> (Vec<WordId>, usize, String) {
        let mut words = Vec::new();
        let mut title_len = 0;
        let mut folded = String::with_capacity(title.len() + body.len());
        for (text, is_title) in [(title, true), (body, false)] {
            each_word(text, |word| {
                let id = self.word(word);
                self.count(doc, id, is_title);
                words.push(id);
                folded.extend([word, " "]);
            });
            if is_title {
                title_len = words.len();
                folded.push_str("| ");
            }
        }
        (words, title_len, folded)
    }

    fn word(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.postings.len() as WordId;
        self.postings.push(Vec::new());
        self.ids.insert(word.to_owned(), id);
        id
    }

    fn count(&mut self, doc: u32, word: WordId, title: bool) {
        let postings = &mut self.postings[word as usize];
        if postings.last().is_none_or(|posting| posting.doc != doc) {
            postings.push(Posting { doc, title: 0, body: 0 });
        }
        if let Some(posting) = postings.last_mut() {
            let field = if title { &mut posting.title } else { &mut posting.body };
            *field = field.saturating_add(1);
        }
    }

    /// Puts words of one stem together. Stemming is what takes longest: two threads share it.
    fn stemmed(self, language: Language) -> Stemmed {
        let mut words: Vec<(String, WordId)> = self.ids.into_iter().collect();
        words.sort_unstable();
        let stem = |words: &[(String, WordId)]| {
            let stem = Stem::new(language);
            words.iter().map(|(word, _)| stem.of(word)).collect::<Vec<String>>()
        };
        let (first, second) = words.split_at(words.len() / 2);
        let stemmed = std::thread::scope(|scope| {
            let other = scope.spawn(|| stem(second));
            let mut all = stem(first);
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            all
        });
        let mut stem_of = vec![0; words.len()];
        let mut stems: HashMap<String, StemId> = HashMap::with_capacity(words.len());
        let mut postings: Vec<Vec<Posting>> = Vec::with_capacity(words.len());
        let mut by_word = self.postings;
        for ((_, word), stem) in words.iter().zip(stemmed) {
            let next = postings.len() as StemId;
            let id = *stems.entry(stem).or_insert(next);
            stem_of[*word as usize] = id;
            let own = std::mem::take(&mut by_word[*word as usize]);
            match postings.get_mut(id as usize) {
                Some(others) => merge(others, own),
                None => postings.push(own),
            }
        }
        Stemmed { words, stem_of, stems, postings }
    }
}

/// Adds the counts of another word of the same stem; both are in order of records.
fn merge(postings: &mut Vec<Posting>, others: Vec<Posting>) {
    let before = std::mem::take(postings);
    let mut before = before.into_iter().peekable();
    for other in others {
        while let Some(earlier) = before.next_if(|posting| posting.doc < other.doc) {
            postings.push(earlier);
        }
        let same = before.next_if(|posting| posting.doc == other.doc);
        let (title, body) = same.map_or((0, 0), |posting| (posting.title, posting.body));
        postings.push(Posting { doc: other.doc, title: title.saturating_add(other.title), body: body.saturating_add(other.body) });
    }
    postings.extend(before);
}

impl Index {
    /// Of all records of an edition.
    pub fn new(report: &Report, edition: &Edition) -> Self {
        report.facts();
        std::thread::scope(|scope| {
            // What words mean is worked out beside what the records say.
            let lexicon = scope.spawn(|| Lexicon::new(report, edition.language));
            let (docs, growing) = Growing::of_all_records(report, edition);
            let count = docs.len().max(1);
            let titles: usize = docs.iter().map(|doc| doc.title_len).sum();
            let all: usize = docs.iter().map(|doc| doc.words.len()).sum();
            #[allow(clippy::cast_precision_loss, reason = "a mean of a few words")]
            let mean = (titles as f32 / count as f32, (all - titles) as f32 / count as f32);
            let Stemmed { words, stem_of, stems, postings } = growing.stemmed(edition.language);
            let lexicon = lexicon.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            let mut stop = vec![false; words.len()];
            for (word, id) in &words {
                stop[*id as usize] = lexicon.is_stop(word);
            }
            Self {
                docs,
                words,
                stem_of,
                stop,
                stems,
                postings,
                lexicon,
                mean,
                sections: edition.sections.iter().map(|section| section.id.clone()).collect(),
            }
        })
    }

    /// How many records it has.
    pub fn len(&self) -> usize {
        self.docs.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.docs.is_empty()
    }

    pub(super) fn word(&self, word: &str) -> Option<WordId> {
        let at = self.words.binary_search_by(|(own, _)| own.as_str().cmp(word)).ok()?;
        Some(self.words[at].1)
    }

    /// The words that begin so.
    pub(super) fn beginning_with(&self, prefix: &str) -> impl Iterator<Item = &(String, WordId)> {
        let start = self.words.partition_point(|(word, _)| word.as_str() < prefix);
        let prefix = prefix.to_owned();
        self.words[start..].iter().take_while(move |(word, _)| word.starts_with(&prefix))
    }

    /// The stem of a word that may not be in the index itself.
    pub(super) fn stem_of_word(&self, word: &str, stem: &Stem) -> Option<StemId> {
        match self.word(word) {
            Some(id) => Some(self.stem_of[id as usize]),
            None => self.stems.get(&stem.of(word)).copied(),
        }
    }

    /// In how many records a stem stands.
    pub(super) fn spread(&self, stem: StemId) -> usize {
        self.postings[stem as usize].len()
    }
}

/// The countries that a record is about: those it names as its own, and for what stands beside the text those of its passages that its words name.
fn countries_of(report: &Report, language: Language, record: &Record, folded: &str) -> Vec<usize> {
    let facts = report.facts();
    let position = |id: &String| facts.countries.iter().position(|country| *country.id == **id);
    let own: Vec<usize> = record.countries.iter().filter_map(position).collect();
    let passages = match &record.own {
        Own::Term { passages, .. }
        | Own::Source { passages, .. }
        | Own::Recommendation { passages, .. }
        | Own::Organisation { passages, .. }
            if own.is_empty() =>
        {
            passages
        }
        _ => return own,
    };
    let mut named: Vec<usize> = passages.iter().flat_map(|passage| facts.countries_of(passage)).filter_map(|id| position(&id)).collect();
    named.retain(|index| folded.contains(&fold(facts.countries[*index].name.text(language))));
    named.sort_unstable();
    named.dedup();
    named
}

/// What of a record is searched: its title, and everything else.
fn fields(report: &Report, edition: &Edition, record: &Record, amounts: &HashMap<&str, Vec<String>>) -> (String, String) {
    let words = &edition.words;
    let mut body = record.text.clone();
    let mut add = |text: &str| {
        if !text.is_empty() {
            body.push_str(" | ");
            body.push_str(text);
        }
    };
    let mut title = record.title.clone();
    match &record.own {
        Own::Passage { footnotes, note, heading, .. } => {
            // The heading and the section, not all that is above them.
            let section =
                record.section.as_deref().and_then(|id| edition.section_index(id)).map(|index| edition.sections[index].title.clone());
            title = [section, heading.clone()].into_iter().flatten().collect::<Vec<_>>().join(" | ");
            for footnote in footnotes {
                add(&footnote.text);
            }
            add(note.as_deref().unwrap_or_default());
            for amount in amounts.get(record.id.as_str()).into_iter().flatten() {
                add(amount);
            }
        }
        Own::Law { instrument, status, note, year, year_end, .. } => {
            add(words.label("instrument", instrument));
            add(status.as_deref().unwrap_or_default());
            add(note.as_deref().unwrap_or_default());
            [year, year_end].into_iter().flatten().for_each(|year| add(&year.to_string()));
        }
        Own::Figure { value, note, attributed_to, label, .. } => {
            let id = record.id.strip_prefix("figure:").unwrap_or_default();
            let is_share = report.facts().figures.iter().any(|figure| *figure.id == *id && figure.is_share());
            add(&value.map(|value| amount(value, is_share)).unwrap_or_default());
            add(note.as_deref().unwrap_or_default());
            add(label.as_deref().unwrap_or_default());
            let source = attributed_to.as_ref().and_then(|id| report.references.iter().find(|reference| *reference.id == **id));
            add(source.map_or("", |source| source.title.text(edition.language)));
        }
        Own::Organisation { acronym, group, note, .. } => {
            title = format!("{title} {}", acronym.as_deref().unwrap_or_default());
            add(group.as_ref().map_or("", |group| words.label("organisation", group)));
            add(note.as_deref().unwrap_or_default());
        }
        Own::Recommendation { note, .. } => add(note.as_deref().unwrap_or_default()),
        Own::Term { long, aliases, note, .. } => {
            title = format!("{title} | {} | {}", long.as_deref().unwrap_or_default(), aliases.join(" | "));
            add(note.as_deref().unwrap_or_default());
        }
        Own::Source { author, publisher, year, url, .. } => {
            title = format!("{title} | {}", author.as_deref().unwrap_or_default());
            add(publisher.as_deref().unwrap_or_default());
            add(&year.map(|year| year.to_string()).unwrap_or_default());
            add(url.as_deref().unwrap_or_default());
        }
    }
    (title, body)
}

/// A number as a query would write it: without separators, a share with its sign.
fn amount(value: f64, is_share: bool) -> String {
    format!("{value}{}", if is_share { "%" } else { "" })
}
