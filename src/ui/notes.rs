//! The notes pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::contents::filter_box;
use super::entry::{self, Entry};
use super::theme::Theme;
use super::{frame, put};
use crate::app::notes::ROWS;
use crate::app::{App, Pane};
use crate::report::words::fill;
use crate::text::wrap::wrap;

/// From this many columns on there is room for the day as well.
const DATED: u16 = 70;

/// The list of notes, bookmarks and highlights. Gives the cursor's place while one narrows it.
pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) -> Option<Position> {
    let layout = app.layout();
    let words = &app.edition().words;
    let w = &words.notes;
    let notes = app.notes();
    let (at, shown, all) = notes.count();
    let mut title = w.title.to_string();
    // What is left out is said for as long as it is.
    let only = notes.only.map(|kind| words.label("mark", kind.name()).to_owned());
    let typed = (!notes.narrowed.is_empty()).then(|| fill(&w.quoted, &[("text", &notes.narrowed)]));
    for kind in only.into_iter().chain(typed) {
        title = format!("{title} · {}", fill(&w.only, &[("kind", &kind)]));
    }
    let count = if shown > 0 { fill(&w.count, &[("at", &at.to_string()), ("of", &shown.to_string())]) } else { String::new() };
    let focused = app.pane() == Pane::Notes;
    frame(buffer, layout.side, layout.wide, focused, &title, &count, theme);
    let mut area = layout.side_inner;
    let cursor = notes.filter.as_ref().map(|filter| filter_box(buffer, &mut area, &w.filter, filter, theme));
    let list = layout.notes_list(notes.filter.is_some());
    if shown == 0 {
        let text = if all == 0 { w.none_yet.to_string() } else { fill(&w.none, &[("all", &all.to_string())]) };
        let text = app.with_keys(&text);
        for (row, range) in wrap(&text, usize::from(list.width.saturating_sub(2))).into_iter().enumerate() {
            put(buffer, list, row as u16, 1, text.get(range).unwrap_or_default(), theme.note);
        }
    }
    for (nth, (listed, selected)) in notes.visible().enumerate() {
        let tag = format!("{} {}", listed.kind.sign(), words.label("mark", listed.kind.name()));
        let day = if list.width < DATED { "" } else { listed.day.as_str() };
        let beside = [&listed.address, day].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let entry = Entry { tag: &tag, title: &listed.title, beside: &beside, text: &listed.text, rows: ROWS, selected };
        entry::draw(buffer, list, (nth * ROWS) as u16, &entry, focused, theme);
    }
    cursor
}
