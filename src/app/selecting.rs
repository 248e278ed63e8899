//! Choosing sentences of a passage, to highlight or to copy them.

use std::ops::Range;

use crate::report::Edition;
use crate::report::markup::BlockKind;
use crate::text::sentences::sentences;

/// The sentences that are chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selecting {
    /// Index of the passage.
    pub passage: usize,
    /// Sentences of the passage, as bytes of its text.
    sentences: Vec<Range<usize>>,
    /// Indices of the first one that is chosen and of the one behind the last.
    chosen: Range<usize>,
}

impl Selecting {
    /// The first sentence of a passage that ends behind this byte of its text.
    pub fn new(edition: &Edition, passage: usize, from: usize) -> Option<Self> {
        let sentences = of_passage(edition, passage);
        let at = sentences.iter().position(|sentence| sentence.end > from).unwrap_or(0);
        (!sentences.is_empty()).then_some(Self { passage, sentences, chosen: at..at + 1 })
    }

    /// What is chosen, as bytes of the passage's text.
    pub fn range(&self) -> Range<usize> {
        let (first, last) = (&self.sentences[self.chosen.start], &self.sentences[self.chosen.end - 1]);
        first.start..last.end
    }

    /// Number of the first sentence that is chosen, from 1, of the last one, and how many there are.
    pub fn count(&self) -> (usize, usize, usize) {
        (self.chosen.start + 1, self.chosen.end, self.sentences.len())
    }

    /// Chooses the next sentence, or the one before; at the passage's ends one of the next passage.
    pub fn step(&mut self, edition: &Edition, on: bool) {
        let next = if on { Some(self.chosen.end) } else { self.chosen.start.checked_sub(1) };
        if let Some(next) = next.filter(|next| *next < self.sentences.len()) {
            self.chosen = next..next + 1;
            return;
        }
        let passage = if on { Some(self.passage + 1) } else { self.passage.checked_sub(1) };
        let passage = passage.filter(|passage| *passage < edition.passages.len());
        let from = if on { 0 } else { usize::MAX };
        if let Some(mut other) = passage.and_then(|passage| Self::new(edition, passage, from)) {
            if !on {
                other.chosen = other.sentences.len() - 1..other.sentences.len();
            }
            *self = other;
        }
    }

    /// One sentence more, or one less.
    pub fn extend(&mut self, more: bool) {
        if more {
            self.chosen.end = (self.chosen.end + 1).min(self.sentences.len());
        } else {
            self.chosen.end = (self.chosen.end - 1).max(self.chosen.start + 1);
        }
    }

    /// The whole passage; if that is chosen, its first sentence.
    pub fn whole(&mut self) {
        let all = 0..self.sentences.len();
        self.chosen = if self.chosen == all { 0..1 } else { all };
    }
}

/// The sentences of a passage; a table is one.
fn of_passage(edition: &Edition, passage: usize) -> Vec<Range<usize>> {
    let block = &edition.blocks[edition.passages[passage].block];
    match block.kind {
        BlockKind::Table(_) => std::iter::once(0..block.text.len()).collect(),
        _ => sentences(&block.text),
    }
}
