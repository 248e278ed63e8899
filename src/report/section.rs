//! A section: one file of an edition.

use std::ops::Range;

/// A section of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The same in each language: `trafficking`.
    pub id: String,
    /// Its title in the edition's language.
    pub title: String,
    /// Index of the section it belongs to, if any.
    pub parent: Option<usize>,
    /// The edition's blocks that are its own; the first is its title.
    pub blocks: Range<usize>,
    /// The edition's passages that are its own.
    pub passages: Range<usize>,
    /// Indices of the blocks of its headings, the title left out.
    pub headings: Vec<usize>,
}
