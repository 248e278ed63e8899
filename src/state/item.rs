//! What a person says of one action of a checklist, and how two versions of it become one: state, note and day each for itself.

use serde::{Deserialize, Serialize};

use super::time::{bounded, later};
use crate::text::fingerprint::fingerprint;
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

/// So many earlier notes are known by their fingerprints.
const MOST_PAST: usize = 24;
/// What stands between the notes of two people in one.
const BETWEEN: &str = "\n\n";

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
    /// When it was last changed, in seconds since 1970.
    #[serde(default)]
    pub changed: u64,
    /// When the state was said, where that is known: of two copies the later counts.
    #[serde(default, skip_serializing_if = "is_never")]
    pub state_at: u64,
    /// The same of the day.
    #[serde(default, skip_serializing_if = "is_never")]
    pub date_at: u64,
    /// Fingerprints of what the note was before: of two notes the one that knows the other is the later one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_never(time: &u64) -> bool {
    *time == 0
}

impl Item {
    /// The same, changed now.
    #[must_use]
    pub fn changed_by(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut item = self.dated();
        change(&mut item);
        item.changed = later(self.changed);
        if item.state != self.state {
            item.state_at = item.changed;
        }
        if item.date != self.date {
            item.date_at = item.changed;
        }
        item
    }

    /// Its note begins to be changed: what it was is known to be replaced on purpose.
    pub fn begin_note(&mut self) {
        if !self.note.trim().is_empty() {
            let before = fingerprint(&self.note);
            self.remember(&[before]);
        }
    }

    fn remember(&mut self, past: &[String]) {
        let new: Vec<String> = past.iter().filter(|past| !self.past.contains(past)).cloned().collect();
        self.past.extend(new);
        let surplus = self.past.len().saturating_sub(MOST_PAST);
        self.past.drain(..surplus);
    }

    /// Does to this version what was done to another one: what was not changed from `before` to `after` stays as it is here, and where the
    /// notes were changed both here and there both stay.
    pub fn revise(&mut self, before: &Self, after: &Self) {
        *self = self.dated();
        if before.state != after.state {
            (self.state, self.state_at) = (after.state, after.state_at);
        }
        // The day that comes and goes by itself with what is done is not put in the place of one that somebody wrote.
        let by_itself = before.state != after.state && self.date != before.date;
        if before.date != after.date && !by_itself {
            self.date.clone_from(&after.date);
            self.date_at = after.date_at;
        }
        if before.note.trim() != after.note.trim() {
            self.note = revised(self.note.trim(), before.note.trim(), after.note.trim());
            self.remember(&after.past);
        }
        self.changed = self.changed.max(after.changed);
    }

    /// Takes over what another copy says: of state and day what was said later, and of two notes the one that was made from the other. Where
    /// neither was, both stay. Says whether something changed.
    pub fn merge(&mut self, theirs: &Self) -> bool {
        let (own, theirs) = (self.dated(), theirs.dated());
        let mut both = own.clone();
        if theirs.state_at >= own.state_at {
            (both.state, both.state_at) = (theirs.state, theirs.state_at);
        }
        if theirs.date_at >= own.date_at {
            both.date.clone_from(&theirs.date);
            both.date_at = theirs.date_at;
        }
        both.remember(&theirs.past);
        let theirs_is_later = theirs.changed >= own.changed;
        both.note = match (theirs.knows(&own), own.knows(&theirs)) {
            (true, false) => theirs.note,
            (false, true) => own.note.clone(),
            (true, true) => {
                if theirs_is_later {
                    theirs.note
                } else {
                    own.note.clone()
                }
            }
            (false, false) if theirs.note.contains(own.note.trim()) => theirs.note,
            (false, false) if own.note.contains(theirs.note.trim()) => own.note.clone(),
            (false, false) => {
                // The same on every computer.
                let mut notes = [(own.changed, own.note.trim()), (theirs.changed, theirs.note.trim())];
                notes.sort_unstable();
                both.remember(&notes.map(|(_, note)| fingerprint(note)));
                notes.map(|(_, note)| note).join(BETWEEN)
            }
        };
        both.changed = own.changed.max(theirs.changed);
        let is_new = both != own;
        if is_new {
            *self = both;
        }
        is_new
    }

    /// Whether nothing is lost with the other note.
    fn knows(&self, other: &Self) -> bool {
        let theirs = fingerprint(&other.note);
        other.note.trim().is_empty() || theirs == fingerprint(&self.note) || self.past.contains(&theirs)
    }

    /// With the times of state and day, where they were not written: what is said was said at the last change, and what is not was never.
    fn dated(&self) -> Self {
        let time = |at: u64, is_said: bool| if at == 0 && is_said { self.changed.max(1) } else { at };
        let (state_at, date_at) = (time(self.state_at, self.state != TaskState::Open), time(self.date_at, !self.date.is_empty()));
        Self { state_at, date_at, ..self.clone() }
    }

    /// Makes what came from a file safe: it may hold anything.
    pub(super) fn clean(&mut self) {
        for line in [&mut self.id, &mut self.date].into_iter().chain(&mut self.past) {
            *line = clean_line(line).into_owned();
        }
        self.note = clean(&self.note).into_owned();
        for time in [&mut self.changed, &mut self.state_at, &mut self.date_at] {
            *time = bounded(*time);
        }
    }
}

/// A note in which the part that was `before` is to be `after`. Where somebody else wrote in it meanwhile their words stay, and where the part
/// is no more it stands behind them.
fn revised(here: &str, before: &str, after: &str) -> String {
    if here == before || here.is_empty() {
        return after.to_owned();
    }
    if here == after || after.is_empty() && !holds(here, before) || !holds(here, before) && holds(here, after) {
        return here.to_owned();
    }
    let Some(at) = place(here, before) else { return [here, after].join(BETWEEN) };
    let (head, tail) = (here.get(..at).unwrap_or_default(), here.get(at + before.len()..).unwrap_or_default());
    let parts = [head, after, tail].map(str::trim);
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(BETWEEN)
}

fn holds(note: &str, part: &str) -> bool {
    place(note, part).is_some()
}

/// Where a part stands in a note that is a paragraph of it, or several.
fn place(note: &str, part: &str) -> Option<usize> {
    if part.is_empty() {
        return None;
    }
    let is_apart = |at: &usize| {
        let (head, tail) = (note.get(..*at).unwrap_or_default(), note.get(*at + part.len()..).unwrap_or_default());
        (head.is_empty() || head.ends_with(BETWEEN)) && (tail.is_empty() || tail.starts_with(BETWEEN))
    };
    note.match_indices(part).map(|(at, _)| at).find(is_apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(note: &str) -> Item {
        Item { id: "07".to_owned(), note: note.to_owned(), changed: 5, ..Item::default() }
    }

    #[test]
    fn who_changes_the_state_changes_nothing_else() {
        let seen = Item { id: "07".to_owned(), ..Item::default() };
        let mut kept = Item { date: "2026-11-02".to_owned(), ..noted("they answered") };
        kept.revise(&seen, &seen.changed_by(|item| item.state = TaskState::InProgress));
        assert_eq!((kept.state, kept.note.as_str(), kept.date.as_str()), (TaskState::InProgress, "they answered", "2026-11-02"));
        // The day that is noted by itself is not put over one that somebody wrote; one that is typed is.
        let done = |item: &mut Item| (item.state, item.date) = (TaskState::Done, "2026-11-30".to_owned());
        kept.revise(&seen, &seen.changed_by(done));
        assert_eq!((kept.state, kept.date.as_str()), (TaskState::Done, "2026-11-02"));
        kept.revise(&seen, &seen.changed_by(|item| "2026-12-01".clone_into(&mut item.date)));
        assert_eq!(kept.date, "2026-12-01");
    }

    #[test]
    fn two_who_write_into_one_note_letter_by_letter_keep_every_word() {
        let mut kept = noted("");
        let (mut one, mut two) = (noted(""), noted(""));
        let type_into = |own: &mut Item, kept: &mut Item, word: &str| {
            for sign in word.chars() {
                let next = own.changed_by(|item| item.note.push(sign));
                kept.revise(own, &next);
                *own = next;
            }
        };
        type_into(&mut one, &mut kept, "first");
        type_into(&mut two, &mut kept, "second");
        type_into(&mut one, &mut kept, " and more");
        type_into(&mut two, &mut kept, " too");
        assert_eq!(kept.note, "first and more\n\nsecond too");
        // What was written twice by one who was told that it failed is there once.
        kept.revise(&noted(""), &noted("second too"));
        assert_eq!(kept.note, "first and more\n\nsecond too");
        // Who empties the own part leaves the other's.
        kept.revise(&one, &noted(""));
        assert_eq!(kept.note, "second too");
    }

    #[test]
    fn of_two_computers_every_word_stays_and_both_are_of_one_mind() {
        let said = noted("we called");
        let done = Item { id: "07".to_owned(), state: TaskState::Done, changed: 9, ..Item::default() };
        let other = Item { changed: 7, ..noted("they wrote") };
        for (mine, yours, note) in [(&said, &done, "we called"), (&said, &other, "we called\n\nthey wrote")] {
            let (mut here, mut there) = (mine.clone(), yours.clone());
            assert!(here.merge(yours) && there.merge(mine));
            assert_eq!((here.note.as_str(), &here), (note, &there));
            assert!(!here.merge(&there) && !here.merge(yours) && !here.merge(mine), "{here:?}");
        }
        // What was changed on purpose does not come back, and neither does what was opened again.
        let mut rewritten = Item { state: TaskState::Done, ..said.clone() };
        let before = rewritten.clone();
        rewritten = rewritten.changed_by(|item| {
            item.begin_note();
            (item.state, item.note) = (TaskState::Open, String::new());
        });
        assert!(!rewritten.clone().merge(&before));
        let mut elsewhere = before;
        assert!(elsewhere.merge(&rewritten));
        assert_eq!((elsewhere.state, elsewhere.note.as_str()), (TaskState::Open, ""));
    }
}
