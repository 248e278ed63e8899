//! What a person makes of the report: notes, bookmarks, highlights, checklists. Kept as the explorer keeps it, by the command line's own hands.

use super::session::{Listed, Question, Session};
use super::verb::Verb;
use crate::cli::checklist;
use crate::cli::data_args::{self, Tasks, Verb as Change};
use crate::cli::notes::{self, Outcome};
use crate::cli::notes_args::Notes;
use crate::export::notes::Entry;
use crate::report::Address;
use crate::report::recommendation::Grouping;
use crate::report::words::fill;
use crate::state::Marks;
use crate::state::checklist::TaskState;
use crate::state::mark::{LONGEST, Mark, MarkKind};
use crate::text::capital;
use crate::text::fold::fold;
use crate::text::sentences::sentences;

impl Session<'_> {
    /// Says that nothing is kept, where nothing is.
    fn is_private(&mut self) -> bool {
        if self.private {
            self.say(&self.words().plain.private);
        }
        self.private
    }

    fn perform_notes(&mut self, asked: &Notes) -> Option<Outcome> {
        let mut told = Vec::new();
        let folder = self.folders.data.clone();
        let done = notes::perform(asked, self.report, self.edition(), folder.as_deref(), |line| told.push(line.to_owned()));
        if done.as_ref().is_ok_and(|done| matches!(&done.outcome, Outcome::Show(shown, _) if shown.is_empty())) {
            // That there is none is said in other words where no command line is typed.
            told.pop();
        }
        self.fail_all(&told);
        match done {
            Ok(done) => Some(done.outcome),
            Err(failure) => {
                self.fail(&failure.message);
                None
            }
        }
    }

    /// Notes of a kind, or all, each on a line with its number.
    pub(super) fn notes(&mut self, typed: &str) {
        let kind = self.mark_kind(typed).filter(|_| !typed.is_empty());
        let Some(Outcome::Show(entries, _)) = self.perform_notes(&Notes::Show(kind)) else { return };
        if entries.is_empty() {
            self.list = Some(Vec::new());
            return self.say(&self.words().plain.none_yet);
        }
        let rows: Vec<String> = entries.iter().enumerate().map(|(nth, entry)| self.note_row(nth, entry)).collect();
        self.list = Some(entries.into_iter().map(|entry| Listed::Note(entry.id, entry.address)).collect());
        self.say_all(&rows);
        self.say_numbers();
    }

    fn note_row(&self, nth: usize, entry: &Entry) -> String {
        let w = &self.words().plain;
        let kind = capital(self.words().label("mark", entry.kind.name()));
        let address = entry.address.as_ref().map_or_else(|| entry.marked_at.clone(), ToString::to_string);
        let template = if entry.text.is_empty() { &w.note_row_empty } else { &w.note_row };
        let (text, quote) = (entry.text.replace('\n', " "), entry.quote.replace('\n', " "));
        let number = (nth + 1).to_string();
        fill(template, &[("number", &number), ("kind", &kind), ("address", &address), ("text", &text), ("quote", &quote)])
    }

    /// A note on what is shown: its words on the same line, or on the next.
    pub(super) fn note(&mut self, typed: &str) {
        if self.is_private() {
            return;
        }
        let Some(address) = self.target() else { return self.say(&self.words().notes.nowhere) };
        if typed.is_empty() {
            self.say(&fill(&self.words().plain.note_what, &[("address", &address.to_string())]));
            self.question = Some(Question::Note(address));
        } else {
            self.write_note(&address, typed);
        }
    }

    pub(super) fn write_note(&mut self, address: &Address, text: &str) {
        self.add(address, MarkKind::Note, text, None);
    }

    /// A bookmark on what is shown, with a label if there are words for one.
    pub(super) fn bookmark(&mut self, typed: &str) {
        if self.is_private() {
            return;
        }
        match self.target() {
            Some(address) => self.add(&address, MarkKind::Bookmark, typed, None),
            None => self.say(&self.words().notes.nowhere),
        }
    }

    fn add(&mut self, address: &Address, kind: MarkKind, text: &str, range: Option<std::ops::Range<usize>>) {
        if text.chars().count() > LONGEST {
            let most = LONGEST.to_string();
            return self.fail(&fill(&self.words().marks.too_long, &[("most", &most)]));
        }
        let asked = Notes::Add { address: address.to_string(), kind, text: text.to_owned(), range };
        let Some(Outcome::Added(entry, _)) = self.perform_notes(&asked) else { return };
        let w = &self.words().plain;
        let values = [("address", &*address.to_string()), ("kind", self.words().label("mark", kind.name())), ("quote", &entry.quote)];
        let template = match kind {
            MarkKind::Note => &w.noted,
            MarkKind::Bookmark => &w.bookmarked,
            _ => &w.highlighted,
        };
        self.say(&fill(template, &values));
    }

    /// `KIND`, `KIND 2` or `KIND 2-3`: the passage, or these sentences of it.
    pub(super) fn highlight(&mut self, typed: &str) {
        if self.is_private() {
            return;
        }
        let Some(address) = self.address() else { return self.say(&self.words().notes.nowhere) };
        let split = typed.find(|c: char| c.is_ascii_digit()).unwrap_or(typed.len());
        let (kind, numbers) = typed.split_at(split);
        let Some(kind) = self.mark_kind(kind).filter(|kind| kind.is_highlight()) else {
            let kinds = MarkKind::HIGHLIGHTS.map(|kind| self.words().label("mark", kind.name())).join(", ");
            return self.say(&fill(&self.words().plain.highlight_what, &[("kinds", &kinds)]));
        };
        let text = self.report.subject(self.edition(), &address).map(|subject| subject.text).unwrap_or_default();
        let all = sentences(&text);
        let (first, last) = numbers.split_once(['-', '–']).unwrap_or((numbers, numbers));
        let whole = numbers.is_empty();
        let number = |typed: &str, otherwise: usize| if whole { Some(otherwise) } else { typed.trim().parse::<usize>().ok() };
        let chosen =
            number(first, 1).zip(number(last, all.len())).filter(|(first, last)| (1..=*last).contains(first) && *last <= all.len());
        match chosen {
            Some((first, last)) => self.add(&address, kind, "", Some(all[first - 1].start..all[last - 1].end)),
            None => self.say(&fill(&self.words().plain.no_sentence, &[("most", &all.len().to_string())])),
        }
    }

    /// The note of this number of the list, or the one whose id begins so, away.
    pub(super) fn delete(&mut self, typed: &str) {
        let listed = typed.parse::<usize>().ok().and_then(|number| self.list.as_ref()?.get(number.checked_sub(1)?));
        let id = match listed {
            Some(Listed::Note(id, _)) => id.clone(),
            _ => return self.say(&self.words().plain.delete_what),
        };
        let before = Marks::open(self.folders.data.as_deref()).0.of(&self.report.identity()).into_iter().find(|mark| mark.id == id);
        if let Some(Outcome::Removed(_)) = self.perform_notes(&Notes::Remove(id.clone())) {
            self.removed.extend(before);
            // The numbers of the others stay what they were.
            self.list.iter_mut().flatten().filter(|listed| matches!(listed, Listed::Note(other, _) if *other == id)).for_each(|listed| {
                *listed = Listed::Note(id.clone(), None);
            });
            self.say(&self.words().notes.removed.replace("{key:undo}", &self.first_letter(Verb::Undo)));
        }
    }

    fn first_letter(&self, verb: Verb) -> String {
        self.vocabulary.letters(verb).next().unwrap_or(verb.name()).to_owned()
    }

    /// What was removed last, back.
    pub(super) fn undo(&mut self) {
        let Some(mut mark) = self.removed.pop() else { return self.say(&self.words().notes.nothing_removed) };
        // Later than its removal, which is the second change from here.
        mark.begin_change();
        mark.begin_change();
        let address = mark.address.clone();
        match self.save(&mark) {
            Ok(()) => self.say(&fill(&self.words().notes.brought_back, &[("address", &address)])),
            Err(error) => {
                self.removed.push(mark);
                let error = self.words().cause(&error.to_string());
                self.fail(&fill(&self.words().kept.not_saved, &[("error", &error)]));
            }
        }
    }

    fn save(&self, mark: &Mark) -> std::io::Result<()> {
        Marks::open(self.folders.data.as_deref()).0.save(std::slice::from_ref(mark))
    }

    fn perform_tasks(&mut self, verb: Change) {
        let (report, edition, folder) = (self.report, self.edition(), self.folders.data.clone());
        let asked = Tasks { list: self.checklist.clone(), verb };
        let mut told = Vec::new();
        let done = checklist::perform(&asked, report, edition, folder.as_deref(), |line| told.push(line.to_owned()));
        self.fail_all(&told);
        match done {
            Ok(outcome) => self.tell_to(|out, medium| checklist::write(out, &outcome, report, edition, medium)),
            Err(failure) => self.fail(&failure.message),
        }
    }

    /// The checklist: all of it, by theme, or what is in one state.
    pub(super) fn tasks(&mut self, typed: &str) {
        let words = self.words();
        let called = |by: &Grouping| {
            let label = fold(words.label("grouping", by.name()));
            let typed = fold(typed);
            [by.name(), label.as_str()].contains(&typed.as_str()) || label.split(' ').next_back() == Some(typed.as_str())
        };
        let by = [Grouping::Addressee, Grouping::Theme].into_iter().find(called);
        let only = data_args::state_from(typed, words).filter(|_| by.is_none());
        if !typed.is_empty() && by.is_none() && only.is_none() {
            return self.say_task_help();
        }
        // A list that nobody has begun is the one that has nothing in it.
        self.perform_tasks(Change::Show { by: by.unwrap_or_default(), only });
        let recommendations = &self.report.facts().recommendations;
        let all = recommendations.iter().map(|item| Listed::Address(Address::Recommendation(item.id.to_string())));
        self.list = Some(all.collect());
    }

    fn say_task_help(&mut self) {
        let states = TaskState::ALL.map(|state| self.words().label("state", state.name())).join(", ");
        self.say(&fill(&self.words().plain.task_what, &[("states", &states)]));
    }

    /// `7 done`, `7 asked the ministry`, `7 today`.
    pub(super) fn change_task(&mut self, verb: Verb, typed: &str) {
        let (id, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
        let (id, rest) = (id.to_owned(), rest.trim().to_owned());
        if id.is_empty() || (rest.is_empty() && verb == Verb::TaskState) {
            return self.say_task_help();
        }
        if self.is_private() {
            return;
        }
        match verb {
            Verb::TaskNote => self.perform_tasks(Change::Note(id, rest)),
            Verb::TaskDate => self.perform_tasks(Change::Date(id, rest)),
            _ => match data_args::state_from(&rest, self.words()) {
                Some(state) => self.perform_tasks(Change::Set(id, state)),
                None => self.say_task_help(),
            },
        }
    }

    /// All checklists, or from now on the one that is called so, a new one if need be.
    pub(super) fn task_list(&mut self, typed: &str) {
        if typed.is_empty() {
            return self.perform_tasks(Change::Lists);
        }
        self.checklist = Some(typed.to_owned());
        let name = crate::cli::exit::repeated(typed);
        self.say(&fill(&self.words().plain.list_now, &[("name", &name)]));
    }
}
