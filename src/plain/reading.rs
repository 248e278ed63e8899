//! Reading: from passage to passage, section to section, and what stands behind a passage.

use super::session::{Listed, Session};
use crate::cli::show;
use crate::export::plain;
use crate::export::printer::Printer;
use crate::report::Address;
use crate::report::markup::BlockKind;
use crate::report::section::Section;
use crate::report::words::fill;
use crate::search::explained::explained;

impl Session<'_> {
    /// The section where one is.
    pub(super) fn section(&self) -> Option<&'_ Section> {
        let edition = self.edition();
        edition.passages.get(self.at).and_then(|passage| edition.sections.get(passage.section))
    }

    /// The next passage or the one before.
    pub(super) fn step(&mut self, forward: bool) {
        if self.walk.is_some() {
            return self.step_walk(forward);
        }
        let w = &self.words().plain;
        let last = self.edition().passages.len().saturating_sub(1);
        match forward {
            // One is not beyond what was opened beside the text.
            _ if self.shown.take().is_some() => self.read_here(),
            true if self.at >= last => self.say(&w.last),
            false if self.at == 0 => self.say(&w.first),
            true => {
                let before = self.at;
                self.at += 1;
                self.read_from(before);
            }
            false => {
                self.at -= 1;
                self.read_here();
            }
        }
    }

    /// The passage where one is, with the titles that stand between it and the one before.
    fn read_from(&mut self, before: usize) {
        let edition = self.edition();
        let (Some(from), Some(to)) = (edition.passages.get(before), edition.passages.get(self.at)) else { return };
        let between = from.block + 1..to.block;
        let titles: Vec<usize> = between.filter(|block| matches!(edition.blocks[*block].kind, BlockKind::Heading(_))).collect();
        self.tell(|printer| {
            titles.iter().try_for_each(|block| plain::blocks(printer, edition, *block..block + 1))?;
            plain::blocks(printer, edition, to.block..to.block + 1)
        });
        self.was_read();
    }

    /// The passage where one is, under its titles.
    pub(super) fn read_here(&mut self) {
        self.shown = None;
        let edition = self.edition();
        let Some(passage) = edition.passages.get(self.at) else { return };
        let trail = edition.trail(passage.section, passage.heading()).join(": ");
        self.tell(|printer| {
            printer.heading(&trail)?;
            plain::blocks(printer, edition, passage.block..passage.block + 1)
        });
        self.was_read();
    }

    /// A whole section with its footnotes: the one that was named, or where one is. One is then at its end.
    pub(super) fn read_section(&mut self, typed: &str) {
        let edition = self.edition();
        let named = || self.titled(typed).or_else(|| typed.parse().ok()).and_then(|address| edition.block_at(&address));
        let here = || edition.passages.get(self.at).map(|passage| passage.section);
        let section = if typed.is_empty() { here() } else { named().map(|block| edition.section_of_block(block)) };
        let Some(section) = section.map(|index| &edition.sections[index]) else {
            return self.say(&edition.words.plain.no_section);
        };
        self.leave();
        self.shown = None;
        self.tell(|printer| plain::blocks(printer, edition, section.blocks.clone()));
        for passage in section.passages.clone() {
            self.at = passage;
            self.was_read();
        }
    }

    /// The next section, or the beginning of this one, or the one before.
    pub(super) fn step_section(&mut self, forward: bool) {
        let edition = self.edition();
        let Some(section) = edition.passages.get(self.at).map(|passage| passage.section) else { return };
        let starts = |index: usize| Some(edition.sections.get(index)?.passages.clone()).filter(|passages| !passages.is_empty());
        let own = edition.sections[section].passages.start;
        let to = if forward {
            (section + 1..edition.sections.len()).find_map(starts)
        } else if self.at > own {
            starts(section)
        } else {
            (0..section).rev().find_map(starts)
        };
        match to {
            Some(passages) => self.go_to(passages.start),
            None if forward => self.say(&edition.words.plain.last),
            None => self.go_to(0),
        }
    }

    /// A passage by its index.
    pub(super) fn go_to(&mut self, passage: usize) {
        if passage != self.at {
            self.leave();
        }
        self.walk = None;
        self.at = passage;
        self.read_here();
    }

    /// What stands at an address: in the text one goes there; anything else is said, and one stays.
    pub(super) fn show(&mut self, address: &Address) {
        let edition = self.edition();
        match address {
            Address::Section(id) => {
                let passages = edition.section_index(id).map(|index| edition.sections[index].passages.clone());
                match passages {
                    Some(passages) if !passages.is_empty() => self.go_to(passages.start),
                    _ => self.say(&edition.words.plain.no_section),
                }
            }
            Address::Passage(section, number) => {
                if let Some(passage) = edition.passage_at(section, *number) {
                    self.go_to(passage);
                }
            }
            Address::Country(id) => self.show_country(id, None),
            other => {
                self.shown = Some(other.clone());
                let report = self.report;
                self.tell_to(|out, medium| show::text(out, report, edition, other, medium));
                // A number leads on to where it stands in the text.
                let passages = report.record(edition, other).map(|record| record.passages().to_vec()).unwrap_or_default();
                let passages = passages.iter().filter_map(|address| address.parse().ok());
                self.list = Some(passages.map(Listed::Address).collect());
                self.say_numbers();
            }
        }
    }

    /// That numbers stand for something now.
    pub(super) fn say_numbers(&mut self) {
        let w = &self.words().plain;
        match self.list.as_ref().map_or(0, Vec::len) {
            0 => {}
            1 => self.say(&w.number_one),
            most => self.say(&fill(&w.numbers, &[("most", &most.to_string())])),
        }
    }

    /// Sections with their numbers; what is read is told in percent of their passages.
    pub(super) fn contents(&mut self) {
        self.list_sections();
        let edition = self.edition();
        let here = edition.passages.get(self.at).map(|passage| passage.section);
        let w = &edition.words.plain;
        self.tell(|printer: &mut Printer<'_, Vec<u8>>| {
            for (nth, section) in edition.sections.iter().enumerate() {
                let number = (nth + 1).to_string();
                let row = fill(&w.contents_row, &[("number", &number), ("title", &section.title), ("id", &section.id)]);
                let sign = if here == Some(nth) { format!(" {}", &*w.here) } else { String::new() };
                printer.line("", 0, &format!("{row}{sign}"))?;
            }
            Ok(())
        });
        self.say_numbers();
    }

    pub(super) fn list_sections(&mut self) {
        let all = self.edition().sections.iter().map(|section| Listed::Address(Address::Section(section.id.clone())));
        self.list = Some(all.collect());
    }

    /// Out of a walk, or to where one was before.
    pub(super) fn back(&mut self) {
        if self.walk.take().is_some() {
            self.say(&self.words().plain.walk_over);
            return self.read_here();
        }
        if self.shown.take().is_some() {
            return self.read_here();
        }
        match self.behind.pop() {
            Some(passage) => {
                self.ahead.push(self.at);
                self.at = passage.min(self.edition().passages.len().saturating_sub(1));
                self.read_here();
            }
            None => self.say(&self.words().reader.no_way_back),
        }
    }

    /// Where one was before going back.
    pub(super) fn forward(&mut self) {
        match self.ahead.pop() {
            Some(passage) => {
                self.behind.push(self.at);
                self.at = passage.min(self.edition().passages.len().saturating_sub(1));
                self.read_here();
            }
            None => self.say(&self.words().reader.no_way_forward),
        }
    }

    /// Footnotes and terms of the passage.
    pub(super) fn explain(&mut self) {
        let edition = self.edition();
        let all = explained(self.report, edition, &self.report.term_finder(edition.language), self.at);
        if all.is_empty() {
            return self.say(&edition.words.explain.none);
        }
        let lines: Vec<String> = all.iter().map(|(head, body)| format!("{head}: {body}")).collect();
        self.say_all(&lines);
    }

    /// The citation of what is shown.
    pub(super) fn cite(&mut self) {
        let edition = self.edition();
        let citation = match self.target() {
            Some(address) => self.report.cite_address(edition, &address),
            None => self.report.cite(edition, std::iter::empty()),
        };
        self.say(&citation);
    }
}
