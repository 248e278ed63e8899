//! The sections of a large pack by its list of them: their files are named by number and id, as an import writes them, and so they are there
//! without a look through a folder of thousands.

use std::path::Path;

use serde::Deserialize;

use super::files;
use super::language::Language;
use super::meta::SectionEntry;

/// So many entries of the list are sections enough for a first part.
const ENOUGH: usize = 16;
/// Digits that numbers are written with.
const DIGITS: [usize; 3] = [2, 3, 4];

/// The list of sections in `report.toml`, or its beginning.
pub(super) struct Listed<'a> {
    folder: &'a Path,
    entries: &'a [SectionEntry],
    /// It is the whole list.
    is_whole: bool,
}

/// A section, and the path of its file in the pack.
pub(super) struct Place {
    pub(super) entry: SectionEntry,
    pub(super) path: String,
}

#[derive(Deserialize)]
struct Part {
    section: Vec<SectionEntry>,
}

impl<'a> Listed<'a> {
    pub(super) fn new(folder: &'a Path, entries: &'a [SectionEntry], is_whole: bool) -> Self {
        Self { folder, entries, is_whole }
    }

    /// Whether the first section of the list has its file in an edition.
    pub(super) fn begins_in(&self, language: Language) -> bool {
        self.entries.first().is_some_and(|entry| self.path(language, 0, entry).is_some())
    }

    /// The sections from one on, as many as are enough; from the first on where none is asked for. `None` where they have to be looked for:
    /// behind the end of the list there may be others.
    pub(super) fn from(&self, language: Language, wanted: Option<&str>) -> Option<Vec<Place>> {
        let (first, entries) = self.entries_from(wanted).filter(|(_, entries)| entries.len() >= ENOUGH)?;
        let place = |(nth, entry): (usize, SectionEntry)| Some(Place { path: self.path(language, first + nth, &entry)?, entry });
        entries.into_iter().take(ENOUGH).enumerate().map(place).collect()
    }

    /// The number of a section, from 0, and the entries from it on.
    fn entries_from(&self, wanted: Option<&str>) -> Option<(usize, Vec<SectionEntry>)> {
        let at = wanted.map_or(Some(0), |wanted| self.entries.iter().position(|entry| *entry.id == *wanted));
        match (at, wanted) {
            (Some(at), _) if self.is_whole || at + ENOUGH <= self.entries.len() => Some((at, self.entries.get(at..)?.to_vec())),
            (None, _) if self.is_whole => None,
            (_, wanted) => self.further_down(wanted?),
        }
    }

    /// The same where that is further down than was read.
    fn further_down(&self, wanted: &str) -> Option<(usize, Vec<SectionEntry>)> {
        const HEAD: &str = "[[section]]";
        let text = files::read_text(&self.folder.join("report.toml")).ok()?;
        let id = format!("{HEAD}\nid = \"{wanted}\"\n");
        let at = memchr::memmem::find(text.as_bytes(), id.as_bytes())?;
        let (before, from) = text.split_at_checked(at)?;
        let number = memchr::memmem::find_iter(before.as_bytes(), HEAD.as_bytes()).count();
        let ends = memchr::memmem::find_iter(from.as_bytes(), HEAD.as_bytes());
        let list: Part = toml::from_str(from.get(..ends.take(ENOUGH + 1).nth(ENOUGH).unwrap_or(from.len()))?).ok()?;
        Some((number, list.section))
    }

    /// The path of a section's file, if it has number and id for a name.
    fn path(&self, language: Language, nth: usize, entry: &SectionEntry) -> Option<String> {
        let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        let id = Some(&*entry.id).filter(|id| id.bytes().all(is_plain))?;
        let paths = DIGITS.map(|digits| format!("{}/{:0digits$}-{id}.md", language.tag(), nth + 1));
        paths.into_iter().find(|path| self.folder.join(path).is_file())
    }
}
