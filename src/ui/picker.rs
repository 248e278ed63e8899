//! A list to choose from by typing, over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::theme::Theme;
use super::{clear, frame, paint, put, rule};
use crate::app::App;
use crate::app::picker::Target;
use crate::text::columns::{truncate, width};

pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) -> Option<Position> {
    let picker = app.picker()?;
    let area = app.layout().sheet;
    clear(buffer, area, theme);
    frame(buffer, area, true, true, &picker.title, &app.with_keys(&app.edition().words.help.close), theme);
    let inner = app.layout().sheet_inner();
    let x = put(buffer, inner, 0, 0, "› ", theme.key);
    put(buffer, inner, 0, x, picker.text_box.text(), theme.text);
    let list = app.layout().picker_list();
    if list.y > inner.y + 1 {
        rule(buffer, inner, 1, theme);
    }
    let mut empty = true;
    for (row, (choice, shown, selected)) in picker.visible().enumerate() {
        empty = false;
        let row = row as u16;
        let style = if selected { theme.selected } else { Style::new() };
        if selected && row < list.height {
            paint(buffer, Rect { y: list.y + row, height: 1, ..list }, style);
        }
        put(buffer, list, row, 0, if selected { "▸" } else { " " }, style);
        let room = usize::from(list.width).saturating_sub(width(&choice.beside) + 4);
        let mut x = 2;
        for (nth, grapheme) in truncate(&choice.name, room).graphemes(true).enumerate() {
            let style = if shown.matched.contains(&nth) { style.patch(theme.hit) } else { style };
            x = put(buffer, list, row, x, grapheme, style);
        }
        let x = list.width.saturating_sub(width(&choice.beside) as u16);
        put(buffer, list, row, x, &choice.beside, if selected { style } else { theme.note });
    }
    if empty {
        let words = &app.edition().words;
        let none = match picker.about() {
            Some(Target::Country(_) | Target::Compare(_)) => &words.countries.none,
            Some(Target::Slide(_) | Target::Tour(_)) => &words.contents.none,
            _ => &words.help.no_match,
        };
        put(buffer, list, 0, 2, none, theme.note);
    }
    let x = (2 + picker.text_box.cursor_column()).min(usize::from(inner.width.saturating_sub(1)));
    Some(Position::new(inner.x + x as u16, inner.y))
}
