//! All of a person's things in one file, to carry them to another computer or to keep them safe, and to merge them there.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::checklist::{Checklist, ChecklistFile};
use super::file::{self, Notice};
use super::folders::Folders;
use super::lock::locked_all;
use super::mark::Mark;
use super::marks::MarksFile;
use super::place::{PlaceFile, Visit};
use super::state_file::StateFile;
use super::store;
use super::tours::{self, Carried};
use crate::report::tour::FOLDER;

/// Places, checklists and marks of all reports, and own tours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// As in `place.toml`.
    #[serde(default, rename = "visit", skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<Visit>,
    /// As in `checklists.toml`.
    #[serde(default, rename = "checklist", skip_serializing_if = "Vec::is_empty")]
    pub checklists: Vec<Checklist>,
    /// As in `marks.toml`: those that were removed among them, so that they are removed everywhere.
    #[serde(default, rename = "mark", skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// The person's own tours.
    #[serde(default, rename = "tour", skip_serializing_if = "Vec::is_empty")]
    pub tours: Vec<Carried>,
}

/// So that it is read and written as the files are of which it is made. Nothing is recovered of a damaged one: it is not imported at all.
impl StateFile for Bundle {
    const NAME: &'static str = "vereda.toml";
    const VERSION: u32 = 1;
    const TABLE: &'static str = "mark";

    fn absorb(&mut self, other: Self) {
        self.merge(other);
    }

    fn clean(&mut self) {
        let mut tours = std::mem::take(&mut self.tours);
        tours.iter_mut().for_each(Carried::clean);
        let mut files = std::mem::take(self).into_files();
        files.0.clean();
        files.1.clean();
        files.2.clean();
        *self = Self { tours, ..Self::from_files(files) };
    }
}

/// How much a merge changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Marks that are new or other than before.
    pub marks: usize,
    /// Actions of checklists of which something else is said.
    pub actions: usize,
    /// Reports of which more was read.
    pub places: usize,
    /// Own tours that are new.
    pub tours: usize,
}

/// A file that is not as it should be, by its place.
pub type Told = (PathBuf, Notice);

type AllFiles = (PlaceFile, ChecklistFile, MarksFile);

impl Bundle {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn from_files((places, checklists, marks): AllFiles) -> Self {
        Self { visits: places.visits, checklists: checklists.lists, marks: marks.marks, tours: Vec::new() }
    }

    fn into_files(self) -> AllFiles {
        (PlaceFile { visits: self.visits }, ChecklistFile { lists: self.checklists }, MarksFile { marks: self.marks })
    }

    /// All that is kept, and what is to be told of the files.
    pub fn gather(folders: &Folders) -> (Self, Vec<Told>) {
        let mut told = Vec::new();
        let places = opened::<PlaceFile>(folders.state.as_ref(), &mut told);
        let checklists = opened::<ChecklistFile>(folders.data.as_ref(), &mut told);
        let marks = opened::<MarksFile>(folders.data.as_ref(), &mut told);
        let tours = folders.data.as_deref().map(tours::carried).unwrap_or_default();
        (Self { tours, ..Self::from_files((places, checklists, marks)) }, told)
    }

    /// Takes over what another one says. Where both say something of the same action the later word counts; of a mark that both changed both
    /// versions stay.
    pub fn merge(&mut self, mut theirs: Self) -> Changes {
        let mut tours = std::mem::take(&mut self.tours);
        // What is no tour is told where it is imported.
        let new = tours::merge(&mut tours, std::mem::take(&mut theirs.tours), None).unwrap_or_default();
        let mut files = std::mem::take(self).into_files();
        let changes = Changes { tours: new, ..merged(&mut files, theirs) };
        *self = Self { tours, ..Self::from_files(files) };
        changes
    }

    /// Merges it into what is kept: all of it, or where something fails nothing.
    pub fn import(mut self, folders: &Folders) -> io::Result<Changes> {
        let nowhere = || io::Error::from(io::ErrorKind::NotFound);
        let place = folders.state.as_ref().ok_or_else(nowhere)?.join(PlaceFile::NAME);
        let data = folders.data.as_ref().ok_or_else(nowhere)?;
        let (checklists, marks, folder) = (data.join(ChecklistFile::NAME), data.join(MarksFile::NAME), data.join(FOLDER));
        let all = || {
            let before: AllFiles = (file::for_change(&place)?, file::for_change(&checklists)?, file::for_change(&marks)?);
            let mut after = before.clone();
            let mut own = tours::carried(data);
            let known = own.len();
            let new = tours::merge(&mut own, std::mem::take(&mut self.tours), Some(&folder))?;
            let changes = Changes { tours: new, ..merged(&mut after, self) };
            let new: Vec<(PathBuf, String)> =
                own.drain(known..).map(|tour| (folder.join(format!("{}.toml", tour.name)), tour.text)).collect();
            let mut texts: Vec<(&Path, String)> = new.iter().map(|(path, text)| (path.as_path(), text.clone())).collect();
            if after.0 != before.0 {
                texts.push((place.as_path(), file::text(&after.0)?));
            }
            if after.1 != before.1 {
                texts.push((checklists.as_path(), file::text(&after.1)?));
            }
            if after.2 != before.2 {
                texts.push((marks.as_path(), file::text(&after.2)?));
            }
            store::write_all(&texts)?;
            Ok(changes)
        };
        locked_all(&[&place, &checklists, &marks, &folder], all)
    }
}

/// All but the tours.
fn merged((places, checklists, marks): &mut AllFiles, theirs: Bundle) -> Changes {
    Changes {
        marks: theirs.marks.into_iter().map(|mark| usize::from(marks.merge(mark))).sum(),
        actions: theirs.checklists.iter().map(|list| checklists.merge(list)).sum(),
        places: theirs.visits.into_iter().map(|visit| usize::from(places.merge(visit))).sum(),
        tours: 0,
    }
}

fn opened<T: StateFile>(folder: Option<&PathBuf>, told: &mut Vec<Told>) -> T {
    let Some(path) = folder.map(|folder| folder.join(T::NAME)) else { return T::default() };
    let opened = file::open::<T>(&path);
    told.extend(opened.notice.map(|notice| (path, notice)));
    opened.value
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::state::checklist::{Item, TaskState};
    use crate::state::kept;
    use crate::text::fingerprint::fingerprint;
    use proptest::prelude::*;

    /// A text as people and accidents write it.
    fn text() -> impl Strategy<Value = String> {
        prop::string::string_regex("(\\PC|\n|\"|'|\\\\){0,30}")
            .expect("a pattern")
            .prop_map(|text| crate::text::sanitize::clean(&text).into_owned())
    }

    fn some() -> impl Strategy<Value = Bundle> {
        let mark = ("[a-f]{1,2}", text(), 1u64..9, any::<bool>()).prop_map(|(id, text, changed, deleted)| {
            let mut mark = Mark { id, report: "R".to_owned(), text, created: 1, changed, ..Mark::default() };
            if deleted {
                mark.delete();
            }
            mark
        });
        let item = (1u32..5, text(), 1u64..9).prop_map(|(id, note, changed)| Item {
            id: format!("0{id}"),
            state: TaskState::Done,
            note,
            changed,
            ..Item::default()
        });
        let list = ("[AB]", prop::collection::vec(item, 0..4)).prop_map(|(name, items)| {
            let mut list = Checklist { name, report: "R".to_owned(), items: Vec::new() };
            for item in items {
                list.set(item);
            }
            list
        });
        let visit = ("[RS]", prop::collection::vec("[a-z]{1,5}", 0..3), 2u32..9).prop_map(|(report, queries, read)| Visit {
            report,
            queries,
            read: [("context".to_owned(), format!("1-{read}"))].into(),
            ..Visit::default()
        });
        let parts = (prop::collection::vec(visit, 0..3), prop::collection::vec(list, 0..3), prop::collection::vec(mark, 0..8));
        parts.prop_map(|(visits, checklists, marks)| {
            // As the program writes it: each thing once.
            let mut bundle = Bundle::default();
            bundle.merge(Bundle { visits, checklists, marks, ..Bundle::default() });
            bundle
        })
    }

    /// The texts by their words: white space is none.
    fn texts(bundle: &Bundle) -> BTreeSet<String> {
        bundle.marks.iter().filter(|mark| !mark.text.trim().is_empty()).map(|mark| fingerprint(&mark.text)).collect()
    }

    fn kept_in(folder: &tempfile::TempDir) -> Folders {
        Folders { config: None, state: Some(folder.path().join("state")), data: Some(folder.path().join("data")) }
    }

    #[test]
    fn nothing_is_imported_where_something_cannot_be_changed() {
        let bundle = Bundle {
            visits: vec![Visit { report: "R".to_owned(), ..Visit::default() }],
            checklists: vec![Checklist { name: "A".to_owned(), ..Checklist::default() }],
            marks: vec![Mark { id: "a".to_owned(), ..Mark::default() }],
            tours: vec![Carried { name: "t".to_owned(), text: "[tour]\ntitle = \"T\"\n".to_owned() }],
        };
        for name in ["marks.toml", "checklists.toml"] {
            let folder = tempfile::tempdir().expect("folder");
            let folders = kept_in(&folder);
            let newer = folder.path().join("data").join(name);
            std::fs::create_dir(folder.path().join("data")).expect("folder");
            std::fs::write(&newer, "version = 2\n").expect("written");
            let error = bundle.clone().import(&folders).expect_err("newer").to_string();
            assert!(error.contains(name), "{error}");
            assert_eq!(std::fs::read_to_string(newer).expect("there"), "version = 2\n");
            assert!(!folder.path().join("state/place.toml").exists());
        }
        assert!(bundle.import(&Folders::nowhere()).is_err());
    }

    #[test]
    fn locks_that_are_none_do_not_stop_it() {
        let folder = tempfile::tempdir().expect("folder");
        for name in ["place.lock", "checklists.lock", "marks.lock"] {
            std::fs::create_dir(folder.path().join(name)).expect("folder");
        }
        let bundle = Bundle { marks: vec![Mark { id: "a".to_owned(), ..Mark::default() }], ..Bundle::default() };
        let changes = bundle.import(&Folders::in_one(folder.path())).expect("imported");
        assert_eq!(changes.marks, 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn exported_wiped_imported_all_is_back(bundle in some()) {
            let folder = tempfile::tempdir().expect("folder");
            let folders = kept_in(&folder);
            bundle.clone().import(&folders).expect("imported");
            let (exported, told) = Bundle::gather(&folders);
            prop_assert!(told.is_empty(), "{:?}", told);
            let text = file::text(&exported).expect("text");
            let wiped = kept::wipe(&folders);
            prop_assert!(wiped.failed.is_empty() && wiped.left.is_empty(), "{:?}", wiped);
            prop_assert_eq!(std::fs::read_dir(folder.path()).expect("read").count(), 0);
            prop_assert!(Bundle::gather(&folders).0.is_empty());
            let again = file::parse::<Bundle>(&text).expect("a bundle");
            prop_assert_eq!(&again, &bundle);
            again.clone().import(&folders).expect("imported");
            prop_assert_eq!(&Bundle::gather(&folders).0, &bundle);
            // A second time nothing changes, and no file is written.
            let time = || std::fs::metadata(folder.path().join("data/marks.toml")).and_then(|data| data.modified()).ok();
            let before = time();
            prop_assert_eq!(again.import(&folders).expect("imported"), Changes::default());
            prop_assert_eq!((Bundle::gather(&folders).0, time()), (bundle, before));
        }

        #[test]
        fn of_two_people_every_text_stays_whoever_merges(mine in some(), yours in some()) {
            let all: BTreeSet<String> = texts(&mine).union(&texts(&yours)).cloned().collect();
            let forgotten: BTreeSet<String> = [&mine, &yours].into_iter().flat_map(|bundle| &bundle.marks).flat_map(|mark| mark.past.clone()).collect();
            let (mut here, mut there) = (mine.clone(), yours.clone());
            here.merge(yours);
            there.merge(mine);
            for both in [&here, &there] {
                let lost: Vec<&String> = all.iter().filter(|text| !texts(both).contains(*text)).collect();
                // What somebody removed after it was written is meant to go.
                prop_assert!(lost.iter().all(|text| forgotten.contains(*text)), "{:?}", lost);
            }
            // Both are of one mind then, but for actions of which both said something in the same second.
            let settled = here.marks.clone();
            let Changes { marks, places, .. } = here.merge(there);
            prop_assert_eq!((marks, places), (0, 0));
            prop_assert_eq!(here.marks, settled);
        }
    }
}
