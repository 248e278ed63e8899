//! What the checklists do with commands.

use std::sync::Arc;

use crate::app::action::{Command, Effect};
use crate::app::editor::{Editor, Writing};
use crate::app::prompt::{Prompt, Purpose};
use crate::app::{App, Pane};
use crate::report::words::fill;
use crate::report::{Language, Words};
use crate::state::checklist::{Change, Checklist, Item, TaskState};
use crate::state::time::{date, today};

impl App {
    pub(super) fn enter_tasks(&mut self) {
        if self.tasks.groups().is_empty() {
            self.build_tasks();
        }
    }

    pub(super) fn build_tasks(&mut self) {
        let report = Arc::clone(&self.report);
        self.tasks.build(&report, report.edition(self.language));
    }

    /// `None` where the command is not the side pane's own.
    pub(super) fn lists_command(&mut self, command: Command) -> Option<Effect> {
        match command {
            Command::LineDown | Command::NextPassage => self.tasks.side_step(1),
            Command::LineUp | Command::PreviousPassage => self.tasks.side_step(-1),
            Command::Start => self.tasks.side_select(0),
            Command::End => self.tasks.side_select(usize::MAX),
            Command::Open | Command::Right => {
                self.tasks.side_open();
                self.build_tasks();
                self.focus(Pane::Tasks);
            }
            _ => return self.list_command(command),
        }
        Some(Effect::Nothing)
    }

    /// `None` where the command is not the checklist's own.
    pub(super) fn tasks_command(&mut self, command: Command) -> Option<Effect> {
        let id = self.tasks.selected_id();
        match command {
            Command::NextState => {
                if let Some(id) = id {
                    return Some(self.change_item(&id, |item| {
                        // The day on which it was done is noted, and taken back with it.
                        if item.state == TaskState::Done && item.date == today() {
                            item.date.clear();
                        }
                        item.state = item.state.next();
                        if item.state == TaskState::Done && item.date.is_empty() {
                            item.date = today();
                        }
                    }));
                }
            }
            Command::TaskNote => {
                if let Some(id) = id {
                    let title = fill(&self.edition().words.tasks.note, &[("id", &id)]);
                    let note = self.tasks.list().item(&id).note;
                    self.open_editor(Editor::new(Writing::Task(id), title, &note));
                }
            }
            Command::TaskDate => self.ask(id, |item| (Purpose::TaskDate(item.id.clone()), item.date.clone())),
            Command::Open => {
                if let Some(key) = self.tasks.grid.key().map(ToOwned::to_owned) {
                    self.open_key(&key);
                }
            }
            Command::Filter => self.prompt = Some(Prompt::new(Purpose::FilterTasks, &self.tasks.filter)),
            Command::FindInSection => self.prompt = Some(Prompt::new(Purpose::FindInTable, "")),
            Command::NextMatch | Command::PreviousMatch if self.tasks.grid.count().0 > 0 => {
                self.tasks.grid.step_hit(command == Command::NextMatch);
            }
            Command::Left | Command::Right => {
                self.tasks.grid.sideways(command == Command::Right);
            }
            _ if self.tasks.grid.movement(command) => {}
            _ => return self.list_command(command),
        }
        Some(Effect::Nothing)
    }

    /// What both panes do.
    fn list_command(&mut self, command: Command) -> Option<Effect> {
        let words = self.edition().words.clone();
        let w = &words.tasks;
        match command {
            Command::Regroup => {
                self.tasks.by = self.tasks.by.other();
                self.build_tasks();
                let by = self.edition().words.label("grouping", self.tasks.by.name()).to_owned();
                self.message = Some(fill(&w.grouped, &[("by", &by)]));
            }
            Command::OnlyState => {
                let last = TaskState::ALL[TaskState::ALL.len() - 1];
                self.tasks.only = match self.tasks.only {
                    None => Some(TaskState::Open),
                    Some(state) if state == last => None,
                    Some(state) => Some(state.next()),
                };
                self.build_tasks();
                self.message = Some(match self.tasks.only {
                    Some(state) => fill(&w.only, &[("state", self.edition().words.label("state", state.name()))]),
                    None => w.only_all.to_string(),
                });
            }
            // First what narrows the list goes, then one leaves it.
            Command::Back if !self.tasks.filter.is_empty() || self.tasks.only.is_some() => {
                self.tasks.filter.clear();
                self.tasks.only = None;
                self.build_tasks();
                self.message = Some(w.only_all.to_string());
            }
            Command::NewChecklist => self.prompt = Some(Prompt::new(Purpose::NewChecklist, "")),
            Command::RemoveChecklist if self.tasks.lists().len() > 1 => {
                let name = self.tasks.list().name.clone();
                self.prompt = Some(Prompt::new(Purpose::RemoveChecklist(name), ""));
            }
            Command::RemoveChecklist => self.message = Some(w.only_list.to_string()),
            _ => return None,
        }
        Some(Effect::Nothing)
    }

    fn ask(&mut self, id: Option<String>, what: impl FnOnce(&Item) -> (Purpose, String)) {
        if let Some(id) = id {
            let (purpose, text) = what(&self.tasks.list().item(&id));
            self.prompt = Some(Prompt::new(purpose, &text));
        }
    }

    pub(super) fn change_item(&mut self, id: &str, change: impl FnOnce(&mut Item)) -> Effect {
        let before = self.tasks.list().item(id);
        let after = before.changed_by(change);
        let words = &self.edition().words;
        self.message = Some(fill(&words.tasks.state_set, &[("id", id), ("state", words.label("state", after.state.name()))]));
        self.revise_item(before, after)
    }

    /// The note of an action, as it stood in the box, is now this one.
    pub(super) fn change_task_note(&mut self, id: &str, was: String, note: String, begins: bool) -> Effect {
        let before = Item { note: was, ..self.tasks.list().item(id) };
        let after = before.changed_by(|item| {
            if begins {
                item.begin_note();
            }
            item.note = note;
        });
        self.revise_item(before, after)
    }

    fn revise_item(&mut self, before: Item, after: Item) -> Effect {
        let list = self.tasks.list_mut();
        list.revise(&before, &after);
        let (report, list) = (list.report.clone(), list.name.clone());
        self.build_tasks();
        Effect::ChangeAction(Box::new(Change { report, list, before, after }))
    }

    /// The checklists are these now: another copy changed them as well.
    pub(super) fn take_checklists(&mut self, lists: Vec<Checklist>) {
        if !self.private {
            self.tasks.take(lists);
            self.build_tasks();
        }
    }

    /// What was typed at a prompt is taken.
    pub(super) fn answer(&mut self, prompt: Prompt) -> Effect {
        let typed = prompt.text_box.text().trim().to_owned();
        let words = self.edition().words.clone();
        let w = &words.tasks;
        match prompt.purpose {
            Purpose::FindInTable | Purpose::FilterTasks => Effect::Nothing,
            Purpose::Label(mark) => self.label(*mark, &typed),
            Purpose::ExportTo => self.export_to(typed),
            Purpose::TaskDate(id) => {
                let words = Language::ALL.map(Words::bundled);
                if let Some(date) = date(&typed, words.iter().map(|words| &*words.checklist.today)) {
                    return self.change_item(&id, |item| item.date = date);
                }
                // What was typed stays, to be mended.
                self.message = Some(fill(&w.no_date, &[("typed", &typed), ("today", &today())]));
                self.prompt = Some(Prompt::new(Purpose::TaskDate(id), &typed));
                Effect::Nothing
            }
            Purpose::NewTour(_) | Purpose::NewChecklist if typed.is_empty() => Effect::Nothing,
            Purpose::NewTour(address) => self.add_stop(typed, address),
            Purpose::NewChecklist => {
                self.tasks.open(&typed);
                self.build_tasks();
                self.message = Some(fill(&w.shown, &[("name", &typed)]));
                // What is in one that is there already is kept already.
                Effect::SaveChecklist(Checklist { items: Vec::new(), ..self.tasks.list().clone() })
            }
            Purpose::RemoveChecklist(name) if typed == name => match self.tasks.remove() {
                Some(name) => {
                    self.build_tasks();
                    self.message = Some(fill(&w.removed, &[("name", &name)]));
                    Effect::RemoveChecklist(name)
                }
                None => Effect::Nothing,
            },
            Purpose::RemoveChecklist(name) => {
                self.message = Some(fill(&w.not_removed, &[("name", &name)]));
                Effect::Nothing
            }
        }
    }
}
