//! A content pack → a [`Report`].

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use super::edition::{Edition, Flaw, SectionFile};
use super::facts::Facts;
use super::files::{FileError, Files};
use super::glossary::{GlossaryFile, Term, TermFinder};
use super::language::Language;
use super::meta::{Contact, Credit, Meta, ReportFile, SectionEntry};
use super::parse::{PackError, Problem, list, parse, text_of};
use super::reference::{Reference, SourcesFile};
use super::tour::{self, Tour};
use super::words::Words;
use crate::text::sanitize::clean_line;

/// A report in all its editions. What is compiled into the program is read when it is first asked for; a pack in a folder at once, so that
/// what is wrong with it is said at once.
#[derive(Debug)]
pub struct Report {
    /// What it says of itself.
    pub meta: Meta,
    /// Who is credited.
    pub credits: Vec<Credit>,
    /// How to reach the publisher.
    pub contacts: Vec<Contact>,
    files: Files,
    pub(super) order: Vec<SectionEntry>,
    /// The language of the first edition, be it read or not.
    first: Language,
    /// At least one; the first is the one that others fall back on.
    pub(super) editions: Vec<Slot>,
    /// The texts are not all there.
    pub(super) is_part: bool,
    glossary: OnceLock<Vec<Term>>,
    references: OnceLock<Vec<Reference>>,
    facts: OnceLock<Facts>,
    tours: OnceLock<Vec<Tour>>,
}

/// An edition, once it is read.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) language: Language,
    pub(super) read: OnceLock<(Edition, Vec<Flaw>)>,
}

impl Report {
    /// The report that is compiled into the program.
    ///
    /// # Panics
    /// Where the bundled content is broken, which the tests exclude.
    pub fn bundled() -> Self {
        expect(Self::open(Files::Bundled))
    }

    /// A pack in a folder.
    pub fn from_folder(folder: &Path) -> Result<Self, PackError> {
        Self::from_folder_told(folder, &mut |_| ())
    }

    /// The same, telling how much of it is read, in percent.
    pub fn from_folder_told(folder: &Path, tell: &mut dyn FnMut(u8)) -> Result<Self, PackError> {
        Self::from_files_told(Files::Folder(folder.to_owned()), tell)
    }

    /// The same of files, some of which may be passed over.
    pub(super) fn from_files(files: &Files) -> Result<Self, PackError> {
        Self::from_files_told(files.clone(), &mut |_| ())
    }

    fn from_files_told(files: Files, tell: &mut dyn FnMut(u8)) -> Result<Self, PackError> {
        let mut report = Self::open(files)?;
        let (files, order) = (&report.files, &report.order);
        let (all, mut done) = (files.size().max(1), 0);
        let mut tell = |bytes: usize| {
            done += bytes as u64;
            tell((done * 100 / all).min(99) as u8);
        };
        let mut read = Vec::new();
        for slot in report.editions {
            if let Some(edition) = edition(files, slot.language, order, &mut tell)? {
                read.push(Slot { language: slot.language, read: OnceLock::from(edition) });
            }
        }
        if read.iter().all(|slot| slot.read.get().is_none_or(|(edition, _)| edition.blocks.is_empty())) {
            return Err(PackError { place: files.display("report.toml"), problem: Problem::NoText });
        }
        report.first = read.first().map_or(report.first, |slot| slot.language);
        report.editions = read;
        report.glossary = OnceLock::from(glossary(files)?);
        report.references = OnceLock::from(references(files)?);
        report.facts = OnceLock::from(Facts::load(files)?);
        report.tours = OnceLock::from(tour::load(files)?);
        Ok(report)
    }

    /// What `report.toml` says; nothing else is read yet.
    fn open(files: Files) -> Result<Self, PackError> {
        let ReportFile { report: meta, credit, contact, section: order } = parse(&files, "report.toml")?;
        let mut editions: Vec<Slot> = Vec::new();
        for tag in &meta.languages {
            let language = Language::from_tag(tag)
                .ok_or_else(|| PackError { place: files.display("report.toml"), problem: Problem::UnknownLanguage(tag.to_string()) })?;
            if editions.iter().all(|slot| slot.language != language) {
                editions.push(Slot { language, read: OnceLock::new() });
            }
        }
        Ok(Self {
            meta,
            credits: credit,
            contacts: contact,
            files,
            order,
            first: editions.first().map_or_else(Language::default, |slot| slot.language),
            editions,
            is_part: false,
            glossary: OnceLock::new(),
            references: OnceLock::new(),
            facts: OnceLock::new(),
            tours: OnceLock::new(),
        })
    }

    /// A part of a pack: one edition with some of its sections, and nothing beside it.
    pub(super) fn of_part(
        files: Files,
        (meta, credits, contacts): (Meta, Vec<Credit>, Vec<Contact>),
        first: Language,
        (language, sections, words): (Language, &[SectionFile], Words),
    ) -> Result<Self, PackError> {
        let tours = OnceLock::from(tour::load(&files)?);
        let read = OnceLock::from(Edition::new(language, sections, words));
        Ok(Self {
            meta,
            credits,
            contacts,
            files,
            order: Vec::new(),
            first,
            editions: vec![Slot { language, read }],
            is_part: true,
            glossary: OnceLock::from(Vec::new()),
            references: OnceLock::from(Vec::new()),
            facts: OnceLock::from(Facts::default()),
            tours,
        })
    }

    /// Countries, laws, figures, organisations, recommendations.
    ///
    /// # Panics
    /// Where the bundled content is broken, which the tests exclude.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| expect(Facts::load(&self.files)))
    }

    /// Terms and acronyms.
    ///
    /// # Panics
    /// Where the bundled content is broken, which the tests exclude.
    pub fn glossary(&self) -> &[Term] {
        self.glossary.get_or_init(|| expect(glossary(&self.files)))
    }

    /// What the report cites.
    ///
    /// # Panics
    /// Where the bundled content is broken, which the tests exclude.
    pub fn references(&self) -> &[Reference] {
        self.references.get_or_init(|| expect(references(&self.files)))
    }

    /// Walks for groups, in their order.
    ///
    /// # Panics
    /// Where the bundled content is broken, which the tests exclude.
    pub fn tours(&self) -> &[Tour] {
        self.tours.get_or_init(|| expect(tour::load(&self.files)))
    }

    /// The names of its tours, without a look into them.
    pub fn tour_names(&self) -> Vec<String> {
        tour::names(&self.files)
    }

    /// Whether it is only a part of what is to be read ([`Report::first_part`]): the text's length, for one thing, is not known.
    pub fn is_part(&self) -> bool {
        self.is_part
    }

    /// The folder that it was read from, where it is a pack so large that it takes a while to read.
    pub fn large_folder(&self) -> Option<&Path> {
        let Files::Folder(folder) = &self.files else { return None };
        self.files.are_large().then_some(folder)
    }

    /// The languages of its editions, in their order.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.editions.iter().map(|slot| slot.language)
    }

    /// The language of the edition that others fall back on.
    pub fn first_language(&self) -> Language {
        self.first
    }

    /// All editions, in their order.
    pub fn editions(&self) -> impl Iterator<Item = &Edition> {
        self.editions.iter().map(|slot| &self.read(slot).0)
    }

    /// The edition in `language`, or else the first.
    pub fn edition(&self, language: Language) -> &Edition {
        let slot = self.editions.iter().find(|slot| slot.language == language).unwrap_or(&self.editions[0]);
        &self.read(slot).0
    }

    /// What an author should mend in the texts.
    pub fn flaws(&self) -> impl Iterator<Item = (Language, &Flaw)> {
        self.editions.iter().flat_map(|slot| self.read(slot).1.iter().map(|flaw| (slot.language, flaw)))
    }

    fn read<'a>(&self, slot: &'a Slot) -> &'a (Edition, Vec<Flaw>) {
        slot.read.get_or_init(|| {
            let edition = edition(&self.files, slot.language, &self.order, &mut |_| ());
            expect(edition).unwrap_or_else(|| Edition::new(slot.language, &[], Words::bundled(slot.language)))
        })
    }

    /// Where the report has no edition in `language`, its first speaks to the person in that language all the same, if the program can.
    pub fn speak(&mut self, language: Language) {
        if self.languages().any(|own| own == language) {
            return;
        }
        if let Some((edition, _)) = self.editions.first_mut().and_then(|slot| slot.read.get_mut()) {
            edition.words = Words::bundled(language);
        }
    }

    /// What tells this report from others in the reader's state: its title in the language of its first edition, and year.
    pub fn identity(&self) -> String {
        identity(&self.meta, self.first)
    }

    /// Its title for one line.
    pub fn short_title(&self, language: Language) -> &str {
        match self.meta.short_title.text(language) {
            "" => self.meta.title.text(language),
            short => short,
        }
    }

    /// Finds the glossary's terms in texts of `language`.
    pub fn term_finder(&self, language: Language) -> TermFinder {
        TermFinder::new(self.glossary(), language)
    }
}

/// Title and year.
pub(super) fn identity(meta: &Meta, first: Language) -> String {
    let title = meta.title.text(first);
    let year = meta.year.map(|year| format!(" ({year})")).unwrap_or_default();
    format!("{title}{year}")
}

/// What cannot fail: the bundled files, which the tests read.
fn expect<T>(read: Result<T, PackError>) -> T {
    match read {
        Ok(value) => value,
        Err(error) => panic!("{}: {:?}", error.place, error.problem),
    }
}

fn glossary(files: &Files) -> Result<Vec<Term>, PackError> {
    list(files, "glossary.toml", "term", |file: GlossaryFile| file.term)
}

fn references(files: &Files) -> Result<Vec<Reference>, PackError> {
    list(files, "sources.toml", "source", |file: SourcesFile| file.source)
}

/// An edition of a pack; `None` where it has no section. Tells how many bytes of text were read.
fn edition(
    files: &Files,
    language: Language,
    order: &[SectionEntry],
    tell: &mut dyn FnMut(usize),
) -> Result<Option<(Edition, Vec<Flaw>)>, PackError> {
    let names = section_names(files, language, order);
    if names.is_empty() {
        return Ok(None);
    }
    let mut edition = Edition::empty(language, words(files, language)?);
    let mut flaws = Vec::new();
    // One file after the other: a large report is never in memory twice.
    for name in names {
        let path = name.path(language);
        let text = text_of(files, &path)?;
        tell(text.len());
        edition.add(&name.file(order, text.into_owned()), &mut flaws);
    }
    edition.shrink();
    Ok(Some((edition, flaws)))
}

/// The words of the interface in an edition: those that the pack brings, or the program's.
pub(super) fn words(files: &Files, language: Language) -> Result<Words, PackError> {
    if matches!(files, Files::Bundled) {
        // They are read when the first of them is asked for.
        return Ok(Words::bundled(language));
    }
    match parse::<Words>(files, &format!("{}/ui.toml", language.tag())) {
        Err(PackError { problem: Problem::File(FileError::Missing), .. }) => Ok(Words::bundled(language)),
        words => words,
    }
}

/// A section before it is read.
pub(super) struct SectionName {
    pub(super) id: String,
    file: String,
    /// Its place in `report.toml`; behind the last of those that have one.
    place: usize,
}

impl SectionName {
    /// The path of its file in the pack.
    pub(super) fn path(&self, language: Language) -> String {
        format!("{}/{}", language.tag(), self.file)
    }

    /// Its file with this text.
    pub(super) fn file(self, order: &[SectionEntry], text: String) -> SectionFile {
        let entry = order.get(self.place);
        let parent = entry.and_then(|entry| entry.parent.as_deref()).map(ToOwned::to_owned);
        SectionFile { id: self.id, parent, page: entry.and_then(|entry| entry.page), text }
    }
}

/// The sections of an edition, in the order of `report.toml`, or of the files' numbers for those that it does not name.
pub(super) fn section_names(files: &Files, language: Language, order: &[SectionEntry]) -> Vec<SectionName> {
    let places: HashMap<&str, usize> = order.iter().enumerate().rev().map(|(place, entry)| (&*entry.id, place)).collect();
    let names = files.names_in(language.tag()).into_iter().filter_map(|file| {
        let slug = file.strip_suffix(".md")?;
        let slug = slug.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-');
        let id = clean_line(&slug.to_lowercase()).replace(['.', ':', ' '], "-");
        let place = places.get(id.as_str()).copied().unwrap_or(order.len());
        Some(SectionName { id, file, place })
    });
    let mut names: Vec<SectionName> = names.collect();
    names.sort_by_key(|name| name.place);
    names
}
