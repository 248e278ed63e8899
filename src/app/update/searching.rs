//! What the search pane does with commands.

use std::rc::Rc;
use std::sync::Arc;

use crate::app::action::{Command, Effect};
use crate::app::elsewhere::Other;
use crate::app::visits::{Spot, Stop};
use crate::app::{App, Pane};
use crate::report::{Address, Edition};
use crate::search::Index;

impl App {
    /// Opens the box for a new query, or the pane as it was left.
    pub(super) fn open_search(&mut self, edition: &Edition, again: bool) {
        if self.pane != Pane::Search {
            self.reader.hold();
            let text = self.reader.spot(edition);
            self.search_from = Some((self.pane, self.here(edition), text));
        }
        self.finding.clear();
        let keep = again && !self.searching.typed().is_empty();
        self.focus(Pane::Search);
        if !keep {
            self.searching.open(false);
            self.refresh_search(edition);
        }
        self.preview(edition);
    }

    /// The index of the edition on the screen was built. Says whether that changes the screen.
    pub fn take_index(&mut self, index: Rc<Index>) -> bool {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        self.searching.take_index(&report, edition, index);
        if self.pane == Pane::Search {
            self.preview(edition);
        }
        self.settle();
        self.pane == Pane::Search
    }

    /// So many percent of the index are built. Says whether that changes the screen.
    pub fn update_progress(&mut self, percent: u8) -> bool {
        self.searching.set_progress(percent) && self.pane == Pane::Search
    }

    /// Whether the search needs an index that is not there.
    pub fn wants_index(&self) -> bool {
        !self.searching.is_ready()
    }

    /// Whether other reports are to be read, to search them as well.
    pub fn wants_others(&self) -> bool {
        self.searching.wants_others()
    }

    /// Another report was read for the search; `None` once all were.
    pub fn take_other(&mut self, other: Option<Other>) {
        let report = Arc::clone(&self.report);
        self.searching.take_other(&report, report.edition(self.language), other);
        self.settle();
    }

    /// Searches all reports of the library, or this one alone.
    fn search_everywhere(&mut self, edition: &Edition) {
        if !self.has_others {
            self.message = Some(edition.words.library.none.to_string());
            return;
        }
        let report = Arc::clone(&self.report);
        self.searching.toggle_everywhere(&report, edition);
        self.preview(edition);
    }

    pub(super) fn refresh_search(&mut self, edition: &Edition) {
        let report = Arc::clone(&self.report);
        self.searching.refresh(&report, edition);
        self.preview(edition);
    }

    /// The reader follows the selected hit.
    fn preview(&mut self, edition: &Edition) {
        let report = Arc::clone(&self.report);
        let marks = self.searching.marks_here(&report, edition);
        let block = self.searching.passage(&report, edition).and_then(|address| edition.block_at(&address));
        let Some(block) = block else {
            self.finding.clear();
            return;
        };
        self.reader.go(edition, Spot { block, offset: 0 });
        self.finding.show(self.searching.typed(), marks, block);
        if let Some(hit) = self.finding.current().cloned() {
            self.reader.reveal(edition, &hit);
        }
    }

    /// While one types a query.
    pub(super) fn search_typing(&mut self, edition: &Edition, command: Command) -> Effect {
        let report = Arc::clone(&self.report);
        match command {
            Command::Open => {
                self.searching.accept();
                return self.open_hit(edition);
            }
            Command::Back => self.leave_search(edition),
            Command::AllReports => self.search_everywhere(edition),
            Command::ToggleExact => {
                self.searching.toggle_exact(&report, edition);
                self.preview(edition);
            }
            Command::EarlierQuery | Command::LaterQuery => {
                self.searching.recall(&report, edition, command == Command::EarlierQuery);
                self.preview(edition);
            }
            Command::Complete => {
                if self.searching.complete(&report, edition) {
                    self.preview(edition);
                }
            }
            other => {
                if self.searching.movement(other) {
                    self.preview(edition);
                }
            }
        }
        Effect::Nothing
    }

    /// `None` where the command is not the pane's own.
    pub(super) fn search_command(&mut self, edition: &Edition, command: Command) -> Option<Effect> {
        let report = Arc::clone(&self.report);
        match command {
            Command::Open | Command::Right => return Some(self.open_hit(edition)),
            Command::AllReports => self.search_everywhere(edition),
            Command::Back => self.leave_search(edition),
            Command::Search => {
                self.searching.open(false);
                self.refresh_search(edition);
            }
            Command::EditQuery => self.searching.open(true),
            Command::ToggleExact => {
                self.searching.toggle_exact(&report, edition);
                self.preview(edition);
            }
            Command::Explain => {
                if let Some(address) = self.searching.selected(&report, edition) {
                    self.open_record(&address.to_string());
                }
            }
            _ if self.searching.movement(command) => self.preview(edition),
            _ => return None,
        }
        Some(Effect::Nothing)
    }

    /// The selected hit in the reader, with the matches of all hits to go on through; one of another report there.
    pub(super) fn open_hit(&mut self, edition: &Edition) -> Effect {
        let report = Arc::clone(&self.report);
        if let Some((name, address)) = self.searching.selected_elsewhere() {
            self.searching.accept();
            return Effect::OpenReport(name, Some(address));
        }
        let Some(Address::Passage(section, number)) = self.searching.passage(&report, edition) else { return Effect::Nothing };
        let Some(block) = edition.block_at(&Address::Passage(section, number)) else { return Effect::Nothing };
        let hits = self.searching.text_hits(&report, edition);
        self.searching.accept();
        if let Some((_, from, _)) = self.search_from.take() {
            self.visits.leave(from);
        }
        self.focus(Pane::Reader);
        self.reader.go(edition, Spot { block, offset: 0 });
        self.finding.show(self.searching.typed(), hits, block);
        // What was selected is what is opened, also where the words themselves do not stand in it.
        let passage = edition.passage_of_block(block);
        if let Some(hit) = self.finding.current().cloned().filter(|hit| edition.passage_of_block(hit.block) == passage) {
            self.reader.reveal(edition, &hit);
        }
        Effect::Nothing
    }

    /// Back to where one was before searching.
    fn leave_search(&mut self, edition: &Edition) {
        self.searching.accept();
        self.finding.forget();
        let from = self.search_from.take();
        self.return_from(edition, from);
    }

    /// Back to where one was before a pane whose selection the reader follows.
    pub(super) fn return_from(&mut self, edition: &Edition, from: Option<(Pane, Stop, Spot)>) {
        match from {
            Some((pane, stop, text)) => {
                // What was shown beside the list is undone, wherever one came from.
                if !matches!(stop, Stop::Text(..)) {
                    self.go(edition, stop);
                }
                self.focus(pane);
                self.reader.go_back(edition, text);
            }
            None => self.focus(Pane::Reader),
        }
    }
}
