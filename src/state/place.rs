//! Where a reader was in each report and what was read: `place.toml`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::file::{self, Notice};
use super::state_file::StateFile;
use crate::report::{Address, Edition, Language};
use crate::text::fingerprint::fingerprint;
use crate::text::sanitize::clean_line;

/// A place in a text that is found again after the text was edited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Address of the passage at the top of the screen.
    pub address: String,
    /// Bytes of that passage's text above the screen.
    #[serde(default)]
    pub offset: usize,
    /// Language of the edition; the fingerprint is of its text.
    pub language: Language,
    /// Of the passage's text.
    #[serde(default)]
    pub fingerprint: String,
}

impl Place {
    /// The place `offset` bytes into a passage.
    ///
    /// # Panics
    /// Where the edition has no passage of that index.
    pub fn in_passage(edition: &Edition, passage: usize, offset: usize) -> Self {
        Self {
            address: edition.address_of(passage).to_string(),
            offset,
            language: edition.language,
            fingerprint: fingerprint(&edition.blocks[edition.passages[passage].block].text),
        }
    }

    /// The passage that this place means in an edition: the one with the address, or the one to which its text has moved, or else the
    /// nearest of its section.
    pub fn find(&self, edition: &Edition) -> Option<usize> {
        let Ok(Address::Passage(section, number)) = self.address.parse() else { return None };
        let is_it = |passage: &usize| fingerprint(&edition.blocks[edition.passages[*passage].block].text) == self.fingerprint;
        let by_address = edition.passage_at(&section, number);
        if by_address.is_some_and(|passage| edition.language != self.language || is_it(&passage)) {
            return by_address;
        }
        let moved = || (0..edition.passages.len()).find(is_it).filter(|_| edition.language == self.language);
        let nearest = || {
            let passages = &edition.sections[edition.section_index(&section)?].passages;
            (!passages.is_empty()).then(|| passages.end - 1)
        };
        moved().or(by_address).or_else(nearest)
    }
}

/// What is kept of one report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Title and year of the report.
    pub report: String,
    /// Where the reader was.
    pub place: Place,
    /// The passages that were read, by section: `1-12,15`.
    #[serde(default)]
    pub read: BTreeMap<String, String>,
    /// What was searched for, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub queries: Vec<String>,
}

/// The file of places, one for each report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceFile {
    /// The report that was read last comes first.
    #[serde(default, rename = "visit")]
    pub visits: Vec<Visit>,
}

impl StateFile for PlaceFile {
    const NAME: &'static str = "place.toml";
    const VERSION: u32 = 1;
    const TABLE: &'static str = "visit";

    fn absorb(&mut self, other: Self) {
        let unknown = other.visits.into_iter().filter(|visit| self.visits.iter().all(|own| own.report != visit.report));
        let unknown: Vec<Visit> = unknown.collect();
        self.visits.extend(unknown);
    }

    fn clean(&mut self) {
        for visit in &mut self.visits {
            let Place { address, fingerprint, .. } = &mut visit.place;
            for line in [&mut visit.report, address, fingerprint].into_iter().chain(&mut visit.queries) {
                *line = clean_line(line).into_owned();
            }
            let read = std::mem::take(&mut visit.read).into_iter();
            visit.read = read.map(|(section, ranges)| (clean_line(&section).into_owned(), union(&ranges, ""))).collect();
        }
    }
}

impl PlaceFile {
    /// Puts a report's place in, in place of the one there was. What was read stays read.
    pub fn put(&mut self, mut visit: Visit) {
        if let Some(at) = self.visits.iter().position(|other| other.report == visit.report) {
            let before = self.visits.remove(at);
            for (section, ranges) in before.read {
                let own = visit.read.entry(section).or_default();
                *own = union(own, &ranges);
            }
        }
        self.visits.insert(0, visit);
    }

    /// Takes over what another copy read and searched for; the own place stays. Says whether something changed.
    pub fn merge(&mut self, theirs: Visit) -> bool {
        let Some(own) = self.visits.iter_mut().find(|own| own.report == theirs.report) else {
            self.visits.push(theirs);
            return true;
        };
        let before = own.clone();
        for (section, ranges) in theirs.read {
            let read = own.read.entry(section).or_default();
            *read = union(read, &ranges);
        }
        // What was searched for here comes last, so that it is offered first.
        let mut queries: Vec<String> = theirs.queries.into_iter().filter(|query| !own.queries.contains(query)).collect();
        queries.append(&mut own.queries);
        own.queries = queries;
        *own != before
    }
}

/// The places that are kept.
#[derive(Debug, Default)]
pub struct Places {
    /// `None` where nothing can be kept.
    path: Option<PathBuf>,
    kept: PlaceFile,
}

impl Places {
    /// Reads the file in the state folder; a damaged one is set aside.
    pub fn open(folder: Option<&Path>) -> (Self, Option<Notice>) {
        let Some(path) = folder.map(|folder| folder.join(PlaceFile::NAME)) else {
            return (Self::default(), None);
        };
        let opened = file::open::<PlaceFile>(&path);
        (Self { path: opened.writable.then_some(path), kept: opened.value }, opened.notice)
    }

    /// What the file says, where it is whole; a damaged one is left to whoever opens it, and tells of it.
    pub fn peek(folder: Option<&Path>) -> Self {
        let kept = folder.map_or_else(PlaceFile::default, |folder| file::peek(&folder.join(PlaceFile::NAME)));
        Self { path: None, kept }
    }

    /// What is known of a report.
    pub fn visit(&self, report: &str) -> Option<&Visit> {
        self.kept.visits.iter().find(|visit| visit.report == report)
    }

    /// What is known of all reports, the one that was read last first.
    pub fn visits(&self) -> &[Visit] {
        &self.kept.visits
    }

    /// Whether nothing was kept before, and something will be.
    pub fn are_first(&self) -> bool {
        self.path.is_some() && self.kept.visits.is_empty()
    }

    /// Whether there is a file to save to.
    pub fn can_save(&self) -> bool {
        self.path.is_some()
    }

    /// Replaces what is known of a report and saves. What another running copy saved meanwhile of other reports, and what it read, is kept.
    pub fn save(&mut self, visit: Visit) -> std::io::Result<()> {
        if let Some(path) = &self.path {
            self.kept = file::change(path, |file: &mut PlaceFile| file.put(visit))?;
        }
        Ok(())
    }
}

/// The numbers of both, however long the ranges are.
fn union(one: &str, other: &str) -> String {
    let mut ranges: Vec<(u32, u32)> = from_ranges(one).chain(from_ranges(other)).map(|range| (*range.start(), *range.end())).collect();
    ranges.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (first, last) in ranges.into_iter().filter(|(first, last)| first <= last) {
        match joined.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => joined.push((first, last)),
        }
    }
    written(&joined)
}

fn written(ranges: &[(u32, u32)]) -> String {
    let shown = ranges.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") });
    shown.collect::<Vec<_>>().join(",")
}

/// Numbers as ranges: `1-12,15`.
pub fn to_ranges(numbers: impl Iterator<Item = u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
            _ => runs.push((number, number)),
        }
    }
    written(&runs)
}

/// The ranges that [`to_ranges`] wrote; what is no range is passed over.
pub fn from_ranges(text: &str) -> impl Iterator<Item = std::ops::RangeInclusive<u32>> + '_ {
    text.split(',').filter_map(|run| {
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        Some(first.trim().parse().ok()?..=last.trim().parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn visit(report: &str, address: &str) -> Visit {
        Visit { report: report.to_owned(), place: Place { address: address.to_owned(), ..Place::default() }, ..Visit::default() }
    }

    #[test]
    fn a_place_is_kept_for_each_report() {
        let folder = tempfile::tempdir().expect("folder");
        let (mut places, notice) = Places::open(Some(folder.path()));
        assert!(notice.is_none());
        places.save(visit("A", "context.3")).expect("saved");
        places.save(visit("B", "about.1")).expect("saved");
        places.save(visit("A", "context.9")).expect("saved");
        let (again, _) = Places::open(Some(folder.path()));
        assert_eq!(again.visit("A").map(|v| v.place.address.as_str()), Some("context.9"));
        assert_eq!(again.visit("B").map(|v| v.place.address.as_str()), Some("about.1"));
    }

    #[test]
    fn a_damaged_file_is_set_aside_whole() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("place.toml");
        for damage in [&b"version = 1\n[[visit"[..], b"\0\0\0", b"\xff\xfe", b""] {
            std::fs::write(&path, damage).expect("written");
            let (places, notice) = Places::open(Some(folder.path()));
            let Some(Notice::Damaged(aside)) = notice else { panic!("{notice:?}") };
            assert_eq!(std::fs::read(aside).expect("kept"), damage);
            assert!(places.can_save());
        }
    }

    #[test]
    fn a_later_versions_file_stays_as_it_is() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("place.toml");
        let text = "version = 2\nnew = { a = 1 }\n[[visit]]\nreport = 7\n";
        std::fs::write(&path, text).expect("written");
        let (mut places, notice) = Places::open(Some(folder.path()));
        assert!(matches!(notice, Some(Notice::Newer)));
        assert!(!places.can_save());
        places.save(visit("A", "context.3")).expect("nothing to do");
        assert_eq!(std::fs::read_to_string(&path).expect("there"), text);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_written_through_and_the_file_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("folder");
        let real = folder.path().join("elsewhere.toml");
        std::fs::write(&real, "version = 1\n").expect("written");
        std::os::unix::fs::symlink(&real, folder.path().join("place.toml")).expect("linked");
        let (mut places, _) = Places::open(Some(folder.path()));
        places.save(visit("A", "context.3")).expect("saved");
        assert!(std::fs::symlink_metadata(folder.path().join("place.toml")).expect("there").is_symlink());
        assert!(std::fs::read_to_string(&real).expect("there").contains("context.3"));
        assert_eq!(std::fs::metadata(&real).expect("there").permissions().mode() & 0o777, 0o600);
    }

    proptest! {
        #[test]
        fn ranges_come_back(numbers in prop::collection::btree_set(1u32..60, 0..40)) {
            let text = to_ranges(numbers.iter().copied());
            let back: std::collections::BTreeSet<u32> = from_ranges(&text).flatten().collect();
            prop_assert_eq!(back, numbers);
        }

        #[test]
        fn what_two_copies_read_is_read(one in prop::collection::btree_set(1u32..60, 0..40), two in prop::collection::btree_set(1u32..60, 0..40)) {
            let both = union(&to_ranges(one.iter().copied()), &to_ranges(two.iter().copied()));
            prop_assert_eq!(both, to_ranges(one.union(&two).copied()));
        }
    }
}
