//! The tasks pane: the report's recommendations as checklists.

use super::grid::{Entry, Grid};
use crate::report::recommendation::{Grouping, Recommendation};
use crate::report::words::fill;
use crate::report::{Edition, Report};
use crate::state::checklist::{Checklist, TaskState};
use crate::text::fold::fold;

/// Actions that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is called.
    pub name: String,
    /// How many are done.
    pub done: usize,
    /// How many count: those that are not applicable do not.
    pub of: usize,
    /// The key of its first row.
    pub first: String,
}

/// An entry of the side pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A checklist, by its index.
    List(usize),
    /// A group of the one on the screen, by its index.
    Group(usize),
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct Tasks {
    lists: Vec<Checklist>,
    at: usize,
    /// By what actions are grouped.
    pub by: Grouping,
    /// Only actions in this state.
    pub only: Option<TaskState>,
    /// Only actions in whose text this stands.
    pub filter: String,
    /// The actions.
    pub grid: Grid,
    groups: Vec<Group>,
    progress: (usize, usize),
    selected: usize,
}

impl Tasks {
    /// With the checklists that are kept; a first one where there is none.
    pub fn new(report: &Report, edition: &Edition, kept: Vec<Checklist>) -> Self {
        let first = || Checklist { name: edition.words.tasks.first_list.to_string(), report: report.identity(), items: Vec::new() };
        let lists = if kept.is_empty() { vec![first()] } else { kept };
        Self { lists, ..Self::default() }
    }

    /// Shows the checklist that was shown before, in the same way.
    pub fn resume(&mut self, before: &Self) {
        (self.at, self.by, self.only, self.selected) = (before.at, before.by, before.only, before.selected);
        before.filter.clone_into(&mut self.filter);
    }

    /// The checklists.
    pub fn lists(&self) -> &[Checklist] {
        &self.lists
    }

    /// The one on the screen.
    ///
    /// # Panics
    /// Never: there is always one.
    pub fn list(&self) -> &Checklist {
        &self.lists[self.at.min(self.lists.len().saturating_sub(1))]
    }

    /// The checklists are these now. The one on the screen stays there, even if it is not among them.
    pub fn take(&mut self, mut lists: Vec<Checklist>) {
        let shown = self.list().clone();
        self.at = lists.iter().position(|list| list.name == shown.name).unwrap_or_else(|| {
            lists.push(shown);
            lists.len() - 1
        });
        self.lists = lists;
        self.side_step(0);
    }

    /// The groups of the one on the screen.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// How many actions are done, and how many count, each once.
    pub fn progress(&self) -> (usize, usize) {
        self.progress
    }

    /// The one on the screen, to change it.
    pub fn list_mut(&mut self) -> &mut Checklist {
        let at = self.at.min(self.lists.len().saturating_sub(1));
        &mut self.lists[at]
    }

    /// Shows a checklist of this name, a new one where there is none.
    pub fn open(&mut self, name: &str) {
        self.at = self.lists.iter().position(|list| list.name == name).unwrap_or_else(|| {
            let report = self.list().report.clone();
            self.lists.push(Checklist { name: name.to_owned(), report, items: Vec::new() });
            self.lists.len() - 1
        });
    }

    /// Forgets the one on the screen, unless it is the only one.
    pub fn remove(&mut self) -> Option<String> {
        (self.lists.len() > 1).then(|| {
            let removed = self.lists.remove(self.at);
            self.at = self.at.saturating_sub(1);
            removed.name
        })
    }

    /// The entries of the side pane.
    pub fn side(&self) -> Vec<Side> {
        let lists = (0..self.lists.len()).map(Side::List);
        lists.chain((0..self.groups.len()).map(Side::Group)).collect()
    }

    /// Index of the selected entry of the side pane.
    pub fn side_selected(&self) -> usize {
        self.selected
    }

    /// Moves the selection in the side pane.
    pub fn side_step(&mut self, by: isize) {
        self.selected = self.selected.saturating_add_signed(by).min(self.side().len().saturating_sub(1));
    }

    /// Selects an entry of the side pane.
    pub fn side_select(&mut self, index: usize) {
        self.selected = index.min(self.side().len().saturating_sub(1));
    }

    /// Whether the entry is the checklist on the screen.
    pub fn is_open(&self, side: Side) -> bool {
        side == Side::List(self.at)
    }

    /// Opens the selected entry of the side pane.
    pub fn side_open(&mut self) {
        match self.side().get(self.selected) {
            Some(Side::List(index)) => self.at = *index,
            Some(Side::Group(index)) => {
                let first = self.groups[*index].first.clone();
                self.grid.select_key(&first);
            }
            None => {}
        }
    }

    /// Builds groups and rows anew; the same action stays selected.
    pub fn build(&mut self, report: &Report, edition: &Edition) {
        let selected = (self.grid.key().map(ToOwned::to_owned), self.grid.selected());
        let mut names: Vec<String> = Vec::new();
        let items = &report.facts().recommendations;
        let groups_of = |item: &Recommendation, by: Grouping| -> Vec<String> {
            match by {
                Grouping::Addressee => item.addressees.iter().map(ToString::to_string).collect(),
                Grouping::Theme => vec![item.theme.to_string()],
            }
        };
        for name in items.iter().flat_map(|item| groups_of(item, self.by)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        self.groups.clear();
        self.progress = self.count(items.iter());
        let w = &edition.words.tasks;
        let mut grid = Grid::new([&w.state, &w.number, &w.action, &w.date].map(ToString::to_string).to_vec());
        for name in names {
            let members: Vec<&Recommendation> = items.iter().filter(|item| groups_of(item, self.by).contains(&name)).collect();
            let (done, of) = self.count(members.iter().copied());
            let shown_name = crate::text::capital(edition.words.label(self.by.name(), &name));
            let key = |item: &Recommendation| format!("rec:{}", &*item.id);
            let shown: Vec<&&Recommendation> = members.iter().filter(|item| self.is_wanted(edition, item)).collect();
            let first = shown.first().map(|item| key(item)).unwrap_or_default();
            let progress = fill(&w.progress, &[("done", &done.to_string()), ("of", &of.to_string())]);
            if !shown.is_empty() {
                grid.push(Entry::Heading(format!("{shown_name} · {progress}")), Vec::new());
            }
            self.groups.push(Group { name: shown_name, done, of, first });
            for item in shown {
                let own = self.list().item(&item.id);
                let text = item.text.text(edition.language);
                let note = if own.note.is_empty() { String::new() } else { format!("\n{} {}", &*w.note_sign, own.note) };
                let cells = vec![own.state.sign().to_owned(), item.id.to_string(), format!("{text}{note}"), own.date.clone()];
                grid.push_cells(cells, key(item));
            }
        }
        self.grid = grid;
        if let (Some(key), index) = selected {
            // An action may stand in two groups: the row it had comes first.
            self.grid.select_index(index);
            if self.grid.key() != Some(&key) {
                self.grid.select_key(&key);
            }
        }
    }

    /// How many of these are done, and how many count.
    fn count<'a>(&self, items: impl Iterator<Item = &'a Recommendation>) -> (usize, usize) {
        let states: Vec<TaskState> = items.map(|item| self.list().item(&item.id).state).collect();
        let having = |wanted: fn(TaskState) -> bool| states.iter().filter(|state| wanted(**state)).count();
        (having(|state| state == TaskState::Done), having(|state| state != TaskState::NotApplicable))
    }

    /// Id of the selected action.
    pub fn selected_id(&self) -> Option<String> {
        self.grid.key().and_then(|key| key.strip_prefix("rec:")).map(ToOwned::to_owned)
    }

    fn is_wanted(&self, edition: &Edition, item: &Recommendation) -> bool {
        let own = self.list().item(&item.id);
        let needle = fold(&self.filter);
        let text = fold(&format!("{} {} {}", &*item.id, item.text.text(edition.language), own.note));
        self.only.is_none_or(|state| state == own.state) && text.contains(&needle)
    }
}
