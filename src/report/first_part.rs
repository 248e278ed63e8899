//! The first part of a report: what its first screen needs, and little more, so that a report of any size opens at once. The whole is read
//! behind it.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use super::edition::{Edition, SectionFile};
use super::files::{self, Files};
use super::language::Language;
use super::listed::{Listed, Place};
use super::meta::ReportFile;
use super::pack::{Report, SectionName, identity, section_names, words};
use super::parse::{PackError, Problem, parse};
use super::words::Words;

/// So much of the text is read, in bytes, of one section at most so much, and so much of `report.toml` with its list of sections.
const TEXT: usize = 16 << 10;
const OF_ONE: usize = 192 << 10;
const LIST: usize = 4 << 10;

impl Report {
    /// The part of the report that is compiled into the program that a screen with room for so many letters shows, in one language: the section
    /// that is asked for, as in [`Report::first_part`], and what comes on the screen with it. Of all other sections there are the headings.
    ///
    /// # Panics
    /// Where the bundled content is broken, which the tests exclude.
    pub fn bundled_part(wanted: Language, section: impl FnOnce(&str) -> Option<String>, room: usize) -> Self {
        let mut report = Self::bundled();
        report.is_part = true;
        let section = section(&report.identity());
        let at = report.editions.iter().position(|slot| slot.language == wanted).unwrap_or(0);
        let language = report.editions[at].language;
        let names = section_names(&Files::Bundled, language, &report.order);
        let texts: Vec<&str> = names.iter().map(|name| files::bundled(&name.path(language)).unwrap_or_default()).collect();
        let section = section.and_then(|wanted| names.iter().position(|name| name.id == wanted));
        let shown = around(&texts, section, room);
        let mut edition = Edition::empty(language, Words::bundled(language));
        for (nth, (name, text)) in names.into_iter().zip(texts).enumerate() {
            let text = if shown.contains(&nth) { text.to_owned() } else { headings(text) };
            edition.add(&name.file(&report.order, text), &mut Vec::new());
        }
        report.editions[at].read = OnceLock::from((edition, Vec::new()));
        report
    }

    /// The part of a large report from a section on, in one language, with nothing beside the text. Which section that is, is asked with the
    /// report's identity; without an answer it is the first. `None` of a report that is soon read as a whole.
    pub fn first_part(folder: &Path, wanted: Language, section: impl FnOnce(&str) -> Option<String>) -> Result<Option<Self>, PackError> {
        let files = Files::Folder(folder.to_owned());
        let head = head(folder);
        let is_whole = head.is_none();
        // A list of sections of which only the beginning was read is one of a large report.
        if is_whole && !files.are_large() {
            return Ok(None);
        }
        let ReportFile { report: meta, credit, contact, section: order } = match head {
            Some(head) => head,
            None => parse(&files, "report.toml")?,
        };
        let languages: Vec<Language> = meta.languages.iter().filter_map(|tag| Language::from_tag(tag)).collect();
        let listed = Listed::new(folder, &order, is_whole);
        // Where the first section has its file in every edition, none has to be looked through.
        let are_all_there = languages.iter().all(|language| listed.begins_in(*language));
        let languages: Vec<Language> =
            languages.into_iter().filter(|language| are_all_there || has_sections(&folder.join(language.tag()))).collect();
        let Some(first) = languages.first().copied() else { return Ok(None) };
        let language = languages.into_iter().find(|language| *language == wanted).unwrap_or(first);
        let wanted = section(&identity(&meta, first));
        let sections = if let Some(places) = listed.from(language, wanted.as_deref()) {
            let section = |place: Place| {
                let (id, parent) = (place.entry.id.to_string(), place.entry.parent.map(|id| id.to_string()));
                (place.path, move |text| SectionFile { id, parent, page: place.entry.page, text })
            };
            read(folder, &files, places.into_iter().map(section))?
        } else {
            // All that there is has to be looked through, in the order of the whole list.
            let order = if is_whole { &order } else { &parse::<ReportFile>(&files, "report.toml")?.section };
            let names = section_names(&files, language, order);
            let start = names.iter().position(|name| Some(name.id.as_str()) == wanted.as_deref()).unwrap_or(0);
            let section = |name: SectionName| (name.path(language), move |text| name.file(order, text));
            read(folder, &files, names.into_iter().skip(start).map(section))?
        };
        let words = words(&files, language)?;
        let part = Self::of_part(files, (meta, credit, contact), first, (language, &sections, words))?;
        Ok(Some(part).filter(|part| !part.edition(language).passages.is_empty()))
    }
}

/// The texts that may come on a screen of `room` letters which shows the beginning, or something of the text at `at`.
fn around(texts: &[&str], at: Option<usize>, room: usize) -> Range<usize> {
    // Not all of a text is letters on the screen: there are addresses of links, and accents take two bytes.
    let room = room.saturating_mul(2);
    let mut shown = at.unwrap_or(0)..at.map_or(0, |at| at + 1);
    // Below the section that one was in, or from the beginning on.
    let mut below = 0;
    while below < room && shown.end < texts.len() {
        below += texts[shown.end].len();
        shown.end += 1;
    }
    // At the end of the report the screen is filled from above.
    let mut all: usize = texts[shown.clone()].iter().map(|text| text.len()).sum();
    while below < room && all < room && shown.start > 0 {
        shown.start -= 1;
        all += texts[shown.start].len();
    }
    shown
}

/// The headings of a text, and a sign that there is more.
fn headings(text: &str) -> String {
    let mut headings: String = text.lines().filter(|line| line.starts_with('#')).flat_map(|line| [line, "\n\n"]).collect();
    headings.push('…');
    headings
}

/// The beginning of a long `report.toml`, in which the list of sections comes last. `None` where it is short, or in another order.
fn head(folder: &Path) -> Option<ReportFile> {
    let (text, is_whole) = files::read_beginning(&folder.join("report.toml"), LIST).ok()?;
    if is_whole {
        return None;
    }
    toml::from_str(text.get(..text.rfind("\n[[section]]")?)?).ok()
}

/// Whether a folder has a section, without a look at all that is there.
fn has_sections(folder: &Path) -> bool {
    let mut names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.any(|name| name.to_str().is_some_and(|name| name.strip_suffix(".md").is_some()))
}

/// Reads files, as much of them as a first part needs.
fn read<F: FnOnce(String) -> SectionFile>(
    folder: &Path,
    files: &Files,
    places: impl Iterator<Item = (String, F)>,
) -> Result<Vec<SectionFile>, PackError> {
    let mut bytes = 0;
    let mut read = Vec::new();
    for (path, section) in places {
        let failed = |error| PackError { place: files.display(&path), problem: Problem::File(error) };
        let (mut text, is_whole) = files::read_beginning(&folder.join(&path), OF_ONE).map_err(failed)?;
        if !is_whole {
            // Not in the middle of a passage.
            text.truncate(text.rfind("\n\n").unwrap_or(0));
        }
        bytes += text.len();
        read.push(section(text));
        if bytes >= TEXT || !is_whole {
            break;
        }
    }
    Ok(read)
}
