//! What a person has set: `config.toml`, read with every problem told by its line and column, and the names of keys.
//!
//! Nothing here knows the themes or the commands: whoever reads a file says what there is ([`Known`]). What is right in a file counts even
//! where something else in it is wrong.

pub mod color;
mod grammar;
pub mod key;
mod keys;
pub mod problem;
mod read;
mod rows;
pub mod template;
mod themes;

use std::path::{Path, PathBuf};

use ratatui::style::Style;

pub use problem::{Place, Problem, What};
pub use read::read;
pub use rows::{Row, Rows};

use crate::report::Language;
use crate::report::files::{FileError, read_text};

/// The file's name in the folder for configuration.
pub const FILE: &str = "config.toml";
/// A longer file is no settings file.
const LONGEST: u64 = 1 << 18;
/// The theme that is chosen by the terminal's ground.
pub const AUTO: &str = "auto";
/// How wide text may be, in columns.
pub const TEXT_WIDTH: (u16, u16) = (30, 200);
/// From how many columns on there may be two panes.
pub const SIDE_PANE: (u16, u16) = (70, 999);

/// A place where keys go, by the name that `[keys.in.NAME]` has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownMode {
    /// Its name.
    pub name: &'static str,
    /// Letters are letters there, and keys that hold everywhere do not.
    pub is_typing: bool,
    /// It lies over the panes and has keys of its own for whatever is in it: they may hide those that hold everywhere.
    pub is_over: bool,
}

/// What can be named in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The built-in themes.
    pub themes: &'static [&'static str],
    /// The intents of a theme.
    pub intents: &'static [&'static str],
    /// The places where keys go.
    pub modes: Vec<KnownMode>,
    /// The table of keys that the program comes with.
    pub rows: Rows,
}

/// A theme of a person's own: what differs from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTheme {
    /// Its name.
    pub name: String,
    /// The built-in theme that it differs from.
    pub base: &'static str,
    /// Intents and their styles, which lie over those of the base.
    pub styles: Vec<(&'static str, Style)>,
}

/// What a file sets. Nothing of it where it says nothing or something wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// Name of a theme, or [`AUTO`].
    pub theme: Option<String>,
    /// The edition.
    pub language: Option<Language>,
    /// Nothing but ASCII, or all signs.
    pub ascii: Option<bool>,
    /// Whether lines are read in place of a screen.
    pub plain: Option<bool>,
    /// Whether only text is sent, for slow lines.
    pub low_bandwidth: Option<bool>,
    /// Whether the mouse is the program's to begin with.
    pub mouse: Option<bool>,
    /// The widest text, in columns.
    pub text_width: Option<u16>,
    /// From how many columns on the side pane stands beside the text.
    pub side_pane: Option<u16>,
    /// Themes of the person's own.
    pub themes: Vec<OwnTheme>,
    /// The table of keys as it is with what the file changes in it.
    pub rows: Rows,
    /// What the file changed in it: place and command.
    pub remapped: Vec<(Option<&'static str>, &'static str)>,
}

/// A file as it was found.
#[derive(Debug, Default)]
pub struct Opened {
    /// Where it is, or would be; `None` where the platform names no folder.
    pub path: Option<PathBuf>,
    /// Whether there is one.
    pub exists: bool,
    /// What it sets.
    pub config: Config,
    /// What is wrong in it, in the order of its lines.
    pub problems: Vec<Problem>,
}

/// Reads the file in this folder. None is as good as an empty one.
pub fn open(folder: Option<&Path>, known: &Known) -> Opened {
    let path = folder.map(|folder| folder.join(FILE));
    let is_long = |path: &Path| path.metadata().is_ok_and(|metadata| metadata.len() > LONGEST);
    let text = match path.as_deref() {
        None => Err(FileError::Missing),
        Some(path) if is_long(path) => Err(FileError::TooLarge),
        Some(path) => read_text(path),
    };
    let exists = !matches!(text, Err(FileError::Missing));
    let (config, problems) = match text {
        Ok(text) => read(&text, known),
        Err(FileError::Missing) => (Config::shipped(known), Vec::new()),
        Err(error) => (Config::shipped(known), vec![Problem::of_file(error)]),
    };
    Opened { path, exists, config, problems }
}

impl Config {
    /// Nothing set.
    pub fn shipped(known: &Known) -> Self {
        Self { rows: known.rows.clone(), ..Self::default() }
    }
}
