//! A state file is read and changed in one way: its version is looked at first, a damaged one is set aside and what can be read of it is
//! kept, one of a later version is never written, and whoever changes it has it for itself meanwhile.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::lock::locked;
use super::recovery::recover;
use super::state_file::StateFile;
use super::store;
use crate::report::files::FileError;

/// What the person should be told about a file.
#[derive(Debug)]
pub enum Notice {
    /// It was damaged, and now has this name; what could be read of it is kept.
    Damaged(PathBuf),
    /// A later version of the program wrote it.
    Newer,
    /// It cannot be read.
    Unreadable(FileError),
}

/// A file as it was found.
#[derive(Debug)]
pub struct Opened<T> {
    /// What it says; nothing where there is none, or none that is readable.
    pub value: T,
    /// Whether it may be written: not where a later version wrote it or where it cannot be read.
    pub writable: bool,
    /// What to tell.
    pub notice: Option<Notice>,
}

/// Reads a state file. Temporary files that a copy left behind when it was killed are removed.
pub fn open<T: StateFile>(path: &Path) -> Opened<T> {
    if store::has_leftovers(path) {
        // Under the lock no other copy is writing one.
        let _ = locked(path, || store::sweep(path));
    }
    match look(path) {
        Found::Whole(opened) => opened,
        // Looked at again under the lock: another copy may be mending it.
        Found::Damaged => locked(path, || Ok(open_locked(path))).unwrap_or_else(|error| Opened {
            value: T::default(),
            writable: false,
            notice: Some(Notice::Unreadable(FileError::Io(error))),
        }),
    }
}

/// What a state file says, where it is whole; nothing is done to it.
pub(super) fn peek<T: StateFile>(path: &Path) -> T {
    match look(path) {
        Found::Whole(opened) => opened.value,
        Found::Damaged => T::default(),
    }
}

/// Changes a state file, and gives what it says then. What another copy wrote meanwhile is what is changed.
pub fn change<T: StateFile>(path: &Path, change: impl FnOnce(&mut T)) -> io::Result<T> {
    locked(path, || {
        let mut value = for_change(path)?;
        change(&mut value);
        store::write(path, &text(&value)?)?;
        Ok(value)
    })
}

/// What a file says, for whoever has its lock and means to change it.
pub(super) fn for_change<T: StateFile>(path: &Path) -> io::Result<T> {
    let Opened { value, writable, .. } = open_locked::<T>(path);
    if writable { Ok(value) } else { Err(store::about(path, &io::Error::other("the file cannot be changed"))) }
}

/// A state file's text.
pub fn text<T: StateFile>(value: &T) -> io::Result<String> {
    let body = toml::to_string(value).map_err(io::Error::other)?;
    Ok(format!("version = {}\n\n{body}", T::VERSION))
}

/// What a text says that has the form of a state file; or the byte where it does not, and the parser's words.
pub fn parse<T: StateFile>(text: &str) -> Result<T, Unusable> {
    if version_of(text).is_some_and(|version| version > u64::from(T::VERSION)) {
        return Err(Unusable::Newer);
    }
    let mut value: T = toml::from_str(text).map_err(|error| {
        let message = crate::text::sanitize::clean_line(error.message()).into_owned();
        Unusable::Form(error.span().map_or(0, |span| span.start), message)
    })?;
    value.clean();
    Ok(value)
}

/// Why another's file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// A later version of the program wrote it.
    Newer,
    /// It is of another form: the byte where that shows, and the parser's words.
    Form(usize, String),
}

enum Found<T> {
    Whole(Opened<T>),
    Damaged,
}

fn look<T: StateFile>(path: &Path) -> Found<T> {
    let nothing = |writable, notice| Found::Whole(Opened { value: T::default(), writable, notice });
    let text = match store::read(path) {
        Ok(None) => return nothing(true, None),
        Ok(Some(text)) => text,
        Err(FileError::NotUtf8 { .. }) => return Found::Damaged,
        Err(error) => return nothing(false, Some(Notice::Unreadable(error))),
    };
    let value = toml::from_str::<T>(&text).ok().map(|mut value| {
        value.clean();
        value
    });
    match (version_of(&text), value) {
        (Some(found), value) if found > u64::from(T::VERSION) => {
            Found::Whole(Opened { value: value.unwrap_or_default(), writable: false, notice: Some(Notice::Newer) })
        }
        (Some(_), Some(value)) => Found::Whole(Opened { value, writable: true, notice: None }),
        _ => Found::Damaged,
    }
}

/// As [`open`], for whoever has the lock.
fn open_locked<T: StateFile>(path: &Path) -> Opened<T> {
    match look(path) {
        Found::Whole(opened) => opened,
        Found::Damaged => mend(path).unwrap_or_else(|error| Opened {
            value: T::default(),
            writable: false,
            notice: Some(Notice::Unreadable(FileError::Io(error))),
        }),
    }
}

/// Sets a damaged file aside, whole, and writes what can be read of it. Where that cannot be done, what can be read is there to be read.
fn mend<T: StateFile>(path: &Path) -> io::Result<Opened<T>> {
    let bytes = fs::read(path)?;
    let mut value: T = recover(&bytes);
    value.clean();
    let written = text(&value).and_then(|text| {
        let aside = store::set_aside(path, &bytes)?;
        // The damaged file is still the one that is there where that fails: the next run mends it.
        store::write(path, &text).inspect_err(|_| {
            let _ = fs::remove_file(&aside);
        })?;
        Ok(aside)
    });
    Ok(match written {
        Ok(aside) => Opened { value, writable: true, notice: Some(Notice::Damaged(aside)) },
        Err(error) => Opened { value, writable: false, notice: Some(Notice::Unreadable(FileError::Io(error))) },
    })
}

/// The version is the first key of a file, so that it can be told even where the rest is of another form.
fn version_of(text: &str) -> Option<u64> {
    let mut keys = text.lines().take_while(|line| !line.trim_start().starts_with('['));
    let number = |line: &str| line.strip_prefix("version")?.trim_start().strip_prefix('=')?.split('#').next()?.trim().parse().ok();
    keys.find_map(number)
}

#[cfg(test)]
mod tests {
    use super::version_of;

    #[test]
    fn a_version_may_have_a_remark() {
        assert_eq!(version_of("# mine\nversion = 1 # by hand\n[[mark]]\n"), Some(1));
        assert_eq!((version_of("version=2"), version_of("[[mark]]\nversion = 3"), version_of("version = x")), (Some(2), None, None));
    }
}
