//! A second screen: what the group sees, or page, notes, time and what comes next for whoever leads it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::present::{Paint, clock, large, line_of, screen};
use super::prose::put_right;
use super::{Look, ascii, clear, paint, put, wrapped};
use crate::app::action::{Mode, with_keys};
use crate::app::present::Present;
use crate::app::present::follower::{Follower, Link, Window};
use crate::report::Words;
use crate::report::words::fill;
use crate::text::columns::{truncate, width};
use crate::text::wrap::wrap;
use crate::ui::Theme;

/// Smaller than this nothing can be shown.
const SMALLEST: (u16, u16) = (24, 6);

/// Draws a second screen on a buffer of its size.
pub fn draw_on(buffer: &mut Buffer, follower: &Follower, words: &Words, look: &Look) {
    let area = buffer.area;
    let theme = &look.theme;
    clear(buffer, area, theme);
    let with_keys = |text| with_keys(text, &follower.bindings, Mode::Present, words);
    let lost = with_keys(&words.follow.lost);
    let lost = (follower.link != Link::On).then_some(&*lost);
    match follower.present() {
        _ if area.width < SMALLEST.0 || area.height < SMALLEST.1 => wrapped(buffer, area, &words.frame.too_small, theme.text),
        None => wrapped(
            buffer,
            Rect { x: 1, y: 1, width: area.width - 2, height: area.height - 2 },
            &with_keys(&words.follow.waiting),
            theme.text,
        ),
        // While it is blank the group sees nothing, also when the other side is gone.
        Some(present) if follower.audience => {
            screen(buffer, present, &words.present, lost, &Paint { theme, scaled: look.scaled && !look.ascii, ascii: look.ascii });
        }
        Some(present) => leader(buffer, follower, present, words, look),
    }
    if look.ascii {
        ascii::transliterate(buffer, theme.keeps_letters);
    }
}

fn leader(buffer: &mut Buffer, follower: &Follower, present: &Present, words: &Words, look: &Look) {
    let theme = &look.theme;
    let area = buffer.area;
    let panes = follower.panes();
    let (at, of) = present.count();
    let count = fill(&words.present.page, &[("at", &at.to_string()), ("of", &of.to_string())]);
    let count = if panes.right == 0 { format!("{}  {count} ", small_clock(present, words)) } else { format!("{count} ") };
    let title = present.group().map_or("", |group| &group.title);
    paint(buffer, Rect { height: 1, ..area }, theme.bar);
    put(buffer, area, 0, 1, &truncate(title, usize::from(area.width).saturating_sub(width(&count) + 2)), theme.bar);
    put_right(buffer, area, 0, &count, theme.bar);
    let left = Rect { x: 1, y: 2, width: panes.left, height: panes.page }.intersection(area);
    page(buffer, left, follower, present, words, theme);
    let below = Rect { y: left.y + panes.page, height: panes.notes, ..left }.intersection(area);
    notes(buffer, below, follower, present, words, theme);
    let bottom = area.height.saturating_sub(1);
    if panes.right > 0 {
        let right = Rect { x: area.width.saturating_sub(panes.right), y: 2, width: panes.right - 1, height: area.height.saturating_sub(3) };
        for row in (right.y..bottom).filter(|_| !theme.bare) {
            put(buffer, area, row, right.x.saturating_sub(1), "│", theme.frame);
        }
        beside(
            buffer,
            Rect { x: right.x + 1, width: right.width - 1, ..right },
            follower,
            present,
            words,
            &Paint { theme, scaled: false, ascii: look.ascii },
        );
    } else {
        let (heading, next) = follower.next().unwrap_or_else(|| (String::new(), words.follow.last.to_string()));
        let both = [&*words.follow.next, &heading, &next].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        put(buffer, area, bottom.saturating_sub(1), 1, &truncate(&both, usize::from(area.width - 2)), theme.note);
    }
    bottom_line(buffer, bottom, follower, present, words, theme);
}

fn bottom_line(buffer: &mut Buffer, row: u16, follower: &Follower, present: &Present, words: &Words, theme: &Theme) {
    let area = buffer.area;
    let room = usize::from(area.width - 2);
    let w = &words.follow;
    let with_keys = |text| with_keys(text, &follower.bindings, Mode::Present, words);
    let keys = with_keys(&w.keys);
    let keys = if width(&keys) <= room { keys } else { with_keys(&w.keys_short) };
    let (text, style) = match (follower.link, present.blank) {
        (Link::On, false) => (keys, theme.bar),
        (Link::On, true) => (with_keys(&w.blank), theme.message),
        _ => (with_keys(&w.lost), theme.message),
    };
    paint(buffer, Rect { y: row, height: 1, ..area }, theme.bar);
    put(buffer, area, row, 1, &truncate(&text, room), style);
}

/// The page that is on the wall, in letters of one cell.
fn page(buffer: &mut Buffer, area: Rect, follower: &Follower, present: &Present, words: &Words, theme: &Theme) {
    let mut y = 0;
    for line in follower.heading() {
        y = put_line(buffer, area, y, line, theme.heading);
    }
    y += u16::from(y > 0);
    let window = follower.page_window();
    for line in follower.page().iter().skip(window.from).take(window.count) {
        if let Some((index, range, first)) = line
            && let Some(text) = present.slide().texts.get(*index)
            && y < area.height
        {
            line_of(buffer, Rect { height: area.height, ..area }, y, present, (*index, text, range, *first), theme);
        }
        y += 1;
    }
    hidden(buffer, area, y, window, words, theme);
}

fn notes(buffer: &mut Buffer, area: Rect, follower: &Follower, present: &Present, words: &Words, theme: &Theme) {
    if area.height == 0 {
        return;
    }
    let title = if theme.bare { words.follow.notes.to_string() } else { format!("─ {} ", &*words.follow.notes) };
    let rest = if theme.bare { String::new() } else { "─".repeat(usize::from(area.width).saturating_sub(width(&title))) };
    put(buffer, area, 0, 0, &format!("{title}{rest}"), theme.focused_frame);
    let text = present.group().map_or("", |group| &group.notes);
    let window = follower.notes_window();
    let mut y = 1;
    for line in follower.notes().iter().skip(window.from).take(window.count) {
        y = put_line(buffer, area, y, text.get(line.clone()).unwrap_or_default(), theme.strong);
    }
    hidden(buffer, area, y, window, words, theme);
}

/// How much is not shown.
fn hidden(buffer: &mut Buffer, area: Rect, row: u16, window: Window, words: &Words, theme: &Theme) {
    if let (above, below) = window.hidden
        && above + below > 0
    {
        let text = fill(&words.follow.more, &[("above", &above.to_string()), ("below", &below.to_string())]);
        put(buffer, area, row.min(area.height.saturating_sub(1)), 0, &text, theme.note);
    }
}

/// Time, and what comes next.
fn beside(buffer: &mut Buffer, area: Rect, follower: &Follower, present: &Present, words: &Words, paint: &Paint<'_>) {
    let theme = paint.theme;
    let w = &words.follow;
    let mut y = figures(buffer, area, 0, &w.elapsed, &clock(present.elapsed), theme.text, paint);
    if let Some(left) = present.left() {
        let (label, style) = if left == 0 { (&w.over, theme.message) } else { (&w.left, theme.text) };
        y = figures(buffer, area, y, label, &clock(left), style, paint);
    }
    y = put_line(buffer, area, y, &w.next, theme.focused_title);
    let Some((heading, text)) = follower.next() else {
        put_line(buffer, area, y, &w.last, theme.note);
        return;
    };
    y = cut(buffer, area, y, &heading, 4, theme.heading);
    cut(buffer, area, y, &text, area.height.saturating_sub(y), theme.text);
}

/// A text in so many rows, with a sign where there is more of it.
fn cut(buffer: &mut Buffer, area: Rect, mut y: u16, text: &str, rows: u16, style: Style) -> u16 {
    if text.is_empty() {
        return y;
    }
    let lines = wrap(text, usize::from(area.width));
    for (nth, line) in lines.iter().take(usize::from(rows)).enumerate() {
        let words = text.get(line.clone()).unwrap_or_default();
        let is_cut = nth + 1 == usize::from(rows) && lines.len() > usize::from(rows);
        let words = if is_cut { truncate(&format!("{words} …"), usize::from(area.width)) } else { words.to_owned() };
        y = put_line(buffer, area, y, &words, style);
    }
    y
}

/// A time in large figures under its name; in small ones where they have no room.
fn figures(buffer: &mut Buffer, area: Rect, mut y: u16, label: &str, time: &str, style: Style, paint: &Paint<'_>) -> u16 {
    let unit = paint.unit();
    y = put_line(buffer, area, y, label, paint.theme.note);
    if width(time) * usize::from(unit) > usize::from(area.width) {
        return put_line(buffer, area, y, time, style) + 1;
    }
    large(buffer, Rect { y: area.y + y, height: unit.min(area.height.saturating_sub(y)), ..area }, &[(time.to_owned(), style)], paint);
    y + unit + 1
}

fn small_clock(present: &Present, words: &Words) -> String {
    let left = present.left().map(|left| format!("  {}", fill(&words.present.left, &[("time", &clock(left))])));
    format!("{}{}", clock(present.elapsed), left.unwrap_or_default())
}

fn put_line(buffer: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) -> u16 {
    put(buffer, area, y, 0, text, style);
    y + 1
}
