//! What the countries pane and the profile do with commands.

use std::sync::Arc;

use crate::app::action::{Command, Effect};
use crate::app::grid::Grid;
use crate::app::picker::{Choice, Picker, Target};
use crate::app::profile::MOST;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::text_box::TextBox;
use crate::app::{App, Pane};
use crate::report::topic::Topic;
use crate::report::words::fill;

impl App {
    /// The table that keys go to.
    pub(super) fn table(&mut self) -> &mut Grid {
        match self.pane {
            Pane::Tasks | Pane::Lists => &mut self.tasks.grid,
            _ => &mut self.profile.grid,
        }
    }

    /// The pane is shown for the first time: the countries are listed, and the first one is on the screen.
    pub(super) fn enter_countries(&mut self) {
        let report = Arc::clone(&self.report);
        if self.countries.is_empty() && self.countries.filter.is_none() {
            self.countries.refresh(&report, self.language);
        }
        if self.profile.countries.is_empty() {
            self.follow_selected_country();
        }
    }

    pub(super) fn build_profile(&mut self) {
        let report = Arc::clone(&self.report);
        self.side_by_side = self.wants_side_by_side();
        self.profile.build(&report, report.edition(self.language), self.side_by_side);
    }

    /// `None` where the command is not the pane's own.
    pub(super) fn countries_command(&mut self, command: Command) -> Option<Effect> {
        match command {
            Command::Open | Command::Right => self.open_selected_country(),
            Command::Filter => self.countries.filter = Some(TextBox::default()),
            Command::Compare => {
                if let Some(country) = self.countries.selected() {
                    self.compare_with(country);
                }
            }
            _ if self.countries.movement(command) => self.follow_selected_country(),
            _ => return None,
        }
        Some(Effect::Nothing)
    }

    /// Where both panes are on the screen, the profile is always the selected country's.
    pub(super) fn follow_selected_country(&mut self) {
        if let Some(country) = self.countries.selected() {
            self.profile.countries = vec![country];
            self.build_profile();
        }
    }

    pub(super) fn open_selected_country(&mut self) {
        if let Some(country) = self.countries.selected() {
            let report = Arc::clone(&self.report);
            self.countries.filter = None;
            self.countries.refresh(&report, self.language);
            self.open_country(country);
        }
    }

    /// A country's profile, at the tab that was open last. The way back is remembered.
    pub(in crate::app) fn open_country(&mut self, country: usize) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let before = self.here(edition);
        self.profile.countries = vec![country];
        self.focus(Pane::Profile);
        self.countries.show(&report, self.language, country);
        self.build_profile();
        self.leave(edition, before);
    }

    /// `None` where the command is not the profile's own.
    pub(super) fn profile_command(&mut self, command: Command) -> Option<Effect> {
        match command {
            Command::Left | Command::Right => {
                let right = command == Command::Right;
                if !self.profile.grid.sideways(right) && self.profile.grid.column().is_none() {
                    self.turn_to(self.profile.topic.beside(right));
                }
            }
            Command::NextTab | Command::PreviousTab => self.turn_to(self.profile.topic.beside(command == Command::NextTab)),
            Command::Open => {
                if let Some(key) = self.profile.grid.key().map(ToOwned::to_owned) {
                    match key.strip_prefix("topic:").and_then(Topic::from_name) {
                        Some(topic) => self.turn_to(topic),
                        None => self.open_key(&key),
                    }
                }
            }
            Command::Compare => self.pick_country(true),
            Command::Back if self.profile.countries.len() > 1 => {
                self.profile.countries.truncate(1);
                self.lay_out();
                self.build_profile();
            }
            Command::FindInSection => self.prompt = Some(Prompt::new(Purpose::FindInTable, "")),
            Command::NextMatch | Command::PreviousMatch if self.profile.grid.count().0 > 0 => {
                self.profile.grid.step_hit(command == Command::NextMatch);
            }
            _ if self.profile.grid.movement(command) => {}
            _ => return None,
        }
        Some(Effect::Nothing)
    }

    fn turn_to(&mut self, topic: Topic) {
        if self.profile.topic != topic {
            self.profile.topic = topic;
            self.build_profile();
        }
    }

    /// One more country beside those on the screen.
    pub(super) fn compare_with(&mut self, country: usize) {
        if self.profile.countries.contains(&country) && self.profile.countries.len() == 1 && self.pane == Pane::Countries {
            // In the list the selected country is the one on the screen: another one is asked for.
            return self.pick_country(true);
        }
        if self.profile.countries.contains(&country) {
            return;
        }
        if self.profile.countries.len() >= MOST {
            self.message = Some(fill(&self.edition().words.countries.too_many, &[("most", &MOST.to_string())]));
            return;
        }
        self.profile.countries.push(country);
        self.focus(Pane::Profile);
        self.build_profile();
    }

    /// A list of all countries to choose from by typing part of a name, in any language.
    pub(super) fn pick_country(&mut self, compare: bool) {
        let w = &self.edition().words.countries;
        let facts = self.report.facts();
        if facts.countries.is_empty() {
            self.message = Some(w.nowhere.to_string());
            return;
        }
        let countries = facts.countries.iter().enumerate();
        let choices = countries.filter(|(index, _)| !compare || !self.profile.countries.contains(index)).map(|(index, country)| {
            let names = country.all_names(self.language);
            let also = names.iter().skip(1).map(ToString::to_string);
            Choice {
                name: names[0].to_owned(),
                also: also.collect(),
                beside: country.passages.len().to_string(),
                target: if compare { Target::Compare(index) } else { Target::Country(index) },
            }
        });
        let title = if compare { &w.pick_compare } else { &w.pick };
        let picker = Picker::new(title.to_string(), choices.collect());
        self.open_picker(picker);
    }
}
