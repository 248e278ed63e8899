//! From an action to the pane that it is for.

mod ahead;
mod copying;
mod countries;
mod marking;
mod palette;
mod pointer;
mod presenting;
mod reloading;
mod searching;
mod shelving;
mod tasks;
mod text;
mod to_file;
mod to_phone;
mod typing;
mod visiting;

use std::sync::Arc;

use tui_textarea::Input;

use super::action::{Action, Command, Effect, Mode};
use super::layout::{Layout, Shown};
use super::picker::Picker;
use super::visits::Spot;
use super::{App, Pane, sheet};
use crate::export::qr::Form;
use crate::report::words::fill;
use crate::report::{Address, Language};
use crate::state::Place;

/// From this many columns on, countries that are compared stand side by side.
const SIDE_BY_SIDE: u16 = 120;

impl App {
    /// Does what an action asks, and says what is left for the terminal to do.
    pub fn update(&mut self, action: Action) -> Effect {
        let is_persons = matches!(action, Action::Do(_) | Action::Edit(_) | Action::Paste(_) | Action::Wheel { .. } | Action::Click { .. });
        self.greets &= !is_persons;
        let effect = match action {
            Action::Do(command) => {
                self.message = None;
                self.command(command)
            }
            Action::Edit(input) => {
                self.message = None;
                if self.mode() == Mode::Editing {
                    self.write(|editor| editor.input(input))
                } else if let Some(effect) = self.highlight_by_sign(&input) {
                    effect
                } else {
                    self.edit(|text_box| text_box.input(input));
                    Effect::Nothing
                }
            }
            Action::Paste(text) => {
                if self.mode() == Mode::Editing {
                    self.paste_into_note(&text)
                } else {
                    self.edit(|text_box| text_box.paste(&text));
                    Effect::Nothing
                }
            }
            Action::Wheel { column, row, steps } => {
                self.wheel(column, row, steps);
                Effect::Nothing
            }
            Action::Click { column, row } => {
                self.message = None;
                self.click(column, row)
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
            Action::Themes(theme, projector) => {
                // The projector has the theme that it began with until it is left.
                self.projector_theme = projector;
                match &mut self.present {
                    Some(present) => present.theme_before = theme,
                    None => self.theme = theme,
                }
                Effect::Nothing
            }
            Action::Elapsed(seconds) => {
                if let Some(present) = &mut self.present {
                    present.elapsed = seconds;
                }
                Effect::Nothing
            }
            Action::Drive(command) => {
                if let Some(present) = &mut self.present {
                    present.command(command);
                }
                Effect::Nothing
            }
            Action::Unsaved(unsaved) => {
                self.unsaved = unsaved;
                Effect::Nothing
            }
            Action::Renamed(ids) => {
                self.rename_marks(&ids);
                Effect::Nothing
            }
            Action::Marks(marks) => {
                self.take_marks(marks);
                Effect::Nothing
            }
            Action::Checklists(lists) => {
                self.take_checklists(lists);
                Effect::Nothing
            }
            Action::OwnTours(tours) => {
                self.own_tours = tours;
                Effect::Nothing
            }
            Action::Loading(percent) => {
                self.loading = Some(percent);
                Effect::Nothing
            }
            Action::Reports(offered) => {
                self.show_reports(offered);
                Effect::Nothing
            }
            Action::Exported(exported) => {
                self.exported(exported);
                Effect::Nothing
            }
        };
        self.message = self.message.take().map(|message| self.with_keys(&message).into_owned());
        self.settle();
        effect
    }

    fn command(&mut self, command: Command) -> Effect {
        match command {
            Command::Quit => {
                if self.read_on {
                    self.reader.note_read(&mut self.reading);
                }
                return Effect::Quit;
            }
            Command::Suspend => return Effect::Suspend,
            Command::Repaint => return Effect::Repaint,
            Command::ToggleMouse => return self.toggle_mouse(),
            Command::NextTheme => {
                self.next_theme();
                self.message = Some(fill(&self.edition().words.frame.theme, &[("name", self.theme_name())]));
            }
            Command::NextLanguage => self.next_language(),
            Command::Help => self.toggle_help(),
            _ => {
                return match self.mode() {
                    Mode::Qr => {
                        self.code_command(command);
                        Effect::Nothing
                    }
                    Mode::Sheet => self.sheet_command(command),
                    Mode::Typing => self.typing_command(command),
                    Mode::Reports => self.shelf_command(command),
                    Mode::Present => self.present_command(command),
                    Mode::Editing => self.editing_command(command),
                    _ => self.pane_command(command),
                };
            }
        }
        Effect::Nothing
    }

    /// The next theme; of those for a projector the other one, while it is on.
    fn next_theme(&mut self) {
        let count = self.themes.len().max(1);
        let is_projectors = |at: usize| self.themes.get(at).is_some_and(|name| name.starts_with("projector"));
        let only = self.present.is_some() && is_projectors(self.theme);
        let next = (1..=count).map(|step| (self.theme + step) % count).find(|at| !only || is_projectors(*at));
        self.theme = next.unwrap_or(0);
    }

    fn toggle_mouse(&mut self) -> Effect {
        self.mouse = !self.mouse;
        let words = &self.edition().words.frame;
        self.message = Some(if self.mouse { &words.mouse_on } else { &words.mouse_off }.to_string());
        Effect::CaptureMouse(self.mouse)
    }

    /// In a sheet: moves, the way out, and on to where it leads.
    fn sheet_command(&mut self, command: Command) -> Effect {
        if self.sheet.as_mut().is_some_and(|sheet| sheet.movement(command)) {
            return Effect::Nothing;
        }
        let is_record = self.sheet.as_ref().is_some_and(|sheet| sheet.about.is_some());
        match command {
            Command::Note if is_record => return self.write_note(),
            Command::Bookmark if is_record => return self.bookmark(),
            Command::Copy if is_record => return self.copy_target(),
            Command::Export if is_record => self.export_target(),
            Command::Open => {
                let leads_to = self.sheet.as_ref().and_then(|sheet| sheet.leads_to.clone());
                self.close_sheet();
                if let Some(address @ Address::Passage(..)) = leads_to {
                    self.go_to_passage(&address);
                }
            }
            Command::Present if is_record => self.start_presenting(),
            Command::Back | Command::Explain => self.close_sheet(),
            Command::QrCode => self.open_code(),
            _ => {}
        }
        Effect::Nothing
    }

    /// While a text of several lines is being written: the text that it is about can be moved.
    fn editing_command(&mut self, command: Command) -> Effect {
        let report = Arc::clone(&self.report);
        match command {
            Command::Back => return self.close_editor(),
            Command::PageDown | Command::PageUp => {
                self.reader.movement(report.edition(self.language), command);
            }
            _ => {}
        }
        Effect::Nothing
    }

    /// Nothing is kept from now on.
    pub(super) fn go_private(&mut self) {
        let w = &self.edition().words.notes;
        self.message = Some(if self.private { &w.private_still } else { &w.private_now }.to_string());
        self.private = true;
    }

    /// Another running copy changed marks.
    /// What the pane does with a command, or what it does everywhere.
    pub(super) fn pane_command(&mut self, command: Command) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        if self.selecting.is_some() {
            return self.selecting_command(edition, command);
        }
        let taken = match self.pane {
            Pane::Reader => None,
            Pane::Contents => self.contents_command(edition, command),
            Pane::Countries => self.countries_command(command),
            Pane::Profile => self.profile_command(command),
            Pane::Lists => self.lists_command(command),
            Pane::Tasks => self.tasks_command(command),
            Pane::Search => self.search_command(edition, command),
            Pane::Notes => self.notes_command(edition, command),
        };
        if let Some(effect) = taken {
            return effect;
        }
        match command {
            Command::Back => self.back(edition),
            Command::Forward => self.forward(edition),
            Command::Contents => self.focus(Pane::Contents),
            Command::Countries => self.focus(Pane::Countries),
            Command::Tasks => self.focus(Pane::Tasks),
            Command::Notes => self.open_notes(edition),
            Command::Note => return self.write_note(),
            Command::Bookmark => return self.bookmark(),
            Command::Highlight => self.start_selecting(edition),
            Command::Undo => return self.undo_removal(),
            Command::Export => self.export(edition),
            Command::Private => self.go_private(),
            Command::Search => self.open_search(edition, false),
            Command::SearchPane => self.open_search(edition, true),
            Command::PickCountry => self.pick_country(false),
            Command::QrCode => self.open_code(),
            Command::Present => self.start_presenting(),
            Command::Tours => self.pick_tour(),
            Command::AddToTour => self.pick_own_tour(),
            Command::Library => return Effect::ListReports,
            Command::Palette => self.palette(),
            Command::NextPane | Command::PreviousPane => match self.pane.beside(command == Command::NextPane) {
                Pane::Notes => self.open_notes(edition),
                other => {
                    self.notes_from = None;
                    self.focus(other);
                }
            },
            Command::Copy | Command::CopyAll => return self.copy(command == Command::CopyAll),
            other => self.text_command(edition, other),
        }
        Effect::Nothing
    }

    fn toggle_help(&mut self) {
        if self.qr.is_none() && self.sheet.is_some() {
            return self.close_sheet();
        }
        let sheet = sheet::help(&self.report, self.edition(), &self.bindings, self.mode());
        self.under_help = self.qr.take().map(|qr| (qr, self.sheet.take()));
        self.open_sheet(sheet);
    }

    /// The sheet goes; codes that it lay over are there again.
    pub(super) fn close_sheet(&mut self) {
        self.sheet = None;
        if let Some((qr, sheet)) = self.under_help.take() {
            (self.qr, self.sheet) = (Some(qr), sheet);
            self.lay_out();
        }
    }

    fn open_sheet(&mut self, mut sheet: sheet::Sheet) {
        let inner = self.layout.sheet_inner();
        sheet.resize(inner.width, inner.height);
        self.sheet = Some(sheet);
    }

    /// A record in full, or the passage itself, or another tab.
    fn open_key(&mut self, key: &str) {
        match key.parse() {
            Ok(address @ Address::Passage(..)) => self.go_to_passage(&address),
            _ => self.open_record(key),
        }
    }

    /// A record in full.
    fn open_record(&mut self, key: &str) {
        let report = Arc::clone(&self.report);
        let sheet = key.parse().ok().and_then(|address| sheet::record(&report, report.edition(self.language), &address));
        if let Some(sheet) = sheet {
            self.open_sheet(sheet);
        }
    }

    fn go_to_passage(&mut self, address: &Address) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        if let Some(block) = edition.block_at(address) {
            self.jump(edition, Spot { block, offset: 0 });
        }
    }

    /// The same place in the next edition.
    fn next_language(&mut self) {
        let report = Arc::clone(&self.report);
        let languages: Vec<Language> = report.languages().collect();
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
        self.searching.forget_text();
        self.contents.reset();
        self.visits = super::Visits::default();
        self.sheet = None;
        self.qr = None;
        self.under_help = None;
        self.picker = None;
        // Where the text is not on the screen, it keeps the size it had, and what the status line says of it.
        self.reader = self.reader.with_text(edition);
        if let Some(passage) = place.find(edition) {
            self.reader.go(edition, Spot { block: edition.passages[passage].block, offset: 0 });
        }
        self.reader.settle(edition, &self.terms);
        self.countries.refresh(&report, self.language);
        self.lay_out();
        self.build_profile();
        self.tasks.build(&report, edition);
        self.notes.place_again(&report, edition);
        self.present_in_language();
        self.selecting = None;
    }

    pub(super) fn open_picker(&mut self, mut picker: Picker) {
        picker.resize(self.layout.picker_list().height);
        self.picker = Some(picker);
    }

    /// Keys go to a pane from now on.
    fn focus(&mut self, pane: Pane) {
        if pane == Pane::Contents && self.pane != pane {
            self.contents_follow(true);
        }
        self.pane = pane;
        match pane {
            Pane::Countries | Pane::Profile => self.enter_countries(),
            Pane::Lists | Pane::Tasks => self.enter_tasks(),
            Pane::Reader | Pane::Contents | Pane::Search | Pane::Notes => {}
        }
        self.lay_out();
    }

    fn lay_out(&mut self) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let comparing = self.profile.countries.len() > 1 && self.pane == Pane::Profile;
        let shown = match (self.pane.is_side(), comparing) {
            (true, _) => Shown::Side,
            (false, true) => Shown::Whole,
            (false, false) => Shown::Reader,
        };
        let (columns, rows) = self.size;
        let was_wide = self.layout.wide;
        let writes = self.editor.is_some();
        self.layout = Layout::fit(columns, rows, shown, writes, self.widths);
        // What is not on the screen keeps its size, and so its place, but for one that it had beside the pane.
        let text = Layout::fit(columns, rows, Shown::Reader, writes, self.widths).text;
        if !text.is_empty() && (!self.pane.is_side() || was_wide) || self.layout.wide {
            self.reader.resize(edition, text.width, text.height);
        }
        if let Some(present) = &mut self.present {
            present.resize(columns, rows, self.form == Form::Ascii);
        }
        let inner = self.layout.sheet_inner();
        if let Some(sheet) = &mut self.sheet {
            sheet.resize(inner.width, inner.height);
        }
        if let Some(picker) = &mut self.picker {
            picker.resize(self.layout.picker_list().height);
        }
        self.resize_code();
        if comparing && self.side_by_side != self.wants_side_by_side() {
            self.build_profile();
        }
    }

    fn wants_side_by_side(&self) -> bool {
        self.size.0 >= SIDE_BY_SIDE
    }

    /// After any change: what is on the screen, what was read, and where the contents are.
    pub(super) fn settle(&mut self) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let side = self.layout.side_inner;
        if let Some(shelf) = &mut self.shelf {
            shelf.resize(self.layout.shelf_list(shelf.filter.is_some()).height);
        }
        match self.pane {
            Pane::Reader | Pane::Contents => {
                if !self.layout.too_small {
                    self.reader.settle(edition, &self.terms);
                }
                // Of thousands of entries some have to be moved: not where nobody sees it.
                if self.layout.wide || self.pane == Pane::Contents {
                    let filter = u16::from(self.contents.filter.is_some());
                    self.contents.resize(side.height.saturating_sub(filter));
                    self.contents_follow(self.pane != Pane::Contents);
                }
            }
            Pane::Countries | Pane::Profile => {
                let filter = u16::from(self.countries.filter.is_some());
                self.countries.resize(self.layout.list.height.saturating_sub(filter));
                let area = self.layout.profile_table(!self.profile.note.is_empty());
                self.profile.grid.resize(area.width, area.height);
            }
            // The text follows the selection also where it is not on the screen: what is said of it is true.
            Pane::Search => {
                if !self.layout.too_small {
                    self.reader.settle(edition, &self.terms);
                }
                let area = self.layout.search_list(self.searching.notes().len());
                self.searching.resize(&report, edition, area.width, area.height);
            }
            Pane::Notes => {
                if !self.layout.too_small {
                    self.reader.settle(edition, &self.terms);
                }
                let list = self.layout.notes_list(self.notes.filter.is_some());
                self.notes.resize(list.height);
            }
            Pane::Lists | Pane::Tasks => {
                let area = self.layout.tasks_table();
                self.tasks.grid.resize(area.width, area.height);
            }
        }
    }
}

/// A key for a text box, for tests and for the loop.
impl From<Input> for Action {
    fn from(input: Input) -> Self {
        Self::Edit(input)
    }
}
