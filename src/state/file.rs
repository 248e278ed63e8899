//! A state file is read in one way: its version is looked at first, a damaged one is set aside, and one of a later version is never
//! written.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::store;
use crate::report::files::FileError;

/// What the person should be told about a file.
#[derive(Debug)]
pub enum Notice {
    /// It was damaged, and now has this name.
    Damaged(PathBuf),
    /// A later version of the program wrote it.
    Newer,
    /// It cannot be read.
    Unreadable(FileError),
}

/// A file as it was found.
#[derive(Debug)]
pub struct Opened<T> {
    /// What it says; `None` where there is none, or none that is readable.
    pub value: Option<T>,
    /// Whether it may be written: not where a later version wrote it or where it cannot be read.
    pub writable: bool,
    /// What to tell.
    pub notice: Option<Notice>,
}

/// Reads a file of `version` or earlier.
pub fn open<T: DeserializeOwned>(path: &Path, version: u32) -> Opened<T> {
    let text = match store::read(path) {
        Ok(None) => return Opened { value: None, writable: true, notice: None },
        Ok(Some(text)) => text,
        Err(FileError::NotUtf8 { .. }) => return damaged(path),
        Err(error) => return Opened { value: None, writable: false, notice: Some(Notice::Unreadable(error)) },
    };
    let value = toml::from_str::<T>(&text).ok();
    match version_of(&text) {
        Some(found) if found > version => Opened { value, writable: false, notice: Some(Notice::Newer) },
        Some(_) if value.is_some() => Opened { value, writable: true, notice: None },
        _ => damaged(path),
    }
}

fn damaged<T>(path: &Path) -> Opened<T> {
    match store::set_aside(path) {
        Ok(aside) => Opened { value: None, writable: true, notice: Some(Notice::Damaged(aside)) },
        Err(error) => Opened { value: None, writable: false, notice: Some(Notice::Unreadable(FileError::Io(error))) },
    }
}

/// The version is the first key of a file, so that it can be told even where the rest is of another form.
fn version_of(text: &str) -> Option<u32> {
    text.lines().find_map(|line| line.strip_prefix("version")?.trim_start().strip_prefix('=')?.trim().parse().ok())
}
