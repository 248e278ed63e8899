//! The projector's screen.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

use super::prose::put_right;
use super::theme::Theme;
use super::{clear, put};
use crate::app::App;
use crate::app::present::pages::{Frame, LARGE, in_font, indent};
use crate::app::present::slides::Text;
use crate::app::present::{Light, Present};
use crate::report::words::{PresentWords, fill};
use crate::text::columns::{truncate, width};
use crate::text::span::{pieces, slice};

/// Draws the page that is on the projector over everything else.
pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) {
    let Some(present) = app.present() else { return };
    screen(buffer, present, &app.edition().words.present, app.message(), theme);
}

/// Draws the page, with a message in the place of where it belongs.
pub(super) fn screen(buffer: &mut Buffer, present: &Present, words: &PresentWords, message: Option<&str>, theme: &Theme) {
    let area = buffer.area;
    clear(buffer, area, theme);
    if present.blank {
        return;
    }
    let frame = present.frame();
    let inner = Rect { x: area.x + frame.margin, width: area.width.saturating_sub(2 * frame.margin), ..area };
    let mut y = 0;
    for line in &frame.context {
        put(buffer, inner, y, 0, line, theme.note);
        y += 1;
    }
    y += u16::from(!frame.context.is_empty());
    let used = heading(buffer, inner, y, &frame, theme);
    y += used + u16::from(used > 0);
    body(buffer, Rect { y: inner.y + y, height: inner.height.saturating_sub(y + 1), ..inner }, present, &frame, theme);
    progress(buffer, present, words, message, theme);
}

/// Gives the rows that it takes.
fn heading(buffer: &mut Buffer, inner: Rect, mut y: u16, frame: &Frame, theme: &Theme) -> u16 {
    let top = y;
    for line in &frame.heading {
        if frame.large_heading {
            large(buffer, Rect { y: inner.y + y, height: LARGE, ..inner }, &[(line.clone(), theme.heading)]);
            y += LARGE + 1;
        } else {
            put(buffer, inner, y, 0, line, theme.heading);
            y += 1;
        }
    }
    y - top
}

fn body(buffer: &mut Buffer, area: Rect, present: &Present, frame: &Frame, theme: &Theme) {
    let slide = present.slide();
    let parts = &present.page().parts;
    let mut y = 0;
    for part in parts {
        let text = &slide.texts[part.text];
        for line in &part.lines {
            let starts = text.sentences.first().is_some_and(|sentence| sentence.start == line.start);
            line_of(buffer, area, y, present, frame, (part.text, text, line, starts), theme);
            y += frame.step();
        }
        y += frame.step();
    }
}

/// A line of a text: the text's index, the text, the bytes of it, and whether it is its first line.
pub(super) type TextLine<'a> = (usize, &'a Text, &'a Range<usize>, bool);

pub(super) fn line_of(
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
    present: &Present,
    frame: &Frame,
    (index, text, line, first): TextLine<'_>,
    theme: &Theme,
) {
    let lead = if first { text.lead.clone() } else { String::new() };
    let lead = crate::text::columns::pad(&lead, indent(text));
    let edges = present.edges(index);
    let mut spans = vec![(lead, theme.note)];
    for piece in pieces(line, edges.iter()) {
        let words = slice(&text.text, piece.clone());
        let (words, style) = match present.light(index, &piece) {
            Light::Plain => (words.to_owned(), theme.text),
            Light::Dimmed => (words.to_owned(), theme.dimmed),
            Light::Hidden => (" ".repeat(width(words)), theme.text),
            Light::Marked => (words.to_owned(), theme.hit),
            Light::Chosen => (words.to_owned(), theme.selected),
        };
        spans.push((words, style));
    }
    if frame.large {
        large(buffer, Rect { y: area.y + y, height: LARGE.min(area.height.saturating_sub(y)), ..area }, &spans);
        return;
    }
    let mut x = 0;
    for (words, style) in spans {
        x = put(buffer, area, y, x, &words, style);
    }
}

/// A line in letters of four by four cells.
pub(super) fn large(buffer: &mut Buffer, area: Rect, spans: &[(String, Style)]) {
    use unicode_segmentation::UnicodeSegmentation;
    let letters = |text: &str| text.graphemes(true).map(in_font).collect::<String>();
    let spans = spans.iter().map(|(text, style)| Span::styled(letters(text), *style)).collect::<Vec<_>>();
    BigText::builder()
        .pixel_size(PixelSize::Quadrant)
        .lines(vec![Line::from(spans)])
        .build()
        .render(area.intersection(buffer.area), buffer);
}

/// Minutes and seconds.
pub(super) fn clock(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Where one is: group, page, and the time if it is shown.
fn progress(buffer: &mut Buffer, present: &Present, w: &PresentWords, message: Option<&str>, theme: &Theme) {
    let area = buffer.area;
    let (at, of) = present.count();
    let (part, parts) = present.page().of;
    let page = fill(&w.page, &[("at", &at.to_string()), ("of", &of.to_string())]);
    let part =
        if parts > 1 { format!("{}  ", fill(&w.part, &[("at", &part.to_string()), ("of", &parts.to_string())])) } else { String::new() };
    let left = present.left().map(|left| fill(&w.left, &[("time", &clock(left))]));
    let time = if present.timer {
        format!("{}  {}", clock(present.elapsed), left.map(|left| left + "  ").unwrap_or_default())
    } else {
        String::new()
    };
    let right = format!("{time}{part}{page} ");
    let row = area.height.saturating_sub(1);
    let done = usize::from(area.width) * at / of.max(1);
    put(buffer, area, row.saturating_sub(1), 0, &"━".repeat(done), theme.bar_fill);
    put(buffer, area, row.saturating_sub(1), done as u16, &"─".repeat(usize::from(area.width).saturating_sub(done)), theme.frame);
    let message = message.unwrap_or_else(|| present.group().map_or("", |group| &group.title));
    put(buffer, area, row, 1, &truncate(message, usize::from(area.width).saturating_sub(width(&right) + 3)), theme.note);
    put_right(buffer, area, row, &right, theme.note);
}
