//! Checklists of the report's recommendations: `checklists.toml`. A person keeps as many as there are organisations or countries to keep
//! them for.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::file::{self, Notice};
pub use super::item::{Item, TaskState};
use super::state_file::StateFile;
use crate::text::sanitize::clean_line;

/// A named checklist of one report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Whose it is: an organisation or a country.
    pub name: String,
    /// Title and year of the report.
    pub report: String,
    /// What was said, by recommendation.
    #[serde(default, rename = "item")]
    pub items: Vec<Item>,
}

impl Checklist {
    /// What is said of a recommendation.
    pub fn item(&self, id: &str) -> Item {
        self.items.iter().find(|item| item.id == id).cloned().unwrap_or_else(|| Item { id: id.to_owned(), ..Item::default() })
    }

    /// Says something of a recommendation.
    pub fn set(&mut self, mut item: Item) {
        item.clean();
        match self.items.iter_mut().find(|other| other.id == item.id) {
            Some(other) => *other = item,
            None => self.items.push(item),
        }
    }

    /// Does to an item what was done to another version of it.
    pub fn revise(&mut self, before: &Item, after: &Item) {
        let mut item = self.item(&after.id);
        item.revise(before, after);
        self.set(item);
    }

    /// Takes over what another copy says. Gives how many items changed.
    pub fn merge(&mut self, other: &Self) -> usize {
        let mut changed = 0;
        for theirs in &other.items {
            let mut item = self.item(&theirs.id);
            if item.merge(theirs) {
                self.set(item);
                changed += 1;
            }
        }
        changed
    }
}

/// What was done to an item of a checklist: what it was for who did it, and what it is then. Another copy may have changed it meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The report's identity.
    pub report: String,
    /// The checklist's name.
    pub list: String,
    /// What was seen.
    pub before: Item,
    /// What it is now.
    pub after: Item,
}

impl Change {
    /// This change and the one after it as one, where both are of the same note alone.
    pub fn join(&mut self, next: &Self) -> bool {
        let is_same = (&self.report, &self.list, &self.after.id) == (&next.report, &next.list, &next.after.id);
        let is_note = |change: &Self| (change.before.state, &change.before.date) == (change.after.state, &change.after.date);
        let joins = is_same && is_note(self) && is_note(next) && self.after.note == next.before.note;
        if joins {
            self.after = next.after.clone();
        }
        joins
    }
}

/// The file of checklists, of all reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistFile {
    /// Each once.
    #[serde(default, rename = "checklist")]
    pub lists: Vec<Checklist>,
}

impl StateFile for ChecklistFile {
    const NAME: &'static str = "checklists.toml";
    const VERSION: u32 = 1;
    const TABLE: &'static str = "checklist";

    fn absorb(&mut self, other: Self) {
        for list in &other.lists {
            self.merge(list);
        }
    }

    fn clean(&mut self) {
        for list in &mut self.lists {
            list.name = clean_line(&list.name).into_owned();
            list.report = clean_line(&list.report).into_owned();
            list.items.iter_mut().for_each(Item::clean);
        }
    }
}

impl ChecklistFile {
    /// Takes over what a checklist says beside the one of its name. Gives how many items changed.
    pub fn merge(&mut self, list: &Checklist) -> usize {
        if let Some(own) = self.lists.iter_mut().find(|own| own.name == list.name && own.report == list.report) {
            return own.merge(list);
        }
        self.lists.push(list.clone());
        list.items.len()
    }

    /// The checklist of this name, a new one where there is none.
    fn list_mut(&mut self, report: &str, name: &str) -> &mut Checklist {
        let at = self.lists.iter().position(|own| own.name == name && own.report == report).unwrap_or_else(|| {
            self.lists.push(Checklist { name: name.to_owned(), report: report.to_owned(), items: Vec::new() });
            self.lists.len() - 1
        });
        &mut self.lists[at]
    }

    /// Does what was done to an item.
    pub fn revise(&mut self, change: &Change) {
        self.list_mut(&change.report, &change.list).revise(&change.before, &change.after);
    }
}

/// All checklists, of all reports.
#[derive(Debug, Clone, Default)]
pub struct Checklists {
    /// `None` where nothing can be kept.
    path: Option<PathBuf>,
    kept: ChecklistFile,
}

impl Checklists {
    /// Reads the file in the data folder; a damaged one is set aside.
    pub fn open(folder: Option<&Path>) -> (Self, Option<Notice>) {
        let Some(path) = folder.map(|folder| folder.join(ChecklistFile::NAME)) else {
            return (Self::default(), None);
        };
        let opened = file::open::<ChecklistFile>(&path);
        (Self { path: opened.writable.then_some(path), kept: opened.value }, opened.notice)
    }

    /// The checklists of a report.
    pub fn of(&self, report: &str) -> Vec<Checklist> {
        self.kept.lists.iter().filter(|list| list.report == report).cloned().collect()
    }

    /// Whether there is a file to save to.
    pub fn can_save(&self) -> bool {
        self.path.is_some()
    }

    /// Merges a checklist into what is kept, and what another running copy saved meanwhile into both.
    pub fn save(&mut self, list: &Checklist) -> std::io::Result<()> {
        self.save_all(std::slice::from_ref(list), &[]).map(|_| ())
    }

    /// The same for several at once, and then what was done to items: all are saved, or none. Gives how many items were merged.
    pub fn save_all(&mut self, those: &[Checklist], changes: &[Change]) -> std::io::Result<usize> {
        let mut merged = 0;
        self.change(|file| {
            merged = those.iter().map(|list| file.merge(list)).sum();
            for change in changes {
                file.revise(change);
            }
        })?;
        Ok(merged)
    }

    /// Changes an item as it is in the file now.
    pub fn change_item(&mut self, report: &str, name: &str, id: &str, change: impl FnOnce(&mut Item)) -> std::io::Result<()> {
        self.change(|file| {
            let list = file.list_mut(report, name);
            let item = list.item(id).changed_by(change);
            list.set(item);
        })
    }

    /// Forgets a checklist.
    pub fn remove(&mut self, report: &str, name: &str) -> std::io::Result<()> {
        self.change(|file| file.lists.retain(|list| list.report != report || list.name != name))
    }

    fn change(&mut self, change: impl FnOnce(&mut ChecklistFile)) -> std::io::Result<()> {
        match &self.path {
            Some(path) => self.kept = file::change(path, change)?,
            None => change(&mut self.kept),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, state: TaskState, changed: u64) -> Item {
        Item { id: id.to_owned(), state, changed, ..Item::default() }
    }

    #[test]
    fn the_later_word_counts() {
        let mut mine = Checklist { name: "Us".to_owned(), ..Checklist::default() };
        mine.set(item("01", TaskState::Done, 10));
        mine.set(item("02", TaskState::Open, 10));
        let mut theirs = mine.clone();
        theirs.set(item("01", TaskState::Open, 5));
        theirs.set(item("02", TaskState::InProgress, 20));
        theirs.set(item("03", TaskState::NotApplicable, 1));
        assert_eq!(mine.merge(&theirs), 2);
        assert_eq!(mine.item("01").state, TaskState::Done);
        assert_eq!(mine.item("02").state, TaskState::InProgress);
        assert_eq!(mine.item("03").state, TaskState::NotApplicable);
    }

    #[test]
    fn two_copies_lose_nothing() {
        let folder = tempfile::tempdir().expect("folder");
        let (mut one, _) = Checklists::open(Some(folder.path()));
        let (mut two, _) = Checklists::open(Some(folder.path()));
        let mut list = Checklist { name: "Us".to_owned(), report: "R".to_owned(), ..Checklist::default() };
        list.set(Item { note: "first\nsecond \u{1b}[2J".to_owned(), ..item("01", TaskState::Done, 1) });
        one.save(&list).expect("saved");
        let mut other = Checklist { items: Vec::new(), ..list.clone() };
        other.set(item("02", TaskState::Done, 2));
        two.save(&other).expect("saved");
        let (again, notice) = Checklists::open(Some(folder.path()));
        assert!(notice.is_none());
        let kept = &again.of("R")[0];
        assert_eq!((kept.item("01").state, kept.item("02").state), (TaskState::Done, TaskState::Done));
        assert_eq!(kept.item("01").note, "first\nsecond ␛[2J");
    }
}
