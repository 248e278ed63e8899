//! Going somewhere, and the way back.

use crate::app::visits::{Spot, Stop};
use crate::app::{App, Pane};
use crate::report::Edition;

impl App {
    /// To a place in the text. The way back is remembered.
    pub(super) fn jump(&mut self, edition: &Edition, spot: Spot) {
        let before = self.here(edition);
        self.focus(Pane::Reader);
        self.reader.go(edition, spot);
        self.leave(edition, before);
    }

    /// Remembers where one was, if one is elsewhere now.
    pub(super) fn leave(&mut self, edition: &Edition, before: Stop) {
        if self.here(edition) != before {
            self.visits.leave(before);
        }
    }

    pub(super) fn here(&mut self, edition: &Edition) -> Stop {
        match self.pane {
            Pane::Reader | Pane::Contents | Pane::Search | Pane::Notes => Stop::Text(self.reader.spot(edition), self.reader.current()),
            Pane::Countries | Pane::Profile => {
                let key = self.profile.grid.key().unwrap_or_default().to_owned();
                Stop::Countries(self.profile.countries.clone(), self.profile.topic, key)
            }
            Pane::Lists | Pane::Tasks => Stop::Tasks(self.tasks.grid.key().unwrap_or_default().to_owned()),
        }
    }

    pub(super) fn go(&mut self, edition: &Edition, stop: Stop) {
        match stop {
            Stop::Text(spot, current) => {
                self.focus(Pane::Reader);
                self.reader.return_to(edition, spot);
                self.reader.set_current(edition, current);
            }
            Stop::Countries(countries, topic, key) => {
                self.profile.countries = countries;
                self.profile.topic = topic;
                self.focus(Pane::Profile);
                self.build_profile();
                self.profile.grid.select_key(&key);
            }
            Stop::Tasks(key) => {
                self.focus(Pane::Tasks);
                self.tasks.grid.select_key(&key);
            }
        }
    }

    /// First what lies over the text goes: the marks of a find. Then the way back.
    pub(super) fn back(&mut self, edition: &Edition) {
        if self.pane == Pane::Reader && !self.finding.hits().is_empty() {
            self.finding.clear();
            return;
        }
        let here = self.here(edition);
        match self.visits.back(here) {
            Some(stop) => self.go(edition, stop),
            None if self.pane != Pane::Reader => self.focus(Pane::Reader),
            None => self.message = Some(edition.words.reader.no_way_back.to_string()),
        }
    }

    pub(super) fn forward(&mut self, edition: &Edition) {
        let here = self.here(edition);
        match self.visits.forward(here) {
            Some(stop) => self.go(edition, stop),
            None => self.message = Some(edition.words.reader.no_way_forward.to_string()),
        }
    }
}
