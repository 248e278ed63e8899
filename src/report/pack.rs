//! A content pack → a [`Report`].

use std::path::Path;
use std::sync::OnceLock;

use super::edition::{Edition, Flaw, SectionFile};
use super::facts::Facts;
use super::files::{FileError, Files};
use super::glossary::{GlossaryFile, Term, TermFinder};
use super::language::Language;
use super::meta::{Contact, Credit, Meta, ReportFile, SectionEntry};
use super::parse::{PackError, Problem, optional, parse};
use super::reference::{Reference, SourcesFile};
use super::tour::{self, Tour};
use super::words::Words;
use crate::text::sanitize::clean_line;

/// A report in all its editions.
#[derive(Debug, Clone)]
pub struct Report {
    /// What it says of itself.
    pub meta: Meta,
    /// Who is credited.
    pub credits: Vec<Credit>,
    /// How to reach the publisher.
    pub contacts: Vec<Contact>,
    /// At least one; the first is the one that others fall back on.
    pub editions: Vec<Edition>,
    /// Terms and acronyms.
    pub glossary: Vec<Term>,
    /// What the report cites.
    pub references: Vec<Reference>,
    /// The data beside the text; read when it is first needed, where it is compiled in.
    facts: OnceLock<Facts>,
    /// Walks for groups, in their order.
    pub tours: Vec<Tour>,
    /// What an author should mend in the texts.
    pub flaws: Vec<(Language, Flaw)>,
}

impl Report {
    /// The report that is compiled into the program.
    ///
    /// # Panics
    /// Where the bundled content is broken, which the tests exclude.
    pub fn bundled() -> Self {
        match load(&Files::Bundled) {
            Ok(report) => report,
            Err(error) => panic!("{}: {:?}", error.place, error.problem),
        }
    }

    /// A pack in a folder.
    pub fn from_folder(folder: &Path) -> Result<Self, PackError> {
        Self::from_files(&Files::Folder(folder.to_owned()))
    }

    /// The same of files, some of which may be passed over.
    pub(super) fn from_files(files: &Files) -> Result<Self, PackError> {
        let report = load(files)?;
        let _ = report.facts.set(Facts::load(files)?);
        Ok(report)
    }

    /// Countries, laws, figures, organisations, recommendations.
    ///
    /// # Panics
    /// Where the bundled content is broken, which the tests exclude.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| match Facts::load(&Files::Bundled) {
            Ok(facts) => facts,
            Err(error) => panic!("{}: {:?}", error.place, error.problem),
        })
    }

    /// The edition in `language`, or else the first.
    pub fn edition(&self, language: Language) -> &Edition {
        self.editions.iter().find(|edition| edition.language == language).unwrap_or(&self.editions[0])
    }

    /// Where the report has no edition in `language`, its first speaks to the person in that language all the same, if the program can.
    pub fn speak(&mut self, language: Language) {
        if self.editions.iter().all(|edition| edition.language != language) {
            self.editions[0].words = Words::bundled(language);
        }
    }

    /// What tells this report from others in the reader's state: its title in the language of its first edition, and year.
    pub fn identity(&self) -> String {
        let title = self.meta.title.text(self.editions[0].language);
        let year = self.meta.year.map(|year| format!(" ({year})")).unwrap_or_default();
        format!("{title}{year}")
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
        TermFinder::new(&self.glossary, language)
    }
}

fn load(files: &Files) -> Result<Report, PackError> {
    let ReportFile { report: meta, credit, contact, section } = parse(files, "report.toml")?;
    let mut editions = Vec::new();
    let mut flaws = Vec::new();
    for tag in &meta.languages {
        let language = Language::from_tag(tag)
            .ok_or_else(|| PackError { place: files.display("report.toml"), problem: Problem::UnknownLanguage(tag.to_string()) })?;
        let sections = section_files(files, language, &section)?;
        if sections.is_empty() || editions.iter().any(|edition: &Edition| edition.language == language) {
            continue;
        }
        let words = match parse::<Words>(files, &format!("{}/ui.toml", language.tag())) {
            Ok(words) => words,
            Err(PackError { problem: Problem::File(FileError::Missing), .. }) => Words::bundled(language),
            Err(error) => return Err(error),
        };
        let (edition, found) = Edition::new(language, &sections, words);
        flaws.extend(found.into_iter().map(|flaw| (language, flaw)));
        editions.push(edition);
    }
    if editions.iter().all(|edition| edition.blocks.is_empty()) {
        return Err(PackError { place: files.display("report.toml"), problem: Problem::NoText });
    }
    Ok(Report {
        meta,
        credits: credit,
        contacts: contact,
        editions,
        glossary: optional::<GlossaryFile>(files, "glossary.toml")?.term,
        references: optional::<SourcesFile>(files, "sources.toml")?.source,
        facts: OnceLock::new(),
        tours: tour::load(files)?,
        flaws,
    })
}

/// The texts of an edition, in the order of `report.toml`, or of the files' numbers for sections that it does not name.
fn section_files(files: &Files, language: Language, order: &[SectionEntry]) -> Result<Vec<SectionFile>, PackError> {
    let mut found: Vec<(usize, SectionFile)> = Vec::new();
    for name in files.names_in(language.tag()) {
        let Some(slug) = name.strip_suffix(".md") else { continue };
        let slug = slug.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-');
        let id = clean_line(&slug.to_lowercase()).replace(['.', ':', ' '], "-");
        let path = format!("{}/{name}", language.tag());
        let text = files.read(&path).map_err(|error| PackError { place: files.display(&path), problem: Problem::File(error) })?;
        let place = order.iter().position(|entry| *entry.id == *id);
        let entry = place.map(|place| &order[place]);
        found.push((
            place.unwrap_or(order.len()),
            SectionFile {
                id,
                parent: entry.and_then(|entry| entry.parent.as_deref()).map(ToOwned::to_owned),
                page: entry.and_then(|entry| entry.page),
                text,
            },
        ));
    }
    found.sort_by_key(|(place, _)| *place);
    Ok(found.into_iter().map(|(_, file)| file).collect())
}
