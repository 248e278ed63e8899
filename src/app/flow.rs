//! The text as rows of a given width. A block is wrapped when it is first needed and kept until the width changes, so
//! that no key costs more than a screenful, however long the text.

use std::rc::Rc;

use super::row::{Decor, Row, Segment, Wrapped};
use super::table;
use crate::report::Edition;
use crate::report::markup::{Block, BlockKind};
use crate::text::columns::width;
use crate::text::span::slice;
use crate::text::wrap::wrap;

/// A row of the text: a block, and how many rows of the block stand above it, the empty ones before its text included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// Index of the block in the edition.
    pub block: usize,
    /// From 0.
    pub row: usize,
}

/// The rows of an edition at one width.
#[derive(Debug, Default)]
pub struct Flow {
    columns: u16,
    blocks: Vec<Option<Rc<Wrapped>>>,
    /// Number of rows of the screen, and the topmost row that is first on the last screen of that many.
    last_top: Option<(usize, Position)>,
}

impl Flow {
    /// Nothing is wrapped yet.
    pub fn new(edition: &Edition, columns: u16) -> Self {
        Self { columns: columns.max(1), blocks: vec![None; edition.blocks.len()], last_top: None }
    }

    /// The width of the rows.
    pub fn columns(&self) -> u16 {
        self.columns
    }

    /// A block's rows.
    pub fn block(&mut self, edition: &Edition, block: usize) -> Rc<Wrapped> {
        let Some(slot) = self.blocks.get_mut(block) else { return Rc::default() };
        let columns = self.columns;
        Rc::clone(slot.get_or_insert_with(|| Rc::new(wrap_block(edition, block, columns))))
    }

    /// The row `rows` further down, at most the last one.
    pub fn down(&mut self, edition: &Edition, from: Position, rows: usize) -> Position {
        let mut at = Position { row: from.row + rows, ..from };
        loop {
            let height = self.block(edition, at.block).height();
            if at.row < height {
                return at;
            }
            if at.block + 1 >= self.blocks.len() {
                return Position { row: height.saturating_sub(1), ..at };
            }
            at = Position { block: at.block + 1, row: at.row - height };
        }
    }

    /// The row `rows` further up, at least the first one.
    pub fn up(&mut self, edition: &Edition, from: Position, rows: usize) -> Position {
        let mut at = from;
        let mut left = rows;
        while left > at.row {
            if at.block == 0 {
                return Position::default();
            }
            left -= at.row + 1;
            let block = at.block - 1;
            at = Position { block, row: self.block(edition, block).height().saturating_sub(1) };
        }
        Position { row: at.row - left, ..at }
    }

    /// The topmost row of the last screen of `rows` rows.
    pub fn last_top(&mut self, edition: &Edition, rows: usize) -> Position {
        if let Some((known, top)) = self.last_top
            && known == rows
        {
            return top;
        }
        let last = self.down(edition, Position { block: self.blocks.len().saturating_sub(1), row: 0 }, usize::MAX / 2);
        let top = self.up(edition, last, rows.saturating_sub(1));
        self.last_top = Some((rows, top));
        top
    }

    /// Rows from `from` to `to`, at most `most`; 0 where `to` is not below.
    pub fn distance(&mut self, edition: &Edition, from: Position, to: Position, most: usize) -> usize {
        if to <= from {
            return 0;
        }
        let mut at = from;
        let mut rows = 0;
        while at.block < to.block && rows < most {
            rows += self.block(edition, at.block).height() - at.row.min(self.block(edition, at.block).height());
            at = Position { block: at.block + 1, row: 0 };
        }
        if at.block == to.block {
            rows += to.row.saturating_sub(at.row);
        }
        rows.min(most)
    }
}

/// Columns that a list's text stands to the right of what surrounds the list, at least.
const LIST_INDENT: usize = 3;

fn wrap_block(edition: &Edition, index: usize, columns: u16) -> Wrapped {
    let block = &edition.blocks[index];
    let quote = usize::from(block.quote) * 2;
    let columns = usize::from(columns);
    let decor = if block.quote > 0 { Decor::Quote(block.quote) } else { Decor::Plain };
    let gap = gap_before(edition, index);
    let outer = quote + LIST_INDENT * usize::from(block.depth.saturating_sub(1));
    // Narrow screens: an indent never takes more than half of the row.
    let outer = outer.min(columns / 2);
    let rows = match &block.kind {
        BlockKind::Rule => vec![Row { decor: Decor::Rule, ..Row::default() }],
        BlockKind::Table(table) => table::rows(block, table, outer, columns),
        BlockKind::Preformatted => preformatted(block, outer, columns, &decor),
        BlockKind::Note(note) => note_rows(edition, block, *note, columns),
        BlockKind::Heading(_) => text_rows(block, outer, 0, columns, None, &decor),
        BlockKind::Prose => {
            let marker = block.marker.as_deref();
            let hang = match (marker, block.depth) {
                (Some(marker), _) => LIST_INDENT.max(width(marker) + 1),
                (None, 0) => 0,
                (None, _) => LIST_INDENT,
            };
            text_rows(block, outer, hang, columns, marker, &decor)
        }
    };
    Wrapped { gap, rows }
}

fn text_rows(block: &Block, outer: usize, hang: usize, columns: usize, lead: Option<&str>, decor: &Decor) -> Vec<Row> {
    let x = outer + hang;
    let mut lead = lead.map(|lead| (outer as u16, lead.to_owned()));
    wrap(&block.text, columns.saturating_sub(x))
        .into_iter()
        .map(|range| Row { lead: lead.take(), segments: vec![Segment { x: x as u16, range }], decor: decor.clone() })
        .collect()
}

fn preformatted(block: &Block, outer: usize, columns: usize, decor: &Decor) -> Vec<Row> {
    // Lines keep their ends and their white space; a longer one goes on below.
    let mut rows = Vec::new();
    let mut at = 0;
    for line in block.text.split('\n') {
        let inside = wrap(line, columns.saturating_sub(outer));
        let first = rows.len();
        for range in inside {
            let range = at + range.start..at + range.end;
            rows.push(Row { segments: vec![Segment { x: outer as u16, range }], decor: decor.clone(), lead: None });
        }
        if let Some(segment) = rows.get_mut(first).and_then(|row| row.segments.first_mut()) {
            segment.range.start = at;
        }
        at += line.len() + 1;
    }
    rows
}

/// A footnote: its mark, and its text to the right of it; a translator's note says so on a row of its own.
fn note_rows(edition: &Edition, block: &Block, note: usize, columns: usize) -> Vec<Row> {
    let Some(note) = edition.notes.get(note) else { return Vec::new() };
    let mark = format!("[{}]", note.mark);
    let outer = LIST_INDENT.min(columns / 4);
    let hang = (width(&mark) + 1).min(columns / 2);
    if note.translators {
        let label = format!("{mark} {}", &*edition.words.reader.translators_note);
        let mut rows = vec![Row { lead: Some((outer as u16, label)), ..Row::default() }];
        rows.extend(text_rows(block, outer, hang, columns, None, &Decor::Plain));
        return rows;
    }
    text_rows(block, outer, hang, columns, Some(&mark), &Decor::Plain)
}

fn gap_before(edition: &Edition, index: usize) -> usize {
    if index == 0 {
        return 0;
    }
    match edition.blocks[index].kind {
        BlockKind::Heading(1) => 3,
        BlockKind::Heading(_) => 2,
        BlockKind::Note(_) if !matches!(edition.blocks[index - 1].kind, BlockKind::Note(_)) => 1,
        BlockKind::Note(_) => 0,
        _ if short_items(&edition.blocks[index - 1], &edition.blocks[index]) => 0,
        _ => 1,
    }
}

/// Neighbouring list items of a few words each stand close together.
fn short_items(before: &Block, block: &Block) -> bool {
    let is_short = |block: &Block| block.marker.is_some() && slice(&block.text, 0..block.text.len()).len() <= 160;
    is_short(before) && is_short(block)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::edition::SectionFile;
    use crate::report::{Language, Words};
    use proptest::prelude::*;

    fn edition(text: &str) -> Edition {
        let file = SectionFile { id: "a".to_owned(), parent: None, page: None, text: text.to_owned() };
        Edition::new(Language::En, &[file], Words::bundled(Language::En)).0
    }

    fn all(flow: &mut Flow, edition: &Edition) -> Vec<Position> {
        let blocks = 0..edition.blocks.len();
        blocks.flat_map(|block| (0..flow.block(edition, block).height()).map(move |row| Position { block, row })).collect()
    }

    proptest! {
        #[test]
        fn down_and_up_walk_the_same_rows(
            paragraphs in prop::collection::vec("[a-z ]{1,80}", 1..12),
            columns in 4u16..40, rows in 1usize..30, start in 0usize..400, by in 0usize..60,
        ) {
            let edition = edition(&format!("# T\n\n{}", paragraphs.join("\n\n- ")));
            let mut flow = Flow::new(&edition, columns);
            let all = all(&mut flow, &edition);
            let start = start % all.len();
            let down = flow.down(&edition, all[start], by);
            prop_assert_eq!(down, all[(start + by).min(all.len() - 1)]);
            let up = flow.up(&edition, all[start], by);
            prop_assert_eq!(up, all[start.saturating_sub(by)]);
            prop_assert_eq!(flow.last_top(&edition, rows), all[all.len().saturating_sub(rows)]);
            prop_assert_eq!(flow.distance(&edition, all[start], down, 1000), (start + by).min(all.len() - 1) - start);
        }

        #[test]
        fn every_word_is_in_a_row(text in "[a-z*|\\-\n ]{1,200}", columns in 1u16..60) {
            let edition = edition(&text);
            let mut flow = Flow::new(&edition, columns);
            for index in 0..edition.blocks.len() {
                let block = &edition.blocks[index];
                let shown: String = flow
                    .block(&edition, index)
                    .rows
                    .iter()
                    .flat_map(|row| row.segments.iter().map(|s| slice(&block.text, s.range.clone()).to_owned()))
                    .collect();
                let letters = |s: &str| { let mut l: Vec<char> = s.chars().filter(|c| c.is_alphabetic()).collect(); l.sort_unstable(); l };
                let mut want = letters(&block.text);
                want.dedup();
                let mut got = letters(&shown);
                got.dedup();
                prop_assert_eq!(got, want);
            }
        }
    }
}
