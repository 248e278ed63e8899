//! What is said of the files that are kept, whichever command meets them.

use std::io;
use std::path::Path;

use super::exit::Failure;
use crate::report::Words;
use crate::report::files::FileError;
use crate::report::words::fill;
use crate::state::Notice;
use crate::text::fold::fold;
use crate::text::sanitize::clean_line;

/// A path as a message has it.
pub(super) fn shown(path: &Path) -> String {
    clean_line(&path.display().to_string()).into_owned()
}

/// Whether an answer to a question before something is thrown away is a yes, in its own word or in the edition's.
pub fn is_yes(answer: &str, words: &Words) -> bool {
    let answer = fold(answer.trim());
    answer == fold(&words.kept.yes) || answer == fold(&words.country.yes)
}

/// A file that is kept, for what there is to say of it.
pub(super) struct Place<'a> {
    /// Where it is; `None` where nothing can be kept.
    pub path: Option<&'a Path>,
    /// A later version of the program wrote it.
    pub is_newer: bool,
    /// The words to say it in.
    pub words: &'a Words,
}

impl Place<'_> {
    /// What the person should know of how it was found.
    pub(super) fn notice(&self, notice: &Notice) -> String {
        let w = &self.words.kept;
        let path = self.path.map(shown).unwrap_or_default();
        match notice {
            Notice::Damaged(aside) => fill(&w.damaged, &[("path", &path), ("file", &shown(aside))]),
            Notice::Newer => fill(&w.newer, &[("path", &path)]),
            Notice::Unreadable(error) => fill(&w.unreadable, &[("path", &path), ("what", &unreadable(error, self.words))]),
        }
    }

    /// Why nothing can be saved to it.
    pub(super) fn not_kept(&self) -> Failure {
        let w = &self.words.kept;
        Failure::usage(match self.path {
            None => w.nowhere.to_string(),
            Some(path) if self.is_newer => fill(&w.newer, &[("path", &shown(path))]),
            Some(path) => fill(&w.cannot_keep, &[("path", &shown(path))]),
        })
    }
}

/// Saving failed; the error names the file.
pub(super) fn not_saved(error: &io::Error, words: &Words) -> Failure {
    Failure::usage(fill(&words.kept.not_saved, &[("error", &words.cause(&error.to_string()))]))
}

/// Why a file cannot be read.
pub(super) fn unreadable(error: &FileError, words: &Words) -> String {
    match error {
        FileError::Missing => words.checklist.file_missing.to_string(),
        FileError::NotAFile => words.error.file_not_a_file.to_string(),
        FileError::TooLarge => words.error.file_too_large.to_string(),
        FileError::NotUtf8 { line } => fill(&words.error.file_not_utf8, &[("line", &line.to_string())]),
        FileError::Io(error) => words.cause(&error.to_string()),
    }
}
