//! `show --qr`: one record or section as QR codes, for a phone.

use std::io::{self, Write};

use super::exit::{Failure, repeated};
use crate::export::qr::{Code, Form, Room, codes};
use crate::export::qr_cells::{Cell, Paint, area, cells};
use crate::export::qr_text;
use crate::report::words::fill;
use crate::report::{Address, Edition, Report};

/// Columns and rows for a code and its caption where there is no terminal: what a page, a mail and most windows hold.
const PAGE: (u16, u16) = (80, 40);

/// How codes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns and rows of the terminal; `None` in a pipe.
    pub size: Option<(u16, u16)>,
    /// What modules are drawn with.
    pub form: Form,
    /// The colours there are; `None` for no colour.
    pub colors: Option<Colors>,
    /// Light for dark.
    pub inverted: bool,
}

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colors {
    /// The terminal's own, of which the bright ones are no ground everywhere.
    Of16,
    /// Black and white that are really these.
    Of256,
}

/// What stands at an address as codes.
pub fn find(report: &Report, edition: &Edition, address: &Address, look: Look) -> Result<Vec<Code>, Failure> {
    let words = &edition.words.qr;
    let Some(text) = qr_text::text(report, edition, address) else {
        let country = repeated(&address.to_string());
        return Err(Failure::usage(fill(&words.country, &[("country", &country)])));
    };
    let (columns, rows) = look.size.unwrap_or(PAGE);
    // The caption takes a row, and on a terminal what the shell says next another, so that the whole code is in sight.
    let rows = rows.saturating_sub(if look.size.is_some() { 2 } else { 1 });
    codes(&text, Room { columns, rows, form: look.form }).ok_or_else(|| {
        let (columns, rows) = Room::least(look.form);
        Failure::usage(fill(&words.no_room_lines, &[("columns", &columns.to_string()), ("rows", &(rows + 2).to_string())]))
    })
}

/// Writes codes one below the other, each of several with its number.
pub fn write<W: Write>(out: &mut W, edition: &Edition, codes: &[Code], look: Look) -> io::Result<()> {
    let paint = match (look.colors, look.form) {
        (Some(Colors::Of256), _) | (Some(_), Form::Ascii) => Paint::Fill,
        _ => Paint::Ink,
    };
    for (nth, code) in codes.iter().enumerate() {
        if nth > 0 {
            writeln!(out)?;
        }
        for row in cells(code, area(code, look.form), paint, look.inverted) {
            writeln!(out, "{}", line(&row, look.colors))?;
        }
        if codes.len() > 1 {
            let values = [("at", &*(nth + 1).to_string()), ("of", &*codes.len().to_string())];
            writeln!(out, "{}", fill(&edition.words.qr.caption, &values))?;
        }
    }
    Ok(())
}

/// A row of cells, with colours where there are some.
fn line(row: &[Cell], colors: Option<Colors>) -> String {
    let Some(colors) = colors else { return row.iter().map(|cell| cell.symbol).collect() };
    let mut out = String::new();
    for cells in row.chunk_by(|a, b| (a.ink_is_dark, a.ground_is_dark) == (b.ink_is_dark, b.ground_is_dark)) {
        let (ink, ground) = (cells[0].ink_is_dark, cells[0].ground_is_dark);
        let (ink, ground) = match colors {
            Colors::Of256 => (if ink { "38;5;16" } else { "38;5;231" }, if ground { "48;5;16" } else { "48;5;231" }),
            Colors::Of16 => (if ink { "30" } else { "97" }, if ground { "40" } else { "107" }),
        };
        out.extend(["\x1b[", ink, ";", ground, "m"]);
        out.extend(cells.iter().map(|cell| cell.symbol));
    }
    out.push_str("\x1b[0m");
    out
}
