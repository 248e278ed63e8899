//! The countries pane, and the profile of a country or of several.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::contents::{filter_box, more};
use super::theme::Theme;
use super::{frame, grid, map, paint, put};
use crate::app::{App, Pane};
use crate::report::words::fill;
use crate::text::columns::{truncate, width};
use crate::text::wrap::wrap;

/// The list, and the map where there is room for one.
pub(super) fn draw(buffer: &mut Buffer, app: &App, ascii: bool, theme: &Theme) -> Option<Position> {
    let layout = app.layout();
    let edition = app.edition();
    let focused = app.pane() == Pane::Countries;
    let w = &edition.words.countries;
    // The legend makes room for how much of the list is hidden.
    let (above, below) = app.countries().hidden();
    let has_room = above == 0 && (layout.wide || below == 0);
    frame(buffer, layout.side, layout.wide, focused, &w.title, if has_room { &w.legend } else { "" }, theme);
    let mut list = layout.list;
    let cursor = app.countries().filter.as_ref().map(|filter| filter_box(buffer, &mut list, &w.filter, filter, theme));
    let facts = app.report().facts();
    if app.countries().is_empty() {
        put(buffer, list, 0, 1, &w.none, theme.note);
    }
    for (row, (listed, selected)) in app.countries().visible().enumerate() {
        let row = row as u16;
        let country = &facts.countries[listed.country];
        let style = match (selected, focused) {
            (true, true) => theme.selected,
            (true, false) => theme.selected_elsewhere,
            _ => Style::new(),
        };
        if selected {
            paint(buffer, Rect { y: list.y + row, height: 1, ..list }.intersection(list), style);
        }
        let sign = if app.profile().countries.contains(&listed.country) { "▸" } else { " " };
        put(buffer, list, row, 0, sign, style.patch(theme.current));
        // A dot says that the report has a profile of the country.
        put(buffer, list, row, 2, if country.profile { "●" } else { " " }, style);
        let count = country.passages.len().to_string();
        let room = usize::from(list.width).saturating_sub(width(&count) + 6);
        let mut x = 4;
        for (nth, grapheme) in truncate(country.name.text(edition.language), room).graphemes(true).enumerate() {
            let style = if listed.matched.contains(&nth) { style.patch(theme.hit) } else { style };
            x = put(buffer, list, row, x, grapheme, style);
        }
        let style = if selected { style } else { theme.note };
        put(buffer, list, row, list.width.saturating_sub(width(&count) as u16 + 1), &count, style);
    }
    more(buffer, layout.side, layout.wide, app.countries().hidden(), theme);
    if !layout.map.is_empty() && !theme.bare {
        map::draw(buffer, layout.map, app, ascii, theme);
    }
    cursor
}

/// The profile: title, tabs, note, and the tab's table.
pub(super) fn profile(buffer: &mut Buffer, app: &App, theme: &Theme) {
    let layout = app.layout();
    let edition = app.edition();
    let profile = app.profile();
    let focused = app.pane() == Pane::Profile;
    let w = &edition.words.countries;
    let facts = app.report().facts();
    let names: Vec<&str> = profile.countries.iter().map(|index| facts.countries[*index].name.text(edition.language)).collect();
    let template = if names.len() > 1 { &w.compared } else { &w.profile };
    let title = fill(template, &[("countries", &names.join(" · "))]);
    let (at, of) = profile.grid.count();
    // Of a find the match, else the row one is at.
    let place = profile.grid.place().map(|(at, of)| fill(&w.row, &[("at", &at.to_string()), ("of", &of.to_string())]));
    let found = if at > 0 { format!("{at}/{of}") } else { place.unwrap_or_default() };
    frame(buffer, layout.reader, layout.wide, focused, &title, &found, theme);
    let area = layout.reader_inner;
    let mut x = 0;
    for (topic, title) in app.tab_titles() {
        let style = if topic == profile.topic { theme.focused_title } else { theme.title };
        x = put(buffer, area, 0, x, &title, style);
    }
    if !profile.note.is_empty() {
        let area = layout.profile_note();
        for (row, range) in wrap(&profile.note, usize::from(area.width)).into_iter().enumerate() {
            put(buffer, area, row as u16, 0, profile.note.get(range).unwrap_or_default(), theme.note);
        }
    }
    grid::draw(buffer, layout.profile_table(!profile.note.is_empty()), &profile.grid, focused, theme);
}
