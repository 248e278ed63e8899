//! The reader's pane.

use ratatui::buffer::Buffer;

use super::prose::{self, Highlights, put_right};
use super::theme::Theme;
use super::{frame, put};
use crate::app::reader::VisibleRow;
use crate::app::row::Row;
use crate::app::{App, Pane};
use crate::report::words::fill;
use crate::state::mark::MarkKind;
use crate::text::columns::width;

pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) {
    let edition = app.edition();
    let layout = app.layout();
    let reader = app.reader();
    let (section, heading) = reader.under(edition);
    let trail = edition.trail(section, heading);
    let progress = progress(app);
    let trail = shortened(&trail, usize::from(layout.reader.width).saturating_sub(width(&progress) + 8));
    frame(buffer, layout.reader, layout.wide, app.pane() == Pane::Reader, &trail, &progress, theme);
    let hits = app.finding().hits();
    for (y, row) in reader.visible().iter().enumerate() {
        let y = y as u16;
        let at = row.at;
        let Some(block) = edition.blocks.get(at.block) else { continue };
        let Some(text_row) = at.row.checked_sub(row.block.gap).and_then(|index| row.block.rows.get(index)) else { continue };
        let first = hits.partition_point(|hit| hit.block < at.block);
        let end = hits.partition_point(|hit| hit.block <= at.block);
        let lights = Highlights {
            hits: &hits[first..end],
            current: app.finding().current().filter(|hit| hit.block == at.block),
            own: app.notes().highlights(at.block),
            chosen: chosen(app, at.block),
            terms: reader.terms().iter().filter(|term| term.block == at.block).map(|term| &term.range).collect(),
        };
        prose::row(buffer, layout.text, y, block, text_row, &lights, theme);
        highlight_signs(buffer, app, y, text_row, &lights, theme);
        if at.row == row.block.gap
            && let Some(index) = edition.passage_of_block(at.block).filter(|index| edition.passages[*index].block == at.block)
        {
            let is_current = index == reader.current();
            let number = edition.passages[index].number.to_string();
            let number_area = ratatui::layout::Rect { width: layout.gutter.width.saturating_sub(2), ..layout.gutter };
            put_right(buffer, number_area, y, &number, if is_current { theme.current } else { theme.note });
            margin(buffer, app, y, index, &number, theme);
            if is_current {
                put(buffer, layout.gutter, y, layout.gutter.width.saturating_sub(2), "▸", theme.current);
            }
        }
    }
}

/// The signs of a person's notes and bookmarks: left of the number, or, where there is no room, below it.
fn margin(buffer: &mut Buffer, app: &App, y: u16, passage: usize, number: &str, theme: &Theme) {
    let margin = app.notes().margin(passage);
    let sign = match (margin.note, margin.bookmark) {
        (true, true) => "◈",
        (true, false) => MarkKind::Note.sign(),
        (false, true) => MarkKind::Bookmark.sign(),
        (false, false) => return,
    };
    let gutter = app.layout().gutter;
    let free = width(number) < usize::from(gutter.width.saturating_sub(2));
    // Below it is free, unless another passage begins there or the screen ends: then it stands close to the text.
    let next = app.reader().visible().get(usize::from(y) + 1).filter(|_| y + 1 < gutter.height);
    let begins = |row: &VisibleRow| row.at.row == row.block.gap && app.edition().passage_of_block(row.at.block) != Some(passage);
    let (row, column) = match (free, next) {
        (true, _) => (y, 0),
        (false, Some(next)) if !begins(next) => (y + 1, 0),
        _ => (y, gutter.width.saturating_sub(1)),
    };
    put(buffer, gutter, row, column, sign, theme.current);
}

/// A highlight is told by its sign at the right, not by its colour alone.
fn highlight_signs(buffer: &mut Buffer, app: &App, y: u16, row: &Row, lights: &Highlights<'_>, theme: &Theme) {
    let here = |start: usize| row.segments.iter().any(|segment| segment.range.contains(&start));
    let Some((.., kind)) = lights.own.iter().find(|(_, range, _)| here(range.start)) else { return };
    let (text, inner) = (app.layout().text, app.layout().reader_inner);
    let room = inner.right().saturating_sub(text.right());
    put(buffer, inner, y, text.right() - inner.x + u16::from(room > 1), kind.sign(), theme.current);
}

/// The sentences that are being chosen, if they are in this block.
fn chosen(app: &App, block: usize) -> Option<std::ops::Range<usize>> {
    let selecting = app.selecting()?;
    (app.edition().passages.get(selecting.passage)?.block == block).then(|| selecting.range())
}

/// Titles from the outside in, in so many columns: what is nearest counts most.
fn shortened(trail: &[&str], columns: usize) -> String {
    let joined = |from: usize| {
        let lead = if from > 0 { "… › " } else { "" };
        format!("{lead}{}", trail.get(from..).unwrap_or_default().join(" › "))
    };
    let from = (0..trail.len()).find(|from| width(&joined(*from)) <= columns);
    joined(from.unwrap_or(trail.len().saturating_sub(1)))
}

/// Printed page, and how far one is in the whole text.
fn progress(app: &App) -> String {
    let edition = app.edition();
    let w = &edition.words.reader;
    let pages = edition.passages.get(app.reader().current()).and_then(|passage| passage.pages);
    let pages = pages.map(|pages| {
        let template = if pages.first == pages.last { &w.page } else { &w.pages };
        fill(template, &[("pages", &pages.to_string())])
    });
    // Of a part one does not know how much of the whole it is.
    if app.report().is_part() {
        return pages.unwrap_or_default();
    }
    let all = edition.text_before(edition.blocks.len()).max(1);
    let seen = edition.text_before(app.reader().block_after(edition));
    let percent = fill(&w.percent, &[("percent", &(seen * 100 / all).to_string())]);
    match pages {
        Some(pages) => format!("{pages} · {percent}"),
        None => percent,
    }
}
