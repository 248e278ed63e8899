//! All marks of a person: `marks.toml`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::file::{self, Notice};
use super::mark::Mark;
use super::state_file::StateFile;
use crate::text::fingerprint::fingerprint;

/// The file of marks, of all reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarksFile {
    /// In the order in which they were made; those that were removed among them.
    #[serde(default, rename = "mark")]
    pub marks: Vec<Mark>,
}

impl StateFile for MarksFile {
    const NAME: &'static str = "marks.toml";
    const VERSION: u32 = 1;
    const TABLE: &'static str = "mark";

    fn absorb(&mut self, other: Self) {
        other.marks.into_iter().for_each(|mark| {
            self.merge(mark);
        });
    }

    fn clean(&mut self) {
        self.marks.iter_mut().for_each(Mark::clean);
    }
}

impl MarksFile {
    /// Takes another copy's version of a mark over. Of two versions of which neither knows the other both stay: the later one, and the other
    /// as a mark of its own. Says whether something changed.
    pub fn merge(&mut self, theirs: Mark) -> bool {
        let Some(own) = self.marks.iter_mut().find(|mark| mark.id == theirs.id) else {
            self.marks.push(theirs);
            return true;
        };
        if *own == theirs {
            return false;
        }
        let theirs_is_later = (theirs.changed, &theirs.text) > (own.changed, &own.text);
        let later = match (theirs.supersedes(own), own.supersedes(&theirs)) {
            (true, false) => theirs,
            (true, true) if theirs_is_later => theirs,
            (_, true) => return false,
            (false, false) => {
                let mut other = if theirs_is_later { std::mem::replace(own, theirs) } else { theirs };
                // The same on every computer, so that it is not kept twice.
                other.id = format!("{}-{}", other.id, fingerprint(&other.text));
                let known = self.marks.iter().any(|mark| mark.id == other.id);
                if !known {
                    self.marks.push(other);
                }
                return !known || theirs_is_later;
            }
        };
        *own = later;
        true
    }
}

/// The marks that are kept.
#[derive(Debug, Default)]
pub struct Marks {
    /// `None` where nothing can be kept.
    path: Option<PathBuf>,
    kept: MarksFile,
    /// What this copy knows of each mark's text in the file: what it read when it began, or wrote last. What it was told of since is known
    /// by the pasts of what was made from that.
    known: HashMap<String, String>,
    /// This copy's marks under whose ids another copy's words stand, with the ids that they have instead.
    moved: HashMap<String, String>,
    /// Of these, the ones that were not told yet.
    renamed: Vec<(String, String)>,
}

impl Marks {
    /// Reads the file in the data folder; a damaged one is set aside.
    pub fn open(folder: Option<&Path>) -> (Self, Option<Notice>) {
        let Some(path) = folder.map(|folder| folder.join(MarksFile::NAME)) else {
            return (Self::default(), None);
        };
        let opened = file::open::<MarksFile>(&path);
        let mut marks = Self { path: opened.writable.then_some(path), kept: opened.value, ..Self::default() };
        marks.known = marks.kept.marks.iter().map(|mark| (mark.id.clone(), fingerprint(&mark.text))).collect();
        (marks, opened.notice)
    }

    /// The marks on a report, those that were removed among them.
    pub fn of(&self, report: &str) -> Vec<Mark> {
        self.kept.marks.iter().filter(|mark| mark.report == report).cloned().collect()
    }

    /// Whether there is a file to save to.
    pub fn can_save(&self) -> bool {
        self.path.is_some()
    }

    /// Saves marks as they are now. What another running copy made of them meanwhile is kept as well: where this copy does not know what stands
    /// under a mark's id, the mark gets another one, and what comes of it later goes there.
    pub fn save(&mut self, marks: &[Mark]) -> std::io::Result<()> {
        let (mut known, mut moved) = (self.known.clone(), self.moved.clone());
        let mut put = |file: &mut MarksFile| {
            for mark in marks {
                self::put(file, mark, &mut known, &mut moved);
            }
        };
        match &self.path {
            Some(path) => self.kept = file::change(path, put)?,
            None => put(&mut self.kept),
        }
        self.renamed
            .extend(moved.iter().filter(|(from, to)| self.moved.get(*from) != Some(*to)).map(|(from, to)| (from.clone(), to.clone())));
        (self.known, self.moved) = (known, moved);
        Ok(())
    }

    /// Which marks have another id since this was asked last.
    pub fn take_renamed(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.renamed)
    }
}

fn put(file: &mut MarksFile, mark: &Mark, known: &mut HashMap<String, String>, moved: &mut HashMap<String, String>) {
    let is_known = |own: &Mark| mark.supersedes(own) || known.get(&own.id) == Some(&fingerprint(&own.text));
    let id = match file.marks.iter_mut().find(|own| own.id == mark.id) {
        Some(own) if is_known(own) => {
            own.clone_from(mark);
            mark.id.clone()
        }
        Some(_) => {
            // The same text one goes on with, or one that was made from it.
            let goes_on = |own: &Mark| (own.changed, &own.past) == (mark.changed, &mark.past) || mark.supersedes(own);
            let is_free = |to: &&String| file.marks.iter().find(|own| own.id == **to).is_none_or(goes_on);
            let before = moved.get(&mark.id).filter(is_free).cloned();
            let to = before.unwrap_or_else(|| format!("{}-{}", mark.id, fingerprint(&mark.text)));
            file.marks.retain(|own| own.id != to || !goes_on(own));
            file.merge(Mark { id: to.clone(), ..mark.clone() });
            moved.insert(mark.id.clone(), to.clone());
            to
        }
        None => {
            file.marks.push(mark.clone());
            mark.id.clone()
        }
    };
    known.insert(id, fingerprint(&mark.text));
}

#[cfg(test)]
mod tests {
    use super::super::mark::MarkKind;
    use super::*;
    use proptest::prelude::*;

    fn mark(id: &str, text: &str) -> Mark {
        Mark { id: id.to_owned(), report: "R".to_owned(), text: text.to_owned(), changed: 1, ..Mark::default() }
    }

    fn texts(marks: &Marks) -> Vec<String> {
        let mut texts: Vec<String> = marks.of("R").into_iter().map(|mark| mark.text).collect();
        texts.sort();
        texts
    }

    #[test]
    fn what_two_copies_make_of_a_note_stays_both() {
        let folder = tempfile::tempdir().expect("folder");
        let (mut one, _) = Marks::open(Some(folder.path()));
        one.save(&[mark("a", "first")]).expect("saved");
        let (mut two, _) = Marks::open(Some(folder.path()));
        let mut mine = one.of("R")[0].clone();
        let mut yours = mine.clone();
        for (marks, own, words) in [(&mut one, &mut mine, ["mi", "mine"]), (&mut two, &mut yours, ["yo", "yours"])] {
            own.begin_change();
            for word in words {
                word.clone_into(&mut own.text);
                marks.save(std::slice::from_ref(own)).expect("saved");
            }
        }
        let (again, notice) = Marks::open(Some(folder.path()));
        assert!(notice.is_none());
        assert_eq!(texts(&again), ["mine", "yours"]);
        // Who goes on does not make a third one.
        "mine and more".clone_into(&mut mine.text);
        mine.begin_change();
        one.save(&[mine]).expect("saved");
        assert!(texts(&Marks::open(Some(folder.path())).0).contains(&"yours".to_owned()));
    }

    #[test]
    fn who_goes_on_typing_does_not_write_over_what_another_wrote_into_the_same_note() {
        let folder = tempfile::tempdir().expect("folder");
        let (mut one, _) = Marks::open(Some(folder.path()));
        one.save(&[mark("a", "first")]).expect("saved");
        let (mut two, _) = Marks::open(Some(folder.path()));
        let begun = |marks: &Marks| {
            let mut mark = marks.of("R")[0].clone();
            mark.begin_change();
            mark
        };
        let (mut mine, mut yours) = (begun(&one), begun(&two));
        let type_into = |marks: &mut Marks, own: &mut Mark, word: &str| {
            own.text.push_str(word);
            marks.save(std::slice::from_ref(own)).expect("saved");
        };
        type_into(&mut one, &mut mine, " A-one");
        type_into(&mut two, &mut yours, " B-one");
        let renamed = two.take_renamed();
        for nth in ["-two", "-three"] {
            type_into(&mut one, &mut mine, nth);
            type_into(&mut two, &mut yours, nth);
        }
        assert!(one.take_renamed().is_empty() && two.take_renamed().is_empty());
        assert_eq!(texts(&one), ["first A-one-two-three", "first B-one-two"]);
        assert_eq!(texts(&two), ["first A-one-two-three", "first B-one-two-three"], "and no half words");
        // Who was told goes on with both.
        yours.id.clone_from(&renamed[0].1);
        type_into(&mut two, &mut yours, "!");
        let mut theirs = two.of("R").into_iter().find(|mark| mark.id == "a").expect("theirs");
        theirs.begin_change();
        type_into(&mut two, &mut theirs, "?");
        assert_eq!(texts(&two), ["first A-one-two-three?", "first B-one-two-three!"]);
        // The one who writes there meanwhile does not lose it, and neither does the other's second note.
        type_into(&mut one, &mut mine, ".");
        assert_eq!(texts(&one), ["first A-one-two-three.", "first A-one-two-three?", "first B-one-two-three!"]);
    }

    #[test]
    fn what_was_removed_stays_removed_but_not_what_was_written_meanwhile() {
        let mut file = MarksFile::default();
        file.merge(mark("a", "old"));
        let mut removed = mark("a", "old");
        removed.delete();
        assert!(removed.text.is_empty());
        assert!(file.merge(removed.clone()));
        assert!(!file.merge(mark("a", "old")));
        assert!(file.marks[0].deleted);
        let mut changed = mark("a", "old");
        changed.begin_change();
        "new".clone_into(&mut changed.text);
        assert!(file.merge(changed));
        assert_eq!((file.marks[0].deleted, file.marks[0].text.as_str()), (false, "new"));
        assert!(!file.merge(removed));
    }

    #[test]
    fn what_a_file_holds_is_safe_to_show() {
        let text = "version = 1\n[[mark]]\nid = \"a\"\nkind = \"note\"\ntext = \"x\\u001b[2J\\u202e\"\naddress = \"a\\nb\"\n";
        let file: MarksFile = file::parse(text).expect("marks");
        assert_eq!((file.marks[0].text.as_str(), file.marks[0].address.as_str()), ("x␛[2J␦", "a b"));
    }

    fn some_marks() -> impl Strategy<Value = Vec<Mark>> {
        let text = prop::string::string_regex("(\\PC|\n|\"|'){0,40}").expect("a pattern");
        let one = ("[a-f]{1,3}", 0usize..6, text, 0u64..9);
        let mark = |(id, kind, text, changed): (String, usize, String, u64)| Mark {
            kind: MarkKind::ALL[kind],
            changed,
            start: (changed % 2 == 0).then_some(3),
            ..mark(&id, &crate::text::sanitize::clean(&text))
        };
        prop::collection::vec(one.prop_map(mark), 0..12)
    }

    #[test]
    fn lines_that_look_like_tables_are_a_persons_words() {
        let words = ["see\n[[annex]]\nand\n[[", "a\n[[mark]]\nid = 1", "last"];
        let mut file = MarksFile { marks: words.iter().zip(["a", "b", "c"]).map(|(text, id)| mark(id, text)).collect() };
        file.marks.push(mark("d", "cut off"));
        let text = file::text(&file).expect("text");
        let recovered: MarksFile = super::super::recovery::recover(&text.as_bytes()[..text.len() - 20]);
        assert_eq!(recovered.marks[..3], file.marks[..3]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(marks in some_marks()) {
            let file = MarksFile { marks };
            let text = file::text(&file).expect("text");
            prop_assert_eq!(file::parse::<MarksFile>(&text), Ok(file));
        }

        #[test]
        fn whatever_is_cut_off_the_rest_is_recovered(marks in some_marks(), cut in 0usize..4000) {
            let mut file = MarksFile { marks };
            file.marks.sort_by(|a, b| a.id.cmp(&b.id));
            file.marks.dedup_by(|a, b| a.id == b.id);
            let text = file::text(&file).expect("text");
            let cut = cut.min(text.len());
            let bytes = &text.as_bytes()[..cut];
            let recovered: MarksFile = super::super::recovery::recover(bytes);
            // All marks that stand wholly before the cut are there, and unharmed.
            let whole = String::from_utf8_lossy(bytes).matches("\n[[mark]]\n").count().saturating_sub(1);
            prop_assert!(recovered.marks.len() >= whole.min(file.marks.len()));
            for (recovered, own) in recovered.marks.iter().zip(&file.marks).take(whole) {
                prop_assert_eq!(recovered, own);
            }
        }

        #[test]
        fn merging_in_any_order_keeps_every_text(one in some_marks(), two in some_marks()) {
            // White space is no text.
            let words = |mark: &Mark| (!mark.text.trim().is_empty()).then(|| fingerprint(&mark.text));
            let all = |order: [&Vec<Mark>; 2]| {
                let mut file = MarksFile::default();
                order.into_iter().flatten().for_each(|mark| { file.merge(mark.clone()); });
                let mut texts: Vec<String> = file.marks.iter().filter_map(words).collect();
                texts.sort();
                texts.dedup();
                texts
            };
            let mut wanted: Vec<String> = one.iter().chain(&two).filter_map(words).collect();
            wanted.sort();
            wanted.dedup();
            prop_assert_eq!(all([&one, &two]), wanted.clone());
            prop_assert_eq!(all([&two, &one]), wanted);
        }
    }
}
