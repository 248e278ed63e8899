//! How a second screen is asked for, on every system.

use crate::report::Language;
use crate::state::Folders;

/// How a second screen is to start.
#[derive(Debug)]
pub struct Following {
    /// What the group sees, and nothing else.
    pub audience: bool,
    /// The language until there is something to follow.
    pub language: Language,
    /// Where the reader's things are kept: the socket may be there.
    pub folders: Folders,
    /// Name of the theme; without it, the explorer's.
    pub theme: Option<&'static str>,
    /// Nothing but ASCII.
    pub ascii: bool,
    /// The terminal has 256 colours, not sixteen.
    pub has_256_colors: bool,
}
