//! The table of keys, as it is written in files.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::key::Key;

/// A line of the key table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it holds; everywhere if `None`.
    pub mode: Option<&'static str>,
    /// What the keys stand for.
    pub command: &'static str,
    /// The keys, the first the one to show.
    pub keys: Vec<Key>,
}

/// A table of keys.
#[derive(Clone)]
pub enum Rows {
    /// The one that the program comes with, which is made when somebody looks at it.
    Shipped(fn() -> &'static [Row]),
    /// One that was changed.
    Changed(Arc<[Row]>),
}

impl Default for Rows {
    fn default() -> Self {
        Self::Changed(Arc::default())
    }
}

impl Deref for Rows {
    type Target = [Row];

    fn deref(&self) -> &[Row] {
        match self {
            Self::Shipped(rows) => rows(),
            Self::Changed(rows) => rows,
        }
    }
}

impl FromIterator<Row> for Rows {
    fn from_iter<T: IntoIterator<Item = Row>>(rows: T) -> Self {
        Self::Changed(rows.into_iter().collect())
    }
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Rows {}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
