//! How the rows of a chart stand on a page.

use std::ops::Range;

use super::slides::{Slide, Text};
use crate::export::chart::{Bar, Layout};
use crate::text::wrap::wrap;

/// How the bars of a slide stand in this frame; none where it is no chart.
pub fn layout(slide: &Slide, letters: u16) -> Option<Layout> {
    let bars: Vec<Bar> = slide.texts.iter().filter_map(Text::bar).cloned().collect();
    (!bars.is_empty()).then(|| Layout::new(&bars, usize::from(letters), usize::from(letters)))
}

/// The lines of a row of a chart, as bytes of its text. An empty one holds nothing but the bar.
pub(super) fn lines(text: &Text, bar: &Bar, layout: &Layout, letters: u16) -> Vec<Range<usize>> {
    let all = 0..text.text.len();
    if !layout.above {
        return vec![all];
    }
    let room = usize::from(letters).saturating_sub(2).max(1);
    let wrapped = |range: Range<usize>| {
        let part = text.text.get(range.clone()).unwrap_or_default();
        wrap(part, room).into_iter().map(move |line| line.start + range.start..line.end + range.start)
    };
    let number = text.text.len() - bar.shown.len();
    let mut lines: Vec<Range<usize>> = wrapped(0..bar.label.len()).collect();
    if layout.apart {
        lines.push(number..number);
        lines.extend(wrapped(number..text.text.len()));
    } else {
        lines.push(number..text.text.len());
    }
    lines
}
