//! What the first start says, over the foot of the panes: how to move, to search and to find a country.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Theme;
use super::{clear, frame, put};
use crate::app::App;
use crate::text::wrap::wrap;

pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) {
    if !app.greets() {
        return;
    }
    let words = &app.edition().words;
    let w = &words.greeting;
    let sheet = app.layout().sheet;
    let columns = usize::from(sheet.width.saturating_sub(4));
    let texts = [&w.moving, &w.search, &w.country].map(|text| app.with_keys(text).into_owned());
    let lines: Vec<&str> =
        texts.iter().flat_map(|text| wrap(text, columns).into_iter().filter_map(|range| text.get(range))).map(str::trim_end).collect();
    let height = (lines.len() as u16 + 2).min(sheet.height);
    let area = Rect { y: sheet.bottom() - height, height, ..sheet };
    clear(buffer, area, theme);
    frame(buffer, area, true, true, &w.title, &app.with_keys(&words.frame.help_hint), theme);
    let inner = Rect { x: area.x + 2, y: area.y + 1, width: columns as u16, height: height.saturating_sub(2) };
    for (row, line) in lines.into_iter().enumerate() {
        put(buffer, inner, row as u16, 0, line, theme.text);
    }
}
