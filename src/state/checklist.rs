//! Checklists of the report's recommendations: `checklists.toml`. A person keeps as many as there are organisations or countries to keep
//! them for.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::file::{self, Notice};
use super::state_file::StateFile;
use super::time::bounded;
use crate::text::sanitize::{clean, clean_line};

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskState {
    /// Nothing was done.
    #[default]
    Open,
    /// Being done.
    InProgress,
    /// Done.
    Done,
    /// Not for us.
    NotApplicable,
}

impl TaskState {
    /// All states, in the order in which one key goes through them.
    pub const ALL: [Self; 4] = [Self::Open, Self::InProgress, Self::Done, Self::NotApplicable];

    /// Its name on the command line and in files: `in-progress`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in-progress",
            Self::Done => "done",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| name.trim().to_lowercase().replace([' ', '_'], "-") == state.name())
    }

    /// A sign that stands for it, readable without colour.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Open => "[ ]",
            Self::InProgress => "[~]",
            Self::Done => "[x]",
            Self::NotApplicable => "[-]",
        }
    }

    /// The next one, after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|state| *state == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// What a person says of one recommendation. What is not said is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The recommendation's id: `07`.
    pub id: String,
    /// How far it is.
    #[serde(default)]
    pub state: TaskState,
    /// The person's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// A day, as the person writes it; the program writes 2026-11-24.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// When it was last changed, in seconds since 1970: of two copies the later counts.
    #[serde(default)]
    pub changed: u64,
}

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
        item.note = clean(&item.note).into_owned();
        item.date = clean_line(&item.date).into_owned();
        match self.items.iter_mut().find(|other| other.id == item.id) {
            Some(other) => *other = item,
            None => self.items.push(item),
        }
    }

    /// Takes over what another copy says later than this one. Gives how many items changed.
    pub fn merge(&mut self, other: &Self) -> usize {
        let mut changed = 0;
        for item in &other.items {
            let own = self.item(&item.id);
            if own != *item && item.changed >= own.changed {
                self.set(item.clone());
                changed += 1;
            }
        }
        changed
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
            for item in &mut list.items {
                item.id = clean_line(&item.id).into_owned();
                item.note = clean(&item.note).into_owned();
                item.date = clean_line(&item.date).into_owned();
                item.changed = bounded(item.changed);
            }
        }
    }
}

impl ChecklistFile {
    /// Takes over what a checklist says later than the one of its name. Gives how many items changed.
    pub fn merge(&mut self, list: &Checklist) -> usize {
        if let Some(own) = self.lists.iter_mut().find(|own| own.name == list.name && own.report == list.report) {
            return own.merge(list);
        }
        self.lists.push(list.clone());
        list.items.len()
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
        self.save_all(std::slice::from_ref(list))
    }

    /// The same for several at once: all are saved, or none.
    pub fn save_all(&mut self, those: &[Checklist]) -> std::io::Result<()> {
        self.change(|file| {
            for list in those {
                file.merge(list);
            }
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
