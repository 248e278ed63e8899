//! Tables as rows: columns as wide as their content where that fits, wrapped cells where it does not, and each row as a
//! list of its cells where the screen is too narrow for columns.

use std::ops::Range;

use super::row::{Decor, Row, Segment};
use crate::report::markup::{Align, Block, Table};
use crate::text::columns::width;
use crate::text::span::slice;
use crate::text::wrap::wrap;

/// Columns between two cells: a space, an upright line, a space.
const BETWEEN: usize = 3;
/// A column is never narrower than this, unless its content is.
const NARROWEST: usize = 6;

/// The rows of a table that starts `x` columns from the left edge of rows of `columns` columns.
pub(super) fn rows(block: &Block, table: &Table, x: usize, columns: usize) -> Vec<Row> {
    let count = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    if count == 0 {
        return Vec::new();
    }
    match column_widths(block, table, count, columns.saturating_sub(x)) {
        Some(widths) => in_columns(block, table, x, &widths),
        None => one_below_the_other(block, table, x, columns),
    }
}

/// How wide each column is; `None` where they do not fit beside one another.
fn column_widths(block: &Block, table: &Table, count: usize, columns: usize) -> Option<Vec<usize>> {
    let room = columns.checked_sub(BETWEEN * (count - 1))?;
    let natural: Vec<usize> = (0..count)
        .map(|column| {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| width(slice(&block.text, cell.clone()))).max().unwrap_or(0).max(1)
        })
        .collect();
    if natural.iter().sum::<usize>() <= room {
        return Some(natural);
    }
    if natural.iter().map(|n| (*n).min(NARROWEST)).sum::<usize>() > room {
        return None;
    }
    // Narrow columns get what they need; the wide ones share what is left.
    let mut widths = vec![0; count];
    let mut open: Vec<usize> = (0..count).collect();
    let mut left = room;
    loop {
        let share = left / open.len().max(1);
        let (fits, wide): (Vec<usize>, Vec<usize>) = open.iter().partition(|column| natural[**column] <= share);
        if fits.is_empty() {
            for (nth, column) in wide.iter().enumerate() {
                widths[*column] = share.max(1) + usize::from(nth < left % wide.len());
            }
            return Some(widths);
        }
        for column in fits {
            widths[column] = natural[column];
            left -= natural[column];
        }
        open = wide;
        if open.is_empty() {
            return Some(widths);
        }
    }
}

fn in_columns(block: &Block, table: &Table, x: usize, widths: &[usize]) -> Vec<Row> {
    let starts: Vec<usize> = widths
        .iter()
        .scan(x, |at, width| {
            let start = *at;
            *at += width + BETWEEN;
            Some(start)
        })
        .collect();
    let lines: Vec<u16> = starts.iter().skip(1).map(|start| (start - 2) as u16).collect();
    let end = starts.last().zip(widths.last()).map_or(x, |(start, width)| start + width);
    let mut rows = Vec::new();
    for (index, cells) in table.rows.iter().enumerate() {
        let wrapped: Vec<Vec<Range<usize>>> = cells.iter().zip(widths).map(|(cell, width)| wrap_range(block, cell, *width)).collect();
        for line in 0..wrapped.iter().map(Vec::len).max().unwrap_or(1) {
            let segments = wrapped.iter().enumerate().filter_map(|(column, ranges)| {
                let range = ranges.get(line)?.clone();
                let free = widths[column].saturating_sub(width(slice(&block.text, range.clone())));
                let shift = match table.alignments.get(column).copied().unwrap_or_default() {
                    Align::Left => 0,
                    Align::Center => free / 2,
                    Align::Right => free,
                };
                Some(Segment { x: (starts[column] + shift) as u16, range })
            });
            rows.push(Row { lead: None, segments: segments.collect(), decor: Decor::Columns(lines.clone()) });
        }
        if index == 0 {
            rows.push(Row { decor: Decor::ColumnsRule(lines.clone(), end as u16), ..Row::default() });
        }
    }
    rows
}

/// For narrow screens: each cell on lines of its own under its column's head.
fn one_below_the_other(block: &Block, table: &Table, x: usize, columns: usize) -> Vec<Row> {
    let Some((head, body)) = table.rows.split_first() else { return Vec::new() };
    let body = if body.is_empty() { std::slice::from_ref(head) } else { body };
    let mut rows = Vec::new();
    for (index, cells) in body.iter().enumerate() {
        if index > 0 {
            rows.push(Row::default());
        }
        for (column, cell) in cells.iter().enumerate() {
            let title = head.get(column).filter(|title| !title.is_empty() && *title != cell);
            for range in title.into_iter().flat_map(|title| wrap_range(block, title, columns.saturating_sub(x))) {
                rows.push(Row { segments: vec![Segment { x: x as u16, range }], ..Row::default() });
            }
            let indent = x + 2;
            for range in wrap_range(block, cell, columns.saturating_sub(indent)) {
                rows.push(Row { segments: vec![Segment { x: indent as u16, range }], ..Row::default() });
            }
        }
    }
    rows
}

fn wrap_range(block: &Block, range: &Range<usize>, columns: usize) -> Vec<Range<usize>> {
    wrap(slice(&block.text, range.clone()), columns).into_iter().map(|line| range.start + line.start..range.start + line.end).collect()
}
