//! What the program keeps on the disk: where each file is, and how all of it is removed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::checklist::ChecklistFile;
use super::file::{self, Unusable};
use super::folders::Folders;
use super::lock::locked;
use super::marks::MarksFile;
use super::place::PlaceFile;
use super::state_file::StateFile;
use super::{library, store, tours};
use crate::report::pack_files;
use crate::report::tour::FOLDER;

/// The file of settings, which is read elsewhere.
const CONFIG: &str = "config.toml";

/// What a file or folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum KeptKind {
    /// A folder in which something is kept.
    Folder,
    /// What the person set.
    Config,
    /// Where the reader was, what was read and searched for.
    Place,
    /// The checklists.
    Checklists,
    /// Notes, bookmarks, highlights.
    Marks,
    /// A tour of the person's own.
    Tour,
    /// A report of the library: a folder.
    Pack,
    /// Says that a running copy is saving; empty.
    Lock,
    /// A damaged file that was set aside.
    Damaged,
    /// What a copy that was killed left behind.
    Temporary,
}

impl KeptKind {
    /// Its name in files and on the command line: `place`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Config => "config",
            Self::Place => "place",
            Self::Checklists => "checklists",
            Self::Marks => "marks",
            Self::Tour => "tour",
            Self::Pack => "pack",
            Self::Lock => "lock",
            Self::Damaged => "damaged",
            Self::Temporary => "temporary",
        }
    }
}

/// A file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What it is for.
    pub kind: KeptKind,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is there.
    pub exists: bool,
    /// Its length in bytes, if it is a file.
    pub size: Option<u64>,
}

impl Kept {
    fn new(kind: KeptKind, path: PathBuf) -> Self {
        let metadata = fs::metadata(&path).ok();
        let size = metadata.filter(fs::Metadata::is_file).map(|metadata| metadata.len());
        Self { kind, exists: fs::symlink_metadata(&path).is_ok(), size, path }
    }
}

/// The state files: kind and place.
fn files(folders: &Folders) -> Vec<(KeptKind, PathBuf)> {
    let in_folder = |folder: &Option<PathBuf>, kind, name| folder.as_ref().map(|folder| (kind, folder.join(name)));
    let all = [
        in_folder(&folders.config, KeptKind::Config, CONFIG),
        in_folder(&folders.state, KeptKind::Place, PlaceFile::NAME),
        in_folder(&folders.data, KeptKind::Checklists, ChecklistFile::NAME),
        in_folder(&folders.data, KeptKind::Marks, MarksFile::NAME),
    ];
    all.into_iter().flatten().collect()
}

/// The person's own tours, and the folder in which they lie.
fn own_tours(folders: &Folders) -> Option<(PathBuf, Vec<PathBuf>)> {
    let data = folders.data.as_ref()?;
    Some((data.join(FOLDER), tours::files(data)))
}

/// The library's folder, and the reports in it.
fn library(folders: &Folders) -> Option<(PathBuf, Vec<PathBuf>)> {
    let data = folders.data.as_ref()?;
    Some((data.join(library::FOLDER), library::packs(data)))
}

fn all_folders(folders: &Folders) -> Vec<&PathBuf> {
    let mut all: Vec<&PathBuf> = [&folders.config, &folders.state, &folders.data].into_iter().flatten().collect();
    all.dedup();
    all
}

/// Folders and files; what lies beside the files only where it is there.
pub fn list(folders: &Folders) -> Vec<Kept> {
    let mut all: Vec<Kept> = all_folders(folders).into_iter().map(|folder| Kept::new(KeptKind::Folder, folder.clone())).collect();
    let files = files(folders);
    all.extend(files.iter().map(|(kind, path)| Kept::new(*kind, path.clone())));
    let (folder, tours) = own_tours(folders).unwrap_or_default();
    all.extend(tours.into_iter().map(|path| Kept::new(KeptKind::Tour, path)));
    all.extend(Some(Kept::new(KeptKind::Lock, folder.with_extension("lock"))).filter(|kept| kept.exists));
    let (folder, packs) = library(folders).unwrap_or_default();
    all.extend(packs.into_iter().map(|path| Kept { size: Some(pack_files::size(&path)), ..Kept::new(KeptKind::Pack, path) }));
    all.extend(library::leftovers(&folder).map(|path| Kept::new(KeptKind::Temporary, path)));
    all.extend(Some(Kept::new(KeptKind::Lock, folder.with_extension("lock"))).filter(|kept| kept.exists));
    for (_, path) in files {
        let beside = |kind, paths: Vec<PathBuf>| paths.into_iter().map(move |path| Kept::new(kind, path)).filter(|kept| kept.exists);
        let sorted = |paths: &mut dyn Iterator<Item = PathBuf>| paths.collect::<BTreeSet<PathBuf>>().into_iter().collect();
        all.extend(beside(KeptKind::Damaged, sorted(&mut store::asides(&path))));
        all.extend(beside(KeptKind::Temporary, sorted(&mut store::leftovers(&path))));
        all.extend(beside(KeptKind::Lock, vec![path.with_extension("lock")]));
    }
    all
}

/// What was removed, and what was not.
#[derive(Debug, Default)]
pub struct Wiped {
    /// Files and folders that are no more; also what a link led to. Locks, which say nothing, are not named.
    pub removed: Vec<PathBuf>,
    /// What has the name of a file of the program's and is none: a folder, a pipe; and what a link led to where that is not the program's.
    pub left: Vec<PathBuf>,
    /// What could not be removed, and why.
    pub failed: Vec<io::Error>,
}

/// Removes all that is kept, and the folders if nothing else is in them. What is not the program's stays.
pub fn wipe(folders: &Folders) -> Wiped {
    let mut wiped = Wiped::default();
    for (kind, path) in files(folders) {
        if !is_anything_of(&path) {
            continue;
        }
        // A copy that is saving has finished then, and the next one makes a lock of its own.
        let all = || {
            remove_all(kind, &path, &mut wiped);
            Ok(())
        };
        if let Err(error) = locked(&path, all) {
            wiped.failed.push(error);
        }
    }
    if let Some((folder, tours)) = own_tours(folders)
        && (!tours.is_empty() || folder.with_extension("lock").exists())
    {
        let all = || {
            for path in tours {
                store::leftovers(&path).for_each(|path| remove(&path, &mut wiped));
                remove_link(&path, false, &mut wiped);
            }
            remove_emptied(&folder, &mut wiped);
            Ok(())
        };
        if let Err(error) = locked(&folder, all) {
            wiped.failed.push(error);
        }
    }
    wipe_library(folders, &mut wiped);
    for folder in all_folders(folders) {
        if fs::remove_dir(folder).is_ok() {
            wiped.removed.push(folder.clone());
        }
    }
    wiped
}

/// Removes the reports of the library: the files of each that the program reads, and the folders that are empty then. Another file may have been
/// put among them.
fn wipe_library(folders: &Folders, wiped: &mut Wiped) {
    let Some((folder, packs)) = library(folders) else { return };
    let lock = folder.with_extension("lock");
    if fs::symlink_metadata(&folder).is_err() && fs::symlink_metadata(&lock).is_err() {
        return;
    }
    let all = || {
        for leftover in library::leftovers(&folder) {
            match fs::remove_dir_all(&leftover) {
                Ok(()) => wiped.removed.push(leftover),
                Err(error) => wiped.failed.push(store::about(&leftover, &error)),
            }
        }
        for pack in packs {
            // What a link leads to is the person's own.
            if fs::symlink_metadata(&pack).is_ok_and(|metadata| metadata.is_symlink()) {
                remove_link(&pack, false, wiped);
                continue;
            }
            let mut inner = Wiped::default();
            for path in pack_files::paths(&pack) {
                remove(&pack.join(path), &mut inner);
            }
            pack_files::remove_made(&pack);
            for folder in pack_files::folders() {
                let _ = fs::remove_dir(pack.join(folder));
            }
            match fs::remove_dir(&pack) {
                Ok(()) => wiped.removed.push(pack),
                Err(_) => wiped.left.push(pack),
            }
            wiped.failed.append(&mut inner.failed);
        }
        remove_emptied(&folder, wiped);
        Ok(())
    };
    if let Err(error) = locked(&folder, all) {
        wiped.failed.push(error);
    }
}

/// Removes a folder's lock, of which nothing is said, and the folder if it is empty then.
fn remove_emptied(folder: &Path, wiped: &mut Wiped) {
    let lock = folder.with_extension("lock");
    remove_link(&lock, false, wiped);
    wiped.removed.retain(|removed| *removed != lock);
    if fs::remove_dir(folder).is_ok() {
        wiped.removed.push(folder.to_owned());
    }
}

/// Whether there is the file, or anything beside it that is made for it.
fn is_anything_of(path: &Path) -> bool {
    let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
    is_there(path) || is_there(&path.with_extension("lock")) || store::asides(path).next().is_some() || store::has_leftovers(path)
}

fn remove_all(kind: KeptKind, path: &Path, wiped: &mut Wiped) {
    store::leftovers(path).for_each(|path| remove(&path, wiped));
    store::asides(path).for_each(|path| remove_link(&path, false, wiped));
    remove_link(path, is_ours(kind, path), wiped);
    let lock = path.with_extension("lock");
    remove_link(&lock, false, wiped);
    wiped.removed.retain(|removed| *removed != lock);
}

/// Whether what a link leads to is a file of the program's: anyone can make a link.
fn is_ours(kind: KeptKind, path: &Path) -> bool {
    fn is<T: StateFile>(text: &str) -> bool {
        text.lines().any(|line| line.starts_with("version")) && matches!(file::parse::<T>(text), Ok(_) | Err(Unusable::Newer))
    }
    let Ok(Some(text)) = store::read(path) else { return false };
    match kind {
        // Nothing in it says whose it is: what a link leads to may be shared with other computers.
        KeptKind::Config => false,
        KeptKind::Place => is::<PlaceFile>(&text),
        KeptKind::Checklists => is::<ChecklistFile>(&text),
        _ => is::<MarksFile>(&text),
    }
}

/// Removes a file; of a link, what it leads to as well, if that is `ours`.
fn remove_link(path: &Path, ours: bool, wiped: &mut Wiped) {
    let Ok(metadata) = fs::symlink_metadata(path) else { return };
    if !metadata.is_symlink() {
        return remove(path, wiped);
    }
    if let Ok(target) = fs::canonicalize(path) {
        if ours {
            remove(&target, wiped);
        } else {
            wiped.left.push(target);
        }
    }
    unlink(path, wiped);
}

fn remove(path: &Path, wiped: &mut Wiped) {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => unlink(path, wiped),
        Ok(_) => wiped.left.push(path.to_owned()),
        Err(_) => {}
    }
}

fn unlink(path: &Path, wiped: &mut Wiped) {
    match fs::remove_file(path) {
        Ok(()) => wiped.removed.push(path.to_owned()),
        Err(error) => wiped.failed.push(store::about(path, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: [&str; 10] = [
        "config.toml",
        "place.toml",
        "checklists.toml",
        "marks.toml",
        "place.lock",
        "marks.lock",
        "marks.damaged-1.toml",
        "marks.damaged-12.toml",
        ".marks.toml-x1.tmp",
        ".place.toml-.tmp",
    ];
    const THEIRS: [&str; 9] = [
        "notes.toml",
        "marks.toml.bak",
        "marks.damaged-.toml",
        "marks.damaged-1.txt",
        "marks.damaged-x.toml",
        ".marks.toml-x1",
        "other.lock",
        ".other.toml-x.tmp",
        "My thesis.odt",
    ];

    #[test]
    fn what_is_ours_goes_and_what_is_not_stays() {
        let folder = tempfile::tempdir().expect("folder");
        let folders = Folders::in_one(folder.path());
        for name in OURS.into_iter().chain(THEIRS) {
            fs::write(folder.path().join(name), "version = 1\n").expect("written");
        }
        let there = || -> BTreeSet<String> {
            let entries = fs::read_dir(folder.path()).expect("read").flatten();
            entries.map(|entry| entry.file_name().into_string().expect("a name")).collect()
        };
        let listed: BTreeSet<PathBuf> = list(&folders).into_iter().skip(1).map(|kept| kept.path).collect();
        assert_eq!(listed, OURS.iter().map(|name| folder.path().join(name)).collect());
        let wiped = wipe(&folders);
        assert!(wiped.failed.is_empty() && wiped.left.is_empty(), "{wiped:?}");
        assert_eq!(there(), THEIRS.iter().map(ToString::to_string).collect());
        let locks = OURS.iter().filter(|name| name.contains("lock")).count();
        assert_eq!(wiped.removed.len(), OURS.len() - locks);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_goes_with_what_it_leads_to_if_that_is_ours() {
        use std::os::unix::fs::symlink;
        let (folder, elsewhere) = (tempfile::tempdir().expect("folder"), tempfile::tempdir().expect("folder"));
        let [ours, theirs, locked] = ["ours.toml", "thesis.txt", "locked"].map(|name| elsewhere.path().join(name));
        fs::write(&ours, "version = 1\n[[mark]]\nid = \"a\"\nkind = \"note\"\n").expect("written");
        fs::write(&theirs, "Chapter 1").expect("written");
        fs::write(&locked, "").expect("written");
        symlink(&ours, folder.path().join("marks.toml")).expect("linked");
        symlink(&theirs, folder.path().join("checklists.toml")).expect("linked");
        symlink("/nowhere", folder.path().join("place.toml")).expect("linked");
        symlink(&locked, folder.path().join("marks.lock")).expect("linked");
        let wiped = wipe(&Folders::in_one(folder.path()));
        assert!(wiped.failed.is_empty() && !folder.path().exists(), "{wiped:?}");
        assert!(!ours.exists() && theirs.exists() && locked.exists());
        let real = |path: &Path| fs::canonicalize(path).expect("there");
        assert_eq!(wiped.left, [real(&theirs), real(&locked)]);
        assert!(wiped.removed.iter().any(|path| path.ends_with("ours.toml")));
    }

    #[test]
    fn where_nothing_is_nothing_is_made() {
        let folder = tempfile::tempdir().expect("folder");
        let folders = Folders::in_one(&folder.path().join("none"));
        assert!(list(&folders).iter().all(|kept| !kept.exists));
        let wiped = wipe(&folders);
        assert!(wiped.removed.is_empty() && wiped.left.is_empty() && wiped.failed.is_empty());
        assert!(!folder.path().join("none").exists());
        assert!(list(&Folders::nowhere()).is_empty());
    }
}
