//! Where a content pack's files come from: the binary itself, or a folder.

use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::language::Language;
use crate::text::sanitize::clean_line;

/// Files larger than this are refused: no report is, and no device file ends.
const LARGEST: u64 = 256 << 20;

/// A pack whose files are shorter than this altogether, in bytes, is read before one would notice.
const LARGE: u64 = 1 << 20;
/// And as many files take longer to be looked at than they are worth.
const MANY: usize = 150;

/// Why a file could not be had.
#[derive(Debug)]
pub enum FileError {
    /// There is none.
    Missing,
    /// It is a folder, a device, a pipe.
    NotAFile,
    /// Longer than [`LARGEST`].
    TooLarge,
    /// Its bytes are no UTF-8 from this line on.
    NotUtf8 {
        /// From 1.
        line: usize,
    },
    /// What the system says.
    Io(std::io::Error),
}

/// A content pack's files, by their path inside the pack.
#[derive(Debug, Clone)]
pub enum Files {
    /// The report that is compiled into the program.
    Bundled,
    /// A folder of the same form.
    Folder(PathBuf),
    /// The same without the files of these paths.
    Without(PathBuf, Vec<String>),
}

/// The paths, a line each, and the texts of `content/`. A test holds this list to the folder. The paths are in one piece: between the texts they had
/// those of all editions brought into memory by whoever looks for one.
macro_rules! bundle {
    ($($path:literal),* $(,)?) => {
        (concat!($($path, "\n"),*), &[$(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/content/", $path))),*])
    };
}

const BUNDLED: (&str, &[&str]) = bundle![
    "report.toml",
    "glossary.toml",
    "sources.toml",
    "countries.toml",
    "gazetteer.toml",
    "laws.toml",
    "figures.toml",
    "organisations.toml",
    "recommendations.toml",
    "synonyms.toml",
    "tours/action-plan.toml",
    "tours/front-line.toml",
    "tours/gender-perspective.toml",
    "tours/legal-frameworks.toml",
    "tours/whole-report-45.toml",
    "en/ui.toml",
    "en/01-about.md",
    "en/02-introduction.md",
    "en/03-context.md",
    "en/04-migration.md",
    "en/05-intraregional.md",
    "en/06-north-america.md",
    "en/07-central-america.md",
    "en/08-policies.md",
    "en/09-trafficking.md",
    "en/10-response.md",
    "en/11-conclusions.md",
    "en/12-recommendations.md",
    "es/ui.toml",
    "es/01-about.md",
    "es/02-introduction.md",
    "es/03-context.md",
    "es/04-migration.md",
    "es/05-intraregional.md",
    "es/06-north-america.md",
    "es/07-central-america.md",
    "es/08-policies.md",
    "es/09-trafficking.md",
    "es/10-response.md",
    "es/11-conclusions.md",
    "es/12-recommendations.md",
    "pt/ui.toml",
    "pt/01-about.md",
    "pt/02-introduction.md",
    "pt/03-context.md",
    "pt/04-migration.md",
    "pt/05-intraregional.md",
    "pt/06-north-america.md",
    "pt/07-central-america.md",
    "pt/08-policies.md",
    "pt/09-trafficking.md",
    "pt/10-response.md",
    "pt/11-conclusions.md",
    "pt/12-recommendations.md",
];

impl Files {
    /// A file's text, a byte order mark at its start left out.
    pub fn read(&self, path: &str) -> Result<Cow<'static, str>, FileError> {
        match self {
            Self::Bundled => bundled(path).map(Cow::Borrowed).ok_or(FileError::Missing),
            Self::Without(_, left_out) if left_out.iter().any(|other| other == path) => Err(FileError::Missing),
            Self::Folder(folder) | Self::Without(folder, _) => read_text(&folder.join(path)).map(Cow::Owned),
        }
    }

    /// The names of the files in a folder of the pack, sorted by their numbers and then by their letters; none where there is no such folder.
    pub fn names_in(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Self::Bundled => {
                BUNDLED.0.lines().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/')).map(ToOwned::to_owned).collect()
            }
            Self::Folder(root) | Self::Without(root, _) => fs::read_dir(root.join(folder))
                .map(|entries| entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect())
                .unwrap_or_default(),
        };
        if let Self::Without(_, left_out) = self {
            names.retain(|name| !left_out.contains(&format!("{folder}/{name}")));
        }
        // By their numbers: of a thousand sections, 1000 comes behind 999.
        names.sort_by_cached_key(|name| {
            let (first, second, rest) = number(name);
            (first, second, rest.to_owned(), name.clone())
        });
        names
    }

    /// Whether they are in a folder, and so many, or so long, that reading them takes a while.
    pub(super) fn are_large(&self) -> bool {
        let mut bytes = 0;
        for folder in self.folders() {
            // How many there are says the list of names; how long each is the system has to be asked.
            let Ok(entries) = fs::read_dir(folder) else { continue };
            let entries: Vec<fs::DirEntry> = entries.take(MANY).flatten().collect();
            if entries.len() == MANY {
                return true;
            }
            bytes += lengths(entries);
        }
        bytes >= LARGE
    }

    /// How long the files of a pack in a folder are altogether, in bytes, as far as the system says.
    pub(super) fn size(&self) -> u64 {
        self.folders().filter_map(|folder| Some(lengths(fs::read_dir(folder).ok()?.flatten()))).sum()
    }

    /// The folders in which the files of a pack in a folder lie.
    fn folders(&self) -> impl Iterator<Item = PathBuf> {
        let root = if let Self::Folder(root) = self { Some(root) } else { None };
        root.into_iter().flat_map(|root| std::iter::once(root.clone()).chain(Language::ALL.map(|own| root.join(own.tag()))))
    }

    /// How messages name a file of the pack, safe for the terminal: a folder may be called anything.
    pub fn display(&self, path: &str) -> String {
        match self {
            Self::Bundled => format!("content/{path}"),
            Self::Folder(folder) | Self::Without(folder, _) => clean_line(&folder.join(path).display().to_string()).into_owned(),
        }
    }
}

/// How long files are together.
fn lengths(files: impl IntoIterator<Item = fs::DirEntry>) -> u64 {
    files.into_iter().filter_map(|entry| entry.metadata().ok()).filter(fs::Metadata::is_file).map(|data| data.len()).sum()
}

/// The digits at the start of a name without zeros before them, as a number is ordered: the longer one is larger. Behind all of these come
/// names without digits.
fn number(name: &str) -> (bool, usize, &str) {
    let end = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
    let digits = name.get(..end).unwrap_or_default();
    let value = digits.trim_start_matches('0');
    (digits.is_empty(), value.len(), value)
}

/// A file of the report that is compiled into the program.
pub fn bundled(path: &str) -> Option<&'static str> {
    BUNDLED.0.lines().zip(BUNDLED.1).find(|(name, _)| *name == path).map(|(_, text)| *text)
}

/// The paths of the files that are compiled into the program.
pub fn bundled_paths() -> impl Iterator<Item = &'static str> {
    BUNDLED.0.lines()
}

/// Reads a text file of bounded length.
pub fn read_text(path: &Path) -> Result<String, FileError> {
    // Looked at before it is opened: opening a pipe waits for its writer.
    if !fs::metadata(path).map_err(from_io)?.is_file() {
        return Err(FileError::NotAFile);
    }
    let mut bytes = Vec::new();
    fs::File::open(path).map_err(from_io)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(FileError::Io)?;
    if bytes.len() as u64 > LARGEST {
        return Err(FileError::TooLarge);
    }
    to_text(bytes)
}

/// Reads at most the first bytes of a text file, to the end of a line. Says whether that is all of it.
pub(super) fn read_beginning(path: &Path, most: usize) -> Result<(String, bool), FileError> {
    let data = fs::metadata(path).map_err(from_io)?;
    if data.len() <= most as u64 {
        return Ok((read_text(path)?, true));
    }
    if !data.is_file() {
        return Err(FileError::NotAFile);
    }
    let mut bytes = Vec::with_capacity(most);
    fs::File::open(path).map_err(from_io)?.take(most as u64).read_to_end(&mut bytes).map_err(FileError::Io)?;
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    bytes.truncate(end);
    Ok((to_text(bytes)?, false))
}

fn from_io(error: std::io::Error) -> FileError {
    match error.kind() {
        std::io::ErrorKind::NotFound => FileError::Missing,
        _ => FileError::Io(error),
    }
}

fn to_text(bytes: Vec<u8>) -> Result<String, FileError> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(before).filter(|b| **b == b'\n').count();
        FileError::NotUtf8 { line }
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map(ToOwned::to_owned).unwrap_or(text))
}
