//! [`App`] → frame. Reads only: what is on the screen was worked out when it changed.

mod ascii;
mod contents;
mod countries;
mod editor;
mod entry;
mod focus;
pub mod follow;
mod greeting;
mod grid;
mod hints;
mod letters;
mod map;
mod notes;
mod picker;
mod present;
mod prose;
mod qr;
mod reader;
pub mod scaled;
mod search;
mod sheet;
mod shelf;
mod status;
mod tasks;
pub mod theme;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

pub use theme::Theme;

use crate::app::{App, Pane};
use crate::text::columns::{truncate, width};

/// How to draw.
#[derive(Debug, Clone)]
pub struct Look {
    /// Styles.
    pub theme: Theme,
    /// Nothing but ASCII: no box drawing, no accents.
    pub ascii: bool,
    /// The terminal can make letters large itself ([`scaled`]).
    pub scaled: bool,
}

/// Draws the whole screen. Gives the cursor's place: where one types, or else where the keys go.
pub fn draw(buffer: &mut Buffer, app: &App, look: &Look) -> Option<Position> {
    draw_on(buffer, app, look).or_else(|| focus::of(app))
}

/// Draws on a buffer of the screen's size. Gives the cursor's place where a text box is open.
pub fn draw_on(buffer: &mut Buffer, app: &App, look: &Look) -> Option<Position> {
    let theme = &look.theme;
    let area = buffer.area;
    paint(buffer, area, theme.text);
    let layout = app.layout();
    let mut cursor = None;
    if layout.too_small {
        too_small(buffer, app, theme);
    } else if let Some(qr) = app.qr() {
        qr::draw(buffer, app, qr, theme);
    } else if let Some(reports) = app.shelf() {
        cursor = shelf::draw(buffer, app, reports, theme);
        if app.sheet().is_some() {
            sheet::draw(buffer, app, theme);
            cursor = None;
        }
    } else if app.present().is_some() {
        present::draw(buffer, app, look);
        if app.sheet().is_some() {
            sheet::draw(buffer, app, theme);
        }
        cursor = picker::draw(buffer, app, theme);
    } else {
        status::top(buffer, app, theme);
        if !layout.side.is_empty() {
            cursor = side(buffer, app, look);
        }
        if !layout.reader.is_empty() {
            match app.pane() {
                Pane::Reader | Pane::Contents | Pane::Search | Pane::Notes => reader::draw(buffer, app, theme),
                Pane::Countries | Pane::Profile => countries::profile(buffer, app, theme),
                Pane::Lists | Pane::Tasks => tasks::draw(buffer, app, theme),
            }
        }
        greeting::draw(buffer, app, theme);
        cursor = editor::draw(buffer, app, theme).or(cursor);
        if app.sheet().is_some() {
            sheet::draw(buffer, app, theme);
        }
        cursor = picker::draw(buffer, app, theme).or(cursor);
        cursor = status::draw(buffer, app, theme).or(cursor);
    }
    if look.ascii {
        ascii::transliterate(buffer, theme.keeps_letters);
    }
    cursor
}

/// What stands at the side. Gives the cursor's place where a box is open there.
fn side(buffer: &mut Buffer, app: &App, look: &Look) -> Option<Position> {
    match app.pane() {
        Pane::Reader | Pane::Contents => contents::draw(buffer, app, &look.theme),
        Pane::Countries | Pane::Profile => countries::draw(buffer, app, look.ascii, &look.theme),
        Pane::Search => search::draw(buffer, app, &look.theme),
        Pane::Notes => notes::draw(buffer, app, &look.theme),
        Pane::Lists | Pane::Tasks => {
            tasks::lists(buffer, app, &look.theme);
            None
        }
    }
}

fn too_small(buffer: &mut Buffer, app: &App, theme: &Theme) {
    let area = buffer.area;
    wrapped(buffer, area, &app.edition().words.frame.too_small, theme.text);
}

/// Text as an area's first lines.
fn wrapped(buffer: &mut Buffer, area: Rect, text: &str, style: Style) {
    for (row, range) in crate::text::wrap::wrap(text, usize::from(area.width)).into_iter().enumerate() {
        if row < usize::from(area.height) {
            put(buffer, area, row as u16, 0, text.get(range).unwrap_or_default(), style);
        }
    }
}

/// Puts text on a row of an area, from a column on, cut at the area's edge. Gives the column behind it.
fn put(buffer: &mut Buffer, area: Rect, row: u16, column: u16, text: &str, style: Style) -> u16 {
    if row >= area.height || column >= area.width {
        return column;
    }
    let (x, y) = (area.x + column, area.y + row);
    let right = area.right().min(buffer.area.right());
    if y >= buffer.area.bottom() || x >= right {
        return column;
    }
    let start = buffer.index_of(x, y);
    let used = letters::set(&mut buffer.content[start..start + usize::from(right - x)], text, style);
    column + used as u16
}

/// A pane's frame: lines all around on wide screens, above only on narrow ones. Title to the left, notes to the right of its top line.
fn frame(buffer: &mut Buffer, area: Rect, framed: bool, focused: bool, title: &str, right: &str, theme: &Theme) {
    let line = if focused { theme.focused_frame } else { theme.frame };
    if theme.bare {
        // A title says where the pane begins.
    } else if framed {
        border(buffer, area, line);
    } else {
        row_of(buffer, area, 0, "─", line);
    }
    let room = usize::from(area.width).saturating_sub(4);
    let right = if width(right) + 8 > room { "" } else { right };
    let right_room = if right.is_empty() { 0 } else { width(right) + 3 };
    let title = truncate(title, room.saturating_sub(right_room));
    let heading = if focused { theme.focused_title } else { theme.title };
    put(buffer, area, 0, 1, &format!(" {title} "), heading);
    if !right.is_empty() {
        let column = area.width.saturating_sub(width(right) as u16 + 3);
        put(buffer, area, 0, column, &format!(" {right} "), theme.note);
    }
}

/// A line across an area.
fn rule(buffer: &mut Buffer, area: Rect, row: u16, theme: &Theme) {
    if !theme.bare {
        row_of(buffer, area, row, "─", theme.frame);
    }
}

/// Lines all around an area.
fn border(buffer: &mut Buffer, area: Rect, style: Style) {
    let last = usize::from(area.height.saturating_sub(1));
    for (y, row) in rows(buffer, area).enumerate() {
        let corners = if y == 0 { ["┌", "┐"] } else { ["└", "┘"] };
        match row {
            [left, between @ .., right] if y == 0 || y == last => {
                left.set_symbol(corners[0]).set_style(style);
                right.set_symbol(corners[1]).set_style(style);
                for cell in between {
                    cell.set_symbol("─").set_style(style);
                }
            }
            [left, .., right] => {
                left.set_symbol("│").set_style(style);
                right.set_symbol("│").set_style(style);
            }
            _ => {}
        }
    }
}

/// The same letter, one column wide, all along a row of an area.
fn row_of(buffer: &mut Buffer, area: Rect, row: u16, letter: &str, style: Style) {
    let area = Rect { y: area.y.saturating_add(row), height: area.height.saturating_sub(row).min(1), ..area };
    for cell in rows(buffer, area).flatten() {
        cell.set_symbol(letter).set_style(style);
    }
}

/// Gives an area's cells a style.
fn paint(buffer: &mut Buffer, area: Rect, style: Style) {
    if style != Style::new() {
        for cell in rows(buffer, area).flatten() {
            cell.set_style(style);
        }
    }
}

/// The cells of an area's rows, as far as they are on the screen.
fn rows(buffer: &mut Buffer, area: Rect) -> impl Iterator<Item = &mut [Cell]> {
    let (screen, area) = (buffer.area, area.intersection(buffer.area));
    let (left, right) = (usize::from(area.x - screen.x), usize::from(area.right() - screen.x));
    let rows = buffer.content.chunks_mut(usize::from(screen.width).max(1));
    rows.skip(usize::from(area.y - screen.y)).take(usize::from(area.height)).filter_map(move |row| row.get_mut(left..right))
}

/// Makes room for something that lies over the panes.
fn clear(buffer: &mut Buffer, area: Rect, theme: &Theme) {
    Clear.render(area, buffer);
    paint(buffer, area, theme.text);
}
