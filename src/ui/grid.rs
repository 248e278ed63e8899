//! A table that one walks through.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::theme::Theme;
use super::{paint, put, rule};
use crate::app::grid::{CellHit, Entry, Grid, Row};
use crate::text::columns::{truncate, width};
use crate::text::span::{overlap, pieces, slice};

/// Draws the head and the rows that are on the screen. `focused`: the selection is where keys go.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, grid: &Grid, focused: bool, theme: &Theme) {
    head(buffer, area, grid, theme);
    let body_top = grid.head_rows().min(area.height);
    let body = Rect { y: area.y + body_top, height: area.height - body_top, ..area };
    let mut line = 0;
    for (index, row) in grid.rows().iter().enumerate() {
        let height = row.height();
        if line + height > grid.top() {
            let selected = index == grid.selected();
            let style = match (selected, focused) {
                (true, true) => theme.selected,
                (true, false) => theme.selected_elsewhere,
                _ => Style::new(),
            };
            draw_row(buffer, body, grid, (index, row), line.cast_signed() - grid.top().cast_signed(), style, theme);
        }
        line += height;
        if line >= grid.top() + usize::from(body.height) {
            break;
        }
    }
}

fn head(buffer: &mut Buffer, area: Rect, grid: &Grid, theme: &Theme) {
    if grid.head_rows() == 0 {
        return;
    }
    for (column, x, room) in grid.shown() {
        let title = grid.titles().get(column).map_or("", |title| title);
        let style = if grid.column() == Some(column) { theme.focused_title } else { theme.strong };
        put(buffer, area, 0, x, &truncate(title, usize::from(room)), style);
    }
    rule(buffer, area, 1, theme);
    let (left, right) = grid.hidden_columns();
    let sign = |hidden: usize, sign: &str| if hidden > 0 { format!("{sign}{hidden} ") } else { String::new() };
    let more = format!("{}{}", sign(left, "← "), sign(right, "→ "));
    let x = area.width.saturating_sub(width(&more) as u16);
    put(buffer, area, 1, x, more.trim_end(), theme.key);
}

/// A row that begins on a line of the body, which may be above it.
fn draw_row(buffer: &mut Buffer, body: Rect, grid: &Grid, (index, row): (usize, &Row), line: isize, style: Style, theme: &Theme) {
    let on_screen = |nth: usize| u16::try_from(line + nth.cast_signed()).ok().filter(|y| *y < body.height);
    let highlighted = style != Style::new();
    match &row.entry {
        Entry::Heading(text) => {
            for (nth, range) in row.lines(0).iter().enumerate() {
                if let Some(y) = on_screen(nth) {
                    put(buffer, body, y, 0, slice(text, range.clone()), theme.heading);
                }
            }
        }
        Entry::Bar { .. } => {
            if let Some(y) = on_screen(0) {
                if highlighted {
                    paint(buffer, Rect { y: body.y + y, height: 1, ..body }, style);
                }
                bar(buffer, body, y, &row.entry, style, theme);
            }
        }
        Entry::Cells(_) => {
            if highlighted && grid.column().is_none() {
                for y in (0..row.height().saturating_sub(1)).filter_map(on_screen) {
                    paint(buffer, Rect { y: body.y + y, height: 1, ..body }, style);
                }
            }
            for (column, x, room) in grid.shown() {
                let chosen = grid.column().is_none_or(|chosen| chosen == column);
                let style = if chosen { style } else { Style::new() };
                let hits = || grid.hits().iter().filter(|hit| hit.row == index && hit.column == column);
                for (nth, range) in row.lines(column).iter().enumerate() {
                    let Some(y) = on_screen(nth) else { continue };
                    let cell = Rect { x: body.x + x, width: room, ..body };
                    let text = row.text(column);
                    cell_line(buffer, cell, y, text, range, &hits().collect::<Vec<_>>(), grid.current_hit(), style, theme);
                }
            }
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "a line of a cell is all of these")]
fn cell_line(
    buffer: &mut Buffer,
    cell: Rect,
    y: u16,
    text: &str,
    range: &Range<usize>,
    hits: &[&CellHit],
    current: Option<&CellHit>,
    style: Style,
    theme: &Theme,
) {
    let mut x = 0;
    for piece in pieces(range, hits.iter().map(|hit| &hit.range)) {
        let hit = hits.iter().find(|hit| overlap(&hit.range, &piece).is_some());
        let style = match hit {
            Some(hit) if current == Some(*hit) => style.patch(theme.current_hit),
            Some(_) => style.patch(theme.hit),
            None => style,
        };
        x = put(buffer, cell, y, x, slice(text, piece), style);
    }
}

/// Name, bar and number; all bars of a chart in the same columns. The bar of the country itself has another sign, not only another colour.
fn bar(buffer: &mut Buffer, body: Rect, y: u16, entry: &Entry, style: Style, theme: &Theme) {
    let Entry::Bar { label, share, value, own, room: (longest_label, longest_value), .. } = entry else { return };
    let all = usize::from(body.width);
    let value_room = (*longest_value).min(all / 2);
    let label_room = (*longest_label).min(all * 2 / 5);
    let bar_room = all.saturating_sub(label_room + value_room + 5).max(1);
    put(buffer, body, y, 0, if *own { "▸" } else { " " }, style);
    put(buffer, body, y, 2, &truncate(label, label_room), style);
    #[allow(clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a few columns")]
    let length = (share.clamp(0.0, 1.0) * bar_room as f64).round() as usize;
    let full = if *own { "█" } else { "▒" };
    let bar = if theme.bare { String::new() } else { full.repeat(length.max(usize::from(*share > 0.0))) };
    let end = put(buffer, body, y, (label_room + 3) as u16, &bar, style.patch(theme.bar_fill));
    put(buffer, body, y, end + 1, &truncate(value, value_room), style);
}
