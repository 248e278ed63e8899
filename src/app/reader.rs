//! The reader: which rows of the text are on the screen, and which passage is the current one.

use std::rc::Rc;

use super::action::Command;
use super::flow::{Flow, Position};
use super::reading::Reading;
use super::row::Wrapped;
use super::visits::Spot;
use crate::report::Edition;
use crate::report::glossary::TermFinder;
use crate::report::markup::BlockKind;
use crate::report::passage::Passage;
use crate::search::find::{Hit, fold_block};

/// A row on the screen.
#[derive(Debug, Clone)]
pub struct VisibleRow {
    /// Its place in the text.
    pub at: Position,
    /// The block it belongs to, wrapped.
    pub block: Rc<Wrapped>,
}

/// The reader's state.
#[derive(Debug, Default)]
pub struct Reader {
    flow: Flow,
    rows: usize,
    top: Position,
    /// Index of the passage that commands are about.
    current: usize,
    visible: Vec<VisibleRow>,
    /// Passages that end on the screen.
    ending: Vec<usize>,
    /// Where terms of the glossary stand in a passage, and which passage that is: they are looked for once, not at every key in it.
    terms: Vec<Hit>,
    terms_of: Option<usize>,
    /// The place that was put at the top, and the row that it became. At this width it may be in the middle of a row; as long as that row
    /// stays at the top, this place is meant, so that no number of resizes moves it.
    meant: Option<(Position, Spot)>,
    /// What a find started from, to the row: width, topmost row and current passage.
    held: Option<(u16, Position, usize)>,
}

impl Reader {
    /// A screen of `columns` by `rows` of text, at the start of the edition.
    pub fn new(edition: &Edition, columns: u16, rows: u16) -> Self {
        Self { flow: Flow::new(edition, columns), rows: usize::from(rows), ..Self::default() }
    }

    /// Another text on a screen of the same size, at its start.
    #[must_use]
    pub fn with_text(&self, edition: &Edition) -> Self {
        Self { flow: Flow::new(edition, self.flow.columns()), rows: self.rows, ..Self::default() }
    }

    /// The rows on the screen, from the top.
    pub fn visible(&self) -> &[VisibleRow] {
        &self.visible
    }

    /// Where the glossary's terms stand in the current passage and its footnotes, each once.
    pub fn terms(&self) -> &[Hit] {
        &self.terms
    }

    /// There is another glossary: its terms are looked for anew.
    pub fn forget_terms(&mut self) {
        self.terms_of = None;
    }

    /// The topmost row.
    pub fn top(&self) -> Position {
        self.top
    }

    /// Index of the current passage.
    pub fn current(&self) -> usize {
        self.current
    }

    /// Whether the end of the text is on the screen.
    pub fn at_end(&mut self, edition: &Edition) -> bool {
        self.top >= self.flow.last_top(edition, self.rows)
    }

    /// The first block that is not above the screen's last row.
    pub fn block_after(&self, edition: &Edition) -> usize {
        match self.visible.last() {
            Some(last) if last.at.row + 1 < last.block.height() => last.at.block,
            Some(last) => last.at.block + 1,
            None => edition.blocks.len(),
        }
    }

    /// The place at the top, to come back to.
    pub fn spot(&mut self, edition: &Edition) -> Spot {
        if let Some((top, spot)) = self.meant
            && top == self.top
        {
            return spot;
        }
        let offset = self.flow.block(edition, self.top.block).offset_of(self.top.row);
        Spot { block: self.top.block, offset }
    }

    /// Another size of the screen or another text: the same place stays at the top.
    pub fn resize(&mut self, edition: &Edition, columns: u16, rows: u16) {
        if self.flow.columns() != columns.max(1) {
            let spot = self.spot(edition);
            let before = self.top.row;
            // The empty rows before a block are as many at any width.
            let above_text = spot.offset == 0 && before < self.flow.block(edition, self.top.block).gap;
            self.flow = Flow::new(edition, columns);
            self.top = self.position(edition, spot);
            if above_text {
                self.top.row = before;
            }
            self.meant = Some((self.top, spot));
        }
        self.rows = usize::from(rows);
    }

    /// Puts a place at the top.
    pub fn go(&mut self, edition: &Edition, spot: Spot) {
        self.top = self.position(edition, spot);
        if spot.offset == 0 {
            self.top = self.above(edition, spot.block);
        }
        self.meant = (spot.offset > 0).then_some((self.top, spot));
        self.clamp(edition);
        self.current = passage_from(edition, spot.block);
    }

    /// Puts a place that was at the top there again, to the row: without the headings above it.
    pub fn return_to(&mut self, edition: &Edition, spot: Spot) {
        self.top = self.position(edition, spot);
        self.meant = Some((self.top, spot));
        self.clamp(edition);
        self.current = passage_from(edition, spot.block);
    }

    /// Makes a passage the current one; what is not on the screen cannot be, and settles for the nearest.
    pub fn set_current(&mut self, edition: &Edition, passage: usize) {
        self.current = passage.min(edition.passages.len().saturating_sub(1));
    }

    /// Remembers the screen as it is, to go back to it.
    pub fn hold(&mut self) {
        self.held = Some((self.flow.columns(), self.top, self.current));
    }

    /// The passage that was the current one when the screen was remembered.
    pub fn held_current(&self) -> usize {
        self.held.map_or(self.current, |(.., current)| current)
    }

    /// Back to the screen that was remembered; where it has another width now, its place to the top.
    pub fn go_back(&mut self, edition: &Edition, spot: Spot) {
        self.return_to(edition, spot);
        if let Some((columns, top, current)) = self.held {
            if columns == self.flow.columns() {
                self.top = top;
            }
            self.current = current;
        }
    }

    /// Shows a range of a block's text: scrolls only when it is not on the screen, and then to a third of it.
    pub fn reveal(&mut self, edition: &Edition, hit: &Hit) {
        let at = self.position(edition, Spot { block: hit.block, offset: hit.range.start });
        let below = self.flow.distance(edition, self.top, at, self.rows);
        if at < self.top || below >= self.rows {
            self.top = self.flow.up(edition, at, self.rows / 3);
            self.clamp(edition);
        }
        self.current = edition.passage_of_block(hit.block).unwrap_or_else(|| passage_from(edition, hit.block));
    }

    /// Whether a range of a block's text begins on the screen.
    pub fn shows(&mut self, edition: &Edition, hit: &Hit) -> bool {
        let at = self.position(edition, Spot { block: hit.block, offset: hit.range.start });
        at >= self.top && self.flow.distance(edition, self.top, at, self.rows) < self.rows
    }

    /// Makes the passage at a row of the screen the current one.
    pub fn point(&mut self, edition: &Edition, row: usize) {
        let passage = self.visible.get(row).and_then(|row| edition.passage_of_block(row.at.block));
        self.current = passage.unwrap_or(self.current);
    }

    /// Moves. Says whether the command is a move of the reader's and a jump that one may want to come back from.
    pub fn movement(&mut self, edition: &Edition, command: Command) -> Option<Movement> {
        let page = self.rows.saturating_sub(1).max(1);
        let half = (self.rows / 2).max(1);
        match command {
            Command::LineDown => self.scroll_down(edition, 1),
            Command::LineUp => self.scroll_up(edition, 1),
            Command::PageDown => self.scroll_down(edition, page),
            Command::PageUp => self.scroll_up(edition, page),
            Command::HalfPageDown => self.scroll_down(edition, half),
            Command::HalfPageUp => self.scroll_up(edition, half),
            Command::NextPassage => self.step(edition, (self.current + 1).min(edition.passages.len().saturating_sub(1))),
            Command::PreviousPassage => self.step(edition, self.current.saturating_sub(1)),
            Command::NextSection => {
                let next = self.section(edition) + 1;
                let block = edition.sections.get(next).map(|section| section.blocks.start)?;
                self.go(edition, Spot { block, offset: 0 });
                return Some(Movement::Jump);
            }
            Command::PreviousSection => {
                let block = self.previous_section(edition);
                self.go(edition, Spot { block, offset: 0 });
                return Some(Movement::Jump);
            }
            Command::Start => {
                self.go(edition, Spot::default());
                return Some(Movement::Jump);
            }
            Command::End => {
                self.top = self.flow.last_top(edition, self.rows);
                self.current = edition.passages.len().saturating_sub(1);
                return Some(Movement::Jump);
            }
            _ => return None,
        }
        Some(Movement::Scroll)
    }

    /// Scrolls by rows, as the wheel does; down if positive.
    pub fn scroll(&mut self, edition: &Edition, rows: i32) {
        let by = rows.unsigned_abs() as usize;
        if rows > 0 { self.scroll_down(edition, by) } else { self.scroll_up(edition, by) }
    }

    /// The section of the current passage, or of the top where it has none.
    pub fn section(&self, edition: &Edition) -> usize {
        match edition.passages.get(self.current) {
            Some(passage) => passage.section,
            None => edition.section_of_block(self.top.block),
        }
    }

    /// That section, and the heading in it that the current passage stands under.
    pub fn under(&self, edition: &Edition) -> (usize, Option<usize>) {
        (self.section(edition), edition.passages.get(self.current).and_then(Passage::heading))
    }

    /// Notes that what is on the screen was read: the passages that end there. For when one reads on. Gives those that were not before.
    pub fn note_read(&self, reading: &mut Reading) -> Vec<usize> {
        self.ending.iter().copied().filter(|passage| reading.mark(*passage)).collect()
    }

    /// The topmost row and the current passage, to be put back ([`Reader::put_back`]) after a look elsewhere.
    pub fn place(&self) -> (Position, usize) {
        (self.top, self.current)
    }

    /// Puts a place back that was there at this width.
    pub fn put_back(&mut self, (top, current): (Position, usize)) {
        (self.top, self.current) = (top, current);
    }

    /// Works out what is on the screen after a change.
    pub fn settle(&mut self, edition: &Edition, terms: &TermFinder) {
        self.clamp(edition);
        self.visible.clear();
        self.ending.clear();
        let mut at = self.top;
        while self.visible.len() < self.rows && at.block < edition.blocks.len() {
            let block = self.flow.block(edition, at.block);
            let height = block.height();
            while at.row < height && self.visible.len() < self.rows {
                self.visible.push(VisibleRow { at, block: Rc::clone(&block) });
                at.row += 1;
            }
            if at.row == height {
                self.ending.extend(edition.passage_of_block(at.block).filter(|_| is_passage(edition, at.block)));
                at = Position { block: at.block + 1, row: 0 };
            }
        }
        self.keep_current_visible(edition);
        self.find_terms(edition, terms);
    }

    /// Where the terms that the current passage can have explained stand, each where it stands first.
    fn find_terms(&mut self, edition: &Edition, terms: &TermFinder) {
        if self.terms_of.replace(self.current) == Some(self.current) {
            return;
        }
        self.terms.clear();
        let Some(passage) = edition.passages.get(self.current) else { return };
        let notes = passage.notes.iter().filter_map(|note| edition.notes.get(*note)?.block);
        let mut seen = Vec::new();
        for block in std::iter::once(passage.block).chain(notes) {
            for (term, range) in terms.find(&fold_block(&edition.blocks[block])) {
                if !seen.contains(&term) {
                    seen.push(term);
                    self.terms.push(Hit { block, range });
                }
            }
        }
    }

    fn position(&mut self, edition: &Edition, spot: Spot) -> Position {
        let block = spot.block.min(edition.blocks.len().saturating_sub(1));
        Position { block, row: self.flow.block(edition, block).row_of(spot.offset) }
    }

    fn clamp(&mut self, edition: &Edition) {
        let last = self.flow.last_top(edition, self.rows);
        self.top = self.top.min(last);
        let height = self.flow.block(edition, self.top.block).height();
        self.top.row = self.top.row.min(height.saturating_sub(1));
    }

    fn scroll_down(&mut self, edition: &Edition, rows: usize) {
        let last = self.flow.last_top(edition, self.rows);
        if self.top >= last {
            // The text's end is on the screen: the current passage goes on alone.
            self.current = (self.current + 1).min(edition.passages.len().saturating_sub(1));
            return;
        }
        self.top = self.flow.down(edition, self.top, rows).min(last);
        if rows > 1 {
            self.current = self.first_on_screen(edition);
        }
    }

    fn scroll_up(&mut self, edition: &Edition, rows: usize) {
        if self.top == Position::default() {
            self.current = self.current.saturating_sub(1);
            return;
        }
        self.top = self.flow.up(edition, self.top, rows);
        if rows > 1 {
            self.current = self.first_on_screen(edition);
        }
    }

    /// Makes a passage the current one, with all of it on the screen where it fits.
    pub fn step(&mut self, edition: &Edition, passage: usize) {
        let Some(target) = edition.passages.get(passage) else { return };
        self.current = passage;
        let block = self.flow.block(edition, target.block);
        let first = Position { block: target.block, row: block.gap };
        let last = Position { block: target.block, row: block.height().saturating_sub(1) };
        let below = self.flow.distance(edition, self.top, last, self.rows);
        if first < self.top || block.rows.len() >= self.rows {
            self.top = self.above(edition, target.block);
        } else if below >= self.rows {
            self.top = self.flow.up(edition, last, self.rows.saturating_sub(1));
        }
    }

    /// The first row of a block, or of the headings just above, which belong to it; the empty rows before belong to what is above.
    fn above(&mut self, edition: &Edition, block: usize) -> Position {
        let is_heading = |at: usize| matches!(edition.blocks[at].kind, BlockKind::Heading(_));
        let mut first = block.min(edition.blocks.len().saturating_sub(1));
        while first > 0 && is_heading(first - 1) {
            first -= 1;
        }
        Position { block: first, row: self.flow.block(edition, first).gap }
    }

    fn previous_section(&mut self, edition: &Edition) -> usize {
        let section = self.section(edition);
        let start = edition.sections.get(section).map_or(0, |section| section.blocks.start);
        let at_start = self.top.block <= start;
        if at_start && section > 0 { edition.sections[section - 1].blocks.start } else { start }
    }

    /// The first passage that begins on the screen, or else the one that fills it.
    fn first_on_screen(&mut self, edition: &Edition) -> usize {
        let mut at = self.top;
        for _ in 0..self.rows {
            let block = self.flow.block(edition, at.block);
            if at.row <= block.gap && is_passage(edition, at.block) {
                return passage_from(edition, at.block);
            }
            let next = self.flow.down(edition, at, block.height().saturating_sub(at.row).max(1));
            if next <= at || self.flow.distance(edition, self.top, next, self.rows) >= self.rows {
                break;
            }
            at = next;
        }
        passage_from(edition, self.top.block)
    }

    fn keep_current_visible(&mut self, edition: &Edition) {
        let Some(current) = edition.passages.get(self.current) else {
            self.current = edition.passages.len().saturating_sub(1);
            return;
        };
        let begins = |row: &VisibleRow| row.at.row == row.block.gap && is_passage(edition, row.at.block);
        if self.visible.iter().any(|row| row.at.block == current.block && row.at.row >= row.block.gap) {
            return;
        }
        let above = self.visible.first().is_some_and(|row| current.block <= row.at.block);
        let found = if above { self.visible.iter().find(|row| begins(row)) } else { self.visible.iter().rfind(|row| begins(row)) };
        let anywhere = || self.visible.iter().find_map(|row| edition.passage_of_block(row.at.block));
        let nearest = found.and_then(|row| edition.passage_of_block(row.at.block)).or_else(anywhere);
        self.current = nearest.unwrap_or_else(|| passage_from(edition, self.top.block));
    }
}

/// What kind of move a command was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// To somewhere near.
    Scroll,
    /// To somewhere else: the way back is remembered.
    Jump,
}

fn is_passage(edition: &Edition, block: usize) -> bool {
    edition.passage_of_block(block).is_some_and(|passage| edition.passages[passage].block == block)
}

/// The first passage that does not end before a block.
fn passage_from(edition: &Edition, block: usize) -> usize {
    match edition.passage_of_block(block) {
        Some(passage) => passage,
        None => edition.passages.partition_point(|passage| passage.block < block).min(edition.passages.len().saturating_sub(1)),
    }
}
