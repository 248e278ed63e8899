//! The first part of a large report: what its first screen needs, and little more, so that a report of any size opens at once. The whole is
//! read behind it.

use std::path::Path;

use super::edition::SectionFile;
use super::files::{self, FileError, Files};
use super::language::Language;
use super::meta::{ReportFile, SectionEntry};
use super::pack::{Report, SectionName, identity, section_names};
use super::parse::{PackError, Problem, parse};
use super::words::Words;

/// So much of the text is read, in bytes, and of one section as well as of the list of sections at most so much.
const TEXT: usize = 48 << 10;
const OF_ONE: usize = 192 << 10;

impl Report {
    /// The part of a large report from a section on, in one language, with nothing beside the text. Which section that is, is asked with the
    /// report's identity; without an answer it is the first. `None` of a report that is soon read as a whole.
    pub fn first_part(folder: &Path, wanted: Language, section: impl FnOnce(&str) -> Option<String>) -> Result<Option<Self>, PackError> {
        let files = Files::Folder(folder.to_owned());
        if !files.are_large() {
            return Ok(None);
        }
        let ReportFile { report: meta, credit, contact, section: order } = match head(folder) {
            Some(head) => head,
            None => parse(&files, "report.toml")?,
        };
        let languages = meta.languages.iter().filter_map(|tag| Language::from_tag(tag));
        let languages: Vec<Language> = languages.filter(|language| files.has_sections(*language)).collect();
        let Some(first) = languages.first().copied() else { return Ok(None) };
        let language = languages.into_iter().find(|language| *language == wanted).unwrap_or(first);
        let sections = sections(folder, &files, language, &order, section(&identity(&meta, first)).as_deref())?;
        let words = match parse::<Words>(&files, &format!("{}/ui.toml", language.tag())) {
            Err(PackError { problem: Problem::File(FileError::Missing), .. }) => {
                Words::bundled(if language == wanted { language } else { wanted })
            }
            words => words?,
        };
        let part = Self::of_part(files, (meta, credit, contact), first, (language, &sections, words))?;
        Ok(Some(part).filter(|part| !part.edition(language).passages.is_empty()))
    }
}

/// The beginning of a long `report.toml`, in which the list of sections comes last. `None` where it is short, or in another order.
fn head(folder: &Path) -> Option<ReportFile> {
    let (text, is_whole) = files::read_beginning(&folder.join("report.toml"), OF_ONE / 12).ok()?;
    if is_whole {
        return None;
    }
    toml::from_str(text.get(..text.rfind("\n[[section]]")?)?).ok()
}

fn sections(
    folder: &Path,
    files: &Files,
    language: Language,
    order: &[SectionEntry],
    wanted: Option<&str>,
) -> Result<Vec<SectionFile>, PackError> {
    let mut names = section_names(files, language, order);
    let start = names.iter().position(|name| Some(name.id.as_str()) == wanted).unwrap_or(0);
    let mut bytes = 0;
    let mut read = Vec::new();
    for SectionName { id, file, place } in names.drain(start..) {
        let path = format!("{}/{file}", language.tag());
        let failed = |error| PackError { place: files.display(&path), problem: Problem::File(error) };
        let (mut text, is_whole) = files::read_beginning(&folder.join(&path), OF_ONE).map_err(failed)?;
        if !is_whole {
            // Not in the middle of a passage.
            text.truncate(text.rfind("\n\n").unwrap_or(0));
        }
        bytes += text.len();
        let entry = order.get(place);
        read.push(SectionFile { id, parent: None, page: entry.and_then(|entry| entry.page), text });
        if bytes >= TEXT || !is_whole {
            break;
        }
    }
    Ok(read)
}
