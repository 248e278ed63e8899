//! The list of reports, over the whole screen but the two bottom lines.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::prose::put_right;
use super::theme::Theme;
use super::{frame, hints, paint, put, status};
use crate::app::App;
use crate::app::offered::Offered;
use crate::app::shelf::{ROWS, Shelf};
use crate::report::words::fill;
use crate::text::columns::{truncate, width};

/// Draws it. Gives the cursor's place: in the box that narrows it, or at the selected report.
pub(super) fn draw(buffer: &mut Buffer, app: &App, shelf: &Shelf, theme: &Theme) -> Option<Position> {
    let layout = app.layout();
    let words = &app.edition().words;
    status::name_line(buffer, app, &words.library.title, theme);
    let (at, of) = shelf.count();
    let count = if of > 0 { format!("{at}/{of}") } else { String::new() };
    frame(buffer, layout.shelf(), layout.wide, true, &words.library.title, &count, theme);
    let mut list = layout.shelf_list(false);
    let mut cursor = None;
    if let Some(filter) = &shelf.filter {
        let column = put(buffer, list, 0, 1, &words.library.filter, theme.key) + 1;
        put(buffer, list, 0, column, filter.text(), theme.strong);
        let x = usize::from(column) + filter.cursor_column();
        cursor = Some(Position::new(list.x + (x as u16).min(list.width.saturating_sub(1)), list.y));
        list = layout.shelf_list(true);
    }
    if of == 0 {
        put(buffer, list, 0, 2, &words.library.nothing_like, theme.note);
    }
    for (nth, (offered, selected)) in shelf.visible().enumerate() {
        let row = (nth * ROWS) as u16;
        if selected && cursor.is_none() && row < list.height {
            cursor = Some(Position::new(list.x, list.y + row));
        }
        report(buffer, app, (list, row), offered, selected, theme);
    }
    paint(buffer, layout.status, theme.bar);
    paint(buffer, layout.keys, theme.bar);
    hints::draw(buffer, app, theme);
    if let Some(message) = app.message() {
        let message = truncate(message, usize::from(layout.status.width.saturating_sub(2)));
        put(buffer, layout.status, 0, 1, &message, theme.message);
    }
    cursor
}

fn report(buffer: &mut Buffer, app: &App, (list, row): (Rect, u16), offered: &Offered, selected: bool, theme: &Theme) {
    let words = &app.edition().words.library;
    let style = if selected { theme.selected } else { Style::new() };
    if selected {
        paint(buffer, Rect { y: list.y + row, height: 1, ..list }.intersection(list), style);
    }
    put(buffer, list, row, 0, if selected { "▸" } else { " " }, style);
    let room = usize::from(list.width.saturating_sub(3));
    // Where there is no room for both, the title is what one looks for.
    let beside = if width(&offered.beside) + 24 <= room { &*offered.beside } else { "" };
    let title = if offered.title.is_empty() { &offered.name } else { &offered.title };
    let title = truncate(title, room.saturating_sub(width(beside) + 2));
    put(buffer, list, row, 2, &title, style.patch(theme.strong));
    let right = Rect { width: list.width.saturating_sub(1), ..list };
    put_right(buffer, right, row, beside, if selected { style } else { theme.note });
    let below = match &offered.problem {
        Some(problem) => fill(&words.broken_short, &[("what", problem)]),
        None => offered.progress.clone(),
    };
    // Of a report that cannot be opened only the name is known, and it stands above.
    let name = if offered.title.is_empty() { "" } else { &*offered.name };
    let below = [name, &below].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let style = if offered.problem.is_some() { theme.message } else { theme.note };
    put(buffer, list, row + 1, 2, &truncate(&below, room), style);
}
