//! What is copied: with its citation, so that it can be pasted into a letter.

use std::sync::Arc;

use crate::app::action::Effect;
use crate::app::notes::Placed;
use crate::app::{App, Pane};
use crate::report::Edition;
use crate::report::words::fill;

impl App {
    /// Copies a row, a passage, or all that is shown, with its citation.
    pub(super) fn copy(&mut self, all: bool) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let text = match self.pane {
            Pane::Reader | Pane::Contents if all => {
                let section = self.reader.section(edition);
                edition.sections.get(section).map(|part| {
                    let blocks = part.blocks.clone().map(|block| edition.blocks[block].text.clone());
                    format!("{}\n\n{}", blocks.collect::<Vec<_>>().join("\n\n"), report.cite_section(edition, section))
                })
            }
            Pane::Notes => self.copied_notes(edition, all),
            Pane::Reader | Pane::Contents | Pane::Search => edition.passages.get(self.reader.current()).map(|passage| {
                format!("{}\n\n{}", edition.blocks[passage.block].text, report.cite_passage(edition, self.reader.current()))
            }),
            Pane::Countries | Pane::Profile => self.profile.grid.as_text(&report, edition, &self.profile_title(), all),
            Pane::Lists | Pane::Tasks => self.tasks.grid.as_text(&report, edition, &self.tasks.list().name, all),
        };
        if let Some(text) = text {
            return self.copied(text);
        }
        self.message = Some(edition.words.copy.nothing.to_string());
        Effect::Nothing
    }

    /// The record in the sheet, with its citation.
    pub(super) fn copy_target(&mut self) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let record = self.target().and_then(|address| report.record(edition, &address));
        let Some(record) = record else { return Effect::Nothing };
        let details = report.details(edition, &record).iter().map(crate::report::details::line).collect::<Vec<_>>().join("\n");
        self.copied(format!("{}\n{details}\n\n{}", record.title, record.source))
    }

    pub(super) fn copied(&mut self, text: String) -> Effect {
        self.message = Some(fill(&self.edition().words.copy.copied, &[("lines", &text.lines().count().to_string())]));
        Effect::Copy(text)
    }

    /// The selected mark, or all that are listed, as text with the sources of what they are on now.
    fn copied_notes(&self, edition: &Edition, all: bool) -> Option<String> {
        let one = |placed: &Placed| {
            let mark = &placed.mark;
            let source = placed.at.as_ref().map(|at| self.report.cite_address(edition, at)).unwrap_or_default();
            let parts = [mark.text.clone(), fill(&edition.words.notes.quoted, &[("text", &mark.shown_quote())]), source];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
        };
        let marks = if all { self.notes.listed() } else { self.notes.selected().into_iter().collect() };
        (!marks.is_empty()).then(|| marks.into_iter().map(one).collect::<Vec<_>>().join("\n\n"))
    }

    /// The countries on the screen and the tab, as a title.
    pub(super) fn profile_title(&self) -> String {
        let facts = self.report.facts();
        let names = self.profile.countries.iter().map(|index| facts.countries[*index].name.text(self.language));
        let topic = self.edition().words.label("topic", self.profile.topic.name());
        format!("{}: {topic}", names.collect::<Vec<_>>().join(", "))
    }
}
