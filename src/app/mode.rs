//! Where keys go.

use super::action::Mode;
use super::{App, Pane};

impl App {
    /// Where keys go now.
    pub fn mode(&self) -> Mode {
        if self.qr.is_some() {
            Mode::Qr
        } else if self.sheet.is_some() {
            Mode::Sheet
        } else if self.is_typing() {
            Mode::Typing
        } else if self.shelf.is_some() {
            Mode::Reports
        } else if self.present.is_some() {
            Mode::Present
        } else if self.editor.is_some() {
            Mode::Editing
        } else if self.selecting.is_some() {
            Mode::Selecting
        } else {
            self.mode_of_pane()
        }
    }

    /// Where keys go when nothing lies over the pane.
    pub(super) fn mode_of_pane(&self) -> Mode {
        match self.pane {
            Pane::Reader => Mode::Reader,
            Pane::Contents => Mode::Contents,
            Pane::Countries => Mode::Countries,
            Pane::Profile => Mode::Profile,
            Pane::Lists => Mode::Lists,
            Pane::Tasks => Mode::Tasks,
            Pane::Search => Mode::Search,
            Pane::Notes => Mode::Notes,
        }
    }

    pub(super) fn is_typing(&self) -> bool {
        let filters = [&self.contents.filter, &self.countries.filter, &self.notes.filter, &self.finding.text_box, &self.searching.text_box];
        let narrows = self.shelf.as_ref().is_some_and(|shelf| shelf.filter.is_some());
        narrows || self.prompt.is_some() || self.picker.is_some() || filters.into_iter().any(Option::is_some)
    }
}
