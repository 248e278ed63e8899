//! A passage: the smallest part of the report that has an address.

use std::num::NonZeroU32;

/// The printed page on which a passage begins, or the pages of which it is one where the print does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pages {
    /// The first page it can be.
    pub first: u32,
    /// The last page it can be; the same as `first` where it is known.
    pub last: u32,
}

impl std::fmt::Display for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}–{}", self.first, self.last) }
    }
}

/// A paragraph, a list item, a table or a preformatted text, with its number in the section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Index of its section in the edition.
    pub section: usize,
    /// From 1 in each section.
    pub number: u32,
    /// Index of its block in the edition.
    pub block: usize,
    /// Index of the block of the nearest heading above it in its section; the first block of an edition is a title, and no heading.
    pub(super) heading: Option<NonZeroU32>,
    /// Where it is in print.
    pub pages: Option<Pages>,
    /// Indices of the edition's notes that it refers to.
    pub notes: Box<[usize]>,
}

impl Passage {
    /// Index of the block of the nearest heading above it in its section.
    pub fn heading(&self) -> Option<usize> {
        self.heading.map(|block| block.get() as usize)
    }
}
