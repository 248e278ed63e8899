//! Texts of which parts are marked.

use std::ops::Range;

/// A text with ranges that are marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text, on one line.
    pub text: String,
    /// Bytes of it.
    pub marks: Vec<Range<usize>>,
}

impl Marked {
    /// A text of which nothing is marked.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), marks: Vec::new() }
    }
}
