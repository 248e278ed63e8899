//! A content pack → a [`Report`].

use std::path::Path;

use serde::de::DeserializeOwned;

use super::edition::{Edition, Flaw, SectionFile};
use super::files::{FileError, Files};
use super::glossary::{GlossaryFile, Term, TermFinder};
use super::language::Language;
use super::meta::{Contact, Credit, Meta, ReportFile, SectionEntry};
use super::reference::{Reference, SourcesFile};
use super::words::{Words, fill};
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
    /// What an author should mend in the texts.
    pub flaws: Vec<(Language, Flaw)>,
}

/// Why a pack could not be read: where, and what.
#[derive(Debug)]
pub struct PackError {
    /// The file, with line and column where they are known.
    pub place: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a pack.
#[derive(Debug)]
pub enum Problem {
    /// A file cannot be read.
    File(FileError),
    /// A file is no TOML of the form wanted: the parser's words.
    Toml(String),
    /// No language of `report.toml` has a section.
    NoText,
    /// `report.toml` names a language that this program does not know.
    UnknownLanguage(String),
}

impl PackError {
    /// One line: what happened, where, what to do next.
    pub fn message(&self, words: &Words) -> String {
        let w = &words.error;
        let what = match &self.problem {
            Problem::File(FileError::Missing) => w.file_missing.to_string(),
            Problem::File(FileError::NotAFile) => w.file_not_a_file.to_string(),
            Problem::File(FileError::TooLarge) => w.file_too_large.to_string(),
            Problem::File(FileError::NotUtf8 { line }) => fill(&w.file_not_utf8, &[("line", &line.to_string())]),
            Problem::File(FileError::Io(error)) => clean_line(&error.to_string()).into_owned(),
            Problem::Toml(message) => message.clone(),
            Problem::NoText => w.pack_without_text.to_string(),
            Problem::UnknownLanguage(tag) => fill(&w.pack_unknown_language, &[("tag", tag)]),
        };
        fill(&w.pack, &[("place", &self.place), ("what", &what)])
    }
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
        load(&Files::Folder(folder.to_owned()))
    }

    /// The edition in `language`, or else the first.
    pub fn edition(&self, language: Language) -> &Edition {
        self.editions.iter().find(|edition| edition.language == language).unwrap_or(&self.editions[0])
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

fn parse<T: DeserializeOwned>(files: &Files, path: &str) -> Result<T, PackError> {
    let text = files.read(path).map_err(|error| PackError { place: files.display(path), problem: Problem::File(error) })?;
    toml::from_str(&text).map_err(|error| {
        let at = error.span().map(|span| line_and_column(&text, span.start)).unwrap_or_default();
        PackError { place: format!("{}{at}", files.display(path)), problem: Problem::Toml(clean_line(error.message()).into_owned()) }
    })
}

fn optional<T: DeserializeOwned + Default>(files: &Files, path: &str) -> Result<T, PackError> {
    match parse(files, path) {
        Err(PackError { problem: Problem::File(FileError::Missing), .. }) => Ok(T::default()),
        other => other,
    }
}

/// `:LINE:COLUMN` of a byte, both from 1, the column in characters.
fn line_and_column(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
    format!(":{line}:{column}")
}
