//! The contents pane.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::prose::put_right;
use super::theme::Theme;
use super::{frame, paint, put};
use crate::app::contents::{Entry, Node, title};
use crate::app::text_box::TextBox;
use crate::app::{App, Pane};
use crate::report::words::fill;
use crate::text::columns::{truncate, width};

/// Columns at the right for how much of a section was read.
const PROGRESS: u16 = 5;

pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) -> Option<Position> {
    let layout = app.layout();
    let edition = app.edition();
    let focused = app.pane() == Pane::Contents;
    frame(buffer, layout.side, layout.wide, focused, &edition.words.contents.title, "", theme);
    let mut list = layout.side_inner;
    let mut cursor = None;
    if let Some(filter) = &app.contents().filter {
        cursor = Some(filter_box(buffer, &mut list, &edition.words.contents.filter, filter, theme));
    }
    let (entries, first) = app.contents().visible();
    if entries.is_empty() {
        put(buffer, list, 0, 1, &edition.words.contents.none, theme.note);
    }
    for (row, entry) in entries.iter().enumerate() {
        let selected = first + row == app.contents().selected_index();
        draw_entry(buffer, list, row as u16, app, entry, selected, theme);
    }
    more(buffer, layout.side, layout.wide, app.contents().hidden(), theme);
    cursor
}

/// The box that narrows a list, on its first row, which is taken off the list. Gives the cursor's place.
pub(super) fn filter_box(buffer: &mut Buffer, list: &mut Rect, label: &str, filter: &TextBox, theme: &Theme) -> Position {
    let column = put(buffer, *list, 0, 0, &format!(" {label} "), theme.key);
    put(buffer, *list, 0, column, filter.text(), theme.text);
    let x = (usize::from(column) + filter.cursor_column()).min(usize::from(list.width.saturating_sub(1)));
    let cursor = Position::new(list.x + x as u16, list.y);
    *list = Rect { y: list.y + 1, height: list.height.saturating_sub(1), ..*list };
    cursor
}

fn draw_entry(buffer: &mut Buffer, list: Rect, row: u16, app: &App, entry: &Entry, selected: bool, theme: &Theme) {
    let edition = app.edition();
    let here = app.contents().here() == Some(entry.node);
    let style = match (selected, app.pane() == Pane::Contents) {
        (true, true) => theme.selected,
        (true, false) => theme.selected_elsewhere,
        _ => Style::new(),
    };
    if selected {
        paint(buffer, Rect { y: list.y + row, height: 1, ..list }.intersection(list), style);
    }
    let sign = match entry.unfolded {
        Some(true) => "▾",
        Some(false) => "▸",
        None => " ",
    };
    // A sign, and not the colour alone, says where the reader is.
    let here_sign = if here { "◆" } else { " " };
    let indent = 1 + entry.level as u16 * 2;
    put(buffer, list, row, 0, here_sign, style.patch(theme.current));
    put(buffer, list, row, indent, sign, style);
    let column = indent + 2;
    let room = list.width.saturating_sub(column + PROGRESS);
    let shown = truncate(title(edition, entry.node), usize::from(room));
    let mut at = column;
    let entry_style = style;
    if entry.matched.is_empty() {
        at = put(buffer, list, row, at, &shown, style);
    } else {
        for (nth, grapheme) in shown.graphemes(true).enumerate() {
            let style = if entry.matched.contains(&nth) { style.patch(theme.hit) } else { style };
            at = put(buffer, list, row, at, grapheme, style);
        }
    }
    // In a narrowed list a heading says where it belongs.
    if let (Node::Heading(block), Some(_)) = (entry.node, &app.contents().filter) {
        let parent = &edition.sections[edition.section_of_block(block)].title;
        let room = usize::from(list.width.saturating_sub(at + 4));
        put(buffer, list, row, at, &format!(" · {}", truncate(parent, room)), if selected { entry_style } else { theme.note });
    }
    if let Node::Section(section) = entry.node {
        let percent = app.reading().percent(edition.sections[section].passages.clone());
        let read = match percent {
            0 => String::new(),
            100 => "✓ ".to_owned(),
            some => format!("{} ", fill(&edition.words.reader.percent, &[("percent", &some.to_string())])),
        };
        let area = Rect { width: list.width, ..list };
        put_right(buffer, area, row, &read, if selected { style } else { theme.note });
    }
}

/// Says on the frame that the list goes on above or below. A pane that has only a line above it says both there.
pub(super) fn more(buffer: &mut Buffer, area: Rect, framed: bool, (above, below): (usize, usize), theme: &Theme) {
    let up = if above > 0 { format!(" ↑ {above} ") } else { String::new() };
    let down = if below > 0 { format!(" ↓ {below} ") } else { String::new() };
    let mut say = |row: u16, text: &str| {
        if !text.is_empty() {
            put(buffer, area, row, area.width.saturating_sub(width(text) as u16 + 1), text, theme.note);
        }
    };
    if framed {
        say(0, &up);
        say(area.height.saturating_sub(1), &down);
    } else {
        say(0, &format!("{up}{down}").replace("  ", " "));
    }
}
