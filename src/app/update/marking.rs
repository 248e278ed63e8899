//! What one makes of the text: notes, bookmarks, highlights, and the pane that lists them.

use std::sync::Arc;

use tui_textarea::{Input, Key};

use crate::app::action::{Command, Effect};
use crate::app::editor::{Editor, Writing};
use crate::app::picker::{Choice, Picker, Target};
use crate::app::prompt::{Prompt, Purpose};
use crate::app::selecting::Selecting;
use crate::app::text_box::TextBox;
use crate::app::visits::Spot;
use crate::app::{App, Pane, sheet};
use crate::report::words::fill;
use crate::report::{Address, Edition};
use crate::search::find::Hit;
use crate::state::mark::{Mark, MarkKind};

impl App {
    /// What commands on one thing are about: the record in the sheet, the selected row, or the current passage.
    pub(super) fn target(&self) -> Option<Address> {
        if let Some(sheet) = &self.sheet {
            return sheet.about.clone();
        }
        let edition = self.edition();
        match self.pane {
            Pane::Reader | Pane::Contents => edition.passages.get(self.reader.current()).map(|_| edition.address_of(self.reader.current())),
            Pane::Search => self.searching.selected(&self.report, self.edition()),
            Pane::Notes => self.notes.selected()?.at.clone(),
            Pane::Countries => self.countries.selected().map(|index| self.country_address(index)),
            Pane::Profile => {
                let row = self.profile.grid.key().and_then(|key| key.parse::<Address>().ok());
                let row = row.filter(|address| self.report.subject(edition, address).is_some());
                row.or_else(|| self.profile.countries.first().map(|index| self.country_address(*index)))
            }
            Pane::Lists | Pane::Tasks => self.tasks.grid.key()?.parse().ok(),
        }
    }

    pub(super) fn country_address(&self, index: usize) -> Address {
        Address::Country(self.report.facts().countries[index].id.to_string())
    }

    /// A mark has changed: it is shown so, and kept.
    pub(super) fn keep_mark(&mut self, mark: Mark) -> Effect {
        let report = Arc::clone(&self.report);
        self.notes.put(&report, report.edition(self.language), mark.clone());
        Effect::SaveMarks(vec![mark])
    }

    /// Another copy changed marks.
    pub(super) fn take_marks(&mut self, marks: Vec<Mark>) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        self.notes.take(&report, edition, marks);
    }

    /// Marks have other ids now. What is being written goes on under its new one.
    pub(super) fn rename_marks(&mut self, ids: &[(String, String)]) {
        for (from, to) in ids {
            self.notes.rename(from, to);
            if let Some((Editor { writing: Writing::Mark(mark), .. }, _)) = &mut self.editor
                && mark.id == *from
            {
                mark.id.clone_from(to);
            }
        }
    }

    /// Opens the box for a note on what one is at: the one that is there, or a new one.
    pub(super) fn write_note(&mut self) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let Some(address) = self.target() else { return self.nothing_to_mark() };
        let mark = self.notes.find(MarkKind::Note, &address).cloned();
        let mark = mark.unwrap_or_else(|| Mark::new(&report, edition, MarkKind::Note, &address, None));
        // Where the list is all there is on the screen, the passage itself comes into view.
        if self.pane.is_side() && !self.layout.wide && matches!(address, Address::Passage(..)) {
            self.go_to_passage(&address);
        }
        self.edit_mark(mark);
        Effect::Nothing
    }

    fn nothing_to_mark(&mut self) -> Effect {
        self.message = Some(self.edition().words.notes.nowhere.to_string());
        Effect::Nothing
    }

    fn edit_mark(&mut self, mark: Mark) {
        let title = fill(&self.edition().words.notes.note_on, &[("address", &mark.address)]);
        let text = mark.text.clone();
        self.open_editor(Editor::new(Writing::Mark(Box::new(mark)), title, &text));
    }

    /// Opens the box for a text of several lines, with what it is about above it.
    pub(super) fn open_editor(&mut self, editor: Editor) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        self.sheet = None;
        let spot = self.reader.spot(edition);
        let current = self.reader.current();
        self.reader.hold();
        self.editor = Some((editor, spot));
        self.lay_out();
        self.reader.step(edition, current);
    }

    /// What is written changes, and is kept as it is now.
    pub(super) fn write(&mut self, change: impl FnOnce(&mut Editor) -> bool) -> Effect {
        let Some((editor, _)) = &mut self.editor else { return Effect::Nothing };
        let was_full = editor.is_full();
        let was = editor.text();
        if !change(editor) {
            if was_full {
                self.message = Some(self.edition().words.notes.full.to_string());
            }
            return Effect::Nothing;
        }
        let text = editor.text();
        let begins = editor.begins();
        match &mut editor.writing {
            Writing::Mark(mark) => {
                // What the text was before the first change is known to be replaced on purpose.
                if begins {
                    mark.begin_change();
                }
                mark.text = text;
                let mark = (**mark).clone();
                self.keep_mark(mark)
            }
            Writing::Task(id) => {
                let id = id.clone();
                let effect = self.change_task_note(&id, was, text, begins);
                self.message = None;
                effect
            }
        }
    }

    /// What is pasted is kept as far as there is room for it; how much there was none for is said.
    pub(super) fn paste_into_note(&mut self, text: &str) -> Effect {
        let left_out = self.editor.as_ref().map_or(0, |(editor, _)| editor.left_out(text));
        let effect = self.write(|editor| editor.paste(text));
        if left_out > 0 {
            let message = fill(&self.edition().words.notes.left_out, &[("count", &left_out.to_string())]);
            self.message = Some(message);
        }
        effect
    }

    /// The box is closed. What is in it is kept already; a note without words is none.
    pub(super) fn close_editor(&mut self) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let Some((editor, spot)) = self.editor.take() else { return Effect::Nothing };
        self.lay_out();
        self.reader.go_back(edition, spot);
        let Writing::Mark(mark) = &editor.writing else { return Effect::Nothing };
        if editor.text().is_empty() {
            return self.remove_mark(&mark.id, false);
        }
        if !self.unsaved && !self.private {
            self.message = Some(fill(&edition.words.notes.kept, &[("address", &mark.address)]));
        }
        Effect::Nothing
    }

    fn remove_mark(&mut self, id: &str, tell: bool) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let Some(mark) = self.notes.remove(edition, id) else { return Effect::Nothing };
        if tell {
            self.message = Some(edition.words.notes.removed.to_string());
        }
        Effect::SaveMarks(vec![mark])
    }

    pub(super) fn undo_removal(&mut self) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let w = &edition.words.notes;
        // What was removed last comes back first, be it a mark or a stop of a tour.
        if self.removed_stops.last().is_some_and(|(.., marks)| *marks >= self.notes.removed()) {
            return self.bring_stop_back();
        }
        let Some(mark) = self.notes.bring_back(&report, edition) else {
            self.message = Some(w.nothing_removed.to_string());
            return Effect::Nothing;
        };
        self.message = Some(fill(&w.brought_back, &[("address", &mark.address)]));
        if self.pane == Pane::Notes {
            self.follow_note(edition);
        }
        Effect::SaveMarks(vec![mark])
    }

    /// Bookmarks what one is at, after a label was asked for; what is bookmarked is no more.
    pub(super) fn bookmark(&mut self) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let Some(address) = self.target() else { return self.nothing_to_mark() };
        if let Some(id) = self.notes.find(MarkKind::Bookmark, &address).map(|mark| mark.id.clone()) {
            let effect = self.remove_mark(&id, false);
            self.message = Some(edition.words.notes.unbookmarked.to_string());
            return effect;
        }
        let mark = Mark::new(&report, edition, MarkKind::Bookmark, &address, None);
        let label = report.subject(edition, &address).map(|subject| subject.title).unwrap_or_default();
        self.sheet = None;
        self.prompt = Some(Prompt::new(Purpose::Label(Box::new(mark)), &label));
        Effect::Nothing
    }

    /// A label or a remark was typed.
    pub(super) fn label(&mut self, mut mark: Mark, typed: &str) -> Effect {
        mark.begin_change();
        typed.clone_into(&mut mark.text);
        let w = &self.edition().words.notes;
        let template = if mark.kind == MarkKind::Bookmark { &w.bookmarked } else { &w.kept };
        self.message = Some(fill(template, &[("address", &mark.address)]));
        self.keep_mark(mark)
    }

    /// Sentences of the current passage can be chosen, from the first one on the screen.
    pub(super) fn start_selecting(&mut self, edition: &Edition) {
        let passage = self.reader.current();
        let spot = self.reader.spot(edition);
        let from = if edition.passages.get(passage).is_some_and(|at| at.block == spot.block) { spot.offset } else { 0 };
        self.selecting = (passage < edition.passages.len()).then(|| Selecting::new(edition, passage, from)).flatten();
        if self.selecting.is_none() {
            self.nothing_to_mark();
        } else if self.pane != Pane::Reader {
            self.focus(Pane::Reader);
        }
        self.show_selection(edition);
    }

    fn show_selection(&mut self, edition: &Edition) {
        if let Some(selecting) = &self.selecting {
            let block = edition.passages[selecting.passage].block;
            self.reader.reveal(edition, &Hit { block, range: selecting.range() });
        }
    }

    /// While sentences are chosen.
    pub(super) fn selecting_command(&mut self, edition: &Edition, command: Command) -> Effect {
        let Some(selecting) = &mut self.selecting else { return Effect::Nothing };
        match command {
            Command::LineDown | Command::LineUp => selecting.step(edition, command == Command::LineDown),
            Command::Extend | Command::Shrink => selecting.extend(command == Command::Extend),
            Command::Highlight => selecting.whole(),
            Command::Open => {
                self.pick_highlight(edition);
                return Effect::Nothing;
            }
            Command::Copy => {
                let passage = selecting.passage;
                let range = selecting.range();
                self.selecting = None;
                let text = crate::text::span::slice(&edition.blocks[edition.passages[passage].block].text, range).to_owned();
                return self.copied(format!("{text}\n\n{}", self.report.cite_passage(edition, passage)));
            }
            Command::Back => self.selecting = None,
            // Whoever wants something else has chosen enough.
            other => {
                self.selecting = None;
                return self.pane_command(other);
            }
        }
        self.show_selection(edition);
        Effect::Nothing
    }

    /// The kinds of highlights to choose from.
    fn pick_highlight(&mut self, edition: &Edition) {
        let words = &edition.words;
        let kinds = MarkKind::HIGHLIGHTS.map(|kind| {
            let choice = Choice::new(words.label("mark", kind.name()).to_owned(), Target::Highlight(Some(kind)));
            Choice { beside: kind.sign().to_owned(), ..choice }
        });
        let mut choices = kinds.to_vec();
        if self.highlight_there(edition).is_some() {
            choices.push(Choice::new(words.notes.remove_highlight.to_string(), Target::Highlight(None)));
        }
        self.open_picker(Picker::new(words.notes.pick_highlight.to_string(), choices));
    }

    /// A kind is chosen by its sign as well, as long as nothing is typed.
    pub(super) fn highlight_by_sign(&mut self, typed: &Input) -> Option<Effect> {
        let Key::Char(sign) = typed.key else { return None };
        let picker = self.picker.as_ref().filter(|picker| picker.text_box.text().is_empty())?;
        let is_kind = |kind: &MarkKind| kind.sign() == sign.encode_utf8(&mut [0; 4]);
        let kind = MarkKind::HIGHLIGHTS.into_iter().find(is_kind).filter(|_| matches!(picker.about(), Some(Target::Highlight(_))))?;
        self.picker = None;
        Some(self.highlight(Some(kind)))
    }

    /// The highlight in what is chosen.
    fn highlight_there(&self, edition: &Edition) -> Option<String> {
        let selecting = self.selecting.as_ref()?;
        let (block, range) = (edition.passages[selecting.passage].block, selecting.range());
        let there = |other: &Option<(usize, std::ops::Range<usize>)>| {
            other.as_ref().is_some_and(|(at, other)| *at == block && crate::text::span::overlap(other, &range).is_some())
        };
        self.notes.all().iter().find(|placed| there(&placed.range)).map(|placed| placed.mark.id.clone())
    }

    /// The kind of a highlight was chosen. The same words are highlighted once.
    pub(super) fn highlight(&mut self, kind: Option<MarkKind>) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let Some(kind) = kind else {
            let there = self.highlight_there(edition);
            self.selecting = None;
            return there.map_or(Effect::Nothing, |id| self.remove_mark(&id, true));
        };
        let Some(selecting) = self.selecting.take() else { return Effect::Nothing };
        let address = edition.address_of(selecting.passage);
        let block = edition.passages[selecting.passage].block;
        let same = self.notes.all().iter().find(|placed| placed.range.as_ref() == Some(&(block, selecting.range())));
        let mark = match same.map(|placed| placed.mark.clone()) {
            Some(mut mark) => {
                mark.begin_change();
                mark.kind = kind;
                mark
            }
            None => Mark::new(&report, edition, kind, &address, Some(selecting.range())),
        };
        let label = edition.words.label("mark", kind.name());
        self.message = Some(fill(&edition.words.notes.highlighted, &[("kind", label)]));
        self.keep_mark(mark)
    }

    /// Shows the pane; where one was is remembered.
    pub(super) fn open_notes(&mut self, edition: &Edition) {
        if self.pane != Pane::Notes {
            self.reader.hold();
            let text = self.reader.spot(edition);
            self.notes_from = Some((self.pane, self.here(edition), text));
            self.focus(Pane::Notes);
        }
        self.follow_note(edition);
    }

    /// The reader shows what the selected mark is on.
    pub(super) fn follow_note(&mut self, edition: &Edition) {
        self.finding.clear();
        let Some(placed) = self.notes.selected() else { return };
        if let Some((block, range)) = placed.range.clone() {
            self.reader.go(edition, Spot { block, offset: 0 });
            self.reader.reveal(edition, &Hit { block, range });
        } else if let Some(block) = self.note_block(edition) {
            self.reader.go(edition, Spot { block, offset: 0 });
        }
    }

    /// The block that the selected mark is on, or that what it is on comes from.
    fn note_block(&self, edition: &Edition) -> Option<usize> {
        let address = self.notes.selected()?.at.clone()?;
        let first = || self.report.uncited_record(edition, &address).and_then(|record| record.first_passage());
        edition.block_at(&address).or_else(|| edition.block_at(&first()?))
    }

    /// `None` where the command is not the pane's own.
    pub(super) fn notes_command(&mut self, edition: &Edition, command: Command) -> Option<Effect> {
        let w = &edition.words;
        match command {
            Command::Open | Command::Right => self.open_note(edition),
            Command::Back if !self.notes.narrowed.is_empty() || self.notes.only.is_some() => {
                self.notes.narrowed.clear();
                self.notes.only = None;
                self.notes.refresh(edition);
            }
            Command::Back => self.leave_notes(edition),
            Command::Filter => self.notes.filter = Some(TextBox::new(&self.notes.narrowed)),
            Command::Note => return Some(self.change_note(edition)),
            Command::Bookmark => {
                // In the list it is the bookmark itself that is meant.
                let id = self.notes.selected().filter(|placed| placed.mark.kind == MarkKind::Bookmark).map(|placed| placed.mark.id.clone());
                return Some(match id {
                    Some(id) => self.remove_mark(&id, true),
                    None => self.bookmark(),
                });
            }
            Command::Delete => {
                let id = self.notes.selected().map(|placed| placed.mark.id.clone());
                if id.is_none() {
                    self.message = Some(w.notes.none_yet.to_string());
                }
                let effect = id.map_or(Effect::Nothing, |id| self.remove_mark(&id, true));
                self.follow_note(edition);
                return Some(effect);
            }
            Command::Explain => match self.notes.selected() {
                Some(placed) => {
                    let sheet = sheet::mark(&self.report, edition, placed);
                    self.open_sheet(sheet);
                }
                None => self.message = Some(w.notes.none_yet.to_string()),
            },
            Command::Sort => {
                self.notes.order = self.notes.order.next();
                self.notes.refresh(edition);
                self.message = Some(fill(&w.notes.sorted, &[("order", w.label("note-order", self.notes.order.name()))]));
            }
            Command::OnlyKind => {
                let all = MarkKind::ALL;
                let at = self.notes.only.and_then(|kind| all.iter().position(|other| *other == kind));
                self.notes.only = all.get(at.map_or(0, |at| at + 1)).copied();
                self.notes.refresh(edition);
            }
            _ if self.notes.movement(command) => self.follow_note(edition),
            _ => return None,
        }
        Some(Effect::Nothing)
    }

    /// The selected mark's own words can be changed: a note in its box, a label or a remark at the bottom.
    fn change_note(&mut self, edition: &Edition) -> Effect {
        let Some(placed) = self.notes.selected() else { return self.nothing_to_mark() };
        let mark = placed.mark.clone();
        if mark.kind != MarkKind::Note {
            let text = mark.text.clone();
            self.prompt = Some(Prompt::new(Purpose::Label(Box::new(mark)), &text));
            return Effect::Nothing;
        }
        if let Some(block) = self.note_block(edition).filter(|_| !self.layout.wide) {
            self.jump(edition, Spot { block, offset: 0 });
        }
        self.edit_mark(mark);
        Effect::Nothing
    }

    /// Goes to what the selected mark is on.
    pub(super) fn open_note(&mut self, edition: &Edition) {
        let Some(placed) = self.notes.selected().cloned() else { return };
        let Some(address) = placed.at else {
            self.message = Some(edition.words.notes.cannot_go.to_string());
            return;
        };
        if let Some((_, from, _)) = self.notes_from.take() {
            self.visits.leave(from);
        }
        match &address {
            Address::Country(id) => {
                if let Some(country) = self.report.facts().country(id) {
                    self.open_country(country);
                }
            }
            Address::Section(_) | Address::Passage(..) => {
                self.focus(Pane::Reader);
                self.follow_note(edition);
            }
            other => {
                self.focus(Pane::Reader);
                self.follow_note(edition);
                self.open_record(&other.to_string());
            }
        }
    }

    /// Back to where one was before.
    fn leave_notes(&mut self, edition: &Edition) {
        let from = self.notes_from.take();
        self.return_from(edition, from);
    }
}
