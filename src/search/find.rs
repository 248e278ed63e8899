//! Plain find: where a string stands in an edition's text, case, accents and number styles aside.

use std::ops::Range;

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

/// An edition's text, folded once for all finds.
#[derive(Debug, Clone, Default)]
pub struct FoldedEdition {
    blocks: Vec<Folded>,
}

impl FoldedEdition {
    /// Folds all blocks.
    pub fn new(edition: &Edition) -> Self {
        Self { blocks: edition.blocks.iter().map(fold_block).collect() }
    }

    /// Where `needle` stands in the blocks of `scope`, in reading order, not overlapping. An empty needle stands nowhere.
    pub fn find(&self, needle: &str, scope: Range<usize>) -> Vec<Hit> {
        let needle = fold(needle);
        let scope = scope.start..scope.end.min(self.blocks.len());
        let blocks = self.blocks.get(scope.clone()).unwrap_or_default();
        blocks
            .iter()
            .zip(scope)
            .flat_map(|(folded, block)| folded.find(&needle).into_iter().map(move |range| Hit { block, range }))
            .collect()
    }
}

/// A block's text folded, the marks of footnotes left out.
pub fn fold_block(block: &Block) -> Folded {
    let marks: Vec<Range<usize>> =
        block.marks.iter().filter(|mark| matches!(mark.style, Style::NoteMark(_))).map(|mark| mark.range.clone()).collect();
    Folded::new(&block.text, &marks)
}
