//! What is wrong in a pack that can be opened all the same, and in a person's own tours: each with its place, and how to mend it.

use std::collections::HashSet;

use super::edition::Flaw;
use super::files::Files;
use super::language::Language;
use super::markup::BlockKind;
use super::pack::Report;
use super::tour::{FOLDER, Tour};
use super::words::{Words, fill};

/// Something to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `FILE` or `FILE:LINE`, safe for the terminal.
    pub place: String,
    /// What is wrong.
    pub trouble: Trouble,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// A stop names what is not there.
    Lost(String),
    /// A tour has no stops.
    NoStops,
    /// A tour has no title.
    NoTitle,
    /// A tour says that it takes no time.
    NoDuration,
    /// A stop shows nothing.
    EmptyStop,
    /// A stop takes no time.
    NoMinutes,
    /// A question has no text.
    EmptyQuestion,
    /// Another tour has this name.
    NameTaken(String),
    /// Another thing of the same kind has this id.
    IdTaken(String),
    /// A mark refers to a footnote that is not there.
    UndefinedNote(String),
    /// Nothing refers to a footnote.
    UnusedNote(String),
    /// A data file or `report.toml` names a country that is not in `countries.toml`.
    UnknownCountry(String),
    /// A figure names a cited work that is not in `sources.toml`.
    UnknownSource(String),
    /// `report.toml` names a section that no edition has, or an edition does not have one that it names.
    NoSection(String),
    /// A section has the id of a country, or of another section.
    SectionTaken(String),
    /// `report.toml` names a language in which there is no text.
    NoEdition(String),
    /// A figure's number, as it is shown in a language, is not in its passage.
    NotShown {
        /// The number.
        shown: String,
        /// The language.
        tag: &'static str,
        /// The passage.
        address: String,
    },
    /// A section of an edition has more or fewer passages than that of the first edition.
    PassageCount {
        /// How many.
        here: usize,
        /// How many in the first edition.
        there: usize,
        /// The first edition.
        tag: &'static str,
    },
    /// A passage has other footnotes, emphasis or numbers than in the first edition, by a name of [`super::parallel`].
    OutOfStep {
        /// The passage.
        address: String,
        /// `notes`, `emphasis` or `numbers`.
        what: &'static str,
        /// What of it is here.
        here: String,
        /// What of it is in the first edition.
        there: String,
        /// The first edition.
        tag: &'static str,
    },
}

impl Finding {
    /// The file, then line and column as numbers.
    fn order(&self) -> (String, usize, usize) {
        let mut parts: Vec<&str> = self.place.rsplitn(3, ':').collect();
        parts.reverse();
        let number = |text: Option<&&str>| text.and_then(|text| text.parse().ok());
        match (number(parts.get(1)), number(parts.get(2))) {
            (Some(line), Some(column)) => (parts[0].to_owned(), line, column),
            _ => match self.place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?))) {
                Some((file, line)) => (file.to_owned(), line, 0),
                None => (self.place.clone(), 0, 0),
            },
        }
    }

    /// One line: where, what, how to mend it.
    pub fn line(&self, words: &Words) -> String {
        fill(&words.check.line, &[("place", &self.place), ("what", &self.what(words))])
    }

    /// What is wrong, and how to mend it.
    pub fn what(&self, words: &Words) -> String {
        let w = &words.check;
        match &self.trouble {
            Trouble::Lost(address) => fill(&w.lost, &[("address", address)]),
            Trouble::NoStops => w.no_stops.to_string(),
            Trouble::NoTitle => w.no_title.to_string(),
            Trouble::NoDuration => w.no_duration.to_string(),
            Trouble::EmptyStop => w.empty_stop.to_string(),
            Trouble::NoMinutes => w.no_minutes.to_string(),
            Trouble::EmptyQuestion => w.empty_question.to_string(),
            Trouble::NameTaken(name) => fill(&w.name_taken, &[("name", name)]),
            Trouble::IdTaken(id) => fill(&w.id_taken, &[("id", id)]),
            Trouble::UndefinedNote(mark) => fill(&w.note_undefined, &[("mark", mark)]),
            Trouble::UnusedNote(mark) => fill(&w.note_unused, &[("mark", mark)]),
            Trouble::UnknownCountry(id) => fill(&w.country_unknown, &[("id", id)]),
            Trouble::UnknownSource(id) => fill(&w.source_unknown, &[("id", id)]),
            Trouble::NoSection(id) => fill(&w.section_missing, &[("id", id)]),
            Trouble::SectionTaken(id) => fill(&w.section_taken, &[("id", id)]),
            Trouble::NoEdition(tag) => fill(&w.edition_missing, &[("tag", tag)]),
            Trouble::NotShown { shown, tag, address } => fill(&w.figure_not_shown, &[("shown", shown), ("tag", tag), ("address", address)]),
            Trouble::PassageCount { here, there, tag } => {
                fill(&w.passage_count, &[("here", &here.to_string()), ("there", &there.to_string()), ("tag", tag)])
            }
            Trouble::OutOfStep { address, what, here, there, tag } => {
                let template = match *what {
                    "notes" => &w.notes_differ,
                    "emphasis" => &w.emphasis_differs,
                    _ => &w.numbers_differ,
                };
                fill(template, &[("address", address), ("here", here), ("there", there), ("tag", tag)])
            }
        }
    }
}

/// All that is to be mended in a pack.
pub fn pack(report: &Report, files: &Files) -> Vec<Finding> {
    let mut found = notes(report, files);
    found.extend(ids(files));
    found.extend(super::check_data::data(report, files));
    found.extend(super::parallel::editions(report, files));
    let place = |tour: &Tour| files.display(&format!("{FOLDER}/{}.toml", tour.id));
    found.extend(tours(report, report.tours.iter(), place, &[]));
    found.sort_by_cached_key(Finding::order);
    found
}

/// The same for tours. `place` names a tour's file; `taken` are the tours whose names are taken.
pub fn tours<'a>(report: &Report, tours: impl Iterator<Item = &'a Tour>, place: impl Fn(&Tour) -> String, taken: &[Tour]) -> Vec<Finding> {
    let mut found = Vec::new();
    // Where capitals do not tell files apart, only one of two would be there.
    let mut names: HashSet<String> = taken.iter().map(|tour| tour.id.to_lowercase()).collect();
    for tour in tours {
        let file = place(tour);
        if !names.insert(tour.id.to_lowercase()) {
            found.push(Finding { place: file.clone(), trouble: Trouble::NameTaken(tour.id.clone()) });
        }
        found.extend(one(report, tour).into_iter().map(|(line, trouble)| Finding { place: format!("{file}:{line}"), trouble }));
    }
    found
}

/// What is wrong in one tour, line by line.
fn one(report: &Report, tour: &Tour) -> Vec<(usize, Trouble)> {
    let mut found = Vec::new();
    if tour.title.is_empty() {
        found.push((1, Trouble::NoTitle));
    }
    if tour.minutes == Some(0) {
        found.push((tour.minutes_line, Trouble::NoDuration));
    }
    if tour.stops.is_empty() {
        found.push((1, Trouble::NoStops));
    }
    for stop in &tour.stops {
        let lines = &stop.lines;
        if stop.at.is_empty() {
            found.push((lines.stop, Trouble::EmptyStop));
        }
        let is_lost = |at| report.editions.iter().any(|edition| report.stop_at(edition, at).is_none());
        let lost = stop.at.iter().zip(&lines.at).filter(|(at, _)| is_lost(at));
        found.extend(lost.map(|(at, line)| (*line, Trouble::Lost(at.to_string()))));
        if stop.minutes == 0 {
            found.push((lines.minutes, Trouble::NoMinutes));
        }
        let empty = stop.questions.iter().zip(&lines.questions).filter(|(question, _)| question.is_empty());
        found.extend(empty.map(|(_, line)| (*line, Trouble::EmptyQuestion)));
    }
    found.sort_by_key(|(line, _)| *line);
    found
}

/// Footnotes without marks, and marks without footnotes.
fn notes(report: &Report, files: &Files) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (language, flaw) in &report.flaws {
        let (section, mark, trouble) = match flaw {
            Flaw::UndefinedNote(section, mark) => (section, mark, Trouble::UndefinedNote(mark.clone())),
            Flaw::UnusedNote(section, mark) => (section, mark, Trouble::UnusedNote(mark.clone())),
        };
        found.push(Finding { place: note_place(files, *language, section, mark), trouble });
    }
    for edition in &report.editions {
        for (index, block) in edition.blocks.iter().enumerate().filter(|(_, block)| block.kind != BlockKind::Preformatted) {
            let section = &edition.sections[edition.section_of_block(index)].id;
            for mark in marks_as_text(&block.text) {
                let place = note_place(files, edition.language, section, mark);
                found.push(Finding { place, trouble: Trouble::UndefinedNote(mark.to_owned()) });
            }
        }
    }
    found
}

/// A mark whose footnote is nowhere stays in the text as it was typed: `[^7]`.
fn marks_as_text(text: &str) -> impl Iterator<Item = &str> {
    text.split("[^")
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .map(|(mark, _)| mark)
        .filter(|mark| !mark.contains(char::is_whitespace))
}

/// The path of a section's file in the pack.
pub(super) fn section_path(files: &Files, language: Language, section: &str) -> String {
    let folder = language.tag();
    let is_own = |name: &String| {
        let stem = name.strip_suffix(".md").unwrap_or_default().trim_start_matches(|c: char| c.is_ascii_digit());
        stem.trim_start_matches('-').eq_ignore_ascii_case(section)
    };
    let name = files.names_in(folder).into_iter().find(is_own).unwrap_or_default();
    format!("{folder}/{name}")
}

/// The file and the line of a footnote's mark.
fn note_place(files: &Files, language: Language, section: &str, mark: &str) -> String {
    let path = section_path(files, language, section);
    let text = files.read(&path).unwrap_or_default();
    let line = text.lines().position(|line| line.contains(&format!("[^{mark}]"))).map(|line| format!(":{}", line + 1));
    format!("{}{}", files.display(&path), line.unwrap_or_default())
}

/// The files in which each entry has an id of its own.
const WITH_IDS: [&str; 7] =
    ["countries.toml", "laws.toml", "figures.toml", "organisations.toml", "recommendations.toml", "glossary.toml", "sources.toml"];

/// Ids that stand twice in a file. Of two things with one id, only the first can be found.
fn ids(files: &Files) -> Vec<Finding> {
    let mut found = Vec::new();
    for path in WITH_IDS {
        let text = files.read(path).unwrap_or_default();
        let mut seen = HashSet::new();
        for (nth, line) in text.lines().enumerate() {
            let Some(id) = line.strip_prefix("id").and_then(|rest| rest.trim_start().strip_prefix('=')) else { continue };
            let id = id.trim().trim_matches(['"', '\'']);
            if !seen.insert(id.to_owned()) {
                let id = crate::text::sanitize::clean_line(id).into_owned();
                found.push(Finding { place: format!("{}:{}", files.display(path), nth + 1), trouble: Trouble::IdTaken(id) });
            }
        }
    }
    found
}
