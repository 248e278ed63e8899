//! Slides → pages: what fits on the screen at once, in letters of the largest size, cut at the ends of sentences.

use std::ops::Range;

use super::bars;
use super::slides::{Slide, Text};
use crate::export::chart::Layout;
use crate::text::ascii::grapheme;
use crate::text::columns::width;
use crate::text::wrap::wrap;

/// Lines of text are never wider, in letters: short ones are followed from ten metres.
const WIDEST: u16 = 60;
/// The same for charts, which are seen rather than read.
const WIDEST_CHART: u16 = 100;
/// Cells of a large letter, in both directions; between its lines one more row.
pub const LARGE: u16 = 4;
/// The same in ASCII, which has no quarters of a cell: a dot of the font is a cell.
pub const LARGE_IN_ASCII: u16 = 8;
/// From this size on the text itself is in large letters.
const LARGE_FROM: (u16, u16) = (150, 40);
/// From so many rows on there is an empty row between two lines.
const AIRY_FROM: u16 = 16;

/// Part of a text that is on a page, and its lines, as bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Index of the text in its slide.
    pub text: usize,
    /// The lines.
    pub lines: Vec<Range<usize>>,
}

/// What is on the screen at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Index of the slide.
    pub slide: usize,
    /// What of it.
    pub parts: Vec<Part>,
    /// Number of the page in its slide, from 1, and how many there are.
    pub of: (usize, usize),
}

/// How a slide is laid out on a screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Frame {
    /// Columns left and right of everything.
    pub margin: u16,
    /// Letters in a line of text.
    pub letters: u16,
    /// Cells of a large letter, in both directions.
    pub unit: u16,
    /// The text is in large letters.
    pub large: bool,
    /// There is an empty row between two lines.
    pub airy: bool,
    /// The context, in lines.
    pub context: Vec<String>,
    /// The heading, in lines.
    pub heading: Vec<String>,
    /// The heading is in large letters.
    pub large_heading: bool,
    /// No empty row stands between two texts.
    pub tight: bool,
    /// Rows for the text.
    pub rows: u16,
}

/// How large a slide is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    /// As small as it can be.
    Small,
    /// As large as a screen of the size usually has it.
    Roomy,
    /// In large letters on any screen.
    Large,
}

impl Frame {
    /// For a screen of this size. The last row is for where one is. Bars that are on two pages cannot be compared: a chart is in letters in
    /// which it fits on one, if there are any.
    pub fn new(slide: &Slide, columns: u16, rows: u16, unit: u16) -> Self {
        let sized = |size| Self::sized(slide, columns, rows, unit, size);
        let roomy = sized(Size::Roomy);
        let fits = |frame: &Self| frame.lines_of(slide) <= frame.capacity();
        let is_chart = slide.texts.iter().any(|text| text.bar().is_some());
        if !is_chart {
            // What is short is large wherever it fits.
            let large = sized(Size::Large);
            return if large.large && !roomy.large && fits(&large) { large } else { roomy };
        }
        if fits(&roomy) {
            return roomy;
        }
        let small = sized(Size::Small);
        let airy = Self { airy: small.rows >= AIRY_FROM, ..small.clone() };
        let tight = Self { tight: true, ..small.clone() };
        [airy, small].into_iter().find(|frame| fits(frame)).unwrap_or(tight)
    }

    /// In letters of a size.
    fn sized(slide: &Slide, columns: u16, rows: u16, unit: u16, size: Size) -> Self {
        let roomy = size != Size::Small;
        let margin = (columns / 16).clamp(1, 12);
        let inner = columns.saturating_sub(2 * margin).max(8);
        let is_whole = |text: &Text| {
            let room = usize::from(inner / unit).saturating_sub(indent(text));
            text.text.split_whitespace().all(|word| width(word) <= room)
        };
        let can_be_large = roomy && slide.texts.iter().all(|text| is_in_font(&text.text) && (text.bar().is_some() || is_whole(text)));
        let wants_large = size == Size::Large || columns >= LARGE_FROM.0 * (unit / LARGE) && rows >= LARGE_FROM.1 * (unit / LARGE);
        let large = wants_large && can_be_large && !slide.texts.is_empty();
        let widest = if slide.texts.iter().any(|text| text.bar().is_some()) { WIDEST_CHART } else { WIDEST };
        let letters = if large { inner / unit } else { inner.min(widest) };
        let context = lines(&slide.context, inner);
        let mut heading = lines(&slide.heading, (inner / unit).max(1));
        // A slide that is all heading has the most room for it.
        let share = if slide.texts.is_empty() { 2 } else { 4 };
        let room = rows.saturating_sub(context.len() as u16 + 3) * 2 / share;
        let is_whole = slide.heading.split_whitespace().all(|word| width(word) <= usize::from(inner / unit));
        let large_heading = !heading.is_empty() && is_whole && is_in_font(&slide.heading) && heading.len() as u16 * (unit + 1) <= room;
        if !large_heading {
            heading = lines(&slide.heading, inner);
        }
        let taken = above(&context, 1) + above(&heading, if large_heading { unit + 1 } else { 1 });
        // The row for where one is, and one above it.
        let rows_left = rows.saturating_sub(taken + 2).max(1);
        Self {
            margin,
            letters: letters.max(1),
            unit,
            large,
            airy: roomy && !large && rows_left >= AIRY_FROM,
            context,
            heading,
            large_heading,
            tight: false,
            rows: rows_left,
        }
    }

    /// Row of the first line of text.
    pub fn top(&self) -> u16 {
        let height = if self.large_heading { self.unit + 1 } else { 1 };
        above(&self.context, 1) + above(&self.heading, height)
    }

    /// Rows from one line of text to the next.
    pub fn step(&self) -> u16 {
        match (self.large, self.airy) {
            (true, _) => self.unit + 1,
            (false, true) => 2,
            (false, false) => 1,
        }
    }

    /// Lines of text that fit.
    fn capacity(&self) -> usize {
        // The last line needs no row behind it.
        usize::from((self.rows + self.step() - if self.large { self.unit } else { 1 }) / self.step()).max(1)
    }

    /// Lines that a whole slide takes.
    fn lines_of(&self, slide: &Slide) -> usize {
        let layout = bars::layout(slide, self.letters);
        let of_text = |text: &Text| lines_of(text, &(0..text.text.len()), self, layout.as_ref()).len() + self.gap();
        slide.texts.iter().map(of_text).sum::<usize>().saturating_sub(self.gap())
    }

    /// Lines between two texts.
    pub(super) fn gap(&self) -> usize {
        usize::from(!self.tight)
    }

    /// Letters for a text behind its lead.
    fn room(&self, text: &Text) -> usize {
        usize::from(self.letters).saturating_sub(indent(text)).max(1)
    }
}

/// Rows of some lines above the text, and of the empty one below them.
fn above(lines: &[String], height: u16) -> u16 {
    if lines.is_empty() { 0 } else { lines.len() as u16 * height + 1 }
}

/// Letters before a text's lines.
pub fn indent(text: &Text) -> usize {
    if text.lead.is_empty() { 0 } else { width(&text.lead) + 1 }
}

fn lines(text: &str, columns: u16) -> Vec<String> {
    let take = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    if text.is_empty() { Vec::new() } else { wrap(text, usize::from(columns)).into_iter().map(take).collect() }
}

/// A letter as the font of large letters has it: ASCII and Latin-1; what has no such letter stays as it is.
pub fn in_font(letter: &str) -> String {
    let is_there = |text: &str| text.chars().all(|c| (' '..='~').contains(&c) || ('\u{A1}'..='\u{FF}').contains(&c));
    if is_there(letter) { letter.to_owned() } else { grapheme(letter) }
}

/// Whether all letters can be made large.
fn is_in_font(text: &str) -> bool {
    use unicode_segmentation::UnicodeSegmentation;
    // What has no letter becomes a question mark; one that was none is lost.
    text.graphemes(true).all(|letter| letter == "\n" || width(letter) == 1 && (in_font(letter) != "?" || letter == "?"))
}

/// The pages of a slide on a screen of this size. Nothing of it is left out.
pub fn pages(slide: &Slide, index: usize, columns: u16, rows: u16, unit: u16) -> Vec<Page> {
    let frame = Frame::new(slide, columns, rows, unit);
    let layout = bars::layout(slide, frame.letters);
    let most = frame.capacity();
    let full = divided(slide, &frame, layout.as_ref(), most);
    // As few lines a page as make no more pages: the last one is not left with a line or two.
    let lines: usize = slide.texts.iter().map(|text| lines_of(text, &(0..text.text.len()), &frame, layout.as_ref()).len()).sum();
    let least = lines.div_ceil(full.len().max(1)).clamp(1, most);
    let even = (least..most).map(|capacity| divided(slide, &frame, layout.as_ref(), capacity)).find(|pages| pages.len() == full.len());
    let pages = even.unwrap_or(full);
    let of = pages.len();
    pages.into_iter().enumerate().map(|(nth, parts)| Page { slide: index, parts, of: (nth + 1, of) }).collect()
}

/// The parts of a slide, divided on pages of so many lines.
fn divided(slide: &Slide, frame: &Frame, layout: Option<&Layout>, capacity: usize) -> Vec<Vec<Part>> {
    let mut pages: Vec<Vec<Part>> = vec![Vec::new()];
    for (nth, text) in slide.texts.iter().enumerate() {
        // The sentences that are on the page so far.
        let mut open: Option<Range<usize>> = None;
        for sentence in &text.sentences {
            let longer = open.as_ref().map_or(sentence.clone(), |open| open.start..sentence.end);
            let lines = lines_of(text, &longer, frame, layout);
            let taken: usize = taken(pages.last(), open.is_some(), frame.gap());
            if taken + lines.len() <= capacity {
                put(&mut pages, nth, lines, open.is_some());
                open = Some(longer);
                continue;
            }
            // It begins another page; one that is longer than a page takes several, of about the same length.
            let lines = lines_of(text, sentence, frame, layout);
            let count = lines.len().div_ceil(capacity);
            for chunk in chunks(text, &lines, capacity) {
                if pages.last().is_some_and(|page| !page.is_empty()) {
                    pages.push(Vec::new());
                }
                put(&mut pages, nth, chunk.to_vec(), false);
            }
            open = if count <= 1 { Some(sentence.clone()) } else { None };
        }
    }
    pages
}

/// The lines of a sentence that is longer than a page, in pieces of about the same length: where a line ends with a comma or the like, if
/// there is one near.
fn chunks<'a>(text: &Text, mut lines: &'a [Range<usize>], capacity: usize) -> Vec<&'a [Range<usize>]> {
    let mut chunks = Vec::new();
    while lines.len() > capacity {
        let pages = lines.len().div_ceil(capacity);
        let each = lines.len().div_ceil(pages);
        // What is left must fit on the pages that are left.
        let least = lines.len().saturating_sub((pages - 1) * capacity).max(1);
        let near = (least.max(each.saturating_sub(2))..=capacity.min(each + 2)).rev();
        let ends_well = |count: &usize| text.text.get(lines[count - 1].clone()).is_some_and(|line| line.ends_with([',', ';', ':', ')']));
        let (chunk, rest) = lines.split_at(near.into_iter().find(ends_well).unwrap_or(each).clamp(1, lines.len()));
        chunks.push(chunk);
        lines = rest;
    }
    chunks.push(lines);
    chunks
}

/// Lines that a page's parts take, with those between them. `without_last`: the last part is to be replaced.
fn taken(page: Option<&Vec<Part>>, without_last: bool, gap: usize) -> usize {
    let Some(page) = page else { return 0 };
    let count = page.len() - usize::from(without_last && !page.is_empty());
    page.iter().take(count).map(|part| part.lines.len() + gap).sum()
}

fn put(pages: &mut [Vec<Part>], text: usize, lines: Vec<Range<usize>>, replaces: bool) {
    let Some(page) = pages.last_mut() else { return };
    if replaces {
        page.pop();
    }
    page.push(Part { text, lines });
}

/// Part of a text in lines. A row of a chart has its own.
fn lines_of(text: &Text, range: &Range<usize>, frame: &Frame, layout: Option<&Layout>) -> Vec<Range<usize>> {
    match (text.bar(), layout) {
        (Some(bar), Some(layout)) => bars::lines(text, bar, layout, frame.letters),
        _ => wrapped(text, range, frame.room(text)),
    }
}

fn wrapped(text: &Text, range: &Range<usize>, room: usize) -> Vec<Range<usize>> {
    let part = text.text.get(range.clone()).unwrap_or_default();
    wrap(part, room).into_iter().map(|line| line.start + range.start..line.end + range.start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences::sentences;
    use proptest::prelude::*;

    fn slide(texts: &[String]) -> Slide {
        let text = |text: &String| Text { lead: "•".to_owned(), text: text.clone(), sentences: sentences(text), ..Text::default() };
        Slide {
            context: "A section".to_owned(),
            heading: "A heading of some words".to_owned(),
            texts: texts.iter().map(text).collect(),
            ..Slide::default()
        }
    }

    proptest! {
        #[test]
        fn nothing_is_cut_and_nothing_is_lost(texts in prop::collection::vec("([a-zñé]{1,14}[ .?] ?){1,60}", 1..5), columns in 40u16..240, rows in 12u16..70, is_ascii in any::<bool>()) {
            let unit = if is_ascii { LARGE_IN_ASCII } else { LARGE };
            let slide = slide(&texts);
            let frame = Frame::new(&slide, columns, rows, unit);
            let pages = pages(&slide, 0, columns, rows, unit);
            let mut seen = vec![String::new(); texts.len()];
            for page in &pages {
                let lines = taken(Some(&page.parts), false, frame.gap()).saturating_sub(frame.gap());
                let height = lines as u16 * frame.step() - (frame.step() - if frame.large { unit } else { 1 });
                prop_assert!(height <= frame.rows, "{height} of {} at {columns}x{rows}", frame.rows);
                for part in &page.parts {
                    for line in &part.lines {
                        let text = &slide.texts[part.text].text.get(line.clone()).expect("a line");
                        prop_assert!(width(text) + indent(&slide.texts[part.text]) <= usize::from(frame.letters).max(3), "{text}");
                        seen[part.text].push_str(text);
                    }
                }
            }
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            for (seen, text) in seen.iter().zip(&texts) {
                prop_assert_eq!(solid(seen), solid(text));
            }
        }
    }
}
