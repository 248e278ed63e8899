//! What happens while one types: in the find box, a filter, a picker, or a prompt.

use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Command, Effect};
use crate::app::picker::Target;
use crate::app::prompt::Purpose;
use crate::app::text_box::TextBox;
use crate::report::Edition;
use crate::report::topic::Topic;

impl App {
    /// Changes the text that is being typed, and what hangs on it.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut TextBox) -> bool) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        if let Some(filter) = self.shelf.as_mut().and_then(|shelf| shelf.filter.as_mut()) {
            if change(filter) {
                self.shelf.iter_mut().for_each(crate::app::shelf::Shelf::refresh);
            }
        } else if let Some(prompt) = &mut self.prompt {
            if change(&mut prompt.text_box) {
                let typed = prompt.text_box.text().to_owned();
                match prompt.purpose {
                    Purpose::FindInTable => self.table().find(&typed),
                    Purpose::FilterTasks => {
                        self.tasks.filter = typed;
                        self.tasks.build(&report, edition);
                    }
                    _ => {}
                }
            }
        } else if let Some(picker) = &mut self.picker {
            if change(&mut picker.text_box) {
                picker.refresh();
            }
        } else if let Some(text_box) = &mut self.searching.text_box {
            if change(text_box) {
                self.refresh_search(edition);
            }
        } else if let Some(text_box) = &mut self.finding.text_box {
            if change(text_box) {
                match self.finding.refresh(edition) {
                    Some(hit) => self.reader.reveal(edition, &hit),
                    None => self.return_to_origin(edition),
                }
            }
        } else if let Some(filter) = &mut self.contents.filter {
            if change(filter) {
                self.contents.refresh_filter(edition);
            }
        } else if let Some(filter) = &mut self.notes.filter {
            if change(filter) {
                self.notes.refresh(edition);
                self.follow_note(edition);
            }
        } else if let Some(filter) = &mut self.countries.filter
            && change(filter)
        {
            self.countries.refresh(&report, self.language);
            self.follow_selected_country();
        }
    }

    fn return_to_origin(&mut self, edition: &Edition) {
        let text_box = self.finding.text_box.take();
        let origin = self.finding.cancel();
        self.finding.text_box = text_box;
        self.reader.go_back(edition, origin);
    }

    /// Enter, Esc and moves while one types.
    pub(super) fn typing_command(&mut self, command: Command) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        if self.shelf.is_some() {
            return self.shelf_typing(command);
        }
        if self.prompt.is_some() {
            return self.prompt_command(command);
        }
        if let Some(picker) = &mut self.picker {
            if picker.movement(command) {
                return Effect::Nothing;
            }
            return match command {
                Command::Open => self.choose(),
                Command::Back => {
                    self.picker = None;
                    Effect::Nothing
                }
                _ => Effect::Nothing,
            };
        }
        if self.searching.text_box.is_some() {
            return self.search_typing(edition, command);
        } else if self.finding.text_box.is_some() {
            match command {
                Command::Open => self.accept_find(edition),
                Command::Back => {
                    let origin = self.finding.cancel();
                    self.reader.go_back(edition, origin);
                }
                Command::LineDown => self.step_find(edition, true),
                Command::LineUp => self.step_find(edition, false),
                _ => {}
            }
        } else if self.contents.filter.is_some() {
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
        } else if self.notes.filter.is_some() {
            match command {
                Command::Open => self.notes.filter = None,
                Command::Back => {
                    self.notes.filter = None;
                    self.notes.narrowed.clear();
                    self.notes.refresh(edition);
                }
                other => {
                    self.notes.movement(other);
                }
            }
            self.follow_note(edition);
        } else {
            match command {
                Command::Open => self.open_selected_country(),
                Command::Back => {
                    let shown = self.countries.selected();
                    self.countries.filter = None;
                    self.countries.refresh(&report, self.language);
                    // What is on the screen stays selected among all.
                    if let Some(country) = shown {
                        self.countries.show(&report, self.language, country);
                    }
                    self.follow_selected_country();
                }
                other => {
                    self.countries.movement(other);
                    self.follow_selected_country();
                }
            }
        }
        Effect::Nothing
    }

    /// The choice of a picker is taken.
    pub(super) fn choose(&mut self) -> Effect {
        // Where nothing matches there is nothing to choose: what was typed stays, to be mended.
        let Some(picker) = self.picker.take_if(|picker| picker.target().is_some()) else { return Effect::Nothing };
        match picker.target() {
            Some(Target::Country(country)) => {
                // The way to a tab is always the same number of keys.
                self.profile.topic = Topic::default();
                self.open_country(country);
            }
            Some(Target::Compare(country)) => self.compare_with(country),
            Some(Target::Command(command)) => return self.command_of_palette(command),
            Some(Target::Private(true)) => self.go_private(),
            Some(Target::Highlight(kind)) => return self.highlight(kind),
            Some(Target::Tour(tour)) => self.start_tour(tour),
            Some(Target::AddTo(tour)) => return self.add_to(tour),
            Some(Target::Slide(slide)) => {
                if let Some(present) = &mut self.present {
                    present.show(slide, picker.text_box.text().parse().ok());
                }
            }
            Some(Target::Scope(scope)) => self.pick_format(scope),
            Some(Target::Format(format)) => self.ask_file(format),
            Some(Target::Replace(replace)) => return self.export_again(replace),
            Some(Target::Private(false)) | None => {}
        }
        Effect::Nothing
    }

    fn prompt_command(&mut self, command: Command) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let Some(prompt) = &self.prompt else { return Effect::Nothing };
        match (command, &prompt.purpose) {
            (Command::Open, _) => {
                let Some(prompt) = self.prompt.take() else { return Effect::Nothing };
                return self.answer(prompt);
            }
            (Command::Back, purpose) => {
                match purpose {
                    Purpose::FindInTable => self.table().find(""),
                    Purpose::FilterTasks => {
                        self.tasks.filter.clear();
                        self.tasks.build(&report, edition);
                    }
                    _ => {}
                }
                self.prompt = None;
            }
            (Command::LineDown, Purpose::FindInTable) => self.table().step_hit(true),
            (Command::LineUp, Purpose::FindInTable) => self.table().step_hit(false),
            _ => {}
        }
        Effect::Nothing
    }
}
