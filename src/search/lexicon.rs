//! What a query's words may mean besides themselves: a country by any of its names, the same thing by another word, an acronym's long
//! form, nothing at all, or a kind of record.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::tokens::{Stem, each_word};
use crate::report::record::Kind;
use crate::report::{Language, Report};

/// Longest name or synonym that is recognised, in words.
pub(super) const LONGEST: usize = 7;

/// Ways to say a thing, each as words.
pub(super) type Forms = Arc<Vec<Vec<String>>>;

/// What a run of words stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// A country, by its index.
    pub(super) country: Option<usize>,
    /// Other ways to say it in the edition's language: lists that many words share, of forms, each as words.
    pub(super) forms: Vec<Forms>,
    /// The kind of record that is wanted.
    pub(super) intent: Option<Kind>,
}

/// Words and what they mean.
#[derive(Debug)]
pub(super) struct Lexicon {
    language: Language,
    /// By the words as they are, joined by spaces.
    meanings: HashMap<String, Meaning>,
    /// By their stems in the edition's language, joined by spaces.
    by_stems: HashMap<String, Meaning>,
    stop: HashSet<String>,
    /// All single words that are known here, for corrections.
    pub(super) words: Vec<String>,
    stem: Stem,
}

impl Lexicon {
    pub(super) fn new(report: &Report, language: Language) -> Self {
        let mut lexicon = Self {
            language,
            meanings: HashMap::new(),
            by_stems: HashMap::new(),
            stop: HashSet::new(),
            words: Vec::new(),
            stem: Stem::new(language),
        };
        let facts = report.facts();
        let mut words = HashSet::new();
        for (index, country) in facts.countries.iter().enumerate() {
            let own_name: Forms = Arc::new(vec![split(country.name.text(language))]);
            for own in Language::ALL {
                let aliases = country.aliases.exact(own).into_iter().flatten();
                for name in country.name.exact(own).into_iter().chain(aliases) {
                    lexicon.learn(name, own, &mut words, |meaning| {
                        meaning.country = meaning.country.or(Some(index));
                        // Whatever it is called, it is looked for by its name in the edition.
                        meaning.forms = vec![Arc::clone(&own_name)];
                    });
                }
            }
        }
        for group in &facts.synonyms.groups {
            let forms: Forms = Arc::new(group.forms(language).iter().map(|form| split(form)).filter(|form| !form.is_empty()).collect());
            let all = Language::ALL.into_iter().flat_map(|own| group.forms(own).iter().map(move |form| (own, form)));
            for (own, form) in all.chain(group.also.iter().map(|form| (language, form))) {
                lexicon.learn(form, own, &mut words, |meaning| add_forms(meaning, &forms));
            }
        }
        // A glossary's term is found by its long form and the other way round.
        for term in report.glossary() {
            let names = [term.term.text(language), term.long.text(language)];
            let forms: Forms = Arc::new(names.into_iter().filter(|form| !form.is_empty()).map(split).collect());
            for own in Language::ALL {
                let texts = [term.term.exact(own), term.long.exact(own)].into_iter().flatten();
                let texts: Vec<_> = texts.chain(term.aliases.exact(own).into_iter().flatten()).collect();
                for text in texts {
                    lexicon.learn(text, own, &mut words, |meaning| add_forms(meaning, &forms));
                }
            }
        }
        for (kind, typed) in &facts.synonyms.intent {
            let Some(kind) = Kind::from_name(kind) else { continue };
            for form in typed {
                lexicon.learn(form, language, &mut words, |meaning| meaning.intent = meaning.intent.or(Some(kind)));
            }
        }
        lexicon.stop = facts.synonyms.stop.all().flat_map(split).collect();
        lexicon.words = words.into_iter().filter(|word: &String| word.len() >= 4).collect();
        lexicon.words.sort_unstable();
        lexicon
    }

    fn learn(&mut self, form: &str, language: Language, words: &mut HashSet<String>, mean: impl Fn(&mut Meaning)) {
        let form = split(form);
        if form.is_empty() || form.len() > LONGEST {
            return;
        }
        mean(self.meanings.entry(form.join(" ")).or_default());
        // Other forms of the words are understood in the edition's own language: in others, stems that fall together ("trata", "tratado")
        // would make wrong answers right.
        if language == self.language {
            let stemmed = form.iter().map(|word| self.stem.of(word)).collect::<Vec<_>>().join(" ");
            mean(self.by_stems.entry(stemmed).or_default());
        }
        words.extend(form);
    }

    /// What a run of words means: as it is written, or in another form of its words.
    pub(super) fn meaning(&self, words: &[&str]) -> Option<&Meaning> {
        if words.is_empty() || words.len() > LONGEST {
            return None;
        }
        let exact = self.meanings.get(&words.join(" "));
        exact.or_else(|| self.by_stems.get(&words.iter().map(|word| self.stem.of(word)).collect::<Vec<_>>().join(" ")))
    }

    /// Countries whose names have a word that begins so.
    pub(super) fn countries_beginning_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = usize> + 'a {
        let start = self.words.partition_point(|word| word.as_str() < prefix);
        let words = self.words[start..].iter().take_while(move |word| word.starts_with(prefix));
        words.filter_map(|word| self.meanings.get(word)?.country)
    }

    /// Whether a word is known here.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.meaning(&[word]).is_some() || self.words.binary_search_by(|own| own.as_str().cmp(word)).is_ok()
    }

    pub(super) fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// The stemmer of the edition's language.
    pub(super) fn stem(&self) -> &Stem {
        &self.stem
    }
}

fn add_forms(meaning: &mut Meaning, forms: &Forms) {
    if !meaning.forms.iter().any(|own| Arc::ptr_eq(own, forms)) {
        meaning.forms.push(Arc::clone(forms));
    }
}

/// A name's words.
pub(super) fn split(form: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(form, |word| words.push(word.to_owned()));
    words
}
