//! The notes pane: a person's notes, bookmarks and highlights in one list, and where they stand in the text.

use std::collections::HashMap;
use std::ops::Range;

use super::action::Command;
use super::list::List;
use super::marked::Marked;
use super::text_box::TextBox;
use crate::report::{Address, Edition, Report};
use crate::state::locate::locate;
use crate::state::mark::{Mark, MarkKind};
use crate::state::time::day_of;
use crate::text::fold::fold;
use crate::text::sanitize::clean_line;

/// Rows that an entry takes: its title, and two of its text.
pub const ROWS: usize = 3;

/// In which order the marks are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they follow one another in the report.
    #[default]
    Report,
    /// The last changed first.
    Time,
    /// By kind.
    Kind,
}

impl Order {
    /// Its name in the words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Time => "time",
            Self::Kind => "kind",
        }
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Report => Self::Time,
            Self::Time => Self::Kind,
            Self::Kind => Self::Report,
        }
    }
}

/// A mark, and where it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The mark.
    pub mark: Mark,
    /// What it is on; `None` where it cannot be placed.
    pub at: Option<Address>,
    /// The block in whose text it highlights something, and the bytes of it.
    pub range: Option<(usize, Range<usize>)>,
    /// The passage beside which it is shown, by its index.
    passage: Option<usize>,
    title: String,
}

/// What stands in the margin of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Margin {
    /// There is a note on it.
    pub note: bool,
    /// It is bookmarked.
    pub bookmark: bool,
}

/// A mark as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: MarkKind,
    /// What it is on.
    pub title: Marked,
    /// The person's words, or else what they are on.
    pub text: Marked,
    /// Its address.
    pub address: String,
    /// The day of its last change.
    pub day: String,
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct Notes {
    placed: Vec<Placed>,
    margins: HashMap<usize, Margin>,
    /// Highlights in reading order.
    highlights: Vec<(usize, Range<usize>, MarkKind)>,
    listed: Vec<Listed>,
    list: List,
    /// In which order.
    pub order: Order,
    /// Only marks of this kind.
    pub only: Option<MarkKind>,
    /// What is typed to narrow the list; `None` when the box is closed.
    pub filter: Option<TextBox>,
    /// What was typed to narrow the list.
    pub narrowed: String,
    /// What was removed, the last one last: the mark as it was.
    removed: Vec<Mark>,
}

impl Notes {
    /// With the marks that are kept.
    pub fn new(report: &Report, edition: &Edition, marks: Vec<Mark>) -> Self {
        let mut notes = Self::default();
        notes.replace(report, edition, marks);
        notes
    }

    /// All marks are these now.
    pub fn replace(&mut self, report: &Report, edition: &Edition, marks: Vec<Mark>) {
        self.placed = marks.into_iter().filter(|mark| !mark.deleted).map(|mark| placed(report, edition, mark)).collect();
        self.refresh(edition);
    }

    /// A mark has another id now.
    pub fn rename(&mut self, from: &str, to: &str) {
        self.placed.retain(|placed| placed.mark.id != *to);
        for mark in self.placed.iter_mut().map(|placed| &mut placed.mark).chain(&mut self.removed).filter(|mark| mark.id == *from) {
            to.clone_into(&mut mark.id);
        }
    }

    /// Another copy changed marks. What was changed here later, and may not be saved yet, stays.
    pub fn take(&mut self, report: &Report, edition: &Edition, marks: Vec<Mark>) {
        for mark in marks {
            if self.mark(&mark.id).is_none_or(|own| own.changed < mark.changed || (own.changed == mark.changed && own.text.is_empty())) {
                self.put(report, edition, mark);
            }
        }
    }

    /// Another edition is on the screen, in which the marks are elsewhere.
    pub fn place_again(&mut self, report: &Report, edition: &Edition) {
        let marks = std::mem::take(&mut self.placed).into_iter().map(|placed| placed.mark).collect();
        self.replace(report, edition, marks);
    }

    /// A mark is new, or has changed.
    pub fn put(&mut self, report: &Report, edition: &Edition, mark: Mark) {
        let at = self.placed.iter().position(|placed| placed.mark.id == mark.id);
        match (at, mark.deleted) {
            (Some(at), true) => {
                self.placed.remove(at);
            }
            (None, true) => {}
            (Some(at), false) => self.placed[at] = placed(report, edition, mark),
            (None, false) => self.placed.push(placed(report, edition, mark)),
        }
        self.refresh(edition);
    }

    /// All marks, each with where it is.
    pub fn all(&self) -> &[Placed] {
        &self.placed
    }

    /// The marks on something.
    pub fn on(&self, address: &Address) -> impl Iterator<Item = &Mark> {
        self.placed.iter().filter(|placed| placed.at.as_ref() == Some(address)).map(|placed| &placed.mark)
    }

    /// The last note or bookmark on something.
    pub fn find(&self, kind: MarkKind, address: &Address) -> Option<&Mark> {
        self.on(address).filter(|mark| mark.kind == kind).max_by_key(|mark| mark.changed)
    }

    /// A mark by its id.
    pub fn mark(&self, id: &str) -> Option<&Mark> {
        self.placed(id).map(|placed| &placed.mark)
    }

    /// What stands in the margin of a passage.
    pub fn margin(&self, passage: usize) -> Margin {
        self.margins.get(&passage).copied().unwrap_or_default()
    }

    /// The highlights in a block's text.
    pub fn highlights(&self, block: usize) -> &[(usize, Range<usize>, MarkKind)] {
        let first = self.highlights.partition_point(|(at, ..)| *at < block);
        let end = self.highlights.partition_point(|(at, ..)| *at <= block);
        &self.highlights[first..end]
    }

    /// Removes a mark. Gives it as it is to be saved; as it was it can be brought back.
    pub fn remove(&mut self, edition: &Edition, id: &str) -> Option<Mark> {
        let at = self.placed.iter().position(|placed| placed.mark.id == id)?;
        let mut mark = self.placed.remove(at).mark;
        self.removed.push(mark.clone());
        mark.delete();
        self.refresh(edition);
        Some(mark)
    }

    /// How many marks were removed that can be brought back.
    pub fn removed(&self) -> usize {
        self.removed.len()
    }

    /// Brings the mark back that was removed last.
    pub fn bring_back(&mut self, report: &Report, edition: &Edition) -> Option<Mark> {
        // What was made anew meanwhile is not there twice.
        let is_there = |mark: &Mark| {
            let same = |other: &Mark| match mark.kind {
                MarkKind::Note => false,
                MarkKind::Bookmark => other.kind == mark.kind,
                _ => other.kind.is_highlight() && other.quote == mark.quote,
            };
            self.placed.iter().any(|placed| placed.mark.address == mark.address && same(&placed.mark))
        };
        let at = self.removed.iter().rposition(|mark| !is_there(mark))?;
        let mut mark = self.removed.remove(at);
        // Later than its removal, which is the second change from here.
        mark.begin_change();
        mark.begin_change();
        self.put(report, edition, mark.clone());
        self.select(&mark.id);
        Some(mark)
    }

    /// The marks that are listed, in the order of the list.
    pub fn listed(&self) -> Vec<&Placed> {
        self.listed.iter().filter_map(|listed| self.placed(&listed.id)).collect()
    }

    fn placed(&self, id: &str) -> Option<&Placed> {
        self.placed.iter().find(|placed| placed.mark.id == id)
    }

    /// The list on the screen, each with whether it is selected.
    pub fn visible(&self) -> impl Iterator<Item = (&Listed, bool)> {
        let (selected, visible) = (self.list.selected(), self.list.visible());
        self.listed.iter().enumerate().skip(visible.start).take(visible.len()).map(move |(at, listed)| (listed, at == selected))
    }

    /// Number of the selected mark, from 1, how many are listed, and how many there are.
    pub fn count(&self) -> (usize, usize, usize) {
        (if self.listed.is_empty() { 0 } else { self.list.selected() + 1 }, self.listed.len(), self.placed.len())
    }

    /// The selected mark.
    pub fn selected(&self) -> Option<&Placed> {
        self.placed(&self.listed.get(self.list.selected())?.id)
    }

    /// Selects a mark, if it is listed.
    pub fn select(&mut self, id: &str) {
        if let Some(at) = self.listed.iter().position(|listed| listed.id == id) {
            self.list.select(at);
        }
    }

    /// Rows of the screen for the list.
    pub fn resize(&mut self, rows: u16) {
        self.list.set_rows((usize::from(rows) / ROWS).max(1));
    }

    /// Moves the selection. Says whether the command was a move.
    pub fn movement(&mut self, command: Command) -> bool {
        self.list.movement(command)
    }

    /// Selects the entry on a row of the list. Says whether there is one.
    pub fn point(&mut self, row: usize) -> bool {
        self.list.point(row / ROWS)
    }

    /// Lists what is wanted; the same mark stays selected.
    pub fn refresh(&mut self, edition: &Edition) {
        let selected = self.listed.get(self.list.selected()).map(|listed| listed.id.clone());
        if let Some(filter) = &self.filter {
            filter.text().clone_into(&mut self.narrowed);
        }
        let needle = fold(&self.narrowed);
        let is_wanted = |placed: &&Placed| {
            let mark = &placed.mark;
            let text = || format!("{} {} {} {}", placed.title, mark.address, mark.quote, mark.text);
            // While one writes, nothing is looked for in all that was written.
            self.only.is_none_or(|kind| kind == mark.kind) && (needle.is_empty() || fold(&text()).contains(&needle))
        };
        let mut wanted: Vec<&Placed> = self.placed.iter().filter(is_wanted).collect();
        let place = |placed: &Placed| (placed.passage.unwrap_or(usize::MAX), placed.range.clone().map_or(0, |(_, range)| range.start));
        // What cannot be placed comes last.
        wanted.sort_by_key(|placed| (placed.at.is_none(), place(placed), placed.mark.kind, placed.mark.created));
        match self.order {
            Order::Report => {}
            Order::Time => wanted.sort_by_key(|placed| std::cmp::Reverse(placed.mark.changed)),
            Order::Kind => wanted.sort_by_key(|placed| placed.mark.kind),
        }
        self.listed = wanted.into_iter().map(|placed| listed(edition, placed)).collect();
        self.list.set_count(self.listed.len());
        if let Some(selected) = selected {
            self.select(&selected);
        }
        self.mark_margins();
    }

    fn mark_margins(&mut self) {
        self.margins.clear();
        self.highlights.clear();
        for placed in &self.placed {
            if let Some((block, range)) = &placed.range {
                self.highlights.push((*block, range.clone(), placed.mark.kind));
            } else if let Some(passage) = placed.passage.filter(|_| matches!(placed.at, Some(Address::Passage(..)))) {
                let margin = self.margins.entry(passage).or_default();
                margin.note |= placed.mark.kind != MarkKind::Bookmark;
                margin.bookmark |= placed.mark.kind == MarkKind::Bookmark;
            }
        }
        self.highlights.sort_by_key(|(block, range, kind)| (*block, range.start, *kind));
    }
}

fn placed(report: &Report, edition: &Edition, mark: Mark) -> Placed {
    let at = locate(report, edition, &mark);
    let subject = at.as_ref().and_then(|address| report.subject(edition, address));
    let first = match &at {
        Some(address @ Address::Passage(..)) => Some(address.clone()),
        Some(address) => report.uncited_record(edition, address).and_then(|record| record.first_passage()),
        None => None,
    };
    let passage = match first {
        Some(Address::Passage(section, number)) => edition.passage_at(&section, number),
        _ => None,
    };
    let range = passage.filter(|_| mark.kind.is_highlight()).and_then(|passage| {
        let block = edition.passages[passage].block;
        let whole = 0..edition.blocks[block].text.len();
        // The words of another edition stand there for the passage as a whole.
        let range = if mark.language == edition.language { mark.range_in(&edition.blocks[block].text) } else { Some(whole) };
        range.map(|range| (block, range))
    });
    Placed { title: subject.map(|subject| subject.title).unwrap_or_default(), mark, at, range, passage }
}

fn listed(edition: &Edition, placed: &Placed) -> Listed {
    let mark = &placed.mark;
    let w = &edition.words.notes;
    let title = if placed.at.is_some() { placed.title.clone() } else { format!("{} {}", &*w.lost, mark.address) };
    let quoted = || crate::report::words::fill(&w.quoted, &[("text", &mark.shown_quote())]);
    let text = match (mark.text.is_empty(), mark.kind.is_highlight()) {
        (true, true) => quoted(),
        (true, false) => mark.shown_quote(),
        (false, true) => format!("{} · {}", mark.text, quoted()),
        (false, false) => mark.text.clone(),
    };
    Listed {
        id: mark.id.clone(),
        kind: mark.kind,
        title: Marked::plain(&title),
        text: Marked::plain(&clean_line(&text)),
        address: placed.at.as_ref().map_or(String::new(), ToString::to_string),
        day: day_of(mark.changed),
    }
}
