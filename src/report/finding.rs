//! Something to mend in a pack: where, what, and how.

use super::files::Files;
use super::language::Language;
use super::words::{Words, fill};

/// Something to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `FILE` or `FILE:LINE:COLUMN`, safe for the terminal.
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
    /// A passage has other footnotes, emphasis or numbers than in the first edition, by a name of `parallel`.
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
    pub(super) fn order(&self) -> (String, usize, usize) {
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
