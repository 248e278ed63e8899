//! A sheet over the panes.

use ratatui::buffer::Buffer;

use super::contents::more;
use super::theme::Theme;
use super::{clear, frame, put};
use crate::app::App;
use crate::app::sheet::Role;

pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) {
    let Some(sheet) = app.sheet() else { return };
    let area = app.layout().sheet;
    clear(buffer, area, theme);
    let close = &app.with_keys(&app.edition().words.help.close);
    frame(buffer, area, true, true, &sheet.title, close, theme);
    let inner = app.layout().sheet_inner();
    for (row, line) in sheet.visible().iter().enumerate() {
        let mut column = 0;
        for (role, text) in line {
            let style = match role {
                Role::Heading => theme.heading,
                Role::Head => theme.strong,
                Role::Body => theme.text,
            };
            column = put(buffer, inner, row as u16, column, text, style);
        }
    }
    let (above, below) = sheet.hidden();
    // The frame's top line has the way out at its right.
    more(buffer, area, true, (0, below), theme);
    if above > 0 && below == 0 {
        put(buffer, area, area.height.saturating_sub(1), area.width.saturating_sub(6), " ↑ ", theme.note);
    }
}
