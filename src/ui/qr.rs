//! A QR code over the whole screen, and one line that tells which it is.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::prose::put_right;
use super::theme::{QrColors, Theme};
use super::{put, wrapped};
use crate::app::App;
use crate::app::action::{Command, Mode};
use crate::app::qr::Qr;
use crate::export::qr::Form;
use crate::export::qr_cells::{Paint, cells};
use crate::report::words::fill;
use crate::text::columns::{truncate, width};

/// Columns that are worth a title.
const TITLE: usize = 16;

pub(super) fn draw(buffer: &mut Buffer, app: &App, qr: &Qr, theme: &Theme) {
    let room = qr.room();
    let fills = room.form == Form::Ascii || theme.qr.is_some_and(|colors| colors.is_ground);
    let paint = if fills { Paint::Fill } else { Paint::Ink };
    let style = |dark_ink: bool, dark_ground: bool| match theme.qr {
        Some(QrColors { dark, light, .. }) => {
            let color = |is_dark: bool| if is_dark { dark } else { light };
            Style::reset().fg(color(dark_ink)).bg(color(dark_ground))
        }
        // Reversed blanks are solid; no letter is.
        None if dark_ground => Style::reset(),
        None => Style::reset().add_modifier(Modifier::REVERSED),
    };
    let area = app.layout().code();
    let rows = qr.current().map(|code| cells(code, room, paint, qr.inverted)).unwrap_or_default();
    for (row, y) in rows.iter().zip(area.top()..area.bottom()) {
        for (cell, x) in row.iter().zip(area.left()..area.right()) {
            buffer[(x, y)].set_char(cell.symbol).set_style(style(cell.ink_is_dark, cell.ground_is_dark));
        }
    }
    if qr.current().is_none() {
        wrapped(buffer, area, &app.no_room_for_code(), theme.text);
    }
    // The line is as light as what is around the code, and so part of it.
    let line = style(!qr.inverted, qr.inverted);
    caption(buffer, app, qr, line, theme);
}

/// Which code it is, the keys, and, where there is room, the title; or a message.
fn caption(buffer: &mut Buffer, app: &App, qr: &Qr, style: Style, theme: &Theme) {
    let area = app.layout().keys;
    let room = usize::from(area.width).saturating_sub(2);
    put(buffer, area, 0, 0, &" ".repeat(usize::from(area.width)), style);
    let said = match app.message() {
        Some(message) => message.to_owned(),
        None => which_and_keys(app, qr, room, theme),
    };
    let column = put(buffer, area, 0, 1, &truncate(&said, room), style);
    let left = room.saturating_sub(usize::from(column) + 2);
    if left >= TITLE {
        put_right(buffer, area, 0, &format!("{} ", truncate(&qr.title, left)), style);
    }
}

/// As many of the keys as fit, from the table of keys.
fn which_and_keys(app: &App, qr: &Qr, room: usize, theme: &Theme) -> String {
    let words = &app.edition().words;
    let (at, of) = qr.count();
    let mut parts = vec![match of {
        0 => qr.title.clone(),
        1 => words.qr.one.to_string(),
        _ => fill(&words.qr.count, &[("at", &at.to_string()), ("of", &of.to_string())]),
    }];
    // Where there is colour, light is light.
    let commands = [(Command::NextCode, of > 1), (Command::Back, true), (Command::InvertCode, of > 0 && theme.qr.is_none())];
    for (command, _) in commands.into_iter().filter(|(_, is_of_use)| *is_of_use) {
        let binding = app.bindings().iter().find(|binding| binding.command == command && binding.mode == Some(Mode::Qr));
        let Some(key) = binding.and_then(|binding| binding.keys.first()) else { continue };
        let part = fill(&words.qr.key, &[("key", &words.key(key)), ("does", words.short(command.name()))]);
        if parts.iter().map(|part| width(part) + 3).sum::<usize>() + width(&part) <= room {
            parts.push(part);
        }
    }
    parts.join(" · ")
}
