//! What a move in the text would show, without making it.

use std::sync::Arc;

use super::text::reads_on;
use crate::app::App;
use crate::app::action::{Command, Mode};
use crate::app::flow::Position;

impl App {
    /// Has a look at what would be on the screen after a move that scrolls. None where there is more to it than that.
    pub fn look_ahead<T>(&mut self, command: Command, look: impl FnOnce(&Self) -> T) -> Option<T> {
        if self.mode() != Mode::Reader || !scrolls(command) {
            return None;
        }
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let (place, message) = (self.reader.place(), self.message.take());
        let read = if reads_on(command) { self.reader.note_read(&mut self.reading) } else { Vec::new() };
        self.reader.movement(edition, command);
        self.reader.settle(edition, &self.terms);
        let (section, heading) = self.reader.under(edition);
        // Under another heading the contents unfold elsewhere: in a copy of them.
        let contents = (self.layout.wide && !self.contents.is_at(section, heading)).then(|| self.contents.clone());
        if contents.is_some() {
            self.contents_follow(true);
        }
        let looked = look(self);
        if let Some(contents) = contents {
            self.contents = contents;
        }
        self.reader.put_back(place);
        self.reader.settle(edition, &self.terms);
        for passage in read {
            self.reading.unmark(passage);
        }
        self.message = message;
        Some(looked)
    }

    /// Whether a move that scrolls would come to the beginning or the end of the text: of a part of it, there is more beyond.
    pub fn leads_to_an_end(&mut self, command: Command) -> bool {
        if !scrolls(command) {
            return false;
        }
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let place = self.reader.place();
        self.reader.movement(edition, command);
        let is_end = if reads_on(command) { self.reader.at_end(edition) } else { self.reader.top() == Position::default() };
        self.reader.put_back(place);
        is_end
    }
}

/// Moves that change nothing but what of the text is on the screen.
fn scrolls(command: Command) -> bool {
    reads_on(command) || matches!(command, Command::LineUp | Command::HalfPageUp | Command::PageUp | Command::PreviousPassage)
}
