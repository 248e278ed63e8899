//! The Americas from Mexico to the south, on ratatui's canvas: the number of passages about each country, the selected one marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

use super::theme::Theme;
use super::{paint, put};
use crate::app::App;
use crate::report::words::fill;
use crate::text::columns::{truncate, width};

/// West, east, south and north edges in degrees.
const EDGES: (f64, f64, f64, f64) = (-120.0, -32.0, -56.0, 34.0);

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, ascii: bool, theme: &Theme) {
    let (west, east, south, north) = EDGES;
    let caption_row = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    let area = Rect { height: area.height.saturating_sub(1), ..area };
    // A cell is about twice as high as wide: what does not fit that shape stays empty.
    let columns = area.width.min(area.height.saturating_mul(2));
    let area = Rect { x: area.x + (area.width - columns) / 2, width: columns, ..area };
    let land = theme.frame.fg.unwrap_or(Color::Reset);
    let canvas = Canvas::default()
        .x_bounds([west, east])
        .y_bounds([south, north])
        .marker(if ascii { Marker::Dot } else { Marker::Braille })
        .paint(move |context| context.draw(&Map { resolution: MapResolution::High, color: land }));
    canvas.render(area, buffer);
    if theme.frame.fg.is_none() {
        paint(buffer, area, theme.frame);
    }
    let facts = app.report().facts();
    let selected = app.countries().selected();
    let mut order: Vec<usize> = (0..facts.countries.len()).collect();
    order.sort_by_key(|index| (Some(*index) != selected, std::cmp::Reverse(facts.countries[*index].passages.len())));
    let mut taken: Vec<Rect> = Vec::new();
    for index in order {
        let country = &facts.countries[index];
        let Some([latitude, longitude]) = country.point else { continue };
        if !(west..east).contains(&longitude) || !(south..north).contains(&latitude) {
            continue;
        }
        #[allow(clippy::cast_sign_loss, reason = "inside the edges")]
        let cell = |from: f64, to: f64, at: f64, cells: u16| ((at - from) / (to - from) * f64::from(cells)) as u16;
        let is_selected = Some(index) == selected;
        let count = country.passages.len();
        let label = if is_selected { format!("[{} {count}]", &*country.iso) } else { count.to_string() };
        let label_width = (width(&label) as u16).min(area.width);
        let x = cell(west, east, longitude, area.width).saturating_sub(label_width / 2).min(area.width - label_width);
        let y = cell(north, south, latitude, area.height);
        let place = Rect { x: x.saturating_sub(1), y, width: label_width + 2, height: 1 };
        // Where countries are close together the one with more to say, or the selected one, is written.
        if taken.iter().any(|other| other.intersects(place)) {
            continue;
        }
        taken.push(place);
        put(buffer, area, y, x, &label, if is_selected { theme.current_hit } else { theme.strong });
    }
    let w = &app.edition().words.countries;
    let caption = match selected.map(|index| &facts.countries[index]) {
        Some(country) => {
            let off = country.point.is_none_or(|[lat, lon]| !(west..east).contains(&lon) || !(south..north).contains(&lat));
            let template = if off { &w.map_elsewhere } else { &w.map };
            fill(template, &[("country", country.name.text(app.edition().language)), ("count", &country.passages.len().to_string())])
        }
        None => String::new(),
    };
    let caption = truncate(&caption, usize::from(caption_row.width.saturating_sub(1)));
    put(buffer, caption_row, 0, 1, &caption, theme.note);
}
