//! Where on the screen the words of a page stand. Drawing asks, and so does a click.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::bars::layout;
use super::pages::{Frame, Page, indent};
use super::slides::{Slide, Text};
use crate::export::chart::{Bar, Layout};
use crate::text::columns::width;

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// What is before a text's first line.
    Lead,
    /// These bytes of the text.
    Words(Range<usize>),
    /// The bar of a row of a chart.
    Bar,
}

/// A piece of a text and its place, in cells from the corner of the page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
    /// Index of the text in its slide.
    pub text: usize,
    /// What of it.
    pub what: What,
}

/// Everything on a page below its heading.
pub fn placed(slide: &Slide, page: &Page, frame: &Frame) -> Vec<Placed> {
    let layout = layout(slide, frame.letters);
    let unit = if frame.large { frame.unit } else { 1 };
    let mut out = Vec::new();
    let mut y = 0;
    for part in &page.parts {
        let Some(text) = slide.texts.get(part.text) else { continue };
        for line in &part.lines {
            let first = text.sentences.first().is_some_and(|sentence| sentence.start == line.start);
            let mut put = |columns: usize, what: What| out.push(Placed { x: columns as u16 * unit, y, text: part.text, what });
            if first && !text.lead.is_empty() {
                put(0, What::Lead);
            }
            match (text.bar(), &layout) {
                (Some(bar), Some(layout)) => row(bar, text, line, layout, &mut put),
                _ => put(indent(text), What::Words(line.clone())),
            }
            y += frame.step();
        }
        y += frame.step() * frame.gap() as u16;
    }
    out
}

/// A line of a row of a chart.
fn row(bar: &Bar, text: &Text, line: &Range<usize>, layout: &Layout, put: &mut impl FnMut(usize, What)) {
    let label = bar.label.len();
    let number = text.text.len() - bar.shown.len();
    if line.start < label {
        put(2, What::Words(line.start..line.end.min(label)));
    }
    let has_bar = if layout.apart { line.is_empty() } else { line.end == text.text.len() };
    if has_bar {
        put(layout.before(), What::Bar);
    }
    if has_bar && !layout.apart {
        put(layout.before() + width(&layout.drawn(bar, false)) + 2, What::Words(number..line.end));
    } else if layout.apart && line.start >= number && !line.is_empty() {
        put(2, What::Words(line.clone()));
    }
}

/// The byte of a text that is drawn on a cell, and the text's index. Cells are counted from the corner of the page's text.
pub(super) fn byte_at(slide: &Slide, page: &Page, frame: &Frame, x: u16, y: u16) -> Option<(usize, usize)> {
    let unit = if frame.large { frame.unit } else { 1 };
    placed(slide, page, frame).into_iter().find_map(|placed| {
        let What::Words(range) = &placed.what else { return None };
        if !(placed.y..placed.y + unit).contains(&y) {
            return None;
        }
        let mut left = placed.x;
        let words = slide.texts[placed.text].text.get(range.clone())?;
        words.grapheme_indices(true).find_map(|(at, letter)| {
            let right = left + width(letter) as u16 * unit;
            let is_on = (left..right).contains(&x);
            left = right;
            is_on.then_some((placed.text, range.start + at))
        })
    })
}
