//! An export to a file that a person named. One that is there is never overwritten before the person was asked.

use std::io;
use std::path::{Path, PathBuf};

use crate::report::Edition;
use crate::state::store;
use crate::text::sanitize::clean_line;

/// How an export ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    /// It is in this file.
    Written(String),
    /// There is such a file; a name that is free.
    Exists(String),
    /// Why it could not be written.
    Failed(String),
}

/// Writes what `write` writes to the file that was typed; over one that is there only where it is to be replaced.
pub fn perform(edition: &Edition, typed: &str, replace: bool, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Exported {
    let path = file(typed);
    // Before the work: what is there need not be written to be known.
    if !replace && std::fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_dir()) {
        return Exported::Exists(free(typed));
    }
    if path.is_dir() {
        return Exported::Failed(edition.words.export.a_folder.to_string());
    }
    let mut bytes = Vec::new();
    let written = write(&mut bytes).and_then(|()| store::export(&path, &bytes, replace));
    match written {
        Ok(()) => {
            let whole = std::path::absolute(&path).unwrap_or(path);
            Exported::Written(clean_line(&whole.display().to_string()).into_owned())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Exported::Exists(free(typed)),
        Err(error) => Exported::Failed(edition.words.cause(&error.to_string())),
    }
}

/// The file that was named: `~/` is the home folder, as in a shell.
fn file(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(typed),
    }
}

/// A name beside the one that is taken: `notes-2.md`.
fn free(typed: &str) -> String {
    let path = Path::new(typed);
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let ending = if ending.is_empty() { ending } else { format!(".{ending}") };
    let named = |nth: u32| path.with_file_name(format!("{stem}-{nth}{ending}")).to_string_lossy().into_owned();
    (2..1000).map(named).find(|name| std::fs::symlink_metadata(file(name)).is_err()).unwrap_or_else(|| named(1000))
}
