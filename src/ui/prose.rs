//! A row of the text with all that stands out in it.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::theme::Theme;
use super::{put, row_of};
use crate::app::row::{Decor, Row};
use crate::report::markup::{self, Block, BlockKind, Mark};
use crate::search::find::Hit;
use crate::state::mark::MarkKind;
use crate::text::columns::width;
use crate::text::span::{overlap, pieces, slice};

/// What stands out in a block besides its own marks.
pub(super) struct Highlights<'a> {
    /// Matches in this block.
    pub(super) hits: &'a [Hit],
    /// The match one is at, if it is in this block.
    pub(super) current: Option<&'a Hit>,
    /// What a person highlighted in this block.
    pub(super) own: &'a [(usize, Range<usize>, MarkKind)],
    /// The sentences that are being chosen, if they are in this block.
    pub(super) chosen: Option<Range<usize>>,
    /// Terms that can be explained, in this block.
    pub(super) terms: Vec<&'a Range<usize>>,
}

/// Draws a row of a block on a row of the text's area.
pub(super) fn row(buffer: &mut Buffer, area: Rect, y: u16, block: &Block, row: &Row, lights: &Highlights<'_>, theme: &Theme) {
    decoration(buffer, area, y, &row.decor, theme);
    if let Some((column, lead)) = &row.lead {
        let style = if matches!(block.kind, BlockKind::Note(_)) { theme.note_mark } else { theme.note };
        put(buffer, area, y, *column, lead, style);
    }
    let base = base_style(block, theme);
    for segment in &row.segments {
        let mut column = segment.x;
        // A long paragraph may have many marks, and a row of it few.
        let here: Vec<&Mark> = block.marks.iter().filter(|mark| overlap(&mark.range, &segment.range).is_some()).collect();
        let marks = here.iter().map(|mark| &mark.range);
        let hits = lights.hits.iter().map(|hit| &hit.range);
        let marked = lights.own.iter().map(|(_, range, _)| range).chain(&lights.chosen);
        for piece in pieces(&segment.range, marks.chain(hits).chain(marked).chain(lights.terms.iter().copied())) {
            let style = style_of(block, &here, &piece, base, lights, theme);
            column = put(buffer, area, y, column, slice(&block.text, piece), style);
        }
    }
}

fn base_style(block: &Block, theme: &Theme) -> Style {
    match block.kind {
        BlockKind::Heading(1) => theme.section,
        BlockKind::Heading(_) => theme.heading,
        BlockKind::Preformatted => theme.code,
        BlockKind::Note(_) => theme.footnote,
        _ => Style::new(),
    }
}

fn style_of(block: &Block, marks: &[&Mark], piece: &Range<usize>, base: Style, lights: &Highlights<'_>, theme: &Theme) -> Style {
    let within = |range: &Range<usize>| overlap(range, piece).is_some();
    let mut style = base;
    for mark in marks.iter().filter(|mark| within(&mark.range)) {
        style = style.patch(match &mark.style {
            markup::Style::Emphasis => theme.emphasis,
            markup::Style::Strong => theme.strong,
            markup::Style::Struck => theme.struck,
            markup::Style::Code => theme.code,
            markup::Style::Link(_) => theme.link,
            markup::Style::NoteMark(_) => theme.note_mark,
        });
    }
    if let BlockKind::Table(table) = &block.kind
        && table.rows.first().is_some_and(|head| head.iter().any(within))
    {
        style = style.patch(theme.strong);
    }
    if lights.terms.iter().any(|term| within(term)) {
        style = style.patch(theme.term);
    }
    if lights.own.iter().any(|(_, range, _)| within(range)) {
        style = style.patch(theme.highlight);
    }
    if lights.chosen.as_ref().is_some_and(within) {
        style = style.patch(theme.chosen);
    }
    if lights.hits.iter().any(|hit| within(&hit.range)) {
        style = style.patch(theme.hit);
    }
    if lights.current.is_some_and(|hit| within(&hit.range)) {
        style = style.patch(theme.current_hit);
    }
    style
}

fn decoration(buffer: &mut Buffer, area: Rect, y: u16, decor: &Decor, theme: &Theme) {
    match decor {
        Decor::Plain => {}
        Decor::Rule if theme.bare => {
            put(buffer, area, y, 0, "* * *", theme.frame);
        }
        // What stands in columns does so without lines between them.
        Decor::Columns(_) | Decor::ColumnsRule(..) if theme.bare => {}
        Decor::Rule => {
            row_of(buffer, area, y, "─", theme.frame);
        }
        Decor::Columns(columns) => {
            for column in columns {
                put(buffer, area, y, *column, "│", theme.frame);
            }
        }
        Decor::ColumnsRule(columns, end) => {
            put(buffer, area, y, 0, &"─".repeat(usize::from(*end)), theme.frame);
            for column in columns {
                put(buffer, area, y, *column, "┼", theme.frame);
            }
        }
        Decor::Quote(levels) => {
            for level in 0..*levels {
                put(buffer, area, y, u16::from(level) * 2, "│", theme.frame);
            }
        }
    }
}

/// Draws text to the right edge of an area.
pub(super) fn put_right(buffer: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) {
    let column = area.width.saturating_sub(width(text) as u16);
    put(buffer, area, y, column, text, style);
}
