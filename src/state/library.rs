//! The library: packs that a person keeps in the data folder, each in a folder that has its name. One comes whole or not at all, and what else
//! lies there is left alone.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::folders::Folders;
use super::lock::locked;
use super::store::{about, make_folder, private};
use super::tours::slug;
use crate::report::Report;
use crate::report::files::{FileError, Files};
use crate::report::pack_files;
use crate::report::parse::{PackError, Problem};
use crate::report::summary::Summary;
use crate::text::fold::fold;
use crate::text::sanitize::clean_line;

/// The folder of the library, in the data folder.
pub const FOLDER: &str = "library";
/// The name of the report that is compiled into the program.
pub const BUNDLED: &str = "bundled";
/// Signs of a name at most.
pub const LONGEST: usize = 64;
/// Names that some systems keep for their devices, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// What the names of folders begin with that are not whole yet, or not gone yet.
const TEMPORARY: &str = ".vereda-";

/// A report of the library.
#[derive(Debug)]
pub struct Shelved {
    /// Its name, safe for the terminal.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// What it says of itself, or why it cannot be opened.
    pub summary: Result<Summary, Spoiled>,
}

/// Why a folder of the library is no report.
#[derive(Debug)]
pub enum Spoiled {
    /// Nothing can have the name that it has.
    Name,
    /// Its files cannot be read.
    Pack(PackError),
}

/// Why nothing was added.
#[derive(Debug)]
pub enum Refusal {
    /// There is no data folder.
    Nowhere,
    /// This is no name; that would be one.
    Name(String),
    /// A report of the library has the name already, as it is written there.
    Taken(String),
    /// The pack cannot be opened.
    Broken(PackError),
    /// The pack lies in the folder that it is to replace.
    Inside,
    /// The disk does not take it; the error names the place.
    Io(io::Error),
}

/// The reports in a data folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Library {
    /// `None` where nothing can be kept.
    folder: Option<PathBuf>,
}

/// Whether a report can have this name: one that every system takes as a folder's, and that can be typed without quotes.
pub fn is_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_port = ["com", "lpt"].iter().any(|port| stem.strip_prefix(port).is_some_and(|rest| rest.len() == 1));
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=LONGEST).contains(&name.len())
        && name.chars().all(is_sign)
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !name.ends_with('.')
        && !DEVICES.contains(&stem.as_str())
        && !is_port
        && !name.eq_ignore_ascii_case(BUNDLED)
}

/// A name made of a text: small letters, digits and lines between them.
pub fn name_from(text: &str) -> String {
    let slug = slug(text);
    [slug.clone(), format!("{slug}-1"), "report".to_owned()].into_iter().find(|name| is_name(name)).unwrap_or_default()
}

impl Library {
    /// That of these folders.
    pub fn of(folders: &Folders) -> Self {
        Self { folder: folders.data.as_ref().map(|data| data.join(FOLDER)) }
    }

    /// Where the reports lie.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The folders there, in the order of their names.
    fn folders(&self) -> Vec<(String, PathBuf)> {
        let entries = self.folder.as_ref().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        let folders = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
        let named = folders.map(|path| (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), path));
        let mut all: Vec<(String, PathBuf)> = named.filter(|(name, _)| !name.starts_with('.')).collect();
        all.sort_by_cached_key(|(name, _)| (name.to_lowercase(), name.clone()));
        all
    }

    /// Whether there is no report beside the bundled one.
    pub fn is_empty(&self) -> bool {
        self.folders().is_empty()
    }

    /// All reports in it, those that cannot be opened among them.
    pub fn reports(&self) -> Vec<Shelved> {
        let shelved = |(name, folder): (String, PathBuf)| {
            let summary = || Summary::of(&Files::Folder(folder.clone())).map_err(Spoiled::Pack);
            let summary = if is_name(&name) { summary() } else { Err(Spoiled::Name) };
            Shelved { name: clean_line(&name).into_owned(), folder, summary }
        };
        self.folders().into_iter().map(shelved).collect()
    }

    /// The names of the reports in it.
    pub fn names(&self) -> Vec<String> {
        self.folders().into_iter().map(|(name, _)| name).filter(|name| is_name(name)).collect()
    }

    /// The report of this name, whatever its capitals: as it is written there, and its folder.
    pub fn find(&self, typed: &str) -> Option<(String, PathBuf)> {
        let all = self.folders();
        let exact = all.iter().position(|(name, _)| name == typed);
        let at = exact.or_else(|| all.iter().position(|(name, _)| name.eq_ignore_ascii_case(typed)))?;
        all.into_iter().nth(at).filter(|(name, _)| is_name(name))
    }

    /// Makes the folder of the library, for its owner alone.
    pub fn prepare(&self) -> Result<&Path, Refusal> {
        let folder = self.folder.as_deref().ok_or(Refusal::Nowhere)?;
        make_folder(folder).map_err(|error| Refusal::Io(about(folder, &error)))?;
        Ok(folder)
    }

    /// Where a report of this name is to lie: where the one lies that has the name now, if it is to be `replaced`.
    pub fn place(&self, name: &str, replace: bool) -> Result<PathBuf, Refusal> {
        if !is_name(name) {
            return Err(Refusal::Name(name_from(name)));
        }
        let folder = self.folder.as_ref().ok_or(Refusal::Nowhere)?;
        match self.find(name) {
            Some((taken, _)) if !replace => Err(Refusal::Taken(taken)),
            Some((_, place)) => Ok(place),
            None => Ok(folder.join(name)),
        }
    }

    /// Copies a pack into the library: all of it or nothing. What had the name stays whole until the new one is.
    pub fn add(&self, pack: &Path, name: &str, replace: bool) -> Result<Report, Refusal> {
        let place = self.place(name, replace)?;
        let report = Report::from_folder(pack).map_err(Refusal::Broken)?;
        let real = |path: &Path| fs::canonicalize(path).ok();
        if real(&place).is_some_and(|place| real(pack).is_some_and(|pack| pack.starts_with(place))) {
            return Err(Refusal::Inside);
        }
        let library = self.prepare()?;
        let copied = locked(library, || {
            sweep(library);
            // Another copy may have taken the name meanwhile.
            if !replace && self.find(name).is_some() {
                return Ok(Err(Refusal::Taken(name.to_owned())));
            }
            let beside = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(library).map_err(|error| about(library, &error))?;
            let new = beside.path().join("new");
            if let Err(error) = copy(pack, &new)? {
                return Ok(Err(Refusal::Broken(error)));
            }
            pack_files::put(&new, &place, beside).map_err(|error| about(&place, &error))?;
            Ok(Ok(()))
        });
        copied.map_err(Refusal::Io)?.map(|()| report)
    }

    /// Removes a report's folder; of a link, the link alone.
    pub fn remove(&self, folder: &Path) -> io::Result<()> {
        let library = self.folder.as_deref().ok_or(io::ErrorKind::NotFound)?;
        locked(library, || {
            sweep(library);
            if fs::symlink_metadata(folder)?.is_symlink() {
                return fs::remove_file(folder).or_else(|_| fs::remove_dir(folder));
            }
            // Under another name first, so that half a report never has its name.
            let beside = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(library)?;
            let old = beside.path().join("old");
            fs::rename(folder, &old)?;
            beside.close()
        })
        .map_err(|error| about(folder, &error))
    }
}

/// Removes what copies of the program that were killed left behind. For whoever has the library's lock.
fn sweep(library: &Path) {
    for leftover in leftovers(library) {
        let _ = fs::remove_dir_all(leftover);
    }
}

/// Folders that are not whole yet, or not gone yet.
pub(super) fn leftovers(library: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(library).into_iter().flatten().flatten();
    let is_temporary = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(TEMPORARY);
    entries.filter(move |entry| is_temporary(&entry.file_name())).map(|entry| entry.path())
}

/// The folders of the library that can have the names that they have.
pub(super) fn packs(data: &Path) -> Vec<PathBuf> {
    let library = Library { folder: Some(data.join(FOLDER)) };
    library.folders().into_iter().filter(|(name, _)| is_name(name)).map(|(_, folder)| folder).collect()
}

/// Copies the files of a pack, those alone that the program reads, and looks whether they are a pack.
fn copy(pack: &Path, new: &Path) -> io::Result<Result<(), PackError>> {
    let files = Files::Folder(pack.to_owned());
    make_folder(new)?;
    for path in pack_files::paths(pack) {
        let text = match files.read(&path) {
            Ok(text) => text,
            // Looked at a moment ago: it went, and the pack is looked at once more below.
            Err(FileError::Missing) => continue,
            Err(error) => return Ok(Err(PackError { place: files.display(&path), problem: Problem::File(error) })),
        };
        let target = new.join(&path);
        make_folder(target.parent().unwrap_or(new))?;
        let mut file = private(fs::File::options().create_new(true).write(true)).open(&target)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all())?;
    }
    Ok(Report::from_folder(new).map(|_| ()))
}

/// The name that is most like one that is none, if one is.
pub fn nearest(names: &[String], typed: &str, distance: impl Fn(&str, &str) -> usize) -> Option<String> {
    let typed = fold(typed);
    let far = |name: &String| {
        let name = name.to_lowercase();
        if name.starts_with(&typed) { 0 } else { distance(&name, &typed) }
    };
    let near = names.iter().min_by_key(|name| far(name))?;
    (!typed.is_empty() && far(near) <= (typed.chars().count() / 3).max(1)).then(|| near.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_every_system_takes() {
        for name in ["oxfam-2023", "A", "2024_report.v2", "console", "communities", &"a".repeat(64)] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "",
            ".",
            "..",
            "../up",
            "a/b",
            "a\\b",
            "-x",
            ".hidden",
            "a b",
            "a:b",
            "nul",
            "NUL.txt",
            "com1",
            "Lpt9.x",
            "a.",
            "é",
            "a\u{1b}[31m",
            "Bundled",
            &"a".repeat(65),
        ] {
            assert!(!is_name(name), "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn of_any_text_a_name_can_be_made(text in any::<String>()) {
            prop_assert!(is_name(&name_from(&text)), "{}", name_from(&text));
        }

        #[test]
        fn a_name_stays_in_the_folder(name in any::<String>()) {
            let folder = Path::new("/library");
            prop_assert!(!is_name(&name) || folder.join(&name).parent() == Some(folder));
        }
    }
}
