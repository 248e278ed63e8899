//! An entry of a list that takes several rows: a tag, a title and something beside it; below them the beginning of a text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::prose::put_right;
use super::theme::Theme;
use super::{paint, put};
use crate::app::marked::Marked;
use crate::text::columns::{truncate, width};
use crate::text::span::{overlap, pieces, slice};
use crate::text::wrap::wrap;

/// What an entry shows.
pub(super) struct Entry<'a> {
    /// What kind of thing it is.
    pub(super) tag: &'a str,
    /// Its title.
    pub(super) title: &'a Marked,
    /// At the right of the title.
    pub(super) beside: &'a str,
    /// Below the title.
    pub(super) text: &'a Marked,
    /// Rows for all of it.
    pub(super) rows: usize,
    /// Whether it is the one that keys are about.
    pub(super) selected: bool,
}

/// Draws an entry from a row of the list on. `focused`: keys go to the list.
pub(super) fn draw(buffer: &mut Buffer, list: Rect, row: u16, entry: &Entry<'_>, focused: bool, theme: &Theme) {
    let selected = entry.selected;
    let style = match (selected, focused) {
        (true, true) => theme.selected,
        (true, false) => theme.selected_elsewhere,
        _ => Style::new(),
    };
    if selected {
        let marked = Rect { y: list.y + row, height: 1, ..list };
        paint(buffer, marked.intersection(list), style);
    }
    put(buffer, list, row, 0, if selected { "▸" } else { " " }, style);
    let beside = truncate(entry.beside, usize::from(list.width) / 3);
    let column = put(buffer, list, row, 2, &format!("{} ", entry.tag), if selected { style } else { theme.note_mark });
    let room = usize::from(list.width.saturating_sub(column)).saturating_sub(width(&beside) + 2);
    let title = entry.title.truncated(room);
    line(buffer, list, (row, column), &title, &(0..title.text.len()), style.patch(theme.strong), theme);
    put_right(buffer, Rect { width: list.width.saturating_sub(1), ..list }, row, &beside, if selected { style } else { theme.note });
    let columns = usize::from(list.width.saturating_sub(3));
    for (nth, range) in wrap(&entry.text.text, columns).into_iter().take(entry.rows.saturating_sub(1)).enumerate() {
        line(buffer, list, (row + 1 + nth as u16, 2), entry.text, &range, Style::new(), theme);
    }
}

fn line(
    buffer: &mut Buffer,
    area: Rect,
    (row, column): (u16, u16),
    marked: &Marked,
    range: &std::ops::Range<usize>,
    style: Style,
    theme: &Theme,
) {
    let mut x = column;
    for piece in pieces(range, marked.marks.iter()) {
        let is_match = marked.marks.iter().any(|mark| overlap(mark, &piece).is_some());
        let style = if is_match { style.patch(theme.hit) } else { style };
        x = put(buffer, area, row, x, slice(&marked.text, piece), style);
    }
}
