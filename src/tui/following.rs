//! How a second screen is asked for, on every system.

use super::manner::Manner;
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
    /// How the screen is to look and to be used.
    pub manner: Manner,
}
