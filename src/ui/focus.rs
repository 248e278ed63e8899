//! Where the keys go, as a place on the screen. The terminal's cursor stands there, so that what follows it does as well: screen magnifiers,
//! screen readers, braille displays.

use ratatui::layout::{Position, Rect};

use crate::app::grid::Grid;
use crate::app::notes::ROWS;
use crate::app::tasks::Side;
use crate::app::{App, Pane};
use crate::text::columns::width;
use crate::text::span::slice;

/// The selected row, the match one is at, the passage one is in; nowhere where a group looks on. Text boxes have a cursor of their own.
pub(super) fn of(app: &App) -> Option<Position> {
    let layout = app.layout();
    if layout.too_small || app.qr().is_some() {
        return None;
    }
    if app.sheet().is_some() {
        return within(layout.sheet_inner(), 0, 0);
    }
    if app.present().is_some() {
        return None;
    }
    match app.pane() {
        Pane::Contents => {
            let (_, first) = app.contents().visible();
            let filter = usize::from(app.contents().filter.is_some());
            within(layout.side_inner, app.contents().selected_index() - first + filter, 0)
        }
        Pane::Countries => {
            let filter = usize::from(app.countries().filter.is_some());
            let row = app.countries().visible().position(|(_, selected)| selected)?;
            within(layout.list, row + filter, 0)
        }
        Pane::Notes => {
            let row = app.notes().visible().position(|(_, selected)| selected).unwrap_or(0);
            within(layout.notes_list(app.notes().filter.is_some()), row * ROWS, 0)
        }
        Pane::Search => {
            let row = app.searching().visible().position(|(_, selected)| selected).unwrap_or(0);
            within(layout.search_list(app.searching().notes().len()), row * crate::app::searching::ROWS, 0)
        }
        Pane::Lists => {
            let tasks = app.tasks();
            let row = match tasks.side().get(tasks.side_selected())? {
                Side::List(at) => at + 1,
                Side::Group(at) => tasks.lists().len() + 3 + at * 2,
            };
            within(layout.side_inner, row, 0)
        }
        Pane::Tasks => grid(&app.tasks().grid, layout.tasks_table()),
        Pane::Profile => grid(&app.profile().grid, layout.profile_table(!app.profile().note.is_empty())),
        Pane::Reader => reader(app),
    }
}

fn within(area: Rect, row: usize, column: usize) -> Option<Position> {
    let (row, column) = (u16::try_from(row).ok()?, u16::try_from(column).ok()?);
    (row < area.height && column < area.width).then(|| Position::new(area.x + column, area.y + row))
}

fn grid(grid: &Grid, area: Rect) -> Option<Position> {
    let body_top = usize::from(grid.head_rows());
    let above: usize = grid.rows().iter().take(grid.selected()).map(crate::app::grid::Row::height).sum();
    // Of a row that begins above the screen, its first line on it.
    let line = above.saturating_sub(grid.top());
    let column = grid.column().and_then(|chosen| grid.shown().into_iter().find(|(column, ..)| *column == chosen));
    within(area, body_top + line, column.map_or(0, |(_, x, _)| usize::from(x)))
}

/// The match one is at, or the sentences that are being chosen, or else the beginning of the passage.
fn reader(app: &App) -> Option<Position> {
    let (layout, edition, reader) = (app.layout(), app.edition(), app.reader());
    let chosen = app.selecting().and_then(|selecting| Some((edition.passages.get(selecting.passage)?.block, selecting.range().start)));
    let hit = || app.finding().current().map(|hit| (hit.block, hit.range.start));
    let of_text = chosen.or_else(hit).and_then(|(block, start)| {
        let text = &edition.blocks.get(block)?.text;
        reader.visible().iter().enumerate().filter(|(_, row)| row.at.block == block).find_map(|(y, row)| {
            let row = row.block.rows.get(row.at.row.checked_sub(row.block.gap)?)?;
            let segment = row.segments.iter().find(|segment| segment.range.contains(&start))?;
            within(layout.text, y, usize::from(segment.x) + width(slice(text, segment.range.start..start)))
        })
    });
    // The sign of the current passage stands there.
    let of_passage = || {
        let is_it = |block| edition.passage_of_block(block) == Some(reader.current());
        let has_text = |row: &crate::app::reader::VisibleRow| row.at.row >= row.block.gap;
        let y = reader.visible().iter().position(|row| is_it(row.at.block) && has_text(row)).unwrap_or(0);
        let area = if layout.gutter.is_empty() { layout.text } else { layout.gutter };
        within(area, y, 0)
    };
    of_text.or_else(of_passage)
}
