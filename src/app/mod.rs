//! What is on screen, and what an action does to it. No drawing, no input or output: [`App::update`] returns an
//! [`Effect`] for the terminal's loop to perform.

pub mod action;
pub mod contents;
pub mod finding;
pub mod flow;
pub mod layout;
pub mod reader;
pub mod reading;
pub mod row;
pub mod sheet;
mod table;
pub mod text_box;
mod update;
pub mod visits;

use std::rc::Rc;

use action::{Binding, Mode};
use contents::Contents;
use finding::Finding;
use layout::{Layout, Shown};
use reader::Reader;
use reading::Reading;
use sheet::Sheet;
use visits::{Spot, Visits};

pub use action::{Action, Command, Effect};

use crate::report::glossary::TermFinder;
use crate::report::{Edition, Language, Report};
use crate::state::Place;
use crate::state::place::Visit;

/// The pane that keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The text.
    #[default]
    Reader,
    /// The table of contents.
    Contents,
}

/// What the program looks like to begin with.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The edition to show.
    pub language: Language,
    /// The block to show first, if not the place that was kept.
    pub block: Option<usize>,
    /// What was kept of this report.
    pub kept: Option<Visit>,
    /// Names of the themes to choose from.
    pub themes: Vec<&'static str>,
    /// Index of the one in use.
    pub theme: usize,
    /// The keys, for help and bottom line.
    pub bindings: Vec<Binding>,
    /// Size of the screen in columns and rows.
    pub size: (u16, u16),
}

/// Everything that is on the screen.
#[derive(Debug)]
pub struct App {
    report: Rc<Report>,
    language: Language,
    size: (u16, u16),
    layout: Layout,
    pane: Pane,
    reader: Reader,
    contents: Contents,
    finding: Finding,
    sheet: Option<Sheet>,
    visits: Visits,
    reading: Reading,
    terms: TermFinder,
    message: Option<String>,
    bindings: Vec<Binding>,
    themes: Vec<&'static str>,
    theme: usize,
    mouse: bool,
}

impl App {
    /// The report on a screen.
    pub fn new(report: Rc<Report>, start: Start) -> Self {
        let edition = report.edition(start.language);
        let language = edition.language;
        let layout = Layout::new(start.size.0, start.size.1, Shown::Reader);
        let kept = start.kept.unwrap_or_default();
        let mut reader = Reader::new(edition, layout.text.width, layout.text.height);
        let spot = match start.block {
            Some(block) => Some(Spot { block, offset: 0 }),
            None => kept.place.find(edition).map(|passage| Spot {
                block: edition.passages[passage].block,
                offset: if kept.place.language == language { kept.place.offset } else { 0 },
            }),
        };
        // A report is opened on its first page, title and all, unless there is somewhere else to be.
        let first = edition.passages.first().map(|passage| passage.block);
        if let Some(spot) = spot.filter(|spot| start.block.is_some() || Some(spot.block) != first || spot.offset > 0) {
            reader.go(edition, spot);
        }
        let reading = Reading::restore(edition, &kept.read);
        let terms = report.term_finder(language);
        let mut app = Self {
            language,
            size: start.size,
            layout,
            pane: Pane::Reader,
            reader,
            contents: Contents::default(),
            finding: Finding::default(),
            sheet: None,
            visits: Visits::default(),
            reading,
            terms,
            message: None,
            bindings: start.bindings,
            themes: start.themes,
            theme: start.theme,
            mouse: true,
            report,
        };
        app.settle();
        app
    }

    /// The report.
    pub fn report(&self) -> &Rc<Report> {
        &self.report
    }

    /// The edition on the screen.
    pub fn edition(&self) -> &Edition {
        self.report.edition(self.language)
    }

    /// Where everything is.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The pane that keys go to.
    pub fn pane(&self) -> Pane {
        self.pane
    }

    /// The reader.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The contents pane.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// The find.
    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// The sheet over the panes.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_ref()
    }

    /// What was read.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// What the status line tells.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The keys.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// Index of the theme in use.
    pub fn theme(&self) -> usize {
        self.theme
    }

    /// Where keys go now.
    pub fn mode(&self) -> Mode {
        if self.sheet.is_some() {
            Mode::Sheet
        } else if self.finding.text_box.is_some() || self.contents.filter.is_some() {
            Mode::Typing
        } else {
            match self.pane {
                Pane::Reader => Mode::Reader,
                Pane::Contents => Mode::Contents,
            }
        }
    }

    /// What is to be kept of this report.
    pub fn visit(&mut self) -> Visit {
        let report = Rc::clone(&self.report);
        let edition = report.edition(self.language);
        let spot = self.reader.spot(edition);
        let passage = edition.passage_of_block(spot.block);
        let (passage, offset) = match passage {
            Some(passage) if edition.passages[passage].block == spot.block => (passage, spot.offset),
            Some(passage) => (passage, 0),
            None => (self.reader.current(), 0),
        };
        let place = edition.passages.get(passage).map(|_| Place::in_passage(edition, passage, offset));
        Visit { report: report.identity(), place: place.unwrap_or_default(), read: self.reading.keep(edition) }
    }
}
