//! Plain find: where a string stands in an edition's text, case, accents and number styles aside.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::report::Edition;
use crate::report::markup::{Block, Style};
use crate::text::fold::{Folded, fold};

/// A place where what was looked for stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Index of the block in the edition.
    pub block: usize,
    /// Bytes of the block's text.
    pub range: Range<usize>,
}

/// More matches than this are not looked for: nobody walks through them.
pub const MOST: usize = 10_000;

/// An edition's text, folded once for all finds: one string, so that a find is one scan, without the way back to the source, which would take eight
/// times the room; that is worked out of the blocks in which something was found.
#[derive(Debug, Clone, Default)]
pub struct FoldedEdition {
    /// The blocks' texts, each behind a character that stands in none.
    text: String,
    /// Where each block begins, and where the last one ends.
    starts: Vec<usize>,
    /// Of each block, whether every byte of it comes from the byte at the same place of its source.
    is_same: Vec<bool>,
}

/// What stands between blocks: no text and no needle has it.
const BETWEEN: char = '\0';

impl FoldedEdition {
    /// Folds all blocks.
    pub fn new(edition: &Edition) -> Self {
        let mut folded = Self { starts: vec![0], ..Self::default() };
        for block in &edition.blocks {
            let own = fold_block(block);
            folded.is_same.push(own.is_same());
            folded.text.push_str(&own.text);
            folded.text.push(BETWEEN);
            folded.starts.push(folded.text.len());
        }
        folded
    }

    /// Where `needle` stands in the blocks of `scope` of the edition that was folded, in reading order, not overlapping. Of more than [`MOST`] matches
    /// those from block `from` on, and then those from the beginning. An empty needle stands nowhere.
    pub fn find(&self, edition: &Edition, needle: &str, scope: Range<usize>, from: usize) -> Vec<Hit> {
        let needle = fold(needle).replace(BETWEEN, "");
        if needle.is_empty() {
            return Vec::new();
        }
        let finder = Finder::new(&needle);
        let scope = scope.start.min(self.is_same.len())..scope.end.min(self.is_same.len());
        let from = from.clamp(scope.start, scope.end);
        let mut found = self.scan(&finder, needle.len(), from..scope.end, MOST);
        let before = self.scan(&finder, needle.len(), scope.start..from, MOST - found.len());
        found.splice(0..0, before);
        self.in_source(edition, &found)
    }

    /// Ranges of the folded text.
    fn scan(&self, finder: &Finder<'_>, length: usize, blocks: Range<usize>, most: usize) -> Vec<Range<usize>> {
        let (start, end) = (self.starts[blocks.start], self.starts[blocks.end]);
        let text = self.text.as_bytes().get(start..end).unwrap_or_default();
        finder.find_iter(text).take(most).map(|at| start + at..start + at + length).collect()
    }

    /// The same ranges in the blocks' own texts.
    fn in_source(&self, edition: &Edition, found: &[Range<usize>]) -> Vec<Hit> {
        let mut folded: Option<(usize, Folded)> = None;
        let mut hits = Vec::with_capacity(found.len());
        for range in found {
            let block = self.starts.partition_point(|start| *start <= range.start) - 1;
            let inside = range.start - self.starts[block]..range.end - self.starts[block];
            let range = if self.is_same[block] {
                inside
            } else {
                let known = folded.take().filter(|(own, _)| *own == block);
                let (_, text) =
                    folded.insert(known.unwrap_or_else(|| (block, edition.blocks.get(block).map(fold_block).unwrap_or_default())));
                text.source_range(&inside)
            };
            hits.push(Hit { block, range });
        }
        hits
    }
}

/// A block's text folded, the marks of footnotes left out.
pub fn fold_block(block: &Block) -> Folded {
    let marks: Vec<Range<usize>> =
        block.marks.iter().filter(|mark| matches!(mark.style, Style::NoteMark(_))).map(|mark| mark.range.clone()).collect();
    Folded::new(&block.text, &marks)
}
