//! What the files of the state have in common.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a state file says: lists of tables.
pub trait StateFile: Serialize + DeserializeOwned + Default {
    /// The file's name in its folder: `marks.toml`.
    const NAME: &'static str;
    /// The version that this program writes.
    const VERSION: u32;
    /// The name of its tables: `mark`.
    const TABLE: &'static str;

    /// Takes over all tables of another one.
    fn absorb(&mut self, other: Self);

    /// Makes what came from a file safe: it may hold anything.
    fn clean(&mut self) {}
}
