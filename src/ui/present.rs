//! The projector's screen.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

use super::prose::put_right;
use super::theme::Theme;
use super::{Look, clear, put, scaled};
use crate::app::App;
use crate::app::present::bars::layout;
use crate::app::present::pages::{Frame, LARGE, LARGE_IN_ASCII, in_font, indent};
use crate::app::present::placing::{Placed, What, placed};
use crate::app::present::slides::Text;
use crate::app::present::{Light, Present};
use crate::report::words::{PresentWords, fill};
use crate::text::columns::{truncate, width};
use crate::text::span::{pieces, slice};

/// Draws the page that is on the projector over everything else.
pub(super) fn draw(buffer: &mut Buffer, app: &App, look: &Look) {
    let Some(present) = app.present() else { return };
    // What lies over scaled letters would have to cover them whole; and their sequences are no ASCII.
    let is_free = app.sheet().is_none() && app.picker().is_none() && app.qr().is_none();
    let paint = Paint { theme: &look.theme, scaled: look.scaled && is_free && !look.ascii, ascii: look.ascii };
    screen(buffer, present, &app.edition().words.present, app.message(), &paint);
}

/// How the projector draws.
pub(super) struct Paint<'a> {
    pub(super) theme: &'a Theme,
    /// The terminal itself makes letters large.
    pub(super) scaled: bool,
    /// A dot of a large letter is a cell.
    pub(super) ascii: bool,
}

impl Paint<'_> {
    /// Cells of a large letter, in both directions.
    pub(super) fn unit(&self) -> u16 {
        if self.ascii { LARGE_IN_ASCII } else { LARGE }
    }
}

/// Draws the page, with a message in the place of where it belongs.
pub(super) fn screen(buffer: &mut Buffer, present: &Present, words: &PresentWords, message: Option<&str>, paint: &Paint<'_>) {
    let area = buffer.area;
    clear(buffer, area, paint.theme);
    if present.blank {
        return;
    }
    let frame = present.frame();
    let inner = Rect { x: area.x + frame.margin, width: area.width.saturating_sub(2 * frame.margin), ..area };
    for (y, line) in frame.context.iter().enumerate() {
        put(buffer, inner, y as u16, 0, line, paint.theme.note);
    }
    heading(buffer, inner, &frame, paint);
    // Below the text an empty row, and the two that tell where one is.
    let top = frame.top();
    body(buffer, Rect { y: inner.y + top, height: inner.height.saturating_sub(top + 1), ..inner }, present, &frame, paint);
    progress(buffer, present, words, message, paint.theme);
}

fn heading(buffer: &mut Buffer, inner: Rect, frame: &Frame, paint: &Paint<'_>) {
    let mut y = frame.context.len() as u16 + u16::from(!frame.context.is_empty());
    for line in &frame.heading {
        if frame.large_heading {
            large(buffer, Rect { y: inner.y + y, height: frame.unit, ..inner }, &[(line.clone(), paint.theme.heading)], paint);
            y += frame.unit + 1;
        } else {
            put(buffer, inner, y, 0, line, paint.theme.heading);
            y += 1;
        }
    }
}

fn body(buffer: &mut Buffer, area: Rect, present: &Present, frame: &Frame, paint: &Paint<'_>) {
    let slide = present.slide();
    let layout = layout(slide, frame.letters);
    for Placed { x, y, text: index, what } in placed(slide, present.page(), frame) {
        let text = &slide.texts[index];
        let spans = match &what {
            What::Lead => match text.sentences.first().map(|first| present.light(index, first)) {
                Some(Light::Hidden) => continue,
                Some(Light::Dimmed) => vec![(text.lead.clone(), paint.theme.dimmed)],
                _ => vec![(text.lead.clone(), paint.theme.note)],
            },
            What::Words(range) => spans(present, index, text, range, paint.theme),
            What::Bar if paint.theme.bare => continue,
            What::Bar => {
                if let (Some(bar), Some(layout)) = (text.bar(), &layout) {
                    let style = match present.light(index, &(text.text.len()..text.text.len())) {
                        Light::Hidden => continue,
                        Light::Dimmed => paint.theme.dimmed,
                        _ => paint.theme.bar_fill,
                    };
                    draw_bar(buffer, area, (x, y), &layout.drawn(bar, false), frame, style);
                }
                continue;
            }
        };
        if frame.large {
            let height = frame.unit.min(area.height.saturating_sub(y));
            large(buffer, Rect { x: area.x + x, y: area.y + y, width: area.width.saturating_sub(x), height }, &spans, paint);
        } else {
            spans.iter().fold(x, |x, (words, style)| put(buffer, area, y, x, words, *style));
        }
    }
}

/// A bar is as high as its line has room for: it is to be seen from far away.
fn draw_bar(buffer: &mut Buffer, area: Rect, (x, y): (u16, u16), bar: &str, frame: &Frame, style: Style) {
    let (wide, high) = if frame.large { (usize::from(frame.unit), frame.unit) } else { (1, frame.step()) };
    let bar: String = bar.chars().flat_map(|sign| std::iter::repeat_n(sign, wide)).collect();
    for row in y..y + high {
        put(buffer, area, row, x, &bar, style);
    }
}

/// A line of a text: the text's index, the text, the bytes of it, and whether it is its first line.
pub(super) type TextLine<'a> = (usize, &'a Text, &'a Range<usize>, bool);

/// Draws a line in letters of one cell.
pub(super) fn line_of(buffer: &mut Buffer, area: Rect, y: u16, present: &Present, (index, text, line, first): TextLine<'_>, theme: &Theme) {
    let lead = if first { text.lead.clone() } else { String::new() };
    let lead = crate::text::columns::pad(&lead, indent(text));
    let mut x = put(buffer, area, y, 0, &lead, theme.note);
    for (words, style) in spans(present, index, text, line, theme) {
        x = put(buffer, area, y, x, &words, style);
    }
}

/// Words of a text in pieces of one light each.
fn spans(present: &Present, index: usize, text: &Text, line: &Range<usize>, theme: &Theme) -> Vec<(String, Style)> {
    let edges = present.edges(index);
    let mut spans = Vec::new();
    for piece in pieces(line, edges.iter()) {
        let words = slice(&text.text, piece.clone());
        let (words, style) = match present.light(index, &piece) {
            Light::Plain => (words.to_owned(), theme.text),
            // Not by colour alone: a pale projector shows little of it.
            Light::Lit => (words.to_owned(), theme.text.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)),
            Light::Dimmed => (words.to_owned(), theme.dimmed),
            Light::Hidden => (" ".repeat(width(words)), theme.text),
            Light::Marked => (words.to_owned(), theme.hit),
            Light::Chosen => (words.to_owned(), theme.selected),
        };
        spans.push((words, style));
    }
    spans
}

/// A line in large letters.
pub(super) fn large(buffer: &mut Buffer, area: Rect, spans: &[(String, Style)], paint: &Paint<'_>) {
    use unicode_segmentation::UnicodeSegmentation;
    if paint.theme.bare {
        spans.iter().fold(0, |x, (words, style)| put(buffer, area, 0, x, words, *style));
        return;
    }
    if paint.scaled {
        return scaled::line(buffer, area, spans);
    }
    let letters = |text: &str| text.graphemes(true).map(in_font).collect::<String>();
    let spans = spans.iter().map(|(text, style)| Span::styled(letters(text), *style)).collect::<Vec<_>>();
    BigText::builder()
        .pixel_size(if paint.ascii { PixelSize::Full } else { PixelSize::Quadrant })
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
    if !theme.bare {
        put(buffer, area, row.saturating_sub(1), 0, &"━".repeat(done), theme.bar_fill);
        put(buffer, area, row.saturating_sub(1), done as u16, &"─".repeat(usize::from(area.width).saturating_sub(done)), theme.frame);
    }
    let message = message.unwrap_or_else(|| present.group().map_or("", |group| &group.title));
    put(buffer, area, row, 1, &truncate(message, usize::from(area.width).saturating_sub(width(&right) + 3)), theme.note);
    put_right(buffer, area, row, &right, theme.note);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::ascii::transliterate;

    /// The dots of a quarter-cell block: left and right above, left and right below.
    fn dots(symbol: &str) -> [bool; 4] {
        const BLOCKS: [&str; 16] = [" ", "▗", "▖", "▄", "▝", "▐", "▞", "▟", "▘", "▚", "▌", "▙", "▀", "▜", "▛", "█"];
        let at = BLOCKS.iter().position(|block| *block == symbol).unwrap_or_else(|| panic!("{symbol}"));
        [8, 4, 2, 1].map(|bit| at & bit != 0)
    }

    fn drawn(letter: char, ascii: bool) -> Buffer {
        let paint = Paint { theme: &Theme::default(), scaled: false, ascii };
        let mut buffer = Buffer::empty(Rect::new(0, 0, paint.unit(), paint.unit()));
        let area = buffer.area;
        large(&mut buffer, area, &[(letter.to_string(), Style::default())], &paint);
        if ascii {
            transliterate(&mut buffer, false);
        }
        buffer
    }

    #[test]
    fn in_ascii_every_large_letter_has_the_same_dots() {
        for letter in (' '..='~').chain('\u{A1}'..='\u{FF}') {
            let (blocks, plain) = (drawn(letter, false), drawn(letter, true));
            for (x, y) in (0..LARGE_IN_ASCII).flat_map(|y| (0..LARGE_IN_ASCII).map(move |x| (x, y))) {
                let wanted = dots(blocks[(x / 2, y / 2)].symbol())[usize::from(y % 2 * 2 + x % 2)];
                assert_eq!(plain[(x, y)].symbol(), if wanted { "#" } else { " " }, "{letter} at {x}, {y}");
            }
        }
    }
}
