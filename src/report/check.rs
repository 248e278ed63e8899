//! What is wrong in a pack that can be opened all the same, and in a person's own tours: each with its place, and how to mend it.

use std::collections::HashSet;
use std::path::Path;

use super::broken;
use super::edition::Flaw;
use super::files::Files;
use super::finding::section_path;
use super::language::Language;
use super::markup::BlockKind;
use super::pack::Report;
use super::parse::{At, PackError, line_and_column};
use super::tour::{FOLDER, Tour};

pub use super::finding::{Finding, Trouble};

/// What can be said of a pack that cannot be opened: which files cannot be read, and what is to be mended in the others, as far as that does
/// not hang on those.
#[derive(Debug)]
pub struct Partly {
    /// The files that cannot be read, each with its first error.
    pub broken: Vec<PackError>,
    /// What is to be mended in the others.
    pub found: Vec<Finding>,
}

/// Looks at a pack in a folder part by part; `None` where all its files can be read.
pub fn partly(folder: &Path) -> Option<Partly> {
    let broken = broken::files(&Files::Folder(folder.to_owned()));
    let paths: Vec<String> = broken.iter().map(|(path, _)| path.clone()).collect();
    let broken: Vec<PackError> = broken.into_iter().map(|(_, error)| error).collect();
    if broken.is_empty() {
        return None;
    }
    let is_text = |path: &String| path == "report.toml" || path.strip_suffix(".md").is_some();
    let is_alone = |path: &String| path.starts_with(FOLDER) || path.ends_with("/ui.toml");
    let (no_text, alone) = (paths.iter().any(is_text), paths.iter().all(is_alone));
    let files = Files::Without(folder.to_owned(), paths);
    let found = match Report::from_files(&files) {
        Ok(report) if alone => pack(&report, &files),
        // What is named and not there may stand in a file that cannot be read.
        Ok(report) if !no_text => {
            let mut found = notes(&report, &files);
            found.extend(ids(&files));
            found.extend(super::parallel::editions(&report, &files));
            found.sort_by_cached_key(Finding::order);
            found
        }
        _ => ids(&files),
    };
    Some(Partly { broken, found })
}

/// All that is to be mended in a pack.
pub fn pack(report: &Report, files: &Files) -> Vec<Finding> {
    let mut found = notes(report, files);
    found.extend(ids(files));
    found.extend(super::check_data::data(report, files));
    found.extend(super::parallel::editions(report, files));
    let place = |tour: &Tour| files.display(&format!("{FOLDER}/{}.toml", tour.id));
    found.extend(tours(report, report.tours().iter(), place, &[]));
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
            found.push(Finding { place: format!("{file}:1:1"), trouble: Trouble::NameTaken(tour.id.clone()) });
        }
        found.extend(one(report, tour).into_iter().map(|(at, trouble)| Finding { place: format!("{file}:{at}"), trouble }));
    }
    found
}

/// What is wrong in one tour, line by line.
fn one(report: &Report, tour: &Tour) -> Vec<(At, Trouble)> {
    let mut found = Vec::new();
    if tour.title.is_empty() {
        found.push((At::default(), Trouble::NoTitle));
    }
    if tour.minutes == Some(0) {
        found.push((tour.minutes_at, Trouble::NoDuration));
    }
    if tour.stops.is_empty() {
        found.push((At::default(), Trouble::NoStops));
    }
    for stop in &tour.stops {
        let lines = &stop.lines;
        if stop.at.is_empty() {
            found.push((lines.stop, Trouble::EmptyStop));
        }
        let is_lost = |at| report.editions().any(|edition| report.stop_at(edition, at).is_none());
        let lost = stop.at.iter().zip(&lines.at).filter(|(at, _)| is_lost(at));
        found.extend(lost.map(|(at, place)| (*place, Trouble::Lost(at.to_string()))));
        if stop.minutes == 0 {
            found.push((lines.minutes, Trouble::NoMinutes));
        }
        let empty = stop.questions.iter().zip(&lines.questions).filter(|(question, _)| question.is_empty());
        found.extend(empty.map(|(_, place)| (*place, Trouble::EmptyQuestion)));
    }
    found.sort_by_key(|(at, _)| *at);
    found
}

/// Footnotes without marks, and marks without footnotes.
fn notes(report: &Report, files: &Files) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (language, flaw) in report.flaws() {
        let (section, mark, trouble) = match flaw {
            Flaw::UndefinedNote(section, mark) => (section, mark, Trouble::UndefinedNote(mark.clone())),
            Flaw::UnusedNote(section, mark) => (section, mark, Trouble::UnusedNote(mark.clone())),
        };
        let place = note_place(files, language, section, mark).unwrap_or_else(|| files.display(&section_path(files, language, section)));
        found.push(Finding { place, trouble });
    }
    for edition in report.editions() {
        for (index, block) in edition.blocks.iter().enumerate().filter(|(_, block)| block.kind != BlockKind::Preformatted) {
            let section = &edition.sections[edition.section_of_block(index)].id;
            for mark in marks_as_text(&block.text) {
                let Some(place) = note_place(files, edition.language, section, mark) else { continue };
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

/// The file, the line and the column of a footnote's mark; nothing where it was meant as text: `\[^7\]`.
fn note_place(files: &Files, language: Language, section: &str, mark: &str) -> Option<String> {
    let path = section_path(files, language, section);
    let text = files.read(&path).unwrap_or_default();
    let is_escaped =
        |at: usize| text.get(..at).is_some_and(|before| before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1);
    let at = text.match_indices(&format!("[^{mark}]")).map(|(at, _)| at).find(|at| !is_escaped(*at));
    if at.is_none() && text.contains(&format!("\\[^{mark}")) {
        return None;
    }
    let place = at.map(|at| line_and_column(&text, at)).unwrap_or_default();
    Some(format!("{}{place}", files.display(&path)))
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
                found.push(Finding { place: format!("{}:{}:1", files.display(path), nth + 1), trouble: Trouble::IdTaken(id) });
            }
        }
    }
    found
}
