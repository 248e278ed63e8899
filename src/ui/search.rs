//! The search pane.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::entry::{self, Entry};
use super::prose::put_right;
use super::theme::Theme;
use super::{frame, put, rule};
use crate::app::searching::ROWS;
use crate::app::{App, Pane};
use crate::report::words::fill;
use crate::text::columns::{truncate, width};
use crate::text::wrap::wrap;

/// The box, what the search says, and the hits. Gives the cursor's place while one types.
pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) -> Option<Position> {
    let layout = app.layout();
    let words = &app.edition().words;
    let w = &words.search;
    let searching = app.searching();
    let (at, of) = searching.count();
    let count = if of > 0 { fill(&w.count, &[("at", &at.to_string()), ("of", &of.to_string())]) } else { String::new() };
    frame(buffer, layout.side, layout.wide, app.pane() == Pane::Search, &w.title, &count, theme);
    let area = layout.side_inner;
    let column = put(buffer, area, 0, 1, &w.prompt, theme.key) + 1;
    let signs = [(searching.is_exact(), &w.exact), (searching.is_everywhere(), &w.all)];
    let exact = signs.into_iter().filter(|(is, _)| *is).flat_map(|(_, sign)| ["[", &**sign, "] "]).collect::<String>();
    let room = usize::from(area.width.saturating_sub(column)).saturating_sub(width(&exact) + 1);
    let typed = searching.text_box.as_ref().map_or(searching.typed(), |text_box| text_box.text());
    let cursor = searching.text_box.as_ref().map(|text_box| {
        let before = text_box.cursor_column();
        (before, before.saturating_sub(room.saturating_sub(1)))
    });
    let cut = cursor.map_or(0, |(_, cut)| cut);
    let shown = super::status::skip_columns(typed, cut);
    put(buffer, Rect { width: area.width.saturating_sub(width(&exact) as u16), ..area }, 0, column, &shown, theme.strong);
    put_right(buffer, area, 0, &exact, theme.key);
    rule(buffer, area, 1, theme);
    let mut row = 2;
    for note in searching.notes() {
        for range in wrap(note, usize::from(area.width.saturating_sub(2))).into_iter().take(2) {
            put(buffer, area, row, 1, note.get(range).unwrap_or_default(), theme.message);
            row += 1;
        }
        row = row.next_multiple_of(2);
    }
    let list = layout.search_list(searching.notes().len());
    if typed.trim().is_empty() {
        put(buffer, list, 0, 1, &truncate(&w.hint, usize::from(list.width.saturating_sub(2))), theme.note);
    } else if !searching.is_ready() {
        let building = match searching.progress() {
            0 => w.building.to_string(),
            percent => fill(&w.building_part, &[("percent", &percent.to_string())]),
        };
        put(buffer, list, 0, 1, &truncate(&building, usize::from(list.width.saturating_sub(2))), theme.note);
    } else if searching.wants_others() && searching.count().1 == 0 {
        put(buffer, list, 0, 1, &w.reading, theme.note);
    }
    for (nth, (listed, selected)) in searching.visible().enumerate() {
        let tag = words.label("kind-one", listed.kind.name());
        let entry = Entry { tag, title: &listed.title, beside: &listed.beside, text: &listed.snippet, rows: ROWS, selected };
        entry::draw(buffer, list, (nth * ROWS) as u16, &entry, true, theme);
    }
    cursor.map(|(before, cut)| {
        let x = usize::from(column) + before - cut;
        Position::new(area.x + (x as u16).min(area.width.saturating_sub(1)), area.y)
    })
}
