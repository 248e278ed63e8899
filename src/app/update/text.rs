//! What the reader and the contents do with commands: moves, finding, explanations.

use std::sync::Arc;

use crate::app::action::{Command, Effect};
use crate::app::contents::Node;
use crate::app::finding::Scope;
use crate::app::reader::Movement;
use crate::app::visits::Spot;
use crate::app::{App, Pane, sheet};
use crate::report::Edition;
use crate::report::words::fill;
use crate::search::find::FoldedEdition;
use crate::state::mark::Mark;

impl App {
    /// `None` where the command is not the contents pane's own.
    pub(super) fn contents_command(&mut self, edition: &Edition, command: Command) -> Option<Effect> {
        match command {
            Command::Open => self.open_selected(edition),
            Command::Back => self.focus(Pane::Reader),
            Command::Filter => self.contents.open_filter(edition),
            _ if self.contents.command(edition, command) => {}
            _ => return None,
        }
        Some(Effect::Nothing)
    }

    /// The contents are where the reader is, and so, if it is to be, is their selection.
    pub(super) fn contents_follow(&mut self, select: bool) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let (section, heading) = self.reader.under(edition);
        self.contents.follow(edition, section, heading, select);
    }

    /// What works wherever one is: finding, explanations, and moves in the text.
    pub(super) fn text_command(&mut self, edition: &Edition, command: Command) {
        match command {
            Command::Find => self.open_find(edition, Scope::Everything),
            Command::FindInSection => self.open_find(edition, Scope::Section(self.reader.section(edition))),
            Command::NextMatch => self.step_find(edition, true),
            Command::PreviousMatch => self.step_find(edition, false),
            Command::Explain => self.explain(edition),
            Command::Filter => {
                self.focus(Pane::Contents);
                self.contents.open_filter(edition);
            }
            other if self.pane == Pane::Reader => self.read(edition, other),
            _ => {}
        }
    }

    /// A move of the reader's. The way back from a jump is remembered.
    fn read(&mut self, edition: &Edition, command: Command) {
        let before = self.here(edition);
        // Who reads on has read what is on the screen; who jumps away has not.
        let on = reads_on(command);
        if on || (command == Command::NextSection && self.read_on) {
            self.reader.note_read(&mut self.reading);
        }
        self.read_on = on;
        if self.reader.movement(edition, command) == Some(Movement::Jump) {
            self.leave(edition, before);
        }
    }

    pub(super) fn open_selected(&mut self, edition: &Edition) {
        if let Some(node) = self.contents.selected() {
            let block = match node {
                Node::Section(section) => edition.sections[section].blocks.start,
                Node::Heading(block) => block,
            };
            self.jump(edition, Spot { block, offset: 0 });
        }
    }

    fn open_find(&mut self, edition: &Edition, scope: Scope) {
        let before = self.here(edition);
        self.focus(Pane::Reader);
        self.leave(edition, before);
        let origin = self.reader.spot(edition);
        self.reader.hold();
        self.finding.open(scope, origin);
    }

    /// What a find needs of a long text is ready: what is typed is looked for.
    pub fn take_folded(&mut self, folded: FoldedEdition) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        self.finding.take_text(folded);
        if let Some(hit) = self.finding.refresh(edition) {
            self.reader.reveal(edition, &hit);
        }
        self.settle();
    }

    pub(super) fn accept_find(&mut self, edition: &Edition) {
        let (origin, current) = (self.finding.origin(), self.reader.held_current());
        match self.finding.accept(edition) {
            Some(hit) => {
                self.reader.reveal(edition, &hit);
                self.leave(edition, crate::app::visits::Stop::Text(origin, current));
            }
            None if self.finding.needle().is_empty() => {}
            None => {
                let message = fill(&edition.words.find.none, &[("text", self.finding.needle())]);
                self.message = Some(message);
            }
        }
    }

    pub(super) fn step_find(&mut self, edition: &Edition, forward: bool) {
        let typing = self.finding.text_box.is_some();
        let was_marked = !self.finding.hits().is_empty();
        let before = self.here(edition);
        self.focus(Pane::Reader);
        // Scrolled away from the match: go on from what is on the screen.
        let away = match self.finding.current().cloned() {
            Some(hit) => !self.reader.shows(edition, &hit),
            None => true,
        };
        let from = away.then(|| self.reader.spot(edition));
        let words = &edition.words.find;
        match self.finding.step(edition, forward, from) {
            Some(step) => {
                self.reader.reveal(edition, &step.hit);
                // Going on through matches is no jump of its own: the way back leads to where the find began.
                if !typing && !was_marked {
                    self.leave(edition, before);
                }
                if step.wrapped {
                    self.message = Some(if forward { &words.wrapped_down } else { &words.wrapped_up }.to_string());
                }
            }
            None if self.finding.needle().is_empty() => self.message = Some(words.nothing_to_repeat.to_string()),
            None => self.message = Some(fill(&words.none, &[("text", self.finding.needle())])),
        }
    }

    fn explain(&mut self, edition: &Edition) {
        let address = self.target();
        let own: Vec<&Mark> = address.iter().flat_map(|address| self.notes.on(address)).collect();
        match sheet::explain(&self.report, edition, &self.terms, self.reader.current(), &own) {
            Some(sheet) => self.open_sheet(sheet),
            None => self.message = Some(edition.words.explain.none.to_string()),
        }
    }
}

/// Whether a move is one of reading on.
pub(super) fn reads_on(command: Command) -> bool {
    matches!(command, Command::LineDown | Command::HalfPageDown | Command::PageDown | Command::NextPassage)
}
