//! Files that are either the old or the new, never torn, and readable by their owner alone.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::report::files::{FileError, read_text};

/// Reads a state file. `Ok(None)` where there is none.
pub fn read(path: &Path) -> Result<Option<String>, FileError> {
    match read_text(path) {
        Ok(text) => Ok(Some(text)),
        Err(FileError::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Replaces a file's text: temporary file in the same folder, fsync, rename, fsync of the folder. A symbolic link is written
/// through, not replaced. Folders that are missing are made (0700); the file is 0600. An error names the file.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    replace(path, text.as_bytes()).map_err(|error| about(path, &error))
}

/// The same for several files: none is replaced before the new text of all is on the disk.
pub fn write_all(files: &[(&Path, String)]) -> io::Result<()> {
    let prepare = |(path, text): &(&Path, String)| prepare(path, text.as_bytes()).map_err(|error| about(path, &error));
    let prepared = files.iter().map(prepare).collect::<io::Result<Vec<_>>>()?;
    files.iter().zip(prepared).try_for_each(|((path, _), prepared)| prepared.put().map_err(|error| about(path, &error)))
}

/// Writes a file that a person named, 0600. One that is there is left alone, unless it is to be replaced: it is then the old or the new. No
/// folder is made: that of a stick which is not there would be on another disk.
pub fn export(path: &Path, bytes: &[u8], replace: bool) -> io::Result<()> {
    let is_there = || fs::symlink_metadata(path).is_ok();
    let written = if replace && is_there() { self::replace(path, bytes) } else { create(path, bytes) };
    written.map_err(|error| about(path, &error))
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    let file = temporary(path, folder, bytes)?;
    match file.persist_noclobber(path).map_err(|error| error.error) {
        Ok(_) => sync_folder(folder),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Some sticks know no way to give a name only where there is none.
        Err(_) => create_in_place(path, bytes),
    }
}

fn create_in_place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private(fs::File::options().create_new(true).write(true)).open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
        // Half a file is of no use to anyone.
        let _ = fs::remove_file(path);
    })
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    prepare(path, bytes)?.put()
}

/// A file's new text on the disk, and where it is to go.
struct Prepared {
    file: tempfile::NamedTempFile,
    target: PathBuf,
}

impl Prepared {
    fn put(self) -> io::Result<()> {
        self.file.persist(&self.target).map_err(|error| error.error)?;
        sync_folder(folder_of(&self.target))
    }
}

fn prepare(path: &Path, bytes: &[u8]) -> io::Result<Prepared> {
    let target = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => fs::canonicalize(path)?,
        Ok(metadata) if !metadata.is_file() => return Err(io::Error::other("not a file")),
        _ => path.to_owned(),
    };
    let folder = folder_of(&target);
    make_folder(folder)?;
    Ok(Prepared { file: temporary(&target, folder, bytes)?, target })
}

fn temporary(target: &Path, folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    // tempfile makes its files 0600.
    let mut file = tempfile::Builder::new().prefix(&prefix(target)).suffix(SUFFIX).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// The folder in which a file lies; that of a bare name is where the program runs.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What the name of a temporary file begins with: the name of the file that it is to become stands in it, so that each file's own are known.
fn prefix(path: &Path) -> String {
    format!(".{}-", path.file_name().unwrap_or_default().to_string_lossy())
}

const SUFFIX: &str = ".tmp";

/// The temporary files of this file that are there now.
pub(super) fn leftovers(path: &Path) -> impl Iterator<Item = PathBuf> {
    // They lie where the file itself does, which a link may say.
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let prefix = prefix(&real);
    let entries = fs::read_dir(folder_of(&real)).ok();
    let names = entries.into_iter().flatten().flatten().map(|entry| entry.path());
    names.filter(move |path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(&prefix) && name.ends_with(SUFFIX)
    })
}

/// Whether there are temporary files of this file: another copy writes one now, or was killed while it did.
pub fn has_leftovers(path: &Path) -> bool {
    leftovers(path).next().is_some()
}

/// Removes the temporary files of this file. For whoever has its lock.
pub fn sweep(path: &Path) -> io::Result<()> {
    leftovers(path).try_for_each(fs::remove_file)
}

/// An error with the file that it is about: `/proc/checklists.toml: No such file or directory`.
pub fn about(path: &Path, error: &io::Error) -> io::Error {
    // What names the file already says it once.
    if error.to_string().starts_with(&format!("{}: ", path.display())) {
        return io::Error::new(error.kind(), error.to_string());
    }
    // An error of the temporary file names that one, which no one knows.
    let cause = error.get_ref().and_then(|inner| inner.source()).map_or_else(|| error.to_string(), ToString::to_string);
    let cause = cause.split(" (os error ").next().unwrap_or_default();
    io::Error::new(error.kind(), format!("{}: {cause}", path.display()))
}

/// Keeps a damaged file, with these bytes, under another name as well and returns that name. The file itself stays where it is until it is
/// replaced: there is no moment at which there seems to be none. Of a link, what it leads to is kept.
pub fn set_aside(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let free = (1..1000)
        .map(|n| path.with_file_name(format!("{}{n}.toml", aside_prefix(path))))
        .find(|candidate| fs::symlink_metadata(candidate).is_err())
        .ok_or_else(|| io::Error::other("no free name"))?;
    // A second name needs no room; not every disk knows them.
    match fs::hard_link(fs::canonicalize(path)?, &free) {
        Ok(()) => {}
        Err(_) => create_in_place(&free, bytes)?,
    }
    sync_folder(folder_of(&free))?;
    Ok(free)
}

fn aside_prefix(path: &Path) -> String {
    format!("{}.damaged-", path.file_stem().unwrap_or_default().to_string_lossy())
}

/// The damaged copies of this file that were set aside.
pub(super) fn asides(path: &Path) -> impl Iterator<Item = PathBuf> {
    let prefix = aside_prefix(path);
    let entries = fs::read_dir(folder_of(path)).ok();
    let names = entries.into_iter().flatten().flatten().map(|entry| entry.path());
    names.filter(move |path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let number = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".toml"));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Makes a folder that is its owner's alone, and those above it.
#[cfg(unix)]
pub fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes a folder and those above it.
#[cfg(not(unix))]
pub fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// A file that is made is its owner's alone: also when there was a lock says something of who uses this computer.
#[cfg(unix)]
pub(super) fn private(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
pub(super) fn private(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    options
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(()) // a folder cannot be opened as a file there
}

#[cfg(test)]
mod tests {
    use super::super::lock::locked;
    use super::*;

    #[test]
    fn errors_name_the_file_and_nothing_else() {
        let folder = tempfile::tempdir().expect("folder");
        fs::write(folder.path().join("file"), "").expect("written");
        fs::create_dir(folder.path().join("folder.toml")).expect("folder");
        for name in ["file/below.toml", "folder.toml"] {
            let path = folder.path().join(name);
            for error in [write(&path, "x"), locked(&path, || write(&path, "x"))].map(|result| result.expect_err(name)) {
                let text = error.to_string();
                assert!(text.starts_with(&format!("{}: ", path.display())), "{text}");
                assert_eq!(text.matches(&*folder.path().to_string_lossy()).count(), 1, "{text}");
                assert!(!text.contains("os error"), "{text}");
            }
        }
    }

    #[test]
    fn of_several_files_all_are_written_or_none() {
        let folder = tempfile::tempdir().expect("folder");
        let (one, two) = (folder.path().join("one.toml"), folder.path().join("two.toml"));
        fs::create_dir(&two).expect("folder");
        write_all(&[(&one, "1".to_owned()), (&two, "2".to_owned())]).expect_err("a folder");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
        fs::remove_dir(&two).expect("removed");
        write_all(&[(&one, "1".to_owned()), (&two, "2".to_owned())]).expect("written");
        assert_eq!((fs::read_to_string(one).expect("there"), fs::read_to_string(two).expect("there")), ("1".to_owned(), "2".to_owned()));
    }

    #[test]
    fn what_is_there_is_not_overwritten() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("x.toml");
        export(&path, b"mine", false).expect("new");
        assert_eq!(export(&path, b"yours", false).expect_err("there").kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).expect("there"), "mine");
        assert_eq!(export(&folder.path().join("no/x.toml"), b"x", true).expect_err("no folder").kind(), io::ErrorKind::NotFound);
        export(&path, b"yours", true).expect("replaced");
        assert_eq!(fs::read_to_string(&path).expect("there"), "yours");
        create_in_place(&path, b"theirs").expect_err("there");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn all_that_is_written_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("new/x.toml");
        locked(&path, || write(&path, "x")).expect("written");
        for (file, mode) in [("new", 0o700), ("new/x.toml", 0o600), ("new/x.lock", 0o600)] {
            let metadata = fs::metadata(folder.path().join(file)).expect("there");
            assert_eq!(metadata.permissions().mode() & 0o777, mode, "{file}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_temporary_file_is_not_named() {
        // A folder that no one can write to, whoever runs this.
        let error = write(Path::new("/proc/self/vereda.toml"), "x").expect_err("read-only").to_string();
        assert!(error.starts_with("/proc/self/vereda.toml: ") && !error.contains(".tmp"), "{error}");
    }
}
