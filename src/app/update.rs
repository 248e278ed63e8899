//! From an action to the pane that it is for.

use std::rc::Rc;

use tui_textarea::Input;

use super::action::{Action, Command, Effect, Mode};
use super::contents::Node;
use super::finding::Scope;
use super::layout::{Layout, Shown};
use super::reader::Movement;
use super::visits::Spot;
use super::{App, Pane, sheet};
use crate::report::words::fill;
use crate::report::{Edition, Language};
use crate::state::Place;

/// Rows that a step of the wheel scrolls.
const WHEEL: i32 = 3;

impl App {
    /// Does what an action asks, and says what is left for the terminal to do.
    pub fn update(&mut self, action: Action) -> Effect {
        let effect = match action {
            Action::Do(command) => {
                self.message = None;
                self.command(command)
            }
            Action::Edit(input) => {
                self.message = None;
                self.edit(|text_box| text_box.input(input));
                Effect::Nothing
            }
            Action::Paste(text) => {
                self.edit(|text_box| text_box.paste(&text));
                Effect::Nothing
            }
            Action::Wheel { column, row, steps } => {
                self.wheel(column, row, steps * WHEEL);
                Effect::Nothing
            }
            Action::Click { column, row } => {
                self.message = None;
                self.click(column, row);
                Effect::Nothing
            }
            Action::Resize(columns, rows) => {
                self.size = (columns, rows);
                self.lay_out();
                Effect::Nothing
            }
            Action::Tell(message) => {
                self.message = Some(message);
                Effect::Nothing
            }
        };
        self.settle();
        effect
    }

    fn command(&mut self, command: Command) -> Effect {
        match command {
            Command::Quit => return Effect::Quit,
            Command::Suspend => return Effect::Suspend,
            Command::Repaint => return Effect::Repaint,
            Command::ToggleMouse => {
                self.mouse = !self.mouse;
                let words = &self.edition().words.frame;
                self.message = Some(if self.mouse { &words.mouse_on } else { &words.mouse_off }.to_string());
                return Effect::CaptureMouse(self.mouse);
            }
            Command::NextTheme => {
                self.theme = (self.theme + 1) % self.themes.len().max(1);
                let name = self.themes.get(self.theme).copied().unwrap_or_default();
                self.message = Some(fill(&self.edition().words.frame.theme, &[("name", name)]));
            }
            Command::NextLanguage => self.next_language(),
            Command::Help => self.toggle_help(),
            _ => match self.mode() {
                Mode::Sheet => self.sheet_command(command),
                Mode::Typing => self.typing_command(command),
                Mode::Reader | Mode::Contents => self.pane_command(command),
            },
        }
        Effect::Nothing
    }

    fn sheet_command(&mut self, command: Command) {
        let moved = self.sheet.as_mut().is_some_and(|sheet| sheet.movement(command));
        if !moved && matches!(command, Command::Back | Command::Open | Command::Explain) {
            self.sheet = None;
        }
    }

    fn typing_command(&mut self, command: Command) {
        let report = Rc::clone(&self.report);
        let edition = report.edition(self.language);
        if self.finding.text_box.is_some() {
            match command {
                Command::Open => self.accept_find(edition),
                Command::Back => {
                    let origin = self.finding.cancel();
                    self.reader.go(edition, origin);
                }
                Command::NextMatch | Command::LineDown => self.step_find(edition, true),
                Command::PreviousMatch | Command::LineUp => self.step_find(edition, false),
                _ => {}
            }
            return;
        }
        match command {
            Command::Open => {
                self.contents.close_filter(edition);
                self.open_selected(edition);
            }
            Command::Back => self.contents.close_filter(edition),
            other => {
                self.contents.command(edition, other);
            }
        }
    }

    fn pane_command(&mut self, command: Command) {
        let report = Rc::clone(&self.report);
        let edition = report.edition(self.language);
        if self.pane == Pane::Contents {
            match command {
                Command::Open => return self.open_selected(edition),
                Command::Back => return self.focus(Pane::Reader),
                Command::Filter => return self.contents.open_filter(edition),
                _ if self.contents.command(edition, command) => return,
                _ => {}
            }
        }
        match command {
            Command::Find => self.open_find(edition, Scope::Everything),
            Command::FindInSection => self.open_find(edition, Scope::Section(self.reader.section(edition))),
            Command::NextMatch => self.step_find(edition, true),
            Command::PreviousMatch => self.step_find(edition, false),
            Command::Explain => self.explain(edition),
            Command::Back => self.back(edition),
            Command::Forward => self.forward(edition),
            Command::Contents => self.focus(Pane::Contents),
            Command::Filter => {
                self.focus(Pane::Contents);
                self.contents.open_filter(edition);
            }
            Command::NextPane | Command::PreviousPane => {
                self.focus(if self.pane == Pane::Reader { Pane::Contents } else { Pane::Reader });
            }
            other => self.read(edition, other),
        }
    }

    /// A move of the reader's. The way back from a jump is remembered.
    fn read(&mut self, edition: &Edition, command: Command) {
        let before = self.reader.spot(edition);
        if self.reader.movement(edition, command) == Some(Movement::Jump) && self.reader.spot(edition) != before {
            self.visits.leave(before);
        }
    }

    fn edit(&mut self, change: impl FnOnce(&mut super::text_box::TextBox) -> bool) {
        let report = Rc::clone(&self.report);
        let edition = report.edition(self.language);
        if let Some(text_box) = &mut self.finding.text_box {
            if change(text_box) {
                match self.finding.refresh(edition) {
                    Some(hit) => self.reader.reveal(edition, &hit),
                    None => self.return_to_origin(edition),
                }
            }
        } else if let Some(filter) = &mut self.contents.filter
            && change(filter)
        {
            self.contents.refresh_filter(edition);
        }
    }

    fn return_to_origin(&mut self, edition: &Edition) {
        let text_box = self.finding.text_box.take();
        let origin = self.finding.cancel();
        self.finding.text_box = text_box;
        self.reader.go(edition, origin);
    }

    fn open_find(&mut self, edition: &Edition, scope: Scope) {
        let origin = self.reader.spot(edition);
        self.finding.open(scope, origin);
        self.focus(Pane::Reader);
    }

    fn accept_find(&mut self, edition: &Edition) {
        let origin = self.finding.origin();
        match self.finding.accept(edition) {
            Some(hit) => {
                self.reader.reveal(edition, &hit);
                if self.reader.spot(edition) != origin {
                    self.visits.leave(origin);
                }
            }
            None if self.finding.needle().is_empty() => {}
            None => {
                let message = fill(&edition.words.find.none, &[("text", self.finding.needle())]);
                self.message = Some(message);
            }
        }
    }

    fn step_find(&mut self, edition: &Edition, forward: bool) {
        let typing = self.finding.text_box.is_some();
        // Scrolled away from the match: go on from what is on the screen.
        let away = match self.finding.current().cloned() {
            Some(hit) => !self.reader.shows(edition, &hit),
            None => true,
        };
        let from = away.then(|| self.reader.spot(edition));
        let words = &edition.words.find;
        match self.finding.step(edition, forward, from) {
            Some(step) => {
                let before = self.reader.spot(edition);
                self.reader.reveal(edition, &step.hit);
                if !typing && self.reader.spot(edition) != before {
                    self.visits.leave(before);
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
        match sheet::explain(&self.report, edition, &self.terms, self.reader.current()) {
            Some(sheet) => self.open_sheet(sheet),
            None => self.message = Some(edition.words.explain.none.to_string()),
        }
    }

    fn toggle_help(&mut self) {
        if self.sheet.take().is_none() {
            let sheet = sheet::help(&self.report, self.edition(), &self.bindings);
            self.open_sheet(sheet);
        }
    }

    fn open_sheet(&mut self, mut sheet: sheet::Sheet) {
        let inner = self.layout.sheet_inner();
        sheet.resize(inner.width, inner.height);
        self.sheet = Some(sheet);
    }

    fn open_selected(&mut self, edition: &Edition) {
        if let Some(node) = self.contents.selected() {
            let block = match node {
                Node::Section(section) => edition.sections[section].blocks.start,
                Node::Heading(block) => block,
            };
            self.jump(edition, Spot { block, offset: 0 });
            self.focus(Pane::Reader);
        }
    }

    fn jump(&mut self, edition: &Edition, spot: Spot) {
        let before = self.reader.spot(edition);
        self.reader.go(edition, spot);
        if self.reader.spot(edition) != before {
            self.visits.leave(before);
        }
    }

    /// First what lies over the text goes: the marks of a find. Then the way back.
    fn back(&mut self, edition: &Edition) {
        if !self.finding.hits().is_empty() {
            self.finding.clear();
            return;
        }
        let here = self.reader.spot(edition);
        match self.visits.back(here) {
            Some(spot) => self.reader.go(edition, spot),
            None => self.message = Some(edition.words.reader.no_way_back.to_string()),
        }
    }

    fn forward(&mut self, edition: &Edition) {
        let here = self.reader.spot(edition);
        match self.visits.forward(here) {
            Some(spot) => self.reader.go(edition, spot),
            None => self.message = Some(edition.words.reader.no_way_forward.to_string()),
        }
    }

    /// The same place in the next edition.
    fn next_language(&mut self) {
        let report = Rc::clone(&self.report);
        let languages: Vec<Language> = report.editions.iter().map(|edition| edition.language).collect();
        if let [_] = languages.as_slice() {
            self.message = Some(self.edition().words.frame.one_edition.to_string());
            return;
        }
        let at = languages.iter().position(|language| *language == self.language).unwrap_or(0);
        let old = report.edition(self.language);
        let place = Place::in_passage(old, self.reader.current(), 0);
        let kept = self.reading.keep(old);
        self.language = languages[(at + 1) % languages.len()];
        let edition = report.edition(self.language);
        self.reading = super::Reading::restore(edition, &kept);
        self.terms = report.term_finder(self.language);
        self.finding.forget_text();
        self.contents.reset();
        self.visits = super::Visits::default();
        self.sheet = None;
        self.reader = super::Reader::new(edition, self.layout.text.width, self.layout.text.height);
        if let Some(passage) = place.find(edition) {
            self.reader.go(edition, Spot { block: edition.passages[passage].block, offset: 0 });
        }
        self.lay_out();
    }

    fn focus(&mut self, pane: Pane) {
        self.pane = pane;
        self.lay_out();
    }

    fn wheel(&mut self, column: u16, row: u16, rows: i32) {
        let report = Rc::clone(&self.report);
        let edition = report.edition(self.language);
        let at = (column, row).into();
        if let Some(sheet) = &mut self.sheet {
            sheet.scroll(rows);
        } else if self.layout.side.contains(at) {
            self.contents.scroll(rows);
        } else if self.layout.reader.contains(at) {
            self.reader.scroll(edition, rows);
        }
    }

    fn click(&mut self, column: u16, row: u16) {
        let report = Rc::clone(&self.report);
        let edition = report.edition(self.language);
        let at = (column, row).into();
        if self.sheet.is_some() {
            if !self.layout.sheet.contains(at) {
                self.sheet = None;
            }
        } else if self.layout.side_inner.contains(at) {
            // The box for the filter, where it is open, takes the first row.
            let first = self.layout.side_inner.y + u16::from(self.contents.filter.is_some());
            if row >= first && self.contents.point(usize::from(row - first)) {
                if self.contents.filter.is_some() {
                    self.contents.close_filter(edition);
                }
                self.open_selected(edition);
            }
        } else if self.layout.reader_inner.contains(at) {
            self.focus(Pane::Reader);
            self.reader.point(edition, usize::from(row - self.layout.reader_inner.y));
        }
    }

    fn lay_out(&mut self) {
        let report = Rc::clone(&self.report);
        let edition = report.edition(self.language);
        let shown = if self.pane == Pane::Contents { Shown::Side } else { Shown::Reader };
        self.layout = Layout::new(self.size.0, self.size.1, shown);
        // What is not on the screen keeps its size, and so its place.
        if !self.layout.text.is_empty() {
            self.reader.resize(edition, self.layout.text.width, self.layout.text.height);
        }
        let inner = self.layout.sheet_inner();
        if let Some(sheet) = &mut self.sheet {
            sheet.resize(inner.width, inner.height);
        }
    }

    /// After any change: what is on the screen, what was read, and where the contents are.
    pub(super) fn settle(&mut self) {
        let report = Rc::clone(&self.report);
        let edition = report.edition(self.language);
        if !self.layout.text.is_empty() {
            self.reader.settle(edition, &self.terms, &mut self.reading);
        }
        if !self.layout.side_inner.is_empty() {
            let filter = u16::from(self.contents.filter.is_some());
            self.contents.resize(self.layout.side_inner.height.saturating_sub(filter));
        }
        let heading = edition.passages.get(self.reader.current()).and_then(|passage| passage.heading);
        let select = self.pane != Pane::Contents;
        self.contents.follow(edition, self.reader.section(edition), heading, select);
    }
}

/// A key for a text box, for tests and for the loop.
impl From<Input> for Action {
    fn from(input: Input) -> Self {
        Self::Edit(input)
    }
}
