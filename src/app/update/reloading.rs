//! The same report after its author changed it, or once all of it is read: what is on the screen stays there.

use std::sync::Arc;

use crate::app::flow::Position;
use crate::app::present::Present;
use crate::app::{App, Pane, Start};
use crate::report::Report;
use crate::state::Place;

impl App {
    /// Goes where another app is that shows a part of the same text on the same screen, to the row.
    pub fn stay_where(&mut self, other: &Self) {
        let report = Arc::clone(&self.report);
        let (part, whole) = (other.edition(), report.edition(self.language));
        let (top, current) = other.reader.place();
        // In the part and in the whole a section is the same, only further on.
        let place = |section: usize| {
            let from = part.sections.get(section)?;
            Some((from, &whole.sections[whole.section_index(&from.id)?]))
        };
        let Some((from, to)) = place(part.section_of_block(top.block)) else { return };
        let top = Position { block: to.blocks.start + top.block - from.blocks.start, ..top };
        let Some((from, to)) = part.passages.get(current).and_then(|passage| place(passage.section)) else { return };
        self.reader.put_back((top, to.passages.start + current - from.passages.start));
        self.settle();
    }

    /// Goes on with the pack as it is now, at the same place, in the same pane, on the projector if that is on. Everything is built anew, so
    /// that nothing points at what is gone.
    pub fn reload(&mut self, report: &Arc<Report>) {
        let old = Arc::clone(&self.report);
        let edition = old.edition(self.language);
        let current = edition.passages.get(self.reader.current()).map(|_| Place::in_passage(edition, self.reader.current(), 0));
        let kept = self.visit();
        let id = |index: &usize| old.facts().countries[*index].id.to_string();
        let (countries, row) = (self.profile.countries.iter().map(id).collect::<Vec<_>>(), self.profile.grid.key().map(ToOwned::to_owned));
        let start = Start {
            language: self.language,
            kept: Some(kept),
            checklists: self.tasks.lists().to_vec(),
            marks: self.notes.all().iter().map(|placed| placed.mark.clone()).collect(),
            private: self.private,
            own_tours: std::mem::take(&mut self.own_tours),
            projector_theme: self.projector_theme,
            themes: std::mem::take(&mut self.themes),
            theme: self.theme,
            bindings: Arc::clone(&self.bindings),
            size: self.size,
            form: self.form,
            widths: self.widths,
            leaves_mouse: !self.mouse,
            has_others: self.has_others,
            ..Start::default()
        };
        let before = std::mem::replace(self, Self::new(Arc::clone(report), start));
        let edition = report.edition(self.language);
        if let Some(current) = current.and_then(|place| place.find(edition)) {
            self.reader.set_current(edition, current);
        }
        self.unsaved = before.unsaved;
        self.searching.resume(&before.searching);
        self.tasks.resume(&before.tasks);
        match before.pane {
            Pane::Countries | Pane::Profile => {
                let there = |id: &String| report.facts().countries.iter().position(|country| *country.id == **id);
                self.profile.countries = countries.iter().filter_map(there).collect();
                self.profile.topic = before.profile.topic;
                self.focus(if self.profile.countries.is_empty() { Pane::Countries } else { before.pane });
                self.build_profile();
                self.profile.grid.select_key(&row.unwrap_or_default());
            }
            pane => self.focus(pane),
        }
        if let Some((editor, _)) = before.editor {
            let spot = self.reader.spot(edition);
            self.editor = Some((editor, spot));
            self.lay_out();
        }
        if let Some(mut present) = before.present {
            let there = |index: usize| {
                let id = &old.facts().countries.get(index)?.id;
                report.facts().countries.iter().position(|country| country.id == *id)
            };
            present.renumber(there);
            let shown: Present = present.in_edition(report, edition, self.tours());
            if shown.is_empty() {
                self.theme = shown.theme_before;
            } else {
                self.present = Some(shown);
            }
        }
        self.message = Some(edition.words.library.read_again.to_string());
        self.settle();
    }

    /// The pack cannot be read as it is now: says so until it can.
    pub fn keep_as_it_was(&mut self, trouble: String) {
        self.message = None;
        self.trouble = Some(trouble);
    }
}
