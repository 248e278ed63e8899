//! How much of the report was read, and how long the rest takes.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::report::Edition;
use crate::state::place::{from_ranges, to_ranges};

/// Bytes of text that are read in a minute: about 200 words of 6 letters, a space included.
const BYTES_A_MINUTE: u64 = 1_200;

/// Which passages were on the screen to their end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    read: Vec<bool>,
}

impl Reading {
    /// From what is kept between runs.
    pub fn restore(edition: &Edition, kept: &BTreeMap<String, String>) -> Self {
        let mut read = vec![false; edition.passages.len()];
        for section in &edition.sections {
            let Some(ranges) = kept.get(&section.id) else { continue };
            for range in from_ranges(ranges) {
                for number in *range.start()..=(*range.end()).min(section.passages.len() as u32) {
                    let index = section.passages.start + (number as usize).saturating_sub(1);
                    if number > 0 && section.passages.contains(&index) {
                        read[index] = true;
                    }
                }
            }
        }
        Self { read }
    }

    /// For keeping between runs.
    pub fn keep(&self, edition: &Edition) -> BTreeMap<String, String> {
        let sections = edition.sections.iter().map(|section| {
            let numbers = section.passages.clone().filter(|index| self.is_read(*index));
            let numbers = numbers.map(|index| (index - section.passages.start + 1) as u32);
            (section.id.clone(), to_ranges(numbers))
        });
        sections.filter(|(_, ranges)| !ranges.is_empty()).collect()
    }

    /// Notes that a passage was read. Says whether it was not before.
    pub fn mark(&mut self, passage: usize) -> bool {
        self.read.get_mut(passage).is_some_and(|read| !std::mem::replace(read, true))
    }

    /// Takes that back.
    pub fn unmark(&mut self, passage: usize) {
        if let Some(read) = self.read.get_mut(passage) {
            *read = false;
        }
    }

    /// Whether a passage was read.
    pub fn is_read(&self, passage: usize) -> bool {
        self.read.get(passage).copied().unwrap_or(false)
    }

    /// Percent of the passages in a range that were read, 0 to 100; 100 only when all were.
    pub fn percent(&self, passages: Range<usize>) -> u8 {
        let read = passages.clone().filter(|index| self.is_read(*index)).count();
        (read * 100).checked_div(passages.len()).unwrap_or(0) as u8
    }
}

/// Minutes that it takes to read the blocks in a range, rounded up.
pub fn minutes(edition: &Edition, blocks: Range<usize>) -> u64 {
    let bytes = edition.text_before(blocks.end).saturating_sub(edition.text_before(blocks.start));
    bytes.div_ceil(BYTES_A_MINUTE)
}
