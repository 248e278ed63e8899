//! What a query's words may mean besides themselves: a country by any of its names, the same thing by another word, an acronym's long
//! form, nothing at all, or a kind of record.

use std::collections::{BTreeSet, HashSet};

use super::strings::Strings;
use super::tokens::{Stem, each_word};
use crate::report::record::Kind;
use crate::report::{Language, Report};

/// Longest name or synonym that is recognised, in words.
pub(super) const LONGEST: usize = 7;

/// What a run of words stands for.
#[derive(Clone, Copy)]
pub(super) struct Meaning<'a> {
    /// A country, by its index.
    pub(super) country: Option<usize>,
    /// The kind of record that is wanted.
    pub(super) intent: Option<Kind>,
    groups: &'a [u32],
    forms: &'a Strings,
}

/// Words and what they mean.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// By the words as they are.
    exact: Meanings,
    /// By their stems in the edition's language.
    by_stems: Meanings,
    /// Ways to say a thing in the edition's language, a group a string: those of a group one a line, their words joined by spaces.
    forms: Strings,
    stop: HashSet<String>,
    /// All single words that are known here, for corrections.
    words: Strings,
    stem: Stem,
}

/// Runs of words, joined by spaces and in order, and what each means.
#[derive(Debug, Default)]
struct Meanings {
    runs: Strings,
    meant: Vec<Meant>,
    /// Groups of forms, by their numbers.
    groups: Vec<u32>,
}

#[derive(Debug)]
struct Meant {
    country: Option<u16>,
    intent: Option<Kind>,
    /// Where its groups end; they begin where those of the run before end.
    groups_end: u32,
}

/// One thing that a run of words was learned to mean.
#[derive(Clone, Copy)]
enum Learned {
    /// By its index, which is also that of its name in the edition among the groups: whatever it is called, it is looked for by that.
    Country(u16),
    Group(u32),
    Intent(Kind),
}

/// What runs of words were learned to mean, in the order in which it was.
#[derive(Default)]
struct Lesson {
    runs: Strings,
    learned: Vec<Learned>,
}

/// What is learned of words as they are, and of their stems.
struct Lessons {
    language: Language,
    stem: Stem,
    exact: Lesson,
    by_stems: Lesson,
}

impl Lexicon {
    pub(super) fn new(report: &Report, language: Language) -> Self {
        let facts = report.facts();
        let mut forms = Strings::default();
        let mut lessons = Lessons { language, stem: Stem::new(language), exact: Lesson::default(), by_stems: Lesson::default() };
        for country in &facts.countries {
            forms.push(&split(country.name.text(language)).join(" "));
        }
        for (index, country) in facts.countries.iter().enumerate() {
            let Ok(index) = u16::try_from(index) else { break };
            for own in Language::ALL {
                let aliases = country.aliases.exact(own).into_iter().flatten();
                for name in country.name.exact(own).into_iter().chain(aliases) {
                    lessons.learn(name, own, Learned::Country(index));
                }
            }
        }
        for group in &facts.synonyms.groups {
            let learned = add_group(&mut forms, group.forms(language).iter().map(|form| &**form));
            for own in Language::ALL {
                for form in group.forms(own) {
                    lessons.learn(form, own, learned);
                }
            }
            for form in &group.also {
                lessons.learn(form, language, learned);
            }
        }
        // A glossary's term is found by its long form and the other way round.
        for term in report.glossary() {
            let learned = add_group(&mut forms, [term.term.text(language), term.long.text(language)].into_iter());
            for own in Language::ALL {
                let texts = [term.term.exact(own), term.long.exact(own)].into_iter().flatten();
                for text in texts.chain(term.aliases.exact(own).into_iter().flatten()) {
                    lessons.learn(text, own, learned);
                }
            }
        }
        for (kind, typed) in &facts.synonyms.intent {
            let Some(kind) = Kind::from_name(kind) else { continue };
            for form in typed {
                lessons.learn(form, language, Learned::Intent(kind));
            }
        }
        forms.shrink_to_fit();
        let words: BTreeSet<&str> = lessons.exact.runs.iter().flat_map(|run| run.split(' ')).filter(|word| word.len() >= 4).collect();
        let words = words.into_iter().collect();
        let stop = facts.synonyms.stop.all().flat_map(split).collect();
        let Lessons { exact, by_stems, .. } = lessons;
        Self { exact: exact.meanings(), by_stems: by_stems.meanings(), forms, stop, words, stem: Stem::new(language) }
    }

    /// What a run of words means: as it is written, or in another form of its words.
    pub(super) fn meaning(&self, words: &[&str]) -> Option<Meaning<'_>> {
        if words.is_empty() || words.len() > LONGEST {
            return None;
        }
        let exact = self.exact.of(&words.join(" "), &self.forms);
        exact.or_else(|| self.by_stems.of(&words.iter().map(|word| self.stem.of(word)).collect::<Vec<_>>().join(" "), &self.forms))
    }

    /// Whether a word means something as it is written, and not only by its stem.
    pub(super) fn is_written(&self, word: &str) -> bool {
        self.exact.runs.find(word).is_some()
    }

    /// Countries whose names have a word that begins so.
    pub(super) fn countries_beginning_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.words.beginning_with(prefix).filter_map(|(_, word)| self.exact.of(word, &self.forms)?.country)
    }

    /// All single words that are known here, for corrections.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> + Clone {
        self.words.iter()
    }

    /// Whether a word is known here.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.meaning(&[word]).is_some() || self.words.find(word).is_some()
    }

    pub(super) fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// The stemmer of the edition's language.
    pub(super) fn stem(&self) -> &Stem {
        &self.stem
    }
}

impl<'a> Meaning<'a> {
    /// Other ways to say it in the edition's language, each as words joined by spaces.
    pub(super) fn forms(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let forms = self.forms;
        self.groups.iter().flat_map(|group| forms.get(*group as usize).lines())
    }
}

impl Meanings {
    fn of<'a>(&'a self, run: &str, forms: &'a Strings) -> Option<Meaning<'a>> {
        let at = self.runs.find(run)?;
        let Meant { country, intent, groups_end } = self.meant[at];
        let start = at.checked_sub(1).map_or(0, |before| self.meant[before].groups_end);
        let groups = &self.groups[start as usize..groups_end as usize];
        Some(Meaning { country: country.map(usize::from), intent, groups, forms })
    }
}

impl Lessons {
    /// Words in a language mean something.
    fn learn(&mut self, form: &str, language: Language, learned: Learned) {
        let words = split(form);
        if words.is_empty() || words.len() > LONGEST {
            return;
        }
        self.exact.learn(&words.join(" "), learned);
        // Other forms of the words are understood in the edition's own language: in others, stems that fall together ("trata", "tratado")
        // would make wrong answers right.
        if language == self.language {
            self.by_stems.learn(&words.iter().map(|word| self.stem.of(word)).collect::<Vec<_>>().join(" "), learned);
        }
    }
}

impl Lesson {
    fn learn(&mut self, run: &str, learned: Learned) {
        self.runs.push(run);
        self.learned.push(learned);
    }

    /// All that was learned of each run: the first country, the first kind, and each group once.
    fn meanings(self) -> Meanings {
        let Self { runs, learned } = self;
        let run = |at: &usize| runs.get(*at);
        let mut order: Vec<usize> = (0..runs.len()).collect();
        order.sort_by(|one, other| run(one).cmp(run(other)));
        let mut all = Meanings::default();
        for same in order.chunk_by(|one, other| run(one) == run(other)) {
            let (mut country, mut intent) = (None, None);
            let mut groups: Vec<u32> = Vec::new();
            for learned in same.iter().filter_map(|at| learned.get(*at)) {
                let group = match *learned {
                    Learned::Country(index) if country.is_none() => {
                        country = Some(index);
                        u32::from(index)
                    }
                    Learned::Group(group) => group,
                    Learned::Intent(kind) => {
                        intent = intent.or(Some(kind));
                        continue;
                    }
                    Learned::Country(_) => continue,
                };
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
            all.groups.extend(groups);
            all.runs.push(run(&same[0]));
            all.meant.push(Meant { country, intent, groups_end: all.groups.len() as u32 });
        }
        all.runs.shrink_to_fit();
        all.meant.shrink_to_fit();
        all.groups.shrink_to_fit();
        all
    }
}

/// One more group of forms.
fn add_group<'a>(forms: &mut Strings, group: impl Iterator<Item = &'a str>) -> Learned {
    let group: Vec<String> = group.map(|form| split(form).join(" ")).filter(|form| !form.is_empty()).collect();
    forms.push(&group.join("\n"));
    Learned::Group(forms.len() as u32 - 1)
}

/// A name's words.
pub(super) fn split(form: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(form, |word| words.push(word.to_owned()));
    words
}
