//! The checklists.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::theme::Theme;
use super::{frame, grid, paint, put};
use crate::app::tasks::Side;
use crate::app::{App, Pane};
use crate::report::words::fill;
use crate::text::columns::{truncate, width};

/// The checklists, and the groups of the one on the screen with their progress.
pub(super) fn lists(buffer: &mut Buffer, app: &App, theme: &Theme) {
    let layout = app.layout();
    let edition = app.edition();
    let tasks = app.tasks();
    let focused = app.pane() == Pane::Lists;
    let w = &edition.words.tasks;
    frame(buffer, layout.side, layout.wide, focused, &w.lists, "", theme);
    let area = layout.side_inner;
    put(buffer, area, 0, 1, edition.words.label("tasks", "lists"), theme.heading);
    let heading_row = tasks.lists().len() as u16 + 2;
    let heading = crate::text::capital(edition.words.label("grouping", tasks.by.name()));
    put(buffer, area, heading_row, 1, &heading, theme.heading);
    for (index, side) in tasks.side().into_iter().enumerate() {
        let selected = index == tasks.side_selected();
        let style = match (selected, focused) {
            (true, true) => theme.selected,
            (true, false) => theme.selected_elsewhere,
            _ => Style::new(),
        };
        match side {
            Side::List(at) => {
                let row = at as u16 + 1;
                mark(buffer, area, row, selected, style);
                let sign = if tasks.is_open(side) { "▸" } else { " " };
                let name = truncate(&tasks.lists()[at].name, usize::from(area.width.saturating_sub(4)));
                put(buffer, area, row, 1, &format!("{sign} {name}"), style);
            }
            Side::Group(at) => {
                let group = &tasks.groups()[at];
                let row = heading_row + 1 + at as u16 * 2;
                mark(buffer, area, row, selected, style);
                let count = format!("{}/{}", group.done, group.of);
                let room = usize::from(area.width).saturating_sub(width(&count) + 4);
                put(buffer, area, row, 1, &truncate(&group.name, room), style);
                put(buffer, area, row, area.width.saturating_sub(width(&count) as u16 + 1), &count, style);
                gauge(buffer, area, row + 1, group.done, group.of, theme);
            }
        }
    }
}

fn mark(buffer: &mut Buffer, area: Rect, row: u16, selected: bool, style: Style) {
    if selected && row < area.height {
        paint(buffer, Rect { y: area.y + row, height: 1, ..area }, style);
    }
}

fn gauge(buffer: &mut Buffer, area: Rect, row: u16, done: usize, of: usize, theme: &Theme) {
    if theme.bare {
        return;
    }
    let room = usize::from(area.width.saturating_sub(2));
    let full = (room * done).checked_div(of).unwrap_or(0);
    let x = put(buffer, area, row, 1, &"█".repeat(full), theme.bar_fill);
    put(buffer, area, row, x, &"░".repeat(room - full), theme.note);
}

/// The actions.
pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) {
    let layout = app.layout();
    let edition = app.edition();
    let tasks = app.tasks();
    let focused = app.pane() == Pane::Tasks;
    let w = &edition.words.tasks;
    let (done, of) = tasks.progress();
    let progress = fill(&w.progress, &[("done", &done.to_string()), ("of", &of.to_string())]);
    let mut title = fill(&w.title, &[("name", &tasks.list().name)]);
    // What is left out is said for as long as it is.
    let only = tasks.only.map(|state| edition.words.label("state", state.name()).to_owned());
    let filter = (!tasks.filter.is_empty()).then(|| fill(&edition.words.notes.quoted, &[("text", &tasks.filter)]));
    for part in only.into_iter().chain(filter) {
        title = format!("{title} · {}", fill(&w.only_these, &[("what", &part)]));
    }
    frame(buffer, layout.reader, layout.wide, focused, &title, &progress, theme);
    let area = layout.tasks_table();
    if tasks.grid.is_empty() {
        put(buffer, area, 1, 0, &app.with_keys(&w.nothing), theme.note);
        return;
    }
    grid::draw(buffer, area, &tasks.grid, focused, theme);
}
