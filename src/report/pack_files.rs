//! Which files a pack in a folder is made of, and whether they changed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::files::Files;
use super::language::Language;
use super::tour;

/// How long to sleep between two looks.
const PAUSE: Duration = Duration::from_secs(1);
/// What did not change for so long is whole.
const SETTLED: Duration = Duration::from_millis(200);

/// The data files of a pack.
const DATA: [&str; 10] = [
    "countries.toml",
    "figures.toml",
    "gazetteer.toml",
    "glossary.toml",
    "laws.toml",
    "organisations.toml",
    "recommendations.toml",
    "report.toml",
    "sources.toml",
    "synonyms.toml",
];

/// The paths of a pack's files inside its folder, those alone that the program reads: a folder may hold anything else beside them.
pub fn paths(folder: &Path) -> Vec<String> {
    let files = Files::Folder(folder.to_owned());
    let is_there = |path: &&&str| fs::symlink_metadata(folder.join(path)).is_ok();
    let mut paths: Vec<String> = DATA.iter().filter(is_there).map(ToString::to_string).collect();
    let mut add = |inner: &str, is_own: fn(&str) -> bool| {
        let names = files.names_in(inner).into_iter().filter(|name| is_own(name));
        paths.extend(names.map(|name| format!("{inner}/{name}")));
    };
    for language in Language::ALL {
        add(language.tag(), |name| name == "ui.toml" || name.strip_suffix(".md").is_some());
    }
    add(tour::FOLDER, |name| name.strip_suffix(".toml").is_some());
    paths
}

/// The folders inside a pack in which files of it lie.
pub fn folders() -> impl Iterator<Item = &'static str> {
    Language::ALL.map(Language::tag).into_iter().chain([tour::FOLDER])
}

/// The folder in a pack in which the program keeps what it makes of it.
const MADE: &str = ".vereda";

/// Where the index of an edition is kept in a pack's folder, and where it is written until it is whole.
pub fn index_file(folder: &Path, language: Language) -> (PathBuf, PathBuf) {
    let file = folder.join(MADE).join(format!("index-{}", language.tag()));
    let unfinished = file.with_extension("new");
    (file, unfinished)
}

/// Removes what the program has made of a pack and kept in its folder.
pub fn remove_made(folder: &Path) {
    for (file, unfinished) in Language::ALL.map(|language| index_file(folder, language)) {
        let _ = fs::remove_file(file);
        let _ = fs::remove_file(unfinished);
    }
    let _ = fs::remove_dir(folder.join(MADE));
}

/// A file in a pack's folder, by its path, that is no part of the pack and that no program made of it; none where there is none. Links are not followed.
pub fn foreign(folder: &Path) -> Option<PathBuf> {
    let own: Vec<PathBuf> = paths(folder).iter().map(|path| folder.join(path)).collect();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).into_iter().flatten().flatten() {
            let path = entry.path();
            if path == folder.join(MADE) || own.contains(&path) {
                continue;
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else {
                return Some(path);
            }
        }
    }
    None
}

/// Puts a pack's folder in its place, from inside a folder beside it. What was there comes back where that fails.
pub fn put(new: &Path, place: &Path, beside: TempDir) -> io::Result<()> {
    let old = beside.path().join("old");
    let replaced = match fs::rename(place, &old) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error),
    };
    fs::rename(new, place).inspect_err(|_| {
        if replaced && fs::rename(&old, place).is_err() {
            // It is not thrown away with the rest.
            let _ = beside.keep();
        }
    })
}

/// How many bytes a pack's files have.
pub fn size(folder: &Path) -> u64 {
    paths(folder).iter().filter_map(|path| fs::metadata(folder.join(path)).ok()).map(|metadata| metadata.len()).sum()
}

/// When each of a pack's files was changed last, and how long it is: other than before where something was changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<String, (Option<SystemTime>, u64)>);

impl Snapshot {
    /// Of the files as they are now.
    pub fn of(folder: &Path) -> Self {
        let one = |path: String| {
            let metadata = fs::metadata(folder.join(&path)).ok()?;
            Some((path, (metadata.modified().ok(), metadata.len())))
        };
        Self(paths(folder).into_iter().filter_map(one).collect())
    }

    /// The files: path, when it was changed last, and length.
    pub fn files(&self) -> impl Iterator<Item = (&str, Option<SystemTime>, u64)> {
        self.0.iter().map(|(path, (time, length))| (path.as_str(), *time, *length))
    }

    /// Sleeps until a file is other than it was here, and until nothing changes any more: an editor writes a file in several steps, and a
    /// program that makes a pack writes many.
    #[must_use]
    pub fn wait_for_change(&self, folder: &Path) -> Self {
        let mut before = self.clone();
        loop {
            sleep(if before == *self { PAUSE } else { SETTLED });
            let now = Self::of(folder);
            if now == before && now != *self {
                return now;
            }
            before = now;
        }
    }
}
