//! Other reports that are searched beside the one on the screen.

use std::rc::Rc;
use std::sync::Arc;

use crate::report::{Edition, Language, Report};
use crate::search::{Filters, Hit, Index, Mode, Query};

/// A report that is not on the screen, and what was found in it.
#[derive(Debug, Clone)]
pub struct Other {
    /// Its name in the library.
    pub name: String,
    /// The report.
    pub report: Arc<Report>,
    /// Of the edition that is searched.
    pub index: Rc<Index>,
    /// What was looked for, as this index understands it.
    pub query: Query,
    language: Language,
}

impl Other {
    /// A report in a language, or else in its first.
    pub fn new(name: String, report: Arc<Report>, index: Index, language: Language) -> Self {
        Self { name, report, index: Rc::new(index), query: Query::default(), language }
    }

    /// The edition that is searched.
    pub fn edition(&self) -> &Edition {
        self.report.edition(self.language)
    }

    /// Looks for what was typed.
    pub fn search(&mut self, typed: &str, mode: Mode) -> Vec<Hit> {
        self.query = Query::new(&self.report, &self.index, typed, mode, Filters::default());
        self.index.search(&self.query)
    }
}

/// The other reports, as far as they were read.
#[derive(Debug, Default)]
pub struct Elsewhere {
    /// They are searched as well.
    pub is_on: bool,
    /// All of them were read.
    pub is_whole: bool,
    /// In the order in which they came.
    pub reports: Vec<Other>,
}

impl Elsewhere {
    /// Another language: they are read again.
    pub fn forget(&mut self) {
        self.reports.clear();
        self.is_whole = false;
    }
}
